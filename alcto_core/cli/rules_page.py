"""A rule set as a page: each rule's sentence, its values by date, where it is written, and when that was checked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from alcto_core.cli.invocation import Invocation
from alcto_core.cli.layout import say_part
from alcto_core.cli.page import Page, Toned
from alcto_core.cli.table import TableColumn, say_table
from alcto_core.dates import show
from alcto_core.problems import Refused
from alcto_core.records.types import Credential
from alcto_core.rules.clauses import Clause, clauses, is_stale
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import RuleSet
from alcto_core.telling.installed import own_files_part
from alcto_core.telling.page import Item, Sheet
from alcto_core.telling.rule_set import PLAIN, marks, published, rule_set_page, setting_words
from alcto_core.telling.search import said_on
from alcto_core.text import nearest
from alcto_core.words import holds, matching


def say(invocation: Invocation, words: str, as_json: bool) -> int:
    """`alcto rules [ID | WORD...]`: every rule set in a line, one as a page, or what holds the words."""
    library, page, on = invocation.plugins().library, invocation.page, invocation.on
    records = invocation.records_if_any() if words else None
    held = records.credentials if records is not None else ()
    chosen = _chosen(library, words, on, held)
    if as_json:
        sets = [_as_json(rules, library, on, only, held) for rules, only in chosen]
        page.say_json({"schema": 1, "on": on.isoformat(), "rule_sets": sets})
    elif not words:
        _say_list(page, library, on)
    else:
        for rules, only in chosen:
            _say_sheet(page, rule_set_page(rules, library, on, held), only)
    return 0


def _chosen(
    library: Library, words: str, on: date, held: Sequence[Credential]
) -> list[tuple[RuleSet, Collection[Item] | None]]:
    """The rule sets meant, each with the items meant; None: all of them.

    Raises `Refused` for what is no rule set, no rule of one, and stands in none.
    """
    if not words:
        return [(rules, None) for rules in library.rule_sets.values()]
    if words in library.rule_sets:
        return [(library.rule_sets[words], None)]
    items = {id: tuple(rule_set_page(rules, library, on, held).items()) for id, rules in library.rule_sets.items()}
    for name in sorted(library.rule_sets, key=len, reverse=True):
        rest = words.removeprefix(f"{name}/")
        if rest != words:
            known = [item.id for item in items[name]]
            named = rest if rest in known else next((one for one in known if rest.startswith(f"{one}/")), None)
            if named is None:
                near = nearest(rest, known)
                hint = f"did you mean {name}/{near}?" if near else f"it has {', '.join(dict.fromkeys(known))}"
                raise Refused(f"{name} has no rule “{rest}”; {hint}")
            return [(library.rule_sets[name], [item for item in items[name] if item.id == named])]
    found: list[tuple[RuleSet, Collection[Item] | None]] = []
    for id, rules in library.rule_sets.items():
        holding = matching(said_on(items[id]), words)
        if holding or holds((id, rules.title), words):
            found.append((rules, holding))
    if not found and " " in words:
        raise Refused(f"No rule holds all of “{words}”. Name one program or one of its rules, or other words.")
    if not found:
        near = nearest(words, list(library.rule_sets))
        hint = f"did you mean {near}?" if near else "`alcto rules` lists them."
        raise Refused(f"No rule set “{words}” is installed, and no rule says it; {hint}")
    return found


def _say_list(page: Page, library: Library, on: date) -> None:
    if not library.rule_sets:
        page.say("No rule set is installed; `alcto plugins` says why.")
    else:
        columns = (
            TableColumn("Id"),
            TableColumn("Title", shrinks=True),
            TableColumn("Checked"),
            TableColumn("Remarks"),
        )
        rows = [
            (rules.id, rules.title, show(rules.checked), "; ".join(marks(rules, library, on)))
            for rules in library.rule_sets.values()
        ]
        say_table(page, columns, rows)
    if library.origins:
        say_part(page.say, own_files_part(library))


def _say_sheet(page: Page, shown: Sheet, only: Collection[Item] | None) -> None:
    """The whole page of a rule set, or its head with some of it."""
    page.say(Toned(f"{shown.id}: {shown.title}", "strong"))
    for sentence in shown.head:
        page.say(f"  {sentence}")
    for part in shown.parts:
        if only is None:
            page.say()
            page.say(Toned(part.heading.upper(), "strong"))
        for item in part.items:
            if only is None or item in only:
                _say_item(page, item)


def _say_item(page: Page, item: Item) -> None:
    if item.kind not in PLAIN:
        page.say()
        advice = " (advice only)" if item.advisory else ""
        # What has no id of its own, as nothing can be asked of it, is called by its title.
        name = f"{item.kind.capitalize()} {item.id}" if item.id != item.kind else item.title or item.kind
        page.say(Toned(name, "strong"), advice)
    for words in (item.text, *item.said):
        page.say(f"  {words}")


def _as_json(
    rules: RuleSet, library: Library, on: date, only: Collection[Item] | None, held: Sequence[Credential]
) -> dict[str, Any]:
    ids = None if only is None else {(one.kind, one.id) for one in only}
    settings = {one.id: one.settings for one in held if one.program == rules.id}
    return {
        "id": rules.id,
        "title": rules.title,
        "authority": rules.authority,
        "framework": rules.framework,
        "checked": rules.checked.isoformat(),
        "stale": is_stale(rules.checked, on),
        "verified": rules.verified,
        "file": library.origins.get(("rule-set", rules.id)),
        "documents": {
            key: {
                "title": one.title,
                "publisher": one.publisher,
                "address": one.address,
                "read": one.read.isoformat(),
            }
            for key, one in rules.documents.items()
        },
        "rules": [
            _clause_json(one, settings)
            for one in clauses(rules, on, library)
            if ids is None or (one.kind, one.id) in ids
        ],
        "replaced": [
            {
                "rule": one.new.id,
                "reason": one.reason,
                "file": library.origins.get(("replacement", one.id)),
                "published": _clause_json(published(library, one, on), {}),
            }
            for one in library.replacements_of(rules.id)
        ],
        "notes": list(rules.notes),
    }


def _clause_json(clause: Clause, settings: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": clause.id,
        "kind": clause.kind,
        "title": clause.title or None,
        "text": clause.text,
        "values": [
            {
                "from": value.since.isoformat(),
                "until": value.until.isoformat() if value.until else None,
                "text": value.text,
                "cites": list(value.cites),
                "in_force": value.holds,
            }
            for value in clause.values
        ],
        "cites": list(clause.cites),
        "advisory": clause.advisory,
        "reading": clause.reading or None,
        "other": clause.other or None,
        "set": {id: setting_words(own[clause.id]) for id, own in settings.items() if clause.id in own},
    }
