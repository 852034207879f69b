"""The five heaviest pathways of a trend against enumerating simple paths, on a map far larger than ours.

    python benchmarks/pathways.py [runs]

400 sectors, 16,000 couplings, seeded. The rival is networkx: all simple paths of at most four couplings that end in
the business's sector, which is what one would list to sort them by weight. It is run from a sample of the sources and
scaled to all of them; both numbers are printed.
"""

import itertools
import statistics
import sys
import time

import networkx as nx
import numpy as np

from ecomap.engine.pathways import PathwaySearch

SECTORS, INTO_EACH, LENGTH, TOP, SOURCES, SEED = 400, 40, 4, 5, 4, 1


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
    found = list(itertools.islice(PathwaySearch(coupling, 0.35, exposure).descending(push), TOP))
    assert len(found) == TOP
    return time.perf_counter() - start


def enumeration(coupling: np.ndarray, sources: list[int]) -> tuple[float, int]:
    """Return the seconds and the number of simple paths from the sources to the business's sector."""
    graph = nx.from_numpy_array(coupling, create_using=nx.DiGraph)
    start = time.perf_counter()
    count = sum(1 for source in sources for _ in nx.all_simple_paths(graph, source, 0, cutoff=LENGTH))
    return time.perf_counter() - start, count


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    coupling, exposure, push = network()
    search(coupling, exposure, push)
    times = [search(coupling, exposure, push) for _ in range(runs)]
    sources = list(range(1, SECTORS, (SECTORS - 1) // SOURCES))[:SOURCES]
    sampled, paths = enumeration(coupling, sources)
    whole = sampled * (SECTORS - 1) / len(sources)
    ours = statistics.median(times)
    print(f"{SECTORS} sectors, {np.count_nonzero(coupling):,} couplings")
    print(
        f"top {TOP} pathways: median {1000 * ours:.1f} ms of {runs} runs ({1000 * min(times):.1f}..{1000 * max(times):.1f})"
    )
    print(
        f"simple paths of at most {LENGTH} couplings: {paths:,} from {len(sources)} of {SECTORS - 1} sources in {sampled:.1f} s"
    )
    print(f"from all sources, scaled: {whole:.0f} s; ratio {ours / whole:.6%} (limit 1 %)")
    sys.exit(ours / whole >= 0.01)


if __name__ == "__main__":
    main()
