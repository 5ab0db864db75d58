"""The log as it is looked at: nothing is lost or told twice however it is narrowed down or sorted, and sums add up."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alcto_core.evaluation.standing import State
from alcto_core.host.plugins import load_plugins
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.overview import open_overview
from alcto_core.problems import Refused
from alcto_core.telling.logbook import Asked, Logbook

DEMO = Path(__file__).parents[3] / "alcto_core" / "demo" / "alabama.toml"
ON = date(2026, 8, 14)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Logbook:
    folder = RecordsFolder(path=tmp_path_factory.mktemp("alcto"))
    folder.file.write_bytes(DEMO.read_bytes())
    return Logbook(open_overview(folder, load_plugins(no_plugins=True), ON))


def test_each_order_holds_every_entry_once(book: Logbook) -> None:
    everything = sorted(one.id for one in book.activities)
    for sort, is_reversed in itertools.product(book.sorts(), (False, True)):
        found = book.find(Asked(sort=sort, is_reversed=is_reversed))
        assert sorted(one.id for one in found) == everything


@given(data=st.data())
def test_what_is_narrowed_down_is_what_has_every_property(book: Logbook, data: st.DataObject) -> None:
    which = data.draw(st.lists(st.sampled_from([one.id for one in book.whichs]), unique=True, max_size=3))
    period = data.draw(st.sampled_from([None, *book.periods]))
    alone = [{one.id for one in book.find(Asked(which=(one,)))} for one in which]
    found = {one.id for one in book.find(Asked(which=tuple(which), period=period))}
    days = (period.period.start, period.period.end) if period else (date.min, date.max)
    inside = {one.id for one in book.activities if days[0] <= one.date <= days[1]}
    assert found == inside.intersection(*alone)


def test_the_sums_of_the_years_are_those_of_the_log(book: Logbook) -> None:
    found = book.find(Asked())
    rows = [book.year_row(year, listed) for year, listed in book.years(found).items()]
    for at, whole in enumerate(book.sums(found)):
        parts = [float(row.cells[at]) for row in rows if row.cells[at] != "·"]
        assert sum(parts) == pytest.approx(float(whole))


def test_what_a_period_counts_is_what_its_standing_counts(book: Logbook) -> None:
    for choice in book.periods:
        found = book.find(Asked(period=choice))
        counted = sum(credit.counted for credit in choice.standing.credits)
        assert counted == choice.standing.hours.counted
        at = [one.credential for one in book.standings].index(choice.credential)
        assert sum(credit.counted for one in found if (credit := book.credits(one)[at]) is not None) == counted


def test_a_year_says_how_the_periods_that_ended_in_it_came_out(book: Logbook) -> None:
    rows = {year: book.year_row(year, listed).state for year, listed in book.years(book.activities).items()}
    assert rows[2026] == ""
    assert rows[2025] == "FY25 MET"
    met = {one.period.end.year for one in book.periods if one.standing.state is State.COMPLIANT and one.period.end < ON}
    assert met == {year for year, words in rows.items() if "MET" in words}


@pytest.mark.parametrize("name", ["fy26", "TD-CEU FY26", "al-td-ceu/FY26", " FY26 "])
def test_a_period_is_known_by_its_names(book: Logbook, name: str) -> None:
    assert book.period(name).id == "al-td-ceu/FY26"


@pytest.mark.parametrize("ask", ["period", "credential", "strand", "sort_named"])
def test_what_nobody_knows_is_refused_with_what_there_is(book: Logbook, ask: str) -> None:
    with pytest.raises(Refused, match="“nonsense”"):
        getattr(book, ask)("nonsense")


def test_an_entry_of_a_year_too_far_ahead_to_be_judged_stands_in_the_log(tmp_path: Path) -> None:
    folder = RecordsFolder(path=tmp_path)
    entry = '\n[[activity]]\nid = "far"\ntitle = "Far"\ndate = 2049-03-01\nhours = 1\nstatus = "planned"\n'
    folder.file.write_bytes(DEMO.read_bytes() + entry.encode())
    far = Logbook(open_overview(folder, load_plugins(no_plugins=True), ON))
    assert far.item("far").title == "Far"


def test_the_columns_stand_as_the_cards_on_home_do(tmp_path: Path) -> None:
    """A narrow table shows the first of them: one that is done must not take the place of one that is not."""
    folder = RecordsFolder(path=tmp_path)
    folder.file.write_bytes(DEMO.with_name("california.toml").read_bytes())
    overview = open_overview(folder, load_plugins(no_plugins=True), ON)
    found = Logbook(overview, is_narrow=True)
    assert Logbook(overview).standings == overview.standings
    assert found.standings[-1].state is State.COMPLIANT
    assert found.columns == ("Logged", "CCTO", "CETL", "CBO Mentor", "CTO Mentor")
