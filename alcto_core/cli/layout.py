"""A page of `alcto_core.telling` in lines of text: the same layout for every verb."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from alcto_core.cli.page import Toned
from alcto_core.telling.page import sentence

if TYPE_CHECKING:
    from alcto_core.cli.page import Page, Tone
    from alcto_core.telling.page import Item, Part, Sheet

_TONES: dict[str, Tone] = {"met": "met", "short": "short", "missed": "short", "unknown": "short", "quiet": "quiet"}
"""Tones of a page as a terminal shows them; others stand out by being bold."""


def say_sheet(page: Page, sheet: Sheet, title: str = "") -> None:
    """A whole page, or another `title` above it, such as the verdict in one sentence."""
    page.say(Toned(title or sheet.title, _TONES.get(sheet.tone, "strong")))
    for words in (*sheet.head, *sheet.alerts):
        page.say(f"  {sentence(words)}")
    for part in sheet.parts:
        say_part(page, part)
    if sheet.next:
        page.say("  ", Toned("Next:", "strong"), f" {sentence(sheet.next)}")


def say_part(page: Page, part: Part) -> None:
    """A part: its heading in a line of its own after a blank one, then each thing."""
    if part.heading and part.items:
        page.say()
        page.say(Toned(part.heading, "strong"), f"  {part.fact}" if part.fact else "")
    group = ""
    for item in part.items:
        if item.group and item.group != group:
            page.say("  ", Toned(item.group, "strong"))
        group = item.group
        say_item(page, item)


def say_item(page: Page, item: Item, indent: str = "  ") -> None:
    """One thing: its title with what no sentence of it says, and its sentences below."""
    told = " ".join((item.text, *item.said))
    beside = "; ".join(word for word in (item.figure, item.state) if word and word not in told)
    sentences = tuple(_sentences(item))
    if not item.title:
        for words in sentences:
            page.say(f"{indent}{words}")
        return
    name = f"{f'{item.day.isoformat()}  ' if item.day else ''}{item.title}{f' ({item.word})' if item.word else ''}"
    advice = " (advice only)" if item.advisory else ""
    if not sentences:
        page.say(f"{indent}{name}: {beside}{advice}." if beside else f"{indent}{name}{advice}.")
        return
    page.say(indent, Toned(name, "strong"), f": {beside}" if beside else "", advice)
    for words in sentences:
        page.say(f"{indent}  {words}")


def _sentences(item: Item) -> Iterator[str]:
    if item.text:
        yield sentence(item.text)
    for amount, words in item.ledger:
        yield f"{amount}  {sentence(words)}" if amount else sentence(words)
    yield from (sentence(words) for words in item.said)
    told = " ".join(item.said)
    if item.remark and item.remark not in told:
        yield sentence(item.remark)
    if item.source and item.source not in told:
        yield f"Source: {sentence(item.source)}"
