"""What a plugin may add in Python beside rules: readers of official transcripts, panels and reports.

Each is given plain values and gives plain text back: nothing of it reaches a screen or a file but as text, and none of
it can change a record or a standing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec


class _Shape(msgspec.Struct, frozen=True, kw_only=True):
    """Checked when it is made, as a rule file is when it is read."""


class Transcript(_Shape, frozen=True):
    """What an importer read: a table of text, which then comes in as any spreadsheet does."""

    headings: tuple[str, ...]
    """In words that `alcto import` knows, e.g. Title, Date, Hours, Location; docs/import.md lists them."""
    rows: tuple[tuple[str, ...], ...]
    """A cell below each heading."""


class Importer(_Shape, frozen=True):
    """A reader of one kind of official transcript."""

    id: str
    """Small letters, figures and "-"."""
    title: str
    """What it reads, as a person would say: "Transcript of the State academy"."""
    read: Callable[[bytes, str], Transcript | None]
    """From the bytes and the name of a file; None for a file of any other kind."""


class Passage(_Shape, frozen=True):
    """A few lines under a heading, as text."""

    lines: tuple[str, ...]
    """A sentence or a row each."""
    heading: str = ""


class Panel(_Shape, frozen=True):
    """What a program's own page says beside what alcto says of it."""

    id: str
    """Small letters, figures and "-"."""
    title: str
    programs: tuple[str, ...]
    """Ids of the rule sets that it is for."""
    show: Callable[[Mapping[str, Any]], Sequence[Passage]]
    """From one standing, in the shape of `alcto status --json`."""


class Report(_Shape, frozen=True):
    """A report in a form that an authority asks for."""

    id: str
    """Small letters, figures and "-"; `alcto export report --by ID` asks for it."""
    title: str
    programs: tuple[str, ...]
    """Ids of the rule sets that it is for."""
    write: Callable[[Mapping[str, Any], Sequence[Mapping[str, Any]]], Sequence[Passage]]
    """From one standing, in the shape of `alcto status --json`, and its activities, in the keys of the records file."""


Extension = Importer | Panel | Report
