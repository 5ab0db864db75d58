"""Edits of text: only the edited record changes, whatever the file looks like."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from alcto_core.problems import RecordsUnsaved, Refused
from alcto_core.records.changing import REMOVED, Edit
from alcto_core.records.edits import (
    AddActivity,
    AddCredential,
    ChangeActivity,
    ChangeCredential,
    ChangePerson,
    DeleteActivity,
    DeleteCredential,
    Several,
)
from alcto_core.records.step_edits import AddStep, ChangeStep, DeleteStep
from alcto_core.toml.writing import same

FILE = """\
schema = 1

[person]
name = "Jordan Avery"   # as on the certificate

# the certificate on the wall
[[credential]]
program = "al-cto"
issued = 2021-06-01

  # shown in spring
  [[credential.step]]
  id = "presentation"
  done = 2026-04-02

# a free comment

# the winter one
[[activity]]
id = "winter"
title = "ALET Winter"  # renamed
date = 2026-01-28
hours = 6.5
strands = [
  "al-cto/it",   # mostly
  "al-cto/data",
]
mystery = { a = [1, 2] }

[[activity]]
id = "summer"
title = "Summer"
date = 2026-06-10

  [[activity.session]]
  title = "One"
  hours = 1.5
  # the good one
  [[activity.session]]
  title = "Two"
  hours = 2
# the end"""

WINTER = FILE[FILE.index("# the winter one") : FILE.index('[[activity]]\nid = "summer"')]
SUMMER = FILE[FILE.index('[[activity]]\nid = "summer"') : FILE.index("# the end")]


def values(text: str) -> dict[str, Any]:
    return tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal)


def edited(text: str, edit: Edit) -> str:
    """The text after an edit, checked: it holds the old values plus the edit."""
    before = values(text)
    after = edit.rewritten(text, before)
    assert same(values(after), edit.applied(before)), after
    return after


def test_a_changed_value_changes_only_its_own_characters() -> None:
    after = edited(FILE, ChangeActivity(id="winter", changes={"title": "ALET “Winter” \n2026"}))
    assert after == FILE.replace('"ALET Winter"', '"ALET “Winter” \\n2026"')


def test_a_new_key_goes_after_the_last_own_key() -> None:
    after = edited(FILE, ChangeActivity(id="summer", changes={"note": "x"}))
    assert after == FILE.replace("date = 2026-06-10\n", 'date = 2026-06-10\nnote = "x"\n')


def test_a_new_key_takes_the_indentation_of_its_neighbours() -> None:
    after = edited(FILE, ChangeStep(id="al-cto", step="presentation", changes={"by": "Dr. Lee"}))
    assert after == FILE.replace("  done = 2026-04-02\n", '  done = 2026-04-02\n  by = "Dr. Lee"\n')


def test_a_removed_key_takes_only_its_line() -> None:
    after = edited(FILE, ChangeActivity(id="winter", changes={"hours": REMOVED, "units": {"semester-hour": 3}}))
    assert after == FILE.replace("hours = 6.5\n", "").replace(
        "mystery = { a = [1, 2] }\n", "mystery = { a = [1, 2] }\nunits = { semester-hour = 3 }\n"
    )


def test_a_list_over_several_lines_keeps_its_form_and_its_comments() -> None:
    after = edited(FILE, ChangeActivity(id="winter", changes={"strands": ["al-cto/data"]}))
    assert '# mostly\nstrands = [\n  "al-cto/data",\n]\n' in after


def test_a_deleted_record_takes_the_comments_directly_above_it() -> None:
    assert edited(FILE, DeleteActivity(id="winter")) == FILE.replace(WINTER, "")


def test_a_deleted_record_leaves_a_comment_below_it() -> None:
    after = edited(FILE, DeleteActivity(id="summer"))
    assert after == FILE.replace(SUMMER, "")
    assert after.endswith("# the end")


def test_a_deleted_credential_leaves_free_comments() -> None:
    after = edited(FILE, DeleteCredential(id="al-cto"))
    assert "# a free comment" in after
    assert "certificate on the wall" not in after
    assert "shown in spring" not in after


def test_a_new_activity_never_joins_a_last_line_without_an_end() -> None:
    table = {"id": "fall", "title": "Fall", "date": date(2026, 10, 1), "hours": Decimal("3.25"), "strands": ["a"]}
    after = edited(FILE, AddActivity(table=table))
    assert after == FILE + (
        '\n\n[[activity]]\nid = "fall"\ntitle = "Fall"\ndate = 2026-10-01\nhours = 3.25\nstrands = ["a"]'
    )


