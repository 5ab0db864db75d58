"""The way to every screen: a request names the class, which is imported when it is first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from alcto_tui.requests import FormRequested, ScreenRequested

if TYPE_CHECKING:
    from alcto_core.overview import Overview
    from alcto_tui.screens.base.dialog import FormDialog
    from alcto_tui.screens.base.frame import Frame


def screen_of(request: ScreenRequested) -> Frame:
    """The screen that was asked for."""
    made: Frame = _class_of(request)(**_given(request))
    return made


def form_of(request: FormRequested, overview: Overview) -> FormDialog:
    """The form that was asked for."""
    made: FormDialog = _class_of(request)(overview, **_given(request))
    return made


def _class_of(request: ScreenRequested) -> type:
    module, _, name = request.screen.rpartition(".")
    found: type = getattr(import_module(f"alcto_tui.screens.{module}"), name)
    return found


def _given(request: ScreenRequested) -> dict[str, object]:
    return {field: getattr(request, field) for field in request.fields}
