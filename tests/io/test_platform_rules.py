"""What the check of a map says of its platforms."""

import pytest

from ecomap.io.map_reader import examine_map
from ecomap.io.maps import shipped_map

HEAD = "schema: ecomap/overlay/1\nid: own\ntitle: Own\n"
PLATFORM = """platforms:
  - {{id: meinmarkt, name: {name}, owner: {owner}, kind: marketplace, functions: [sales], {fee}
     evidence: judged-platform, reviewed: 2026-11-28}}
"""
STRATEGY = """platform_strategies:
  - id: integration
    name: Join
    summary: Join.
    rules:
      - {id: a, unsaid: true, verdict: say, says: Nothing.}
      - {id: b, when: [{measure: index, least: 0.5, below: 0.6, reason: Both.}], verdict: keep, says: Something.}
    practices: [nothing-of-the-kind]
    themes: [no-theme]
    evidence: judged-platform
"""


def found(tmp_path, text):
    """Return what the check says of an overlay on the shipped map."""
    file = tmp_path / "own.yaml"
    file.write_text(HEAD + text, encoding="utf-8")
    examined = examine_map([shipped_map(), file])
    return [f"{one.path}: {one.message}" for one in examined.findings if one.file.endswith("own.yaml")], examined


def test_a_platform_of_ones_own_is_an_overlay(tmp_path):
    """It stands beside those of the map, and nothing is wrong with it."""
    text = PLATFORM.format(name="Mein Markt", owner="amazon", fee="no_fee: Not asked.,")
    said, examined = found(tmp_path, text.replace(".,", ","))
    assert said == []
    assert examined.ecosystem.platforms[-1].id == "meinmarkt"


@pytest.mark.parametrize(
    ("name", "owner", "fee", "message"),
    [
        ("eBay", "amazon", "no_fee: none,", '"eBay" already names'),
        ("Own", "nobody", "no_fee: none,", 'no "nobody" among the platform_owners.'),
        ("Own", "amazon", "", "a fee, or under no_fee why there is none: one of the two."),
        ("Own", "amazon", "fee: {says: x, low: 0.2, high: 0.1, read: 2026-11-28, evidence: fee-amazon},",
         "low and high go together, the lower first."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(tmp_path, name, owner, fee, message):
    """Names of others, owners that nobody knows, no word on the fee, ends in the wrong order."""
    said, examined = found(tmp_path, PLATFORM.format(name=name, owner=owner, fee=fee))
    assert any(message in one for one in said) or any(message in one.message for one in examined.findings), said


def test_a_rule_has_one_threshold(tmp_path):
    """From a number on, or below one."""
    said, _ = found(tmp_path, STRATEGY)
    assert any("a condition has least or below, one of the two." in one for one in said)


def test_a_strategy_names_what_there_is_and_ends_with_a_rule_for_everybody(tmp_path):
    """Practices and themes of the map; a firm that meets no condition is left without a rule otherwise."""
    said, _ = found(tmp_path, STRATEGY.replace("least: 0.5, below: 0.6", "least: 0.5"))
    assert any('no "nothing-of-the-kind" among the practices.' in one for one in said)
    assert any('no "no-theme" among the opportunities and challenges.' in one for one in said)
    sound = STRATEGY.replace("nothing-of-the-kind", "answer-every-review").replace("no-theme", "crowded-platforms")
    said, _ = found(tmp_path, sound.replace("least: 0.5, below: 0.6", "least: 0.5"))
    assert said == ["platform_strategies[0].rules: a firm may be left without a rule."]
