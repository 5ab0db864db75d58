"""JSON Schemas of the files that people write, made from what reads them, for editors that complete and check TOML.

A schema knows the shape of each value by itself: keys, types, ranges. What one part of a file says of another only
the reader knows (`alcto rules --check`, `alcto check`). A key that the reader warns of is an error here: whoever
writes in an editor wants to see it.
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

import msgspec

from alcto_core.host.cases import CASE, Figure
from alcto_core.hours import HOUR, MINUTE, MOST
from alcto_core.problems import Refused
from alcto_core.records import fields, keys
from alcto_core.records.fields import Check, RecordKeys
from alcto_core.records.types import SCHEMA
from alcto_core.rules.coherence.windows import NEEDS
from alcto_core.rules.faults import ID, MOST_AMOUNT
from alcto_core.rules.vocabulary import KINDS as RULE_FILES
from alcto_core.rules.vocabulary import Word
from alcto_core.text import nearest

DRAFT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_WORDS: Schema = {"type": "string", "pattern": r"\S"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_DAY: Schema = {"type": "string", "format": "date"}
_DAYS: Schema = {"type": "array", "items": _DAY}
_CLOCK: Schema = {"type": "number", "exclusiveMinimum": 0, "maximum": MOST // HOUR}
_MINUTES: Schema = {"type": "integer", "minimum": 1, "maximum": MOST // MINUTE}


def schema_of(kind: str) -> Schema:
    """The schema of a kind of file. Raises `Refused` for a kind that there is none of."""
    if kind not in KINDS:
        near = nearest(kind, list(KINDS))
        hint = f"did you mean {near}?" if near else f"there are {', '.join(KINDS)}."
        raise Refused(f"There is no schema of “{kind}”; {hint}")
    return {"$schema": DRAFT, **KINDS[kind]()}


def schema_text(kind: str) -> str:
    """The schema of a kind of file as text."""
    return json.dumps(schema_of(kind), indent=1, ensure_ascii=False) + "\n"


# -- rule files ------------------------------------------------------------------------------------------------------


def _rule_file(kind: str) -> Schema:
    made = msgspec.json.schema(RULE_FILES[kind])
    parts = {name: _struct(name, part) for name, part in made["$defs"].items()}
    name = RULE_FILES[kind].__name__
    return {**parts.pop(name), "$defs": parts}


def _struct(name: str, made: Schema) -> Schema:
    told = meanings(_shapes()[name])
    if "description" in made:
        made["description"] = inspect.cleandoc(made["description"])  # Python 3.13 does so by itself, older ones do not
    made["properties"] = {
        key: {**_value(name, key, value), **({"description": told[key]} if key in told else {})}
        for key, value in made["properties"].items()
    }
    # The structs leave `cite` of a catalogue out for those that are made in Python; a file cannot.
    if name == "Catalogue":
        made["required"] = [*made["required"], "cite"]
    if name == "Amount":
        made["oneOf"] = [{"required": [key]} for key in ("hours", "percent", "entries", "setting")]
    if name == "Window":
        made["allOf"] = [
            {"if": {"properties": {"kind": {"const": kind}}}, "then": {"required": list(needs)}}
            for kind, needs in NEEDS.items()
            if needs
        ]
    return {"additionalProperties": False, **made}


@cache
def _shapes() -> Mapping[str, type[msgspec.Struct]]:
    """Every struct of the vocabulary by its name."""
    found: dict[str, type[msgspec.Struct]] = {}
    layer: list[type[msgspec.Struct]] = [Word]
    while layer:
        layer = [below for shape in layer for below in shape.__subclasses__()]
        found |= {shape.__name__: shape for shape in layer}
    return found


def _value(struct: str, key: str, made: Schema) -> Schema:
    """The schema of one value as a file writes it: no word for nothing, numbers as numbers, the reader's ranges."""
    made = _written(made)
    if "anyOf" in made:
        made["anyOf"] = [_ranged(struct, key, option) for option in made["anyOf"]]
        return made
    return _ranged(struct, key, made)


