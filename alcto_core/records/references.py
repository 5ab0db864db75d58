"""What the records name that must be found elsewhere: strands, offerings, programs, steps, files of proof.

Only warnings: the record counts as far as the rules let it. Kept apart from reading, because the answer turns on
which rule sets are installed and on what lies in the folder. Nothing here touches the disk: whether a file is
there is asked through an argument, and never for a path that leads out of the folder.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from alcto_core.problems import Problem
from alcto_core.records.reading import Reading
from alcto_core.records.sums import framework_of
from alcto_core.records.types import Activity, Credential, Proof, Records, StepRecord
from alcto_core.text import nearest
from alcto_core.toml.faults import Fault, kind, quoted, toml_text
from alcto_core.toml.layout import Path


class DeclaredNames(Protocol):
    """The categories or units that the person's rule sets know."""

    def remark(self, id: str) -> str:
        """What is wrong with an id ("…; did you mean …?"); empty where nothing is."""

    def near(self, word: str) -> str | None:
        """The id that a misspelt word is nearest to."""


class ProgramNames(NamedTuple):
    """The names that one program's rule set knows."""

    steps: Collection[str] | None = None
    """Ids of its steps; None where the rule set does not list them."""
    settings: Collection[str] | None = None
    """Its settings; None where the rule set does not list them."""
    waivable: Collection[str] | None = None
    """Ids of the steps that a record may waive; None where nobody says."""
    strands: Collection[str] | None = None
    """The strands of its framework, none where it has no framework; None where nobody says."""
    answers: Mapping[str, str | tuple[bool | str, ...]] = {}
    """For each setting its type (number, text, date or bool), or the answers that it may have."""
    remark: Callable[[Decimal, str], tuple[str, str] | None] = lambda _number, _setting: None
    """What is odd about a number that a setting is set to, and what to do."""


_WHY = "`alcto plugins` says why"


def reference_problems(
    reading: Reading,
    *,
    strands: Collection[str],
    offerings: Collection[str],
    programs: Mapping[str, ProgramNames],
    proof: Callable[[str], Proof],
    categories: DeclaredNames | None = None,
    units: DeclaredNames | None = None,
    lost: Collection[str] = (),
) -> tuple[Problem, ...]:
    """Warnings for what the records name and nobody knows, in the order of the file.

    `strands` and `offerings` hold the ids of every installed framework and catalogue, `programs` the installed
    rule sets by id. `proof` is asked about relative paths that stay inside the folder, as far as their words
    tell; it answers what they lead to once links are followed. `categories` and `units` are those that the person's
    programs know; without them none is asked about. `lost` holds the ids of rule files that are there and could not be
    used together: nothing else is proposed for what they held.
    """
    if reading.records is None:
        return ()
    known = _Known(reading.records, strands, offerings, programs, proof)
    known.categories, known.units, known.lost = categories, units, frozenset(lost)
    # A credential that was skipped has an id too, which nobody can be blamed for naming.
    known.is_every_credential_read = not any(
        problem.is_error and problem.path.startswith("credential[") for problem in reading.problems
    )
    faults = [*known.credentials(reading), *known.activities(reading)]
    if not faults:
        return ()
    from alcto_core.toml.placing import placed

    return placed(faults, reading.layout, reading.file)


