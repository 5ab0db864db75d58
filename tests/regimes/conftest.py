from __future__ import annotations

import sys
from pathlib import Path

# The independent solver is shared with the tests of the evaluation.
sys.path.append(str(Path(__file__).parents[1] / "core" / "evaluation"))
