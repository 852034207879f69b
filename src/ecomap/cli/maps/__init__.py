"""``ecomap map``: look into the map, check it, compare it, add to it."""

import typer

from ecomap.cli.maps import check, diff, evidence, look, loops, new

app = typer.Typer(
    help="Look into the map: what it holds, what a number rests on, is it sound; compare maps, add to them.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command("show")(look.show)
app.command("search")(look.search)
app.command("evidence")(evidence.evidence)
app.command("loops")(loops.loops)
app.command("check")(check.check)
app.command("diff")(diff.diff)
app.command("new")(new.new)
