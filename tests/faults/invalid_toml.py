"""Documents that are no TOML, by the categories in which the public suite of TOML tests sorts its own.

Every one is written for this file, in the words of a records file. Each is a few lines that are wrong wherever
they stand: alone, after the keys of an activity, or between two activities.
"""

from __future__ import annotations

DOCUMENTS: dict[str, tuple[str | bytes, ...]] = {
    "array": (
        'strands = ["al-cto/it",, "al-cto/data"]',
        'strands = [, "al-cto/it"]',
        "strands = [,]",
        'strands = ["al-cto/it" "al-cto/data"]',
        "numbers = [1 2 3]",
        'strands = ["al-cto/it"',
        'strands = ["al-cto/it",',
        "strands = [",
        "strands = ]",
        'strands = ["al-cto/it"]]',
        'strands = ["al-cto/it"] "al-cto/data"',
        'strands = [al-cto/it, "al-cto/data"]',
        'strands = ["al-cto/it", # and the rest',
        'strands = [\n  "al-cto/it"\n  "al-cto/data"\n]',
        "nested = [[1, 2], [3, 4]",
        'tables = [{ id = "a" }, { id = "b" ]',
        "[fixed]\nparts = []\n[[fixed.parts]]\nid = 1",
        'strands = ["al-cto/it"; "al-cto/data"]',
        "strands = [1, 2]]\nhours = 2",
    ),
    "bool": (
        "posted = True", "posted = FALSE", "posted = tRuE", "posted = truer", "posted = falsey", "posted = t",
        "posted = f", "posted = tru", "posted = fals", "posted = true false", "posted = yes", "posted = trueish",
    ),
    "control": (
        'note = "a\x00b"', 'note = "a\x01b"', 'note = "a\x1fb"', 'note = "a\x7fb"', 'note = "a\x0cb"',
        'note = "a\rb"', "note = 'a\x00b'", "note = 'a\x1fb'", "note = 'a\x7fb'", "note = 'a\x0bb'",
        'note = """a\x00b"""', 'note = """a\x7fb"""', "note = '''a\x1fb'''", "note = '''a\x08b'''",
        "# remark \x00", "# remark \x7f", "# remark \x1b[1m", "# remark \x0b", "hours = 1\x00", "hours = 1\x0c",
        "hours\x0b = 1", "\x0c", "\x00", "hours = 1\r\rnote = 1", "hours =\r1", 'note = "\x1b]0;title\x07"',
    ),
    "datetime": (
        "on = 2026-01-32T00:00:00Z", "on = 2026-02-29T00:00:00Z", "on = 2026-13-01T00:00:00Z",
        "on = 2026-00-10T00:00:00Z", "on = 2026-01-00T00:00:00Z", "on = 2026-01-28T24:00:00Z",
        "on = 2026-01-28T10:60:00Z", "on = 2026-01-28T10:00:61Z", "on = 2026-1-28T10:00:00Z",
        "on = 2026-01-28T1:00:00Z", "on = 2026-01-28T10:00Z+", "on = 2026-01-28T10:00:00.Z",
        "on = 2026-01-28T10:00:00+9:00", "on = 2026-01-28T10:00:00+09", "on = 2026-01-28T10:00:00+25:00",
        "on = 2026-01-28T10:00:00-05:60", "on = 2026-01-2810:00:00", "on = 20260128T100000Z", "on = 2026-01-28T",
        "on = 2026-01-28TZ", "on = 10000-01-28T10:00:00Z", "on = 2026-01-28T10:00:00 UTC",
    ),
    "encoding": (
        b'location = "Montr\xe9al"', b"location = 'Montr\xe9al'", b"# Montr\xe9al", b'note = """\xff"""',
        b"note = '''\xfe'''", b'note = "\xc3"', b'note = "\xed\xa0\x80"', b'note = "\xf5\x80\x80\x80"',
        b'note = "\xc0\xaf"', b'strands = ["\x80"]', b"hours\xa0= 1", b"\x93quoted\x94 = 1", "hours\u3000= 1",
        "hours =\u00a01", "\ufeffhours = 1\n\ufeffdate = 2026-01-28", "hours\u200b = 1",
    ),
    "float": (
        "hours = .5", "hours = -.5", "hours = +.5", "hours = 5.", "hours = -5.", "hours = 6.5.1", "hours = 6..5",
        "hours = 06.5", "hours = -06.5", "hours = 1e", "hours = 1e+", "hours = 1e-", "hours = 1ee2", "hours = 1e2e3",
        "hours = 1e2.5", "hours = 1.e2", "hours = 1_.5", "hours = 1._5", "hours = _1.5", "hours = 1.5_",
        "hours = 1__0.5", "hours = 1e_2", "hours = 1e2_", "hours = Inf", "hours = NaN", "hours = in", "hours = na",
        "hours = infinity", "hours = nan_", "hours = 6,5", "hours = 6.5h", "hours = 1,000.5",
    ),
    "inline-table": (
        'split = { "al-cto/it" = 1, , "al-cto/data" = 2 }', "split = { , }", "split = { a = 1 b = 2 }",
        "split = { a = 1", "split = { a = 1, b", "split = { a }", "split = { a = }", "split = { = 1 }",
        "split = { a = 1, a = 2 }", "split = { a.b = 1, a = 2 }", "split = { a = { b = 1 }, a.c = 2 }",
        "split = { a = 1 }\nsplit.b = 2", "split = { a: 1 }", "split = { a = 1 }}", "split = { a b = 1 }",
        "split = { a = 1 ]", "split = { al-cto/it = 1 }", "split = { a = 1; b = 2 }", "split = { }\nsplit = { }",
    ),
    "integer": (
        "hours = 06", "hours = -06", "hours = +06", "hours = 00", "hours = --6", "hours = ++6", "hours = +-6",
        "hours = 6_", "hours = _6", "hours = 6__0", "hours = 0x", "hours = 0b", "hours = 0o", "hours = 0xG",
        "hours = 0b2", "hours = 0o8", "hours = 0X1F", "hours = 0B1", "hours = 0O7", "hours = -0x1", "hours = +0b1",
        "hours = 0x_1", "hours = 0x1_", "hours = 0b1__0", "hours = 6 7", "hours = 6 hours", "hours = 6-7",
        "hours = 1:30", "hours = 90m", "hours = 6½", "hours = six",
    ),
    "key": (
        "hours 6", "hours", "= 6", "hours =", "hours = = 6", "hours == 6", "hours: 6", "hours.", ".hours = 6",
        "split..it = 6", "split. = 6", '"hours = 6', "'hours = 6", 'counts for = ["a"]', "al-cto/it = 6",
        "hours! = 6", "hours + 6", '"""hours""" = 6', "'''hours''' = 6", "hours = 6 date = 2026-01-28",
        "hours = 6, date = 2026-01-28", '"ho\\urs" = 6', '"hours"x = 6', "x'hours' = 6", "ho\nurs = 6", "[hours = 6",
        "hours = 6\nhours = 7", "split = 1\nsplit.it = 2", "split.it = 1\nsplit = 2", "# fine\n6.5", '"text alone"',
        "hours =\n6", "hours = # later", "[person]]\nx = 1", "notes = 1\nnotes = 2 # again", "ähours = 6",
    ),
    "local-date": (
        "date = 2026-02-29", "date = 2026-02-30", "date = 2026-13-01", "date = 2026-00-01", "date = 2026-01-00",
        "date = 2026-01-32", "date = 2026-1-28", "date = 2026-01-8", "date = 26-01-28", "date = 10000-01-28",
        "date = 2026/01/28", "date = 01/28/2026", "date = 28.01.2026", "date = 2026-01-28T", "date = 2026-01",
        "date = 2026-01-28x", "date = Jan 28, 2026", "date = today", "date = 2026 01 28", "date = 2026–01–28",
        "date = 0000-01-01",
    ),
    "local-datetime": (
        "on = 2026-02-29T10:00:00", "on = 2026-01-28T25:00:00", "on = 2026-01-28T10:61:00",
        "on = 2026-01-28T10:00:61", "on = 2026-01-28T1:0:0", "on = 2026-01-28 10", "on = 2026-01-28T10:00:00.",
        "on = 2026-1-8T10:00:00", "on = 2026-01-28_10:00:00", "on = 99999-01-28T10:00:00", "on = 2026-01-28t1000",
    ),
    "local-time": (
        "at = 24:00:00", "at = 10:60:00", "at = 10:00:61", "at = 1:00:00", "at = 10:0:00", "at = 10:00:00.",
        "at = 10:00:00..5", "at = 10-00-00", "at = 10:00:00 pm", "at = 10:",
    ),
    "string": (
        'note = "', "note = '", 'note = "open', "note = 'open", 'note = open"', "note = open'", 'note = "open\nclose"',
        "note = 'open\nclose'", 'note = """open', "note = '''open", 'note = """open""', "note = '''open''",
        'note = "C:\\decks\\x"', 'note = "\\q"', 'note = "\\x4"', 'note = "\\u12"', 'note = "\\u12G4"',
        'note = "\\U00110000"', 'note = "\\ud800"', 'note = "\\U1234567"', 'note = """\\q"""', 'note = """a \\ b"""',
        'note = """\\ud800"""', 'note = "a" + "b"', 'note = "a" "b"', "note = 'a' 'b'", 'note = "a" # ok\n"b"',
        'note = bare words', 'note = "the "big" one"', "note = 'it's'", "note = “curly”", "note = ‘curly’",
        "note = «angled»", 'note = "mixed\'', "note = `ticks`", 'note = """a""" b', "note = ''''a''''''",
        'note = """a""""""', 'strands = ["a, "b"]', 'split = { a = "x }', 'note = "\\',
    ),
    "table": (
        "[", "]", "[]", "[[]]", "[[", "[ ]", "[activity", "activity]", "[[activity]", "[activity]]", "[[activity",
        "[activity]\nx = 1\n[[activity]]", "[a.]", "[.a]", "[a..b]", "[a b]", "[a/b]", "[a=b]", "[a]]", "[[a] ]",
        "[ [a]]", "[a] b = 1", "[[a]] b", "[a] [b]", "[a\n]", "[[a\n]]", '["a]', "['a]", '["a\nb"]', "[#]",
        "[a]\n[a]", "[a]\nx = 1\n[b]\n[a]", "[a.b]\n[a.b]", "[[a]]\n[a]", "[a]\n[[a]]",
        "[a]\nb.c = 1\n[a.b]", "[a]\nb = 1\n[a.b]", "[a]\nb = []\n[[a.b]]", "[a]\nb = {}\n[a.b.c]", "{a}", "(a)",
        "<a>", "[a}", "{a]", "[[a.b]]\n[a]\nb = 1", "[person]\nname = 1\n[person]\nstate = 2",
    ),
    "spec": (
        "a = 1\na.b = 2", "a.b = 1\na.b.c = 2", "[f]\na = { b = 1 }\n[f.a.c]", "x = 'a'\nx = 'b'",
        "[f.a]\n[f]\na.b = 1",
        "a = 6.5 # fine\n# fine\na = 7", "date = 2026-01-28 10:00:00 # and then\nnote = ", "a = [1, 2\nb = 3",
    ),
    "merge": (
        "<<<<<<< HEAD\nhours = 6\n=======\nhours = 7\n>>>>>>> other", "<<<<<<< ours", "=======", ">>>>>>> theirs",
        "<<<<<<< a\n||||||| b\n=======\n>>>>>>> c", "======= ", "<<<<<<<",
    ),
}  # fmt: skip
"""Lines that no TOML reader may accept, by category; bytes where they are no UTF-8 either."""
