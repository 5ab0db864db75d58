"""What the tests of the screens share: a fixed environment, apps on made-up records, and snapshots of screens."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

if TYPE_CHECKING:
    from syrupy.location import PyTestLocation
    from syrupy.types import SnapshotIndex

    from alcto_core.host.plugins import Plugins
    from alcto_tui.app import AlctoApp

# Textual reads these when it is imported, so it is imported inside functions here and by the test modules after.
for _name in (
    "NO_COLOR", "TEXTUAL_THEME", "COLORFGBG", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_FILTERS", "TMUX", "STY", "VTE_VERSION",
    "TERM_PROGRAM",
):  # fmt: skip
    os.environ.pop(_name, None)
pytest.register_assert_rewrite("driving")
os.environ |= {"LC_ALL": "C.UTF-8", "TEXTUAL_ANIMATIONS": "none", "COLORTERM": "truecolor", "TERM": "xterm-256color"}

PINNED_TEXTUAL = "8.2.8"
"""The Textual that drew the snapshots (constraints.txt); another one may not redraw them."""
DEMO = Path(__file__).parents[2] / "alcto_core" / "demo" / "alabama.toml"


def pytest_configure(config: pytest.Config) -> None:
    """Cursors stand still, and another Textual may not redraw the pictures."""
    from textual.widgets import Input, TextArea

    Input.cursor_blink._default = False
    TextArea.cursor_blink._default = False
    if getattr(config.option, "update_snapshots", False) and version("textual") != PINNED_TEXTUAL:
        raise pytest.UsageError(
            f"Snapshots are drawn with Textual {PINNED_TEXTUAL}; this is {version('textual')}: install the pinned one."
        )


class _Screen(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT

    @classmethod
    def get_snapshot_name(cls, *, test_location: PyTestLocation, index: SnapshotIndex = 0) -> str:
        """A size or a theme stands among the parameters of the test: `test_home_shows[healthy-80x24]`."""
        if not isinstance(index, str):
            return super().get_snapshot_name(test_location=test_location, index=index)
        test = super().get_snapshot_name(test_location=test_location)
        return f"{test[:-1]}-{index}]" if test.endswith("]") else f"{test}[{index}]"


class _TextScreen(_Screen):
    file_extension = "txt"


class _PictureScreen(_Screen):
    file_extension = "svg"


@pytest.fixture
def text_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare with a screen as text: `assert screen_text(app) == text_snapshot`."""
    return snapshot.use_extension(_TextScreen)


@pytest.fixture
def svg_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare with a screen as a picture: `assert screen_svg(app) == svg_snapshot`."""
    return snapshot.use_extension(_PictureScreen)


@pytest.fixture(scope="session")
def plugins() -> Plugins:
    """The bundled rule sets, read once."""
    from alcto_core.host.plugins import load_plugins

    return load_plugins(no_plugins=True)


@pytest.fixture(scope="session")
def demo_text() -> str:
    """The records of `alcto demo`: both programs, half done, at risk."""
    return DEMO.read_text(encoding="utf-8")


@pytest.fixture
def app_on(plugins: Plugins, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AlctoApp]:
    """Make the app on records with this text (None: no file yet), read already: `app_on(TEXT)`.

    The folder is `alcto` below the test's own, by a relative path, so that screens show the same each time.
    """
    from driving import TODAY

    from alcto_core.keeping.folder import RecordsFolder
    from alcto_core.overview import open_overview
    from alcto_tui.app import AlctoApp

    def make(text: str | None, on: date = TODAY) -> AlctoApp:
        monkeypatch.chdir(tmp_path)
        folder = RecordsFolder(path=Path("alcto"))
        folder.path.mkdir(exist_ok=True)
        if text is not None:
            folder.file.write_text(text, encoding="utf-8")
        return AlctoApp(folder, on, no_plugins=True, overview=open_overview(folder, plugins, on))

    return make
