"""A case made of one's own log: what decides stays, and whatever tells who the person is goes.

Days, hours, strands, offerings, units and settings stay, as they are what is judged. Names, places, words of one's own
and file names go; titles and courses become "Course 1", the same for the same, since some rules credit a course once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import count

import msgspec

from alcto_core.evaluation.standing import Standing
from alcto_core.hours import number
from alcto_core.records.tables import activity_table, credential_table
from alcto_core.records.types import Activity, AuthorityRecord, Credential, Records, StepRecord
from alcto_core.toml.writing import block_text, new_file_text, value_text

NAME = "Jordan Avery"
"""The name of nobody, in the place of the person's."""


def own_case(records: Records, standings: Mapping[str, Standing], on: date, name: str) -> str:
    """The text of a case: the records without personal details, and what their standings are now.

    `standings` are those of the credentials that the case is about.
    """
    anonymous = _anonymous(records)
    kept = [credential for credential in anonymous.credentials if credential.id in standings]
    ids = {old.id: new.id for old, new in zip(records.activities, anonymous.activities, strict=True)}
    person = anonymous.person
    told = {
        "name": person.name, "district": person.district, "state": person.state, "role": person.role,
        "role_began": person.role_began, "earlier_posts": list(person.earlier_posts),
    }  # fmt: skip
    text = new_file_text({key: value for key, value in told.items() if value}, map(credential_table, kept), 1)
    text += "".join("\n" + block_text("activity", activity_table(activity)) for activity in anonymous.activities)
    expected = "".join(f"\n{part}" for id, standing in standings.items() for part in _expected(id, standing, ids))
    told_records = value_text(text) if "'''" in text else f"'''\n{text}'''"
    return (
        "#:schema ./case.schema.json\n"
        "# The figures below are what alcto comes to. Work each one out by hand, from the source.\n"
        f"name = {value_text(name)}\non = {on}\nrecords = {told_records}\n{expected}"
    )


def _expected(id: str, standing: Standing, ids: Mapping[str, str]) -> Iterator[str]:
    hours = standing.hours
    yield f"[expect.{value_text(id)}]\nstate = {value_text(str(standing.state))}\n"
    for key, value in (("claimed", hours.claimed), ("counted", hours.counted), ("missing", hours.missing)):
        if value is not None:
            yield f"{key} = {number(value):.10g}\n"
    if standing.due is not None:
        yield f"due = {standing.due}\n"
    for requirement in standing.requirements:
        yield f"[expect.{value_text(id)}.requirements.{value_text(requirement.id)}]\n"
        yield f"state = {value_text(requirement.state)}\n"
    for credit in standing.credits:
        yield f"[expect.{value_text(id)}.credits.{value_text(ids[credit.activity])}]\n"
        rules = [reason.rule for reason in credit.because]
        yield f"counted = {number(credit.counted):.10g}\nrules = {value_text(rules)}\n"


def _anonymous(records: Records) -> Records:
    words = _Numbered("Course")
    # Of two entries on one day the smaller id comes first, so the new ids keep the order of the old ones.
    ids = {id: f"a{at:04}" for at, id in enumerate(sorted(one.id for one in records.activities), 1)}
    person = msgspec.structs.replace(
        records.person, name=NAME, district="A district" if records.person.district.strip() else ""
    )
    return msgspec.structs.replace(
        records,
        person=person,
        credentials=tuple(_credential(credential) for credential in records.credentials),
        activities=tuple(_activity(activity, ids[activity.id], words) for activity in records.activities),
        skipped=0,
        unread=(),
    )


class _Numbered:
    """Names in the place of words: the same for the same words, whatever their capitals."""

    def __init__(self, noun: str) -> None:
        self._noun = noun
        self._found: dict[str, str] = {}
        self._next = count(1)

    def __call__(self, words: str) -> str:
        key = " ".join(words.casefold().split())
        if key not in self._found:
            self._found[key] = f"{self._noun} {next(self._next)}"
        return self._found[key]


def _credential(credential: Credential) -> Credential:
    return msgspec.structs.replace(credential, steps=tuple(map(_step, credential.steps)))


def _step(step: StepRecord) -> StepRecord:
    return msgspec.structs.replace(
        step,
        files=tuple(f"evidence/{at}.pdf" for at, _ in enumerate(step.files, 1)),
        by="Somebody" if step.by else "",
        attended=tuple(f"Person {at}" for at, _ in enumerate(step.attended, 1)),
        waived=None if step.waived is None else ("Waived" if step.waived.strip() else step.waived),
        note="",
    )


def _activity(activity: Activity, id: str, words: _Numbered) -> Activity:
    return msgspec.structs.replace(
        activity,
        id=id,
        title=words(activity.title),
        course=words(activity.course) if activity.course else activity.course,
        location="A place" if activity.location.strip() else activity.location,
        justification="A reason" if activity.justification.strip() else activity.justification,
        description="What it was" if activity.description.strip() else activity.description,
        evidence=tuple(f"evidence/{at}.pdf" for at, _ in enumerate(activity.evidence, 1)),
        note="",
        sessions=tuple(msgspec.structs.replace(session, title=words(session.title)) for session in activity.sessions),
        records=tuple(map(_record, activity.records)),
    )


def _record(record: AuthorityRecord) -> AuthorityRecord:
    return msgspec.structs.replace(record, note="")
