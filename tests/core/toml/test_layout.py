"""Every table, key and value of a TOML text is found where it stands, and broken text never raises."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.toml.layout import Layout, Path, shown

TEXT = '''\ufeff# about the file
schema = 1

# who
[person]
name = "J # x" # a remark
note = """
[[not]]
# a"""
# of the activity
# two lines
[[activity]]
id = "a"
split = { "al-cto/it" = 4.0, "b" = { c = [1, 2] } }
strands = [
  "x", # ]
  'y]',
]

  # of the session
  [[activity.session]]
  hours = 1

# free, between blank lines

  [[credential]]
  a.b.c = 1
  [credential.settings]
  x = \'\'\'
[[x]]
\'\'\'
[[credential.step]]
id = 1
[[activity]]
id = "b"
[[credential.step]]
id = 2
[[activity.record]]
id = 3'''


@pytest.fixture(params=["\n", "\r\n"], ids=["LF", "CRLF"])
def layout(request: pytest.FixtureRequest) -> Layout:
    return Layout.of(TEXT.replace("\n", request.param))


@pytest.mark.parametrize(
    ("path", "line", "column", "value"),
    [
        (("schema",), 2, 1, "1"),
        (("person", "name"), 6, 1, '"J # x"'),
        (("activity", 0, "split", "b"), 14, 30, "{ c = [1, 2] }"),
        (("activity", 0, "split", "b", "c", 1), 14, 46, "2"),
        (("activity", 0, "strands", 1), 17, 3, "'y]'"),
        (("activity", 0, "session", 0, "hours"), 22, 3, "1"),
        (("credential", 0, "a", "b", "c"), 27, 3, "1"),
        (("credential", 0, "settings", "x"), 29, 3, None),
        (("credential", 0, "step", 1, "id"), 37, 1, "2"),
        (("activity", 1, "record", 0, "id"), 39, 1, "3"),
    ],
)
def test_a_key_is_found_with_line_column_and_value(
    layout: Layout, path: Path, line: int, column: int, value: str | None
) -> None:
    span = layout.key(path)
    assert span is not None
    assert (span.line, span.column) == (line, column)
    if value is not None:
        assert layout.text[span.value_start : span.value_end] == value


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("activity", 1, "title"), 34),
        (("credential", 0, "step"), 32),
        (("credential", 0, "a"), 27),
        (("nothing",), None),
        (("activity", 0, "strands", 9), 15),
        (("person",), 5),
        ((), None),
    ],
)
def test_what_is_not_there_has_the_line_of_its_nearest_parent(layout: Layout, path: Path, line: int | None) -> None:
    assert layout.line_of(path) == line


def test_the_comment_lines_right_above_a_header_belong_to_it(layout: Layout) -> None:
    first, second = layout.records("activity")
    comment = layout.text[first.own_comment_start : first.start].splitlines()
    assert comment == ["# of the activity", "# two lines"]
    assert second.own_comment_start == second.start
    assert layout.text[first.content_end : first.end].split() == ["#", "free,", "between", "blank", "lines"]


def test_a_record_whose_sub_table_stands_apart_has_two_pieces(layout: Layout) -> None:
    second = layout.records("activity")[1]
    assert [layout.text[start:end].split()[0] for start, end in second.pieces] == [
        "[[activity]]",
        "[[activity.record]]",
    ]
    assert [record.index for record in layout.records("credential", 0, "step")] == [0, 1]


@pytest.mark.parametrize(
    ("text", "is_block"),
    [
        ("", True),
        ("[[activity]]\nid = 1", True),
        ("activity = []", False),
        ("[activity]\nid = 1", False),
        ('activity = [\n  { id = "a" },\n  { id = "b", hours = 1 },\n]', False),
        ("x = '''\nactivity = 1\n'''", True),
    ],
)
def test_records_in_blocks_are_told_from_records_in_line(text: str, is_block: bool) -> None:
    assert Layout.of(text).is_block("activity") is is_block


def test_keys_of_records_in_line_have_their_own_lines() -> None:
    layout = Layout.of('activity = [\n  { id = "a" },\n  { id = "b", hours = 1 },\n]')
    assert layout.line_of(("activity", 1, "hours")) == 3
    assert layout.records("activity") == []


def test_a_path_is_shown_as_a_person_would_write_it() -> None:
    assert shown(("activity", 3, "split", "al-cto/it")) == 'activity[3].split."al-cto/it"'
    assert shown(()) == ""


KEYS = st.one_of(st.sampled_from(["a", "b-c", "1"]), st.text(st.characters(codec="utf-8"), max_size=4))
SCALARS = st.one_of(
    st.integers(-9, 999),
    st.booleans(),
    st.dates(),
    st.text(st.characters(codec="utf-8"), max_size=9),
    st.sampled_from(['"""', "'''", "x]", "# no", "[[a]]", "\\", '"', "a\nb"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=6,
)
DOCUMENTS = st.dictionaries(
    KEYS,
    st.one_of(VALUES, st.lists(st.dictionaries(KEYS, VALUES, max_size=4), min_size=1, max_size=3)),
    max_size=4,
)


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from leaves(inner, (*path, at))
    else:
        yield path, value


