"""PDF, by Typst of the extra `pdf`: tagged for screen readers (PDF/UA-1), fit for archives (PDF/A-2a), and the same to
the byte each time.

What was typed goes to Typst as data beside the layout (`report.typ`) and is never read as its markup. No network is
asked, and no file but the fonts: those that Typst brings, and for a sign that they lack those of the computer. What no
font has is written out (`[U+65E5]`).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import typst

from alcto_core.dates import show
from alcto_core.paperwork.asked import Asked, Made
from alcto_core.paperwork.portfolio import SigningSheet
from alcto_core.paperwork.portfolio import portfolio as of_stages
from alcto_core.paperwork.report import pages, reported
from alcto_core.paperwork.writers.pdf_pages import LINE, breakable, sheet_data, signing_data
from alcto_core.problems import Refused
from alcto_core.telling.handing_in import left_over_words, without_a_font_words
from alcto_core.telling.page import Sheet
from alcto_core.text import plain

_LAYOUT = Path(__file__).with_name("report.typ")
_LACKING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ERROR = re.compile(r"^error: ", re.M)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_PICTURES = {
    ord("⏎"): "↵",
    **{picture: f"[{unicodedata.name(chr(picture))[11:].lower()}]" for picture in range(0x2400, 0x2422)},
}
"""The pictures of control characters, in signs that the fonts of Typst have."""
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Signs that each font may draw as it likes."""
_MOST = 20_000
"""Signs of one text that are printed: some five pages."""
_ROUNDS = 8
"""How often signs without a font are looked for: one round finds all that were ever seen."""


def report(asked: Asked) -> Made:
    """The report as pages of paper. Raises `Refused` where Typst cannot make them."""
    sheets = pages(asked)
    title = f"{sheets[0].title}: {', '.join(asked.said()) or 'report'}"
    return printed(sheets, title, asked.overview.on, holds=reported(asked, sheets))


def portfolio(asked: Asked) -> Made:
    """The portfolio of a program of stages, with the sheet to sign on a page of its own. Raises `Refused`."""
    found = of_stages(asked)
    title = f"{found.pages[0].title}: {found.standing.title}"
    return printed(found.pages, title, asked.overview.on, found.standing.title, found.signing)


def printed(
    sheets: Sequence[Sheet], title: str, on: date, holds: str = "", signing: SigningSheet | None = None
) -> Made:
    """Pages on paper, as of a day, and a sheet to sign. Raises `Refused` where Typst cannot make them."""
    lacking: frozenset[str] = frozenset()
    uses_all_fonts = False
    for _ in range(_ROUNDS):
        try:
            raw = _compiled(_data(sheets, title, on, lacking, signing), uses_all_fonts=uses_all_fonts)
        except typst.TypstError as error:
            found = _lacking(error)
            if not found:
                raise Refused(_why_not(error)) from error
            if uses_all_fonts:
                lacking |= found
            uses_all_fonts = True
        else:
            told = (without_a_font_words(sorted(lacking)),) if lacking else ()
            return Made(raw=raw, holds=holds, told=told)
    raise Refused(_why_not(None))


def _why_not(error: typst.TypstError | None) -> str:
    reason = f" ({plain(error.message)})" if error is not None else ""
    return f"The PDF could not be made{reason}. Write it as HTML: a browser saves that as PDF."


def _compiled(data: dict[str, Any], *, uses_all_fonts: bool) -> bytes:
    made = typst.compile(
        _LAYOUT.read_bytes(),
        sys_inputs={"report": json.dumps(data)},
        ignore_system_fonts=not uses_all_fonts,
        pdf_standards=["ua-1", "a-2a"],
    )
    assert isinstance(made, bytes)
    return made


def _data(
    sheets: Sequence[Sheet], title: str, on: date, lacking: frozenset[str], signing: SigningSheet | None
) -> dict[str, Any]:
    """Pages as the layout takes them, with the signs of `lacking` written out."""
    pattern = re.compile("|".join(map(re.escape, sorted(lacking, key=len, reverse=True)))) if lacking else None

    def shown(typed: str) -> str:
        text = _PRIVATE.sub("\ufffd", plain(_cut(typed)).translate(_PICTURES))
        return pattern.sub(lambda found: _written_out(found[0]), text) if pattern is not None else text

    name = sheets[0].title
    return {
        "title": shown(title),
        "author": shown(name),
        "date": {"year": on.year, "month": on.month, "day": on.day},
        "footer": breakable(shown(f"{name}, {show(on)}"), LINE / 2),
        "sheets": [sheet_data(page, shown) for page in sheets],
        "signing": None if signing is None else signing_data(signing, shown),
    }


def _cut(typed: str) -> str:
    """What fits on paper of a text that fills more than some pages."""
    return typed if len(typed) <= _MOST else f"{typed[:_MOST]}… {left_over_words(len(typed) - _MOST)}"


def _lacking(error: typst.TypstError) -> frozenset[str]:
    """The signs that no font has; none where it is another error."""
    told = _LACKING.findall(error.diagnostic)
    if len(told) < len(_ERROR.findall(error.diagnostic)):
        return frozenset()
    return frozenset(_ESCAPED.sub(_unescaped, one) for one in told if one)


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else found[2]


def _written_out(signs: str) -> str:
    return "".join(f"[U+{ord(sign):04X}]" for sign in signs)
