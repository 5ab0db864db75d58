"""What a records file names and nothing that is installed knows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from alcto_core.problems import Problem
from alcto_core.records.reading import Reading
from alcto_core.records.references import ProgramNames, reference_problems
from alcto_core.records.types import Proof
from alcto_core.rules.library import Library
from alcto_core.rules.numbers import remark
from alcto_core.rules.vocabulary import RuleSet


def unknown_names(reading: Reading, library: Library, proof: Callable[[str], Proof]) -> tuple[Problem, ...]:
    """Warnings for the programs, strands, categories, steps and files that nobody knows, in the order of the file;
    `proof` is asked about files of proof."""
    programs = {
        rules.id: ProgramNames(
            steps=(*(step.id for step in rules.step), *(stage.id for stage in rules.stage)),
            waivable=tuple(step.id for step in rules.step if step.waivable),
            settings=(*(switch.id for switch in rules.switch), *(setting.id for setting in rules.setting)),
            strands=_strands_of(rules, library),
            answers={
                **{switch.id: (switch.default, switch.other) for switch in rules.switch},
                **{setting.id: setting.type for setting in rules.setting},
            },
            remark=partial(remark, rules=rules),
        )
        for rules in library.rule_sets.values()
    }
    records = reading.records
    asks = records is not None and any(activity.category or activity.units for activity in records.activities)
    held = [credential.program for credential in records.credentials] if records is not None and asks else []
    categories = units = None
    if asks:
        from alcto_core.rules.declared import known_to

        categories = known_to("category", library.rule_sets, held)
        units = known_to("unit", library.rule_sets, held)
    return reference_problems(
        reading,
        strands=tuple(library.strands),
        offerings=tuple(library.listings),
        programs=programs,
        proof=proof,
        lost=library.lost,
        categories=categories,
        units=units,
    )


def _strands_of(rules: RuleSet, library: Library) -> tuple[str, ...] | None:
    """The strands of a program's framework; None where the framework is not installed."""
    if rules.framework is None:
        return ()
    framework = library.frameworks.get(rules.framework)
    return tuple(strand.id for strand in framework.strand) if framework else None
