"""The shipped practices: one for everything that could be started, sober in what they ask, honest in what they save.

The file is read with the plain YAML reader, so that nothing of ecomap vouches for itself.
"""

import functools
import math
from typing import Any

import pytest

from ecomap.places import data_folder
from plain_files import read_yaml
from research.figures.coverage import read_coverage


@functools.cache
def parts() -> list[dict[str, Any]]:
    """Return what each file of the map says."""
    entrance = read_yaml(data_folder() / "sectors.yaml")
    return [entrance, *(read_yaml(data_folder() / name) for name in entrance["files"] if name.endswith(".yaml"))]


@functools.cache
def listed(name: str) -> list[dict[str, Any]]:
    """Return all items of a list of the map, whichever file they stand in."""
    return [item for part in parts() for item in part.get(name, [])]


def by_id(name: str) -> dict[str, dict[str, Any]]:
    """Return the items of a list by id."""
    return {item["id"]: item for item in listed(name)}


PRACTICES = by_id("practices")
TRENDS = by_id("trends")
FIELDS = {
    "id", "name", "home", "trend", "activity", "first_step", "at_home", "adapt", "effort_hours", "one_off_eur",
    "monthly_eur", "upkeep_hours_per_month", "spread", "skills", "human", "benefit", "kpi", "evidence", "reason",
}  # fmt: skip


def test_everything_that_could_be_started_has_a_practice() -> None:
    """At least 160 in all, and one for each trend of the role do."""
    assert len(PRACTICES) == len(listed("practices")) >= 160
    startable = {name for name, trend in TRENDS.items() if trend.get("role") == "do"}
    assert startable - {practice["trend"] for practice in PRACTICES.values()} == set()


def test_every_practice_says_everything() -> None:
    """The fields that every answer needs are written down, none is left to a default."""
    assert [
        (name, sorted(FIELDS - set(practice))) for name, practice in PRACTICES.items() if FIELDS - set(practice)
    ] == []


def test_first_steps_are_commands_of_a_breath() -> None:
    """At most 15 words and a full stop, each its own."""
    steps = [practice["first_step"] for practice in PRACTICES.values()]
    assert [step for step in steps if len(step.split()) > 15 or not step.endswith(".")] == []
    assert len(set(steps)) == len(steps)


def test_each_question_of_right_and_wrong_has_a_step() -> None:
    """What a trend raises, each of its practices answers."""
    open_questions = [
        (name, sorted(set(TRENDS[practice["trend"]].get("ethics", ())) - set(practice.get("ethics", ()))))
        for name, practice in PRACTICES.items()
    ]
    assert [(name, flags) for name, flags in open_questions if flags] == []


def levels(sector: dict[str, Any]) -> dict[str, float]:
    """Return what a sector is and does."""
    return sector["activities"] | sector["traits"]


def reaches(bars: dict[str, float], has: dict[str, float]) -> bool:
    """Tell whether something is reached of what bars."""
    return any(has.get(key, 0) >= most for key, most in bars.items())


def concerned(gate: dict[str, Any], has: dict[str, float]) -> bool:
    """Tell whether levels pass a gate: one thing that opens, all that is asked besides, none that bars."""
    opens = [*gate.get("any_of", ()), *gate.get("activities", ())]
    opened = not opens or any(has.get(key, 0) >= gate.get("at_least", 0.5) for key in opens)
    besides = all(has.get(key, 0) >= least for key, least in gate.get("also", {}).items())
    return opened and besides and not reaches(gate.get("unless", {}), has)


NOTHING_SUITS = {"self-service-kiosks", "buy-now-pay-later", "digital-loyalty"}
"""These open to everyone with a list of prices, and are of use with private customers only."""


def test_whom_a_trend_concerns_some_practice_suits() -> None:
    """In every sector that passes its gate there is a first step."""
    without = set()
    for sector in listed("sectors"):
        has = levels(sector)
        for name, trend in TRENDS.items():
            gate = trend.get("gate", {})
            if trend.get("role") == "do" and concerned(gate, has):
                suits = [
                    practice for practice in PRACTICES.values() if practice["trend"] == name
                    and all(has.get(key, 0) >= least for key, least in practice.get("suits", {}).items())
                    and all(has.get(key, 0) >= 0.5 for key in practice.get("needs_activity", ()))
                    and not reaches(practice.get("unless", {}), has)
                ]  # fmt: skip
                without |= set() if suits else {name}
    assert without == NOTHING_SUITS


