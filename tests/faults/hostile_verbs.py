"""Every verb on files whose names and whose contents are hostile: what is called, on what, and by what road."""

from __future__ import annotations

import csv
import json
import os
import pty
import select
import subprocess
import sys
import termios
import time
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 120.0
LOOKS = (
    ("status",), ("status", "--table"), ("status", "--line"), ("status", "--json"), ("status", "--on", "{}"),
    ("status", "--within", "{}"), ("status", "--charts"), ("status", "{}"), ("status", "--period", "{}", "{}"),
    ("list",), ("list", "{}"), ("list", "--json"), ("explain", "hostile"), ("explain", "al-td-ceu"),
    ("explain", "{}"),
    ("list", "--month", "2026-02"), ("list", "--month", "{}"), ("find", "{}"), ("find", "{}", "--json"),
    ("proof",), ("proof", "hostile"), ("proof", "{}"), ("proof", "--lacking"), ("proof", "--json"),
    ("export", "checklist"),
    ("explain", "own/total"), ("explain", "al-cto/complete-entries"), ("credential", "list"), ("credential", "{}"),
    ("step", "al-cto"), ("step", "{}"), ("step", "al-cto", "{}"), ("catalogue",), ("catalogue", "{}"), ("rules",),
    ("rules", "own"), ("rules", "{}"), ("rules", "--check", "{rule}"), ("rules", "--try", "{rule}"),
    ("rules", "--cases", "{here}"), ("rules", "--cases", "{rule}"), ("rules", "--cases", "{}"),
    ("rules", "--coverage", "{}"), ("plugins",), ("plugins", "--verify", "{}"),
    ("new-plugin", "{}"), ("new-plugin", "xy", "--like", "{}"), ("new-plugin", "xy", "--unit", "{}=1"),
    ("schema", "case"), ("schema", "{}"),
    ("check",), ("check", "--json"), ("check", "--all"), ("undo", "--list"), ("undo", "--list", "--json"),
    ("restore",), ("restore", "--json"), ("restore", "1"), ("restore", "{}"), ("where",), ("where", "--json"),
    ("keys",), ("keys", "--json"),
    ("plan",), ("plan", "--charts"),
    ("plan", "--with", "{}", "--risk", "--pace"), ("plan", "{}"), ("plan", "--json"),
    ("plan", "--rules", "{rule}"), ("plan", "--rules", "{}"), ("roster", "{here}"),
    ("roster", "{here}", "--json"), ("roster", "{lacking}"), ("reconcile", "{sheet}"), ("reconcile", "{lacking}"),
    ("reconcile", "{sheet}", "--json", "--column", "{}=title"),
    ("export", "entries"), ("export", "entries", "-"), ("export", "entries", "-", "--format", "json"),
    ("export", "entries", "{}"), ("export", "{}"), ("export", "entries", "-", "--credential", "{}", "--period", "{}"),
    ("web", "--host", "{}"), ("web", "--port", "{}"),
    ("demo", "--as", "{}"), ("completion", "{}"), ("{}",), ("--records", "{}", "status"), ("{}", "--help"),
)  # fmt: skip
"""Calls that change nothing. `{}` stands for the payload, a word in braces for a file that was laid out."""
CHANGES = (
    ("edit", "hostile", "--note", "{}", "--yes"), ("edit", "{}", "--note", "{}", "--yes"),
    ("edit", "hostile", "--date", "{}"), ("proof", "hostile", "--reflect", "{}", "--seen", "title"),
    ("proof", "hostile", "--seen", "{}"), ("proof", "{}", "--clear"),
    ("log", "--like", "{}", "--date", "2026-02-02", "--yes"), ("log", "--like", "1", "--date", "2026-02-02", "--yes"),
    ("log", "{}", "--date", "2026-02-02", "--hours", "1"), ("log", "--title", "T", "--date", "{}", "--hours", "{}"),
    ("log", "--title", "{}", "--date", "2026-02-02", "--hours", "1", "--location", "{}", "--yes"),
    ("step", "al-cto", "presentation", "--done", "2026-02-02", "--by", "{}", "--note", "{}"),
    ("credential", "add", "{}", "--yes"), ("credential", "add", "own", "--id", "{} own", "--yes"),
    ("credential", "change", "al-cto", "--cohort", "{}"), ("credential", "change", "al-cto", "--setting", "{}={}"),
    ("credential", "remove", "{} own", "--yes"), ("renew", "al-cto", "--date", "2026-02-02"),
    ("renew", "al-cto", "--date", "{}"),
    ("renew", "al-cto", "--remove", "{}"), ("renew", "{}", "--unknown"), ("renew", "al-cto", "--unknown"),
    ("import", "{sheet}"), ("import", "{sheet}", "--json"), ("import", "{sheet}", "--column", "{}=title"),
    ("import", "{sheet}", "--column", "{}"), ("import", "{sheet}", "--all", "--yes"), ("import", "{sheet}", "--yes"),
    ("import", "{sheet with NUL}"), ("import", "{lacking}"), ("import", "{copy}"),
    ("import", "{copy}", "--take", "{}"),
    ("import", "{copy}", "--take", "all", "--yes"), ("import", "{second}", "--yes"), ("import", "{damaged}", "--yes"),
    ("rules", "add", "{rule}"), ("rules", "add", "{rule}", "--yes"), ("rules", "remove", "{}", "--yes"),
    ("backup", "{zip}"), ("backup", "{zip}"), ("backup", "{zip}", "--history", "--yes"),
    ("backup", "{lacking}/no.zip"),
    ("export", "entries", "{zip}.csv"), ("export", "entries", "{zip}.csv"),
    ("export", "report", "{zip}.html"), ("export", "report", "{zip}.pdf"),
    ("export", "calendar", "{zip}.ics"), ("export", "calendar", "-"),
    ("export", "plan-skeleton", "{zip}.docx"), ("export", "plan-skeleton", "-", "--format", "md"),
    ("export", "portfolio", "{zip}.docx"), ("export", "portfolio", "-", "--format", "md"),
    ("export", "form", "{zip}.txt"), ("export", "records", "{zip}.toml"),
    ("packet", "al-cto", "--to", "{zip}.packet.zip"), ("packet", "{}", "--to", "{}"), ("packet", "--verify", "{}"),
    ("packet", "--verify", "{here}"), ("export", "form", "-", "--credential", "al-cto"), ("export", "report", "-"),
    ("export", "entries", "{zip}.xlsx", "--yes"), ("export", "entries", "{lacking}/no.md"),
    ("undo", "--list"), ("undo", "--list", "--json"), ("restore",), ("restore", "2"), ("restore", "2", "--yes"),
    ("undo",),
    ("redo",), ("restore", "{zip}"), ("restore", "{zip}", "--yes"), ("restore", "{forged}"), ("restore", "{copy}"),
    ("--records", "{new}", "restore", "{zip}", "--yes"), ("--records", "{new}", "check", "--all"),
    ("--records", "{born}", "init", "--name", "{}", "--program", "{}", "--yes"),
    ("--records", "{born}", "init", "--name", "{}", "--role-began", "{}", "--yes"),
    ("--records", "{born}", "init", "--name", "{}", "--program", "al-cto", "--issued", "{}",
     "--renewed", "{}", "--yes"),
    ("--records", "{born}", "init", "--name", "{}", "--district", "{}", "--state", "{}", "--role", "{}",
     "--program", "al-cto", "--cohort", "{}", "--program", "al-td-ceu", "--yes"),
    ("--records", "{born}", "init", "--name", "{}", "--yes"), ("--records", "{born}", "status"),
    ("delete", "{}", "--yes"), ("delete", "hostile", "--yes"), ("undo",), ("check", "--accept"),
)  # fmt: skip
"""Calls that change something, and some that are refused."""
ASKED = (
    (("--records", "{asked}", "init"), ("{}", "{}", "{}", "{}", "{}", "2020-01-01", "{}", "al-cto", "{}", "{}", "{}")),
    (("import", "{sheet}", "--forget"), ("{}", "1", "2", "3", "n")),
    (("import", "{third}"), ("{}", "all", "n")),
    (("log", "{}"), ("{}", "{}", "2026-02-03", "{}", "1", "{}", "{}", "{}", "n")),
    (("restore", "2"), ("{}", "n")),
    (("restore", "{zip}"), ("{}", "n")),
    (("backup", "{zip}"), ("{}", "n")),
    (("delete", "hostile"), ("{}", "n")),
    (("rules", "add", "{rule}"), ("{}", "n")),
)  # fmt: skip
"""Calls that ask, and what is typed."""
RUNNER = """
import json, sys
from alcto_core.cli.group import command
for number, words in enumerate(json.loads(sys.argv[1])):
    try:
        command(words, prog_name="alcto")
    except SystemExit as ended:
        sys.stdout.flush()
        print(f"<<call {number} ended with {ended.code}>>", file=sys.stderr, flush=True)
print("<<all calls ended>>", flush=True)
"""
"""Every call in one process, so that a hundred of them cost no hundred starts."""
MOST_BYTES_OF_NAME = 120


