"""Who is judged: the person, their credentials and their log, and whether a credential is owed at all on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .log import Entry, entries, is_broken_credential


@dataclass(frozen=True)
class Person:
    """A records file as plain tables."""

    role_began: date | None
    """The day of the first post of a technology director."""
    posts: tuple[date, ...]
    """The days of all such posts, oldest first."""
    credentials: tuple[Mapping[str, Any], ...]
    """The sound credentials, each with its id."""
    broken: tuple[Mapping[str, Any], ...]
    """The credentials with an error (A49)."""
    log: tuple[Entry, ...]


def person_of(records: Mapping[str, Any]) -> Person:
    """The person of a records file."""
    sound: dict[str, Mapping[str, Any]] = {}
    broken: dict[str, Mapping[str, Any]] = {}
    for table in records.get("credential", ()):
        credential = {**table, "id": table.get("id", table["program"])}
        if credential["id"] not in sound and credential["id"] not in broken:
            (broken if is_broken_credential(credential) else sound)[credential["id"]] = credential
    began = records["person"].get("role_began")
    posts = () if began is None else tuple(sorted([began, *records["person"].get("earlier_posts", ())]))
    return Person(
        role_began=posts[0] if posts else None,
        posts=posts,
        credentials=tuple(sound.values()),
        broken=tuple(broken.values()),
        log=tuple(entries(records)),
    )


OF_THE_POST = {"al-td-ceu", "al-cto-academy"}
"""Programs that the post brings with it (training:2); the others follow a certificate, whatever the post."""


def not_owed(person: Person, credential: Mapping[str, Any], on: date) -> bool:
    """Whether the credential ended before the day, or is owed only later."""
    if "ended" in credential and on > credential["ended"]:
        return True
    since = credential.get("from") or (person.role_began if credential["program"] in OF_THE_POST else None)
    return since is not None and on < since


def marks(credential: Mapping[str, Any], id: str, on: date) -> list[Mapping[str, Any]]:
    """The marks of a step that serve on a day: what was sent back serves no more, until a later day is marked."""
    steps = [step for step in credential.get("step", ()) if step["id"] == id]
    sent_back = max((step["refused"] for step in steps if "refused" in step and step["refused"] <= on), default=None)
    if sent_back is None:
        return steps
    return [step for step in steps if step.get("done", date.max) > sent_back]
