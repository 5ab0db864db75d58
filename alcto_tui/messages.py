"""What screens ask of the app, as messages that bubble up to it, and what it answers.

A request names what is wanted (`EditRequested`); an answer is in the past tense (`EditFinished`) and is posted to
the node that asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal, dataclass_transform

from textual.message import Message

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from alcto_core.copies.second_copies import Copy
    from alcto_core.entry.form import EntryText
    from alcto_core.evaluation.standing import Requirement, Standing
    from alcto_core.keeping.conflict import Conflict
    from alcto_core.keeping.drafts import Draft
    from alcto_core.keeping.store import Loaded
    from alcto_core.overview import Overview
    from alcto_core.records.edits import Edit
    from alcto_core.records.mending import BrokenLine
    from alcto_core.telling.certificate import Begun
    from alcto_core.telling.step_marks import StepMark


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


class ScreenRequested(Posted):
    """Another screen is wanted: the class `screen`, named by its module below `alcto_tui.screens`, and made with the
    fields of the request."""

    screen: ClassVar[str]
    changes: ClassVar[bool] = False
    """Whether it is there to change something, and so stays closed where the records are only shown."""


class CredentialRequested(ScreenRequested):
    """The credential with this id, in the period in force or in the one of this name."""

    screen = "credential.CredentialScreen"
    credential: str
    period: str | None = None


class MentorRequested(ScreenRequested):
    """The program of stages that the credential with this id is held in."""

    screen = "mentor.MentorScreen"
    credential: str


class RulesRequested(ScreenRequested):
    """What is installed, and what the rule sets say."""

    screen = "rules.RulesScreen"


class RuleSetRequested(ScreenRequested):
    """The page of one rule set, at a clause where one is named."""

    screen = "rule_set.RuleSetScreen"
    rule_set: str
    clause: str = ""


class ActivitiesRequested(ScreenRequested):
    """The log; with `searching` the cursor starts in the filter."""

    screen = "activities.ActivitiesScreen"
    find: str = ""
    searching: bool = False
    marked: tuple[str, ...] = ()
    """Ids of the activities that are marked."""


class EverywhereRequested(ScreenRequested):
    """Words to be found in everything."""

    screen = "everywhere.EverywhereScreen"


class EntryRequested(ScreenRequested):
    """The form for one activity: a new one, an existing one (`activity`), a copy of it, or a kept draft."""

    screen = "entry.EntryScreen"
    changes = True
    activity: str | None = None
    copy: bool = False
    offering: str | None = None
    draft: Draft | None = None
    certificate: Begun | None = None
    """What a certificate says, to begin with."""
    begins: EntryText | None = None
    """What stands in the form at first; None: what the activity says."""
    field: str = ""
    """The field that the cursor begins in; empty: the first."""


class ImportRequested(ScreenRequested):
    """A spreadsheet or a calendar to bring in; its path, where it is known."""

    screen = "import_sheet.ImportScreen"
    changes = True
    path: str = ""


class CatalogueRequested(ScreenRequested):
    """The offerings of the credit sources."""

    screen = "catalogue.CatalogueScreen"


class PlanRequested(ScreenRequested):
    """The least that is still to do, and what if."""

    screen = "plan.PlanScreen"


class ChartsRequested(ScreenRequested):
    """Pictures of every credential, or of the one with this id: of the standing that is given, and with `after`, where
    it would stand with a plan."""

    screen = "charts.ChartsScreen"
    credential: str = ""
    shown: Standing | None = None
    after: tuple[Standing, ...] = ()


class ProblemsRequested(ScreenRequested):
    """What is wrong in the records file."""

    screen = "problems.ProblemsScreen"


class HistoryRequested(ScreenRequested):
    """Earlier states of the records file."""

    screen = "history.HistoryScreen"


class BackupsRequested(ScreenRequested):
    """Making a backup, and those that are found."""

    screen = "backups.BackupsScreen"
    changes = True


class BringBackRequested(ScreenRequested):
    """What the backup at this path would bring back."""

    screen = "bring_back.BringBackScreen"
    changes = True
    path: Path


class CopiesRequested(ScreenRequested):
    """Second copies of the records file, with what they hold."""

    screen = "copies.CopiesScreen"
    changes = True


class ReconcileRequested(ScreenRequested):
    """The records beside the official record."""

    screen = "reconcile.ReconcileScreen"
    changes = True


class CopyRequested(Posted):
    """These words shall go to the clipboard; empty where there is nothing under the cursor."""

    words: str
    what: str = ""
    """What they are, in a word or two, where a screen holds several things to be copied."""


class HelpRequested(ScreenRequested):
    """Keys, as they are written, each with its group and what it does; and alcto's words."""

    screen = "help.HelpScreen"
    keys: tuple[tuple[str, str, str], ...]


