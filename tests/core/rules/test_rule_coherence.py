"""A rule set whose parts do not fit one another, or that says what would be ignored, is refused where it says so."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

import alcto_core.evaluation
from alcto_core.problems import Problem, RuleFileError
from alcto_core.rules.coherence.rule_set import REASONS
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.vocabulary import RuleSet
from alcto_core.rules.windows import years_between

HEAD = """\
kind = "rule-set"
schema = 1
id = "xy-pd"
title = "Professional development"
short = "XY-PD"
authority = "State department"
checked = 2026-11-22
"""
DOCUMENT = """
[documents.page]
title = "Training page"
read = 2026-11-22
"""
FRAMEWORK = 'framework = "xy"\n'


def window(kind: str, *lines: str, id: str = "main") -> str:
    return f'\n[[window]]\nid = "{id}"\nkind = "{kind}"\ncite = "page"\n' + "".join(f"{line}\n" for line in lines)


def rule(id: str, *lines: str) -> str:
    return f'\n[[rule]]\nid = "{id}"\ntitle = "T"\ntext = "T."\n' + "".join(f"{line}\n" for line in lines)


def least(amount: str) -> str:
    return f'at_least = [{{ from = 2020-07-01, {amount}, cite = "page" }}]'


def most(amount: str) -> str:
    return f'at_most = [{{ from = 2020-07-01, {amount}, cite = "page" }}]'


def missed(made_up: str, id: str = "yearly", amount: str = "hours = 10") -> str:
    return least(f'{amount}, per_missed = {{ rule = "{id}"{made_up}, cite = "page" }}')


def table(name: str, *lines: str) -> str:
    return f"\n[[{name}]]\n" + "".join(f"{line}\n" for line in lines) + 'cite = "page"\n'


YEAR = window("fiscal-year", 'begins = "07-01"', "first = 2020-07-01")
CYCLE = window("cycle", "years = 3")
PART = window("cycle", "years = 1", 'part_of = "main"', id="part")
TOTAL = rule("total", least("hours = 10"))
YEARLY = rule("yearly", 'within = "part"', "advisory = true", least("hours = 2"))
ONLINE = 'select = { format = "online" }'
STRAND = 'select = { strand = "xy/it" }'
GRACE = 'grace = { months = 6, stage = "on probation", cite = "page" }'
SUBMIT = 'submit = { days = 30, cite = "page" }'
COHORT = 'cohort = [{ name = "A", due = 2024-06-01, cite = "page" }]'
PAUSE = 'pause = [{ from = 2021-01-01, until = 2021-06-30, cite = "page" }]'
OLD = window("fiscal-year", 'begins = "07-01"', "years = 2", "first = 2012-07-01", "last = 2014-07-01", id="old")
NEW = window("fiscal-year", 'begins = "07-01"', "first = 2016-07-01", id="new")
CARRY = table("carry", 'text = "Carried."', "most = 3")
EXAM = table("step", 'id = "exam"', 'title = "Exam"', 'text = "Exam."')
TEXT = table("setting", 'id = "office"', 'title = "Office"', 'text = "Which."', 'type = "text"')


def any_of(id: str, options: str) -> str:
    return table("any_of", f'id = "{id}"', 'title = "W"', 'text = "W."', f"options = {options}")


def exempt(when: str) -> str:
    return table("exempt", 'text = "Nothing is owed."', f"when = {{ {when} }}")


def setting(type: str) -> str:
    return TEXT.replace('"text"', f'"{type}"', 1)


Wrong = tuple[str, str, str, str]
"""A body, the key that is wrong, a piece of its line, and what is said."""

HAND_IN = EXAM.replace('text = "Exam."', 'text = "Exam."\nsubmission = true\nholds = "everything"')
GRADUATION = table("stage", 'id = "done"', 'title = "Done"', 'text = "Done."')
SWITCH = table("switch", 'id = "older"', "default = false", "other = true", 'text = "T."', 'other_text = "O."')


def stage(*lines: str) -> str:
    return GRADUATION.replace('text = "Done."', "\n".join(('text = "Done."', *lines)))


WINDOWS: dict[str, Wrong] = {
    "windows of years without a first one": (
        window("fiscal-year", 'begins = "07-01"', "years = 2"), "window[0].years", "years = 2", "in which years",
    ),
    "a first day on which no year begins": (
        YEAR.replace("first = 2020-07-01", "first = 2020-10-01"), "window[0].first", "first =",
        "not the day on which the years begin (07-01)",
    ),
    "a calendar year that begins in July": (
        window("calendar-year", "first = 2020-07-01"), "window[0].first", "first =", "years begin (01-01)",
    ),
    "a week for a day": (
        YEAR.replace("07-01", "W07-1", 1), "window[0].begins", "begins =", "not a day of every year",
    ),
    "a calendar year with a day": (
        window("calendar-year", 'begins = "07-01"'), "window[0].begins", "begins =", "no effect in a window",
    ),
    "a cycle with a first day": (
        window("cycle", "years = 3", "first = 2020-07-01"), "window[0].first", "first =", "no effect in a window",
    ),
    "a length in years for months": (
        window("rolling", "months = 36", "years = 3"), "window[0].years", "years =", "no effect in a window",
    ),
    "a second length without its switch": (
        window("months-from", "months = 24", "other_months = 36", 'fact = "person.role_began"'), "window[0]",
        '[[window]]', "needs both",
    ),
    "a last day that is no day": (
        window("cycle", "years = 3", 'ends = "02-30"'), "window[0].ends", "ends =", "no last day of a cycle",
    ),
    "a last day with a month that nobody tells": (
        window("cycle", "years = 3", 'ends = "month"'), "window[0].ends", "ends =", "which month?",
    ),
    "a month without a last day": (
        window("cycle", "years = 3", 'month = "office"') + setting("number"), "window[0].month", "month =",
        "the month has no effect",
    ),
    "a month that is text": (
        window("cycle", "years = 3", 'ends = "month"', 'month = "office"') + TEXT, "window[0].month", "month =",
        "a number is needed here",
    ),
    "a month of no setting": (
        window("cycle", "years = 3", 'ends = "month"', 'month = "birth"'), "window[0].month", "month =",
        "setting of this rule set",
    ),
    "a first cycle that cannot be another length": (
        window("cycle", "years = 3", 'ends = "eve"', 'first_cycle = "longer"'), "window[0].first_cycle",
        "first_cycle =", "neither shorter nor longer",
    ),
    "years that are like a number and follow from the day of issue": (
        window("cycle", "years = 3", 'year_like = "office"') + setting("number"), "window[0].year_like",
        "year_like =", "follow from the day of issue already",
    ),
    "years that are like a text": (
        window("cycle", "years = 3", 'ends = "12-31"', 'year_like = "office"') + TEXT, "window[0].year_like",
        "year_like =", "a number is needed here",
    ),
    "a last day of a year": (
        window("calendar-year", 'ends = "12-31"'), "window[0].ends", "ends =", "no effect in a window",
    ),
    "a last day of a part": (
        CYCLE + PART.replace("years = 1", 'years = 1\nends = "eve"'), "window[1].ends", "ends =",
        "no effect in a part",
    ),
    "a switch for a beginning without cohorts": (
        window("cycle", "years = 3", 'start_switch = "older"')
        + SWITCH.replace("false", '"due"').replace("true", '"issue"'), "window[0].start_switch", "start_switch =",
        "without cohorts",
    ),
    "a switch for a beginning with other answers": (
        window("cycle", "years = 3", 'start_switch = "older"', COHORT) + SWITCH, "window[0].start_switch",
        "start_switch =", "other answers",
    ),
    "an older length without a last window": (
        OLD.replace("last = 2014-07-01\n", "") + NEW, "window[0]", "[[window]]", "goes on after “new” has begun",
    ),
    "a newer length without a first window": (
        OLD + NEW.replace("first = 2016-07-01\n", ""), "window[1]", 'id = "new"', "takes the place of “old”",
    ),
    "a newer length before the older one": (
        NEW.replace("first = 2016-07-01", "first = 2016-07-01\nlast = 2020-07-01") + OLD, "window[1].first",
        "first = 2012", "“old” begins before “new”",
    ),
    "lengths that overlap": (
        OLD.replace("last = 2014", "last = 2016") + NEW, "window[0].last", "last =",
        "ends on 30 Jun 2018, and “new” begins on 1 Jul 2016",
    ),
    "lengths that overlap by a year": (
        OLD + NEW.replace("2016", "2015"), "window[0].last", "last =", "ends on 30 Jun 2016",
    ),
    "lengths with a gap": (
        OLD + NEW.replace("2016", "2018"), "window[0].last", "last =", "no window is open from 1 Jul 2016",
    ),
    "years with a gap": (
        YEAR.replace("first = 2020-07-01", "first = 2012-07-01\nlast = 2014-12-31")
        + window("calendar-year", "first = 2016-01-01", id="new"), "window[0].last", "last =",
        "no window is open from 1 Jul 2015",
    ),
    "grace after no end": (window("open", GRACE), "window[0].grace", "grace =", "of the kind open"),
    "handing in after no end": (window("open", SUBMIT), "window[0].submit", "submit =", "no effect in a window"),
    "grace in a window that moves": (
        window("rolling", "months = 12", GRACE), "window[0].grace", "grace =", "no effect in a window",
    ),
    "grace after a part": (
        CYCLE + PART + f"{GRACE}\n", "window[1].grace", "grace =", "no effect in a part of a window",
    ),
    "handing in after a part": (
        CYCLE + PART + f"{SUBMIT}\n", "window[1].submit", "submit =", "no effect in a part of a window",
    ),
    "a pause of a fiscal year": (YEAR + f"{PAUSE}\n", "window[0].pause", "pause =", "kind fiscal-year"),
    "a pause of a part": (CYCLE + PART + f"{PAUSE}\n", "window[1].pause", "pause =", "in a part of a window"),
    "pauses that overlap": (
        CYCLE + 'pause = [\n{ from = 2021-01-01, until = 2021-06-30, cite = "page" },\n'
        '{ from = 2021-06-30, until = 2021-12-31, cite = "page" },\n]\n',
        "window[0].pause[1].from", "from = 2021-06-30", "still already from 1 Jan 2021 to 30 Jun 2021",
    ),
    "a part of a window without ends": (
        window("open") + PART, "window[1].part_of", "part_of =", "such a window has no parts",
    ),
    "a part of a window that moves": (
        window("rolling", "months = 36") + PART, "window[1].part_of", "part_of =", "such a window has no parts",
    ),
}  # fmt: skip

RULES: dict[str, Wrong] = {
    "two totals": (YEAR + TOTAL + rule("all", least("hours = 12")), "rule[1]", 'id = "all"', "a window has one total"),
    "a total after the recommended one": (
        YEAR + rule("best", "advisory = true", least("hours = 20")) + TOTAL, "rule[1]", 'id = "total"',
        "asks for hours of every kind already",
    ),
    "a make-up of nothing": (
        CYCLE + PART + rule("total", missed("")) + YEARLY, "rule[0].at_least[0].per_missed", "per_missed",
        "how much is added",
    ),
    "a make-up in both measures": (
        CYCLE + PART + rule("total", missed(", hours = 8, entries = 1")) + YEARLY,
        "rule[0].at_least[0].per_missed.entries", "per_missed", "not in the measure of the amount",
    ),
    "a make-up in hours of entries": (
        CYCLE + PART + rule("events", 'measure = "entries"', missed(", hours = 1", amount="entries = 3")) + YEARLY,
        "rule[0].at_least[0].per_missed.hours", "per_missed", "which is in entries",
    ),
    "a make-up in a most": (
        CYCLE + PART + YEARLY + rule("online", ONLINE, missed(", hours = 8").replace("at_least", "at_most")),
        "rule[1].at_most[0].per_missed", "at_most", "per_missed belongs to at_least",
    ),
    "a make-up for the whole window": (
        CYCLE + rule("total", missed(", hours = 8", "online")) + rule("online", ONLINE, least("hours = 1")),
        "rule[0].at_least[0].per_missed.rule", "per_missed", "no part is ever missed",
    ),
    "a make-up for a most": (
        CYCLE + PART + rule("total", missed(", hours = 8")) + rule("yearly", 'within = "part"', most("hours = 5")),
        "rule[0].at_least[0].per_missed.rule", "per_missed", "no part is ever missed",
    ),
    "a text for a number": (
        YEAR + rule("total", least('setting = "office"')) + TEXT, "rule[0].at_least[0].setting", "at_least",
        "setting of the type text",
    ),
    "a text for the worth of a unit": (
        YEAR + TOTAL + '\n[convert]\nunit = [{ unit = "ceu", setting = "office", cite = "page" }]\n' + TEXT,
        "convert.unit[0].setting", "unit =", "setting of the type text",
    ),
    "a share of a part": (
        CYCLE + PART + TOTAL + rule("online", 'within = "part"', ONLINE, most("percent = 50")),
        "rule[1].at_most[0].percent", "at_most", "a percentage is of the whole window",
    ),
    "hours of what is needed": (
        YEAR + TOTAL + rule("online", ONLINE, most('hours = 5, of = "needed"')), "rule[1].at_most[0].of", "at_most",
        "what a percentage is of",
    ),
    "a share of no total": (
        YEAR + rule("online", ONLINE, most('percent = 50, of = "needed"')), "rule[0].at_most[0].of", "at_most",
        "nothing says what is needed",
    ),
    "entries that are spent": (
        YEAR + rule("events", "spends = true", 'measure = "entries"', least("entries = 2")), "rule[0].spends",
        "spends", "only hours are spent",
    ),
    "several entries that were earned on a day": (
        YEAR + TOTAL + rule("online", ONLINE, 'judged = "earned"', most("hours = 5")), "rule[1].judged", "judged",
        "no one day",
    ),
    "a strand without a framework": (
        YEAR + rule("it", STRAND, least("hours = 2")), "rule[0].select.strand", "select", "has no framework",
    ),
    "some strands of each": (
        FRAMEWORK + YEAR + rule("it", STRAND, 'each = "strand"', least("hours = 2")), "rule[0].select.strand",
        "select", "asked of all of them",
    ),
    "a way that is only a most": (
        YEAR + TOTAL + EXAM + rule("online", ONLINE, most("hours = 5")) + any_of("way", '[["online"], ["exam"]]'),
        "any_of[0].options[0][0]", "options", "never met",
    ),
    "a way that is advice": (
        YEAR + EXAM + rule("online", ONLINE, "advisory = true", least("hours = 5"))
        + any_of("way", '[["exam"], ["online"]]'), "any_of[0].options[1][0]", "options", "no way to an end",
    ),
    "one step on the way to two ends": (
        YEAR + TOTAL + EXAM + any_of("one", '[["total"], ["exam"]]') + any_of("two", '[["exam"]]'),
        "any_of[1].options[0][0]", 'options = [["exam"]]', "“exam” belongs to “one” already",
    ),
}  # fmt: skip

COUNTS: dict[str, Wrong] = {
    f"a strand in {name}": (FRAMEWORK + YEAR + TOTAL + part, f"{key}.strand", "select = ", "would be ignored")
    for name, part, key in (
        ("excluded", table("counts.excluded", 'id = "it"', 'text = "No."', STRAND), "counts.excluded[0].select"),
        ("only", table("counts.only", 'id = "it"', 'text = "No."', STRAND), "counts.only[0].select"),
        ("least_size", table("counts.least_size", 'id = "it"', 'text = "No."', "hours = 1", STRAND),
         "counts.least_size[0].select"),
        ("repeat", table("counts.repeat", 'id = "it"', 'text = "No."', STRAND), "counts.repeat[0].select"),
        ("multiply", table("convert.multiply", "by = 2", 'text = "Twice."', STRAND), "convert.multiply[0].select"),
        ("carry", CARRY + f"{STRAND}\n", "carry[0].select"),
    )
} | {
    "the same carry-over twice": (
        YEAR + TOTAL + CARRY + CARRY.replace("3", "5"), "carry[1]", "[[carry]]", "takes the very same hours",
    ),
    "a carry-over that lasts for no window": (
        YEAR + TOTAL + CARRY + "lasts = 0\n", "carry[0].lasts", "lasts", "out of range",
    ),
    "nine carry-overs": (
        YEAR + TOTAL + "".join(CARRY + f"months = [{month}]\n" for month in range(1, 10)), "carry[8]", "[[carry]]",
        "8 at most",
    ),
    "a request for a list that nobody asks for": (
        YEAR + TOTAL + '[counts]\nrequest = { source = "outside", text = "Ask.", cite = "page" }\n',
        "counts.request.source", "request", "no list of “outside”",
    ),
    "a carry-over without a total": (
        YEAR + rule("online", ONLINE, least("hours = 2")) + CARRY, "carry[0]", "[[carry]]", "nothing is ever left over",
    ),
    "a carry-over of each strand": (
        FRAMEWORK + YEAR + rule("strand", 'each = "strand"', least("hours = 2")) + CARRY, "carry[0]", "[[carry]]",
        "nothing is ever left over",
    ),
    "a carry-over from a window that moves": (
        window("rolling", "months = 12") + TOTAL + CARRY, "carry[0]", "[[carry]]", "no window follows",
    ),
    "a carry-over of no months": (
        YEAR + TOTAL + CARRY + "last_months = 0\n", "carry[0].last_months", "last_months", "out of range",
    ),
    "a program that excludes itself": (
        'exclusive_with = ["xy-pd"]\nexclusive_cite = "page"\n' + YEAR + TOTAL, "exclusive_with[0]", "exclusive_with",
        "with itself",
    ),
    "a fact on any day": (
        YEAR + TOTAL + exempt('fact = "person.role_began"'), "exempt[0].when.fact", "when", "which days",
    ),
    "a number of any size": (
        YEAR + TOTAL + exempt('setting = "office"') + setting("number"), "exempt[0].when.setting", "when", "how large",
    ),
    "a text of some size": (
        YEAR + TOTAL + exempt('setting = "office", least = 3') + TEXT, "exempt[0].when.setting", "when",
        "setting of the type text",
    ),
    "yes or no of some size": (
        YEAR + TOTAL + exempt('setting = "office", least = 1') + setting("bool"), "exempt[0].when.least", "when",
        "is true or false, and has no least",
    ),
    "yes or no that is a word": (
        YEAR + TOTAL + exempt('setting = "office", value = "yes"') + setting("bool"), "exempt[0].when.value", "when",
        "is true or false, never",
    ),
    "yes or no beside a switch": (
        YEAR + TOTAL + exempt('setting = "office", switch = "older", value = false') + setting("bool") + SWITCH,
        "exempt[0].when.setting", "when", "both",
    ),
    "the value of nothing": (
        YEAR + TOTAL + exempt('setting = "office", least = 2, value = false') + setting("number"),
        "exempt[0].when.value", "when", "the value of what",
    ),
    "a rule that ends before it begins": (
        YEAR + rule("total", "until = 2020-06-30", least("hours = 10")), "rule[0].until", "until", "before it begins",
    ),
    "no day between two days": (
        YEAR + TOTAL + exempt('fact = "person.role_began", after = 2025-01-01, until = 2025-01-01'),
        "exempt[0].when.until", "when", "no day lies after 2025-01-01",
    ),
}  # fmt: skip

MONTHS = window("months-from", "months = 24", 'fact = "person.role_began"')


def step(*lines: str) -> str:
    return table("step", 'id = "one"', 'title = "One"', 'text = "One."', *lines)


def deadline(amounts: str, more: str = "") -> str:
    return f'deadline = [{{ from = 2020-01-01, {amounts}, text = "The last one", cite = "page" }}{more}]'


ADVICE = "advisory = true"
STEPS: dict[str, Wrong] = {
    "a list of afterwards that holds back": (
        YEAR + TOTAL + step("afterwards = true"), "step[0].afterwards", "afterwards", "can only be advice",
    ),
    "an early step that holds back": (MONTHS + TOTAL + step("early = true"), "step[0].early", "early", "be advice"),
    "a step that an entry shows and that holds back": (
        YEAR + TOTAL + step("implied = true"), "step[0].implied", "implied", "can only be advice",
    ),
    "a month by which something must be done": (
        MONTHS + TOTAL + step(deadline("month = 7")), "step[0].deadline", "deadline", "can only be advice",
    ),
    "a list after a cycle": (
        CYCLE + TOTAL + step("afterwards = true", ADVICE), "step[0].afterwards", "afterwards", "comes afterwards",
    ),
    "a list of afterwards that is handed in": (
        YEAR + TOTAL + step("afterwards = true", "submission = true", ADVICE), "step[0].submission", "submission",
        "no use for",
    ),
    "an early step of each year": (YEAR + TOTAL + step("early = true", ADVICE), "step[0].early", "early", "serve them"),
    "a month of a window that moves": (
        window("rolling", "months = 12") + TOTAL + step(deadline("month = 7"), ADVICE), "step[0].deadline", "deadline",
        "nothing is due",
    ),
    "a thirteenth month": (
        MONTHS + TOTAL + step(deadline("month = 13"), ADVICE), "step[0].deadline[0].month", "month", "out of range",
    ),
    "an end in no month": (
        MONTHS + TOTAL + step(deadline("month = 7, ends = 0"), ADVICE), "step[0].deadline[0].ends", "ends", "is out of",
    ),
    "two months from the same day": (
        MONTHS + TOTAL
        + step(deadline("month = 7", ', { from = 2020-01-01, month = 8, text = "L", cite = "page" }'), ADVICE),
        "step[0].deadline[1].from", "from", "two of them begin",
    ),
}  # fmt: skip

UNIVERSITY = '{ select = { category = "a" }, in_hour = 50, text = "T.", cite = "page" }'


def minutes_of(*lines: str) -> str:
    return YEAR + TOTAL + f"\n[convert]\nminutes_of = [{', '.join(lines)}]\n"


def extended(months: str, *more: str) -> str:
    extension = f'extension = {{ step = "granted", {months}, cite = "page" }}'
    granted = table("step", 'id = "granted"', 'title = "G"', 'text = "G."', "advisory = true")
    return window("cycle", "years = 3", extension, *more) + TOTAL + granted


CREDIT = table("unit", 'id = "credit"', 'label = "credit"')
SHRINKS = 'prorate_most = "month"'
INSIDE: dict[str, Wrong] = {
    "an hour of sixty-one minutes": (
        minutes_of(UNIVERSITY.replace("50", "61")), "convert.minutes_of[0].in_hour", "minutes_of", "out of range",
    ),
    "an hour as long as all others": (
        minutes_of(UNIVERSITY.replace("50", "60")), "convert.minutes_of[0].in_hour", "minutes_of", "changes nothing",
    ),
    "hours that a line before takes": (
        minutes_of(UNIVERSITY, UNIVERSITY.replace('"a"', '"a/b"')), "convert.minutes_of[1].select", "minutes_of",
        "takes all of these hours already",
    ),
    "minutes of every hour": (
        minutes_of(UNIVERSITY.replace('{ category = "a" }', "{}")), "convert.minutes_of[0].select", "minutes_of",
        "speaks of every hour",
    ),
    "minutes of a strand": (
        FRAMEWORK + minutes_of(UNIVERSITY.replace('category = "a"', 'strand = "xy/it"')),
        "convert.minutes_of[0].select.strand", "minutes_of", "not divided among strands yet",
    ),
    "a grace that asks for more of no total": (
        window("fiscal-year", 'begins = "07-01"', GRACE.replace("cite", "more = 5, cite"))
        + rule("online", ONLINE, least("hours = 3")),
        "window[0].grace.more", "grace", "has no total in hours",
    ),
    "a grace that asks for less": (
        window("fiscal-year", 'begins = "07-01"', GRACE.replace("cite", "more_each_month = -1, cite")) + TOTAL,
        "window[0].grace.more_each_month", "grace", "above 0",
    ),
    "a grace of too many months that each ask for more": (
        TOTAL + window("cycle", "years = 3", GRACE.replace("6", "241").replace("cite", "more_each_month = 1, cite")),
        "window[0].grace.months", "grace", "out of range",
    ),
    "an extension that leaves nothing of the next cycle": (
        extended("months = 36"), "window[0].extension.months", "extension", "nothing would be left",
    ),
    "an extension of no months": (
        extended("months = 0"), "window[0].extension.months", "extension", "out of range",
    ),
    "an extension by a step that nobody has": (
        extended("months = 12").replace('step = "granted"', 'step = "grantd"'), "window[0].extension.step",
        "extension", "no step of this rule set",
    ),
    "an extension that is asked of everybody": (
        extended("months = 12").replace("advisory = true\n", ""), "window[0].extension.step", "extension",
        "asked of everybody",
    ),
    "an extension of a fiscal year": (
        extended("months = 6").replace('kind = "cycle"', 'kind = "fiscal-year"\nbegins = "07-01"').replace(
            "years = 3", "first = 2020-07-01"
        ),
        "window[0].extension", "extension", "no effect in a window",
    ),
    "an extension beside a pause": (
        extended("months = 12", PAUSE), "window[0].extension", "extension", "which of them first",
    ),
    "hours shown in a unit that nobody declares": (
        'shown_in = "credt"\n' + YEAR + TOTAL + CREDIT, "shown_in", "shown_in", "no unit that this rule set declares",
    ),
    "hours shown in a unit that is worth none": (
        'shown_in = "credit"\n' + YEAR + TOTAL + CREDIT, "shown_in", "shown_in", "how many hours one “credit” is",
    ),
    "hours shown in a unit whose worth the person sets": (
        'shown_in = "credit"\n' + YEAR + TOTAL + CREDIT + setting("number")
        + '[convert]\nunit = [{ unit = "credit", setting = "office", cite = "page" }]\n',
        "shown_in", "shown_in", "how many hours one “credit” is",
    ),
    "a most that shrinks and is none": (
        YEAR + rule("total", SHRINKS, least("hours = 10")), "rule[0].prorate_most", "prorate_most", "no most shrinks",
    ),
    "a most of each entry that shrinks": (
        YEAR + TOTAL + rule("each", SHRINKS, 'per = "entry"', most("hours = 3")), "rule[1].prorate_most",
        "prorate_most", "each entry has its most",
    ),
    "a share that shrinks": (
        YEAR + TOTAL + rule("online", ONLINE, SHRINKS, most("percent = 50")), "rule[1].prorate_most", "prorate_most",
        "a share shrinks",
    ),
    "a most that shrinks below its least": (
        YEAR + TOTAL + rule("online", ONLINE, SHRINKS, least("hours = 3"), most("hours = 5")), "rule[1].prorate_most",
        "prorate_most", "could not be met",
    ),
    "a day in the window that is no day": (
        YEAR + TOTAL + exempt('setting = "office", least = 3, in_window = true') + setting("number"),
        "exempt[0].when.in_window", "when", "which day of the records?",
    ),
    "a word in the window": (
        YEAR + TOTAL + table("applies", 'text = "T."', 'when = { fact = "person.role", is = "x", in_window = true }'),
        "applies[0].when.in_window", "when", "which day of the records?",
    ),
    "a day in a window that moves": (
        window("rolling", "months = 12") + TOTAL + exempt('fact = "credential.issued", in_window = true'),
        "exempt[0].when.in_window", "when", "moves with the date asked about",
    ),
    "a day in a window without ends": (
        window("open") + TOTAL + exempt('fact = "credential.issued", in_window = true'), "exempt[0].when.in_window",
        "when", "or has no ends",
    ),
    "the last months of nothing": (
        YEAR + TOTAL + exempt('fact = "credential.issued", after = 2025-01-01, last_months = 6'),
        "exempt[0].when.last_months", "when", "the last months of what?",
    ),
    "the first day of no months": (
        YEAR + TOTAL + exempt('fact = "credential.issued", in_window = true, after_first_day = true'),
        "exempt[0].when.after_first_day", "when", "the first day of which months?",
    ),
    "no last months": (
        YEAR + TOTAL + exempt('fact = "credential.issued", in_window = true, last_months = 0'),
        "exempt[0].when.last_months", "when", "out of range",
    ),
}  # fmt: skip

BESIDES: dict[str, Wrong] = {
    "a step that holds everything and is no hand-in": (
        YEAR + TOTAL + HAND_IN.replace("submission = true\n", ""), "step[0].holds", "holds =", "only a hand-in",
    ),
    "a hand-in that holds everything and can be waived": (
        YEAR + TOTAL + HAND_IN.replace("submission", "waivable = true\nsubmission"), "step[0].waivable", "waivable =",
        "cannot be waived",
    ),
    "a hand-in that holds everything as advice": (
        YEAR + TOTAL + HAND_IN.replace("submission", "advisory = true\nsubmission"), "step[0].holds", "holds =",
        "holds nothing that blocks",
    ),
    "a hand-in that holds everything twice": (
        YEAR + TOTAL + HAND_IN.replace("submission", "times = 2\nsubmission"), "step[0].times", "times =",
        "one hand-in holds everything",
    ),
    "a hand-in that holds everything as a way to an end": (
        YEAR + TOTAL + HAND_IN + any_of("way", '[["total"], ["exam"]]'), "step[0].holds", "holds =",
        "do not block by themselves",
    ),
    "another first day of a stage without a switch": (
        YEAR + stage("from = 2022-06-01", "other_from = 2016-01-01"), "stage[0].other_from", "other_from =",
        "a switch chooses",
    ),
    "a switch of a stage without another first day": (
        YEAR + stage("from = 2022-06-01", 'switch = "older"') + SWITCH, "stage[0].switch", "switch =",
        "a switch chooses",
    ),
    "another first day of a stage that is later": (
        YEAR + stage("from = 2022-06-01", "other_from = 2022-06-01", 'switch = "older"') + SWITCH,
        "stage[0].other_from", "other_from =", "no earlier",
    ),
    "a switch of a stage that nobody has": (
        YEAR + stage("from = 2022-06-01", "other_from = 2016-01-01", 'switch = "oldr"') + SWITCH, "stage[0].switch",
        'switch = "oldr"', "no switch of this rule set",
    ),
    "hours of which one entry serves": (
        YEAR + rule("total", 'one_each = ["x/one"]', least("hours = 10")), "rule[0].one_each", "one_each =",
        "only entries",
    ),
    "one entry of an offering that is not selected": (
        YEAR + rule("talks", 'measure = "entries"', 'select = { offering = "x/two" }', 'one_each = ["x/one"]',
                    least("entries = 2")),
        "rule[0].one_each[0]", "one_each =", "does not select",
    ),
}  # fmt: skip

OTHER_POST = table("switch", 'id = "post"', "default = true", "other = false", 'text = "N."', 'other_text = "O."')


def posts(switch: str, first: str) -> str:
    return f'\n[posts]\nafter = 2024-10-01\nswitch = "{switch}"\nfirst = {first}\ncite = "page"\n'


POSTS: dict[str, Wrong] = {
    "posts without their switch": (MONTHS + TOTAL + posts("post", "true"), "posts.switch", "switch", "no switch"),
    "posts with an answer of no switch": (
        MONTHS + TOTAL + OTHER_POST + posts("post", '"first"'), "posts.first", "first", "no answer of the switch",
    ),
    "posts that nothing asks for": (
        YEAR + TOTAL + OTHER_POST + posts("post", "true"), "posts", "[posts]", "nothing in this rule set turns on",
    ),
}  # fmt: skip

REFUSED = WINDOWS | RULES | COUNTS | INSIDE | BESIDES | STEPS | POSTS


def text_of(body: str) -> str:
    """A rule set with this body; keys of the whole file stand at its beginning."""
    keys, _, tables = body.partition("\n[")
    return f"{HEAD}{keys}{DOCUMENT}\n[{tables}" if keys.strip() else f"{HEAD}{DOCUMENT}{body}"


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(RuleFileError) as refused:
        read_rule_file(text.encode(), "rules/xy.toml")
    return refused.value.problems


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_file_line_key_and_remedy(name: str) -> None:
    body, path, fragment, said = REFUSED[name]
    text = text_of(body)
    (problem,) = problems(text)
    assert (problem.file, problem.path) == ("rules/xy.toml", path)
    assert said in problem.text
    assert problem.remedy
    assert problem.line is not None
    # A table is pointed at by its first line; what is told from its id stands right below.
    here = "\n".join(text.splitlines()[problem.line - 1 : problem.line + 1])
    assert fragment in here


FITS = {
    "a dated change of length": OLD + NEW + TOTAL,
    "years after another kind of year": (
        YEAR.replace("first = 2020-07-01", "first = 2012-07-01\nlast = 2015-01-01").replace("07-01", "01-01")
        + window("calendar-year", "first = 2016-01-01", id="new")
        + TOTAL
    ),
    "grace and days to hand in": YEAR + f"{GRACE}\n{SUBMIT}\n" + TOTAL,
    "grace after some months": window("months-from", "months = 24", 'fact = "credential.issued"', GRACE) + TOTAL,
    "one pause after another": (
        CYCLE
        + 'pause = [{ from = 2021-01-01, until = 2021-06-30, cite = "page" }, '
        + '{ from = 2021-07-01, until = 2021-12-31, cite = "page" }]\n'
        + TOTAL
    ),
    "a make-up in hours": CYCLE + PART + rule("total", missed(", hours = 8")) + YEARLY,
    "a make-up in entries": (
        CYCLE + PART + rule("events", 'measure = "entries"', missed(", entries = 1", amount="entries = 3")) + YEARLY
    ),
    "a recommended total": YEAR + TOTAL + rule("best", "advisory = true", least("hours = 20")),
    "two totals of which one holds": (
        YEAR
        + rule("total", 'when = { switch = "new", value = false }', least("hours = 10"))
        + rule("new-total", 'when = { switch = "new", value = true }', least("hours = 12"))
        + table("switch", 'id = "new"', "default = true", "other = false", 'text = "N."', 'other_text = "O."')
    ),
    "two totals as two ways": (
        YEAR + TOTAL + rule("few", least("hours = 5")) + EXAM + any_of("way", '[["total"], ["few", "exam"]]')
    ),
    "one rule in two ways to one end": (
        YEAR
        + TOTAL
        + rule("online", ONLINE, least("hours = 2"))
        + EXAM
        + any_of("way", '[["total"], ["total", "exam"]]')
    ),
    "a total for each part": CYCLE + PART + TOTAL + rule("yearly", 'within = "part"', least("hours = 2")),
    "the best run of months": YEAR + TOTAL + rule("run", "months = 6", "advisory = true", least("hours = 10")),
    "a share of what is needed": YEAR + TOTAL + rule("online", ONLINE, most('percent = 50, of = "needed"')),
    "an entry's own day": YEAR + TOTAL + rule("o", ONLINE, 'per = "entry"', 'judged = "earned"', most("hours = 5")),
    "a strand of a rule": FRAMEWORK + YEAR + TOTAL + rule("it", STRAND, least("hours = 2")),
    "a carry-over": YEAR + TOTAL + CARRY,
    "several carry-overs": YEAR + TOTAL + CARRY + CARRY + ONLINE + "\nlasts = 2\n" + CARRY + "months = [6]\n",
    "a repeat rule under its own name": YEAR + TOTAL + table("counts.repeat", 'text = "Once."'),
    "one day between two days": (
        YEAR + TOTAL + exempt('fact = "person.role_began", after = 2025-01-01, until = 2025-01-02')
    ),
    "a list that shows after the year": YEAR + TOTAL + step("afterwards = true", ADVICE),
    "an early step with its month": (
        MONTHS + TOTAL + step(deadline("month = 7, ends = 4"), "early = true", "implied = true", ADVICE)
    ),
    "a second post": MONTHS + TOTAL + OTHER_POST + posts("post", "false"),
    "a month of each year": YEAR + TOTAL + step(deadline("month = 6"), ADVICE),
    "a hand-in that holds everything": YEAR + TOTAL + HAND_IN,
    "a first day of a stage": YEAR + stage("from = 2022-06-01"),
    "two first days of a stage": (
        YEAR + stage("from = 2022-06-01", "other_from = 2016-01-01", 'switch = "older"') + SWITCH
    ),
    "a number of some size": YEAR + TOTAL + exempt('setting = "office", least = 3') + setting("number"),
}


@pytest.mark.parametrize("name", FITS)
def test_what_can_be_meant_is_read(name: str) -> None:
    read_rule_file(text_of(FITS[name]).encode(), "x.toml")


@pytest.mark.parametrize("reason", sorted(REASONS))
def test_no_limit_goes_by_the_name_of_a_reason_that_every_rule_set_has(reason: str) -> None:
    (problem,) = problems(text_of(YEAR + TOTAL + rule(reason, ONLINE, most("hours = 5"))))
    assert (problem.path, problem.line) == ("rule[1].id", text_of(YEAR + TOTAL).count("\n") + 3)
    excluded = table("counts.excluded", f'id = "{reason}"', 'text = "No."', ONLINE)
    assert [one.path for one in problems(text_of(YEAR + TOTAL + excluded))] == ["counts.excluded[0].id"]


def test_the_reasons_that_every_rule_set_has_are_those_that_the_evaluation_gives() -> None:
    folder = Path(alcto_core.evaluation.__file__ or "").parent
    source = "\n".join(file.read_text("utf-8") for file in sorted(folder.glob("*.py")))
    given = re.findall(r"""(?:\.(?:take|take_all|give)|Limit|_scale|\.keep)\((?:[a-z.]+, )*?\s*"([a-z-]+)",""", source)
    given += re.findall(r"""_scale\(ledger, .*?, "([a-z-]+)",""", source)
    assert set(given) - REASONS == set()
    assert REASONS - set(given) - {"repeat"} == set()


DAYS = st.sampled_from(["01-01", "07-01", "10-01", "02-28", "12-31"])


@st.composite
def lengths(draw: st.DrawFn) -> str:
    """Two lengths of fiscal years, now and then on days that fit one another."""
    begins = [draw(DAYS)] * 2 if draw(st.booleans()) else [draw(DAYS), draw(DAYS)]
    years = [draw(st.integers(1, 3)), draw(st.integers(1, 3))]
    first = draw(st.integers(2000, 2004))
    last = first + draw(st.integers(0, 4))
    then = last + draw(st.integers(0, 3))
    old = [
        f'begins = "{begins[0]}"',
        f"years = {years[0]}",
        f"first = {first}-{begins[0]}",
        f"last = {last}-{begins[0]}",
    ]
    new = [f'begins = "{begins[1]}"', f"years = {years[1]}", f"first = {then}-{begins[1]}"]
    return window("fiscal-year", *old, id="old") + window("fiscal-year", *new, id="new")


@settings(max_examples=tries(150), deadline=None)
@given(lengths())
def test_windows_that_are_read_leave_no_day_out_and_hold_none_twice(body: str) -> None:
    try:
        rules = read_rule_file(text_of(body + TOTAL).encode(), "x.toml")
    except RuleFileError:
        return
    assert isinstance(rules, RuleSet)
    first = rules.window[0].first
    assert first is not None
    spans = years_between(rules.window, first, date(2030, 1, 1))
    assert (spans[0].start, spans[-1].end > date(2030, 1, 1)) == (first, True)
    assert all(one.end + timedelta(days=1) == other.start for one, other in pairwise(spans))


@settings(max_examples=tries(100), deadline=None)
@given(
    st.sampled_from(["fiscal-year", "calendar-year", "cycle"]),
    st.sampled_from(["07-01", "01-01", "02-29", "W01-1", "00-00", "0101", ""]),
    st.integers(-2, 20_000),
    st.dates(),
    st.dates(),
)
def test_whatever_the_days_are_a_window_is_read_or_refused(
    kind: str, begins: str, years: int, first: date, last: date
) -> None:
    old = window(kind, f'begins = "{begins}"', f"years = {years}", f"first = {first}", f"last = {last}", id="old")
    try:
        read_rule_file(text_of(old + NEW + TOTAL).encode(), "x.toml")
    except RuleFileError as refused:
        assert all(problem.text and problem.remedy for problem in refused.problems)
