"""Requests for screens: what is wanted to be seen, as messages that bubble up to the app.

Each names the class, which `alcto_tui.screens.doors` imports when it is first asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from alcto_tui.messages import Posted

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from alcto_core.entry.form import EntryText
    from alcto_core.evaluation.standing import Requirement, Standing
    from alcto_core.keeping.conflict import Conflict
    from alcto_core.keeping.drafts import Draft
    from alcto_core.records.changing import Edit
    from alcto_core.records.mending import BrokenLine
    from alcto_core.telling.certificate import Begun
    from alcto_core.telling.step_marks import StepMark


class ScreenRequested(Posted):
    """Another screen is wanted: the class `screen`, named by its module below `alcto_tui.screens`, and made with the
    fields of the request."""

    screen: ClassVar[str]
    changes: ClassVar[bool] = False
    """Whether it is there to change something, and so stays closed where the records are only shown."""


class CredentialRequested(ScreenRequested):
    """The credential with this id, in the period in force or in the one of this name."""

    screen = "credentials.credential.CredentialScreen"
    credential: str
    period: str | None = None


class MentorRequested(ScreenRequested):
    """The program of stages that the credential with this id is held in."""

    screen = "credentials.mentor.MentorScreen"
    credential: str


class RulesRequested(ScreenRequested):
    """What is installed, and what the rule sets say."""

    screen = "credentials.rules.RulesScreen"


class RuleSetRequested(ScreenRequested):
    """The page of one rule set, at a clause where one is named."""

    screen = "credentials.rule_set.RuleSetScreen"
    rule_set: str
    clause: str = ""


class ActivitiesRequested(ScreenRequested):
    """The log; with `searching` the cursor starts in the filter."""

    screen = "log.activities.ActivitiesScreen"
    find: str = ""
    searching: bool = False
    marked: tuple[str, ...] = ()
    """Ids of the activities that are marked."""


class EverywhereRequested(ScreenRequested):
    """Words to be found in everything."""

    screen = "at_home.everywhere.EverywhereScreen"


class EntryRequested(ScreenRequested):
    """The form for one activity: a new one, an existing one (`activity`), a copy of it, or a kept draft."""

    screen = "entries.entry.EntryScreen"
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

    screen = "importing.import_sheet.ImportScreen"
    changes = True
    path: str = ""


class CatalogueRequested(ScreenRequested):
    """The offerings of the credit sources."""

    screen = "log.catalogue.CatalogueScreen"


class PlanRequested(ScreenRequested):
    """The least that is still to do, and what if."""

    screen = "planning.plan.PlanScreen"


class ChartsRequested(ScreenRequested):
    """Pictures of every credential, or of the one with this id: of the standing that is given, and with `after`, where
    it would stand with a plan."""

    screen = "at_home.charts.ChartsScreen"
    credential: str = ""
    shown: Standing | None = None
    after: tuple[Standing, ...] = ()


class ProblemsRequested(ScreenRequested):
    """What is wrong in the records file."""

    screen = "keeping.problems.ProblemsScreen"


class HistoryRequested(ScreenRequested):
    """Earlier states of the records file."""

    screen = "keeping.history.HistoryScreen"


class BackupsRequested(ScreenRequested):
    """Making a backup, and those that are found."""

    screen = "keeping.backups.BackupsScreen"
    changes = True


class BringBackRequested(ScreenRequested):
    """What the backup at this path would bring back."""

    screen = "keeping.bring_back.BringBackScreen"
    changes = True
    path: Path


class CopiesRequested(ScreenRequested):
    """Second copies of the records file, with what they hold."""

    screen = "keeping.copies.CopiesScreen"
    changes = True


class ReconcileRequested(ScreenRequested):
    """The records beside the official record."""

    screen = "papers.reconcile.ReconcileScreen"
    changes = True


class HelpRequested(ScreenRequested):
    """Keys, as they are written, each with its group and what it does; and alcto's words."""

    screen = "at_home.help.HelpScreen"
    keys: tuple[tuple[str, str, str], ...]


class FirstRunRequested(ScreenRequested):
    """The form that makes a records file, and the folder that it proposes; `held` records until now, where known."""

    screen = "at_home.first_run.FirstRunScreen"
    changes = True
    propose: Path
    held: Path | None = None


class ConflictRequested(ScreenRequested):
    """A change met another one in the file, and the person shall choose."""

    screen = "keeping.conflict.ConflictScreen"
    conflict: Conflict
    requester: DOMNode | None = None
    """Gets an `EditFinished` when it is settled."""
    said: str = ""


class ConflictSettled(Posted):
    """What the person chose."""

    asked: ConflictRequested
    way: Literal["copy", "theirs", "merge", "again"]
    """Keep mine in a file of its own; give mine up; save `edit`; try the same save again."""
    edit: Edit | None = None


class FormRequested(ScreenRequested):
    """A form in front of the screen. It is given the overview too."""

    changes = True


class PersonFormRequested(FormRequested):
    """Whose records these are."""

    screen = "at_home.person_form.PersonForm"


class CredentialFormRequested(FormRequested):
    """A new credential, or the one with this id."""

    screen = "credentials.credential_form.CredentialForm"
    credential: str | None = None


class ChecklistRequested(ScreenRequested):
    """What the proof of each entry shows; of all, or of those in the period of the credential with this id."""

    screen = "evidence.checklist.ChecklistScreen"
    credential: str | None = None
    reflect: str | None = None
    """The id of an activity on which a reflection was begun: its form shall be open."""


class FormFieldsRequested(ScreenRequested):
    """The fields of the authority's form for a credential, in the period in force or in the one of this name."""

    screen = "papers.form_fields.FormFieldsScreen"
    credential: str
    period: str | None = None


class ExportFormRequested(FormRequested):
    """What is handed in or kept shall be written as a file; for this credential, or for all."""

    screen = "papers.export_form.ExportForm"
    credential: str | None = None
    period: str | None = None
    """The period of that credential; None: what is in force."""


class MarkedFormRequested(FormRequested):
    """What the activities with these ids shall be given, all at once."""

    screen = "log.marked_form.MarkedForm"
    activities: tuple[str, ...]


class RenewFormRequested(FormRequested):
    """Whether and when a credential was renewed."""

    screen = "credentials.renew_form.RenewForm"
    standing: Standing


class StepFormRequested(FormRequested):
    """The mark of a step or stage: `mark`, else the last of the period; with `is_another` one more."""

    screen = "credentials.step_form.StepForm"
    standing: Standing
    requirement: Requirement
    mark: StepMark | None = None
    is_another: bool = False


class MendFormRequested(FormRequested):
    """Lines of the file that cannot be read, and what they are about."""

    screen = "keeping.mend_form.MendForm"
    subject: str
    lines: tuple[BrokenLine, ...]
