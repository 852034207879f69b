"""What is worth watching, by hand on a small map; when to look again, by a written rule; channels by what they name."""

import math
from datetime import date

import pytest

from ecomap.errors import InputError, UnknownNameError
from ecomap.firms import described
from ecomap.io.businesses import open_business, templates
from ecomap.io.logbook.store import Logbook
from ecomap.model import Business
from ecomap.model.channels import Channel as MapLetter
from ecomap.results.logbook import Channel, Review, Signal, Snapshot, Tie
from ecomap.verbs.causes import keep_snapshot, keep_standings, latest_before, moved_since, moved_since_kept
from ecomap.verbs.channels import find_channels
from ecomap.verbs.news import judged
from ecomap.verbs.watching import after, confirmed, draw_up_agenda, interval, is_new, plan_reviews, suggest_watching
from maps import JUDGED, MEASURED, changed, ecosystem, influence, modifier, practice, sector, some, trend

DAY = date(2026, 11, 28)
OWN = Business(sectors={"s2": 1.0})


def small_map():
    """Return two trends, one fast and rare, one common; a sector that is further along; a practice at home there."""
    figures = [
        influence("fast", "s1", 0.6, evidence=MEASURED, year=2026), influence("fast", "s2", 0.1, evidence=MEASURED),
        influence("usual", "s1", 0.9, evidence=MEASURED, year=2026), influence("usual", "s2", 0.9, evidence=MEASURED),
    ]  # fmt: skip
    trends = [trend("fast", pace=0.4, stage="emerging"), trend("usual", pace=0.1, stage="established")]
    return ecosystem([sector("s1"), sector("s2")], trends, figures, practices=[practice("p", "fast")])


def test_the_worth_by_hand():
    """Everybody is touched, all is opportunity, no goals: potential 1; then the mean of error, pace / .5, 1 - share."""
    first, second = suggest_watching(small_map(), OWN).trends
    assert (first.trend.id, second.trend.id) == ("fast", "usual")
    for one, pace in ((first, 0.4), (second, 0.1)):
        half = 1.6448536269514722 * one.uncertain
        logit = math.log(one.share_today / (1 - one.share_today))
        assert one.share_low == pytest.approx(1 / (1 + math.exp(-(logit - half))))
        assert one.fast == pytest.approx(pace / 0.5)
        assert one.pace == pace
        assert one.potential == pytest.approx(1.0)
        assert one.worth == pytest.approx(100 * (one.uncertain + pace / 0.5 + 1 - one.share_today) / 3)


def test_homes_are_other_sectors_with_their_shares():
    """Where a practice is at home, with the published share; never the own sector."""
    (home,) = suggest_watching(small_map(), OWN).trends[0].homes
    assert (home.sector, home.share, home.counted, home.ahead, home.practice) == ("s1", 0.6, True, True, "p")
    assert all(home.sector != "s2" for one in suggest_watching(small_map(), OWN).trends for home in one.homes)


@pytest.mark.parametrize(
    ("pace", "s", "why"),
    [
        (0.3, 0.5, "30% of firms like yours meet it now; it spreads fast."),
        (0.29, 0.5, "30% of firms like yours meet it now."),
        (None, 0.5, "30% of firms like yours meet it now; nobody has counted how fast it spreads."),
        (0.1, 0.76, "30% of firms like yours meet it now; how many is known only roughly."),
        (0.1, 0.74, "30% of firms like yours meet it now."),
        (0.3, 0.76, "30% of firms like yours meet it now; it spreads fast; how many is known only roughly."),
    ],
)
def test_why_a_trend_is_worth_watching_is_told(pace, s, why):
    """How many use it; from .3 of log-odds a year on it spreads fast, from an error of .75 on it is a rough guess."""
    (row,) = suggest_watching(
        ecosystem([sector("s2")], [trend("t", level=0.3, s=s, pace=pace, role="risk", opportunity=0)]), OWN
    ).trends
    assert row.uncertain == pytest.approx(s, abs=1e-6)
    assert row.why == why


