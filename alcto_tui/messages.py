"""What screens ask of the app, as messages that bubble up to it, and what it answers; `requests` are for screens.

A request names what is wanted (`EditRequested`); an answer is in the past tense (`EditFinished`) and is posted to
the node that asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, dataclass_transform

from textual.message import Message

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from alcto_core.copies.second_copies import Copy
    from alcto_core.keeping.conflict import Conflict
    from alcto_core.keeping.drafts import Draft
    from alcto_core.keeping.store import Loaded
    from alcto_core.overview import Overview
    from alcto_core.records.changing import Edit


@dataclass_transform(eq_default=False)
class Posted(Message):
    """A message with the fields that its class names, as a dataclass has them. No method is made for each class: for
    all of these that took as long as a tenth of the way to the first picture."""

    fields: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **told: Any) -> None:
        super().__init_subclass__(**told)
        own = vars(cls).get("__annotations__", {})
        cls.fields = (*cls.fields, *(name for name, kind in own.items() if not kind.startswith("ClassVar")))

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__()
        values = dict(zip(self.fields, given, strict=False))
        lacking = [
            one for one in self.fields if one not in values and one not in named and not hasattr(type(self), one)
        ]
        odd = [one for one in named if one not in self.fields or one in values]
        if lacking or odd or len(given) > len(self.fields):
            raise TypeError(f"{type(self).__name__} has the fields {', '.join(self.fields)}")
        vars(self).update(values, **named)


class CopyRequested(Posted):
    """These words shall go to the clipboard; empty where there is nothing under the cursor."""

    words: str
    what: str = ""
    """What they are, in a word or two, where a screen holds several things to be copied."""


class BytesSaveRequested(Posted):
    """Lines of the file were put right by hand: these are its bytes now. `said` is what was done, in the past tense."""

    raw: bytes
    said: str
    seen: Loaded
    requester: DOMNode
    """Gets an `EditFinished`."""


class EditRequested(Posted):
    """A change to the records is wanted. `said` is the toast for it, else the edit's own sentence."""

    edit: Edit
    requester: DOMNode | None = None
    """Gets an `EditFinished`."""
    said: str = ""
    seen: Loaded | None = None
    """The file as the person saw it when the change began, so that what changed there since is never overwritten;
    None: as the app holds it now."""
    names_undo: bool = False
    """Whether the toast says how to take it back, as of many records at once."""


class EditFinished(Posted, bubble=False):
    """The change was saved, or after a conflict given up or kept as a copy; else `problem` says in a sentence why
    not, and the file is as it was."""

    edit: Edit | None
    """None where lines were put right by hand."""
    problem: str = ""

    @property
    def is_settled(self) -> bool:
        return not self.problem


class PutAsideRequested(Posted):
    """A second copy shall be moved away, where nobody looks for copies."""

    copy: Copy


class CopiesFound(Posted, bubble=False):
    """Second copies were looked for."""

    number: int
    """Of the look; only the last one counts."""
    copies: tuple[Copy, ...]


class RecordsFileRequested(Posted):
    """A new records file is wanted, in `folder`."""

    folder: Path
    person: Mapping[str, Any]
    """Keys and values as in the file."""
    credentials: tuple[Mapping[str, Any], ...]
    requester: DOMNode | None = None
    """Gets a `RecordsFileRefused` where it cannot be made."""


class RecordsFolderRequested(Posted):
    """The records that lie in `folder` are wanted, now and the next time."""

    folder: Path


class RecordsFileRefused(Posted, bubble=False):
    """The records file was not made; `problem` says why."""

    problem: str


class DemoRequested(Posted):
    """The made-up records shall be shown; afterwards it goes on here."""


class UndoRequested(Posted):
    """The last change shall be taken back."""


class RedoRequested(Posted):
    """The change taken back last shall be made again."""


class RestoreRequested(Posted):
    """The records file shall be as it was in the state with this SHA-256."""

    sha256: str


class BackupTakeRequested(Posted):
    """A backup shall be brought back: `work` does it, between the saves, and says in sentences what came of it."""

    work: Callable[[], tuple[str, ...]]
    requester: DOMNode
    """Gets a `Looked`."""
    about: object


class LookRequested(Posted):
    """Something slow shall be looked at beside the screen; `look` raises `AlctoError` where it cannot be."""

    look: Callable[[], object]
    requester: DOMNode
    """Gets a `Looked`."""
    about: object = None
    """Comes back with the answer, so that the requester knows what it asked."""
    holds_keys: bool = False
    """Whether the next key waits, as it is about what comes of this."""


class Looked(Posted, bubble=False):
    """What was found, or `problem` says in a sentence why nothing could be."""

    about: Any
    found: Any = None
    problem: str = ""


class NoticesFound(Posted, bubble=False):
    """What a person should know about the records folder at the start, as sentences."""

    notices: tuple[str, ...]
    rules: str = ""
    """That the rules are others than they lately were, with what that does; for Home."""


class ReloadRequested(Posted):
    """The records shall be read again."""


class EditorRequested(Posted):
    """The records file shall be opened in the person's editor, at a line."""

    line: int | None = None


class OverviewLoaded(Posted, bubble=False):
    """The work in the background ended well: a new overview, and a sentence where there is something to say."""

    overview: Overview
    said: str = ""
    edit: Edit | None = None
    requester: DOMNode | None = None


class WorkFailed(Posted, bubble=False):
    """The work in the background ended in a sentence for the person."""

    problem: str
    edit: Edit | None = None
    requester: DOMNode | None = None
    conflict: Conflict | None = None
    """All three states, where the same record changed on disk and the person has to choose."""
    said: str = ""
    """What the toast of the save would have been."""


class DraftRequested(Posted):
    """The form shall be opened again in which this was typed."""

    draft: Draft


class DraftsChanged(Posted):
    """A draft was kept or dropped, so Home shall look again."""
