"""Earlier states are kept as differences: each comes back byte for byte, or is refused."""

from __future__ import annotations

import random
import re
import zlib
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.keeping import pruning, spans, states
from alcto_core.keeping.digests import digest, known
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.history import History
from alcto_core.keeping.states import KeptStates
from alcto_core.keeping.stretch import FIRST_LINE, Stretch, Unmade
from alcto_core.problems import RecordsError

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

LINES = st.sampled_from([b"", b"a\n", b"b\n", b"hours = 1\n", b"\r\n", b"x" * 70 + b"\n", b"\xff\x00", b"end"])
TEXTS = st.lists(st.one_of(LINES, st.binary(max_size=8)), max_size=60).map(b"".join)


def long(text: bytes) -> bytes:
    """The text several times over, its lines numbered, so that it is no single span."""
    return b"".join(b"%d %b" % (number, text) for number in range(60))


# spans


@settings(max_examples=tries(400), deadline=None)
@given(TEXTS, TEXTS, st.booleans())
def test_spans_lead_from_one_text_to_the_other(before: bytes, after: bytes, is_long: bool) -> None:
    if is_long:
        before, after = long(before), long(after)
    found = spans.spans(before, after)
    assert spans.applied(before, found, len(after)) == after
    assert spans.read(spans.written(found)) == found
    assert sum(span.gone for span in found) <= len(before)
    assert all(one.at + one.gone <= two.at for one, two in pairwise(found))


def test_what_stays_in_a_large_text_is_no_part_of_any_span() -> None:
    blocks = [b'[[activity]]\nid = "a%d"\nhours = 1\n\n' % number for number in range(2000)]
    changed = [block.replace(b"hours = 1", b"hours = 2") if at % 100 == 7 else block for at, block in enumerate(blocks)]
    del changed[1500]
    changed.insert(3, b'[[activity]]\nid = "new"\n\n')
    found = spans.spans(b"".join(blocks), b"".join(changed))
    assert spans.applied(b"".join(blocks), found, 1 << 20) == b"".join(changed)
    assert len(found) == 22
    assert len(spans.written(found)) < 1500


@pytest.mark.parametrize(
    "raw", [b"1 2", b"1 2 3\nabc", b"1 2 3\nabcd", b"x 0 0\n\n", b"-1 0 0\n\n", b"1 0 1\n\n", b"0 0 0\n\nx"]
)
def test_what_is_no_span_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match="span"):
        spans.read(raw)


@pytest.mark.parametrize(
    "found",
    [[spans.Span(4, 0, b"")], [spans.Span(0, 4, b"")], [spans.Span(2, 1, b""), spans.Span(1, 0, b"")]],
)
def test_spans_of_another_text_are_refused(found: list[spans.Span]) -> None:
    with pytest.raises(ValueError, match="outside"):
        spans.applied(b"abc", found, 10)


def test_spans_never_make_more_than_was_told() -> None:
    with pytest.raises(ValueError, match="more bytes"):
        spans.applied(b"abc", [spans.Span(0, 0, b"xyz")], 5)
    with pytest.raises(ValueError, match="more bytes"):
        spans.applied(b"", [spans.Span(0, 0, b"xyz")] * 10, 5)


# one file


def walk(count: int, chance: random.Random) -> list[bytes]:
    """States that follow each other as those of a records file do."""
    texts = [b"schema = 1\n" + b"".join(b'\n[[activity]]\nid = "a%d"\nhours = 1\n' % one for one in range(20))]
    for number in range(count):
        text = texts[-1]
        match chance.randrange(6):
            case 0:
                text = text.replace(b"hours = 1", b"hours = %d" % (number + 2), 1)
            case 1:
                cut = text.rfind(b"\n[[activity]]")
                text = text[:cut] if cut > 0 else b"schema = 1\n"
            case 2:
                text = chance.choice(texts)
            case 3:
                text = chance.choice([b"", chance.randbytes(50), text.replace(b"\n", b"\r\n"), b"#" + text])
            case _:
                text += b'\n[[activity]]\nid = "n%d"\nhours = 1\n' % number
        texts.append(text)
    return texts


def stretch_of(texts: list[bytes]) -> Stretch:
    made, last = Stretch(), None
    for text in texts:
        state = known(text)
        if state.sha256 not in made.numbers:
            made = made.adding(state, last)
        last = state
    return made


