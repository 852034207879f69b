"""Sentences for an owner: no mathematics, nothing that the numbers do not say."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ecomap.engine.actions import EMERGING, FITS, LATER, LESS, NEEDED, SKILLS, UNSURE
from ecomap.render.phrases import TOO, english, within, you_do
from ecomap.results.ranking import RankedTrend

if TYPE_CHECKING:
    from ecomap.results.benchmark import ShareOfFirms


class Leader(NamedTuple):
    """A foreign sector that pushes a trend towards the business."""

    name: str  # its short name
    share: float  # share of its firms that use the trend
    shared: str  # verb phrase of an activity that trend, sector and business have in common; may be empty


TOLD = 2  # leaders named in a line
LINE = 76  # characters of a line that fits a terminal of 80 columns with its indent

WHO = {"risk": "are hit", "regulation": "are bound"}
FEW, MOST, NEARLY = 0.16, 0.5, 0.9
"""Shares below which something is rare among firms, above which most have it, and from which hardly one in ten lacks
it: who is told of it has it most likely."""


def why(kind: str, leaders: Sequence[Leader], share: float, trait: str, activity: str = "", *, grows: bool) -> str:
    """Return one line that says what moves a row.

    ``leaders`` are other sectors further along whose figures raise it much, strongest first; ``share`` of firms like
    this one use it today; ``trait`` is what raises it most of what they are, ``activity`` what they do most of it.
    """
    if share >= NEARLY and kind not in WHO:
        return "Catch up if you have not got it: nearly all firms like yours use it."
    many = "most" if share > MOST else "few" if share < FEW else IN_TEN[round(10 * share)]
    for who in leaders[:TOLD]:
        text = f"{_state(kind, many)}{who.name} {percent(who.share)}; they too {who.shared.removesuffix(TOO)}."
        if who.shared and len(text) <= LINE:
            return text
    return _of_its_own(kind, many, trait, activity, grows)


CLOSE = 0.05  # half a tenth: to what is closer, rounding to tenths adds more than there is
IN_TEN = tuple(f"about {tenth} in 10" for tenth in range(11))


def _state(kind: str, many: str) -> str:
    return "" if kind in WHO else {"most": "Catch up: ", "few": "New: "}.get(many, "")


@lru_cache(maxsize=4096)
def _of_its_own(kind: str, many: str, trait: str, activity: str, grows: bool) -> str:
    """Return the line of a row that names no other sector."""
    do, state, growth = WHO.get(kind, "use it"), _state(kind, many), ", and it grows fast" * (grows and many == "few")
    if activity and kind not in WHO:
        how_many = ", and most like you use it" if many == "most" else growth or f"; {many} like you use it"
        if len(text := f"{state}you {you_do(activity)}{how_many}.") <= LINE:
            return text if state else f"{text[:1].upper()}{text[1:]}"
    if trait and kind not in WHO and many != "most":
        text = f"you {you_do(trait)}"
    else:
        text = f"{many} firms like yours {do}{' yet' if many == 'few' else ''}"
    text += growth
    return f"{state}{text}." if state else f"{text[:1].upper()}{text[1:]}."


def rule_in_words(
    rule: int, missing: dict[str, float], short: Sequence[str], first: Sequence[str], needed: Sequence[str],
    worth: float, waits: str = "",
) -> str:  # fmt: skip
    """Return why a rule says what it says.

    ``missing`` are hours and EUR that the first step asks beyond the means, alone or, as ``waits`` then says, with what
    it needs; ``short`` skills that lack more than a level; ``first`` what must be in use first, ``needed`` what this
    must be in use for; ``waits`` what it waits for, or what goes beyond the means, where its first step alone fits.
    """
    if rule == NEEDED:
        return f"needed first for {listed(needed)}" if needed else "needed first for something that you begin"
    if rule == SKILLS:
        skills = listed(short) or "a skill"
        return f"more than a level short of {skills}: learn it or find somebody first{_before(first)}"
    if rule == LATER:
        lacks = [
            f"{amount:,.0f} hours" if unit == "hours" else f"EUR {amount:,.0f}"
            for unit, amount in missing.items() if amount > 0
        ]  # fmt: skip
        alone = f"{' and '.join(lacks)} beyond your means {waits}".strip() if lacks else f"fits alone, but {waits}"
        return f"{alone}{_before(first)}"
    return plain_rule(rule, tuple(first), worth)


def _before(first: Sequence[str]) -> str:
    return f"; {listed(first)} first" if first else ""


@lru_cache(maxsize=1024)
def plain_rule(rule: int, first: tuple[str, ...], worth: float) -> str:
    """Return why a rule says what it says that names nothing but what must be in use first."""
    return {
        FITS: "worth a step, and it fits your means together with what comes before it",
        UNSURE: "fits your means, but is not sure to be worth it: try it small",
        EMERGING: "fits your means, but is young: try it small",
        LESS: f"under {worth:g} points: other things bring more",
    }[rule] + _before(first)


def lesson_figures(trend: str, sector: str, there: "ShareOfFirms", yours: "ShareOfFirms", *, sure: bool) -> str:
    """Return how far a sector and the own trade are, with years and publishers.

    Shares of two surveys, or of a survey and an estimate, are told for today too, to be set side by side.
    """
    guess = "" if sure else " That is a guess, the two may be level."
    if _alike(there, yours):
        return f"{trend}: {sector} {percent(there.share)}, your trade {_told(yours)}.{guess}"
    now = [f", {'itself ' if firms.counts else ''}now {about(firms.today)}" for firms in (there, yours)]
    told = [_told(firms) + text * firms.counted for firms, text in zip((there, yours), now, strict=True)]
    return f"{trend}: {sector} {told[0]}; your trade {told[1]}.{guess}"


def _alike(there: "ShareOfFirms", yours: "ShareOfFirms") -> bool:
    return there.counted and (there.evidence, there.year) == (yours.evidence, yours.year)


def lesson_why(there: "ShareOfFirms", yours: "ShareOfFirms", phrases: Sequence[str], home: str, *, ahead: bool) -> str:
    """Return what else speaks for a sector, or against it: its share of today, its home, what both have in common.

    ``home`` is a sentence on the sector where the practice is at home, where that is another.
    """
    sentences = list[str]()
    if _alike(there, yours):
        itself = "Itself now" if there.counts else "Now"
        sentences.append(f"{itself} {about(there.today)} there, {about(yours.today)} in your trade.")
    if not ahead:
        sentences.append("By the figures it is no further along than you.")
    if home:
        sentences.append(home)
    if phrases:
        sentences.append(f"They too {listed([phrase.removesuffix(TOO) for phrase in phrases])}.")
    return " ".join(sentences)


def lesson_home(sector: str, share: float, *, ahead: bool, likely: bool) -> str:
    """Return what the figures say of the sector where a practice is at home, where another shows it."""
    told = about(share)
    if ahead:
        return f"It is at home in {sector} ({told})."
    return f"It is at home in {sector}, by the figures {'not surely' if likely else 'no'} further along ({told})."


def _told(firms: "ShareOfFirms") -> str:
    """Return a share with its year and publisher, or as an estimate."""
    if firms.counted:
        counts = f" {firms.counts}" if firms.counts else ""
        return f"{percent(firms.share)}{counts} ({firms.source}, {firms.year})"
    return f"{about(firms.share)} ({firms.year})"


def listed(names: Sequence[str]) -> str:
    """Return names as people say them."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


