"""Replacements: a person's own rule in the place of a published one, with the reason."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from alcto_core.rules.vocabulary.asking import Rule
from alcto_core.rules.vocabulary.words import Document, Word


class Replacement(Word, frozen=True, kw_only=True):
    """One rule of a rule set as it holds for this person: a letter, a decision, a list that came by mail.

    Standings show both: the answer under this rule, and the one under the rule as it was published.
    """

    kind: Literal["replacement"]
    schema: Literal[1]
    id: str
    title: str
    replaces: str
    """Rule set and rule: `al-td-ceu/source/alet`."""
    reason: str
    """Why, as a sentence for the person."""
    checked: date
    verified: bool = True
    documents: Mapping[str, Document]
    rule: tuple[Rule, ...]
    """Exactly one, with the id of the rule that it replaces."""

    @property
    def new(self) -> Rule:
        """The rule that holds instead."""
        return self.rule[0]

    @property
    def rule_set(self) -> str:
        """Id of the rule set."""
        return self.replaces.removesuffix(f"/{self.new.id}")
