"""F10: a records file that is no TOML, or whose values are not what belongs there.

Causes: our own documents in every category of the public suite of TOML tests, alone and inside a good file; mutations
of realistic files; arbitrary bytes and TOML-shaped text from hypothesis; the special ones (other encodings, NUL bytes,
merge markers, keys 20,000 levels deep, numbers of 4,301 digits, 50 MB); values of the wrong kind; the commonest
mistakes of people. Each is read; some are loaded from a disk, judged, and asked about with `alcto status`.
The long form also reads the public suite itself where the variable ALCTO_TOML_TEST names its folder.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

from click.testing import CliRunner
from gates import Gate, Outcome, Plan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invalid_toml import DOCUMENTS
from mistakes import GOOD, MISTAKES, Mistake

from alcto_core import demonstration as demo
from alcto_core.cli.group import command
from alcto_core.cli.status_json_page import as_json_text
from alcto_core.host.plugins import Plugins, load_plugins
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.store import RecordsStore
from alcto_core.overview import open_overview
from alcto_core.problems import AlctoError
from alcto_core.records.edits import AddActivity
from alcto_core.records.reading import MOST_BYTES, Reading, read_text

ON = date(2026, 3, 1)
MOST_SECONDS = 5.0
"""Seconds of the processor: five times what the gate says, for slower machines than ours."""
SUITE = "ALCTO_TOML_TEST"
EVERY = 25
"""One mutation of so many is put on a disk, judged and asked about as well."""


@cache
def plugins() -> Plugins:
    return load_plugins(no_plugins=True)


# what must hold of every reading


def faults_of(raw: bytes, outcome: Outcome | None = None) -> tuple[Reading | None, list[str]]:
    """Read some bytes; give the reading and all that is wrong with it."""
    begin = time.thread_time()
    try:
        reading = read_text(raw)
    except Exception as error:  # noqa: BLE001 - that nothing escapes is what is measured
        return None, [f"{type(error).__name__} escaped from the reading of {raw[:300]!r}"]
    spent = time.thread_time() - begin
    if outcome is not None:
        outcome.add("readings over a second", spent > 1)
    return reading, [f"{what}: {raw[:300]!r}" for what in _wrong_with(reading, raw, spent)]


def _wrong_with(reading: Reading, raw: bytes, spent: float) -> Iterator[str]:
    if spent > MOST_SECONDS:
        yield f"read for {spent:.1f} s"
    if reading.records is None and not any(problem.is_error for problem in reading.problems):
        yield "nothing counts and nobody is told why"
    most = max(raw.count(b"\n"), reading.text.count("\n")) + 1
    lines = [problem.line for problem in reading.problems]
    if not all(line is not None and 1 <= line <= most for line in lines):
        yield f"a problem without a line of the file: {lines}"
    elif lines != sorted(lines, key=lambda line: line or 0):
        yield f"problems out of order: {lines}"
    for problem in reading.problems:
        if not (problem.file and problem.text and problem.remedy):
            yield "a problem without its sentence"
        # What belongs in the place of two records that a merge left as one are several lines.
        is_merge = "a merge left as one" in problem.text
        parts = (problem.text, problem.remedy, problem.source, "" if is_merge else problem.corrected)
        if any("\n" in part for part in parts):
            yield f"a problem over several lines: {problem}"


def judge_on_disk(path: Path, raw: bytes, outcome: Outcome) -> None:
    """Load the file from a disk and judge it: only alcto's own errors may come out."""
    path.mkdir(exist_ok=True)
    (path / "records.toml").write_bytes(raw)
    try:
        as_json_text(open_overview(RecordsFolder(path=path), plugins(), ON))
    except AlctoError:
        outcome.add("refused with a sentence")
    except Exception as error:  # noqa: BLE001 - as above
        outcome.fail(f"{type(error).__name__} ({error}) escaped from the status of {raw[:2000]!r}")
    outcome.add("judged from a disk")
    if (path / "records.toml").read_bytes() != raw:
        outcome.fail(f"reading changed the file {raw[:300]!r}")


def save_on_disk(path: Path, raw: bytes, outcome: Outcome) -> None:
    """Add an activity to what lies on the disk: it is added and all bytes are kept, or nothing changed."""
    store = RecordsStore(RecordsFolder(path=path))
    try:
        store.save(store.load(), AddActivity(table={"title": "New", "date": ON, "hours": 1}))
    except AlctoError:
        kept = (path / "records.toml").read_bytes() == raw
    except Exception as error:  # noqa: BLE001 - as above
        outcome.fail(f"{type(error).__name__} ({error}) escaped from a save over {raw[:2000]!r}")
        return
    else:
        kept = (path / "records.toml").read_bytes().startswith(raw)
        outcome.add("added to")
    if not kept:
        outcome.fail(f"a save changed what it was not asked to: {raw[:2000]!r}")


