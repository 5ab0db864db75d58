"""A rule set as a whole: its ids, its ways to one end, and every part of it in turn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from alcto_core.records.types import Activity, Person
from alcto_core.rules.coherence.counting import counting_findings
from alcto_core.rules.coherence.declared import declared_findings
from alcto_core.rules.coherence.references import answer_findings, condition_needed, conditional_findings, switch_named
from alcto_core.rules.coherence.requirements import rules_findings
from alcto_core.rules.coherence.steps import step_findings
from alcto_core.rules.coherence.windows import windows_findings
from alcto_core.rules.faults import RuleFault, array_id_findings, count_findings, unknown
from alcto_core.rules.vocabulary import AnyOf, Rule, RuleSet, Setting, Step, names
from alcto_core.toml.layout import Path

REASONS = frozenset({
    "after-renewal", "approval-not-installed",
    "award", "counts-for", "entry-maximum", "excluded-time", "exclusive", "grace", "hour-of-minutes",
    "multiply", "no-evidence", "no-list-for-period", "no-strand", "not-on-list", "offering-maximum", "planned",
    "refused", "repeat", "rounding", "undivided", "unit",
})  # fmt: skip
"""Ids of the reasons that every rule set has: a rule of the same name could not be told from them."""


def rule_set_findings(rules: RuleSet) -> Iterator[RuleFault]:
    """Everything in a rule set that contradicts something else in it."""
    yield from _names(rules)
    yield from windows_findings(rules)
    yield from rules_findings(rules)
    yield from counting_findings(rules)
    for key, conditions in (("applies", rules.applies), ("exempt", rules.exempt)):
        for index, condition in enumerate(conditions):
            yield from conditional_findings(condition, (key, index), rules)
            yield from condition_needed(condition, (key, index))
    yield from _posts(rules)
    for index, switch in enumerate(rules.switch):
        if switch.other == "":
            yield RuleFault(("switch", index), "the key “other” is missing", "add other = …")
        elif switch.default == switch.other:
            yield RuleFault(("switch", index, "other"), "both answers are the same", "write the other answer")
    if rules.lapse is not None and not rules.lapse.text.strip():
        yield RuleFault(("lapse", "text"), "nothing is said of a miss", "say what follows, or leave [lapse] out")
    for index, setting in enumerate(rules.setting):
        yield from _default(setting, ("setting", index))
    yield from declared_findings(rules)
    yield from _choices(rules)
    yield from _steps(rules)
    yield from _sharing(rules)


def _posts(rules: RuleSet) -> Iterator[RuleFault]:
    """Which post is meant where there were several."""
    posts = rules.posts
    if posts is None:
        return
    yield from switch_named(posts.switch, ("posts", "switch"), rules)
    yield from answer_findings(posts.switch, posts.first, ("posts", "first"), rules)
    whens = [one for condition in (*rules.applies, *rules.exempt) for one in (condition.when, condition.unless)]
    facts = {*(window.fact for window in rules.window), *(when.fact for when in whens if when is not None)}
    if "person.role_began" not in facts:
        text = "nothing in this rule set turns on the day on which the post began"
        yield RuleFault(("posts",), text, "leave it out, or name person.role_began in a window or under applies")


def _names(rules: RuleSet) -> Iterator[RuleFault]:
    """Ids: those of requirements and of reasons share one space, as standings show them side by side."""
    counts = rules.counts
    seen: set[str] = set()
    reasons: tuple[tuple[Path, list[str]], ...] = (
        (("rule",), [rule.id for rule in rules.rule]),
        (("counts", "only"), [only.id for only in counts.only]),
        (("counts", "excluded"), [excluded.id for excluded in counts.excluded]),
        (("counts", "least_size"), [size.id for size in counts.least_size]),
    )
    requirements: tuple[tuple[Path, list[str]], ...] = (
        (("step",), [step.id for step in rules.step]),
        (("entries",), [entries.id for entries in rules.entries]),
        (("any_of",), [any_of.id for any_of in rules.any_of]),
        (("stage",), [stage.id for stage in rules.stage]),
    )
    for path, ids in (*reasons, *requirements):
        yield from array_id_findings(ids, path, seen)
    for path, ids in reasons:
        yield from _taken(ids, path)
    # A repeat rule may go by the name that it has without an id.
    yield from _taken(("" if repeat.id == "repeat" else repeat.id for repeat in counts.repeat), ("counts", "repeat"))
    yield from array_id_findings((window.id for window in rules.window), ("window",))
    yield from array_id_findings((switch.id for switch in rules.switch), ("switch",))
    yield from array_id_findings((setting.id for setting in rules.setting), ("setting",))


_TYPES: Mapping[str, tuple[type, ...]] = {
    "number": (int, Decimal), "text": (str,), "date": (date,), "bool": (bool,),
}  # fmt: skip


def _default(setting: Setting, path: Path) -> Iterator[RuleFault]:
    """A default that is of another type than its setting, or that no source tells."""
    if setting.default is None:
        if setting.default_cite is not None:
            yield RuleFault((*path, "default_cite"), "there is no default", "add default = …, or leave it out")
        return
    if type(setting.default) not in _TYPES[setting.type]:
        text = f"the setting is of the type {setting.type}, and its default is not"
        yield RuleFault((*path, "default"), text, "write a default of that type")
    if setting.default_cite is None:
        remedy = 'add default_cite = "document:lines"; what no source tells has no default'
        yield RuleFault((*path, "default"), "the default has no citation", remedy)


def _taken(ids: Iterable[str], path: Path) -> Iterator[RuleFault]:
    """Ids that mean something in every rule set."""
    for index, id in enumerate(ids):
        if id in REASONS:
            text = f"“{id}” is the name of a reason that every rule set has"
            yield RuleFault((*path, index, "id"), text, "give it a name of its own")


def _choices(rules: RuleSet) -> Iterator[RuleFault]:
    """Ways to one end: each names rules and steps that can be met, and each of these belongs to one end."""
    asked = {rule.id: rule for rule in rules.rule}
    known = {*asked, *(step.id for step in rules.step)}
    owners: dict[str, AnyOf] = {}
    for index, any_of in enumerate(rules.any_of):
        yield from conditional_findings(any_of, ("any_of", index), rules)
        if not any_of.options or not all(any_of.options):
            text = "a way without a rule or step would always be met"
            yield RuleFault(("any_of", index, "options"), text, "name the rules and steps of each way")
        for at, option in enumerate(any_of.options):
            for number, id in enumerate(option):
                path = ("any_of", index, "options", at, number)
                owner = owners.setdefault(id, any_of)
                if id not in known:
                    yield unknown(path, "rule or step of this rule set", id, known)
                elif owner is not any_of:
                    text = f"“{id}” belongs to “{owner.id}” already"
                    yield RuleFault(path, text, "name it in one of the two, or write the rule a second time")
                elif id in asked:
                    yield from _way(asked[id], path)


def _way(rule: Rule, path: Path) -> Iterator[RuleFault]:
    """A rule that is no way to an end."""
    if not rule.at_least:
        text = f"“{rule.id}” has no at_least, so this way is never met"
        yield RuleFault(path, text, "name what must be reached; what may not be exceeded holds anyway")
    elif rule.advisory:
        text = f"“{rule.id}” is advice, and advice is no way to an end"
        yield RuleFault(path, text, "leave advisory out of the rule: the rules of a way do not block by themselves")


def _steps(rules: RuleSet) -> Iterator[RuleFault]:
    ways = {id for any_of in rules.any_of for option in any_of.options for id in option}
    for index, step in enumerate(rules.step):
        yield from count_findings(step.times, ("step", index, "times"))
        yield from conditional_findings(step, ("step", index), rules)
        yield from step_findings(step, ("step", index), rules)
        yield from _hand_in(step, ("step", index), ways)
    yield from _stages(rules)
    steps = [step.id for step in rules.step] + [stage.id for stage in rules.stage]
    for index, opens in enumerate(rules.opens):
        if opens.step not in steps:
            yield unknown(("opens", index, "step"), "step of this rule set", opens.step, steps)
    keys = {*Activity.__struct_fields__, *(f"person.{field}" for field in Person.__struct_fields__)}
    for index, entries in enumerate(rules.entries):
        for at, need in enumerate(entries.needs):
            if need not in keys:
                yield unknown(("entries", index, "needs", at), "key of an activity", need, keys)


def _hand_in(step: Step, path: Path, ways: Collection[str]) -> Iterator[RuleFault]:
    """A hand-in that holds everything, in a shape in which it could not."""
    if not step.holds:
        return
    at = (*path, "holds")
    if not step.is_submission:
        yield RuleFault(at, "only a hand-in holds something", "add submission = true, or leave holds out")
    if step.waivable:
        yield RuleFault((*path, "waivable"), "a hand-in that holds everything cannot be waived", "leave waivable out")
    if step.advisory:
        yield RuleFault(at, "advice holds nothing that blocks", "leave advisory or holds out")
    if step.times > 1:
        yield RuleFault((*path, "times"), "one hand-in holds everything, however often it is made", "leave times out")
    if step.id in ways:
        yield RuleFault(at, f"“{step.id}” is one of several ways, and those do not block by themselves", "leave it out")


def _stages(rules: RuleSet) -> Iterator[RuleFault]:
    """The first days on which stages can be reached."""
    for index, stage in enumerate(rules.stage):
        path: Path = ("stage", index)
        yield from switch_named(stage.switch, (*path, "switch"), rules)
        if (stage.switch is None) != (stage.other_since is None):
            key, other = ("switch", "other_from") if stage.other_since is None else ("other_from", "switch")
            yield RuleFault((*path, key), "a switch chooses between two first days", f"add {other}, or leave {key} out")
        elif stage.other_since is not None and (stage.since is None or stage.other_since >= stage.since):
            text = "the other first day is no earlier than the first one"
            yield RuleFault((*path, "other_from"), text, "write from, and an earlier day here")


def _sharing(rules: RuleSet) -> Iterator[RuleFault]:
    if rules.exclusive_with and not names(rules.exclusive_cite):
        yield RuleFault(("exclusive_with",), "the citation is missing", 'add exclusive_cite = "document:lines"')
    for index, program in enumerate(rules.exclusive_with):
        if program == rules.id:
            text = "a program shares its activities with itself"
            yield RuleFault(("exclusive_with", index), text, "name the other program, or leave it out")
