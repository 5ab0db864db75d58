"""A walk over the whole vocabulary: no key that reads a setting, a day or a switch says MET of what nobody recorded.

The keys are found in the types, not in a list: a new one without a rule set below makes the first test fail.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest
from test_other_shapes import DOCUMENT, HEAD, YEAR, entry, judged, library, rule

from alcto_core.evaluation.standing import State
from alcto_core.hours import HOUR
from alcto_core.problems import RuleFileError
from alcto_core.records.types import StepRecord
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.vocabulary import RuleSet, When

READERS = {"setting", "fact", "switch", "start_switch", "month", "year_like"}
"""Keys that name something of the person's records, wherever they stand."""

PLAIN = {
    "address", "authority", "begins", "by", "each", "ends", "fill", "first_cycle", "framework", "group", "holds",
    "id", "inferred", "judged", "kind", "label", "lists", "meaning", "measure", "name", "next", "of", "offering",
    "other_text", "part_of", "per", "plural", "program", "prorate", "prorate_most", "publisher", "reading", "rule",
    "schema", "short", "shown_in", "source", "stage", "step", "text", "title", "type", "unit", "unlisted_span",
    "within", "without_step",
}  # fmt: skip
"""Keys that hold a text, or a name of something else: these are known, whatever the records say."""

ON = date(2026, 3, 1)
DONE = [entry("done", date(2025, 11, 1), 12 * HOUR, offering="x/y")]
TOTAL = rule("total", "hours = 12")
LISTED = "[counts]\nlisted = { required = true, sources = ['x'], cite = 'd:1' }\n"
SETTING = "[[setting]]\nid = 'asked'\ntitle = 'A'\ntext = 'who knows'\ntype = 'number'\ncite = 'd:1'\n"
SWITCH = "[[switch]]\nid = 'reading'\ndefault = true\nother = false\ntext = 'T.'\nother_text = 'O.'\ncite = 'd:1'\n"


def step(condition: str) -> str:
    return f"[[step]]\nid = 'form'\ntitle = 'F'\ntext = 'F.'\n{condition}\ncite = 'd:1'\n"


def who(key: str, condition: str) -> str:
    return f"[[{key}]]\ntext = 'Not asked.'\n{condition}\ncite = 'd:1'\n"


def counts(key: str, condition: str) -> str:
    select = "{}" if key == "excluded" else "{ source = 'z' }"
    return f"[[counts.{key}]]\nid = 'c'\ntext = 'C.'\nselect = {select}\n{condition}\ncite = 'd:1'\n"


CONDITIONAL: Mapping[str, tuple[str, ...]] = {
    "rule": (
        rule("more", "hours = 2", "{condition}\nselect = { category = 'safety' }"),
        rule("least-entries", "entries = 2", "{condition}\nmeasure = 'entries'"),
        rule("most", "hours = 8", "{condition}", least=False),
        rule("most-each", "hours = 8", "{condition}\nper = 'entry'", least=False),
    ),
    "step": (step("{condition}"),),
    "applies": (rule("more", "hours = 2", "select = { category = 'safety' }") + who("applies", "{condition}"),),
    "exempt": (
        rule("more", "hours = 2", "select = { category = 'safety' }") + who("exempt", "{condition}"),
        who("exempt", "{condition}"),
    ),
    "any_of": (
        rule("more", "hours = 2", "select = { category = 'safety' }")
        + "[[any_of]]\nid = 'ways'\ntitle = 'W'\ntext = 'W.'\noptions = [['total'], ['more']]\n{condition}\n"
        "cite = 'd:1'\n",
    ),
    "counts.only": (counts("only", "{condition}"),),
    "counts.excluded": (counts("excluded", "{condition}"),),
    "counts.also": (LISTED + "[[counts.also]]\noffering = 'x/y'\nsource = 'x'\n{condition}\ncite = 'd:1'\n",),
}
"""For each part of a rule set that may have conditions, rule sets in which the answer turns on them."""


def issued(*days: date) -> tuple[dict[str, Any], ...]:
    return tuple({"issued": day} for day in days)


