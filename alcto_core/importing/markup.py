"""XML that anybody may have made, read from beginning to end: no entities, nothing fetched, nothing kept."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat


class Unreadable(Exception):
    """Why XML is not read, as half a sentence about the file."""


def walk(
    raw: bytes,
    begin: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object],
    text: Callable[[str], object],
) -> None:
    """Tell of each element where it begins and ends, by its namespace and name with a blank between, and of the text
    inside. Raises `Unreadable` for what is damaged, or declares entities: they can be made to grow without end."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, text
    parser.EntityDeclHandler = _refuse
    parser.buffer_text = True
    try:
        parser.Parse(raw, True)
    except expat.ExpatError:
        raise Unreadable("is damaged") from None


def _refuse(*_declared: object) -> None:
    raise Unreadable("declares entities, which nothing in it needs, so it is not read")
