"""Changes to the steps of a credential."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from alcto_core.problems import Refused
from alcto_core.records.changing import Changes, RecordEdit, changed, found, quoted, without
from alcto_core.records.document import records_of
from alcto_core.toml import patches
from alcto_core.toml.writing import Table, plain_table


class _StepEdit(RecordEdit, frozen=True, kw_only=True):
    """An edit of the steps of the credential `id`."""

    name: ClassVar[str] = "credential"

    def applied(self, document: Table) -> Table:
        steps = self._steps(document)
        self._edit(steps)
        rest = without(self.record(document), "step")
        return self.with_record(document, {**rest, "step": steps} if steps else rest)

    def rewritten(self, text: str, before: Table) -> str:
        index, after = self.place(before), self.applied(before)
        return patches.changed(text, "credential", index, before["credential"][index], after["credential"][index])

    def _edit(self, steps: list[Table]) -> None:
        """Make the change in the steps of the credential."""
        raise NotImplementedError

    def _steps(self, document: Table) -> list[Table]:
        credential = self.record(document)
        steps = records_of(credential, "step")
        if "step" in credential and steps is not credential["step"]:
            raise Refused(
                f"The steps of {quoted(self.id)} are not written as [[credential.step]]; put that right first."
            )
        return list(steps)

    def _named(self, document: Mapping[str, Any], step: str) -> list[Table] | None:
        """The steps of one name, as an id may recur; None where the credential is missing."""
        held = found(document, "credential", self.id)
        return None if held is None else [one for one in records_of(held, "step") if one.get("id") == step]


class AddStep(_StepEdit, frozen=True, kw_only=True):
    """Adds a step to the credential `id`."""

    table: Mapping[str, Any]

    def describe(self, _document: Mapping[str, Any] | None = None, /) -> str:
        return f"added the step {quoted(self.table.get('id', ''))} to {quoted(self.id)}"

    def concerns(self, document: Mapping[str, Any]) -> object:
        return self._named(document, str(self.table.get("id", "")))

    def _edit(self, steps: list[Table]) -> None:
        steps.append(plain_table(self.table))


class _OneStep(_StepEdit, frozen=True, kw_only=True):
    """An edit of one step: of those with the name `step`, the `nth` in the file (the last)."""

    step: str
    nth: int = -1

    def concerns(self, document: Mapping[str, Any]) -> object:
        return self._named(document, self.step)

    def _position(self, steps: list[Table]) -> int:
        alike = [at for at, one in enumerate(steps) if one.get("id") == self.step]
        if not -len(alike) <= self.nth < len(alike):
            raise Refused(f"There is no step {quoted(self.step)} in {quoted(self.id)}.")
        return alike[self.nth]


class ChangeStep(_OneStep, frozen=True, kw_only=True):
    """Changes a step of the credential `id`: of those with the name `step`, the `nth` in the file (the last)."""

    changes: Changes

    def describe(self, _document: Mapping[str, Any] | None = None, /) -> str:
        return f"changed the step {quoted(self.step)} of {quoted(self.id)}"

    def _edit(self, steps: list[Table]) -> None:
        at = self._position(steps)
        steps[at] = changed(steps[at], self.changes)


class DeleteStep(_OneStep, frozen=True, kw_only=True):
    """Deletes a step of the credential `id`: of those with the name `step`, the `nth` in the file (the last)."""

    def describe(self, _document: Mapping[str, Any] | None = None, /) -> str:
        return f"deleted the step {quoted(self.step)} of {quoted(self.id)}"

    def removes(self, _document: Table, /) -> int:
        return 1

    def _edit(self, steps: list[Table]) -> None:
        del steps[self._position(steps)]
