"""Proof on the screens: opened by the system's program, and brought in from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alcto_core import system
from alcto_core.entry.answer import joined, listed
from alcto_core.keeping.evidence import Arrival, arrival, bring_in, elsewhere, open_proof
from alcto_core.problems import Refused
from alcto_tui.commands import Command
from alcto_tui.screens.base.question import Question

if TYPE_CHECKING:
    from textual.screen import Screen

    from alcto_core.keeping.folder import RecordsFolder

PROOF = Command("proof", "o", "Proof", "Open its proof: the system's program shows each file")


def show_proof(screen: Screen[Any], folder: RecordsFolder, paths: Iterable[str]) -> None:
    """Open files of proof, or say why not."""
    try:
        screen.notify(f"Opened {open_proof(folder, paths)}.", markup=False)
    except Refused as refused:
        screen.notify(str(refused), severity="warning", markup=False)


def choose_proof(screen: Screen[Any], folder: RecordsFolder, typed: str, then: Callable[[str], None]) -> None:
    """Let the person choose a file; `then` gets what stands in the field after that."""
    from alcto_tui.screens.evidence.proof_browser import ProofBrowser

    def take(path: Path | None) -> None:
        if path is not None:
            root = folder.path.resolve()
            found = path.resolve()
            word = found.relative_to(root).as_posix() if found.is_relative_to(root) else str(path)
            then(joined((*listed(typed), word)))

    roots = (folder.path, system.downloads_folder(), system.home_folder())
    screen.app.push_screen(ProofBrowser("Choose a file of proof", roots), take)


def offer_copies(
    screen: Screen[Any], folder: RecordsFolder, words: Sequence[str], then: Callable[[tuple[str, ...]], None]
) -> bool:
    """Where some of these files lie elsewhere, ask whether to copy them into `evidence/`; `then` gets the paths with
    the copies in their place. Whether there was something to ask."""
    try:
        coming: list[tuple[str, Arrival]] = []
        for word in words:
            if (source := elsewhere(folder, word)) is not None:
                coming.append((word, arrival(folder, source, [one.path for _, one in coming])))
    except Refused as refused:
        screen.notify(str(refused), severity="warning", markup=False)
        return True
    if not coming:
        return False
    names = ", ".join(f"“{one.source.name}” as {one.path}" for _, one in coming)

    def copy(answer: str | None) -> None:
        if answer != "copy":
            return
        try:
            for _, one in coming:
                bring_in(folder, one)
        except Refused as refused:
            screen.notify(str(refused), severity="error", markup=False)
            return
        copied = {word: one.path for word, one in coming}
        then(tuple(copied.get(word, word) for word in words))

    asked = f"Proof is kept in your records folder. Copy {names}?"
    screen.app.push_screen(Question(asked, (("c", "Copy", "copy"), ("Esc", "Not now", "back"))), copy)
    return True
