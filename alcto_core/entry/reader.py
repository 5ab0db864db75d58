"""One reader for each kind of value that a person types of what they did: a day, hours, strands, a split, proof.

A form hands over what stands in its fields, a verb what follows its options; both get the same value, or the same
sentence as `Wrong`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from alcto_core import dates, hours, system
from alcto_core.entry.amounts import has_decimal_comma, read_hours, require_one_length
from alcto_core.entry.answer import Fields, Taken, Wrong
from alcto_core.records.references import is_inside
from alcto_core.records.types import Session, SessionKind
from alcto_core.rules.declared import Known, known_to
from alcto_core.rules.library import Library, is_called
from alcto_core.rules.own_strands import naming, subjects
from alcto_core.text import nearest

if TYPE_CHECKING:
    from alcto_core.keeping.folder import RecordsFolder
    from alcto_core.records.types import Records

StrandNamed = Callable[[str], str | None]
"""Gives a strand's id for an id, a label, a short name or an alias."""

KINDS: tuple[SessionKind, ...] = get_args(SessionKind)
"""Every kind of time, in the order in which they are offered."""

HOURS = "1.5, 1:30 or 90m"
"""How hours may be written."""
CATALOGUE_LISTS = "`alcto catalogue` lists them."
"""What to do where no catalogue has what was typed; a form has another way."""

_TEXTS = ("title", "location", "course", "source", "justification", "description", "note")
_SHARE = re.compile(r"(.+?)[\s:]+([\d.½¼¾][\d.:½¼¾]*(?:\s*[a-z]+\.?)?(?:\s*\d+\s*[a-z]*\.?)?)")
_NUMBER = re.compile(r"(.+?)[\s:]+([\d.]+)")
_MOST_UNITS = 1_000_000


class SessionText(msgspec.Struct, frozen=True, kw_only=True):
    """One session as it stands in the form."""

    title: str = ""
    hours: str = ""
    in_minutes: bool = False
    """The file says `minutes` there, and keeps it."""
    kind: str = "session"
    strands: tuple[str, ...] | None = None
    """Ids; None: the event's."""


