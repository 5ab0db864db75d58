"""What is worth doing now and stands in nobody's way, as sentences for the card and the page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from alcto_core.evaluation.standing import Requirement


def advice(requirements: Iterable[Requirement], missed: Collection[str] = ()) -> Iterator[str]:
    """A sentence for each step that is advice, is not done, and has its time: a month, or the end of a window.

    Of the windows that were `missed`, by name, there is nothing to look for any more.
    """
    for one in requirements:
        if one.kind != "step" or one.state != "unmet" or not one.advisory:
            continue
        if one.best_words:
            yield f"Advice: {one.best_words}"
        elif one.period is not None and one.period not in missed:
            yield f"Advice: {one.title} is not recorded yet."
