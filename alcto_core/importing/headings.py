"""What a heading says, its brackets included: read by the tables of `vocabulary`, the measures and the days."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from alcto_core.importing import status_words, vocabulary
from alcto_core.importing.measures import PLAIN, Measure, all_of, read_measure

_LONGEST = 200
"""Characters of a heading that are looked at."""

_KNOWN: Mapping[str, str] = {phrase: key for key, listed in vocabulary.PHRASES.items() for phrase in listed.split("|")}
_NAMES: Mapping[str, int] = {
    phrase: rank for listed, rank in reversed(vocabulary.NAMES) for phrase in listed.split("|")
}

_LIKELY: tuple[tuple[str, str], ...] = (
    # The first that is found anywhere in a heading; the narrower ones come first.
    (r"justif|relat(?:ion|ed|es)\b|relevance", "justification"),
    (r"descri|summary|what .*(?:did|learn)", "description"),
    (r"\bstrands?\b|skill area|subject area", "strands"),
    (r"certificate|evidence|\bproof\b|attachment|upload", "evidence"),
    (r"\bprovider\b|sponsor|\bvendor\b", "source"),
    (r"\blocation\b|\bvenue\b|\bcity\b", "location"),
    (r"\b(?:notes?|comments?|remarks?)\b", "note"),
    (r"(?:name|title) of|(?:activity|event|training|session|workshop|course|pd|dev) (?:name|title)|\btitle\b", "title"),
)

_DATED = re.compile(r"\b(?:dates?|day|when|datum|tag|fecha|on|at|utc|time)\b|^time\w+ed$")
_STARTS = all_of(
    "start starts started begin begins began beginning from commenced commence first in opened join joined"
)
_ENDS = all_of("end ends ended finish finishes finished to thru through until till last out stop leave")
_DONE = all_of(
    "completed complete completion attended earned taken achieved passed finished finish held conducted "
    "timecompleted participation attendance satisfied delivered done attend attending took take finish"
)
_OFFICIAL = all_of("posted credited recorded")
_GIVEN = all_of("awarded award issued issue certified granted certificate received")
UNTIL = "it says until when something is valid"
"""Why a day of expiry is not the day of an activity."""
_ELSEWHERE: Mapping[str, str] = {
    **dict.fromkeys(
        all_of(
            "expires expire expiration expiry expired expiring exp renewal renew renews valid validity due deadline "
            "cycle period effective good lapse lapses lapsed recert recertify recertification"
        ),
        UNTIL,
    ),
    **dict.fromkeys(
        all_of(
            "enrolled enrolment enrollment registered registration assigned requested request requests applied "
            "application submitted submission claimed reported entered logged uploaded created modified updated "
            "timestamp invited access accessed approved approval reviewed review verified notified sent printed paid "
            "payment invoice invoiced exported reimbursed ordered purchased login"
        ),
        "it says when something was asked for or written down",
    ),
    **dict.fromkeys(
        all_of("birth dob born hire hired employed member since appointment"), "it says something about you"
    ),
}
_DAY_WORDS = all_of("did you do was were it date dates day days when on at of the time datum tag fecha your my utc is")
_DAY_NOUNS = all_of(
    "activity event events training session pd course class program workshop conference meeting webinar cpe cpd ce "
    "credit credits learning lesson module local gmt mm dd yyyy yy m d y iso yyyymmdd mmddyyyy or and s"
)
_BEGINS = frozenset(
    vocabulary.phrases(
        "start|starts|start time|time start|time started|begin|begins|begin time|beginning time|from|time in|in|"
        "clock in|in time|time|times|time of day|session time|event time|class time|start hour|time from|"
        "from time|started|began|beginning|begin hour|sign in|check in|time begin|time began|hours of day|"
        "start end|time slot|meeting time|activity time|start end time|start time end time|hours|when|join time|"
        "join|arrived|arrival|arrival time|time of arrival|time arrived|debut|heure debut|heure de debut|hora inicio|"
        "hora de inicio|hora inicial|von|desde|desde las|startzeit|uhrzeit|sign in time|check in time|checked in|"
        "start at|started at|schedule|date time|"
        "time range|timespan|beginn|inicio|actual start|training time|workshop time|time of session|"
        "time of event|scheduled time"
    )
)
_STOPS = frozenset(
    vocabulary.phrases(
        "end|ends|end time|time end|time ended|finish|finishes|finish time|to|time out|out|clock out|out time|"
        "end hour|time to|to time|ended|finished|stop|stop time|until|till|thru|through|sign out|check out|"
        "time finish|leave time|leave|left|departed|departure|departure time|time of departure|time departed|"
        "heure fin|"
        "heure de fin|hora fin|hora de fin|hora final|bis|hasta|hasta las|endzeit|sign out time|check out time|"
        "checked out|ended at|"
        "finished at|ende|ending|ending time|fin|actual end|completed|completion time|time completed"
    )
)


SAYS_WHO = "it says who you are, which the records know"
"""Why a column of people's names is left out."""

