"""A verb whose record changed in the file while a person was reading its question."""

from __future__ import annotations

from pathlib import Path

import pytest
from calling import Run

from alcto_core.cli import edit_page


def test_both_values_are_said_and_mine_is_kept_as_a_copy(
    alcto: Run, records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = records.read_text(encoding="utf-8")
    id = before.partition('[[activity]]\nid = "')[2].partition('"')[0]
    changed = before.replace("[[activity]]\n", '[[activity]]\nnote = "theirs"\n', 1)

    def change_meanwhile(*_asked: object) -> bool:
        records.write_text(changed, encoding="utf-8")
        return True

    monkeypatch.setattr(edit_page, "may_save", change_meanwhile)
    result = alcto("edit", id, "--note", "mine")
    assert result.exit_code == 2
    assert "Note: yours mine; in the file theirs" in result.stderr
    assert records.read_text(encoding="utf-8") == changed
    (copy,) = records.parent.glob("records (mine *.toml")
    assert 'note = "mine"' in copy.read_text(encoding="utf-8")
    assert f'`alcto import "{copy.name}"`' in result.stderr
