"""Options as they were typed: what an editor makes of hyphens is read, what is given twice with two values refused."""

import os
import re
import shlex
from collections.abc import Callable
from functools import partial
from typing import Any

from typer._click import Context
from typer._click.exceptions import BadParameter, MissingParameter, NoSuchOption, UsageError
from typer._click.globals import get_current_context
from typer._types import TyperChoice
from typer.core import TyperCommand

from ecomap.errors import OutputError

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"  # what editors and chats write in the place of hyphens


NEW = "business new"
BESIDE = {"--output", "-o", "--force", "--no-input", "--overlay", "--map"}  # options of it that say nothing of the firm


def again(*more: str, without: str = "") -> str:
    """Return the command as it was typed, without a word and with more behind; nothing where it cannot be typed again.

    What standard input held is gone, and a program types nothing.
    """
    context = get_current_context(silent=True)
    typed = context.meta.get("typed", ["-"]) if context else ["-"]
    words = [*(one for one in typed if one != without), *more]
    return shlex.join([*context.command_path.split(), *words]) if context and "-" not in typed else ""


def as_new_file() -> str:
    """Return the command that writes what was typed of a firm into a file of its own: its trade, country, people."""
    said = said_of_firm()
    trade = any(one.startswith(("-s", "--sector")) for one in said)
    named = [] if trade else [word for one in _bare(get_current_context())[:1] for word in ("-s", one)]
    return shlex.join(["ecomap", *NEW.split(), *named, *said, "-o", "mine.yaml"])


def said_of_firm() -> list[str]:
    """Return the options that were typed of what describes a firm, with their values."""
    from ecomap.cli.options import commands_with

    context = get_current_context(silent=True)
    said, rest = list[str](), iter(context.meta["typed"] if context else ())
    for one in rest:
        flag, sign, _ = one.partition("=")
        if flag not in BESIDE and NEW in commands_with(flag):
            said += [one] if sign else [one, next(rest, "")]
    return said


def _bare(ctx: Context) -> list[str]:
    """Return the words that were typed as no option and no value of one, whether or not the command knows it."""
    from ecomap.cli.options import commands_with

    found, rest = list[str](), iter(ctx.meta["typed"])
    alone = {name for one in ctx.command.params if getattr(one, "is_flag", False) for name in one.opts}
    known = {name for one in ctx.command.params for name in one.opts} - alone
    for one in rest:
        if not one.startswith("-") or one == "-":
            found.append(one)
        elif one in known or (one not in alone and NEW in commands_with(one)):
            next(rest, "")
    return found


class TypedCommand(TyperCommand):
    """A command whose options are understood as people type them."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Take the arguments; what is missing, one too many or no number is told in words."""
        ctx.meta["typed"] = [*args]
        try:
            return super().parse_args(ctx, args)
        except MissingParameter as error:
            parameter: Any = error.param
            choices = isinstance(parameter.type, TyperChoice) and f"Write one of {', '.join(parameter.type.choices)}."
            missing = f"{parameter.param_type_name} {parameter.get_error_hint(error.ctx)}"
            raise UsageError(f"Missing {missing}. {choices or parameter.help or ''}", ctx) from None
        except BadParameter as error:
            found = re.fullmatch(r"'(.*)' is not a valid (int|float)(?:eger)?\b.*", error.message, re.DOTALL)
            if found and error.param is not None:
                least = getattr(error.param.type, "min", None) or 0
                whole = "whole number" if found[2] == "int" else "number"
                error.message = f'"{found[1]}" is no {whole}. Write it like {error.param.default or max(least, 1)}.'
            raise
        except NoSuchOption as error:
            error.message += _where(error.option_name, ctx)
            raise
        except UsageError as error:
            if error.message.startswith("Got unexpected extra") and ctx.params:
                error.message += _too_many(ctx)
            raise

    def make_parser(self, ctx: Context) -> Any:
        """Return a parser that looks at the hyphens before names, and whether an option is given once."""
        parser = super().make_parser(ctx)
        for option in {id(one): one for one in (*parser._long_opt.values(), *parser._short_opt.values())}.values():
            option.process = partial(_once, ctx, option, option.process)  # type: ignore[method-assign]
        parser._process_opts = partial(_hyphened, parser, parser._process_opts)  # type: ignore[method-assign]
        parser._opt_prefixes |= {*DASHES}
        for parameter in self.params:
            if isinstance(parameter.type, TyperChoice):
                parameter.type.case_sensitive = False
        return parser


