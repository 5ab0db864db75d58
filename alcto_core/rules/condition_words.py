"""Conditions of a rule set in words: "only with a credential of x, in windows that begin on 1 Jul 2025 or later"."""

from __future__ import annotations

from alcto_core.dates import show
from alcto_core.rules.called import Called
from alcto_core.rules.vocabulary import FACTS, Conditional, When, names


def under(text: str, word: Conditional, called: Called) -> str:
    """A sentence with the conditions under which alone it holds."""
    if days := in_windows(word):
        text = f"{text.rstrip('.')}; {days}"
    said = conditions_said(word, called, "only ", text)
    return f"{text.rstrip('.')}; {said}" if word.is_conditional else text


def in_windows(word: Conditional) -> str:
    """In which windows alone it holds, by the days on which they begin; empty where in all."""
    bounds = [f"{show(day)} or {which}" for day, which in ((word.since, "later"), (word.until, "earlier")) if day]
    return f"in windows that begin on {' and on '.join(bounds)}" if bounds else ""


def conditions_said(word: Conditional, called: Called, only: str = "", sentence: str = "") -> str:
    """ "only with a credential of x, but not where …", with the word for the first condition. `sentence` is
    what they belong to."""
    wanted = f"{only}{_condition(word.when, called, sentence)}" if word.when else ""
    barred = f"not {_condition(word.unless, called, sentence)}" if word.unless else ""
    return ", but ".join(part for part in (wanted, barred) if part)


def _condition(when: When, called: Called, sentence: str) -> str:
    words = []
    if when.switch is not None:
        words.append(f"under the reading {called.reading(when.switch, when.value, sentence)}")
    if when.holds is not None:
        step = (
            f" whose step {called.other_part(when.holds, when.without_step)} is not done" if when.without_step else ""
        )
        words.append(f"with a credential of {called.program(when.holds)}{step}")
    if when.setting is not None:
        asked = f" at {when.least} or more" if when.least is not None else f" = {str(when.value).lower()}"
        words.append(f"with {called.part(when.setting)}{asked}")
    if when.fact is not None:
        after = f" after {show(when.after)}" if when.after else ""
        until = f" until {show(when.until)}" if when.until else ""
        if when.one_of is not None:
            words.append(f"where {FACTS[when.fact]} is {' or '.join(_values(when))}")
        else:
            inside = _inside(when)
            lies = f"lies{after}{until}{inside}" if after or until or inside else "is recorded"
            words.append(f"where {FACTS[when.fact]} {lies}")
    return " and ".join(words)


def _values(when: When) -> tuple[str, ...]:
    """Values as people read them, each once: "technology director" for `technology-director`."""
    found = names(when.one_of or ())
    return tuple(dict.fromkeys(one.replace("-", " ") for one in found)) if when.fact == "person.role" else found


def _inside(when: When) -> str:
    """Where in the window a day must lie."""
    if not when.in_window:
        return ""
    months = when.last_months
    late = ", after the first day of them" if when.after_first_day else ""
    if months is None:
        return " in the window itself"
    return f" in the last {'month' if months == 1 else f'{months} months'} of the window{late}"
