"""A records file with what concerns one credential alone, cut out of the text of the whole one: comments, keys of
newer versions and the order of everything stay, and it judges the credential as the whole file does.

Nobody lists what concerns a credential: a course credited in another year does, so does a program that shares no
activity with it. So each other credential, and the entries of each year outside the period, are left out where the
standing stays the same to the last word.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from itertools import groupby

from msgspec.structs import replace

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import Standing
from alcto_core.evaluation.status_document import standing_document
from alcto_core.problems import AlctoError
from alcto_core.records.document import ids
from alcto_core.records.edits import DeleteActivities, DeleteCredential
from alcto_core.records.reading import Reading, read_text
from alcto_core.records.types import Records
from alcto_core.rules.library import Library


def extract(reading: Reading, standing: Standing, library: Library, period: str | None) -> Reading:
    """The least part of a records file that comes to this standing, which was asked for with `period`.

    Records with errors stay: nobody can say what they concern. Where nothing can be cut out, it is the whole file.
    """
    if reading.records is None:
        return reading
    least = _least(reading.records, standing, library, period)
    with suppress(AlctoError):  # a file that is written so that no record can be taken out of its text
        part = _cut(reading, reading.records, least)
        if part.records is not None and comes_to(part.records, standing, library, period):
            return part
    return reading


def comes_to(records: Records, standing: Standing, library: Library, period: str | None) -> bool:
    """Whether records come to this standing by these rules."""
    credential = records.credential(standing.credential)
    with suppress(AlctoError):  # without another credential there may be no such period
        if credential is not None:
            found = evaluate(records, credential, library, standing.on, period=period)
            return standing_document(found) == standing_document(standing)
    return False


def _least(records: Records, standing: Standing, library: Library, period: str | None) -> Records:
    for credential in records.credentials:
        rest = tuple(one for one in records.credentials if one is not credential)
        fewer = replace(records, credentials=rest)
        if credential.id != standing.credential and comes_to(fewer, standing, library, period):
            records = fewer
    inside = {credit.activity for credit in standing.credits}
    outside = [one for one in records.activities if one.id not in inside]
    by_day = sorted(outside, key=lambda one: one.date)
    years = [[one.id for one in group] for _, group in groupby(by_day, lambda one: one.date.year)]
    for gone in ([one.id for one in outside], *years):
        fewer = _without(records, gone)
        if len(fewer.activities) < len(records.activities) and comes_to(fewer, standing, library, period):
            records = fewer
    return records


def _without(records: Records, gone: Iterable[str]) -> Records:
    left_out = frozenset(gone)
    return replace(records, activities=tuple(one for one in records.activities if one.id not in left_out))


def _cut(reading: Reading, records: Records, least: Records) -> Reading:
    """The text without the records that are not among the least."""
    kept = {one.id for one in least.activities}
    gone = tuple(one.id for one in records.activities if one.id not in kept)
    if gone:
        reading = _again(reading, DeleteActivities(ids=gone).rewritten(reading.text, dict(reading.document)))
    for one in records.credentials:
        is_alone = ids(reading.document, "credential").count(one.id) == 1  # else an id names one with an error too
        if is_alone and least.credential(one.id) is None:
            text = DeleteCredential(id=one.id).rewritten(reading.text, dict(reading.document))
            reading = _again(reading, text)
    return reading


def _again(reading: Reading, text: str) -> Reading:
    return read_text(text.encode("utf-8"), reading.file)
