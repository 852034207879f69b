"""A backtest on a terminal: it fits, it says wins and losses, and every figure stands beside its interval."""

from dataclasses import replace

import pytest
from rich.cells import cell_len

from ecomap.render.backtest_headline import headline
from ecomap.render.backtest_table import backtest_table
from ecomap.render.backtest_words import PREDICTORS, outcome, with_interval
from ecomap.render.screen import Screen
from ecomap.results.backtest import Gain
from made_up_backtest import MEASURES, made_up_backtest


def words_of(backtest, width: int = 80, **asked: bool) -> str:
    """Return the table as one line of words."""
    return " ".join(backtest_table(backtest, Screen(width=width), **asked).split())


def test_no_line_is_wider_than_the_screen():
    """At any width from 60 to 110 columns every line fits, whatever the names."""
    for name in ("specialized_software", "面包" * 30, "x" * 200):
        for width in (60, 71, 80, 110):
            text = backtest_table(made_up_backtest(name), Screen(width=width), technologies=True)
            assert max(cell_len(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("width", [60, 80])
def test_every_score_stands_there_with_its_interval(width: int):
    """Each predictor's line holds its values and intervals, at any width."""
    backtest = made_up_backtest()
    lines = backtest_table(backtest, Screen(width=width)).splitlines()
    for score in backtest.tasks:
        name = PREDICTORS[score.predictor]
        assert any(line.startswith(name) and with_interval(score) in line for line in lines), score


def test_the_headline_names_the_best_rival_even_where_it_wins():
    """In the made-up transfer readiness alone has 0.59 against 0.58: the sentence says so."""
    transfer = next(sentence for sentence in headline(made_up_backtest()) if "EU" in sentence)
    assert "0.58 [0.37, 0.74] (best rival: readiness alone, 0.59)" in transfer


def test_what_is_not_shown_is_told_beside_what_is():
    """A gain whose interval holds 0 is named as not shown; one below 0 as worse; none of them in silence."""
    backtest = made_up_backtest()
    sentences = headline(backtest)
    assert "Not shown to be better than regression (sectors ranked); readiness alone (US to EU)." in sentences
    behind = [replace(gain, value=-0.1, low=-0.2, high=-0.05) for gain in backtest.gains]
    (worse,) = headline(replace(backtest, gains=tuple(behind)))[-1:]
    assert worse.startswith("Shown to be worse than regression, profile neighbours, readiness alone (sectors ranked);")


@pytest.mark.parametrize(
    ("metric", "low", "high", "said"),
    [
        ("spearman", 0.01, 0.2, "better"),
        ("spearman", -0.01, 0.2, "not shown"),
        ("spearman", -0.2, -0.01, "worse"),
        ("level_error", -0.9, -0.1, "better"),
        ("level_error", 0.1, 0.9, "worse"),
    ],
)
def test_a_gain_is_shown_by_its_interval(metric, low: float, high: float, said: str):
    """It is shown where the interval leaves out 0, on the right side: of errors less is better."""
    gain = Gain("us-industries", "A", "share", metric, "ecomap", "readiness", (low + high) / 2, low, high)
    assert outcome(gain) == said


def test_technologies_are_shown_on_demand():
    """Single technologies are many lines: only who asks sees them."""
    assert "robotics 0.86" not in words_of(made_up_backtest())
    assert "robotics 0.86 0.95 0.35" in words_of(made_up_backtest(), technologies=True)


def test_a_score_on_fewer_technologies_stands_apart():
    """The made-up own earlier figure is known of 9 technologies of 14: no best rival, and the table says why."""
    assert not any("own earlier figure, 0.79" in sentence for sentence in headline(made_up_backtest()))
    assert "The own earlier figure is known of 9 technologies alone: compare it under gains." in words_of(
        made_up_backtest()
    )


def test_parts_that_were_left_out_leave_no_heading():
    """A quick run has no shuffled networks and no sensitivity, and the table no empty sheets."""
    quick = replace(made_up_backtest(), nulls=(), sensitivity=(), forecasts=())
    text = words_of(quick)
    assert "shuffled. Task" not in text
    assert "What each setting does" not in text


def test_plain_ascii_will_do():
    """On a terminal without Unicode nothing turns into question marks."""
    text = backtest_table(made_up_backtest(), Screen(unicode=False))
    assert text.isascii()
    assert "?" not in text.replace("come true?", "")


def test_the_made_up_result_has_all_there_is_to_show():
    """Every task is among the made-up scores, so that these tests see every kind of sheet."""
    assert {task for _, task, *_ in MEASURES} >= {"A", "C", "transfer"}
