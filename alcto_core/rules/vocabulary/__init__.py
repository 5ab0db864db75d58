"""The words that rule files are written in: rule sets, frameworks, catalogues and replacements as frozen values.

One idea carries most of it: a rule is a selection of hours with `at_least` or `at_most`. Every value is dated and
cited; a citation is `document:lines`, where `document` is a key of the file's `[documents]`.
Hours are clock hours here, as they stand in the files (`12`, `2.5`); `Amount.exact` is what the evaluation counts.
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
    MinutesOf,
    Multiply,
    Never,
    Only,
    Repeat,
    Request,
    Rounding,
    StrandNeeded,
    UnitHours,
)
from alcto_core.rules.vocabulary.declaring import Category, Unit
from alcto_core.rules.vocabulary.kinds import KINDS, MOST_BYTES, PLAIN_TYPES, RuleFile
from alcto_core.rules.vocabulary.listing import Catalogue, Crosswalk, Framework, Offering, Strand
from alcto_core.rules.vocabulary.owing import (
    AnyOf,
    Condition,
    Deadline,
    Entries,
    Fact,
    Lapse,
    OfficialRecord,
    Opens,
    Posts,
    Setting,
    Stage,
    Step,
    Switch,
)
from alcto_core.rules.vocabulary.replacing import Replacement
from alcto_core.rules.vocabulary.rule_set import RuleSet
from alcto_core.rules.vocabulary.selecting import (
    KEYS,
    Nature,
    Select,
    is_inside,
    nature_of,
    natures,
    placed_selections,
    selections,
    selects,
)
from alcto_core.rules.vocabulary.timing import Cohort, Extension, Grace, Pause, SubmitBy, Window
from alcto_core.rules.vocabulary.words import (
    FACTS,
    Conditional,
    DayFact,
    Document,
    Names,
    When,
    Word,
    WordFact,
    cite_text,
    cites_of,
    conditions,
    names,
    short_names,
)
