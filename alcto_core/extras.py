"""The libraries that only some of what alcto does needs, each behind an extra: how one comes that is not there."""

from __future__ import annotations

from alcto_core import system


def needed_words(aim: str, extra: str, instead: str = "") -> str:
    """That what was asked ("To write PDF") needs an extra, the command that brings it, and what goes without it."""
    command = system.installing(f"alcto[{extra}]")
    return f"{aim} alcto needs one more library: {command} brings it.{f' {instead}' if instead else ''}"
