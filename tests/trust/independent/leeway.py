"""The points at which the sources and the readings leave more than one answer open, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping

LEEWAY: Mapping[str, str] = {
    "approved-after-a-refusal": "an approval of an event is no posting, but the later word on a listed entry (A46)",
    "certified-twice": "A52 speaks of two decisions, not of three",
    "completed-without-a-post": "no day of the post, so nobody knows whether the Academy is met or not owed",
    "confirmed-by-due": "A44 asks for one way to write the answer: a due date that agrees with the renewals may be it",
    "doubts-together": "a doubt is worked out for itself; whether two together are one is not said",
    "early-documentation": "A43 is about a hand-in of all the work; cetpa:281 asks for proof that it goes on",
    "edges-of-the-academy": "A56, on the very day of completion, or before the Academy began",
    "early-renewal-written-twice": "A44, an early renewal with a second date that would stand for it",
    "ends-during-a-period": "A65: such a period does not apply; the records page: it is owed until `ended`",
    "exempt-until-the-last-day": "A56: in the Academy today, and out of it, whatever comes, before the year's last day",
    "exempt-with-a-due-date": "A56 and A54: in an Academy whose last day the record moves",
    "exempt-without-a-post": "A56, where the day of the post is missing",
    "first-activity": "which entries are meant by the first activity of the records page",
    "late-beside-others": "A44 speaks of a lone date; whether one as late beside others is asked about is not said",
    "lifted-in-part": "whether a later posting of some hours lifts a refusal for these hours or for all (A46)",
    "met-after-the-renewal": "A44, a cycle renewed early that was met in the records only after that day",
    "posted-and-refused-in-part": "whether hours refused after a posting of some hours were among these (A46, A51)",
    "posted-before-the-first-year": "whether a posting of an event of before October 2024 is a credit (training:6, 78)",
    "posted-elsewhere": "whether the key `posted`, which belongs to such records, lifts a refusal of another authority",
    "posted-in-part": "the switch asks for a posting; whether for all hours is not said",
    "posting-elsewhere": "A51 speaks of an official record that lists single entries; only ALET Talent is known to",
    "readings-of-two-credentials": "A48, where two credentials of one programme read a clause in two ways",
    "refused-for-one-of-two": "A48, a delivery that is refused for one of the two credentials that it is for",
    "refused-sessions": "a refusal of some hours does not say of which sessions",
    "refused-units": "hours of a refusal say nothing of an entry that is logged in units alone",
    "renewals-close-together": "A44, two dates within 90 days of each other of which the later renews another cycle",
    "renewed-on-issue": "the issue written as a renewal, or a renewal three years early (A44)",
    "several-postings": "whether two postings of hours add up, or the larger holds (A51)",
    "several-refusals": "whether two refusals of hours add up, or the larger holds",
    "shortened-cycle": "A61 says three years before the due date, A26 the day after that",
    "split-elsewhere": "a division for one framework says nothing of the hours that it leaves out",
    "unknown-beside-an-open-step": "a missing number of CEUs beside a missing document: not yet, or nobody can tell",
    "unlike-twins": "two entries of one event that differ in strands or in what was said of them (A53)",
    "waived-hand-in-with-a-day": "a waiver waives no hand-in (A45); whether the day beside it was one is not said",
}
