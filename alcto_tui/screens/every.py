"""All screens that name keys, by what they are called: for who asks which keys there are, and where."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from alcto_tui.meanings import meaning_of
from alcto_tui.screens.frame import Frame

SCREENS = {
    "Home": "home.HomeScreen",
    "Activities": "activities.ActivitiesScreen",
    "Find": "everywhere.EverywhereScreen",
    "Entry": "entry.EntryScreen",
    "Credential": "credential.CredentialScreen",
    "Form": "form_fields.FormFieldsScreen",
    "Proof": "checklist.ChecklistScreen",
    "Mentor": "mentor.MentorScreen",
    "Plan": "plan.PlanScreen",
    "Catalogue": "catalogue.CatalogueScreen",
    "Import": "import_sheet.ImportScreen",
    "Rules": "rules.RulesScreen",
    "One rule set": "rule_set.RuleSetScreen",
    "Charts": "charts.ChartsScreen",
    "Problems": "problems.ProblemsScreen",
    "History": "history.HistoryScreen",
    "Backups": "backups.BackupsScreen",
    "Bring back": "bring_back.BringBackScreen",
    "Official record": "reconcile.ReconcileScreen",
    "Second copies": "copies.CopiesScreen",
    "Changed elsewhere": "conflict.ConflictScreen",
    "First run": "first_run.FirstRunScreen",
}
"""In the order of the guide."""


def screen_called(name: str) -> type[Frame]:
    """The class of a screen."""
    module, _, kind = SCREENS[name].partition(".")
    found: type[Frame] = getattr(import_module(f"alcto_tui.screens.{module}"), kind)
    return found


@cache
def screens_with(meaning: str) -> tuple[str, ...]:
    """The screens on which a key of this meaning does something."""
    return tuple(name for name in SCREENS if meaning in _meanings_of(name))


@cache
def _meanings_of(name: str) -> frozenset[str]:
    keys = ((one.action, key) for one in screen_called(name)._all_commands() for key in one.key.split(","))
    found = (meaning_of(action, key) for action, key in keys)
    return frozenset(one.name for one in found if one is not None)