class _Known:
    """Everything that can be named, asked record by record."""

    def __init__(
        self,
        records: Records,
        strands: Collection[str],
        offerings: Collection[str],
        programs: Mapping[str, ProgramNames],
        proof: Callable[[str], Proof],
    ) -> None:
        self.records = records
        self.strands = frozenset(strands)
        self.offerings = frozenset(offerings)
        self.programs = programs
        self.proof = proof
        self.credential_ids = frozenset(credential.id for credential in records.credentials)
        self.is_every_credential_read = True
        self.categories: DeclaredNames | None = None
        self.units: DeclaredNames | None = None
        self.lost: frozenset[str] = frozenset()
        self.own_strands = self._own_strands()

    def _own_strands(self) -> frozenset[str]:
        """The strands of the programs that the person holds, to propose from; all, where one says nothing of them."""
        own: set[str] = set()
        for credential in self.records.credentials:
            names = self.programs.get(credential.program)
            if names is None or names.strands is None:
                return self.strands
            own.update(names.strands)
        return frozenset(own) if self.records.credentials else self.strands

    def credentials(self, reading: Reading) -> Iterator[Fault]:
        """What the credentials and their steps name."""
        for at, credential in enumerate(self.records.credentials):
            path: Path = ("credential", reading.places.credentials[at])
            names = self.programs.get(credential.program)
            if names is None and credential.program in self.lost:
                text = f"the rule set {quoted(credential.program)} was found and not loaded, so nothing can be told"
                yield Fault((*path, "program"), text, _WHY, is_error=False)
            elif names is None:
                what = f"no installed rule set is called {quoted(credential.program)}, so its standing is undetermined"
                yield _unknown((*path, "program"), what, credential.program, self.programs, "install its plugin")
            else:
                yield from _settings(credential, path, names)
            for step, place in zip(credential.steps, reading.places.steps[at], strict=True):
                where = (*path, "step", place)
                if names is not None and names.steps is not None and step.id not in names.steps:
                    what = f"{credential.program} has no step {quoted(step.id)}"
                    yield _unknown((*where, "id"), what, step.id, names.steps)
                elif names is not None and step.waived is not None:
                    yield from _waiver(step, where, credential.program, names)
                yield from self._files(step.files, (*where, "files"))

    def activities(self, reading: Reading) -> Iterator[Fault]:
        """What the activities, their sessions and what authorities said of them name."""
        for activity, place in zip(self.records.activities, reading.places.activities, strict=True):
            path: Path = ("activity", place)
            yield from self._strands_of(activity, path)
            if activity.offering is not None and activity.offering not in self.offerings:
                what = f"no catalogue has the offering {quoted(activity.offering)}"
                # Its list may be among what was not loaded.
                there, otherwise = ((), _WHY) if self.lost else (self.offerings, "")
                yield _unknown((*path, "offering"), what, activity.offering, there, otherwise)
            for at, category in enumerate(activity.category):
                yield from _declared(self.categories, category, (*path, "category", at), is_key=False)
            for unit in activity.units:
                yield from _declared(self.units, unit, (*path, "units", unit), is_key=True)
            yield from self._credentials_of(activity, path)
            yield from self._files(activity.evidence, (*path, "evidence"))

    def _strands_of(self, activity: Activity, path: Path) -> Iterator[Fault]:
        sessions = [one for one in activity.sessions if one.kind == "session"]  # meals and the like need no strand
        is_covered = bool(activity.sessions) and all(one.strands is not None for one in sessions)
        if not activity.strands and not activity.split and not is_covered and self.own_strands:
            yield self._no_strand(activity, path)
        yield from self._unknown_strands(activity.strands, (*path, "strands"))
        for strand in activity.split:
            if framework_of(strand) in self.lost:
                yield self._lost_strand(strand, (*path, "split", strand))
            elif strand not in self.strands:
                # The key stands inside the value, so the place is the share and its correction the key.
                near = nearest(strand, self.own_strands) or nearest(strand, self.strands)
                remedy = f"did you mean {near}?" if near else _choices(self.own_strands)
                text = f"the split names the strand {quoted(strand)}, which no framework has"
                better = toml_text(near) if near else ""
                yield Fault((*path, "split", strand), text, remedy, better_key=better, is_error=False)
        for at, session in enumerate(activity.sessions):
            yield from self._unknown_strands(session.strands or (), (*path, "session", at, "strands"))

    def _no_strand(self, activity: Activity, path: Path) -> Fault:
        words = set(re.findall(r"[a-z]{2,}", f"{activity.title} {activity.description}".lower()))
        own = sorted(self.own_strands)
        likely = (one for one in own if words & set(re.findall(r"[a-z]{2,}", one.partition("/")[2])))
        example = next(likely, own[0])
        line = f"strands = [{toml_text(example)}]"
        text = "this activity has no strand, so it may not count"
        return Fault((*path, "strands"), text, _choices(self.own_strands, line), added=line, is_error=False)

    def _unknown_strands(self, named: Iterable[str], path: Path) -> Iterator[Fault]:
        for at, strand in enumerate(named):
            if framework_of(strand) in self.lost:
                yield self._lost_strand(strand, (*path, at))
            elif strand not in self.strands:
                what = f"no framework has the strand {quoted(strand)}"
                own = self.own_strands if nearest(strand, self.own_strands) else self.strands
                yield _unknown((*path, at), what, strand, own, _choices(self.own_strands))

    def _lost_strand(self, strand: str, path: Path) -> Fault:
        text = f"the framework of the strand {quoted(strand)} was found and not loaded"
        return Fault(path, text, _WHY, is_error=False)

    def _credentials_of(self, activity: Activity, path: Path) -> Iterator[Fault]:
        named = [((*path, "counts_for", at), id) for at, id in enumerate(activity.counts_for or ())]
        named += [((*path, "record", at, "credential"), one.credential) for at, one in enumerate(activity.records)]
        for where, id in named:
            if id not in self.credential_ids and self.is_every_credential_read:
                what = f"the file has no credential {quoted(id)}"
                yield _unknown(where, what, id, self.credential_ids)

    def _files(self, files: Iterable[str], path: Path) -> Iterator[Fault]:
        for at, file in enumerate(files):
            if fault := self._file(file, (*path, at)):
                yield fault

    def _file(self, file: str, path: Path) -> Fault | None:
        if (wrong := no_proof(file, self.proof)) is None:
            return None
        better = ""
        if is_inside(file) and ("\\" in file or _CONTROL.search(file)):
            escapes = {"\n": "/n", "\t": "/t", "\r": "/r", "\b": "/b", "\f": "/f", "\x1b": "/e"}
            as_meant = "".join(escapes.get(letter, letter) for letter in file.replace("\\", "/"))
            better = "" if _CONTROL.search(as_meant) else toml_text(as_meant)
        return Fault(path, f"the file {quoted(file)} {wrong[0]}", wrong[1], better, is_error=False)


