"""What a new rule set is asked for: the same options for a single file and for a whole package."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from decimal import Decimal

    from alcto_core.cli.page import Page
    from alcto_core.workshop.shape import Shape

_WINDOWS = ("fiscal-year", "calendar-year", "cycle")


def shape_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--window`, `--begins`, `--years`, `--ends`, `--hours`, `--unit` and `--carry`."""
    for option in (
        click.option("--carry", metavar="HOURS", help="How many hours beyond the total go into the next window."),
        click.option("--unit", "units", metavar="NAME=HOURS", multiple=True, help="A unit, and what one is worth."),
        click.option("--hours", metavar="HOURS", help="How many hours a window asks for."),
        click.option("--ends", metavar="DAY", help="Last day of a cycle: anniversary, eve, month or MM-DD."),
        click.option("--years", type=int, help="How many years a window has."),
        click.option("--begins", metavar="MM-DD", help="The day on which fiscal years begin."),
        click.option("--window", type=click.Choice(_WINDOWS), help="What kind of window hours must fall into."),
    ):
        command = option(command)
    return command


def shape_of(asked: dict[str, Any]) -> Shape | None:
    """The shape that the options of `shape_options` describe; None where none was given. Raises `Refused`."""
    from alcto_core.workshop.shape import Shape, WindowKind, checked

    if not any(asked.values()):
        return None
    window: WindowKind = asked["window"] or ("cycle" if asked["ends"] else "fiscal-year")
    return checked(
        Shape(
            window=window,
            begins=asked["begins"] or "",
            years=asked["years"] or 0,
            ends=asked["ends"] or "anniversary",
            hours=_number(asked["hours"], "--hours"),
            units=dict(_unit(one) for one in asked["units"]),
            carry=_number(asked["carry"], "--carry"),
        )
    )


def ask_shape(page: Page) -> Shape:
    """Ask a person what a program is like; an empty answer is left to be filled in."""
    from alcto_core.cli.questions import ask

    def choice(*words: str) -> Callable[[str], str]:
        def read(answer: str) -> str:
            if answer not in words:
                raise ValueError(f"write {' or '.join(words)}")
            return answer

        return read

    asked: dict[str, Any] = {"units": (), "begins": "", "ends": "", "carry": ""}
    kind = ask(page, "Hours are asked in each: year or cycle", choice("year", "cycle"), "year")
    if kind == "cycle":
        asked["window"] = "cycle"
        asked["years"] = ask(page, "How many years has a cycle", int, "3")
        asked["ends"] = ask(page, "Its last day (anniversary, eve, month, or MM-DD)", str, "anniversary")
    else:
        asked["begins"] = ask(page, "The first day of a year (MM-DD)", str, "07-01")
        asked["window"] = "calendar-year" if asked["begins"] == "01-01" else "fiscal-year"
        asked["begins"] = "" if asked["window"] == "calendar-year" else asked["begins"]
        asked["years"] = 1
    asked["hours"] = ask(page, "How many hours it asks for", str, "")
    unit = ask(page, "A unit that it counts and its worth in hours (ceu=10), or nothing", str, "")
    asked["units"] = (unit,) if unit else ()
    asked["carry"] = ask(page, "Hours that go into the next window, or nothing", str, "")
    found = shape_of(asked)
    assert found is not None  # the window was answered
    return found


def _unit(text: str) -> tuple[str, Decimal]:
    from alcto_core.problems import Refused
    from alcto_core.rules.faults import id_findings

    name, equals, worth = text.partition("=")
    number = _number(worth, "--unit")
    if not equals or number is None or any(id_findings(name, ())):
        raise Refused(f"--unit: “{text}” is no unit with its worth; write it like ceu=10.")
    return name, number


def _number(text: str | None, key: str) -> Decimal | None:
    from decimal import Decimal, InvalidOperation

    from alcto_core.problems import Refused

    if not text:
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        raise Refused(f"{key}: “{text}” is no number of hours; write it like 12 or 2.5.") from None
