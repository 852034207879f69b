"""Which trends a piece of news speaks of: weighed words and whole names, parts before wholes, at most three."""

import time

import pytest

from ecomap.io.maps import load_map
from ecomap.results.logbook import Tie
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.signals import Matcher, NameFinder, _heaviest
from maps import ecosystem, sector, trend


def matcher(**words: tuple[str, ...]) -> Matcher:
    """Return what finds the trends of these names and further words of news."""
    trends = [trend(name, aliases=said[:1], words=said[1:]) for name, said in words.items()]
    return Matcher(compiled_map(ecosystem([sector("s1")], trends)))


def tied(found: tuple[Tie, ...]) -> dict[str, tuple[str, ...]]:
    """Return the words by trend."""
    return {tie.trend: tie.words for tie in found}


@pytest.mark.parametrize(
    "text",
    ["Web shops grow", "the webshop", "WEB-SHOP", "A wéb shop!", "online (web shop) news", "No shop on the web shop"],
)
def test_whole_words_whatever_their_writing(text: str):
    """Case, accents, gaps, hyphens and the plural do not matter."""
    assert "shop" in dict(NameFinder([("shop", "Web shop")]).found(text))


@pytest.mark.parametrize(
    ("written", "text", "found"),
    [
        ("Battery", "new batteries", True), ("Batteries", "a battery", True), ("Tie", "some ties", True),
        ("Pass", "a pas", False), ("Bus", "by bu", False), ("Analysis", "analysi", False), ("Gas", "the ga", False),
    ],
)  # fmt: skip
def test_one_and_many_are_one_word(written: str, text: str, found: bool):
    """An s at the end, or ies for y; not where the word itself ends so, nor of words of three or four letters."""
    assert bool(list(NameFinder([("it", written)]).found(text))) == found


@pytest.mark.parametrize("text", ["Cobweb shopping", "web of shops", "shop web", "geo data", "", "rare"])
def test_parts_of_words_name_nothing(text: str):
    """Nor do the words in another order, or small letters where the name is capitals."""
    assert not list(NameFinder([("shop", "Web shop"), ("seen", "GEO"), ("glasses", "AR")]).found(text))


def test_a_star_ends_a_word_that_goes_on():
    """Languages with endings and compounds."""
    found = NameFinder([("shop", "sklep* internetow*")])
    assert list(found.found("W sklepach internetowych drożej")) == [("shop", "sklepach internetowych")]
    assert not list(found.found("sklep stacjonarny"))


def test_the_longest_name_counts():
    """A till robot is no robot besides."""
    found = NameFinder([("till", "Till robot"), ("robot", "Robot")])
    assert list(found.found("The till robot is here")) == [("till", "till robot")]
    assert sorted(found.found("A till robot and a robot")) == [("robot", "robot"), ("till", "till robot")]


def test_at_most_three_and_none_that_is_said_by_the_way():
    """Of four that are named alike the first three by id; what is far from the best is not proposed."""
    found = matcher(a=("Alpha one",), b=("Beta two",), c=("Gamma three",), d=("Delta four",))
    assert list(tied(found.ties("Alpha one, beta two, gamma three, delta four"))) == ["a", "b", "c"]
    assert list(tied(found.ties("Delta four", "Alpha one"))) == ["d"]


def test_a_title_that_is_but_a_name_is_tied(shipped):
    """Whatever its words weigh: one in capitals, in another language, or as the map calls it; a word within none."""
    found = Matcher(compiled_map(shipped))
    told = {"webshop": "online-shop", "AR": "augmented-reality", "Kassensystem": "digital-point-of-sale"}
    assert {title: [*tied(found.ties(title))] for title in told} == {title: [trend] for title, trend in told.items()}
    assert found.ties("shop") == ()


def test_what_is_named_less_than_the_best_is_not_proposed_beside_it():
    """A word of the title and the name in the text are enough, 1.375 x 2.5 + 1.3 = 4.7, but not beside a title of 6.7.

    Four trends of one length: each word weighs 2 x 2.2 / (2 + 1.2) = 1.375, in the title half more.
    """
    found = matcher(a=("Alpha one",), b=("Beta two",), c=("Gamma three",), d=("Delta four",))
    assert found.weighed("Alpha", "Alpha one")[0]["a"] == pytest.approx(1.375 * 2.5 + 1.3)
    assert list(tied(found.ties("Alpha", "Alpha one"))) == ["a"]
    assert list(tied(found.ties("Delta four, alpha", "Alpha one"))) == ["d"]


def test_the_likeliest_first():
    """By score, whatever their ids: the same words weigh a little less where a trend has more of them."""
    found = matcher(z=("Alpha one",), a=("Beta two", "gamma"))
    scores = found.weighed("Alpha one, beta two", "")[0]
    assert scores["z"] > scores["a"] > 0.95 * scores["z"]
    assert list(tied(found.ties("Alpha one, beta two"))) == ["z", "a"]


