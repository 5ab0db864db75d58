"""Rule files beside the records: lists, approvals and replacements, and what standings say of them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from fake_distributions import Distribution, catalogue, rule_set
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import Standing, State
from alcto_core.evaluation.status_document import standing_document
from alcto_core.host import local
from alcto_core.host.plugins import Plugins, load_plugins
from alcto_core.hours import HOUR
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.problems import Refused
from alcto_core.records.types import Activity, Credential, Person, Records
from alcto_core.rules.library import Library
from alcto_core.rules.odd_rules import odd_rules
from alcto_core.rules.reading import read_rule_file
from alcto_core.telling.card import card
from alcto_core.telling.comparison import differences

ON = date(2027, 3, 1)

FY27 = """\
kind = "catalogue"
schema = 1
id = "external-fy27"
title = "Approved external events, FY27"
source = "external"
from = 2026-10-01
until = 2027-09-30
checked = 2026-11-22
cite = "list"

[documents.list]
title = "List for FY27"
read = 2026-11-22

[[offering]]
id = "external/iste"
title = "ISTE"
most = 6
cite = "list:1"

[[offering]]
id = "external/fetc"
title = "FETC"
most = 4
cite = "list:2"
"""
APPROVAL = """\
kind = "catalogue"
schema = 1
id = "external-own"
title = "Approved for me"
source = "external"
partial = true
from = 2026-10-01
until = 2027-09-30
checked = 2026-11-22
cite = "letter"

[documents.letter]
title = "Letter"
read = 2026-11-22

[[offering]]
id = "external/vermont-summit"
title = "Vermont Summit"
most = 6
cite = "letter"
"""
LETTER = """\
kind = "replacement"
schema = 1
id = "own-external"
title = "Eight external hours"
replaces = "al-td-ceu/external-maximum"
reason = "ALET granted eight external hours for FY27."
checked = 2026-11-22

[documents.letter]
title = "Letter of ALET"
read = 2026-11-22

