"""F16: a plugin is switched off, removed, or an older release of it takes its place.

Causes: records of a person who has met what they owe, under four programs of two plugins that came with alcto and of
one that did not. Then `--no-plugins`, `--no-plugin NAME` for each, the distribution removed, and older releases of it:
one for another API, one without that rule set, one with a broken rule file. Under each of them `alcto status`, `list`,
`check`, `explain`, `log`, `undo` and `redo` run. The file stays byte for byte what it was (but for what `log` adds,
which `undo` takes back); a standing whose rules are gone reads undetermined and never compliant; all other standings
are what they were.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib import invalidate_caches
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from click.testing import CliRunner, Result
from fake_distributions import catalogue, put, rule_set
from gates import Gate, Outcome, Plan

from alcto_core.cli.group import command

ON = "2026-08-14"

RECORDS = """\
# made by hand
schema = 1

[person]
name = "Jordan Avery"
district = "Pine Hollow City Schools"
role_began = 2025-10-01

[[credential]]
program = "al-td-ceu"   # Alabama

[[credential]]
program = "xy-pd"

[[credential]]
program = "cetpa-ccto"
issued = 2025-06-01

[[credential]]
program = "cosn-cetl"
issued = 2025-06-01

[[activity]]
id = "winter"
title = "ALET Winter Conference"
date = 2026-01-28
hours = 6.0
strands = ["al-cto/it", "xy/safety"]
offering = "alet/winter-conference"
posted = 2026-02-10

[[activity]]
id = "summer"
title = "ALET Summer Conference"
date = 2026-06-10
hours = 6.0
strands = [ "al-cto/data", # and more
]
offering = "alet/summer-conference"
"""
BUNDLED = {"alabama": {"al-td-ceu"}, "california": {"cetpa-ccto"}, "cosn": {"cosn-cetl"}}


class Loss(NamedTuple):
    """One way in which a plugin may be gone."""

    name: str
    options: tuple[str, ...]
    site: Path | None
    lost: set[str]
    """The programs whose rules are gone."""


def losses(scratch: Path) -> Iterator[Loss]:
    """Every way, with a folder of the path in the state that it needs."""
    whole = _site(scratch, "whole", {"pd.toml": rule_set(), "events.toml": catalogue()}, "1.2")
    yield Loss("--no-plugins", ("--no-plugins",), whole, {"xy-pd"})
    yield Loss("--no-plugin xy", ("--no-plugin", "xy"), whole, {"xy-pd"})
    for name, lost in BUNDLED.items():
        yield Loss(f"--no-plugin {name}", ("--no-plugin", name), whole, lost)
    every = tuple(word for name in (*BUNDLED, "xy") for word in ("--no-plugin", name))
    yield Loss("every plugin off", every, whole, {"xy-pd"}.union(*BUNDLED.values()))
    yield Loss("removed", (), None, {"xy-pd"})
    yield Loss("half removed", (), _without_module(scratch), {"xy-pd"})
    yield Loss("older, for another API", (), _site(scratch, "api", {"pd.toml": rule_set()}, "0.9", 0), {"xy-pd"})
    yield Loss("older, without that rule set", (), _site(scratch, "less", {"e.toml": catalogue()}, "0.8"), {"xy-pd"})
    broken = {"pd.toml": rule_set().replace("schema = 1", "schema = 0")}
    yield Loss("older, with a broken file", (), _site(scratch, "broken", broken, "0.7"), {"xy-pd"})


def _site(scratch: Path, name: str, rules: dict[str, str], version: str, api: int = 1) -> Path:
    site = scratch / f"site {name}"
    site.mkdir()
    put(site, "xy", f"ALCTO_API = {api}\n", rules, version=version)
    return site


def _without_module(scratch: Path) -> Path:
    """A distribution of which only the notes about it are left."""
    site = _site(scratch, "half", {"pd.toml": rule_set()}, "1.2")
    for file in sorted((site / "alcto_xy").rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    (site / "alcto_xy").rmdir()
    return site


def call(site: Path | None, folder: Path, *arguments: str) -> Result:
    """One verb, with the distribution in that folder (None: with none), as if alcto had just been started."""
    sys.modules.pop("alcto_xy", None)
    invalidate_caches()
    with mock.patch.object(sys, "path", [*([str(site)] if site else []), *sys.path]):
        result = CliRunner().invoke(command, ["--records", str(folder), *arguments])
    sys.modules.pop("alcto_xy", None)
    return result


def _standings(site: Path | None, folder: Path, *options: str) -> dict[str, Any]:
    told = call(site, folder, *options, "--on", ON, "status", "--json")
    return {one["credential"]: one for one in json.loads(told.stdout)["standings"]}


def judge(loss: Loss, folder: Path, normal: dict[str, Any], outcome: Outcome) -> None:
    """The standings, and the file through every verb."""
    file = folder / "records.toml"
    raw = RECORDS.encode()
    file.write_bytes(raw)
    for name, standing in _standings(loss.site, folder, *loss.options).items():
        if name in loss.lost:
            outcome.add("standings that cannot be told", standing["state"] == "undetermined")
            if standing["state"] != "undetermined":
                outcome.fail(f"{loss.name}: {name} reads {standing['state']}")
        elif standing != normal[name]:
            outcome.fail(f"{loss.name}: {name} changed, and has nothing to do with it")
    new = ("--title", "Webinar", "--date", "2026-08-01", "--hours", "1", "--yes")
    verbs = (("status",), ("list",), ("check",), ("explain", "winter"), ("log", *new), ("undo",), ("redo",), ("undo",))
    grown = b""
    for verb, *rest in verbs:
        done = call(loss.site, folder, *loss.options, "--on", ON, verb, *rest)
        outcome.add("verbs run")
        found = file.read_bytes()
        if done.exit_code not in (0, 1):
            outcome.fail(f"{loss.name}: alcto {verb} ended with {done.exit_code}: {done.exception!r} {done.stderr}")
        if verb == "log":
            grown = found
        is_right = found == (grown if verb in ("log", "redo") else raw) and found.startswith(raw)
        if not is_right or (verb == "log" and grown == raw):
            outcome.fail(f"{loss.name}: alcto {verb} made of the file: {found.decode()}")


def measure(plan: Plan) -> Outcome:
    """Every way in which a plugin may be gone."""
    outcome = Outcome()
    outcome.add("plugins gone", 0)
    ways = list(losses(plan.scratch))
    folder = plan.scratch / "records"
    folder.mkdir()
    (folder / "records.toml").write_text(RECORDS, "utf-8")
    whole = ways[0].site
    normal = _standings(whole, folder)
    met = [name for name, standing in normal.items() if standing["state"] == "compliant"]
    outcome.add("standings met before", len(met))
    if set(met) != {"al-td-ceu", "xy-pd"}:
        outcome.fail(f"with all plugins these are met: {met}")
    for number in plan.of(len(ways), len(ways)):
        outcome.add("plugins gone")
        judge(ways[number], folder, normal, outcome)
    return outcome


GATE = Gate(
    id="F16",
    fault="a plugin switched off, removed, downgraded",
    gate="byte-equal file; standings undetermined, never compliant",
    measure=measure,
    least={
        "plugins gone": (11, 11),
        "standings met before": (2, 2),
        "standings that cannot be told": (14, 14),
        "verbs run": (88, 88),
    },
)
