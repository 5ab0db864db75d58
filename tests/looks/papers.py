"""The papers that are looked at: those of both demos, and of a director in whose records everything is hostile."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner
from hostile_records import hostile_records

from alcto_core.cli.group import command
from alcto_core.demonstration import DAY, FOLDER


class Papers(NamedTuple):
    """What was written for one director."""

    name: str
    web: tuple[Path, ...]
    """HTML: the report, and the portfolio where a credential is a program of stages."""
    pdf: Path
    office: tuple[tuple[Path, tuple[str, ...]], ...]
    """Sheets and documents, each with something that it must say."""


_PLAN = ("Mission statement", "Evaluation method", "Signature sheet")
_ENTRIES = ("Activity name", "Strands", "Hours")
_SIGNED = ("Curriculum", "Signature")


def papers(folder: Path) -> list[Papers]:
    """Write all of them below `folder`."""
    alabama, california = ((FOLDER / f"{name}.toml").read_text("utf-8") for name in ("alabama", "california"))
    plan = {("plan-skeleton", "docx", ()): _PLAN}
    staged = ("--credential", "cetpa-cto-mentor")
    portfolio = {("portfolio", "docx", staged): _SIGNED, ("portfolio", "html", staged): ()}
    return [
        _written(folder, "alabama", alabama, plan),
        _written(folder, "california", california, portfolio),
        _written(folder, "hostile", hostile_records(alabama), plan),
    ]


def _written(
    folder: Path, name: str, records: str, more: dict[tuple[str, str, tuple[str, ...]], tuple[str, ...]]
) -> Papers:
    home = folder / "records" / name
    home.mkdir(parents=True)
    (home / "records.toml").write_text(records, "utf-8")
    wanted = {("report", "html", ()): (), ("report", "pdf", ()): (), ("entries", "xlsx", ()): _ENTRIES, **more}
    made: dict[Path, tuple[str, ...]] = {}
    for (kind, ending, options), holds in wanted.items():
        file = folder / f"{name}-{kind}.{ending}"
        words = ["--records", str(home), "--on", str(DAY), "export", kind, str(file), "--yes", *options]
        done = CliRunner().invoke(command, words)
        if done.exit_code not in (0, 1):
            raise SystemExit(f"`alcto {' '.join(words)}` ended with {done.exit_code}: {done.stderr}")
        made[file] = holds
    return Papers(
        name=name,
        web=tuple(file for file in made if file.suffix == ".html"),
        pdf=folder / f"{name}-report.pdf",
        office=tuple((file, holds) for file, holds in made.items() if file.suffix in {".xlsx", ".docx"}),
    )
