"""Where a paper goes: a file of the person's own, never one of alcto's and never one that is there, unless agreed."""

from __future__ import annotations

import os
from pathlib import Path

from alcto_core import system
from alcto_core.keeping import rights
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.problems import Refused


def check_target(folder: RecordsFolder, target: Path) -> bool:
    """Whether there is a file already. Raises `Refused` for a folder, and for what belongs to the records."""
    try:
        real, root = system.resolve(target), system.resolve(folder.path)
        own = {system.resolve(folder.file), *(system.resolve(one) for one in (folder.own, folder.rules))}
    except OSError as error:
        raise Refused(f"{target} cannot be written: {system.reason(error)}.") from error
    if own & {real, *real.parents} or (real.parent != root and real.is_relative_to(root)):
        raise Refused(f"{target} belongs to your records, where nothing is exported to. Name another file.")
    if target.is_dir():
        raise Refused(f"{target} is a folder. Name the file in it.")
    if os.path.lexists(target) and not target.is_file():
        raise Refused(f"{target} is no plain file. Name another.")
    return os.path.lexists(target)


def place(folder: RecordsFolder, target: Path, raw: bytes, *, replaces: bool = False) -> None:
    """Write a paper in one step, readable by whoever may read the records. Raises `Refused`; without `replaces` also
    where the file has come to be there since it was looked for."""
    try:
        temporary = system.write_temporary(target, raw, like=rights.model(folder))
        try:
            (system.current.replace if replaces else system.current.place)(temporary, target)
        except BaseException:
            system.discard(temporary)
            raise
    except FileExistsError:
        raise Refused(f"There is a file {target} already. Nothing was written.") from None
    except OSError as error:
        raise Refused(f"{target} cannot be written: {system.reason(error)}.") from error
