"""The fields that a form may ask of one entry (recert:60-66), with the keys of the records that fill each."""

from __future__ import annotations

from collections.abc import Mapping

FORM_FIELDS: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    (
        "applicant",
        "Applicant and school district",
        {"person.name": "your name", "person.district": "your school district"},
    ),
    ("activity", "Activity and location", {"title": "the name of the activity", "location": "the place"}),
    ("date", "Date completed", {"date": "the day"}),
    ("hours", "Number of hours", {"hours": "the hours"}),
    ("strands", "Coursework skill area", {"strands": "the coursework skill area"}),
    ("justification", "Justification of the relation to the coursework", {"justification": "the justification"}),
    ("description", "Description of the activity", {"description": "the description"}),
)
"""Of each field its key, its label, and the keys of the records with what each is called; in the form's order."""
