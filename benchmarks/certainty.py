"""What certainty costs: whole processes with and without it, in turn, against one process start.

    python benchmarks/certainty.py [runs]

`ecomap analyze bakery --certainty` (1,000 draws) less `ecomap analyze bakery`, pair by pair, over the time of the
latter: a start of the program that reads the map and answers. Beside it the starts that do less.
"""

import statistics
import sys
import tempfile

from startup import environment, program, seconds

RUNS, LIMIT = 11, 1.0


def main() -> int:
    """Compare the analysis with and without draws; return 1 if the draws cost more than a start."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    plain = [*program(), "analyze", "bakery"]
    smaller = {"ecomap --version": [*program(), "--version"], "python -c print()": [sys.executable, "-c", "print()"]}
    with tempfile.TemporaryDirectory() as cache:
        surroundings = environment(cache)
        commands = (plain, [*plain, "--certainty"], *smaller.values())
        rounds = [[seconds(command, surroundings) for command in commands] for _ in range(runs + 1)][1:]
    start, sure, *starts = (statistics.median(times) for times in zip(*rounds, strict=True))
    added = [with_draws - without for without, with_draws, *_ in rounds]
    more = statistics.median(added)
    ratios = [extra / times[0] for extra, times in zip(added, rounds, strict=True)]
    sys.stdout.write(
        f"ecomap analyze bakery: {1000 * start:.0f} ms; with --certainty, 1,000 draws: {1000 * sure:.0f} ms; "
        f"medians of {runs} pairs\n"
        f"added: median {1000 * more:.0f} ms, {1000 * min(added):.0f} to {1000 * max(added):.0f}\n"
        f"  over the start: {more / start:.2f}, of the pairs {min(ratios):.2f} to {max(ratios):.2f}; limit {LIMIT}: "
        f"{'kept' if more / start <= LIMIT else 'BROKEN'}\n"
    )
    for name, seconds_of_it in zip(smaller, starts, strict=True):
        sys.stdout.write(f"  over {name} ({1000 * seconds_of_it:.0f} ms): {more / seconds_of_it:.2f}\n")
    return int(more / start > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
