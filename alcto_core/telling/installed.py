"""What is installed beside the rule sets: plugins, what each brought or why it failed, and own files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from alcto_core.host.offer import PluginReport
from alcto_core.numbers import counted
from alcto_core.rules.library import Library
from alcto_core.telling.page import Item, Part, Tone, sentence

if TYPE_CHECKING:
    from alcto_core.workshop.brought import Brought

_TONES: dict[str, Tone] = {"loaded": "met", "empty": "unknown", "off": "quiet", "failed": "missed"}
NO_PLUGIN = "No plugin is installed, so no rule set is known."


def plugins_part(reports: Sequence[PluginReport], more: Mapping[str, Brought] | None = None) -> Part:
    """Every plugin: its state, what it brought, why it failed; `more` of some of them, by name."""
    failed = sum(report.state == "failed" for report in reports)
    fact = f"{len(reports)} installed{f', {failed} failed' if failed else ''}"
    return Part(
        heading="Plugins", fact=fact, items=tuple(_plugin(report, (more or {}).get(report.name)) for report in reports)
    )


def _plugin(report: PluginReport, more: Brought | None) -> Item:
    parts = ((report.rule_sets, "rule set"), (report.catalogues, "catalogue"), (report.frameworks, "framework"))
    added = ((report.importers, "importer"), (report.panels, "panel"), (report.reports, "report"))
    brought = ", ".join(counted(len(ids), one) for ids, one in (*parts, *added) if ids)
    return Item(
        id=report.name,
        kind="plugin",
        title=report.name,
        figure=report.version,
        state=report.state,
        tone=_TONES.get(report.state, "unknown"),
        remark=brought or report.reason,
        said=(*_on_plugin(report), *(_of_brought(report.name, more) if more is not None else ())),
    )


def _on_plugin(report: PluginReport) -> Iterator[str]:
    yield f"From {report.source}{', comes with alcto' if report.is_bundled else ''}."
    if report.reason:
        yield sentence(report.reason)
    for title, ids in (
        ("Rule sets", report.rule_sets),
        ("Frameworks", report.frameworks),
        ("Catalogues", report.catalogues),
        ("Replacements", report.replacements),
        ("Importers", report.importers),
        ("Panels", report.panels),
        ("Reports", report.reports),
    ):
        if ids:
            yield f"{title}: {', '.join(ids)}."
    if report.state == "failed":
        yield "It costs no other plugin."


def _of_brought(name: str, brought: Brought) -> Iterator[str]:
    if brought.hooks:
        yield f"Hooks: {', '.join(brought.hooks)}."
    if cases := len(brought.cases):
        yield f"{counted(cases, 'case')}: `alcto plugins --verify {name}` runs {'it' if cases == 1 else 'them'}."


def own_files_part(library: Library) -> Part:
    """The person's own rule files, each with what it holds."""
    return Part(
        heading="Rule files of your own",
        fact="not verified",
        items=tuple(
            Item(
                id=id,
                kind=kind,
                title=file,
                figure=f"{kind} {id}",
                said=("A file of your own; nobody has confirmed it, and everything that rests on it says so.",),
            )
            for (kind, id), file in library.origins.items()
        ),
    )
