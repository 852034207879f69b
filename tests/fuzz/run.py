"""Spoiled inputs by the thousand: ``python -m fuzz.run --count 1000 --reader map``, from the folder of the tests.

Each child process does some hundred inputs, so that a crash or a hang of a library ends a child and is counted. An
input is known by reader, seed and number alone: ``--only`` does it again.
"""

import argparse
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fuzz.mutations import mutated
from fuzz.readers import READERS, seeds, try_one

SECONDS = 5.0
"""Of the processor that one input may take: whoever else runs here slows nothing down."""
MEGABYTES = 512
"""The most that a process may hold in memory."""
CHUNK = 500


class HangError(BaseException):
    """An input took too long."""


def spoiled(reader: str, seed: int, number: int) -> bytes:
    """Return an input by its number."""
    return mutated(seeds_of(reader), random.Random(f"{reader}:{seed}:{number}"), READERS[reader].changes)


_SEEDS: dict[str, list[bytes]] = {}


def seeds_of(reader: str) -> list[bytes]:
    """Return the seeds, read once."""
    if reader not in _SEEDS:
        _SEEDS[reader] = seeds(reader)
    return _SEEDS[reader]


def fault_of(reader: str, content: bytes, folder: Path) -> tuple[str, str]:
    """Return how an input ended (accepted, refused, or the fault by type and place), and the trace of a fault."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        accepted = try_one(reader, content, folder)
    except HangError:
        return "fault: hangs", traceback.format_exc()
    except Exception as error:  # whatever it is, it is the fault
        frames = traceback.extract_tb(error.__traceback__)
        last = next((f for f in reversed(frames) if "/ecomap/" in f.filename or "/fuzz/" in f.filename), frames[-1])
        place = f"{Path(last.filename).name}:{last.lineno}"
        return f"fault: {type(error).__name__} at {place}", traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return ("accepted" if accepted else "refused"), ""


def child(reader: str, seed: int, numbers: range, told: int) -> None:
    """Do some inputs and tell of each, a line each."""

    def hang(*_: Any) -> None:
        raise HangError

    signal.signal(signal.SIGPROF, hang)
    warnings.simplefilter("error")
    warnings.filterwarnings("ignore", category=ResourceWarning)
    warnings.filterwarnings("ignore", category=DeprecationWarning, module="feedparser.*")
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        os.environ["XDG_CACHE_HOME"] = os.environ["FUZZ_FOLDER"] = name
        for number in numbers:
            os.write(told, f"{number} begun\n".encode())
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            how, trace = fault_of(reader, spoiled(reader, seed, number), Path(name))
            grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
            if grown > 150:
                how = f"{how} and fault: took {grown // 50 * 50} MB"
            said = how + ("\t" + trace.replace("\n", "\r") if trace else "")
            os.write(told, f"{number} {said}\n".encode("utf-8", "backslashreplace")[:60_000].rstrip(b"\n") + b"\n")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        os.write(told, f"-1 {peak}\n".encode())


def chunks(reader: str, seed: int, first: int, count: int) -> Iterator[tuple[int, str]]:
    """Yield number and end of each input; after a crash go on behind it."""
    number, stop = first, first + count
    with tempfile.TemporaryDirectory() as name:  # what is loaded and read once is so before the first child
        for content in seeds_of(reader):
            try_one(reader, content, Path(name))
    while number < stop:
        numbers = range(number, min(stop, number + CHUNK))
        read_end, write_end = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(read_end)
            try:
                child(reader, seed, numbers, write_end)
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(0)
        os.close(write_end)
        begun = number
        with os.fdopen(read_end, encoding="utf-8", errors="replace", newline="\n") as told:
            for line in told:
                at, _, how = line.rstrip("\n").partition(" ")
                if how == "begun":
                    begun = int(at)
                elif at == "-1":
                    yield -1, how
                else:
                    number = int(at) + 1
                    yield int(at), how
        _, status = os.waitpid(pid, 0)
        if number < numbers.stop:
            yield begun, f"fault: crash, status {status}"
            number = begun + 1


def main() -> int:
    """Run, and tell what came of it; 1 where there are faults."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--reader", action="append", choices=sorted(READERS))
    asked.add_argument("--count", type=int, default=1000, help="inputs of each reader")
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--only", type=int, help="do one input, and show it")
    asked.add_argument("--keep", type=Path, help="folder for inputs with faults")
    given = asked.parse_args()
    if given.only is not None:
        sys.stdout.buffer.write(spoiled(given.reader[0], given.seed, given.only))
        return 0
    faults, peak, total, begun = 0, 0, 0, time.perf_counter()
    for reader in given.reader or READERS:
        ends: Counter[str] = Counter()
        first: dict[str, tuple[int, str]] = {}
        since = time.perf_counter()
        for number, said in chunks(reader, given.seed, given.first, given.count):
            if number < 0:
                peak = max(peak, int(said))
                continue
            how, _, trace = said.partition("\t")
            ends[how] += 1
            first.setdefault(how, (number, trace))
        total += sum(ends.values())
        seconds = time.perf_counter() - since
        print(f"{reader}: {sum(ends.values()):,} inputs in {seconds:.0f} s, {ends['accepted']:,} accepted, "
              f"{ends['refused']:,} refused", flush=True)  # fmt: skip
        for how, count in ends.most_common():
            if "fault" not in how:
                continue
            faults += count
            number, trace = first[how]
            print(f"  {count} x {how}, first number {number}", flush=True)
            print("    " + "\n    ".join(trace.replace("\r", "\n").rstrip().splitlines()[-8:]), flush=True)
            if given.keep:
                given.keep.mkdir(parents=True, exist_ok=True)
                (given.keep / f"{reader}-{given.seed}-{number}").write_bytes(spoiled(reader, given.seed, number))
    print(f"{total:,} inputs, {faults:,} faults, {time.perf_counter() - begun:.0f} s, peak {peak} MB", flush=True)
    return int(faults > 0 or peak > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
