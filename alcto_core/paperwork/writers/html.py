"""HTML: one file without network and without script, for a browser and for paper. What was typed is text, whatever it
looks like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from alcto_core.paperwork.asked import Asked, Made
from alcto_core.paperwork.portfolio import CHECKED, SIGNED, TITLE, SigningSheet
from alcto_core.paperwork.portfolio import portfolio as of_stages
from alcto_core.paperwork.report import pages, reported
from alcto_core.paperwork.tables import WHAT, WHY, Table, TableRow, grouped, table_of
from alcto_core.paperwork.writers.svg import STYLE, svg
from alcto_core.telling.page import Chart, Part, Sheet, sentence
from alcto_core.text import plain

_STYLE = Path(__file__).with_name("report.css")
_LONG = 16
"""Letters of a figure that is broken between words rather than widening its column."""


def report(asked: Asked) -> Made:
    """The report as one page."""
    found = pages(asked)
    body = "".join(piece for at, page in enumerate(found) for piece in _page(page, at))
    title = f"{found[0].title}: {', '.join(asked.said()) or 'report'}"
    return Made(raw=_document(title, body), holds=reported(asked, found))


def portfolio(asked: Asked) -> Made:
    """The portfolio of a program of stages, with the sheet to sign on a page of its own."""
    found = of_stages(asked)
    body = "".join(piece for at, page in enumerate(found.pages) for piece in _page(page, at))
    title = f"{found.pages[0].title}: {found.standing.title}"
    return Made(raw=_document(title, f"{body}{''.join(_signing(found.signing))}"), holds=found.standing.title)


def _signing(sheet: SigningSheet) -> Iterator[str]:
    yield f'<section class="sheet">\n<h2>{TITLE}</h2>\n'
    yield from (f"<p>{_text(words)}</p>\n" for words in sheet.says)
    yield from _blank_table("What is recorded", CHECKED, ((*row, "", "") for row in sheet.rows))
    yield from _blank_table("Signatures", SIGNED, ((one.role, one.name, "", "") for one in sheet.signers))
    yield "</section>\n"


def _blank_table(caption: str, headings: Iterable[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table with room to write in by hand."""
    named = "".join(f'<th scope="col">{heading}</th>' for heading in headings)
    yield f'<table class="blank">\n<caption>{caption}</caption>\n<thead>\n<tr>{named}</tr>\n</thead>\n<tbody>\n'
    for first, *rest in rows:
        cells = "".join(f"<td>{_text(words)}</td>" for words in rest)
        yield f'<tr><th scope="row">{_text(first)}</th>{cells}</tr>\n'
    yield "</tbody>\n</table>\n"


def _document(title: str, body: str) -> bytes:
    """A whole page that loads nothing."""
    head = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{_text(title)}</title>\n<style>\n{_STYLE.read_text('utf-8')}{STYLE}</style>\n</head>\n<body>\n<main>\n"
    )
    return f"{head}{body}</main>\n</body>\n</html>\n".encode()


def _text(typed: str) -> str:
    return escape(plain(typed))


def _page(page: Sheet, number: int) -> Iterator[str]:
    level = "h2" if number else "h1"
    state = f' <span class="state">{_text(page.state)}</span>' if page.state else ""
    marks = f' <span class="quiet">({_text(", ".join(page.marks))})</span>' if page.marks else ""
    yield f"<section>\n<{level}>{_text(page.title)}{state}{marks}</{level}>\n"
    yield from (f'<p class="alert">{_text(sentence(words))}</p>\n' for words in page.alerts)
    yield from (f"<p>{_text(sentence(words))}</p>\n" for words in page.head)
    if page.next:
        yield f"<p><strong>Next:</strong> {_text(sentence(page.next))}</p>\n"
    yield from (_figure(chart, f"{number}-{at}") for at, chart in enumerate(page.charts))
    for part in page.parts:
        yield from _part(part, "h3" if number else "h2")
    yield "</section>\n"


def _figure(chart: Chart, id: str) -> str:
    """A chart with its sentence; the picture itself tells its figures to who does not see it."""
    title = f"<strong>{_text(chart.title)}.</strong>"
    return f"<figure>\n{svg(chart, id)}\n<figcaption>{title} {_text(chart.sentence)}</figcaption>\n</figure>\n"


def _part(part: Part, level: str) -> Iterator[str]:
    fact = f' <span class="quiet">{_text(part.fact)}</span>' if part.fact else ""
    if part.heading:
        yield f"<{level}>{_text(part.heading)}{fact}</{level}>\n"
    table = table_of(part)
    below = f"h{int(level[1]) + bool(part.heading)}"
    yield from _table(table, part.heading) if table.headings else _lists(table, below)


def _lists(table: Table, level: str) -> Iterator[str]:
    """A list for each group, below its name."""
    for group, rows in grouped(table.rows):
        if group:
            yield f"<{level}>{_text(group)}</{level}>\n"
        items = (f"<li>{_title(row)}{_sentences(row.sentences)}</li>\n" for row in rows)
        yield f"<ul>\n{''.join(items)}</ul>\n"


def _table(table: Table, caption: str) -> Iterator[str]:
    """A table that says its parts by roles too: a narrow window shows it as blocks, which have none of their own."""
    headed = "".join(
        f'<th role="columnheader" scope="col">{_text(heading)}</th>' for heading in (WHAT, *table.headings, WHY)
    )
    yield f'<table role="table">\n<caption>{_text(caption) or "Entries"}</caption>\n<thead role="rowgroup">\n'
    yield f'<tr role="row">{headed}</tr>\n</thead>\n<tbody role="rowgroup">\n'
    for group, rows in grouped(table.rows):
        if group:
            across = f'role="rowheader" scope="colgroup" colspan="{len(table.headings) + 2}"'
            yield f'<tr role="row"><th {across}>{_text(group)}</th></tr>\n'
        for row in rows:
            named = f'<th role="rowheader" scope="row">{_title(row)}{_bar(row)}</th>'
            figures = "".join(map(_figure_cell, table.headings, row.figures))
            yield f'<tr role="row">{named}{figures}<td role="cell">{_sentences(row.sentences)}</td></tr>\n'
    yield "</tbody>\n</table>\n"


def _figure_cell(heading: str, figure: str) -> str:
    looks = "figure long" if len(figure) > _LONG else "figure"
    return f'<td role="cell" class="{looks}" data-column="{_text(heading)}">{_text(figure)}</td>'


def _title(row: TableRow) -> str:
    day = f' <span class="quiet day">{_text(row.day)}</span>' if row.day else ""
    return f"{_text(row.title)}{day}"


def _bar(row: TableRow) -> str:
    """A bar as a picture; the figure beside it says the same."""
    if row.full is None:
        return ""
    share = int(100 * min(max(row.full, 0), 1))
    return (
        f'<svg class="share" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="{share} percent">'
        f'<rect class="rest" width="100" height="6"/><rect class="bar" width="{share}" height="6"/></svg>'
    )


def _sentences(sentences: Iterable[str]) -> str:
    return "".join(f"<p>{_text(words)}</p>" for words in sentences)
