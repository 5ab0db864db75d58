"""The portfolio of a program of stages, and the sheet that the mentor signs.

It tells what is recorded: stages with their days, assessments with who made them, and what of the curriculum is covered
by which sessions. Whether somebody is certified is decided by others, and nothing here works it out.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from alcto_core.dates import show
from alcto_core.evaluation.standing import Standing
from alcto_core.numbers import counted
from alcto_core.paperwork.asked import Asked
from alcto_core.problems import Refused
from alcto_core.telling.credential import stages_sheet
from alcto_core.telling.handing_in import cover_sheet, entries_sheet
from alcto_core.telling.mentorship import Mentorship, Task, has_stages, mentorship
from alcto_core.telling.page import Sheet

CHECKED = ("What", "Recorded", "Agreed", "Day")
"""Columns of what the mentor looks at; the last two are filled in by hand."""
SIGNED = ("Who", "Name", "Signature", "Day")
TITLE = "Sheet for the mentor to sign"


class Signer(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who signs."""

    role: str
    name: str
    """"" where the records name nobody."""


class SigningSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet that is printed and signed."""

    says: tuple[str, ...]
    """What is signed, a sentence each."""
    rows: tuple[tuple[str, str], ...]
    """What was asked, and what is recorded of it."""
    signers: tuple[Signer, ...]


class Portfolio(msgspec.Struct, frozen=True, kw_only=True):
    """A program of stages as it is handed in."""

    standing: Standing
    pages: tuple[Sheet, ...]
    signing: SigningSheet


def portfolio(asked: Asked) -> Portfolio:
    """The portfolio of the credential asked for, or of the only one of a program of stages. Raises `Refused`."""
    rule_sets = asked.overview.library.rule_sets
    found = [one for one in asked.standings if has_stages(one) and one.program in rule_sets]
    if not found:
        raise Refused("None of these credentials is of a program with stages, so there is no portfolio to write.")
    if len(found) > 1:
        named = ", ".join(one.credential for one in found)
        raise Refused(f"Several credentials are of programs with stages; name one with --credential: {named}.")
    (standing,) = found
    overview, records = asked.overview, asked.records
    credential = records.credential(standing.credential)
    assert credential is not None
    program = mentorship(standing, credential, rule_sets[standing.program], records)
    stages = msgspec.structs.replace(stages_sheet(standing, records, overview.library), next="")
    return Portfolio(
        standing=standing,
        pages=(cover_sheet(overview, records.person, found), stages, entries_sheet(overview, found, counting=True)),
        signing=_signing(program, standing, records.person.name),
    )


def _signing(program: Mentorship, standing: Standing, name: str) -> SigningSheet:
    covered = f"sessions on {program.covered} of {counted(len(program.labels), 'label')}"
    curriculum = ((program.curriculum or "Curriculum", covered),) if program.labels else ()
    return SigningSheet(
        says=(
            f"I was the mentor of {name} in the {standing.title}, and looked through what is recorded below as of "
            f"{show(standing.on)}.",
            "This sheet says what was done. Whether the candidate is certified is decided by the program.",
        ),
        rows=(*(row for _, tasks in program.groups for task in tasks for row in _rows(task)), *curriculum),
        signers=(Signer(role="Mentor", name=_mentor(program)), Signer(role="Candidate", name=name)),
    )


def _rows(task: Task) -> Iterator[tuple[str, str]]:
    """A step with each of its marks."""
    title = task.requirement.title
    if task.requirement.state == "waived":
        yield title, "waived"
    elif not task.marks:
        yield title, "not recorded"
    for mark in task.marks if task.requirement.state != "waived" else ():
        day = show(mark.step.done) if mark.step.done is not None else "no day"
        yield title, f"{day}, {mark.step.by}" if mark.step.by else day


def _mentor(program: Mentorship) -> str:
    """Who is named by the step that asks for the mentor's name: the first of those that ask for one."""
    asking = (task for _, tasks in program.groups for task in tasks)
    return next((task.by for task in asking if task.by), "")
