"""Rule files looked at together: what one names another must hold."""

from __future__ import annotations

from datetime import date

import msgspec

from alcto_core.problems import Severity
from alcto_core.rules.agreement import misfits
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import (
    Catalogue,
    Counts,
    Document,
    Framework,
    Listed,
    Listing,
    Offering,
    Rule,
    RuleSet,
    Select,
    Strand,
    When,
    Window,
)

DAY = date(2026, 11, 22)
PAGE = {"page": Document(title="Page", read=DAY)}
FRAMEWORK = Framework(
    kind="framework", schema=1, id="xy", title="Standards", checked=DAY, documents=PAGE,
    strand=(Strand(id="xy/safety", label="Safety", short="Safety", cite="page"),),
)  # fmt: skip
RULES = RuleSet(
    kind="rule-set", schema=1, id="xy-pd", title="Development", short="XY", authority="State", framework="xy",
    checked=DAY, documents=PAGE, window=(Window(id="year", kind="calendar-year", first=DAY, cite="page"),),
)  # fmt: skip
CATALOGUE = Catalogue(
    kind="catalogue", schema=1, id="xy-2026", title="Events", source="xy", since=date(2026, 1, 1),
    until=date(2026, 12, 31), checked=DAY, cite="page", documents=PAGE,
    offering=(Offering(id="xy/summit", title="Summit", cite="page"),),
)  # fmt: skip


def selecting(**keys: str) -> RuleSet:
    rule = Rule(id="some", title="Some", text="Some.", select=Select(**keys))
    return msgspec.structs.replace(RULES, rule=(rule,))


def test_what_fits_together_has_no_problems() -> None:
    library = Library([selecting(strand="xy/safety", offering="xy/summit")], [FRAMEWORK], [CATALOGUE])
    assert not list(misfits(library))


def test_a_missing_framework_is_an_error_that_names_it() -> None:
    (misfit,) = misfits(Library([RULES], [], []))
    assert misfit.is_error
    assert "“xy”" in misfit.finding.text


def test_a_strand_that_no_framework_holds_is_an_error_in_a_rule() -> None:
    (misfit,) = misfits(Library([selecting(strand="xy/safty")], [FRAMEWORK], []))
    assert misfit.is_error
    assert "did you mean “xy/safety”" in misfit.finding.remedy


def test_a_strand_that_no_framework_holds_is_a_warning_in_a_catalogue() -> None:
    offering = Offering(id="xy/summit", title="Summit", strands=("xy/safty",), cite="page")
    (misfit,) = misfits(Library([], [FRAMEWORK], [msgspec.structs.replace(CATALOGUE, offering=(offering,))]))
    assert misfit.severity is Severity.WARNING
    assert "xy/safty" in misfit.finding.text


def test_a_listed_source_without_any_catalogue_is_an_error() -> None:
    listed = Counts(listed=Listed(required=True, sources=("xyz",), cite="page"))
    (misfit,) = misfits(Library([msgspec.structs.replace(RULES, counts=listed)], [FRAMEWORK], [CATALOGUE]))
    assert misfit.is_error
    assert "xyz" in misfit.finding.text


def test_an_offering_that_no_catalogue_lists_is_a_warning() -> None:
    also = Counts(also=(Listing(offering="xy/camp", source="xy", when=When(holds="other"), cite="page"),))
    (misfit,) = misfits(Library([msgspec.structs.replace(RULES, counts=also)], [FRAMEWORK], [CATALOGUE]))
    assert misfit.severity is Severity.WARNING
    assert "xy/camp" in misfit.finding.text


def test_one_offering_in_two_catalogues_for_the_same_day_is_an_error_that_names_both() -> None:
    other = msgspec.structs.replace(CATALOGUE, id="xy-late-2026", since=date(2026, 12, 1), until=date(2027, 1, 31))
    (misfit,) = misfits(Library([], [], [CATALOGUE, other]))
    assert misfit.is_error
    assert (misfit.kind, misfit.id) == ("catalogue", "xy-late-2026")
    assert "xy-2026" in misfit.finding.text


def test_one_offering_in_the_catalogues_of_two_years_is_no_problem() -> None:
    other = msgspec.structs.replace(CATALOGUE, id="xy-2027", since=date(2027, 1, 1), until=date(2027, 12, 31))
    assert not list(misfits(Library([], [], [CATALOGUE, other])))
