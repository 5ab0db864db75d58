"""The settings of a credential: numbers that no source names, and the readings of unclear clauses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from alcto_core.entry.settings import read_setting, settings_changed, written
from alcto_core.rules.vocabulary import RuleSet, Setting, Switch
from alcto_core.telling.rule_set import setting_words
from alcto_tui.widgets.choices import ChoiceField, Choices
from alcto_tui.widgets.field import Field, WrongField
from alcto_tui.widgets.literal import Words


class Settings(Vertical):
    """A field for each number or fact that is asked for, and both answers of each switch with their sentences."""

    DEFAULT_CSS = """
    Settings {
        height: auto;
        & > .part { margin-top: 1; text-style: bold; }
        & > ChoiceField > .label { width: 26; }
        & > .sentence { color: $muted; height: auto; margin-left: 2; }
    }
    """

    def __init__(self, rules: RuleSet, held: Mapping[str, Any]) -> None:
        super().__init__()
        self._rules = rules
        self._held = held
        self._settings = {f"setting-{place}": one for place, one in enumerate(rules.setting)}
        self._switches = {f"switch-{place}": one for place, one in enumerate(rules.switch)}

    def compose(self) -> ComposeResult:
        if self._settings:
            yield Words("Numbers and facts", classes="part")
        for id, one in self._settings.items():
            yield from self._setting(id, one)
        if self._switches:
            yield Words("Readings of unclear clauses", classes="part")
        for id, switch in self._switches.items():
            answers = [(written(answer), _shown(answer)) for answer in (switch.default, switch.other)]
            yield ChoiceField(switch.id, answers, (self._answer(switch),), several=False, id=id)
            yield Words(self._sentence(switch, self._answer(switch)), classes="sentence", id=f"{id}-said")

    def _setting(self, id: str, one: Setting) -> ComposeResult:
        value = self._held.get(one.id)
        if isinstance(value, Mapping):
            yield Words(f"{one.title}: {setting_words(value)}. It is set by period, in the file.", classes="sentence")
            return
        hint = f"{written(one.default)}, where it is left empty" if one.default is not None else "not set"
        yield Field(one.title, written(value), placeholder=hint, id=id)
        yield Words(one.text, classes="sentence")

    def _answer(self, switch: Switch) -> str:
        held = self._held.get(switch.id, switch.default)
        return written(held if held in (switch.default, switch.other) else switch.default)

    def _sentence(self, switch: Switch, answer: str) -> str:
        return switch.text if answer == written(switch.default) else switch.other_text

    @on(Choices.Changed)
    def _show_reading(self, changed: Choices.Changed) -> None:
        """Say what the answer that is chosen now means."""
        id = (changed.choices.id or "").removesuffix("-choices")
        if id in self._switches:
            changed.stop()
            self.query_one(f"#{id}-said", Words).show(self._sentence(self._switches[id], "".join(changed.value)))

    def changed(self) -> dict[str, Any] | None:
        """All settings as the file shall hold them; None where nothing is new. Raises `WrongField`."""
        said: dict[str, Any] = {}
        for id, one in self._settings.items():
            for field in self.query(f"#{id}").results(Field):
                if field.value != written(self._held.get(one.id)):
                    said[one.id] = self._read(id, one.id, field.value) if field.value else None
        for id, switch in self._switches.items():
            chosen = "".join(self.query_one(f"#{id}", ChoiceField).choices.value)
            if chosen != self._answer(switch):
                # The reading that holds anyway needs no key.
                is_default = chosen == written(switch.default)
                said[switch.id] = None if is_default else self._read(id, switch.id, chosen)
        return settings_changed(self._held, said)

    def _read(self, id: str, key: str, word: str) -> Any:
        try:
            return read_setting(self._rules, key, word).value
        except ValueError as wrong:
            raise WrongField(id, str(wrong)) from wrong


def _shown(answer: bool | str) -> str:
    """An answer as people say it; the file has true and false."""
    return ("yes" if answer else "no") if isinstance(answer, bool) else answer
