"""Open Badges as the beginning of an entry: what is taken, what is left open, and files that are made to do harm."""

from __future__ import annotations

import json
import tracemalloc
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_badges import PNG, chunk, png, second, svg, third, token
from profiles import tries

from alcto_core.host.plugins import load_plugins
from alcto_core.importing.badge import NOT_VERIFIED, read_badge
from alcto_core.importing.badge_file import NoBadge, badge_in, read_badge_file
from alcto_core.importing.certificate import Certificate
from alcto_core.importing.proof_file import ENDINGS, read_proof
from alcto_core.problems import Refused

TODAY = date(2026, 7, 1)
LIBRARY = load_plugins(no_plugins=True).library


def read(badge: Any, name: str = "Jordan Avery") -> Certificate:
    return read_badge(badge, LIBRARY, name, TODAY, "badge.json")


def values(certificate: Certificate) -> dict[str, str]:
    return {key: one.value for key, one in certificate.found.items()}


def test_a_badge_of_version_3_says_what_when_how_long_and_by_whom() -> None:
    found = read(third())
    assert values(found) == {
        "title": "Student privacy in the cloud",
        "date": "2026-06-10",
        "hours": "6.5",
        "person": "Jordan Avery",
        "source": "Ridge Institute",
    }
    assert found.found["hours"].place == "achievement.description: “Contact hours: 6.5”"
    assert found.doubts["badge"] == (NOT_VERIFIED,)
    assert any("2026-06-15" in words for words in found.doubts["date"])  # the day of the paper is told beside it


def test_a_badge_of_version_2_is_read_and_a_hidden_recipient_is_told() -> None:
    found = read(second())
    assert values(found) == {"title": "Fiber 101", "date": "2026-03-04", "hours": "3", "source": "Light Works"}
    assert "cannot tell whether it is yours" in found.doubts["person"][0]
    assert any("the activity may have ended before" in words for words in found.doubts["date"])


def test_the_profile_of_the_recipient_beside_a_code_says_whose_badge_it_is() -> None:
    profile = {"type": ["Extension", "extensions:RecipientProfile"], "name": "Jordan Avery"}
    found = read(second(**{"extensions:recipientProfile": profile}))
    assert values(found)["person"] == "Jordan Avery"
    assert "person" not in found.doubts
    other = read(second(**{"extensions:recipientProfile": {**profile, "name": "Robin Castellano"}}))
    assert "person" in other.doubts


@pytest.mark.parametrize(
    ("issued", "day", "is_open"),
    [(1773230400, "2026-03-11", False), (1773198000, None, True), (True, None, False), (10**12, None, False)],
)
def test_a_day_in_seconds_since_1970_is_read(issued: int, day: str | None, is_open: bool) -> None:
    found = read(second(issuedOn=issued))
    assert values(found).get("date") == day
    assert any("Where you were it may have been" in words for words in found.doubts.get("date", ())) is is_open


def test_an_event_of_the_catalogue_is_known_by_its_name() -> None:
    achievement = {"name": "ALET Summer Conference 2026"}
    found = read(third(subject={"achievement": achievement}))
    assert values(found)["offering"] == "alet/summer-conference"
    assert "source" not in found.found


def test_credits_are_no_hours() -> None:
    found = read(third(subject={"creditsEarned": 0.65}))
    assert "hours" not in found.found
    assert any("0.65 credits" in words for words in found.doubts["hours"])
    assert any("6.5" in words for words in found.doubts["hours"])


def test_a_result_named_hours_is_found() -> None:
    achievement = {
        "name": "Fiber",
        "resultDescription": [{"id": "urn:1", "name": "Contact hours"}, {"id": "urn:2", "name": "Grade"}],
    }
    result = [{"resultDescription": "urn:1", "value": "4"}, {"resultDescription": "urn:2", "value": "97"}]
    assert values(read(third(subject={"achievement": achievement, "result": result})))["hours"] == "4"


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-06-10", "2026-06-10"),
        ("2026-06-10T00:00:00Z", "2026-06-10"),
        ("2026-06-10T15:00:00Z", "2026-06-10"),
        ("2026-06-10T03:00:00Z", None),  # in the United States that was the evening before
        ("2026-06-10T23:30:00-05:00", "2026-06-10"),
        ("2026-06-10T08:30:00+09:00", None),
        ("0001-01-01T01:00:00Z", "0001-01-01"),
        ("2026-02-31", None),
        ("1718000000", None),
    ],
)
def test_a_moment_is_a_day_only_where_it_is_the_same_in_all_zones(moment: str, day: str | None) -> None:
    found = read(third(subject={"activityEndDate": moment}, validFrom="", awardedDate=""))
    assert values(found).get("date") == day
    assert day is not None or found.doubts["date"]


def test_another_person_an_old_badge_and_a_revoked_one_are_told() -> None:
    other = {"type": "email", "hashed": False, "identity": "sam@example.org"}
    found = read(second(recipient=other, expires="2026-05-01T00:00:00Z", revoked=True))
    assert any("sam@example.org" in words for words in found.doubts["person"])
    assert found.doubts["badge"] == (NOT_VERIFIED, "It says that it was revoked.", "It expired on 1 May 2026.")


def test_a_badge_that_names_its_class_by_an_address_alone_has_no_title() -> None:
    found = read(second(badge="https://example.org/badge"))
    assert "title" not in found.found
    assert "does not ask" in found.doubts["title"][0]


@pytest.mark.parametrize(
    "badge", [{}, {"type": "BadgeClass", "name": "x"}, {"credentialSubject": {"id": "x"}}, {"badge": 1}]
)
def test_what_says_of_nobody_that_they_earned_it_is_refused(badge: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="that says what somebody earned"):
        read(badge)