def ask_status(path: Path, raw: bytes, name: str, outcome: Outcome) -> None:
    """`alcto status` says what is wrong with file and line and ends with 3."""
    path.mkdir(exist_ok=True)
    (path / "records.toml").write_bytes(raw)
    arguments = ["--records", str(path), "--on", ON.isoformat(), "--no-plugins", "status"]
    result = CliRunner().invoke(command, arguments)
    if result.exit_code != 3 or "records.toml:" not in result.stderr:
        outcome.fail(f"{name}: alcto status ended with {result.exit_code} and said {result.output[:300]!r}")
    outcome.add("asked with alcto status")


# our own documents

_BEFORE = GOOD.partition("offering =")[0].encode()
_AFTER = b'location = "Here"\n\n' + GOOD[GOOD.rindex("[[activity]]") :].encode()


def documents(plan: Plan, outcome: Outcome) -> None:
    """Every document alone and inside a good file: refused, with the line on which the mistake stands."""
    for category, texts in DOCUMENTS.items():
        for number, text in enumerate(texts):
            raw = text if isinstance(text, bytes) else text.encode()
            for form, head, tail in (("alone", b"", b""), ("at the end", _BEFORE, b""), ("inside", _BEFORE, _AFTER)):
                name = f"{category} {number} {form}"
                _refused(name, head + raw + b"\n" + tail if head else raw, head.count(b"\n") + 1, raw, outcome)
            outcome.add("invalid documents")
        ask_status(plan.scratch / "asked", _BEFORE + raw + b"\n" + _AFTER, category, outcome)


def _refused(name: str, whole: bytes, first: int, raw: bytes, outcome: Outcome) -> None:
    reading, wrong = faults_of(whole, outcome)
    outcome.wrong += [f"{name}: {one}" for one in wrong]
    if reading is None:
        return
    if reading.records is not None:
        outcome.fail(f"{name}: {raw!r} was read as if it were TOML")
    if not any(first <= (problem.line or 0) <= first + raw.count(b"\n") for problem in reading.problems):
        outcome.fail(f"{name}: {raw!r} is named on the wrong line: {[str(one) for one in reading.problems][:3]}")


def public_suite(plan: Plan, outcome: Outcome) -> None:
    """The invalid documents of the public suite, where somebody has it."""
    folder = os.environ.get(SUITE, "")
    if not (plan.is_long and folder):
        return
    listed = (Path(folder) / "files-toml-1.0.0").read_text("utf-8").split()
    for name in (one for one in listed if one.startswith("invalid/") and one.endswith(".toml")):
        reading, wrong = faults_of((Path(folder) / name).read_bytes(), outcome)
        outcome.wrong += [f"{name}: {one}" for one in wrong]
        if reading is not None and reading.records is not None:
            outcome.fail(f"{name} was read as if it were TOML")
        outcome.add("documents of the public suite")


# mistakes of people


def mistakes(plan: Plan, outcome: Outcome) -> None:
    """Each has its own sentence; the line that is offered gives the good file back."""
    good = read_text(GOOD.encode())
    if good.problems:
        outcome.fail(f"the good file has problems: {good.problems}")
    for mistake in MISTAKES:
        text = GOOD.replace(mistake.good, mistake.made)
        for ending in ("\n", "\r\n"):
            _judge_mistake(mistake, text.replace("\n", ending), outcome)
        ask_status(plan.scratch / "asked", text.encode(), mistake.name, outcome)
        outcome.add("mistakes of people")