def test_four_other_sectors_are_named_those_where_a_practice_is_at_home_first():
    """Then those that are counted and further along; the own sector and those behind are no example."""
    names = ["s1", "s2", "s3", "s4", "s5", "s6", "s7"]
    shares = [0.6, 0.2, 0.7, 0.8, 0.75, 0.9, 0.05]
    figures = [
        influence("t", name, share, evidence=MEASURED, year=2026, statement=None)
        for name, share in zip(names, shares, strict=True)
    ]
    around = ecosystem([sector(name) for name in names], [trend("t")], figures, practices=[practice("p", "t")])
    (row,) = suggest_watching(around, OWN).trends
    found = [home.sector for home in row.homes]
    assert (len(found), found[0], set(found) - {"s1", "s3", "s4", "s5", "s6"}) == (4, "s1", set())
    assert [home.practice for home in row.homes] == ["p", "", "", ""]


def test_of_a_figure_of_something_else_the_estimate_is_told():
    """The line has no room to say what was counted instead."""
    around = small_map()
    said = around.trends[0].model_copy(update={"counted": {MEASURED: "with AI of any kind"}})
    known, other = (
        suggest_watching(changed(around, trends=(first, *around.trends[1:])), OWN).trends[0]
        for first in (around.trends[0], said)
    )
    assert {home.counted for home in known.homes} == {True}
    assert {(home.counted, home.source) for home in other.homes} == {(False, "estimated from figures of 2 sectors")}


def test_homes_are_not_named_by_a_count_of_something_near(shipped):
    """Care and banks use AI of any kind: that shows a quarry no machine that drives itself; farms have such a practice.

    Counted of autonomous machines themselves are makers and service firms of the EU; of care, AI of any kind in the US.
    """
    quarry = described(Business(sectors={"quarry": 1}, country="IT", employees=12), shipped)
    (row,) = [one for one in suggest_watching(shipped, quarry).trends if one.trend.id == "autonomous-machines"]
    assert [home.sector for home in row.homes] == ["agriculture", "business-support"]


def test_what_is_in_use_or_not_wanted_is_left_out():
    """Nobody watches what he has."""
    for said in ({"adopted": ("fast",)}, {"rejected": ("fast",)}):
        found = suggest_watching(small_map(), Business(sectors={"s2": 1.0}, **said))
        assert [one.trend.id for one in found.trends] == ["usual"]


def test_an_area_that_nobody_knows_is_told():
    """With what there is."""
    with pytest.raises(UnknownNameError, match='Did you mean "data"'):
        suggest_watching(small_map(), OWN, area="dat")
    assert suggest_watching(small_map(), OWN, area="data", top=1).trends_in_all == 2


def test_the_farm_watches_sensors_ai_and_drones_where_they_are_at_home():
    """Sensors in making things, AI in finance, drones in logistics: each with that sector."""
    farm = open_business("farm")
    homes = {
        one.trend.id: {home.sector for home in one.homes}
        for one in suggest_watching(farm.ecosystem, farm.business).trends
    }
    assert any(name.endswith("-manufacturing") for name in homes["iot-sensors"])
    assert "finance-insurance" in homes["machine-learning"]
    assert "logistics" in homes["delivery-drones"]
    assert {"survey-and-crop-drones", "image-recognition"} <= homes.keys()


@pytest.mark.parametrize(
    ("pace", "error", "stage", "months"),
    [
        (0.3, 0.8, "emerging", 1), (0.3, 0.8, "growing", 1), (0.15, 0.5, "growing", 3), (None, 0.5, "emerging", 3),
        (0.1, 0.5, "growing", 6), (0.1, 0.4, "growing", 12), (0.0, 0.0, "established", 12),
    ],
)  # fmt: skip
def test_the_faster_the_less_certain_and_the_newer_the_sooner(pace, error, stage, months):
    """The table of docs/watch.md."""
    assert interval(pace, error, stage) == months


def test_months_later_is_the_same_day_or_the_last():
    """There is no 30th of February."""
    assert after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert after(date(2026, 12, 15), 12) == date(2027, 12, 15)


