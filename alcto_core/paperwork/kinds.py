"""The table of what can be exported: all that help and completion need, so that they import no writer."""

from __future__ import annotations

from typing import NamedTuple


class Format(NamedTuple):
    """One format of a kind of paper."""

    ending: str
    """Of the file, without its dot; also the word for `--format`."""
    writer: str
    """Module of `writers` that has a function named like the kind, `-` as `_`."""
    extra: str = ""
    """The extra that holds its library; "" where none is needed."""
    instead: str = ""
    """What to do where the extra is not installed, as a sentence."""
    is_text: bool = True
    """Whether it can be printed on a terminal."""
    is_read: bool = False
    """Whether a person reads it as it is, so that it is printed where no file is named."""


class Kind(NamedTuple):
    """One kind of paper."""

    name: str
    summary: str
    formats: tuple[Format, ...]
    """The first is the one that `-` gets."""

    def format(self, word: str) -> Format | None:
        """The format with this ending."""
        return next((one for one in self.formats if one.ending == word.lower()), None)


KINDS = (
    Kind(
        "entries",
        "Your entries, one in a row, with what each counts for",
        (
            Format("csv", "csv_file"),
            Format("xlsx", "xlsx", "sheets", "CSV opens in the same programs.", is_text=False),
            Format("json", "json_file"),
            Format("md", "markdown", is_read=True),
        ),
    ),
    Kind(
        "form",
        "What the authority's form asks of each entry, field by field, to copy",
        (Format("txt", "words", is_read=True), Format("md", "markdown"), Format("json", "json_file")),
    ),
    Kind(
        "report",
        "Where a credential stands, with every entry, reason and source",
        (
            Format("html", "html"),
            Format("pdf", "pdf", "pdf", "Or open the HTML report in a browser and save it as PDF.", is_text=False),
            Format("md", "markdown", is_read=True),
        ),
    ),
    Kind(
        "calendar",
        "Deadlines, where the hours should stand, and planned entries, for a calendar",
        (Format("ics", "ics"),),
    ),
    Kind(
        "plan-skeleton",
        "The outline of the technology plan, to be written",
        (
            Format("docx", "docx_file", "docx", "Markdown needs none.", is_text=False),
            Format("md", "markdown", is_read=True),
        ),
    ),
    Kind(
        "portfolio",
        "A program of stages: stages, assessments, curriculum, and a sheet for the mentor to sign",
        (
            Format("html", "html"),
            Format("pdf", "pdf", "pdf", "Or open the HTML portfolio in a browser and save it as PDF.", is_text=False),
            Format("docx", "docx_file", "docx", "HTML and Markdown need none.", is_text=False),
            Format("md", "markdown", is_read=True),
        ),
    ),
    Kind(
        "checklist",
        "What you saw on the proof of each entry, and what it lacks",
        (Format("txt", "words", is_read=True), Format("md", "markdown")),
    ),
    Kind(
        "records",
        "A records file with what concerns one credential alone",
        (Format("toml", "records_file", is_read=True),),
    ),
)
"""In the order in which a person needs them."""

BY_NAME = {kind.name: kind for kind in KINDS}
