"""A word without quotes where a number, a day, true or false, or a list belongs: no advice leads to the next error."""

from __future__ import annotations

import pytest

from alcto_core.problems import RuleFileError
from alcto_core.records.keys import ACTIVITY, AUTHORITY_RECORD, CREDENTIAL, PERSON, SESSION, STEP
from alcto_core.records.reading import read_text
from alcto_core.rules.reading import read_rule_file

RECORDS = """schema = 1
[person]
name = "Jordan Avery"
{person}
[[credential]]
program = "al-cto"
{credential}
  [[credential.step]]
  id = "presentation"
  {step}
[[activity]]
id = "one"
title = "One"
date = 2026-01-28
hours = 2
{activity}
[[activity]]
id = "two"
title = "Two"
date = 2026-01-28
  [[activity.session]]
  title = "Part"
  hours = 1
  {session}
  [[activity.record]]
  credential = "al-cto"
  state = "posted"
  {record}
"""
PLACES = {
    "person": PERSON,
    "credential": CREDENTIAL,
    "step": STEP,
    "activity": ACTIVITY,
    "session": SESSION,
    "record": AUTHORITY_RECORD,
}
WORDS = ("eight", "tomorrow", "yes", "al-cto/it", "planned", "unknown", "12 hours", "1:30", "next Friday", "—")
RULES = """kind = "rule-set"
schema = 1
id = "x"
title = "X"
authority = "Y"
checked = 2026-11-22
{line}
"""


def problem_of(place, line):
    """The one problem that a line brings into a records file which is otherwise right."""
    text = RECORDS.format(**{name: line if name == place else "" for name in PLACES})
    found = [one for one in read_text(text.encode()).problems if one.is_error]
    assert found, f"{line} passes"
    return text, found[0]


@pytest.mark.parametrize(
    ("place", "key", "word", "better"),
    [
        ("activity", "hours", "eight", "8"),
        ("session", "minutes", "forty", ""),
        ("record", "hours", "two", "2"),
        ("activity", "posted", "yesterday", ""),
        ("credential", "due", "soon", ""),
        ("activity", "strands", "al-cto/it", '["al-cto/it"]'),
        ("step", "files", "evidence/deck.pdf", '["evidence/deck.pdf"]'),
        ("activity", "format", "inperson", '"in-person"'),
        ("activity", "location", "Mobile", '"Mobile"'),
    ],
)
def test_the_advice_is_what_the_key_may_hold(place, key, word, better):
    _, problem = problem_of(place, f"{key} = {word}")
    assert problem.corrected.strip() == (f"{key} = {better}" if better else "")
    assert "without quotes" not in problem.text or better


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("place", PLACES)
def test_no_line_that_is_offered_is_the_next_error(place, word):
    for key in PLACES[place].fields:
        if key in ("step", "session", "record"):
            continue
        text, problem = problem_of(place, f"{key} = {word}")
        if not problem.corrected:
            assert problem.remedy
            continue
        lines = text.splitlines()
        assert lines[problem.line - 1].strip() == f"{key} = {word}"
        lines[problem.line - 1] = problem.corrected
        after = [one for one in read_text("\n".join(lines).encode()).problems if one.line == problem.line]
        # A key that stands twice now is a matter of this test's frame, not of the advice.
        assert not [one.text for one in after if one.is_error and "twice" not in one.text and "beside" not in one.text]


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("verified = yes", "verified = true"),
        ("verified = maybe", ""),
        ("checked2 = today", 'checked2 = "today"'),
        ("[[window]]\nfirst = long ago", ""),
        ("framework = al-cto", 'framework = "al-cto"'),
    ],
)
def test_the_advice_of_a_rule_file_is_what_the_key_may_hold(line, better):
    with pytest.raises(RuleFileError) as refused:
        read_rule_file(RULES.format(line=line).encode(), "x.toml")
    (problem,) = refused.value.problems
    assert problem.corrected.strip() == better
    assert problem.remedy
