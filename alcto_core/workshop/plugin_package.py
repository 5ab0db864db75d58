"""A new plugin as an installable package: rule files, cases, a test, and what the Python package index wants of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from string import Template

import msgspec

from alcto_core.evaluation.evaluate import evaluate_all
from alcto_core.host.cases import run_case
from alcto_core.host.discovery import BUNDLED, installed_plugins
from alcto_core.host.local import BLANK, LocalFile, gather, library_with
from alcto_core.problems import Refused
from alcto_core.records.types import Credential, Person, Records
from alcto_core.rules.faults import nearest_of
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import Catalogue, Framework, RuleSet
from alcto_core.text import plain
from alcto_core.workshop.blank import rule_set_text
from alcto_core.workshop.brought import folders_of
from alcto_core.workshop.own_case import NAME, own_case
from alcto_core.workshop.schema import schema_text
from alcto_core.workshop.shape import Shape, cases

_TEMPLATES = Path(__file__).parent / "templates" / "plugin"
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST = 40
_TAKEN = frozenset({"core", "tui", "testing", "local", "plugins", *BUNDLED})
"""What would be the name of a package, or of a plugin, that comes with alcto."""


class Package(msgspec.Struct, frozen=True, kw_only=True):
    """The files of a new package, by their paths inside it."""

    name: str
    files: Mapping[str, str]
    left_out: tuple[str, ...] = ()
    """Cases of the rule set that it was made like which do not hold under the new id."""


def package(
    name: str, shape: Shape, library: Library, today: date, like: str = "", own: Sequence[LocalFile] = ()
) -> Package:
    """A new package, which passes its own tests as it is. Raises `Refused` for a name that makes none.

    `own` are the person's own rule files: a package like one of them takes it with what it rests on, under its own id
    where that is the name.
    """
    moving = _moving(like, own)
    _judge(name, library, {file.word.id for file in moving} if name == like else set())
    shape = shape.whole
    module = f"alcto_{name.replace('-', '_')}"
    told = {
        "name": name, "module": module, "today": today.isoformat(), "first": shape.first(today).isoformat(),
        "listed": "" if like else f"| `{module}/rules/{name}-events.toml` | a catalogue: what the source offers |\n",
    }  # fmt: skip
    inside: dict[str, str] = {}
    left_out: tuple[str, ...] = ()
    if moving:
        inside = {f"rules/{file.name}": _moved(file, like, name) for file in moving}
        inside["cases/nothing-is-logged-yet.toml"] = _first_case(like, name, library, today)
    elif like:
        rules, found = _like(like, name, library)
        inside[f"rules/{name}.toml"] = rules
        kept = dict(_holding(rules, found, library))
        left_out = tuple(sorted(set(found) - set(kept)))
        inside |= {f"cases/{file}": text for file, text in kept.items()}
    else:
        inside[f"rules/{name}.toml"] = _example(rule_set_text(name, shape, today))
        inside[f"rules/{name}-events.toml"] = _filled("catalogue.toml", told)
        inside |= {f"cases/{file}": text for file, text in cases(name, shape, today)}
    files = {
        "pyproject.toml": _filled("pyproject.toml", told),
        "README.md": _filled("README.md", told),
        ".gitignore": _filled("gitignore", told),
        ".github/workflows/test.yml": _filled("workflow.yml", told),
        f"tests/test_{module}.py": _filled("test.py", told),
        f"{module}/__init__.py": _filled("init.py", told),
        **{f"{module}/{path}": text for path, text in inside.items()},
        **{f"schemas/{kind}.schema.json": schema_text(kind) for kind in ("rule-set", "catalogue", "framework", "case")},
    }
    return Package(name=name, files=files, left_out=left_out)


def lay_down(package: Package, folder: Path) -> None:
    """Write the files of a package into a folder that is new or empty. Raises `Refused` where it holds anything."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"There is something in {folder} already; name another folder with --to.")
    for path, text in package.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)


def _moving(like: str, own: Sequence[LocalFile]) -> Sequence[LocalFile]:
    """The rule file of the person's own that is meant, and those of them that it rests on."""
    meant = next((file.word for file in own if isinstance(file.word, RuleSet) and file.word.id == like), None)
    if meant is None:
        return ()
    sources = meant.counts.listed.sources if meant.counts.listed else ()
    return [
        file
        for file in own
        if file.word is meant
        or (isinstance(file.word, Framework) and file.word.id == meant.framework)
        or (isinstance(file.word, Catalogue) and file.word.source in sources)
    ]


def _moved(file: LocalFile, like: str, name: str) -> str:
    """The text of a rule file of the person's own, as it stands in a package."""
    text = re.sub(r"\A#:schema .*\n", "", file.raw.decode("utf-8-sig"))
    return _schema(file.word.kind, _renamed(text, like, name) if file.word.id == like else text)


