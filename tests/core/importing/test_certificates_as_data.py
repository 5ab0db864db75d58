"""Certificates in three languages, each with what is taken from it: `certificates/*.toml`.

The right values were written down before the certificates were read.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from test_certificate_text import read

CERTIFICATES = [
    pytest.param(one, id=f"{path.stem}: {one['name']}")
    for path in (Path(__file__).parent / "certificates").glob("*.toml")
    for one in tomllib.loads(path.read_text(encoding="utf-8"))["certificate"]
]
KEYS = ("title", "date", "hours")


@pytest.mark.parametrize("certificate", CERTIFICATES)
def test_a_certificate_gives_what_it_says(certificate: dict[str, Any]) -> None:
    found = {key: one.value for key, one in read(certificate["text"]).found.items() if key in KEYS}
    assert found == {key: certificate[key] for key in KEYS if key in certificate}


@pytest.mark.parametrize("certificate", CERTIFICATES)
def test_what_is_found_is_shown_as_it_stands_on_the_certificate(certificate: dict[str, Any]) -> None:
    lines = [line.strip() for line in certificate["text"].splitlines() if line.strip()]
    for one in read(certificate["text"]).found.values():
        assert lines[one.line - 1] == one.words
