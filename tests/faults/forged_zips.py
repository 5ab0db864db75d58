"""Backups that nobody honest made: names, sizes, links, lists of contents and bytes that lie.

Each is made from a sound backup by one lie, so that whatever refuses it refuses that lie and not its neighbour.
"""

from __future__ import annotations

import hashlib
import io
import json
import random
import stat
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

RECORDS = b'schema = 1\n\n[person]\nname = "Jordan Avery"\n'
MANIFEST = "alcto-backup.json"

NAMES = (
    "../out.txt", "../../out.txt", "evidence/../../out.txt", "evidence/../../../out.txt", "/out.txt", "//out.txt",
    "/tmp/out.txt", "~/out.txt", "~root/out.txt", "./out.txt", "C:/out.txt", "C:out.txt", "c:\\out.txt",
    "\\\\server\\share\\out.txt", "\\out.txt", "..\\out.txt", "evidence\\..\\..\\out.txt", "evidence\\out.txt",
    "evidence/C:/out.txt", "evidence/..", "evidence/.", "evidence/../records.toml", "evidence//out.txt", "evidence/",
    "evidence", "EVIDENCE/out.txt", "evidence/CON", "evidence/nul.txt", "evidence/com1.pdf", "evidence/lpt9",
    "evidence/a:stream", "evidence/what?", "evidence/a|b", "evidence/dot.", "evidence/blank ", "evidence/a\nb",
    "evidence/a\rb", "evidence/\x1b[31mred", "evidence/\x07", "evidence/\u202egpj.exe", "evidence/" + "x" * 300,
    "evidence/" + "d/" * 700 + "x", "rules", "rules/../out.toml", "rules/sub/out.toml", "rules/out.py", "rules/.toml/x",
    "records.toml/out", "RECORDS.TOML", "records (1).toml", ".alcto", ".alcto/lock", ".alcto/open.lock",
    ".alcto/history/../../out", ".alcto/history/x.toml", ".alcto/drafts/../../out.json", ".alcto/drafts/A.json",
    ".alcto/replaced/out", ".alcto/import.toml/out", ".ALCTO/import.toml", "settings.toml/out", "odd", "odd/../../out",
    "odd/out", "home/.bashrc", ".ssh/authorized_keys", "out.txt", "alcto-backup.json/out", "", " ", ".", "..",
)  # fmt: skip
"""Names of places where nothing may be written, and names that some systems take for others."""


def entry(name: str, raw: bytes, **more: Any) -> tuple[zipfile.ZipInfo, bytes]:
    """An entry with a name that `ZipInfo` would mend."""
    info = zipfile.ZipInfo("x", (2026, 3, 1, 12, 0, 0))
    info.filename = name
    info.compress_type = more.pop("compress_type", zipfile.ZIP_DEFLATED)
    info.external_attr = more.pop("mode", stat.S_IFREG | 0o600) << 16
    return info, raw


def listed(path: str, raw: bytes, name: str | None = None, **lies: Any) -> dict[str, Any]:
    """A line of the list of contents."""
    told = {"path": path, "name": path if name is None else name, "size": len(raw)}
    return {**told, "sha256": hashlib.sha256(raw).hexdigest(), "modified": 1, **lies}


def zipped(entries: list[tuple[zipfile.ZipInfo, bytes]], manifest: bytes | None) -> bytes:
    """The bytes of an archive."""
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        warnings.simplefilter("ignore")  # that a name stands twice is what some lies are
        for info, raw in entries:
            made.writestr(info, raw, compress_type=info.compress_type)
        if manifest is not None:
            made.writestr(MANIFEST, manifest)
    return stream.getvalue()


def list_of(files: list[dict[str, Any]], **lies: Any) -> bytes:
    """A list of contents."""
    return json.dumps({"schema": 1, "made_by": "alcto 0.1.0", "at": "2026-03-01", "files": files, **lies}).encode()


def sound() -> bytes:
    """A backup that can be restored."""
    proof = b"proof" * 50
    entries = [entry("records.toml", RECORDS), entry("evidence/a.pdf", proof, compress_type=zipfile.ZIP_STORED)]
    return zipped(entries, list_of([listed("records.toml", RECORDS), listed("evidence/a.pdf", proof)]))


def forged() -> Iterator[tuple[str, bytes]]:
    """Every lie with a word for it."""
    for make in (_names, _twice, _kinds, _sizes, _lists, _bytes):
        yield from make()


def _names() -> Iterator[tuple[str, bytes]]:
    first, line = entry("records.toml", RECORDS), listed("records.toml", RECORDS)
    for name in NAMES:
        yield f"name {name!r}, listed", zipped([first, entry(name, b"OUT")], list_of([line, listed(name, b"OUT")]))
        yield f"name {name!r}, not listed", zipped([first, entry(name, b"OUT")], list_of([line]))
        odd = listed(name, b"OUT", "odd/00001")
        yield f"path {name!r} of an odd name", zipped([first, entry("odd/00001", b"OUT")], list_of([line, odd]))
    yield "a NUL in a name", sound().replace(b"evidence/a.pdf", b"evidence/a\0pdf")


