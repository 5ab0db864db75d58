"""`alcto renew`: record that the authority renewed a credential, or that nobody knows whether it did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from alcto_core.cli.invocation import asked, records_options

if TYPE_CHECKING:
    from alcto_core.records.types import Credential


@click.command()
@records_options
@click.option("--on", "day", metavar="DATE", help="Day on which the authority renewed it.")
@click.option("--unknown", is_flag=True, help="It may have been renewed; you are not sure.")
@click.option("--remove", metavar="DATE", help="Take a recorded renewal out.")
@click.argument("credential")
@click.pass_context
def command(ctx: click.Context, credential: str, day: str | None, unknown: bool, remove: str | None) -> int:
    """Record a renewal: the day on which the authority gave it, or that you are not sure.

    Not sure makes the standing read CANNOT TELL past the first due date, never MISSED.
    """
    from alcto_core.cli.credential import credential_named, say_standing
    from alcto_core.cli.saving import save, status_after
    from alcto_core.dates import show
    from alcto_core.records.edits import REMOVED, ChangeCredential

    if (day is not None) + unknown + (remove is not None) != 1:
        raise click.UsageError("Please say one of --on DATE, --unknown or --remove DATE.")
    invocation = asked(ctx)
    overview, page = invocation.whole_overview(), invocation.page
    held = credential_named(overview, credential)
    renewed = _renewed(held, invocation.day(day), unknown, invocation.day(remove))
    changes = {"renewed": REMOVED if renewed == [] else renewed}
    after, saved = save(page, overview, ChangeCredential(id=held.id, changes=changes))
    say_standing(page, after, held.id)
    if day is not None and held.due is not None:
        page.aside(
            f"`due` ({show(held.due)}) now ends the cycle after this renewal. If it belonged to the one before, "
            f"take it out: `alcto credential change {held.id} --clear due`."
        )
    return status_after(saved)


def _renewed(held: Credential, day: Any, unknown: bool, remove: Any) -> Any:
    """The new value of `renewed`."""
    if unknown:
        return "unknown"
    days = set(held.renewed or ())
    if remove is not None:
        if remove not in days:
            recorded = ", ".join(map(str, sorted(days))) or "none"
            raise click.UsageError(f"No renewal on {remove} is recorded; recorded are: {recorded}.")
        days.remove(remove)
    else:
        days.add(day)
    return sorted(days)
