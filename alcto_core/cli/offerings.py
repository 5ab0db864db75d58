"""Entries of the catalogues, found by their id or by words of their name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alcto_core.rules.library import Library


def offering_named(library: Library, word: str, day: date) -> str:
    """The one offering that `word` means: its id, or words of its name; those listed on `day` go first.

    Raises `ValueError` naming the candidates, where there are several, or the way on, where there is none.
    """
    if word in library.listings:
        return word
    from alcto_core.telling.search import is_called, may_mean, offerings

    # What is only said of an offering does not name it.
    found = list(dict.fromkeys(one.id for _, one in offerings(library, word) if is_called(one, word)))
    listed = [id for id in found if library.listing(id, day)] or found
    folded = word.strip().casefold()
    exact = [id for id in listed if id.rpartition("/")[2] == folded]
    if len(exact or listed) == 1:
        return (exact or listed)[0]
    if listed:
        raise ValueError(may_mean(word, [(id, library.listings[id][-1][1].title) for id in listed]))
    from alcto_core.text import nearest

    near = nearest(folded, [*library.listings, *(id.rpartition("/")[2] for id in library.listings)])
    hint = f"did you mean “{near}”?" if near else "`alcto catalogue` lists them."
    raise ValueError(f"No catalogue lists “{word}”; {hint} What stands on no list takes --title instead.")
