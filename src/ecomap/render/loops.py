"""Loops as text."""

from collections.abc import Sequence

from ecomap.render.screen import safe_text
from ecomap.results.maps import Loop

HEADER = "mean\tproduct\tkept\tsteps\tsectors\tnames\n"


def loops_text(loops: Sequence[Loop]) -> str:
    """Return a table for people: geometric mean and product of the couplings, what one round keeps, the sectors."""
    lines = [f"{'mean':>8} {'product':>10} {'kept':>10}  loop"]
    lines += [
        f"{loop.mean:8.4f} {loop.product:10.3g} {loop.kept:10.3g}  {' > '.join((*loop.names, loop.names[0]))}"
        for loop in loops
    ]
    if not loops:
        lines = ["No loops: influence never comes back to where it started."]
    return "\n".join(safe_text(line) for line in lines) + "\n"


def loops_delimited(loops: Sequence[Loop]) -> str:
    """Return one loop a line, tab-separated: mean, product, kept, steps, sector ids joined by >, names likewise."""
    return HEADER + "".join(
        f"{loop.mean:.6g}\t{loop.product:.6g}\t{loop.kept:.6g}\t{len(loop.sectors)}\t"
        f"{'>'.join(loop.sectors)}\t{' > '.join(loop.names)}\n"
        for loop in loops
    )
