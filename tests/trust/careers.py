"""What a random person does for each program: near to fulfilling it, on one side of an edge or the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from entries import ALABAMA, COSN, Diary
from independent import al_cto, td_ceu
from independent.days import DAY, fiscal_span, years_after

Credential = dict[str, Any]


@dataclass(frozen=True)
class Career:
    """How often a program is chosen, and how a person lives with it; the days that are worth asking about."""

    weight: int
    live: Callable[[Diary, Credential, date | None], list[date]]


def technology_director(diary: Diary, credential: Credential, began: date | None) -> list[date]:
    """Twelve hours in some fiscal years, or nearly."""
    chance = diary.chance
    focus = chance.choice([2025, 2026, 2026, 2026, 2027])
    settings: dict[str, Any] = {}
    for name, value in (
        ("online-counts", False),
        ("award", "fixed"),
        ("exempt-while-in-academy", True),
        ("academy-earns", True),
        ("external-needs-posting", True),
    ):
        if diary.rarely(0.04):
            settings[name] = value
    if settings:
        credential["settings"] = settings
    for year in {focus, *(y for y in (2025, 2026, 2027) if diary.rarely(0.45))}:
        _year_of_a_director(diary, year, credential.get("id", credential["program"]))
    first, last = fiscal_span(focus)
    days = [last, last, last + DAY, first, diary.day(first, last), diary.day(first, last), diary.near(last)]
    return [*days, last + timedelta(days=chance.choice([40, 200, 366]))]


def _year_of_a_director(diary: Diary, year: int, credential: str) -> None:
    chance = diary.chance
    first, last = fiscal_span(year)
    alet = chance.choice([Fraction(12), Fraction(6), Fraction(8), Fraction(9), Fraction(chance.randint(0, 14))])
    conferences = [name for name in sorted(td_ceu.ALET) if name not in td_ceu.ONCE_EVER]
    for hours in diary.shares(diary.off_by_a_little(alet), chance.choice([1, 1, 2, 3])) if alet else []:
        if diary.rarely(0.25):
            _course(diary, diary.inside(first, last), hours)
        else:
            diary.log(diary.inside(first, last), hours, strands=diary.strands(), offering=chance.choice(conferences))
    rows = chance.sample(sorted(td_ceu.LIST_OF_FY26), chance.choice([0, 1, 2, 2, 3, 4]))
    for offering in rows:
        row = td_ceu.LIST_OF_FY26[offering]
        for _ in range(chance.choice([1, 1, 1, 2, 3])):
            hours = diary.off_by_a_little(Fraction(chance.choice([row.most, row.most, 1, 2, 4, 6, 8])))
            day = diary.inside(row.first or first, row.last or last) if diary.rarely(0.9) else diary.inside(first, last)
            if year != td_ceu.LISTED_YEAR:
                day = diary.inside(first, last)
            entry = diary.log(day, hours, strands=diary.strands(), offering=offering)
            if diary.rarely(0.1):
                entry["posted"] = day + timedelta(days=10)
    if diary.rarely(0.1):
        entry = diary.log(diary.inside(first, last), Fraction(6), strands=diary.strands(), title="Vendor day")
        days = sorted(chance.sample(range(-60, 60), 3))
        granted = [["submitted", "approved"], ["refused", "approved"], ["approved", "refused"]]
        words = chance.choice([[], [], ["submitted"], *granted])
        if words:
            entry["record"] = [
                {"credential": credential, "state": word, "on": entry["date"] + timedelta(days=day)}
                for word, day in zip(words, days, strict=False)
            ]
    if diary.rarely(0.05):
        diary.log(diary.inside(first, last), Fraction(3), strands=["al-cto/it"], offering="alet-academy/it")


def _course(diary: Diary, day: date, hours: Fraction) -> None:
    """A course that is credited once, ever; perhaps taken again, on the same day or in another year."""
    chance = diary.chance
    offering = chance.choice(["alet/talent", "alet/talent", "alet/schoology"])
    name = chance.choice(["Phishing", "Backups", "phishing ", "E-Rate"])
    by_title = diary.rarely(0.3)
    key = "title" if by_title else "course"
    entry = diary.log(day, hours, strands=diary.strands(), offering=offering, **{key: name})
    if diary.rarely(0.4):
        again = chance.choice([day, day, day + timedelta(days=366), day - timedelta(days=366), day + DAY])
        diary.log(again, diary.off_by_a_little(hours), strands=entry["strands"], offering=offering, **{key: name})


def certified_officer(diary: Diary, credential: Credential, began: date | None) -> list[date]:
    """A cycle of AL-CTO: sixty hours, eight documents and the hand-in, or nearly; renewals of every kind."""
    chance = diary.chance
    first_due, cycles = _first_cycle(diary, credential)
    number = chance.choice([0, 0, 1, 1, 2])
    if credential.get("issued") == date(2020, 2, 29):
        number = chance.choice([0, 1, 2, 3, 3])  # after twelve years there is a 29 February again
    _renew(diary, credential, cycles, number)
    start = cycles[number - 1] + DAY if number else credential.get("issued") or years_after(first_due, -3) + DAY
    end = cycles[number]
    if diary.rarely(0.07):
        credential["due"] = chance.choice(
            [
                end,
                end + timedelta(days=90),
                end - timedelta(days=200),
                years_after(end, 1),
                diary.near(years_after(end, 1)),
                diary.near(years_after(end, -1)),
                years_after(end, 3),
                cycles[max(0, number - 1)],
                date(2036, 6, 1),
            ]
        )
        end = chance.choice([end, credential["due"]])
    done = _sixty_hours(diary, start, end)
    _documents(diary, credential, start, end, done)
    if diary.rarely(0.06):
        credential["settings"] = chance.choice([{"split": "whole"}, {"due-date": "issue"}, {"first-cycle": "issue"}])
    inside = diary.day(start, max(start, end))
    return [end, end, end + DAY, end - DAY, inside, inside, start, end + timedelta(days=chance.choice([30, 91, 400]))]


def _first_cycle(diary: Diary, credential: Credential) -> tuple[date, list[date]]:
    """A cohort, a date of issue, or both; the due dates of the cycles."""
    chance = diary.chance
    kind = chance.choice(["cohort", "cohort", "both", "issued", "issued", "issued", "leap", "odd"])
    if kind in ("cohort", "both"):
        name = chance.choice(["alpha", "beta", "charlie", "delta", "echo", "echo", "foxtrot"])
        due = al_cto.COHORTS[name]
        spelled = "".join(chance.choice([letter.upper(), letter]) for letter in name)
        credential["cohort"] = chance.choice([name.upper(), spelled, f" {spelled} "])
        if kind == "both":
            credential["issued"] = chance.choice(
                [years_after(due, -3), years_after(due, -2), diary.near(years_after(due, -3)), years_after(due, -4)]
            )
        return due, [years_after(due, 3 * n) for n in range(6)]
    if kind == "odd":
        credential["cohort"] = "GOLF"
    issued = (
        date(chance.choice([2020, 2024]), 2, 29) if kind == "leap" else diary.day(date(2020, 1, 1), date(2025, 6, 1))
    )
    credential["issued"] = issued
    return years_after(issued, 3), [years_after(issued, 3 * n) for n in range(1, 7)]


def _renew(diary: Diary, credential: Credential, cycles: list[date], number: int) -> None:
    """Renewals of the cycles before: in time, late, early, twice, or a slip of a year."""
    chance = diary.chance
    dates: list[date] = []
    for due in cycles[:number]:
        if diary.rarely(0.05):
            continue
        day = chance.choice(
            [
                due - timedelta(days=chance.randint(0, 60)),
                due - timedelta(days=chance.randint(0, 60)),
                due - timedelta(days=chance.randint(0, 60)),
                diary.near(due),
                diary.near(years_after(due, -1)),
                due + timedelta(days=chance.choice([20, 89, 90, 200])),
            ]
        )
        if diary.rarely(0.07):
            day = years_after(day, chance.choice([-1, 1, 1, -2]))
        dates.append(day)
        if diary.rarely(0.12):
            dates.append(day + timedelta(days=chance.choice([0, 5, 30, 88, 100, 400])))
    if diary.rarely(0.03):
        dates.append(diary.near(years_after(cycles[number], -1)))
    if diary.rarely(0.02) and "issued" in credential:
        dates.append(credential["issued"])
    if diary.rarely(0.02):
        credential["renewed"] = "unknown"
    elif dates:
        chance.shuffle(dates)
        credential["renewed"] = dates


def _sixty_hours(diary: Diary, start: date, end: date) -> date:
    """Sixty hours with five in each course, or nearly; the day of the last of them."""
    chance = diary.chance
    days = []
    if diary.rarely(0.15):
        needs: list[tuple[Fraction, list[str]]] = [
            (Fraction(chance.randint(1, 20)), diary.strands()) for _ in range(chance.randint(0, 7))
        ]
    elif diary.rarely(0.3):
        needs = [(Fraction(10), [strand, chance.choice(ALABAMA)]) for strand in ALABAMA]
        needs = [(hours, list(dict.fromkeys(strands))) for hours, strands in needs]
    else:
        needs = [(Fraction(5), [strand]) for strand in ALABAMA] + [(Fraction(30), diary.strands())]
    if needs:
        place = chance.randrange(len(needs))
        needs[place] = (diary.off_by_a_little(needs[place][0]), needs[place][1])
    for hours, strands in needs:
        if diary.rarely(0.02):
            continue
        for part in diary.shares(hours, chance.choice([1, 1, 1, 2])):
            day = diary.inside(start, end) if diary.rarely(0.15) else diary.day(start, end)
            days.append(day)
            diary.log(day, part, strands=strands, offering=chance.choice([None, None, "alet/winter-conference"]))
    return max((day for day in days if day <= end), default=start)


def _documents(diary: Diary, credential: Credential, start: date, end: date, done: date) -> None:
    """The eight documents and the hand-in: in any order, on any day, once or several times, done or waived."""
    chance = diary.chance
    steps: list[dict[str, Any]] = []
    careful = diary.rarely(0.75)
    last = start
    for id in al_cto.DOCUMENTS:
        if diary.rarely(0.01 if careful else 0.1):
            continue
        day = diary.day(start, end) if careful else diary.inside(start, end)
        step: dict[str, Any] = {"id": id, "done": day}
        if diary.rarely(0.05):
            step = chance.choice(
                [
                    {"id": id, "waived": "no district"},
                    {"id": id, "waived": "no district", "done": day},
                    {"id": id, "waived": chance.choice(["", "  "])},
                ]
            )
        steps.append(step)
        last = max(last, step.get("done", start))
        if "done" in step and diary.rarely(0.015):
            step["refused"] = step["done"] + timedelta(days=chance.choice([0, 1, 30]))
            if diary.rarely(0.7):
                again = step["refused"] + timedelta(days=chance.choice([0, 1, 20]))
                steps.append({"id": id, "done": again})
                last = max(last, again)
    ready = max(done, last)
    hand_in = chance.choice(
        [ready, ready, ready, ready, ready + DAY, end, end, end + DAY, ready - DAY, diary.inside(start, end)]
    )
    for day in [hand_in, *([diary.inside(start, end)] if diary.rarely(0.15) else [])]:
        if not diary.rarely(0.04):
            steps.append({"id": "submitted", "done": day})
            if diary.rarely(0.03):
                steps[-1]["refused"] = day + timedelta(days=chance.choice([0, 10]))
                if diary.rarely(0.5):
                    steps.append({"id": "submitted", "done": day + timedelta(days=chance.choice([10, 11]))})
    if diary.rarely(0.15):
        # Something that comes after the hand-in, and that it need not hold.
        diary.log(hand_in + timedelta(days=chance.choice([1, 10])), Fraction(1), strands=diary.strands())
    if diary.rarely(0.03):
        steps.append({"id": "submitted", "waived": "no need"})
    chance.shuffle(steps)
    credential["step"] = steps


def academy_member(diary: Diary, credential: Credential, began: date | None) -> list[date]:
    """Seven sessions and the completion, or nearly."""
    chance = diary.chance
    start = began or date(2025, 1, 6)
    months = 24
    if diary.rarely(0.06):
        credential["settings"] = {"months": "36-months"}
        months = 36
    end = years_after(start, months // 12)
    names = ["roles", "planning", "data", "teaching", "it", "ethics-policies", "law"]
    for name in names:
        if diary.rarely(0.1):
            continue
        offering = chance.choice([f"alet-academy/{name}"] * 12 + ["alet-academy/law", "alet/cto-academy"])
        strand = "al-cto/law-ethics" if name in ("law", "ethics-policies") else f"al-cto/{name}"
        hours = Fraction(6) if name == "law" else Fraction(8)
        diary.log(diary.inside(start, end), diary.off_by_a_little(hours), strands=[strand], offering=offering)
    steps = []
    if diary.rarely(0.7):
        steps.append(
            {
                "id": "completed",
                "done": chance.choice(
                    [
                        end,
                        end + DAY,
                        diary.day(start, end),
                        diary.near(end),
                        diary.near(date(2022, 6, 1)),
                        date(2019, 5, 1),
                    ]
                ),
            }
        )
    if diary.rarely(0.04):
        steps.append({"id": "completed", "waived": "graduated elsewhere"})
    if steps:
        credential["step"] = steps
    if diary.rarely(0.05):
        credential.setdefault("settings", {})["older-program"] = True
    if diary.rarely(0.03):
        credential.setdefault("settings", {})["second-post"] = "present-post"
    if diary.rarely(0.06) and began is not None:
        credential["due"] = chance.choice(
            [end + timedelta(days=100), diary.near(years_after(end, 1)), date(2036, 6, 1)]
        )
    return [end, end, end + DAY, diary.day(start, end), diary.day(start, end), start, end + timedelta(days=200)]


def cosn_certificant(diary: Diary, credential: Credential, began: date | None) -> list[date]:
    """Sixty hours under six caps, or nearly; perhaps the examination."""
    chance = diary.chance
    issued = chance.choice([date(2020, 2, 29), diary.day(date(2020, 1, 1), date(2025, 6, 1))])
    credential["issued"] = issued
    cycles = [years_after(issued, 3 * n) for n in range(1, 7)]
    number = chance.choice([0, 0, 1])
    _renew(diary, credential, cycles, number)
    start, end = (cycles[number - 1] + DAY if number else issued), cycles[number]
    issued_due = cycles[0]
    goal = chance.choice([Fraction(60), Fraction(60), Fraction(chance.randint(5, 80))])
    plain = goal
    kinds = ["certification", "project", "publication", "instruction", "volunteering", "membership"]
    for kind in chance.sample(kinds, chance.choice([0, 1, 2, 3, 6])):
        for _ in range(chance.choice([1, 1, 2, 4])):
            hours = Fraction(chance.choice([1, 2, 3, 4, 5, 10, 25]))
            more: dict[str, Any] = {"strands": chance.sample(COSN, 1), "category": [f"cosn-cetl/{kind}"]}
            if kind in ("instruction", "membership"):
                more["course"] = chance.choice(["CoSN", "ISTE", "Data walls", "data  walls"])
            if diary.rarely(0.08):
                more["category"].append(f"cosn-cetl/{chance.choice(kinds)}")
            if kind in ("certification", "project", "publication", "membership") and diary.rarely(0.15):
                more["units"] = {"membership-year" if kind == "membership" else kind: 1}
                hours = Fraction(0)
            diary.log(diary.inside(start, end) if diary.rarely(0.3) else diary.day(start, end), hours, **more)
            plain -= min(hours, Fraction(4)) * chance.choice([1, 1, 0])
    if plain > 1:
        for hours in diary.shares(diary.off_by_a_little(plain), chance.choice([1, 2, 3])):
            diary.log(diary.inside(start, end), hours, strands=chance.sample(COSN, 1))
    if diary.rarely(0.06):
        # Renewed in time, passed again at once, and a second date in the first days of the next cycle.
        credential["renewed"] = [
            issued_due - timedelta(days=60),
            issued_due + timedelta(days=chance.choice([80, 89, 90])),
        ]
        credential["step"] = [{"id": "examination", "done": issued_due + timedelta(days=40)}]
    elif diary.rarely(0.15):
        credential["step"] = [{"id": "examination", "done": diary.inside(start, end)}]
        if diary.rarely(0.2):
            credential["step"] = [{"id": "examination", "waived": "passed elsewhere"}]
    return [end, end, end + DAY, diary.day(start, end), diary.day(start, end), start, end + timedelta(days=200)]


def california_officer(diary: Diary, credential: Credential, began: date | None) -> list[date]:
    """CEUs of which nobody knows the number, unless it is set; and the documentation."""
    chance = diary.chance
    issued = diary.day(date(2020, 1, 1), date(2025, 6, 1))
    if not diary.rarely(0.04):
        credential["issued"] = issued
    cycles = [years_after(issued, 3 * n) for n in range(1, 7)]
    number = chance.choice([0, 0, 1])
    _renew(diary, credential, cycles, number)
    start, end = (cycles[number - 1] + DAY if number else issued), cycles[number]
    asked = chance.choice([2, 3, Fraction(3001, 1000), Fraction(5, 2), 0, -1, None])
    worth = chance.choice([10, 10, Fraction(25, 2), 0, None])
    settings: dict[str, Any] = {}
    if asked is not None:
        settings["ceus"] = asked
        if diary.rarely(0.15):
            settings["ceus"] = {f"{start.year}-{end.year}": asked}
    if worth is not None:
        settings["hours-in-a-ceu"] = worth
    if settings:
        credential["settings"] = settings
    goal = Fraction(asked or 2) if (asked or 2) > 0 else Fraction(2)
    days = [start]
    for part in range(chance.choice([0, 1, 2, 2])):
        day = diary.inside(start, end)
        days.append(day)
        if diary.rarely(0.5):
            units = goal if part == 0 and (goal * 100).denominator == 1 else Fraction(1)
            diary.log(day, Fraction(0), units={"ceu": units})
        else:
            diary.log(
                day,
                diary.off_by_a_little(Fraction(int(goal * 10))),
                strands=["al-cto/it"] if diary.rarely(0.2) else None,
            )
    if diary.rarely(0.85):
        last = max((day for day in days if day <= end), default=start)
        credential["step"] = [
            {"id": "documentation", "done": chance.choice([last, end, end + DAY, last + DAY, diary.inside(start, end)])}
        ]
    if diary.rarely(0.03):
        credential.setdefault("step", []).append({"id": "documentation", "waived": "no need"})
    return [end, end, end + DAY, diary.day(start, end), diary.day(start, end), start, end + timedelta(days=200)]


def candidate(diary: Diary, credential: Credential, began: date | None) -> list[date]:
    """A mentor program: its stages on any days, decided once, twice, or not at all."""
    chance = diary.chance
    start = date(2025, 9, 1)
    steps = []
    for place, id in enumerate(["applied", "accepted", "in-program", "assignments", "mentor-assessment", "completed"]):
        if diary.rarely(0.8):
            steps.append({"id": id, "done": start + timedelta(days=80 * place)})
    decided = diary.day(date(2026, 6, 1), date(2027, 6, 1))
    for id in chance.choice(
        [
            [],
            ["certified"],
            ["certified"],
            ["completed-without-certification"],
            ["completed-without-certification", "certified"],
            ["certified", "completed-without-certification", "certified"],
            ["certified", "completed-without-certification"],
        ]
    ):
        steps.append({"id": id, "done": decided})
        decided += timedelta(days=chance.choice([0, 1, 200]))
    if diary.rarely(0.04):
        steps.append({"id": "certified", "waived": "known to all"})
    chance.shuffle(steps)
    credential["step"] = steps
    if credential["program"] == "fcmat-cbo":
        for number in range(chance.choice([0, 11, 12])):
            diary.log(start + timedelta(days=30 * number), Fraction(14), source="fcmat")
    return [decided, decided, decided - DAY, decided + DAY, date(2026, 1, 1), date(2028, 6, 1)]


CAREERS: Mapping[str, Career] = {
    "al-td-ceu": Career(9, technology_director),
    "al-cto": Career(10, certified_officer),
    "al-cto-academy": Career(3, academy_member),
    "cosn-cetl": Career(4, cosn_certificant),
    "cetpa-ccto": Career(4, california_officer),
    "cetpa-cto-mentor": Career(1, candidate),
    "fcmat-cbo": Career(1, candidate),
}
