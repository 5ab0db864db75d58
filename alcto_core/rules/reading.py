"""Reading one rule file: TOML bytes in, its rule set, framework, catalogue or replacement out, or every problem.

A file that is right costs the parse, one conversion and one walk; only a file that is wrong is looked at key by key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from alcto_core.patterns import late
from alcto_core.problems import Problem, RuleFileError, Severity
from alcto_core.rules.compiled import keep_compiled
from alcto_core.rules.conformance import findings
from alcto_core.rules.faults import THERE, RuleFault, nearest_of
from alcto_core.rules.vocabulary import KINDS, MOST_BYTES, PLAIN_TYPES, Amount, RuleFile
from alcto_core.text import nearest
from alcto_core.toml.faults import Fault, toml_text
from alcto_core.toml.layout import Layout, Path
from alcto_core.toml.placing import placed
from alcto_core.toml.values import toml_values

if TYPE_CHECKING:
    from alcto_core.toml.holding import Judge

SCHEMA = 1
"""The newest schema of rule files that this alcto reads."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_rule_file(raw: bytes, file: str) -> RuleFile:
    """The rule set, framework, catalogue or replacement in the bytes of a rule file.

    `file` is the file's name for messages. Raises `RuleFileError`, whose `problems` hold everything that is wrong
    with file, line, key and remedy; no other error leaves, whatever the bytes are.
    """
    return _read(raw, file)[1]


def read_and_keep(raw: bytes, file: str) -> RuleFile:
    """The same, and kept for the next start (see `compiled`). For files of packages: what lies beside the records is
    the person's own, and read anew each time. Raises `RuleFileError`."""
    content, word = _read(raw, file)
    keep_compiled(raw, content, word)
    return word


def _read(raw: bytes, file: str) -> tuple[Mapping[str, Any], RuleFile]:
    text = _text_of(raw, file)
    content = _content_of(text, file)
    kind = content.get("kind")
    shape = KINDS.get(kind) if isinstance(kind, str) else None
    if shape is None:
        raise _refused(text, file, [_kind_finding(kind)])
    schema = content.get("schema")
    if type(schema) is int and schema > SCHEMA:
        raise _refused(
            text, file, [RuleFault(("schema",), f"schema {schema} is newer than this alcto reads", "update alcto")]
        )
    try:
        word = msgspec.convert(content, shape, builtin_types=PLAIN_TYPES)
    except msgspec.ValidationError as wrong:
        found = [_completed(one, content) for one in _misshapen(content, shape, ())]
        raise _refused(text, file, found or [RuleFault((), str(wrong), "correct it")]) from None
    if found := list(findings(word)):
        raise _refused(text, file, found)
    return content, word


def _text_of(raw: bytes, file: str) -> str:
    if len(raw) > MOST_BYTES:
        raise _unreadable(file, "the file is too large for a rule file", "a rule file is text of at most 1 MB")
    try:
        return raw.removeprefix(_BYTE_ORDER_MARK).decode()
    except UnicodeDecodeError as wrong:
        line = raw.count(b"\n", 0, wrong.start) + 1
        raise _unreadable(file, "the file is not UTF-8 text", "save it as UTF-8", line) from None


def _content_of(text: str, file: str) -> dict[str, Any]:
    try:
        return toml_values(text)
    except (RecursionError, ValueError, ArithmeticError) as wrong:
        from tomllib import TOMLDecodeError

        if isinstance(wrong, TOMLDecodeError):
            from alcto_core.toml import diagnosis

            raise RuleFileError(diagnosis.not_toml(text, wrong, file, _judge(text))) from None
        # Brackets or keys thousands deep, or a number of thousands of digits: nothing that a rule file needs.
        raise _unreadable(file, "this is not a rule file", "a value in it is far too deep or too long") from None


_KIND_LINE = late(r"""^\s*kind\s*=\s*["']([\w-]+)["']""", re.MULTILINE)


def _judge(text: str) -> Judge:
    """What each key may hold in a text that cannot be read as a whole, by the kind that it says it is."""
    named = _KIND_LINE.search(text)
    shape = KINDS.get(named[1]) if named else None

    def fault_at(path: Path, value: object) -> Fault | None:
        content = value
        for part in reversed(path):
            content = {part: content} if isinstance(part, str) else [content]
        place = tuple(0 if isinstance(part, int) else part for part in path)
        faults = _misshapen(content, shape, ()) if shape is not None else ()
        found = next((fault for fault in faults if fault.path == place and not fault.better_key), None)
        if found is None:
            return None
        better = found.better.replace(THERE, toml_text(value)) if isinstance(value, str) else found.better
        return Fault(path, found.text, found.remedy, better if better.isprintable() else "")

    return fault_at


