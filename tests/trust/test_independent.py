"""The second reading of the rules: that it is independent, and that it is right where that can be seen otherwise."""

from __future__ import annotations

import ast
import tomllib
from fractions import Fraction
from pathlib import Path
from random import Random

import highspy
import pytest
from independent.judge import judge
from independent.leeway import LEEWAY
from independent.strands import lacking, lacking_whole

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
JUDGES = sorted((HERE / "independent").glob("*.py"))
CASES = [
    path
    for path in sorted(ROOT.glob("plugins/*/cases/*.toml"))
    if not tomllib.loads(path.read_text("utf-8")).keys() & {"plan", "period"}
]


@pytest.mark.parametrize("path", JUDGES, ids=lambda path: path.stem)
def test_the_second_reading_shares_no_code_with_alcto(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and not node.level:
            assert node.module and not node.module.startswith("alcto")
        if isinstance(node, ast.Import):
            assert not any(name.name.startswith("alcto") for name in node.names)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_second_reading_comes_to_the_states_of_the_cases(path: Path) -> None:
    case = tomllib.loads(path.read_text("utf-8"))
    allowed = {one.credential: one for one in judge(case["records"], case["on"])}
    for credential, expected in case["expect"].items():
        if "state" in expected:
            states = {answer.state for answer in allowed[credential].answers}
            assert expected["state"] in states, (path.stem, allowed[credential].answers)


NAMES = ["a", "b", "c", "d"]


@pytest.mark.parametrize("seed", range(60))
def test_what_strands_lack_is_what_a_linear_program_leaves_open(seed: int) -> None:
    chance = Random(seed)
    parts = [
        (Fraction(chance.randint(1, 900), 60), frozenset(chance.sample(NAMES, chance.randint(1, 3))))
        for _ in range(chance.randint(0, 6))
    ]
    solver = highspy.Highs()
    solver.silent()
    filled = {name: [] for name in NAMES}
    for hours, goes in parts:
        given = [solver.addVariable(lb=0) for _ in sorted(goes)]
        solver.addConstr(sum(given) <= float(hours))
        for name, much in zip(sorted(goes), given, strict=True):
            filled[name].append(much)
    for into in filled.values():
        if into:
            solver.addConstr(sum(into) <= 5)
    every = [much for into in filled.values() for much in into]
    most = 0.0
    if every:
        solver.maximize(sum(every))
        most = solver.getObjectiveValue()
    assert abs(float(lacking(parts, NAMES, Fraction(5))) - (20 - most)) < 1e-6


@pytest.mark.parametrize("seed", range(30))
def test_whole_entries_never_fill_more_than_divided_ones(seed: int) -> None:
    chance = Random(seed)
    parts = [(Fraction(chance.randint(1, 9)), frozenset(chance.sample(NAMES, chance.randint(1, 3)))) for _ in range(5)]
    assert lacking_whole(parts, NAMES, Fraction(5)) >= lacking(parts, NAMES, Fraction(5))
    single = [(hours, frozenset(sorted(goes)[:1])) for hours, goes in parts]
    assert lacking_whole(single, NAMES, Fraction(5)) == lacking(single, NAMES, Fraction(5))


def test_every_open_point_is_met_in_the_code_of_the_judges() -> None:
    code = "\n".join(path.read_text("utf-8") for path in JUDGES if path.stem != "leeway")
    assert {name for name in LEEWAY if f'"{name}"' not in code} == set()
