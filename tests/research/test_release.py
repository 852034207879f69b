"""What a new release of the statistics changes, in sentences."""

import math

import pytest

from research.release import NumberChange, release_text


def change(old, new, *, kind="prevalence", text="Tills: share of firms in Shops", values=(None, None), size=1.0):
    return NumberChange(kind, text, old, new, *values, size)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (change(0.1, 0.125, values=("10", "12.5")), "12.5 % (published: 12.5), where it was 10 % (published: 10)."),
        (change(None, 0.2, size=math.inf), "20 %, where there was nothing."),
        (change(0.2, None, size=math.inf), "gone; it was 20 %."),
        (change(0.005, 0.005, values=("0.3", "0.4"), size=0), "0.5 % as before, published as 0.4."),
        (change(-0.25, 0.5, kind="modifier"), "0.5, where it was -0.25."),
    ],
)
def test_a_change_is_a_sentence(told, sentence):
    """Changed, new, gone, or only published otherwise: shares in per cent, all else as a plain number."""
    assert release_text([told]).splitlines()[1] == f"  {told.text}: {sentence}"


def test_many_changes_are_counted_and_the_first_six_told():
    """Of eight couplings six are told, and that the other two are no larger; one alone is singular."""
    changes = [change(0.1, 0.2, kind="coupling", text=f"{n}") for n in range(8)]
    lines = release_text([change(None, 0.2), *changes]).splitlines()
    assert (lines[0], lines[2]) == ("Prevalences: 1 is new.", "Couplings: 8 change.")
    assert [line.split(":")[0].strip() for line in lines[3:9]] == ["0", "1", "2", "3", "4", "5"]
    assert lines[9:] == ["  and 2 more, none of them larger."]
