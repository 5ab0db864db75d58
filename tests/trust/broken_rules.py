"""The mutations: one broken rule or reading each, as a change of one place in the evaluator."""

from __future__ import annotations

from dataclasses import dataclass

TD = ("al-td-ceu",)
CTO = ("al-cto",)
ACADEMY = ("al-cto-academy",)
CETL = ("cosn-cetl",)
CCTO = ("cetpa-ccto",)
MENTOR = ("cetpa-cto-mentor", "fcmat-cbo")
CYCLES = (*CTO, *CETL, *CCTO)


@dataclass(frozen=True)
class Mutation:
    """One place of the evaluator, changed so that one rule is broken."""

    rule: str
    """The reading, or the line of a source, that is broken."""
    what: str
    file: str
    old: str
    new: str
    programs: tuple[str, ...] = ()
    """Whose people can tell; empty: all."""
    told_by: str = "people"
    """`people`, `relations` (of people), `rule files` (made-up ones) or `cases`: what is asked, beside the cases."""


def _in(folder: str, name: str) -> str:
    return f"alcto_core/{folder}/{name}.py"


ASKS = _in("evaluation", "asks")
CARRIED = _in("evaluation", "carried")
CARRYING = _in("evaluation", "carrying")
CASE = _in("evaluation", "case")
CONDITIONS = _in("evaluation", "conditions")
CONVERSION = _in("evaluation", "conversion")
ELIGIBILITY = _in("evaluation", "eligibility")
POSTINGS = _in("evaluation", "postings")
REPEATS = _in("evaluation", "repeats")
LIMITS = _in("evaluation", "limits")
STEPS = _in("evaluation", "steps")
GRACE = _in("evaluation", "grace")
INHERITANCE = _in("evaluation", "inheritance")
HAND_IN = _in("evaluation", "handin")
RENEWALS = _in("evaluation", "renewals")
OUTCOME = _in("evaluation", "outcome")
ENDED = _in("evaluation", "ended")
JUDGEMENT = _in("evaluation", "judgement")
WINDOWS = _in("rules", "windows")
CYCLE_FILE = _in("rules", "cycles")
MEMBERSHIP = _in("evaluation", "membership")

