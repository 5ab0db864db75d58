"""The compiled reader of TOML never changes what a text holds, nor what is TOML."""

from __future__ import annotations

import random
import threading
import tomllib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.toml.values import toml_values

PIECES = (
    "a = 1", "b = 6.5", "c = 1e3", "d = 0.1", "e = nan", "f = -0", "g = 1_000.25", "h = 2026-01-28", "i = 07:32:00",
    "j = 2026-01-28T07:32:00Z", 'k = "é\\u00e9 # no comment"', "l = 'C:\\n'", 'm = """\nmany\n  lines\\\n  """',
    "n = [1, 2.50, [3]]", "o = { p = 1, 'q r' = [] }", "[s]", "[s.t]", "[[u]]", "[[u.v]]", "w.x = 1", '"y z" = true',
    "# a comment", "", "a = 2", "[s]", "b = 1e999999999999999999999", "c = " + "9" * 4301, "d = 0x1F", "e = 1.",
    "f = .5", "g = 2026-02-30", "h = [", "i = {", "j = 'open", "k =", "= 1", "\x00", "\x7f", "l = 1\r", "\r\n",
    "m = 01", "[]",
)  # fmt: skip
NEWER = (
    'a = "\\e"', 'a = "\\x41"', "a = { b = 1, }", "a = {\n b = 1\n}", "a = 07:32", "a = 2026-01-28 07:32", "é = 1",
)  # fmt: skip
"""What later versions of TOML allow, and the readers of other tools do not."""


def read_by(reader: Callable[[str], dict[str, Any]], text: str) -> object:
    """The values, with the type and the very digits of each; or the error, with its words."""
    try:
        return repr(reader(text))
    except Exception as error:  # noqa: BLE001 - whatever it is, both must raise it
        return type(error), str(error)


def by_python(text: str) -> dict[str, Any]:
    return tomllib.loads(text, parse_float=Decimal)


@settings(max_examples=tries(900))
@given(st.lists(st.sampled_from(PIECES), max_size=8), st.randoms(use_true_random=False))
def test_what_a_text_holds_is_what_python_s_reader_says(pieces: list[str], chance: random.Random) -> None:
    text = "\n".join(pieces)
    for _ in range(chance.randrange(3)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(("", '"', "'", "[", "]", "}", "=", ".", "\n", "\\", "0", "é")) + text[at + 1 :]
    assert read_by(toml_values, text) == read_by(by_python, text)


@pytest.mark.parametrize("text", NEWER)
def test_no_newer_toml_is_read(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        toml_values(text)


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "a = " + "{a=" * 100_000, "a = " + "[" * 450 + "]" * 450])
def test_brackets_however_deep_end_nothing(text: str) -> None:
    threads = threading.stack_size(1 << 20)
    try:
        ended: list[object] = []
        thread = threading.Thread(target=lambda: ended.append(read_by(toml_values, text)))
        thread.start()
        thread.join()
    finally:
        threading.stack_size(threads)
    assert ended


OF_A_TABLE = (
    ("h = 1.5", "h = 1.50", "h = 1.5e0", "h = 15e-1", "h = -0.0", "h = 0.0", "h = nan", "h = 1", "h = 1.0", "h = true"),
    ('t = "a"', 't = "1"', "t = ''", "t = 'a'", 't = """' + "long " * 20 + '"""', '"t\\u0061" = "a"', 't.a = "h"', ""),
    ('s = ["a", "b"]', 's = ["a", 1.5, ["a"], { t = "a" }]', "s = []", 's = [1.0, 1, true, "1"]', 's = "h"', ""),
    ("d = 2026-01-28", "d = 2026-01-28T00:00:00", "d = 2026-01-28T00:00:00Z", "[[u.v]]\nt = 'a'", "h = 1.5", ""),
)  # fmt: skip
"""A line of each group makes a table; the last line may be wrong."""


@settings(max_examples=tries(300))
@given(st.lists(st.tuples(*map(st.sampled_from, OF_A_TABLE)), min_size=1, max_size=5), st.integers(1, 70))
def test_nor_in_arrays_of_many_tables(tables: list[tuple[str, ...]], times: int) -> None:
    text = "".join("[[u]]\n" + "\n".join(table) + "\n" for table in tables * times)
    assert read_by(toml_values, text) == read_by(by_python, text)


def test_what_is_alike_in_many_tables_is_held_once() -> None:
    table = '[[u]]\ntitle = "Number {0}"\nplace = "Cullman"\nhours = 1.50\nstrands = ["it", "data"]\n'
    found = toml_values("".join(map(table.format, range(200))))["u"]
    assert len({id(key) for one in found for key in one}) == 4
    assert len({id(one["place"]) for one in found}) == len({id(one["hours"]) for one in found}) == 1
    assert len({id(strand) for one in found for strand in one["strands"]}) == 2


def test_no_two_tables_hold_the_same_list() -> None:
    found = toml_values('[[u]]\nstrands = ["it"]\nmore = { few = [] }\n' * 200)["u"]
    found[0]["strands"].append("data")
    found[0]["more"]["few"].append(1)
    assert found[1] == found[199] == {"strands": ["it"], "more": {"few": []}}