class Reader:
    """Reads with the strands, catalogues, credentials and the folder of one person at hand; what is not given is not
    asked. Every reader raises `ValueError`, mostly as `Wrong`, with a sentence for the person."""

    def __init__(
        self,
        today: date,
        named: StrandNamed,
        *,
        library: Library | None = None,
        folder: RecordsFolder | None = None,
        credentials: Sequence[str] = (),
        strands: Sequence[tuple[str, str]] = (),
        categories: Known | None = None,
        units: Known | None = None,
        coming: Sequence[str] = (),
    ) -> None:
        self.today = today
        self.own_strands = tuple(strands)
        """Id and short name of the strands that the person's programs use."""
        self.named = named
        self._library = library
        self._folder = folder
        self._credentials = tuple(credentials)
        self._coming = frozenset(coming)
        """Files of proof that will lie in the folder once this is saved."""
        self._known: Mapping[str, Known | None] = {"category": categories, "units": units}

    def fields(self, typed: Mapping[str, Any]) -> Fields:
        """Read several fields of an activity, by their names there; hours may be typed as `minutes`. What may be
        several comes in parts, sessions as lines or as a form holds them."""
        found = Fields()
        readers: Mapping[str, Callable[[Any], Taken[Any]]] = {
            **dict.fromkeys(_TEXTS, self.text),
            "title": self.title,
            "date": lambda word: self.day(word, future=typed.get("status") == "planned"),
            "posted": self.day,
            "hours": self.hours,
            "minutes": self.minutes,
            "strands": self.strands,
            "split": self.split,
            "sessions": self.sessions,
            "category": self.category,
            "units": self.units,
            "evidence": self.evidence,
            "counts_for": self.credentials,
            "offering": lambda word: self.offering(word, found.values.get("date")),
        }
        for key in sorted(typed, key=lambda key: key == "offering"):
            found.take(key, readers.get(key, Taken), typed[key])
        for key in ("course", "source"):
            if found.values.get(key) == "":
                found.values[key] = None
        if "minutes" in found.values:
            found.values["hours"] = found.values.pop("minutes")
        return found

    def text(self, word: str) -> Taken[str]:
        """Words of the person, without blanks around them."""
        try:
            word.encode("utf-8")
        except UnicodeEncodeError:
            raise Wrong("some characters in it are not readable text", "please type it again") from None
        return Taken(word.strip())

    def texts(self, words: Sequence[str]) -> Taken[tuple[str, ...]]:
        """Several words, such as names."""
        return Taken(tuple(filter(None, (self.text(word).value for word in words))))

    def title(self, word: str) -> Taken[str]:
        """The name of an event or course."""
        if not word.strip():
            raise Wrong("write the name of the event or course")
        return self.text(word)

    def day(self, word: str | date, *, future: bool = False) -> Taken[date]:
        """A day as a person writes it; with `future`, one without a year lies ahead. What is a day already stays."""
        return Taken(word) if isinstance(word, date) else read_day(word, self.today, future=future)

    def hours(self, word: str) -> Taken[int]:
        """Hours as a person writes them: `1.5`, `1:30`, `90m`, and as spreadsheets do: `18:25 min`, `1.5 Hour(s)`.

        A decimal comma is refused here, as another field or option may divide its parts by commas.
        """
        require_one_length(word.strip())
        try:
            return Taken(*hours.read(word))
        except ValueError:
            try:
                found = None if has_decimal_comma(word) else read_hours(word)
            except ValueError:
                found = None
            if found is None:
                raise
            return Taken(*found)

    def minutes(self, word: str) -> Taken[int]:
        """A number of whole minutes."""
        if not word.strip().isdecimal() or not word.isascii():
            raise Wrong(f"“{word}” is not a whole number of minutes", "write for example 40")
        return self.hours(f"{word.strip()}m")

    def strand(self, word: str) -> str:
        """The id of a strand, from its id, its label, its last part or any other spelling."""
        if found := self.named(word):
            return found
        own = [strand for strand, _ in self.own_strands]
        if not own and "/" in word:
            return self.text(word).value  # no framework is installed to ask; the file keeps the id
        names = {id.rpartition("/")[2]: id for id in own}
        near = nearest(word.casefold(), names)
        known = f"the strands are {', '.join(names)}" if names else ""
        raise Wrong(f"“{word}” is no strand that alcto knows", f"did you mean “{near}”?" if near else known)

    def strands(self, words: Sequence[str]) -> Taken[tuple[str, ...]]:
        """Several strands, once each."""
        return Taken(tuple(dict.fromkeys(map(self.strand, words))))

    def split(self, parts: Sequence[str]) -> Taken[dict[str, int]]:
        """The person's own division, from parts such as `it=4` or `IT 4`; a share may be 0."""
        divided: dict[str, int] = {}
        remarks: list[str] = []
        for part in parts:
            word, number = _pair(part, _SHARE)
            if not word:
                raise Wrong(f"“{part}” is no strand with hours", "write it=4, or IT 4")
            share = Taken(0) if number == "0" else self.hours(number)
            remarks += filter(None, [share.remark])
            strand = self.strand(word)
            divided[strand] = divided.get(strand, 0) + share.value
        return Taken(divided, "; ".join(remarks))

    def units(self, parts: Sequence[str]) -> Taken[dict[str, Decimal]]:
        """What is counted instead of hours, from parts such as `semester-hour=3` or `semester-hour 3`."""
        counted: dict[str, Decimal] = {}
        for part in parts:
            word, digits = _pair(part, _NUMBER)
            try:
                number = Decimal(digits)
            except InvalidOperation:
                number = Decimal(0)
            if not word or not number.is_finite() or not 0 < number <= _MOST_UNITS or number.adjusted() < -12:
                raise Wrong(f"“{part}” is no unit with a number", "write UNIT=NUMBER, like semester-hour=3")
            counted[word] = number
        known = self._ids("units", tuple(counted))
        return Taken(dict(zip(known.value, counted.values(), strict=True)), known.remark)

    def category(self, words: Sequence[str]) -> Taken[tuple[str, ...]]:
        """Kinds of activity, by their ids; an unknown one is kept."""
        found = self._ids("category", words)
        return found._replace(value=tuple(dict.fromkeys(found.value)))

    def _ids(self, kind: str, words: Sequence[str]) -> Taken[tuple[str, ...]]:
        """The ids of categories or units, from an id, a label or another spelling."""
        texts = tuple(self.text(word).value for word in words)
        if (known := self._known[kind]) is None:
            return Taken(texts)
        ids = tuple(map(known.named, texts))
        return Taken(ids, "; ".join(remark for id in dict.fromkeys(ids) if (remark := known.remark(id))))

    def labels(self, kind: str, ids: Sequence[str]) -> str:
        """What categories or units are called, where that says more than their ids."""
        known = self._known[kind]
        return ", ".join(known.labels[id] for id in ids if known.labels.get(id, id) != id) if known else ""

    def evidence(self, words: Sequence[str]) -> Taken[tuple[str, ...]]:
        """Files of proof as the records name them: relative to the folder, and inside it once links are followed."""
        paths = tuple(dict.fromkeys(map(self._proof, words)))
        folder = self._folder
        lost = [path for path in paths if folder is not None and path not in self._coming and not folder.holds(path)]
        return Taken(paths, f"not there yet: {', '.join(lost)}" if lost else "")

    def _proof(self, word: str) -> str:
        path, folder = system.path_meant(self.text(word).value), self._folder
        outside = Wrong(f"“{word}” is not inside your records folder", "copy it into evidence/ and name it so")
        if not is_inside(word.strip()) and (folder is None or not path.is_absolute()):
            raise outside
        if folder is None:
            return path.as_posix()
        root = folder.path.resolve()
        try:
            is_elsewhere = path.is_absolute() or (path.exists() and not (root / path).exists())
            resolved = (Path.cwd() / path if is_elsewhere else root / path).resolve()
        except OSError:  # such as a name that is too long
            raise Wrong(f"“{word}” is no name of a file", "write for example evidence/2026-winter.pdf") from None
        if not resolved.is_relative_to(root):
            raise outside
        return resolved.relative_to(root).as_posix() if is_elsewhere else path.as_posix()

    def sessions(self, several: Sequence[str | SessionText]) -> Taken[tuple[Session, ...]]:
        """The parts of an event."""
        found = [self.session(one) for one in several]
        return Taken(tuple(one.value for one in found), "; ".join(one.remark for one in found if one.remark))

    def session(self, typed: str | SessionText) -> Taken[Session]:
        """One part of an event: as a form holds it, or a line such as `1.5 | Ransomware tabletop | it, data | session`,
        where `-` names no strand."""
        text = self._session_line(typed) if isinstance(typed, str) else typed
        title = self.text(text.title).value
        if not title:
            raise Wrong("write the session's title")
        if text.kind not in KINDS:
            raise Wrong(f"“{text.kind}” is no kind of time", f"it is one of {', '.join(KINDS)}")
        if not text.hours.strip():
            raise Wrong(f"write the session's hours: {HOURS}")
        length = self.hours(text.hours)
        return Taken(
            Session(
                title=title,
                hours=length.value,
                in_minutes=text.in_minutes and hours.whole_minutes(length.value) is not None,
                strands=text.strands,
                kind=text.kind,
            ),
            length.remark,
        )

    def _session_line(self, line: str) -> SessionText:
        fields = [field.strip() for field in line.split("|")]
        if not 2 <= len(fields) <= 4 or not fields[1]:
            raise Wrong(f"“{line}” is not “HOURS | TITLE | STRANDS | KIND”", "STRANDS and KIND may be left out")
        length, title, words, kind = [*fields, "", ""][:4]
        named = self.strands([] if words == "-" else [word.strip() for word in words.split(",") if word.strip()]).value
        kind = kind.casefold().replace(" ", "-") or "session"
        return SessionText(title=title, hours=length, kind=kind, strands=named if words else None)

    def offering(self, word: str, day: date | None = None) -> Taken[str | None]:
        """The id of a catalogue's entry, from its id, its title or words of its name; those listed on `day` go first.
        None for an empty word. What may be several is told with the choices."""
        if not word.strip():
            return Taken(None)
        library = self._library
        if library is None or word in library.listings:
            return Taken(self.text(word).value)
        if (titled := library.titled(word)) is not None:
            return Taken(titled)
        # What is only said of an offering does not name it.
        found = [id for id, listings in library.listings.items() if any(is_called(one, word) for _, one in listings)]
        listed = [id for id in found if library.listing(id, day or self.today)] or found
        folded = word.strip().casefold()
        exact = [id for id in listed if id.rpartition("/")[2] == folded]
        if len(exact or listed) == 1:
            return Taken((exact or listed)[0])
        if listed:
            titles = {id: newest[1].title for id in listed if (newest := library.newest(id))}
            choices = (f"{id}  {title}" for id, title in titles.items())
            raise Wrong(f"“{word}” may mean any of {len(listed)} entries", "name one by its id", choices)
        near = nearest(folded, [*library.listings, *(id.rpartition("/")[2] for id in library.listings)])
        hint = f"did you mean “{near}”?" if near else CATALOGUE_LISTS
        raise Wrong(f"no catalogue lists “{word}”", hint)

    def credentials(self, words: Sequence[str]) -> Taken[tuple[str, ...]]:
        """The ids of some of the person's credentials."""
        for word in words:
            if word not in self._credentials:
                yours = ", ".join(self._credentials) or "none yet"
                raise Wrong(f"you have no credential “{word}”", f"yours are {yours}")
        return Taken(tuple(words))


