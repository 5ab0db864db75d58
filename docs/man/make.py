"""The manual page alcto(1), made of the verbs as click knows them and of two tables of the reference.

.venv/bin/python docs/man/make.py      # writes docs/man/alcto.1, which a wheel brings to share/man/man1
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import click

from alcto_core import __version__
from alcto_core.cli.group import command as alcto
from alcto_core.cli.verbs import BY_NAME

HERE = Path(__file__).parent
PAGE = HERE / "alcto.1"
REFERENCE = HERE.parent / "reference" / "commands.md"
WRITTEN = "2026-11-30"
"""The day on which the page last changed in more than the verbs."""
_SHARED = {"records", "no_plugins", "no_plugin", "on", "help"}
_SIGNS = {
    "\\": r"\e", "-": r"\-", "“": r"\(lq", "”": r"\(rq", "’": r"\(cq", "‘": r"\(oq", "–": r"\(en", "→": r"\(->",
    "…": r"\&...", "`": r"\(ga", "'": r"\(aq", "½": r"\(12", "^": r"\(ha", "~": r"\(ti",
}  # fmt: skip


def roff(text: str) -> str:
    """A line of text as the formatter takes it: no sign of it is a request."""
    words = "".join(_SIGNS.get(sign, sign if sign.isascii() else f"\\[u{ord(sign):04X}]") for sign in text)
    return f"\\&{words}" if words.startswith(".") else words


def page() -> str:
    """The whole page."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield f'.TH ALCTO 1 "{WRITTEN}" "alcto {__version__}" "User Commands"'
    yield ".SH NAME"
    yield rf"alcto \- {roff('what a technology director still owes, to whom, by when and why')}"
    yield ".SH SYNOPSIS"
    yield r"\fBalcto\fR [\fIOPTION\fR]..."
    yield ".br"
    yield r"\fBalcto\fR \fIVERB\fR [\fIOPTION\fR]... [\fIARGUMENT\fR]..."
    yield ".SH DESCRIPTION"
    yield roff("Without a verb, alcto opens its screens on your records file. With a verb it answers and ends.")
    yield roff("Answers go to standard output; questions, previews and problems go to standard error.")
    yield ".SH OPTIONS"
    yield roff("They may stand before the verb or after it.")
    yield from _table("Options of every verb")
    yield ".SH VERBS"
    ctx = click.Context(alcto, info_name="alcto")
    for name in alcto.list_commands(ctx):
        found = alcto.get_command(ctx, name)
        if found is not None:
            yield from _verb(found, f"alcto {name}", ctx)
            yield from _examples(BY_NAME[name].examples)
    yield ".SH EXIT STATUS"
    yield from _table("Exit status")
    yield ".SH ENVIRONMENT"
    yield from _table("Environment")
    yield ".SH SEE ALSO"
    yield roff("`alcto VERB --help` says the same of one verb; F1 on a screen shows its keys.")


def _verb(verb: click.Command, name: str, above: click.Context) -> Iterator[str]:
    """One verb: how it is called, what it does, its options; then those below it."""
    ctx = click.Context(verb, info_name=name.rpartition(" ")[2], parent=above)
    arguments = [one.make_metavar(ctx) for one in verb.params if isinstance(one, click.Argument)]
    yield f".SS {roff(' '.join((name, *arguments)))}"
    yield from _paragraphs(cleandoc(verb.help or ""))
    for one in verb.params:
        if isinstance(one, click.Option) and not one.hidden and one.name not in _SHARED:
            yield ".TP"
            yield f"\\fB{roff(', '.join((*one.opts, *one.secondary_opts)))}\\fR{_value(one, ctx)}"
            yield roff(one.help or "")
    if isinstance(verb, click.Group):
        for below in verb.list_commands(ctx):
            if (found := verb.get_command(ctx, below)) is not None:
                yield from _verb(found, f"{name} {below}", ctx)


def _value(option: click.Option, ctx: click.Context) -> str:
    return "" if option.is_flag or option.count else f" \\fI{roff(option.make_metavar(ctx))}\\fR"


def _paragraphs(text: str) -> Iterator[str]:
    for at, part in enumerate(re.split(r"\n\s*\n", text.strip())):
        if at:
            yield ".PP"
        told, _, kept = part.partition("\b\n")  # click's sign that lines stay as they are
        if told.strip():
            yield roff(" ".join(told.split()))
        if kept:
            yield ".EX"
            yield from (roff(line.rstrip()) for line in kept.splitlines())
            yield ".EE"


def _examples(lines: tuple[str, ...]) -> Iterator[str]:
    yield ".PP"
    yield ".EX"
    yield from (roff(line) for line in lines)
    yield ".EE"


def _table(heading: str) -> Iterator[str]:
    """The rows of the table below a heading of the reference."""
    part = REFERENCE.read_text(encoding="utf-8").split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    for row in part.splitlines():
        cells = [one.strip() for one in row.strip().strip("|").split(" | ")]
        if row.startswith("| ") and len(cells) == 2 and cells[1] != "meaning":
            yield ".TP"
            yield f"\\fB{roff(_bare(cells[0]))}\\fR"
            yield roff(_bare(cells[1]))


def _bare(cell: str) -> str:
    """A cell without its Markdown."""
    return re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", cell).replace("`", "").replace("\\|", "|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
