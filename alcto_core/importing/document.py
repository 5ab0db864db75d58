"""The headings of a document that somebody wrote: Word, OpenDocument text, PDF or Markdown.

Where a document marks its headings, these are its headings, and with them the bold lines of Word and OpenDocument:
many people write some of theirs so. A PDF marks none, and other documents none either: there every short line counts
that is no sentence. Whatever the file was made to do, it is read within limits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from alcto_core import system
from alcto_core.importing.bold import Boldness, BoldStyles, is_heavy, is_on
from alcto_core.importing.markup import Unreadable, walk
from alcto_core.importing.pdf import Most, read_pdf
from alcto_core.problems import Refused
from alcto_core.zips import UNREADABLE, Unsafe, looked_at

_MOST_PART = 40_000_000
"""Bytes of the text of a document, once it is unpacked."""
_MOST_TEXT = 5_000_000
_MOST_LINES = 5_000
_LONGEST = 200
_MOST_WORDS = 12
"""Of a line that may be a heading."""
_FEW = 3
"""Headings below which a document is taken to mark none: its title alone says nothing."""
_PLAN = Most("a plan", 50_000_000, 300, 30.0)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OPEN_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_OPEN_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_OPEN_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 table"
_ASIDE = frozenset(
    (
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0 annotation",
        "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0 title",
        "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0 desc",
    )
)
"""A comment, and what is said of a picture: they lie in a paragraph and are none of its words."""
_HEADING_STYLE = re.compile(r"(?:heading|title|subtitle)\b", re.I)
_OF_CONTENTS = re.compile(r"(?:\.\s?){3,}\s*\w{1,5}$|…\s*\w{1,5}$|\t\s*\w{1,5}$")
"""The end of a line of a table of contents."""
_MARKED = re.compile(r" {0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*$")
_HYPHENS = {0x2010: "-", 0x2011: "-", 0xAD: None}
"""Hyphens that look like the one on the keyboard, and the one that is seen at the end of a line alone."""
_FENCE = re.compile(r" {0,3}(```+|~~~+)")


class Headings(NamedTuple):
    """The headings of a document."""

    lines: tuple[str, ...]
    is_marked: bool
    """Whether the document marks its headings; else these are its short lines."""


class _Paragraph(NamedTuple):
    words: str
    is_heading: bool
    is_bold: bool = False
    """Whether all of it is bold, and it is in no table: bold there are the headings of columns."""


def headings_of(path: Path) -> Headings:
    """The headings of a document by the ending of its name. Raises `Refused` where they cannot be read."""
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise Refused(f"“{path.name}” is not of a kind whose headings alcto reads: .docx, .odt, .pdf or .md.")
    try:
        paragraphs = [one._replace(words=_shown(one.words)) for one in read(path)]
    except OSError as error:
        raise Refused(f"“{path.name}” cannot be read: {system.reason(error)}.") from None
    except Unreadable as why:
        raise Refused(f"“{path.name}” {why}.") from None
    except Unsafe as why:
        raise Refused(f"“{path.name}” is not read: {why}.") from None
    except UNREADABLE:
        raise Refused(f"“{path.name}” is damaged.") from None
    if sum(one.is_heading and one.words != "" for one in paragraphs) >= _FEW:
        marked = (
            one.words
            for one in paragraphs
            if one.words and (one.is_heading or (one.is_bold and _may_be_heading(one.words)))
        )
        return Headings(tuple(marked)[:_MOST_LINES], True)
    short = (one.words for one in paragraphs if _may_be_heading(one.words))
    return Headings(tuple(dict.fromkeys(short))[:_MOST_LINES], False)


def _may_be_heading(words: str) -> bool:
    return (
        0 < len(words.split()) <= _MOST_WORDS
        and not words.endswith((".", ",", ";", "!"))
        and not _OF_CONTENTS.search(words)
    )


def _shown(words: str) -> str:
    """What a person sees of it: signs that nobody sees become blanks, tabs stay for a look at them."""
    cut = words[: 4 * _LONGEST].translate(_HYPHENS)
    seen = "".join(sign if sign.isprintable() or sign == "\t" else " " for sign in cut).strip()
    return seen[:_LONGEST] if _OF_CONTENTS.search(seen) else " ".join(seen.split())[:_LONGEST]


# -- packed documents ------------------------------------------------------------------------------------------------


def _word(path: Path) -> Iterable[_Paragraph]:
    parts = _parts(path, ("word/document.xml", "word/styles.xml"))
    if not parts[0]:
        raise Unreadable("is no Word document")
    text = _WordText(*(_styles(parts[1]) if parts[1] else (frozenset(), BoldStyles())))
    walk(parts[0], text.begin, text.end, text.take)
    return text.found


def _open_document(path: Path) -> Iterable[_Paragraph]:
    content, styles = _parts(path, ("content.xml", "styles.xml"))
    if not content:
        raise Unreadable("is no OpenDocument text")
    text = _OpenText()
    if styles:  # it holds the heads of pages as well, which are no part of the text
        walk(styles, text.style, text.style_ended, lambda _text: None)
    walk(content, text.begin, text.end, text.take)
    return text.found


def _parts(path: Path, names: tuple[str, ...]) -> list[bytes]:
    """Parts of a zip, never more of one than a document has; empty for one that is not there."""
    found = []
    with looked_at(path) as (zipped, entries):
        for name in names:
            raw = b""
            if name in entries:
                with zipped.open(entries[name]) as part:
                    raw = part.read(_MOST_PART + 1)
            if len(raw) > _MOST_PART:
                raise Unreadable("would unpack to far more than a document is")
            found.append(raw)
    return found


def _local(name: str) -> str:
    """The name of an element of a text document, without its namespace; another's has none."""
    space, _, local = name.rpartition(" ")
    return local if space in (_WORD, _STRICT_WORD, _OPEN_TEXT) else ""


