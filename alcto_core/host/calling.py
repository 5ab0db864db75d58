"""Asking the importers, panels and reports of plugins: each inside its own guard, for plain text alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from io import StringIO
from typing import Any, TypeVar

from alcto_core.extensions import Importer, Panel, Passage, Report, Transcript
from alcto_core.host.aside import Aside, Unusable
from alcto_core.host.left_behind import quieten
from alcto_core.host.offer import Addition
from alcto_core.problems import Refused
from alcto_core.text import plain

PATIENCE = 5.0
"""Seconds after which a reader or a report that has not finished is left behind."""
PANEL_PATIENCE = 0.5
"""The same for a panel, which a screen waits for."""
MOST_PASSAGES = 100
MOST_LINES = 2_000
MOST_CELLS = 500
LONGEST = 2_000
"""Signs of one line or cell."""

T = TypeVar("T")
_left_behind: set[tuple[str, str]] = set()
"""Plugins' extensions that never finished: they are not asked again by this process."""


def transcript(brought: Iterable[Addition], raw: bytes, name: str) -> tuple[Addition, Transcript] | None:
    """What the first importer that knows the file read of it; None where none does. Raises `Refused`."""
    for one in brought:
        if isinstance(one.extension, Importer):
            found = _asked(one, partial(one.extension.read, raw, name), PATIENCE, _transcript)
            if found is not None:
                return one, found
    return None


def panel(one: Addition, standing: Mapping[str, Any]) -> tuple[Passage, ...]:
    """What a panel says of a standing. Raises `Refused`."""
    assert isinstance(one.extension, Panel)
    return _asked(one, partial(one.extension.show, standing), PANEL_PATIENCE, _passages)


def report(one: Addition, standing: Mapping[str, Any], activities: Sequence[Mapping[str, Any]]) -> tuple[Passage, ...]:
    """What a report writes of a standing and its activities. Raises `Refused`."""
    assert isinstance(one.extension, Report)
    return _asked(one, partial(one.extension.write, standing, activities), PATIENCE, _passages)


def _asked(one: Addition, work: Callable[[], object], patience: float, checked: Callable[[object], T]) -> T:
    """Raises `Refused` where the plugin fails, in a sentence that names it."""
    key = (one.plugin, one.extension.id)
    try:
        if key in _left_behind:
            raise Unusable("it did not finish in time when it was last asked")
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            aside = Aside(one.plugin, one.module, lambda: checked(work()), "working")
            aside.wait(patience)
        if not aside.is_over:
            _left_behind.add(key)
            quieten(frozenset({aside.thread_id}))
        return aside.result()
    except Unusable as wrong:
        what = type(one.extension).__name__.lower()
        raise Refused(
            f"The {what} “{one.extension.id}” of the plugin {one.plugin} failed: {plain(str(wrong))}. "
            f"`--no-plugin {one.plugin}` leaves it out."
        ) from None


def _passages(given: object) -> tuple[Passage, ...]:
    if not isinstance(given, list | tuple) or not all(isinstance(one, Passage) for one in given):
        raise Unusable("it gave something else than a list of Passage")
    if len(given) > MOST_PASSAGES:
        raise Unusable(f"it gave more than {MOST_PASSAGES} passages")
    return tuple(Passage(heading=_text(one.heading), lines=_texts(one.lines, MOST_LINES)) for one in given)


def _transcript(given: object) -> Transcript | None:
    if given is None:
        return None
    if not isinstance(given, Transcript):
        raise Unusable(f"it gave {type(given).__name__} where Transcript or None belongs")
    if not isinstance(given.rows, list | tuple):
        raise Unusable("its rows are no list")
    return Transcript(
        headings=_texts(given.headings, MOST_CELLS), rows=tuple(_texts(row, MOST_CELLS) for row in given.rows)
    )


def _texts(given: object, most: int) -> tuple[str, ...]:
    if not isinstance(given, list | tuple):
        raise Unusable(f"it gave {type(given).__name__} where a list of texts belongs")
    if len(given) > most:
        raise Unusable(f"it gave more than {most} texts in one place")
    return tuple(map(_text, given))


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise Unusable(f"it gave {type(given).__name__} where text belongs")
    return plain(given)[:LONGEST]
