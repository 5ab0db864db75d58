"""The next step of a credential on the screens: the key that does it, where a command line would need a verb."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from alcto_core.evaluation.next_step import RENEWED
from alcto_core.evaluation.owing import POST
from alcto_core.rules.cycles import NO_DUE
from alcto_tui.own_keys import key

if TYPE_CHECKING:
    from alcto_core.evaluation.standing import Standing

_SETS = re.compile(
    r"(?:Set|Record) (?:it|“([^”]+)”): `alcto credential change \S+ --(?:setting )?([\w-]+)[^`]*`(?: \(or [^)]*\))?\."
)
_OWED = re.compile(r": `alcto credential change \S+ --from DATE`\.")
_MARKS = re.compile(r"(?:Mark|Record) it: `alcto step [^`]*`\.")
_WENT = re.compile(r"(?:: `alcto edit \S+ --status completed`; if not: `alcto delete [^`]*`|; of each [^`]*`[^`]*`)\.")
_COHORT = re.compile(rf"{re.escape(NO_DUE)}; `alcto credential change [^`]*`[^`]*`--issued DATE`[^.]*\.?")
_KEYS = {
    "alcto credential add": "new", "alcto credential change": "edit", "alcto renew": "renewed", "alcto step": "done",
    "alcto log": "add", "alcto edit": "log",
}  # fmt: skip
"""Of every other command the meaning of the key that opens what it does."""
_HOURS = ("Earn ", "Choose ")


def mended(standing: Standing, next: str, *, is_open: bool = False) -> str:
    """What is next, with the key that does it in the place of the verb that a command line would need. `is_open`: the
    credential's own screen says it, where its steps are at hand."""
    if standing.asks_renewal:
        return f"Press {key('renewed')} to say: {RENEWED[:1].lower()}{RENEWED[1:]}"
    if standing.why.startswith(NO_DUE):
        return f"Press {key('edit')} and say your cohort, or the day of issue that is on the certificate."
    if standing.asks_since or "`role_began`" in next:
        return f"Press {key('you')} and say since when you are in the post."
    if next.startswith(_HOURS):
        return f"{next.rstrip('.')}. {key('plan')} shows the plan."
    mark = f"press {key('done')} on it" if is_open else f"press Enter, and there {key('done')} on it"
    words = _SETS.sub(lambda found: f"Press {key('edit')} and set “{found[1] or found[2]}”.", next)
    words = _OWED.sub(f": press {key('edit')}.", words)
    words = _MARKS.sub(f"To mark it, {mark}.", words)
    log, edit, delete = key("log"), key("edit"), key("delete")
    words = _WENT.sub(f": {log} opens the log; there {edit} completes an entry, and {delete} deletes one.", words)
    for command, name in _KEYS.items():
        # On a credential's own screen the key of a new one means another thing, or nothing.
        place = " on Home" if is_open and name == "new" else ""
        words = re.sub(rf"`{command} [^`]*`", key(name) + place, words)
    return words


def alerted(alert: str, *, is_open: bool = False) -> str:
    """What must be said, with the key of Home that records what it lacks; `is_open`: where the key means nothing."""
    where = "on Home " if is_open else ""
    return alert.replace(POST, f"{where}press {key('you')} and say since when you are in the post")


def with_place(words: str) -> str:
    """Words of another screen than the credential's own, with the key there that records cohort or day of issue."""
    return _COHORT.sub(lambda _: f"{NO_DUE}; {key('edit')} on its own screen records it.", words)


def without_verb(standing: Standing) -> str:
    """Why it cannot be told, without the verb of a command line that would mend it."""
    return f"{standing.why.partition(';')[0].rstrip('.')}." if "`" in standing.why else standing.why
