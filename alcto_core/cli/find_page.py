"""What words were found in, on the page."""

from __future__ import annotations

from alcto_core.cli.invocation import Invocation
from alcto_core.cli.layout import say_sheet
from alcto_core.telling.everywhere import Everywhere


def say(invocation: Invocation, words: tuple[str, ...], as_json: bool) -> int:
    """What `alcto find` answers; 1 where nothing was found."""
    overview, page = invocation.overview(), invocation.page
    sheet = Everywhere(overview).find(" ".join(words))
    if as_json:
        found = [{"kind": one.kind.removeprefix("found-"), "id": one.word, "title": one.title} for one in sheet.items()]
        page.say_json({"schema": 1, "on": overview.on.isoformat(), "found": found})
    else:
        say_sheet(page, sheet)
    return 0 if sheet.parts else 1
