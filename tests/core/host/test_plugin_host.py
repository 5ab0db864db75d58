"""The plugin host: whatever one plugin does costs itself only, and the person reads what happened."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest
from fake_distributions import BAD_PLUGINS, Distribution, catalogue, rule_set

from alcto_core.host import aside
from alcto_core.host.discovery import BUNDLED
from alcto_core.host.plugins import PluginReport, Plugins, load_plugins

PATIENT = 60.0
"""Seconds: long enough that no good plugin is left behind on a busy machine."""


def load(**options: object) -> Plugins:
    return load_plugins(patience=PATIENT, **options)  # type: ignore[arg-type]


def report(plugins: Plugins, name: str) -> PluginReport:
    found = plugins.report(name)
    assert found is not None
    return found


def test_the_bundled_plugin_is_found_like_any_other() -> None:
    alabama = report(load(), "alabama")
    assert alabama.state == "loaded"
    assert alabama.is_bundled
    assert alabama.source == f"alcto {alabama.version}"
    assert set(alabama.rule_sets) == {"al-cto", "al-cto-academy", "al-td-ceu"}
    assert alabama.frameworks == ("al-cto",)


def test_a_plugin_of_rule_files_alone_is_loaded_with_its_version(install: Distribution) -> None:
    install("xy", rules={"events.toml": catalogue(), "pd.toml": rule_set(), "notes.txt": "no rule file"})
    plugins = load()
    xy = report(plugins, "xy")
    assert (xy.state, xy.source, xy.version) == ("loaded", "alcto-xy 1.2", "1.2")
    assert (xy.rule_sets, xy.catalogues) == (("xy-pd",), ("xy-2026",))
    assert not xy.is_bundled
    assert "xy-pd" in plugins.library.rule_sets
    assert "xy/summit" in plugins.library.listings


@pytest.mark.parametrize("name", BAD_PLUGINS)
def test_a_bad_plugin_is_reported_and_costs_nobody_else(install: Distribution, name: str) -> None:
    module, reason = BAD_PLUGINS[name]
    install(name, module, {"pd.toml": rule_set("lost")})
    install("good", rules={"pd.toml": rule_set()})
    plugins = load()
    bad = report(plugins, name)
    assert bad.state == "failed"
    assert reason in bad.reason
    assert bad.version == "1.2"
    assert "lost" not in plugins.library.rule_sets
    assert report(plugins, "good").state == "loaded"
    assert report(plugins, "alabama").state == "loaded"
    assert any(name in problem.file and problem.remedy for problem in plugins.problems)


def test_all_bad_plugins_at_once_leave_the_good_ones_working(install: Distribution) -> None:
    for name, (module, _) in BAD_PLUGINS.items():
        install(name, module)
    install("good", rules={"pd.toml": rule_set()})
    plugins = load()
    assert {each.name for each in plugins.reports if each.state == "failed"} == set(BAD_PLUGINS)
    assert {"xy-pd", "al-cto", "al-td-ceu"} <= set(plugins.library.rule_sets)


@pytest.mark.parametrize("body", ["while True:\n    pass\n", "import time\ntime.sleep(3600)\n"])
def test_a_plugin_that_never_ends_is_left_behind(install: Distribution, body: str) -> None:
    install("hangs", body)
    plugins = load_plugins(patience=0.2)
    assert report(plugins, "hangs").reason == "it did not finish loading in time"
    assert report(plugins, "alabama").state == "loaded"


def test_a_busy_machine_makes_no_plugin_late(install: Distribution, monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn that the machine drew out counts as one turn: here each lasts until the plugin has gone a step further."""
    steps = 8
    install("slow", "import threading\nfor at in range(8):\n    threading.slow_step.wait()\nALCTO_API = 1\n")
    barrier, turns = threading.Barrier(2), []
    monkeypatch.setattr(threading, "slow_step", barrier, raising=False)
    waits = threading.Thread.join

    def drawn_out(thread: threading.Thread, timeout: float | None = None) -> None:
        if thread.name == "alcto plugin slow" and len(turns) < steps:
            turns.append(timeout)
            barrier.wait()
        else:
            waits(thread)

    monkeypatch.setattr(threading.Thread, "join", drawn_out)
    plugins = load_plugins(patience=aside._TURN * steps * 4)
    assert len(turns) == steps
    assert report(plugins, "slow").state == "empty"


def test_a_plugin_that_never_ends_takes_no_time_from_those_after_it(install: Distribution) -> None:
    install("a-hangs", "import time\ntime.sleep(3600)\n")
    install("b-hangs", "import time\ntime.sleep(3600)\n")
    install("good", rules={"pd.toml": rule_set()})
    plugins = load_plugins(patience=3)
    assert [each.name for each in plugins.reports if each.state == "failed"] == ["a-hangs", "b-hangs"]
    assert report(plugins, "good").state == "loaded"


