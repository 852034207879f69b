"""Whatever a firm says of itself, each verb answers it with JSON as its schema says."""

import functools
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from terminal import Run

from ecomap.engine import solver
from ecomap.io.maps import load_map
from ecomap.model.business import FUNCTIONS
from ecomap.verbs import plan_solving
from ecomap.verbs.schemas import schema
from maps import examples, halves, levels, maybe, open_shares, shares, some_of, thousandths

COMPILED = load_map()[0]
KINDS = tuple(one.id for one in COMPILED.kinds)
USEFUL = tuple(one.id for one in COMPILED.trends if one.kind not in ("risk", "regulation"))
GOALS = tuple(one.id for one in COMPILED.goals)
COUNTRIES = ("DE", "PT", "US", "GB", "JP", "BR", "CH")
PLATFORMS = tuple(one.id for one in COMPILED.platforms)
LINES = {
    "analyze": ("ranking", "analyze -"), "explain": ("explanation", "explain - phishing-and-payment-fraud"),
    "compare": ("comparison", "compare - hotel"), "whatif": ("whatif", "whatif - --adopt website --set goals.reach=3"),
    "benchmark": ("benchmark", "benchmark -"), "globalise": ("globalise", "globalise - --to FR"),
    "platforms": ("platforms", "platforms -"), "plan": ("plan", "plan -"), "report": ("report", "report -"),
    "suggest": ("suggestions", "watch suggest -"), "channels": ("channels", "watch channels -"),
    "export": ("graph", "map export --business -"),
}  # fmt: skip


@st.composite
def firms(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a business file: one to three kinds of firm or sectors, and whatever else an owner may say."""
    sectors = tuple(one.id for one in COMPILED.sectors)
    used = draw(some_of(USEFUL, 0, 6))
    said: dict[str, Any] = {
        "sectors": {name: draw(thousandths(0.1, 5)) for name in draw(some_of((*KINDS, *sectors), 1, 3))},
        "country": draw(st.none() | st.sampled_from(COUNTRIES)),
        "employees": draw(st.none() | st.integers(0, 300)),
        "maturity": draw(maybe(levels)),
        "activities": {one: draw(shares) for one in draw(some_of(tuple(a.id for a in COMPILED.activities), 0, 4))},
        "traits": {one: draw(halves) for one in draw(some_of(tuple(a.id for a in COMPILED.traits), 0, 4))},
        "goals": {one: draw(thousandths(0.1, 5)) for one in draw(some_of(GOALS, 0, 3))},
        "skills": {one.id: draw(levels) for one in COMPILED.skills if draw(st.booleans())},
        "adopted": used,
        "rejected": [one for one in draw(some_of(USEFUL, 0, 3)) if one not in used],
        "not_yet": [one for one in draw(some_of(USEFUL, 0, 3)) if one not in used],
        "platforms": {one: {draw(st.sampled_from(FUNCTIONS)): draw(shares)} for one in draw(some_of(PLATFORMS, 0, 1))},
        "influences": [
            {"trend": one, "share": draw(open_shares), "reason": "seen"} for one in draw(some_of(USEFUL, 0, 2))
        ],
        "resources": {
            "budget_eur": draw(st.none() | st.integers(0, 90_000)),
            "hours_per_week": draw(maybe(thousandths(0, 30))),
        },
    }
    said["resources"] = {name: value for name, value in said["resources"].items() if value is not None}
    return {name: value for name, value in said.items() if value not in (None, {}, [])}


@functools.cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    """Return the validator of an answer's schema."""
    return jsonschema.Draft202012Validator(schema(name))


@pytest.mark.slow
@pytest.mark.parametrize("verb", LINES)
def test_every_firm_is_answered_as_the_schema_says(run: Run, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    """Exit code 0, JSON, and the schema holds; without the solver, whose answers have the same form."""
    monkeypatch.setattr(solver, "available", lambda: False)
    monkeypatch.setattr(plan_solving, "available", lambda: False)
    name, line = LINES[verb]

    @examples(12)
    @given(firm=firms())
    def check(firm: dict[str, Any]) -> None:
        answer = run(*line.split(), "--format", "json", stdin=json.dumps(firm))
        assert answer.code == 0, answer.err
        validator(name).validate(json.loads(answer.out))

    check()
