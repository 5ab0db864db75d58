"""The rows of the Rules screens: rule sets and plugins, and the page of one rule set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.content import Content

from alcto_core.dates import show
from alcto_core.rules.clauses import is_stale
from alcto_core.rules.sheet import Entry, Sheet, marks
from alcto_core.search import clauses_of
from alcto_core.words import holds, matching
from alcto_tui.widgets.literal import hanging, line, lines, literal
from alcto_tui.widgets.sign import state_words

if TYPE_CHECKING:
    from alcto_core.host.plugins import PluginReport
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
PLUGIN_SIGNS = {"loaded": ("✓", "$met"), "off": ("–", "$muted"), "failed": ("×", "$missed")}


@dataclass(frozen=True)
class Row:
    """One row: its words, and what it stands for."""

    id: str
    words: Content
    is_heading: bool = False
    rule_set: str = ""
    clause: str = ""
    """The row's id on the page of its rule set."""
    why: tuple[Content, ...] = ()
    """What is to be said of it."""


def heading(id: str, title: str, rest: Content | str = "") -> Row:
    """A row that the cursor passes over."""
    return Row(id=id, words=line((title, "bold $accent"), "  " if rest else "", rest), is_heading=True)


def list_rows(overview: Overview, sheets: Sequence[Sheet], words: str, width: int) -> list[Row]:
    """Rule sets, what matches inside them, plugins, and rule files of the person's own."""
    if words.split():
        return [*_rule_set_rows(overview, words, width), *_match_rows(sheets, words, width)]
    return [
        *_rule_set_rows(overview, words, width),
        *_plugin_rows(overview, width),
        *_own_file_rows(overview),
    ]


def _rule_set_rows(overview: Overview, words: str, width: int) -> Iterator[Row]:
    found = [rules for rules in overview.library.rule_sets.values() if holds((rules.id, rules.title), words)]
    if not overview.library.rule_sets:
        yield heading("h-none", "No rule set is installed", "so every standing reads CANNOT TELL")
        return
    if not found:
        return
    remarks = WIDE_REMARKS if width >= WIDE else REMARKS
    has_columns = width - CHECKED - remarks >= LEAST_TITLE
    columns = line((f"{'Checked':<{CHECKED + remarks}}", "$muted")) if has_columns else Content("")
    room = width - columns.cell_length
    yield Row(
        id="h-sets",
        words=Content.assemble(line(("Rule sets", "bold $accent")).truncate(room, pad=True), columns),
        is_heading=True,
    )
    for rules in found:
        yield Row(
            id=f"s-{rules.id}",
            words=_rule_set_words(rules, overview, room, width, has_columns=has_columns),
            rule_set=rules.id,
            why=tuple(_on_rule_set(rules, overview)),
        )


def _rule_set_words(rules: RuleSet, overview: Overview, room: int, width: int, *, has_columns: bool) -> Content:
    beware = "; ".join(marks(rules, overview.library, overview.on))
    title = hanging(Content("  "), literal(rules.title), room - 2)
    if not has_columns:
        below = [Content.assemble("    ", row) for row in line((beware, "$unknown")).wrap(width - 4)] if beware else []
        return lines(*title, *below)
    when = line((f"{show(rules.checked):<{CHECKED}}", "$muted"))
    remarks = line((beware, "$unknown")).wrap(width - room - CHECKED) if beware else []
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


def _on_rule_set(rules: RuleSet, overview: Overview) -> Iterator[Content]:
    yield line((f"{rules.id}: {rules.title}", "bold"))
    yield literal(f"Asked for by {rules.authority}. Checked {show(rules.checked)}.")
    for words in marks(rules, overview.library, overview.on):
        yield line((f"{words[:1].upper()}{words[1:]}.", "$unknown"))
    for standing in overview.standings:
        if standing.program == rules.id:
            yield line(f"Your credential {standing.credential}: ", state_words(standing.state))
    yield line(("Enter shows every rule with its values and sources.", "$muted"))


def _match_rows(sheets: Sequence[Sheet], words: str, width: int) -> Iterator[Row]:
    for page in sheets:
        found = sheet_rows(page, words, width)
        if found:
            yield heading(f"h-{page.id}", page.title)
        for row in found:
            if not row.is_heading:
                yield replace(row, id=f"{page.id} {row.id}")