def test_a_review_is_due_again_after_its_months_and_a_strong_answer_halves_them():
    """Fast, rough and emerging: every month or three; never looked at: today; later entries are not known yet."""
    never = {one.trend: one for one in plan_reviews(small_map(), OWN, DAY).reviews}
    assert {one.days_over for one in never.values()} == {0}
    months = never["fast"].months
    mild, strong = Review("fast", "2026-11-01", 0, 2, 2), Review("fast", "2026-11-01", 0, 3, 0)
    for review, wanted in ((mild, months), (strong, max(1, months // 2))):
        (one,) = plan_reviews(small_map(), OWN, DAY, reviews=[review], only="fast").reviews
        assert one.due == after(date(2026, 11, 1), wanted).isoformat()
        assert one.last == review
    future = Review("fast", "2026-12-01", 4, 4, 4)
    assert plan_reviews(small_map(), OWN, DAY, reviews=[future], only="fast").reviews == (never["fast"],)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, False),
        ({"signals": [Signal("2026-11-20", "One", (Tie("t11", (), "confirmed"),))]}, True),
        ({"signals": [Signal("2026-11-20", "One", (Tie("t11"),))]}, False),  # nobody has said that it belongs
        ({"signals": [Signal("2026-12-20", "One", (Tie("t11", (), "confirmed"),))]}, False),  # not known yet
        ({"reviews": [Review("t11", "2026-11-20", 1, 1, 1)]}, True),
    ],
)
def test_ten_trends_are_reviewed_and_those_of_which_the_logbook_speaks(said, told):
    """The eleventh by its worth comes with a review, or a signal that was confirmed by then."""
    around = ecosystem([sector("s2")], [trend(f"t{at}", level=0.3 + at / 20) for at in range(1, 12)])
    order = [one.trend.id for one in suggest_watching(around, OWN).trends]
    assert order[-1] == "t11"  # what most have is worth least
    found = {one.trend for one in plan_reviews(around, OWN, DAY, **said).reviews}
    assert found == {*order[:10]} | ({"t11"} if told else set())


def test_signals_are_new_until_the_trend_was_looked_at():
    """Those after the last review up to the day, of the trend itself, that nobody has said do not belong."""
    signals = [
        Signal("2026-11-20", "Before", (Tie("fast"),), id=1), Signal("2026-11-21", "After", (Tie("fast"),), id=2),
        Signal("2026-11-22", "Not", (Tie("fast", (), "not"),), id=3),
        Signal("2026-11-22", "Other", (Tie("usual"), Tie("fast", (), "not")), id=4),
    ]  # fmt: skip
    (never,) = plan_reviews(small_map(), OWN, DAY, signals=signals, only="fast").reviews
    reviews = [Review("fast", "2026-11-19", 1, 1, 1, id=1), Review("fast", "2026-11-20", 1, 1, 1, id=2)]
    (looked,) = plan_reviews(small_map(), OWN, DAY, signals=signals, reviews=reviews[::-1], only="fast").reviews
    assert (never.signals, looked.signals) == (2, 1)
    days = [plan_reviews(small_map(), OWN, date(2026, 11, day), signals=signals, only="fast") for day in (19, 20, 21)]
    assert [found.reviews[0].signals for found in days] == [0, 1, 2]
    assert (never.why, looked.why) == ("never looked at", "last looked at on 2026-11-20")


def test_no_review_is_due_sooner_than_after_a_month():
    """Fast, a guess and emerging is every month: a strong answer does not make it every day."""
    around = ecosystem([sector("s2")], [trend("fast", level=0.3, s=1.0, pace=0.4, stage="emerging")])
    (first,) = plan_reviews(around, OWN, DAY).reviews
    (again,) = plan_reviews(around, OWN, DAY, reviews=[Review("fast", "2026-11-01", 4, 4, 4)]).reviews
    assert (first.months, again.months, again.due) == (1, 1, "2026-12-01")