def test_a_new_activity_is_given_an_id_that_nobody_has() -> None:
    table = {"title": "ALET Fall!", "date": date(2026, 10, 1), "hours": 3}
    once = edited(FILE, AddActivity(table=table))
    twice = edited(once, AddActivity(table=table))
    assert [one["id"] for one in values(twice)["activity"][2:]] == ["2026-10-01-alet-fall", "2026-10-01-alet-fall-2"]


def test_a_new_credential_goes_after_the_last_one() -> None:
    after = edited(
        FILE, AddCredential(table={"program": "al-td-ceu", "settings": {"b": {"FY26": 3}}, "step": [{"id": "s"}]})
    )
    block = '\n[[credential]]\nprogram = "al-td-ceu"\nsettings = { b = { FY26 = 3 } }\n'
    block += '\n  [[credential.step]]\n  id = "s"\n'
    assert after == FILE.replace("  done = 2026-04-02\n", "  done = 2026-04-02\n" + block)


def test_the_first_credential_goes_after_the_person() -> None:
    text = '[person]\nname = "x"\n[[activity]]\nid = "a"\n'
    after = edited(text, AddCredential(table={"program": "p"}))
    assert after == '[person]\nname = "x"\n\n[[credential]]\nprogram = "p"\n\n[[activity]]\nid = "a"\n'


def test_the_first_step_is_indented_below_its_credential() -> None:
    text = '[[credential]]\nprogram = "p"\n\n[[credential]]\nprogram = "q"\n'
    after = edited(text, AddStep(id="p", table={"id": "s", "done": date(2026, 1, 1)}))
    assert after == text.replace('"p"\n', '"p"\n\n  [[credential.step]]\n  id = "s"\n  done = 2026-01-01\n')


def test_a_step_that_recurs_is_found_by_its_place() -> None:
    text = edited(FILE, AddStep(id="al-cto", table={"id": "presentation", "done": date(2029, 1, 1)}))
    last = edited(text, ChangeStep(id="al-cto", step="presentation", changes={"by": "L"}))
    first = edited(text, DeleteStep(id="al-cto", step="presentation", nth=0))
    assert [step.get("by") for step in values(last)["credential"][0]["step"]] == [None, "L"]
    assert [step["done"].year for step in values(first)["credential"][0]["step"]] == [2029]


def test_a_changed_session_leaves_the_others_and_their_comments() -> None:
    sessions = [{"title": "One", "hours": Decimal("1.5")}, {"title": "Two", "hours": Decimal("2.50")}]
    after = edited(FILE, ChangeActivity(id="summer", changes={"session": sessions}))
    assert after == FILE.replace("  hours = 2\n", "  hours = 2.5\n")


def test_a_dropped_session_takes_its_block() -> None:
    after = edited(FILE, ChangeActivity(id="summer", changes={"session": [{"title": "Two", "hours": 2}]}))
    assert after == FILE.replace('  [[activity.session]]\n  title = "One"\n  hours = 1.5\n', "")


def test_a_session_more_goes_after_the_last_one() -> None:
    sessions = [*values(FILE)["activity"][1]["session"], {"title": "Three", "hours": 1, "kind": "meal"}]
    after = edited(FILE, ChangeActivity(id="summer", changes={"session": sessions}))
    block = '  [[activity.session]]\n  title = "Three"\n  hours = 1\n  kind = "meal"'
    assert block in after
    assert after.endswith(block)
    assert "# the end" in after


def test_sessions_take_the_place_of_hours() -> None:
    changes = {"hours": REMOVED, "session": [{"title": "S", "hours": 1}]}
    after = edited(FILE, ChangeActivity(id="winter", changes=changes))
    assert after == FILE.replace("hours = 6.5\n", "").replace(
        "mystery = { a = [1, 2] }\n",
        'mystery = { a = [1, 2] }\n\n  [[activity.session]]\n  title = "S"\n  hours = 1\n',
    )


def test_the_person_changes_in_place() -> None:
    after = edited(FILE, ChangePerson(changes={"name": "J. Avery", "district": "Pine Hollow"}))
    assert '[person]\nname = "J. Avery"   # as on the certificate\ndistrict = "Pine Hollow"\n\n' in after