@settings(max_examples=tries(100), deadline=None)
@given(st.integers(0, 30), st.randoms(use_true_random=False))
def test_every_state_of_a_stretch_comes_back(count: int, chance: random.Random) -> None:
    texts = walk(count, chance)
    found = Stretch.read(stretch_of(texts).raw)
    assert [found.bytes_of(digest(text)) for text in texts] == texts
    assert {state.sha256 for state in found.states} == set(map(digest, texts))


def test_a_stretch_cut_at_any_byte_gives_what_it_still_holds_and_nothing_wrong() -> None:
    texts = walk(8, random.Random(5))
    raw = stretch_of(texts).raw
    had = []
    for end in range(len(raw)):
        found = Stretch.read(raw[:end])
        had.append(0)
        for text in texts:
            try:
                assert found.bytes_of(digest(text)) == text
                had[-1] += 1
            except Unmade:
                pass
    assert had[0] == 0
    assert had[-1] == len(texts) - texts.count(texts[-1])
    assert had == sorted(had)


def test_any_byte_of_a_stretch_may_be_wrong_and_no_state_ever_is() -> None:
    texts = walk(6, random.Random(1))
    raw = stretch_of(texts).raw
    refused = 0
    for at in range(len(raw)):
        found = Stretch.read(raw[:at] + bytes([raw[at] ^ 0x5A]) + raw[at + 1 :])
        for text in texts:
            try:
                assert found.bytes_of(digest(text)) == text
            except Unmade:
                refused += 1
    assert refused > len(raw)


SHA = digest(b"x").encode()


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\n", FIRST_LINE, FIRST_LINE + b"\n", b"alcto stretch 2\n", b"\x00" * 999, FIRST_LINE * 9,
        FIRST_LINE + SHA + b" from 0 1 1\n\nx", FIRST_LINE + SHA + b" from 7 1 1\n\nx",
        FIRST_LINE + SHA + b" whole 1 9\n\n" + zlib.compress(b"y"),
        FIRST_LINE + SHA + b" whole 1 999999999\n\n" + zlib.compress(b"x")[:-1],
        FIRST_LINE + SHA + b" whole 1 99\n\n" + zlib.compress(bytes(80 << 20)),
    ],
)  # fmt: skip
def test_what_is_no_stretch_gives_nothing(raw: bytes) -> None:
    with pytest.raises(Unmade):
        Stretch.read(raw).bytes_of(SHA.decode())


def test_a_state_unlike_the_one_before_is_kept_whole() -> None:
    one, two = known(b"a\n" * 3000), known(bytes(range(1, 250)) * 20)
    found = Stretch().adding(one, None).adding(two, one).adding(known(one.raw + b"b\n"), one)
    assert [state.base for state in found.states] == [None, None, 0]