@dataclass(frozen=True)
class Laid:
    """A records folder with everything hostile in and beside it."""

    folder: Path
    payload: str
    files: dict[str, Path]
    """By the words that stand in braces in the calls."""

    def words(self, call: tuple[str, ...]) -> list[str]:
        """The words of a command line. It can hold no NUL."""
        spoken = self.payload.replace("\0", "")
        return ["--records", str(self.folder), "--on", "2026-08-14", *(self._said(word, spoken) for word in call)]

    def _said(self, word: str, spoken: str) -> str:
        for name, path in self.files.items():
            word = word.replace(f"{{{name}}}", str(path))
        return word.replace("{}", spoken)


def named(payload: str) -> str:
    """As much of the payload as a file's name can hold."""
    kept = payload.replace("/", "").replace("\0", "").encode()[:MOST_BYTES_OF_NAME]
    return kept.decode("utf-8", "ignore")


def lay(scratch: Path, records: str, payload: str) -> Laid:
    """Lay out the folder, with a hostile name of its own, and what the calls need beside it."""
    import made_up
    import made_up_programs

    name = named(payload)
    folder = scratch / f"records {name}"
    for place in ("evidence", "rules"):
        (folder / place).mkdir(parents=True)
    files = {
        "here": folder,
        "sheet": scratch / f"{name}.csv",
        "sheet with NUL": scratch / f"NUL {name}.csv",
        "lacking": scratch / f"lacking {name}",
        "copy": scratch / f"{name}.toml",
        "third": scratch / f"third {name}.toml",
        "second": folder / f"records ({name}'s conflicted copy 2026-08-12).toml",
        "damaged": folder / "records (1).toml",
        "rule": scratch / f"rule {name}.toml",
        "zip": scratch / f"{name}.zip",
        "forged": scratch / f"forged {name}.zip",
        "new": scratch / f"new {name}",
        "born": scratch / f"born {name}",
        "asked": scratch / f"asked {name}",
    }
    (folder / "evidence" / f"{name}.pdf").write_bytes(b"%PDF-1.4\n")
    proof = made_up.quoted(f"evidence/{name}.pdf")
    table = f'\n[[activity]]\nid = "hostile"\ntitle = "T"\ndate = 2026-01-28\nhours = 3\nevidence = [{proof}]\n'
    whole = f'{records}{table}strands = ["al-cto/it"]\n'
    (folder / "records.toml").write_text(whole, encoding="utf-8")
    other = whole.replace('title = "T"', f"title = {made_up.quoted('other ' + payload)}")
    more = f"\n[[activity]]\nid = {made_up.quoted('more ' + payload)}\ntitle = {made_up.quoted(payload)}\n"
    for number, kind in enumerate(("copy", "second", "third"), 1):
        files[kind].write_text(f"{other}{more}date = 2026-04-04\nhours = {number}\n", encoding="utf-8")
    files["damaged"].write_text(f"schema = 1\n{payload}", encoding="utf-8")
    rules = made_up_programs.OWN_RULES.format(text=made_up.quoted(payload))
    (folder / "rules" / "own.toml").write_text(rules, encoding="utf-8")
    files["rule"].write_text(rules.replace('id = "own"', 'id = "another"'), encoding="utf-8")
    files["forged"].write_bytes(b"PK\x03\x04" + payload.encode("utf-8"))
    _write_sheet(files["sheet"], payload.replace("\0", ""))
    _write_sheet(files["sheet with NUL"], f"{payload}\0")
    return Laid(folder, payload, files)


