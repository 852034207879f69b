"""What a number must bring beside its record: words or a figure, the figure as published, the cell it stands in.

The form of the records themselves is checked where they are read.
"""

from collections.abc import Callable, Iterator

from ecomap.errors import Problem
from ecomap.io.origin import Origin
from ecomap.model import EcosystemMap, Influence

Found = Iterator[Problem]

IN_THE_ROW = "in the row"
"""Where a record says this of its value or locator, each figure that rests on it must bring its own."""


def _judgements_are_reasoned(ecosystem: EcosystemMap, origin: Origin) -> Found:
    for position, influence in enumerate(ecosystem.influences):
        if influence.statement is None and influence.value is None and _basis(ecosystem, influence) != "derived":
            yield origin.problem(
                "influences", position, (), "neither a statement nor a published value.", "Add one of them."
            )
    for position, trend in enumerate(ecosystem.trends):
        if trend.pace and trend.pace.reason is None and _is_judged(ecosystem, trend.pace.evidence):
            yield origin.problem("trends", position, ("pace",), "a judged pace without its reason.", "Add reason: ...")


def _basis(ecosystem: EcosystemMap, influence: Influence) -> str:
    record = ecosystem.evidence_by_id.get(influence.evidence)
    return record.basis if record else ""


def _is_judged(ecosystem: EcosystemMap, evidence: str) -> bool:
    record = ecosystem.evidence_by_id.get(evidence)
    return record is not None and record.basis == "judgement"


def _figures_are_kept_as_published(ecosystem: EcosystemMap, origin: Origin) -> Found:
    bare = {r.id for r in ecosystem.evidence if r.basis in ("statistic", "study") and r.value is None}
    way_out = "Add value: the figure as published."
    for position, item in enumerate(ecosystem.influences):
        if item.evidence in bare and item.value is None:
            message = "a statistic without its published value."
            yield origin.problem("influences", position, (), message, way_out)
    for position, trend in enumerate(ecosystem.trends):
        if trend.pace and trend.pace.evidence in bare:
            message = f'"{trend.pace.evidence}" has no published value.'
            yield origin.problem("trends", position, ("pace", "evidence"), message, way_out)


def _what_is_in_the_row_is_there(ecosystem: EcosystemMap, origin: Origin) -> Found:
    wanted = {
        record.id: [name for name in ("value", "locator") if IN_THE_ROW in (getattr(record, name) or "")]
        for record in ecosystem.evidence
    }
    for position, item in enumerate(ecosystem.influences):
        missing = [name for name in wanted.get(item.evidence, ()) if getattr(item, name) is None]
        if missing:
            message = f"the record {item.evidence} says that each row has its own {missing[0]}; this one has none."
            yield origin.problem("influences", position, (), message, f"Add the {missing[0]}.")


EVIDENCE_CHECKS: tuple[Callable[[EcosystemMap, Origin], Found], ...] = (
    _judgements_are_reasoned,
    _figures_are_kept_as_published,
    _what_is_in_the_row_is_there,
)
