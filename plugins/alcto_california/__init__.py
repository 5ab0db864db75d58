"""California: the CETPA CTO mentor program, its recertification, and FCMAT's CBO mentor program.

Everything is data: the TOML files in `rules/`. The cases in `cases/` say what they must come to.
"""

from __future__ import annotations

ALCTO_API = 1