_NO_NAMES = frozenset(
    vocabulary.phrases(
        "user|employee|learner|participant|attendee|member|teacher|staff|person|student|licensee|registrant|trainee|"
        "instructor|presenter|speaker|host|provider|sponsor|vendor|organization|school|district|building|department|"
        "location|room|venue|file|client|customer|project|team|group|category|type|manager|supervisor|company|site|"
        "first|last|middle|contact|job|your|full|display|strand|area|domain|standard|framework|catalog|plan|campus"
    )
)
"""Words of a heading by which a name or title is that of something else."""


@lru_cache(maxsize=1 << 13)
def folded(heading: str) -> str:
    """A heading or a cell without case, accents and punctuation: “Strand(s):” → “strands”; brackets' words stay."""
    text = unicodedata.normalize("NFKD", heading[:_LONGEST])
    text = re.sub(
        r"(?<=[a-z]{2})(?=[A-Z][a-z])|(?<=[A-Z][a-z])(?=[A-Z][a-z])", " ", text
    ).casefold()  # “durationInMinutes”
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = re.sub(r"\(([a-z]{1,2})\)", lambda one: one[1] if one[1] in ("s", "es") else f" {one[1]} ", text)
    text = text.replace("#", " number ").replace("&", " and ").replace("%", " percent ")
    return " ".join(re.findall(r"\w+", text.replace("_", " ")))


def bare(heading: str) -> str:
    """The same without what stands in brackets, where anything stands outside them."""
    outside = re.sub(r"[(\[{][^)\]}]*[)\]}]", " ", re.sub(r"\((e?s)\)", r"\1", heading[:_LONGEST]))
    return folded(outside) or folded(heading)


def known(heading: str) -> str | None:
    """What a heading is known to mean: the words with their brackets first, then without them."""
    measure = measure_of(heading)
    if (
        measure is not None
        and measure.is_whole
        and not measure.is_bare
        and measure.kind
        and not measure.asks
        and measure.role >= PLAIN
    ):
        return "minutes" if measure.unit == "minutes" else "hours"
    key, rank = day_of(heading)
    if key and rank >= 2:
        return key
    if name_rank(heading) >= 2 and aside(heading) is None:
        return "title"
    for words in dict.fromkeys((folded(heading), bare(heading))):
        if (found := _KNOWN.get(words)) is not None:
            return found
        if is_status(words):
            return "status"
    return None


def likely(heading: str) -> str | None:
    """What the words of a heading make likely."""
    words = folded(heading)
    if len(words) > 120:
        return None
    key, _ = day_of(heading)
    if key:
        return key
    measure = measure_of(heading)
    if (
        measure is not None
        and measure.kind == 3
        and not measure.is_bare
        and not measure.asks
        and measure.role > PLAIN - 2
    ):
        return "minutes" if measure.unit == "minutes" else "hours"
    return next((key for pattern, key in _LIKELY if re.search(pattern, words)), None)


def meant(heading: str) -> str | None:
    """What a heading of anything but names, days and lengths is known to mean."""
    return next((_KNOWN[words] for words in (folded(heading), bare(heading)) if words in _KNOWN), None)


def perhaps(heading: str) -> str | None:
    """The same by its likely words."""
    words = folded(heading)
    found = next((key for pattern, key in _LIKELY if re.search(pattern, words)), None) if len(words) <= 120 else None
    return None if found == "title" else found


def name_rank(heading: str) -> int:
    """How well a heading says that its column holds the name: 3, 2, 1, or 0 for not at all."""
    words = folded(heading).removesuffix(" with link")
    if _is_code(words) or words in vocabulary.PEOPLE:
        return 0
    rank = max(_NAMES.get(words, 0), _NAMES.get(bare(heading), 0))
    if rank or len(words) > 120 or is_status(words) or meant(heading) is not None:
        return rank
    tokens = words.split()
    is_named = tokens[-1:] in (["name"], ["title"]) and not set(tokens) & _NO_NAMES
    return 2 if is_named or re.search(_LIKELY[-1][0], words) or re.search(r"\bcourse full ?name\b", words) else 0


def measure_of(heading: str) -> Measure | None:
    """What a heading says of a length; the brackets are read where their words are known, else left aside."""
    if aside(heading) is not None:
        return None
    whole = read_measure(bare(heading) if "=" in heading else folded(heading))
    if whole is not None and whole.is_whole:
        return whole
    without = read_measure(bare(heading))
    if without is not None and without.is_whole:
        # “Hours (as on the certificate)”: nothing in the brackets is a unit, so the words outside hold.
        return without if whole is None or (whole.unit == without.unit and whole.role == without.role) else whole
    return whole


