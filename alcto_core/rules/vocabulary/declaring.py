"""Names that people write into their records and that a rule set gives a meaning: kinds of activity, and units."""

from alcto_core.rules.vocabulary.words import Names, Word


class Category(Word, frozen=True, kw_only=True):
    """A kind of activity that the rule set tells from others."""

    id: str
    label: str
    """What it is called for people."""
    aliases: tuple[str, ...] = ()
    """Other spellings that people may type; the records hold the id."""
    cite: Names


class Unit(Word, frozen=True, kw_only=True):
    """A unit that the authority counts."""

    id: str
    label: str
    """What one of it is called for people."""
    plural: str = ""
    """What several are called; else the label."""
    aliases: tuple[str, ...] = ()
    """Other spellings that people may type; the records hold the id."""
    cite: Names
