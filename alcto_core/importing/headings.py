"""The words by which people head the columns of a log, and what each column means to alcto."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

TARGETS: Mapping[str, str] = {
    "title": "name of the activity",
    "title/location": "name and place in one cell, divided by a slash or a line break",
    "location": "place",
    "date": "day it was completed",
    "start": "first day; only where no other column holds the day",
    "hours": "clock hours",
    "minutes": "the same in minutes",
    "strands": "subject areas",
    "offering": "entry of a catalogue, by its id or its exact title",
    "course": "which course, where the offering is a family of courses",
    "source": "who granted it",
    "category": "kind of activity",
    "format": "in-person, online or hybrid",
    "status": "completed or planned",
    "posted": "day on which the official record showed it",
    "justification": "relation to the coursework",
    "description": "what was done",
    "evidence": "file of proof inside the records folder",
    "note": "note",
    "id": "id of an activity in the records",
}
"""What a column may hold: the keys of an activity, and three forms that become one of them."""

FILLS: Mapping[str, tuple[str, ...]] = {
    "title/location": ("title", "location"),
    "start": ("date",),
    "minutes": ("hours",),
}
"""The keys that a column of another form fills."""

NEEDED = ("title", "date", "hours")
"""What every activity has."""

FORMATS: Mapping[str, str] = {
    **dict.fromkeys(("in person", "inperson", "face to face", "f2f", "onsite", "on site", "live", "in"), "in-person"),
    **dict.fromkeys(("online", "virtual", "remote", "webinar", "zoom", "on line", "web", "on demand"), "online"),
    **dict.fromkeys(("hybrid", "blended", "both"), "hybrid"),
}
STATUSES: Mapping[str, str] = {
    **dict.fromkeys(("completed", "complete", "done", "finished", "attended", "yes", "x"), "completed"),
    **dict.fromkeys(("planned", "registered", "upcoming", "scheduled", "not yet", "future", "to do"), "planned"),
}
"""Words of a cell for each format and each status, folded as headings are."""

NEVER_DONE = frozenset(
    ("cancelled", "canceled", "no", "n", "no show", "absent", "missed", "not attended", "did not attend", "did not go",
     "not completed", "incomplete", "declined", "denied", "rejected", "withdrawn", "withdrew", "dropped", "void")
)  # fmt: skip
"""Words of a status that say that it was not done; an activity of the records knows no such state."""

_PHRASES: Mapping[str, str] = {
    "title": "title|name|activity|activities|activity name|activity title|name of activity|name of the activity|"
    "title of activity|event|event name|event title|name of event|training|training title|training name|"
    "name of training|workshop|conference|conference name|session|session title|session name|meeting|webinar|pd|"
    "pd activity|pd title|pd event|prof dev|prof dev title|professional development|professional development title|"
    "professional development activity|professional learning|professional learning activity|what|topic|class|"
    "course title|course name|class title|opportunity|program|titel|veranstaltung|fortbildung|titulo|actividad",
    "title/location": "name of activity location|activity name location|activity location name|event location name|"
    "name of activity and location|name and location of activity|activity and location|event and location",
    "location": "location|place|where|venue|city|city state|site|address|location of activity|activity location|"
    "event location|ort|lugar",
    "date": "date|dates|date completed|dates completed|completed|completed on|completion date|date of completion|"
    "end|ends|end date|date end|ended|finish|finished|finish date|date finished|last day|when|day|date attended|"
    "dates attended|attended|activity date|date of activity|event date|event dates|date of event|training date|"
    "session date|pd date|date taken|date earned|earned|to|thru|through|datum|tag|fecha",
    "start": "start|starts|start date|date start|started|begin|begins|begin date|began|beginning date|first day|from",
    "hours": "hours|hour|hrs|hr|clock hours|number of hours|number of clock hours|no of hours|no hours|number hours|"
    "num hours|of hours|total hours|pd hours|contact hours|hours earned|hours completed|hours attended|hours claimed|"
    "credit hours|hours credit|professional development hours|td ceu|td ceus|td ceu hours|ceu hours|time spent|"
    "duration|length|duration hours|hours spent|stunden|std|horas",
    "minutes": "minutes|mins|min|duration minutes|number of minutes|length in minutes|duration in minutes",
    "strands": "strand|strands|skill area|skill areas|coursework skill area|coursework skill areas|coursework|"
    "coursework area|subject|subject area|subject areas|area|areas|competency|competencies|domain|domains|"
    "standard|standards|course area|cto course|al cto course|al cto courses|al cto strand|cto strand|framework|"
    "framework area|essential skill|essential skill area|skill|skills",
    "offering": "offering|offering id|catalog|catalogue|catalog id|catalogue id|approved event",
    "course": "course|courses|module|course module|talent course",
    "source": "provider|provided by|sponsor|sponsored by|source|organization|organisation|organizer|organiser|"
    "host|hosted by|offered by|vendor|granted by|agency|association|training provider|anbieter|proveedor",
    "category": "category|categories|kind of activity",
    "format": "format|mode|delivery|delivery mode|delivery method|modality|in person or online|online or in person|"
    "in person online|in person virtual|virtual or in person",
    "status": "status|activity status",
    # "Approved" is left out: a supervisor's approval is not the official record, and `posted` confirms hours.
    "posted": "posted|posted on|date posted|posted date|credited|date credited|credited on|posted to talent|"
    "date posted to talent|posted in talent|approved posted",
    "justification": "justification|justification of relation to coursework|relation to coursework|"
    "relation to coursework justification|relation to course work|relevance|relation|rationale|"
    "how it relates|how it relates to coursework|how does it relate|alignment|reason",
    "description": "description|description of activity|activity description|event description|details|summary|"
    "what was done|what i did|content|what i learned|beschreibung|descripcion",
    "evidence": "evidence|certificate|certificates|certificate file|certificate path|certificate of completion|proof|"
    "attachment|attachments|file|files|file name|filename|document|documents|documentation|supporting documents",
    "note": "note|notes|comment|comments|remark|remarks|bemerkung|notas",
    "id": "id|activity id|alcto id",
}

_OWN: frozenset[str] = frozenset(
    (
        "applicant name", "applicant name and school district", "your name", "participant", "participant name",
        "employee", "employee name", "first name", "last name", "full name", "district", "school district",
        "school system", "system", "school", "email", "email address", "name of applicant", "cohort",
    )
)  # fmt: skip
_ASIDE: Mapping[str, str] = {
    "timestamp": "the moment in which a form was filled in",
    "number": "a number of the row",
    "no": "a number of the row",
    "row": "a number of the row",
    "nr": "a number of the row",
    "running total": "a sum over rows",
    "cumulative hours": "a sum over rows",
    "cumulative": "a sum over rows",
    "hours remaining": "a sum over rows",
    "remaining": "a sum over rows",
    "ceu": "a CEU may be one hour or ten, so say which: --column “NAME=hours” where it is one",
    "ceus": "a CEU may be one hour or ten, so say which: --column “NAME=hours” where it is one",
}

_KNOWN: Mapping[str, str] = {phrase: key for key, listed in _PHRASES.items() for phrase in listed.split("|")}

_LIKELY: tuple[tuple[str, str], ...] = (
    # The first that is found anywhere in a heading; the narrower ones come first.
    (r"justif|relat(?:ion|ed|es)\b|relevance", "justification"),
    (r"descri|summary|what .*(?:did|learn)", "description"),
    (r"date (?:posted|credited)|(?:posted|credit\w*) (?:date|on)", "posted"),
    (r"\b(?:start|begin)\w*\b.*\bdate|\bdate\b.*\b(?:start|begin)", "start"),
    (r"\bdates?\b|\bcomplet(?:ed|ion)\b", "date"),
    (r"\bminutes\b", "minutes"),
    (r"\b(?:clock|contact|pd|number of|total)\b.*\bhours\b|\bhours\b|\bhrs\b", "hours"),
    (r"\bstrands?\b|skill area|subject area", "strands"),
    (r"certificate|evidence|\bproof\b|attachment|upload", "evidence"),
    (r"\bprovider\b|sponsor|\bvendor\b", "source"),
    (r"\blocation\b|\bvenue\b|\bcity\b", "location"),
    (r"\b(?:notes?|comments?|remarks?)\b", "note"),
    (r"(?:name|title) of|(?:activity|event|training|session|workshop|course|pd|dev) (?:name|title)|\btitle\b", "title"),
)


_LONGEST = 200
"""Characters of a heading that are looked at."""


def folded(heading: str) -> str:
    """A heading without case, accents, punctuation and plural brackets: “Strand(s):” → “strands”."""
    text = unicodedata.normalize("NFKD", heading[:_LONGEST].casefold())
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = re.sub(r"\(([a-z]{1,2})\)", r"\1", text)
    text = re.sub(r"\([^)]*\)", " ", text) if re.sub(r"\([^)]*\)|\W", "", text) else text
    text = text.replace("#", " number ").replace("&", " and ")
    return " ".join(re.findall(r"\w+", text.replace("_", " ")))


def known(heading: str) -> str | None:
    """What a heading is known to mean."""
    return _KNOWN.get(folded(heading))


def likely(heading: str) -> str | None:
    """What the words of a heading make likely."""
    words = folded(heading)
    if len(words) > 120:
        return None
    return next((key for pattern, key in _LIKELY if re.search(pattern, words)), None)


def aside(heading: str) -> str | None:
    """Why a column is no part of an activity, where it is known not to be."""
    words = folded(heading)
    if words in _OWN:
        return "it says who you are, which the records know"
    return _ASIDE.get(words)


def is_heading(cell: str) -> bool:
    """Whether a cell reads like the heading of a column of a log."""
    return len(cell) <= 200 and (known(cell) is not None or likely(cell) is not None or aside(cell) is not None)
