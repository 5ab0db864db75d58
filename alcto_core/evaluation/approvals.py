"""Events that no list holds, and what the record says of a request to have them approved.

The list decides: a request makes nothing count, and neither does an approval before it is installed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alcto_core.dates import show as show_date
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.postings import by_day
from alcto_core.evaluation.standing import Credit
from alcto_core.records.types import Activity, AuthorityRecord
from alcto_core.rules.windows import Span

NOT_INSTALLED = "approval-not-installed"
"""The reason for which hours of an approved event do not count yet."""


def is_approved(case: Case, activity: Activity) -> bool:
    """Whether the last word on the request to approve an event is that it is approved."""
    word = _last_word(case, activity)
    return word is not None and word.state == "approved"


def requests(case: Case, span: Span) -> Iterator[str]:
    """A sentence for each event of the window that somebody asked to have approved, and that no list holds."""
    if case.rules.counts.request is None:
        return
    for activity in case.records.activities:
        if not activity.records or not span.start <= activity.date <= span.end or _is_listed(case, activity):
            continue
        if activity.counts_for is not None and case.credential.id not in activity.counts_for:
            continue
        word = _last_word(case, activity)
        if word is not None and word.state != "posted":
            yield f"{_sentence(activity, word)}{f' {word.note}' if word.note else ''}"


def remedy(title: str) -> str:
    """What there is to do about an approval that is not installed."""
    return (
        f"Install the approval of “{title}” (`alcto rules new approval NAME`, then `alcto rules add FILE`), and name "
        "it as the offering of the entry."
    )


def unlisted(unknown: Sequence[Credit]) -> str:
    """Why nobody can tell, where the answer turns on entries that no list covers."""
    titles = ", ".join(credit.title for credit in unknown[:3]) + (" …" if len(unknown) > 3 else "")
    if all(reason.rule == NOT_INSTALLED for credit in unknown for reason in credit.because[-1:]):
        return f"The approval of {titles} is not installed, and the answer turns on it."
    day = min(credit.date for credit in unknown)
    return f"No approved list for {show_date(day)} is installed, and the answer turns on {titles}."


def unlisted_remedy(unknown: Sequence[Credit], period: str = "") -> str:
    """What there is to do about entries that no list covers: of a period, by its name, or of the days of theirs."""
    approved = [one for one in unknown if any(reason.rule == NOT_INSTALLED for reason in one.because)]
    if approved:
        return remedy(approved[0].title)
    when = f"of {period}" if period else f"for {show_date(min(credit.date for credit in unknown))}"
    return f"Ask for the approved list {when}, and install it when it is out."


def _sentence(activity: Activity, word: AuthorityRecord) -> str:
    on = f" on {show_date(word.on)}" if word.on else ""
    if word.state == "submitted":
        return f"Approval of “{activity.title}” was asked for{on}, and there is no answer yet: it does not count."
    if word.state == "refused":
        return f"Approval of “{activity.title}” was refused{on}: it does not count."
    return f"“{activity.title}” was approved{on}. {remedy(activity.title)}"


def _last_word(case: Case, activity: Activity) -> AuthorityRecord | None:
    """The latest record of the event for this credential, where the program has such requests."""
    if case.rules.counts.request is None:
        return None
    own = [one for one in activity.records if one.credential == case.credential.id]
    said = [one for one in own if one.on is None or one.on <= case.on]
    return max(said, key=by_day, default=None)


def _is_listed(case: Case, activity: Activity) -> bool:
    listed = case.rules.counts.listed
    listing = case.library.listing(activity.offering, activity.date) if activity.offering else None
    return listing is not None and listed is not None and listing[0].source in listed.sources
