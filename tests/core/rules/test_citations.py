"""Citations as people read them: a place that is lines is called lines, and every other place stands as it is."""

from __future__ import annotations

import pytest

from alcto_core.rules.vocabulary import cite_text


@pytest.mark.parametrize(
    ("cite", "text"),
    [
        ("policy:12", "Policy, line 12"),
        ("policy:12-14", "Policy, lines 12-14"),
        ("policy:12, 14", "Policy, lines 12, 14"),
        ("policy:2nd edition, page 4", "Policy, 2nd edition, page 4"),
        ("policy:12 CFR 3.4", "Policy, 12 CFR 3.4"),
        ("policy:section 2", "Policy, section 2"),
        ("policy", "Policy"),
    ],
)
def test_a_place_is_told_as_it_is(cite: str, text: str) -> None:
    assert cite_text(cite, {"policy": "Policy"}) == text
