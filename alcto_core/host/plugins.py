"""The plugin host: every plugin that is installed or lies beside the records, loaded into one library.

Nothing here raises for a plugin's sake: what could not be loaded is reported, and costs no other plugin.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import partial
from io import StringIO
from pathlib import Path

import msgspec

from alcto_core.host import discovery, loading
from alcto_core.host.aside import Aside, Unusable
from alcto_core.host.conflicts import settle
from alcto_core.host.discovery import Found
from alcto_core.host.left_behind import quieten
from alcto_core.host.loading import Given
from alcto_core.host.offer import LOCAL, Addition, Offer, PluginReport, library_of
from alcto_core.problems import Problem, RuleFileError, Severity
from alcto_core.rules.faults import nearest_of
from alcto_core.rules.library import Library

__all__ = ["LOCAL", "PATIENCE", "PluginReport", "Plugins", "load_plugins"]

PATIENCE = 0.8
"""Seconds after which plugins that have not finished loading are left behind; the bundled ones always finish."""

_TURN = 0.25
"""The share of that time after which the next plugin begins, whether or not the one before has finished."""

_TURNS = 0.6
"""The share of that time that all such turns take at most; the rest belongs to those that began last."""


class Plugins(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that plugins offer, and what became of each."""

    library: Library
    reports: tuple[PluginReport, ...] = ()
    problems: tuple[Problem, ...] = ()
    extensions: tuple[Addition, ...] = ()
    """Importers, panels and reports, in the order of the plugins."""

    def report(self, name: str) -> PluginReport | None:
        """The report on the plugin of this name."""
        return next((report for report in self.reports if report.name == name), None)


def load_plugins(
    *,
    no_plugins: bool = False,
    without: Collection[str] = (),
    local_rules: Path | None = None,
    trial: Mapping[str, bytes | None] | None = None,
    displaced: Collection[tuple[str, str]] = (),
    shown: Mapping[str, str] | None = None,
    patience: float = PATIENCE,
) -> Plugins:
    """Load every installed plugin and the rule files in `local_rules`.

    `trial` says of names of rule files what to look at as if it lay there, or (None) what as if it did not; what it
    stands in the place of is `displaced`, kind and id, from every plugin that is installed. `shown` says what to call
    such a file that lies elsewhere.
    `no_plugins` leaves out all that did not come with alcto, the local rule files included; `without` leaves out
    plugins by name. Both act before anything of a plugin is imported. Never raises for what a plugin does.
    """
    offers: list[Offer] = []
    attempts: list[tuple[Offer, Aside[Given]]] = []
    found = discovery.installed_plugins()
    waited = 0.0
    # What plugins print while they load is dropped: standard output belongs to the person's command.
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()), _quick_turns():
        for plugin in found:
            offer = Offer(
                plugin.name, plugin.source, plugin.version, is_bundled=plugin.is_bundled, module=plugin.module
            )
            offers.append(offer)
            if reason := _off(plugin.name, plugin.is_bundled, no_plugins, without):
                offer.state = "off"
                offer.reasons.append(reason)
            elif rivals := _rivals(plugin, found):
                offer.fail(f"the name “{plugin.name}” belongs to {' and '.join(rivals)} too", "remove one of them")
            elif plugin.is_bundled:
                _take(offer, partial(loading.loaded, plugin))
            else:
                attempt = loading.attempt(plugin)
                waited += attempt.wait(min(patience * _TURN, (patience * _TURNS - waited) / 2))
                attempts.append((offer, attempt))
        for offer, attempt in attempts:
            waited += attempt.wait(patience - waited)
            _take(offer, attempt.result)
    if late := frozenset(attempt.thread_id for _, attempt in attempts if not attempt.is_over):
        quieten(late)
    for offer in offers:
        offer.words[:] = [word for word in offer.words if (word.kind, word.id) not in displaced]
    offers.extend(_local(local_rules, trial or {}, shown or {}, _off(LOCAL, False, no_plugins, without)))
    offered = {word.id for offer in offers for word in offer.words}
    warnings = settle(offers)
    left = {word.id for offer in offers for word in offer.words}
    unknown = [name for name in without if all(offer.name != name for offer in offers) and name != LOCAL]
    return Plugins(
        library=library_of(offers, offered - left),
        extensions=tuple(Addition(offer.name, offer.module, one) for offer in offers for one in offer.extensions),
        reports=tuple(_reports(offers, local_rules)),
        problems=(
            *(problem for offer in offers for problem in offer.problems),
            *warnings,
            *(_unknown_name(name, offers) for name in unknown),
        ),
    )


