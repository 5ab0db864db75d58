"""The words by which people head the columns of a log and fill its choices: data, and nothing that reads it."""

from __future__ import annotations

from collections.abc import Mapping


def phrases(listed: str) -> tuple[str, ...]:
    """The phrases of a text, divided by bars."""
    return tuple(listed.split("|"))


TARGETS: Mapping[str, str] = {
    "title": "name of the activity",
    "title/location": "name and place in one cell, divided by a slash or a line break",
    "session": "name of a session, where another column holds the name of the event",
    "kind": "kind of time of a session: session, registration, exhibit-hall, meal or break",
    "location": "place",
    "date": "day it was completed",
    "start": "first day, or the day where no other column holds it",
    "begins": "time of day at which it began, or a span such as 9:00-10:30",
    "ends": "time of day at which it ended",
    "breaks": "breaks between beginning and end, which are taken off",
    "hours": "clock hours",
    "minutes": "the same in minutes, or the minutes beside the hours",
    "strands": "subject areas",
    "area": "a tick for the subject area that its heading names",
    "split": "hours of the subject area that its heading names",
    "division": "hours of each subject area in one cell, such as IT 1.5; Data 0.5",
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
    "counts_for": "the only credentials that it counts for",
    "units": "amounts in units, such as 2 CEU",
    "id": "id of an activity in the records",
}
"""What a column may hold: the keys of an activity, and other forms that become one of them."""

SEVERAL = frozenset(phrases("status|split|area|breaks"))
"""What several columns may hold."""

FILLS: Mapping[str, tuple[str, ...]] = {
    "title/location": ("title", "location"),
    "start": ("date",),
    "minutes": ("hours",),
    "split": ("hours", "strands"),
    "area": ("strands",),
}
"""The keys that a column of another form fills."""

NEEDED = phrases("title|date|hours")
"""What every activity has."""

NEEDED_WORDS: Mapping[str, str] = {"title": "the name of the activity", "date": "the day", "hours": "the hours"}

FORMATS: Mapping[str, str] = {
    **dict.fromkeys(phrases("in person|inperson|face to face|f2f|onsite|on site|live|in"), "in-person"),
    **dict.fromkeys(phrases("online|virtual|remote|webinar|zoom|on line|web|on demand"), "online"),
    **dict.fromkeys(phrases("hybrid|blended|both"), "hybrid"),
}
"""Words of a cell for each format, folded as headings are."""

NAMES: tuple[tuple[str, int], ...] = (
    # How well a heading says that its column holds the name: 3 wherever it stands, 2 unless a 3 is there, 1 alone.
    (
        "title|activity name|activity title|name of activity|name of the activity|title of activity|event name|"
        "event title|name of event|training title|training name|name of training|conference name|session title|"
        "session name|pd activity|pd title|pd event|prof dev title|professional development title|"
        "professional development activity|professional learning activity|course title|course name|class title|"
        "class name|course full name|full course name|full name of course|course fullname|coursename|program title|"
        "program name|workshop title|workshop name|webinar title|webinar name|meeting title|meeting name|"
        "learning activity|learning title|item title|item name|learning object|learning object title|content title|"
        "content name|offering title|offering name|training object|training object title|object title|name of course|"
        "title of course|title of program|title of event|name of program|title of activity program|module name|"
        "module title|lesson title|lesson name|certification name|certificate name|certificate title|titel|titulo|"
        "opportunity name|opportunity title|section title|seminar title|activity description title|name of conference|"
        "resource name|resource title|learning plan title|title of workshop|name of workshop|topic title|session topic",
        3,
    ),
    (
        "name|activity|activities|event|events|training|trainings|workshop|workshops|conference|session|meeting|"
        "webinar|pd|prof dev|professional development|professional learning|what|topic|class|opportunity|program|"
        "programme|learning|seminar|veranstaltung|fortbildung|actividad|summary|activity program|event program|"
        "activity event|course activity|course event|training course|course workshop|workshop course|course or event|"
        "activity or event|event activity|training activity|training event|conference workshop|workshop conference|"
        "lesson|video|video title|path|learning path|ce activity|cpe activity|cpd activity|pdu activity|pdh activity",
        2,
    ),
    (
        "course|courses|description|description of activity|activity description|event description|subject|module|"
        "course module|offering|certificate|certificates|certification|task|item|items|resource|content|"
        "course description|training description|program description|subject line|entry|details|what was done|"
        "what i did",
        1,
    ),
)

