"""A report of a fault in alcto itself: where it happened and of which kind it was, and nothing else.

Never a message, a value or a line of source: any of them may hold text from records. Never a whole path: the name of
a home folder is personal too. So the person can send it as it is.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from alcto_core import __version__, system

KEPT = 10
"""So many reports are kept, the latest."""

_PREFIX = "alcto-fault-"
_MOST_FRAMES = 60
_MOST_ERRORS = 40
_NOT_IN_NAMES = re.compile(r"[^\w.<>/-]+", re.ASCII)
_LONGEST_NAME = 80


def sentence(error: BaseException | None) -> str:
    """Write the report, and say so in one sentence for the person. Never raises."""
    return (
        "alcto met a fault and stopped; your records are as last saved. "
        f"Details for a report, without anything from your records: {report(error)}"
    )


def report(error: BaseException | None) -> str:
    """Write where a fault happened; give the path of the report, or why there is none. Never raises."""
    text = "\n".join([*_head(), "", *_told(error)]) + "\n"
    why = "no folder for it"
    for folder in _folders():
        try:
            system.make_folder(folder)
            file = folder / f"{_PREFIX}{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{os.getpid()}.txt"
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
            with open(handle, "w", encoding="utf-8") as stream:  # noqa: PTH123 - the handle has its mode already
                stream.write(text)
        except OSError as full:
            why = system.reason(full)
            continue
        _prune(folder)
        return str(file)
    return f"could not be written ({why})"


def _folders() -> Iterator[Path]:
    """Where a report may lie, the best first."""
    import tempfile

    with suppress(OSError, RuntimeError):  # where no home folder is known
        yield system.log_folder()
    with suppress(OSError):
        yield Path(tempfile.gettempdir())


def _prune(folder: Path) -> None:
    with suppress(OSError):
        for old in sorted(folder.glob(f"{_PREFIX}*.txt"))[:-KEPT]:
            system.discard(old)


def _head() -> Iterator[str]:
    yield f"alcto {__version__}"
    yield f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    for name in ("textual", "msgspec"):
        module = sys.modules.get(name)
        if module is not None:
            yield f"{name} {_name(str(getattr(module, '__version__', '')))}"


def _told(error: BaseException | None) -> Iterator[str]:
    """Every error that belongs to this one: its causes, its groups, what it was raised in the middle of."""
    waiting: list[tuple[BaseException, str]] = [(error, "")] if error is not None else []
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_ERRORS:
        one, how = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield from ([""] if how else [])
        yield f"{how}{_type(one)}"
        yield from _frames(one.__traceback__)
        if isinstance(one, BaseExceptionGroup):
            waiting += [(part, "in the group: ") for part in one.exceptions]
        if one.__cause__ is not None:
            waiting.append((one.__cause__, "caused by: "))
        elif one.__context__ is not None and not one.__suppress_context__:
            waiting.append((one.__context__, "while dealing with: "))


def _type(error: BaseException) -> str:
    kind = type(error)
    return (
        f"{_name(kind.__module__)}.{_name(kind.__qualname__)}"
        if kind.__module__ != "builtins"
        else _name(kind.__name__)
    )


def _frames(trace: TracebackType | None) -> Iterator[str]:
    rows = []
    while trace is not None:
        code, module = trace.tb_frame.f_code, str(trace.tb_frame.f_globals.get("__name__", ""))
        rows.append(f"  {_place(code.co_filename, module)}:{trace.tb_lineno} in {_name(code.co_name)}")
        trace = trace.tb_next
    if len(rows) > _MOST_FRAMES:
        half = _MOST_FRAMES // 2
        rows[half:-half] = [f"  … {len(rows) - _MOST_FRAMES} more …"]
    yield from rows


def _place(file: str, module: str) -> str:
    """The file of a frame by its place in its package; of code that lies elsewhere, only whose it is."""
    inside = module.replace(".", "/")
    path = file.replace("\\", "/")
    for end in (f"{inside}.py", f"{inside}/__init__.py"):
        if inside and path.endswith(f"/{end}"):
            return _name(end)
    return f"<{_name(module)}>"


def _name(text: str) -> str:
    """A name of a module, a function or a type; whatever else somebody may have called it is left out."""
    return _NOT_IN_NAMES.sub("?", text)[:_LONGEST_NAME]
