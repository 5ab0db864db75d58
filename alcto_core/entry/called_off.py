"""Names that say that nothing came of it: “Canceled: Law update”, as calendars and programs write it."""

from __future__ import annotations

import re
from functools import lru_cache

from alcto_core.patterns import late

NOTHING_CAME = (
    r"(?:cancel+ed|cancel+ation|postponed|declined|abgesagt|entf[aä]llt|verschoben|cancelad[oa]|aplazad[oa]|annul[ée]e?"
    r"|did(?: not|n[’']t) (?:attend|go)|no[- ]show|wait[- ]?list(?:ed)?|warteliste|lista de espera)"
)
"""Words for it, as a pattern without regard to case."""
_CALLED_OFF = late(rf"^\W*{NOTHING_CAME}\W*?\s?[:)\]–—-]|[(\[]\s*{NOTHING_CAME}\s*[)\]]", re.I)


@lru_cache(maxsize=1 << 12)
def is_called_off(title: str) -> bool:
    """Whether a name says before anything else, or in brackets, that nothing came of it."""
    return _CALLED_OFF.search(title) is not None
