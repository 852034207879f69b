"""A column that is headed as one of countries and holds something else: parts of one country, or towns."""

from collections.abc import Callable, Sequence
from typing import Any

from ecomap.errors import InputError, Location, Problem
from ecomap.io.words import bare, says_nothing, spoken
from ecomap.model.countries import countries_said, country_parts
from ecomap.verbs.batch.layout import Layout, without

FEW = 5  # cells that are told
STATES = "land", "DE", "nl"
"""A heading that means parts of a country as well: in German, of Germany; in Dutch, which has it too, it does not."""


def without_regions(layout: Layout, first: Callable[[str], Sequence[Any]], here: Location) -> Layout:
    """Return a layout in which a column of countries is one: BY, NW and HE are parts of Germany, BY not Belarus.

    Where each may be a part or a country (BY alone) it is not read, unless somebody named it.
    """
    title, guessed = layout.names.get("country", ""), "country" in layout.guessed
    said = [cell for cell in (first(title) if title else ()) if cell is not None]
    if not all(isinstance(cell, str) for cell in said):
        return layout  # an object is told, or read, by itself
    cells = sorted({text for cell in said if not says_nothing(text := cell.strip())})
    codes, known = {*map(str.upper, cells)}, [cell for cell in cells if any(countries_said(cell, {}))]
    inside = [country for country, parts in country_parts().items() if cells and codes <= {*parts}]
    held, way_out = f'"{title}" holds {", ".join(cells[:FEW])}', "Say the country itself in a column called country"
    if inside and len(known) < len(cells):
        told = f"{held}: parts of a country ({' or '.join(inside[:FEW])}), no countries."
        if not guessed:
            raise InputError([Problem(here, "country", told, "Write the country itself, like DE.")])
        return without(layout, "country", told, way_out)
    if guessed and 2 * len(known) < len(cells):
        return without(layout, "country", f"{held}: no {'country' if len(cells) == 1 else 'countries'}.", way_out)
    if guessed and STATES[1] in inside and bare(title) == STATES[0] and not _in_dutch(layout, title):
        told = f"{held}: {'a part of Germany' if len(cells) == 1 else 'parts of Germany'}, or a country?"
        return without(layout, "country", told, f'If a country: --columns country="{title}"')
    return layout


def _in_dutch(layout: Layout, title: str) -> bool:
    """Tell whether another column is headed in Dutch and not in German."""
    others = ({*spoken(one)} for one in (*layout.names.values(), *layout.unused) if one != title)
    return any(STATES[2] in languages and STATES[1].lower() not in languages for languages in others)
