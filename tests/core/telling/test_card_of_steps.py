"""What a card says of steps: what is waived, what lacks its proof, which of two decisions stands."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import Standing, State
from alcto_core.hours import HOUR
from alcto_core.records.types import Activity, Credential, Person, Records, StepRecord
from alcto_core.rules.library import Library
from alcto_core.telling.card import card

STRANDS = ("roles", "law-ethics", "data", "teaching", "it", "planning")
PLAN = tuple(f"plan/{part}" for part in ("mission", "needs", "goals", "training", "resources", "evaluation"))
APRIL, ON = date(2026, 4, 1), date(2026, 5, 10)
PROOF = (
    StepRecord(id="presentation", done=APRIL, files=("evidence/deck.pdf",)),
    StepRecord(id="signature-sheets", done=APRIL, attended=("Dr. Lee",)),
)


def standing(library: Library, *steps: StepRecord, **of_entry: str) -> Standing:
    """An AL-CTO cycle in which sixty hours, the plan and the hand-in are there."""
    activities = tuple(
        msgspec.structs.replace(
            Activity(
                id=strand, title=strand, location="Montgomery", date=date(2025, 5, 1), hours=10 * HOUR,
                strands=(f"al-cto/{strand}",), justification="j", description="d",
            ),
            **of_entry,
        )
        for strand in STRANDS
    )  # fmt: skip
    marks = (*(StepRecord(id=part, done=APRIL) for part in PLAN), *steps, StepRecord(id="submitted", done=APRIL))
    credential = Credential(program="al-cto", id="al-cto", issued=date(2023, 6, 1), steps=marks)
    person = Person(name="J", district="Pine Hollow")
    return evaluate(Records(person=person, credentials=(credential,), activities=activities), credential, library, ON)


def notes(found: Standing) -> tuple[str, ...]:
    """What a card says beside its figures."""
    return tuple(one.text for one in card(found).items("note"))


def test_a_card_that_is_met_says_which_proof_is_missing(alabama: Library) -> None:
    bare = (StepRecord(id="presentation", done=APRIL), StepRecord(id="signature-sheets", done=APRIL))
    found = standing(alabama, *bare)
    assert found.state is State.COMPLIANT
    assert notes(found) == (
        "Presentation to the cabinet: the record should name a file.",
        "Signature sheets: the record should name a file or who attended.",
    )
    assert notes(standing(alabama, *PROOF)) == ()


def test_a_card_that_is_met_says_which_entries_lack_something(alabama: Library) -> None:
    found = standing(alabama, *PROOF, justification="")
    assert found.state is State.COMPLIANT
    (note,) = notes(found)
    assert note.startswith("Entries ready for the form: ")
    assert note.endswith(": justification missing, and 3 more.")


def test_a_waiver_is_counted_as_one(alabama: Library) -> None:
    waived = (StepRecord(id="presentation", waived="No cabinet"), PROOF[1])
    bars = {bar.title: bar.figure for bar in card(standing(alabama, *waived)).items("bar")}
    assert bars["Documents"] == "7 and 1 waived of 8"


def test_ways_to_one_end_are_counted_as_one_step(alabama: Library) -> None:
    found = standing(alabama, *PROOF)
    steps = [one for one in found.requirements if one.kind == "step" and not one.advisory and one.unit == "documents"]
    ways = [msgspec.structs.replace(one, parent="end", state="unmet") for one in steps[:2]]
    end = msgspec.structs.replace(steps[0], id="end", kind="any-of", title="One of two", state="unmet", unit="ways")
    found = msgspec.structs.replace(found, state=State.IN_PROGRESS, requirements=(*ways, end, *steps[2:]))
    (bar,) = (bar for bar in card(found).items("bar") if bar.title == "Documents")
    assert bar.figure == f"{len(steps) - 2} of {len(steps) - 1}"
    assert bar.state == "next: One of two"


@pytest.mark.parametrize(
    ("denied", "state", "says"),
    [
        (date(2025, 5, 31), State.COMPLIANT, "“Certified CTO” on 1 Jun 2025 stands"),
        (date(2025, 6, 1), State.UNDETERMINED, "which of the two stands?"),
        (date(2025, 6, 2), State.UNDETERMINED, "which of the two stands?"),
    ],
)
def test_of_two_decisions_the_later_yes_stands_and_is_remarked_upon(
    alabama: Library, denied: date, state: State, says: str
) -> None:
    decisions = (
        StepRecord(id="certified", done=date(2025, 6, 1)),
        StepRecord(id="completed-without-certification", done=denied),
    )
    credential = Credential(program="cetpa-cto-mentor", id="mentor", steps=decisions)
    records = Records(person=Person(name="J"), credentials=(credential,))
    found = evaluate(records, credential, alabama, ON)
    assert found.state is state
    assert any(says in words for words in (found.why, *notes(found)))


def test_entries_that_are_asked_in_one_sum_say_how_many_are_missing(alabama: Library) -> None:
    holding = Credential(program="fcmat-cbo", id="cbo", steps=(StepRecord(id="accepted", done=APRIL),))
    found = evaluate(Records(person=Person(name="J"), credentials=(holding,)), holding, alabama, ON)
    bar = next(one for one in card(found).items("bar") if one.title == "Sessions")
    assert (bar.figure, bar.state) == ("0 of 12", "short 12")
