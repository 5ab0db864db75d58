"""What pytest loads: options, the look at each file's name, and a fixture. Everything else is imported when needed.

```sh
pytest                            # every case below `cases`, and the checks of the rule files beside them
pytest --alcto-coverage 100       # and that no value or edge could be wrong unnoticed
pytest --alcto-update             # keep the screens as they are now
```
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from alcto_testing.screens import Screens


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of rule authors; the first one may stand in the configuration too, as `alcto_coverage`."""
    group = parser.getgroup("alcto", "rule sets of alcto")
    text = "ask that so many percent of values and edges are covered by cases"
    group.addoption("--alcto-coverage", type=int, metavar="PERCENT", help=text)
    group.addoption("--alcto-update", action="store_true", help="keep the screens of alcto_screens as they are now")
    parser.addini("alcto_coverage", text, default="")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A case, or a rule file that has cases beside it."""
    if file_path.suffix != ".toml" or file_path.parent.name not in ("cases", "rules"):
        return None
    from alcto_testing.collecting import collector_of

    return collector_of(file_path, parent)


@pytest.fixture
def alcto_screens(request: pytest.FixtureRequest, tmp_path: Path) -> Screens:
    """alcto's screens on made-up records, under the author's rule files, kept as text beside the test.

    `alcto_screens("home", records, on=date(2026, 3, 1))` compares with `__screens__/home.txt`; `keys` are pressed
    first, such as `["2"]` for the log, and `size` is 80 by 24 where nothing else is said.
    """
    from alcto_testing.screens import Screens

    return Screens(request.path, tmp_path, update=request.config.getoption("--alcto-update"))
