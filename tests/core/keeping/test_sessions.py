"""Two alctos at work in one folder: the draft of each is its own, and what one left behind is offered to the other."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from alcto_core.keeping import sessions
from alcto_core.keeping.drafts import drop_draft, load_drafts, save_draft, session_for
from alcto_core.keeping.folder import RecordsFolder

AT = datetime(2026, 8, 14, 14, 2).astimezone()
TYPES = """
import sys
from datetime import datetime
from pathlib import Path
from alcto_core.keeping.drafts import save_draft, session_for
from alcto_core.keeping.folder import RecordsFolder

folder = RecordsFolder(path=Path(sys.argv[1]))
save_draft(folder, {"title": "theirs"}, at=datetime.now().astimezone(), session=session_for(folder))
print("kept", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[RecordsFolder]:
    found = RecordsFolder(path=tmp_path)
    found.file.write_text("", encoding="utf-8")
    yield found
    sessions.end_sessions()


@pytest.fixture
def other(folder: RecordsFolder) -> Iterator[subprocess.Popen[str]]:
    """Another process that has typed and goes on."""
    command = [sys.executable, "-c", TYPES, str(folder.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "kept\n"
        yield process
        process.kill()


def titles(folder: RecordsFolder) -> list[str]:
    """What is offered."""
    return [draft.fields["title"] for draft in load_drafts(folder)]


def test_what_another_one_types_is_not_offered_before_it_has_ended(folder, other):
    assert titles(folder) == []
    other.kill()
    other.wait()
    assert titles(folder) == ["theirs"]
    assert not list(folder.lock.parent.glob("form-*.lock"))
    (left,) = load_drafts(folder)
    drop_draft(folder, left.name, left.session)
    assert titles(folder) == []


def test_two_that_type_at_once_keep_two_drafts(folder, other):
    own = session_for(folder)
    save_draft(folder, {"title": "mine"}, at=AT, session=own)
    assert titles(folder) == ["mine"]
    drop_draft(folder, session=own)
    assert titles(folder) == []
    other.communicate()
    assert titles(folder) == ["theirs"]


def test_a_process_has_one_session_in_a_folder(folder):
    assert session_for(folder) == session_for(folder) != sessions.NOBODY
    assert not sessions.is_of_another(folder, session_for(folder))


@pytest.mark.parametrize("session", ["", "../../etc", "0" * 12, "x" * 12])
def test_a_session_that_nobody_holds_is_of_nobody(folder, session):
    assert not sessions.is_of_another(folder, session)


def test_nothing_is_made_in_the_place_of_a_folder_that_is_away(tmp_path):
    assert session_for(RecordsFolder(path=tmp_path / "gone")) == sessions.NOBODY
    assert not (tmp_path / "gone").exists()
