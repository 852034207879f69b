"""What the check of a map says of its kinds of firm, and what of them is read."""

import pytest

from ecomap.io.businesses import parse_business
from ecomap.io.map_reader import examine_map
from ecomap.io.maps import load_map

HEAD = "schema: ecomap/overlay/1\nid: own\ntitle: Own\nkinds:\n"
OWN = {
    "id": "deli", "name": "Delicatessen", "aliases": "[delis, fine foods]", "names": "{de: [Feinkost], fr: [épicerie]}",
    "sectors": "{shop: 0.7, bakery: 0.3}", "activities": "{make-goods: 0.4}", "goals": "{reach: 2}",
    "evidence": "judged", "reason": "Half of it is cooked there.",
}  # fmt: skip
STAND = {"id": "stand", "name": "Market stand", "sectors": "{shop: 1}", "evidence": "judged", "reason": "It sells."}


@pytest.fixture
def files(village, tmp_path):
    """Return what lays kinds on the village and gives the paths of both."""

    def written(*kinds):
        (tmp_path / "village.yaml").write_text(village, encoding="utf-8")
        items = ("  - " + "\n    ".join(f"{name}: {value}" for name, value in kind.items()) for kind in kinds)
        (tmp_path / "own.yaml").write_text(HEAD + "\n".join(items) + "\n", encoding="utf-8")
        return [tmp_path / "village.yaml", tmp_path / "own.yaml"]

    return written


def said(paths):
    examined = examine_map(paths)
    return [(one.level, one.message) for one in examined.findings if one.file.endswith("own.yaml")]


def test_a_kind_of_ones_own_is_an_overlay(files):
    """Nothing is wrong with it, and a business file may name it in any of its words."""
    paths = files(OWN)
    assert said(paths) == []
    ecosystem, _ = load_map(paths)
    for word in ("deli", "DELIS", "fine-foods", "Feinkost", "epicerie", "delicatessens"):
        business = parse_business("f", f"sectors: {{{word}: 1}}\n", ecosystem)
        assert (business.kinds, business.sectors) == ({"deli": 1}, {"shop": 0.7, "bakery": 0.3})
        assert (business.activities, business.goals) == ({"make-goods": 0.4}, {"reach": 1})


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"sectors": "{shop: 0.7}"}, "the shares sum to 0.7."),
        ({"sectors": "{shp: 1}"}, 'no "shp" among the sectors.'),
        ({"traits": "{no-trait: 1}"}, 'no "no-trait" among the traits.'),
        ({"activities": "{make-god: 1}"}, 'no "make-god" among the activities.'),
        ({"goals": "{reech: 1}"}, 'no "reech" among the goals.'),
        ({"has": "[no-trend]"}, 'no "no-trend" among the trends.'),
        ({"aliases": "[Market Stand]"}, '"Market stand" already names deli.'),
        ({"names": "{pl: [shops]}"}, '"shops" is what the sector shop is called.'),
        ({"id": "web-shop"}, '"web-shop" is what the sector web-shop is called.'),
        ({"reason": ""}, "is missing."),
        ({"evidence": "no-record"}, 'no "no-record" among the evidence.'),
        ({"names": "{xx: [a]}"}, '"xx" is not one of'),
    ],
)
def test_what_is_wrong_is_told(files, changed, message):
    """Shares, unknown ids, a word that means something else, levels without a cause, a tongue that is none of seven."""
    own = {name: value for name, value in (OWN | changed).items() if value}
    assert any(level == "error" and text.startswith(message) for level, text in said(files(own, STAND)))


@pytest.mark.parametrize(
    ("line", "told"), [("", False), ("role: do", False), ("role: do\n    basic: true", True), ("role: risk", True)]
)
def test_what_a_kind_has_is_something_that_is_proposed(village, files, line, told):
    """Threats and what every firm needs are asked of nobody for his trade."""
    own, shop = files(OWN | {"has": "[booking]"})[::-1]
    shop.write_text(village.replace("  - id: booking\n", f"  - id: booking\n    {line}\n"), encoding="utf-8")
    message = "booking is nothing that is proposed, so nobody is asked whether it is there."
    assert (("error", message) in said([shop, own])) is told


def test_words_that_may_well_be_meant_are_noted(files):
    """A word of a sector that it is not made of, and the name of a template."""
    told = said(files(STAND | {"aliases": "[baker, hairdresser]"}))
    assert told == [
        ("note", '"baker" is a word of bakery, of which stand is not made.'),
        ("note", '"hairdresser" is the name of a template too; as a business it means the template.'),
    ]


def test_a_withdrawn_kind_means_what_took_its_place(files):
    """Files that name it go on, and hear of it."""
    ecosystem, _ = load_map(files(OWN, STAND | {"replaced_by": "deli"}))
    assert parse_business("f", "sectors: {stand: 1}\n", ecosystem).kinds == {"deli": 1}


def test_a_file_of_the_first_form_hears_of_words_that_mean_a_kind_now(files, caplog):
    """Its everyday word is told with the way back; ids and names of sectors mean the sectors."""
    ecosystem, _ = load_map(files(OWN | {"aliases": "[grocer]"}))
    old = "schema: ecomap/business/1\nsectors: {%s: 1}\n"
    assert parse_business("f", old % "grocer", ecosystem).kinds == {"deli": 1}
    assert (
        '"grocer" is taken as the kind of firm Delicatessen (deli) now. For the whole sector write shop.' in caplog.text
    )
    caplog.clear()
    for word in ("shop", "Shops", "café"):
        assert parse_business("f", old % word, ecosystem).sectors == {"shop": 1}
    assert parse_business("f", "sectors: {grocer: 1}\n", ecosystem).kinds == {"deli": 1}
    assert caplog.text == ""
