"""The next step of a credential on the screens: where a value is missing, the key that records it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alcto_core.evaluation.next_step import RENEWED
from alcto_core.rules.cycles import NO_DUE
from alcto_tui.own_keys import key

if TYPE_CHECKING:
    from alcto_core.evaluation.standing import Standing


def mended(standing: Standing, next: str) -> str:
    """What is next, with the key in place of the verb that a command line would need."""
    if standing.asks_renewal:
        return f"Press {key('renewed')} to say: {RENEWED[:1].lower()}{RENEWED[1:]}"
    if standing.why.startswith(NO_DUE):
        return f"Press {key('edit')} and say your cohort, or the day of issue that is on the certificate."
    if standing.asks_since or "`role_began`" in next:
        return f"Press {key('you')} and say since when you are in the post."
    return next


def without_verb(standing: Standing) -> str:
    """Why it cannot be told, without the verb of a command line that would mend it."""
    return f"{standing.why.partition(';')[0].rstrip('.')}." if "`" in standing.why else standing.why
