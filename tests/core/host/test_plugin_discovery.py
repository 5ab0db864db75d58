"""Installed plugins are found by name, from any kind of folder or archive, and nothing is imported for it."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest
from fake_distributions import Distribution, rule_set

from alcto_core.host import discovery
from alcto_core.host.plugins import load_plugins


def found(name: str) -> discovery.Found:
    return next(plugin for plugin in discovery.installed_plugins() if plugin.name == name)


def test_finding_imports_no_plugin(install: Distribution) -> None:
    install("xy", "raise SystemExit\n")
    assert found("xy").module == "alcto_xy"
    assert "alcto_xy" not in sys.modules


def test_it_finds_what_importlib_metadata_finds(install: Distribution) -> None:
    install("xy")
    install("zz", version="2.0.post1")
    folders = discovery._plain_folders()
    assert folders is not None
    ours = sorted(discovery._from_folders(folders), key=lambda plugin: plugin.name)
    theirs = sorted(discovery._from_metadata(), key=lambda plugin: plugin.name)
    assert ours == theirs


def test_the_bundled_plugins_come_first(install: Distribution) -> None:
    install("aaa")
    names = [plugin.name for plugin in discovery.installed_plugins()]
    assert names.index("alabama") < names.index("aaa")


def test_a_distribution_counts_once_where_it_stands_first_on_the_path(
    install: Distribution, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("xy", version="1.0")
    later = tmp_path / "later" / "Alcto.XY-0.9.dist-info"
    later.mkdir(parents=True)
    (later / "entry_points.txt").write_text("[alcto.plugins]\nxy = alcto_old\n", "utf-8")
    monkeypatch.setattr(sys, "path", [*sys.path, str(later.parent)])
    assert [plugin.version for plugin in discovery.installed_plugins() if plugin.name == "xy"] == ["1.0"]


def test_extras_attributes_and_comments_of_entry_points_are_understood(tmp_path: Path) -> None:
    folder = tmp_path / "a-1.dist-info"
    folder.mkdir()
    (folder / "entry_points.txt").write_text(
        "[alcto.plugins]\n# a comment\n xy = pkg.mod:thing.part [extra] \nzz=pkg\n\n[other]\nno = pkg\n", "utf-8"
    )
    plugins = list(discovery._from_metadata_folder(folder, "a"))
    assert [(plugin.name, plugin.module, plugin.attribute) for plugin in plugins] == [
        ("xy", "pkg.mod", "thing.part"),
        ("zz", "pkg", ""),
    ]


def test_a_broken_list_of_entry_points_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "a-1.dist-info"
    folder.mkdir()
    (folder / "entry_points.txt").write_bytes(b"[alcto.plugins]\nxy = \xff\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert all(plugin.name != "xy" for plugin in discovery.installed_plugins())


def test_a_plugin_in_an_archive_is_found_and_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "plugins.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr(
            "alcto_zipped-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: alcto-zipped\nVersion: 1.0\n"
        )
        made.writestr("alcto_zipped-1.0.dist-info/entry_points.txt", "[alcto.plugins]\nzipped = alcto_zipped\n")
        made.writestr("alcto_zipped/__init__.py", "ALCTO_API = 1\n")
        made.writestr("alcto_zipped/rules/pd.toml", rule_set())
    monkeypatch.syspath_prepend(str(archive))
    plugins = load_plugins(patience=60)
    monkeypatch.delitem(sys.modules, "alcto_zipped", raising=False)
    report = plugins.report("zipped")
    assert report is not None
    assert (report.state, report.reason, report.rule_sets) == ("loaded", "", ("xy-pd",))
