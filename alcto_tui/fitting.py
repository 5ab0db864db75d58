"""Signs for a terminal whose encoding lacks them: another sign that is as wide, so that everything keeps its place."""

from __future__ import annotations

from functools import lru_cache

from rich.cells import cell_len

from alcto_core.text import fits, fitted

_ONE = {
    "✓": "+", "✔": "+", "…": ".", "→": ">", "←": "<", "↑": "^", "↓": "v", "±": "~", "≤": "<", "≥": ">", "§": "S",
    "▌": "|", "▏": "|", "▎": "|", "▕": "|", "½": "h", "⅓": "t", "⅔": "t", "¼": "q", "¾": "q", "≠": "!", "■": "#",
    "▴": "^", "›": ">", "⇒": ">", "◆": "#", "◇": "%", "░": ".", "▒": ":", "▓": "%", "🔎": "/",
}  # fmt: skip
"""Where what stands for a sign in a line of text is wider than the sign, or would be that of another one beside it."""


def as_wide(text: str, encoding: str) -> str:
    """`text` as an output with this encoding can hold it, of the same width."""
    return text if fits(text, encoding) else "".join(_as_wide(sign, encoding) for sign in text)


@lru_cache(maxsize=1024)
def _as_wide(sign: str, encoding: str) -> str:
    width = cell_len(sign)
    if not width or fits(sign, encoding):
        return sign if fits(sign, encoding) else ""
    if sign in _ONE:
        return _ONE[sign].ljust(width)
    if 0x2580 <= ord(sign) <= 0x259F:
        return "#"  # a block of a bar
    if 0x2800 <= ord(sign) <= 0x28FF:
        return "*"  # dots of a drawing
    return fitted(sign, encoding)[:width].ljust(width)