_LONE = phrases("course|offering|module|certification|certificate|item|resource|content")
LONE_ORDER: tuple[str, ...] = (
    *_LONE,
    "lesson",
    "description",
    "subject",
    "task",
    "entry",
    "details",
    "what",
)
"""Which of the lone names goes first."""

PHRASES: Mapping[str, str] = {
    "kind": "kind of time",
    "division": "division among strands|hours by strand|hours of each strand|split",
    "title/location": "name of activity location|activity name location|activity location name|event location name|"
    "name of activity and location|name and location of activity|activity and location|event and location",
    "location": "location|place|where|venue|city|city state|site|address|location of activity|activity location|"
    "event location|ort|lugar|room|location name",
    "strands": "strand|strands|skill area|skill areas|coursework skill area|coursework skill areas|coursework|"
    "coursework area|subject|subject area|subject areas|area|areas|competency|competencies|domain|domains|"
    "standard|standards|course area|cto course|al cto course|al cto courses|al cto strand|cto strand|framework|"
    "framework area|essential skill|essential skill area|skill|skills|focus area|content area|topic area",
    "offering": "offering|offering id|catalog|catalogue|catalog id|catalogue id|approved event",
    "course": "course|courses|module|course module|talent course",
    "source": "provider|provided by|sponsor|sponsored by|source|organization|organisation|organizer|organiser|"
    "host|hosted by|offered by|vendor|granted by|who granted it|agency|association|training provider|anbieter|"
    "proveedor|provider name|sponsor name|course provider|course sponsor|activity provider|training vendor|"
    "sponsoring organization",
    "category": "category|categories|kind of activity|pdu category|cpe category|activity category|credit category",
    "format": "format|mode|delivery|delivery mode|delivery method|modality|in person or online|online or in person|"
    "in person online|in person virtual|virtual or in person|course format|activity format|delivery format|method",
    "justification": "justification|justification of relation to coursework|relation to coursework|"
    "relation to coursework justification|relation to course work|relevance|relation|rationale|"
    "how it relates|how it relates to coursework|how does it relate|alignment|reason",
    "description": "description|description of activity|activity description|event description|details|summary|"
    "what was done|what i did|content|what i learned|beschreibung|descripcion|course description|objectives",
    "evidence": "evidence|certificate|certificates|certificate file|certificate path|certificate of completion|proof|"
    "attachment|attachments|file|files|file name|filename|document|documents|documentation|supporting documents",
    "note": "note|notes|comment|comments|remark|remarks|bemerkung|notas|reflection|reflections",
    "counts_for": "only for|counts only for",
    "units": "in units",
    "id": "id|activity id|alcto id",
}

SESSIONS = frozenset(
    phrases(
        "session|sessions|session title|session name|session topic|presentation|talk|breakout|breakout session|"
        "workshop|workshop title"
    )
)
"""Headings of a session, beside a heading of its event."""
EVENTS = frozenset(
    phrases(
        "event|event name|event title|name of event|conference|conference name|conference title|"
        "name of conference|activity|activity name|name of activity|program|program name|meeting"
    )
)

BREAKS = frozenset(phrases("break|breaks|lunch|pause|pausen|mittagspause|pausa|meal|meals|recess|deduct|deduction"))
"""Words of a heading of breaks."""
BESIDE_BREAKS = frozenset(
    phrases(
        "unpaid|time|min|mins|minutes|minuten|minutos|h|hr|hrs|hours|duration|length|deducted|of|less|off|minus|"
        "total|taken|am|pm|morning|afternoon|and|coffee|for|long|1|2|in|included|inclusive|start|starts|end|ends|"
        "begin|begins|out|from|to|started|ended|inicio|fin|beginn|ende|von|bis"
    )
)
"""Words that may stand beside those."""

