"""What was typed comes out of Markdown as it was typed, read by a reader of another hand."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from profiles import tries

from alcto_core.paperwork.writers.markdown import table, text
from alcto_core.text import plain

READERS = {
    "CommonMark with tables": MarkdownIt("commonmark").enable("table"),
    "as code hosts read it": MarkdownIt("gfm-like"),
}
OURS = {
    "heading": "## {}\n",
    "paragraph": "{}\n\nmore\n",
    "item": "- {}\n",
    "field": "- **Label:** {}\n",
    "aside": "*{}*\n\n",
    "after a number": "## 3. {}\n",
    "beside": "# Title ({})\n\n",
}
"""The places that the writer puts what was typed into."""
BLOCKS = {
    "paragraph", "heading", "bullet_list", "list_item", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
INLINE = {"text", "text_special", "strong_open", "strong_close", "em_open", "em_close"}
HOSTILE = (
    "# no heading", "- no item", "+ no item", "* no item", "1. no item", "2) no item", "12.", "> no quote", "---",
    "===",
    "```", "~~~ no code", "    no code", "\tno code", "a # b #", "C #", "**no** *weight* _here_ __there__", "~~no~~",
    "<b>no</b> <!-- no --> </td>", "&amp; &lt; &#65; &copy;", "[no](http://b.example)", "![no](x.png)", "[no]: /x",
    "[no][no]", "<http://b.example>", "http://b.example/x www.b.example me@b.example mailto:me@b.example ftp://b",
    "`no code`", "a | b", "\\", "\\\\ \\* \\", "two  ", "line\nbreak  \nhere", "| no | row |\n|---|---|", "[ ] no",
    "[x] no",
    "$x$", ":---", "!", "![", "a\u2028b", "\x00\x1b[31m", "\u00a0a", "\ufeffa", "x" * 300, "_", "*", "**", "1.2. 3. 4",
    "...",
    "2.5. What", "(a) b)", "é_à_", "^a^ ==b==", "b.example", "//b.example/x", "HTTP://B.EXAMPLE", "xmpp:a@b.example",
)  # fmt: skip


def _flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or [])


def _read(markdown: str, reader: MarkdownIt) -> tuple[list[str], str]:
    """What else than plain text of our own form a reader finds, and the text."""
    found = list(_flat(reader.parse(markdown)))
    known = INLINE | {"inline"} | {f"{block}_{end}" for block in BLOCKS for end in ("open", "close")}
    odd = [token.type for token in found if token.type not in known]
    return odd, "".join(token.content for token in found if token.type in {"text", "text_special"})


def _shown(typed: str) -> str:
    return plain(typed).strip()


def _judge(typed: str, place: str, reader: MarkdownIt) -> None:
    bare = OURS[place]
    odd, said = _read(bare.format(text(typed)), reader)
    _, around = _read(bare.format("MARK"), reader)
    before, _, after = around.partition("MARK")
    assert odd == [], (typed, bare.format(text(typed)))
    if _shown(typed):
        assert said == f"{before}{_shown(typed)}{after}", (typed, bare.format(text(typed)))


@pytest.mark.parametrize("reader", list(READERS.values()), ids=list(READERS))
@pytest.mark.parametrize("place", OURS)
def test_hostile_text_is_read_as_it_was_typed(place: str, reader: MarkdownIt) -> None:
    for typed in HOSTILE:
        _judge(typed, place, reader)


SIGNS = st.text(st.sampled_from("ab1 .:-+=#*_`~<>[]()!|\\&@$/\"'\n\t^{};é"), max_size=14)


@settings(max_examples=tries(900), deadline=None)
@given(SIGNS | st.text(max_size=20) | st.sampled_from(HOSTILE), st.sampled_from(sorted(OURS)))
@example("a #", "heading")
def test_whatever_is_typed_is_read_as_it_was_typed(typed: str, place: str) -> None:
    for reader in READERS.values():
        _judge(typed, place, reader)


@settings(max_examples=tries(450), deadline=None)
@given(st.lists(SIGNS | st.text(max_size=12) | st.sampled_from(HOSTILE), min_size=2, max_size=4))
def test_a_table_has_its_cells_and_no_others(cells: list[str]) -> None:
    made = table([text(f"h{cell}") for cell in cells], [[text(cell) for cell in cells]])
    for reader in READERS.values():
        found = list(_flat(reader.parse(made)))
        held = [after for before, after in itertools.pairwise(found) if before.type in {"th_open", "td_open"}]
        said = ["".join(one.content for one in _flat([cell]) if one.type in {"text", "text_special"}) for cell in held]
        assert said == [*(_shown(f"h{cell}") for cell in cells), *map(_shown, cells)], made
        odd, _ = _read(made, reader)
        assert odd == [], made
