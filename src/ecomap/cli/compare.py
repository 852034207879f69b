"""``ecomap compare``: sectors and businesses side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, NamedTuple

import typer

from ecomap.cli import choices, output
from ecomap.cli.choices import Method
from ecomap.cli.rooms import entries, io, model, naming, render, verbs
from ecomap.cli.typed import again

SECTOR = "sector:"
ALONE = ("sector", "kind")  # columns that are no business of anybody's
TOP = 10
Show = Literal["trends", "alike"]  # what of a comparison is shown


class Asked(NamedTuple):
    """One name of the command line and what it was taken for."""

    kind: Literal["file", "template", "trade", "business"]  # the last of trades with their shares
    name: str
    typed: str


@choices.answering()
def compare(
    names: list[str] | None = None, every: bool = False, top: int = TOP, show: Show | None = None,
    threats: bool = False, horizon: float = 3.0, view: choices.View = "all", method: Method = "walks",
    map_file: list[Path] | None = None,
) -> choices.Answer:  # fmt: skip
    # what may be an earlier answer, with the names that messages call it by; a pipe can be read only once
    some = [name for name in names or [] if name.lower().endswith(".json") or io.reading.is_read_once(name)]
    texts = {name: io.text.read_text(name) for name in some}
    if names and (answers := _answers(names, texts)):
        return render.movement.since_sheet(verbs.causes.moved_between(io.maps.load_map(map_file)[0], *answers), top)
    said = [Asked(io.businesses.meant(name), name.removeprefix(SECTOR), name) for name in names or []]
    asked = [one._replace(kind="business") if one.kind == "trade" and "=" in one.name else one for one in said]
    if len(asked) + 2 * every < 2:
        raise typer.BadParameter("name at least two sectors, templates or files, or give --all.")
    opened = io.businesses.open_businesses([item.name for item in asked if item.kind != "trade"], map_file, texts)
    columns = _columns(asked, opened, every=every)
    found = verbs.comparison.compare_businesses(
        opened.ecosystem, columns, model.Settings(horizon=horizon), top=top, view=view, method=method,
        threats=threats, sha256=opened.sha256,
    )  # fmt: skip
    sheet = render.comparison.comparison_sheet(found, show or ("alike" if every else "trends"))
    drawn = again("-o", "sectors.svg" if every else "compared.svg")
    return replace(sheet, next_step=f"{drawn}   (a heat map)" if drawn else "")


def _answers(
    names: Sequence[str], texts: Mapping[str, tuple[str, str]]
) -> "tuple[entries.Snapshot, entries.Snapshot] | None":
    """Return the standings of two earlier answers in JSON, the first first; None where no name is one."""
    if not texts:
        return None
    found = [verbs.causes.is_answer(texts.get(name, ("", ""))[1]) for name in names]
    if not any(found):
        return None
    if len(names) != 2 or not all(found):
        raise typer.BadParameter("an earlier answer is set against one other: name two files of analyze --json.")
    (first, text), (second, other) = (texts[name] for name in names)
    return verbs.causes.answer_snapshot(first, text), verbs.causes.answer_snapshot(second, other)


def _columns(asked: Sequence[Asked], opened: "io.businesses.Opened", *, every: bool) -> "list[verbs.comparison.Named]":
    businesses, columns, of_sector = iter(opened.businesses), [], verbs.comparison.sector_business
    for item in asked:
        if item.kind == "trade":
            columns.append(of_sector(opened.ecosystem, item.name))
        else:
            columns.append(verbs.comparison.Named(item.typed, item.kind, next(businesses)))
    _tell_of_doubles(asked, opened.ecosystem)
    if every:
        named = {column.key for column in columns if column.kind in ALONE}
        columns += [of_sector(opened.ecosystem, id) for id in opened.ecosystem.listed if id not in named]
    taken = {column.key for column in columns if column.kind not in ALONE}
    doubled = [column.kind in ALONE and column.key in taken for column in columns]
    return [one._replace(key=SECTOR + one.key) if too else one for one, too in zip(columns, doubled, strict=True)]


def _tell_of_doubles(asked: Sequence[Asked], ecosystem: "model.compiled.AnyMap") -> None:
    """Say what a name was taken for, where it could have meant something else."""
    for item in asked:
        firm = naming.Names.of(ecosystem).find("firm", item.typed) if item.kind != "trade" else None
        if firm is not None:
            called = "sector" if firm in ecosystem.sector_by_id else "kind of firm"
            output.remark(f'note: "{item.typed}" is taken as the {item.kind}; the {called} is {SECTOR}{firm}.')