def _written(made: Schema) -> Schema:
    made = dict(made)
    if isinstance(made.get("default"), dict) or made.get("default") in (None, [], (), ""):
        made.pop("default", None)
    for name in ("items", "additionalProperties"):
        if isinstance(made.get(name), dict):
            made[name] = _written(made[name])
    if made.get("format") == "decimal":
        return {"type": "number"}
    if "anyOf" in made:
        options = [_written(option) for option in made["anyOf"] if option.get("type") != "null"]
        numbers = [option for option in options if option.get("type") in ("number", "integer")]
        if len(numbers) > 1:
            options = [{"type": "number"}, *(option for option in options if option not in numbers)]
        if len(options) == 1:
            made.pop("anyOf")
            return {**options[0], **made}
        made["anyOf"] = options
    return made


_HOURS = frozenset({"hours", "most", "most_per_entry", "award", "by", "to", "more", "more_each_month"})
_COUNTS: Mapping[str, int | None] = {
    "years": None, "months": None, "other_months": None, "days": None, "times": None, "entries": None,
    "last_months": None, "in_hour": 60, "month": 12, "ends": 12, "lasts": 50,
}  # fmt: skip


def _ranged(struct: str, key: str, made: Schema) -> Schema:
    kind = made.get("type")
    if kind == "number" and key in _HOURS:
        return {**made, "exclusiveMinimum": 0, "maximum": MOST_AMOUNT}
    if kind == "number" and key == "percent":
        return {**made, "exclusiveMinimum": 0, "maximum": 100}
    if kind == "integer" and key in _COUNTS:
        most = _COUNTS[key]
        return {**made, "minimum": 1, **({} if most is None else {"maximum": most})}
    if kind == "array" and (struct, key) == ("Carry", "months"):
        return {**made, "items": {"type": "integer", "minimum": 1, "maximum": 12}}
    if key == "id" and struct != "Repeat":
        return {**made, "pattern": f"^{ID}$"}
    if key in ("cite", "evidenced") or key.endswith("_cite"):
        return (
            {**made, "minLength": 1}
            if kind == "string"
            else {**made, "minItems": 1, "items": {"minLength": 1, **_TEXT}}
        )
    if (struct, key) in {("RuleSet", "window"), ("Framework", "strand")}:
        return {**made, "minItems": 1}
    return made


@cache
def meanings(shape: type[msgspec.Struct]) -> Mapping[str, str]:
    """What the keys of a struct mean, in the words that stand below them in its source."""
    told: dict[str, str] = {}
    for owner in reversed(shape.__mro__):
        if owner is shape or (issubclass(owner, msgspec.Struct) and owner.__module__.startswith("alcto_core.")):
            told |= _told_in(owner)
    names = dict(zip(shape.__struct_fields__, shape.__struct_encode_fields__, strict=True))
    return {names[field]: text for field, text in told.items() if field in names}


def _told_in(owner: type) -> Iterator[tuple[str, str]]:
    try:
        tree = ast.parse(inspect.getsource(owner))
    except OSError:  # an alcto without its sources says less and checks the same
        return
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    for field, after in pairwise(body):
        match field, after:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, " ".join(text.split())


# -- records ---------------------------------------------------------------------------------------------------------

_CHECKS: Mapping[Check, Schema] = {
    fields.text: _TEXT,
    fields.some_text: _WORDS,
    fields.texts: _TEXTS,
    fields.day: _DAY,
    fields.any_day: _DAY,
    fields.days: _DAYS,
    fields.days_or_unknown: {"anyOf": [_DAYS, {"const": "unknown"}]},
    fields.amount: _CLOCK,
    fields.minutes: _MINUTES,
    fields.shares: {"type": "object", "additionalProperties": {**_CLOCK, "minimum": 0}},
    fields.counts: {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": {"type": "number", "exclusiveMinimum": 0, "maximum": 1_000_000},
    },
    fields.settings: {"type": "object"},
}
_INNER: Mapping[tuple[str, str], RecordKeys] = {
    ("credential", "step"): keys.STEP,
    ("activity", "session"): keys.SESSION,
    ("activity", "record"): keys.AUTHORITY_RECORD,
}


