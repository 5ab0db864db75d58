"""All screens that name keys, by what they are called: for who asks which keys there are, and where."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from alcto_tui.meanings import meaning_of
from alcto_tui.screens.base.frame import Frame

SCREENS = {
    "Home": "at_home.home.HomeScreen",
    "Activities": "log.activities.ActivitiesScreen",
    "Find": "at_home.everywhere.EverywhereScreen",
    "Entry": "entries.entry.EntryScreen",
    "Credential": "credentials.credential.CredentialScreen",
    "Form": "papers.form_fields.FormFieldsScreen",
    "Proof": "evidence.checklist.ChecklistScreen",
    "Mentor": "credentials.mentor.MentorScreen",
    "Plan": "planning.plan.PlanScreen",
    "Catalogue": "log.catalogue.CatalogueScreen",
    "Import": "importing.import_sheet.ImportScreen",
    "Rules": "credentials.rules.RulesScreen",
    "One rule set": "credentials.rule_set.RuleSetScreen",
    "Charts": "at_home.charts.ChartsScreen",
    "Problems": "keeping.problems.ProblemsScreen",
    "History": "keeping.history.HistoryScreen",
    "Backups": "keeping.backups.BackupsScreen",
    "Bring back": "keeping.bring_back.BringBackScreen",
    "Official record": "papers.reconcile.ReconcileScreen",
    "Second copies": "keeping.copies.CopiesScreen",
    "Changed elsewhere": "keeping.conflict.ConflictScreen",
    "First run": "at_home.first_run.FirstRunScreen",
}
"""In the order of the guide."""


def screen_called(name: str) -> type[Frame]:
    """The class of a screen."""
    module, _, kind = SCREENS[name].rpartition(".")
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
