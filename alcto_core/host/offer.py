"""One plugin, or one local rule file, on its way into the library, and the report on what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from alcto_core.problems import Problem, Severity
from alcto_core.rules.faults import RuleFault
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import Catalogue, Framework, Replacement, RuleFile, RuleSet
from alcto_core.toml.layout import Path

if TYPE_CHECKING:
    from alcto_core.extensions import Extension

LOCAL = "local"
"""Name of the plugin that the rule files beside the records make up."""

PluginState = Literal["loaded", "empty", "failed", "off"]


class PluginReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one plugin."""

    name: str
    version: str = ""
    source: str
    """Where it comes from: a distribution and its version, or the folder of rule files."""
    state: PluginState
    reason: str = ""
    """Why it failed, is empty or off, or is loaded only in part."""
    is_bundled: bool = False
    rule_sets: tuple[str, ...] = ()
    catalogues: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    replacements: tuple[str, ...] = ()
    importers: tuple[str, ...] = ()
    panels: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()


class Addition(NamedTuple):
    """An importer, a panel or a report that a plugin brought."""

    plugin: str
    module: str
    """Where the plugin's own code lies."""
    extension: Extension


class Offer:
    """A plugin, or one local rule file, on its way into the library: what it offers, and what is taken from it."""

    def __init__(
        self, name: str, source: str, version: str = "", *, is_bundled: bool = False, module: str = ""
    ) -> None:
        self.name = name
        self.source = source
        self.version = version
        self.is_bundled = is_bundled
        self.module = module
        """Where its own code lies; "" where it has none."""
        self.words: list[RuleFile] = []
        self.extensions: list[Extension] = []
        self.state: PluginState = "loaded"
        self.reasons: list[str] = []
        self.problems: list[Problem] = []
        self.text = ""
        """The text of a local rule file, to say in which line something is wrong."""

    @property
    def place(self) -> str:
        """Name and source for messages: "alabama (alcto 0.1.0)"."""
        return f"{self.name} ({self.source})"

    def fail(self, reason: str, remedy: str = "") -> None:
        """The whole plugin cannot be used."""
        self.words.clear()
        self.extensions.clear()
        self.state = "failed"
        self._note(reason, remedy)

    def lose(self, word: RuleFile, reason: str, remedy: str, path: Path = ("id",)) -> None:
        """One of its rule files cannot be used; `path` is the place in it that says why."""
        self.words.remove(word)
        if not self.words and not self.extensions:
            self.state = "failed"
        self._note(reason, remedy, path)

    def problem(self, severity: Severity, text: str, remedy: str, path: Path | None = None) -> Problem:
        """Something that is wrong with it, in the words for people: with the line, where it is a local rule file."""
        if self.name == LOCAL and self.text and path is not None:
            from alcto_core.rules.reading import located

            return located(self.text, self.source, [RuleFault(path, text, remedy)], severity)[0]
        file = self.source if self.name == LOCAL else f"plugin {self.name}"
        return Problem(severity=severity, file=file, line=None, text=text, remedy=remedy)

    def _note(self, reason: str, remedy: str, path: Path | None = None) -> None:
        self.reasons.append(reason)
        self.problems.append(self.problem(Severity.ERROR, reason, remedy, path))

    def _ids_of(self, kind: str) -> tuple[str, ...]:
        """Ids of its extensions of one kind; by the kind's name, so that a start without any imports none."""
        return tuple(one.id for one in self.extensions if type(one).__name__ == kind)

    def report(self) -> PluginReport:
        return PluginReport(
            name=self.name,
            version=self.version,
            source=self.source,
            state=self.state,
            reason="; ".join(self.reasons),
            is_bundled=self.is_bundled,
            rule_sets=tuple(word.id for word in self.words if isinstance(word, RuleSet)),
            catalogues=tuple(word.id for word in self.words if isinstance(word, Catalogue)),
            frameworks=tuple(word.id for word in self.words if isinstance(word, Framework)),
            replacements=tuple(word.id for word in self.words if isinstance(word, Replacement)),
            importers=self._ids_of("Importer"),
            panels=self._ids_of("Panel"),
            reports=self._ids_of("Report"),
        )


def library_of(offers: Iterable[Offer], lost: Iterable[str] = ()) -> Library:
    """Everything that plugins still offer, in one library; `lost` are the ids of what they offered and could not."""
    offers = list(offers)
    words = [word for offer in offers for word in offer.words]
    return Library(
        rule_sets=(word for word in words if isinstance(word, RuleSet)),
        frameworks=(word for word in words if isinstance(word, Framework)),
        catalogues=(word for word in words if isinstance(word, Catalogue)),
        replacements=(word for word in words if isinstance(word, Replacement)),
        origins={(word.kind, word.id): offer.source for offer in offers if offer.name == LOCAL for word in offer.words},
        lost=lost,
    )
