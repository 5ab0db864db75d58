from __future__ import annotations

import pytest

from alcto_core.host.plugins import load_plugins
from alcto_core.rules.library import Library


@pytest.fixture(scope="session")
def alabama() -> Library:
    """What the bundled Alabama package says."""
    return load_plugins(no_plugins=True).library
