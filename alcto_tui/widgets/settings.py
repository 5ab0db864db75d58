"""The settings of a credential: numbers that no source names, and the readings of unclear clauses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical

from alcto_core.entry.settings import read_setting, settings_changed, written
from alcto_core.rules.vocabulary import RuleSet, Setting, Switch
from alcto_core.telling.page import sentence
from alcto_core.telling.rule_set import setting_words
from alcto_tui.widgets.choices import Sentences
from alcto_tui.widgets.field import Field, WrongField
from alcto_tui.widgets.literal import Words


class Settings(Vertical):
    """A field for each number or fact that is asked for, and both sentences of each switch to choose from."""

    DEFAULT_CSS = """
    Settings {
        height: auto;
        & > .part { margin-top: 1; text-style: bold; }
        & > Sentences { margin-bottom: 1; }
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
            texts = ((switch.default, switch.text), (switch.other, switch.other_text))
            answers = [(written(answer), sentence(text)) for answer, text in texts]
            yield Sentences(answers, (self._answer(switch),), several=False, id=id)

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

    def changed(self) -> dict[str, Any] | None:
        """All settings as the file shall hold them; None where nothing is new. Raises `WrongField`."""
        said: dict[str, Any] = {}
        for id, one in self._settings.items():
            for field in self.query(f"#{id}").results(Field):
                if field.value != written(self._held.get(one.id)):
                    said[one.id] = self._read(id, one.id, field.value) if field.value else None
        for id, switch in self._switches.items():
            chosen = "".join(self.query_one(f"#{id}", Sentences).value)
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
