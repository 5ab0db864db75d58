"""Records that name what nobody knows are warned about, and no path outside the folder is ever touched."""

from __future__ import annotations

import pytest

from alcto_core.problems import Problem, Severity
from alcto_core.records.reading import read_text
from alcto_core.records.references import ProgramNames, is_inside, reference_problems
from alcto_core.records.types import Proof

START = 'schema = 1\n[person]\nname = "J"\n[[credential]]\nprogram = "al-cto"\n'
ACTIVITY = START + '[[activity]]\nid = "a"\ntitle = "Data day"\ndate = 2026-01-28\nhours = 1\n'
"""Line 11 is the next line."""
STRANDED = ACTIVITY + 'strands = ["al-cto/it"]\n'
"""Line 12 is the next line."""


def warnings(text: str, asked: list[str] | None = None) -> tuple[Problem, ...]:
    def proof(file: str) -> Proof:
        if asked is not None:
            asked.append(file)
        return "file" if file == "evidence/there.pdf" else "missing"

    return reference_problems(
        read_text(text.encode()),
        strands=("al-cto/it", "al-cto/data", "al-cto/teaching"),
        offerings=("alet/winter-conference", "external/iste"),
        programs={"al-cto": ProgramNames(("presentation", "submitted"), ("split",)), "open": ProgramNames()},
        proof=proof,
    )


CASES: dict[str, tuple[str, int, str, str, str]] = {
    "no strand": (ACTIVITY, 6, "activity[0].strands", "no strand", 'strands = ["al-cto/data"]'),
    "an empty list of strands": (
        ACTIVITY + "strands = []",
        11,
        "activity[0].strands",
        "no strand",
        'strands = ["al-cto/data"]',
    ),
    "an unknown strand": (
        ACTIVITY + 'strands = ["al-cto/itt"]',
        11,
        "activity[0].strands[0]",
        "“al-cto/itt”",
        'strands = ["al-cto/it"]',
    ),
    "an unknown strand like none": (ACTIVITY + 'strands = ["x"]', 11, "activity[0].strands[0]", "“x”", ""),
    "an unknown strand in a split": (
        STRANDED + 'split = { "al-cto/dta" = 1 }',
        12,
        'activity[0].split."al-cto/dta"',
        "the split names",
        'split = { "al-cto/data" = 1 }',
    ),
    "an unknown strand in a session": (
        STRANDED.replace("hours = 1\n", "") + '[[activity.session]]\nhours = 1\nstrands = ["al-cto/IT"]',
        13,
        "activity[0].session[0].strands[0]",
        "“al-cto/IT”",
        'strands = ["al-cto/it"]',
    ),
    "an unknown offering": (
        STRANDED + 'offering = "alet/winter-conf"',
        12,
        "activity[0].offering",
        "no catalogue",
        'offering = "alet/winter-conference"',
    ),
    "a credential that counts_for names": (
        STRANDED + 'counts_for = ["al-cto", "al-ct"]',
        12,
        "activity[0].counts_for[1]",
        "no credential “al-ct”",
        'counts_for = ["al-cto", "al-cto"]',
    ),
    "a credential that an official record names": (
        STRANDED + '[[activity.record]]\ncredential = "zebra"\nstate = "posted"',
        13,
        "activity[0].record[0].credential",
        "no credential “zebra”",
        "",
    ),
    "a program without a rule set": (
        START.replace('"al-cto"', '"al-ctoo"'),
        5,
        "credential[0].program",
        "undetermined",
        'program = "al-cto"',
    ),
    "an unknown step": (
        START + '[[credential.step]]\nid = "presentations"',
        7,
        "credential[0].step[0].id",
        "no step",
        'id = "presentation"',
    ),
    "an unknown setting": (
        START + 'settings = { splt = "whole" }',
        6,
        "credential[0].settings.splt",
        "no setting",
        'settings = { split = "whole" }',
    ),
    "a file of proof that is missing": (
        STRANDED + 'evidence = ["evidence/there.pdf", "evidence/gone.pdf"]',
        12,
        "activity[0].evidence[1]",
        "is not there",
        "",
    ),
    "a file of a step that is missing": (
        START + '[[credential.step]]\nid = "submitted"\nfiles = ["gone.pdf"]',
        8,
        "credential[0].step[0].files[0]",
        "is not there",
        "",
    ),
    "a file outside the folder": (
        STRANDED + 'evidence = ["../other/x.pdf"]',
        12,
        "activity[0].evidence[0]",
        "not inside the records folder",
        "",
    ),
    "a path with backslashes": (
        STRANDED + "evidence = ['evidence\\x.pdf']",
        12,
        "activity[0].evidence[0]",
        "backslashes",
        'evidence = ["evidence/x.pdf"]',
    ),
    "a path with an escape": (
        STRANDED + 'evidence = ["evidence\\new.pdf"]',
        12,
        "activity[0].evidence[0]",
        "control character",
        'evidence = ["evidence/new.pdf"]',
    ),
}


@pytest.mark.parametrize(("text", "line", "path", "says", "corrected"), CASES.values(), ids=CASES)
def test_what_nobody_knows_is_a_warning_with_the_nearest_known(
    text: str, line: int, path: str, says: str, corrected: str
) -> None:
    (problem,) = warnings(text)
    assert problem.severity is Severity.WARNING
    assert (problem.file, problem.line, problem.path) == ("records.toml", line, path)
    assert says in problem.text
    assert problem.remedy
    assert problem.corrected == corrected