def _waiver(step: StepRecord, where: Path, program: str, names: ProgramNames) -> Iterator[Fault]:
    """A waiver that does nothing: of what cannot be waived, or without a reason."""
    if names.waivable is not None and step.id not in names.waivable:
        text = f"{program} lets nobody waive {quoted(step.id)}, so this waiver does nothing"
        remedy = "take `waived` out, and write the day in `done` once it is done"
        yield Fault((*where, "waived"), text, remedy, is_error=False)
    elif step.waived is not None and not step.waived.strip():
        text = f"the waiver of {quoted(step.id)} gives no reason, so it waives nothing"
        yield Fault((*where, "waived"), text, "write why it need not be done", is_error=False)


def _declared(known: DeclaredNames | None, id: str, path: Path, *, is_key: bool) -> Iterator[Fault]:
    """A category or unit that no rule set of the person knows."""
    if known is None or not (remark := known.remark(id)):
        return
    text, _, remedy = remark.partition("; ")
    better = toml_text(near) if (near := known.near(id)) else ""
    if is_key:
        yield Fault(path, text, remedy, better_key=better, is_error=False)
    else:
        yield Fault(path, text, remedy, better, is_error=False)


def no_proof(file: str, proof: Callable[[str], Proof]) -> tuple[str, str] | None:
    """Why a file that the records name is no proof ("is not there"), and what to do; None where it is one.

    `proof` is asked only about relative paths that stay inside the folder, as far as their words tell.
    """
    if not file.strip():
        return "has an empty name", "name the file or take it out"
    if _CONTROL.search(file):
        return "has a control character in its name, as a backslash in double quotes makes", _FORWARD
    if not is_inside(file):
        remedy = "copy it into evidence/ beside the records file, and name it from there"
        return "is not inside the records folder, so alcto does not look at it", remedy
    if "\\" in file:
        return "is named with backslashes, which other systems do not read", _FORWARD
    found = proof(file)
    return None if found == "file" else _NO_PROOF[found]


