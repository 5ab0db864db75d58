"""Which screen opens for which request. Each class is imported when its screen is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from alcto_tui import messages

if TYPE_CHECKING:
    from alcto_tui.screens.frame import Frame


def _credential(request: messages.CredentialRequested) -> Frame:
    from alcto_tui.screens.credential import CredentialScreen

    return CredentialScreen(request.credential, request.period)


def _mentor(request: messages.MentorRequested) -> Frame:
    from alcto_tui.screens.mentor import MentorScreen

    return MentorScreen(request.credential)


def _rules(request: messages.RulesRequested) -> Frame:
    if not request.rule_set:
        from alcto_tui.screens.rules import RulesScreen

        return RulesScreen()
    from alcto_tui.screens.rule_set import RuleSetScreen

    return RuleSetScreen(request.rule_set, request.clause)


def _activities(request: messages.ActivitiesRequested) -> Frame:
    from alcto_tui.screens.activities import ActivitiesScreen

    return ActivitiesScreen(find=request.find, searching=request.searching)


def _entry(request: messages.EntryRequested) -> Frame:
    from alcto_tui.screens.entry import EntryScreen

    return EntryScreen(activity=request.activity, copy=request.copy, offering=request.offering, draft=request.draft)


def _catalogue(_request: messages.CatalogueRequested) -> Frame:
    from alcto_tui.screens.catalogue import CatalogueScreen

    return CatalogueScreen()


def _problems(_request: messages.ProblemsRequested) -> Frame:
    from alcto_tui.screens.problems import ProblemsScreen

    return ProblemsScreen()


def _copies(_request: messages.CopiesRequested) -> Frame:
    from alcto_tui.screens.copies import CopiesScreen

    return CopiesScreen()


def _conflict(request: messages.ConflictRequested) -> Frame:
    from alcto_tui.screens.conflict import ConflictScreen

    return ConflictScreen(request)


def _first_run(request: messages.FirstRunRequested) -> Frame:
    from alcto_tui.screens.first_run import FirstRunScreen

    return FirstRunScreen(request.propose)


_DOORS: dict[type[messages.ScreenRequested], Callable[..., Frame]] = {
    messages.CredentialRequested: _credential,
    messages.MentorRequested: _mentor,
    messages.RulesRequested: _rules,
    messages.ActivitiesRequested: _activities,
    messages.EntryRequested: _entry,
    messages.CatalogueRequested: _catalogue,
    messages.ProblemsRequested: _problems,
    messages.CopiesRequested: _copies,
    messages.ConflictRequested: _conflict,
    messages.FirstRunRequested: _first_run,
}


def open_screen(request: messages.ScreenRequested) -> Frame:
    """The screen that was asked for."""
    return _DOORS[type(request)](request)
