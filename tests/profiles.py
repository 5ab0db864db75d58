"""How much random tests try: a third of it in the `quick` profile, all of it in the `thorough` one.

`ALCTO_TESTS=thorough pytest` asks for the thorough one. What is tried in the quick one comes first in the other too.
"""

from __future__ import annotations

import os

PROFILE = os.environ.get("ALCTO_TESTS", "quick")
if PROFILE not in ("quick", "thorough"):
    raise ValueError(f"ALCTO_TESTS is quick or thorough, not {PROFILE!r}.")


def tries(thorough: int) -> int:
    """How many cases are tried of so many."""
    return thorough if PROFILE == "thorough" else -(-thorough // 3)
