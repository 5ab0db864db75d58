"""Words of a session's title suggest strands, which count nothing before the person takes them."""

from __future__ import annotations

import pytest

from alcto_core.hours import HOUR
from alcto_core.records.types import Credential, Person, Records, Session
from alcto_core.rules.library import Library
from alcto_core.rules.own_strands import suggesting, with_suggested

HELD = Records(person=Person(name="J"), credentials=(Credential(program="al-td-ceu", id="al-td-ceu"),))


@pytest.mark.parametrize(
    ("title", "strands"),
    [
        ("Ransomware tabletop", ("al-cto/it",)),
        ("PHISHING: what to do next", ("al-cto/it",)),
        ("E-Rate and your budget", ("al-cto/planning",)),
        ("FERPA and student data", ("al-cto/law-ethics", "al-cto/data")),
        ("Networking lunch", ()),
        ("Lawn care", ()),
        ("Keynote", ()),
        ("", ()),
    ],
)
def test_whole_words_of_a_title_suggest(alabama: Library, title: str, strands: tuple[str, ...]) -> None:
    assert suggesting(HELD, alabama)(title) == strands


def test_only_sessions_without_strands_take_what_is_suggested(alabama: Library) -> None:
    sessions = (
        Session(title="Phishing", hours=HOUR),
        Session(title="Phishing", hours=HOUR, strands=("al-cto/data",)),
        Session(title="Phishing", hours=HOUR, strands=()),
        Session(title="Keynote", hours=HOUR),
        Session(title="Phishing lunch", hours=HOUR, kind="meal"),
    )
    taken = with_suggested(sessions, suggesting(HELD, alabama))
    assert [one.strands for one in taken] == [("al-cto/it",), ("al-cto/data",), (), None, None]


def test_a_framework_without_words_suggests_nothing() -> None:
    assert suggesting(None, Library())("Phishing") == ()