@lru_cache(maxsize=4096)
def percent(share: float) -> str:
    """Return a share in whole per cent."""
    return "under 1%" if share < 0.01 else "over 99%" if share > 0.99 else f"{share:.0%}"


def about(share: float) -> str:
    """Return an estimated share, marked so."""
    told = percent(share)
    return f"~{told}" if told[0].isdigit() else told  # under 1% says so itself


def first_paragraph(
    row: RankedTrend, leaders: Sequence[str], own: Sequence[str], horizon: int, *, threat: bool
) -> tuple[str, ...]:
    """Return what an owner wants to hear first, as sentences without mathematics."""
    verb = "face it" if threat else "use it"
    then, now = _then_and_now(row.likelihood, row.likelihood_today)
    sentences = [f"{then} firms like yours will {verb} by {horizon}, {now}."]
    if row.cross and leaders:
        are, show = ("are", "show") if len(leaders) > 1 or leaders[0].endswith("s") else ("is", "shows")
        sentences.append(f"{' and '.join(leaders)} {are} further along than your own trade, and {show} how it is done.")
    elif "own-figure-unknown" in row.flags:
        sentences.append(f"How far your own trade ({', '.join(own)}) is, no figure says: it is estimated.")
    elif row.lead < 0:
        sentences.append(f"Your own trade ({', '.join(own)}) is further along than the sectors around you.")
    else:
        sentences.append("The sectors around you stand about where your own trade does.")
    if row.activities:
        part = "much" if row.touch >= 0.66 else "part" if row.touch >= 0.33 else "little"  # thirds
        sentences.append(f"It touches {part} of what you do.")
    return (*sentences, english("action")[row.action.name])


def _then_and_now(then: float, now: float) -> tuple[str, str]:
    """Return two shares so that they differ: in tenths, in hundredths where they are closer than that, else as many."""
    told = _firms(then), _firms(now)
    if told[0] != told[1] and abs(then - now) >= CLOSE:
        return told[0], f"{within(told[1]).removeprefix('about ')} do today"
    later, today = round(100 * then), round(100 * now)
    if later == today:
        return told[0], "as many as today"
    return (f"{later} in 100" if later else told[0]), f"{f'{today} in 100' if today else 'hardly any'} do today"


def _firms(share: float) -> str:
    """Return a share the way people say it."""
    if share < 0.025:  # 1 in 40
        return "Hardly any"
    if share < 0.075:  # below that "1 in 10" says too much
        return "About 1 in 20"
    return "Nearly all" if share >= 0.95 else f"About {round(10 * share)} in 10"
