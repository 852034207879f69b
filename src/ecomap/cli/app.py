"""The command tree: read from the table of verbs; what a command needs is imported when it is called."""

import shlex
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from ecomap.cli.typed import TypedCommand
from ecomap.places import tabbed
from ecomap.verbs import VERBS, resolved
from ecomap.version import VERSION

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter, Parameter
    from typer._click.shell_completion import CompletionItem

HELP = Path(__file__).with_name("help.tsv")  # what the help of a command says below its first sentence, and examples
LINE = 65  # letters that a terminal of 80 columns has beside the name of a command


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
        below = Commands(words)
        if not verb.command:
            return Group(name=name, help=verb.about, commands=below, no_args_is_help=True)
        from ecomap.cli.options import with_options

        made = typer.Typer(add_completion=False, rich_markup_mode=None)
        called = with_options(words, resolved(verb.command))
        more, *examples = next((told for command, *told in tabbed(HELP) if command == words), [""])
        paragraphs = (verb.about, more, "\n  ".join(("\b\nExamples:", *examples)))  # each of these on its own line
        made.command(name, cls=TypedCommand, help="\n\n".join(filter(None, paragraphs)))(called)
        command = typer.main.get_command(made)
        return AnsweringGroup(command, below) if below else command

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

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Take what stands before the name of a command; an option of that command is told to stand behind it."""
        typed = [*args]
        try:
            return super().parse_args(ctx, args)
        except typer._click.exceptions.NoSuchOption as error:
            from ecomap.cli.options import commands_with

            found = [words for words in commands_with(error.option_name) if words in ("*", *self.table)]
            named = next((word for word in typed if word in self.table), next(iter(found), "*"))
            if named != "*" and not {named, "*"}.isdisjoint(found):
                at = typed.index(named) if named in typed else 0
                told = shlex.join([*ctx.command_path.split(), named, *typed[at + (named in typed) :], *typed[:at]])
                error.message, error.possibilities = f"{error.message}. It stands behind the command: {told}", []
            raise

    def resolve_command(self, ctx: "Context", args: list[str]) -> "tuple[str | None, Command | None, list[str]]":
        """Return the command that is named; a word that is none is told what does it, where something does."""
        try:
            return super().resolve_command(ctx, args)
        except typer._click.exceptions.UsageError as error:
            if ways := list(_of_table(self.table.words, args[0])) or list(_elsewhere(args[0])):
                error.message = f"No such command '{args[0]}'. Try: {', or: '.join(ways)}"
            raise

    def _outlined(self) -> TyperGroup:
        """Return the same group, of commands that can be listed and not called."""
        outlines = [TyperCommand(name, short_help=_short(verb.about)) for name, verb in self.table.verbs.items()]
        return TyperGroup(name=self.name, commands=outlines, params=self.params, add_help_option=self.add_help_option)


def _short(about: str) -> str:
    """Return the whole clauses of what a verb is about that stand on one line of the list of commands."""
    clause = about.partition(":")[0].partition(";")[0].removesuffix(".")
    return clause if len(clause) <= LINE else clause[: LINE + 1].rpartition(",")[0] or clause


def _elsewhere(word: str) -> Iterator[str]:
    """Yield what does what a word asks for: a command that ends in it, one of the table, or the answer for a trade."""
    yield from (f"ecomap {words}" for words in VERBS if words.endswith(f" {word}"))
    yield from _of_table("", word)
    if not word.startswith("-") and (Path(word).is_file() or _is_trade(word)):
        yield f"ecomap analyze {shlex.quote(word)}"


def _of_table(group: str, word: str) -> Iterator[str]:
    """Yield the commands that the table names for a word, of a group where it stands behind one."""
    asked = f"{group} {word}".strip()
    yield from (f"ecomap {way}" for typed, way in tabbed(Path(__file__).with_name("elsewhere.tsv")) if typed == asked)


def _is_trade(word: str) -> bool:
    from ecomap.io.businesses import templates
    from ecomap.io.maps import load_map
    from ecomap.names import Names

    return word in templates() or Names.of(load_map()[0]).find("firm", word) is not None


class AnsweringGroup(Group):
    """A group that is a command too: ``track mine.yaml`` answers, ``track log mine.yaml`` is one of its commands.

    What comes first decides; a file that is called like a command is written ``./log``.
    """

    allow_extra_args = False
    allow_interspersed_args = True

    def __init__(self, own: "Command", commands: Commands) -> None:
        super().__init__(
            name=own.name, help=own.help, params=own.params, commands=commands, context_settings=own.context_settings
        )
        self.own = own
        first = next(one for one in own.params if one.param_type_name == "argument")
        first.shell_complete = partial(self._complete_first, first.shell_complete)  # type: ignore[method-assign]

    def get_params(self, ctx: "Context") -> "list[Parameter]":
        """Return the options of the own command; none for the usage of one below, which does not speak of them."""
        below = ctx.parent is not None and ctx.parent.command is self
        return [] if below else super().get_params(ctx)

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Leave what begins with the name of a command to it, and take the rest as the own command's."""
        if args and args[0] in self.table:
            ctx._protected_args, ctx.args = args[:1], args[1:]
            return ctx.args
        try:
            return self.own.parse_args(ctx, [*args] if args or ctx.resilient_parsing else ["--help"])
        except typer._click.exceptions.UsageError:
            near = get_close_matches(args[0], self.table) or [*_of_table(self.table.words, args[0])]
            if len(args) > 1 and near:
                self.resolve_command(ctx, args)
            raise

    def invoke(self, ctx: "Context") -> Any:
        """Call the own command, or that which was named."""
        return super().invoke(ctx) if ctx._protected_args else self.own.invoke(ctx)

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write both ways to call it."""
        formatter.write_usage(ctx.command_path, " ".join(self.own.collect_usage_pieces(ctx)))
        formatter.write_usage(ctx.command_path, self.subcommand_metavar, prefix="   or: ")

    def shell_complete(self, ctx: "Context", incomplete: str) -> "list[CompletionItem]":
        """Return the options of the own command: commands of the group may only stand first."""
        return self.own.shell_complete(ctx, incomplete)

    def _complete_first(
        self, usual: "Callable[[Context, str], list[CompletionItem]]", ctx: "Context", incomplete: str
    ) -> "list[CompletionItem]":
        return [*self._outlined().shell_complete(ctx, incomplete), *usual(ctx, incomplete)]


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
