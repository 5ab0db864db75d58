"""Places of the product, each with a change that breaks it and the test files that find it.

A place is its text alone, which stands once in the product, so that it is found wherever its module goes.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """One change that somebody must notice."""

    old: str
    """What stands in the code, once in the whole product."""
    new: str
    tests: tuple[str, ...]
    """The names of the test files that are asked."""


ACTIVITIES = ("test_activities_screen.py",)
CREDENTIAL = ("test_credential_screen.py",)
HOME = ("test_home.py",)
KEPT = ("test_kept_home.py",)
CONFLICT = ("test_conflict_screen.py",)
ENTRY = ("test_entry_screen.py", "test_form_drafts.py")
OUTSIDE = ("test_changes_outside.py",)
HOSTILE = ("test_hostile_screens.py", "test_hostile_log.py")
RESIZING = ("test_resizing.py",)
SHEETS = ("test_sheets.py", "test_import_properties.py", "test_cells_of_a_sheet.py")
STORE = ("test_store.py", "test_conflict.py")
HISTORY = ("test_history.py", "test_stretches.py", "test_store.py")
READING = ("test_reading.py", "test_reading_broken.py", "test_minutes.py")
PATCHES = ("test_patches.py", "test_layout.py", "test_many_edits.py")
CALENDARS = ("test_calendars.py",)
DRAFTS = ("test_drafts.py",)
PLANS = ("test_risk_and_pace.py", "test_what_shapes_hang_on.py")
ROSTER = ("test_kept_lines.py", "test_lines_of_people.py")
WEB = ("test_web.py",)
EVALUATION = (
    "test_evaluate.py", "test_standing_always_holds.py", "test_cases.py", "test_other_shapes.py", "test_postings.py",
    "test_handins.py", "test_past_periods.py", "test_step_days.py", "test_first_days_and_shares.py",
)  # fmt: skip

PLACES: tuple[Place, ...] = (
    Place("self._whole = not self._whole", "self._whole = True", ACTIVITIES),
    Place('(place).set_class(not is_found, "-empty")', '(place).set_class(is_found, "-empty")', ACTIVITIES),
    Place("is_again and not self._asked.is_reversed", "self._asked.is_reversed", ACTIVITIES),
    Place("if action in NEEDS_ENTRY and self.is_mounted:", "if False:", ACTIVITIES),
    Place(
        'left_out = f", {skipped} left out ({key(\'problems\')} shows why)" if skipped else ""',
        'left_out = ""',
        ACTIVITIES,
    ),
    Place(
        "self.post_message(requests.EntryRequested(activity=activity.id, copy=True))",
        "self.post_message(requests.EntryRequested(activity=activity.id))",
        ACTIVITIES,
    ),
    Place('return f"{len(found):,} of {whole}" if asked.is_narrowed else whole', "return whole", ACTIVITIES),
    Place("if action in PRESENT_ONLY and self._is_past:", "if False:", CREDENTIAL),
    Place("self._later, self._period = [], None", "self._later = []", CREDENTIAL),
    Place("self._period = self._later.pop()", "self._period = self._later[0]", CREDENTIAL),
    Place("rows.scroll_to_highlight()", "pass", CREDENTIAL),
    Place(
        "self.post_message(messages.EditRequested(DeleteCredential(id=self._credential), seen=seen))",
        "pass",
        CREDENTIAL,
    ),
    Place("is_open = one is marked or (is_full and", "is_open = one is not marked or (is_full and", HOME),
    Place(
        'earlier = f", {key(\'history\')} to look at earlier states" if self.has_earlier else ""',
        'earlier = ""',
        KEPT,
    ),
    Place("found = [copy for copy in copies if copy.has_more]", "found = list(copies)", OUTSIDE),
    Place("if overview.loaded is None and has_earlier:", "if overview.loaded is None and not has_earlier:", OUTSIDE),
    Place('found = [counted(glance.errors, "error")] if glance.errors else []', "found = []", HOME),
    Place("if begun == states_of(self._before):", "if True:", KEPT),
    Place("return found is not None and found.binding.action not in UNHURRIED", "return False", KEPT),
    Place('return f"in {counted(days, \'day\')}" if days else "today"', 'return "today"', HOME),
    Place("elif waiting is not None and waiting.period is not None:", "elif False:", HOME),
    Place(
        "rows += hanging(_label(part.heading, at), literal(first), width)",
        "rows += hanging(_label(part.heading, at), literal(first), width)[1:]",
        HOME,
    ),
    Place("return not self._conflict.can_merge", "return self._conflict.can_merge", CONFLICT),
    Place('gone = "deleted" if one.base is not None else "not there"', 'gone = "deleted"', CONFLICT),
    Place(
        'return "both changed it" if one.theirs != one.base else "you changed it"', 'return "both changed it"', CONFLICT
    ),
    Place('if any(one.change == "removed" for one in conflict.meanwhile):', "if False:", CONFLICT),
    Place('return "[x]" if is_taken else "[ ]"', 'return "[x]"', CONFLICT),
    Place(
        "if many_gone or not same(edit.concerns(document), edit.concerns(opened.document)):", "if many_gone:", CONFLICT
    ),
    Place("self._original = None if self._is_copy else source", "self._original = source", ENTRY),
    Place("return prefill.copied(text) if self._is_copy else text", "return text", ENTRY),
    Place(
        "return self._start is not None and (self._text != self._start or self._is_agenda_waiting)",
        "return self._start is not None",
        ENTRY,
    ),
    Place(
        "if (twin := look_alike(held, one)) is None:",
        "if True or (twin := look_alike(held, one)) is None:",
        ENTRY,
    ),
    Place("if number != self._number or looked.found is None:", "if looked.found is None:", ENTRY),
    Place("if not self._no_draft:  # once, not with every half second of typing", "if True:", OUTSIDE),
    Place('form.go_to("date" if self._text.title and not self._text.date else "title")', 'form.go_to("title")', ENTRY),
    Place(
        "way = f\"{key('history')} shows earlier states of it.\" if self.has_earlier else none",
        "way = f\"{key('history')} shows earlier states of it.\"",
        OUTSIDE,
    ),
    Place("self.set_interval(LOOK_EVERY, self._look_outside)", "pass", OUTSIDE),
    Place(
        "if self._is_adding and len(fresh) == 1:",
        "if fresh:",
        ACTIVITIES,
    ),
    Place(
        "return Content.styled(plain(text), style) if style else Content(plain(text))",
        "return Content.from_markup(text)",
        HOSTILE,
    ),
    Place(
        'return Text(plain(text), style=style, justify="right" if right else None, no_wrap=True, end="")',
        'return Text(text, style=style, justify="right" if right else None, no_wrap=True, end="")',
        HOSTILE,
    ),
    Place(
        "super().notify(words, title=plain(title), severity=severity, timeout=timeout, markup=False)",
        "super().notify(message, title=title, severity=severity, timeout=timeout, markup=True)",
        HOSTILE,
    ),
    Place(
        "return literal(words) if isinstance(words, str) else words",
        "return Content.from_markup(words) if isinstance(words, str) else words",
        HOSTILE,
    ),
    Place("if isinstance(event, Resize) and event.size != size:", "if False:", RESIZING),
    Place(
        "return 2 * len(keys) + 2 * mine + asides if len(keys) + mine >= 2 else 0",
        "return 2 * len(keys) + 2 * mine + asides",
        SHEETS,
    ),
    Place("if len(cells) > MOST_COLUMNS:", "if False:", SHEETS),
    Place("if text.count('\"') % 2 == 0 or not rows:", "if True:", SHEETS),
    Place('if delimiter != "," and any(len(row.cells) > 1 for row in rows):', "if False:", SHEETS),
    Place('return word.replace(",", ".") if _DECIMAL_COMMA.fullmatch(word) else word', "return word", SHEETS),
    Place("if lost > edit.removes(opened.document) and not insist:", "if False:", STORE),
    Place("if wrong := errors_in(reading):", "if False and (wrong := errors_in(reading)):", STORE),
    Place("if raw == opened.raw:", "if False:", STORE),
    Place("if reading.records is None and raw != loaded.raw:", "if False:", STORE),
    Place("if at is not None and at != line.before:", "if False:", HISTORY),
    Place("if at is not None and at != now:", "if False:", HISTORY),
    Place("if digest(raw) != sha256:", "if False:", HISTORY),
    Place("if count >= FEWEST_LINES and sum(files.values()) > MOST_BYTES:", "if False:", HISTORY),
    Place("needed = 2 if file.number == newest else 1", "needed = 1", HISTORY),
    Place("if at < here or at + gone > len(before):", "if False:", HISTORY),
    Place("return digest(self.raw) == self.sha256", "return True", HISTORY),
    Place("return one if one.kind in _KINDS else None", "return one", HISTORY),
    Place("if given and given != total:", "if False:", READING),
    Place("if not id or (first := taken.setdefault(id, at)) == at:", "if True:", READING),
    Place("sum_of(sessions)\n    if total > hours.MOST:", "sum_of(sessions)\n    if False:", READING),
    Place('if values.get("in_minutes"):', "if False:", READING),
    Place("if middle_new > middle_old:", "if middle_new >= middle_old + 2:", PATCHES),
    Place(
        'if "\\n" in written and isinstance(new, (list, tuple)) and new and written.startswith("["):',
        "if False:",
        PATCHES,
    ),
    Place("if activity.counts_for is not None and credential not in activity.counts_for:", "if False:", EVALUATION),
    Place("if refusal is not None and refusal.hours is None:", "if False:", EVALUATION),
    Place("if session.kind in kinds:", "if session.kind not in kinds:", EVALUATION),
    Place("if record.on is None and word.refusal is not None and hours is not None:", "if False:", EVALUATION),
    Place("if credential.program == case.rules.id and credential.id != case.credential.id:", "if False:", EVALUATION),
    Place("if activity.split and case.strand_set:", "if False:", EVALUATION),
    Place("if holder is not None and holder.id != ledger.activity.id:", "if holder is not None and False:", EVALUATION),
    Place("if counts.evidenced is not None and not activity.evidence:", "if False:", EVALUATION),
    Place(
        "if any(one.is_open and one.is_lost for _, standing in left for one in standing.requirements):",
        "if False:",
        PLANS,
    ),
    Place("days = -(-hours.needed * gone // done)", "days = hours.needed * gone // done", PLANS),
    Place(
        "days_gone = {one for one in event.omitted if not isinstance(one, datetime)}",
        "days_gone: set[object] = set()",
        CALENDARS,
    ),
    Place(
        "if until.tzinfo is None and isinstance(begins, datetime) and begins.tzinfo is not None:",
        "if False:",
        CALENDARS,
    ),
    Place(
        "elif one.event.is_declined or any(is_same(name, self._person) for name in one.event.declined_by):",
        "elif one.event.is_declined:",
        CALENDARS,
    ),
    Place('if _UNSEEN.search(found[1]) and b"value" in found[2]:', "if False:", SHEETS),
    Place(
        "if (first := _FIRST_OF_MONTH.search(attributes)) and _MONTH.fullmatch(text):",
        "if False and (first := _FIRST_OF_MONTH.search(attributes)):",
        SHEETS,
    ),
    Place('return os.name == "nt" or os.stat(path).st_uid == os.geteuid()', "return True", ROSTER),
    Place("if not line.is_error:", "if True:", ROSTER),
    Place("if folder.is_away:  # a draft in its place would be found by nobody", "if False:", DRAFTS),
    Place(
        "if not isinstance(fields, dict) or not _NAME.fullmatch(path.stem):", "if not isinstance(fields, dict):", DRAFTS
    ),
    Place('if request.headers.getall("Host", []) not in [[host] for host in self._hosts]:', "if False:", WEB),
    Place('if origin != [f"http://{request.host}"] and (origin or asks_socket):', "if False:", WEB),
    Place("if len(self._tabs) >= MOST_TABS:", "if False:", WEB),
)
