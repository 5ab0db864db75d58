"""Regular expressions that are compiled when they are first asked.

Most of those at the top of modules read what a person typed, or a file with something wrong in it; to compile them all
takes a status as long as judging its records.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Late:
    """Stands in the place of a pattern, and takes over its methods once one of them is wanted."""

    def __init__(self, pattern: Any, flags: re.RegexFlag) -> None:
        self._asked = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)  # a pattern has none that anybody wants; and copying begins with an empty shell
        compiled = re.compile(*self._asked)
        found = getattr(compiled, name)
        setattr(self, name, found)  # the next time it is found without coming here
        return found


def late(pattern: AnyStr, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[AnyStr]:
    """The pattern; what is wrong in it shows at its first use."""
    return cast("re.Pattern[AnyStr]", _Late(pattern, flags))
