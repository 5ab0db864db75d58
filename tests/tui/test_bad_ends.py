"""Screens that end in a fault twice in a row are offered without the plugins that did not come with alcto."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from terminal import Terminal

from alcto_core.demonstration import FOLDER

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is POSIX")

BREAKS = """
ALCTO_API = 1
import sys
app = sys.modules.get("alcto_tui.app")
if app is not None:
    def broken(self, *_):
        raise ZeroDivisionError
    app.HomeScreen.show_overview = broken
"""


@pytest.fixture
def records(tmp_path: Path) -> Path:
    folder = tmp_path / "records"
    folder.mkdir()
    (folder / "records.toml").write_bytes((FOLDER / "alabama.toml").read_bytes())
    return folder


@contextmanager
def screens(tmp_path: Path, records: Path) -> Iterator[Terminal]:
    """The screens in a terminal, where a plugin breaks them while it loads."""

    site = tmp_path / "site"
    info = site / "alcto_breaks-1.0.dist-info"
    info.mkdir(parents=True, exist_ok=True)
    (site / "alcto_breaks.py").write_text(BREAKS, "utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: alcto-breaks\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[alcto.plugins]\nbreaks = alcto_breaks\n", "utf-8")
    around = {"PYTHONPATH": str(site), "XDG_STATE_HOME": str(tmp_path / "state"), "HOME": str(tmp_path / "home")}
    with Terminal(records, with_plugins=True, environ=around) as terminal:
        yield terminal


@pytest.mark.skipif(sys.platform != "linux", reason="the folder for reports is set by XDG_STATE_HOME")
def test_after_two_faults_in_a_row_the_screens_open_without_the_plugin_that_breaks_them(
    tmp_path: Path, records: Path
) -> None:
    for _ in range(2):
        with screens(tmp_path, records) as terminal:
            assert terminal.ends() == 2
            assert b"alcto met a fault" in terminal.output
    with screens(tmp_path, records) as terminal:
        terminal.wait_for("met a fault 2 times in a row, and the plugin breaks did not come with alcto.")
        terminal.press("\r")
        terminal.wait_for("TD-CEU")
        terminal.press("q")
        assert terminal.ends() == 0
    with screens(tmp_path, records) as terminal:
        assert terminal.ends() == 2  # a good end began the count anew: it is tried with the plugin again


@pytest.mark.parametrize(("kept", "counted"), [(b"2", 2), (b"", 0), (b"\xff\xfe", 0), (b"9" * 100, 99_999_999)])
def test_a_damaged_count_is_read_as_it_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bytes, counted: int
) -> None:
    from alcto_core import system
    from alcto_tui import bad_ends

    monkeypatch.setattr(system, "log_folder", lambda: tmp_path)
    (tmp_path / "screens-ended-in-a-fault").write_bytes(kept)
    assert bad_ends.in_a_row() == counted
    bad_ends.note(was_fault=False)
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - nothing is left


def test_where_nothing_did_not_come_with_alcto_nothing_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alcto_core import system
    from alcto_core.host import discovery
    from alcto_tui import bad_ends

    monkeypatch.setattr(system, "log_folder", lambda: tmp_path)
    monkeypatch.setattr(discovery, "installed_plugins", lambda: ())
    bad_ends.note(was_fault=True)
    bad_ends.note(was_fault=True)
    assert bad_ends.in_a_row() == 2
    assert bad_ends.wants_none() is False