_CONTROL = re.compile(r"[\x00-\x1f]")
_FORWARD = "write paths with forward slashes, /"
_IN_ITS_PLACE = "put the file itself in its place"
_NO_PROOF: Mapping[Proof, tuple[str, str]] = {
    "missing": ("is not there", "put it there, or correct the name"),
    "outside": ("is a link that leads out of the records folder, so alcto does not look at it", _IN_ITS_PLACE),
    "circle": ("is a link that leads in a circle", _IN_ITS_PLACE),
    "folder": ("is a folder", "name the files in it"),
    "special": ("is a pipe, a socket or a device, so alcto does not open it", _IN_ITS_PLACE),
    "unreadable": ("cannot be read", "give yourself the right to read it"),
}


def is_inside(file: str) -> bool:
    """Whether a path of the records file is relative and stays inside the folder, as far as its words tell; links
    are for the one who looks. Windows' own ways out (`C:`, `\\\\server`) count on every system."""
    parts = re.split(r"[/\\]", file)
    if not parts[0] or re.match(r"[A-Za-z]:", file) or file.startswith("~") or "\0" in file:
        return False
    depth = 0
    for part in parts:
        depth += -1 if part == ".." else 0 if part in ("", ".") else 1
        if depth < 0:
            return False
    return depth > 0


def _settings(credential: Credential, path: Path, names: ProgramNames) -> Iterator[Fault]:
    for setting in credential.settings:
        if names.settings is not None and setting not in names.settings:
            near = nearest(setting, names.settings)
            remedy = f"did you mean {near}?" if near else _choices(names.settings)
            text = f"{credential.program} has no setting {quoted(setting)}"
            yield Fault((*path, "settings", setting), text, remedy, better_key=near or "", is_error=False)
        elif setting in names.answers:
            value, asked, where = credential.settings[setting], names.answers[setting], (*path, "settings", setting)
            by_period = [((*where, period), one) for period, one in value.items()] if isinstance(value, dict) else []
            for place, one in by_period or [(where, value)]:
                if not _answers(one, asked):
                    what = quoted(one) if isinstance(one, str | int | Decimal) else kind(one)
                    what = kind(one) if isinstance(one, bool) else what
                    text = f"the setting {quoted(setting)} is {what}, which {credential.program} cannot use"
                    yield Fault(place, text, _answer_remedy(asked), is_error=False)
                elif asked == "number" and (odd := names.remark(Decimal(one), setting)):
                    yield Fault(place, f"the setting {quoted(setting)} {odd[0]}", odd[1], is_error=False)


def _answers(value: object, asked: str | tuple[bool | str, ...]) -> bool:
    """Whether a value is of the type, or one of the answers, that a setting asks for."""
    if isinstance(asked, tuple):
        return any(type(value) is type(one) and value == one for one in asked)
    types: tuple[type, ...] = {"number": (int, Decimal), "date": (date,), "bool": (bool,)}.get(asked, (str,))
    return type(value) in types


def _answer_remedy(asked: str | tuple[bool | str, ...]) -> str:
    if isinstance(asked, tuple):
        return f"write {' or '.join(toml_text(one) if isinstance(one, str) else str(one).lower() for one in asked)}"
    remedies = {
        "number": "write a number without quotes",
        "date": "write a date without quotes, like 2026-01-28",
        "bool": "write true or false",
    }
    return remedies.get(asked, "write it in double quotes")


def _unknown(path: Path, text: str, word: str, words: Collection[str], otherwise: str = "") -> Fault:
    near = nearest(word, words)
    remedy = f"did you mean {near}?" if near else otherwise or _choices(words)
    return Fault(path, text, remedy, toml_text(near) if near else "", is_error=False)


def _choices(words: Collection[str], line: str = "") -> str:
    """What may be written, when it is few enough to be said."""
    start = f"add a line like {line}" if line else "check the spelling"
    if not 0 < len(words) <= 12:
        return start
    return f"{start}; known: {', '.join(sorted(words))}"
