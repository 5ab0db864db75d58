"""Every hook: it has an example that works as it stands, and its results are checked."""

from __future__ import annotations

import re
from inspect import getdoc
from textwrap import dedent

import pytest
from fake_distributions import Distribution, rule_set

from alcto_core.host import calling, hooks
from alcto_core.host.plugins import Plugins, load_plugins
from alcto_core.hours import HOUR
from alcto_core.problems import Refused

HOOKS = sorted(name for name in vars(hooks) if name.startswith("alcto_"))
IMPORT = "from datetime import date\nfrom pathlib import Path\nfrom alcto_core import api\nALCTO_API = 1\n"


def example(hook: str) -> str:
    doc = getdoc(getattr(hooks, hook)) or ""
    return dedent(doc.partition("Example, complete::")[2])


def load() -> Plugins:
    return load_plugins(patience=60)


def reason(plugins: Plugins, name: str) -> str:
    report = plugins.report(name)
    assert report is not None
    return report.reason


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_has_an_example_that_names_it(hook: str) -> None:
    assert f"def {hook}(" in example(hook)


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_has_a_test(hook: str) -> None:
    assert re.search(rf"^def test_{hook}_", open(__file__, encoding="utf-8").read(), re.MULTILINE)  # noqa: PTH123, SIM115


def test_alcto_rule_sets_gives_rule_sets(install: Distribution) -> None:
    install("xy", example("alcto_rule_sets"))
    plugins = load()
    assert plugins.problems == ()
    assert plugins.library.rule_sets["xy-pd"].rule[0].at_least[0].exact == 10 * HOUR


def test_alcto_frameworks_gives_frameworks(install: Distribution) -> None:
    install("xy", example("alcto_frameworks"))
    plugins = load()
    assert plugins.problems == ()
    assert plugins.library.strand_named("safety and privacy") == "xy/safety"


def test_alcto_credit_sources_gives_catalogues(install: Distribution) -> None:
    install("xy", example("alcto_credit_sources"))
    plugins = load()
    assert plugins.problems == ()
    assert "xy/summit" in plugins.library.listings


def test_alcto_rule_files_gives_files_and_folders(install: Distribution) -> None:
    code = example("alcto_rule_files") + (
        "\n(Path(__file__).parent / 'lists-by-year').mkdir(exist_ok=True)\n"
        f"(Path(__file__).parent / 'lists-by-year' / 'pd.toml').write_text({rule_set()!r}, 'utf-8')\n"
    )
    install("xy", code)
    plugins = load()
    assert plugins.problems == ()
    assert "xy-pd" in plugins.library.rule_sets


def standing_like(counted: float = 12.0) -> dict[str, object]:
    return {"title": "Professional development", "hours": {"counted": counted}}


def test_alcto_importers_gives_readers_that_know_their_own_files(install: Distribution) -> None:
    install("xy", example("alcto_importers"))
    plugins = load()
    assert plugins.problems == ()
    assert calling.transcript(plugins.extensions, b"Title,Date,Hours\n", "log.csv") is None
    found = calling.transcript(plugins.extensions, b"XY TRANSCRIPT\n2026-01-28^Winter\x1b[2J meeting^4.5\n", "xy.txt")
    assert found is not None
    one, read = found
    assert one.plugin == "xy"
    assert read.rows == (("2026-01-28", "Winter␛[2J meeting", "4.5"),)


def test_alcto_panels_gives_passages_of_a_standing(install: Distribution) -> None:
    install("xy", example("alcto_panels"))
    plugins = load()
    assert plugins.problems == ()
    assert [passage.lines for passage in calling.panel(plugins.extensions[0], standing_like())] == [
        ("1.2 credits of ten hours each.",)
    ]


def test_alcto_reports_gives_passages_of_a_standing_and_its_activities(install: Distribution) -> None:
    install("xy", example("alcto_reports"))
    plugins = load()
    assert plugins.problems == ()
    activities = [{"date": "2026-01-28", "hours": 4.5}, {"date": "2026-01-30", "hours": 1.0}]
    (passage,) = calling.report(plugins.extensions[0], standing_like(), activities)
    assert (passage.heading, passage.lines) == (
        "Hours by month, Professional development",
        ("2026-01: 5.5 hours",),
    )


