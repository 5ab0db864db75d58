"""Hostile files of proof, hostile backups, hostile text in what is exported: nothing from outside gets in, nothing gets
out, nothing hangs.

Each file of proof is made for real (a link out, a circle, a pipe, `/dev/zero`, 2 GB, …) and named by the records;
then the verbs run, with an alarm for what would hang; the backup and the packet are looked into, and say what went in
and what did not. Each hostile text goes through every export (`hostile_exports.py`). Each forged backup is restored
over a folder of records whose surroundings are compared byte for byte.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import forged_zips
import gates
import hostile_exports
from click.testing import CliRunner, Result

from alcto_core import system
from alcto_core.cli.group import command

SECRET = b"SECRET from outside the folder"
_PATIENCE = 20
VERBS = (("status",), ("check",), ("backup", "--yes"), ("packet", "al-td-ceu", "--on", "2026-03-01", "--yes", "--to"))


class Hung(BaseException):
    """The alarm rang. No `Exception`, so that no guard mistakes it for a fault of a file."""


class Proof(NamedTuple):
    """One hostile file of proof."""

    word: str
    name: str
    """As the records name it."""
    make: Callable[[Path, Path], object] | None
    """Makes it, given its place and the folder outside."""
    checked: str
    """What `alcto check` says of it; "" where nothing is wrong with it there."""
    packed: str = ""
    """Why `alcto backup` leaves it out; "" where it is rightly in."""
    handed_in: str | None = None
    """Why `alcto packet` leaves it out, where that is not the same."""

    @property
    def why_not_handed_in(self) -> str:
        """Why `alcto packet` leaves it out; "" where it is rightly in."""
        return self.packed if self.handed_in is None else self.handed_in


def _text(place: Path, outside: Path) -> None:
    place.write_bytes(b"fine")


def _large(place: Path, outside: Path) -> None:
    with place.open("wb") as stream:
        stream.truncate(2 << 30)


def _link(to: str) -> Callable[[Path, Path], object]:
    return lambda place, outside: place.symlink_to(to.replace("OUT", str(outside)))


_OUT, _ONE, _SPECIAL = "leads out of the records folder", "is a folder", "is a pipe, a socket or a device"
_CONTROL, _INSIDE = "has a control character in its name", "is not inside the records folder"
PROOFS = (
    Proof("link out", "evidence/out.pdf", _link("OUT/secret.pdf"), _OUT, _OUT),
    Proof("link out by steps", "evidence/steps.pdf", _link("../../outside/secret.pdf"), _OUT, _OUT),
    Proof("link to a folder outside", "evidence/away", _link("OUT"), _OUT, _OUT),
    Proof("file behind such a link", "evidence/behind/secret.pdf", None, _OUT, _OUT),
    Proof("link to nothing outside", "evidence/lost.pdf", _link("OUT/none.pdf"), _OUT, _OUT),
    Proof("circle", "evidence/circle.pdf", _link("circle.pdf"), "leads in a circle", "leads in a circle"),
    Proof("link to a folder inside", "evidence/inside", _link("../rules"), _ONE, _ONE),
    Proof("pipe", "evidence/pipe", lambda place, _: os.mkfifo(place), _SPECIAL, _SPECIAL),
    Proof("/dev/zero", "evidence/zero.pdf", _link("/dev/zero"), _OUT, _OUT),
    Proof("steps out", "../outside/secret.pdf", None, _INSIDE, _INSIDE),
    Proof("absolute path", "/etc/passwd", None, _INSIDE, _INSIDE),
    Proof("2 GB", "evidence/large.mp4", _large, "", "too large"),
    Proof("missing", "evidence/missing.pdf", None, "is not there", "is not there"),
    Proof("control character", "evidence/\x1b[31mred.pdf", _text, _CONTROL, "", _CONTROL),
    Proof("new line", "evidence/new\nline.pdf", _text, _CONTROL, "", _CONTROL),
    Proof("markup", "evidence/[bold red]x[@click=app.quit].pdf", _text, ""),
    Proof("turned text", "evidence/\u202efdp.exe", _text, ""),
)


def measure(plan: gates.Plan) -> gates.Outcome:
    """All of it; the long form is the quick one, as the cases are what there is."""
    outcome = gates.Outcome()
    for figure in (
        "hostile files",
        "forged backups",
        "refused",
        "runs",
        "packed files of proof",
        "files from outside",
        "bytes outside",
        "hangs",
    ):
        outcome.add(figure, 0)
    with _home(plan.scratch):
        for proof in PROOFS:
            _tried(plan.scratch / "one", [proof], outcome)
        _tried(plan.scratch / "all", list(PROOFS), outcome)
        _restored(plan.scratch / "zips", outcome)
        hostile_exports.measure(plan.scratch / "exports", _run, outcome)
    return outcome


@contextmanager
def _home(scratch: Path) -> Iterator[None]:
    """Settings of the test's own, and an alarm for what hangs."""

    def ring(*_: object) -> None:
        raise Hung

    kept, system.settings_folder = system.settings_folder, lambda: scratch / "settings"
    before = signal.signal(signal.SIGALRM, ring)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
        system.settings_folder = kept