@settings(max_examples=tries(150), deadline=None)
@given(DOCUMENTS, st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_every_value_of_a_generated_document_is_found_where_toml_reads_it(
    document: dict[str, Any], multiline: bool, ending: str
) -> None:
    import tomli_w

    text = tomli_w.dumps(document, multiline_strings=multiline).replace("\n", ending)
    expected = tomllib.loads(text)
    layout = Layout.of(text)
    for path, value in leaves(expected):
        span = layout.key(path)
        assert span is not None, path
        assert tomllib.loads(f"value = {text[span.value_start : span.value_end]}")["value"] == value
        assert layout.line_of(path) == span.line == text[: span.key_start].count("\n") + 1
    assert layout.tables[0].own_comment_start == 0
    assert layout.tables[-1].end == len(text)


PIECES = st.lists(
    st.sampled_from(
        [
            '"',
            "'",
            '"""',
            "'''",
            "[",
            "]",
            "[[",
            "]]",
            "{",
            "}",
            "=",
            "\n",
            "\r\n",
            "#",
            "\\",
            ".",
            ",",
            " ",
            "a",
            "activity",
            "\ufeff",
            "\0",
            "é",
            "1",
            "[[activity]]\n",
            'id = "x"\n',
            "hours = 1\n",
            "# remark\n",
        ]
    ),
    max_size=40,
)


@settings(max_examples=tries(300), deadline=None)
@given(PIECES.map("".join))
def test_the_layout_of_any_text_covers_it_without_gaps(text: str) -> None:
    layout = Layout.of(text)
    end = 0
    for table in layout.tables:
        assert table.own_comment_start in (end, 1)  # the root begins after a byte-order mark
        assert table.own_comment_start <= table.start <= table.body_start <= table.content_end <= table.end
        end = table.end
    assert end == len(text)
    assert all(record.start <= record.content_end <= record.end for record in layout.records("activity"))
    layout.line_of(("activity", 0, "id"))
    layout.key(("a", 0, "a"))
    layout.is_block("activity")


@pytest.mark.parametrize(
    "text",
    [
        "a = [\n" * 3000,
        "a = '''\n" * 3000,
        'a = """\n' * 3000,
        "[" * 30000,
        "{[\"'#" * 5000,
        "a = {a = {" * 5000,
        'a = "\\' * 5000,
        ".".join("a" * 20000) + " = 1",
        "[" + ".".join("a" * 20000) + "]",
        "\r" * 30000,
    ],
    ids=lambda text: text[:8],
)
def test_a_pathological_text_is_scanned_in_one_go(text: str) -> None:
    layout = Layout.of(text)
    assert layout.tables[-1].end == len(text)
    layout.line_of(("a", 0, "a"))
