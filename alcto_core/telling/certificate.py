"""What was read from a certificate, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from alcto_core.entry.form import EntryText
from alcto_core.importing.certificate import Certificate

LABELS = {
    "title": "Event",
    "offering": "Listed as",
    "date": "Date",
    "hours": "Hours",
    "person": "Person",
    "source": "Sponsor",
    "location": "Place",
    "paper": "Certificate",
    "badge": "Badge",
}
"""What each value found is called."""
NEEDED = ("title", "date", "hours")
LOOK_FIRST = "What a certificate says is looked at before it is saved; run this in a terminal, without --yes."


def found_lines(certificate: Certificate) -> Iterator[tuple[str, str, str]]:
    """Label, value and place of each value; "not found" for one that an entry needs."""
    for key, label in LABELS.items():
        if found := certificate.found.get(key):
            yield label, found.value, found.place
        elif key in NEEDED:
            yield label, "not found", ""


def beside(certificate: Certificate, key: str) -> str:
    """What is told beside a field: where its value stands, else what has to be decided."""
    found, doubts = certificate.found.get(key), certificate.doubts.get(key, ())
    return "; ".join(filter(None, (found.place if found else "", *doubts)))


class Begun(msgspec.Struct, frozen=True):
    """The form that begins with a certificate, and what that says."""

    text: EntryText
    certificate: Certificate

    def remarks(self, text: EntryText) -> dict[str, str]:
        """Where each value stands and what is doubtful, by field, as long as the value is the one that was found."""
        told = {key: beside(self.certificate, key) for key in LABELS if key in EntryText.__struct_fields__}
        return {key: words for key, words in told.items() if words and getattr(text, key) == getattr(self.text, key)}

    @property
    def warning(self) -> str:
        """What to know of it as a whole, and of the name on it."""
        doubts = self.certificate.doubts
        return " ".join((*doubts.get("paper", ()), *doubts.get("badge", ()), *doubts.get("person", ())))


def doubt_lines(certificate: Certificate) -> Iterator[str]:
    """What the person has to decide or should know, a sentence each."""
    for key, doubts in certificate.doubts.items():
        for words in doubts:
            yield f"{LABELS[key]}: {words[:1].lower()}{words[1:]}"