def test_what_a_plugin_prints_reaches_nobody(install: Distribution, capfd: pytest.CaptureFixture[str]) -> None:
    install("prints", "import sys\nprint('hello')\nprint('oh', file=sys.stderr)\nALCTO_API = 1\n")
    assert report(load(), "prints").state == "empty"
    assert capfd.readouterr() == ("", "")


def test_a_plugin_with_one_wrong_file_is_not_loaded_at_all(install: Distribution) -> None:
    install("xy", rules={"events.toml": catalogue().replace("schema = 1", "schema = 0", 1), "pd.toml": rule_set()})
    plugins = load()
    xy = report(plugins, "xy")
    assert xy.state == "failed"
    assert "events.toml:2" in xy.reason
    assert "xy-pd" not in plugins.library.rule_sets


# ids and names that stand twice


def test_the_same_rule_set_twice_is_loaded_from_neither_and_both_are_named(install: Distribution) -> None:
    install("one", rules={"pd.toml": rule_set(), "other.toml": rule_set("kept")})
    install("two", rules={"pd.toml": rule_set()})
    plugins = load()
    assert "xy-pd" not in plugins.library.rule_sets
    assert "kept" in plugins.library.rule_sets
    for name in ("one", "two"):
        assert "one (alcto-one 1.2) and two (alcto-two 1.2)" in report(plugins, name).reason
    assert report(plugins, "one").state == "loaded"
    assert report(plugins, "two").state == "failed"


def test_a_rule_set_that_comes_with_alcto_is_not_taken_over(install: Distribution) -> None:
    install("thief", rules={"pd.toml": rule_set("al-td-ceu")})
    plugins = load()
    assert "al-td-ceu" not in plugins.library.rule_sets
    assert "al-cto" in plugins.library.rule_sets
    assert "thief" in report(plugins, "alabama").reason


def test_a_rule_set_is_not_loaded_without_the_catalogue_that_it_counts_on(install: Distribution) -> None:
    install("thief", rules={"list.toml": catalogue("external-fy26")})
    plugins = load()
    assert "al-td-ceu" not in plugins.library.rule_sets
    assert "al-cto" in plugins.library.rule_sets
    assert "rests on the catalogue “external-fy26”" in report(plugins, "alabama").reason


def test_a_framework_twice_takes_its_rule_sets_along(install: Distribution) -> None:
    framework = (
        'kind = "framework"\nschema = 1\nid = "al-cto"\ntitle = "T"\nchecked = 2026-11-22\n'
        '[documents.p]\ntitle = "P"\nread = 2026-11-22\n'
        '[[strand]]\nid = "al-cto/x"\nlabel = "X"\nshort = "X"\ncite = "p"\n'
    )
    install("thief", rules={"framework.toml": framework})
    assert {rules.framework for rules in load().library.rule_sets.values()} == {None, "cetpa-cto", "cetl"}


def test_a_listing_that_collides_with_a_bundled_one_is_not_loaded(install: Distribution) -> None:
    install("xy", rules={"events.toml": catalogue(offering="external/fetc"), "pd.toml": rule_set()})
    plugins = load()
    assert report(plugins, "xy").catalogues == ()
    assert "“external/fetc” is listed for the same day" in report(plugins, "xy").reason
    assert report(plugins, "alabama").reason == ""


def test_two_plugins_of_one_name_are_both_refused(install: Distribution) -> None:
    install("xy", distribution="alcto-first", rules={"pd.toml": rule_set("first")})
    install("xy", distribution="alcto-second", rules={"pd.toml": rule_set("second")})
    plugins = load()
    both = [each for each in plugins.reports if each.name == "xy"]
    assert [each.state for each in both] == ["failed", "failed"]
    assert "alcto-second 1.2" in both[0].reason
    assert "alcto-first 1.2" in both[1].reason


def test_a_bundled_plugin_keeps_its_name(install: Distribution) -> None:
    install("alabama", distribution="alcto-thief", rules={"pd.toml": rule_set()})
    plugins = load()
    bundled, thief = [each for each in plugins.reports if each.name == "alabama"]
    assert (bundled.state, bundled.is_bundled) == ("loaded", True)
    assert (thief.state, thief.is_bundled) == ("failed", False)
    assert "xy-pd" not in plugins.library.rule_sets


# switching off


def test_no_plugins_leaves_out_all_that_did_not_come_with_alcto_before_it_is_imported(
    install: Distribution, tmp_path: Path
) -> None:
    install("xy", f"open({str(tmp_path / 'was-imported')!r}, 'w')\n")
    local = tmp_path / "rules"
    local.mkdir()
    (local / "pd.toml").write_text(rule_set(), "utf-8")
    plugins = load(no_plugins=True, local_rules=local)
    bundled = dict.fromkeys(BUNDLED, "loaded")
    assert {each.name: each.state for each in plugins.reports} == {**bundled, "xy": "off", "local": "off"}
    assert not (tmp_path / "was-imported").exists()
    assert set(plugins.library.rule_sets) == {
        rules for each in plugins.reports if each.is_bundled for rules in each.rule_sets
    }


