"""The made-up records of the demo, in a temporary copy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

DAY = date(2026, 8, 14)
"""A day that makes them interesting."""
DIRECTORS = ("alabama", "california")
FOLDER = Path(__file__).parent / "demo"


@contextmanager
def made_up(director: str = DIRECTORS[0]) -> Iterator[Path]:
    """A folder with the records of a director who does not exist; it is gone afterwards."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="alcto-demo-", ignore_cleanup_errors=True) as folder:
        (Path(folder) / "records.toml").write_bytes((FOLDER / f"{director}.toml").read_bytes())
        yield Path(folder)