def _kind_finding(kind: object) -> RuleFault:
    known = ", ".join(KINDS)
    if kind is None:
        return RuleFault((), "the file does not say what it is", f"add kind = … ({known})")
    near = nearest_of(kind, KINDS) if isinstance(kind, str) else ""
    return RuleFault(("kind",), f"“{kind}” is no kind of rule file", f"{near}known: {known}")


def _misshapen(value: Any, shape: Any, path: Path) -> Iterator[RuleFault]:
    """Every key under `value` that is unknown, missing or of the wrong type for `shape`."""
    options = _options(shape)
    struct = next((option for option in options if _is_struct(option)), None)
    array = next((option for option in options if get_origin(option) is tuple), None)
    if struct is not None:
        if isinstance(value, dict):
            yield from _misshapen_table(value, struct, path)
        elif isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict) and path:
            header = ".".join(one for one in path if isinstance(one, str))
            text = f"“{path[-1]}” stands once, so it is no list"
            yield RuleFault(path, text, f"write [{header}], or {path[-1]} = {{ … }} on one line", "", f"[{header}]")
        else:
            yield RuleFault(path, f"{_named(value)} where a table belongs", "write { key = value, … } or a [table]")
    elif array is not None and isinstance(value, list):
        if get_origin(get_args(array)[0]) is tuple and value and all(isinstance(part, str) for part in value):
            better = ", ".join(f"[{toml_text(part)}]" for part in value)
            text = "a list of texts where a list of lists belongs"
            yield RuleFault(path, text, "put each way into brackets of its own", f"[{better}]")
            return
        for index, part in enumerate(value):
            yield from _misshapen(part, get_args(array)[0], (*path, index))
    elif array is not None and _is_struct(part := get_args(array)[0]):
        yield _no_list(value, part, path)
    elif get_origin(shape) is Mapping and isinstance(value, dict):
        for key, part in value.items():
            yield from _misshapen(part, get_args(shape)[1], (*path, key))
    else:
        try:
            msgspec.convert(value, shape, builtin_types=PLAIN_TYPES)
        except msgspec.ValidationError:
            yield RuleFault(path, *(_day_of_year(value, path) or _mismatch(value, options)))


def _day_of_year(value: Any, path: Path) -> tuple[str, str, str] | None:
    """A whole date where a day of every year belongs."""
    if not isinstance(value, date) or path[-1:] not in {("ends",), ("begins",)}:
        return None
    day = f'"{value:%m-%d}"'
    return "a date where a day of every year belongs", f"write month and day in quotes: {day}", day


def _no_list(value: Any, part: type[msgspec.Struct], path: Path) -> RuleFault:
    """A single table, or a plain value, where a list of tables belongs."""
    key = str(path[-1])
    header = ".".join(one for one in path if isinstance(one, str))
    if isinstance(value, dict):
        remedy = f"write [[{header}]], or {key} = [{{ … }}] on one line"
        return RuleFault(
            path, f"“{key}” may stand several times, so it is a list", remedy, f"[{THERE}]", f"[[{header}]]"
        )
    keys = [field.encode_name for field in msgspec.structs.fields(part) if field.required]
    shown_keys = ", ".join(f"{one} = …" for one in keys)
    better = ""
    if part is Amount and isinstance(value, int | Decimal) and not isinstance(value, bool):
        better = f'[{{ from = {_SINCE}, hours = {THERE}, cite = "{_DOCUMENT}" }}]'
    return RuleFault(path, f"{_named(value)} where a list of tables belongs", f"write [{{ {shown_keys} }}]", better)


_SINCE, _DOCUMENT = "\1", "\2"
"""In a corrected value: a first day, and a document of the file."""


def _completed(fault: RuleFault, content: Mapping[str, Any]) -> RuleFault:
    """A fault whose corrected value names a day and a document of this very file."""
    if _SINCE not in fault.better:
        return fault
    windows = content.get("window")
    tables = [one for one in windows if isinstance(one, dict)] if isinstance(windows, list) else []
    first = next((one["first"] for one in tables if "first" in one), None)
    documents = content.get("documents")
    document = next(iter(documents), "") if isinstance(documents, dict) else ""
    better = fault.better.replace(_SINCE, str(first or "2000-01-01")).replace(_DOCUMENT, f"{document or 'document'}:1")
    return msgspec.structs.replace(fault, better=better)


def _options(shape: Any) -> list[Any]:
    """The types that a value may have, None left out: a key is absent or it has a value."""
    parts = get_args(shape) if get_origin(shape) in (Union, UnionType) else (shape,)
    return [part for part in parts if part is not NoneType]


def _is_struct(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, msgspec.Struct)