def _value(attributes: dict[str, str], key: str = "val") -> str:
    return next((value for name, value in attributes.items() if name.rpartition(" ")[2] == key), "")


def _styles(raw: bytes) -> tuple[frozenset[str], BoldStyles]:
    """Ids of the styles that are headings, by name, by level, or by the style that they rest on; and which are bold."""
    bold = BoldStyles()
    named: dict[str, str] = {}
    based: dict[str, str] = {}
    levelled: set[str] = set()
    current = [""]

    def begin(name: str, attributes: dict[str, str]) -> None:
        match _local(name):
            case "style":
                current[0] = _value(attributes, "styleId")
            case "name":
                named[current[0]] = _value(attributes)
            case "basedOn":
                based[current[0]] = _value(attributes)
                bold.rests(current[0], _value(attributes))
            case "b" if current[0]:
                bold.says(current[0], is_on(_value(attributes)))
            case "outlineLvl" if _value(attributes) in tuple("012345678"):
                levelled.add(current[0])

    walk(raw, begin, lambda _name: None, lambda _text: None)
    found = {id for id, name in named.items() if _HEADING_STYLE.match(name)} | levelled
    for _ in range(len(based)):
        more = {id for id, below in based.items() if below in found} - found
        if not more:
            break
        found |= more
    return frozenset(found - {""}), bold


class _WordText:
    """Paragraphs of a Word document. Hidden words and those that were deleted are none; contents are not headings."""

    def __init__(self, headings: frozenset[str], bold: BoldStyles) -> None:
        self.found: list[_Paragraph] = []
        self._headings = headings
        self._bold = bold
        self._words: list[str] = []
        self._boldness = Boldness()
        self._style = ""
        self._is_heading = self._is_text = self._is_hidden = self._in_run = self._in_old = False
        self._run_is_bold: bool | None = None
        self._tables = 0
        """How many tables it lies in."""
        self._around: list[tuple[list[str], bool, Boldness, str]] = []
        """What was read of the paragraphs that a text box of this one lies in."""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        match _local(name):
            case "p":
                self._around.append((self._words, self._is_heading, self._boldness, self._style))
                self._words, self._is_heading, self._boldness, self._style = [], False, Boldness(), ""
            case "tbl":
                self._tables += 1
            case "r":
                self._in_run, self._is_hidden, self._run_is_bold = True, False, None
            case "rPrChange":  # how it looked before a change that is tracked
                self._in_old = True
            case "b" if self._in_run and not self._in_old:
                self._run_is_bold = is_on(_value(attributes))
            case "rStyle" if self._in_run and not self._in_old:
                self._run_is_bold = self._bold.of(_value(attributes))
            case "vanish" if self._in_run and _value(attributes) not in ("0", "false"):
                self._is_hidden = True
            case "pStyle":
                self._style = _value(attributes)
                self._is_heading = self._is_heading or _value(attributes) in self._headings
            case "outlineLvl" if _value(attributes) in tuple("012345678"):
                self._is_heading = True
            case "t":
                self._is_text = True
            case "tab" if self._in_run:
                self.take_sign("\t")
            case "br" | "cr":
                self.take_sign(" ")
            case "noBreakHyphen":  # Word's own element for the hyphen that keeps K-12 on one line
                self.take_sign("-")

    def end(self, name: str) -> None:
        match _local(name):
            case "p":
                self._close()
                self._words, self._is_heading, self._boldness, self._style = self._around.pop()
            case "tbl":
                self._tables -= 1
            case "rPrChange":
                self._in_old = False
            case "r":
                self._in_run = False
            case "t":
                self._is_text = False

    def take(self, text: str) -> None:
        if self._is_text:
            self.take_sign(text)

    def take_sign(self, text: str) -> None:
        if not self._is_hidden:
            own = self._run_is_bold
            self._boldness.take(text, bool(self._bold.of(self._style) if own is None else own))
            if sum(map(len, self._words[-8:])) < 8 * _LONGEST:
                self._words.append(text)

    def _close(self) -> None:
        if len(self.found) < 10 * _MOST_LINES:
            is_bold = self._boldness.is_whole and not self._tables
            self.found.append(_Paragraph("".join(self._words[:500]), self._is_heading, is_bold))