def test_a_stretch_can_be_read_without_alcto_as_the_reference_says(tmp_path: Path) -> None:
    page = Path(__file__).parents[3] / "docs" / "reference" / "records.md"
    (code,) = re.findall(r"```python\n(import hashlib.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    scope: dict[str, Any] = {"__name__": "told"}
    exec(code, scope)
    texts = walk(30, random.Random(2))
    file = tmp_path / "a.stretch"
    file.write_bytes((made := stretch_of(texts)).raw)
    assert [digest(raw) for raw in scope["states"](file)] == [state.sha256 for state in made.states]


# the folder


@pytest.fixture
def past(tmp_path: Path) -> History:
    return History(folder=RecordsFolder(path=tmp_path))


def saved(past: History, texts: list[bytes]) -> None:
    for before, after in pairwise(texts):
        past.record(before, after, "edit", "x", AT)
        pruning.prune(past)


def numbered(count: int) -> list[bytes]:
    base = b"".join(b"line %d of the file\n" % number for number in range(100))
    return [base + b"state %d\n" % number for number in range(count)]


def test_a_walk_of_any_kind_comes_back_whole(past: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "STEPS_IN_STRETCH", 7)
    for seed in range(3):
        texts = walk(60, random.Random(seed))
        saved(past, texts)
        assert [past.bytes_of(digest(text)) for text in texts] == texts
    assert past.states.damaged() == ((), frozenset())


def test_a_stretch_begins_with_a_whole_copy_after_so_many_steps(past: History) -> None:
    saved(past, texts := numbered(121))
    files = [file for file in past.states.files if file.is_sound]
    assert [(file.number, len(file.states)) for file in files] == [(3, 21), (3, 20), (2, 51), (1, 51)]
    assert all(Stretch.read(file.raw).states[0].base is None for file in files)
    assert past.kept() == set(map(digest, texts))


def test_two_hundred_saves_take_less_than_twice_the_file(past: History) -> None:
    base = b"".join(b'[[activity]]\nid = "a%d"\ntitle = "Event %d"\nhours = %d\n' % (n, n, n % 7) for n in range(3000))
    saved(past, [base + b'[[activity]]\nid = "n%d"\ntitle = "New"\nhours = 1\n' % number for number in range(201)])
    size = sum(file.stat().st_size for file in past.folder.backups.rglob("*") if file.is_file())
    assert size < 2 * len(base)


def test_one_lost_file_costs_no_more_than_its_stretch(past: History) -> None:
    saved(past, texts := numbered(201))
    for file in past.states.files:
        held, raw = set(file.states), file.path.read_bytes()
        file.path.unlink()
        lost = [text for text in texts if not is_kept(past, text)]
        assert len(lost) <= 50
        assert set(map(digest, lost)) <= held
        file.path.write_bytes(raw)
    assert all(is_kept(past, text) for text in texts)


def is_kept(past: History, text: bytes) -> bool:
    try:
        return past.bytes_of(digest(text)) == text
    except RecordsError:
        return False


def test_a_damaged_stretch_is_not_written_on(past: History) -> None:
    saved(past, texts := numbered(4))
    for file in past.states.files:
        file.path.write_bytes(file.path.read_bytes()[:-3])
    saved(past, later := [texts[-1], b"by hand\n", b"next\n"])
    assert [past.bytes_of(digest(text)) for text in later] == later
    files, lost = past.states.damaged()
    assert {file.name[:5] for file in files} == {"00001"}
    assert past.bytes_of(digest(texts[0])) == texts[0]
    assert digest(texts[-1]) not in lost


def test_what_undo_leads_to_is_kept_already_and_nothing_is_written(past: History) -> None:
    saved(past, texts := numbered(5))
    names = {file.path.name for file in past.states.files}
    saved(past, [texts[4], texts[3], texts[2], texts[3]])
    assert {file.path.name for file in past.states.files} <= names


def test_an_edit_by_hand_in_between_costs_no_whole_copy(past: History) -> None:
    texts = numbered(40)
    for before, after in zip(texts[::2], texts[1::2], strict=True):  # each begins with what alcto did not write
        past.record(before, after, "edit", "x", AT)
    newest = Stretch.read(past.states.files[0].raw)
    assert [state.base for state in newest.states][:4] == [None, 0, 1, 2]
    assert [past.bytes_of(digest(text)) for text in texts] == texts


def test_old_whole_states_are_read_as_they_are(past: History) -> None:
    texts = numbered(6)
    past.folder.backups.mkdir(parents=True)
    for text in texts[:4]:
        (past.folder.backups / f"{digest(text)}.toml").write_bytes(text)
    saved(past, texts[3:])
    assert [past.bytes_of(digest(text)) for text in texts] == texts
    assert past.kept() == set(map(digest, texts))
    (past.folder.backups / f"{digest(texts[0])}.toml").write_bytes(b"xxx")
    with pytest.raises(RecordsError, match="damaged"):
        past.bytes_of(digest(texts[0]))
    assert past.states.damaged()[1] == {digest(texts[0])}


def test_two_machines_that_went_on_from_one_state_both_keep_theirs(tmp_path: Path) -> None:
    here, there = (History(folder=RecordsFolder(path=tmp_path / name)) for name in ("here", "there"))
    texts = numbered(6)
    for one in (here, there):
        saved(one, texts[:4])
    saved(here, mine := [texts[3], b"mine\n" + texts[3], b"mine too\n" + texts[3]])
    saved(there, theirs := [texts[3], b"theirs\n" + texts[3]])
    for file in there.folder.stretches.iterdir():  # as a sync program brings them
        (here.folder.stretches / file.name).write_bytes(file.read_bytes())
    saved(here, more := [mine[-1], b"more\n", b"and more\n", b"and still more\n"])
    for text in (*texts[:4], *mine, *theirs, *more):
        assert here.bytes_of(digest(text)) == text


def test_the_version_before_the_newest_stays_for_whoever_reads_it(past: History) -> None:
    saved(past, texts := numbered(3))
    look = past.states
    assert len(look.files) == 2
    saved(past, [texts[2], b"next\n"])
    assert look.bytes_of(digest(texts[2])) == texts[2]
    saved(past, [b"next\n", b"after that\n", b"and after that\n"])
    assert KeptStates.bytes_of(look, digest(texts[1])) == texts[1]  # the files that it saw are gone by now


# how far back


def limits(monkeypatch: pytest.MonkeyPatch, **limit: int) -> None:
    for name, value in limit.items():
        monkeypatch.setattr(states if hasattr(states, name) else pruning, name, value)


def test_whole_stretches_are_dropped_and_every_line_has_its_bytes(
    past: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits(monkeypatch, MOST_STEPS=20, STEPS_IN_STRETCH=5, _SLACK=1)
    texts = numbered(120)
    for number in range(1, len(texts)):
        saved(past, texts[number - 1 : number + 1])
        lines = past.generations()
        assert min(number, 20) <= len(lines) <= 26
        assert past.kept() == {sha for one in lines for sha in (one.before, one.after)}
        assert all(is_kept(past, text) for text in texts[max(0, number - 20) : number + 1])
    assert len(past.states.files) <= 7


def test_a_thousand_steps_can_be_undone_and_redone(past: History, monkeypatch: pytest.MonkeyPatch) -> None:
    limits(monkeypatch, MOST_STEPS=40, MOST_LINES=160, STEPS_IN_STRETCH=5, _SLACK=1)
    saved(past, texts := numbered(60))
    for _ in range(3):
        for way, count in (("undo", 40), ("redo", 40)):
            for _ in range(count):
                now = digest(texts[at]) if (at := texts.index(present(past, texts))) >= 0 else ""
                place = past.place(now)
                step = place.done[-1].before if way == "undo" else place.undone[-1].after
                past.record(texts[at], past.bytes_of(step), way, "x", AT)  # type: ignore[arg-type]
                pruning.prune(past)
        assert present(past, texts) == texts[-1]
        assert len(past.generations()) <= 160


def present(past: History, texts: list[bytes]) -> bytes:
    """The state in which the last line left the file."""
    latest = past.latest()
    assert latest is not None
    return next(text for text in texts if digest(text) == latest.after)


def test_large_generations_are_kept_in_smaller_number(past: History, monkeypatch: pytest.MonkeyPatch) -> None:
    limits(monkeypatch, MOST_BYTES=20_000, FEWEST_LINES=3, LEAST_ROOM=4000, _SLACK=1)
    chance = random.Random(3)
    saved(past, texts := [chance.randbytes(2000) for _ in range(60)])
    lines = past.generations()
    assert 3 <= len(lines) < 20
    assert sum(file.size for file in past.states.files) < 30_000
    assert all(is_kept(past, text) for text in texts[-len(lines) :])


def test_a_short_history_is_never_cut(past: History, monkeypatch: pytest.MonkeyPatch) -> None:
    limits(monkeypatch, MOST_BYTES=10, FEWEST_LINES=50)
    saved(past, texts := numbered(40))
    assert len(past.generations()) == 39
    assert all(is_kept(past, text) for text in texts)


def test_what_nobody_here_wrote_is_left_alone(past: History, monkeypatch: pytest.MonkeyPatch) -> None:
    limits(monkeypatch, MOST_STEPS=5, STEPS_IN_STRETCH=2, _SLACK=1)
    saved(past, numbered(3))
    newer = past.folder.stretches / f"00001-{'0' * 64}.stretch"
    for file in (newer, past.folder.backups / "deadbeef.zst", past.folder.stretches / "x (conflicted copy).stretch"):
        file.write_bytes(b"alcto stretch 2\n")
    saved(past, numbered(30)[2:])
    assert newer.exists()
    assert {file.name for file in past.folder.backups.iterdir()} == {"index", "stretches", "deadbeef.zst"}


def test_the_last_line_is_read_without_the_others(past: History) -> None:
    assert past.latest() is None
    saved(past, texts := numbered(100))
    past.index.write_bytes(past.index.read_bytes() + b'{"at": "torn')
    latest = past.latest()
    assert latest is not None
    assert latest.after == digest(texts[-1])
