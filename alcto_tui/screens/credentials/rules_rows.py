"""The rows of the Rules screens: rule sets and plugins, and the page of one rule set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.content import Content

from alcto_core.dates import show
from alcto_core.telling.card import STATE_TONES
from alcto_core.telling.installed import own_files_part, plugins_part
from alcto_core.telling.page import Item, Sheet
from alcto_core.telling.search import said_on
from alcto_core.telling.sentences import ADVICE_ONLY
from alcto_core.words import holds, matching
from alcto_tui.own_keys import key
from alcto_tui.screens.base.listing import Row
from alcto_tui.widgets.literal import hanging, line, lines, literal
from alcto_tui.widgets.sign import state_words

if TYPE_CHECKING:
    from alcto_core.overview import Overview
    from alcto_core.rules.vocabulary import RuleSet

CHECKED = 14
REMARKS, WIDE_REMARKS = 22, 34
LEAST_TITLE = 30
SOURCE, WIDE_SOURCE = 20, 28
"""Cells of the columns on the right; they give way where there is not room for the words on the left."""
WIDE = 90
LEAST_SENTENCE = 46
SAID_BELOW = frozenset({"reading", "setting"})
"""Kinds whose first further sentence belongs on the page: the other reading, what is set."""
PLUGIN_SIGNS = {"loaded": ("✓", "$met"), "off": ("–", "$muted"), "empty": ("?", "$unknown"), "failed": ("×", "$missed")}


@dataclass(frozen=True)
class Told:
    """What a row stands for: what is to be said of it, and where it leads."""

    why: tuple[Content, ...] = ()
    rule_set: str = ""
    clause: str = ""
    """The row's id on the page of its rule set."""


def heading(id: str, title: str, rest: Content | str = "") -> Row[Told]:
    """A row that the cursor passes over."""
    return Row(id, line((title, "bold $accent"), "  " if rest else "", rest))


def list_rows(overview: Overview, sheets: Sequence[Sheet], words: str, width: int) -> list[Row[Told]]:
    """Rule sets, what matches inside them, plugins, and rule files of the person's own."""
    if words.split():
        return [*_rule_set_rows(overview, sheets, words, width), *_match_rows(sheets, words, width)]
    return [
        *_rule_set_rows(overview, sheets, words, width),
        *_plugin_rows(overview, width),
        *_own_file_rows(overview),
    ]


def _rule_set_rows(overview: Overview, sheets: Sequence[Sheet], words: str, width: int) -> Iterator[Row[Told]]:
    found = [page for page in sheets if holds((page.id, page.title), words)]
    if not sheets:
        yield heading("h-none", "No rule set is installed", "so every standing reads CANNOT TELL")
        return
    if not found:
        return
    longest = max(len("; ".join(page.marks)) for page in found)
    remarks = min(WIDE_REMARKS if width >= WIDE else REMARKS, longest)
    has_columns = width - CHECKED - remarks >= LEAST_TITLE
    columns = line((f"{'Checked':<{CHECKED + remarks}}", "$muted")) if has_columns else Content("")
    room = width - columns.cell_length
    yield Row("h-sets", Content.assemble(line(("Rule sets", "bold $accent")).truncate(room, pad=True), columns))
    for page in found:
        checked = show(overview.library.rule_sets[page.id].checked)
        yield Row(
            f"s-{page.id}",
            _rule_set_words(page, checked, room, width, has_columns=has_columns),
            Told(tuple(_on_rule_set(page, overview)), page.id),
        )


def _rule_set_words(page: Sheet, checked: str, room: int, width: int, *, has_columns: bool) -> Content:
    beware = "; ".join(page.marks)
    title = hanging(Content("  "), literal(page.title), room - 2)
    if not has_columns:
        below = (
            [Content.assemble("    ", row) for row in line((beware, "$unknown")).wrap(max(1, width - 4))]
            if beware
            else []
        )
        return lines(*title, *below)
    when = line((f"{checked:<{CHECKED}}", "$muted"))
    remarks = line((beware, "$unknown")).wrap(max(1, width - room - CHECKED)) if beware else []
    height = max(len(title), len(remarks))
    rows = [
        Content.assemble(
            (title[index] if index < len(title) else Content("")).truncate(room, pad=True),
            when if not index else Content.blank(CHECKED),
            remarks[index] if index < len(remarks) else "",
        )
        for index in range(height)
    ]
    return lines(*rows)


