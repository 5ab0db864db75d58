"""Rule files of the person's own: a list by mail, an approval, a replacement, another state's rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import status_contract
from calling import PERSON, Run

LOG = """
[[credential]]
program = "al-td-ceu"
from = 2025-10-01

[[activity]]
id = "winter"
title = "ALET Winter Conference"
date = 2027-01-28
hours = 6.0
strands = ["al-cto/it"]
offering = "alet/winter-conference"

[[activity]]
id = "fetc"
title = "FETC"
date = 2027-01-13
hours = 8.0
strands = ["al-cto/it"]
offering = "external/fetc"

[[activity]]
id = "vermont"
title = "Vermont Summit"
date = 2027-02-13
hours = 3.0
strands = ["al-cto/it"]
offering = "external/vermont-summit"
"""

LIST = """\
kind = "catalogue"
schema = 1
id = "external-fy27"
title = "Approved external events, FY27"
source = "external"
from = 2026-10-01
until = 2027-09-30
checked = 2026-12-01
cite = "list"

[documents.list]
title = "List of ALET for FY27"
read = 2026-12-01

[[offering]]
id = "external/fetc"
title = "FETC, Florida"
short = "FETC"
most = 6
cite = "list:row 1"

[[offering]]
id = "external/iste"
title = "ISTE"
most = 6
cite = "list:row 2"
"""

APPROVAL = """\
kind = "catalogue"
schema = 1
id = "external-vermont"
title = "Vermont Summit, approved for me"
source = "external"
partial = true
from = 2026-10-01
until = 2027-09-30
checked = 2026-12-01
cite = "letter"

[documents.letter]
title = "Letter of ALET"
read = 2026-12-01

[[offering]]
id = "external/vermont-summit"
title = "Vermont Summit"
cite = "letter"
"""

LETTER = """\
kind = "replacement"
schema = 1
id = "own-total"
title = "Six hours while on leave"
replaces = "al-td-ceu/total"
reason = "ALET granted six hours for the year of my leave."
checked = 2026-12-01

[documents.letter]
title = "Letter of ALET"
read = 2026-12-01

[[rule]]
id = "total"
title = "Six hours"
text = "At least six hours in each fiscal year."
at_least = [{ from = 2026-10-01, hours = 6, cite = "letter" }]
"""

ON = ("--on", "2027-03-01")


@pytest.fixture(autouse=True)
def log(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A director in FY27 with two external events that no installed list covers, in a folder with mail."""
    file = folder / "records.toml"
    file.write_text(PERSON + LOG, encoding="utf-8")
    mail = tmp_path / "mail"
    mail.mkdir()
    monkeypatch.chdir(mail)
    return file