def _records() -> Schema:
    properties: Schema = {
        "schema": {"type": "integer", "const": SCHEMA},
        "person": _record(keys.PERSON),
        "credential": {"type": "array", "items": _record(keys.CREDENTIAL)},
        "activity": {"type": "array", "items": _activity()},
    }
    required = ["schema", "person"]
    return {
        "title": "Records", "description": "The records of one person.", "type": "object",
        "properties": properties, "required": required, "additionalProperties": False,
    }  # fmt: skip


def _record(shape: RecordKeys) -> Schema:
    made: Schema = {
        "type": "object",
        "properties": {key: _checked(shape, key, check) for key, (_, check) in shape.fields.items()},
        "required": list(shape.required),
        "additionalProperties": False,
    }
    if {"hours", "minutes"} <= set(shape.fields):
        made["not"] = {"required": ["hours", "minutes"]}
    if shape is keys.SESSION:
        made["anyOf"] = [{"required": ["hours"]}, {"required": ["minutes"]}]
    return made


def _activity() -> Schema:
    made = _record(keys.ACTIVITY)
    made["anyOf"] = [{"required": [key]} for key in ("hours", "minutes", "units", "session")]
    made["properties"]["split"]["additionalProperties"] = {"type": "number", "minimum": 0, "maximum": MOST // MINUTE}
    return made


def _checked(shape: RecordKeys, key: str, check: Check) -> Schema:
    if inner := _INNER.get((shape.noun, key)):
        return {"type": "array", "items": _record(inner)}
    if isinstance(check, fields.Choice):
        return {"enum": list(check.options)}
    return dict(_CHECKS[check])


# -- cases -----------------------------------------------------------------------------------------------------------

_FIGURES: Mapping[Figure, Schema] = {
    "hours": {"anyOf": [{"type": "number"}, {"const": ""}]},
    "words": _TEXT,
    "day": {"anyOf": [_DAY, {"const": ""}]},
    "flag": {"type": "boolean"},
    "list": _TEXTS,
    "shares": {"type": "object", "additionalProperties": {"type": "number"}},
}


def _case() -> Schema:
    parts = {name: _figures(figures) for name, figures in CASE.parts.items()}
    for part in ("credits", "requirements"):
        parts[part]["properties"]["absent"] = {"type": "boolean"}
    expected = _figures(CASE.standing)
    expected["properties"] |= {name: {"type": "object", "additionalProperties": part} for name, part in parts.items()}
    return {
        "title": "Case",
        "description": "A records file, a date, and the standings that it must come to.",
        "type": "object",
        "properties": {
            "name": {**_TEXT, "description": "What it shows, as a sentence."},
            "on": {**_DAY, "description": "The date asked about."},
            "records": {**_TEXT, "description": "A whole records file."},
            "plan": {"type": "boolean", "description": "Whether planned activities count."},
            "period": {**_TEXT, "description": "Another window than the one in force, by its name."},
            "expect": {"type": "object", "minProperties": 1, "additionalProperties": expected},
        },
        "required": ["on", "records", "expect"],
        "additionalProperties": False,
    }


def _figures(figures: Mapping[str, Figure]) -> Schema:
    return {
        "type": "object",
        "minProperties": 1,
        "properties": {name: dict(_FIGURES[kind]) for name, kind in figures.items()},
        "additionalProperties": False,
    }


KINDS: Mapping[str, Callable[[], Schema]] = {
    "records": _records,
    "rule-set": lambda: _rule_file("rule-set"),
    "framework": lambda: _rule_file("framework"),
    "catalogue": lambda: _rule_file("catalogue"),
    "replacement": lambda: _rule_file("replacement"),
    "case": _case,
}
"""What there is a schema of, with what makes it."""
