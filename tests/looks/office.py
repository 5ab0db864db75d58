"""What other programs make of a paper: LibreOffice of documents and sheets, Poppler of a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from browser import Look
from programs import program, ran

_RESOLUTION = "60"
_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">')
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">')


def converted(paper: Path, to: Path) -> Path:
    """A document or a sheet as LibreOffice prints it."""
    profile = f"-env:UserInstallation={(to / 'office').as_uri()}"
    ran([program("soffice"), "--headless", profile, "--convert-to", "pdf", "--outdir", to, paper])
    made = to / f"{paper.stem}.pdf"
    if not made.is_file():
        raise SystemExit(f"LibreOffice could not open {paper.name}.")
    return made


def looks(pdf: Path, to: Path, holds: tuple[str, ...]) -> Iterator[Look]:
    """Pictures of each page in `to`; whether a PDF says what it should, and nothing stands beside its pages."""
    for old in to.glob(f"{pdf.stem}-page*.png"):
        old.unlink()
    ran([program("pdftoppm"), "-r", _RESOLUTION, "-png", pdf, to / f"{pdf.stem}-page"])
    said = re.sub(r"\s+", "", ran([program("pdftotext"), pdf, "-"]))
    lost = [words for words in holds if re.sub(r"\s+", "", words) not in said]
    yield Look(f"{pdf.name}: text", f"it does not say {lost}" if lost else "")
    boxes = ran([program("pdftotext"), "-bbox", pdf, "-"])
    yield Look(f"{pdf.name}: margins", "; ".join(_outside(boxes)))


def _outside(boxes: str) -> Iterator[str]:
    """Words that stand outside their page."""
    starts = [found.start() for found in _PAGE.finditer(boxes)]
    for number, (start, end) in enumerate(pairwise([*starts, len(boxes)]), 1):
        page = _PAGE.match(boxes, start)
        assert page is not None
        width, height = map(float, page.groups())
        for word in _WORD.finditer(boxes, start, end):
            left, top, right, bottom = map(float, word.groups())
            if left < 0 or top < 0 or right > width or bottom > height:
                yield f"page {number}: a word at {left:.0f}, {top:.0f}"
