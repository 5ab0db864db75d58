"""`alcto web`: the screens in a browser on this computer, for somebody beside you."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from alcto_core import system
from alcto_core.cli.invocation import asked, date_option, records_options

if TYPE_CHECKING:
    from alcto_core.cli.page import Page

_HERE = ("127.0.0.1", "localhost")
_MOST = 65_535


def _say_ready(page: Page, address: str, *, may_change: bool) -> None:
    page.say_row(address)
    page.aside("This address opens the screens in a browser on this computer; it is another one after each start.")
    if may_change:
        page.aside("What is done there changes your records.")
    else:
        page.aside("Your records are only shown there; `alcto web --writable` lets a browser change them.")
    page.aside("Ctrl+C ends it, and every tab with it.")


@click.command()
@records_options
@date_option
@click.option(
    "--port",
    metavar="NUMBER",
    type=click.IntRange(1, _MOST),
    help="The port to listen on; else one that is free.",
)
@click.option("--writable", is_flag=True, help="Let what is done in the browser change your records.")
@click.option(
    "--host",
    metavar="ADDRESS",
    default=_HERE[0],
    help="127.0.0.1, which is this computer; no other address is taken.",
)
@click.pass_context
def command(ctx: click.Context, port: int | None, writable: bool, host: str) -> int:
    """Show the screens in a browser on this computer, to a colleague for example, until Ctrl+C.

    Your records are only shown: nobody who looks can change them, unless you say --writable. No other computer can
    open the page, and on this one only who has its address. It needs the extra `web`.
    """
    from alcto_core.copies.second_copies import instead_of_missing
    from alcto_core.keeping.store import RecordsStore
    from alcto_core.problems import Refused

    invocation = asked(ctx)
    if host.casefold() not in _HERE:
        raise Refused(
            f"alcto is shown on this computer alone, at {_HERE[0]}, and not at {host}: your records would be open to "
            "everybody who reaches that address."
        )
    if invocation.browser is None:
        raise click.UsageError("There are no screens here; use another verb, such as `alcto status`.")
    folder = invocation.folder
    if not system.is_there(folder.file):
        raise invocation.away() or instead_of_missing(folder) or RecordsStore(folder).missing()
    return invocation.browser(
        records=folder.path,
        on=invocation.asked_on,
        no_plugins=invocation.no_plugins,
        without=invocation.without,
        port=port or 0,
        may_change=writable,
        ready=lambda address: _say_ready(invocation.page, address, may_change=writable),
        tell=invocation.page.aside,
    )
