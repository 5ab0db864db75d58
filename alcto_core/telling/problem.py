"""A problem of the records file as the person knows the thing: the entry, the credential, the field on its form."""

from __future__ import annotations

import re
import tomllib
from datetime import date

import msgspec

from alcto_core.dates import show
from alcto_core.problems import Problem
from alcto_core.records.reading import Reading
from alcto_core.toml.layout import Layout, Path

_PART = re.compile(r'\[(\d+)\]|"((?:[^"\\]|\\.)*)"|([^.\[\]"]+)')
_LABELS = {
    "hours": "Hours",
    "minutes": "Hours",
    "units": "Hours",
    "split": "Split",
    "date": "Date",
    "strands": "Strands",
    "evidence": "Evidence",
    "offering": "Event",
    "location": "Place",
    "posted": "Posted",
    "counts_for": "Only for",
    "files": "Files",
    "done": "Done on",
    "role_began": "In post since",
}


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What a problem is about."""

    words: str
    """ "FETC, 12 Jan 2026"; the file's own words where it is about no record."""
    field: str = ""
    """The key of the field, as forms know it: "hours", "strands"."""
    label: str = ""
    """The field as a form names it."""
    written: str = ""
    """What stands in the file as its value; empty where there is none."""
    activity: str = ""
    """The id of the entry, where it is about one."""
    credential: str = ""
    """The id of the credential, where it is about one."""
    is_step: bool = False
    is_person: bool = False


def subject_of(problem: Problem, reading: Reading | None) -> Subject:
    """What a problem of the records file is about, also where the file cannot be read as a whole."""
    place = problem.file if problem.line is None else f"{problem.file}, line {problem.line}"
    path = _path(problem.path)
    if reading is None or not path:
        return Subject(words=place)
    layout = reading.layout
    key = next((part for part in reversed(path[1:]) if isinstance(part, str)), "")
    field = path[2] if len(path) > 2 and isinstance(path[2], str) else ""
    label, written = _LABELS.get(key) or key.replace("_", " ").capitalize(), _written(layout, path)
    match path:
        case ("activity", int(), *_):
            id, title = _text(layout, (*path[:2], "id")), _text(layout, (*path[:2], "title"))
            day = _day(layout, (*path[:2], "date"))
            words = ", ".join(word for word in (title or id or place, show(day) if day else "") if word)
            return Subject(
                words=words,
                field="sessions" if field == "session" else field,
                activity=id,
                label=label,
                written=written,
            )
        case ("credential", int(), *_):
            id = _text(layout, (*path[:2], "id")) or _text(layout, (*path[:2], "program"))
            step = _text(layout, (*path[:4], "id")) if field == "step" and len(path) > 3 else ""
            words = ", ".join(word for word in (id or place, step) if word)
            return Subject(
                words=words, field=field, credential=id, is_step=field == "step", label=label, written=written
            )
        case ("person", *_):
            return Subject(words="You", field=key, is_person=True, label=label, written=written)
    return Subject(words=place, label=label, written=written)


def _path(shown: str) -> Path:
    """The parts of a path as a problem names it: `activity[0].split."al-cto/it"`."""
    parts: list[str | int] = []
    for number, quoted, word in _PART.findall(shown):
        parts.append(int(number) if number else quoted or word)
    return tuple(parts)


def _written(layout: Layout, path: Path) -> str:
    span = layout.key(path)
    return layout.text[span.value_start : span.value_end].strip() if span is not None else ""


def _value(layout: Layout, path: Path) -> object:
    try:
        return tomllib.loads(f"value = {_written(layout, path)}")["value"]
    except (ValueError, RecursionError):
        return None


def _text(layout: Layout, path: Path) -> str:
    value = _value(layout, path)
    return value if isinstance(value, str) else ""


def _day(layout: Layout, path: Path) -> date | None:
    value = _value(layout, path)
    return value if type(value) is date else None
