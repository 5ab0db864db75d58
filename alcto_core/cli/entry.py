"""The options that `log` and `edit` share, and what they say as parts of an activity."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from alcto_core.cli.offered import offered

if TYPE_CHECKING:
    from datetime import date

    from alcto_core.keeping.folder import RecordsFolder
    from alcto_core.overview import Overview
    from alcto_core.records.types import Activity, Session, SessionKind
    from alcto_core.rules.declared import Known
    from alcto_core.rules.library import Library

F = TypeVar("F", bound=Callable[..., Any])

# Written here once more, so that `--help` need not import the records; a test holds them to the types.
FORMATS = ("in-person", "online", "hybrid")
STATUSES = ("completed", "planned")
KINDS = ("session", "registration", "exhibit-hall", "meal", "break")

_OPTIONS = (
    click.option("--title", metavar="TEXT", help="Name of the activity."),
    click.option("--location", metavar="TEXT", help="Where it was, e.g. 'Birmingham, AL'."),
    click.option("--date", "date", metavar="DATE", help="Day it was completed: 2026-01-28, yesterday, 'oct 14'."),
    click.option("--hours", metavar="HOURS", help="Clock hours: 1.5, 1:30, 90m or '1 h 30 min'."),
    click.option("--minutes", metavar="NUMBER", help="Whole minutes, instead of --hours: 40."),
    click.option("--strand", "strands", metavar="STRAND", multiple=True, help="Subject area (once for each)."),
    click.option(
        "--split",
        metavar="STRAND=HOURS",
        multiple=True,
        help="Your own division of the hours (once for each).",
    ),
    click.option(
        "--session",
        "sessions",
        metavar="'HOURS | TITLE | STRANDS | KIND'",
        multiple=True,
        help="One part of an event (once for each). STRANDS are divided by commas; empty: those of the activity; "
        f"'-': none. KIND is one of {', '.join(KINDS)}. Both may be left out.",
    ),
    click.option("--offering", metavar="ID", help="Entry of a catalogue, or a fragment of its name."),
    click.option("--course", metavar="TEXT", help="Which course, where the offering is a family of courses."),
    click.option("--source", metavar="TEXT", help="Who granted the hours, where no offering says so."),
    click.option(
        "--category",
        metavar="TEXT",
        multiple=True,
        help="Kind of activity (once for each).",
        shell_complete=offered("category"),
    ),
    click.option(
        "--units",
        metavar="UNIT=NUMBER",
        multiple=True,
        help="What is counted instead of hours.",
        shell_complete=offered("unit"),
    ),
    click.option("--format", type=click.Choice(FORMATS), help="How it was held."),
    click.option("--status", type=click.Choice(STATUSES), help="Done, or still planned."),
    click.option("--posted", metavar="DATE", help="Day on which the official record showed it."),
    click.option("--justification", metavar="TEXT", help="Relation to the coursework."),
    click.option("--description", metavar="TEXT", help="What was done."),
    click.option("--evidence", metavar="FILE", multiple=True, help="Proof inside the records folder (once for each)."),
    click.option(
        "--counts-for",
        metavar="CREDENTIAL",
        multiple=True,
        help="Count it only there (once for each, in order).",
    ),
    click.option("--note", metavar="TEXT", help="A note for yourself."),
)

_TEXTS = ("title", "location", "course", "source", "justification", "description", "note")


def entry_options(command: F) -> F:
    """The keys of an activity as long options."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


