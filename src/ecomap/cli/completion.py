"""``ecomap completion``: the shell script, printed; no rc file is touched."""

from typing import Annotated, Literal

from ecomap.cli import choices, output

Shell = Literal["bash", "zsh", "fish", "powershell"]


def completion(shell: Annotated[Shell, choices.argument("Your shell.")]) -> None:
    """Print the completion script of a shell.

    \b
    Examples:
      eval "`ecomap completion bash`"
      ecomap completion fish > ~/.config/fish/completions/ecomap.fish
    """
    from typer._completion_shared import get_completion_script

    output.emit(get_completion_script(prog_name="ecomap", complete_var="_ECOMAP_COMPLETE", shell=shell) + "\n")
