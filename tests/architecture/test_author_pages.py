"""The pages for rule authors do what they say: the tutorial is walked, the gallery is read, the hooks are all there."""

from __future__ import annotations

import ast
import inspect
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from rule_fragments import read_fragment

from alcto_core.cli.group import command as alcto
from alcto_core.host import hooks

DOCS = Path(__file__).parents[2] / "docs"
TUTORIAL, GALLERY, HOOKS = ((DOCS / name).read_text("utf-8") for name in ("tutorial.md", "gallery.md", "hooks.md"))


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", blocks(GALLERY, "toml"), ids=lambda block: re.findall(r'id = "(.*)"', block)[-1:])
def test_a_shape_of_the_gallery_can_be_read(block: str) -> None:
    read_fragment(block, "gallery.md")


def steps() -> Iterator[tuple[str, str, str]]:
    """What the tutorial does, in order: commands, and files that are written or changed."""
    mark = r"(?:<!-- (write|replace in|add to): (\S+) -->\n)?^```(sh|toml)\n(.*?)^```$"
    for what, path, language, text in re.findall(mark, TUTORIAL, re.MULTILINE | re.DOTALL):
        yield (what or language), path, text


class Walk:
    """Somebody who does what the tutorial says, in a folder of their own."""

    def __init__(self, folder: Path, records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.folder = folder
        self.records = records
        self.did: list[str] = []

    def do(self, what: str, path: str, text: str) -> None:
        if what == "sh":
            for line in text.splitlines():
                self.command(*shlex.split(line))
            return
        file = self.folder / path
        if what == "write":
            file.write_text(text, "utf-8")
        elif what == "add to":
            file.write_text(file.read_text("utf-8") + "\n" + text, "utf-8")
        else:
            first, *_ = text.splitlines()
            before, _, rest = file.read_text("utf-8").partition(first + "\n")
            _, _, after = rest.partition("at_least = ")
            file.write_text(before + text + after.partition("\n")[2], "utf-8")
        self.did.append(what)

    def command(self, name: str, *words: str) -> None:
        self.did.append(name)
        if name == "cd":
            self.folder /= words[0]
        elif name == "rm":
            for pattern in words:
                for file in self.folder.glob(pattern):
                    file.unlink()
        elif words[:2] == ("-m", "pip"):
            assert words[2:] == ("install", "-e", ".")  # tests/cli/test_installed_plugins.py does it for real
        else:
            self.run(name, *words)

    def run(self, name: str, *words: str) -> None:
        """Run a program in the folder; alcto in this process, as a start for each command costs more than its work."""
        if name == "alcto":
            self.monkeypatch.chdir(self.folder)
            with pytest.raises(SystemExit) as ended:
                alcto.main(["--records", str(self.records), *words], prog_name="alcto")
            assert ended.value.code == 0, words
        else:
            done = subprocess.run(
                [sys.executable, *words], cwd=self.folder, capture_output=True, text=True, timeout=300
            )
            assert done.returncode == 0, (words, done.stdout, done.stderr)


def test_the_tutorial_can_be_walked_from_its_first_line_to_its_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = tmp_path / "records"
    records.mkdir()
    (records / "records.toml").write_text('schema = 1\n[person]\nname = "Jordan Avery"\n', "utf-8")
    walk = Walk(tmp_path, records, monkeypatch)
    for step in steps():
        walk.do(*step)
    assert walk.did.count("alcto") >= 9
    assert walk.did.count("write") == 5
    assert {"replace in", "add to", "python"} <= set(walk.did)


NAMES = [name for name in vars(hooks) if name.startswith("alcto_")]


def test_every_hook_has_a_heading_with_its_arguments_and_no_other_is_named() -> None:
    wanted = [f"{name}{inspect.signature(getattr(hooks, name))}".replace("'", "") for name in NAMES]
    assert re.findall(r"^## (.*)$", HOOKS, re.MULTILINE) == wanted


@pytest.mark.parametrize("name", NAMES)
def test_a_hook_of_the_page_has_the_example_that_the_tests_run(name: str) -> None:
    example = dedent((inspect.getdoc(getattr(hooks, name)) or "").partition("Example, complete::")[2]).strip()
    assert ast.dump(ast.parse(example)) in {ast.dump(ast.parse(block)) for block in blocks(HOOKS, "python")}
