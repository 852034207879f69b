"""Every name of the map with its place in the arrays, looked up once."""

from dataclasses import dataclass, field

from ecomap.model.compiled import AnyMap
from ecomap.names import Names

REMEMBERED = 100_000
"""Names that are remembered; more different ones are looked up again."""


@dataclass
class Vocabulary:
    """Places of sectors, trends, activities, goals and skills; the axes of `MapTables`."""

    ecosystem: AnyMap
    _sectors: dict[str, int | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Put each kind of name in the order of its axis."""
        ecosystem = self.ecosystem
        self.sectors = sorted(sector.id for sector in ecosystem.sectors)
        self.trends = sorted(trend.id for trend in ecosystem.trends)
        self.activities = sorted(activity.id for activity in ecosystem.activities)
        self.goals = [goal.id for goal in ecosystem.goals]
        self.skills = [skill.id for skill in ecosystem.skills]
        self.at: dict[str, dict[str, int]] = {
            kind: {name: place for place, name in enumerate(getattr(self, kind))}
            for kind in ("sectors", "trends", "activities", "goals", "skills")
        }

    def place(self, kind: str, name: str) -> int | None:
        """Return the place of a name; of sectors by id, name, alias or code, of all else by id; None if not plain."""
        return self.sector(name) if kind == "sectors" else self.at[kind].get(name)

    def sector(self, name: str) -> int | None:
        """Return the place of a sector by any of its names."""
        if name not in self._sectors:
            if len(self._sectors) >= REMEMBERED:
                self._sectors.clear()
            found = Names.of(self.ecosystem).find("sector", name)
            self._sectors[name] = None if found is None else self.at["sectors"][found]
        return self._sectors[name]
