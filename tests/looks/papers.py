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
    html: Path
    pdf: Path
    xlsx: Path
    docx: Path | None
    """The outline of a technology plan, where a credential asks one."""


def papers(folder: Path) -> list[Papers]:
    """Write all of them below `folder`."""
    alabama, california = ((FOLDER / f"{name}.toml").read_text("utf-8") for name in ("alabama", "california"))
    return [
        _written(folder, "alabama", alabama, asks_plan=True),
        _written(folder, "california", california, asks_plan=False),
        _written(folder, "hostile", hostile_records(alabama), asks_plan=True),
    ]


def _written(folder: Path, name: str, records: str, *, asks_plan: bool) -> Papers:
    home = folder / "records" / name
    home.mkdir(parents=True)
    (home / "records.toml").write_text(records, "utf-8")
    files = {
        ("report", "html"): folder / f"{name}-report.html",
        ("report", "pdf"): folder / f"{name}-report.pdf",
        ("entries", "xlsx"): folder / f"{name}-entries.xlsx",
        **({("plan-skeleton", "docx"): folder / f"{name}-plan.docx"} if asks_plan else {}),
    }
    for (kind, _), file in files.items():
        words = ["--records", str(home), "--on", str(DAY), "export", kind, str(file), "--yes"]
        done = CliRunner().invoke(command, words)
        if done.exit_code not in (0, 1):
            raise SystemExit(f"`alcto {' '.join(words)}` ended with {done.exit_code}: {done.stderr}")
    plan = files.get(("plan-skeleton", "docx"))
    return Papers(name, files["report", "html"], files["report", "pdf"], files["entries", "xlsx"], plan)
