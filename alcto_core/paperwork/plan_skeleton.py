"""The outline of a technology plan to be written: a cover, the sections that the authority asks for, and a sheet for
the signatures of those to whom it was presented (recert:75-107)."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from alcto_core.dates import show
from alcto_core.evaluation.naming import heading
from alcto_core.evaluation.standing import Standing
from alcto_core.importing.attached_plan import PARTS
from alcto_core.paperwork.asked import Asked
from alcto_core.problems import Refused
from alcto_core.rules.clauses import cited
from alcto_core.rules.vocabulary import RuleSet

SIGNERS = ("Name", "Position", "Signature", "Date")
LINES = 10
"""Of a signature sheet: a cabinet has so many members at most."""
SIGNED = "Signature sheet: presented to cabinet-level administration"
PRESENTED = "The plan was presented on ________________ to those who sign here."
HINT = "What stands in italics asks what a section should say. Take it out once the section is written."


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A section to be written."""

    title: str
    asks: str
    """What it is about and where that is written, in plain words."""
    questions: tuple[str, ...]
    """What it should answer, one by one."""


class Skeleton(msgspec.Struct, frozen=True, kw_only=True):
    """A plan to be written."""

    title: str
    district: str
    """"" where the records name none."""
    cover: tuple[str, ...]
    """Lines of the cover below the title."""
    sections: tuple[Section, ...]


def skeleton(asked: Asked) -> Skeleton:
    """The outline for the credential asked for, or for the only one that asks a plan. Raises `Refused`."""
    library = asked.overview.library
    sets = ((standing, library.rule_sets.get(standing.program)) for standing in asked.standings)
    found = [(standing, rules) for standing, rules in sets if rules is not None and sections(rules)]
    if not found:
        raise Refused("None of these credentials asks a technology plan.")
    if len(found) > 1:
        named = ", ".join(standing.credential for standing, _ in found)
        raise Refused(f"Several credentials ask a plan; name one with --credential: {named}.")
    standing, rules = found[0]
    person = asked.records.person
    return Skeleton(
        title="Three-year district technology plan",
        district=person.district,
        cover=tuple(_cover(standing, person.district, person.name)),
        sections=sections(rules),
    )


def sections(rules: RuleSet) -> tuple[Section, ...]:
    """The sections that a plan must have by a rule set, in its order; none where it asks no plan."""
    return tuple(
        Section(
            title=step.title,
            asks=f"{step.meaning or step.text} ({cited(rules, step.cite)})",
            questions=step.questions,
        )
        for step in rules.step
        if step.id.startswith(PARTS)
    )


def _cover(standing: Standing, district: str, person: str) -> Iterator[str]:
    yield district or "District: ________________"
    yield "For the years ________ to ________"
    yield f"Prepared by {person} for {heading(standing)}"
    if standing.due is not None:
        yield f"To be handed in by {show(standing.due)}"
