"""Rule files of the person's own, beside the records: checked, tried, installed, and taken out again.

Nothing here asks or prints. A file is installed as it is, byte for byte, under a name made of what it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import msgspec

from alcto_core import system
from alcto_core.host import loading
from alcto_core.host.aside import Unusable
from alcto_core.host.below import below
from alcto_core.host.conflicts import settle
from alcto_core.host.offer import LOCAL, Offer, library_of
from alcto_core.host.plugins import take_local
from alcto_core.keeping import rights
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.problems import Problem, Refused, RuleFileError, Severity
from alcto_core.rules.faults import RuleFault
from alcto_core.rules.library import Library
from alcto_core.rules.odd_rules import odd_rules
from alcto_core.rules.reading import located, read_rule_file
from alcto_core.rules.vocabulary import Catalogue, Framework, RuleFile, RuleSet
from alcto_core.text import nearest

BLANK = "FILL IN"
"""What stands in a new file where a person must write something."""

_ORDER = ("framework", "catalogue", "rule-set", "replacement")
"""What rests on something is installed after it."""


class LocalFile(msgspec.Struct, frozen=True, kw_only=True):
    """A rule file that somebody wants to install, or has installed."""

    shown: str
    """Its path as the person wrote it, for messages."""
    raw: bytes
    word: RuleFile
    name: str
    """The name that it has, or will have, in the folder `rules`."""
    takes_place: bool = False
    """Whether a file of that name is there already and holds the same thing in another text."""

    @property
    def key(self) -> tuple[str, str]:
        """What it holds: kind and id."""
        return self.word.kind, self.word.id


class Gathering(msgspec.Struct, frozen=True, kw_only=True):
    """Some rule files, and what is wrong with them."""

    files: tuple[LocalFile, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether any of them has an error."""
        return any(problem.is_error for problem in self.problems)

    @property
    def trial(self) -> Mapping[str, bytes]:
        """The files by the names that they would have."""
        return {file.name: file.raw for file in self.files}


def gather(paths: Iterable[Path], rules: Path, library: Library) -> Gathering:
    """Read and check rule files, and those in folders, beside what is installed (`library`).

    `rules` is the folder that they would be installed in. Raises `Refused` for a path that is not there, or a
    folder without rule files. What is wrong in a file comes as problems, never as an error.
    """
    files: list[LocalFile] = []
    problems: list[Problem] = []
    there = {file.key: file for file in installed(rules)}
    taken = {file.name for file in there.values()} | {file.name for file in _toml_files(rules)}
    for path in _files(paths):
        try:
            raw = loading.bytes_of(path)
        except Unusable as wrong:
            problems.append(Problem(severity=Severity.ERROR, file=str(path), line=None, text=str(wrong),
                                    remedy="name a rule file"))  # fmt: skip
            continue
        blanks = tuple(_blanks(raw, str(path)))
        problems.extend(blanks)
        try:
            word = read_rule_file(raw, str(path))
        except RuleFileError as wrong:
            said = {problem.line for problem in blanks}
            problems.extend(problem for problem in wrong.problems if problem.line not in said)
            continue
        before = there.get((word.kind, word.id))
        name = before.name if before else _free_name(word, taken)
        taken.add(name)
        files.append(
            LocalFile(
                shown=str(path), raw=raw, word=word, name=name, takes_place=before is not None and before.raw != raw
            )
        )
    files.sort(key=lambda file: (_ORDER.index(file.word.kind), file.word.id))
    found = (_with_neighbor(problem, files) for problem in _beside(files, library))
    return Gathering(files=tuple(files), problems=(*problems, *found))


def _with_neighbor(problem: Problem, files: Sequence[LocalFile]) -> Problem:
    """What lacks a framework, or a source's list, that lies in the next file: then both are to be checked together."""
    if not problem.is_error or not (problem.path == "framework" or problem.path.startswith("counts.listed.sources")):
        return problem
    file = next((one for one in files if one.shown == problem.file and isinstance(one.word, RuleSet)), None)
    if file is None or not isinstance(file.word, RuleSet):
        return problem
    listed = file.word.counts.listed
    wanted = {file.word.framework} if problem.path == "framework" else set(listed.sources if listed else ())
    folder = Path(file.shown).parent
    for other in installed(folder):
        word = other.word
        if (isinstance(word, Framework) and word.id in wanted) or (
            isinstance(word, Catalogue) and word.source in wanted
        ):
            remedy = f"it stands in {other.name} beside this file: name both files, or their folder {folder}"
            return msgspec.structs.replace(problem, remedy=remedy)
    return problem


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = below(path).rules or _toml_files(path)
            if not found:
                raise Refused(f"There is no rule file (*.toml) in {path}.")
            yield from found
        elif path.exists():
            yield path
        else:
            raise Refused(f"There is no file {path}.")


def _toml_files(folder: Path) -> list[Path]:
    try:
        return sorted(folder.glob("*.toml"))
    except OSError:
        return []


def _blanks(raw: bytes, shown: str) -> Iterator[Problem]:
    """Places of a new file that nobody has filled in yet."""
    for number, line in enumerate(raw.decode("utf-8-sig", "replace").split("\n"), 1):
        if BLANK in line and not line.lstrip().startswith("#"):
            yield Problem(
                severity=Severity.ERROR, file=shown, line=number, text="this is still to be filled in",
                remedy="write what your source says", source=line,
            )  # fmt: skip


