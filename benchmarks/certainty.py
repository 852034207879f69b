"""What certainty costs: whole processes with and without it, in turn, against one process start.

python benchmarks/certainty.py [runs]
"""

import statistics
import subprocess
import sys
import tempfile
import time

from startup import environment, program

RUNS = 11


def seconds(argv: list[str], surroundings: dict[str, str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(argv, env=surroundings, capture_output=True, check=True)
    assert done.stdout, f"{argv} said nothing"
    return time.perf_counter() - start


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    plain = [*program(), "analyze", "bakery"]
    with tempfile.TemporaryDirectory() as cache:
        surroundings = environment(cache)
        for argv in (plain, [*plain, "--certainty"]):
            seconds(argv, surroundings)
        pairs = [(seconds(plain, surroundings), seconds([*plain, "--certainty"], surroundings)) for _ in range(runs)]
        version = statistics.median(seconds([*program(), "--version"], surroundings) for _ in range(runs))
    start, sure = (statistics.median(side) for side in zip(*pairs, strict=True))
    added = [b - a for a, b in pairs]
    ratios = [(b - a) / a for a, b in pairs]
    print(f"analyze bakery: median {1000 * start:.0f} ms; 1,000 draws more {1000 * sure:.0f} ms, {runs} pairs")
    print(f"added: median {1000 * statistics.median(added):.0f} ms ({1000 * min(added):.0f}..{1000 * max(added):.0f})")
    print(
        f"added / start: {statistics.median(added) / start:.2f}, pairs {min(ratios):.2f}..{max(ratios):.2f} (limit 1.0)"
    )
    print(f"for comparison, ecomap --version: {1000 * version:.0f} ms")
    sys.exit(statistics.median(added) / start > 1.0)


if __name__ == "__main__":
    main()
