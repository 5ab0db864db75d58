"""A finished technology plan as it is attached: which of the sections that the authority asks for have a heading in it.

Headings alone are looked at, and nothing of a standing turns on them: what stands below a heading is for its readers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from alcto_core.evaluation.standing import Standing
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.problems import Refused
from alcto_core.records.references import no_proof
from alcto_core.records.types import Credential
from alcto_core.rules.vocabulary import RuleSet
from alcto_core.words import folded

PARTS = "plan/"
"""How the ids of the sections begin among the steps of a rule set."""
_NOTHING = frozenset(("no", "without", "missing", "none"))
"""First words of a heading by which the section is not there: “No budget”."""
_TO_COME = frozenset(("tbd", "tba", "todo", "placeholder"))
_MOST_FILES = 12
"""Of one plan that are opened."""


class PlanSection(msgspec.Struct, frozen=True, kw_only=True):
    """A section that the authority asks for."""

    id: str
    title: str
    heading: str = ""
    """The heading that was found for it; "" where there is none."""
    file: str = ""


class AttachedPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What is attached as a technology plan."""

    files: tuple[str, ...]
    """Those that were read, as the records name them."""
    sections: tuple[PlanSection, ...]
    """In the order of the rule set, but for those that are waived."""
    unread: tuple[str, ...] = ()
    """Why others were not, a sentence each."""
    is_marked: bool = True
    """Whether the files mark their headings; else their short lines were looked at."""

    @property
    def missing(self) -> tuple[PlanSection, ...]:
        """Sections without a heading."""
        return tuple(one for one in self.sections if not one.heading)


def plan_files(credential: Credential, standing: Standing) -> tuple[str, ...]:
    """The files that the last marks of the plan's sections in this period name, each once."""
    first, last = (standing.period.start, standing.period.end) if standing.period is not None else (None, None)
    newest: dict[str, tuple[str, ...]] = {}
    for step in credential.steps:
        is_inside = first is None or last is None or (step.done is not None and first <= step.done <= last)
        if step.id.startswith(PARTS) and step.waived is None and (is_inside or step.done is None):
            newest[step.id] = step.files
    return tuple(dict.fromkeys(file for files in newest.values() for file in files))


def attached_plan(
    folder: RecordsFolder, credential: Credential, standing: Standing, rules: RuleSet
) -> AttachedPlan | None:
    """What is attached, read; None where the program asks no plan, or nothing is attached. Never raises: what cannot
    be read is told in `unread`."""
    asked = [one for one in rules.step if one.id.startswith(PARTS)]
    files = plan_files(credential, standing) if asked else ()
    if not files:
        return None
    from alcto_core.importing.document import headings_of

    waived = {one.id for one in standing.requirements if one.state == "waived"}
    read: dict[str, tuple[str, ...]] = {}
    unread: list[str] = []
    is_marked = True
    for file in files[:_MOST_FILES]:
        if no_proof(file, folder.proof) is not None:
            continue  # a problem of the records, and told as one
        try:
            headings = headings_of((folder.path / file).resolve())
        except Refused as refused:
            unread.append(str(refused))
            continue
        read[file], is_marked = headings.lines, is_marked and headings.is_marked
    if len(files) > _MOST_FILES:
        unread.append(f"{len(files) - _MOST_FILES} more files are attached; the first {_MOST_FILES} are looked at.")
    if not read and not unread:
        return None
    sections = []
    for step in asked:
        if step.id not in waived:
            heading, file = next(_found(step.headings or (step.title,), read), ("", ""))
            sections.append(PlanSection(id=step.id, title=step.title, heading=heading, file=file))
    return AttachedPlan(files=tuple(read), sections=tuple(sections), unread=tuple(unread), is_marked=is_marked)


def _found(names: Sequence[str], read: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Headings that one of the names is in, with their files."""
    wanted = [folded(name).replace("-", " ").split() for name in names]
    for file, headings in read.items():
        for heading in headings:
            words = [word.strip("(“\"'‘[])”’.:") for word in folded(heading).replace("-", " ").split()]
            if words[:1] and (words[0] in _NOTHING or _TO_COME.intersection(words)):
                continue
            if any(all(any(word.startswith(begun) for word in words) for begun in one) for one in wanted):
                yield heading, file
