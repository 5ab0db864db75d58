"""Two states of a record are told in the words of its form, with names in place of ids."""

from __future__ import annotations

from alcto_core.records.side_by_side import compared
from alcto_core.rules.library import Library
from alcto_core.telling.names import compared_named, value_named

TABLE = {
    "id": "summer",
    "title": "ALET Summer Conference",
    "strands": ["al-cto/it", "al-cto/data"],
    "offering": "alet/summer-conference",
    "counts_for": ["al-td-ceu"],
    "justification": "Runs the network",
}


def test_ids_are_told_by_their_names(alabama: Library) -> None:
    rows = compared(TABLE, {**TABLE, "strands": ["al-cto/teaching"], "title": "Summer"})
    told = {row.key: (row.left, row.right) for row in compared_named(rows, alabama, {"al-td-ceu": "TD-CEU"})}
    assert told["Strands"] == ("IT, Data", "Teaching")
    assert told["Listed as"] == ("ALET Summer Conference", "ALET Summer Conference")
    assert told["Only for"] == ("TD-CEU", "TD-CEU")
    assert told["Why"] == ("Runs the network", "Runs the network")
    assert told["Event"] == ("ALET Summer Conference", "Summer")
    assert "Id" not in told


def test_what_differs_never_looks_the_same(alabama: Library) -> None:
    left, right = {**TABLE, "source": "cosn"}, {**TABLE, "source": "CoSN"}
    told = {row.key: (row.left, row.right) for row in compared_named(compared(left, right), alabama, {})}
    assert told["Source"] == ("cosn", "CoSN")


def test_the_id_of_a_record_that_one_side_lacks_is_left_out_and_one_that_changed_is_told(alabama: Library) -> None:
    assert "Id" not in {row.key for row in compared_named(compared(TABLE, None), alabama, {})}
    changed = compared_named(compared(TABLE, {**TABLE, "id": "other"}), alabama, {})
    assert [(row.left, row.right) for row in changed if row.key == "Id"] == [("summer", "other")]


def test_what_nobody_has_named_stays_as_it_is_written(alabama: Library) -> None:
    assert value_named("offering", "alet/nowhere", alabama, {}) == "alet/nowhere"
    assert value_named("strands", "vt/none", alabama, {}) == "vt/none"
    assert value_named("role", "technology-director", alabama, {}) == "technology director"