def _run(folder: Path, *words: str) -> Result:
    signal.alarm(_PATIENCE)
    try:
        return CliRunner().invoke(command, ["--records", str(folder), *words])
    finally:
        signal.alarm(0)


# files of proof


def _tried(place: Path, proofs: list[Proof], outcome: gates.Outcome) -> None:
    """Makes the files, runs the verbs, looks into the backup."""
    folder, outside = place / "alcto", place / "outside"
    _made(folder, outside, proofs)
    named = ", ".join(proof.word for proof in proofs) if len(proofs) == 1 else "all"
    places = {"backup": place / "b.zip", "packet": place / "bag"}
    for verb in VERBS:
        outcome.add("runs")
        words = [*verb, str(places[verb[0]])] if verb[0] in places else list(verb)
        try:
            result = _run(folder, *words)
        except Hung:
            outcome.add("hangs")
            outcome.fail(f"{verb[0]} hangs on {named}")
            continue
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            outcome.fail(f"{verb[0]} on {named}: {result.exception!r}")
        if result.exit_code == 2:
            outcome.fail(f"{verb[0]} could not run on {named}: {result.output[:300]}")
        if any(ord(sign) < 32 and sign != "\n" for sign in result.output) or "\u202e" in result.output:
            outcome.fail(f"{verb[0]} on {named} prints a control character")
        for proof in proofs:
            told = {"check": proof.checked, "backup": proof.packed, "packet": proof.why_not_handed_in}
            expected = told.get(verb[0], "")
            if expected and expected not in _joined(result.output):
                outcome.fail(f"{verb[0]} does not say “{expected}” of {proof.word}: {result.output[:300]}")
    _look_into(places["backup"], proofs, outcome)
    _look_into_packet(places["packet"], proofs, outcome)
    shutil.rmtree(place)


