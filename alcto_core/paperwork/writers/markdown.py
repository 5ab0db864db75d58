"""Markdown, in which whatever was typed comes out as it was typed: never as markup, HTML or a link."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from alcto_core.numbers import counted
from alcto_core.paperwork.asked import Asked, Made, entries_held
from alcto_core.paperwork.form import forms
from alcto_core.paperwork.plan_skeleton import HINT, LINES, PRESENTED, SIGNED, SIGNERS, skeleton
from alcto_core.paperwork.portfolio import CHECKED, TITLE
from alcto_core.paperwork.portfolio import SIGNED as SIGNING
from alcto_core.paperwork.portfolio import portfolio as of_stages
from alcto_core.paperwork.report import pages, reported
from alcto_core.paperwork.tables import WHAT, WHY, TableRow, grouped, table_of
from alcto_core.paperwork.writers.words import told
from alcto_core.telling.checklist import checklist_sheet
from alcto_core.telling.handing_in import form_head, left_out_words
from alcto_core.telling.log import log_part
from alcto_core.telling.page import Part, Sheet, sentence
from alcto_core.text import plain

_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~&@$#]|^[-+=]|!(?=\[)|:(?=//)|\.(?=\w*[^\W\d]))")
"""Signs that a reader of Markdown may obey, those of bare addresses among them."""
_NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)")
"""How an item of a numbered list begins."""


def text(typed: str) -> str:
    """What was typed, on one line and without the blanks around it, which would make it an example of code."""
    shown = plain(typed).strip()
    return _NUMBERED.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", shown))


def row(cells: Iterable[str]) -> str:
    """A row of a table; the cells are Markdown already."""
    return f"| {' | '.join(cells)} |\n"


def table(headings: Sequence[str], rows: Iterable[Iterable[str]], right: Collection[int] = ()) -> str:
    """A table of Markdown, with the columns whose figures stand at the right."""
    rules = ("---:" if at in right else "---" for at in range(len(headings)))
    return row(headings) + row(rules) + "".join(map(row, rows))


def entries(asked: Asked) -> Made:
    """The entries as a table with what a person looks for; the other formats hold all of each."""
    part = log_part(asked.activities, asked.standings, asked.others)
    headings = ("Date", *map(text, part.columns), "Activity", "Location", "Remarks", "Id")
    found = table(
        headings,
        (
            (str(item.day), *item.cells, *map(text, (item.title, one.location, ", ".join(item.said), item.id)))
            for one, item in zip(asked.activities, part.items, strict=True)
        ),
        right=range(1, 1 + len(part.columns)),
    )
    name = f"# {text(asked.records.person.name)}: entries\n\n"
    about = "".join(f"- {text(words)}\n" for words in (*asked.said(), f"As of {asked.overview.on.isoformat()}"))
    return Made(raw=f"{name}{about}\n{found}".encode(), holds=entries_held(asked.activities))


def form(asked: Asked) -> Made:
    """The form, an entry below the other."""
    found = forms(asked)
    pieces = []
    for one in found:
        pieces.append(f"# {text(form_head(one.standing, len(one.entries)))}\n")
        for number, entry in enumerate(one.entries, 1):
            pieces.append(f"\n## {number}. {text(entry.title)}\n\n")
            pieces += (f"- **{field.label}:** {text(field.text)}\n" for field in entry.fields)
        if one.left_out:
            pieces.append(f"\n{text(left_out_words(one.left_out))}\n")
    entries = [entry.activity for one in found for entry in one.entries]
    return Made(raw="".join(pieces).encode(), holds=entries_held(entries), told=told(found))


def report(asked: Asked) -> Made:
    """The report, page below page."""
    found = pages(asked)
    lines = [line for at, page in enumerate(found) for line in _page(page, "#" if at == 0 else "##")]
    return Made(raw="".join(lines).encode(), holds=reported(asked, found))


def _page(page: Sheet, level: str) -> Iterator[str]:
    state = f": {text(page.state)}" if page.state else ""
    marks = f" ({text(', '.join(page.marks))})" if page.marks else ""
    yield f"{level} {text(page.title)}{state}{marks}\n\n"
    for words in (*page.alerts, *page.head, *((f"Next: {page.next}",) if page.next else ())):
        yield f"{text(sentence(words))}\n\n"
    for chart in page.charts:
        yield f"**{text(chart.title)}.** {text(chart.sentence)}\n\n"
    for part in page.parts:
        if part.heading:
            yield f"{level}# {text(part.heading)}{f' ({text(part.fact)})' if part.fact else ''}\n\n"
        yield from _part(part, f"{level}##" if part.heading else f"{level}#")


def _part(part: Part, level: str) -> Iterator[str]:
    """A list or a table for each group, below its name."""
    found = table_of(part)
    headings = (WHAT, "Date", *map(text, found.headings), WHY)
    for group, rows in grouped(found.rows):
        if group:
            yield f"{level} {text(group)}\n\n"
        if found.headings:
            yield table(headings, (map(text, _cells(one)) for one in rows))
        else:
            yield from (f"- {' '.join(map(text, _said(one)))}\n" for one in rows)
        yield "\n"


def _cells(one: TableRow) -> tuple[str, ...]:
    return (one.title, one.day, *one.figures, " ".join(one.sentences))


def _said(one: TableRow) -> tuple[str, ...]:
    return (" ".join(filter(None, (one.title, one.day))), *one.sentences)


def plan_skeleton(asked: Asked) -> Made:
    """The outline of a technology plan."""
    found = skeleton(asked)
    pieces = [f"# {text(found.title)}\n\n", *(f"{text(line)}\n\n" for line in found.cover)]
    pieces.append(f"*{text(HINT)}*\n\n")
    for section in found.sections:
        pieces.append(f"## {text(section.title)}\n\n*{text(section.asks)}*\n\n")
        pieces += (f"*{text(question)}*\n\n\n\n" for question in section.questions)
    blank = tuple("" for _ in SIGNERS)
    pieces += [f"## {SIGNED}\n\n{text(PRESENTED)}\n\n", table(SIGNERS, (blank for _ in range(LINES)))]
    return Made(raw="".join(pieces).encode(), holds=counted(len(found.sections), "section"))


def portfolio(asked: Asked) -> Made:
    """The portfolio of a program of stages, and the sheet to sign."""
    found = of_stages(asked)
    lines = [line for at, page in enumerate(found.pages) for line in _page(page, "#" if at == 0 else "##")]
    signing = found.signing
    lines += [f"## {TITLE}\n\n", *(f"{text(words)}\n\n" for words in signing.says)]
    lines += [table(CHECKED, ((text(what), text(said), "", "") for what, said in signing.rows)), "\n"]
    lines.append(table(SIGNING, ((text(one.role), text(one.name), "", "") for one in signing.signers)))
    return Made(raw="".join(lines).encode(), holds=found.standing.title)


def checklist(asked: Asked) -> Made:
    """What was seen on the proof of the entries asked for."""
    sheet = checklist_sheet(asked.overview, asked.activities)
    return Made(raw="".join(_page(sheet, "#")).encode(), holds=entries_held(tuple(sheet.items())))
