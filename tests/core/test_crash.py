"""Reports of faults: where and of which kind, and never a word of what alcto was working on."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from alcto_core import crash, system

MARK = "Pine Hollow 4711"


@pytest.fixture
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "logs"
    monkeypatch.setattr(system, "log_folder", lambda: folder)
    return folder


def raised(act: Callable[[], object]) -> BaseException:
    try:
        act()
    except BaseException as error:  # noqa: BLE001 - every kind is reported
        return error
    raise AssertionError("nothing was raised")


def in_message() -> None:
    raise ValueError(MARK)


def in_cause() -> None:
    try:
        in_message()
    except ValueError as error:
        raise RuntimeError(f"about {MARK}") from error


def in_context() -> None:
    try:
        in_message()
    except ValueError:
        raise KeyError(MARK) from None


def while_handling() -> None:
    try:
        in_message()
    except ValueError:
        {}[MARK]


def in_group() -> None:
    raise ExceptionGroup(MARK, [ValueError(MARK), ExceptionGroup(MARK, [raised(in_cause)])])  # type: ignore[list-item]


def in_note() -> None:
    error = ValueError("x")
    error.add_note(MARK)
    raise error


def in_syntax() -> None:
    compile(f"'{MARK}' = ", f"{MARK}.py", "exec")


def in_generated_code() -> None:
    exec(compile("1/0", f"/home/{MARK}/{MARK}", "exec"))


def endless() -> None:
    def again(text: str) -> None:
        again(text)

    again(MARK)


def in_circle() -> None:
    error = ValueError(MARK)
    error.__cause__ = RuntimeError(MARK)
    error.__cause__.__cause__ = error
    raise error


class Vicious(Exception):
    """An error that cannot even be printed."""

    def __str__(self) -> str:
        raise ValueError(MARK)

    __repr__ = __str__


def vicious() -> None:
    raise Vicious(MARK)


FAULTS = [
    in_message, in_cause, in_context, while_handling, in_group, in_note, in_syntax, in_generated_code, endless,
    in_circle, vicious,
]  # fmt: skip


@pytest.mark.parametrize("act", FAULTS, ids=lambda act: act.__name__)
def test_a_report_holds_no_text_of_what_was_worked_on(logs: Path, act: Callable[[], None]) -> None:
    error = raised(act)
    file = Path(crash.report(error))
    words = file.read_text(encoding="utf-8")
    assert MARK not in words
    assert "Pine" not in words
    assert type(error).__name__ in words
    assert f" in {act.__name__}" in words
    assert len(words.splitlines()) < 200


def test_causes_and_groups_are_told(logs: Path) -> None:
    words = Path(crash.report(raised(in_group))).read_text(encoding="utf-8")
    assert words.count("in the group: ") == 3
    assert "caused by: ValueError" in words
    assert "while dealing with: ValueError" in Path(crash.report(raised(while_handling))).read_text(encoding="utf-8")
    assert "ValueError" not in Path(crash.report(raised(in_context))).read_text(encoding="utf-8")


def test_places_are_told_without_the_folders_above_the_package(logs: Path) -> None:
    from alcto_core.overview import of_loaded

    words = Path(crash.report(raised(lambda: of_loaded(None, None, None, None)))).read_text(encoding="utf-8")  # type: ignore[arg-type]
    assert "  alcto_core/overview.py:" in words
    assert str(Path(__file__).parents[2]) not in words
    assert str(Path.home()) not in words
    assert sys.prefix not in words


def test_only_the_person_may_read_a_report(logs: Path) -> None:
    file = Path(crash.report(raised(in_message)))
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_last_reports_are_kept(logs: Path) -> None:
    written = [crash.report(raised(in_message)) for _ in range(crash.KEPT + 3)]
    assert sorted(map(str, logs.iterdir())) == sorted(written[3:])


def test_without_a_folder_for_it_the_report_goes_to_the_temporary_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    (tmp_path / "file").write_text("")
    monkeypatch.setattr(system, "log_folder", lambda: tmp_path / "file" / "logs")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert Path(crash.report(raised(in_message))).parent == tmp_path
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))
    assert crash.report(raised(in_message)).startswith("could not be written (")


def test_no_error_at_all_can_be_reported_too(logs: Path) -> None:
    assert Path(crash.report(None)).exists()


def test_the_sentence_names_the_report(logs: Path) -> None:
    words = crash.sentence(raised(in_message))
    assert "your records are as last saved" in words
    assert words.endswith(str(next(logs.iterdir())))
