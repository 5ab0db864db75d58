"""F14: bytes that a terminal obeys, in every field of the records, through the screens and the verbs.

Everything runs in a real pseudo-terminal, and all that comes out of it is read: after the sequences that the screens
need themselves are taken away, nothing may be left that a terminal obeys, and no payload may be in it as it was.
"""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

import gates

PATIENCE = 120.0
PAYLOADS = (
    "\x1b]0;TITLE-OF-DATA\x07",
    "\x1b]52;c;REFUQQ==\x07",
    "\x1b]8;;https://data.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1b[77;777H\x1b[2J\x1b[?1049l",
    "\x1bPq#DATA\x1b\\",
    "\x9b77;777H\x9d0;TITLE-OF-DATA\x9c",
    "\x90DATA\x9c\x85\x84",
    "\u202egpj.exe\u2066a\u2069\u200f",
    "bell\x07 back\x08 shift\x0e delete\x7f null\x00",
    "line one\r\nline two\u2028three\x0bfour\x0c",
    "\x1b^PM-OF-DATA\x1b\\\x1b_APC-OF-DATA\x1b\\\x1bXSOS-OF-DATA\x1b\\",
    "\x1bc\x1b#8\x1b(0\x1b[5i",
)
FIGURES = (
    "calls of verbs", "of them shown the data", "calls with typed answers", "terminals with screens",
    "screens of tours", "bytes read", "bytes of data obeyed",
)  # fmt: skip
PICTURES = ("\N{REPLACEMENT CHARACTER}", "\N{RETURN SYMBOL}", *map(chr, range(0x2400, 0x2422)))
"""What stands for a byte that a terminal would obey."""
OURS = re.compile(
    rb"\x1b\[[0-9;:]*m"  # colours
    rb"|\x1b\[[0-9;]*[HABCDJKGLMr]"  # places, clearing, and lines that move
    rb"|\x1b\[[?<>=][0-9;$]*[a-zA-Z]{1,2}|\x1b\[[0-9;$?]*p"  # modes, keyboard, questions about them
    rb"|\x1b\[[0-9]*[ct]|\x1b\[c|\x1b\[6n|\x1b\[s|\x1b\[u"
    rb"|\x1b[78=>]|\x1b\(B|\x1b\]22;[a-z-]*\x07"  # the shape of the pointer
    rb"|\x1bP\+?\$?q[0-9a-z]*\x1b\\|\x1b_Gi=[0-9,=a-z;A]*\x1b\\"  # what the terminal can do
)
TURNING = ("\u061c", "\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A)))
OBEYED = {*map(chr, (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)), *TURNING} - {"\r", "\n"}


def measure(plan: gates.Plan) -> gates.Outcome:
    """All payloads together in the quick form. In the long form each by itself, through verbs and screens; and for
    each share a tour of every screen with all of them, each time with others in front."""
    outcome = gates.Outcome()
    for figure in FIGURES:
        outcome.add(figure, 0)
    texts = [*PAYLOADS, "".join(PAYLOADS)] if plan.is_long else ["".join(PAYLOADS)]
    for number in range(plan.share, len(texts), plan.shares):
        scratch = plan.scratch / str(number)
        scratch.mkdir()
        _measure_verbs(outcome, scratch, texts[number])
        folder = _screens_folder(scratch, texts[number])
        _walk(outcome, folder, texts[number])
    if plan.is_long:
        first = plan.share * len(PAYLOADS) // plan.shares
        whole = "".join((*PAYLOADS[first:], *PAYLOADS[:first]))
        _tour(outcome, _screens_folder(plan.scratch, whole), whole)
    return outcome


_COLORS_AND_BAR = re.compile(rb"\x1b\[(?:[0-9;]*m|\?25[lh])")
"""What a verb writes itself: colors, and the cursor hidden below a bar and shown again, which no payload holds."""


def _judge(outcome: gates.Outcome, case: str, raw: bytes, *, has_screens: bool) -> None:
    """Count what of the data a terminal would obey."""
    outcome.add("bytes read", len(raw))
    left = OURS.sub(b"", raw) if has_screens else _COLORS_AND_BAR.sub(b"", raw)
    text = left.decode("utf-8", "replace")
    obeyed = [sign for sign in text if sign in OBEYED]
    marks = [
        mark for mark in (b"\x1b]0;TITLE", b"\x1b]52;", b"\x1b]8;;https", b"\x1b[77;777H", b"\x1bPq#") if mark in raw
    ]
    if obeyed or marks:
        outcome.add("bytes of data obeyed", len(obeyed) + len(marks))
        at = text.index(obeyed[0]) if obeyed else 0
        outcome.fail(f"{case}: {marks} {sorted(set(obeyed))} near {text[max(at - 80, 0) : at + 80]!r}")


def _measure_verbs(outcome: gates.Outcome, scratch: Path, payload: str) -> None:
    """Every verb on one terminal, one after the other; then those that ask, with hostile answers."""
    import made_up
    from hostile_verbs import ASKED, CHANGES, LOOKS, answered, called, lay

    from alcto_core.cli.verbs import BY_NAME

    home = scratch / "home"
    home.mkdir()
    case = f"verbs with {payload[:20]!r}"
    laid = lay(scratch, made_up.hostile(payload), payload)
    calls = [*LOOKS, *CHANGES, *LOOKS[:12]]
    if missing := set(BY_NAME) - {word for call in calls for word in call}:
        outcome.fail(f"never called: {sorted(missing)}")
    drawn, parts = called(laid, calls, home)
    if len(parts) != len(calls):
        outcome.fail(f"{case}: {len(parts)} of {len(calls)} came to an end: {drawn[-1500:]!r}")
    outcome.add("calls of verbs", len(parts))
    outcome.add("of them shown the data", sum(any(sign in part for sign in PICTURES) for part in parts))
    asked, ended = answered(laid, home)
    outcome.add("calls with typed answers", ended)
    if ended != len(ASKED):
        outcome.fail(f"{case}: {ended} of {len(ASKED)} calls that ask came to an end")
    for raw in (drawn, asked):
        if b"alcto met a fault" in raw:
            at = raw.index(b"alcto met a fault")
            outcome.fail(f"{case}: {raw[max(at - 300, 0) : at + 300]!r}")
        _judge(outcome, case, raw, has_screens=False)


def _screens_folder(scratch: Path, payload: str) -> Path:
    """Records and a rule file with the payload in every field, in a folder that is named so too."""
    import made_up
    import made_up_programs
    from hostile_verbs import named

    folder = scratch / f"screens {named(payload)}"
    (folder / "rules").mkdir(parents=True)
    rules = made_up_programs.OWN_RULES.format(text=made_up.quoted(payload))
    (folder / "rules" / "own.toml").write_text(rules, encoding="utf-8")
    (folder / "records.toml").write_text(made_up.hostile(payload), encoding="utf-8")
    return folder


def _walk(outcome: gates.Outcome, folder: Path, payload: str) -> None:
    """Keys are pressed, as a person does, and all that is drawn is read."""
    from terminal import Terminal

    case = f"screens with {payload[:20]!r}"
    try:
        with Terminal(folder, size=(120, 50)) as terminal:
            terminal.shows("TD-CEU")
            for key, words in (
                ("\r", "Requirement"), ("l", "Activities"), ("v", ""), ("h", "TD-CEU"), ("p", "Problems"),
                ("A", "was checked"), ("h", "TD-CEU"), ("H", "History"), ("h", "TD-CEU"), ("i", ""), ("\x1b", ""),
            ):  # fmt: skip
                terminal.press(key)
                if words:
                    terminal.shows(words)
                else:
                    while terminal.read(0.3):
                        pass
            terminal.press("q")
            terminal.ends()
            outcome.add("terminals with screens")
            _judge(outcome, case, terminal.output, has_screens=True)
    except AssertionError as error:
        outcome.fail(f"{case}: {str(error)[:1500]}")


def _tour(outcome: gates.Outcome, folder: Path, payload: str) -> None:
    """Every screen, form and question in one terminal, opened from inside."""
    from terminal import Terminal

    case, told = f"a tour with {payload[:20]!r}", folder.parent / "told"
    here = Path(__file__).parent
    spoken = payload.replace("\0", "")
    program = [sys.executable, str(here / "tour.py"), str(folder), str(told), spoken]
    with Terminal(folder, size=(120, 50), program=program) as terminal:
        end = time.monotonic() + PATIENCE
        while terminal.process.poll() is None and time.monotonic() < end:
            terminal.read(0.2)
        while terminal.read(0):
            pass
        _judge(outcome, case, terminal.output, has_screens=True)
    words = told.read_text(encoding="utf-8") if told.exists() else "it told nothing"
    if words.isdecimal():
        outcome.add("screens of tours", int(words))
    else:
        outcome.fail(f"{case}: {words[-1500:]}")


GATE = gates.Gate(
    id="F14",
    fault="terminal control bytes in records",
    gate="0 bytes from data reach the terminal",
    measure=measure,
    least={
        "calls of verbs": (110, 1_430),
        "of them shown the data": (80, 1_000),
        "calls with typed answers": (9, 117),
        "terminals with screens": (1, 13),
        "screens of tours": (0, 160),
        "bytes read": (400_000, 10_000_000),
    },
    shares=4,
    needs="posix",
)
