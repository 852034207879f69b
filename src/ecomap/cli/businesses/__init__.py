"""``ecomap business``: the user's own file."""

import typer

from ecomap.cli.businesses import edit, look, new

app = typer.Typer(
    help="Your own business file: start one, look at it, change it, check it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command("new")(new.new)
app.command("templates")(look.templates)
app.command("show")(look.show)
app.command("set")(edit.change)
app.command("check")(look.check)
