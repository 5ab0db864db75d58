"""The rows use what the tests of the screens and of the plugins use: made-up records, terminals, distributions."""

from __future__ import annotations

import sys
from pathlib import Path

TESTS = Path(__file__).parent.parent
for folder in ("tui", "core/host"):
    if (path := str(TESTS / folder)) not in sys.path:
        sys.path.append(path)