class FirstRunRequested(ScreenRequested):
    """The form that makes a records file, and the folder that it proposes; `held` records until now, where known."""

    screen = "first_run.FirstRunScreen"
    changes = True
    propose: Path
    held: Path | None = None


class ConflictRequested(ScreenRequested):
    """A change met another one in the file, and the person shall choose."""

    screen = "conflict.ConflictScreen"
    conflict: Conflict
    requester: DOMNode | None = None
    """Gets an `EditFinished` when it is settled."""
    said: str = ""


class FormRequested(ScreenRequested):
    """A form in front of the screen. It is given the overview too."""

    changes = True


class PersonFormRequested(FormRequested):
    """Whose records these are."""

    screen = "person_form.PersonForm"


class CredentialFormRequested(FormRequested):
    """A new credential, or the one with this id."""

    screen = "credential_form.CredentialForm"
    credential: str | None = None


class ChecklistRequested(ScreenRequested):
    """What the proof of each entry shows; of all, or of those in the period of the credential with this id."""

    screen = "checklist.ChecklistScreen"
    credential: str | None = None
    reflect: str | None = None
    """The id of an activity on which a reflection was begun: its form shall be open."""


class FormFieldsRequested(ScreenRequested):
    """The fields of the authority's form for a credential, in the period in force or in the one of this name."""

    screen = "form_fields.FormFieldsScreen"
    credential: str
    period: str | None = None


class ExportFormRequested(FormRequested):
    """What is handed in or kept shall be written as a file; for this credential, or for all."""

    screen = "export_form.ExportForm"
    credential: str | None = None
    period: str | None = None
    """The period of that credential; None: what is in force."""


class MarkedFormRequested(FormRequested):
    """What the activities with these ids shall be given, all at once."""

    screen = "marked_form.MarkedForm"
    activities: tuple[str, ...]


class RenewFormRequested(FormRequested):
    """Whether and when a credential was renewed."""

    screen = "renew_form.RenewForm"
    standing: Standing


class StepFormRequested(FormRequested):
    """The mark of a step or stage: `mark`, else the last of the period; with `is_another` one more."""

    screen = "step_form.StepForm"
    standing: Standing
    requirement: Requirement
    mark: StepMark | None = None
    is_another: bool = False


class MendFormRequested(FormRequested):
    """Lines of the file that cannot be read, and what they are about."""

    screen = "mend_form.MendForm"
    subject: str
    lines: tuple[BrokenLine, ...]


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


class EditFinished(Posted, bubble=False):
    """The change was saved, or after a conflict given up or kept as a copy; else `problem` says in a sentence why
    not, and the file is as it was."""

    edit: Edit | None
    """None where lines were put right by hand."""
    problem: str = ""

    @property
    def is_settled(self) -> bool:
        return not self.problem


class ConflictSettled(Posted):
    """What the person chose."""

    asked: ConflictRequested
    way: Literal["copy", "theirs", "merge", "again"]
    """Keep mine in a file of its own; give mine up; save `edit`; try the same save again."""
    edit: Edit | None = None


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