def _write_sheet(path: Path, payload: str) -> None:
    rows = [
        ["Title", "Date", "Hours", "Description", f"Location {payload}", payload],
        ["Plain", "2026-03-02", "1", "So many words that the sheet counts as text. " * 90, "", ""],
        [payload, "2026-03-03", "2", payload, payload, payload],
        [f"{payload} 2", payload, payload, payload, payload, payload],
        [f"{payload} 3", "2026-03-05", "1.5", payload, f"=1+1{payload}", ""],
        [f"Total {payload}", "", "4.5", "", "", ""],
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def called(laid: Laid, calls: list[tuple[str, ...]], home: Path) -> tuple[bytes, list[str]]:
    """Run the calls on a terminal, with nobody to be asked; what was drawn, and what of it each call drew."""
    drawn = _drawn(laid, [laid.words(call) for call in calls], home, typed=None)
    text = drawn.decode("utf-8", "replace")
    parts = text.split("<<call ")[:-1]
    return drawn, parts if "<<all calls ended>>" in text else []


def answered(laid: Laid, home: Path) -> tuple[bytes, int]:
    """Run the calls that ask, and type hostile answers; what was drawn, and how many came to their end."""
    drawn, ended = b"", 0
    for call, answers in ASKED:
        spoken = " ".join(laid.payload.replace("\0", "").splitlines())
        typed = "".join(answer.replace("{}", spoken) + "\n" for answer in answers)
        part = _drawn(laid, [laid.words(call)], home, typed=typed)
        ended += b"<<all calls ended>>" in part
        drawn += part
    return drawn, ended


def _drawn(laid: Laid, words: list[list[str]], home: Path, *, typed: str | None) -> bytes:
    master, slave = pty.openpty()
    _make_dumb(slave)
    environ = {**os.environ, "TERM": "xterm-256color", "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config")}
    process = subprocess.Popen(
        [sys.executable, "-c", RUNNER, json.dumps(words)],
        stdin=subprocess.DEVNULL if typed is None else slave,
        stdout=slave,
        stderr=slave,
        env=environ,
        cwd=laid.folder.parent,
        start_new_session=True,
    )
    os.close(slave)
    if typed is not None:
        os.write(master, (typed + "n\n" * 20).encode())
    raw, end = b"", time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if not select.select([master], [], [], 0.2)[0]:
            if process.poll() is not None:
                break
            continue
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        raw += part
    process.kill()
    process.wait()
    os.close(master)
    return raw


def _make_dumb(terminal: int) -> None:
    """A terminal that shows only what alcto writes, and hands on every byte that is typed."""
    modes = termios.tcgetattr(terminal)
    modes[0] &= ~(termios.IXON | termios.ICRNL)
    modes[3] &= ~(termios.ECHO | termios.ISIG | termios.IEXTEN)
    modes[6] = [b"\0"] * len(modes[6])
    termios.tcsetattr(terminal, termios.TCSANOW, modes)
