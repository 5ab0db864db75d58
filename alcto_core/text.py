"""Text from a file on its way to a person: made visible, never obeyed.

`plain` is the one door between text that somebody wrote into a file and a terminal. What would move the
cursor, set a title, fill the clipboard or turn the reading direction becomes a visible picture of itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache

from alcto_core.patterns import late

_REPLACEMENT = "\ufffd"
_NEWLINE = "⏎"


def _pictures() -> dict[int, str]:
    table = {code: chr(0x2400 + code) for code in range(0x20)}
    table[0x09] = " "
    table[0x0A] = _NEWLINE
    table[0x7F] = "\u2421"
    table |= dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT)
    table[0x85] = _NEWLINE
    table |= dict.fromkeys((0x2028, 0x2029), _NEWLINE)
    # Marks, embeddings, overrides and isolates that change the direction of what follows.
    turning = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    table |= dict.fromkeys(turning, _REPLACEMENT)
    # Invisible format characters by which a text could pose as another; joiners stay, scripts need them.
    hidden = (0x00AD, 0x180E, 0x200B, *range(0x2060, 0x2066), *range(0x206A, 0x2070), 0xFEFF, *range(0xFFF9, 0xFFFC))
    table |= dict.fromkeys(hidden, _REPLACEMENT)
    table |= dict.fromkeys(range(0xE0000, 0xE0080), _REPLACEMENT)
    table |= dict.fromkeys(range(0xD800, 0xE000), _REPLACEMENT)
    return table


def one_and_other(words: Sequence[str], joined: str = "and") -> str:
    """Words as a sentence lists them: "a", "a and b", "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joined} {words[-1]}"


def same_words(text: str) -> str:
    """What two texts share that differ in capitals and blanks alone."""
    return " ".join(text.casefold().split())


_VISIBLE: dict[int, str] = {}


def plain(text: str) -> str:
    """`text` on one line without anything that a terminal would obey: a control character becomes its picture
    (ESC → ␛), a tab a space, a line break ⏎, and what turns the direction of reading �."""
    if text.isprintable():
        return text
    if not _VISIBLE:
        _VISIBLE.update(_pictures())
    return text.replace("\r\n", "\n").translate(_VISIBLE)


_OBEYED = late(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
"""How a cell begins that a spreadsheet program would work out, with the guards that it has already. Some programs take
blanks away first."""


def guarded(cell: str) -> str:
    """`cell` for a CSV file, with an apostrophe before what a spreadsheet program would take for a formula."""
    return f"'{cell}" if _OBEYED.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell that `guarded` was given."""
    return cell[1:] if cell.startswith("'") and _OBEYED.match(cell) else cell


def nearest(word: str, words: Collection[str]) -> str | None:
    """The one of `words` that `word` was most likely meant to be, or None when none is like it; initials are like what
    they stand for."""
    if not words or len(word) > 200:
        return None
    lowered = {known.casefold(): known for known in sorted(words)}
    if same := lowered.get(word.casefold()):
        return same
    parts = re.findall(r"\w+", word.casefold())
    if len(parts) > 1 and (initials := lowered.get("".join(part[0] for part in parts))):
        return initials
    import difflib

    folded = word.casefold()
    head, _, rest = folded.rpartition("/")
    for found in difflib.get_close_matches(folded, lowered, n=5, cutoff=0.6):
        there, _, like = found.rpartition("/")
        # What ids of one family have in common says nothing about which of them was meant.
        if there != head or difflib.SequenceMatcher(None, like, rest).ratio() >= 0.6:
            return lowered[found]
    return None


@lru_cache(maxsize=1 << 12)
def slug(text: str, most: int = 48) -> str:
    """`text` as part of an id: lower-case ASCII words joined by hyphens, at most `most` characters, cut
    between words where that is possible; "activity" where no letter or digit is left."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    joined = "-".join(re.findall(r"[a-z0-9]+", ascii_text.lower().replace("'", "")))
    if len(joined) > most:
        cut = joined[: most + 1].rpartition("-")[0]
        joined = cut or joined[:most]
    return joined or "activity"


_IN_ASCII = {
    "✓": "ok", "✔": "ok", "×": "x", "✗": "x", "✘": "x", "▸": ">", "▹": ">", "▶": ">", "▾": "v", "▼": "v",
    "◂": "<", "▲": "^", "→": "->", "←": "<-", "↑": "up", "↓": "down", "⚠": "!", "◆": "*", "◇": "*", "●": "*",
    "○": "o", "•": "*", "·": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-",
    "−": "-", "±": "+/-", "≤": "<=", "≥": ">=", "⏎": "|", "␣": "_", "§": "section ", "\u00a0": " ",
    "█": "#", "▉": "#", "▊": "#", "▋": "#", "▌": "#", "▍": "#", "▎": "#", "▏": "#", "▓": "#", "▒": "=",
    "░": ".", "━": "=", "─": "-", "│": "|", "┃": "|", "╌": "-", "┄": "-", "═": "=", "║": "|", "┌": "+",
    "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+", "╭": "+", "╮": "+",
    "╰": "+", "╯": "+", "╷": "|", "╵": "|", "╶": "-", "╴": "-", "╺": "=", "╸": "=", _REPLACEMENT: "?",
    "≠": "!=", "■": "#", "▴": "^", "›": ">",
}  # fmt: skip
"""What stands for each typographic sign that alcto prints where the output cannot hold it."""


def fits(text: str, encoding: str | None) -> bool:
    """Whether an output with this encoding can hold `text`; an encoding that nobody knows holds ASCII."""
    if text.isascii():
        return True
    try:
        text.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def glyphs_for(encoding: str | None) -> dict[int, str]:
    """A table for `str.translate` that replaces alcto's own signs which `encoding` lacks by words or ASCII;
    empty for UTF-8."""
    if fits("".join(_IN_ASCII), encoding):
        return {}
    return {ord(sign): word for sign, word in _IN_ASCII.items() if not fits(sign, encoding)}


def fitted(text: str, encoding: str | None) -> str:
    """`text` as an output with this encoding can hold it: known signs become words or ASCII, accents are
    dropped where need be, and what is left becomes `?`."""
    if fits(text, encoding):
        return text
    translated = text.translate(glyphs_for(encoding))
    return "".join(sign if fits(sign, encoding) else _bare(sign, encoding) for sign in translated)


def _bare(sign: str, encoding: str | None) -> str:
    letters = unicodedata.normalize("NFKD", sign)
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    if fits(kept, encoding):
        return kept
    picture = ord(sign)
    return f"<{unicodedata.name(sign)[11:].lower()}>" if 0x2400 <= picture <= 0x2421 else "?"
