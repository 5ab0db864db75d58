"""What else a program asks or tells: steps, stages, ways to one end, settings, readings, conditions."""

from datetime import date
from typing import Any, Literal

import msgspec

from alcto_core.rules.vocabulary.words import Conditional, Names, Word


class Deadline(Word, frozen=True, kw_only=True):
    """The last month in which a step can be done so that what follows it still ends inside the window. Advice only."""

    since: date = msgspec.field(name="from")
    """It holds for windows that begin on this day or later, until the next entry of the list."""
    month: int
    """The month of the year in which the step is done, 1 to 12."""
    ends: int | None = None
    """The next such month by whose end what follows has ended; none: the step stands for itself."""
    text: str
    """The beginning of the sentence, which goes on with the window's last day and the month: "the last July in which
    you can apply and still finish"."""
    inferred: str = ""
    """What it is inferred from, where no source names it: half a sentence."""
    cite: Names


class Step(Conditional, frozen=True, kw_only=True):
    """Something that must be done besides hours: a document, a presentation, the hand-in."""

    id: str
    title: str
    text: str
    group: str = ""
    """What it is part of, e.g. "Technology plan"."""
    unit: str = "steps"
    """What is missing, named by its kind: "documents"."""
    meaning: str = ""
    """What it is for, in one line."""
    questions: tuple[str, ...] = ()
    """What a document should answer, question by question, in the outline of it that alcto writes."""
    times: int = 1
    """How often it must be done in the window."""
    by: bool = False
    """Somebody must be named who judged or signed it."""
    advisory: bool = False
    is_submission: bool = msgspec.field(default=False, name="submission")
    """Handing in, which closes the window."""
    holds: Literal["", "everything"] = ""
    """`everything`: a hand-in by the person, which serves only if all else that blocks was there on its day."""
    waivable: bool = False
    """A record may mark it as not needed, with a reason."""
    attached: tuple[Literal["files", "attended"], ...] = ()
    """Keys of its mark, one of which should say something; where none does, the standing advises it."""
    headings: tuple[str, ...] = ()
    """Of a section of a document: words by one of which a heading is known for it, each by the beginnings of its words;
    none: the words of its title. What is not found is told, and nothing turns on it."""
    afterwards: bool = False
    """It shows only after the window has ended: what is marked in the next window speaks of this one."""
    early: bool = False
    """It may be done before the window began."""
    implied: bool = False
    """An entry that counts shows that it was done."""
    deadline: tuple[Deadline, ...] = ()
    """When it is best done, in the order of their first days."""
    cite: Names


class Entries(Word, frozen=True, kw_only=True):
    """What each entry must hold before it can be handed in."""

    id: str
    title: str
    text: str
    needs: tuple[str, ...]
    """Keys of an activity, and `person.KEY` for keys of the person."""
    advisory: bool = True
    cite: Names


class Condition(Conditional, frozen=True, kw_only=True):
    """Who owes it, or who owes nothing, and why."""

    text: str
    """The sentence for a person to whom it does not apply."""
    cite: Names


class Posts(Word, frozen=True, kw_only=True):
    """Which post is meant by `person.role_began`, where the person held such a post before in another district."""

    after: date
    """Posts that were taken on this day or earlier are none of those meant."""
    switch: str
    """The switch between the first of the posts meant and the present one."""
    first: bool | str
    """Its answer under which the first one is meant."""
    cite: Names


class AnyOf(Conditional, frozen=True, kw_only=True):
    """Several ways to the same end: one of them must be met whole. Where it is not asked, each of its rules and steps
    is asked by itself."""

    id: str
    title: str
    text: str
    options: tuple[tuple[str, ...], ...]
    """Ids of rules and steps; all ids of one option must be met."""
    cite: Names


class Stage(Word, frozen=True, kw_only=True):
    """One of the ordered states of a person in the program, reached on a day that the record tells."""

    id: str
    title: str
    text: str
    ends: Literal["", "met", "unmet"] = ""
    """`met`: reaching it fulfils the program; `unmet`: it ends the program without that."""
    advisory: bool = False
    """A stage beyond what is owed, or a way that not everybody goes."""
    since: date | None = msgspec.field(default=None, name="from")
    """The first day on which it could be reached: a day before it reaches nothing."""
    other_since: date | None = msgspec.field(default=None, name="other_from")
    """That day under the other answer of `switch`."""
    switch: str | None = None
    """A switch between the two first days."""
    cite: Names


class Setting(Word, frozen=True, kw_only=True):
    """A number or fact that the rule set asks the person for, as no source tells it."""

    id: str
    title: str
    text: str
    """What it is, and who would know it."""
    type: Literal["number", "text", "date", "bool"]
    default: Any = None
    """What holds where the person set nothing, of the setting's own type; else nobody knows it."""
    default_cite: Names | None = None
    cite: Names


class Opens(Word, frozen=True, kw_only=True):
    """A credential of another program that reaching a step opens."""

    program: str
    step: str
    text: str
    cite: Names


class Fact(Word, frozen=True, kw_only=True):
    """Something worth knowing of the program that asks nothing: who may join, a fee, what follows."""

    title: str
    text: str
    verified: bool = True
    """False: it comes from a page that was read in part only, and nobody has confirmed it."""
    cite: Names


class Lapse(Word, frozen=True, kw_only=True):
    """What the sources say of who misses it: told wherever it is missed."""

    text: str
    """What follows, as a sentence of ours; it begins with the condition under which it does not."""
    cite: Names


class Switch(Word, frozen=True, kw_only=True):
    """A named reading of an unclear clause."""

    id: str
    reading: str = ""
    """The reading's number in the list of unclear clauses, e.g. "A41"."""
    default: bool | str
    other: bool | str = ""
    """The other answer; of a yes or no it need not be written."""
    text: str
    """The default reading as a sentence."""
    other_text: str = ""
    """The other reading as a sentence; else it is the opposite of `text`."""
    cite: Names

    def __post_init__(self) -> None:
        if self.other == "" and isinstance(self.default, bool):
            msgspec.structs.force_setattr(self, "other", not self.default)
        if not self.other_text:
            msgspec.structs.force_setattr(self, "other_text", f"The opposite of “{self.text.rstrip('.')}”.")


class OfficialRecord(Word, frozen=True, kw_only=True):
    """Which record decides in the end."""

    name: str
    lists: Literal["activities", "persons"]
    """`activities`: it shows single activities, and the person can log the day each was posted."""
    cite: Names = ()
    """Where that is said; none: its name is told without a source."""
