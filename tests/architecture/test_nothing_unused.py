"""What nobody uses goes: names of the product that only tests read, and styles that fit nothing on a screen."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import textual.containers
import textual.widgets
from textual.widget import Widget

ROOT = Path(__file__).parents[2]
TREES = {
    file: ast.parse(file.read_text(encoding="utf-8"))
    for part in ("alcto_core", "alcto_tui", "alcto_testing", "plugins")
    for file in sorted((ROOT / part).rglob("*.py"))
    if "tests" not in file.relative_to(ROOT).parts
}

CALLED_BY_NAME = {
    "portfolio": "a writer makes the kind of paper that its function is named after",
    "plan_skeleton": "the same",
    "checklist": "the same",
    "unlisted_span": "a key of rule files with one word that it can have",
    "set_modes_again": "asked of whichever driver there is",
    "must_wait": "asked of whichever app there is",
}
"""What is used in a way that the text of the modules does not show."""

OF_OTHERS = re.compile(
    r"hookimpl|"  # for plugins
    r"__\w+__|(on|action|watch|compute|validate|key|render|pytest|alcto)_\w+|"  # asked for by Textual, pytest, pluggy
    r"[A-Z]\w*(Screen|Form|Requested)|"  # opened by its name (`requests.py`)
    r"BINDINGS|CSS|DEFAULT_CSS|TITLE|AUTO_FOCUS"
)


def mentions() -> Counter[str]:
    """How often a name is read or called in the product; what makes it or gives it a value is not counted."""
    found: Counter[str] = Counter()
    for tree in TREES.values():
        for node in ast.walk(tree):
            match node:
                case ast.Name(id=name, ctx=ast.Load()) | ast.Attribute(attr=name, ctx=ast.Load()):
                    found[name] += 1
                case ast.Constant(value=str(words)) if words.isidentifier():
                    found[words] += 1
    return found


def made() -> Iterator[tuple[str, str]]:
    """Every name of a module and of a class, with the place where it is made. What is unpacked needs no name."""
    for file, tree in TREES.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Module | ast.ClassDef) or "NamedTuple" in map(ast.unparse, bases(node)):
                continue
            for one in node.body:
                match one:
                    case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                        if not is_called_by_another(node, one):
                            yield one.name, f"{file.relative_to(ROOT)}:{one.lineno} {one.name}"
                    case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                        if not (isinstance(node, ast.ClassDef) and name in INHERITED):
                            yield name, f"{file.relative_to(ROOT)}:{one.lineno} {name}"


def bases(node: ast.Module | ast.ClassDef) -> list[ast.expr]:
    return node.bases if isinstance(node, ast.ClassDef) else []


def is_called_by_another(holder: ast.Module | ast.ClassDef, one: ast.AST) -> bool:
    """Whether a library calls it: it is marked for that, or stands in the place of one that the library has."""
    marked = any(not isinstance(mark, ast.Name) for mark in getattr(one, "decorator_list", ()))
    return marked or (isinstance(holder, ast.ClassDef) and one.name in INHERITED)  # type: ignore[attr-defined]


def inherited() -> frozenset[str]:
    """What classes of libraries hold that classes of the product stand below."""
    import click
    import pytest
    from rich.text import Text
    from textual.app import App
    from textual.command import Provider
    from textual.driver import Driver
    from textual.drivers.linux_driver import LinuxDriver
    from textual.filter import LineFilter
    from textual.screen import Screen
    from textual.suggester import Suggester

    kinds = [
        click.Group,
        pytest.Item,
        pytest.File,
        Text,
        App,
        Provider,
        Driver,
        LinuxDriver,
        LineFilter,
        Screen,
        Widget,
    ]
    kinds += [Suggester, *(getattr(textual.widgets, name) for name in textual.widgets.__all__)]
    return frozenset(name for kind in kinds for name in dir(kind))


INHERITED = inherited()


def test_every_name_of_the_product_is_used_by_the_product() -> None:
    found = mentions()
    for name, place in made():
        assert found[name] or name in CALLED_BY_NAME or OF_OTHERS.fullmatch(name), place


def test_what_is_called_by_name_is_still_there() -> None:
    assert set(CALLED_BY_NAME) <= {name for name, _ in made()}


# -- styles ----------------------------------------------------------------------------------------------------------


def sheets() -> Iterator[tuple[Path, ast.Constant]]:
    """Every style sheet of the screens, with its module."""
    for file, tree in TREES.items():
        for node in ast.walk(tree):
            match node:
                case ast.Assign(targets=[ast.Name(id="CSS" | "DEFAULT_CSS")], value=value):
                    yield from ((file, one) for one in ast.walk(value) if isinstance(one, ast.Constant))


def styles() -> Iterator[tuple[str, str]]:
    """Every class, id and kind of widget that a style sheet names, with the place."""
    for file, sheet in sheets():
        text = re.sub(r"/\*.*?\*/", "", str(sheet.value), flags=re.DOTALL)
        for selectors in re.findall(r"([^{};]*)\{", text):
            for name in re.findall(r"[.#][-\w]+|(?<![-\w:.#$])[A-Z]\w+", selectors):
                yield name, f"{file.relative_to(ROOT)}: {name}"


def words_set() -> Mapping[str, int]:
    """Every word of a text of the screens that is no style sheet: classes and ids are given by such words."""
    of_styles = {id(sheet) for _, sheet in sheets()}
    texts = (
        node.value
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and id(node) not in of_styles
    )
    return Counter(word for text in texts if isinstance(text, str) for word in re.findall(r"[-\w]+", text))


def of_textual() -> frozenset[str]:
    """The classes and kinds of widgets that Textual has itself."""
    folder = Path(textual.__file__).parent
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.py")))
    return frozenset(re.findall(r"[-\w]+", text))


def test_every_style_fits_something() -> None:
    words, theirs = words_set(), of_textual()
    kinds = {node.name for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    found = list(styles())
    assert len(found) > 200
    for name, place in found:
        bare = name.lstrip(".#")
        if name[0].isupper():
            assert bare in kinds | theirs, place
        else:
            assert words.get(bare) or bare in theirs or bare in STATES, place


STATES = frozenset({"-met", "-short", "-missed", "-unknown"})
"""Classes of a card that are made of the word for its state."""
