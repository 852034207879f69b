"""Whether flaws of the installed parts are known, by pip-audit: exit code 0 none, 1 some, 2 nobody could be asked."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

KNOWN, UNKNOWN = 1, 2


def main(tool: str, folder: str) -> int:
    """Ask for every part in a folder of packages; say what has flaws and what could not be looked up."""
    with tempfile.TemporaryDirectory() as work:
        found = Path(work) / "found.json"
        asked = subprocess.run(
            [tool, "--format", "json", "--output", str(found), "--path", folder],
            stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
        if not found.exists():
            print("not known:", *asked.stderr.strip().splitlines()[-1:])
            return UNKNOWN
        parts = json.loads(found.read_text())["dependencies"]
    flawed = {part["name"]: [flaw["id"] for flaw in part["vulns"]] for part in parts if part.get("vulns")}
    unasked = {part["name"]: part["skip_reason"] for part in parts if "skip_reason" in part}
    for name, ids in flawed.items():
        print(f"{name}: {', '.join(ids)}")
    if unasked:
        print(f"not known for {len(unasked)} of {len(parts)} parts ({next(iter(unasked.values()))})")
    elif not flawed:
        print(f"none is known for {len(parts)} parts")
    return KNOWN if flawed else UNKNOWN if unasked or not parts else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