def _free_name(word: RuleFile, taken: set[str]) -> str:
    stem = f"{word.kind}-{word.id.replace('/', '-')}"
    numbers = iter(range(2, 10_000))
    name = f"{stem}.toml"
    while name in taken:
        name = f"{stem}-{next(numbers)}.toml"
    return name


def _beside(files: Sequence[LocalFile], library: Library) -> Iterator[Problem]:
    """What is wrong or odd in files that are right by themselves, once they stand beside what is installed."""
    own = {file.key for file in files}
    there = _offers_there(library, own)
    before = _keys(there)
    offers = []
    for file in files:
        offer = Offer(LOCAL, file.shown)
        take_local(offer, partial(bytes, file.raw))
        offers.append(offer)
    warnings = settle([*there, *offers])
    for offer in offers:
        yield from offer.problems
    shown = {file.shown for file in files}
    yield from (warning for warning in warnings if warning.file in shown)
    if lost := before - _keys(there):
        listed = ", ".join(sorted(f"{kind} “{id}”" for kind, id in lost))
        text = f"with this, what is installed could not be used any more: {listed}"
        yield Problem(severity=Severity.ERROR, file=files[0].shown, line=None, text=text,
                      remedy="give it an id and offerings of its own")  # fmt: skip
    beside = library_of([*there, *offers])
    for file in files:
        found: list[RuleFault] = list(odd_rules(file.word, beside))
        yield from located(file.raw.decode("utf-8-sig"), file.shown, found, Severity.WARNING)


def _offers_there(library: Library, but: set[tuple[str, str]]) -> list[Offer]:
    """What is installed, without what other files take the place of: the person's own files each for itself."""
    rest = Offer("installed", "alcto", is_bundled=True)
    offers = [rest]
    for word in library.words:
        key = (word.kind, word.id)
        if key in but:
            continue
        if file := library.origins.get(key):
            own = Offer(LOCAL, file)
            own.words.append(word)
            offers.append(own)
        else:
            rest.words.append(word)
    return offers


def library_with(files: Sequence[LocalFile], library: Library) -> Library:
    """What is installed, with rule files in the place of what has their ids, as if a plugin had brought them."""
    given = Offer("given", "files")
    given.words.extend(file.word for file in files)
    offers = [*_offers_there(library, {file.key for file in files}), given]
    settle(offers)
    return library_of(offers)


def _keys(offers: Iterable[Offer]) -> set[tuple[str, str]]:
    return {(word.kind, word.id) for offer in offers for word in offer.words}


def installed(rules: Path) -> tuple[LocalFile, ...]:
    """The rule files in the folder that can be read."""
    found = []
    for path in _toml_files(rules):
        try:
            raw = loading.bytes_of(path)
            word = read_rule_file(raw, path.name)
        except (RuleFileError, Unusable):
            continue
        found.append(LocalFile(shown=f"{rules.name}/{path.name}", raw=raw, word=word, name=path.name))
    return tuple(found)


def named(rules: Path, name: str) -> Path:
    """The rule file that a person means by its name, with or without its ending, or by the id of what it holds.

    Raises `Refused` naming what is there. Nothing outside the folder is ever meant.
    """
    files = _toml_files(rules)
    wanted = name.removeprefix(f"{rules.name}/").removesuffix(".toml")
    exact = [file for file in files if file.stem == wanted]
    ids = [rules / file.name for file in installed(rules) if file.word.id == wanted]
    found = exact or ids
    if len(found) == 1:
        return found[0]
    known = [file.stem for file in files]
    if found:
        raise Refused(f"“{name}” may be {' or '.join(file.stem for file in found)}; name one of them.")
    if not known:
        raise Refused(f"There is no rule file in {rules}.")
    near = nearest(wanted, known)
    hint = f"did you mean {near}?" if near else f"there are {', '.join(known)}."
    raise Refused(f"There is no rule file “{name}” in {rules}; {hint}")


def install(files: Sequence[LocalFile], folder: RecordsFolder) -> tuple[Path, ...]:
    """Put the files into the folder `rules`, each in one step; what rests on another comes after it.

    A file that another one takes the place of is kept in `kept_folder`. Raises `OSError`; a file is then there whole
    or not at all.
    """
    rights.make_folder(folder, folder.rules)
    temporaries: list[tuple[Path, Path]] = []
    try:
        for file in files:
            target = folder.rules / file.name
            if file.takes_place:
                _keep(target, folder)
            temporaries.append((system.write_temporary(target, file.raw, like=rights.model(folder)), target))
        for temporary, target in temporaries:
            system.current.replace(temporary, target)
    except BaseException:
        for temporary, _ in temporaries:
            system.discard(temporary)
        raise
    system.current.sync_folder(folder.rules)
    return tuple(target for _, target in temporaries)


def remove(file: Path, folder: RecordsFolder) -> Path:
    """Take a rule file out of the folder; give the path of the copy that is kept. Raises `OSError`."""
    kept = _keep(file, folder)
    file.unlink()
    system.current.sync_folder(folder.rules)
    return kept


def kept_folder(folder: RecordsFolder) -> Path:
    """Where the last copy of a rule file that was taken out or replaced is kept."""
    return folder.own / "rules"


def _keep(file: Path, folder: RecordsFolder) -> Path:
    kept = kept_folder(folder) / file.name
    raw, _ = system.read_file(file, 1 << 24)
    rights.write_file(folder, kept, raw)
    return kept
