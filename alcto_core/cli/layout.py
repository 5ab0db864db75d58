"""A page of `alcto_core.telling` in lines of text: the same layout for every verb."""

from __future__ import annotations

from collections.abc import Callable

from alcto_core.cli.page import Page, Tone, Toned
from alcto_core.telling.page import Item, Part, Sheet, sentence

Say = Callable[..., None]
_TONES: dict[str, Tone] = {"met": "met", "short": "short", "missed": "short", "unknown": "short", "quiet": "quiet"}
"""Tones of a page as a terminal shows them; others stand out by being bold."""


def say_sheet(page: Page, sheet: Sheet, *, aside: bool = False) -> None:
    """A whole page; with `aside` beside the answer, as a preview is."""
    say = page.aside if aside else page.say
    marks = f" ({', '.join(sheet.marks)})" if sheet.marks else ""
    say(Toned(sheet.verdict or sheet.title, _TONES.get(sheet.tone, "strong")), marks)
    for words in (*sheet.head, *sheet.alerts):
        if words not in sheet.verdict:
            say(f"  {sentence(words)}")
    for part in sheet.parts:
        say_part(say, part)
    if sheet.next:
        say("  ", Toned("Next:", "strong"), f" {sentence(sheet.next)}")


def say_part(say: Say, part: Part) -> None:
    """A part: its heading in a line of its own after a blank one, then each thing."""
    if part.heading and part.items:
        say()
        say(Toned(part.heading, "strong"), f"  {part.fact}" if part.fact else "")
    group = ""
    for item in part.items:
        if item.group and item.group != group:
            say("  ", Toned(item.group, "strong"))
        group = item.group
        say_item(say, item, "    " if group else "  ")


def say_item(say: Say, item: Item, indent: str = "  ") -> None:
    """One thing: its title with what no sentence of it says, and its sentences below."""
    name, beside, lines = item.lines()
    if not item.title:
        say(f"{indent}{name}")
    elif not lines:
        say(f"{indent}{name}: {beside}." if beside else f"{indent}{name}.")
    else:
        say(indent, Toned(name, "strong"), f": {beside}" if beside else "")
    for words in lines:
        say(f"{indent}  {words}")