PEOPLE = frozenset(
    phrases(
        "who attended|attended by|who went|technician|technician name|"
        "applicant name|applicant name and school district|your name|participant|participants|participant name|"
        "employee|employee name|first name|last name|firstname|lastname|district|school district|school system|"
        "system|school|email|email address|e mail|user email|name of applicant|cohort|user|user name|username|"
        "learner|learner name|attendee|attendee name|member|member name|teacher|teacher name|staff|staff name|"
        "staff member|person|person name|student|student name|licensee|licensee name|licensee first name|"
        "licensee last name|middle name|middle initial|initials|supervisor|manager|reviewer|approver|"
        "name original name|original name|phone|phone number|signature|position|job title|role title|grade level|"
        "building|department|team|campus|registrant|registrant name|trainee|trainee name|display name|"
        "employee full name|user full name|full name user|name of participant|name of employee|surname|"
        "given name|last name first name|name last first|name first last|full name|owner|assignee|created by|"
        "submitted by|entered by|approved by|tracked by|resource owner|contact|contact name"
    )
)
ABOUT_THE_PERSON = PEOPLE & frozenset(
    phrases(
        "supervisor|manager|reviewer|approver|owner|assignee|created by|submitted by|entered by|approved by|tracked by|"
        "resource owner|contact|contact name|district|school district|school system|system|school|cohort|signature|"
        "position|job title|role title|grade level|building|department|team|campus|initials|username|user email"
    )
)
"""Those of them that do not name whose hours a row holds."""
GIVEN_NAMES = frozenset(phrases("first name|firstname|given name|licensee first name"))
FAMILY_NAMES = frozenset(phrases("last name|lastname|surname|licensee last name"))
OTHERS: Mapping[str, str] = {
    **dict.fromkeys(
        phrases(
            "instructor|instructors|presenter|presenters|speaker|speakers|trainer|facilitator|teacher of record|"
            "instructor name|presenter name|speaker name|lead|author"
        ),
        "it says who led it",
    ),
    **dict.fromkeys(phrases("timestamp|time stamp"), "the moment in which a form was filled in"),
    **dict.fromkeys(
        phrases("number|no|row|nr|row number|line|line number|index|sr no|sl no|s no"),
        "a number of the row",
    ),
    **dict.fromkeys(
        phrases(
            "score|scores|quiz score|test score|exam score|percentage|percent|gpa|"
            "rating|stars|evaluation|attempts|attempt|rank|satisfaction"
        ),
        "a mark or a rating",
    ),
    **dict.fromkeys(
        phrases(
            "cost|fee|fees|price|amount|total cost|registration fee|registration|tuition|rate|billable rate|"
            "billable amount|hourly rate|paid|amount paid|stipend|reimbursement|budget|internal rate|fixed rate|"
            "cost rate|cost amount|currency|invoice|travel|travel cost|per diem|expense|expenses|mileage|miles|po|"
            "po number|billable|invoiced|exported"
        ),
        "it says what it cost",
    ),
    **dict.fromkeys(
        phrases(
            "fy|fiscal year|year|school year|month|quarter|semester|term|week|weekday|day of week|day of the week|"
            "reporting year|reporting period|cycle|period|window|season|age|calendar year|academic year"
        ),
        "it says which year or part of it",
    ),
    **dict.fromkeys(
        phrases(
            "attendees|number of attendees|seats|capacity|enrollment|enrolled|class size|headcount|number attending|"
            "people|group|group size|section|room number|number of participants|days|number of days|sessions|"
            "number of sessions|views|downloads|count|quantity|qty|page|pages|version|level|priority|zip|zip code|"
            "postal code|extension|employee number|badge"
        ),
        "it counts something else",
    ),
}
"""Headings of what no activity holds, and why."""
CODES = frozenset(
    phrases(
        "id|ids|number|num|no|nr|code|codes|key|guid|uuid|ref|reference|short|shortname|abbreviation|abbrev|"
        "acronym|idnumber|crn|sku|url|link|ssn|license|licence|barcode"
    )
)
"""Last words of a heading that make it a number or a short form of something."""
