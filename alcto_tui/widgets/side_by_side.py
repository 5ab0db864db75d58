"""Two states of one record beside each other: what differs first, with a sign, a colour and a word; then the rest."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from textual.content import Content

from alcto_core.records.side_by_side import NOTHING, ComparedKey
from alcto_core.telling.names import compared_named, credential_names
from alcto_tui.widgets.literal import hanging, line, lines, literal

if TYPE_CHECKING:
    from alcto_core.overview import Overview

KEY = 17
"""Cells of the column of keys, with its sign."""
GAP = 2
LEAST = 56
"""Cells below which the two states stand one under the other."""


def named_rows(rows: Sequence[ComparedKey], overview: Overview | None) -> Sequence[ComparedKey]:
    """The rows in the words of forms, with names in place of ids, where it is known what these are."""
    if overview is None:
        return rows
    return compared_named(rows, overview.library, credential_names(overview.records, overview.library))


def side_by_side(rows: Sequence[ComparedKey], left: str, right: str, width: int) -> list[Content]:
    """The rows below their headings, `width` cells wide. `left` and `right` name the two states."""
    lay_out = _beside if width >= LEAST else _below
    differing, alike = [row for row in rows if row.differs], [row for row in rows if not row.differs]
    laid: list[Content] = []
    if differing:
        if width >= LEAST:
            head = line(("Different", "bold $short"))
            laid += _columns(head, literal(left, "bold"), literal(right, "bold"), width)
        else:
            laid.append(line(("Different", "bold $short")))
        for row in differing:
            laid += lay_out(row, left, right, width)
    if alike:
        laid += [Content("")] if laid else []
        laid.append(line(("The same in both", "bold $muted")))
        for row in alike:
            laid += hanging(_key("=", row, "$muted"), literal(_flat(row.left), "$muted"), width)
    return laid


def values_of(rows: Sequence[ComparedKey], width: int) -> list[Content]:
    """What a record holds that is in one of two states alone."""
    values = ((row, row.left if row.right == NOTHING else row.right) for row in rows)
    return [laid for row, value in values for laid in hanging(_key(" ", row, "$muted"), literal(_flat(value)), width)]


def _beside(row: ComparedKey, _left: str, _right: str, width: int) -> list[Content]:
    rows = _columns(_key("≠", row, "$short"), *_values(row), width)
    return [*rows, *_before(row, Content.blank(KEY), width)]


def _below(row: ComparedKey, left: str, right: str, width: int) -> list[Content]:
    rows = [_key("≠", row, "$short")]
    for name, value in zip((left, right), _values(row), strict=True):
        rows += hanging(line("  ", (f"{name}: ", "$muted")), value, width)
    return [*rows, *_before(row, Content.blank(2), width)]


def _before(row: ComparedKey, first: Content, width: int) -> list[Content]:
    """What it was before both changed it."""
    return hanging(first, line((f"before: {_flat(row.before)}", "$muted")), width) if row.before else []


def _values(row: ComparedKey) -> tuple[Content, Content]:
    """Both values; where only one of them was changed, it says so."""
    is_one = row.left_changed != row.right_changed
    return _value(row.left, is_one and row.left_changed), _value(row.right, is_one and row.right_changed)


def _value(words: str, is_changed: bool) -> Content:
    value = lines(*map(literal, words.split("\n")))
    return Content.assemble(value, ("  changed", "$short")) if is_changed else value


def _columns(first: Content, left: Content, right: Content, width: int) -> list[Content]:
    """A key and two texts, each wrapped in its own column."""
    each = (width - KEY - GAP) // 2
    blank = Content("")
    laid = []
    for place, (mine, theirs) in enumerate(
        zip_longest(left.wrap(max(1, each)), right.wrap(max(1, each)), fillvalue=blank)
    ):
        laid.append(Content.assemble(_padded(first if place == 0 else blank, KEY), _padded(mine, each + GAP), theirs))
    return laid


def _padded(content: Content, width: int) -> Content:
    return content.truncate(width, pad=True)


def _key(sign: str, row: ComparedKey, style: str) -> Content:
    return line((f"{sign} {row.key:<{KEY - 3}.{KEY - 3}} ", style))


def _flat(words: str) -> str:
    return words.replace("\n", "; ")
