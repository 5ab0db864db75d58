"""F15: plugins that raise, exit, hang, print, give the wrong type, misspell a hook, share a name, need another API.

Causes: fake distributions in a folder of the path, all of them at once beside good ones; in the long form also in many
other mixtures and orders. `alcto status`, `alcto plugins` and the screens are run as a person runs them, in processes
of their own: they start, the good plugins work as if they were alone, each bad one is listed with name, version and
reason, what they print reaches nobody, and standings that need them cannot be told.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from unittest import mock

from fake_distributions import BAD_PLUGINS, catalogue, put, rule_set
from gates import Gate, Outcome, Plan

ON = "2026-08-14"
MOST_LATER = 1.0
"""Seconds by which a start may be later than normal; the best of some tries counts, as other programs run too."""
TRIES = 4

HOOK = "from alcto_core.api import hookimpl\nALCTO_API = 1\n@hookimpl\ndef alcto_rule_sets():\n"
HANGS = {
    "hangs-asleep": ("import time\ntime.sleep(3600)\n", "did not finish loading in time"),
    "hangs-busy": ("while True:\n    pass\n", "did not finish loading in time"),
    "hangs-catching": (
        "import time\nwhile True:\n    try:\n        time.sleep(0.1)\n    except Exception:\n        pass\n",
        "did not finish loading in time",
    ),
    "hangs-in-hook": (f"{HOOK}    import time\n    time.sleep(3600)\n", "did not finish loading in time"),
    "hangs-locked": ("import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()\n",
                     "did not finish loading in time"),
}  # fmt: skip
ODD = {
    "exits-in-hook": (f"{HOOK}    raise SystemExit(3)\n", "tried to end alcto"),
    "gives-none": (f"{HOOK}    return [None]\n", "gave NoneType where RuleSet belongs"),
    "gives-generator": (f"{HOOK}    yield 1\n", "where a list belongs"),
    "recurses": ("def f():\n    return f()\nf()\n", "RecursionError"),
    "raises-group": ("raise ExceptionGroup('many', [ValueError('a')])\n", "ExceptionGroup"),
    "raises-base": ("class Odd(BaseException):\n    pass\nraise Odd('so')\n", "Odd: so"),
    "generator-exit": ("raise GeneratorExit\n", "GeneratorExit"),
}
WRONG_FILES = {
    "wrong-file": ({"pd.toml": rule_set("lost-wrong-file").replace("schema = 1", "schema = 0")}, "pd.toml:2"),
    "broken-file": ({"pd.toml": "kind = "}, "pd.toml"),
    "replaces": ({"r.toml": 'kind = "replacement"\nschema = 1\nid = "r"\nreplaces = "al-td-ceu/total"\n'}, ""),
}
PRINTS = "import sys\nprint('NOISE')\nprint('NOISE', file=sys.stderr)\nsys.stdout.write('NOISE')\nALCTO_API = 1\n"


def install(site: Path, names: list[str]) -> dict[str, str]:
    """Put the named bad plugins and all good ones in a folder; give the reasons to expect, by name."""
    site.mkdir()
    bad = {**BAD_PLUGINS, **HANGS, **ODD}
    for number, name in enumerate(names):
        if name in WRONG_FILES:
            put(site, name, rules=WRONG_FILES[name][0], distribution=f"alcto-bad-{number}")
        elif name == "twice":
            for rival in ("first", "second"):
                put(site, name, rules={"pd.toml": rule_set(f"lost-{rival}")}, distribution=f"alcto-{rival}")
        elif name == "same-id":
            for rival in ("one", "two"):
                put(site, f"same-id-{rival}", rules={"pd.toml": rule_set("lost-same-id")})
        else:
            put(site, name, bad[name][0], {"pd.toml": rule_set(f"lost-{name}")}, distribution=f"alcto-bad-{number}")
    put(site, "good", rules={"pd.toml": rule_set(), "events.toml": catalogue()})
    put(site, "zz-prints", PRINTS, {"pd.toml": rule_set("xy-printed")})
    reasons = {name: said for name, (_, said) in {**bad, **WRONG_FILES}.items() if name in names}
    if "same-id" in names:
        reasons |= {f"same-id-{rival}": "neither was loaded" for rival in ("one", "two")}
    return reasons | ({"twice": "belongs to"} if "twice" in names else {})


def records(path: Path, lost: list[str]) -> Path:
    """Records that need plugins: good ones, and each bad one."""
    path.mkdir()
    programs = ["al-td-ceu", "xy-pd", "xy-printed", *(f"lost-{name}" for name in lost)]
    text = 'schema = 1\n\n[person]\nname = "Jordan Avery"\nrole_began = 2025-07-14\n'
    text += "".join(f'\n[[credential]]\nprogram = "{program}"\n' for program in programs)
    (path / "records.toml").write_text(text, "utf-8")
    return path


def _environ(site: Path | None) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(site or ""), "PYTHONDONTWRITEBYTECODE": "1"}


def run(site: Path | None, folder: Path, *arguments: str) -> tuple[subprocess.CompletedProcess[str], float]:
    """One verb in a process of its own, and how long it took."""
    begin = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "alcto_tui", "--records", str(folder), *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env=_environ(site),
        check=False,
    )
    return done, time.monotonic() - begin


def judge_reports(site: Path, folder: Path, reasons: dict[str, str], outcome: Outcome) -> None:
    """Each bad plugin is listed with its version and its reason, in JSON and in words."""
    listed = json.loads(run(site, folder, "plugins", "--json")[0].stdout)["plugins"]
    words = " ".join(run(site, folder, "plugins")[0].stdout.split())
    for name, said in reasons.items():
        for report in [one for one in listed if one["name"] == name] or [{"state": "not listed"}]:
            outcome.add("bad plugins")
            if report["state"] != "failed" or report["version"] != "1.2" or said not in report["reason"]:
                outcome.fail(f"{name}: {report}")
        if f"{name}: " not in words:
            outcome.fail(f"{name} has no line in: {words}")
    for report in listed:
        if report["name"] not in reasons and report["state"] != "loaded":
            outcome.fail(f"a good plugin was lost: {report}")


def judge_standings(site: Path, folder: Path, outcome: Outcome) -> None:
    """What needs a bad plugin cannot be told; the rest is as without them. Nothing but JSON is on standard output."""
    alone = run(None, folder, "--on", ON, "--no-plugins", "status", "--json")[0]
    together = run(site, folder, "--on", ON, "status", "--json")[0]
    if "NOISE" in together.stdout + together.stderr:
        outcome.fail("what a plugin printed reached the person")
    if together.returncode != 1:
        outcome.fail(f"alcto status ended with {together.returncode}: {together.stderr[-2000:]}")
    normal = {one["credential"]: one for one in json.loads(alone.stdout)["standings"]}
    for standing in json.loads(together.stdout)["standings"]:
        name, state = standing["credential"], standing["state"]
        if name.startswith("lost-"):
            outcome.add("standings that cannot be told", state == "undetermined")
            if state != "undetermined":
                outcome.fail(f"{name} reads {state}")
        elif name.startswith("xy-"):
            outcome.add("good plugins at work", state == "in-progress")
            if state != "in-progress":
                outcome.fail(f"{name} of a good plugin reads {state}")
        elif standing != normal[name]:
            outcome.fail(f"{name} is not what it is without the bad plugins")


def judge_start(start: Plan, site: Path, folder: Path, name: str, outcome: Outcome) -> None:
    """A start with all of them is at most a second later than one without."""
    later = MOST_LATER + 1
    for _ in range(TRIES):
        if name == "the screens":
            later = min(later, _painted(site, folder) - _painted(start.scratch / "none", folder))
        else:
            verb = ("--on", ON, "status", "--json")
            later = min(later, run(site, folder, *verb)[1] - run(None, folder, *verb)[1])
        if later <= MOST_LATER:
            outcome.add("starts within a second of normal")
            return
    outcome.fail(f"{name}: {later:.2f} s later than normal")


def _painted(site: Path, folder: Path) -> float:
    """Seconds until the standings are on the screen; then it is left with q."""
    from terminal import Terminal

    begin = time.monotonic()
    with mock.patch.dict(os.environ, _environ(site)), Terminal(folder, with_plugins=True) as terminal:
        terminal.shows("NOT YET")
        seconds = time.monotonic() - begin
        if b"NOISE" in terminal.output:
            raise AssertionError("what a plugin printed reached the screen")
        terminal.press("q")
        if terminal.ends() != 0:
            raise AssertionError("the screens did not end well")
    return seconds


def measure(plan: Plan) -> Outcome:
    """All of them at once; in the long form other mixtures too."""
    outcome = Outcome()
    outcome.add("bad plugins", 0)
    names = [*BAD_PLUGINS, *HANGS, *ODD, *WRONG_FILES, "twice", "same-id"]
    for number in plan.of(1, 12):
        chance = plan.chance(number)
        chosen = names if number == 0 else chance.sample(names, chance.randint(1, len(names)))
        site, folder = plan.scratch / f"site {number}", plan.scratch / f"records {number}"
        reasons = install(site, chosen)
        folder = records(folder, [name for name in chosen if name not in ("twice", "replaces")])
        before = (folder / "records.toml").read_bytes()
        for _ in range(TRIES):  # what else the machine does may cost a good plugin its time to load
            tried = Outcome()
            judge_reports(site, folder, reasons, tried)
            judge_standings(site, folder, tried)
            if not tried.wrong:
                break
        outcome.take(tried)
        judge_start(plan, site, folder, "alcto status", outcome)
        judge_start(plan, site, folder, "the screens", outcome)
        if (folder / "records.toml").read_bytes() != before:
            outcome.fail("the records file changed")
    return outcome


GATE = Gate(
    id="F15",
    fault="plugins that raise, exit, hang, print, give the wrong type, misspell a hook, share a name, need another API",
    gate="start within 1 s of normal; every good plugin works",
    measure=measure,
    least={
        "bad plugins": (33, 120),
        "standings that cannot be told": (30, 100),
        "good plugins at work": (2, 24),
        "starts within a second of normal": (2, 24),
    },
    shares=2,
    needs="posix",
)