[[rule]]
id = "external-maximum"
title = "At most eight external"
short = "External"
text = "At most eight hours from approved external events count."
select = { source = "external" }
at_most = [{ from = 2026-10-01, hours = 8, cite = "letter" }]
"""


def notes(standing: Standing) -> tuple[str, ...]:
    """What a card says beside its figures."""
    return tuple(one.text for one in card(standing).items("gap", "note"))


def activity(id: str, day: date, hours: int, offering: str) -> Activity:
    return Activity(id=id, title=id, date=day, hours=hours, strands=("al-cto/it",), offering=offering)


WINTER = activity("winter", date(2027, 1, 28), 6 * HOUR, "alet/winter-conference")
FETC = activity("fetc", date(2027, 1, 13), 6 * HOUR, "external/fetc")
ISTE = activity("iste", date(2027, 2, 13), 6 * HOUR, "external/iste")
VERMONT = activity("vermont", date(2027, 2, 20), 6 * HOUR, "external/vermont-summit")


def records(*activities: Activity, program: str = "al-td-ceu") -> Records:
    credential = Credential(program=program, id=program, cohort="ECHO" if program == "al-cto" else None)
    return Records(person=Person(name="Jordan Avery"), credentials=(credential,), activities=activities)


@pytest.fixture
def folder(tmp_path: Path) -> RecordsFolder:
    return RecordsFolder(path=tmp_path / "records")


def loaded(folder: RecordsFolder, **files: str) -> Plugins:
    folder.rules.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder.rules / f"{name}.toml").write_text(text, "utf-8")
    return load_plugins(no_plugins=False, local_rules=folder.rules, patience=60)


def judged(library: Library, *activities: Activity, on: date = ON, program: str = "al-td-ceu") -> Standing:
    log = records(*activities, program=program)
    return evaluate(log, log.credentials[0], library, on)


# lists and approvals


def test_a_year_without_a_list_says_so_and_what_can_be_done(folder: RecordsFolder) -> None:
    standing = judged(loaded(folder).library, FETC)
    said = "No list of approved external events for FY27 is installed; ALET events count. "
    said += "Install it with `alcto rules add FILE`."
    assert standing.gaps == (said,)
    assert said in notes(standing)
    assert said in standing.notes


def test_a_year_with_its_list_says_nothing_of_lists(folder: RecordsFolder) -> None:
    assert judged(loaded(folder, fy27=FY27).library, FETC).gaps == ()
    assert judged(loaded(folder).library, on=date(2026, 3, 1)).gaps == ()


def test_a_list_by_mail_turns_the_unknown_into_hours(folder: RecordsFolder) -> None:
    before, after = loaded(folder).library, loaded(folder, fy27=FY27).library
    assert judged(before, WINTER, FETC).state is State.UNDETERMINED
    standing = judged(after, WINTER, FETC)
    credit = standing.credit("fetc")
    assert credit is not None and (credit.counted, credit.unknown) == (4 * HOUR, 0)
    assert not standing.verified
    assert standing.unconfirmed == ("Unverified: fetc rests on rules/fy27.toml, a file of your own.",)
    assert standing.unconfirmed[0] in notes(standing)


def test_what_a_list_of_ones_own_leaves_out_rests_on_it_too(folder: RecordsFolder) -> None:
    rtm = activity("k12six", date(2027, 2, 2), 3 * HOUR, "external/k12six")
    standing = judged(loaded(folder, fy27=FY27).library, rtm)
    credit = standing.credit("k12six")
    assert credit is not None and (credit.counted, credit.unknown) == (0, 0)
    assert standing.unconfirmed == ("Unverified: k12six rests on rules/fy27.toml, a file of your own.",)


def test_what_rests_on_published_lists_alone_stays_verified(folder: RecordsFolder) -> None:
    library = loaded(folder, fy27=FY27).library
    assert judged(library, WINTER).verified
    assert judged(library, activity("f", date(2026, 1, 13), 6 * HOUR, "external/fetc"), on=date(2026, 3, 1)).verified


def test_a_program_that_asks_for_no_list_does_not_rest_on_one(folder: RecordsFolder) -> None:
    assert judged(loaded(folder, fy27=FY27).library, FETC, program="al-cto").verified


def test_an_approval_for_one_person_leaves_every_other_event_unknown(folder: RecordsFolder) -> None:
    library = loaded(folder, own=APPROVAL).library
    assert not library.covers("external", ON)
    standing = judged(library, VERMONT, FETC)
    vermont, fetc = standing.credit("vermont"), standing.credit("fetc")
    assert vermont is not None and vermont.counted == 6 * HOUR
    assert fetc is not None and (fetc.counted, fetc.unknown) == (0, 6 * HOUR)
    assert standing.gaps


def test_the_same_approval_as_a_whole_list_would_refuse_the_others(folder: RecordsFolder) -> None:
    library = loaded(folder, own=APPROVAL.replace("partial = true\n", "")).library
    fetc = judged(library, VERMONT, FETC).credit("fetc")
    assert fetc is not None and (fetc.counted, fetc.unknown) == (0, 0)


def test_an_approval_beside_a_list_adds_to_it(folder: RecordsFolder) -> None:
    library = loaded(folder, own=APPROVAL, fy27=FY27).library
    assert library.covers("external", ON)
    assert [judged(library, one).hours.counted for one in (VERMONT, FETC, ISTE)] == [6 * HOUR, 4 * HOUR, 6 * HOUR]


# replacements


def test_a_replacement_holds_and_standings_show_both_answers(folder: RecordsFolder) -> None:
    library = loaded(folder, fy27=FY27, letter=LETTER).library
    short = activity("winter", date(2027, 1, 28), 6 * HOUR, "alet/winter-conference")
    standing = judged(library, short, FETC, ISTE)
    assert standing.hours.counted == 14 * HOUR
    reading = next(one for one in standing.readings if one.switch == "replaces/al-td-ceu/external-maximum")
    assert reading.value is True
    assert reading.text == "ALET granted eight external hours for FY27."
    assert reading.other_text == "At most six hours from approved external events count."
    assert (reading.other.state, reading.other.missing, reading.changes_answer) == (State.COMPLIANT, 0, False)
    assert any(note.startswith("A rule of your own: ALET granted eight") for note in notes(standing))
    assert "Unverified: “At most eight external” stands in rules/letter.toml, a file of your own." in standing.notes
    assert [standing.cited(cite) for cite in reading.cites] == ["Letter of ALET"]


def test_a_replacement_that_changes_the_answer_says_so(folder: RecordsFolder) -> None:
    letter = LETTER.replace("external-maximum", "total").replace('select = { source = "external" }\n', "")
    letter = letter.replace("at_most", "at_least").replace("hours = 8", "hours = 6")
    standing = judged(loaded(folder, letter=letter).library, WINTER)
    assert standing.state is State.COMPLIANT
    (reading,) = [one for one in standing.readings if one.switch.startswith("replaces/")]
    assert (reading.other.state, reading.other.missing) == (State.IN_PROGRESS, 6 * HOUR)
    assert reading.changes_answer
    assert not standing.verified
    shown = standing_document(standing)["readings"][-1]
    assert list(shown) == ["switch", "value", "text", "other", "changes_answer"]
    assert shown["switch"] == "replaces/al-td-ceu/total"
    assert shown["other"] == {"state": "in-progress", "missing": 6.0}


def test_a_year_before_the_new_value_is_judged_by_the_published_one(folder: RecordsFolder) -> None:
    letter = LETTER.replace("external-maximum", "total").replace('select = { source = "external" }\n', "")
    letter = letter.replace("at_most", "at_least").replace("hours = 8", "hours = 6")
    library = loaded(folder, letter=letter).library
    standing = judged(
        library, activity("w", date(2026, 1, 28), 6 * HOUR, "alet/winter-conference"), on=date(2026, 3, 1)
    )
    assert (standing.hours.needed, standing.state) == (12 * HOUR, State.IN_PROGRESS)
    assert not any(one.changes_answer for one in standing.readings if one.switch.startswith("replaces/"))


def test_two_replacements_of_one_rule_leave_the_published_one(folder: RecordsFolder) -> None:
    plugins = loaded(folder, a=LETTER, b=LETTER.replace("own-external", "other"), c=LETTER.replace("own-ext", "c-ext"))
    assert plugins.library.replacements == ()
    assert plugins.library.rule_sets == plugins.library.published
    assert [(problem.file, problem.line) for problem in plugins.problems] == [
        ("rules/a.toml", 5), ("rules/b.toml", 5), ("rules/c.toml", 5),
    ]  # fmt: skip
    for problem in plugins.problems:
        assert "rules/a.toml and rules/b.toml and rules/c.toml" in problem.text
        assert problem.remedy


REFUSED = [
    ("al-td-ceu/external-maximum", "al-td-ceuu/external-maximum", "no rule set “al-td-ceuu” is installed", 5),
    ("external-maximum", "external-minimum", "has no rule “external-minimum”", 5),
    ('reason = "ALET granted eight external hours for FY27."\n', "", "the key “reason” is missing", 1),
    ("at_most", "at_least", "the published rule has at_most, and this one has none", 13),
    ('source = "external"', 'source = "extern"', "“extern” is no source of this rule set", 18),
    ("[documents.letter]", "[documents.training]", "“letter” is not among the documents", 19),
]


@pytest.mark.parametrize(("old", "new", "said", "line"), REFUSED)
def test_a_replacement_that_is_refused_is_said_with_its_line_and_the_published_rule_stays(
    folder: RecordsFolder, old: str, new: str, said: str, line: int
) -> None:
    plugins = loaded(folder, letter=LETTER.replace(old, new))
    problem = next(one for one in plugins.problems if said in one.text)
    assert (problem.file, problem.line) == ("rules/letter.toml", line)
    assert problem.is_error
    assert problem.remedy
    assert plugins.library.rule_sets == plugins.library.published
    assert "al-td-ceu" in plugins.library.rule_sets


def test_a_plugin_cannot_replace_a_rule(install: Distribution) -> None:
    install("thief", rules={"letter.toml": LETTER})
    plugins = load_plugins(patience=60)
    report = plugins.report("thief")
    assert report is not None and report.state == "failed"
    assert "belongs beside their records" in report.reason
    assert plugins.library.replacements == ()


def test_the_report_on_local_files_names_the_replacements(folder: RecordsFolder) -> None:
    report = loaded(folder, letter=LETTER, fy27=FY27).report("local")
    assert report is not None
    assert (report.replacements, report.catalogues) == (("own-external",), ("external-fy27",))


# files of another kind that collide


def test_a_listing_that_collides_with_a_published_one_is_refused_with_its_line(folder: RecordsFolder) -> None:
    plugins = loaded(folder, own=FY27.replace("2026-10-01", "2026-09-01"))
    (problem,) = plugins.problems
    assert (problem.file, problem.line) == ("rules/own.toml", 16)
    assert "is listed for the same day by the catalogue “external-fy26”, and so is 1 more" in problem.text
    assert "end “external-fy26” the day before (until = 2026-08-31)" in problem.remedy


def test_an_id_that_stands_twice_is_refused_with_its_line(folder: RecordsFolder) -> None:
    plugins = loaded(folder, a=FY27, b=FY27)
    assert [(problem.file, problem.line) for problem in plugins.problems] == [("rules/a.toml", 3), ("rules/b.toml", 3)]
    assert "al-td-ceu" in plugins.library.rule_sets


def test_a_catalogue_with_the_id_of_a_rule_set_does_not_make_the_rule_set_a_local_one(folder: RecordsFolder) -> None:
    library = loaded(folder, own=APPROVAL.replace("external-own", "al-td-ceu")).library
    assert judged(library, WINTER).verified


# gathering, installing, removing


def gathered(folder: RecordsFolder, *paths: Path) -> local.Gathering:
    return local.gather(paths, folder.rules, loaded(folder).library)


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_file_is_installed_byte_for_byte_under_a_name_of_what_it_holds(folder: RecordsFolder, tmp_path: Path) -> None:
    mail = put(tmp_path / "mail" / "FY27 list (2).toml", FY27.replace("\n", "\r\n"))
    gathering = gathered(folder, mail)
    assert gathering.problems == ()
    (installed,) = local.install(gathering.files, folder)
    assert installed == folder.rules / "catalogue-external-fy27.toml"
    assert installed.read_bytes() == mail.read_bytes()
    assert [file.name for file in folder.rules.iterdir()] == [installed.name]
    assert "external/fetc" in loaded(folder).library.listings


def test_a_corrected_file_takes_the_place_of_the_first_and_a_copy_is_kept(
    folder: RecordsFolder, tmp_path: Path
) -> None:
    put(folder.rules / "my list.toml", FY27)
    corrected = put(tmp_path / "new.toml", FY27.replace("most = 4", "most = 5"))
    gathering = gathered(folder, corrected)
    (file,) = gathering.files
    assert (file.name, file.takes_place, gathering.problems) == ("my list.toml", True, ())
    local.install(gathering.files, folder)
    assert "most = 5" in (folder.rules / "my list.toml").read_text()
    assert "most = 4" in (local.kept_folder(folder) / "my list.toml").read_text()


def test_a_folder_brings_its_files_with_what_they_rest_on_first(folder: RecordsFolder, tmp_path: Path) -> None:
    state = tmp_path / "vermont"
    framework = (
        'kind = "framework"\nschema = 1\nid = "vt"\ntitle = "T"\nchecked = 2026-11-22\n'
        '[documents.p]\ntitle = "P"\nread = 2026-11-22\n'
        '[[strand]]\nid = "vt/x"\nlabel = "X"\nshort = "X"\ncite = "p"\n'
    )
    put(state / "a-rules.toml", rule_set("vt-pd").replace("authority =", 'framework = "vt"\nauthority ='))
    put(state / "b-framework.toml", framework)
    put(state / "c-list.toml", catalogue("vt-2026", "vt/summit"))
    gathering = gathered(folder, state)
    assert not gathering.is_refused
    assert [file.word.kind for file in gathering.files] == ["framework", "catalogue", "rule-set"]
    local.install(gathering.files, folder)
    plugins = loaded(folder)
    assert plugins.problems == ()
    assert plugins.library.rule_sets["vt-pd"].verified is False


def test_a_rule_set_without_what_it_rests_on_is_refused_with_its_line(folder: RecordsFolder, tmp_path: Path) -> None:
    text = rule_set("vt-pd").replace("authority =", 'framework = "vt"\nauthority =')
    file = put(tmp_path / "rules.toml", text)
    gathering = gathered(folder, file)
    assert gathering.is_refused
    (problem,) = gathering.problems
    assert (problem.file, problem.line) == (str(file), 6)
    assert "the framework “vt” is not installed" in problem.text


def test_a_file_that_would_knock_out_another_is_refused(folder: RecordsFolder, tmp_path: Path) -> None:
    put(folder.rules / "letter.toml", LETTER)
    gathering = gathered(folder, put(tmp_path / "second.toml", LETTER.replace("own-external", "second")))
    assert gathering.is_refused
    assert any("rules/letter.toml" in problem.text for problem in gathering.problems)


def test_the_rule_files_of_a_plugin_can_be_checked_although_they_are_installed(folder: RecordsFolder) -> None:
    import alcto_alabama

    rules = Path(alcto_alabama.__file__ or "").parent
    assert gathered(folder, rules).problems == ()


def test_what_is_still_blank_is_said_with_its_line(folder: RecordsFolder, tmp_path: Path) -> None:
    file = put(tmp_path / "x.toml", FY27.replace('title = "ISTE"', 'title = "FILL IN"  # the name'))
    (problem,) = gathered(folder, file).problems
    assert (problem.line, problem.is_error) == (17, True)


def test_a_path_that_is_not_there_and_an_empty_folder_are_refused(folder: RecordsFolder, tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.toml", tmp_path):
        with pytest.raises(Refused):
            gathered(folder, path)


def test_what_is_no_text_is_a_problem_and_no_error(folder: RecordsFolder, tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(b"\xff\xfe")
    (problem,) = gathered(folder, file).problems
    assert "not UTF-8" in problem.text


@pytest.mark.parametrize("name", ["fy27", "fy27.toml", "rules/fy27.toml", "external-fy27"])
def test_a_rule_file_is_found_by_its_name_or_by_what_it_holds(folder: RecordsFolder, name: str) -> None:
    loaded(folder, fy27=FY27, broken="kind = 3")
    assert local.named(folder.rules, name) == folder.rules / "fy27.toml"
    assert local.named(folder.rules, "broken").name == "broken.toml"


@pytest.mark.parametrize("name", ["../records", "fy28", "", "/etc/passwd"])
def test_nothing_outside_the_folder_is_ever_meant(folder: RecordsFolder, name: str) -> None:
    loaded(folder, fy27=FY27)
    with pytest.raises(Refused, match=r"there are fy27|did you mean fy27"):
        local.named(folder.rules, name)


def test_a_removed_file_is_kept_aside(folder: RecordsFolder) -> None:
    loaded(folder, fy27=FY27)
    kept = local.remove(folder.rules / "fy27.toml", folder)
    assert list(folder.rules.iterdir()) == []
    assert kept.read_text() == FY27


def test_an_installation_that_fails_leaves_the_folder_as_it_was(
    folder: RecordsFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alcto_core import system

    gathering = gathered(folder, put(tmp_path / "a.toml", FY27), put(tmp_path / "b.toml", LETTER))
    real, calls = system.write_temporary, []

    def failing(target: Path, raw: bytes, *, like: Path | None = None) -> Path:
        calls.append(target)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return real(target, raw, like=like)

    monkeypatch.setattr(system, "write_temporary", failing)
    with pytest.raises(OSError, match="No space left"):
        local.install(gathering.files, folder)
    assert list(folder.rules.iterdir()) == []


# what it changes


def test_what_a_file_changes_is_said_for_the_present_and_for_other_years(folder: RecordsFolder) -> None:
    before, after = loaded(folder).library, loaded(folder, fy27=FY27).library
    (one,) = differences(records(WINTER, FETC), before, after, ON)
    assert one.is_changed
    assert one.sentences[0] == "TD-CEU FY27: CANNOT TELL → NOT YET."
    assert "fetc (13 Jan 2027): nobody could say → 4 hours count. FETC counts up to 4 h." in one.sentences
    later = differences(records(WINTER, FETC, ISTE), before, after, date(2027, 11, 1))
    assert [(each.after.period.name if each.after.period else "", each.is_changed) for each in later] == [
        ("FY28", False), ("FY27", True),
    ]  # fmt: skip
    assert "TD-CEU FY27: CANNOT TELL → MET." in later[1].sentences


def test_nothing_is_different_under_the_same_rules(folder: RecordsFolder) -> None:
    library = loaded(folder).library
    (one,) = differences(records(WINTER), library, library, ON)
    assert (one.is_changed, one.sentences) == (False, ("TD-CEU FY27 stays NOT YET.",))


def test_the_rule_files_that_come_with_alcto_have_nothing_odd() -> None:
    import alcto_alabama

    library = load_plugins(no_plugins=True).library
    for file in sorted((Path(alcto_alabama.__file__ or "").parent / "rules").glob("*.toml")):
        assert list(odd_rules(read_rule_file(file.read_bytes(), file.name), library)) == [], file.name


OFFERINGS = ("external/fetc", "external/iste", "external/vermont-summit", "alet/winter-conference", "external/nobody")


@settings(max_examples=tries(40), deadline=None)
@given(st.lists(st.tuples(st.sampled_from(OFFERINGS), st.integers(1, 900), st.integers(0, 500)), max_size=6))
def test_an_approval_never_refuses_what_was_open_before(
    libraries: tuple[Library, Library], log: list[tuple[str, int, int]]
) -> None:
    """An approval of single events adds hours, or leaves an event as unknown as it was."""
    activities = [
        activity(f"a{at}", date(2026, 1, 1) + timedelta(days=days), hours, offering)
        for at, (offering, hours, days) in enumerate(log)
    ]
    before, after = (judged(library, *activities, on=date(2027, 6, 1)) for library in libraries)
    assert after.hours.counted >= before.hours.counted
    for credit in before.credits:
        now = after.credit(credit.activity)
        assert now is not None
        assert now.unknown == (0 if activities[int(credit.activity[1:])].offering == OFFERINGS[2] else credit.unknown)


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Library]:
    """What is published, and the same with an approval of the Vermont summit for one person."""
    folder = RecordsFolder(path=tmp_path_factory.mktemp("approval"))
    return loaded(folder).library, loaded(folder, own=APPROVAL).library