Condition = tuple[str, tuple[dict[str, Any], ...]]
CONDITIONS: Mapping[str, tuple[Condition, ...]] = {
    "setting": (
        (
            "{ setting = 'asked', least = 100 }",
            tuple({"settings": {"asked": number}} for number in (0, 99, 100, 1000)),
        ),
    ),
    "fact": (
        (
            "{ fact = 'credential.issued', after = 2024-10-01, until = 2025-10-01 }",
            issued(date(2024, 10, 1), date(2024, 10, 2), date(2025, 10, 1), date(2025, 10, 2)),
        ),
        (
            "{ fact = 'credential.issued', in_window = true }",
            issued(date(2025, 9, 30), date(2025, 10, 1), date(2026, 9, 30), date(2026, 10, 1)),
        ),
        (
            "{ fact = 'credential.issued', in_window = true, last_months = 9 }",
            issued(date(2025, 12, 31), date(2026, 1, 1), date(2026, 9, 30), date(2026, 10, 1)),
        ),
    ),
    "switch": (("{ switch = 'reading' }", ({"settings": {"reading": True}},)),),
}
"""For each key of a condition, conditions, and what a person could record; of a switch, its default."""

OTHERS: Mapping[str, tuple[str, tuple[dict[str, Any], ...]]] = {
    "rule.at_least.setting": (
        YEAR + rule("total", "setting = 'asked'"),
        tuple({"settings": {"asked": number}} for number in (1, 12, 13)),
    ),
    "convert.unit.setting": (
        YEAR
        + rule("total", "hours = 3", "measure = 'ceu'")
        + "[convert]\nunit = [{ unit = 'ceu', setting = 'asked', cite = 'd:1' }]\n",
        tuple({"settings": {"asked": number}} for number in (1, 4, 5)),
    ),
    "window.fact": (
        "[[window]]\nid = 'w'\nkind = 'months-from'\nmonths = 12\nfact = 'credential.issued'\ncite = 'd:1'\n" + TOTAL,
        tuple({"issued": day} for day in (date(2024, 10, 1), date(2025, 10, 2), date(2025, 12, 1))),
    ),
    "stage.switch": (
        YEAR + "[[stage]]\nid = 'end'\ntitle = 'E'\ntext = 'E.'\nends = 'met'\nfrom = 2025-12-01\n"
        "other_from = 2025-10-01\nswitch = 'reading'\ncite = 'd:1'\n",
        ({"steps": (StepRecord(id="end", done=date(2025, 11, 1)),), "settings": {"reading": True}},),
    ),
    "window.month": (
        "[[window]]\nid = 'w'\nkind = 'cycle'\nyears = 2\nends = 'month'\nmonth = 'asked'\ncite = 'd:1'\n"
        + rule("total", "hours = 13"),
        tuple({"issued": date(2024, 4, 2), "settings": {"asked": month}} for month in (2, 3)),
    ),
    "window.year_like": (
        "[[window]]\nid = 'w'\nkind = 'cycle'\nyears = 2\nends = '12-31'\nyear_like = 'asked'\ncite = 'd:1'\n"
        + rule("total", "hours = 13"),
        tuple({"issued": date(2025, 4, 2), "settings": {"asked": number}} for number in (25, 26)),
    ),
    "window.start_switch": (
        "[[window]]\nid = 'w'\nkind = 'cycle'\nyears = 1\nstart_switch = 'start'\n"
        "cohort = [{ name = 'A', due = 2026-06-01, cite = 'd:1' }]\ncite = 'd:1'\n"
        + TOTAL
        + SWITCH.replace("'reading'", "'start'").replace("true", "'due'").replace("false", "'issue'"),
        ({"issued": date(2020, 1, 1), "cohort": "A", "settings": {"start": "due"}},),
    ),
    "window.switch": (
        "[[window]]\nid = 'w'\nkind = 'months-from'\nmonths = 12\nother_months = 24\nswitch = 'reading'\n"
        "fact = 'credential.issued'\ncite = 'd:1'\n" + TOTAL,
        ({"issued": date(2025, 10, 2), "settings": {"reading": True}},),
    ),
    "posts.switch": (
        YEAR + TOTAL + "[[applies]]\ntext = 'Not asked.'\nwhen = { fact = 'person.role_began', after = 2024-10-01 }\n"
        "cite = 'd:1'\n[posts]\nafter = 2024-10-01\nswitch = 'reading'\nfirst = true\ncite = 'd:1'\n",
        ({"issued": date(2025, 10, 2), "settings": {"reading": True}},),
    ),
}
"""Keys that stand outside conditions: a rule set, and what a person could record."""

REFUSED = {"rule.at_most.setting"}
"""Keys that the types allow and that are a mistake in the file."""


def _structs(shape: Any) -> Iterator[type[msgspec.Struct]]:
    if isinstance(shape, type) and issubclass(shape, msgspec.Struct):
        yield shape
    for part in get_args(shape):
        yield from _structs(part)


def _is_name(shape: Any) -> bool:
    """Whether a value is text (or one of several words), and no declaration of its own."""
    if get_origin(shape) in (Union, UnionType):
        return all(_is_name(part) or part is type(None) for part in get_args(shape))
    return shape is str or get_origin(shape) is Literal


