"""An activity added, by options or by questions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import click

from alcto_core.cli.arriving import arriving
from alcto_core.cli.entered import agreed, fields_of, reader_for, said, say_remarks
from alcto_core.cli.explain_page import activity_named
from alcto_core.cli.invocation import Invocation
from alcto_core.cli.page import Page
from alcto_core.cli.preview import say_preview
from alcto_core.cli.questions import ask, can_ask, confirm, may_save, missing
from alcto_core.cli.saving import save, status_after
from alcto_core.dates import show
from alcto_core.entry.agenda import Agenda, read_agenda
from alcto_core.entry.answer import Fields, Wrong, listed
from alcto_core.entry.form import edit_of, look_alike
from alcto_core.entry.prefill import of_offering
from alcto_core.entry.reader import HOURS, Reader
from alcto_core.entry.templates import templates, values_like
from alcto_core.keeping.evidence import Arrival
from alcto_core.overview import Overview
from alcto_core.problems import Refused
from alcto_core.records.document import new_id
from alcto_core.records.types import Activity
from alcto_core.rules.own_strands import is_open, suggesting, with_suggested
from alcto_core.telling.agenda import days_said

WHICH_DAY = "On which day was it completed?"


def add(
    invocation: Invocation,
    what: str | None,
    yes: bool,
    agenda: str | None,
    like: str | None,
    options: dict[str, Any],
) -> int:
    """What `alcto log` does."""
    if what is not None:
        if options["offering"]:
            raise click.UsageError("The offering is named twice; use one of OFFERING and --offering.")
        options["offering"] = what
    overview = invocation.whole_overview(readings=False)
    copies = options.pop("copy")
    named, coming = arriving(invocation.page, overview.folder, options["evidence"], copy=copies, may_ask=not yes)
    reader = reader_for(overview, coming)
    fields = fields_of(reader, {**options, "evidence": named})
    likely: date | None = None
    if agenda is not None:
        read = _take_agenda(agenda, fields, reader, invocation.page)
        likely = _day_of_agenda(read, fields, overview, invocation.page, may_ask=not yes)
        _suggest_strands(fields, overview, invocation.page, may_ask=not yes)
    if like is not None:
        fields.values = {**values_like(_template(overview, like), fields.values), **fields.values}
    complete(fields, invocation, overview, reader, may_ask=not yes, likely=likely)
    activity = made_of(fields, overview)
    if not yes:
        _refuse_look_alike(activity, overview)
    return save_shown(invocation, overview, fields, activity, yes=yes, coming=coming)[1]


def _template(overview: Overview, word: str) -> Activity:
    """The entry that another one is begun from: by its number, its id or words of it. Raises `Refused`."""
    records = overview.records
    found = templates(records.activities) if records is not None and records.activity(word) is None else ()
    if not word.isascii() or not word.isdigit() or not found:
        return activity_named(overview, word)
    if 1 <= int(word) <= len(found):
        return found[int(word) - 1]
    shown = "".join(f"\n  {at}  {one.id}  {one.title}" for at, one in enumerate(found, 1))
    raise Refused(f"There is no entry {word} to begin from; there are:{shown}")


def save_shown(
    invocation: Invocation,
    overview: Overview,
    fields: Fields,
    activity: Activity,
    *,
    yes: bool,
    coming: Iterable[Arrival],
) -> tuple[Overview, int]:
    """Show what an activity would count for and save it where the person agrees; the overview after that, and the exit
    status."""
    page = invocation.page
    say_remarks(page, fields)
    say_preview(page, overview, activity)
    edit = edit_of(activity)
    if edit is None or not may_save(page, yes):
        return overview, 0
    after, saved = save(page, overview, edit, waits=yes, coming=coming)
    for id in saved.added:
        page.say(id)
    return after, status_after(saved)


def _take_agenda(file: str, fields: Fields, reader: Reader, page: Page) -> Agenda:
    """The sessions of an agenda; what is left out of it or read otherwise is said. Raises `click.UsageError`."""
    if "sessions" in fields.values:
        raise click.UsageError("--agenda stands instead of --session; use one of the two.")
    name = "the agenda" if file == "-" else file
    try:
        with click.open_file(file, encoding="utf-8-sig") as opened:
            read = read_agenda(opened.read(), reader.named)
    except (OSError, UnicodeDecodeError) as wrong:
        why = wrong.strerror if isinstance(wrong, OSError) else "it is no text in UTF-8"
        raise click.UsageError(f"{name} cannot be read: {why}.") from None
    for line in sorted((*read.left_out, *read.remarks), key=lambda one: one.number):
        left = "left out: " if line in read.left_out else ""
        page.aside(f"{name}, line {line.number}: {left}{line.text}.")
    if not read.sessions:
        raise click.UsageError(f"Nothing in {name} can be read as a session; begin a line like “9:00-10:15 Title”.")
    fields.values["sessions"] = read.sessions
    return read


def _day_of_agenda(agenda: Agenda, fields: Fields, overview: Overview, page: Page, *, may_ask: bool) -> date | None:
    """The day that its headings name, to be proposed; where nobody can be asked, one with its year is taken. Another
    day than theirs is asked about. Raises `click.UsageError` where nobody can be asked that."""
    values = fields.values
    said = days_said(overview, agenda, future=values.get("status") == "planned")
    if said is None:
        return None
    asks = may_ask and can_ask()
    if "date" not in values:
        page.aside(said.sentence)
        if not asks and said.day is not None and said.days.has_year:
            values["date"] = said.day
        return said.day
    if other := said.contradicted(values["date"]):
        if not asks:
            raise click.UsageError(f"{other} Put one of them right, or take the day out of the agenda.")
        if not confirm(page, said.asked(values["date"]), default=False):
            page.aside("Nothing was saved.")
            raise click.exceptions.Exit(0)
    elif said.boundary is not None:
        page.aside(said.sentence)
    return None


def _suggest_strands(fields: Fields, overview: Overview, page: Page, *, may_ask: bool) -> None:
    """Say which strands the titles of sessions suggest; they are taken only where the person says so."""
    suggested = suggesting(overview.records, overview.library)
    found = [(one, suggested(one.title)) for one in fields.values["sessions"] if is_open(one)]
    for session, strands in found:
        if strands:
            page.aside(f"“{session.title}” might be {', '.join(map(overview.library.strand_short, strands))}.")
    if any(strands for _, strands in found):
        page.aside("These strands are suggested by words of the titles, and count only where you take them.")
        if may_ask and can_ask() and confirm(page, "Take them?", default=False):
            fields.values["sessions"] = with_suggested(fields.values["sessions"], suggested)


def complete(
    fields: Fields,
    invocation: Invocation,
    overview: Overview,
    reader: Reader,
    *,
    may_ask: bool,
    likely: date | None = None,
) -> None:
    """Add what the offering knows, then ask for what is still missing, or raise `click.UsageError` naming it. `likely`
    is the day that is proposed, instead of today."""
    asks, values = may_ask and can_ask(), fields.values
    if asks and not values.get("title") and not values.get("offering"):
        _ask_what(fields, invocation, reader)
    _take_from_offering(values, overview)
    lacking = [
        option
        for key, option in (
            ("title", "--title or --offering"),
            ("date", "--date"),
            ("hours", "--hours, --minutes, --session or --agenda"),
        )
        if not values.get(key) and not (key == "hours" and _has_length(values))
    ]
    if lacking and not asks:
        raise missing(lacking)
    if asks:
        _ask_rest(fields, invocation, overview, reader, likely)


def _has_length(values: dict[str, Any]) -> bool:
    return any(values.get(key) for key in ("hours", "sessions", "units"))


def _ask_what(fields: Fields, invocation: Invocation, reader: Reader) -> None:
    page = invocation.page

    def named(answer: str) -> tuple[str | None, str]:
        try:
            return reader.offering(answer, fields.values.get("date")).value, ""
        except Wrong as wrong:
            if wrong.choices:
                raise ValueError(said(wrong)) from None
            return None, answer

    offering, title = ask(page, "What did you attend? (words of its name, or an id of the catalogue)", named)
    if offering is None:
        page.aside("No catalogue lists that, so programs with a list will not count it.")
        if not confirm(page, "Log it under this title?"):
            page.aside("Nothing was saved.")
            raise click.exceptions.Exit(0)
        fields.values["title"] = title
    else:
        fields.values["offering"] = offering


def _take_from_offering(values: dict[str, Any], overview: Overview) -> None:
    """What the catalogue knows, where the person said nothing else. A course stands for the title."""
    if id := values.get("offering"):
        known = of_offering(overview.library, id, values, values.get("date") or overview.on)
        values.update({**known, **({"title": values["course"]} if "title" in known and values.get("course") else {})})


def _ask_rest(fields: Fields, invocation: Invocation, overview: Overview, reader: Reader, likely: date | None) -> None:
    page, values = invocation.page, fields.values
    if "offering" in values:
        page.aside(f"{values['title']} ({values['offering']})")
    planned = values.get("status") == "planned"
    if "date" not in values:
        word = "On which day will it be?" if planned else WHICH_DAY
        proposed = likely.isoformat() if likely is not None else "today"
        values["date"] = ask(page, word, lambda answer: reader.day(answer, future=planned).value, default=proposed)
        _take_from_offering(values, overview)
    if not _has_length(values):
        values["hours"], fields.remarks["hours"] = ask(page, f"How many hours? ({HOURS})", reader.hours)
    if "strands" not in values and not any(session.strands for session in values.get("sessions", ())):
        known = ", ".join(id.rpartition("/")[2] for id, _ in reader.own_strands)
        question = f"Which strands? ({known}; divide several by commas)"
        values["strands"] = ask(page, question, lambda answer: reader.strands(listed(answer)).value, default="")
    for key, question in (
        ("location", "Where was it?"),
        ("justification", "How does it relate to your coursework?"),
        ("description", "What was done?"),
    ):
        if key not in values:
            question = f"{question} (Enter for nothing)"
            values[key] = ask(page, question, lambda answer: reader.text(answer).value, default="")


def made_of(fields: Fields, overview: Overview) -> Activity:
    """The activity as a value. Raises `click.UsageError` where its figures do not agree."""
    taken = [one.id for one in overview.records.activities] if overview.records else []
    return agreed(fields, {"id": new_id(taken, fields.values["date"], fields.values["title"])})


def already_there(other: Activity) -> str:
    """That an activity like this one was logged before."""
    return f"“{other.title}” on {show(other.date)} is in the records already, as {other.id}."


def _refuse_look_alike(activity: Activity, overview: Overview) -> None:
    activities = overview.records.activities if overview.records else ()
    if (other := look_alike(activities, activity)) is not None:
        raise Refused(
            f"{already_there(other)} Change it with `alcto edit {other.id}`, or add --yes to log it once more."
        )
