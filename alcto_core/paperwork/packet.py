"""A packet: everything that is handed in for one credential and period, and all that somebody else needs to judge it
again, in one bag.

In `data/`: the standing, the part of the records that it rests on, the rule files in force, the report, the entries,
the form, proof and documents. Files of the person's own get safe names; what each was called stands in
`original-names.txt`. Nothing from outside the records folder goes in.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

import msgspec

from alcto_core import __version__
from alcto_core.dates import show
from alcto_core.evaluation.naming import heading
from alcto_core.evaluation.standing import Standing
from alcto_core.evaluation.status_document import status_json
from alcto_core.host.rule_texts import RuleText
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.proof import Proofs
from alcto_core.paperwork.asked import Asked
from alcto_core.paperwork.asked import made as paper
from alcto_core.paperwork.bag import bag_at
from alcto_core.paperwork.extract import extract
from alcto_core.paperwork.form import forms, lint
from alcto_core.paperwork.kinds import BY_NAME
from alcto_core.paperwork.rule_extract import rules_in_force
from alcto_core.problems import RecordsError, Refused
from alcto_core.records.reading import Reading
from alcto_core.records.references import no_proof
from alcto_core.records.types import Activity, StepRecord
from alcto_core.telling.attached_plan import plan_lacks, plan_of
from alcto_core.telling.checklist import looked_lacks
from alcto_core.telling.mentorship import has_stages
from alcto_core.text import slug
from alcto_core.zips import MOST_IN_ONE

OnProgress = Callable[[int, int], object]
"""Told how many of how many files are packed, again and again while a long one is; what it raises ends the work."""

STANDING = "standing.json"
RECORDS = "records.toml"
RULES = "rules"
OWN_RULES = "rules/own"
NAMES = "original-names.txt"
PERIOD = "Alcto-Period"
CREDENTIAL = "Alcto-Credential"
_PART = 1 << 18
"""Bytes that are read, hashed and written at once: few enough to stay in the processor's own memory meanwhile."""
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class OwnFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the person's own on its way into the packet."""

    path: str
    """As the records name it, inside the folder."""
    name: str
    """Below `data/`."""


class Packet(msgspec.Struct, frozen=True, kw_only=True):
    """What goes into a packet, and what should be in it and is not."""

    asked: Asked
    standing: Standing
    part: Reading
    """The part of the records that comes to the standing."""
    rules: tuple[RuleText, ...]
    files: tuple[OwnFile, ...]
    lacks: tuple[str, ...]
    """What a reviewer would miss, a sentence each."""


def packet_of(asked: Asked) -> Packet:
    """Look together what a packet holds; `asked` names one credential. Raises `Refused` where there is no standing, or
    where its rules cannot be written down so that they come to it again."""
    if len(asked.standings) != 1:
        raise Refused("Name the one credential that the packet is for.")
    standing = asked.standings[0]
    library = asked.overview.library
    if standing.program not in library.rule_sets:
        raise Refused(f"The rules of {standing.credential} are not installed, so nobody could judge the packet.")
    part = extract(asked.reading, standing, library, asked.period)
    activities, steps = _concerned(asked, standing, part)
    files, not_there = _files(asked.overview.folder, activities, steps)
    return Packet(
        asked=asked,
        standing=standing,
        part=part,
        rules=rules_in_force(asked.overview, part.records, standing, asked.period) if part.records is not None else (),
        files=files,
        lacks=(*_lacks(asked, standing, activities, steps), *not_there),
    )


def _concerned(asked: Asked, standing: Standing, part: Reading) -> tuple[tuple[Activity, ...], tuple[StepRecord, ...]]:
    """The entries that count here or may, and the steps of the credential, both in an order of their own."""
    held = part.records
    inside = {credit.activity for credit in standing.credits if credit.counted or credit.unknown}
    activities = [one for one in asked.records.activities if one.id in inside]
    credential = held.credential(standing.credential) if held is not None else None
    steps = [one for one in credential.steps if _serves(one, standing)] if credential is not None else []
    return tuple(sorted(activities, key=lambda one: (one.date, one.id))), tuple(steps)


