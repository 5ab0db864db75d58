"""Alabama: AL-CTO recertification and TD-CEU, with the ALET offerings and the approved external events.

Everything is data: the TOML files in `rules/`. The cases in `cases/` say what they must come to.
"""

from __future__ import annotations

ALCTO_API = 1
