"""The whole examination, and what is kept of it for the next one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from alcto_core.doctor import clock, evidence, keeping, place, records_file, rule_sets
from alcto_core.doctor.finding import Finding
from alcto_core.keeping.fingerprints import Watch
from alcto_core.overview import Overview
from alcto_core.problems import RecordsError


def examine(overview: Overview, now: datetime, *, watch: Watch | None = None) -> tuple[Finding, ...]:
    """Look at everything, subject by subject; good ones are told too. Changes nothing and never raises.

    `now` is the time of the clock, with its zone; `overview.on` may be another day. `watch` is told of each file of
    proof before it is read, as that may take long.
    """
    return tuple(_found(overview, now, watch))


def _found(overview: Overview, now: datetime, watch: Watch | None) -> Iterator[Finding]:
    yield from records_file.findings(overview)
    yield from evidence.findings(overview, now.date(), watch)
    yield from rule_sets.findings(overview)
    yield from rule_sets.plugin_findings(overview)
    yield from keeping.findings(overview.folder, now)
    yield from place.findings(overview.folder)
    yield from clock.findings(overview, now)
    yield from place.settings_findings(overview.folder)
    yield from place.cache_findings()


def remember(overview: Overview, now: datetime, *, accept: bool = False, watch: Watch | None = None) -> tuple[str, ...]:
    """Keep what the next examination compares with: how files of proof look that were never noted, and the plugins.

    With `accept`, every file of proof is noted as it is now, and plugins that are gone are forgotten. Gives the
    paths that were noted. Without `accept` never raises: where nothing can be written, nothing is kept. Raises
    `RecordsError` with it.
    """
    if accept:
        rule_sets.keep_plugins(overview, forget=True)
        return evidence.keep(overview, now.date(), watch, anew=True)
    kept: tuple[str, ...] = ()
    with suppress(RecordsError):
        kept = evidence.keep(overview, now.date(), watch)
        rule_sets.keep_plugins(overview)
    return kept