def _plugin_rows(overview: Overview, width: int) -> Iterator[Row]:
    yield heading("h-plugins", "Plugins", line((_plugin_count(overview.plugins.reports), "$muted")))
    for report in overview.plugins.reports:
        sign, tone = PLUGIN_SIGNS.get(report.state, ("?", "$unknown"))
        first = line("  ", (f"{sign} ", tone), f"{report.name:<14}", (f"{report.version:<10}", "$muted"))
        rest = line((f"{report.state}  ", tone), (_brought(report) or report.reason, "$muted"))
        yield Row(id=f"p-{report.name}", words=lines(*hanging(first, rest, width)), why=tuple(_on_plugin(report)))


def _plugin_count(reports: Sequence[PluginReport]) -> str:
    failed = sum(report.state == "failed" for report in reports)
    return f"{len(reports)} installed{f', {failed} failed' if failed else ''}"


def _brought(report: PluginReport) -> str:
    parts = ((report.rule_sets, "rule set"), (report.catalogues, "catalogue"), (report.frameworks, "framework"))
    return ", ".join(f"{len(ids)} {one}{'' if len(ids) == 1 else 's'}" for ids, one in parts if ids)


def _on_plugin(report: PluginReport) -> Iterator[Content]:
    bundled = ", comes with alcto" if report.is_bundled else ""
    yield line((f"{report.name} {report.version}: {report.state}", "bold"))
    yield literal(f"From {report.source}{bundled}.")
    if report.reason:
        yield line((report.reason, "$missed" if report.state == "failed" else ""))
    for title, ids in (
        ("Rule sets", report.rule_sets),
        ("Frameworks", report.frameworks),
        ("Catalogues", report.catalogues),
        ("Replacements", report.replacements),
    ):
        if ids:
            yield line((f"{title}: ", "$muted"), ", ".join(ids))
    if report.state == "failed":
        yield line(("A failed plugin costs no other one; p shows what is wrong in rule files.", "$muted"))


def _own_file_rows(overview: Overview) -> Iterator[Row]:
    origins = overview.library.origins
    if not origins:
        return
    yield heading("h-own", "Rule files of your own", line(("not verified", "$unknown")))
    for (kind, id), file in origins.items():
        why = (
            line((f"{file}: {kind} {id}", "bold")),
            literal("A file of your own; nobody has confirmed it, and everything that rests on it says so."),
        )
        is_set = kind == "rule-set"
        yield Row(
            id=f"o-{kind}-{id}", words=line(f"  {file}  ", (f"{kind} {id}", "$muted")), rule_set=id if is_set else "",
            why=why,
        )  # fmt: skip


def sheet_rows(page: Sheet, words: str, width: int) -> list[Row]:
    """The page of one rule set, as far as it matches."""
    rows: list[Row] = []
    for part in page.parts:
        found = [(number, entry) for number, entry in enumerate(part.entries) if matching(clauses_of((entry,)), words)]
        if found:
            rows.append(heading(f"h-{part.heading}", part.heading))
        rows += [
            Row(
                id=f"c-{part.heading}-{number}",
                words=_entry_words(entry, width),
                rule_set=page.id,
                clause=f"c-{part.heading}-{number}",
                why=explained(entry),
            )
            for number, entry in found
        ]
    return rows


def _entry_words(entry: Entry, width: int) -> Content:
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
    right = line((source, "$muted")).wrap(cells) if source else []
    return lines(
        *(
            Content.assemble(
                (left[index] if index < len(left) else Content("")).truncate(room, pad=True),
                right[index] if index < len(right) else "",
            )
            for index in range(max(len(left), len(right)))
        )
    )


def _advice(entry: Entry) -> Content:
    return line(("  advice only" if entry.figure else "advice only", "$muted")) if entry.advisory else Content("")


def explained(entry: Entry) -> tuple[Content, ...]:
    """A clause in full."""
    title = [line((entry.title, "bold"))] if entry.title else []
    text = [literal(entry.text)] if title else [line((entry.text, "bold"))]
    advice = [literal("Advice only: it never stands in the way.")] if entry.advisory else []
    return (*title, *text, *advice, *(literal(one) for one in entry.said))


def checked_words(rules: RuleSet, overview: Overview) -> Content:
    """When a rule set was checked last, and what to beware of."""
    stale = is_stale(rules.checked, overview.on)
    beware = "; ".join(marks(rules, overview.library, overview.on))
    if beware:
        return line((beware, "bold $unknown"))
    return line((f"checked {show(rules.checked)}", "$short" if stale else "$muted"))