def mailed(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def standing(alcto: Run) -> dict[str, object]:
    document = json.loads(alcto("status", "--json", *ON).stdout)
    status_contract.status(document)
    (found,) = document["standings"]
    return found


def counted(alcto: Run) -> dict[str, float]:
    credits = standing(alcto)["credits"]
    return {credit["activity"]: credit["counted"] for credit in credits}  # type: ignore[attr-defined, index, union-attr]


def test_a_years_list_that_came_by_mail_is_one_command(alcto: Run, folder: Path, log: Path) -> None:
    before = log.read_bytes()
    told = alcto("status", *ON).stdout
    assert "TD-CEU FY27 cannot be told" in told
    waits = "is installed yet: its hours wait for it; ALET events count."
    assert f"No list of approved external events for FY27 {waits}" in told

    added = alcto("rules", "add", mailed("FY27 list.toml", LIST), "--yes", *ON)
    assert added.exit_code == 0
    assert added.stdout == f"Installed {folder / 'rules' / 'catalogue-external-fy27.toml'}.\n"
    for said in (
        "TD-CEU FY27: CANNOT TELL → MET.",
        "Counted: 6 → 12 of 12 hours.",
        "FETC (13 Jan 2027): nobody could say → 6 hours count. FETC counts up to 6 h.",
        "`alcto rules remove catalogue-external-fy27` takes it out again.",
    ):
        assert said in added.stderr
    assert counted(alcto) == {"fetc": 6.0, "winter": 6.0, "vermont": 0.0}
    told = alcto("status", *ON).stdout
    assert "Unverified: FETC" in told
    assert "rules/catalogue-external-fy27.toml, a file of your own." in told
    assert "No list of approved" not in told

    removed = alcto("rules", "remove", "external-fy27", "--yes", *ON)
    assert removed.exit_code == 0
    assert "TD-CEU FY27: MET → CANNOT TELL." in removed.stderr
    assert list((folder / "rules").iterdir()) == []
    kept = folder / ".alcto" / "rules" / "catalogue-external-fy27.toml"
    assert f"alcto rules add {kept}" in removed.stderr
    assert alcto("rules", "add", str(kept), "--yes", *ON).exit_code == 0
    assert counted(alcto)["fetc"] == 6.0
    assert log.read_bytes() == before


def test_an_approval_for_one_person_leaves_other_events_unknown(alcto: Run) -> None:
    done = alcto("rules", "add", mailed("approval.toml", APPROVAL), "--yes", *ON)
    assert done.exit_code == 0
    assert "Vermont Summit (13 Feb 2027): 0 → 3 hours count." in done.stderr
    assert counted(alcto) == {"fetc": 0.0, "winter": 6.0, "vermont": 3.0}
    assert standing(alcto)["state"] == "undetermined"


def test_a_rule_of_ones_own_shows_both_standings(alcto: Run) -> None:
    done = alcto("rules", "add", mailed("letter.toml", LETTER), "--yes", *ON)
    assert done.exit_code == 0
    assert "TD-CEU FY27: CANNOT TELL → MET." in done.stderr
    assert "As published it would be CANNOT TELL, 6 hours missing: At least twelve hours" in done.stderr
    found = standing(alcto)
    (reading,) = [one for one in found["readings"] if one["switch"] == "replaces/al-td-ceu/total"]  # type: ignore[attr-defined]
    assert reading == {
        "switch": "replaces/al-td-ceu/total",
        "value": True,
        "text": "ALET granted six hours for the year of my leave.",
        "other": {"state": "undetermined", "missing": 6.0},
        "changes_answer": True,
    }
    told = alcto("status", *ON).stdout
    assert "A rule of your own: ALET granted six hours for the year of my leave." in told
    assert "Unverified: “Six hours” stands in rules/replacement-own-total.toml, a file of your own." in told
    explained = alcto("explain", "al-td-ceu", *ON).stdout
    assert (
        "Rules of your own\n  ALET granted six hours for the year of my leave.\n    As published: At least" in explained
    )
    assert "Unverified: “Six hours” stands in rules/replacement-own-total.toml" in explained
    page = alcto("rules", "al-td-ceu/total", *ON).stdout
    assert "This is a rule of your own (rules/replacement-own-total.toml): ALET granted six hours" in page
    assert "As published: At least twelve hours in each fiscal year." in page
    assert "In force on 1 Mar 2027: at least 6 hours, since 1 Oct 2026." in page
    assert "Earlier, 1 Oct 2024 to 30 Sep 2026: at least 12 hours." in page
    assert "a rule replaced by your own" in alcto("rules").stdout


def test_another_states_rules_come_as_a_folder(alcto: Run, folder: Path) -> None:
    state = Path("vermont")
    state.mkdir()
    head = 'schema = 1\ntitle = "T"\nchecked = 2026-12-01\n'
    page = '[documents.page]\ntitle = "Page of the state"\nread = 2026-12-01\n'
    (state / "framework.toml").write_text(
        f'kind = "framework"\nid = "vt"\n{head}{page}'
        '[[strand]]\nid = "vt/safety"\nlabel = "Safety"\nshort = "Safety"\ncite = "page"\n'
    )
    (state / "rules.toml").write_text(
        f'kind = "rule-set"\nid = "vt-pd"\nshort = "VT"\nauthority = "Vermont"\nframework = "vt"\n{head}{page}'
        '[[window]]\nid = "year"\nkind = "calendar-year"\nfirst = 2020-01-01\ncite = "page"\n'
        '[[rule]]\nid = "total"\ntitle = "Ten hours"\ntext = "Ten hours."\n'
        'at_least = [{ from = 2020-01-01, hours = 10, cite = "page" }]\n'
    )
    assert alcto("rules", "--check", "vermont").stdout == "2 rule files can be used.\n"
    done = alcto("rules", "add", "vermont", "--yes", *ON)
    assert done.exit_code == 0
    assert "You hold no credential of it yet: `alcto credential add vt-pd`." in done.stderr
    assert sorted(file.name for file in (folder / "rules").iterdir()) == ["framework-vt.toml", "rule-set-vt-pd.toml"]
    assert alcto("credential", "add", "vt-pd", *ON).exit_code == 0
    assert "VT 2027 is met, due 31 Dec 2027." in alcto("status", *ON).stdout
    assert "Unverified rules: they come from rules/rule-set-vt-pd.toml" in alcto("status", *ON).stdout
    assert "From rules/rule-set-vt-pd.toml, a file of your own." in alcto("rules", "vt-pd").stdout
    assert "rules/framework-vt.toml: framework vt" in alcto("rules").stdout


def test_a_file_is_tried_without_changing_anything(alcto: Run, folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    file = mailed("list.toml", LIST)
    tried = alcto("rules", "--try", file, *ON)
    assert tried.exit_code == 1, "FY26 was missed, and that is told for a year"
    assert "TD-CEU FY27 is met" in tried.stdout
    assert "As if list.toml were installed; nothing is changed." in tried.stderr
    document = json.loads(alcto("rules", "--try", file, "--json", *ON).stdout)
    status_contract.status(document)
    assert document["standings"][0]["state"] == "compliant"
    assert sorted(folder.rglob("*")) == before
    assert counted(alcto)["fetc"] == 0.0


def test_nothing_is_installed_without_an_answer(alcto: Run, folder: Path) -> None:
    done = alcto("rules", "add", mailed("list.toml", LIST), *ON)
    assert done.exit_code == 2
    assert "Add --yes" in done.stderr
    assert not (folder / "rules").exists()


REFUSED = [
    (LIST.replace("title = ", "titel = ", 1), 4, "did you mean “title”"),
    (LIST.replace('cite = "list:row 1"\n', ""), 15, "the citation is missing"),
    (LIST.replace("until = 2027-09-30", "until = 2026-09-30"), 7, "the span ends before it begins"),
    (LIST.replace("from = 2026-10-01", "from = 2026-09-30"), 16, "is listed for the same day"),
    (LIST.replace("id = \"external/iste\"", "id = \"external/fetc\""), 23, "stands twice in this file"),
    (LIST.replace("checked = ", "checked == "), 8, "there are two equals signs"),
    (LIST.replace("List of ALET", "FILL IN"), 12, "still to be filled in"),
    (LETTER.replace("al-td-ceu/", "al-tdceu/"), 5, "did you mean “al-td-ceu”"),
    (LETTER.replace("total", "totall"), 5, "did you mean “total”"),
    (LETTER.replace("ALET granted six hours for the year of my leave.", ""), 6, "the reason is empty"),
    (LETTER.replace('id = "total"', 'id = "totall"'), 14, "the new rule is called “totall”"),
    (LETTER.replace("at_least", "at_most"), 13, "the published rule has at_least, and this one has none"),
    (LETTER.replace("hours = 6", "hours = -6"), 17, "hours are a number above 0"),
    ("kind = 'roules'\n", 1, "is no kind of rule file"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "said"), REFUSED)
def test_what_is_refused_names_file_line_and_remedy_and_installs_nothing(
    alcto: Run, folder: Path, text: str, line: int, said: str
) -> None:
    file = mailed("x.toml", text)
    for words in (("add", file, "--yes"), ("--check", file), ("--try", file)):
        done = alcto("rules", *words, *ON)
        assert done.exit_code == 2
        wanted = [one for one in done.stderr.splitlines() if one.startswith(f"x.toml:{line}: ") and said in one]
        assert wanted, done.stderr
        assert "; " in wanted[0]
        assert not (folder / "rules").exists()
        assert done.stdout == ""


def test_two_lists_that_collide_each_name_the_other(alcto: Run, tmp_path: Path) -> None:
    for name, first in (("one", "2026-10-01"), ("two", "2027-01-01")):
        text = LIST.replace("external-fy27", name).replace("from = 2026-10-01", f"from = {first}")
        assert f'id = "{name}"' in text
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    said = alcto("rules", "--check", str(tmp_path), *ON).stderr
    assert "catalogue “one”: “external/fetc” is listed for the same day by the catalogue “two”" in said
    assert "catalogue “two”: “external/fetc” is listed for the same day by the catalogue “one”" in said


def test_a_second_replacement_of_a_rule_is_refused(alcto: Run, folder: Path) -> None:
    alcto("rules", "add", mailed("letter.toml", LETTER), "--yes", *ON)
    done = alcto("rules", "add", mailed("second.toml", LETTER.replace("own-total", "second")), "--yes", *ON)
    assert done.exit_code == 2
    assert (
        "second.toml:5: “al-td-ceu/total” is replaced by rules/replacement-own-total.toml and second.toml"
        in done.stderr
    )
    assert len(list((folder / "rules").iterdir())) == 1


def test_a_rule_set_that_came_with_alcto_is_not_taken_over(alcto: Run, folder: Path) -> None:
    import alcto_alabama

    rules = Path(alcto_alabama.__file__ or "").parent / "rules" / "al-td-ceu.toml"
    assert alcto("rules", "--check", str(rules)).exit_code == 0
    done = alcto("rules", "add", str(rules), "--yes", *ON)
    assert done.exit_code == 2
    assert "the rule-set “al-td-ceu” comes from alabama" in done.stderr
    assert not (folder / "rules").exists()


def test_an_oddity_is_a_warning(alcto: Run) -> None:
    odd = LIST.replace("most = 6", "most = 3\nmost_per_entry = 4", 1)
    done = alcto("rules", "--check", mailed("list.toml", odd))
    assert done.exit_code == 0
    assert done.stdout == "1 rule file can be used; 1 thing may not be as you meant.\n"
    assert "list.toml:20: this limit can never bind: the offering counts up to 3 in all" in done.stderr


@pytest.mark.parametrize(
    ("kind", "name", "file"),
    [
        ("catalogue", "external-fy27", "external-fy27.toml"),
        ("approval", "external-vermont", "external-vermont.toml"),
        ("replacement", "al-td-ceu/source/alet", "own-al-td-ceu-source-alet.toml"),
        ("rule-set", "vt-pd", "vt-pd.toml"),
        ("framework", "vt", "vt.toml"),
    ],
)
def test_a_new_file_passes_once_the_obvious_is_filled_in(alcto: Run, kind: str, name: str, file: str) -> None:
    done = alcto("rules", "new", kind, name, *ON)
    assert done.exit_code == 0
    assert done.stdout == f"{Path.cwd() / file}\n"
    text = Path(file).read_text(encoding="utf-8")
    assert alcto("rules", "--check", file).exit_code == 2
    filled = text.replace("FILL IN: MM-DD", "07-01").replace("FILL IN", "Something").replace(" = 0 ", " = 5 ")
    Path(file).write_text(filled.replace("hours = 0,", "hours = 5,"), encoding="utf-8")
    checked = alcto("rules", "--check", file)
    assert checked.exit_code == 0, checked.stderr
    assert alcto("rules", "add", file, "--yes", *ON).exit_code == 0
    again = alcto("rules", "new", kind, name, *ON)
    assert again.exit_code == 2
    assert "give the new one another name" in again.stderr


def test_a_new_list_has_the_days_of_the_year_that_lacks_one(alcto: Run) -> None:
    alcto("rules", "new", "catalogue", "external-fy28", *ON)
    text = Path("external-fy28.toml").read_text(encoding="utf-8")
    assert "from = 2027-10-01" in text
    assert "until = 2028-09-30" in text
    assert 'source = "external"' in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("new", "roule", "x"), "known: catalogue, approval"),
        (("new", "catalogue", "Bad Name"), "is not an id"),
        (("new", "replacement", "al-td-ceu/totl"), "did you mean “al-td-ceu/total”"),
        (("new", "catalogue"), "Name the kind and the id"),
        (("add",), "Name the rule file"),
        (("add", "nothing.toml"), "There is no file nothing.toml"),
        (("remove", "nothing"), "There is no rule file in"),
        (("remove",), "Name the one rule file"),
        (("--check",), "Name the rule file or folder"),
        (("--check", "--try", "x"), "cannot go together"),
        (("al-cto", "al-td-ceu"), "Name one program"),
    ],
)
def test_a_call_that_makes_no_sense_says_what_to_do(alcto: Run, words: tuple[str, ...], said: str) -> None:
    done = alcto("rules", *words)
    assert done.exit_code == 2
    assert said in done.stderr