def test_any_plugin_can_be_left_out_by_its_name_before_it_is_imported(install: Distribution, tmp_path: Path) -> None:
    install("xy", f"open({str(tmp_path / 'was-imported')!r}, 'w')\n")
    plugins = load(without=(*BUNDLED, "xy"))
    assert {each.name: each.state for each in plugins.reports} == dict.fromkeys((*BUNDLED, "xy"), "off")
    assert report(plugins, "xy").reason == "left out by --no-plugin xy"
    assert not (tmp_path / "was-imported").exists()
    assert plugins.library.rule_sets == {}
    assert plugins.problems == ()


def test_a_name_that_no_plugin_has_is_warned_about() -> None:
    (problem,) = load(without=("alabma",)).problems
    assert not problem.is_error
    assert "did you mean “alabama”" in problem.remedy


# rule files beside the records


def local_rules(folder: Path, **files: str) -> Path:
    rules = folder / "rules"
    rules.mkdir()
    for name, text in files.items():
        (rules / f"{name}.toml").write_text(text, "utf-8")
    return rules


def test_local_rule_files_are_loaded_and_marked_unverified(tmp_path: Path) -> None:
    rules = local_rules(tmp_path, pd=rule_set(), events=catalogue())
    plugins = load(local_rules=rules)
    local = report(plugins, "local")
    assert (local.state, local.source) == ("loaded", str(rules))
    assert plugins.library.unverified == {"xy-pd", "xy-2026"}
    assert plugins.library.rule_sets["xy-pd"].verified is False
    assert plugins.library.rule_sets["al-cto"].verified is True


def test_a_wrong_local_file_is_said_with_its_line_and_costs_no_other(tmp_path: Path) -> None:
    rules = local_rules(tmp_path, pd=rule_set(), events=catalogue().replace("title =", "titel =", 1))
    plugins = load(local_rules=rules)
    assert report(plugins, "local").state == "loaded"
    assert "rules/events.toml has errors" in report(plugins, "local").reason
    assert {(problem.file, problem.line) for problem in plugins.problems} == {
        ("rules/events.toml", 4),
    }  # fmt: skip


def test_two_local_files_of_one_id_are_both_named(tmp_path: Path) -> None:
    plugins = load(local_rules=local_rules(tmp_path, a=rule_set(), b=rule_set()))
    assert report(plugins, "local").state == "failed"
    assert "local (rules/a.toml) and local (rules/b.toml)" in report(plugins, "local").reason


def test_a_local_catalogue_may_fill_a_year_that_no_list_covers(tmp_path: Path) -> None:
    text = catalogue("external-fy27", "external/iste").replace('"xy"', '"external"')
    text = text.replace("from = 2026-01-01", "from = 2026-10-01\nuntil = 2027-09-30", 1)
    plugins = load(local_rules=local_rules(tmp_path, fy27=text))
    assert plugins.problems == ()
    assert len(plugins.library.listings["external/iste"]) == 2


def test_a_folder_that_is_not_there_is_no_plugin(tmp_path: Path) -> None:
    assert load(local_rules=tmp_path / "rules").report("local") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_local_file_that_is_no_ordinary_file_is_not_opened(tmp_path: Path) -> None:
    rules = local_rules(tmp_path, pd=rule_set())
    os.mkfifo(rules / "pipe.toml")
    (rules / "folder.toml").mkdir()
    plugins = load(local_rules=rules)
    assert report(plugins, "local").rule_sets == ("xy-pd",)
    assert {problem.file for problem in plugins.problems} == {"rules/pipe.toml", "rules/folder.toml"}


def test_a_plugin_may_not_call_itself_local(install: Distribution) -> None:
    install("local", rules={"pd.toml": rule_set()})
    assert report(load(), "local").state == "failed"


# what a start costs


def test_plugins_of_rule_files_alone_import_neither_pluggy_nor_importlib_metadata() -> None:
    import subprocess

    code = (
        "import sys; from alcto_core.host.plugins import load_plugins; plugins = load_plugins(); "
        "assert plugins.library.rule_sets; "
        "print([name for name in ('pluggy', 'importlib.metadata', 'importlib.resources') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_plugin_that_offers_nothing_is_empty_and_says_what_it_lacks(install: Distribution) -> None:
    install("hollow")
    plugins = load()
    assert report(plugins, "hollow").state == "empty"
    (problem,) = [problem for problem in plugins.problems if problem.file == "plugin hollow"]
    assert not problem.is_error
    assert "no folder “rules” with TOML files" in problem.text


def test_a_number_of_the_interface_in_quotes_is_named(install: Distribution) -> None:
    install("quoted", 'ALCTO_API = "1"\n')
    assert "write ALCTO_API = 1, without quotes" in report(load(), "quoted").reason
