"""The five heaviest pathways of a trend against enumerating simple paths, on a map far larger than ours.

    python benchmarks/pathways.py [runs]

400 sectors, 16,000 couplings, seeded; all of the exposure in one sector. The rival is networkx, `all_simple_paths` with
``cutoff=4``: all simple paths of at most four couplings, five sectors, that end in the business's sector, which is what
one would list to sort them by weight. From every source one after the other it would run for many minutes, so it is run
from a sample of the sources and scaled to all of them; both numbers are printed. Beside it, without a limit and not
scaled: the same paths the quick way, in one sweep from the business backwards, of at most four and of at most three
couplings (with the step to the business: four edges). Neither of them weighs or sorts a path.
"""

import itertools
import statistics
import sys
import time

import networkx as nx
import numpy as np

from ecomap.engine.pathways import PathwaySearch
from ecomap.engine.propagation import Reach

SECTORS, INTO_EACH, LENGTH, TOP, SOURCES, SEED = 400, 40, 4, 5, 4, 1
LIMIT = 0.01
"""Share of the enumeration's time that the search may take."""


def network() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return couplings, exposure and pushes of a random map; each sector's couplings sum to 1."""
    random = np.random.default_rng(SEED)
    coupling = np.zeros((SECTORS, SECTORS))
    for target in range(SECTORS):
        others = np.delete(np.arange(SECTORS), target)
        weights = random.random(INTO_EACH)
        coupling[random.choice(others, INTO_EACH, replace=False), target] = weights / weights.sum()
    exposure = np.zeros(SECTORS)
    exposure[0] = 1.0
    return coupling, exposure, random.normal(size=SECTORS)


def search(coupling: np.ndarray, exposure: np.ndarray, push: np.ndarray) -> float:
    """Return the seconds for the heaviest pathways, the inversion of the matrix included."""
    start = time.perf_counter()
    found = list(itertools.islice(PathwaySearch(Reach.of(coupling, 0.35), exposure).descending(push), TOP))
    elapsed = time.perf_counter() - start
    assert len(found) == TOP
    return elapsed


def enumeration(graph: "nx.DiGraph[int]", sources: list[int]) -> tuple[float, int]:
    """Return the seconds and the number of simple paths from the sources to the business's sector."""
    start = time.perf_counter()
    count = sum(1 for source in sources for _ in nx.all_simple_paths(graph, source, 0, cutoff=LENGTH))
    return time.perf_counter() - start, count


def backwards(graph: "nx.DiGraph[int]", length: int) -> tuple[float, int]:
    """Return the seconds and the number of simple paths to the business's sector, all sources in one sweep."""
    turned, everywhere = graph.reverse(), set(range(1, SECTORS))
    start = time.perf_counter()
    count = sum(1 for _ in nx.all_simple_paths(turned, 0, everywhere, cutoff=length))
    return time.perf_counter() - start, count


def main() -> int:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    coupling, exposure, push = network()
    search(coupling, exposure, push)
    times = [search(coupling, exposure, push) for _ in range(runs)]
    graph = nx.from_numpy_array(coupling, create_using=nx.DiGraph)
    sources = list(range(1, SECTORS, (SECTORS - 1) // SOURCES))[:SOURCES]
    sampled, paths = enumeration(graph, sources)
    whole = sampled * (SECTORS - 1) / len(sources)
    ours = statistics.median(times)
    sys.stdout.write(
        f"{SECTORS} sectors, {np.count_nonzero(coupling):,} couplings\n"
        f"top {TOP} pathways: median {1000 * ours:.1f} ms of {runs} runs "
        f"({1000 * min(times):.1f} to {1000 * max(times):.1f})\n"
        f"simple paths of at most {LENGTH} couplings: {paths:,} from {len(sources)} of {SECTORS - 1} sources in "
        f"{sampled:.1f} s; scaled to all {whole:.0f} s\n"
        f"  ratio {ours / whole:.4%}, limit {LIMIT:.0%}: {'kept' if ours / whole < LIMIT else 'BROKEN'}\n"
    )
    for length in (LENGTH - 1, LENGTH):
        swept, count = backwards(graph, length)
        sys.stdout.write(
            f"the same from the business backwards, at most {length} couplings: {count:,} in {swept:.1f} s; "
            f"ratio {ours / swept:.4%}\n"
        )
    return int(ours / whole >= LIMIT)


if __name__ == "__main__":
    sys.exit(main())