def _misshapen_table(table: dict[str, Any], struct: type[msgspec.Struct], path: Path) -> Iterator[RuleFault]:
    hints = get_type_hints(struct)
    fields = {field.encode_name: field for field in msgspec.structs.fields(struct)}
    missing = [key for key, field in fields.items() if field.required and key not in table]
    for key in table:
        if key not in fields:
            # What is a list or a table may stand once more; a plain key that is there was not meant again.
            free = [one for one in fields if one not in table or isinstance(table[one], list | dict)]
            near = nearest(key, missing) or nearest(key, free)
            if near in missing:
                missing.remove(near)  # said by its misspelling
            remedy = f"did you mean “{near}”?" if near else f"known: {', '.join(fields)}"
            yield RuleFault((*path, key), f"the key “{key}” is not known here", remedy, better_key=near or "")
    for key, field in fields.items():
        if key in table:
            yield from _misshapen(table[key], hints[field.name], (*path, key))
    for key in missing:
        if key == "cite":
            yield RuleFault(path, "the citation is missing", 'add cite = "document:lines"')
        else:
            yield RuleFault(path, f"the key “{key}” is missing", f"add {key} = …")


def _mismatch(value: Any, options: list[Any]) -> tuple[str, str, str]:
    """What is wrong with a plain value, the remedy, and the value as it should be where that is known."""
    literals = [str(word) for option in options if get_origin(option) is Literal for word in get_args(option)]
    if literals:
        near = nearest(value, literals) if isinstance(value, str) else None
        mean = f"did you mean “{near}”? " if near else ""
        remedy = f"{mean}write one of: {', '.join(literals)}"
        return f"“{value}” is not possible here", remedy, f'"{near}"' if near else ""
    if date in options:
        remedy = "write it without quotes and without a time, e.g. 2025-10-01"
        return f"{_named(value)} where a date belongs", remedy, _as_day(value)
    wanted = " or ".join(
        dict.fromkeys(_WANTED.get(get_origin(option) or option, "another kind of value") for option in options)
    )
    better = ""
    if isinstance(value, str) and wanted == "a number" and _NUMBER.fullmatch(value.strip()):
        better = value.strip()
    elif wanted == "a list of texts" and isinstance(value, str):
        better = f"[{THERE}]"
    elif wanted == "true or false" and isinstance(value, str):
        better = _TRUTHS.get(value.strip().casefold(), "")
    return f"{_named(value)} where {wanted} belongs", f"write {wanted}", better


_NUMBER = late(r"\d{1,9}(\.\d{1,9})?")
_TRUTHS = {"yes": "true", "true": "true", "on": "true", "no": "false", "false": "false", "off": "false"}


def _as_day(value: Any) -> str:
    """A date in quotes, or with a time, as the day alone; empty where it is neither."""
    text = value[:10] if isinstance(value, str) else str(value)[:10] if isinstance(value, date) else ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


_WANTED: Mapping[Any, str] = {
    str: "text",
    bool: "true or false",
    int: "a number",
    Decimal: "a number",
    tuple: "a list of texts",
    Mapping: "a table",
}


def _named(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return "text"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, int | Decimal):
        return f"the number {value}"
    return f"“{value}”"


def located(
    text: str, file: str, found: Iterable[RuleFault], severity: Severity = Severity.ERROR
) -> tuple[Problem, ...]:
    """Findings in the text of a rule file as problems, each with the line of its key, in the order of the file."""
    layout = Layout.of(text)
    faults = (_fault(finding, layout, severity is Severity.ERROR) for finding in found)
    return tuple(sorted(placed(faults, layout, file), key=lambda problem: (problem.line or 0, problem.path)))


def _fault(finding: RuleFault, layout: Layout, is_error: bool) -> Fault:
    """A finding as every fault of a TOML file is told, with the value in it that stands in the file."""
    span = layout.key(finding.path)
    there = layout.text[span.value_start : span.value_end] if span is not None else ""
    # A list may be a block of its own, or stand behind its key: the one is corrected by its header, the other here.
    key = "" if span is not None and finding.better_key.startswith("[") else finding.better_key
    better = finding.better.replace(THERE, there) if there or THERE not in finding.better else ""
    return Fault(finding.path, finding.text, finding.remedy, better, key, is_error=is_error)


def _refused(text: str, file: str, found: list[RuleFault]) -> RuleFileError:
    """The error for findings in a text."""
    return RuleFileError(located(text, file, found))


def _unreadable(file: str, text: str, remedy: str, line: int | None = None) -> RuleFileError:
    problem = Problem(severity=Severity.ERROR, file=file, line=line, text=text, remedy=remedy)
    return RuleFileError((problem,))
