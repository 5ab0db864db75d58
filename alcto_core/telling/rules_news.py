"""That the rules are others than they lately were, and what that does to the person: the line at the start."""

from __future__ import annotations

from datetime import date

from alcto_core.overview import Overview
from alcto_core.rules.last_look import RulesBefore, rules_before

_MOST_NAMED = 3


def rules_news(overview: Overview, today: date) -> str:
    """That the rules are others than they lately were, and what that does to the person, in one line; empty where
    they are not. `today` is the day of the clock. Remembers what the rules are now."""
    records = overview.records
    before = rules_before(overview.folder.path, overview.library, today)
    if before is None or records is None or not records.credentials:
        return ""
    if before.library is None:
        return f"{_begin(before)}; what they were is not known any more."
    from alcto_core.telling.rule_change import briefly, rule_change

    change = rule_change(records, before.library, overview.library, overview.on)
    if not change.is_changed:
        is_old = before.is_only_new or before.noticed != today
        return "" if is_old else f"{_begin(before)}; nothing changes for you."
    return f"{_begin(before)}. {'; '.join(briefly(change))}."


def _begin(before: RulesBefore) -> str:
    names = before.names
    what = "There are new rules" if before.is_only_new else "The rules have changed"
    more = f" and {len(names) - _MOST_NAMED} more" if names[_MOST_NAMED:] else ""
    return f"{what} since the last look ({', '.join(names[:_MOST_NAMED])}{more})"
