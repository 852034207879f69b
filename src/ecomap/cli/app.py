"""The command tree."""

from typing import Annotated

import typer

from ecomap.cli import analyze, batch, businesses, compare, completion, explain, maps, path, schema, whatif
from ecomap.version import VERSION

app = typer.Typer(
    name="ecomap",
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


app.command("analyze")(analyze.analyze)
app.command("explain")(explain.explain)
app.command("compare")(compare.compare)
app.command("batch")(batch.batch)
app.command("whatif")(whatif.whatif)
maps.app.command("path")(path.path)
app.add_typer(businesses.app, name="business")
app.add_typer(maps.app, name="map")
app.command("schema")(schema.schema)
app.command("completion")(completion.completion)
completion.prepare()
