"""The kinds of rule files."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from alcto_core.rules.vocabulary.listing import Catalogue, Framework
from alcto_core.rules.vocabulary.replacing import Replacement
from alcto_core.rules.vocabulary.rule_set import RuleSet

RuleFile = RuleSet | Framework | Catalogue | Replacement
"""What one rule file holds."""

KINDS: Mapping[str, type[RuleFile]] = {
    "rule-set": RuleSet,
    "framework": Framework,
    "catalogue": Catalogue,
    "replacement": Replacement,
}
"""What a rule file's `kind` may be."""

PLAIN_TYPES = (date, Decimal)
"""Values that stand for themselves in a rule file: text never passes for one of them."""

MOST_BYTES = 1_000_000
"""A rule file is text that people write; anything larger is something else."""
