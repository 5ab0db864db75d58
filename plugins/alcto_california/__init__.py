"""California: the CETPA CTO mentor programme, its recertification, and FCMAT's CBO mentor programme.

Everything is data: the TOML files in `rules/`. The cases in `cases/` say what they must come to.
"""

from __future__ import annotations

ALCTO_API = 1