class _OpenText:
    """Paragraphs of an OpenDocument text; what tracked changes took out, tables of contents, comments and footnotes are
    none."""

    def __init__(self) -> None:
        self.found: list[_Paragraph] = []
        self._words: list[str] = []
        self._kind = ""
        self._is_heading = False
        self._boldness = Boldness()
        self._weights: list[bool] = [False]
        """Of the paragraph and of the spans in it that are open, the innermost last."""
        self._around: list[tuple[str, bool, list[str], Boldness, list[bool]]] = []
        """What was read of the paragraphs that a text box of this one lies in."""
        self._left_out = self._tables = 0
        self._bold = BoldStyles()
        self._titles = {"Title", "Subtitle"}
        """Styles of paragraphs that are headings, as those of Word are, though no element says so."""
        self._style = ""
        """The style that is being told of."""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if name.startswith(_OPEN_STYLE):
            self.style(name, attributes)
        elif self._left_out or local in ("tracked-changes", "table-of-content", "note") or name in _ASIDE:
            self._left_out += 1
        elif local in ("h", "p"):
            self._around.append((self._kind, self._is_heading, self._words, self._boldness, self._weights))
            self._kind, self._words, self._boldness = local, [], Boldness()
            style = _value(attributes, "style-name")
            self._is_heading = local == "h" or style in self._titles
            self._weights = [bool(self._bold.of(f"paragraph {style}"))]
        elif local == "span":
            own = self._bold.of(f"text {_value(attributes, 'style-name')}")
            self._weights.append(self._weights[-1] if own is None else own)
        elif name == _OPEN_TABLE:
            self._tables += 1
        elif local in ("s", "line-break"):
            self._words.append(" ")
        elif local == "tab":
            self._words.append("\t")

    def style(self, name: str, attributes: dict[str, str]) -> None:
        """What a style says of itself, where it is one."""
        if name == f"{_OPEN_STYLE} style":
            family = _value(attributes, "family")
            self._style = f"{family} {_value(attributes, 'name')}"
            self._bold.rests(self._style, f"{family} {_value(attributes, 'parent-style-name')}")
            if family == "paragraph" and _value(attributes, "parent-style-name") in self._titles:
                self._titles.add(_value(attributes, "name"))
        elif name == f"{_OPEN_STYLE} text-properties" and self._style and (weight := _value(attributes, "font-weight")):
            self._bold.says(self._style, is_heavy(weight))

    def style_ended(self, name: str) -> None:
        """A style is told, where it was one."""
        if name == f"{_OPEN_STYLE} style":
            self._style = ""

    def end(self, name: str) -> None:
        if name.startswith(_OPEN_STYLE):
            self.style_ended(name)
            return
        if self._left_out:
            self._left_out -= 1
        elif name == _OPEN_TABLE:
            self._tables -= 1
        elif _local(name) == "span":
            self._weights.pop()
        elif self._kind and _local(name) == self._kind:
            if len(self.found) < 10 * _MOST_LINES:
                is_bold = self._boldness.is_whole and not self._tables
                self.found.append(_Paragraph("".join(self._words[:500]), self._is_heading, is_bold))
            self._kind, self._is_heading, self._words, self._boldness, self._weights = self._around.pop()

    def take(self, text: str) -> None:
        if self._kind and not self._left_out:
            self._boldness.take(text, self._weights[-1])
            self._words.append(text[: 4 * _LONGEST])


# -- plain documents -------------------------------------------------------------------------------------------------


def _pdf(path: Path) -> Iterator[_Paragraph]:
    for page in read_pdf(path, _PLAN):
        for words in page[:_MOST_LINES]:
            yield _Paragraph(words, False)


def _markdown(path: Path) -> Iterator[_Paragraph]:
    raw, _ = system.read_file(path, _MOST_TEXT + 1)
    if len(raw) > _MOST_TEXT:
        raise Unreadable(f"is larger than {_MOST_TEXT // 1_000_000} MB; a plan in text is not")
    before, fence = "", ""
    for line in raw.decode("utf-8-sig", "replace").splitlines()[: 10 * _MOST_LINES]:
        opened = _FENCE.match(line)
        if fence or opened:
            fence = "" if fence and line.strip().startswith(fence) else fence or (opened[1] if opened else "")
            before = ""
        elif marked := _MARKED.match(line[: 2 * _LONGEST]):
            yield _Paragraph(_unmarked(marked[1]), True)
            before = ""
        elif before and _UNDERLINE.match(line):
            yield _Paragraph(_unmarked(before), True)
            before = ""
        else:
            if before:
                yield _Paragraph(_unmarked(before), False)
            before = line.strip()[: 2 * _LONGEST]
    if before:
        yield _Paragraph(_unmarked(before), False)


def _unmarked(words: str) -> str:
    """A line of Markdown without its marks."""
    return re.sub(r"\\([^\w\s])", r"\1", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words)).strip("*_ `>")


_READERS: dict[str, Callable[[Path], Iterable[_Paragraph]]] = {
    ".docx": _word,
    ".odt": _open_document,
    ".pdf": _pdf,
    ".md": _markdown,
    ".markdown": _markdown,
    ".txt": _markdown,
}
"""By the ending of the file's name."""
