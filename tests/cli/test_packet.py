"""`alcto packet`: a bag with all that is handed in, and the same judged again without records and plugins."""

from __future__ import annotations

import json
import shutil
import sys
import zipfile
from pathlib import Path

import bagit
import pytest
from calling import Run

from alcto_core.demonstration import DAY, FOLDER
from alcto_core.paperwork import packet as packets

CONTRACT = {"standing.json", "records.toml", "report.html", "entries.csv", "form.txt"}
OF_EXTRAS = {"report.pdf", "entries.xlsx"}
ODD = "evidence/Zeugnis: a\u0301 #1.pdf"


@pytest.fixture
def demo(records: Path) -> Path:
    """The records of the demo with a file of proof of an odd name, one that leads outside, and a step with a file."""
    text = (FOLDER / "alabama.toml").read_text("utf-8")
    at = text.index('id = "2026-01-12-fetc"')
    text = f'{text[:at]}evidence = ["{ODD}", "evidence/out.pdf", "evidence/none.pdf"]\n{text[at:]}'
    records.write_text(text.replace("done = 2026-03-02", 'done = 2026-03-02\n  files = ["plan.docx"]', 1), "utf-8")
    (records.parent / "evidence").mkdir()
    (records.parent / ODD).write_bytes(b"proof")
    (records.parent / "plan.docx").write_bytes(b"plan")
    secret = records.parent.parent / "secret.pdf"
    secret.write_bytes(b"SECRET")
    (records.parent / "evidence" / "out.pdf").symlink_to(secret)
    return records


def _made(alcto: Run, target: Path, *words: str) -> Path:
    assert alcto("packet", "al-cto", "--on", DAY, "--to", str(target), *words).exit_code == 0
    return target


def _verify(alcto: Run, path: Path) -> tuple[int, str]:
    done = alcto("packet", "--verify", str(path), "--no-plugin", "alabama", "--records", str(path / "nowhere"))
    return done.exit_code, " ".join(done.stdout.split())


def test_a_packet_is_a_bag_that_another_hand_finds_valid(alcto: Run, demo: Path, tmp_path: Path) -> None:
    made = _made(alcto, tmp_path / "packet")
    bagit.Bag(str(made)).validate()
    held = {one.relative_to(made / "data").as_posix() for one in (made / "data").rglob("*") if one.is_file()}
    assert held >= CONTRACT | OF_EXTRAS
    assert "rules/al-cto.toml" in held
    assert {(made / "data" / one).read_bytes() for one in held if one.startswith("evidence/")} == {b"proof"}
    assert [one for one in held if one.startswith("documents/plan-mission")]
    assert all(one.isascii() for one in held)
    named = (made / "original-names.txt").read_text("utf-8")
    assert f"\t{ODD}\n" in named
    assert not any(b"SECRET" in one.read_bytes() for one in made.rglob("*") if one.is_file())
    status = json.loads(alcto("status", "--json", "--on", DAY).stdout)["standings"]
    assert json.loads((made / "data" / "standing.json").read_bytes())["standings"] == [
        one for one in status if one["credential"] == "al-cto"
    ]


def test_what_is_missing_is_listed_first(alcto: Run, demo: Path, tmp_path: Path) -> None:
    told = " ".join(alcto("packet", "al-cto", "--on", DAY, "--to", str(tmp_path / "p.zip")).stderr.split())
    assert "Presentation to the cabinet" in told.partition("Not done:")[2].partition(".")[0]
    assert "Technology needs assessment" in told.partition("Done, without a file:")[2].partition(".")[0]
    assert "Mission" not in told.partition("Done, without a file:")[2].partition(".")[0]
    assert "ALET Fall Conference (6 Nov 2024)" in told.partition("Entries without proof:")[2]
    assert "evidence/none.pdf is not there" in told
    assert "evidence/out.pdf" in told


def test_made_twice_it_is_the_same_to_the_byte(alcto: Run, demo: Path, tmp_path: Path) -> None:
    first, second = _made(alcto, tmp_path / "1.zip"), _made(alcto, tmp_path / "two.ZIP")
    assert first.read_bytes() == second.read_bytes()
    refused = alcto("packet", "al-cto", "--on", DAY, "--to", str(first))
    assert refused.exit_code == 2
    _made(alcto, first, "--yes")
    assert alcto("packet", "al-cto", "--on", DAY, "--to", str(_made(alcto, tmp_path / "f")), "--yes").exit_code == 2


