"""Where a file stands among its generations is told from hashes alone, also after saves that were cut short."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.keeping import history, known_states
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.history import Generation, History, SaveKind, digest, place
from alcto_core.problems import RecordsError

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def line(kind: SaveKind, before: str, after: str) -> Generation:
    return Generation(at="", kind=kind, sentence=f"{before}{after}", before=before, after=after)


def told(lines: list[Generation], now: str) -> tuple[list[str], list[str]]:
    """What can be undone and redone, as "ab" for a step from a to b; an outside change in capitals."""
    found = place(lines, now)
    done = [(one.before + one.after).upper() if one.is_outside else one.before + one.after for one in found.done]
    return done, [one.before + one.after for one in found.undone]


CREATED = line("create", "", "a")


@pytest.mark.parametrize(
    ("lines", "now", "done", "undone"),
    [
        ([], "a", [], []),
        ([CREATED], "a", [], []),
        ([CREATED, line("edit", "a", "b")], "b", ["ab"], []),
        ([CREATED, line("edit", "a", "b")], "a", [], []),
        ([CREATED, line("edit", "a", "b"), line("edit", "a", "c")], "c", ["ac"], []),
        ([CREATED, line("edit", "a", "b"), line("undo", "b", "a")], "a", [], ["ab"]),
        ([CREATED, line("edit", "a", "b"), line("undo", "b", "a")], "b", ["ab"], []),
        ([line("edit", "a", "b"), line("undo", "b", "a"), line("redo", "a", "b")], "b", ["ab"], []),
        ([line("edit", "a", "b"), line("undo", "b", "a"), line("redo", "a", "b")], "a", [], ["ab"]),
        ([line("edit", "a", "b"), line("edit", "b", "a")], "a", ["ab", "ba"], []),
        ([line("edit", "a", "b"), line("edit", "b", "a"), line("undo", "a", "b")], "b", ["ab"], ["ba"]),
        ([line("edit", "a", "b"), line("undo", "b", "a"), line("edit", "a", "c")], "c", ["ac"], []),
        ([line("edit", "a", "b"), line("edit", "x", "y")], "y", ["ab", "BX", "xy"], []),
        ([line("edit", "a", "b")], "x", ["ab", "BX"], []),
        ([line("edit", "a", "b"), line("undo", "x", "b")], "b", ["ab"], ["bx"]),
        ([line("undo", "b", "a")], "a", [], ["ab"]),
        ([line("redo", "a", "b")], "b", ["ab"], []),
        ([line("edit", "a", "b"), line("restore", "b", "a")], "a", ["ab", "ba"], []),
        ([line("edit", "a", "b"), line("restore", "b", "x"), line("undo", "x", "b")], "b", ["ab"], ["bx"]),
        ([line("edit", "a", "b"), line("restore", "x", "a")], "a", ["ab", "BX", "xa"], []),
        ([line("edit", "a", "b"), line("restore", "", "b")], "b", ["ab"], []),
        ([line("edit", "a", "b"), line("restore", "", "a")], "a", ["ab", "ba"], []),
        ([line("edit", "a", "b"), line("restore", "", "a")], "", ["ab", "B"], []),
        ([line("edit", "a", "b"), line("restore", "", "a"), line("restore", "", "a")], "a", ["ab", "ba"], []),
        ([line("edit", "a", "b"), line("undo", "b", "a"), line("undo", "", "a")], "a", [], ["ab"]),
        ([line("restore", "", "a")], "a", [], []),
        ([line("undo", "", "a")], "a", [], []),
        ([line("edit", "a", "b"), line("create", "", "c")], "c", [], []),
    ],
)
def test_the_place_follows_from_the_hashes(
    lines: list[Generation], now: str, done: list[str], undone: list[str]
) -> None:
    assert told(lines, now) == (done, undone)


class Walk:
    """What a person does, with the two stacks kept by hand, and the lines that alcto would write."""

    def __init__(self) -> None:
        self.now = "0"
        self.lines = [line("create", "", "0")]
        self.done: list[tuple[str, str]] = []
        self.undone: list[tuple[str, str]] = []
        self.fresh = 0
        self.was_cut = False
        self.was_outside = False
        self.kept: tuple[str, list[tuple[str, str]], list[tuple[str, str]]] = ("0", [], [])

    def step(self, action: str, is_cut: bool, letter: str) -> None:
        if action == "gone" or self.now == "":
            self.without_file(action, is_cut, letter)
            return
        if action == "outside":
            if self.was_cut:
                return  # which of two unknown pasts it was, nobody can tell
            self.fresh += 1
            after = f"x{self.fresh}"
            before = self.done.pop()[0] if self.was_outside else self.now  # two in a row look like one
            self.done.append((before, after))
            self.undone.clear()
            self.now = after
            self.was_outside = True
            return
        if (action == "undo" and not self.done) or (action == "redo" and not self.undone):
            return
        after = {"undo": self.done[-1][0] if self.done else "", "redo": ""}.get(action, letter)
        if action == "redo":
            after = self.undone[-1][1]
        if after == self.now:
            return
        kind: SaveKind = action  # type: ignore[assignment]
        self.lines.append(line(kind, self.now, after))
        self.was_cut = is_cut
        self.was_outside = False
        if is_cut:
            return
        if action in ("edit", "restore"):
            self.done.append((self.now, after))
            self.undone.clear()
        elif action == "undo":
            self.undone.append(self.done.pop())
        else:
            self.done.append(self.undone.pop())
        self.now = after

    def without_file(self, action: str, is_cut: bool, letter: str) -> None:
        """The file goes away, and comes back by an undo of that or by a restore.

        Not right after it was made or came back: that looks like a save that was cut short.
        """
        if self.now:
            if not self.was_cut and not self.was_outside and self.lines[-1].before:
                self.kept, self.now = (self.now, list(self.done), list(self.undone)), ""
                self.done.append((self.kept[0], ""))
                self.undone.clear()
            return
        if action not in ("undo", "restore"):
            return
        before, done, undone = self.kept
        after = before if action == "undo" else letter
        kind: SaveKind = "undo" if action == "undo" else "restore"
        self.lines.append(line(kind, "", after))
        if is_cut:
            return
        self.now, self.done, self.undone = after, done, undone
        if after != before:
            self.done.append((before, after))
            self.undone.clear()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "edit", "undo", "undo", "redo", "outside", "restore", "gone"]),
        st.booleans(),
        st.sampled_from("abc"),
    ),
    max_size=40,
)


@settings(max_examples=tries(400), deadline=None)
@given(STEPS)
def test_no_walk_with_saves_cut_short_loses_its_place(steps: list[tuple[str, bool, str]]) -> None:
    walk = Walk()
    for action, is_cut, letter in steps:
        walk.step(action, is_cut, letter)
        found = place(walk.lines, walk.now)
        assert [(one.before, one.after) for one in found.done] == walk.done
        assert [(one.before, one.after) for one in found.undone] == walk.undone


@settings(max_examples=tries(200), deadline=None)
@given(STEPS, st.integers(0, 40))
def test_dropping_old_lines_only_shortens_what_can_be_undone(steps: list[tuple[str, bool, str]], dropped: int) -> None:
    walk = Walk()
    for action, is_cut, letter in steps:
        walk.step(action, is_cut, letter)
    found = place(walk.lines[dropped:], walk.now)
    whole = [(one.before, one.after) for one in found.done]
    assert not whole or walk.done[-len(whole) :] == whole


def kept(folder: RecordsFolder, states: list[bytes]) -> History:
    kept_history = History(folder=folder)
    for before, after in pairwise(states):
        kept_history.record(before, after, "edit", f"to {after!r}", AT)
    return kept_history


def test_generations_come_back_byte_for_byte(tmp_path: Path) -> None:
    states = [b"one\r\n", b"\xef\xbb\xbftwo", b""]
    past = kept(RecordsFolder(path=tmp_path), states)
    assert [past.bytes_of(digest(state)) for state in states] == states
    assert [one.sentence for one in past.generations()] == [f"to {state!r}" for state in states[1:]]
    assert past.generations()[0].at == "2026-03-01T12:00:00+00:00"


def test_a_damaged_generation_is_not_used(tmp_path: Path) -> None:
    past = kept(RecordsFolder(path=tmp_path), [b"one", b"two"])
    for file in past.folder.stretches.iterdir():
        file.unlink()
    (past.folder.backups / f"{digest(b'one')}.toml").write_bytes(b"xxx")
    with pytest.raises(RecordsError, match="damaged"):
        past.bytes_of(digest(b"one"))
    with pytest.raises(RecordsError, match="no longer kept"):
        past.bytes_of(digest(b"three"))


def test_torn_and_strange_lines_are_passed_over(tmp_path: Path) -> None:
    past = kept(RecordsFolder(path=tmp_path), [b"one", b"two"])
    index = tmp_path / ".alcto" / "history" / "index"
    whole = index.read_bytes()
    other = whole.replace(b'"edit"', b'"outside"') + whole.replace(b'"edit"', b'"dance"')
    index.write_bytes(b'{"kind": "edit"}\n[]\nnull\n\x00\x00\n{"kind": "dance"}\n' + other + whole + whole[:20])
    past.record(b"two", b"three", "edit", "on", AT)
    assert [one.after for one in past.generations()] == [digest(b"two"), digest(b"three")]


def test_every_state_is_listed_with_its_number_and_the_present_one_is_marked(tmp_path: Path) -> None:
    past = kept(RecordsFolder(path=tmp_path), [b"one", b"two", b"three"])
    past.record(b"three", b"two", "undo", "undid: to b'three'", AT)
    found = known_states.listed(past, digest(b"two"))
    assert [(one.number, one.sentence, one.can, one.is_present) for one in found] == [
        (4, "undid: to b'three'", "", True),
        (3, "to b'three'", "redo", False),
        (2, "to b'two'", "undo", False),
        (1, "the oldest state that is kept", "", False),
    ]
    assert [one.before for one in found] == [digest(b"three"), digest(b"two"), digest(b"one"), None]
    assert past.kept() == {digest(raw) for raw in (b"one", b"two", b"three")}


def test_a_file_that_is_gone_is_in_no_state_and_loses_none(tmp_path: Path) -> None:
    past = kept(RecordsFolder(path=tmp_path), [b"one", b"two"])
    found = known_states.listed(past, "")
    assert [one.sha256 for one in found] == [digest(b"two"), digest(b"one")]
    assert not any(one.is_present for one in found)


def test_what_is_kept_is_listed_though_no_save_tells_of_it(tmp_path: Path) -> None:
    past = kept(RecordsFolder(path=tmp_path), [b"one", b"two"])
    past.record(b"two", b"three", "edit", "cut short", AT)
    (tmp_path / ".alcto" / "history" / f"{digest(b'four')}.toml").write_bytes(b"four")
    found = known_states.listed(past, digest(b"two"))
    assert [(one.sha256, one.sentence.split(",")[0]) for one in found] == [
        (digest(b"two"), "to b'two'"),
        (digest(b"one"), "the oldest state that is kept"),
        (digest(b"three"), "cut short"),
        (digest(b"four"), "kept"),
    ]
    assert [one.number for one in found] == [4, 3, 2, 1]
    (tmp_path / ".alcto" / "history" / "index").unlink()
    assert {one.sha256 for one in known_states.listed(past, digest(b"two"))} == past.kept()


def test_a_change_from_outside_is_a_state_too(tmp_path: Path) -> None:
    past = kept(RecordsFolder(path=tmp_path), [b"one", b"two"])
    newest = known_states.listed(past, digest(b"by hand"))[0]
    assert (newest.kind, newest.is_present, newest.before) == ("outside", True, digest(b"two"))


@settings(max_examples=tries(100), deadline=None)
@given(STEPS)
def test_the_newest_state_is_always_the_one_of_the_file(steps: list[tuple[str, bool, str]]) -> None:
    walk = Walk()
    for action, is_cut, letter in steps:
        walk.step(action, is_cut, letter)
        happened = list(history.happened(walk.lines, walk.now))
        assert all(one.after == two.before for one, two in pairwise(happened))
        assert not happened or happened[-1].after == walk.now


def test_a_state_is_named_by_what_made_it(tmp_path: Path) -> None:
    past = kept(RecordsFolder(path=tmp_path), [b"one", b"two"])
    past.record(b"two", b"backup", "restore", "brought back “b.zip”", AT)
    past.record(b"backup", b"two", "undo", "undid: x", AT)
    assert known_states.name_of(past, digest(b"two")) == "the state of 2026-03-01 12:00 (to b'two')"
    assert known_states.name_of(past, digest(b"backup")) == "“b.zip”"
    assert known_states.name_of(past, "abcdef0123") == "a state of which nobody knows the time"


def test_the_oldest_state_is_named_by_what_came_after_it(tmp_path: Path) -> None:
    past = History(folder=RecordsFolder(path=tmp_path))
    past.record(b"by hand", b"one", "edit", "added “FETC”", AT)
    assert known_states.name_of(past, digest(b"by hand")) == "the state before 2026-03-01 12:00 (added “FETC”)"