def day_of(heading: str) -> tuple[str, int]:
    """`date`, `start` or `posted` with how surely the heading says it (4 completed, 3 ended, 2 a day, 1 words of it);
    ("", 0) for no day."""
    words = folded(heading)
    tokens = frozenset(words.split())
    if len(words) > 120 or not tokens or tokens & _ELSEWHERE.keys() or _is_code(words):
        return "", 0
    if tokens & {"hours", "hrs", "minutes", "mins", "duration", "length"}:
        return "", 0
    rest = tokens - _DAY_WORDS - _DAY_NOUNS
    is_dated = bool(_DATED.search(words))
    if tokens & _OFFICIAL and (is_dated or not rest - _OFFICIAL - {"to", "talent", "in", "approved"}):
        return "posted", 3
    if rest and rest <= _DONE and (is_dated or len(tokens) == 1 or rest == tokens):
        return "date", 4
    if rest and rest <= _ENDS | {"last"} and "utc" not in rest:
        return "date", 3
    if rest and rest <= _STARTS and words != "in":
        return "start", 3
    if not rest and tokens & {"date", "dates", "day", "when", "datum", "tag", "fecha"}:
        return "date", 2
    if not is_dated or not tokens & {"date", "dates"}:
        return "", 0
    if tokens & _GIVEN:
        return "date", 0  # asked about where nothing better is there
    if rest & _STARTS:
        return "start", 1
    return "date", 1 + bool(rest & _DONE)


def clock_of(heading: str) -> str:
    """`begins` or `ends` where a heading of times of day says it; "" where it says neither."""
    for words in (folded(heading), bare(heading)):
        if words in _STOPS:
            return "ends"
        if words in _BEGINS:
            return "begins"
        tokens = frozenset(words.split())
        if tokens & {"time"} and tokens & _ENDS:
            return "ends"
        if tokens & {"time"} and tokens & _STARTS:
            return "begins"
    return ""


def is_break(heading: str) -> bool:
    """Whether a heading speaks of the breaks between beginning and end: “Lunch (min)”."""
    held = frozenset(bare(heading).split())
    return bool(held & vocabulary.BREAKS) and held <= vocabulary.BREAKS | vocabulary.BESIDE_BREAKS


def is_status(heading: str) -> bool:
    """Whether a heading may say whether a row counts: a status, a result, “Attended?”."""
    for words in dict.fromkeys((folded(heading), bare(heading))):
        tokens = words.split()
        is_other = bool(set(tokens) & status_words.STATUS_BUT)
        if words in status_words.STATUS_HEADINGS or (
            tokens and tokens[-1] in status_words.STATUS_NOUNS and not is_other
        ):
            return True
    return False


def aside(heading: str) -> str | None:
    """Why a column is no part of an activity, where it is known not to be."""
    words = folded(heading)
    is_address = words.endswith(("email", "e mail", "email address")) and words.split()[0] in vocabulary.PEOPLE
    if (
        is_address
        or words in vocabulary.PEOPLE
        or (words.endswith(" full name") and words.split()[0] in vocabulary.PEOPLE)
    ):
        return SAYS_WHO
    for one in dict.fromkeys((words, bare(heading))):
        if one in vocabulary.OTHERS:
            return vocabulary.OTHERS[one]
    tokens = words.split()
    if (tokens and tokens[0] in ("cost", "price", "fee", "billable")) or (
        len(tokens) > 1
        and tokens[-1] in ("cost", "fee", "price", "rate", "amount", "paid", "charged", "refund", "dollars")
    ):
        return "it says what it cost"
    if len(tokens) > 1 and _is_code(words.removesuffix(" with link")):
        return "a number or a short form"
    return None


def _is_code(words: str) -> bool:
    tokens = words.split()
    return (
        len(tokens) > 1
        and (
            tokens[-1] in vocabulary.CODES
            or ("short" in tokens and tokens[-1] in ("name", "title"))
            or (tokens[0] in ("number", "code") and len(tokens) == 2 and tokens[1] in ("course", "event", "activity"))
        )
        and words not in ("activity id", "alcto id", "offering id", "catalog id", "catalogue id")
    )


def why_no_day(heading: str) -> str | None:
    """Why a column of days is not the day of an activity, where its heading says so."""
    words = folded(heading).split()
    if set(words) & {"until", "till", "through", "thru"} and set(words) & (_GIVEN | {"current"}):
        return UNTIL
    return next((_ELSEWHERE[one] for one in words if one in _ELSEWHERE), None)


def is_day_of_issue(heading: str) -> bool:
    """Whether a heading says when something was issued or awarded, which may be later than it was done."""
    return bool(_GIVEN & set(folded(heading).split()))


def is_heading(cell: str) -> bool:
    """Whether a cell reads like the heading of a column of a log."""
    return len(cell) <= _LONGEST and (known(cell) is not None or likely(cell) is not None or aside(cell) is not None)
