"""`alcto check`: what is wrong in the records file, the files of proof and the rule files. Silent when all is well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from alcto_core.cli.invocation import (
    RECORDS_HAVE_ERRORS,
    asked,
    date_option,
    json_option,
    records_options,
)

if TYPE_CHECKING:
    from alcto_core.overview import Overview
    from alcto_core.problems import Problem


@click.command()
@records_options
@date_option
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> int:
    """Look for mistakes in the records, the files of proof and the rule files. Prints nothing when all is well.

    Ends with 3 for errors in the records file, with 1 for anything less, else with 0.
    """
    from alcto_core.overview import open_overview
    from alcto_core.problems import RecordsMissing

    invocation = asked(ctx)
    overview, page = open_overview(invocation.folder, invocation.plugins(), invocation.on), invocation.page
    if overview.loaded is None:
        raise RecordsMissing(f"There are no records in {overview.folder.path} yet. `alcto init` makes the file.")
    failed = [report for report in overview.plugins.reports if report.state == "failed"]
    if as_json:
        from alcto_core.evaluation.contract import problem_document

        plugins = [{"name": report.name, "source": report.source, "reason": report.reason} for report in failed]
        page.say_json(
            {
                "schema": 1,
                "problems": [problem_document(one) for one in overview.problems],
                "failed_plugins": plugins,
            }
        )
    else:
        page.problems(overview.problems, lines=True)
        for report in failed:
            page.aside(f"plugin {report.name}: {report.reason}")
    return _status(overview, overview.problems, bool(failed))


def _status(overview: Overview, problems: tuple[Problem, ...], plugin_failed: bool) -> int:
    if overview.has_errors:
        return RECORDS_HAVE_ERRORS
    return int(bool(problems) or plugin_failed)