def _first_case(like: str, name: str, library: Library, today: date) -> str:
    """A case of somebody who has logged nothing, so that the checks of pytest have one to begin with."""
    credential = Credential(program=like, id=like, issued=date(today.year - 1, 1, 1))
    records = Records(person=Person(name=NAME), credentials=(credential,))
    standings = {standing.credential: standing for standing in evaluate_all(records, library, today)}
    text = own_case(records, standings, today, "nothing is logged yet").partition("\n")[2]
    return _schema("case", _renamed(text, like, name))


def _judge(name: str, library: Library, moving: Collection[str] = ()) -> None:
    """Whether a name can be that of a plugin, a package and a rule set, and is free but for what moves into it."""
    if not _NAME.fullmatch(name) or len(name) > _LONGEST:
        raise Refused(
            f"“{plain(name[:_LONGEST])}” cannot be the name of a plugin; write small letters, digits and hyphens, "
            f"beginning with a letter, at most {_LONGEST} of them, e.g. ga-license."
        )
    if name in _TAKEN:
        raise Refused(f"“{name}” belongs to alcto itself; choose another name.")
    for plugin in installed_plugins():
        if plugin.name == name or plugin.module == f"alcto_{name.replace('-', '_')}":
            raise Refused(f"A plugin “{name}” is installed already, from {plugin.source}; choose another name.")
    for word in library.words:
        if word.id in {name, f"{name}-events"} and word.id not in moving:
            raise Refused(f"The {word.kind} “{word.id}” is installed already; choose another name.")


def _filled(template: str, told: Mapping[str, str]) -> str:
    text = Template((_TEMPLATES / f"{template}.txt").read_text("utf-8"))
    return text.substitute(told)


def _example(text: str) -> str:
    """A blank rule set as an example that is whole: for what is to be filled in, the words that ask for it."""
    text = re.sub(rf"{BLANK}: (.)", lambda found: found[1].upper(), text)
    text = re.sub(r"\./(?=rule-set\.schema)", "../../schemas/", text)
    head = "# This is an example: write what your source says.\n"
    text = re.sub(rf"^# Write what .*{BLANK}.*\n", head, text, flags=re.M)
    text = re.sub(r"^# (?=listed = )", "", text, flags=re.M)
    return _unverified(text)


def _unverified(text: str) -> str:
    text = re.sub(r"^verified = .*\n", "", text, count=1, flags=re.M)
    return re.sub(r"^(checked = .*\n)", r"\1verified = false\n", text, count=1, flags=re.M)


def _like(id: str, name: str, library: Library) -> tuple[str, Mapping[str, str]]:
    """The file of an installed rule set and its cases under another id, with their file names."""
    if id not in library.published:
        near = nearest_of(id, library.published)
        raise Refused(f"There is no rule set “{plain(id)}”; {near}there are {', '.join(library.published)}.")
    for folder in _packages():
        for file in sorted(folder.glob("rules/*.toml")):
            text = file.read_text("utf-8")
            if re.search(rf'^id = "{re.escape(id)}"$', text, re.M) and re.search(r'^kind = "rule-set"$', text, re.M):
                found = ((case.name, case.read_text("utf-8")) for case in sorted(folder.glob("cases/*.toml")))
                own = {case: _renamed(told, id, name) for case, told in found if f'program = "{id}"' in told}
                return _schema("rule-set", _unverified(_renamed(text, id, name))), {
                    case: _schema("case", told) for case, told in own.items()
                }
    raise Refused(f"“{id}” comes from no file of an installed package, so nothing can be made like it.")


def _schema(kind: str, text: str) -> str:
    return f"#:schema ../../schemas/{kind}.schema.json\n{text}"


def _packages() -> Iterator[Path]:
    return (folder for plugin in installed_plugins() for folder in folders_of(plugin))


def _renamed(text: str, old: str, new: str) -> str:
    """The text with another id of the rule set, wherever a rule file or a case names it."""
    keys = "id|program|credential|holds"
    text = re.sub(rf'^(\s*(?:{keys}) = )"{re.escape(old)}"$', rf'\1"{new}"', text, flags=re.M)
    text = re.sub(rf'\bholds = "{re.escape(old)}"', f'holds = "{new}"', text)
    text = re.sub(rf'^(counts_for = .*)"{re.escape(old)}"', rf'\1"{new}"', text, flags=re.M)
    text = re.sub(rf"(`alcto [a-z ]+ ){re.escape(old)}(?=[ `])", rf"\1{new}", text)  # what is next names a command
    return re.sub(rf'^\[expect\."?{re.escape(old)}"?(?=[.\]])', f"[expect.{new}", text, flags=re.M)


def _holding(rules: str, found: Mapping[str, str], library: Library) -> Iterator[tuple[str, str]]:
    """The cases that hold under the new id. What speaks of other programs by the old one may not."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as scratch:
        file = Path(scratch, "rule-set.toml")
        file.write_text(rules, "utf-8")
        beside = library_with(gather([file], Path("rules"), library).files, library)
        for name, text in found.items():
            case = Path(scratch, "case.toml")
            case.write_text(text, "utf-8")
            if not run_case(case, beside):
                yield name, text