@pytest.mark.parametrize(
    "text",
    [
        '[[activity]]\nid = "a"\nsplit."x/y" = 3\nsplit.z = 1\nhours = 4\n',
        '[[activity]]\nid = "a"\nhours = 4\n\n[activity.split]\n"x/y" = 3\nz = 1\n',
        '[[activity]]\nid = "a"\nhours = 4\nsplit = { "x/y" = 3, z = 1 }\n',
    ],
    ids=["dotted", "table", "inline"],
)
@pytest.mark.parametrize("changes", [{"split": {"x/y": 1, "w": 3}}, {"split": REMOVED, "note": "n"}, {"split": 5}])
def test_a_table_inside_a_record_is_edited_however_it_is_written(text: str, changes: dict[str, Any]) -> None:
    rest = '\n# free\n\n[[activity]]\nid = "b"\n'
    assert edited(text + rest, ChangeActivity(id="a", changes=changes)).endswith(rest)


INTERRUPTED = """\
[[activity]]
id = "a"
[[credential]]
program = "p"
[[activity.session]]
title = "late"
hours = 1
[credential.settings]
x = 1
[[activity.record]]
credential = "p"
state = "posted"
[[activity]]
id = "b"
"""


@pytest.mark.parametrize(
    "edit",
    [
        DeleteActivity(id="a"),
        DeleteCredential(id="p"),
        ChangeActivity(id="a", changes={"session": [{"title": "late", "hours": 2}, {"title": "later", "hours": 3}]}),
        ChangeActivity(id="a", changes={"session": REMOVED, "hours": 3}),
        ChangeCredential(id="p", changes={"settings": {"x": 2, "y": 3}}),
        AddStep(id="p", table={"id": "s"}),
        AddCredential(table={"program": "q"}),
        AddActivity(table={"id": "c"}),
    ],
    ids=lambda edit: edit.describe(),
)
def test_records_in_several_pieces_are_edited_whole(edit: Edit) -> None:
    assert '[[activity]]\nid = "b"\n' in edited(INTERRUPTED, edit)


@pytest.mark.parametrize("text", ['activity = [{ id = "a" }]\n', "activity = []\n"])
def test_a_list_in_one_line_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(RecordsUnsaved, match=r"\[\[activity\]\]"):
        AddActivity(table={"id": "b"}).rewritten(text, values(text))


def test_steps_in_one_line_stay_in_one_line() -> None:
    text = '[[credential]]\nprogram = "p"\nstep = [{ id = "s" }]  # one\n'
    after = edited(text, AddStep(id="p", table={"id": "t", "done": date(2026, 1, 2)}))
    assert after == text.replace('[{ id = "s" }]', '[{ id = "s" }, { id = "t", done = 2026-01-02 }]')


def test_a_byte_order_mark_and_carriage_returns_stay() -> None:
    text = "\ufeff" + FILE.replace("\n", "\r\n")
    after = edited(text, Several(edits=(DeleteActivity(id="winter"), AddActivity(table={"id": "z", "note": "a\nb"}))))
    assert after.startswith("\ufeffschema = 1\r\n")
    assert "\n" not in after.replace("\r\n", "")


def test_a_person_in_the_first_line_after_a_byte_order_mark_is_edited() -> None:
    text = '\ufeffperson = { name = "x" }'
    assert edited(text, ChangePerson(changes={"state": "AL"})) == '\ufeffperson = { name = "x", state = "AL" }'


def test_several_edits_see_each_other() -> None:
    edit = Several(
        edits=(
            AddActivity(table={"id": "new", "title": "N", "date": date(2026, 1, 1), "hours": 1}),
            ChangeActivity(id="new", changes={"hours": 2}),
            DeleteActivity(id="summer"),
        )
    )
    after = values(edited(FILE, edit))
    assert [(one["id"], one["hours"]) for one in after["activity"]] == [("winter", Decimal("6.5")), ("new", 2)]
    assert edit.describe(values(FILE)) == "added “N”, changed “new”, deleted “Summer”"


@pytest.mark.parametrize(
    "edit",
    [
        ChangeActivity(id="no", changes={}),
        DeleteActivity(id="no"),
        ChangeCredential(id="no", changes={}),
        DeleteStep(id="al-cto", step="no"),
        AddStep(id="no", table={"id": "x"}),
        AddActivity(table={"id": "winter"}),
        AddCredential(table={"program": "al-cto"}),
    ],
    ids=lambda edit: edit.describe(),
)
def test_an_edit_of_what_is_not_there_is_refused(edit: Edit) -> None:
    with pytest.raises(Refused):
        edit.applied(values(FILE))
