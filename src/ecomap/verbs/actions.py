"""What to do about a trend: named rules, the first that fits decides and is part of the answer."""

from dataclasses import dataclass

from ecomap.model import Settings
from ecomap.results.ranking import Action, Certainty


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
    certainty: Certainty | None = None

    def first(self, settings: Settings) -> bool:
        """Tell whether the trend belongs to the first few."""
        if self.certainty is None:
            return self.rank <= settings.act_rank
        return self.certainty.p_top3 >= settings.sure

    def near(self, settings: Settings) -> bool:
        """Tell whether the trend may belong to the first few."""
        if self.certainty is None:
            return self.rank <= settings.pilot_rank
        return self.certainty.p_top3 >= settings.likely

    def place(self, settings: Settings) -> str:
        """Say where the trend stands."""
        if self.certainty is None:
            return f"among the first {settings.act_rank}"
        return f"among the first 3 in {self.certainty.p_top3:.0%} of the draws"


def opportunity_action(standing: Standing, settings: Settings) -> Action:
    """Return act, prepare, pilot or watch for an opportunity.

    Where ranks were drawn, P(top 3) decides about act and pilot; else the rank itself.
    """
    feasible = standing.means >= settings.enough_means
    if standing.first(settings) and feasible and standing.likelihood_today >= settings.early:
        return Action(
            "act",
            f"{standing.place(settings)}, at least {settings.early:.0%} of firms like yours use it today, "
            f"and your means cover at least {settings.enough_means:.0%} of the need",
        )
    if standing.influence >= settings.high_influence or standing.first(settings):
        late = "your means are short of the need" if not feasible else "it is still early or others come first"
        high = standing.influence >= settings.high_influence
        cause = "high influence" if high else f"among the first {settings.act_rank}"
        return Action("prepare", f"{cause}, but {late}")
    if standing.near(settings):
        return Action("pilot", "near the first ranks, influence still moderate: try it small")
    if standing.emerging and standing.touch >= settings.high_touch:
        return Action("pilot", "emerging, and it touches much of what you do: try it small")
    return Action("watch", "none of the rules for act, prepare or pilot fits")


def threat_action(standing: Standing, settings: Settings) -> Action:
    """Return act, prepare or watch for a threat; a threat is not piloted, and short means are no excuse."""
    if standing.first(settings) and standing.likelihood_today >= settings.early:
        return Action("act", f"{standing.place(settings)}, and at least {settings.early:.0%} of firms face it today")
    if standing.first(settings) or standing.near(settings) or standing.influence >= settings.high_influence:
        return Action("prepare", "near the first threats, or of high influence")
    return Action("watch", "neither near the first threats nor of high influence")
