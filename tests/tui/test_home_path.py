"""Home breaks the path of the records file behind the names of folders."""

from __future__ import annotations

from alcto_tui.screens.at_home.home_aside import _path_words


def broken(path: str, width: int) -> list[str]:
    return [row.plain for row in _path_words(path, width)]


def test_a_path_is_broken_behind_a_folder_alone() -> None:
    path = "/home/jordan.avery/district-documents/alcto-records/records.toml"
    assert broken(path, 40) == ["/home/jordan.avery/district-documents/", "alcto-records/records.toml"]
    assert broken(path, 200) == [path]
    assert broken(r"C:\Users\jordan\records.toml", 18) == ["C:\\Users\\jordan\\", "records.toml"]


def test_nothing_of_a_path_is_lost() -> None:
    for width in (1, 5, 12):
        assert "".join(broken("//server/a share/records.toml", width)) == "//server/a share/records.toml"
