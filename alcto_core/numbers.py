"""Numbers as a sentence says them."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 file of proof", "3 files of proof", "2 activities" where `many` says so."""
    if number == 1:
        return f"1 {one}"
    noun, of, rest = one.partition(" of ")
    return f"{number:,} {many or f'{noun}s{of}{rest}'}"


def size(number: int) -> str:
    """Bytes for people: "512 bytes", "12 KB", "3 MB"."""
    for limit, unit in ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")):
        if number >= limit:
            return f"{number / limit:,.0f} {unit}"
    return counted(number, "byte")
