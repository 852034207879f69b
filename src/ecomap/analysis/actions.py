"""What to do about a trend: named rules, the first that fits decides and is part of the answer."""

from dataclasses import dataclass

from ecomap.model import Settings
from ecomap.results import Action


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rules look at."""

    rank: int
    influence: float
    """0..1, of the list's sign."""
    likelihood_today: float
    touch: float
    means: float
    emerging: bool


def opportunity_action(standing: Standing, settings: Settings) -> Action:
    """Return act, prepare, pilot or watch for an opportunity."""
    common = standing.likelihood_today >= settings.early
    feasible = standing.means >= settings.enough_means
    if standing.rank <= settings.act_rank and feasible and common:
        return Action(
            "act",
            f"among the first {settings.act_rank}, at least {settings.early:.0%} of firms like yours use it today, "
            f"and your means cover at least {settings.enough_means:.0%} of the need",
        )
    if standing.influence >= settings.high_influence or standing.rank <= settings.act_rank:
        late = "your means are short of the need" if not feasible else "it is still early or others come first"
        return Action("prepare", f"high influence, but {late}")
    if standing.rank <= settings.pilot_rank:
        return Action("pilot", f"among the first {settings.pilot_rank}, influence still moderate: try it small")
    if standing.emerging and standing.touch >= settings.high_touch:
        return Action("pilot", "emerging, and it touches much of what you do: try it small")
    return Action("watch", "none of the rules for act, prepare or pilot fits")


def threat_action(standing: Standing, settings: Settings) -> Action:
    """Return act, prepare or watch for a threat; a threat is not piloted, and short means are no excuse."""
    if standing.rank <= settings.act_rank and standing.likelihood_today >= settings.early:
        return Action(
            "act",
            f"among the first {settings.act_rank} threats, and at least {settings.early:.0%} of firms face it today",
        )
    if standing.rank <= settings.pilot_rank or standing.influence >= settings.high_influence:
        return Action("prepare", f"among the first {settings.pilot_rank} threats, or of high influence")
    return Action("watch", "neither among the first threats nor of high influence")
