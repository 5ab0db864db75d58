"""New rule files to fill in: commented, with the dates and ids that can be known already."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from string import Template
from typing import Any

import msgspec

from alcto_core.dates import add_years
from alcto_core.problems import Refused
from alcto_core.rules.faults import id_findings, nearest_of
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import Rule
from alcto_core.rules.windows import YEARS, Span, main_windows, years_between
from alcto_core.text import slug
from alcto_core.workshop.shape import Shape, parts

KINDS = ("catalogue", "approval", "replacement", "rule-set", "framework")
"""What a new file may be; an approval is a catalogue of single events."""

_TEMPLATES = Path(__file__).parent / "templates"
_DAY = timedelta(days=1)


def blank(kind: str, name: str, library: Library, today: date, shape: Shape | None = None) -> tuple[str, str]:
    """File name and text of a new rule file of one of `KINDS`.

    `name` is its id; for a replacement the rule that it replaces, `al-td-ceu/total`. A rule set takes a `shape`.
    Raises `Refused`.
    """
    if kind not in KINDS:
        raise Refused(f"“{kind}” is no kind of rule file; {nearest_of(kind, KINDS)}known: {', '.join(KINDS)}.")
    told: dict[str, object] = {"today": today}
    if kind == "replacement":
        rule = _published(name, library)
        told |= {"replaces": name, "rule": "\n".join(_rule_lines(rule))}
        name = f"own-{slug(name)}"
    for wrong in id_findings(name, ()):
        raise Refused(f"{wrong.text[:1].upper()}{wrong.text[1:]}; {wrong.remedy}.")
    told |= {"id": name, **_span_of(kind, name, library, today)}
    text = _filled(kind, told) if kind != "rule-set" else rule_set_text(name, shape or Shape(), today)
    return f"{name.replace('/', '-')}.toml", text


def rule_set_text(id: str, shape: Shape, today: date) -> str:
    """A new rule set of a shape, with what only its author can tell still to be filled in."""
    return _filled("rule-set", {"id": id, "today": today, **parts(shape, today)})


def _filled(template: str, told: Mapping[str, object]) -> str:
    return Template((_TEMPLATES / f"{template}.toml").read_text("utf-8")).substitute(told)


def _published(name: str, library: Library) -> Rule:
    known = {f"{rules.id}/{rule.id}": rule for rules in library.published.values() for rule in rules.rule}
    if name not in known:
        raise Refused(f"There is no rule “{name}”; {nearest_of(name, known)}`alcto rules ID` shows a rule set's rules.")
    return known[name]


def _span_of(kind: str, name: str, library: Library, today: date) -> Mapping[str, object]:
    """Source and span: of a list, the next year that has none; of an approval, the year that it is."""
    listing = {
        source: rules
        for rules in library.published.values()
        for source in (rules.counts.listed.sources if rules.counts.listed else ())
    }
    source = next((one for one in listing if name.startswith(f"{one}-")), None)
    if source is None:
        source = next((one for one in listing if not library.covers(one, add_years(today, 1))), slug(name))
    spans: list[Span] = []
    if source in listing:
        windows = main_windows(listing[source].window)
        if windows[0].kind in YEARS:
            spans = years_between(windows, today, add_years(today, 2))
    chosen = [span for span in spans if span.name.casefold() in name.casefold()]
    if not chosen:
        chosen = [span for span in spans if kind == "approval" or not library.covers(source, span.start)]
    since = chosen[0].start if chosen else today
    until = chosen[0].end if chosen else add_years(today, 1) - _DAY
    return {"source": source, "since": since, "until": until}


def _rule_lines(rule: Rule) -> Iterator[str]:
    """A rule as it would be written, with the new letter as the source of its values."""
    plain = msgspec.to_builtins(rule, builtin_types=(date, Decimal))
    without = msgspec.to_builtins(Rule(id="", title="", text=""), builtin_types=(date, Decimal))
    yield "[[rule]]"
    for key, value in plain.items():
        if key in {"id", "title", "text"} or value != without.get(key):
            yield f"{key} = {_toml(_recited(value))}"


def _recited(value: Any) -> Any:
    if isinstance(value, Mapping):
        kept = {key: part for key, part in value.items() if part is not None and (key, part) != ("of", "counted")}
        return {key: "letter" if key == "cite" else _recited(part) for key, part in kept.items()}
    return [_recited(part) for part in value] if isinstance(value, list | tuple) else value


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key} = {_toml(part)}' for key, part in value.items())} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_toml(part) for part in value)}]"
    return value.isoformat() if isinstance(value, date) else str(value)
