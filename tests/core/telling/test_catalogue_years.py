"""The years of the catalogues, caps used in them, the log as rows, and changes in words: on the Alabama rules."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from alcto_core.evaluation.evaluate import evaluate, evaluate_all
from alcto_core.evaluation.other_periods import used_caps
from alcto_core.hours import HOUR
from alcto_core.records.types import Activity, Credential, Person, Records
from alcto_core.rules.library import Library
from alcto_core.rules.own_strands import naming, subjects
from alcto_core.telling.activity import accounts
from alcto_core.telling.catalogue import hours_words, listing_words, lists_of_others
from alcto_core.telling.catalogue_years import (
    asked_sources,
    sources_without_list,
    years,
)
from alcto_core.telling.change import change
from alcto_core.telling.log import log_part, short_names
from alcto_core.telling.search import offerings, suggested

ON = date(2026, 8, 14)
TD = Credential(program="al-td-ceu", id="al-td-ceu")
FETC = Activity(
    id="fetc", title="FETC", date=date(2026, 1, 12), hours=8 * HOUR, strands=("al-cto/it",), offering="external/fetc"
)
OWN = Activity(id="own", title="Own event", date=date(2026, 2, 2), hours=2 * HOUR, strands=("al-cto/it",))
OLD = Activity(id="old", title="Old event", date=date(2024, 11, 2), hours=2 * HOUR, strands=("al-cto/it",))
PLANNED = Activity(
    id="plan",
    title="Summer",
    date=date(2026, 9, 2),
    hours=2 * HOUR,
    strands=("al-cto/it",),
    offering="alet/summer-conference",
    status="planned",
)


@pytest.fixture(scope="module")
def library(alabama: Library) -> Library:
    return alabama


def records(*activities: Activity) -> Records:
    return Records(person=Person(name="-", role_began=date(2020, 1, 1)), credentials=(TD,), activities=activities)


def year(library: Library, name: str):  # type: ignore[no-untyped-def]
    return next(span for span in years(records(), library, ON) if span.name == name)


def test_years_run_from_the_first_list_to_the_next_year(library: Library) -> None:
    assert [span.name for span in years(records(), library, ON)] == ["FY25", "FY26", "FY27"]


def test_without_catalogues_there_are_no_years() -> None:
    assert years(records(), Library(), ON) == ()


def test_a_source_without_a_list_is_named_only_where_a_program_asks_for_it(library: Library) -> None:
    nobody = Records(person=Person(name="-"))
    assert sources_without_list(records(), library, year(library, "FY26")) == ()
    assert sources_without_list(records(), library, year(library, "FY27")) == ("external",)
    assert sources_without_list(nobody, library, year(library, "FY27")) == ()
    assert asked_sources(records(), library) == {"alet", "external"}


def test_offerings_of_a_year_can_be_searched(library: Library) -> None:
    found = offerings(library, "FETC", span=year(library, "FY26"))
    assert [offering.id for _, offering in found] == ["external/fetc"]
    assert not [c for c, _ in offerings(library, "", span=year(library, "FY27")) if c.source == "external"]


def test_what_is_used_of_a_cap_is_what_counted(library: Library) -> None:
    used = used_caps(records(FETC, OWN), library, ON, year(library, "FY26"))
    assert used == {"external/fetc": 6 * HOUR}
    assert used_caps(records(FETC), library, ON, year(library, "FY27")) == {}


def test_suggestions_hold_every_word_and_listed_ones_of_asked_sources_first(library: Library) -> None:
    assert suggested(records(), library, "  ", ON) == ()
    ids = [offering.id for _, offering in suggested(records(), library, "cyber", ON)]
    assert ids[0] == "alet/cyber-camp"
    assert [o.id for _, o in suggested(records(), library, "alet winter", ON)] == ["alet/winter-conference"]


@pytest.mark.parametrize(
    ("offering", "day", "words"),
    [
        ("", ON, "not on the list"),
        ("alet/summer-conference", ON, "On the list: ALET, no cap"),
        ("external/fetc", ON, "up to 6 h"),
        ("alet/talent", ON, "each course once, ever"),
        ("external/fetc", date(2027, 1, 12), "events for FY27 is installed"),
        ("external/government-digital-summit", ON, "not on the list of"),
        ("nobody/knows", ON, "no catalogue knows nobody/knows"),
    ],
)
def test_how_an_offering_stands_on_the_lists(library: Library, offering: str, day: date, words: str) -> None:
    assert words in listing_words(records(), library, offering, day)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("alet winter  conference", "not on the list; if it is “ALET Winter Conference”, write that here"),
        ("ALET Winter Conference, day 2", "not on the list"),
        ("winter", "not on the list"),
    ],
)
def test_a_title_with_the_very_words_of_an_offering_is_pointed_out(library: Library, title: str, words: str) -> None:
    assert listing_words(records(), library, "", ON, title) == words
    assert listing_words(records(), library, "external/fetc", ON, title).startswith("On the list")


def test_an_offering_that_no_program_asks_for_is_only_in_the_catalogue(library: Library) -> None:
    assert listing_words(Records(person=Person(name="-")), library, "external/fetc", ON).startswith("In the catalogue")


def test_hours_of_an_offering_in_words(library: Library) -> None:
    words = {o.id: hours_words(o) for _, o in offerings(library, "", span=year(library, "FY26"))}
    assert words["external/fetc"] == "up to 6 h"
    assert words["external/gemini-educators"] == "2 h fixed"
    assert words["external/cosn-workshop"] == "1 h each, up to 3 h"
    assert words["alet/winter-conference"] == "no cap"


def test_rows_of_the_log_say_what_counted_and_what_is_worth_knowing(library: Library) -> None:
    log = (PLANNED, FETC, OWN, OLD)
    rows = log_part(log, evaluate_all(records(*log), library, ON), {}).items
    assert [row.cells for row in rows] == [("2", "·"), ("8", "6"), ("2", "0"), ("2", "·")]
    assert [row.said for row in rows] == [("planned",), ("-2 cap", "not posted"), ("not on list",), ()]


def test_an_account_gives_every_reduction_with_its_source(library: Library) -> None:
    (account,) = accounts(FETC, evaluate_all(records(FETC), library, ON), {}, library.strand_short)
    assert account.figure == "6 of 8 hours count"
    assert account.ledger[0].amount == "-2"
    assert "Training, line" in account.ledger[0].source
    assert "Strands, as written: IT 6" in account.said
    (outside,) = accounts(OLD, evaluate_all(records(OLD), library, ON), {}, library.strand_short)
    assert "outside this period (1 Oct 2025 to 30 Sep 2026)" in outside.figure


def test_two_credentials_of_one_program_are_told_apart_by_their_ids(library: Library) -> None:
    two = msgspec.structs.replace(records(), credentials=(TD, Credential(program="al-td-ceu", id="second")))
    assert short_names(evaluate_all(two, library, ON)) == ("al-td-ceu", "second")


def test_a_change_says_before_and_after_and_what_does_not_count(library: Library) -> None:
    before = evaluate(records(), TD, library, ON)
    after = evaluate(records(FETC), TD, library, ON)
    said = change(before, after, after.credit("fetc"))
    assert said.figures == "0 → 6 of 12"
    assert "External 0 → 6, max 6" in said.details
    assert said.lost[0].startswith("-2 ")
    assert not said.is_turned


def test_a_change_outside_the_window_says_so(library: Library) -> None:
    before = evaluate(records(), TD, library, ON)
    after = evaluate(records(OLD), TD, library, ON)
    assert "outside 1 Oct 2025 to 30 Sep 2026" in change(before, after, after.credit("old")).figures


def test_deleting_what_counted_nothing_is_not_said_to_lie_outside_the_window(library: Library) -> None:
    before = evaluate(records(OWN), TD, library, ON)
    after = evaluate(records(), TD, library, ON)
    assert change(before, after, after.credit("own")).figures == "0 of 12, no change"


def test_the_turn_of_a_state_is_named(library: Library) -> None:
    enough = msgspec.structs.replace(PLANNED, status="completed", hours=12 * HOUR, date=date(2026, 6, 10))
    before, after = (evaluate(records(*log), TD, library, ON) for log in ((), (enough,)))
    said = change(before, after, after.credit("plan"))
    assert said.is_turned
    assert said.verdict == "becomes MET"


def test_only_the_strands_of_the_persons_frameworks_are_offered(library: Library) -> None:
    own = subjects(records(), library, also=("cetl/vision", "nobody/knows"))
    assert [id for id, _ in own][:6] == [id for id in library.strands if id.startswith("al-cto/")]
    assert "nobody/knows" in dict(own)
    everything = subjects(Records(person=Person(name="-")), library)
    assert [id for id, _ in everything] == list(library.strands)
    assert len(set(dict(everything).values())) == len(everything)


def test_no_strands_are_offered_where_no_program_of_the_person_knows_any(library: Library) -> None:
    plain = msgspec.structs.replace(library.rule_sets["al-td-ceu"], id="plain", framework=None)
    more = Library([*library.rule_sets.values(), plain], library.frameworks.values(), library.catalogues)
    holding = [Credential(program="plain", id="plain")]
    assert subjects(Records(person=Person(name="-"), credentials=tuple(holding)), more) == ()
    used = subjects(Records(person=Person(name="-"), credentials=tuple(holding)), more, also=("al-cto/it",))
    assert [id for id, _ in used] == ["al-cto/it"]
    # Nobody knows what a rule set that is not installed asks for.
    holding.append(Credential(program="elsewhere", id="elsewhere"))
    unknown = subjects(Records(person=Person(name="-"), credentials=tuple(holding)), more)
    assert [id for id, _ in unknown] == list(library.strands)


def test_a_shared_word_means_the_strand_of_the_persons_own_framework(library: Library) -> None:
    assert naming(records(), library)("law") == "al-cto/law-ethics"
    assert naming(records(), library)("planning") == "al-cto/planning"
    assert naming(records(), library)("no such word") is None


def test_two_strands_of_one_name_stand_with_their_programs_and_not_with_ids(library: Library) -> None:
    both = tuple(Credential(program=program, id=program) for program in ("cetpa-cto-mentor", "cosn-cetl"))
    own = dict(subjects(Records(person=Person(name="-"), credentials=both), library))
    assert (own["cetpa-cto/vision"], own["cetl/leadership-vision"]) == ("Vision (CTO Mentor)", "Vision (CETL)")


def test_whose_lists_they_are_is_said_to_who_needs_none(library: Library) -> None:
    elsewhere = Records(person=Person(name="-"), credentials=(Credential(program="cosn-cetl", id="cetl"),))
    told = "No program of yours asks for a list of events; these are the lists of TD-CEU."
    assert lists_of_others(elsewhere, library) == told
    assert lists_of_others(records(), library) == ""
    assert lists_of_others(Records(person=Person(name="-")), library) == ""


def test_lists_on_which_the_persons_programs_insist_come_first(library: Library) -> None:
    asking = msgspec.structs.replace(library.rule_sets["al-td-ceu"], id="asks")
    listed = msgspec.structs.replace(asking.counts.listed, sources=("external",))
    asking = msgspec.structs.replace(asking, counts=msgspec.structs.replace(asking.counts, listed=listed))
    more = Library([*library.rule_sets.values(), asking], library.frameworks.values(), library.catalogues)
    holding = Records(person=Person(name="-"), credentials=(Credential(program="asks", id="asks"),))
    assert offerings(more, "")[0][0].source == "alet"
    assert offerings(more, "", records=holding)[0][0].source == "external"


def test_an_offering_is_shown_by_its_newest_title_unless_another_has_it(library: Library) -> None:
    assert library.offering_words("external/fetc") == "FETC, Florida"
    assert library.offering_words("nobody/knows") == "nobody/knows"
    catalogue = next(one for one in library.catalogues if one.source == "external")
    first, second = catalogue.offering[:2]
    second = msgspec.structs.replace(second, title=first.title)
    same = msgspec.structs.replace(catalogue, offering=(first, second))
    assert Library(catalogues=[same]).offering_words(second.id) == second.id