@contextmanager
def _quick_turns() -> Iterator[None]:
    """Threads take turns ten times as often as usual: beside a plugin that never ends, every file that a good one reads
    costs a turn."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(usual / 10)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def _off(name: str, is_bundled: bool, no_plugins: bool, without: Collection[str]) -> str:
    """Why a plugin stays out; empty where it is wanted."""
    if name in without:
        return f"left out by --no-plugin {name}"
    return "left out by --no-plugins" if no_plugins and not is_bundled else ""


def _rivals(plugin: Found, found: Iterable[Found]) -> list[str]:
    """Other plugins of the same name, because of which this one is not loaded. A bundled one keeps its name."""
    if plugin.is_bundled:
        return []
    same = [other for other in found if other.name == plugin.name and other is not plugin]
    return [other.source for other in same] or (["alcto’s own rule files"] if plugin.name == LOCAL else [])


def _take(offer: Offer, load: Callable[[], Given]) -> None:
    try:
        given = load()
    except Unusable as wrong:
        offer.fail(str(wrong), f"update or remove it, or use --no-plugin {offer.name}")
        return
    offer.words.extend(given.words)
    offer.extensions.extend(given.extensions)
    if not offer.words and not offer.extensions:
        offer.state = "empty"
        text = "it offers nothing: its package holds no folder “rules” with TOML files, and no hook gave any"
        offer.reasons.append(text)
        remedy = "its author must let the package hold its rule files (package data)"
        offer.problems.append(offer.problem(Severity.WARNING, text, remedy))


def _local(
    folder: Path | None, trial: Mapping[str, bytes | None], shown: Mapping[str, str], off: str
) -> Iterator[Offer]:
    """The rule files beside the records, each for itself: data only, and all of them unverified."""
    try:
        files = {file.name: file for file in folder.glob("*.toml")} if folder else {}
    except OSError:
        files = {}
    for name in sorted({*files, *trial}):
        raw = trial.get(name)
        if name in trial and raw is None:
            continue
        offer = Offer(LOCAL, shown.get(name) or f"{folder.name if folder else 'rules'}/{name}")
        if off:
            offer.state = "off"
            offer.reasons.append(off)
        else:
            take_local(offer, partial(loading.bytes_of, files[name]) if raw is None else partial(bytes, raw))
        yield offer


def take_local(offer: Offer, read: Callable[[], bytes]) -> None:
    """Read one local rule file into its offer; what is wrong in it becomes the offer's problems."""
    from alcto_core.rules.reading import read_rule_file

    try:
        raw = read()
        word = read_rule_file(raw, offer.source)
    except RuleFileError as wrong:
        offer.state = "failed"
        offer.reasons.append(f"{offer.source} has errors")
        offer.problems.extend(wrong.problems)
    except Unusable as wrong:
        offer.fail(str(wrong), "remove it, or put a rule file in its place")
    else:
        offer.text = raw.decode("utf-8-sig")
        offer.words.append(msgspec.structs.replace(word, verified=False))


def _reports(offers: list[Offer], folder: Path | None) -> Iterator[PluginReport]:
    """One report for each plugin; the local rule files make up one."""
    yield from (offer.report() for offer in offers if offer.name != LOCAL)
    if local := [offer.report() for offer in offers if offer.name == LOCAL]:
        states = {report.state for report in local}
        yield PluginReport(
            name=LOCAL,
            source=str(folder),
            state="loaded" if "loaded" in states else local[0].state,
            reason="; ".join(dict.fromkeys(report.reason for report in local if report.reason)),
            rule_sets=tuple(id for report in local for id in report.rule_sets),
            catalogues=tuple(id for report in local for id in report.catalogues),
            frameworks=tuple(id for report in local for id in report.frameworks),
            replacements=tuple(id for report in local for id in report.replacements),
        )


def _unknown_name(name: str, offers: list[Offer]) -> Problem:
    known = list(dict.fromkeys(offer.name for offer in offers))
    return Problem(
        severity=Severity.WARNING,
        file=f"--no-plugin {name}",
        line=None,
        text=f"no plugin is called “{name}”",
        remedy=f"{nearest_of(name, known)}installed: {', '.join(known)}",
    )