def _on_rule_set(page: Sheet, overview: Overview) -> Iterator[Content]:
    yield line((f"{page.id}: {page.title}", "bold"))
    yield from (literal(words) for words in page.head)
    for standing in overview.standings:
        if standing.program == page.id:
            words = state_words(STATE_TONES[standing.state], standing.state.word)
            yield line(f"Your credential {standing.credential}: ", words)
    yield line(("Enter shows every rule with its values and sources.", "$muted"))


def _match_rows(sheets: Sequence[Sheet], words: str, width: int) -> Iterator[Row[Told]]:
    for page in sheets:
        found = sheet_rows(page, words, width)
        if found:
            yield heading(f"h-{page.id}", page.title)
        for row in found:
            if not row.is_heading:
                yield replace(row, id=f"{page.id} {row.id}")


def _plugin_rows(overview: Overview, width: int) -> Iterator[Row[Told]]:
    part = plugins_part(overview.plugins.reports)
    yield heading("h-plugins", part.heading, line((part.fact, "$muted")))
    for item in part.items:
        sign, tone = PLUGIN_SIGNS.get(item.state, ("?", "$unknown"))
        first = line("  ", (f"{sign} ", tone), f"{item.title:<14}", (f"{item.figure:<10}", "$muted"))
        rest = line((f"{item.state}  ", tone), (item.remark, "$muted"))
        why = [line((f"{item.title} {item.figure}: {item.state}", "bold")), *(literal(words) for words in item.said)]
        if item.tone == "missed":
            why.append(line((f"{key('problems')} shows what is wrong in rule files.", "$muted")))
        yield Row(f"p-{item.id}", lines(*hanging(first, rest, width)), Told(tuple(why)))


def _own_file_rows(overview: Overview) -> Iterator[Row[Told]]:
    part = own_files_part(overview.library)
    if not part.items:
        return
    yield heading("h-own", part.heading, line((part.fact, "$unknown")))
    for item in part.items:
        yield Row(
            f"o-{item.kind}-{item.id}",
            line(f"  {item.title}  ", (item.figure, "$muted")),
            Told(
                (line((f"{item.title}: {item.figure}", "bold")), *(literal(words) for words in item.said)),
                item.id if item.kind == "rule-set" else "",
            ),
        )


def sheet_rows(page: Sheet, words: str, width: int) -> list[Row[Told]]:
    """The page of one rule set, as far as it matches."""
    rows: list[Row[Told]] = []
    for part in page.parts:
        found = [(number, entry) for number, entry in enumerate(part.items) if matching(said_on((entry,)), words)]
        if found:
            rows.append(heading(f"h-{part.heading}", part.heading))
        rows += [
            Row(
                f"c-{part.heading}-{number}",
                _entry_words(entry, width),
                Told(explained(entry), page.id, f"c-{part.heading}-{number}"),
            )
            for number, entry in found
        ]
    return rows


def _entry_words(entry: Item, width: int) -> Content:
    """The sentence with its source beside it, and the value in force, the other reading or what is set below."""
    cells = WIDE_SOURCE if width >= WIDE else SOURCE
    source = entry.source if width - cells >= LEAST_SENTENCE else ""
    room = width - cells if source else width
    left = hanging(Content("  "), literal(entry.text), room - 2)
    if entry.figure:
        left += hanging(Content("      "), line((entry.figure, "bold"), _advice(entry)), room - 2)
    elif entry.advisory:
        left.append(line("      ", _advice(entry)))
    if entry.kind in SAID_BELOW and entry.said:
        left += hanging(Content("      "), line((entry.said[0], "$muted")), room - 2)
    right = line((source, "$muted")).wrap(max(1, cells)) if source else []
    return lines(
        *(
            Content.assemble(
                (left[index] if index < len(left) else Content("")).truncate(room, pad=True),
                right[index] if index < len(right) else "",
            )
            for index in range(max(len(left), len(right)))
        )
    )


def _advice(entry: Item) -> Content:
    return line(("  advice only" if entry.figure else "advice only", "$muted")) if entry.advisory else Content("")


def explained(entry: Item) -> tuple[Content, ...]:
    """A clause in full."""
    title = [line((entry.title, "bold"))] if entry.title else []
    text = [literal(entry.text)] if title else [line((entry.text, "bold"))]
    advice = [literal(ADVICE_ONLY)] if entry.advisory else []
    return (*title, *text, *advice, *(literal(one) for one in entry.said))


def checked_words(page: Sheet, rules: RuleSet) -> Content:
    """What to beware of in a rule set, else when it was checked last."""
    beware = "; ".join(page.marks)
    return line((beware, "bold $unknown")) if beware else line((f"checked {show(rules.checked)}", "$muted"))
