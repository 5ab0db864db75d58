"""The best totals by an independent public solver (HiGHS), from a formulation of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import highspy


@dataclass
class Best:
    missing: float
    counted: float
    short: float


def best_division(
    pieces: list[tuple[int, tuple[str, ...], tuple[str, ...]]],
    leasts: Mapping[str, tuple[int, str | None, str | None]],
    mosts: Mapping[str, tuple[float, str]],
    fresh: Iterable[tuple[str | None, tuple[str, ...]]],
    shares: Mapping[str, float] | None = None,
    strand_mosts: Mapping[str, float] | None = None,
) -> Best:
    """Solve for (hours, strands, labels) pieces.

    `leasts` are (hours, strand or None, label or None), `mosts` are (hours, label), `shares` are label → share of
    the counted total, `fresh` are the kinds of further hours as (strand, labels). What is placed later is what is
    placed now, what was left out now and may count then, and further hours.
    """
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    placed, regained = [], []
    for hours, strands, labels in pieces:
        options = [(strand, labels, model.addVariable(lb=0)) for strand in (strands or (None,))]
        again = [(strand, labels, model.addVariable(lb=0)) for strand in (strands or (None,))]
        model.addConstr(sum(variable for _, _, variable in options + again) <= hours)
        placed += options
        regained += again
    new = [(strand, labels, model.addVariable(lb=0)) for strand, labels in fresh]
    total = sum((variable for _, _, variable in placed), model.addVariable(lb=0, ub=0))
    further = sum((variable for _, _, variable in new), model.addVariable(lb=0, ub=0))
    back = sum((variable for _, _, variable in regained), model.addVariable(lb=0, ub=0))
    later = (*placed, *regained, *new)
    zero = model.addVariable(lb=0, ub=0)
    for hours, label in mosts.values():
        model.addConstr(sum((v for _, labels, v in later if label in labels), zero) <= hours)
    for label, share in (shares or {}).items():
        model.addConstr(sum((v for _, labels, v in placed if label in labels), zero) <= share * total)
        model.addConstr(sum((v for _, labels, v in later if label in labels), zero) <= share * (total + back + further))
    for strand, hours in (strand_mosts or {}).items():
        model.addConstr(sum((v for s, _, v in later if s == strand), zero) <= hours)
    shorts = []
    for hours, strand, label in leasts.values():

        def chosen(options, strand=strand, label=label):
            return [v for s, labels, v in options if strand in (None, s) and (label is None or label in labels)]

        model.addConstr(sum(chosen(later), zero) >= hours)
        short = model.addVariable(lb=0)
        model.addConstr(sum(chosen(placed), zero) + short >= hours)
        shorts.append(short)
    shortfall = sum(shorts, model.addVariable(lb=0, ub=0))
    missing = _solve(model, further, least=True)
    counted = _solve(model, total, least=False)
    short = _solve(model, shortfall, least=True)
    return Best(missing, counted, short)


def _solve(model: highspy.Highs, objective: object, *, least: bool) -> float:
    (model.minimize if least else model.maximize)(objective)
    assert model.getModelStatus() == highspy.HighsModelStatus.kOptimal
    value = model.getInfo().objective_function_value
    model.addConstr(objective <= value + 1e-6 if least else objective >= value - 1e-6)
    return value
