"""Records in which every field that a person types holds something hostile: markup, formulas, links, signs that
terminals obey, and words that are longer than any column."""

from __future__ import annotations

HOSTILE = (
    "</td><script>x()</script> [a](http://b.example) \u202e *b* \x1b[2J",
    '#let x = 1 $x$ <lab> @ref // c /* d */ &amp; `code` \\ \\u{41} #read("/etc/passwd") = H',
    "=SUM(1+1) http://evil.example/x mailto:a@b.example",
    "W" * 300,
    "m" * 40 + " " + "w" * 40 + " " + "A" * 26,
    "a\u0301" * 120,
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "\x00\x01\x7f\x85\u2028\u200b\ue000",
    "---- -- ... 'q' \"q\" ~ ~~ __ ** - 1. + /",
)
_TYPED = {"title", "location", "justification", "description", "note", "course", "district", "name"}


def basic(text: str) -> str:
    """A text as it stands between quotes in TOML."""
    return "".join(sign if sign.isprintable() and sign not in '"\\' else _escaped(sign) for sign in text)


def _escaped(sign: str) -> str:
    return f"\\u{ord(sign):04X}" if ord(sign) < 1 << 16 else f"\\U{ord(sign):08X}"


def hostile_records(text: str) -> str:
    """A records file with a hostile text in each field that is typed, another one in the next."""
    lines, at = text.splitlines(), 0
    for number, line in enumerate(lines):
        key = line.strip().partition(" = ")[0]
        if key in _TYPED:
            lines[number] = f'{key} = "{basic(HOSTILE[at % len(HOSTILE)])}"'
            at += 1
    assert at > 60, "too few fields to be a test"
    return "\n".join(lines) + "\n"
