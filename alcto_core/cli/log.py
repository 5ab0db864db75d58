"""`alcto log`: add what was done, after showing what it will count for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from alcto_core.cli.entry import entry_options
from alcto_core.cli.invocation import Invocation, asked, date_option, records_options, yes_option

if TYPE_CHECKING:
    from alcto_core.cli.entry import Reader
    from alcto_core.overview import Overview
    from alcto_core.records.types import Activity


@click.command()
@records_options
@date_option
@yes_option
@entry_options
@click.argument("what", metavar="[OFFERING]", required=False)
@click.pass_context
def command(ctx: click.Context, /, what: str | None, yes: bool, **options: Any) -> int:
    """Add an activity. Asks for what is missing, shows what it will count for, and saves when you agree.

    OFFERING is an entry of a catalogue by its id or by words of its name; what stands on no list takes --title.
    """
    from alcto_core.cli.entry import reader_for
    from alcto_core.cli.preview import say_preview
    from alcto_core.cli.questions import may_save
    from alcto_core.cli.saving import save, status_after
    from alcto_core.entry.form import edit_of

    invocation = asked(ctx)
    if what is not None:
        if options["offering"]:
            raise click.UsageError("The offering is named twice; use one of OFFERING and --offering.")
        options["offering"] = what
    overview = invocation.whole_overview()
    reader = reader_for(overview)
    try:
        fields = reader.changes(options)
        _complete(fields, invocation, overview, reader, may_ask=not yes)
        activity = _activity(fields, overview)
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from None
    if not yes:
        _refuse_look_alike(activity, overview)
    for remark in reader.remarks:
        invocation.page.aside(remark)
    say_preview(invocation.page, overview, activity)
    edit = edit_of(activity)
    if edit is None or not may_save(invocation.page, yes):
        return 0
    _, saved = save(invocation.page, overview, edit, waits=yes)
    for id in saved.added:
        invocation.page.say(id)
    return status_after(saved)


def _complete(
    fields: dict[str, Any], invocation: Invocation, overview: Overview, reader: Reader, *, may_ask: bool
) -> None:
    """Add what the offering knows, then ask for what is still missing, or raise `click.UsageError` naming it."""
    from alcto_core.cli.questions import can_ask, missing

    asks = may_ask and can_ask()
    if asks and not fields.get("title") and not fields.get("offering"):
        _ask_what(fields, invocation, reader)
    _take_from_offering(fields, overview)
    lacking = [
        option
        for key, option in (
            ("title", "--title or --offering"),
            ("date", "--date"),
            ("hours", "--hours, --minutes or --session"),
        )
        if not fields.get(key) and not (key == "hours" and (fields.get("sessions") or fields.get("units")))
    ]
    if lacking and not asks:
        raise missing(lacking)
    if asks:
        _ask_rest(fields, invocation, overview, reader)


def _ask_what(fields: dict[str, Any], invocation: Invocation, reader: Reader) -> None:
    from alcto_core.cli.questions import ask, confirm

    page = invocation.page

    def named(answer: str) -> tuple[str | None, str]:
        try:
            return reader.offering(answer, fields.get("date")), ""
        except ValueError as unlisted:
            if "may mean any" in str(unlisted):
                raise
            return None, answer

    offering, title = ask(page, "What did you attend? (words of its name, or an id of the catalogue)", named)
    if offering is None:
        page.aside("No catalogue lists that, so programmes with a list will not count it.")
        if not confirm(page, "Log it under this title?"):
            page.aside("Nothing was saved.")
            raise click.exceptions.Exit(0)
        fields["title"] = title
    else:
        fields["offering"] = offering


def _take_from_offering(fields: dict[str, Any], overview: Overview) -> None:
    """The title, place, format and strands that the catalogue knows, where the person said nothing else."""
    id = fields.get("offering")
    if not id:
        return
    listed = overview.library.listing(id, fields.get("date") or overview.on) or overview.library.newest(id)
    if listed is None:
        return
    _, offering = listed
    if not fields.get("title"):
        fields["title"] = fields.get("course") or offering.title
    if offering.strands and "strands" not in fields and "sessions" not in fields:
        fields["strands"] = offering.strands
    if offering.location and "location" not in fields:
        fields["location"] = offering.location


def _ask_rest(fields: dict[str, Any], invocation: Invocation, overview: Overview, reader: Reader) -> None:
    from alcto_core.cli.entry import text
    from alcto_core.cli.questions import ask

    page = invocation.page
    if "offering" in fields:
        page.aside(f"{fields['title']} ({fields['offering']})")
    planned = fields.get("status") == "planned"
    if "date" not in fields:
        word = "On which day will it be?" if planned else "On which day was it completed?"
        fields["date"] = ask(page, word, lambda answer: reader.day(answer, future=planned), default="today")
        _take_from_offering(fields, overview)
    if not fields.get("hours") and not fields.get("sessions") and not fields.get("units"):
        fields["hours"] = ask(page, "How many hours? (1.5, 1:30 or 90m)", reader.hours)
    if "strands" not in fields and not any(session.strands for session in fields.get("sessions", ())):
        known = ", ".join(id.rpartition("/")[2] for id, _ in reader.own_strands)
        fields["strands"] = ask(page, f"Which strands? ({known}; divide several by commas)", reader.strands, default="")
    if "location" not in fields:
        fields["location"] = ask(page, "Where was it? (Enter for nothing)", text, default="")
    if "justification" not in fields:
        question = "How does it relate to your coursework? (Enter for nothing)"
        fields["justification"] = ask(page, question, text, default="")
    if "description" not in fields:
        fields["description"] = ask(page, "What was done? (Enter for nothing)", text, default="")


def _activity(fields: dict[str, Any], overview: Overview) -> Activity:
    """The activity as a value. Raises `ValueError` where its figures do not agree."""
    from alcto_core.cli.entry import agreed
    from alcto_core.records.document import new_id
    from alcto_core.records.types import Activity

    taken = [one.id for one in overview.records.activities] if overview.records else []
    return agreed(Activity(id=new_id(taken, fields["date"], fields["title"]), **fields))


def _refuse_look_alike(activity: Activity, overview: Overview) -> None:
    from alcto_core.dates import show
    from alcto_core.entry.form import look_alike
    from alcto_core.problems import Refused

    activities = overview.records.activities if overview.records else ()
    if (other := look_alike(activities, activity)) is not None:
        raise Refused(
            f"“{other.title}” on {show(other.date)} is in the records already, as {other.id}. "
            f"Change it with `alcto edit {other.id}`, or add --yes to log it once more."
        )
