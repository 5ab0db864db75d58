"""The words that rule files are written in: rule sets, frameworks, catalogues and replacements as frozen values.

One idea carries most of it: a rule is a selection of hours with `at_least` or `at_most`. Every value is dated and
cited; a citation is `document:lines`, where `document` is a key of the file's `[documents]`.
Hours stand in the files as clock hours (`12`, `2.5`) and in these values as hundredths.
"""

from __future__ import annotations

from alcto_core.rules.vocabulary.asking import AdvisoryFrom, Amount, PerMissed, Rule, in_force
from alcto_core.rules.vocabulary.counting import (
    Carry,
    Convert,
    Counts,
    Excluded,
    LeastSize,
    Listed,
    Listing,
    Minutes,
    Multiply,
    Never,
    Only,
    Repeat,
    Rounding,
    StrandNeeded,
    UnitHours,
)
from alcto_core.rules.vocabulary.listing import Catalogue, Crosswalk, Framework, Offering, Strand
from alcto_core.rules.vocabulary.owing import (
    AnyOf,
    Condition,
    Deadline,
    Entries,
    Fact,
    OfficialRecord,
    Opens,
    Setting,
    Stage,
    Step,
    Switch,
)
from alcto_core.rules.vocabulary.replacing import Replacement
from alcto_core.rules.vocabulary.rule_set import RuleSet
from alcto_core.rules.vocabulary.timing import Cohort, Grace, Pause, SubmitBy, Window
from alcto_core.rules.vocabulary.words import (
    Document,
    Names,
    Select,
    When,
    Word,
    cite_text,
    cites_of,
    names,
    placed_selections,
    selections,
    short_names,
)

__all__ = [
    "AdvisoryFrom",
    "Amount",
    "AnyOf",
    "Carry",
    "Catalogue",
    "Cohort",
    "Condition",
    "Convert",
    "Counts",
    "Crosswalk",
    "Deadline",
    "Document",
    "Entries",
    "Excluded",
    "Fact",
    "Framework",
    "Grace",
    "LeastSize",
    "Listed",
    "Listing",
    "Minutes",
    "Multiply",
    "Names",
    "Never",
    "Offering",
    "OfficialRecord",
    "Only",
    "Opens",
    "Pause",
    "PerMissed",
    "Repeat",
    "Replacement",
    "Rounding",
    "Rule",
    "RuleSet",
    "Select",
    "Setting",
    "Stage",
    "Step",
    "Strand",
    "StrandNeeded",
    "SubmitBy",
    "Switch",
    "UnitHours",
    "When",
    "Window",
    "Word",
    "cite_text",
    "cites_of",
    "in_force",
    "names",
    "placed_selections",
    "selections",
    "short_names",
]