def test_the_heaviest_words_are_told():
    """Four at most, the heaviest first, those that weigh as much in order; where a name stands in the item, it."""
    words = {"one": 2.0, "two": 3.0, "three": 1.0, "four": 3.0, "five": 2.0}
    assert _heaviest(words) == ("four", "two", "five", "one")


def test_a_name_counts_as_often_as_it_is_written_up_to_three():
    """1.3 for each in the text, twice that in the title, all together at most 3.9."""
    found = matcher(a=("Alpha one", "beta two", "gamma three", "delta four"), b=())
    names = found.weighed("", "Alpha one, beta two, gamma three, delta four")[2]["a"]
    assert names == {"Alpha one": 1.0, "beta two": 1.0, "gamma three": 1.0, "delta four": 1.0}
    for title, text, worth in (
        ("", "Alpha one", 1), ("", "Alpha one, beta two", 2), ("Alpha one", "beta two", 3),
        ("Alpha one", "Alpha one", 2), ("Alpha one, beta two", "", 3), ("Alpha one, beta two, gamma three", "", 3),
    ):  # fmt: skip
        scores, said, _ = found.weighed(title, text)
        assert scores["a"] == pytest.approx(sum(said["a"].values()) + 1.3 * worth), (title, text)


def test_a_word_counts_once_where_it_first_stands():
    """In the title half more than in the text, and never twice."""
    found = matcher(a=("Alpha one",), b=())
    assert found.weighed("alpha", "alpha alpha") == found.weighed("alpha", "")
    title, text = (found.weighed(*words)[1]["a"]["alpha"] for words in (("alpha", ""), ("", "alpha")))
    assert title == pytest.approx(1.5 * text)


@pytest.mark.parametrize(
    ("word", "stem"),
    [("booking", "book"), ("booked", "book"), ("booker", "book"), ("king", "king"), ("using", "using"),
     ("tale", "tal"), ("an", ""), ("AI", "ai"), ("payment", "payment"), ("shipment", "ship"), ("automation", "autom")],
)  # fmt: skip
def test_stems_by_hand(word: str, stem: str):
    """An ending goes where four letters stay, then an e; small words of two letters have none, capitals do."""
    assert matcher(a=())._stem(word) == stem


def test_what_the_whole_is_part_of_is_left_out_too():
    """A part speaks for all above it, however many steps."""
    trends = [
        trend("whole", aliases=("Alpha one",)), trend("part", part_of=("whole",)),
        trend("least", aliases=("Beta two",), part_of=("part",)),
    ]  # fmt: skip
    found = Matcher(compiled_map(ecosystem([sector("s1")], trends)))
    assert list(tied(found.ties("Alpha one and beta two"))) == ["least"]
    assert found._wholes == {"whole": set(), "part": {"whole"}, "least": {"part", "whole"}}


def test_of_a_trend_and_its_part_the_part_is_told():
    """Who reads of chatbots need not be told that they are AI."""
    trends = [trend("whole", aliases=("Alpha one",)), trend("part", aliases=("Beta two",), part_of=("whole",))]
    found = Matcher(compiled_map(ecosystem([sector("s1")], trends)))
    assert list(tied(found.ties("Alpha one and beta two"))) == ["part"]
    assert list(tied(found.ties("Alpha one"))) == ["whole"]


def test_the_score_by_hand():
    """BM25 with k 1.2, b .75, a word of one trend alone 1: in the title it is proposed, in the text not.

    Lengths by weight, single small letters left out: "Trend a" 3, "a trend" 2, alias 2 x 2: 9; without alias 5; mean 7.
    Alpha and one are of the first alone, each 2 x 2.2 / (2 + 1.2 (.25 + .75 x 9 / 7)) = 14 / 11; in the title half more
    and 2 x 1.3 for the name: 42 / 11 + 2.6 = 6.418; in the text 28 / 11 + 1.3 = 3.845, under 4.3.
    """
    found = matcher(a=("Alpha one",), b=())
    assert found.weighed("Alpha one", "")[0]["a"] == pytest.approx(42 / 11 + 2.6)
    assert found.weighed("", "Alpha one")[0]["a"] == pytest.approx(28 / 11 + 1.3)
    assert found.ties("Alpha one")
    assert not found.ties("", "Alpha one")


def test_ties_wait_for_a_person():
    """Each says the words that made it, names before others, and is proposed until somebody confirms it."""
    (tie,) = matcher(a=("Alpha one",)).ties("News of alpha ones")
    assert tie == Tie("a", ("alpha ones",), "proposed")


@pytest.mark.slow
def test_ten_thousand_items_take_less_than_ten_seconds():
    """Of processor time, with the shipped words."""
    found, begun = Matcher(load_map(None)[0]), time.process_time()
    for number in range(10_000):
        found.ties(f"Small shops try online booking and chatbots, part {number}", "Some words on tills and more. " * 10)
    assert time.process_time() - begun < 10
