"""The installed plugins: listed with what each brought, and one of them put to its own cases."""

from __future__ import annotations

from typing import Any

from alcto_core.cli.cases_page import say_results
from alcto_core.cli.invocation import Invocation
from alcto_core.cli.layout import say_item
from alcto_core.host.discovery import installed_plugins
from alcto_core.host.plugins import PluginReport
from alcto_core.problems import Refused
from alcto_core.telling.installed import NO_PLUGIN, plugins_part
from alcto_core.workshop.brought import Brought, brought_by, installed_plugin
from alcto_core.workshop.running import run


def say(invocation: Invocation, as_json: bool) -> int:
    """`alcto plugins`: each plugin with its state and what it brought."""
    plugins, page = invocation.plugins(), invocation.page
    more = {plugin.name: brought_by(plugin) for plugin in installed_plugins()}
    if as_json:
        documents = [_as_json(report, more.get(report.name, Brought())) for report in plugins.reports]
        page.say_json({"schema": 1, "plugins": documents})
        return 0
    if not plugins.reports:
        page.say(NO_PLUGIN)
        return 0
    for item in plugins_part(plugins.reports, more).items:
        say_item(page.say, item, "")
    page.problems(plugins.problems, lines=True)
    return 0


def verify(invocation: Invocation, name: str, as_json: bool) -> int:
    """`alcto plugins --verify NAME`: 1 where one of its cases does not hold, or it is not loaded, else 0."""
    plugin = installed_plugin(name)
    cases = brought_by(plugin).cases
    if not cases:
        raise Refused(f"The plugin {name} ({plugin.source}) brings no cases, so nothing can be verified.")
    plugins = invocation.plugins()
    report = plugins.report(name)
    if report is not None and report.state != "loaded":
        invocation.page.aside(f"{name} is not loaded: {report.reason}.")
        return 1
    return say_results(invocation.page, (run(case, plugins.library) for case in cases), len(cases), as_json)


def _as_json(report: PluginReport, more: Brought) -> dict[str, Any]:
    return {
        "name": report.name,
        "version": report.version,
        "source": report.source,
        "state": report.state,
        "reason": report.reason,
        "rule_sets": list(report.rule_sets),
        "frameworks": list(report.frameworks),
        "catalogues": list(report.catalogues),
        "importers": list(report.importers),
        "panels": list(report.panels),
        "reports": list(report.reports),
        "hooks": list(more.hooks),
        "cases": len(more.cases),
    }
