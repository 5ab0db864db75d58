"""CoSN: recertification of the Certified Education Technology Leader (CETL), and the ten skills behind it.

Everything is data: the TOML files in `rules/`. The cases in `cases/` say what they must come to. All of it was read
as excerpts of public pages and is not confirmed.
"""

from __future__ import annotations

ALCTO_API = 1
