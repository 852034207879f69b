"""What an adviser said of twelve firms before he saw an answer, held against the answers."""

from pathlib import Path

import pytest
import yaml

from ecomap.firms import described
from ecomap.io.maps import load_map
from ecomap.model import Business, Resources
from ecomap.results.ranking import Ranking
from ecomap.verbs.ranking import rank_trends

FIRMS = yaml.safe_load((Path(__file__).parent / "advice.yaml").read_text(encoding="utf-8"))
FIRST = 10
TOOLS = ("e-invoicing", "certified-tills")
"""Topics of law in which what is asked is the tool."""


def answer(firm: dict) -> Ranking:
    said = {**firm["business"], "resources": Resources(**firm["business"]["resources"])}
    business = Business(**said | {"adopted": tuple(said["adopted"])})
    return rank_trends(load_map()[0], described(business, load_map()[0]))


def by_its_kind(firm: dict) -> dict:
    """Return the firm as its owner would say it: a kind in the place of sectors."""
    return firm | {"business": firm["business"] | {"sectors": {firm["kind"]: 1}}}


def asked(found: Ranking) -> set[str]:
    """Return what the law itself asks the firm to use, now or from a day on: electronic bills, a certified till."""
    trends = {step.practice: step.trend for step in load_map()[0].steps}
    binding = [duty for duty in found.duties if duty.topic in TOOLS and duty.applies in ("yes", "from")]
    return {trends[duty.practice] for duty in binding if duty.practice}


@pytest.mark.parametrize("firm", FIRMS, ids=lambda firm: firm["business"]["id"])
def test_what_an_adviser_names_is_told_and_what_he_rules_out_is_not(firm: dict) -> None:
    """Each of his lists holds but for what is written down as open, and nothing open holds: then it is closed."""
    assert amiss(firm) == firm["open"].keys()


@pytest.mark.parametrize("firm", FIRMS, ids=lambda firm: firm["business"]["id"])
def test_a_kind_tells_as_much_as_sectors(firm: dict) -> None:
    """The same where the owner says a kind of firm instead of sectors."""
    assert amiss(by_its_kind(firm)) == firm.get("open_by_kind", firm["open"]).keys()


def amiss(firm: dict) -> set[str]:
    """Return what he names and is not told, and what he rules out and is."""
    found = answer(firm)
    first = found.opportunities[:FIRST]
    told = {id for row in first for id in (row.trend.id, *row.others)} | {*found.check, *found.basics} | asked(found)
    missed = {id for id in firm["must"] if id not in told and id not in found.adopted}
    return missed | ({row.trend.id for row in first} & firm["must_not"].keys())


def test_most_of_what_he_names_is_told() -> None:
    """Over all firms: five of six things named, none of the first six firms told what was ruled out."""
    named = sum(len(firm["must"]) for firm in FIRMS)
    open_ = sum(len(firm["open"].keys() & firm["must"].keys()) for firm in FIRMS)
    assert open_ <= named / 6
    assert not any(firm["open"].keys() & firm["must_not"].keys() for firm in FIRMS[:6])
