"""`alcto keys`: which key does what on the screens, by the names that the settings know."""

from __future__ import annotations

import click

from alcto_core.cli.invocation import asked, json_option, records_options


@click.command()
@records_options
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> int:
    """List the keys of the screens. Where you gave an action a key of your own, its usual one stands beside it.

    Keys of your own stand in the settings file, which `alcto where` names: a line `[keys]`, and below it the name of
    an action and its key, such as `plan = "F7"` or `undo = ["U", "Ctrl+Z"]`.
    """
    from alcto_core.keeping.settings import settings_file

    invocation = asked(ctx)
    if invocation.keys is None:
        raise click.UsageError("There are no screens here, and so no keys.")
    (rows, problems), page = invocation.keys(), invocation.page
    if as_json:
        page.say_json({
            "schema": 1,
            "settings": str(settings_file()),
            "keys": [row._asdict() for row in rows],
            "problems": [str(one) for one in problems],
        })  # fmt: skip
        return 1 if problems else 0
    wide = max(len(row.name) for row in rows)
    for row in rows:
        keys = ", ".join(row.keys)
        own = "" if row.keys == (row.usual,) else f" (your own; else {row.usual})"
        page.say_row(f"{keys:<8} {row.name:<{wide}}  {row.says}{own}")
    for problem in problems:
        page.aside(str(problem))
    page.aside(f'Keys of your own: a line [keys] in {settings_file()}, and below it lines such as plan = "F7".')
    return 1 if problems else 0