def _judge_mistake(mistake: Mistake, text: str, outcome: Outcome) -> None:
    reading, wrong = faults_of(text.encode(), outcome)
    outcome.wrong += wrong
    assert reading is not None
    said = [problem for problem in reading.problems if mistake.says in problem.sentence]
    others = [one.name for one in MISTAKES if one is not mistake and said and one.says in said[0].sentence]
    skipped = None if reading.records is None else reading.records.skipped
    good_line = GOOD.split("\n")[mistake.line - 1]
    corrected = good_line if mistake.corrected is None else mistake.corrected
    if len(said) != 1 or others or skipped != mistake.skipped:
        outcome.fail(f"{mistake.name}: {[str(one) for one in reading.problems]}, like {others}, {skipped} skipped")
    elif (said[0].line, said[0].corrected) != (mistake.line, corrected):
        outcome.fail(f"{mistake.name}: line {said[0].line} and {said[0].corrected!r}, not {corrected!r}")
    elif corrected == good_line and len(text.splitlines()) == len(GOOD.splitlines()):
        lines = text.split("\n")
        lines[mistake.line - 1] = corrected
        if read_text("\n".join(lines).encode()).problems:
            outcome.fail(f"{mistake.name}: the corrected line does not put the file right")


# special ones


def specials() -> dict[str, bytes]:
    """What no mutation comes upon."""
    good = GOOD.encode()
    head = good.partition(b"[[credential]]")[0]
    many = 128 << 10
    return {
        "cp1252": GOOD.replace("Pine Hollow", "Piñe Hollów").encode("cp1252"),
        "utf-16": GOOD.encode("utf-16"), "utf-16-le": GOOD.encode("utf-16-le"), "utf-16-be": GOOD.encode("utf-16-be"),
        "utf-32": GOOD.encode("utf-32"), "utf-7": "note = +AGE-".encode("utf-7"), "nothing": b"",
        "a mark": b"\xef\xbb\xbf",
        "white space": b" \r\n\t\n", "NUL bytes": b"\0" * len(good), "half NUL": good[:300] + b"\0" * 300,
        "a NUL in a text": good.replace(b"Winter C", b"Winter\0C"), "cut off": good[: len(good) // 2],
        "deep key": head + b"note." * 20_000 + b"a = 1", "deep header": head + b"[" + b"a." * 20_000 + b"a]",
        "deep list": head + b"x = " + b"[" * 20_000, "deep closed list": head + b"x = " + b"[" * 20_000 + b"]" * 20_000,
        "deep table": head + b"x = " + b"{a=" * 20_000, "deep strings": head + b'x = ["' + b'a","' * 20_000,
        "50 MB": good + b"# more\n" * (50 << 20 >> 3), "50 MB of nothing": b"\0" * (50 << 20),
        "just too large": b"#" * (MOST_BYTES + 1), "large as may be": b"#" * MOST_BYTES,
        "lists that never close": head + b"x = [\n" * (many // 6), "quotes": head + b'x = "\n' * (many // 6),
        "long texts": head + b'x = """\n' * (many // 8), "headers": head + b"[a]\n" * (many // 4),
        "markers": head + b"<<<<<<< a\n" * (many // 10), "equals signs": head + b"=\n" * (many // 2),
        "commas": head + b"x = [" + b"," * many, "one letter": b"x" * many, "one line": head + b"x = " + b" " * many,
        "broken escapes": head + b'x = "' + b"\\" * many, "digits and lines": head + b"x = " + b"1_" * (many // 2),
        "keys": head + b"".join(b"key%d = 1\n" % number for number in range(many // 12)),
    }  # fmt: skip


WRONG_VALUES = {
    "hours": (
        "1" * 4301, "-" + "1" * 4301, "1_" * 2200 + "1", "true", "false", '"6.5"', "nan", "+nan", "inf", "-inf",
        "1e400", "-1e400", "1e-400", "1e999999999999999999", "1e-999999999999999999", "-0.0", "0", "0.0", "-6.5",
        "6.555", "1000.01", "1e3000", "0x" + "F" * 4000, "[6.5]", "{ a = 1 }", "2026-01-28", "10:00:00",
        "9" * 400 + ".5", "0." + "0" * 400 + "1", "[" * 90 + "]" * 90,
    ),
    "date": (
        '"2026-01-28"', "2026-01-28T10:00:00", "2026-01-28T10:00:00Z", "2026-01-28T10:00:00-05:00", "10:00:00",
        "2026", "true", "[2026-01-28]", "{ y = 2026 }", "nan", "20260128", '""',
    ),
    "title": ("1", "true", "[]", "{}", "2026-01-28", "nan", '""', '"   "', "['a']"),
    "strands": ('"al-cto/it"', "1", "[1]", "[true]", "[[]]", "{ a = 1 }", "[2026-01-28]", '["a", 1]'),
    "evidence": ('"x"', "[1]", "[[]]", "true", "nan"),
    "split": ("1", "[]", '{ "al-cto/it" = "x" }', '{ "al-cto/it" = nan }', "{ a = 1e400 }", "{ a = true }"),
    "session": ("1", "true", '"x"', "[1]", "[[]]", "[{}]", "[{ hours = nan }]", "{}"),
    "record": ("1", '[{ state = "posted" }]', "[{}]", "{}", "[[[]]]"),
}  # fmt: skip
"""Valid TOML that no record may hold, by key."""


def special_ones(plan: Plan, outcome: Outcome) -> None:
    """Encodings, depth, size, and values of the wrong kind."""
    for name, raw in specials().items():
        reading, wrong = faults_of(raw, outcome)
        outcome.wrong += [f"{name}: {one}" for one in wrong]
        if reading is not None and reading.records is not None and not reading.problems:
            outcome.fail(f"{name}: nothing was found wrong")
        outcome.add("special files")
        if len(raw) < 1 << 16 or name == "50 MB":
            ask_status(plan.scratch / "asked", raw, name, outcome)
    for key, values in WRONG_VALUES.items():
        for value in values:
            _judge_value(plan, key, value, outcome)


def _judge_value(plan: Plan, key: str, value: str, outcome: Outcome) -> None:
    """That record is skipped and named by its line; the rest counts."""
    lines = [line for line in _BEFORE.decode().splitlines() if not line.startswith(f"{key} =")]
    at = len(lines) + 1
    text = "\n".join([*lines, f"{key} = {value}", "", *_AFTER.decode().splitlines()[2:]]) + "\n"
    reading, wrong = faults_of(text.encode(), outcome)
    name = f"{key} = {value[:40]}"
    outcome.wrong += [f"{name}: {one}" for one in wrong]
    if reading is None or reading.records is None or reading.records.skipped != 1:
        outcome.fail(f"{name}: the record was not skipped alone")
    elif [one.id for one in reading.records.activities] != ["2026-06-10-alet-summer"]:
        outcome.fail(f"{name}: the rest does not count")
    elif at not in [problem.line for problem in reading.problems if problem.is_error]:
        outcome.fail(f"{name}: line {at} is not named")
    judge_on_disk(plan.scratch / "disk", text.encode(), outcome)
    outcome.add("values of the wrong kind")


# mutations


@cache
def realistic() -> tuple[bytes, ...]:
    """Files as people have them, short enough for many mutations."""
    whole = [(demo.FOLDER / f"{name}.toml").read_text("utf-8") for name in demo.DIRECTORS]
    found = [GOOD]
    for text in whole:
        first, *blocks = text.split("\n[[")
        found += ["\n[[".join([first, *blocks[at : at + 6]]) for at in range(0, len(blocks), 12)]
    return tuple(text.encode() for text in (*found, "\ufeff" + GOOD.replace("\n", "\r\n"), GOOD.rstrip("\n")))


SIGNS = (
    b'"', b"'", b'"""', b"'''", b"[", b"]", b"[[", b"]]", b"{", b"}", b"=", b" = ", b".", b",", b"#", b"\n", b"\r",
    b"\r\n", b"\\", b"\\u00", b"\xff", b"\xe9", b"\0", b"\x1b", b"1", b"-", b"_", b"e", b"nan", b"true", b"<<<<<<< a\n",
    "“".encode(), "\u00a0".encode(), b"\xef\xbb\xbf", b"[activity]\n", b"[[activity]]\n", b"[[credential.step]]\n",
    b"hours = ", b"id = 'a'\n", b"2026-02-30", b"\t", b"session = [{}]\n", b"schema = 9\n", b"person = 1\n",
)  # fmt: skip


def _place(chance: random.Random, raw: bytes) -> int:
    return chance.randrange(len(raw) + 1)


def _flip(raw: bytes, chance: random.Random) -> bytes:
    at = _place(chance, raw[1:])
    return raw[:at] + bytes([raw[at] ^ (1 << chance.randrange(8))]) + raw[at + 1 :] if raw else raw


def _delete(raw: bytes, chance: random.Random) -> bytes:
    at = _place(chance, raw)
    return raw[:at] + raw[at + chance.choice((1, 1, 2, 5, 40, 400)) :]


def _insert(raw: bytes, chance: random.Random) -> bytes:
    at = _place(chance, raw)
    return raw[:at] + chance.choice(SIGNS) + raw[at:]


def _double(raw: bytes, chance: random.Random) -> bytes:
    at, size = _place(chance, raw), chance.choice((1, 3, 20, 200))
    to = _place(chance, raw)
    return raw[:to] + raw[at : at + size] + raw[to:]


def _swap(raw: bytes, chance: random.Random) -> bytes:
    a, b, c, d = sorted(_place(chance, raw) for _ in range(4))
    return raw[:a] + raw[c:d] + raw[b:c] + raw[a:b] + raw[d:]


def _lines(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.split(b"\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            del lines[at]
        case 1:
            lines.insert(to, lines[at])
        case 2:
            lines[at], lines[to] = lines[to], lines[at]
        case _:
            lines[at] += b" " + lines.pop(at + 1) if at + 1 < len(lines) else b"\\"
    return b"\n".join(lines)


def _merge(raw: bytes, chance: random.Random) -> bytes:
    other = chance.choice(realistic())
    if chance.randrange(2):
        return raw[: _place(chance, raw)] + other[_place(chance, other) :]
    one, two = raw.split(b"\n"), other.split(b"\n")
    at, to = chance.randrange(len(one)), chance.randrange(len(two))
    return b"\n".join([*one[:at], b"<<<<<<< a", one[at], b"=======", two[to], b">>>>>>> b", *one[at + 1 :]])


def _foreign(raw: bytes, chance: random.Random) -> bytes:
    """A line of ours that is no TOML, in the place of a good one."""
    wrong = chance.choice(DOCUMENTS[chance.choice(tuple(DOCUMENTS))])
    lines = raw.split(b"\n")
    lines[chance.randrange(len(lines))] = wrong if isinstance(wrong, bytes) else wrong.encode()
    return b"\n".join(lines)


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip, _flip, _delete, _delete, _insert, _insert, _insert, _double, _swap, _lines, _lines, _merge, _foreign,
)  # fmt: skip


def mutations(plan: Plan, outcome: Outcome) -> None:
    """Realistic files with one to three things done to them."""
    for number in plan.of(3_000, 500_000):
        chance = plan.chance(number)
        raw = chance.choice(realistic())
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            raw = chance.choice(MUTATIONS)(raw, chance)
        outcome.add("mutations")
        reading, wrong = faults_of(raw, outcome)
        outcome.wrong += [f"mutation {number}: {one}" for one in wrong]
        if reading is not None:
            outcome.add("no TOML any more", reading.records is None)
            outcome.add("records skipped", reading.records is not None and reading.records.skipped > 0)
        if number % EVERY == 0:
            judge_on_disk(plan.scratch / "disk", raw, outcome)
            save_on_disk(plan.scratch / "disk", raw, outcome)


# hypothesis


def arbitrary(plan: Plan, outcome: Outcome) -> None:
    """Any bytes, and any text of the signs and words of TOML. What breaks is raised in its shortest form."""
    shaped = st.lists(
        st.sampled_from([*(sign.decode("latin-1") for sign in SIGNS), "[person]\n", "name", "hours", " ", "a", "6.5"])
        | st.text(st.sampled_from("[]{}=\"'\\#.,\n\r\t -_:/<>|ax1“”é\0\ufeff"), max_size=8),
        max_size=40,
    ).map("".join)
    for kind in (st.binary(max_size=300), shaped.map(str.encode)):

        @settings(
            max_examples=20_000 if plan.is_long else 300,
            deadline=None,
            database=None,
            derandomize=not plan.is_long,
            suppress_health_check=list(HealthCheck),
        )
        @given(kind)
        def holds(raw: bytes) -> None:
            outcome.add("arbitrary texts")
            assert faults_of(raw)[1] == []

        holds()


def measure(plan: Plan) -> Outcome:
    """Everything that is wrong somewhere, and how it is read."""
    outcome = Outcome()
    mutations(plan, outcome)
    if plan.share == 0:
        for part in (documents, mistakes, special_ones, public_suite, arbitrary):
            part(plan, outcome)
    return outcome


GATE = Gate(
    id="F10",
    fault="bad TOML",
    gate="only alcto's own error class escapes; every problem has its line; refusal in a second",
    measure=measure,
    least={
        "mutations": (3_000, 500_000),
        "no TOML any more": (1_500, 250_000),
        "records skipped": (100, 15_000),
        "invalid documents": (350, 350),
        "mistakes of people": (18, 18),
        "special files": (30, 30),
        "values of the wrong kind": (75, 75),
        "arbitrary texts": (500, 20_000),
        "judged from a disk": (150, 20_000),
        "added to": (10, 2_000),
        "asked with alcto status": (40, 40),
    },
    shares=8,
)
