"""Two blind codings of the sectors by their traits, and what became of them in the map."""

import pytest

from research.figures.agreement import TARGET, agreement, coded, settled, with_agreement


def test_kappa_by_hand():
    """Four pairs, levels 0 0 .5 1 and 0 .5 .5 1: weights 1, .5, 1, 1 of agreement, .875 observed.

    By chance: shares (2, 1, 1)/4 and (1, 2, 1)/4 agree by 1 - |i - j| / 2 = .5625, so kappa is .3125 / .4375 = 5/7.
    """
    pairs = [("a", "t"), ("b", "t"), ("c", "t"), ("d", "t")]
    first = dict(zip(pairs, (0, 0, 0.5, 1), strict=True))
    second = dict(zip(pairs, (0, 0.5, 0.5, 1), strict=True))
    found = agreement(first, second)
    assert (found.pairs, found.same) == (4, 3)
    assert found.kappa == pytest.approx(5 / 7)


def test_every_pair_was_coded_twice_and_the_difference_settled(shipped):
    """Each sector by each trait; what both say stands, and every difference has its line, a level of one of both."""
    first, second = coded("trait_levels_a.csv"), coded("trait_levels_b.csv")
    pairs = {(sector.id, trait.id) for sector in shipped.sectors for trait in shipped.traits}
    assert first.keys() == second.keys() == pairs
    lines = coded("trait_levels_settled.csv")
    assert lines.keys() == {pair for pair in pairs if first[pair] != second[pair]}
    assert all(level in (first[pair], second[pair]) for pair, level in lines.items())


def test_the_map_has_the_settled_levels(shipped):
    """Levels of sectors.yaml are those of the codings, 0 where none is written."""
    levels = {(s.id, t.id): s.traits.get(t.id, 0.0) for s in shipped.sectors for t in shipped.traits}
    assert levels == settled()


def test_the_agreement_is_told_as_computed():
    """The table in the README of the judgements is that of the codings, and the agreement is good (0.8 or more)."""
    page = TARGET.read_text(encoding="utf-8")
    assert page == with_agreement(page)
    assert agreement(coded("trait_levels_a.csv"), coded("trait_levels_b.csv")).kappa >= 0.8
