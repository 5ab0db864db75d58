"""Prints how sheets in the shapes of public exports come in: `python tests/importing_confusion/exports.py [--seed N]`.

Each row of each sheet is right, left out as it should be, asked about (a question, or a row that is not read), or
silently wrong. The exit status is 1 where any row is silently wrong, or more than 5 percent are asked about.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

# ruff: noqa: E402  the plans of the tests beside it are read with its own
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "core" / "importing")]

from judging import OUTCOMES, Judged, judged, read_from
from shapes import SHAPES, sheets

MOST_ASKED = 0.05


def main() -> int:
    """Make the sheets, read them, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=4, help="sheets of each shape")
    parser.add_argument("--docs", action="store_true", help="print the table of docs/import.md")
    arguments = parser.parse_args()
    if arguments.docs:
        print("\n".join(docs_table()))
        return 0
    found = [judged(sheet) for sheet in sheets(arguments.seed, arguments.each)]
    _print_table(found)
    total = sum((one.outcomes for one in found), Counter())
    rows = sum(total.values())
    share = total["asked"] / rows
    print(
        f"\n{len(found)} sheets of {len(SHAPES)} shapes, {rows} rows: {total['right']} right, {total['rightly out']} "
        f"rightly out, {total['asked']} asked about ({share:.1%}), {total['wrong']} silently wrong."
    )
    for one in found:
        for text in one.wrong:
            print(f"WRONG {one.sheet.shape}: {text}")
    return int(bool(total["wrong"]) or share > MOST_ASKED)


def docs_table() -> list[str]:
    """What each export is read from, as a table of the documentation."""
    lines = ["| export | name | day | length | whether a row counts |", "|---|---|---|---|---|"]
    return lines + [f"| {sheet.shape} | {read_from(sheet)} |" for sheet in sheets(1, 1)]


def _print_table(found: list[Judged]) -> None:
    width = max(map(len, SHAPES))
    print(f"{'':{width}}  {'sheets':>6}  " + "  ".join(f"{one:>11}" for one in OUTCOMES))
    for shape in SHAPES:
        of_shape = [one for one in found if one.sheet.shape == shape]
        tally = sum((one.outcomes for one in of_shape), Counter())
        print(f"{shape:{width}}  {len(of_shape):>6}  " + "  ".join(f"{tally[one]:>11}" for one in OUTCOMES))
        for text in sorted({text for one in of_shape for text in one.asks}):
            print(f"{'':{width}}    asks: {text}")


if __name__ == "__main__":
    sys.exit(main())