class Reader:
    """Reads what a person typed about an activity, with the catalogues and strands at hand.

    Every method raises `ValueError` with a sentence for what makes no sense.
    """

    def __init__(
        self,
        library: Library,
        folder: RecordsFolder,
        credentials: Sequence[str],
        today: date,
        strands: Sequence[tuple[str, str]],
        strand_named: Callable[[str], str | None],
        categories: Known | None = None,
        units: Known | None = None,
    ) -> None:
        self._categories = categories
        self._units = units
        self.remarks: list[str] = []
        """What no rule set of the person knows, and what was read otherwise than it was typed: a sentence each."""
        self._library = library
        self.own_strands = strands
        """Id and short name of the strands that the person's programmes use."""
        self._strand_named = strand_named
        self._folder = folder
        self._credentials = credentials
        self._today = today

    def changes(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of an activity that the options give; only those."""
        given = {key: value for key, value in options.items() if value is not None and value != ()}
        if "hours" in given and "minutes" in given:
            raise ValueError("--minutes stands instead of --hours; use one of the two")
        planned = given.get("status") == "planned"
        found: dict[str, Any] = {key: text(given[key]) for key in _TEXTS if key in given}
        for key in ("course", "source"):
            if found.get(key) == "":
                found[key] = None
        readers: dict[str, Callable[[Any], Any]] = {
            "date": lambda word: self.day(word, future=planned),
            "posted": self.day,
            "hours": self.hours,
            "minutes": self.minutes,
            "strands": lambda words: tuple(dict.fromkeys(map(self.strand, words))),
            "split": self.split,
            "sessions": lambda lines: tuple(map(self.session, lines)),
            "category": lambda words: tuple(dict.fromkeys(self._known(self._categories, word) for word in words)),
            "units": lambda parts: {self._known(self._units, unit): number for unit, number in units(parts).items()},
            "evidence": lambda paths: tuple(map(self.evidence, paths)),
            "counts_for": lambda words: tuple(map(self.credential, words)),
            "format": str,
            "status": str,
        }
        for key, read in readers.items():
            if key in given:
                try:
                    found[key] = read(given[key])
                except ValueError as wrong:
                    raise ValueError(f"--{_OPTION_NAMES.get(key, key)}: {wrong}") from None
        if "minutes" in found:
            found["hours"] = found.pop("minutes")
        if "offering" in given:
            found["offering"] = self.offering(given["offering"], found.get("date"))
        return found

    def hours(self, word: str) -> int:
        """A number of hours as a person writes it; what was changed in reading it goes to `remarks`."""
        from alcto_core.hours import read

        found = read(word)
        if found.remark:
            self.remarks.append(f"{found.remark}.")
        return found.hours

    def minutes(self, word: str) -> int:
        """A number of whole minutes."""
        from alcto_core.hours import parse

        if not word.strip().isdecimal() or not word.isascii():
            raise ValueError(f"“{word}” is not a whole number of minutes; write for example 40")
        return parse(f"{word.strip()}m")

    def _known(self, known: Known | None, word: str) -> str:
        """The id of a category or unit, from its id, its label or another spelling; an unknown one is kept."""
        if known is None:
            return text(word)
        id = known.named(text(word))
        if remark := known.remark(id):
            self.remarks.append(f"{remark[:1].upper()}{remark[1:]}.")
        return id

    def day(self, word: str, *, future: bool = False) -> date:
        """A day as a person writes it."""
        from alcto_core.dates import parse

        return parse(word, self._today, future=future)

    def strand(self, word: str) -> str:
        """The id of a strand, from its id, its label, its last part or any other spelling."""
        if found := self._strand_named(word):
            return found
        strands = [strand for strand, _ in self.own_strands]
        if not strands and "/" in word:
            return text(word)  # no framework is installed to ask; the file keeps the id
        from alcto_core.text import nearest

        names = {id.rpartition("/")[2]: id for id in strands}
        near = nearest(word.casefold(), names)
        hint = f"did you mean “{near}”?" if near else f"the strands are {', '.join(names)}"
        raise ValueError(f"“{word}” is no strand that alcto knows; {hint}")

    def strands(self, line: str) -> tuple[str, ...]:
        """Several strands, divided by commas; none for an empty line."""
        return tuple(dict.fromkeys(self.strand(word.strip()) for word in line.split(",") if word.strip()))

    def split(self, parts: Sequence[str]) -> dict[str, int]:
        """The person's own division, from parts such as `it=4`."""
        divided: dict[str, int] = {}
        for part in parts:
            word, equals, number = part.rpartition("=")
            if not equals:
                raise ValueError(f"“{part}” is not STRAND=HOURS; write for example it=4")
            divided[self.strand(word.strip())] = self.hours(number)
        return divided

    def session(self, line: str) -> Session:
        """One part of an event, from `1.5 | Ransomware tabletop | it, data | session`."""
        from alcto_core.records.types import Session

        fields = [field.strip() for field in line.split("|")]
        if len(fields) < 2 or len(fields) > 4 or not fields[1]:
            raise ValueError(f"“{line}” is not “HOURS | TITLE | STRANDS | KIND”; STRANDS and KIND may be left out")
        _, title, strands, kind = [*fields, "", ""][:4]
        kind = kind.casefold().replace(" ", "-") or "session"
        if kind not in KINDS:
            raise ValueError(f"“{kind}” is no kind of time; it is one of {', '.join(KINDS)}")
        named: tuple[str, ...] | None = None
        if strands == "-":
            named = ()
        elif strands:
            named = self.strands(strands)
        return Session(title=text(title), hours=self.hours(fields[0]), strands=named, kind=cast("SessionKind", kind))

    def offering(self, word: str, day: date | None) -> str | None:
        """The id of a catalogue's entry, from its id or a fragment of its name; None for an empty word."""
        from alcto_core.cli.offerings import offering_named

        return offering_named(self._library, word, day or self._today) if word.strip() else None

    def credential(self, word: str) -> str:
        """The id of one of the person's credentials."""
        if word in self._credentials:
            return word
        raise ValueError(f"you have no credential “{word}”; yours are {', '.join(self._credentials) or 'none yet'}")

    def evidence(self, word: str) -> str:
        """A file of proof as the records name it: relative to the folder, and inside it."""
        return evidence_path(word, self._folder)


_OPTION_NAMES = {"strands": "strand", "sessions": "session", "counts_for": "counts-for"}


def text(word: str) -> str:
    """Words of the person, without blanks around them. Raises `ValueError` for what is no text at all."""
    try:
        word.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError("some characters in it are not readable text; please type it again") from None
    return word.strip()


def units(parts: Sequence[str]) -> Mapping[str, Any]:
    """Units that stand instead of hours, from parts such as `semester-hour=3`."""
    from decimal import Decimal, InvalidOperation

    counted: dict[str, Decimal] = {}
    for part in parts:
        name, equals, number = part.rpartition("=")
        try:
            value = Decimal(number.strip())
        except InvalidOperation:
            value = Decimal(0)
        if not equals or not name.strip() or not value.is_finite() or value <= 0:
            raise ValueError(f"“{part}” is not UNIT=NUMBER; write for example semester-hour=3")
        counted[text(name)] = value
    return counted


def evidence_path(word: str, folder: RecordsFolder) -> str:
    """A file of proof, relative to the records folder. Raises `ValueError` for a place outside it."""
    path = Path(text(word)).expanduser()
    inside = path if path.is_absolute() else folder.path / path
    if not path.is_absolute() and not inside.exists() and path.exists():
        inside = Path.cwd() / path
    root = folder.path.resolve()
    resolved = inside.resolve()
    if not resolved.is_relative_to(root):
        raise ValueError(f"“{word}” is not inside your records folder; copy it into {folder.evidence} first")
    return resolved.relative_to(root).as_posix()


def reader_for(overview: Overview) -> Reader:
    """A reader with everything that an overview knows."""
    from alcto_core.rules.declared import known_to
    from alcto_core.rules.own_strands import naming, subjects

    records, library = overview.records, overview.library
    credentials = [one.id for one in records.credentials] if records else []
    held = [one.program for one in records.credentials] if records else []
    return Reader(
        library,
        overview.folder,
        credentials,
        overview.on,
        subjects(records, library),
        naming(records, library),
        known_to("category", library.rule_sets, held),
        known_to("unit", library.rule_sets, held),
    )


_EMPTY: Mapping[str, Any] = {
    "location": "",
    "strands": (),
    "split": {},
    "session": (),
    "offering": None,
    "course": None,
    "source": None,
    "category": (),
    "units": {},
    "format": None,
    "posted": None,
    "justification": "",
    "description": "",
    "evidence": (),
    "counts-for": None,
    "note": "",
}

CLEARABLE = tuple(_EMPTY)
"""The keys that an activity can do without."""


def cleared(keys: Sequence[str]) -> dict[str, Any]:
    """The fields of an activity that take these keys out. Its hours stay the sum of the sessions that it loses."""
    fields = {"session": "sessions", "counts-for": "counts_for"}
    return {fields.get(key, key): _EMPTY[key] for key in keys}


def agreed(activity: Activity) -> Activity:
    """The activity with the sum of its sessions for its hours.

    Raises `ValueError` where hours, sessions and split do not agree.
    """
    import msgspec

    from alcto_core.hours import MOST, length, long
    from alcto_core.records.tables import amount

    if activity.sessions:
        total = sum(session.hours for session in activity.sessions)
        if activity.hours not in (0, total):
            raise ValueError(
                f"The sessions add up to {long(total)}, but --hours says {length(activity.hours)}; leave --hours out."
            )
        if activity.split:
            raise ValueError("A split and sessions cannot stand together; give each session its strands.")
        if total > MOST:
            raise ValueError("The sessions add up to more than 1,000 hours.")
        return msgspec.structs.replace(activity, hours=total)
    for framework in {strand.partition("/")[0] for strand in activity.split}:
        total = sum(hours for strand, hours in activity.split.items() if strand.partition("/")[0] == framework)
        if total != activity.hours:
            raise ValueError(f"The split adds up to {long(total)}, but the activity has {length(activity.hours)}.")
    if activity.hours:
        amount(activity.hours, activity.split.values())  # raises where the file cannot say them
    return activity
