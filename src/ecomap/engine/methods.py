"""Three ways to count influence on the same graph: all walks, neighbours only, strongest pathways only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.pathways import PathwaySearch, WeighedPathway
from ecomap.engine.propagation import Array, Reach, WalkShares


@dataclass(eq=False, repr=False)
class ListedPathways:
    """A method whose pathways can be listed whole; the same questions as `PathwaySearch` answers."""

    pathways: list[WeighedPathway]

    def descending(self, push: Array) -> Iterator[WeighedPathway]:
        """Yield pathways in falling order of |push of the first sector| x weight; ties by their sectors."""
        used = [pathway for pathway in self.pathways if push[pathway.sectors[0]]]
        yield from sorted(used, key=lambda pathway: (-abs(push[pathway.sectors[0]]) * pathway.weight, pathway.sectors))


Pathways: TypeAlias = PathwaySearch | ListedPathways
Flags: TypeAlias = NDArray[np.bool_]


def neighbours(reach: Reach, exposure: Array, own: Flags) -> tuple[WalkShares, ListedPathways]:
    """Count the own sectors and those one step away, nothing else."""
    paths = _own_pathways(exposure)
    steps = reach.attenuation * reach.share * exposure[reach.target]
    for edge in np.flatnonzero(steps):
        paths[int(reach.source[edge]), int(reach.target[edge])] = float(steps[edge])
    return _listed(paths, exposure, own)


def strongest(
    heaviest: Mapping[int, tuple[int, ...]], reach: Reach, exposure: Array, own: Flags
) -> tuple[WalkShares, ListedPathways]:
    """Count the own sectors, and each foreign one by its single heaviest pathway.

    Parameters
    ----------
    heaviest
        The heaviest pathway of each sector that reaches the business, by position.
    """
    paths = _own_pathways(exposure)
    for sector, path in heaviest.items():
        if not own[sector]:
            steps = [reach.kept(i, j) for i, j in pairwise(path)]
            paths[path] = float(np.prod(steps)) * float(exposure[path[-1]])
    return _listed(paths, exposure, own)


def _own_pathways(exposure: Array) -> dict[tuple[int, ...], float]:
    return {(int(i),): float(exposure[i]) for i in np.flatnonzero(exposure)}


def _listed(paths: Mapping[tuple[int, ...], float], exposure: Array, own: Flags) -> tuple[WalkShares, ListedPathways]:
    total = sum(paths.values())
    parts = {name: np.zeros(len(exposure)) for name in ("own", "direct", "indirect")}
    for path, weight in paths.items():
        home = own[path[-1]]
        steps = len(path) - 1 if home else len(path)
        parts["own" if steps == 0 else "direct" if steps == 1 else "indirect"][path[0]] += weight / total
    shares = WalkShares(parts["own"], parts["direct"], parts["indirect"])
    return shares, ListedPathways([WeighedPathway(path, weight / total, 1.0) for path, weight in paths.items()])
