"""What alcto keeps beside the records: earlier states, archives, drafts; and second copies that others left there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import takewhile

from alcto_core.doctor.finding import Finding, Subject, good, listed, look, wrong
from alcto_core.keeping.drafts import load_drafts
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.history import History, UndoStacks, moment
from alcto_core.keeping.last_seen import last_backup
from alcto_core.keeping.store import INTERRUPTED, RecordsStore
from alcto_core.numbers import counted
from alcto_core.problems import RecordsError


def findings(folder: RecordsFolder, now: datetime) -> Iterator[Finding]:
    """Earlier states and archives, what an interrupted save left, drafts, second copies."""
    try:
        yield from _history(folder)
    except RecordsError as error:
        yield _trouble("backups", error)
    yield _archive(folder, now)
    if RecordsStore(folder).has_leftovers():
        yield look("backups", INTERRUPTED, "The next save clears away what it left.")
    yield _drafts(folder)
    yield from _copies(folder)


def _history(folder: RecordsFolder) -> Iterator[Finding]:
    store = RecordsStore(folder)
    states = store.generations()
    history = History(folder=folder)
    files, lost = history.states.damaged()
    if files:
        what = counted(len(lost), "earlier state") if lost else counted(len(files), "file") + " of the history"
        yield wrong(
            "backups",
            f"{what} damaged on disk: {listed(f'{file.stem[:12]}…{file.suffix}' for file in files)}.",
            f"Look after the disk, and make an archive with `alcto backup`. What can still be read of "
            f"{'that file' if len(files) == 1 else 'those files'} can still be brought back; when you do not need it, "
            f"delete {'it' if len(files) == 1 else 'them'} in {files[0].parent}.",
        )
    if not states:
        yield good("backups", "alcto has saved nothing here yet, so there is nothing to undo.")
        return
    kept = history.kept() - lost
    missing = sum(state.sha256 not in kept and not state.is_present for state in states)
    without = f", {missing} of them without their bytes" if missing else ""
    yield good("backups", f"{counted(len(kept), 'state')} of the file kept{without}; {_reach(store.history(), kept)}.")
    saved = next((state for state in states if state.at), None)
    latest = states[0]
    if latest.kind == "outside":
        yield good("backups", "The file was changed outside alcto since its last save. The next save keeps that state.")
    elif saved is not None:
        yield good("backups", f"The file is as alcto left it: {moment(saved.at)}, {saved.sentence}.")


def _reach(place: UndoStacks, kept: Collection[str]) -> str:
    """How far undo and redo lead before they come to a state that is not kept."""
    back = list(takewhile(kept.__contains__, (step.before for step in reversed(place.done))))
    forth = list(takewhile(kept.__contains__, (step.after for step in reversed(place.undone))))
    of = f" of {len(place.done)}" if len(back) < len(place.done) else ""
    redo = f", redo {counted(len(forth), 'step')} forth" if forth else ""
    return f"undo leads {counted(len(back), 'step')}{of} back{redo}"


def _archive(folder: RecordsFolder, now: datetime) -> Finding:
    made = last_backup(folder)
    if made is None:
        return good("backups", "No archive was made with `alcto backup` yet.")
    days = (now - made.at).days
    age = "today" if days <= 0 else counted(days, "day") + " ago"
    return good("backups", f"The last archive was made {age}: {made.path}.")


def _drafts(folder: RecordsFolder) -> Finding:
    try:
        drafts = load_drafts(folder)
    except RecordsError as error:
        return _trouble("drafts", error)
    if not drafts:
        return good("drafts", "Nothing was typed and left unsaved.")
    times = listed(f"{draft.name} of {draft.at:%Y-%m-%d %H:%M}" for draft in drafts)
    return look(
        "drafts",
        f"{counted(len(drafts), 'form')} typed and not saved: {times}.",
        "Open alcto: Home offers to go on with it, or to drop it.",
    )


def _copies(folder: RecordsFolder) -> Iterator[Finding]:
    from alcto_core.copies.second_copies import find_copies

    copies = find_copies(folder)
    if not copies:
        yield good("copies", "There is no second copy of the records file.")
    for copy in copies:
        sentence = f"{copy.sentence[:1].upper()}{copy.sentence[1:]}."
        if copy.stays and not copy.has_more:
            yield good("copies", sentence)
            continue
        if copy.has_more:
            remedy = f'`alcto import "{copy.path.name}"` shows what it holds and takes over what you choose.'
        elif copy.is_readable:
            remedy = "Nothing is lost with it."
        else:
            remedy = "Open it in an editor; delete it when you have seen that you do not need it."
        yield Finding(subject="copies", state="wrong" if copy.lacking else "look", sentence=sentence, remedy=remedy)


def _trouble(subject: Subject, error: RecordsError) -> Finding:
    remedy = "Give yourself the right to read and write the folder .alcto beside the records."
    return wrong(subject, str(error), remedy)
