"""What a form would change if it were saved: before and after for every credential, and what does not count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content

from alcto_core.telling.card import STATE_TONES
from alcto_core.telling.change import Change
from alcto_tui.widgets.literal import hanging, line, lines
from alcto_tui.widgets.sign import SIGNS, state_words


def effects_words(
    changes: Sequence[Change],
    others: Sequence[str],
    *,
    claimed: str,
    is_planned: bool,
    width: int,
    nothing: str = "",
    proposed: Sequence[str] = (),
) -> Content:
    """The words of the preview, wrapped to `width`; `nothing` says why there are no changes. `others` are titles of
    entries that come to something else; `proposed` are strands of other frameworks that the hours might be logged under
    too.

    What is planned is shown as it will count when it is done.
    """
    if is_planned:
        rows = line(("WHEN DONE", "bold $accent"), f"  {claimed} planned; nothing counts before").wrap(max(1, width))
    else:
        rows = line(("IF SAVED", "bold $accent"), f"  {claimed} logged").wrap(max(1, width))
    if not changes:
        rows += line((nothing, "$muted")).wrap(max(1, width))
    title = max((cell_len(change.title) for change in changes), default=0)
    for change in changes:
        rows += _change(change, title, width)
    for words, titles in _lost(changes).items():
        only = "" if len(titles) == len(changes) else f"{', '.join(titles)}: "
        rows += hanging(line(("  ", "")), line((f"{only}{words}", "$muted")), width)
    if others:
        rows += line((f"Other entries change: {', '.join(others)}", "$short")).wrap(max(1, width))
    elif changes:
        rows.append(line(("Other entries unchanged", "$muted")))
    if proposed:
        rows += line((f"Might also be checked: {', '.join(proposed)}", "$muted")).wrap(max(1, width))
    return lines(*rows)


def _change(change: Change, title: int, width: int) -> Iterator[Content]:
    head = line((change.title, "bold")).pad_right(max(title - cell_len(change.title), 0))
    verdict = line((change.verdict, f"bold {SIGNS[STATE_TONES[change.state]][1]}"))
    if change.is_turned:
        verdict = state_words(STATE_TONES[change.state], change.verdict)
    body = Content.assemble(line(change.figures, *(f"   {detail}" for detail in change.details)), "   ", verdict)
    if width >= 60:
        yield from hanging(Content.assemble(head, "  "), body, width)
        return
    yield from hanging(line((change.title, "bold"), "  "), verdict, width)
    yield from hanging(Content.blank(2), line("   ".join((change.figures, *change.details))), width)


def _lost(changes: Sequence[Change]) -> dict[str, list[str]]:
    """What does not count, each sentence once, with the credentials that say it."""
    found: dict[str, list[str]] = {}
    for change in changes:
        for words in dict.fromkeys(change.lost):
            found.setdefault(words, []).append(change.title)
    return found