# -- files ---------------------------------------------------------------------------------------------------------

THIRD = json.dumps(third())
SECOND = json.dumps(second())


@pytest.mark.parametrize(
    ("raw", "badge"),
    [
        (THIRD.encode(), third()),
        (b"\xef\xbb\xbf " + THIRD.encode(), third()),
        (token(third()).encode(), third()),
        (png(THIRD), third()),
        (png(THIRD, packed=True), third()),
        (png(token(third())), third()),
        (png(SECOND, b"openbadges"), second()),
        (PNG + chunk(b"tEXt", b"openbadges\0" + SECOND.encode()), second()),
        (svg(THIRD), third()),
        (svg(verify=token(third())), third()),
        (svg(SECOND, verify="https://example.org/1", old=True), second()),
        (svg(SECOND, old=True, before='<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">'), second()),
    ],
)
def test_a_badge_is_found_in_json_and_in_pictures(raw: bytes, badge: Any) -> None:
    assert badge_in(raw) == badge


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("name", "raw", "why"),
    [
        ("x.png", png(None), "picture without a badge"),
        ("x.png", PNG, "picture without a badge"),
        ("x.png", png(b" " * 50_000_000, packed=True), "unpack to far more"),
        ("x.png", png(THIRD).replace(b"Jordan", b"Xordan"), "damaged"),
        ("x.png", PNG + chunk(b"iTXt", b"openbadges\0\x01"), "damaged"),
        ("x.png", PNG + chunk(b"iTXt", b"openbadges\0\x01\0\0\0not zlib"), "damaged"),
        ("x.png", PNG + b"\xff\xff\xff\xffiTXt", "picture without a badge"),
        ("x.png", PNG + chunk(b"iTXt", b"x") * 20_000, "picture without a badge"),
        ("x.png", png("https://example.org/assertion/1", b"openbadges"), "asks nothing of the network"),
        ("x.svg", svg(verify="http://example.org/1", old=True), "asks nothing of the network"),
        ("x.svg", svg(THIRD, before=f'<!DOCTYPE svg [<!ENTITY l0 "lol">{LAUGHS}]>'), "declares entities"),
        ("x.svg", svg(THIRD, before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "declares entities"),
        ("x.svg", b"<svg", "is damaged"),
        ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "picture without a badge"),
        ("x.json", b"[" * 100_000, "no JSON that can be read"),
        ("x.json", b'{"a":' * 100_000, "no JSON that can be read"),
        ("x.json", b'{"a": ' + b"9" * 10_000 + b"}", "no JSON that can be read"),
        ("x.json", b"\xff\xfe{", "no JSON that can be read"),
        ("x.json", b"[1]", "no JSON that can be read|another kind"),
        ("x.json", b"3", "no JSON|another kind"),
        ("x.json", b"", "no JSON that can be read"),
        ("x.json", b"a.b.c", "cannot be read|no JSON"),
        ("x.json", b'{"x": "' + b" " * 1_000_001 + b'"}', "more than a badge does"),
        ("x.json", b" " * 5_000_001, "larger than 5 MB"),
    ],
)
def test_a_file_that_is_made_to_do_harm_is_refused_with_a_sentence(
    name: str, raw: bytes, why: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(raw)
    tracemalloc.start()
    with pytest.raises(Refused, match=why):
        read_badge_file(tmp_path / name)
    assert tracemalloc.get_traced_memory()[1] < 25_000_000
    tracemalloc.stop()


def test_only_a_plain_file_is_read(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path, tmp_path / "nul\0.json"):
        with pytest.raises(Refused, match="cannot be read"):
            read_badge_file(path)


def test_every_ending_leads_to_its_reader(tmp_path: Path) -> None:
    raws = {".json": THIRD.encode(), ".jsonld": THIRD.encode(), ".png": png(THIRD), ".svg": svg(THIRD)}
    for ending, raw in raws.items():
        file = tmp_path / f"b{ending.upper()}"
        file.write_bytes(raw)
        assert values(read_proof(file, LIBRARY, "Jordan Avery", TODAY))["hours"] == "6.5"
    assert set(ENDINGS) == {".pdf", *raws}


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = ("name", "description", "identifier", "result", "activityEndDate", "creditsEarned", "achievement", "narrative")


@settings(max_examples=tries(150), deadline=None)
@given(
    subject=st.dictionaries(st.sampled_from(KEYS), JSON),
    whole=st.dictionaries(st.sampled_from(("issuer", "awardedDate", "validFrom", "validUntil", "vc")), JSON),
)
def test_whatever_stands_under_a_key_a_badge_is_read_or_refused(subject: dict[str, Any], whole: dict[str, Any]) -> None:
    try:
        found = read(third(subject=subject, **whole))
    except Refused:
        return
    for one in found.found.values():
        assert one.value.isprintable()
        assert one.place.isprintable()
    for words in found.doubts.values():
        assert all(one.isprintable() for one in words)


@settings(max_examples=tries(150), deadline=None)
@given(at=st.integers(0, len(png(THIRD)) - 1), byte=st.integers(0, 255), cut=st.booleans())
def test_a_picture_with_one_wrong_byte_is_read_as_it_was_or_refused(at: int, byte: int, cut: bool) -> None:
    raw = png(THIRD)
    raw = raw[:at] if cut else raw[:at] + bytes((byte,)) + raw[at + 1 :]
    with suppress(NoBadge):
        assert badge_in(raw) == third()