def first_year(practice: dict[str, Any]) -> tuple[float, float]:
    """Return hours and euros until the end of the first year."""
    hours = practice["effort_hours"] + 12 * practice["upkeep_hours_per_month"]
    return hours, practice["one_off_eur"] + 12 * practice["monthly_eur"]


def test_what_comes_along_costs_no_more_than_what_brings_it() -> None:
    """Otherwise it would not come along, but on top."""
    for name, practice in PRACTICES.items():
        for brought in practice.get("brings", ()):
            (hours, euros), (more_hours, more_euros) = first_year(practice), first_year(PRACTICES[brought])
            assert hours >= more_hours, (name, brought)
            assert euros >= more_euros, (name, brought)


def test_known_prices() -> None:
    """Where prices are known from any catalogue, the judgement lies among them: per person in a firm of five or so."""
    assert 3 * 4 <= PRACTICES["one-vault-for-passwords"]["monthly_eur"] <= 8 * 4
    assert PRACTICES["second-key-for-every-login"]["monthly_eur"] < 10
    assert PRACTICES["complete-map-listing"]["monthly_eur"] == 0
    assert 20_000 <= PRACTICES["robot-for-the-dull-handling"]["one_off_eur"] <= 45_000


# Protections.


def effects() -> list[tuple[str, str, float, dict[str, str]]]:
    """Return practice, threat, share taken off and its grounds."""
    return [
        (name, threat, share, practice["reduces_evidence"][threat])
        for name, practice in PRACTICES.items()
        for threat, share in practice.get("reduces", {}).items()
    ]


def test_each_effect_opens_to_a_study_or_says_that_it_is_a_judgement() -> None:
    """A record of its own with a source that can be looked up, or grade D without one; and a cause beside it."""
    records, sources = by_id("evidence"), by_id("sources")
    assert len(effects()) >= 30
    for name, threat, share, grounds in effects():
        record = records[grounds["evidence"]]
        assert TRENDS[threat]["role"] == "risk", name
        assert 0 < share < 0.7
        assert len(grounds["reason"].split()) >= 10, (name, threat)
        if record["basis"] == "judgement":
            assert record["grade"] == "D"
        else:
            assert sources[record["source"]]["url"].startswith("https://"), record["id"]
            assert (record["grade"], bool(record["value"])) == ("C", True)


def left(threat: str, *practices: str) -> float:
    """Return the share of a threat that is left where these are in use."""
    return math.prod(1 - PRACTICES[name].get("reduces", {}).get(threat, 0) for name in practices)


def test_an_office_with_two_step_sign_in_meets_less_than_half_of_the_phishing() -> None:
    """And yet not a hundredth of it, as accounts alone would say."""
    assert 0.3 < left("phishing-and-payment-fraud", "second-key-for-every-login") < 0.5


def test_training_with_false_mails_takes_off_next_to_nothing() -> None:
    """As measured on 19,500 people."""
    assert left("phishing-and-payment-fraud", "train-eyes-with-false-mails") == pytest.approx(1 - 0.017)


def test_a_backup_that_was_tried_is_worth_more_than_one_that_was_not() -> None:
    """What it brings along counts with it."""
    plain = left("ransomware", "backup-that-runs-by-itself")
    tried = left("ransomware", "restore-test-each-quarter", *PRACTICES["restore-test-each-quarter"]["brings"])
    assert tried < 0.45 < plain


@pytest.mark.parametrize("threat", [name for name, trend in TRENDS.items() if trend.get("role") == "risk"])
def test_every_threat_has_something_against_it(threat: str) -> None:
    """At least one practice takes something off each threat."""
    assert [name for name, of, _, _ in effects() if of == threat] != []


# What the texts name.


@pytest.mark.parametrize("section", ["Example of", "(table)"])
def test_every_example_of_the_texts_has_a_practice(section: str) -> None:
    """Each row of the examples and tables of both texts is served by a practice."""
    rows = [row for row in read_coverage()["rows"] if section in row["section"]]
    assert len(rows) >= 15
    assert [row["id"] for row in rows if not set(row["ids"]) & set(PRACTICES)] == []
