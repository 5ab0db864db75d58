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
        click.option("--unit", "units", metavar="NAME[=HOURS]", multiple=True, help="A unit, and what one is worth."),
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
    from alcto_core.problems import Refused

    def answer(question: str, default: str, *words: str, is_right: Callable[[str], object] | None = None) -> str:
        def read(text: str) -> str:
            if words and text not in words:
                raise ValueError(f"write {' or '.join(words)}")
            try:
                if text and is_right is not None:
                    is_right(text)
            except Refused as wrong:
                raise ValueError(str(wrong).partition(": ")[2].rstrip(".")) from None
            return text

        return ask(page, question, read, default)

    def amount(question: str, key: str) -> str:
        return answer(question, "", is_right=lambda text: shape_of({**nothing, key: text}))

    nothing: dict[str, Any] = dict.fromkeys(("window", "begins", "years", "ends", "hours", "units", "carry"))
    nothing["units"] = ()
    asked = dict(nothing)
    if answer("Hours are asked in each: year or cycle", "year", "year", "cycle") == "cycle":
        asked["window"] = "cycle"
        asked["years"] = int(answer("How many years has a cycle", "3", is_right=_years))
        asked["ends"] = answer(
            "Its last day (anniversary, eve, month, or MM-DD)", "anniversary",
            is_right=lambda text: shape_of({**nothing, "window": "cycle", "ends": text}),
        )  # fmt: skip
    else:
        first = answer(
            "The first day of a year (MM-DD)", "07-01", is_right=lambda text: shape_of({**nothing, "begins": text})
        )
        asked["window"], asked["begins"] = ("calendar-year", "") if first == "01-01" else ("fiscal-year", first)
    asked["hours"] = amount("How many hours it asks for", "hours")
    unit = answer(
        "A unit that it counts and its worth in hours (ceu=10), or nothing", "",
        is_right=lambda text: shape_of({**nothing, "units": (text,)}),
    )  # fmt: skip
    asked["units"] = (unit,) if unit else ()
    asked["carry"] = amount("Hours that go into the next window, or nothing", "carry")
    found = shape_of(asked)
    assert found is not None  # the window was answered
    return found


def _years(text: str) -> None:
    from alcto_core.problems import Refused

    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 20):
        raise Refused("--years: write a number from 1 to 20.")


def _unit(text: str) -> tuple[str, Decimal | None]:
    from alcto_core.problems import Refused
    from alcto_core.rules.faults import id_findings

    name, equals, worth = text.partition("=")
    number = _number(worth, "--unit")
    if bool(equals) != (number is not None) or any(id_findings(name, ())):
        raise Refused(f"--unit: “{text}” is no unit; write it with its worth, like ceu=10, or alone if it is no hours.")
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
