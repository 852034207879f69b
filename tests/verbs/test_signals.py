"""Which trends a piece of news speaks of: whole words, the longest first, parts before wholes, at most three."""

import time

import pytest

from ecomap.io.maps import load_map
from ecomap.results.logbook import Tie
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.signals import Matcher
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
    assert list(tied(matcher(shop=("Web shop",)).ties(text))) == ["shop"]


@pytest.mark.parametrize("text", ["Cobweb shopping", "web of shops", "shop web", "geo data", "", "rare"])
def test_parts_of_words_name_nothing(text: str):
    """Nor do the words in another order, or small letters where the name is capitals."""
    assert not matcher(shop=("Web shop",), seen=("GEO",), glasses=("AR",)).ties(text)


def test_a_star_ends_a_word_that_goes_on():
    """Languages with endings and compounds."""
    found = matcher(shop=("Web shop", "sklep* internetow*"))
    assert tied(found.ties("W sklepach internetowych drożej")) == {"shop": ("sklepach internetowych",)}
    assert not found.ties("sklep stacjonarny")


def test_the_longest_name_counts():
    """Machine learning in "machine learning for tills" names no machine of its own."""
    found = matcher(till=("Till robot",), robot=("Robot",))
    assert tied(found.ties("The till robot is here")) == {"till": ("till robot",)}
    assert set(tied(found.ties("A till robot and a robot"))) == {"till", "robot"}


def test_at_most_three_and_the_title_before_the_text():
    """What is said in the title comes first; what is said by the way beside much of another not at all."""
    found = matcher(a=("Alpha one",), b=("Beta two",), c=("Gamma three",), d=("Delta four",))
    title, text = "Delta four", "Alpha one, beta two, gamma three"
    assert list(tied(found.ties(title, text))) == ["d", "a", "b"]
    assert list(tied(found.ties("Delta four and alpha one", ""))) == ["a", "d"]


def test_ties_wait_for_a_person():
    """Each says the words that named it, and is proposed until somebody confirms it."""
    (tie,) = matcher(a=("Alpha one",)).ties("News", "of alpha ones")
    assert tie == Tie("a", ("alpha ones",), "proposed")


@pytest.mark.slow
def test_ten_thousand_items_take_less_than_ten_seconds():
    """Of processor time, with the shipped words."""
    found, begun = Matcher(load_map(None)[0]), time.process_time()
    for number in range(10_000):
        found.ties(f"Small shops try online booking and chatbots, part {number}", "Some words on tills and more. " * 10)
    assert time.process_time() - begun < 10