def plain_keys(struct: type[msgspec.Struct]) -> Iterator[str]:
    """Every key below a struct that holds a text."""
    hints = get_type_hints(struct)
    for field in msgspec.structs.fields(struct):
        if _is_name(hints[field.name]):
            yield field.encode_name
        for inner in _structs(hints[field.name]):
            yield from plain_keys(inner)


def keys(struct: type[msgspec.Struct], path: str = "") -> Iterator[str]:
    """Every key below a struct that names something of the records, with the parts of the file that lead to it."""
    hints = get_type_hints(struct)
    for field in msgspec.structs.fields(struct):
        here = f"{path}.{field.encode_name}".lstrip(".")
        if field.encode_name in READERS and _is_name(hints[field.name]):
            yield here
        for inner in _structs(hints[field.name]):
            yield from keys(inner, here)


FOUND = frozenset(keys(RuleSet))


def _words() -> Iterator[tuple[str, str, tuple[dict[str, Any], ...]]]:
    for part, bodies in CONDITIONAL.items():
        for key in ("when", "unless"):
            for reader, (condition, recorded) in ((name, one) for name, every in CONDITIONS.items() for one in every):
                for body in bodies:
                    text = body.replace("{condition}", f"{key} = {condition}")
                    yield f"{part}.{key}.{reader}", (text if "id = 'total'" in text else TOTAL + text), recorded


LEFT = (
    YEAR.replace("10-01", "12-01")
    + rule("total", "hours = 6")
    + "[[carry]]\ntext = 'C.'\nmost = 6\n{condition}\ncite = 'd:1'\n"
)
"""What is done is done in the year before, and serves in this one as far as it is carried over."""
ISSUED_BEFORE: tuple[Condition, ...] = (
    ("{ fact = 'credential.issued', in_window = true }", issued(date(2024, 11, 30), date(2024, 12, 1))),
    ("{ fact = 'credential.issued', in_window = true, last_months = 9 }", issued(date(2025, 2, 28), date(2025, 3, 1))),
)


def _carried() -> Iterator[tuple[str, str, tuple[dict[str, Any], ...]]]:
    for key in ("when", "unless"):
        for reader, conditions in {**CONDITIONS, "fact": ISSUED_BEFORE}.items():
            for condition, recorded in conditions:
                yield f"carry.{key}.{reader}", LEFT.replace("{condition}", f"{key} = {condition}"), recorded


CASES = [
    *_carried(),
    *((path, YEAR + body, recorded) for path, body, recorded in _words()),
    *((path, body, recorded) for path, (body, recorded) in OTHERS.items()),
]


def test_every_key_that_reads_has_a_rule_set_here() -> None:
    assert {path for path, *_ in CASES} | REFUSED == FOUND


def test_of_every_key_with_a_text_it_is_known_whether_it_reads() -> None:
    assert set(plain_keys(RuleSet)) == PLAIN | READERS


def test_every_key_of_a_condition_is_looked_at() -> None:
    about = {
        "value",
        "without_step",
        "least",
        "after",
        "until",
        "in_window",
        "last_months",
        "after_first_day",
        "one_of",
    }
    # Whether the person holds another credential is in the file; a post or a state is asked of whoever says nothing.
    assert set(When.__struct_fields__) - about == {*CONDITIONS, "holds"}


@pytest.mark.parametrize(("path", "body", "recorded"), CASES, ids=[f"{at}-{one[0]}" for at, one in enumerate(CASES)])
def test_what_nobody_recorded_is_never_met(path: str, body: str, recorded: tuple[dict[str, Any], ...]) -> None:
    rules = library(body + SETTING * ("'asked'" in body) + SWITCH * ("'reading'" in body))
    states = {judged(rules, DONE, ON, **known).state for known in recorded}
    about = "settings" if "settings" in recorded[0] else "issued"
    missing = judged(rules, DONE, ON, **{key: value for key, value in recorded[0].items() if key != about})
    if path.endswith("switch"):
        assert {missing.state} == states
        return
    assert len(states) > 1, "the rule set here says nothing of the key"
    assert missing.state is State.UNDETERMINED
    assert missing.why and missing.next


@pytest.mark.parametrize("path", sorted(REFUSED))
def test_a_key_without_an_effect_is_a_mistake(path: str) -> None:
    body = rule("most", "setting = 'asked'", least=False)
    with pytest.raises(RuleFileError, match="belongs to at_least"):
        read_rule_file(f"{HEAD}{DOCUMENT}{YEAR}{TOTAL}{body}{SETTING}".encode(), "rules.toml")
