"""Agendas in the layouts of conferences, programs and mails, each with its sessions: `agendas/*.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from alcto_core.entry.agenda import read_agenda
from alcto_core.hours import MINUTE

AGENDAS = [
    pytest.param(agenda, id=f"{path.stem}: {agenda['name']}")
    for path in (Path(__file__).parent / "agendas").glob("*.toml")
    for agenda in tomllib.loads(path.read_text(encoding="utf-8"))["agenda"]
]


@pytest.mark.parametrize("agenda", AGENDAS)
def test_an_agenda_has_its_sessions(agenda: dict[str, Any]) -> None:
    found = read_agenda(agenda["text"], lambda word: None)
    if "at_most" in agenda:
        assert found.hours in (0, agenda["at_most"] * MINUTE)
        return
    assert [session.hours // MINUTE for session in found.sessions] == [minutes for _, minutes in agenda["sessions"]]
    for session, (title, _) in zip(found.sessions, agenda["sessions"], strict=True):
        assert session.title.startswith(title)


@pytest.mark.parametrize("agenda", AGENDAS)
def test_no_line_is_lost_without_a_word(agenda: dict[str, Any]) -> None:
    """Every line is a session, said to be left out, or words beside a time."""
    found = read_agenda(agenda["text"], lambda word: None)
    if not found.sessions and any(char.isdigit() for char in agenda["text"]):
        assert found.left_out or "day" in agenda["name"]
