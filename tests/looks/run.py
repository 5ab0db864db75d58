"""The papers in the programs of other people: `python tests/looks/run.py --axe PATH/axe.min.js [--to FOLDER]`.

Writes the papers of both demos and of hostile records, opens them in Chromium with axe-core, in LibreOffice and in
Poppler, and prints a line for each thing that was looked at; it ends with 1 where one is not as it should be. The
pictures stay in the folder: whether a page is fit to be shown, no program says. CONTRIBUTING.md says what it needs.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import browser  # noqa: E402 - found by the line above
import office  # noqa: E402
from papers import Papers, papers  # noqa: E402
from programs import WANTED, program  # noqa: E402

_OF_REPORT = ("Requirements", "Entries in full", "Rules that this report rests on")


def looked_at(one: Papers, to: Path, axe: Path) -> Iterator[browser.Look]:
    """Every paper of a director in every program."""
    for html in one.web:
        yield from browser.looks(html, to, axe)
    yield from office.looks(one.pdf, to, _OF_REPORT)
    for paper, holds in one.office:
        yield from office.looks(office.converted(paper, to), to, holds)


def main() -> int:
    """Look at everything; the number of faults, at most 1."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--axe", type=Path, required=True, help="axe.min.js of the package axe-core")
    asked.add_argument("--to", type=Path, help="a folder for papers and pictures; else a new one")
    options = asked.parse_args()
    for name in WANTED:
        program(name)
    to: Path = options.to or Path(tempfile.mkdtemp(prefix="alcto-looks-"))
    to.mkdir(parents=True, exist_ok=True)
    for old in ("records", "profile", "office"):
        shutil.rmtree(to / old, ignore_errors=True)
    faults = 0
    for one in papers(to):
        for look in looked_at(one, to, options.axe):
            faults += bool(look.fault)
            print(
                f"{'WRONG' if look.fault else 'right'}  {look.what}{f': {look.fault}' if look.fault else ''}",
                flush=True,
            )
    for done in ("records", "profile", "office"):
        shutil.rmtree(to / done, ignore_errors=True)
    print(f"{faults} wrong. Now look at the pictures in {to}: could each page be shown to a superintendent?")
    return min(faults, 1)


if __name__ == "__main__":
    raise SystemExit(main())
