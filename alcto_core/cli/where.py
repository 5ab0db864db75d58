"""`alcto where`: which files alcto uses, and why those."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from alcto_core import system
from alcto_core.cli.invocation import asked, json_option, records_options

if TYPE_CHECKING:
    from pathlib import Path

    from alcto_core.keeping.folder import FolderChoice

_HOW: Mapping[str, str] = {
    "option": "because --records says so",
    "environment": "because $ALCTO_RECORDS says so",
    "remembered": "because alcto remembers it",
    "default": "because nothing else was chosen",
}


@click.command()
@records_options
@json_option
@click.option("--remember", is_flag=True, help="Open this folder from now on when nothing else is said.")
@click.pass_context
def command(ctx: click.Context, as_json: bool, remember: bool) -> int:
    """Say where your records are, what lies beside them, and why alcto looks there."""
    from alcto_core.keeping.folder import lie_in, remember_folder
    from alcto_core.keeping.stand_ins import not_downloaded

    invocation = asked(ctx)
    choice, page = invocation.choice, invocation.page
    if remember:
        remember_folder(choice.path)
        page.did(f"alcto opens {choice.path} from now on.")
    places = _places(choice)
    if as_json:
        page.say_json(
            {"schema": 1, "how": choice.how, **{key: str(path) for key, path in places.items()}}
            | {"exists": system.is_there(choice.folder.file)}
        )
        return 0
    page.say_row(f"{lie_in(choice.path)}, {_HOW[choice.how]}.")
    if (away := invocation.away()) is not None:
        page.say(str(away))
    elif not system.is_there(choice.folder.file):
        page.say(not_downloaded(choice.folder) or "There is no records file yet; `alcto init` makes it.")
    for name, path in places.items():
        page.say_row(f"  {name.capitalize():<9} {path}{'' if system.is_there(path) else '  (not there yet)'}")
    if remember:
        page.say("alcto opens this folder from now on.")
    return 0


def _places(choice: FolderChoice) -> Mapping[str, Path]:
    from pathlib import Path

    from alcto_core import cache
    from alcto_core.keeping.settings import settings_file

    folder = choice.folder
    kept = cache.place()
    return {
        "folder": folder.path,
        "file": folder.file,
        "evidence": folder.evidence,
        "rules": folder.rules,
        "history": folder.backups,
        "drafts": folder.drafts,
        "settings": settings_file(),
        **({"cache": Path(kept)} if kept else {}),
    }
