"""Inputs that reach new code are kept and spoiled further: ``python -m fuzz.guided map -runs=20000``, by atheris.

Needs the extra ``fuzz``; everything behind the name of the reader goes to libFuzzer. A fault ends it with its trace.
"""

import os
import random
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["ecomap"]):  # what is imported when it is needed is so by the seeds
    from fuzz.readers import CORPUS, READERS, seeds, try_one

    for seed in seeds(sys.argv[1]):
        try_one(sys.argv[1], seed, Path(tempfile.mkdtemp()))


def main() -> None:
    """Guide one reader."""
    name, *others = sys.argv[1:]
    reader = READERS[name]
    folder = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    os.environ["XDG_CACHE_HOME"] = os.environ["FUZZ_FOLDER"] = str(folder)

    def one_input(data: bytes) -> None:
        try_one(name, data, folder)

    def spoil(data: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if not reader.changes or chance.random() < 0.5:
            return bytes(atheris.Mutate(data, most))
        return chance.choice(reader.changes)(data, chance)[:most]

    (folder / "kept").mkdir()
    options = ["-rss_limit_mb=2048", "-timeout=5", *others, str(folder / "kept"), str(CORPUS / reader.corpus)]
    atheris.Setup([sys.argv[0], *options], one_input, custom_mutator=spoil, internal_libfuzzer=True)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