def test_files_can_be_checked_and_added_before_there_are_records(alcto: Run, log: Path) -> None:
    log.unlink()
    file = mailed("list.toml", LIST)
    assert alcto("rules", "--check", file).exit_code == 0
    done = alcto("rules", "add", file, "--yes")
    assert done.exit_code == 0
    assert "There are no records yet" in done.stderr
    assert alcto("rules", "--try", file).exit_code == 2


def test_a_broken_file_of_ones_own_can_be_taken_out(alcto: Run, folder: Path) -> None:
    (folder / "rules").mkdir()
    (folder / "rules" / "broken.toml").write_text("kind = 3")
    assert alcto("rules", "remove", "broken", "--yes").exit_code == 0
    assert not (folder / "rules" / "broken.toml").exists()


def test_text_of_a_rule_file_never_reaches_the_terminal_as_an_order(alcto: Run) -> None:
    nasty = LETTER.replace("of my leave.", "of \\u001b]0;x\\u0007 my leave.")
    done = alcto("rules", "add", mailed("letter.toml", nasty), "--yes", *ON)
    assert done.exit_code == 0
    for text in (done.stderr, alcto("rules", "al-td-ceu/total").stdout, alcto("status", *ON).stdout):
        assert "\x1b" not in text
        assert "\x07" not in text


