"""What is installed beside the rule sets: plugins, what each brought or why it failed, and own files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alcto_core.host.offer import PluginReport
from alcto_core.numbers import counted
from alcto_core.rules.library import Library
from alcto_core.telling.page import Item, Part, Tone, sentence

_TONES: dict[str, Tone] = {"loaded": "met", "empty": "unknown", "off": "quiet", "failed": "missed"}
NO_PLUGIN = "No plugin is installed, so no rule set is known."


def plugins_part(reports: Sequence[PluginReport]) -> Part:
    """Every plugin: its state, what it brought, why it failed."""
    failed = sum(report.state == "failed" for report in reports)
    fact = f"{len(reports)} installed{f', {failed} failed' if failed else ''}"
    return Part(heading="Plugins", fact=fact, items=tuple(_plugin(report) for report in reports))


def _plugin(report: PluginReport) -> Item:
    parts = ((report.rule_sets, "rule set"), (report.catalogues, "catalogue"), (report.frameworks, "framework"))
    brought = ", ".join(counted(len(ids), one) for ids, one in parts if ids)
    return Item(
        id=report.name,
        kind="plugin",
        title=report.name,
        figure=report.version,
        state=report.state,
        tone=_TONES.get(report.state, "unknown"),
        remark=brought or report.reason,
        said=tuple(_on_plugin(report)),
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
    ):
        if ids:
            yield f"{title}: {', '.join(ids)}."
    if report.state == "failed":
        yield "It costs no other plugin."


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
