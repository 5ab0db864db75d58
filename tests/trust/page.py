"""The tables of `docs/trust.md`, as the code has them. `python tests/trust/page.py` writes them into the page."""

from __future__ import annotations

import re
from pathlib import Path

from broken_rules import MUTATIONS
from independent.leeway import LEEWAY
from relations import ONE_WAY, SAME

PAGE = Path(__file__).parents[2] / "docs" / "trust.md"


def tables() -> dict[str, str]:
    """Each marked table of the page, by its mark."""
    relations = [
        ("relation", "change", "what must hold"),
        *((name, _words(change.__doc__), "the same verdict") for name, change in SAME.items()),
        *((name, *_one_way(change.__doc__)) for name, change in ONE_WAY.items()),
    ]
    leeway = [("point", "why"), *((name, why) for name, why in sorted(LEEWAY.items()))]
    mutations = [("rule", "what is broken"), *((one.rule, one.what) for one in MUTATIONS)]
    found = {"relations": relations, "leeway": leeway, "mutations": mutations}
    return {mark: _table(rows) for mark, rows in found.items()}


def _words(text: str | None) -> str:
    assert text is not None
    return " ".join(text.split()).rstrip(".").replace(" (A45)", "")


def _one_way(text: str | None) -> tuple[str, str]:
    """`What is changed: what must hold`, or the whole as what must hold."""
    change, _, holds = _words(text).partition(": ")
    return change, holds


def _table(rows: list[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(cells) + " |" for cells in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def with_tables(text: str) -> str:
    """The page with every marked table as the code has it."""
    for mark, table in tables().items():
        place = re.compile(rf"(<!-- {mark} -->\n).*?(\n<!-- end of {mark} -->)", re.DOTALL)
        assert place.search(text), mark
        text = place.sub(lambda found, table=table: found[1] + table + found[2], text)
    return text


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text("utf-8")), "utf-8")