def test_the_agenda_has_new_signals_until_somebody_says_yes_or_no():
    """Newest first; what no trend is tied to is counted; a day before them knows none."""
    signals = [
        Signal("2026-11-01", "One", (Tie("fast", ("one",)),), id=1), Signal("2026-11-02", "Two", id=2),
        Signal("2026-11-03", "Three", (Tie("usual", ("three",), "confirmed"),), id=3),
        Signal("2026-11-04", "Four", (Tie("fast", ("four",)),), id=4),
    ]  # fmt: skip
    found = draw_up_agenda(small_map(), OWN, DAY, signals=signals)
    assert [one.id for one in found.signals] == [4, 1]
    assert found.unmatched == 1
    assert not draw_up_agenda(small_map(), OWN, date(2026, 10, 1), signals=signals).signals
    for yes in (True, False):
        assert not is_new(Signal("2026-11-01", "One", **judged(signals[0], (), "up", belongs=yes)))


def test_a_person_may_tie_a_signal_to_what_the_words_did_not_name():
    """Only the trends that were said change; a direction is kept where none is said."""
    signal = Signal("2026-11-01", "One", (Tie("a", ("one",)), Tie("b", ("two",))), "down")
    changed = judged(signal, ("b", "c"), None, belongs=True)
    assert changed == {"trends": (signal.trends[0], Tie("b", ("two",), "confirmed"), Tie("c", (), "confirmed"))}
    assert judged(signal, ("b", "c"), "up", belongs=False)["trends"][1:] == (Tie("b", ("two",), "not"),)


def test_signals_move_paces_only_if_they_are_asked_to():
    """Confirmed ones with a direction, nothing else."""
    told = Signal("2026-11-20", "One", (Tie("fast", (), "confirmed"), Tie("usual")), "up")
    assert [(one.trend, one.direction) for one in confirmed([told, Signal("2026-11-20", "Two", told.trends)])] == [
        ("fast", 1)
    ]
    slower = Signal("2026-11-20", "Three", (Tie("fast", (), "not"), Tie("usual", (), "confirmed")), "down")
    assert [(one.trend, one.direction) for one in confirmed([slower])] == [("usual", -1)]
    later = date(2027, 11, 20)
    plain = draw_up_agenda(small_map(), OWN, later, signals=[told])
    asked = draw_up_agenda(small_map(), OWN, later, signals=[told], by_signals=True)
    assert plain.watch == draw_up_agenda(small_map(), OWN, later).watch
    assert asked.watch[0].share_today > plain.watch[0].share_today


def test_today_is_compared_with_the_last_standings_before_it():
    """What the business says otherwise since then moves rows."""
    snapshot = keep_standings(small_map(), OWN, DAY, sha256="x")
    assert latest_before([snapshot], DAY) is None
    assert latest_before([snapshot], date(2026, 11, 29)) == snapshot
    more = OWN.model_copy(update={"adopted": ("fast",)})
    found = draw_up_agenda(small_map(), more, date(2026, 12, 24), snapshots=[snapshot])
    assert found.since == "2026-11-28"
    assert "fast" in {one.trend for one in found.moved}


@pytest.mark.parametrize(
    ("since", "then"),
    [
        (None, "2026-11-20"),  # the last before today
        (date(2026, 11, 20), "2026-11-20"), (date(2026, 11, 19), "2026-11-10"), (date(2026, 11, 10), "2026-11-10"),
        (date(2026, 12, 24), "2026-11-20"),  # no day is later than today
    ],
)  # fmt: skip
def test_what_moved_since_a_day_is_set_against_the_standings_of_that_day_or_before(since, then):
    """Those of today are no past, and what was kept later is not known yet."""
    days = [date(2026, 11, 10), date(2026, 11, 20), DAY, date(2026, 12, 1)]
    kept = [keep_standings(small_map(), OWN, day, sha256="x") for day in days]
    assert moved_since_kept(small_map(), OWN, kept, DAY, since=since).then == then