def _too_many(ctx: Context) -> str:
    """Return the way out for one word too many: a command, one more business, or part of a name."""
    from ecomap.io.businesses import is_file
    from ecomap.verbs import VERBS

    bare, group = _bare(ctx), " ".join(ctx.command_path.split()[1:])
    more = bare[sum(one.param_type_name == "argument" for one in ctx.command.params) :]
    for words in ((*group.split(), word) if f"{group} {word}" in VERBS else (word,) for word in bare):
        if " ".join(words) in VERBS:
            rest = [word for word in ctx.meta["typed"] if word != words[-1]]
            return f'. "{words[-1]}" is a command: {shlex.join(["ecomap", *words, *rest])}'
    if more and all(map(is_file, more)):
        return ". One at a time; side by side: ecomap compare A B; many in a table: ecomap batch"
    joined, option = " ".join(bare[len(bare) - len(more) - 1 :]), _of_countries(ctx)
    if option and all(re.fullmatch("[A-Z]{2}", word) for word in more):
        return f". Say it by the option: {' '.join(f'{option} {word}' for word in more)}"
    return f'. A name of several words stands in quotes: "{joined}"'


def _of_countries(ctx: Context) -> str:
    """Return the option of a command that takes a country, if it has one."""
    return next((one.opts[0] for one in ctx.command.params if getattr(one, "metavar", "") == "COUNTRY"), "")


def _where(flag: str, ctx: Context) -> str:
    """Return where an option belongs that a command has not; what describes a firm, into its file."""
    from ecomap.cli.options import commands_with
    from ecomap.io.businesses import is_file

    if not (found := [words for words in commands_with(flag) if words != "*"]):
        return ""
    if NEW not in found or all(one.name != "business" for one in ctx.command.params):
        return f". It is an option of ecomap {', ecomap '.join(found)}."
    file = next(filter(is_file, _bare(ctx)[:1]), None)
    if file is not None:
        return f". The file says it: ecomap business set {shlex.quote(file)} --help"
    said, wanted = said_of_firm(), [one for one in ctx.command.params if one.param_type_name == "argument"]
    if flag in ("-s", "--sector") and len(said) == 2 and "=" not in said[1] and len(_bare(ctx)) < len(wanted):
        others = [one for one in ctx.meta["typed"] if one not in said]
        return f". A trade stands in the place of a file: {shlex.join([*ctx.command_path.split(), said[1], *others])}"
    return f". A file says it: {as_new_file()}; then: {ctx.command_path} mine.yaml"


def _once(ctx: Context, option: Any, process: Callable[[Any, Any], None], value: Any, state: Any) -> None:
    """Take an option; one that holds one value is refused where it is given with two, and a folder for a file."""
    if option.obj.metavar == "FILE" and value.endswith(("/", os.sep)):  # of which a path keeps nothing
        raise OutputError(f"{value}: is a directory. Name a file inside it.")
    given = option.dest in state.opts
    before = state.opts.get(option.dest)
    process(value, state)
    if given and option.action in ("store", "store_const") and state.opts[option.dest] != before:
        name = max(option.obj.opts, key=len)
        both = f' as "{before}" and as "{value}"' if option.takes_value else " both ways"
        raise UsageError(f"{name} is given{both}. Give one of them.", ctx)


def _hyphened(parser: Any, process: Callable[[str, Any], None], arg: str, state: Any) -> None:
    """Take an argument that begins with a hyphen or what looks like one: the name of an option behind it decides."""
    name, sign, value = arg.partition("=")
    bare = name.lstrip(f"-{DASHES}")
    long, short = f"--{bare}", f"-{bare[:1]}"
    if name != long and len(bare) > 1 and long in parser._long_opt:
        if name[0] == "-" and short in parser._short_opt and parser._short_opt[short].takes_value:
            raise UsageError(f'"{name}": the name of an option stands behind two hyphens. Write {long}', parser.ctx)
        arg = f"{long}{sign}{value}"
    elif arg[0] in DASHES and (len(bare) != 1 or short not in parser._short_opt):
        state.largs.append(arg)
        return
    elif arg[0] in DASHES:
        arg = short
    process(arg, state)
