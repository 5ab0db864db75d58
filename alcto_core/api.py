"""Everything that a plugin may use of alcto, and nothing else. `API` changes when something here does.

A plugin says `ALCTO_API = 1` in its module. Most plugins need no more than TOML files in a folder `rules` of their
package; the hooks are described in `alcto_core.host.hooks`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

API = 1
"""The number of this interface."""

if TYPE_CHECKING:
    from pluggy import HookimplMarker

    from alcto_core.extensions import Importer, Panel, Passage, Report, Transcript
    from alcto_core.problems import Problem, RuleFileError, Severity
    from alcto_core.rules.reading import read_rule_file
    from alcto_core.rules.vocabulary import (
        AdvisoryFrom,
        Amount,
        AnyOf,
        Carry,
        Catalogue,
        Category,
        Cohort,
        Condition,
        Conditional,
        Convert,
        Counts,
        Crosswalk,
        Deadline,
        Document,
        Entries,
        Excluded,
        Extension,
        Fact,
        Framework,
        Grace,
        Lapse,
        LeastSize,
        Listed,
        Listing,
        Minutes,
        MinutesOf,
        Multiply,
        Never,
        Offering,
        OfficialRecord,
        Only,
        Opens,
        Pause,
        PerMissed,
        Posts,
        Repeat,
        Replacement,
        Request,
        Rounding,
        Rule,
        RuleSet,
        Select,
        Setting,
        Stage,
        Step,
        Strand,
        StrandNeeded,
        SubmitBy,
        Switch,
        Unit,
        UnitHours,
        When,
        Window,
    )

    hookimpl: HookimplMarker

__all__ = [
    "API",
    "AdvisoryFrom",
    "Amount",
    "AnyOf",
    "Carry",
    "Catalogue",
    "Category",
    "Cohort",
    "Condition",
    "Conditional",
    "Convert",
    "Counts",
    "Crosswalk",
    "Deadline",
    "Document",
    "Entries",
    "Excluded",
    "Extension",
    "Fact",
    "Framework",
    "Grace",
    "Importer",
    "Lapse",
    "LeastSize",
    "Listed",
    "Listing",
    "Minutes",
    "MinutesOf",
    "Multiply",
    "Never",
    "Offering",
    "OfficialRecord",
    "Only",
    "Opens",
    "Panel",
    "Passage",
    "Pause",
    "PerMissed",
    "Posts",
    "Problem",
    "Repeat",
    "Replacement",
    "Report",
    "Request",
    "Rounding",
    "Rule",
    "RuleFileError",
    "RuleSet",
    "Select",
    "Setting",
    "Severity",
    "Stage",
    "Step",
    "Strand",
    "StrandNeeded",
    "SubmitBy",
    "Switch",
    "Transcript",
    "Unit",
    "UnitHours",
    "When",
    "Window",
    "hookimpl",
    "read_rule_file",
]

_ELSEWHERE = {
    "Transcript": "alcto_core.extensions",
    "Report": "alcto_core.extensions",
    "Passage": "alcto_core.extensions",
    "Panel": "alcto_core.extensions",
    "Importer": "alcto_core.extensions",
    "Problem": "alcto_core.problems",
    "RuleFileError": "alcto_core.problems",
    "Severity": "alcto_core.problems",
    "read_rule_file": "alcto_core.rules.reading",
}


def __getattr__(name: str) -> Any:
    """A public name, imported when it is first asked for, so that a plugin of data alone costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: Any
    if name == "hookimpl":
        from pluggy import HookimplMarker

        value = HookimplMarker("alcto")
    else:
        value = getattr(import_module(_ELSEWHERE.get(name, "alcto_core.rules.vocabulary")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
