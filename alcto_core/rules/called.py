"""What people call the things that a rule file names by their ids: programs, lists, events, readings, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alcto_core.rules.library import source_name

if TYPE_CHECKING:
    from alcto_core.rules.library import Library
    from alcto_core.rules.vocabulary import RuleSet


class Called:
    """The names of what one rule set speaks of. What is not installed has no name but its id."""

    def __init__(self, rules: RuleSet, library: Library | None = None) -> None:
        self._rules = rules
        self._library = library
        self._titles = {
            **{one.id: one.title for one in rules.setting},
            **{one.id: one.title for one in rules.rule},
            **{one.id: one.title for one in rules.entries},
            **{one.id: one.title for one in rules.stage},
            **{one.id: one.title for one in rules.step},
        }

    def program(self, id: str) -> str:
        """ "AL-CTO" for `al-cto`."""
        found = self._library.rule_sets.get(id) if self._library is not None else None
        return found.short if found is not None else id

    def framework(self, id: str) -> str:
        """The strands of which program these are."""
        found = self._library.frameworks.get(id) if self._library is not None else None
        return f"the {found.title}" if found is not None else id

    def source(self, id: str) -> str:
        """ "ALET" for `alet`."""
        return source_name(id) if self._library is not None else id

    def offering(self, id: str) -> str:
        """The title of an event or a course."""
        found = self._library.newest(id) if self._library is not None else None
        return f"“{found[1].title}”" if found is not None else id

    def strand(self, id: str) -> str:
        """The short name of a strand."""
        return self._library.strand_short(id) if self._library is not None else id

    def part(self, id: str) -> str:
        """The title of a step, a stage, a rule or a setting of this rule set."""
        return f"“{self._titles[id]}”" if self._titles.get(id) else id

    def of(self, key: str, value: str) -> str:
        """The value of a key of a selection."""
        named = {"source": self.source, "offering": self.offering, "strand": self.strand}.get(key)
        if named is not None:
            return named(value)
        return value.replace("-", " ") if key == "format" and self._library is not None else value

    def other_part(self, program: str, id: str) -> str:
        """The title of a step or a stage of another program."""
        found = self._library.rule_sets.get(program) if self._library is not None else None
        return Called(found).part(id) if found is not None else id

    def reading(self, id: str, value: object, sentence: str = "") -> str:
        """A reading of an unclear clause, by what it says; where `sentence` says that already, as "this one"."""
        switch = next((one for one in self._rules.switch if one.id == id), None)
        if switch is None:
            return f"{id} = {str(value).lower()}"
        text = switch.text if value == switch.default else switch.other_text
        said = text.rstrip(".")
        return "that says so" if said == sentence.rstrip(".") else f"“{said}”"
