"""What a plugin may offer besides TOML files: the hook specifications, each with a complete example.

A plugin whose `rules/` folder says everything needs none of these.
"""

from __future__ import annotations

from pathlib import Path

import pluggy

from alcto_core.extensions import Importer, Panel, Report
from alcto_core.rules.vocabulary import Catalogue, Framework, RuleSet

hookspec = pluggy.HookspecMarker("alcto")


@hookspec
def alcto_rule_sets() -> list[RuleSet]:  # type: ignore[empty-body]
    """Rule sets that are made in Python.

    Example, complete::

        from datetime import date
        from alcto_core.api import Amount, Document, Rule, RuleSet, Window, hookimpl

        ALCTO_API = 1

        @hookimpl
        def alcto_rule_sets():
            page = Document(title="Training page", publisher="State department", read=date(2026, 11, 22))
            year = Window(id="year", kind="calendar-year", first=date(2025, 1, 1), cite="page:3")
            ten = Amount(since=date(2025, 1, 1), hours=10, cite="page:4")
            total = Rule(id="total", title="Ten hours", text="Ten hours each year.", at_least=(ten,))
            return [
                RuleSet(
                    kind="rule-set", schema=1, id="xy-pd", title="Professional development", short="XY-PD",
                    authority="State department", checked=date(2026, 11, 22),
                    documents={"page": page}, window=(year,), rule=(total,),
                )
            ]
    """


@hookspec
def alcto_frameworks() -> list[Framework]:  # type: ignore[empty-body]
    """Frameworks that are made in Python.

    Example, complete::

        from datetime import date
        from alcto_core.api import Document, Framework, Strand, hookimpl

        ALCTO_API = 1

        @hookimpl
        def alcto_frameworks():
            page = Document(title="Standards", publisher="State department", read=date(2026, 11, 22))
            safety = Strand(id="xy/safety", label="Safety and privacy", short="Safety", cite="page:7")
            return [
                Framework(
                    kind="framework", schema=1, id="xy", title="Standards for directors",
                    checked=date(2026, 11, 22), documents={"page": page}, strand=(safety,),
                )
            ]
    """


@hookspec
def alcto_credit_sources() -> list[Catalogue]:  # type: ignore[empty-body]
    """Catalogues that are made in Python: what a credit source offers in a span of dates.

    Example, complete::

        from datetime import date
        from alcto_core.api import Catalogue, Document, Offering, hookimpl

        ALCTO_API = 1

        @hookimpl
        def alcto_credit_sources():
            page = Document(title="Approved events", publisher="State department", read=date(2026, 11, 22))
            summit = Offering(id="xy/summit", title="Spring summit", most=4, cite="page:9")
            return [
                Catalogue(
                    kind="catalogue", schema=1, id="xy-2026", title="Approved events 2026", source="xy",
                    since=date(2026, 1, 1), until=date(2026, 12, 31), checked=date(2026, 11, 22),
                    cite="page:2", documents={"page": page}, offering=(summit,),
                )
            ]
    """


@hookspec
def alcto_rule_files() -> list[Path]:  # type: ignore[empty-body]
    """TOML rule files, or folders of them, that do not lie in the `rules` folder of the plugin's package.

    Example, complete::

        from pathlib import Path
        from alcto_core.api import hookimpl

        ALCTO_API = 1

        @hookimpl
        def alcto_rule_files():
            return [Path(__file__).parent / "lists-by-year"]
    """


@hookspec
def alcto_importers() -> list[Importer]:  # type: ignore[empty-body]
    """Readers of official transcripts, in whatever form an authority gives them out.

    A reader gets the bytes and the name of a file that `alcto import` or its screen was given, and gives a table of
    text, or None for a file that is none of its kind. The table comes in as any spreadsheet does: shown first, with
    what each row would count for.

    Example, complete::

        from alcto_core.api import Importer, Transcript, hookimpl

        ALCTO_API = 1


        def read_transcript(raw, name):
            if not raw.startswith(b"XY TRANSCRIPT"):
                return None
            lines = raw.decode("utf-8", "replace").splitlines()[1:]
            rows = tuple(tuple(line.split("^")) for line in lines if line)
            return Transcript(headings=("Date", "Title", "Hours"), rows=rows)


        @hookimpl
        def alcto_importers():
            return [Importer(id="xy-transcript", title="Transcript of the XY academy", read=read_transcript)]
    """


@hookspec
def alcto_panels() -> list[Panel]:  # type: ignore[empty-body]
    """What a program's own page says beside what alcto says of it: on its screen and in `alcto explain`.

    A panel gets one standing in the shape of `alcto status --json` (docs/reference/status-json.md) and gives passages
    of text. It changes no figure and no state.

    Example, complete::

        from alcto_core.api import Panel, Passage, hookimpl

        ALCTO_API = 1


        def credits(standing):
            counted = standing["hours"]["counted"] or 0
            return [Passage(heading="In credits", lines=(f"{counted / 10:g} credits of ten hours each.",))]


        @hookimpl
        def alcto_panels():
            return [Panel(id="xy-credits", title="Credits", programs=("xy-pd",), show=credits)]
    """


@hookspec
def alcto_reports() -> list[Report]:  # type: ignore[empty-body]
    """Reports in a form that an authority asks for: `alcto export report --by ID` writes them as HTML or Markdown.

    A report gets one standing in the shape of `alcto status --json` and its activities in the shape of
    `alcto list --json`, and gives passages of text.

    Example, complete::

        from alcto_core.api import Passage, Report, hookimpl

        ALCTO_API = 1


        def by_month(standing, activities):
            months = {}
            for one in activities:
                months[one["date"][:7]] = months.get(one["date"][:7], 0) + one["hours"]
            lines = tuple(f"{month}: {hours:g} hours" for month, hours in sorted(months.items()))
            return [Passage(heading=f"Hours by month, {standing['title']}", lines=lines)]


        @hookimpl
        def alcto_reports():
            return [Report(id="xy-months", title="Hours by month", programs=("xy-pd",), write=by_month)]
    """