def _twice() -> Iterator[tuple[str, bytes]]:
    for one, other in (("a.pdf", "a.pdf"), ("a.pdf", "A.PDF"), ("\u00e9", "e\u0301"), ("ss", "\u00df")):
        names = (f"evidence/{one}", f"evidence/{other}")
        files = [listed(name, b"x") for name in names]
        yield f"twice {names}", zipped([entry(name, b"x") for name in names], list_of(files))
    two = [listed("evidence/a", b"x"), listed("evidence/b", b"x", "evidence/a")]
    yield "one entry for two places", zipped([entry("evidence/a", b"x")], list_of(two))


def _kinds() -> Iterator[tuple[str, bytes]]:
    for word in ("LNK", "IFO", "CHR", "BLK", "SOCK", "DIR"):
        mode = getattr(stat, f"S_IF{word}") | 0o777
        info = entry("evidence/x", b"/etc/passwd", mode=mode)
        yield f"kind {word}", zipped([info], list_of([listed("evidence/x", b"/etc/passwd")]))
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        info = entry("evidence/x", b"x" * 99, compress_type=method)
        yield f"method {method}", zipped([info], list_of([listed("evidence/x", b"x" * 99)]))
    whole = sound()
    for flag in (0x1, 0x40, 0x20, 0x2000):
        yield f"flag {flag:#x}", _patched(whole, 8, 6, flag.to_bytes(2, "little"))
    for method in (9, 12, 14, 93, 99):
        yield f"method {method} of another", _patched(whole, 10, 8, method.to_bytes(2, "little"))


def _sizes() -> Iterator[tuple[str, bytes]]:
    raw = b"x" * 1000
    for lie in ({"size": 0}, {"size": 999}, {"size": 1001}, {"size": -1}, {"size": 1 << 70}, {"sha256": "0" * 64},
                {"sha256": ""}, {"sha256": "x"}):  # fmt: skip
        yield f"listed {lie}", zipped([entry("evidence/x", raw)], list_of([listed("evidence/x", raw, **lie)]))
    whole = sound()
    for value in (0, 1, 999, 1 << 31, 0xFFFFFFFE, 0xFFFFFFFF):
        for what, central, local in (("packed", 20, 18), ("unpacked", 24, 22), ("checksum", 16, 14)):
            yield f"{what} size {value}", _patched(whole, central, local, value.to_bytes(4, "little"))
        yield f"{what} offset {value}", _patched(whole, 42, None, value.to_bytes(4, "little"))
    bomb = bytes(80 << 20)
    yield "a bomb", zipped([entry("evidence/x", bomb)], list_of([listed("evidence/x", bomb)]))
    at = whole.index(b"PK\1\2", whole.index(b"PK\1\2") + 4) + 42
    yield "two entries on one place", whole[:at] + bytes(4) + whole[at + 4 :]


def _lists() -> Iterator[tuple[str, bytes]]:
    first, line = entry("records.toml", RECORDS), listed("records.toml", RECORDS)
    for schema in (0, 2, 99, -1, True, "1", None, 1.5, 10**400):
        yield f"schema {str(schema)[:9]}", zipped([first], list_of([line], schema=schema))
    for text in (b"", b"{", b"[]", b"null", b'"x"', b"\xff", b"[" * 50_000, b'{"schema": 1' + b"0" * 5000 + b"}",
                 b'{"schema": 1}', b'{"schema": 1, "files": 3}', b'{"schema": NaN}', b"\0" * 100):  # fmt: skip
        yield f"list {text[:20]!r}", zipped([first], text)
    for lie in ({"path": 3}, {"path": None}, {"name": []}, {"size": "1"}, {"modified": "x"}, {"sha256": None}):
        yield f"line {lie}", zipped([first], list_of([{**line, **lie}]))
    yield "no list", zipped([first], None)
    yield "an empty zip", zipped([], None)
    yield "listed and not there", zipped([first], list_of([line, listed("evidence/x", b"x")]))
    yield "the list itself", zipped([first], list_of([line, listed(MANIFEST, b"x")]))
    for left in (3, [3], [{"path": 1}]):
        yield f"left out {left}", zipped([first], list_of([line], left_out=left))


def _bytes() -> Iterator[tuple[str, bytes]]:
    whole, chance = sound(), random.Random("forged")
    for at in range(0, len(whole), max(1, len(whole) // 24)):
        yield f"cut at {at}", whole[:at]
    for number in range(60):
        at = chance.randrange(len(whole))
        yield (
            f"byte {at} changed ({number})",
            whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :],
        )
    for raw in (b"", b"PK", b"PK\5\6" + bytes(18), b"PK\5\6" + b"\xff" * 18, b"not a zip at all", RECORDS):
        yield f"bytes {raw[:8]!r}", raw
    for count in (0, 1, 60_000, 0xFFFF):
        at = whole.rindex(b"PK\5\6") + 8
        yield f"{count} entries", whole[:at] + 2 * count.to_bytes(2, "little") + whole[at + 4 :]
    at = whole.rindex(b"PK\5\6") + 12
    for size in (0, 1, 0x7FFFFFFF, 0xFFFFFFFF):
        yield f"a directory of {size} bytes", whole[:at] + size.to_bytes(4, "little") + whole[at + 4 :]


def _patched(whole: bytes, central: int, local: int | None, value: bytes) -> bytes:
    """The same lie in the directory and before the entry itself, of the last file but the list of contents."""
    raw = bytearray(whole)
    for sign, offset in ((b"PK\1\2", central), (b"PK\3\4", local)):
        if offset is not None:
            at = whole.index(sign, whole.index(sign) + 4) + offset
            raw[at : at + len(value)] = value
    return bytes(raw)
