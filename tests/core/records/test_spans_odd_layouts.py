"""Generated documents in odd layouts × edits: nothing outside the edited record changes, no comment is lost.

A document is made of pieces that know their owner. An edit of one owner must leave the pieces of all others as
they were, byte for byte, and in their order; a deletion must leave exactly those.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alcto_core.records.edits import (
    REMOVED,
    AddActivity,
    AddCredential,
    AddStep,
    ChangeActivity,
    ChangeCredential,
    DeleteActivity,
    DeleteCredential,
    Edit,
)
from alcto_core.records.writing import same

QUICK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Piece(NamedTuple):
    owner: str
    text: str


KEYS = {
    "title": ['"plain"', "'l#t'", '"""\nmany\n# no comment\n[[activity]]\n"""', "'''one # ' two'''", '"a\\"b # c"'],
    "hours": ["6", "6.5", "1_0", "0.25", "+3"],
    "date": ["2026-01-28", "2026-02-28"],
    "strands": ['["a", "b"]', "[]", '[\n  "a",  # COMMENT\n\n  "b" ]', '[ # COMMENT\n]', '["]", "#"]'],
    "location": ['"x"', '"é 日本"'],
    "mystery": ["{ a = 1, 'b c' = [1, 2] }", "nan", "[[1], [2, [3]]]", "2026-01-01T00:00:00Z", "true", "-inf"],
    '"odd key"': ["1", '"#"'],
    "split": ['{ "al/it" = 3.5 }', "{}"],
}  # fmt: skip
SPACES = ["", " ", "  ", "\t"]


@st.composite
def key_lines(draw: st.DrawFn, label: str, fixed: tuple[str, ...]) -> str:
    """Lines of one table: its fixed lines and some others, with odd spacing and comments between and behind."""
    names = draw(st.lists(st.sampled_from(sorted(KEYS)), unique=True, max_size=5))
    drawn = list(fixed)
    for name in names:
        value = draw(st.sampled_from(KEYS[name])).replace("COMMENT", f"within {label} {name}")
        drawn.append(
            f"{draw(st.sampled_from(SPACES))}{name}{draw(st.sampled_from(SPACES))}={draw(st.sampled_from(SPACES))}{value}"
        )
    if "split" not in names and draw(st.booleans()):
        drawn += ["split.al = 1", "split . 'b c' = 2.25"]
    drawn = draw(st.permutations(drawn))
    lines: list[str] = []
    for at, line in enumerate(drawn):
        if at and draw(st.integers(0, 5)) == 0:
            lines.append(draw(st.sampled_from([f"# between {label} {at}", ""])))
        behind = f" # behind {label} {at}" if draw(st.integers(0, 4)) == 0 else draw(st.sampled_from(["", " "]))
        lines.append(line + behind)
    return "".join(f"{line}\n" for line in lines)


@st.composite
def table(draw: st.DrawFn, owner: str, header: str, fixed: tuple[str, ...], label: str) -> list[Piece]:
    """A header with its keys, perhaps comments above it and below it, perhaps blank lines after it."""
    indent = draw(st.sampled_from(["", "", "  "]))
    above = f"{indent}# above {label}\n" if draw(st.booleans()) else ""
    body = draw(key_lines(label, fixed))
    behind = f"  # header {label}" if draw(st.integers(0, 4)) == 0 else ""
    blank = draw(st.sampled_from(["", "\n", "\n\n"]))
    pieces = [Piece(owner, f"{above}{indent}{header}{behind}\n{body}{blank}")]
    if blank and draw(st.integers(0, 3)) == 0:
        pieces.append(Piece("free", f"# free {label}\n\n"))
    return pieces


@st.composite
def documents(draw: st.DrawFn) -> list[Piece]:
    root = draw(st.sampled_from(["", "schema = 1\n", "# first\nschema=1\n\n"]))
    pieces = [Piece("root", root), Piece("root", '[person]\nname = "x" # who\n' + draw(st.sampled_from(["", "\n"])))]
    count = {"activity": 0, "credential": 0}
    for _ in range(draw(st.integers(1, 5))):
        name = draw(st.sampled_from(["activity", "activity", "credential"]))
        index = count[name]
        count[name] += 1
        owner = f"{name}-{index}"
        fixed = (f'id = "{owner}"', 'program = "p"') if name == "credential" else (f'id = "{owner}"',)
        pieces += draw(table(owner, f"[[{name}]]", fixed, owner))
        subs = {"activity": ["session", "record"], "credential": ["step"]}
        for sub in range(draw(st.integers(0, 3))):
            of = draw(st.sampled_from([key for key in count if count[key]]))  # perhaps apart from its record
            kind = draw(st.sampled_from(subs[of]))
            whose = f"{of}-{count[of] - 1}"
            pieces += draw(table(whose, f"[[{of}.{kind}]]", (f'id = "{kind}"',), f"{whose} {name} {index} {sub}"))
        if draw(st.integers(0, 3)) == 0:
            pieces += [Piece(owner, f"[{name}.extra]\nx = 1 # sub {owner}\n\n")]
    return pieces


def joined(pieces: list[Piece], form: tuple[bool, bool, bool]) -> list[Piece]:
    """The pieces with carriage returns, a byte-order mark, without a last line feed."""
    mark, returns, bare = form
    if returns:
        pieces = [Piece(owner, text.replace("\n", "\r\n")) for owner, text in pieces]
    if bare and pieces[-1].text.strip():
        pieces = [*pieces[:-1], Piece(pieces[-1].owner, pieces[-1].text.rstrip("\r\n"))]
    return [Piece("root", "\ufeff"), *pieces] if mark else pieces


