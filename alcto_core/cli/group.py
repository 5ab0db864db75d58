"""The door of the command line: `run`. Help, version and completion import nothing beside click."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

from alcto_core import __version__
from alcto_core.cli.columns import terminal_columns
from alcto_core.cli.invocation import (
    RECORDS_HAVE_ERRORS,
    Browser,
    Invocation,
    Keys,
    Screens,
    asked,
    date_option,
    records_options,
)
from alcto_core.cli.streams import READER_LEFT, AnswerLost, answers, reserve_handles
from alcto_core.cli.verbs import BY_NAME, SAVING, VERBS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from alcto_core.cli.kept_line import Unanswered

COULD_NOT_RUN = 2
NAME = "alcto"
_WIDEST_HELP = 100


class Verbs(click.Group):
    """The group `alcto`: imports a verb when it is called, and not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return [verb.name for verb in VERBS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        verb = BY_NAME.get(cmd_name)
        if verb is None:
            return None
        outlet = ctx.ensure_object(Invocation).answers
        if outlet is not None:
            outlet.goes_on = verb.name in SAVING
        command: click.Command = import_module(f"alcto_core.cli.{verb.module}").command
        command.short_help = verb.summary
        if not command.epilog:
            heading = "Example" if len(verb.examples) == 1 else "Examples"
            command.epilog = f"\b\n{heading}:\n" + "\n".join(f"  {line}" for line in verb.examples)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name in BY_NAME or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches

        near = get_close_matches(name, BY_NAME, n=1)
        hint = f"did you mean “{near[0]}”?" if near else "`alcto --help` lists the verbs."
        raise click.UsageError(f"alcto knows no verb “{name}”; {hint}", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        with formatter.section("Verbs"):
            formatter.write_dl([(verb.name, verb.summary) for verb in VERBS])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        verbs = [CompletionItem(verb.name, help=verb.summary) for verb in VERBS if verb.name.startswith(incomplete)]
        return [*verbs, *click.Command.shell_complete(self, ctx, incomplete)]

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002 - there is only one way to end
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run, print what went wrong as a sentence, and exit with the status of the contract."""
        outlet = answers()
        _prepare_streams()
        extra["windows_expand_args"] = windows_expand_args
        invocation = extra.setdefault("obj", Invocation())
        extra.setdefault("terminal_width", max(50, min(terminal_columns(), _WIDEST_HELP) - 2))
        invocation.answers = outlet
        try:
            status = super().main(args, prog_name or NAME, complete_var, standalone_mode=False, **extra)
            sys.stdout.flush()
        except SystemExit:
            raise  # completion ends so; and the question below is not free
        except click.Abort:
            status = _fail("Stopped.")
        except click.exceptions.NoArgsIsHelpError as nothing:
            click.echo(nothing.ctx.get_help() if nothing.ctx else "", err=True)
            status = COULD_NOT_RUN
        except click.ClickException as wrong:
            status = _fail(*_sentences(wrong))
        except AnswerLost:
            status = None  # of what was asked for nothing is left to do
        except _known_errors() as wrong:
            status = _fail(*_told(wrong))
        except Exception as fault:  # noqa: BLE001 - a fault of ours, whatever it is; its text may hold records
            status = _report(fault)
        if status == COULD_NOT_RUN and invocation.records_have_errors:
            status = RECORDS_HAVE_ERRORS  # where several apply, the highest is given
        if outlet is not None and outlet.lost is not None:
            status = _without_answer(outlet.lost, invocation.page.done, status)
        sys.exit(status if isinstance(status, int) else 0)


def _report(fault: BaseException) -> int:
    """Say that alcto itself is at fault, with nothing of what it was working on."""
    from alcto_core import crash

    return _fail(crash.sentence(fault))


def _keep_faults_quiet() -> None:
    """What Python would print of an exception that nobody caught may hold text from records."""
    import threading

    def aside(fault: threading.ExceptHookArgs) -> None:
        from alcto_core import crash

        crash.report(fault.exc_value)

    threading.excepthook = aside  # it stopped nothing that the person asked for, so it is only kept
    sys.unraisablehook = lambda _cleared: None  # nor did what went wrong while something was cleared away


def _known_errors() -> tuple[type[BaseException], ...]:
    """The errors whose text is a sentence for the person; asked for only when something was raised."""
    from alcto_core.problems import AlctoError

    return (AlctoError, OSError)


def _told(wrong: BaseException) -> tuple[str, ...]:
    if isinstance(wrong, OSError):
        what = wrong.strerror or type(wrong).__name__
        return (f"{wrong.filename}: {what}." if wrong.filename else f"{what}.",)
    return (str(wrong),)


def _sentences(wrong: click.ClickException) -> tuple[str, ...]:
    message = wrong.format_message()
    ctx = wrong.ctx if isinstance(wrong, click.UsageError) else None
    if ctx is None:
        return (message,)
    return (message, f"`{ctx.command_path} --help` shows how to use it.")


def _fail(*lines: str) -> int:
    from alcto_core.cli.page import Page

    page = Page.of_process(os.environ)
    for line in "\n".join(lines).split("\n"):
        page.aside(line)
    return COULD_NOT_RUN


def _without_answer(why: OSError, done: Sequence[str], status: Any) -> Any:
    """Say what became of a call whose answer could not be written; the exit status. What was saved is what happened."""
    from alcto_core import system

    has_left = isinstance(why, BrokenPipeError)
    if not done:
        # As with any program: `alcto list | head` is no fault, and nothing that was asked is called true or false.
        return READER_LEFT if has_left else _fail(f"The answer could not be written: {system.reason(why)}.")
    reason = "its reader left" if has_left else system.reason(why)
    _fail(f"The answer could not be written ({reason}); what was to be done is done all the same:", *done)
    return status


def _prepare_streams() -> None:
    """A character that the terminal's encoding lacks is spelled out instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")


def _show_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"alcto {__version__}")
        ctx.exit()


@click.group(
    cls=Verbs,
    name=NAME,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`alcto VERB --help` shows an example of each.",
    subcommand_metavar="[VERB] ...",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Say which alcto this is.",
)
@date_option
@records_options
@click.pass_context
def command(ctx: click.Context) -> int | None:
    """What a technology director still owes, to whom, by when and why.

    Without a verb, alcto opens its screens.
    """
    if ctx.invoked_subcommand is not None:
        return None
    invocation = asked(ctx)
    if invocation.page.plain:
        # Screens redraw themselves; who asked for plain words reads the same as sentences.
        from alcto_core.cli.status import command as status

        return int(ctx.invoke(status))
    return open_screens(invocation)


def open_screens(invocation: Invocation, demo: str | None = None) -> int:
    """Open the screens on the records (or the demo) of this call; their exit status."""
    if invocation.screens is None:
        raise click.UsageError("There are no screens here; use a verb, such as `alcto status`.")
    gc.enable()
    return invocation.screens(
        records=invocation.records,
        on=invocation.asked_on,
        no_plugins=invocation.no_plugins,
        without=invocation.without,
        demo=demo,
    )


def run(
    arguments: Sequence[str] | None = None,
    screens: Screens | None = None,
    unanswered: Unanswered | None = None,
    keys: Keys | None = None,
    browser: Browser | None = None,
) -> NoReturn:
    """Run the command line and end the process with its exit status.

    `screens` opens the screens where there is no verb; the core itself has none. `unanswered` keeps the line of a
    prompt, `keys` knows the keys of the screens, `browser` shows them there.
    """
    reserve_handles()
    _keep_faults_quiet()
    gc.disable()  # a verb is over before collecting could pay for itself: 7 of 100 ms for a status
    try:
        command.main(None if arguments is None else list(arguments), obj=Invocation(screens, unanswered, keys, browser))
    except (SystemExit, KeyboardInterrupt):
        raise
    except BaseException as fault:  # noqa: BLE001 - even telling of a fault went wrong; its text may hold records
        from alcto_core import crash

        with suppress(Exception):
            sys.stderr.write(f"{crash.sentence(fault)}\n")
        sys.exit(COULD_NOT_RUN)