MUTATIONS: tuple[Mutation, ...] = (
    # What is eligible at all
    Mutation(
        "counts_for",
        "an entry counts for credentials that it was not kept for",
        ELIGIBILITY,
        "if activity.counts_for is not None and credential not in activity.counts_for:",
        "if activity.counts_for == () and credential not in activity.counts_for:",
    ),
    Mutation(
        "planned",
        "a planned entry counts",
        _in("evaluation", "case"),
        "return not self.plan and (activity.is_planned or activity.date > self.on)",
        "return not self.plan and activity.date > self.on",
    ),
    Mutation(
        "as of",
        "an entry counts before its day has come",
        _in("evaluation", "case"),
        "return not self.plan and (activity.is_planned or activity.date > self.on)",
        "return not self.plan and activity.is_planned",
    ),
    Mutation(
        "recert:54",
        "meals count",
        ELIGIBILITY,
        "            if session.kind in kinds:\n",
        '            if session.kind in kinds and session.kind != "meal":\n',
        (*TD, *CTO),
    ),
    Mutation(
        "A42",
        "breaks count",
        ELIGIBILITY,
        "            if session.kind in kinds:\n",
        '            if session.kind in kinds and session.kind != "break":\n',
        (*TD, *CTO),
    ),
    Mutation(
        "recert:48",
        "hours that are tied to no strand count",
        ELIGIBILITY,
        "    left = [piece for piece in ledger.pieces if piece.strands]\n",
        "    left = list(ledger.pieces)\n",
    ),
    Mutation(
        "sessions",
        "a session's own strands are not heard",
        ELIGIBILITY,
        "strands = activity.strands if session.strands is None else session.strands",
        "strands = activity.strands",
    ),
    Mutation(
        "A29",
        "a division that the person wrote is not obeyed",
        ELIGIBILITY,
        'if parts and case.setting("split") != "whole":',
        'if parts and case.setting("split") == "whole":',
        CTO,
    ),
    Mutation(
        "training:46, 64",
        "an event of one month counts the whole year",
        _in("rules", "vocabulary/listing"),
        "            and (offering.until is None or day <= offering.until)\n",
        "",
        TD,
    ),
    Mutation(
        "training:26",
        "an external event of a year without a list counts",
        ELIGIBILITY,
        "    if case.assume_listed:\n        return catalogue.source\n",
        "    if catalogue.source:\n        return catalogue.source\n",
        TD,
    ),
    # What the authority said
    Mutation(
        "refusal",
        "what was refused counts",
        ELIGIBILITY,
        "    refusal = said(case, activity).refusal\n",
        "    refusal = None if case.on else said(case, activity).refusal\n",
    ),
    Mutation(
        "A46",
        "a refusal without a day counts as earlier than any posting",
        POSTINGS,
        'without = date.max if record.state == "refused" else date.min',
        "without = date.min",
    ),
    Mutation(
        "A46",
        "a posting without a day lifts a dated refusal",
        POSTINGS,
        'without = date.max if record.state == "refused" else date.min',
        "without = date.max",
    ),
    Mutation(
        "A46",
        "a posting of the day of the refusal does not lift it",
        POSTINGS,
        '("submitted", "refused", "approved", "posted").index',
        '("submitted", "posted", "approved", "refused").index',
    ),
    Mutation(
        "A46",
        "the key `posted` lifts no refusal",
        POSTINGS,
        "if activity.posted is None or official is None or official.lists",
        "if activity.records or official is None or official.lists",
        TD,
    ),
    Mutation(
        "as of",
        "a refusal acts before its day has come",
        POSTINGS,
        "(one for one in spoken if one.on is None or one.on <= case.on)",
        "(one for one in spoken)",
    ),
    Mutation(
        "A51",
        "a posting of fewer hours than count changes nothing",
        _in("evaluation", "short_postings"),
        "other=lambda asked: asked.but(as_posted=True),",
        "other=lambda asked: asked,",
        TD,
    ),
    Mutation(
        "A53",
        "one event written twice counts twice without a word",
        _in("evaluation", "twins"),
        "other=lambda asked: _without(asked, dropped),",
        "other=lambda asked: asked,",
    ),
    # Once, ever
    Mutation(
        "A6",
        "a course that is credited once counts again",
        REPEATS,
        "if holder is not None and holder.id != ledger.activity.id:",
        "if holder is not None and holder.date == ledger.activity.date and holder.id != ledger.activity.id:",
        TD,
    ),
    Mutation(
        "A64",
        "of two deliveries on one day the id decides",
        REPEATS,
        "return planned, day, -(self.ledger.hours + self.ledger.unknown), id",
        "return planned, day, 0, id",
        TD,
    ),
    Mutation(
        "A48",
        "a delivery kept for another credential holds no credit",
        REPEATS,
        "if credential.program == case.rules.id and credential.id != case.credential.id:",
        "if credential.program != case.rules.id and credential.id == case.credential.id:",
        (*TD, *CETL),
    ),
    Mutation(
        "training:80",
        "a year is missed though a posting may still come",
        OUTCOME,
        "    if not waiting:\n        return None\n",
        "    if waiting or not case.plan:\n        return None\n",
        TD,
    ),
    Mutation(
        "training:78",
        "an event that was perhaps credited in an earlier year counts for sure",
        OUTCOME,
        "    if doubt and not judged(case.but(assume_credited=True), span).is_met:\n        return doubt\n",
        "",
        TD,
    ),
    Mutation(
        "training:27-32",
        "an approval after a refusal does not take its place",
        POSTINGS,
        'elif record.state == "approved" and',
        'elif record.state == "granted" and',
        TD,
    ),
    # Caps
    Mutation(
        "A9",
        "a fixed award counts in full, whatever was logged",
        _in("evaluation", "conversion"),
        'if case.switch("award") == "fixed":',
        'if case.switch("award") != "fixed":',
        TD,
    ),
    Mutation(
        "A10",
        "a workshop counts for more than one hour",
        LIMITS,
        "return [*awards, *entries, *offerings.values(), *_over_lists(offerings)]",
        "return [*awards, *offerings.values(), *_over_lists(offerings)]",
        TD,
    ),
    Mutation(
        "A8",
        "an event counts for more than its row allows",
        LIMITS,
        "return [*awards, *entries, *offerings.values(), *_over_lists(offerings)]",
        "return [*awards, *entries]",
        TD,
    ),
    Mutation(
        "training:9",
        "more than six hours from outside count",
        LIMITS,
        "        if not rule.at_most or ",
        '        if rule.id == "external-maximum" or not rule.at_most or ',
        TD,
    ),
    Mutation(
        "CETL",
        "more than twenty hours of volunteering count",
        LIMITS,
        "        if not rule.at_most or ",
        '        if rule.id == "volunteering-maximum" or not rule.at_most or ',
        CETL,
    ),
    Mutation(
        "CETL",
        "a membership counts once in the cycle, not once a year",
        LIMITS,
        "            and (key is None or key in piece.nature.parts)\n",
        "",
        CETL,
    ),
    # What is asked
    Mutation(
        "recert:58",
        "no course asks for hours of its own",
        _in("evaluation", "asks"),
        'for strand in case.strands if rule.each == "strand" else (None,):',
        'for strand in () if rule.each == "strand" else (None,):',
        CTO,
    ),
    Mutation(
        "A47",
        "what is asked for is rounded down to hundredths",
        _in("evaluation", "asks"),
        "else exact(number)",
        "else exact(round(number, 2))",
        CCTO,
    ),
    Mutation(
        "A47",
        "a number of CEUs that is zero or less is asked for as it is",
        _in("rules", "numbers"),
        "if not number.is_finite() or number < 0:\n        return False\n",
        "if not number.is_finite() or number <= 0:\n        return True\n",
        CCTO,
    ),
    # Windows
    Mutation(
        "both ends",
        "the first day of a window lies outside",
        JUDGEMENT,
        "if span.start <= a.date <= last]",
        "if span.start < a.date <= last]",
    ),
    Mutation(
        "both ends",
        "the last day of a window lies outside",
        JUDGEMENT,
        "if span.start <= a.date <= last]",
        "if span.start <= a.date < last]",
    ),
    Mutation(
        "due day",
        "the due day itself is too late",
        OUTCOME,
        "    has_ended = span.has_deadline and case.on > span.end\n",
        "    has_ended = span.has_deadline and case.on >= span.end\n",
    ),
    Mutation(
        "training:6",
        "a fiscal year ends on the first of October",
        _in("rules", "windows"),
        "    end = add_years(start, length) - _DAY\n    if length > 1:",
        "    end = add_years(start, length)\n    if length > 1:",
        TD,
    ),
    Mutation(
        "A11",
        "the Academy's months end a day early",
        _in("rules", "windows"),
        "    end = add_months(day, months)\n",
        "    end = add_months(day, months) - _DAY\n",
        ACADEMY,
    ),
    Mutation(
        "A12",
        "who took the post on 1 October 2024 owes the Academy",
        _in("evaluation", "conditions"),
        "if (when.after and day <= when.after)",
        "if (when.after and day < when.after)",
        ACADEMY,
    ),
    Mutation(
        "owed from",
        "the year before the post began is missed",
        ENDED,
        "and span.start < now.start and span.end >= since:",
        "and span.start < now.start and span.end.year >= since.year - 1:",
        TD,
    ),
    Mutation(
        "owed from",
        "the year in whose middle the post began is not owed",
        ENDED,
        "and span.start < now.start and span.end >= since:",
        "and span.start < now.start and span.start >= since:",
        TD,
    ),
    Mutation(
        "owed from",
        "a date of issue lets off from the years in the post before it",
        CASE,
        "return self.credential.issued if is_yearly and self.recorded_since is None else None",
        "return self.credential.issued if is_yearly and self.credential.owed_from is None else None",
        TD,
    ),
    Mutation(
        "owed from",
        "an entry of before the day of issue makes its year a missed one",
        CASE,
        "return self.credential.issued if is_yearly and self.recorded_since is None else None",
        "return None",
        TD,
    ),
    # Cycles
    Mutation(
        "A24",
        "a cohort in another case is not known",
        CYCLE_FILE,
        'cohort = (credential.cohort or "").strip().casefold()',
        'cohort = (credential.cohort or "").strip()',
        CTO,
    ),
    Mutation(
        "A26",
        "a later cycle begins on the due day of the one before",
        CYCLE_FILE,
        "            return self.due(cycle - 1) + _DAY\n",
        "            return self.due(cycle - 1)\n",
        CYCLES,
    ),
    Mutation(
        "A61",
        "hours from before a cycle of three years count",
        CYCLE_FILE,
        'if self.starts_differ and self._begins_from == "due":',
        'if self.starts_differ and self._begins_from == "":',
        CTO,
    ),
    Mutation(
        "A27",
        "a cycle that is met and not renewed stays met",
        OUTCOME,
        "        elif has_ended and renewable:\n",
        "        elif has_ended and not renewable and case.plan:\n",
        CYCLES,
    ),
    Mutation(
        "A44",
        "two dates of one renewal renew two cycles",
        CYCLE_FILE,
        "            if self._had_begun(cycle, day):\n",
        "            if cycle or self._had_begun(cycle, day):\n",
        CYCLES,
    ),
    Mutation(
        "A44",
        "a renewal far too early is taken as it stands",
        RENEWALS,
        "if renewal.day < add_years(due, -1) and not _was_met(case, renewal):",
        "if renewal.day < add_years(due, -3) and not _was_met(case, renewal):",
        CYCLES,
    ),
    Mutation(
        "A44",
        "a renewal up to a year early is asked about",
        RENEWALS,
        "if renewal.day < add_years(due, -1) and not _was_met(case, renewal):",
        "if renewal.day <= add_years(due, -1) and not _was_met(case, renewal):",
        CYCLES,
    ),
    Mutation(
        "A44",
        "a date in the first 90 days of a cycle is taken as another renewal",
        RENEWALS,
        "    if others and start <= renewal.day < start + CLOSE:\n",
        "    if others and start <= renewal.day < start:\n",
        CYCLES,
    ),
    Mutation(
        "A44",
        "a lone renewal years too late is taken as it stands",
        RENEWALS,
        "    if missing := _missing_before(cycles, renewals, renewal):\n",
        "    if missing := _missing_before(cycles, renewals, renewal)[1:]:\n",
        CYCLES,
    ),
    Mutation(
        "as of",
        "a renewal acts before its day has come",
        CYCLE_FILE,
        "for day in self._credential.renewed or () if day <= on}",
        "for day in self._credential.renewed or ()}",
        CYCLES,
    ),
    Mutation(
        "A54",
        "a due date years away is taken as it stands",
        _in("evaluation", "due_dates"),
        "or add_years(own.end, -1) <= span.end <= add_years(own.end, 1):",
        "or add_years(own.end, -1) <= span.end:",
        CTO,
    ),
    Mutation(
        "A55",
        "a due date of a renewed cycle ends the next one",
        CYCLE_FILE,
        "        if due is not None and cycle and due < start:\n",
        "        if due is not None and cycle and due > start:\n",
        CTO,
    ),
    Mutation(
        "due",
        "a due date in the record moves nothing",
        CYCLE_FILE,
        "        end = due or self.due(cycle)\n",
        "        end = self.due(cycle)\n",
        CTO,
    ),
    Mutation(
        "29 February",
        "29 February is lost after the first cycle",
        CYCLE_FILE,
        "                return add_years(issued, years)\n",
        "                return add_years(add_years(issued, 3), years - 3)\n",
        CYCLES,
    ),
    Mutation(
        "A65",
        "a credential is owed after its last day",
        OUTCOME,
        "    if credential.ended is not None and on > credential.ended:\n",
        "    if credential.ended is not None and on.year > credential.ended.year:\n",
    ),
    Mutation(
        "A65",
        "a year that ended after the credential did is missed",
        _in("evaluation", "timing"),
        "return ended is not None and span.end > ended and not (span.start <= case.on <= ended)",
        "return ended is not None and span.start > ended and not (span.start <= case.on <= ended)",
        TD,
        "cases",
    ),
    Mutation(
        "A65",
        "a cycle that begins after the credential ended is owed",
        _in("evaluation", "timing"),
        "return ended is not None and span.end > ended and not (span.start <= case.on <= ended)",
        "return False",
        CYCLES,
    ),
    # Steps, waivers, hand-in
    Mutation(
        "A45",
        "anything can be waived",
        STEPS,
        "if step.waivable and is_reason(mark.waived)), None)",
        "if is_reason(mark.waived)), None)",
        (*CTO, *CETL, *CCTO),
    ),
    Mutation(
        "A45",
        "a waiver without a reason waives",
        STEPS,
        "if step.waivable and is_reason(mark.waived)), None)",
        "if step.waivable), None)",
        CTO,
    ),
    Mutation(
        "recert:114",
        "a document that was sent back still serves",
        STEPS,
        "    return [mark for mark in done if mark.done is not None and mark.done > sent_back]\n",
        "    return done\n",
        CTO,
    ),
    Mutation(
        "recert:40",
        "a document of an earlier cycle serves again",
        STEPS,
        "or days.first <= day <= min(last, case.on):\n",
        "or day <= min(last, case.on):\n",
        CTO,
    ),
    Mutation(
        "recert:111",
        "a document that came after the due date serves",
        STEPS,
        "or days.first <= day <= min(last, case.on):\n",
        "or days.first <= day <= case.on:\n",
        CTO,
    ),
    Mutation(
        "A43",
        "a hand-in serves whatever it held",
        HAND_IN,
        'state: RequirementState = "unmet" if is_short else _state(case, span, one.done, judged)',
        'state: RequirementState = "unmet" if is_short else "met"',
        CTO,
    ),
    Mutation(
        "A43",
        "a hand-in did not hold what was done on its very day",
        HAND_IN,
        "if activity.date <= day)",
        "if activity.date < day)",
        CTO,
    ),
    Mutation(
        "A43",
        "after the due date a hand-in that held too little is missed for sure",
        HAND_IN,
        'if state == "unmet" and not is_short and case.on > last_day(steps[one.id], span):',
        'if state == "unmet" and is_short and case.on > last_day(steps[one.id], span):',
        CTO,
    ),
    # Decisions
    Mutation(
        "A50",
        "the older program completes the Academy",
        STEPS,
        "return [day for day in _days(case, stage) if first is None or day >= first]",
        "return [day for day in _days(case, stage) if first is None or day]",
        ACADEMY,
    ),
    Mutation(
        "training:2",
        "an Academy completed after its last day is met",
        STEPS,
        'is_late = day is not None and stage.ends == "met" and span.has_deadline and day > span.grace_end',
        'is_late = day is not None and stage.ends == "unmet" and span.has_deadline and day > span.grace_end',
        ACADEMY,
    ),
    Mutation(
        "A52",
        "certified and not certified on one day is certified",
        _in("evaluation", "decisions"),
        "    if granted is None or denied is None or denied.day < granted.day:\n",
        "    if granted is None or denied is None or denied.day <= granted.day:\n",
        MENTOR,
    ),
    Mutation(
        "A58",
        "two law sessions are law and ethics",
        _in("evaluation", "requirements"),
        "    alone = [one.offering for one in entries if one.offering in rule.one_each]\n",
        "    alone = [one.id for one in entries if one.offering in rule.one_each]\n",
        ACADEMY,
    ),
    Mutation(
        "A56",
        "the exemption of an ended year is judged by today",
        _in("evaluation", "case"),
        "return self.on if self.span is None else min(self.on, self.span.end)",
        "return self.on",
        TD,
    ),
    Mutation(
        "A56",
        "an Academy that was missed exempts",
        MEMBERSHIP,
        "return not span.has_deadline or day <= span.grace_end",
        "return True",
        TD,
    ),
    Mutation(
        "A56",
        "an Academy that does not apply exempts",
        MEMBERSHIP,
        "    if not all(holds(there, one, unsure=True) for one in rules.applies):\n",
        "    if not rules.applies:\n",
        TD,
    ),
    # Nobody can tell
    Mutation(
        "doubts",
        "a doubt never turns an answer",
        _in("evaluation", "doubts"),
        "if answer(_answered(case, [asked[at] for at in chosen])).verdict != here.verdict:",
        "if answer(_answered(case, [asked[at] for at in chosen])).verdict is None:",
    ),
    Mutation(
        "unknown",
        "the best case of an unknown event is not looked at",
        OUTCOME,
        "    if not judgement.unknown and not inherited.unknown:\n        return judgement\n",
        "    if judgement.unknown or not case.plan:\n        return judgement\n",
        TD,
    ),
    Mutation(
        "unknown",
        "renewals of which nobody knows are none",
        OUTCOME,
        "    elif span.renewed is None:\n",
        "    elif span.renewed is None and case.plan:\n",
        CYCLES,
    ),
    # What the shipped programs do not use
    *(
        Mutation(rule, what, file, old, new, told_by="rule files")
        for rule, what, file, old, new in (
            (
                "yes or no",
                "a condition on no holds on yes",
                CONDITIONS,
                "(when.least is None and bool(number) != when.value)",
                "(when.least is None and not number)",
            ),
            (
                "unless",
                "what stands in `unless` alone lets nobody off",
                CONDITIONS,
                "    if is_barred:\n",
                "    if is_barred and word.when is not None:\n",
            ),
            (
                "prorate_most",
                "a most does not shrink in a first window",
                LIMITS,
                'if rule.prorate_most == "month":',
                'if rule.prorate_most == "months":',
            ),
            (
                "prorate",
                "the month in which the duty began is not owed",
                WINDOWS,
                "return max(1, self.months - whole_months(self.full_start or self.start, begun))",
                "return max(1, self.months - 1 - whole_months(self.full_start or self.start, begun))",
            ),
            (
                "minutes_of",
                "the last line that selects an entry holds for it",
                CONVERSION,
                "for one in words.minutes_of if",
                "for one in reversed(words.minutes_of) if",
            ),
            (
                "more",
                "a time of grace asks for nothing on top",
                GRACE,
                "once, monthly = exact(grace.more or 0),",
                "once, monthly = exact(0),",
            ),
            (
                "more_each_month",
                "a fourth month begins in three months of grace",
                GRACE,
                "min(grace.months, whole_months(span.end + _DAY, until) + 1)",
                "whole_months(span.end + _DAY, until) + 1",
            ),
            (
                "grace",
                "an hour of a time of grace serves the next window too",
                INHERITANCE,
                "credit.activity: credit.counted for credit in judgement.credits if credit.counted and",
                "credit.activity: credit.counted for credit in () if credit.counted and",
            ),
            (
                "grace",
                "a cycle that was renewed takes hours of the next one",
                WINDOWS,
                "return last if self.renewed_on is None else max(self.end, min(last, self.renewed_on))",
                "return last",
            ),
            (
                "grace",
                "what was done first says whether the cycle before was owed",
                INHERITANCE,
                "else case.credential.owed_from or span.start",
                "else case.owed_since",
            ),
            (
                "grace",
                "a most of the window holds for what the one before used up",
                JUDGEMENT,
                "kept = [limit for limit in limits if limit.select is not None or not",
                "kept = [limit for limit in limits if not",
            ),
            ("lasts", "carried hours never end", CARRYING, "hours > spent and part.windows > 1:", "hours > spent:"),
            (
                "lasts",
                "what lasts longest is used first",
                CARRYING,
                "key=lambda one: (one.windows, one.carry)",
                "key=lambda one: (-one.windows, one.carry)",
            ),
            (
                "carry",
                "hours of any month are carried",
                CARRYING,
                "return not carry.months or credit.date.month in carry.months",
                "return True",
            ),
            (
                "carry",
                "as much comes in as was let through before, and again",
                CARRYING,
                "from_decimal(carry.most) - sum(part.hours for part in kept if part.carry == at)",
                "from_decimal(carry.most) - sum(part.hours for part in () if part.carry == at)",
            ),
            (
                "carry",
                "carried hours of any kind help each least",
                CARRIED,
                "if rules.carry[part.carry].select == select)",
                "if select)",
            ),
            (
                "bars_carried",
                "carried hours help where they are barred",
                ASKS,
                "if ask.needed is not None and not rule.bars_carried and",
                "if ask.needed is not None and",
            ),
            (
                "extension",
                "what was granted after the cycle's own end extends it",
                CYCLE_FILE,
                "any(begin <= day <= usual for day in self._granted)",
                "any(begin <= day for day in self._granted)",
            ),
            (
                "extension",
                "the cycle after it is shorter, whatever the rule says",
                CYCLE_FILE,
                'if is_granted and extension.next == "whole" else 0',
                'if is_granted and extension.next == "longer" else 0',
            ),
        )
    ),
)