def _serves(step: StepRecord, standing: Standing) -> bool:
    """Whether a step was done for this period."""
    if step.done is None or standing.period is None:
        return step.done is None
    return standing.period.start <= step.done <= standing.on


def _files(
    folder: RecordsFolder, activities: Sequence[Activity], steps: Sequence[StepRecord]
) -> tuple[tuple[OwnFile, ...], tuple[str, ...]]:
    """Files of proof and documents, each once, under safe names; and those that cannot go in, with the reason."""
    leads_to = Proofs(folder.path)
    named: dict[str, str] = {}
    for activity in activities:
        for path in activity.evidence:
            named.setdefault(path, f"evidence/{activity.date.isoformat()}")
    for step in steps:
        for path in step.files:
            named.setdefault(path, f"documents/{slug(step.id.replace('/', '-'))}")
    found: list[OwnFile] = []
    lacks: list[str] = []
    for path, start in named.items():
        why = no_proof(path, leads_to) or _too_large(folder.path / path)
        if why is None:
            found.append(OwnFile(path=path, name=f"{start}-{len(found) + 1:03d}-{_safe(path)}"))
        else:
            lacks.append(f"{path} {why[0]}: {why[1]}.")
    return tuple(found), tuple(lacks)


def _too_large(file: Path) -> tuple[str, str] | None:
    """What is wrong with a file that no packet can take in, and what to do."""
    try:
        size = file.stat().st_size
    except OSError:
        return None  # said where it is read
    if size < MOST_IN_ONE:
        return None
    return f"is too large for a packet ({size / (1 << 30):.1f} GB)", "hand it in by itself, or a smaller one"


def _safe(path: str) -> str:
    """A name that every system can have, with the ending of the file."""
    name = PurePosixPath(path.replace("\\", "/"))
    ending = slug(name.suffix.removeprefix("."), 8) if name.suffix else ""
    return f"{slug(name.stem, 40)}{f'.{ending}' if ending else ''}"


def _lacks(
    asked: Asked, standing: Standing, activities: Sequence[Activity], steps: Sequence[StepRecord]
) -> Iterator[str]:
    """What should be in the packet and is not."""
    if asked.overview.has_errors:
        yield "Parts of the records file could not be read, and nothing of them counts here: `alcto check` says which."
    asked_for = {one.id: one for one in standing.requirements if one.kind == "step"}
    open_steps = [one.title for one in asked_for.values() if one.state == "unmet" and not one.advisory]
    if open_steps:
        yield f"Not done: {', '.join(open_steps)}."
    rules = asked.overview.library.rule_sets[standing.program]
    acts = {step.id for step in rules.step if step.is_submission}
    bare = [asked_for[one.id].title for one in steps if not one.files and one.id in asked_for and one.id not in acts]
    if bare:
        yield f"Done, without a file: {', '.join(bare)}."
    without = [f"{one.title} ({show(one.date)})" for one in activities if not one.evidence]
    if without:
        yield f"Entries without proof: {', '.join(without)}."
    yield from looked_lacks(activities)
    yield from plan_lacks(plan_of(asked.overview, standing))
    for form in forms(asked) if rules.entries else ():
        for entry, words in lint(form):
            yield f"{entry.title} ({entry.activity}): {words}"


def pack(packet: Packet, target: Path, *, replaces: bool = False, progress: OnProgress = lambda *_: None) -> int:
    """Make the packet: a zip where the name ends so, else a folder. Returns how many files it holds.

    Raises `Refused` where the place will not do, `RecordsError` where it cannot be written or a file changed
    meanwhile; nothing is left behind then.
    """
    folder, standing = packet.asked.overview.folder, packet.standing
    root = Path(os.path.realpath(folder.path))
    place = Path(os.path.realpath(target.parent)) / target.name
    if place == root or (place.is_relative_to(root) and place.parent != root) or root.is_relative_to(place):
        raise Refused(f"{target} belongs to your records, where no packet is put. Give it another place.")
    papers = tuple(_papers(packet))
    count = len(papers) + len(packet.files)
    name = f"{standing.credential} {standing.period.name if standing.period else ''}"
    with bag_at(target, slug(name), replaces=replaces) as bag:
        for done, (name, raw) in enumerate(papers):
            progress(done, count)
            bag.put(name, raw)
        for done, own in enumerate(packet.files, len(papers)):
            parts, size = _read(root, own)
            bag.put_parts(own.name, _told(parts, partial(progress, done, count)), size)
        bag.finish(_info(packet), {NAMES: _names(packet)})
    return count


