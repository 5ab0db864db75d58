"""Plain text: for a terminal, and to copy from."""

from __future__ import annotations

from collections.abc import Iterator

from alcto_core.paperwork.asked import Asked, Made, entries_held
from alcto_core.paperwork.form import Form, forms, lint
from alcto_core.telling.checklist import checklist_sheet
from alcto_core.telling.handing_in import form_head, left_out_words
from alcto_core.telling.page import sentence
from alcto_core.text import plain


def form(asked: Asked) -> Made:
    """The form, field by field: a label in a line of its own, below it what is to be copied."""
    found = forms(asked)
    lines = [line for one in found for line in _form(one)]
    entries = [entry.activity for one in found for entry in one.entries]
    return Made(raw="".join(f"{line}\n" for line in lines).encode(), holds=entries_held(entries), told=told(found))


def told(found: tuple[Form, ...]) -> tuple[str, ...]:
    """What should be mended before the hand-in."""
    return tuple(f"{plain(entry.title)} ({entry.activity}): {words}" for one in found for entry, words in lint(one))


def _form(form: Form) -> Iterator[str]:
    yield form_head(form.standing, len(form.entries))
    for number, entry in enumerate(form.entries, 1):
        yield ""
        yield f"Entry {number} of {len(form.entries)}: {plain(entry.title)} ({entry.activity})"
        for field in entry.fields:
            yield f"  {field.label}:"
            yield from (f"    {plain(line)}" for line in field.text.splitlines() or [""])
    if form.left_out:
        yield ""
        yield left_out_words(tuple(map(plain, form.left_out)))


def checklist(asked: Asked) -> Made:
    """What was seen on the proof of the entries asked for."""
    sheet = checklist_sheet(asked.overview, asked.activities)
    lines = [f"{sheet.title}: {', '.join(asked.said()) or 'all entries'}", *map(sentence, sheet.head)]
    for item in sheet.items():
        name, beside, told = item.lines()
        lines += ["", f"{plain(name)}: {plain(beside)}", *(f"  {plain(words)}" for words in told)]
    return Made(raw="".join(f"{line}\n" for line in lines).encode(), holds=entries_held(tuple(sheet.items())))
