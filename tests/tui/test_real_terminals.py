"""alcto in real terminals: tmux, GNU screen, dtach, and a link that is slow and splits what is typed."""

from __future__ import annotations

import os
import select
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal is POSIX")

if os.name == "posix":
    from terminal import DOWN, ENTER, ESCAPE, F2, Terminal

DEMO = Path(__file__).parents[2] / "alcto_core" / "demo" / "alabama.toml"
ALCTO = (sys.executable, "-m", "alcto_tui", "--on", "2026-08-14")
MOST_PER_KEY = 2_000
"""Bytes of the middle one of many cursor moves: a fifth of a second over a link of 9,600 characters a second."""
MOST_OF_A_HELD_KEY = 2 * 9_600
"""Bytes of twenty moves of a key that is held: two seconds over it."""


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A folder with the made-up records, in which one change was made that could be undone."""
    shutil.copy(DEMO, tmp_path / "records.toml")
    saved = subprocess.run(
        [*ALCTO[:3], "log", "--title", "Saved last", "--date", "2026-08-01", "--hours", "1", "--yes"],
        env=os.environ | {"ALCTO_RECORDS": str(tmp_path), "HOME": str(tmp_path)}, capture_output=True, check=False,
    )  # fmt: skip
    assert saved.returncode == 0, saved.stderr
    return tmp_path


def tmux(folder: Path) -> list[str]:
    return ["tmux", "-u", "-S", str(folder / "tmux"), "-f", "/dev/null", "new-session", shlex.join(ALCTO)]


def screen(folder: Path) -> list[str]:
    return ["screen", "-U", "-c", "/dev/null", "-S", folder.name, *ALCTO]


def dtach(folder: Path) -> list[str]:
    return ["dtach", "-A", str(folder / "dtach"), *ALCTO]


IN: dict[str, Callable[[Path], list[str]]] = {
    "none": lambda folder: [*ALCTO], "tmux": tmux, "screen": screen, "dtach": dtach,
}  # fmt: skip
Opens = Callable[..., Terminal]


@pytest.fixture
def opened(records: Path) -> Iterator[Opens]:
    """Opens alcto at Home, by itself or in a program that stands between it and the terminal."""
    running: list[Terminal] = []

    def begin(within: str = "none", **environ: str) -> Terminal:
        if within != "none" and shutil.which(within) is None:
            pytest.skip(f"{within} is not installed here")
        around = {"HOME": str(records), "SHELL": "/bin/sh", "LANG": "C.UTF-8", "COLORTERM": "", "TMUX": "", "STY": ""}
        terminal = Terminal(records, program=IN[within](records), environ=around | environ)
        running.append(terminal)
        terminal.shows("TD-CEU FY26", "Help")
        terminal.rests()
        return terminal

    yield begin
    for terminal in running:
        if terminal.process.poll() is None:
            with suppress(OSError):
                terminal.press("\x11")
            with suppress(AssertionError):
                terminal.ends()
        terminal.__exit__()
    if (records / "tmux").exists():
        subprocess.run(["tmux", "-S", str(records / "tmux"), "kill-server"], capture_output=True, check=False)


def file_of(folder: Path) -> bytes:
    return (folder / "records.toml").read_bytes()


@pytest.mark.parametrize("within", IN)
def test_esc_goes_back(within, opened):
    terminal = opened(within)
    terminal.press("l")
    terminal.shows("Activities")
    terminal.press(ESCAPE)
    terminal.settles(lambda seen: "TD-CEU FY26" in seen and "Activities" not in seen, "Esc did not go back")
    terminal.press("q")
    assert terminal.ends() == 0


@pytest.mark.parametrize("within", IN)
def test_what_is_copied_can_be_had(within, opened, records):
    terminal = opened(within)
    terminal.press("y")
    if within in ("tmux", "screen"):
        # How long the path is decides where its lines break.
        terminal.settles(
            lambda seen: "copied.txt" in "".join(seen.replace("▌", "").split()), "it says nowhere where it lies"
        )
        assert "TD-CEU" in (records / ".alcto" / "copied.txt").read_text(encoding="utf-8")
    else:
        terminal.shows("Copied.")
    if within == "tmux":
        assert "Handed to the terminal" in terminal.screen
    assert "Jordan Avery, Pine Hollow City Schools" in terminal.screen  # nothing of it was printed over the screen


PIECES = {
    "down": ("\x1b", "[B"),
    "down-late": ("\x1b[", "B"),
    "control-right": ("\x1b[1;5", "C"),
    "delete": ("\x1b[3", "~"),
    "f2": ("\x1bO", "Q"),
    "key-codes": ("\x1b[?1", "u"),
    "key-codes-after-esc": ("\x1b", "[?1u"),
    "attributes": ("\x1b[?62;1;6;9;15", ";22c"),
    "cursor": ("\x1b[24;8", "0R"),
    "draws-at-once": ("\x1b[?2026;2", "$y"),
    "color": ("\x1b]11;rgb:1e1e/", "1e1e/1e1e\x07"),
    "color-ended-otherwise": ("\x1b]11;rgb:1e1e/1e1e/1e1e", "\x1b\\"),
    "name": ("\x1bP>|XTer", "m(370)\x1b\\"),
    "only-the-rest": ("", "2026;2$y"),
    "only-the-rest-of-a-color": ("", "1e1e/1e1e/1e1e\x07"),
    "only-the-rest-of-a-key": ("", "[3~"),
}


def test_what_a_link_split_changes_nothing_and_opens_nothing(opened, records):
    terminal, before = opened(), file_of(records)
    for kind, parts in PIECES.items():
        for part in parts:
            terminal.press(part)
            seen = terminal.rests()  # longer than an Esc is waited for
        assert "TD-CEU FY26" in seen, kind
        assert "Enter Open" in seen, kind  # Home, and nothing in front of it
        assert file_of(records) == before, kind
    terminal.press("l")  # and the next key is that key
    terminal.shows("Activities")


def test_a_split_key_is_that_key(opened):
    terminal = opened()
    terminal.press("l")
    before = terminal.shows("Activities", "Saved last") and terminal.rests()
    terminal.press("\x1b[")
    assert terminal.rests() == before
    terminal.press("B")
    assert terminal.settles(lambda seen: seen != before)
    assert "Activities" in terminal.screen


class Link:
    """A link that carries so many characters in a second each way, late, and takes each key apart."""

    rate, late = 9_600, 0.3

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._coming: list[tuple[float, bytes]] = []
        self._may, self._looked = 0.0, time.monotonic()

    def press(self, keys: str) -> None:
        at = self._coming[-1][0] if self._coming else time.monotonic() + self.late
        self._coming += [(at + number * 0.04, bytes([one])) for number, one in enumerate(keys.encode(), 1)]

    def carry(self) -> bool:
        """Carry what is due; whether there was anything."""
        now = time.monotonic()
        self._may, self._looked = min(self._may + (now - self._looked) * self.rate, 512), now
        if self._coming and self._coming[0][0] <= now:
            os.write(self._terminal.master, self._coming.pop(0)[1])
            return True
        if not select.select([self._terminal.master], [], [], 0.01)[0]:
            return bool(self._coming)
        if self._may >= 64:
            part = os.read(self._terminal.master, int(self._may))
            self._terminal.output += part
            self._may -= len(part)
        return True

    def rests(self) -> str:
        """Wait until nothing was under way for a while; the screen."""
        quiet = time.monotonic()
        while time.monotonic() < quiet + 0.5:
            if self.carry():
                quiet = time.monotonic()
        return self._terminal.screen


def test_keys_over_a_slow_link_that_takes_them_apart_do_what_they_do_at_once(opened, records):
    terminal, before = opened(), file_of(records)
    terminal.press("l")
    terminal.shows("Activities", "Saved last")
    terminal.rests()
    for _ in range(6):
        terminal.press(DOWN)
    wanted = terminal.rests()
    for _ in range(6):
        terminal.press("\x1b[A")
    assert terminal.rests() != wanted
    link, sent = Link(terminal), len(terminal.output)
    for _ in range(6):
        link.press(DOWN)
    assert link.rests() == wanted
    assert len(terminal.output) - sent <= 6 * MOST_PER_KEY
    assert file_of(records) == before


def test_an_agenda_that_was_pasted_is_taken_back_and_the_form_lives(opened, records):
    agenda = "\r".join(f"{hour}:00-{hour}:30 Talk {hour}" for hour in range(1, 13)) * 4
    terminal = opened()
    terminal.press("a")
    terminal.shows("Add entry")
    terminal.rests()
    terminal.press("\x1bOS")
    terminal.shows("Paste the agenda")
    empty = terminal.rests()
    terminal.press(f"\x1b[200~{agenda}\x1b[201~")
    terminal.shows("Talk 12", "sessions")
    terminal.settles(lambda _: any(b"Talk 12" in one.read_bytes() for one in records.rglob("*.json")), "no draft")
    terminal.press("\x1a")
    terminal.settles(lambda now: now == empty, "the agenda stayed")
    terminal.press(ESCAPE)
    terminal.shows("Add entry", "F4 Agenda")


def test_one_letter_alone_takes_nothing_back_and_two_do(opened, records):
    terminal, before = opened(), file_of(records)
    terminal.press("u")
    terminal.shows("Press u once more")
    assert file_of(records) == before
    terminal.press("u")
    terminal.settles(lambda _: b"Saved last" not in file_of(records))


@pytest.mark.parametrize("typed", ["uu", "undo\r", "lx\rxyyy", "uxuxyu"])
def test_a_paste_that_arrives_as_keys_takes_nothing_back_and_deletes_nothing(typed, opened, records):
    terminal, before = opened(), file_of(records)
    terminal.press(typed)
    terminal.rests()
    assert file_of(records) == before


def test_letters_typed_at_once_go_where_they_would_go_one_by_one(opened, records):
    terminal = opened()
    terminal.press("aHalf an hour\t\t2026-02-03\t0.5")
    terminal.shows("Half an hour", "2026-02-03")
    terminal.rests()
    terminal.press(F2)
    terminal.settles(lambda _: b'title = "Half an hour"' in file_of(records))
    assert b"hours = 0.5" in file_of(records)


def test_what_is_typed_on_after_a_save_goes_where_it_would_go_later(opened, records):
    terminal = opened()
    terminal.press(f"aOne thing\t\t2026-02-03\t0.5{F2}aAnother\t\t2026-02-04\t1.5{F2}")
    terminal.settles(lambda _: b'title = "Another"' in file_of(records))
    assert b'title = "One thing"' in file_of(records)
    assert file_of(records).count(b"[[activity]]") == DEMO.read_bytes().count(b"[[activity]]") + 3
    terminal.press(f"l/fetc\re X{F2}")  # into a form that is put together first
    terminal.settles(lambda _: b' X"' in file_of(records))


@pytest.mark.parametrize("typed", [f"{DOWN}{ENTER}", f"j{ENTER}"])
def test_what_is_typed_before_alcto_has_the_terminal_goes_where_it_would_go_later(typed, records):
    with Terminal(records, with_plugins=True, environ={"HOME": str(records), "TMUX": "", "STY": ""}) as terminal:
        terminal.press(typed)
        terminal.shows("AL-CTO 2024-2027   2 Jun 2024 – 1 Jun 2027")  # the second card, and not the first
        terminal.press("\x11")
        assert terminal.ends() == 0


def test_noise_ends_nothing(opened, records):
    terminal, before = opened(), file_of(records)
    os.write(terminal.master, b"\xff\xfe\x80\x9b\xc3(\x1b[\x00\x1b]\xf0\x9f\r\x1b")
    terminal.rests()
    terminal.press(ESCAPE * 2)
    terminal.rests()
    assert terminal.process.poll() is None
    assert file_of(records) == before


def test_ctrl_l_draws_everything_again_and_sets_the_modes(opened):
    terminal = opened()
    seen = terminal.rests()
    terminal._picture.reset()  # as after noise, or in a terminal that was attached anew
    at = len(terminal.output)
    terminal.press("\x0c")
    assert terminal.settles(lambda now: now == seen)
    again = terminal.output[at:]
    assert all(mode in again for mode in (b"\x1b[?1006h", b"\x1b[?2004h", b"\x1b[?1004h", b"\x1b[?7l", b"\x1b[?25l"))
    terminal.press("q")
    assert terminal.ends() == 0
    assert terminal.is_restored()


def test_a_terminal_attached_anew_shows_the_screen_and_takes_keys(opened, records):
    terminal = opened("dtach")
    terminal.press("\x1c")
    terminal.ends()
    with Terminal(records, program=["dtach", "-a", str(records / "dtach")]) as another:
        another.shows("TD-CEU FY26", "Enter Open")
        assert b"\x1b[?2004h" in another.output
        another.press("l")
        another.shows("Activities")
        another.press("\x11")
        assert another.ends() == 0


@pytest.mark.parametrize("editor", ["no-such-editor", "/no such/editor -w", "false", "'unfinished"])
def test_an_editor_that_fails_leaves_the_screens_as_they_were(editor, opened, records):
    (records / "records.toml").write_bytes(file_of(records) + b'\n[[activity]]\nid = "wrong"\n')
    terminal = opened(EDITOR=editor, VISUAL="")
    terminal.press("p")
    terminal.shows("Problems")
    terminal.press("e")
    terminal.shows("ended with status 1" if editor == "false" else "There is no program")
    terminal.press(ESCAPE)
    terminal.shows("TD-CEU FY26", "Enter Open")
    terminal.press("q")
    assert terminal.ends() == 0
    assert terminal.is_restored()


def test_an_editor_whose_path_has_a_blank_runs(opened, records):
    (records / "records.toml").write_bytes(file_of(records) + b'\n[[activity]]\nid = "wrong"\n')
    (records / "my tools").mkdir()
    editor = records / "my tools" / "edit"
    editor.write_text(f'#!/bin/sh\necho "$@" > {records / "seen"}\n', encoding="utf-8")
    editor.chmod(0o755)
    terminal = opened(EDITOR=f"{editor} --wait", VISUAL="")
    terminal.press("p")
    terminal.shows("Problems")
    terminal.press("e")
    terminal.settles(lambda _: (records / "seen").exists())
    assert (records / "seen").read_text(encoding="utf-8").split() == ["--wait", str(records / "records.toml")]
    terminal.shows("Problems")


LISTS = {
    "home": (),
    "log": ("l",),
    "credential": (ENTER,),
    "plan": ("P",),
    "catalogue": ("c",),
    "rules": ("R",),
    "rule set": ("R", ENTER),
    "history": ("H",),
    "problems": ("p", "A"),
    "import": ("I", "sheet.csv", ENTER),
    "official record": ("O", "sheet.csv", ENTER),
    "palette": ("\x10",),
    "help": ("?",),
}
"""The keys that open each list."""
SHEET = "Title,Date,Hours\n" + "".join(f"Session {at},2026-01-{1 + at},1.5\n" for at in range(24))


@pytest.mark.parametrize("way", LISTS.values(), ids=LISTS)
def test_a_cursor_that_goes_down_costs_little(way, opened, records, monkeypatch):
    monkeypatch.chdir(records)
    (records / "sheet.csv").write_text(SHEET, encoding="utf-8")
    terminal = opened()
    for key in way:
        terminal.press(key)
        terminal.rests()
    whole = len(terminal.output)
    costs = []
    for _ in range(12):
        before = len(terminal.output)
        terminal.press(DOWN)
        terminal.rests()
        costs.append(len(terminal.output) - before)
    assert sorted(costs)[len(costs) // 2] <= MOST_PER_KEY
    assert max(costs) < whole
    before = len(terminal.output)
    for _ in range(20):  # as of a key that is held: what waits is drawn once, so that a slow link is soon done with it
        terminal.press("\x1b[A")
        terminal.read(0.03)
    terminal.rests()
    assert len(terminal.output) - before <= MOST_OF_A_HELD_KEY


def test_a_signal_that_the_window_has_its_size_still_draws_it(opened):
    terminal = opened()
    seen = terminal.rests()
    terminal._picture.reset()
    terminal.resize(80, 24)
    assert terminal.settles(lambda now: now == seen)


ELSEWHERE = {"no color": {"NO_COLOR": "1"}, "no UTF-8": {"LC_ALL": "C"}}


@pytest.mark.parametrize("where", ELSEWHERE)
def test_every_screen_stands_and_can_be_read(where, opened):
    from alcto_tui.commands import SHARED

    terminal = opened(**ELSEWHERE[where])
    keys = [one.key.partition(",")[0] for one in SHARED if one.action.startswith("open_screen")]
    for key in (*keys, "a", "?", "i", "n", ENTER, "\x10"):
        home = terminal.rests()
        terminal.press(key)
        seen = terminal.settles(lambda now, home=home: now != home, f"{key!r} opened nothing")
        assert terminal.process.poll() is None, key
        assert "\\u2" not in seen, key
        assert seen.isascii() or where != "no UTF-8", key
        for _ in range(4):
            terminal.press(ESCAPE)
            if "Enter Open" in (seen := terminal.rests()) and "q Quit" in seen:
                break
        else:
            raise AssertionError(f"Esc does not lead back from {key!r}:\n{seen}")
    terminal.press("q")
    assert terminal.ends() == 0
