"""Help, version, schemas, completion, and words that are no command."""

from collections.abc import Iterator

from case import Case, case

COMMANDS = (
    "", "analyze", "explain", "compare", "batch", "whatif", "schema", "completion", "business", "business templates",
    "business show", "business check", "business new", "business set", "map", "map show", "map search", "map check",
    "map path", "map evidence", "map new", "map diff", "map loops",
)  # fmt: skip
SCHEMAS = ("map", "overlay", "business", "ranking", "batch", "explanation", "whatif", "evidence", "diff", "comparison")
MISTAKES: dict[str, tuple[str, ...]] = {
    "nothing-to-analyze": ("analyze",),
    "business-and-sectors": ("analyze", "bakery", "--sector", "hotel"),
    "empty-sector": ("analyze", "--sector", ""),
    "goal-without-weight": ("analyze", "bakery", "--goal", "reach"),
    "goal-0": ("analyze", "bakery", "--goal", "reach=0"),
    "goal-negative": ("analyze", "bakery", "--goal", "reach=-1"),
    "goal-word": ("analyze", "bakery", "--goal", "reach=much"),
    "goal-nan": ("analyze", "bakery", "--goal", "reach=nan"),
    "goal-no-name": ("analyze", "bakery", "--goal", "=2"),
    "goal-unknown": ("analyze", "bakery", "--goal", "reahc=1"),
    "share-word": ("analyze", "--sector", "hotel=half"),
    "share-0": ("analyze", "--sector", "hotel=0"),
    "nothing-left": ("analyze", "--sector", "hotel=1", "--sector", "restaurants"),
    "sector-unknown": ("analyze", "--sector", "restorant"),
    "sector-far": ("analyze", "--sector", "qqqqqq"),
    "sector-bare-code": ("analyze", "--sector", "56.10"),
    "sector-per-cent": ("analyze", "--sector", "hotel=40%"),
    "sector-nace-short": ("analyze", "--sector", "nace:1.13", "--top", "1"),
    "top-0": ("analyze", "bakery", "--top", "0"),
    "top-word": ("analyze", "bakery", "--top", "many"),
    "horizon-negative": ("analyze", "bakery", "--horizon", "-1"),
    "horizon-20.5": ("analyze", "bakery", "--horizon", "20.5"),
    "horizon-nan": ("analyze", "bakery", "--horizon", "nan"),
    "view": ("analyze", "bakery", "--view", "both"),
    "form": ("analyze", "bakery", "--format", "xml"),
    "option": ("analyze", "bakery", "--colour"),
    "draws": ("analyze", "bakery", "--certainty", "--draws", "99"),
    "seed": ("analyze", "bakery", "--certainty", "--seed", "-1"),
    "certainty-neighbours": ("analyze", "bakery", "--certainty", "--method", "neighbours"),
    "certainty-strongest": ("analyze", "bakery", "--certainty", "--method", "strongest"),
    "two-files": ("analyze", "bakery", "farm"),
    "no-such-file": ("analyze", "nosuch.yaml"),
    "no-such-template": ("analyze", "bakry"),
    "empty-name": ("analyze", ""),
    "command": ("analyse", "bakery"),
    "none": (),
    "group": ("business",),
    "group-map": ("map",),
    "group-command": ("map", "shwo"),
    "schema": ("schema", "trend"),
    "schema-none": ("schema",),
    "shell": ("completion", "tcsh"),
    "no-words": ("map", "search"),
    "no-value": ("analyze", "bakery", "--top"),
    "explain-none": ("explain",),
    "whatif-none": ("whatif",),
    "batch-none": ("batch",),
    "set-none": ("business", "set"),
    "diff-none": ("map", "diff"),
    "version-after": ("analyze", "--version"),
    "both-forms": ("analyze", "bakery", "--json", "--format", "csv", "--top", "1"),
}
COMPLETED = {
    "commands": "ecomap ", "group": "ecomap business ", "map": "ecomap map ", "templates": "ecomap analyze b",
    "sectors": "ecomap analyze --sector re", "goals": "ecomap analyze --goal ", "views": "ecomap analyze --view ",
    "trends": "ecomap explain bakery online-", "compare": "ecomap compare b", "show": "ecomap business show c",
    "nothing": "ecomap analyze --sector zzz", "schemas": "ecomap schema ", "adopt": "ecomap whatif bakery --adopt web",
    "new": "ecomap business new --sector ho", "evidence": "ecomap map evidence onl", "set": "ecomap business set ",
}  # fmt: skip


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield case("usage-version", "--version")
    for command in COMMANDS:
        words = command.split()
        yield case("-".join(["usage-help", *words]), *words, "--help")
    yield case("usage-help-short", "-h")
    for name in SCHEMAS:
        yield case(f"schema-{name}", "schema", name)
    yield case("schema-output", "schema", "business", "-o", "business.json")
    yield case("schema-exists", "schema", "business", "-o", "business.json", files={"business.json": "{}"})
    for shell in ("bash", "zsh", "fish", "powershell"):
        yield case(f"completion-{shell}", "completion", shell)
    for name, line in COMPLETED.items():
        for shell in ("bash", "zsh", "fish") if name in ("sectors", "goals") else ("bash",):
            typed = {
                "COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1), "_TYPER_COMPLETE_ARGS": line,
                "_ECOMAP_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            }  # fmt: skip
            yield case(f"completed-{name}-{shell}", environment=typed)
    for name, argv in MISTAKES.items():
        yield case(f"usage-{name}", *argv)