def _papers(packet: Packet) -> Iterator[tuple[str, bytes]]:
    """What alcto writes itself: names below `data/` and bytes."""
    asked, standing = packet.asked, packet.standing
    overview = asked.overview
    document = status_json(asked.records.person, (standing,), packet.part.problems, overview.on)
    yield STANDING, f"{document}\n".encode("ascii")
    yield RECORDS, packet.part.text.encode("utf-8")
    for text in packet.rules:
        yield f"{OWN_RULES if text.is_own else RULES}/{text.name}", text.raw
    wanted = [("report", "html"), ("report", "pdf"), ("entries", "csv"), ("entries", "xlsx")]
    wanted += [("form", "txt")] if overview.library.rule_sets[standing.program].entries else []
    wanted += [("checklist", "txt")] if any(one.evidence for one in asked.activities) else []
    wanted += [("portfolio", "html"), ("portfolio", "pdf"), ("portfolio", "docx")] if has_stages(standing) else []
    for name, ending in wanted:
        form = BY_NAME[name].format(ending)
        assert form is not None
        try:
            yield f"{name}.{ending}", paper(asked, BY_NAME[name], form).raw
        except Refused:
            if not form.extra:  # without the extra the HTML or the CSV says the same
                raise


def _read(root: Path, own: OwnFile) -> tuple[Iterator[memoryview], int]:
    """A file of the person's own, part by part. Raises `RecordsError` where it is no plain file in the folder."""
    real = Path(os.path.realpath(root / own.path))
    try:
        if not real.is_relative_to(root):
            raise OSError(2, "it leads out of the records folder")
        handle = os.open(real, os.O_RDONLY | _NO_FOLLOW)
        told = os.fstat(handle)
        if not stat.S_ISREG(told.st_mode):
            os.close(handle)
            raise OSError(22, "it is no plain file")
    except OSError as error:
        raise RecordsError(f"{own.path} could not be packed: {error.strerror}.") from error
    return _parts(handle, told.st_size, own), told.st_size


def _told(parts: Iterator[memoryview], progress: Callable[[], object]) -> Iterator[memoryview]:
    progress()
    for part in parts:
        yield part
        progress()


def _parts(handle: int, size: int, own: OwnFile) -> Iterator[memoryview]:
    """A part holds until the next one is asked for: all are read into the same room."""
    room = memoryview(bytearray(min(_PART, size)))
    with os.fdopen(handle, "rb", buffering=0) as file:
        left = size
        while left > 0 and (read := file.readinto(room[: min(len(room), left)])):
            left -= read
            yield room[:read]
        if left or file.read(1):
            raise RecordsError(f"{own.path} changed while it was packed. Make the packet again.")


def _info(packet: Packet) -> dict[str, str]:
    """What the bag says of itself."""
    asked, standing = packet.asked, packet.standing
    person = asked.records.person
    return {
        "Bag-Software-Agent": f"alcto {__version__}",
        "Bagging-Date": asked.overview.on.isoformat(),
        "External-Description": heading(standing),
        "External-Identifier": standing.credential,
        **({"Source-Organization": _line(person.district)} if person.district else {}),
        "Contact-Name": _line(person.name),
        CREDENTIAL: standing.credential,
        **({PERIOD: asked.period} if asked.period is not None else {}),
    }


def _line(text: str) -> str:
    """Text of a record on one line of a tag file."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _names(packet: Packet) -> bytes:
    lines = (f"data/{own.name}\t{_line(own.path)}\n" for own in packet.files)
    return "".join(lines).encode("utf-8")
