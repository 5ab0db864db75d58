"""The credentials that a call names, of all that were judged."""

from __future__ import annotations

from collections.abc import Sequence

import click
from msgspec.structs import replace

from alcto_core.evaluation.naming import no_period
from alcto_core.overview import Overview


def with_only(overview: Overview, credentials: Sequence[str], period: str | None) -> Overview:
    """The overview with the standings of these credentials alone; with all of them where none is named.

    Raises `click.UsageError` for one that the person does not hold, or that has no such period.
    """
    if not credentials or overview.records is None:
        return overview
    judged = {one.credential: one for one in overview.standings}
    for id in credentials:
        if id not in judged:
            raise click.UsageError(_not_judged(overview, id, period))
    return replace(overview, standings=tuple(judged[id] for id in dict.fromkeys(credentials)))


def _not_judged(overview: Overview, id: str, period: str | None) -> str:
    from alcto_core.cli.entered import reader_for, said
    from alcto_core.entry.answer import Wrong

    try:
        reader_for(overview).credentials((id,))
    except Wrong as wrong:
        return said(wrong)
    return f"{no_period(id, period)}."