def test_where_nothing_was_kept_by_then_the_days_are_told():
    """Or that nothing was ever kept; those of today stand for themselves where they have just been kept."""
    kept = [keep_standings(small_map(), OWN, day, sha256="x") for day in (DAY, date(2026, 12, 1))]
    with pytest.raises(
        InputError, match=r"^--since  no .* before 2026-11-28\. They were kept on: 2026-11-28, 2026-12-01\."
    ):
        moved_since_kept(small_map(), OWN, kept, DAY, since=date(2026, 11, 27))
    with pytest.raises(InputError, match=r"^the logbook  .* Those of today are kept: ask again on another day\."):
        moved_since_kept(small_map(), OWN, kept, DAY)  # nobody wrote an option
    with pytest.raises(InputError, match=r"before 2026-11-06\. Keep those of today"):
        moved_since_kept(small_map(), OWN, [], DAY, since=date(2026, 11, 5))
    now = moved_since_kept(small_map(), OWN, [], DAY, kept_now=True)
    assert (now.then, now.moves) == ("2026-11-28", ())


def test_standings_are_kept_once_a_day_and_never_before_later_ones(tmp_path):
    """A second time on a day, or on a day before the last, nothing is kept."""
    with Logbook(tmp_path / "a.logbook.sqlite") as logbook:
        for day in (DAY, DAY, date(2026, 11, 27), date(2026, 11, 29)):
            keep_snapshot(logbook, small_map(), OWN, day, "x")
        assert [one.date for one in logbook.entries(Snapshot)] == ["2026-11-28", "2026-11-29"]


def test_the_agenda_names_the_three_that_moved_most():
    """All five trends came into use since then; the three that moved most are told, in the order of `since`."""
    around = ecosystem([sector("s2")], [trend(f"t{at}", level=at / 10) for at in range(1, 6)])
    snapshot = keep_standings(around, OWN, DAY, sha256="x")
    now = OWN.model_copy(update={"adopted": tuple(f"t{at}" for at in range(1, 6))})
    later = date(2026, 12, 24)
    whole = moved_since(around, now, snapshot, OWN, later).moves
    assert len(whole) == 5
    assert draw_up_agenda(around, now, later, snapshots=[snapshot]).moved == whole[:3]


def test_the_agenda_has_the_five_trends_most_worth_watching():
    """In their order, of however many there are."""
    around = ecosystem([sector("s2")], [trend(f"t{at}", level=at / 10) for at in range(1, 8)])
    found = draw_up_agenda(around, OWN, DAY)
    assert found.watch == suggest_watching(around, OWN).trends[:5]
    assert len(found.watch) == 5


def test_what_is_not_due_yet_says_when_the_first_is():
    """Due today or before stands in the agenda, of the others the first day; nothing to come is no day."""
    months = {one.trend: one.months for one in plan_reviews(small_map(), OWN, DAY).reviews}
    reviews = [Review("fast", "2026-11-10", 0, 0, 0), Review("usual", "2026-11-20", 0, 0, 0)]
    first = min(after(date.fromisoformat(one.date), months[one.trend]) for one in reviews)
    for day, due in ((DAY, []), (first, [first.isoformat()])):
        found = draw_up_agenda(small_map(), OWN, day, reviews=reviews)
        assert [one.due for one in found.due] == due
        assert (found.next_due == first.isoformat()) == (not due)
    assert draw_up_agenda(small_map(), OWN, DAY).next_due == ""


def test_channels_are_told_by_what_they_name_and_own_ones_first():
    """One that names the trend before one that names its area; in any language or the one asked for."""
    clinic = open_business("clinic")
    own = Channel("Guild letter", trends=("telehealth",), note="Look for cases")
    found = find_channels(clinic.ecosystem, clinic.business, own=[own])
    assert (found.channels[0].name, found.channels[0].origin) == ("Guild letter", "own")
    fits = [one.fit for one in found.channels[1:]]
    assert fits == sorted(fits, reverse=True)
    assert len(found.channels) == found.channels_in_all >= 20
    assert all(one.trends for one in found.channels)
    asked = [find_channels(clinic.ecosystem, clinic.business, own=[own], trends=[id]) for id in ("telehealth", "rfid")]
    assert [any(one.origin == "own" for one in found.channels) for found in asked] == [True, False]
    german = find_channels(clinic.ecosystem, clinic.business, languages=["de"]).channels
    assert german
    assert all("de" in one.languages for one in german)