# --- a program that is tried ------------------------------------------------------------------------------------------

LICENSE = """\
kind = "rule-set"
schema = 1
id = "zz-license"
title = "A license"
short = "ZZ"
authority = "Board"
checked = 2026-12-01

[documents.page]
title = "A page"
read = 2026-12-01

[[window]]
id = "year"
kind = "fiscal-year"
begins = "07-01"
first = 2020-07-01
cite = "page"

[[rule]]
id = "total"
title = "Ten"
text = "Ten hours, of ethics."
select = { category = "ethics" }
at_least = [{ from = 2020-07-01, hours = 10, cite = "page" }]
"""
HELD = (
    PERSON
    + """
[[credential]]
program = "zz-license"
from = 2026-07-01

[[activity]]
id = "one"
title = "One"
date = 2026-09-01
hours = 4
category = ["ethic"]
"""
)


@pytest.mark.parametrize("words", [("rules", "--try"), ("plan", "--rules")])
def test_what_is_tried_is_called_as_the_person_calls_it_and_judges_the_records(
    alcto: Run, log: Path, words: tuple[str, ...]
) -> None:
    log.write_text(HELD, "utf-8")
    result = alcto(*words, mailed("mine.toml", LICENSE), *ON)
    assert "rules/rule-set-zz-license.toml" not in result.output
    assert words[0] == "plan" or "they come from mine.toml, a file of your own" in result.stdout
    # By the rules that are installed the program would be unknown: of that nothing is said, but of the slip.
    assert "no installed rule set" not in result.stderr and "alcto check" not in result.stderr
    assert "no rule set of yours knows the category “ethic”; did you mean ethics?" in result.stderr


def test_what_is_installed_is_called_by_its_new_name(alcto: Run, log: Path) -> None:
    log.write_text(HELD, "utf-8")
    result = alcto("rules", "add", mailed("mine.toml", LICENSE), "--yes", *ON)
    assert "they come from rules/rule-set-zz-license.toml" in result.output
