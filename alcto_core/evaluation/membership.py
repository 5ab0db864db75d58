"""Whether a condition of the program holds in a window: who owes it, and who is exempt while in another program."""

from __future__ import annotations

from datetime import date

from alcto_core.evaluation.case import Case
from alcto_core.evaluation.conditions import holdings, holds
from alcto_core.evaluation.timing import in_force
from alcto_core.records.types import Credential
from alcto_core.rules.vocabulary import Conditional, RuleSet
from alcto_core.rules.windows import NoWindow, Span


def conditions_hold(case: Case, span: Span) -> bool:
    """Whether the program asks something of this person in the window, as far as it is known."""
    case = case.within(span)
    rules = case.rules
    return all(holds(case, one, unsure=False) for one in rules.applies) and not any(
        holds(case, one, unsure=True) and is_within(case, one) for one in rules.exempt
    )


def is_within(case: Case, word: Conditional) -> bool:
    """Whether the person is in the other program that a condition names.

    Who owes the other program nothing is not in it, nor is who let its last day pass; where a fact is missing to
    tell, the credential in the record says enough. A condition that names none is about something else: then this is
    true.
    """
    when = word.when
    if when is None or when.holds is None:
        return True
    other = case.library.rule_sets.get(when.holds)
    if other is None:
        return True  # only the record can say
    return any(_is_in(case, credential, other, case.judged_on) for credential in holdings(case, when))


def _is_in(case: Case, credential: Credential, rules: RuleSet, day: date) -> bool:
    if credential.ended is not None and day > credential.ended:
        return False
    if credential.owed_from is not None and day < credential.owed_from:
        return False
    there = Case(case.records, credential, rules, case.library, day)
    if not all(holds(there, one, unsure=True) for one in rules.applies):
        return False
    span = in_force(there)
    if isinstance(span, NoWindow):
        return span.applies
    return not span.has_deadline or day <= span.grace_end