def letter(name: str, **said: object) -> MapLetter:
    """Return a newsletter of the map."""
    fields = {"languages": ("en",), "trends": (), "evidence": JUDGED, "reviewed": "2026-11-28"} | said
    return MapLetter(
        id=name, name=name, kind="newsletter", publisher="Guild", url=f"https://example.org/{name}", cadence="weekly",
        look_for="Look for cases.", found={"address": "example.org", "files": 9, "read": "2026-11-27"}, **fields,
    )  # fmt: skip


def test_the_fit_of_a_channel_by_hand():
    """What it names by the root of how much it names: a trend whole, its area half.

    Made for the own trade it counts twice, for others a third and nothing by its area; about another country it is no
    channel of the firm.
    """
    trends = [trend("a", level=0.3), trend("b", level=0.5), trend("c", level=0.2, area="security")]
    some = {
        "one": {"trends": ("a",)}, "two": {"trends": ("a", "b")}, "area": {"areas": ("data",)},
        "own": {"trends": ("a",), "sectors": ("s2",)}, "other": {"trends": ("a",), "sectors": ("s1",)},
        "home": {"trends": ("a",), "countries": ("FI",)}, "abroad": {"trends": ("a",), "countries": ("RO",)},
        "nothing": {"areas": ("payments",)}, "theirs": {"areas": ("data",), "sectors": ("s1",)},
    }  # fmt: skip
    around = ecosystem(
        [sector("s1"), sector("s2")], trends, channels=tuple(letter(name, **said) for name, said in some.items()),
        modifiers=[modifier(place, "digital", 0.0) for place in ("fi", "ro")],
    )  # fmt: skip
    firm = Business(sectors={"s2": 1.0}, country="FI")
    worth = {one.trend.id: one.worth for one in suggest_watching(around, firm).trends}
    found = find_channels(around, firm).channels
    a, b = worth["a"], worth["b"]
    wanted = {"one": a, "two": (a + b) / 2**0.5, "area": (a + b) / 2, "own": 2 * a, "other": a / 3, "home": a}
    assert {one.id: one.fit for one in found} == pytest.approx(wanted)
    assert [one.rank for one in found] == [1, 2, 3, 4, 5, 6]
    assert [one.fit for one in found] == sorted(wanted.values(), reverse=True)
    assert [one.id for one in find_channels(around, firm, trends=["b"]).channels] == ["two", "area"]
    assert [one.id for one in find_channels(around, firm, top=1).channels] == [found[0].id]


def test_a_channel_is_looked_at_for_the_thirty_trends_most_worth_watching():
    """What speaks of the thirty-first alone is no channel, unless that trend is asked for."""
    trends = [trend(f"t{at}", level=0.2 + at / 50) for at in range(32)]
    plain = ecosystem([sector("s2")], trends)
    order = [one.trend.id for one in suggest_watching(plain, OWN).trends]
    letters = (letter("last", trends=(order[29],)), letter("beyond", trends=(order[30],)))
    around = plain.model_copy(update={"channels": letters})
    assert [one.id for one in find_channels(around, OWN).channels] == ["last"]
    assert [one.id for one in find_channels(around, OWN, trends=[order[30]]).channels] == ["beyond"]


@pytest.mark.parametrize("name", some(templates()))
def test_every_template_has_something_to_watch_in_several_areas(name: str):
    """Ten trends of three areas at least, and channels for them."""
    opened = open_business(name)
    rows = suggest_watching(opened.ecosystem, opened.business, top=10).trends
    assert len(rows) == 10
    assert len({one.trend.area for one in rows}) >= 3
    assert find_channels(opened.ecosystem, opened.business).channels_in_all >= 10
