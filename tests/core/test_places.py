"""Where settings and what may be lost lie: where platformdirs says, also where it is not asked."""

from __future__ import annotations

import sys

import platformdirs
import pytest

from alcto_core import places

HOMES = ("/home/jordan", "/home/jordan/", "/", "relative", "", "/home/jo rdan", "/home//jordan", "/home/jordan ", None)
CHOSEN = (None, "", "/somewhere", "/somewhere/", "relative", "~/config", "/some where", " /somewhere", "/a//b", "/")


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("chosen", CHOSEN)
def test_the_places_are_those_of_platformdirs(
    home: str | None, chosen: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("HOME", home), ("XDG_CONFIG_HOME", chosen), ("XDG_CACHE_HOME", chosen)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    assert places.settings_place() == platformdirs.user_config_dir("alcto", appauthor=False)
    assert places.cache_place() == platformdirs.user_cache_dir("alcto", appauthor=False)


@pytest.mark.skipif(sys.platform != "linux", reason="worked out on Linux alone")
def test_the_usual_home_needs_no_platformdirs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/jordan")
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("ANDROID_DATA", raising=False)
    monkeypatch.setitem(sys.modules, "platformdirs", None)
    assert places.settings_place() == "/home/jordan/.config/alcto"
