"""The command tree: read from the table of verbs; what a command needs is imported when it is called."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from ecomap.verbs import VERBS, resolved
from ecomap.version import VERSION

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter
    from typer._click.shell_completion import CompletionItem


class Commands(Mapping[str, "Command"]):
    """The commands below some words; each is made when it is looked up, and looked up when it is called."""

    def __init__(self, words: str) -> None:
        self.words = words
        before = f"{words} " if words else ""
        self.verbs = {
            name.removeprefix(before): verb
            for name, verb in VERBS.items()
            if name.startswith(before) and " " not in name.removeprefix(before)
        }

    def __getitem__(self, name: str) -> "Command":
        verb, words = self.verbs[name], f"{self.words} {name}".strip()
        if not verb.command:
            return Group(name=name, help=verb.about, commands=Commands(words), no_args_is_help=True)
        made = typer.Typer(add_completion=False, rich_markup_mode=None)
        made.command(name)(resolved(verb.command))
        return typer.main.get_command(made)

    def __iter__(self) -> Iterator[str]:
        return iter(self.verbs)

    def __len__(self) -> int:
        return len(self.verbs)


class Group(TyperGroup):
    """A group that lists its commands out of the table, without importing one."""

    def __init__(self, *, commands: Any = None, rich_markup_mode: Any = None, **settings: Any) -> None:
        super().__init__(commands={}, rich_markup_mode=rich_markup_mode, **settings)
        self.table: Commands = commands or Commands("")
        self.commands = cast("dict[str, Command]", self.table)

    def list_commands(self, ctx: "Context") -> list[str]:  # noqa: ARG002
        """Return the names in the order of the table."""
        return list(self.table)

    def format_commands(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write the names with the first sentences of their help."""
        self._outlined().format_commands(ctx, formatter)

    def shell_complete(self, ctx: "Context", incomplete: str) -> "list[CompletionItem]":
        """Return the commands and options that begin like this."""
        ctx.command = self._outlined()  # where typer looks for them
        return ctx.command.shell_complete(ctx, incomplete)

    def _outlined(self) -> TyperGroup:
        """Return the same group, of commands that can be listed and not called."""
        outlines = [TyperCommand(name, help=verb.about) for name, verb in self.table.verbs.items()]
        return TyperGroup(name=self.name, commands=outlines, params=self.params, add_help_option=self.add_help_option)


app = typer.Typer(
    name="ecomap",
    cls=Group,
    help="Which digital trends, born in other sectors, will reach your business, how soon, and what to do first.",
    epilog="Try: ecomap analyze bakery. Your own business: ecomap business new",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"ecomap {VERSION}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_version, is_eager=True)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where a bug happened.")] = False,
) -> None:
    pass
