"""`alcto completion SHELL`: the script that makes a shell complete verbs and options."""

from __future__ import annotations

import click

from alcto_core.cli.invocation import records_options

SHELLS = ("bash", "zsh", "fish", "powershell")


@click.command()
@records_options
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> int:
    """Print the completion script of a shell on standard output.

    \b
    bash        alcto completion bash > ~/.alcto-complete.bash
                and in ~/.bashrc:  . ~/.alcto-complete.bash
    zsh         alcto completion zsh > ~/.alcto-complete.zsh
                and in ~/.zshrc:   . ~/.alcto-complete.zsh
    fish        alcto completion fish > ~/.config/fish/completions/alcto.fish
    powershell  alcto completion powershell >> $PROFILE
    """
    from click.shell_completion import get_completion_class

    from alcto_core.cli import group

    script = get_completion_class(shell)
    if script is None:
        raise click.UsageError(f"This version of click knows no completion for {shell}.")
    click.echo(script(group.command, {}, group.NAME, f"_{group.NAME.upper()}_COMPLETE").source())
    return 0
