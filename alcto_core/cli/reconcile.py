"""`alcto reconcile FILE`: your records beside the official record, and what to note or ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from alcto_core import system
from alcto_core.cli.invocation import asked, date_option, json_option, period_option, records_options, yes_option
from alcto_core.cli.sheet_options import sheet_options
from alcto_core.cli.typed import Named

if TYPE_CHECKING:
    from alcto_core.entry.days import Order


@click.command()
@records_options
@date_option
@json_option
@yes_option
@period_option
@click.option("--credential", metavar="ID", type=Named("credential"), help="Whose official record it is.")
@sheet_options
@click.option("--pair", "pairs", metavar="ROW=ACTIVITY", multiple=True, help="A row is this activity (once for each).")
@click.option("--apart", metavar="ROW", type=int, multiple=True, help="A row is none of yours (once for each).")
@click.option("--take", metavar="ROW", type=int, multiple=True, help="Take a row in that only they have.")
@click.option("--message", metavar="FILE", help="Draft a message about what is missing there; - prints it alone.")
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    credential: str | None,
    columns: tuple[str, ...],
    dates: Order | None,
    sheet: str | None,
    pairs: tuple[str, ...],
    apart: tuple[int, ...],
    take: tuple[int, ...],
    message: str | None,
    period: str | None,
    yes: bool,
    as_json: bool,
) -> int:
    """Compare an export of the official record (CSV, .xlsx or .ods) with your records, and note what it shows.

    Shows what is in both, what has other hours, and what only one of them has. Then it asks about doubtful pairs and
    saves; --yes notes only pairs that are sure, and exits 1 where doubtful ones remain.
    """
    from alcto_core.cli import reconcile_page

    asks = reconcile_page.Asks(credential, columns, dates, sheet, pairs, apart, take, message, period)
    return reconcile_page.reconcile(asked(ctx), system.path_meant(file), asks, yes=yes, as_json=as_json)