def _made(folder: Path, outside: Path, proofs: list[Proof]) -> None:
    for path in (folder / "evidence", folder / "rules", outside):
        path.mkdir(parents=True)
    (outside / "secret.pdf").write_bytes(SECRET)
    if any("behind" in proof.name for proof in proofs):
        (folder / "evidence" / "behind").symlink_to(outside)
    lines = ["schema = 1", "[person]", 'name = "Jordan Avery"', "role_began = 2025-10-01", "[[credential]]",
             'program = "al-td-ceu"']  # fmt: skip
    for number, proof in enumerate(proofs):
        if proof.make is not None:
            proof.make(folder / proof.name, outside)
        lines += [
            "[[activity]]", f'id = "a{number}"', f'title = "Event {number}"', "date = 2026-01-01", "hours = 1",
            'strands = ["al-cto/it"]', 'offering = "alet/region-meeting"', f"evidence = [{json.dumps(proof.name)}]",
        ]  # fmt: skip
    (folder / "records.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _look_into(target: Path, proofs: list[Proof], outcome: gates.Outcome) -> None:
    """What is in the zip, and what its list says."""
    outcome.add("hostile files", len(proofs))
    if not target.exists():
        outcome.fail(f"no backup was made with {proofs[0].word}")
        return
    with zipfile.ZipFile(target) as made:
        told = json.loads(made.read(forged_zips.MANIFEST))
        for name in made.namelist():
            if SECRET in made.read(name):
                outcome.add("files from outside")
                outcome.fail(f"{name} came from outside")
    left_out = {one["path"]: one["why"] for one in told["left_out"]}
    went_in = {one["path"] for one in told["files"]}
    for proof in proofs:
        if proof.packed not in left_out.get(proof.name, "") or (proof.name in went_in) == bool(proof.packed):
            outcome.fail(f"the list of the backup does not tell of {proof.word}: {left_out.get(proof.name)}")


def _look_into_packet(place: Path, proofs: list[Proof], outcome: gates.Outcome) -> None:
    """What is in the packet, and what its list of names says."""
    if not place.is_dir():
        outcome.fail(f"no packet was made with {proofs[0].word}")
        return
    for path in place.rglob("*"):
        if path.is_symlink() or (path.is_file() and SECRET in path.read_bytes()):
            outcome.add("files from outside")
            outcome.fail(f"{path.relative_to(place)} in the packet came from outside")
    went_in = [path.name for path in (place / "data" / "evidence").glob("*")]
    right = [proof for proof in proofs if not proof.why_not_handed_in]
    outcome.add("packed files of proof", len(went_in))
    if len(went_in) != len(right):
        outcome.fail(f"the packet of {[proof.word for proof in proofs]} holds {went_in}")
    names = place / "original-names.txt"
    if any(name not in (names.read_text("utf-8") if names.exists() else "") for name in went_in):
        outcome.fail(f"the packet does not say what {went_in} were called")


def _joined(output: str) -> str:
    return " ".join(output.split())


# forged backups


def _restored(place: Path, outcome: gates.Outcome) -> None:
    """Restores each over a folder with records, and compares everything around it."""
    folder, zip_file = place / "alcto", place / "made.zip"
    before = _laid_out(place)
    for word, raw in (("a sound backup", forged_zips.sound()), *forged_zips.forged()):
        zip_file.write_bytes(raw)
        try:
            result = _run(folder, "restore", str(zip_file), "--yes")
        except Hung:
            outcome.add("hangs")
            outcome.fail(f"restore hangs on {word}")
            continue
        zip_file.unlink()
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            outcome.fail(f"restore of {word}: {result.exception!r}")
        after = _tree(place)
        refused = result.exit_code == 2
        changed = {path for path in {*before, *after} if before.get(path) != after.get(path)}
        if word == "a sound backup":
            if refused or not changed:
                outcome.fail(f"the sound backup that all others are made from is refused: {result.output}")
        else:
            outcome.add("forged backups")
            outcome.add("refused", refused)
        if beyond := [path for path in changed if not path.startswith("alcto/")]:
            outcome.add("bytes outside", len(beyond))
            outcome.fail(f"{word} wrote outside the folder: {beyond}")
        if refused and "Nothing was changed." not in _joined(result.output):
            outcome.fail(f"restore of {word} says no more than: {result.output[:300]}")
        if refused and changed:
            outcome.fail(f"{word} was refused, and yet changed {sorted(changed)}")
        if changed:
            shutil.rmtree(place)
            before = _laid_out(place)


def _laid_out(place: Path) -> dict[str, Any]:
    """A folder of records with surroundings, and what is in all of it."""
    _made(place / "alcto", place / "outside", [PROOFS[0]])
    return _tree(place)


def _tree(place: Path) -> dict[str, Any]:
    """Every file below with its bytes, links as such."""
    found: dict[str, Any] = {}
    for path in sorted(place.rglob("*")):
        name = str(path.relative_to(place))
        found[name] = str(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else "folder"
    return found


_EXPORTS = len(hostile_exports.TEXTS) * len(hostile_exports.EXPORTS)
GATE = gates.Gate(
    id="F20",
    fault="hostile files of proof, forged backups, hostile text in exports",
    gate="0 files from outside in a backup or packet, 0 bytes outside the folder, 0 hangs, each a named problem; "
    "0 live formulas, 0 injected lines, 0 live tags",
    measure=measure,
    least={
        "hostile files": (2 * len(PROOFS), 2 * len(PROOFS)),
        "forged backups": (250, 250),
        "refused": (200, 200),
        "packed files of proof": (4, 4),
        "hostile exports": (_EXPORTS, _EXPORTS),
    },
    needs="posix",
)
