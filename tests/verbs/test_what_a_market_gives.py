"""The order of countries by hand: points by what a firm leans on, what is not known, and the words beside a place."""

import pytest

from ecomap.results.globalise import ComponentReadiness, CountryFigure, SharedTie
from ecomap.verbs.readiness import AS_UNION, beyond_union, points_of, ranked


def component(name: str, market: float | None, weight: float = 1.0, figures=(), ties=()) -> ComponentReadiness:
    """Return a component of which a firm uses as much as firms like it."""
    return ComponentReadiness(
        name, name.capitalize(), 0.5, 0.5, "level", (), {}, weight, market, tuple(figures), tuple(ties)
    )


def figure(says: str, value: float | None, union: float | None, weight: float = 1.0) -> CountryFigure:
    return CountryFigure(f"q:{says}", says, value, union, 2025, "Eurostat", weight)


def told(*components: ComponentReadiness, mediation="country") -> tuple[str, str]:
    """Return the words beside the place of a country, long and short."""
    (row,) = ranked([("XX", "X", components)], mediation)
    return row.why, row.in_short


def test_points_by_hand():
    """100 (3 x .8 + 1 x .4) / 4 = 70; what is not known takes no part, and its weight lowers only what is known."""
    both = component("one", 0.8, 3.0), component("two", 0.4, 1.0)
    assert points_of(both, "country") == (pytest.approx(70), pytest.approx({"one": 60, "two": 10}), 1.0)
    points, parts, known = points_of((*both, component("three", None, 4.0)), "country")
    assert (points, known) == (pytest.approx(70), 0.5)
    assert parts == pytest.approx({"one": 60, "two": 10, "three": None})


def test_half_of_the_weight_is_enough_and_less_is_not():
    """Under a half there are no points, of no component, and how much is known is still told."""
    less = component("one", 0.8, 0.99), component("two", None, 1.01)
    assert points_of(less, "country") == (None, {"one": None, "two": None}, pytest.approx(0.495))
    assert points_of((component("one", 0.8, 0.0),), "country") == (None, {"one": None}, 0.0)


def test_by_points_then_by_name_and_last_what_is_not_known():
    """Whatever the order they come in and whatever their codes."""
    low, high, none = ((component("one", market),) for market in (0.2, 0.9, None))
    rows = ranked(
        [("A", "Zed", none), ("B", "Low", low), ("C", "Zoe", high), ("D", "Amy", high), ("E", "Abe", none)], "country"
    )
    assert [(row.rank, row.name) for row in rows] == [(1, "Amy"), (1, "Zoe"), (3, "Low"), (None, "Abe"), (None, "Zed")]


def test_what_is_not_known_is_named_and_nothing_else():
    """Alone where there are no points; after the reasons where there are."""
    known, less, none = component("one", 0.9), component("two", None, 0.5), component("three", None, 2.0)
    assert told(known, none, less) == ("not known: three, two", "not known")
    lifts = component("one", 0.9, ties=[SharedTie("language", True, 1.0)])
    assert told(lifts, less) == ("+ same language, one. two: not known", "+ same language")
    assert told(lifts) == ("+ same language, one", "+ same language")


def test_as_the_union_where_nothing_stands_apart():
    """Half of everything is what the EU has: it neither lifts nor lowers, and no weight makes it do so."""
    assert told(component("one", 0.5, 9.0)) == (AS_UNION, AS_UNION)
    assert told(component("one", 0.5), component("two", None)) == ("two: not known", AS_UNION)


def test_the_two_that_move_a_country_most_are_told():
    """By weight x distance from the EU, whichever way; those that move it as much by id."""
    tied = {name: [SharedTie(name, shared, 1.0)] for name, shared in (("union", True), ("language", False))}
    near = component("a", 0.6, ties=[SharedTie("currency", True, 1.0)])
    lifts, lowers = component("c", 0.9, 1.0, ties=tied["union"]), component("b", 0.3, 2.0, ties=tied["language"])
    assert told(near, lifts, lowers)[0] == "- other language, b. + single market, c"


def test_a_component_says_the_figure_that_moves_it_its_way():
    """What lifts a country is told by the figure most above the EU's, by its weight; what lowers it, most below."""
    far, heavy, below = figure("sell", 0.6, 0.5), figure("buy", 0.6, 0.5, 2.0), figure("pay", 0.2, 0.5)
    empty = figure("none", None, 0.5, 9.0), figure("lone", 0.9, None, 9.0)
    assert told(component("one", 0.9, figures=(far, heavy, below, *empty)))[0] == (
        "+ one 60% (EU 50%), firms that buy, 2025"
    )
    assert told(component("one", 0.1, figures=(far, heavy, below)))[0] == "- one 20% (EU 50%), firms that pay, 2025"


def test_ties_that_pull_the_other_way_are_not_told():
    """A component that lifts names what is shared, one that lowers what is not; of what is not known neither."""
    ties = SharedTie("union", True, 1.0), SharedTie("currency", False, 1.0), SharedTie("language", None, 1.0)
    assert told(component("one", 0.9, ties=ties))[1] == "+ single market"
    assert told(component("one", 0.1, ties=ties))[1] == "- other money"


def test_by_fate_a_component_with_figures_stands_as_the_union():
    """Its ties alone tell countries apart, and where its own figure does not count it is not told."""
    measured = component("one", 0.9, figures=[figure("sell", 0.6, 0.5)])
    tied = component("two", 1.0, ties=[SharedTie("union", True, 1.0)])
    assert told(measured, tied, mediation="none") == ("+ single market, two", "+ single market")
    (row,) = ranked([("XX", "X", (measured, tied))], "country")
    assert (row.points, row.points_as_fate) == (pytest.approx(95), pytest.approx(75))


def test_a_figure_with_one_side_missing_is_neither_ahead_nor_behind():
    """Of the country or of the EU: nothing is held against nothing."""
    assert [beyond_union(figure("sell", *sides)) for sides in ((None, 0.5), (0.9, None))] == [0.0, 0.0]
