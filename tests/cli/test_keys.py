"""`alcto keys`: the keys of the screens in plain words."""

from __future__ import annotations

import json
import sys

import pytest

from alcto_core import system
from alcto_tui.__main__ import main


@pytest.fixture
def keys(tmp_path, monkeypatch, capsys):
    """Run the verb through the entry point, on settings with this text."""
    monkeypatch.setattr(system, "settings_folder", lambda: tmp_path)

    def run(text, *words):
        (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
        monkeypatch.setattr(sys, "argv", ["alcto", "keys", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, *capsys.readouterr()

    return run


def test_each_key_stands_beside_what_it_does(keys):
    status, said, _ = keys("")
    assert status == 0
    assert "P        plan            shows the plan\n" in said
    assert "F2       save            saves\n" in said


def test_own_keys_stand_beside_the_usual_ones_and_a_clash_is_told(keys):
    status, said, aside = keys('[keys]\nplan = "F7"\nlog = "x"\n')
    assert status == 1
    assert "F7       plan            shows the plan (your own; else P)\n" in said
    assert "l        log             opens the log\n" in said
    assert "settings.toml:3: x takes it away (delete), so it cannot be log too (opens the log)" in aside


def test_scripts_read_the_same(keys):
    status, said, _ = keys('[keys]\nplan = "F7"\n', "--json")
    document = json.loads(said)
    (plan,) = [one for one in document["keys"] if one["name"] == "plan"]
    assert (status, plan["keys"], plan["usual"]) == (0, ["F7"], "P")
    assert "Home" in plan["screens"]
