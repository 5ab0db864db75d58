"""Rule sets, the person's own rule files, and the plugins that everything comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from alcto_core.doctor.finding import EACH_LINE, Finding, good, listed, wrong
from alcto_core.doctor.records_file import is_about_program, of_file
from alcto_core.host.offer import LOCAL, PluginReport
from alcto_core.keeping.last_seen import known_plugins, remember_plugins
from alcto_core.numbers import counted
from alcto_core.overview import Overview
from alcto_core.problems import AlctoError, Problem


def findings(overview: Overview) -> Iterator[Finding]:
    """Each held program's rule set, those that are missing, and the rule files beside the records."""
    unknown = tuple(problem for problem in of_file(overview) if is_about_program(problem))
    if unknown:
        yield wrong(
            "rule sets",
            f"{counted(len(unknown), 'credential')} without an installed rule set: where "
            f"{'it stands' if len(unknown) == 1 else 'they stand'} cannot be told.",
            "Install the plugin, or add the rule file with `alcto rules add FILE`.",
            problems=unknown,
        )
    credentials = overview.records.credentials if overview.records is not None else ()
    for program in dict.fromkeys(credential.program for credential in credentials):
        if (rules := overview.library.rule_sets.get(program)) is None:
            continue
        checked = f"{rules.short} was held against its sources on {rules.checked}"
        is_verified = rules.verified and rules.id not in overview.library.unverified
        # Every screen and answer says "unverified" beside the standing: here it is no news, and nothing to put right.
        yield good("rule sets", f"{checked}." if is_verified else f"{checked}, and is unverified.")
    yield from _own_files(overview)


def _own_files(overview: Overview) -> Iterator[Finding]:
    """What `alcto rules --check` says of the rule files beside the records, and what loading them said."""
    report = overview.plugins.report(LOCAL)
    if report is None or report.state == "off":
        return
    folder = overview.folder.rules.name
    problems = {_key(one): one for one in overview.problems if one.file.startswith(f"{folder}/")}
    for one in _checked(overview):
        shown = msgspec.structs.replace(one, file=f"{folder}/{Path(one.file).name}")
        problems.setdefault(_key(shown), shown)
    if not problems:
        yield good("rule sets", f"The rule files of your own in {folder}/ can be used.")
        return
    errors = sum(problem.is_error for problem in problems.values())
    what = f"{counted(errors, 'mistake')} in" if errors else f"{counted(len(problems), 'thing')} may not be as meant in"
    yield Finding(
        subject="rule sets",
        state="wrong" if errors else "look",
        sentence=f"{what} the rule files of your own in {folder}/.",
        remedy=f"{EACH_LINE}; `alcto rules --check` looks again.",
        problems=tuple(problems.values()),
    )


def _key(problem: Problem) -> tuple[str, int | None, str]:
    return problem.file, problem.line, problem.text


def _checked(overview: Overview) -> tuple[Problem, ...]:
    from alcto_core.host.local import gather

    try:
        return gather((overview.folder.rules,), overview.folder.rules, overview.library).problems
    except (AlctoError, OSError):  # no file is left there, or the folder cannot be listed: loading has said so
        return ()


def plugin_findings(overview: Overview) -> Iterator[Finding]:
    """Plugins that failed, and those that were here and are gone."""
    reports = [report for report in overview.plugins.reports if report.name != LOCAL]
    for report in reports:
        if report.state in ("failed", "empty") or (report.reason and report.state == "loaded"):
            yield _failed(overview, report)
    others = tuple(problem for problem in overview.problems if problem.file.startswith("--no-plugin"))
    if others:
        yield wrong(
            "plugins", "A plugin that was to be left out is not installed.", "Correct the name.", problems=others
        )
    here = {report.name for report in reports}
    for name, source in known_plugins(overview.folder).items():
        if name not in here:
            yield wrong(
                "plugins",
                f"The plugin {name} ({source}) was here at the last check and is gone.",
                f"`pip install {source.split(' ')[0]}` brings it back; `alcto check --accept` forgets it.",
            )
    loaded = [report.name for report in reports if report.state == "loaded"]
    if loaded:
        yield good("plugins", f"{counted(len(loaded), 'plugin')} loaded: {listed(loaded)}.")
    if off := [report.name for report in reports if report.state == "off"]:
        yield good("plugins", f"{counted(len(off), 'plugin')} left out, as asked: {listed(off)}.")


def _failed(overview: Overview, report: PluginReport) -> Finding:
    what = {"failed": "could not be loaded", "empty": "cannot be used"}.get(report.state, "was loaded in part")
    return wrong(
        "plugins",
        f"The plugin {report.name} ({report.source}) {what}: {report.reason}.",
        f"Update or remove it, or leave it out with `--no-plugin {report.name}`.",
        problems=tuple(problem for problem in overview.problems if problem.file == f"plugin {report.name}"),
    )


def keep_plugins(overview: Overview, *, forget: bool = False) -> None:
    """Remember the plugins that did not come with alcto; with `forget`, those only. Raises `RecordsError`."""
    known: Mapping[str, str] = known_plugins(overview.folder)
    here = {
        report.name: report.source
        for report in overview.plugins.reports
        if report.name != LOCAL and not report.is_bundled
    }
    kept = here if forget else {**known, **here}
    if kept != known:
        remember_plugins(overview.folder, kept)
