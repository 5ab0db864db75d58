"""Activities added from certificates: read, shown with where each value stands, put right, and saved one by one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alcto_core import system
from alcto_core.cli.arriving import arriving
from alcto_core.cli.entered import fields_of, reader_for
from alcto_core.cli.invocation import Invocation
from alcto_core.cli.log_page import WHICH_DAY, already_there, complete, made_of, save_shown
from alcto_core.cli.page import Page, Toned
from alcto_core.cli.questions import ask, can_ask, confirm
from alcto_core.cli.table import TableColumn, say_table
from alcto_core.entry.answer import Fields
from alcto_core.entry.form import look_alike
from alcto_core.entry.reader import HOURS, Reader
from alcto_core.importing.certificate import Certificate
from alcto_core.importing.proof_file import read_proof
from alcto_core.overview import Overview
from alcto_core.problems import Refused
from alcto_core.telling.certificate import LOOK_FIRST, doubt_lines, found_lines

_LOOKED_AT_FIRST = 1
"""The exit status where something was read and nothing may be saved."""


def add(invocation: Invocation, files: tuple[str, ...], yes: bool, options: dict[str, Any]) -> int:
    """What `alcto log --from` does."""
    overview, page = invocation.whole_overview(), invocation.page
    del options["copy"]  # a certificate is proof, and always copied in
    name = overview.records.person.name if overview.records is not None else ""
    status = 0
    for file in files:
        path = system.path_meant(file)
        try:
            certificate = read_proof(path, overview.library, name, overview.on)
        except Refused as refused:
            if len(files) == 1:
                raise
            page.aside(str(refused))
            status = 2
            continue
        _say(page, path, certificate)
        if not yes and can_ask():
            after, saved = _log(invocation, overview, certificate, path, options)
            if after is not overview:
                page.aside("`alcto proof` lists what each certificate must show, to be ticked.")
            overview, status = after, max(status, saved)
        else:
            status = max(status, _LOOKED_AT_FIRST)
    if yes or not can_ask():
        page.aside(f"Nothing was saved. {LOOK_FIRST}")
    return _LOOKED_AT_FIRST if yes else status


def _say(page: Page, path: Path, certificate: Certificate) -> None:
    page.say(Toned(path.name, "strong"))
    columns = (TableColumn("Field"), TableColumn("Found", shrinks=True), TableColumn("Where", shrinks=True))
    say_table(page, columns, tuple(found_lines(certificate)))
    for words in doubt_lines(certificate):
        page.say(f"! {words}")


def _log(
    invocation: Invocation, overview: Overview, certificate: Certificate, path: Path, options: dict[str, Any]
) -> tuple[Overview, int]:
    """Ask about one certificate and save it; the overview after that, and the exit status."""
    page = invocation.page
    words = (*options["evidence"], str(path.absolute()))
    named, coming = arriving(page, overview.folder, words, copy=True, may_ask=False)
    reader = reader_for(overview, coming)
    fields = fields_of(reader, {**options, "evidence": named})
    _put_right(page, fields, certificate, reader)
    complete(fields, invocation, overview, reader, may_ask=True)
    activity = made_of(fields, overview)
    twin = look_alike(overview.records.activities if overview.records else (), activity)
    if twin is not None and not confirm(page, f"{already_there(twin)} Log it once more?", default=False):
        page.aside("Nothing was saved.")
        return overview, 0
    return save_shown(invocation, overview, fields, activity, yes=False, coming=coming)


def _put_right(page: Page, fields: Fields, certificate: Certificate, reader: Reader) -> None:
    """Ask for each value with what was found as the answer that Enter gives; options stand as they are."""
    found = {key: one.value for key, one in certificate.found.items()}
    values = fields.values
    if "offering" in found and "offering" not in values:
        question = f"Is it {found['title']} of the catalogue ({found['offering']})?"
        if confirm(page, question):
            values["offering"] = found["offering"]
    if "title" not in values:
        values["title"] = ask(page, "What was it called?", lambda word: reader.title(word).value, found.get("title"))
    if "date" not in values:
        values["date"] = ask(page, WHICH_DAY, lambda word: reader.day(word).value, found.get("date"))
    if not any(values.get(key) for key in ("hours", "sessions", "units")):
        asked = f"How many hours? ({HOURS})"
        values["hours"], fields.remarks["hours"] = ask(page, asked, reader.hours, found.get("hours"))
    for key in ("source", "location"):
        if key in found and key not in values and not (key == "source" and values.get("offering")):
            asked = "Who granted it?" if key == "source" else "Where was it?"
            values[key] = ask(page, asked, lambda word: reader.text(word).value, found[key])
