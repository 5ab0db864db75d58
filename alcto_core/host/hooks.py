"""What a plugin may offer besides TOML files: the hook specifications, each with a complete example.

A plugin whose `rules/` folder says everything needs none of these.
"""

from __future__ import annotations

from pathlib import Path

import pluggy

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