PANEL = (
    "from alcto_core.api import Panel, Passage, hookimpl\nALCTO_API = 1\nimport time\n"
    "def show(standing):\n    {body}\n"
    "@hookimpl\ndef alcto_panels():\n    return [Panel(id={id!r}, title='T', programs={programs}, show={show})]\n"
)


def panel_code(body: str = "return []", id: str = "xy", programs: str = "('xy-pd',)", show: str = "show") -> str:
    return PANEL.format(body=body, id=id, programs=programs, show=show)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (panel_code(id="X Y"), "is not small letters, figures and “-”"),
        (panel_code(programs="'xy-pd'"), "programs holds no ids of rule sets"),
        (panel_code(show="3"), "show is no function"),
        (panel_code().replace("[Panel", "[3, Panel"), "gave int where Panel belongs"),
        (panel_code().replace("show)]", "show)] * 2"), "gave two of the id “xy”"),
    ],
)
def test_what_is_no_extension_is_told_when_the_plugin_loads(install: Distribution, code: str, said: str) -> None:
    install("xy", code)
    plugins = load()
    assert said in reason(plugins, "xy")
    assert plugins.extensions == ()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise ZeroDivisionError('by \\x1b[31mnought')", "ZeroDivisionError: by ␛[31mnought"),
        ("raise SystemExit(3)", "it tried to end alcto while it was working"),
        ("return 'text'", "something else than a list of Passage"),
        ("return [Passage(lines=(3,))]", "gave int where text belongs"),
        ("return [Passage(lines='abc')]", "gave str where a list of texts belongs"),
        ("return [Passage(lines=())] * 101", "more than 100 passages"),
    ],
)
def test_a_panel_that_fails_is_told_and_costs_itself_alone(install: Distribution, body: str, said: str) -> None:
    install("xy", panel_code(body))
    (one,) = load().extensions
    with pytest.raises(Refused, match="The panel “xy” of the plugin xy failed") as refused:
        calling.panel(one, standing_like())
    assert said in str(refused.value)


def test_a_panel_that_never_ends_is_left_behind_and_not_asked_again(
    install: Distribution, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "PANEL_PATIENCE", 0.04)
    monkeypatch.setattr(calling, "_left_behind", set())
    install("xy", panel_code("\n    while True: time.sleep(0.01)"))
    (one,) = load().extensions
    for said in ("it did not finish working in time", "it did not finish in time when it was last asked"):
        with pytest.raises(Refused, match=said):
            calling.panel(one, standing_like())


def test_a_rule_set_made_in_python_is_checked_like_a_file(install: Distribution) -> None:
    install("xy", example("alcto_rule_sets").replace('cite="page:4"', 'cite="paeg:4"'))
    assert "rule[0].at_least[0].cite: “paeg” is not among the documents" in reason(load(), "xy")


def test_a_value_of_the_wrong_type_made_in_python_is_found(install: Distribution) -> None:
    install("xy", example("alcto_rule_sets").replace("hours=10", 'hours="ten"'))
    assert "alcto_rule_sets, “xy-pd”" in reason(load(), "xy")


@pytest.mark.parametrize(
    ("result", "said"),
    [
        ("[3]", "gave int where a path belongs"),
        ("['/no/such/file.toml']", "file.toml is not an ordinary file"),
    ],
)
def test_alcto_rule_files_gives_paths_that_can_be_read(install: Distribution, result: str, said: str) -> None:
    install("xy", f"{IMPORT}@api.hookimpl\ndef alcto_rule_files():\n    return {result}\n")
    assert said in reason(load(), "xy")


def test_a_plugin_may_be_an_object_in_its_module(install: Distribution) -> None:
    code = (
        f"{IMPORT}class Plugin:\n    @api.hookimpl\n    def alcto_rule_sets(self):\n"
        f"        return [api.read_rule_file({rule_set()!r}.encode(), 'pd.toml')]\nplugin = Plugin()\n"
    )
    install("xy", code, package="alcto_xy")
    from pathlib import Path

    import alcto_xy  # type: ignore[import-not-found]

    points = next(Path(alcto_xy.__file__).parents[1].glob("*.dist-info")) / "entry_points.txt"
    points.write_text("[alcto.plugins]\nxy = alcto_xy:plugin\n", "utf-8")
    assert "xy-pd" in load().library.rule_sets
