"""The plans of sheets are made as the tests of importing make them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "core" / "importing"))