@pytest.mark.parametrize(
    "text",
    [
        STRANDED,
        ACTIVITY + 'split = { "al-cto/it" = 1 }',
        ACTIVITY.replace("hours = 1\n", '[[activity.session]]\nhours = 1\nstrands = ["al-cto/it"]\n'),
        START.replace('"al-cto"', '"open"') + 'settings = { any = 1 }\n[[credential.step]]\nid = "any"\n',
        STRANDED + 'offering = "external/iste"\ncounts_for = ["al-cto"]\nevidence = ["evidence/there.pdf"]',
        "not TOML",
    ],
)
def test_what_is_known_is_no_problem(text: str) -> None:
    assert warnings(text) == ()


def test_places_are_those_of_the_file_where_records_were_skipped() -> None:
    skipped = '[[activity]]\nid = 3\n[[credential]]\nid = "x"\n'
    text = (
        START.replace("[[credential]]", f"{skipped}[[credential]]")
        + '[[activity]]\nid = "b"\ntitle = "B"\ndate = 2026-01-01\nhours = 1\n'
    )
    (problem,) = warnings(text + 'strands = ["x"]\n')
    assert (problem.path, problem.line) == ("activity[1].strands[0]", 15)


def test_a_credential_that_was_skipped_may_be_named() -> None:
    wrong = '[[credential]]\nprogram = "td"\nissued = "x"\n'
    text = STRANDED.replace("[[activity]]", f"{wrong}[[activity]]") + 'counts_for = ["td"]\n'
    assert warnings(text) == ()


@pytest.mark.parametrize(
    "file",
    [
        "/etc/passwd",
        "../x",
        "evidence/../../x",
        "a/../..",
        "C:/x",
        "c:x",
        "\\\\server\\x",
        "..\\x",
        "~/x",
        ".",
        "",
        "a/..",
        "x\0y",
    ],
)
def test_a_path_that_leads_out_of_the_folder_is_never_looked_at(file: str) -> None:
    assert not is_inside(file)
    asked: list[str] = []
    toml_text = '"' + file.replace("\\", "\\\\").replace("\0", "\\u0000") + '"'
    assert len(warnings(STRANDED + f"evidence = [{toml_text}]\n", asked)) == 1
    assert asked == []


@pytest.mark.parametrize("file", ["x.pdf", "evidence/x.pdf", "./x.pdf", "a/../x.pdf", "evidence/..x", "a//b"])
def test_a_path_inside_the_folder_is_told_as_such(file: str) -> None:
    assert is_inside(file)


# which strands are proposed


def held(program: str, text: str = ACTIVITY) -> tuple[Problem, ...]:
    strands = ("aa/network", "al-cto/data", "al-cto/it")
    return reference_problems(
        read_text(text.replace('program = "al-cto"', f'program = "{program}"').encode()),
        strands=strands,
        offerings=(),
        programs={
            "al-cto": ProgramNames(steps=(), settings=(), strands=strands[1:]),
            "aa": ProgramNames(steps=(), settings=(), strands=strands[:1]),
            "none": ProgramNames(steps=(), settings=(), strands=()),
        },
        proof=lambda file: "file",
    )


@pytest.mark.parametrize(
    ("program", "better"), [("al-cto", 'strands = ["al-cto/data"]'), ("aa", 'strands = ["aa/network"]')]
)
def test_only_strands_of_the_programs_that_are_held_are_proposed(program: str, better: str) -> None:
    (problem,) = held(program)
    assert better in problem.remedy


def test_nobody_needs_a_strand_whose_programs_have_none() -> None:
    assert held("none") == ()


def test_a_strand_of_another_program_is_known_all_the_same() -> None:
    assert held("al-cto", ACTIVITY + 'strands = ["aa/network"]\n') == ()


@pytest.mark.parametrize(
    ("value", "path", "says"),
    [
        ('"maybe"', "split", "“maybe”"),
        ("true", "split", "is true"),
        ("{ 2024-2027 = 3 }", "split.2024-2027", "“3”"),
        ("{ }", "split", "a table"),
        ('"whole"', "", ""),
        ('{ 2024-2027 = "whole" }', "", ""),
        ('"12"', "ceus", "“12”"),
        ("true", "ceus", "is true"),
        ("12.5", "", ""),
        ("2026-01-01", "ceus", "a date"),
    ],
)
def test_a_setting_that_the_rule_set_cannot_use_is_a_warning(value: str, path: str, says: str) -> None:
    setting = path.partition(".")[0] or ("split" if "whole" in value else "ceus")
    found = reference_problems(
        read_text(f"{START}settings = {{ {setting} = {value} }}\n".encode()),
        strands=(),
        offerings=(),
        programs={"al-cto": ProgramNames(answers={"split": ("allowed", "whole"), "ceus": "number"})},
        proof=lambda file: "file",
    )
    if not path:
        assert found == ()
        return
    (problem,) = found
    assert (problem.severity, problem.line, problem.path) == (Severity.WARNING, 6, f"credential[0].settings.{path}")
    assert says in problem.text and problem.remedy.startswith("write ")
