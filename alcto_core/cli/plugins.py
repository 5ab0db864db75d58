"""`alcto plugins`: what is installed, what it brought, and what failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from alcto_core.cli.invocation import asked, json_option, records_options

if TYPE_CHECKING:
    from alcto_core.host.plugins import PluginReport


@click.command()
@records_options
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> int:
    """List the plugins with their versions, what each brought, and why one failed."""
    from alcto_core.cli.layout import say_part
    from alcto_core.telling.installed import NO_PLUGIN, plugins_part

    invocation = asked(ctx)
    plugins, page = invocation.plugins(), invocation.page
    if as_json:
        page.say_json({"schema": 1, "plugins": [_as_json(report) for report in plugins.reports]})
        return 0
    if not plugins.reports:
        page.say(NO_PLUGIN)
        return 0
    say_part(page.say, plugins_part(plugins.reports))
    page.problems(plugins.problems, lines=True)
    return 0


def _as_json(report: PluginReport) -> dict[str, Any]:
    return {
        "name": report.name,
        "version": report.version,
        "source": report.source,
        "state": report.state,
        "reason": report.reason,
        "rule_sets": list(report.rule_sets),
        "frameworks": list(report.frameworks),
        "catalogues": list(report.catalogues),
    }
