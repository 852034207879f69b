"""The worked examples of docs/growing.md as files."""

import re
from pathlib import Path

GUIDE = Path(__file__).parents[1] / "docs" / "growing.md"


def examples() -> dict[str, str]:
    """Return the YAML blocks of the guide by the file name in their first line."""
    blocks = re.findall(r"^```yaml\n# (\S+)\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return dict(blocks)