def values(text: str) -> dict[str, Any]:
    return tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal)


FORMS = st.tuples(st.booleans(), st.booleans(), st.booleans())
FRESH = {"id": "fresh", "title": "new # one", "date": date(2026, 3, 4), "hours": Decimal("1.25"),
         "session": [{"title": "s", "hours": 1}]}  # fmt: skip
NEW_VALUES = {
    "title": ["t", 'quo"te # x'],
    "hours": [Decimal("2.50"), 7],
    "strands": [["a"], ["b", "a", "c"], []],
    "mystery": [{"deep": [1]}, "m"],
    "odd key": [2],
    "split": [{"al": 2, "b c": Decimal("2.25"), "new": 1}],
    "note": ["n\nn"],
    "extra": [{"x": 2, "y": 3}],
}


@st.composite
def changes(draw: st.DrawFn, record: dict[str, Any], name: str) -> dict[str, Any]:
    keys = draw(st.lists(st.sampled_from(sorted(NEW_VALUES)), unique=True, max_size=3))
    drawn: dict[str, Any] = {key: draw(st.sampled_from(NEW_VALUES[key])) for key in keys}
    block = {"activity": "session", "credential": "step"}[name]
    if draw(st.booleans()):
        parts = [dict(part) for part in record.get(block, [])]
        for part in parts:
            if draw(st.booleans()):
                part["title"] = "changed"
        drawn[block] = parts + [{"id": "more", "title": "m"}] * draw(st.integers(0, 2))
    return drawn


def comments(text: str) -> list[str]:
    return re.findall(r"# (?:above|between|behind|header|free|within|sub) [^\n\r]*|# who|# first", text)


@QUICK
@given(documents(), FORMS, st.data())
def test_a_change_touches_only_its_record_and_loses_no_comment(
    pieces: list[Piece], form: tuple[bool, bool, bool], data: st.DataObject
) -> None:
    pieces = joined(pieces, form)
    text = "".join(piece.text for piece in pieces)
    before = values(text)
    name = data.draw(st.sampled_from([key for key in ("activity", "credential") if key in before]))
    record = data.draw(st.sampled_from(before[name]))
    edit: Edit = (ChangeActivity if name == "activity" else ChangeCredential)(
        id=record["id"], changes=data.draw(changes(record, name))
    )
    after = edit.rewritten(text, before)
    assert same(values(after), edit.applied(before))
    assert_others_untouched(pieces, record["id"], after)
    assert set(comments(text)) <= set(comments(after))


@QUICK
@given(documents(), FORMS, st.data())
def test_removing_keys_touches_only_their_record(
    pieces: list[Piece], form: tuple[bool, bool, bool], data: st.DataObject
) -> None:
    pieces = joined(pieces, form)
    text = "".join(piece.text for piece in pieces)
    before = values(text)
    name = data.draw(st.sampled_from([key for key in ("activity", "credential") if key in before]))
    record = data.draw(st.sampled_from(before[name]))
    gone = {key: REMOVED for key in record if key not in ("id", "program") and data.draw(st.booleans())}
    edit: Edit = (ChangeActivity if name == "activity" else ChangeCredential)(id=record["id"], changes=gone)
    after = edit.rewritten(text, before)
    assert same(values(after), edit.applied(before))
    assert_others_untouched(pieces, record["id"], after)


@QUICK
@given(documents(), FORMS, st.data())
def test_a_deletion_leaves_exactly_the_bytes_of_the_others(
    pieces: list[Piece], form: tuple[bool, bool, bool], data: st.DataObject
) -> None:
    pieces = joined(pieces, form)
    text = "".join(piece.text for piece in pieces)
    before = values(text)
    name = data.draw(st.sampled_from([key for key in ("activity", "credential") if key in before]))
    record = data.draw(st.sampled_from(before[name]))
    edit: Edit = (DeleteActivity if name == "activity" else DeleteCredential)(id=record["id"])
    after = edit.rewritten(text, before)
    assert after == "".join(piece.text for piece in pieces if piece.owner != record["id"])
    assert same(values(after), edit.applied(before))


@QUICK
@given(documents(), FORMS, st.sampled_from(["activity", "credential", "step"]))
def test_an_addition_changes_nothing_that_was_there(
    pieces: list[Piece], form: tuple[bool, bool, bool], what: str
) -> None:
    text = "".join(piece.text for piece in joined(pieces, form))
    before = values(text)
    edit: Edit = AddActivity(table=FRESH)
    if what == "credential":
        edit = AddCredential(table={"program": "fresh", "step": [{"id": "s"}]})
    elif what == "step" and "credential" in before:
        edit = AddStep(id=before["credential"][0]["id"], table={"id": "s", "done": date(2026, 1, 1)})
    after = edit.rewritten(text, before)
    assert same(values(after), edit.applied(before))
    head = next((at for at, (old, new) in enumerate(zip(text, after, strict=False)) if old != new), len(text))
    assert after.endswith(text[head:])
    assert len(after) > len(text)


def assert_others_untouched(pieces: list[Piece], owner: str, after: str) -> None:
    """Every unbroken run of foreign text is there, in order; the first from the start, the last to the end."""
    runs: list[str] = [""]
    for piece in pieces:
        if piece.owner == owner:
            if runs[-1]:
                runs.append("")
        else:
            runs[-1] += piece.text
    if pieces[0].owner != owner:
        assert after.startswith(runs[0])
    if pieces[-1].owner != owner:
        assert after.endswith(runs[-1])
    at = 0
    for run in runs:
        found = after.find(run, at)
        assert found >= 0
        at = found + len(run)
