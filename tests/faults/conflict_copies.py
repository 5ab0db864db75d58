"""F7: second copies that sync programs, editors and file managers leave beside the records, and temporary files of
saves that were cut short. All are found, nothing innocent is, what they hold can be merged, and nothing is deleted.

Every name is put on disk for real, beside a records file, as a copy that holds records which the file lacks.
"""

from __future__ import annotations

import random
from pathlib import Path

from gates import Gate, Outcome, Plan

from alcto_core.copies.second_copies import find_copies, merging, put_aside
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.store import RecordsStore

SECOND: dict[str, tuple[str, ...]] = {
    "alcto": ("records (mine 2026-03-01 120000).toml", "records (mine 2026-03-01 120000 2).toml"),
    "Syncthing": (
        "records.sync-conflict-20260301-120000-ABCDEFG.toml",
        "records.sync-conflict-20260301-120000.toml",
        "records.sync-conflict-20260301-120000-ABCDEFG.sync-conflict-20260302-080000-HIJKLMN.toml",
    ),
    "Nextcloud or ownCloud": (
        "records (conflicted copy 2026-03-01 120000).toml",
        "records (conflicted copy jordan 2026-03-01 120000).toml",
        "records_conflict-20260301-120000.toml",
        "records_conflict-jordan-20260301-120000.toml",
    ),
    "Nextcloud": ("records (case clash from jordan).toml",),
    "Dropbox": (
        "records (Jordan's conflicted copy 2026-03-01).toml",
        "records (Jordan’s conflicted copy 2026-03-01).toml",
        "records (Jordan's conflicted copy 2026-03-01) (1).toml",
        "records (conflicted copy).toml",
        "Records (Case Conflict).toml",
        "records (DESKTOP-1's Case Conflict 2).toml",
        "records (Selective Sync Conflict).toml",
        "records (Unicode Encoding Conflict).toml",
        "records (Conflicted copy 2026-03-01 for jordan).toml",
    ),
    "Maestral": ("records (conflicting copy).toml",),
    "Seafile": (
        "records (SFConflict jordan@example.org 2026-03-01-12-00-00).toml",
        "records.toml (SFConflict 2026-03-01-12-00-00)",
    ),
    "rclone": ("records.toml..path1", "records.toml..path2", "records.toml.conflict1", "records.toml.conflict2"),
    "Resilio Sync": ("records.Conflict.toml", "records.Conflict1.toml", "records.Conflict.Conflict.toml"),
    "Synology Drive": (
        "records_Jordan-PC_Mar-01-1200-2026_CaseConflict_1.toml",
        "records_Jordan-PC_Mar-01-1200-2026_Conflict.toml",
    ),
    "pCloud": ("records [conflicted].toml", "records (conflicted).toml"),
    "Google Drive": ("records.toml (Conflict a4ab3033)",),
    "Insync": ("records_conf(1).toml",),
    "Proton Drive": ("records (# Name clash 2026-03-01 b2nCk #).toml",),
    "Cryptomator": ("records (Created by Alice).toml", "records (Created by Alice on 2026-03-01).toml"),
    "Unison": ("records (copy: conflict with laptop on 2026-03-01).toml", "records (conflict_on_2026-03-01).toml"),
    "Windows offline files": ("records (Jordan v1).toml",),
    "OneDrive": (
        "records-DESKTOP-AB12CD3.toml",
        "records-JORDAN-PC-2.toml",
        "records-Jordans-MacBook-Pro.toml",
        "records-ubuntu-safeBackup-0001.toml",
    ),
    "Google Drive, OneDrive or a browser": ("records (1).toml", "records (2) (1).toml", "RECORDS (3).toml"),
    "a browser": ("records(1).toml",),
    "iCloud Drive or Finder": ("records 2.toml", "records 12.toml"),
    "Finder": ("records copy.toml", "records copy 2.toml", "records Kopie.toml"),
    "Windows Explorer": (
        "records - Copy.toml",
        "records - Copy (2).toml",
        "records - Kopie.toml",
        "records - Copia (2).toml",
        "Copy of records.toml",
        "Kopie von records.toml",
    ),
    "a file manager": (
        "records (copy).toml",
        "records (another copy).toml",
        "records (3rd copy).toml",
        "records (copy 1).toml",
    ),
    "a sync program": (
        "records_PC_Nov-28-101010-2026_Conflict.toml",
        "records (jordan@laptop).toml",
        "records[Conflict].toml",
        "records (in Konflikt stehende Kopie von Jordan 2026-03-01).toml",
        "records (Copie en conflit de Jordan 2026-03-01).toml",
        "records (copia en conflicto de Jordan 2026-03-01).toml",
        "records (Copia in conflitto di Jordan 2026-03-01).toml",
        "records (Jordan 的冲突副本 2026-03-01).toml",
        "records (Jordan の競合コピー 2026-03-01).toml",
        "records (Conflict 2026-03-01).toml",
        "records [Conflict].toml",
        "records-conflict-2.toml",
        "records (Kopia Jordan 2026-03-01).toml",
    ),
    "git": (
        "records~HEAD.toml",
        "records~1f2e3d4.toml",
        "records_LOCAL_4711.toml",
        "records_BACKUP_4711.toml",
        "records.toml.REMOTE.4711.toml",
    ),
    "Subversion": ("records.toml.mine", "records.toml.r12"),
    "git, Mercurial or patch": ("records.toml.orig",),
    "an editor": (
        "records.toml~",
        "records.toml.~1~",
        "records.toml.bak",
        "records.toml.2026-03-01_120000.bak",
        "records.toml.old",
        "records.bak",
    ),
    "nano": ("records.toml.save", "records.toml.save.1"),
    "Emacs": ("#records.toml#",),
    "Vim": (".records.toml.swp", ".records.toml.swo"),
    "Kate": (".records.toml.kate-swp",),
}
"""Names by the program that makes them."""

