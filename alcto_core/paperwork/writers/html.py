"""HTML: one file without network and without script, for a browser and for paper. What was typed is text, whatever it
looks like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from alcto_core.numbers import counted
from alcto_core.paperwork.asked import Asked, Made
from alcto_core.paperwork.tables import WHAT, WHY, Table, TableRow, table_of
from alcto_core.paperwork.writers.svg import STYLE, svg
from alcto_core.telling.handing_in import report_pages
from alcto_core.telling.page import Chart, Part, Sheet, sentence
from alcto_core.text import plain

_STYLE = """
:root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--quiet:#595959;--line:#767676;--bar:#1f5fa8;--rest:#d9d9d9}
@media(prefers-color-scheme:dark){:root{--ink:#ededed;--paper:#161616;--quiet:#b4b4b4;--line:#8a8a8a;--bar:#7db3ee;
--rest:#3c3c3c}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem;max-width:60rem;background:var(--paper);color:var(--ink);
font:1rem/1.45 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.7rem;margin:0 0 .5rem}h2{font-size:1.35rem;margin:2.2rem 0 .4rem;border-top:2px solid var(--line);
padding-top:.8rem}
h3{font-size:1.1rem;margin:1.4rem 0 .3rem}
p{margin:.25rem 0}ul{margin:.25rem 0;padding-left:1.2rem}
table{border-collapse:collapse;width:100%;margin:.4rem 0}
caption{text-align:left;color:var(--quiet)}
th,td{border-bottom:1px solid var(--line);padding:.3rem .5rem;text-align:left;vertical-align:top}
td.figure{white-space:nowrap;font-variant-numeric:tabular-nums}
th[scope=row]{font-weight:600;min-width:12rem}
.quiet{color:var(--quiet);font-weight:400}.state{font-weight:700}
.alert{border-left:.3rem solid var(--ink);padding-left:.6rem;font-weight:600}
svg.share{display:block;width:100%;max-width:12rem;height:.6rem;margin-top:.25rem}
svg .rest{fill:var(--rest)}svg .bar{fill:var(--bar)}
figure{margin:1rem 0;break-inside:avoid}figcaption{margin-top:.2rem}
svg.chart{display:block;width:100%;height:auto;max-width:45rem;font-family:inherit}
@media print{:root{--ink:#000;--paper:#fff;--quiet:#444;--line:#666;--bar:#333;--rest:#ddd}
body{max-width:none;padding:0;font-size:10pt}tr,li{break-inside:avoid}h2,h3{break-after:avoid}thead{display:table-header-group}
@page{margin:18mm}}
"""


def report(asked: Asked) -> Made:
    """The report as one page."""
    pages = tuple(report_pages(asked.overview, asked.standings))
    title = _text(f"{pages[0].title}: {', '.join(asked.said()) or 'report'}")
    head = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>{_STYLE}{STYLE}</style>\n</head>\n<body>\n<main>\n"
    )
    body = "".join(piece for at, page in enumerate(pages) for piece in _page(page, at))
    return Made(
        raw=f"{head}{body}</main>\n</body>\n</html>\n".encode(), holds=counted(len(asked.standings), "credential")
    )


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
        yield from _part(part)
    yield "</section>\n"


def _figure(chart: Chart, id: str) -> str:
    """A chart with its sentence; the picture itself tells its figures to who does not see it."""
    title = f"<strong>{_text(chart.title)}.</strong>"
    return f"<figure>\n{svg(chart, id)}\n<figcaption>{title} {_text(chart.sentence)}</figcaption>\n</figure>\n"


def _part(part: Part) -> Iterator[str]:
    fact = f' <span class="quiet">{_text(part.fact)}</span>' if part.fact else ""
    if part.heading:
        yield f"<h3>{_text(part.heading)}{fact}</h3>\n"
    table = table_of(part)
    yield from _table(table, part.heading) if table.headings else _list(table)


def _list(table: Table) -> Iterator[str]:
    yield "<ul>\n"
    for row in table.rows:
        yield f"<li>{_title(row)}{_sentences(row.sentences)}</li>\n"
    yield "</ul>\n"


def _table(table: Table, caption: str) -> Iterator[str]:
    named = "".join(f'<th scope="col">{_text(heading)}</th>' for heading in table.headings)
    yield f"<table>\n<caption>{_text(caption) or 'Entries'}</caption>\n<thead>\n<tr>"
    yield f'<th scope="col">{WHAT}</th>{named}<th scope="col">{WHY}</th></tr>\n</thead>\n<tbody>\n'
    group = ""
    for row in table.rows:
        if row.group and row.group != group:
            yield f'<tr><th scope="colgroup" colspan="{len(table.headings) + 2}">{_text(row.group)}</th></tr>\n'
        group = row.group
        figures = "".join(f'<td class="figure">{_text(figure)}</td>' for figure in row.figures)
        yield f'<tr><th scope="row">{_title(row)}{_bar(row)}</th>{figures}<td>{_sentences(row.sentences)}</td></tr>\n'
    yield "</tbody>\n</table>\n"


def _title(row: TableRow) -> str:
    day = f' <span class="quiet">{_text(row.day)}</span>' if row.day else ""
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
