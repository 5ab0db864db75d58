"""A new records file, by options or by questions."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import convert

from alcto_core import system
from alcto_core.cli.credential_page import new_credential
from alcto_core.cli.entered import refuse
from alcto_core.cli.invocation import Invocation
from alcto_core.cli.questions import ask, can_ask, missing
from alcto_core.copies.second_copies import instead_of_missing
from alcto_core.dates import parse
from alcto_core.entry.holding import read_person
from alcto_core.entry.reader import Reader
from alcto_core.keeping.folder import RecordsFolder, lie_in, proposed_folder, remember_folder
from alcto_core.keeping.store import RecordsStore
from alcto_core.problems import Refused
from alcto_core.records.types import Person
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import RuleSet
from alcto_core.telling.programs import OWED, offered
from alcto_core.text import nearest

_QUESTIONS = (
    ("name", "Your name?", ""),
    ("district", "Your school district or system? (Enter for nothing)", ""),
    ("state", "Your state? (two letters; Enter for nothing)", ""),
    ("role", "Your role?", "technology-director"),
    ("role_began", "Since which day? (Enter for nothing)", ""),
)


def make(invocation: Invocation, yes: bool, programs: tuple[str, ...], facts: Mapping[str, Any]) -> int:
    """What `alcto init` does."""
    page = invocation.page
    asks = can_ask() and not yes
    if not asks and not (facts["name"] or "").strip():
        raise missing(["--name"])
    if (away := invocation.away()) is not None:
        anew = f"To begin new ones in their place, name it: `alcto init --records {invocation.folder.path}`."
        raise Refused(f"{away} {anew}")
    folder = new_folder(invocation, asks)
    _require_new(folder)
    person = _person(invocation, facts, asks)
    library = invocation.plugins_for(folder).library
    rule_sets = library.rule_sets
    chosen = programs or (_ask_programs(invocation, library, person) if asks else ())
    credentials = [_credential(invocation, rule_sets, program, facts, asks) for program in dict.fromkeys(chosen)]
    saved = RecordsStore(folder).create(person, credentials)
    page.did(f"{lie_in(folder.file)}.")
    if invocation.remembers:
        remember_folder(folder.path)
    page.say(f"{lie_in(folder.file)}.")
    if saved.note:
        page.aside(saved.note)
    if not credentials:
        page.say("Next: name what you owe, e.g. `alcto credential add al-td-ceu`.")
    else:
        page.say("Next: `alcto log` adds what you did; `alcto status` says what is missing.")
    return 0


def new_folder(invocation: Invocation, asks: bool) -> RecordsFolder:
    """The folder for the new file: the one that was named, else the proposed one or what the person answers."""
    choice = invocation.choice
    if choice.how != "default":
        return choice.folder
    proposed = proposed_folder()
    if not asks:
        return RecordsFolder(path=proposed)
    question = "In which folder shall your records be?"
    return ask(invocation.page, question, lambda answer: RecordsFolder(path=_absolute(answer)), default=str(proposed))


def _absolute(word: str) -> Path:
    return Path.cwd() / system.path_meant(word)


def _require_new(folder: RecordsFolder) -> None:
    if folder.file.is_symlink() or system.is_there(folder.file):
        raise Refused(
            f"There is a records file already: {folder.file}. It stays as it is; --records names another folder."
        )
    if (found := instead_of_missing(folder)) is not None:
        raise Refused(f"{found} A new file beside it may hide your records; --records names another folder.")


def _person(invocation: Invocation, facts: Mapping[str, Any], asks: bool) -> dict[str, Any]:
    reader = Reader(invocation.on, lambda _: None)

    def read(key: str, word: str) -> Any:
        found = read_person({key: word}, reader)
        for wrong in found.problems.values():
            raise wrong
        return found.values[key]

    given = read_person({key: facts[key] for key, _, _ in _QUESTIONS if facts[key] is not None}, reader)
    refuse(given.problems)
    person = given.values
    for key, question, default in _QUESTIONS if asks else ():
        if key not in person:
            default_word = None if key == "name" else default
            person[key] = ask(invocation.page, question, functools.partial(read, key), default=default_word)
    return {key: person[key] for key, _, _ in _QUESTIONS if person.get(key)}


def _ask_programs(invocation: Invocation, library: Library, person: Mapping[str, Any]) -> tuple[str, ...]:
    """The programs that the person names, out of those that are installed; proposed is what is owed by what is known
    of the person."""
    rule_sets = library.rule_sets

    def read(answer: str) -> tuple[str, ...]:
        return tuple(_program(word, rule_sets) for word in answer.replace(",", " ").split() if word != "-")

    page = invocation.page
    if not rule_sets:
        return ()
    known = offered(convert(person, Person), library, invocation.on)
    width = max(len(one.id) for one in known)
    page.aside("These programs are installed:")
    for one in known:
        page.aside(f"  {one.id:<{width}}  {one.title}: {one.text}")
    owed = ", ".join(one.id for one in known if one.group == OWED)
    none = "-" if owed else "Enter"
    return ask(page, f"Which do you owe? (divide several by commas; {none} for none)", read, default=owed)


def _program(word: str, rule_sets: Mapping[str, RuleSet]) -> str:
    if word in rule_sets:
        return word
    near = nearest(word, list(rule_sets))
    raise ValueError(f"“{word}” is not installed{f'; did you mean {near}?' if near else '.'}")


def _credential(
    invocation: Invocation, rule_sets: Mapping[str, RuleSet], program: str, facts: Mapping[str, Any], asks: bool
) -> dict[str, Any]:
    on = invocation.on
    rules = rule_sets.get(program)
    in_cycles = rules is not None and rules.window[0].kind == "cycle"
    given: dict[str, Any] = {"cohort": facts["cohort"], "issued": facts["issued"]} if in_cycles else {}
    if rules is not None and in_cycles and asks and not any(given.values()):
        names = ", ".join(cohort.name for cohort in rules.window[0].cohort)
        question = f"Your cohort in {rules.short}? (known are {names}; Enter if you have none or do not know it)"
        given["cohort"] = ask(invocation.page, question, str, default="") or None
        if not given["cohort"]:
            question = f"On which day was {rules.short} issued? (Enter if you do not know)"
            given["issued"] = ask(invocation.page, question, lambda word: parse(word, on) if word else None, default="")
    renewed = facts["renewed"] if in_cycles else None
    return new_credential(invocation, rule_sets, program, given, renewed, may_ask=asks)