INNOCENT = (
    "records-2025.toml",
    "records-old.toml",
    "records 2025.toml",
    "records_archive.toml",
    "records archive.toml",
    "records.json",
    "records (1).pdf",
    "records.toml.txt",
    "records.toml.gpg",
    "records.conflicting.toml",
    "my records.toml",
    "recordsheet.toml",
    "recordsheet (1).toml",
    "old records (1).toml",
    "rules.toml",
    "conflict.toml",
    "log (conflicted copy 2026-03-01).toml",
    "records of Jordan.toml",
    "records.sync.toml",
    "evidence.sync-conflict-20260301-120000-ABCDEFG.toml",
    "xrecords.toml~",
    "alcto-backup-2026-03-01.zip",
    ".records.toml.123-0a1b2c3d.alcto-tmp",
    "records",
)
"""Names that are about something else, or that a person may choose for a file of another purpose."""

MAIN = 'schema = 1\n\n[person]\nname = "Jordan Avery"\n'
RECORD = '\n[[activity]]\nid = "{0}"\ntitle = "Course {0}"\ndate = 2026-02-03\nhours = 2\n'


def held(records: range) -> str:
    return MAIN + "".join(map(RECORD.format, records))


def measure(plan: Plan) -> Outcome:
    """Every name alone, the innocent all at once, then random crowds of both."""
    outcome = Outcome()
    outcome.add("names found", 0)
    outcome.add("missed", 0)
    names = [(program, name) for program, names in SECOND.items() for name in names]
    for number, (program, name) in enumerate(names):
        alone(plan.scratch / f"alone {number}", program, name, outcome)
    outcome.add("programs", len(SECOND))
    innocent(plan.scratch / "innocent", outcome)
    for number in plan.of(8, 400):
        crowd(plan.scratch / f"crowd {number}", plan.chance(number), outcome)
    return outcome


def alone(path: Path, program: str, name: str, outcome: Outcome) -> None:
    """One copy with three records that the file lacks: found, named, merged, put aside, taken back."""
    path.mkdir()
    folder = RecordsFolder(path=path)
    folder.file.write_text(held(range(2)))
    (path / name).write_text(held(range(5)))
    copies = find_copies(folder)
    if [copy.path.name for copy in copies] != [name]:
        outcome.add("missed")
        outcome.fail(f"not found: {name}")
        return
    outcome.add("names found")
    (copy,) = copies
    if copy.program != program:
        outcome.fail(f"{name} is told as of {copy.program}")
    if not copy.sentence.endswith("holds 3 records that this one lacks"):
        outcome.fail(f"{name}: {copy.sentence}")
    store = RecordsStore(folder)
    store.save(store.load(), merging(copy, copy.proposed))
    (copy,) = find_copies(folder)
    if copy.has_more:
        outcome.fail(f"{name} still holds something after the merge")
    if copy.stays:
        outcome.add("left where they are")
    elif put_aside(copy).read_text() == held(range(5)) and not find_copies(folder):
        outcome.add("merged and put aside")
    else:
        outcome.fail(f"{name} was not put aside whole")
    if store.undo().loaded.raw != held(range(2)).encode():
        outcome.fail(f"the merge of {name} did not come undone")


def innocent(path: Path, outcome: Outcome) -> None:
    """Files that are no copies, and folders and links that only look like some."""
    path.mkdir()
    folder = RecordsFolder(path=path)
    folder.file.write_text(held(range(2)))
    for name in INNOCENT:
        (path / name).write_text(held(range(5)))
    (path / "records (1).toml").mkdir()
    for copy in find_copies(folder):
        outcome.fail(f"taken for a copy: {copy.path.name}")
    outcome.add("innocent names", len(INNOCENT))


def crowd(path: Path, chance: random.Random, outcome: Outcome) -> None:
    """Copies, innocent files and temporary files together: all copies are found, only the temporary files go."""
    path.mkdir()
    folder = RecordsFolder(path=path)
    folder.file.write_text(held(range(2)))
    names = {name.lower(): name for program in SECOND for name in SECOND[program]}  # some disks know no capitals
    copies = chance.sample(sorted(names.values()), 12)
    for name in (*copies, *chance.sample(INNOCENT[:-2], 6)):
        (path / name).write_text(held(range(chance.randrange(2, 9))))
    before = {file.name: file.read_bytes() for file in path.iterdir()}
    found = {copy.path.name for copy in find_copies(folder)}
    for name in copies:
        if name not in found:
            outcome.add("missed")
            outcome.fail(f"not found in a crowd: {name}")
    for name in found - set(copies):
        outcome.fail(f"taken for a copy in a crowd: {name}")
    left = [path / f".records.toml.{chance.randrange(1, 9999)}-{number:08x}.alcto-tmp" for number in range(3)]
    for file in left:
        file.write_text("half of a")
    store = RecordsStore(folder)
    if not (store.has_leftovers() and store.recover()) or any(file.exists() for file in left):
        outcome.fail("temporary files were not found and cleared")
    outcome.add("temporary files cleared", len(left))
    after = {file.name: file.read_bytes() for file in path.iterdir() if file.is_file()}
    if after != before:
        outcome.fail(f"something else than temporary files went: {before.keys() ^ after.keys()}")
    outcome.add("crowds")


GATE = Gate(
    id="F7",
    fault="sync conflict copies, left-over temporary files",
    gate="all patterns found, nothing innocent taken for a copy, nothing deleted",
    measure=measure,
    least={
        "names found": (80, 80),
        "programs": (30, 30),
        "innocent names": (20, 20),
        "merged and put aside": (75, 75),
        "temporary files cleared": (24, 1200),
    },
)
