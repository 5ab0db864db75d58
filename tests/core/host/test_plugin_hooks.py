"""Every hook: it has an example that works as it stands, and its results are checked."""

from __future__ import annotations

import re
from inspect import getdoc
from textwrap import dedent

import pytest
from fake_distributions import Distribution, rule_set

from alcto_core.host import hooks
from alcto_core.host.plugins import Plugins, load_plugins
from alcto_core.hours import HOUR

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
