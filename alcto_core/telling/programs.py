"""The programs that a person can choose from, each in a line, those first that their state asks for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from msgspec.structs import replace

from alcto_core.evaluation.case import Case
from alcto_core.evaluation.conditions import holds
from alcto_core.nouns import asked_hours
from alcto_core.numbers import counted
from alcto_core.records.types import Credential, Person, Records
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import RuleSet, Window, in_force, names
from alcto_core.telling.page import Item

OWED, NEAR, OTHER = "owed", "near", "other"
"""Groups of programs: the person owes it by what is known; it belongs to the same state; all others."""
USUAL_ROLE = "technology-director"
_SINCE = {"credential.issued": " from issue", "credential.from": "", "person.role_began": " in post"}


def offered(person: Person, library: Library, on: date) -> tuple[Item, ...]:
    """Every program that is installed, with a line on what it asks, grouped by what is known of the person; what
    belongs to another state comes last.
    """
    near = {id for id, rules in library.rule_sets.items() if _asks_of_state(rules, person)}
    owed = {id for id in near if _is_owed(person, id, library, on)}
    frameworks = {library.rule_sets[id].framework for id in near} - {None}
    far = {id for id, rules in library.rule_sets.items() if person.state and id not in near and _states(rules)}
    far_frameworks = {library.rule_sets[id].framework for id in far} - frameworks - {None}
    items = []
    for id, rules in library.rule_sets.items():
        group = OWED if id in owed else NEAR if id in near or rules.framework in frameworks else OTHER
        items.append(Item(id=id, kind="program", title=_name(rules), text=_line(rules, group, person, on), group=group))

    def place(item: Item) -> tuple[int, bool]:
        is_far = item.id in far or library.rule_sets[item.id].framework in far_frameworks
        return (OWED, NEAR, OTHER).index(item.group), is_far

    return tuple(sorted(items, key=place))


def state_words(person: Person, programs: Collection[Item]) -> str:
    """What is to be said of the state: that it is asked for, or that no program names it; empty where one does."""
    if not person.state:
        return "Write your state above: what its directors owe is ticked then."
    if all(one.group == OTHER for one in programs):
        return f"No installed program names {person.state} as its own; tick those that you answer to."
    return ""


def without_cohort(rules: RuleSet) -> str:
    """What follows where somebody does not know the cohort."""
    return f"{rules.short} reads CANNOT TELL until the cohort or the day of issue is recorded, now or later."


def _name(rules: RuleSet) -> str:
    return rules.title if rules.verified else f"{rules.title} (unverified)"


def _asks_of_state(rules: RuleSet, person: Person) -> bool:
    """Whether it says that it is owed in the person's state. One that names none is owed anywhere, or nowhere."""
    return bool(_state_called(rules, person))


def _state_called(rules: RuleSet, person: Person) -> str:
    """The person's state in the words of a rule set that asks for it: "Alabama" for "al"; empty where it asks for
    another, or for none."""
    state = person.state.strip().casefold()
    for called in _states(rules):
        if state in {word.casefold() for word in called}:
            return max(called, key=len)
    return ""


def _states(rules: RuleSet) -> tuple[tuple[str, ...], ...]:
    """The states that it asks for, each condition with all names of its own."""
    asked = (one.when for one in rules.applies if one.when is not None and one.when.fact == "person.state")
    return tuple(names(when.one_of or ()) for when in asked)


def _is_owed(person: Person, program: str, library: Library, on: date) -> bool:
    """Whether everything that it asks for is known to be so; a post that nobody named is the usual one."""
    known = replace(person, role=person.role or USUAL_ROLE)
    credential, rules = Credential(id=program, program=program), library.rule_sets[program]
    case = Case(Records(person=known, credentials=(credential,)), credential, rules, library, on)
    return all(holds(case, condition, unsure=False) for condition in rules.applies)


def _line(rules: RuleSet, group: str, person: Person, on: date) -> str:
    words = [_every(rules.window[0])]
    total = next((rule for rule in rules.rule if rule.id == "total"), None)
    amount = in_force(total.at_least, on) if total is not None else None
    if total is not None and amount is not None and amount.exact is not None:
        words.append(asked_hours(amount.exact, total.unit))
    line = ", ".join(words)
    if group == OWED:
        return f"{line}; directors of {_state_called(rules, person)} owe this"
    return f"{line}; where you hold it" if rules.window[0].kind == "cycle" else line


def _every(window: Window) -> str:
    match window.kind:
        case "fiscal-year" | "calendar-year":
            year = window.kind.replace("-", " ")
            return f"every {year}" if (window.years or 1) == 1 else f"every {window.years} {year}s"
        case "cycle":
            return f"every {counted(window.years or 1, 'year')}" if window.years != 1 else "every year"
        case "months-from":
            return f"once, in the first {window.months} months{_SINCE.get(window.fact or '', '')}"
        case "rolling":
            return f"in any {window.months} months"
        case _:
            return "with no last day"
