"""The command `alcto`: with a verb the core's command line, without one the screens.

Textual is imported when the screens open, so no verb pays for it; and nothing at all for the few words that are
answered at once.
"""

from __future__ import annotations

import os
import sys

from alcto_core.cli.at_once import answered

TYPE_CHECKING = False  # as in `at_once`
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path
    from typing import NoReturn

    from alcto_core.cli.invocation import KeyRow
    from alcto_core.problems import Problem

CANNOT_OPEN = 2


def open_screens(
    *,
    records: Path | None,
    on: date | None,
    no_plugins: bool,
    without: tuple[str, ...],
    demo: str | None = None,
) -> int:
    """Open the screens; without a terminal say so in a sentence. Gives the exit status."""
    if hindrance := screens_hindrance(os.environ):
        print(hindrance, file=sys.stderr)  # noqa: T201 - the sentence is ours, and nothing else is open yet
        return CANNOT_OPEN
    from alcto_tui.kept_home import looked_up

    kept = None
    if demo is None:
        kept = looked_up(records, on, no_plugins=no_plugins, without=without, environ=os.environ)
    from alcto_tui import start

    return start.run(records=records, on=on, no_plugins=no_plugins, without=without, demo=demo, kept=kept)


def keys_of_screens() -> tuple[tuple[KeyRow, ...], tuple[Problem, ...]]:
    """The keys of the screens, and what of the person's own cannot be used."""
    from alcto_tui.key_settings import key_rows

    return key_rows()


def show_in_browser(
    *,
    records: Path,
    on: date | None,
    no_plugins: bool,
    without: tuple[str, ...],
    port: int,
    may_change: bool,
    ready: Callable[[str], None],
    tell: Callable[[str], None],
) -> int:
    """Show the screens in a browser until Ctrl+C; the exit status. Raises `Refused`."""
    from alcto_core.extras import needed_words
    from alcto_core.problems import Refused

    try:
        from alcto_tui.web import serving
    except ImportError as error:
        if (error.name or "").startswith("alcto"):
            raise
        instead = "`alcto export report report.html` writes a page that any browser opens."
        raise Refused(needed_words("To show the screens in a browser", "web", instead)) from None
    from alcto_tui.web.tab import Shown

    shown = Shown(str(records), on.isoformat() if on else None, no_plugins, without, may_change)
    return serving.run(shown, port, ready, tell)


def screens_hindrance(environ: Mapping[str, str]) -> str:
    """Why the screens cannot open here, as a sentence; empty where they can."""
    from alcto_core.system import is_terminal

    remedy = "`alcto status` says the same in plain sentences."
    if not all(map(is_terminal, (sys.stdin, sys.stdout, sys.stderr))):
        return f"The screens need a terminal for keys and for the picture; {remedy}"
    if environ.get("TERM", "").casefold() in {"dumb", "unknown"}:
        return f"This terminal (TERM={environ['TERM'].casefold()}) cannot draw screens; {remedy}"
    return ""


def main() -> NoReturn:
    """The entry point of the command `alcto`."""
    unanswered = None
    if answered(sys.argv[1:], os.environ):
        sys.exit(0)
    if "status" in sys.argv and ("--line" in sys.argv or "--json" in sys.argv):
        from alcto_core.cli import kept_line

        found = kept_line.look_up(sys.argv[1:], os.environ)
        if isinstance(found, tuple) and kept_line.answered(found[0]):
            sys.exit(found[1])
        unanswered = None if isinstance(found, tuple) else found
    from alcto_core.cli.group import run

    run(screens=open_screens, unanswered=unanswered, keys=keys_of_screens, browser=show_in_browser)


if __name__ == "__main__":
    main()
