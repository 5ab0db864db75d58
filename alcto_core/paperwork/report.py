"""The pages of a report: alcto's own, or those of one that a plugin brings."""

from __future__ import annotations

from collections.abc import Sequence

from alcto_core.numbers import counted
from alcto_core.paperwork.asked import Asked
from alcto_core.telling.added import report_sheets
from alcto_core.telling.handing_in import report_pages
from alcto_core.telling.page import Sheet


def reported(asked: Asked, found: Sequence[Sheet]) -> str:
    """How many credentials a report is about, in words: one that a plugin brings leaves those of others out."""
    return counted(len(asked.standings if asked.by is None else found), "credential")


def pages(asked: Asked) -> Sequence[Sheet]:
    """Raises `Refused` where a plugin's report is asked for that there is not, or that fails."""
    if asked.by is None:
        return tuple(report_pages(asked.overview, asked.standings))
    return tuple(report_sheets(asked.overview.plugins, asked.by, asked.standings, asked.activities))