def reader_of(
    records: Records | None, library: Library, folder: RecordsFolder, today: date, coming: Sequence[str] = ()
) -> Reader:
    """The reader of one person; `coming` are files of proof that will lie in the folder once this is saved."""
    credentials = records.credentials if records is not None else ()
    held = [one.program for one in credentials]
    return Reader(
        today,
        naming(records, library),
        library=library,
        folder=folder,
        credentials=[one.id for one in credentials],
        strands=subjects(records, library),
        categories=known_to("category", library.rule_sets, held),
        units=known_to("unit", library.rule_sets, held),
        coming=coming,
    )


def read_day(word: str, today: date, *, future: bool = False) -> Taken[date]:
    """A day as a person writes it; with `future`, one without a year lies ahead."""
    day = dates.parse(word, today, future=future)
    if not dates.is_held(day):
        raise ValueError(f"“{word.strip()}” is {day.isoformat()}; {dates.OUT_OF_RANGE}")
    return Taken(day)


def _pair(part: str, form: re.Pattern[str]) -> tuple[str, str]:
    """A name and a number, from `name=number` or `name number`; empty texts where it is neither."""
    name, equals, number = part.rpartition("=")
    if not equals:
        found = form.fullmatch(part.strip())
        name, number = found.groups() if found else ("", "")
    return name.strip(), number.strip()
