"""What must hold wherever hostile text is shown: it is data, never an order to the screen."""

from __future__ import annotations

from typing import Any

import made_up
from driving import strips_of, text_of
from textual.app import App
from textual.strip import Strip

from alcto_core.text import plain

ACTIONS = ("app.quit", "simulate")
"""What the texts would do if one of them were read as markup."""
MARK = "HOSTILE"
"""Stands in a template where a payload goes."""


def faults_on(app: App[Any]) -> list[str]:
    """What is wrong with the screen: signs that a terminal would obey, links and actions that came from a text."""
    return faults_in(app, strips_of(app))


def faults_in(app: App[Any], strips: list[Strip]) -> list[str]:
    """The same of a screen that was drawn already."""
    signs = sorted({*text_of(strips)} - {"\n", "\u200d"})
    found = [f"{sign!r} on the screen" for sign in signs if not sign.isprintable()]
    for strip in strips:
        for segment in strip:
            style = segment.style
            if style is not None and style.link:
                found.append(f"a link to {style.link!r}")
            if style is not None and any(action in str(style.meta) for action in ACTIONS):
                found.append(f"an action in {segment.text!r}")
    if app._exit:
        found.append("it ended the app")
    return found


def shows(text: str, payload: str) -> bool:
    """Whether the payload stands on the screen as it was typed, wrapped or not."""
    return "".join(plain(payload).split()) in "".join(text.split())


def rotated(template: str, start: int) -> str:
    """A text in which each place of the mark holds the next payload, beginning with the `start`-th."""
    parts = template.split(MARK)
    pieces = [parts[0]]
    for number, part in enumerate(parts[1:], start):
        pieces += [made_up.quoted(made_up.PAYLOADS[number % len(made_up.PAYLOADS)])[1:-1], part]
    return "".join(pieces)
