"""A certificate as the beginning of an entry: chosen from the folders, read beside the screen."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alcto_core import system
from alcto_core.importing.certificate import into_form
from alcto_core.importing.proof_file import ENDINGS, read_proof
from alcto_core.telling.certificate import Begun
from alcto_tui import messages
from alcto_tui.screens.proof_browser import ProofBrowser

if TYPE_CHECKING:
    from textual.screen import Screen

    from alcto_core.overview import Overview


def choose_certificate(screen: Screen[Any], overview: Overview) -> None:
    """Let the person choose a PDF or a badge; the screen gets a `Looked` that holds what it `Begun`."""

    def read(path: Path | None) -> None:
        if path is None:
            return
        screen.notify(f"Reading “{path.name}”…", timeout=2, markup=False)
        screen.post_message(messages.LookRequested(partial(_begun, overview, path), screen, about=path))

    roots = (system.home_folder(), overview.folder.path)
    screen.app.push_screen(ProofBrowser("Choose a certificate of attendance or a badge", roots, ENDINGS), read)


def _begun(overview: Overview, path: Path) -> Begun:
    name = overview.records.person.name if overview.records is not None else ""
    certificate = read_proof(path, overview.library, name, overview.on)
    root, found = overview.folder.path.resolve(), path.resolve()
    proof = found.relative_to(root).as_posix() if found.is_relative_to(root) else str(path)
    return Begun(into_form(certificate, overview.library, proof), certificate)