@pytest.mark.parametrize("name", ["packet", "packet.zip"])
def test_it_is_judged_again_without_records_and_plugins(alcto: Run, demo: Path, tmp_path: Path, name: str) -> None:
    made = _made(alcto, tmp_path / name)
    shutil.rmtree(demo.parent)
    code, said = _verify(alcto, made)
    assert (code, "judged anew it comes to the same: AL-CTO" in said) == (0, True)
    assert "is NOT YET on 14 Aug 2026, by alcto" in said


def test_without_the_extras_a_packet_holds_the_rest_and_one_with_them_is_judged(
    alcto: Run, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _made(alcto, tmp_path / "whole")
    for writer, library in (("pdf", "typst"), ("xlsx", "xlsxwriter")):
        monkeypatch.delitem(sys.modules, f"alcto_core.paperwork.writers.{writer}", raising=False)
        monkeypatch.setitem(sys.modules, library, None)
    bare = _made(alcto, tmp_path / "bare")
    of_whole, of_bare = ({one.name for one in (made / "data").iterdir()} for made in (whole, bare))
    assert of_whole - of_bare == OF_EXTRAS
    assert _verify(alcto, whole)[0] == _verify(alcto, bare)[0] == 0


@pytest.mark.parametrize("period", ["FY25", "FY26"])
def test_a_past_period_is_judged_again_too(alcto: Run, demo: Path, tmp_path: Path, period: str) -> None:
    target = tmp_path / "p.zip"
    words = ("packet", "al-td-ceu", "--period", period, "--on", DAY, "--to", str(target))
    assert alcto(*words).exit_code == 0
    assert _verify(alcto, target)[0] == 0


def test_each_change_to_a_packet_is_told(alcto: Run, demo: Path, tmp_path: Path) -> None:
    whole = _made(alcto, tmp_path / "packet")
    records = (whole / "data/records.toml").read_bytes()
    rules = (whole / "data/rules/al-cto.toml").read_bytes()
    standing = (whole / "data/standing.json").read_bytes()
    assert b"hours = 60" in rules
    for name, raw, told in (
        ("data/records.toml", records.replace(b"hours = 3\n", b"hours = 5\n"), "hours.claimed: the packet says"),
        ("data/rules/al-cto.toml", rules.replace(b"hours = 60", b"hours = 20"), "hours.needed: the packet says 60.0"),
        ("data/standing.json", standing.replace(b'"in-progress"', b'"compliant"'), "state: the packet says"),
        ("data/evidence/more.pdf", b"x", "data/evidence/more.pdf is not in manifest-sha512.txt: somebody added it."),
        ("data/report.html", None, "data/report.html is missing."),
        ("bag-info.txt", b"Alcto-Credential: al-cto\n", "bag-info.txt is not what tagmanifest-sha512.txt says"),
    ):
        other = tmp_path / "other"
        shutil.copytree(whole, other)
        if raw is None:
            (other / name).unlink()
        else:
            (other / name).write_bytes(raw)
        code, said = _verify(alcto, other)
        assert (code, told in said) == (1, True), said
        shutil.rmtree(other)


def test_what_is_no_packet_any_more_differs_with_a_sentence(alcto: Run, demo: Path, tmp_path: Path) -> None:
    made = _made(alcto, tmp_path / "packet")
    lacking = _made(alcto, tmp_path / "lacking")
    (lacking / "data" / "standing.json").unlink()
    whole = _made(alcto, tmp_path / "whole.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    (made / "data" / "link").symlink_to(demo)
    (tmp_path / "text.zip").write_text("no zip")
    with zipfile.ZipFile(tmp_path / "odd.zip", "w") as zipped:
        zipped.writestr("../beside.txt", "harmless")
    for path, why in (
        (made, "is a link"),
        (lacking, "It holds no data/standing.json"),
        (tmp_path / "cut.zip", "is not a zip file, or is damaged"),
        (tmp_path / "text.zip", "is not a zip file"),
        (tmp_path / "odd.zip", "a name that is not safe"),
        (FOLDER, "it is no packet of alcto"),
    ):
        differs = alcto("packet", "--verify", str(path))
        assert differs.exit_code == 1
        assert why in " ".join(differs.stdout.split()), differs.stdout
        assert "Copy it again from where it came" in differs.stdout
    assert not (tmp_path / "beside.txt").exists()
    refused = alcto("packet", "--verify", str(tmp_path / "nothing"))
    assert refused.exit_code == 2 and "cannot be read" in refused.stderr


@pytest.mark.parametrize("name", ["packet", "packet.zip"])
def test_whoever_stops_it_finds_nothing_half_made(
    alcto: Run, demo: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(packets, "_names", stopped)
    alcto("packet", "al-cto", "--on", DAY, "--to", str(tmp_path / name))
    assert sorted(tmp_path.iterdir()) == before


def test_no_packet_is_put_into_the_records(alcto: Run, demo: Path) -> None:
    for place in ("evidence/p.zip", ".alcto/p", "rules/p"):
        refused = alcto("packet", "al-cto", "--on", DAY, "--to", str(demo.parent / place))
        assert refused.exit_code == 2
        assert "belongs to your records" in refused.stderr


@pytest.mark.parametrize(
    ("director", "credential", "files"),
    [
        ("california", "cetpa-ccto", {"cetpa-ccto.toml"}),
        ("california", "cetpa-cto-mentor", {"cetpa-ccto.toml", "cetpa-cto-mentor.toml", "framework-cetpa-cto.toml"}),
        ("california", "cosn-cetl", {"cosn-cetl.toml", "framework-cetl.toml"}),
        ("california", "fcmat-cbo", {"fcmat-cbo.toml"}),
    ],
)
def test_a_packet_holds_the_rule_files_of_its_credential_and_no_others(
    alcto: Run, records: Path, tmp_path: Path, director: str, credential: str, files: set[str]
) -> None:
    records.write_bytes((FOLDER / f"{director}.toml").read_bytes())
    target = tmp_path / "packet"
    assert alcto("packet", credential, "--on", DAY, "--to", str(target)).exit_code in (0, 1)
    assert {one.name for one in (target / "data" / "rules").iterdir()} == files
    assert _verify(alcto, target)[0] == 0


def test_a_catalogue_goes_along_where_an_entry_names_its_event(alcto: Run, demo: Path, tmp_path: Path) -> None:
    made = _made(alcto, tmp_path / "packet")
    held = {one.name for one in (made / "data" / "rules").iterdir()}
    assert {"al-cto.toml", "framework-al-cto.toml", "catalogue-alet.toml", "catalogue-external-fy26.toml"} <= held
    assert "catalogue-alet-academy.toml" not in held


OLD_LIST = """
kind = "catalogue"
schema = 1
id = "external-fy25"
title = "External events of FY25"
source = "external"
from = 2024-10-01
until = 2025-09-30
checked = 2026-01-01
cite = "mail"

[documents.mail]
title = "Mail of the association"
publisher = "ALET"
read = 2026-01-01

[[offering]]
id = "external/last-year"
title = "Event of last year"
cite = "mail"
"""


def test_a_catalogue_stays_where_the_standing_would_be_another_without_it(
    alcto: Run, demo: Path, tmp_path: Path
) -> None:
    (demo.parent / "rules").mkdir()
    (demo.parent / "rules" / "fy25.toml").write_text(OLD_LIST, "utf-8")
    lines = demo.read_text("utf-8").replace('"external/fetc"', '"external/last-year"').splitlines(True)
    demo.write_text("".join(one for one in lines if not one.startswith("offering") or "last-year" in one), "utf-8")
    target = tmp_path / "packet"
    assert alcto("packet", "al-td-ceu", "--on", DAY, "--to", str(target)).exit_code in (0, 1)
    held = {one.relative_to(target / "data/rules").as_posix() for one in (target / "data/rules").rglob("*.toml")}
    assert {"own/fy25.toml", "catalogue-external-fy26.toml"} <= held
    assert "catalogue-alet.toml" not in held
    assert _verify(alcto, target)[0] == 0


def test_rules_of_the_persons_own_go_with_it(alcto: Run, demo: Path, tmp_path: Path) -> None:
    own = demo.parent / "rules" / "less.toml"
    own.parent.mkdir()
    own.write_text(
        'kind = "replacement"\nschema = 1\nid = "less"\ntitle = "Letter"\nreplaces = "al-cto/total"\n'
        'reason = "A letter of the authority."\nchecked = 2026-01-01\n'
        '[documents.letter]\ntitle = "Letter"\nread = 2026-01-01\n'
        '[[rule]]\nid = "total"\ntitle = "Forty hours"\ntext = "Forty hours in three years."\n'
        'at_least = [{ from = 2000-01-01, hours = 40, cite = "letter" }]\n',
        "utf-8",
    )
    made = tmp_path / "p.zip"
    done = alcto("packet", "al-cto", "--on", DAY, "--to", str(made))
    assert done.exit_code in (0, 1), done.stderr
    with zipfile.ZipFile(made) as zipped:
        assert [name for name in zipped.namelist() if name.endswith("rules/own/less.toml")]
    assert _verify(alcto, made)[0] == 0
