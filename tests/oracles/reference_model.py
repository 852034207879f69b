"""The model a second time, from the words of docs/model.md: a firm, its lists, and what to do.

As in reference_sectors.py: plain floats, one function a formula, in the order of the page.
"""

import math
from statistics import NormalDist

from reference_sectors import PARTS, SLACK, Reference, dot, logit, mean, share

from ecomap.model import Business, Practice

ERROR_OF_GRADE = {"A": 0.05, "B": 0.1, "C": 0.2, "D": 0.3}
SIZES = ((1, "0-1"), (9, "2-9"), (49, "10-49"), (249, "50-249"), (math.inf, "GE250"))
PLACES = ((3, 6), (20, 12), (math.inf, 18))
HOUR_EUR, CHANGE_EUR, WEEKS = 30.0, 690.0, 46


# --- 3. a firm


class Row:
    """One trend for one firm."""

    rank, tier, action = 0, 1, "watch"

    def __init__(self, trend: str, parts: dict[str, float], var: float) -> None:
        """Take the parts of the log-odds at the horizon before anything is held."""
        self.trend, self.parts, self.var = trend, parts, var
        self.z_ahead = sum(parts.values())
        self.z = self.z_ahead - parts["pace"]

    def settle(self, firm: "Firm") -> None:
        """Compute what follows from z today and at the horizon."""
        trend, settings = firm.reference.trends[self.trend], firm.reference.settings
        self.risk = trend.role == "risk"
        self.likelihood, self.likelihood_today = share(self.z_ahead), share(self.z)
        self.touch = 1 - trend.specificity + trend.specificity * firm.served(self.trend)
        self.influence = 100 * self.likelihood * self.touch
        self.cover, self.goal_fit = firm.cover(self.trend), firm.goal_fit(self.trend)
        theta, today = firm.opportunity(self.trend), self.likelihood_today
        graded = firm.error_of(trend.evidence)
        s2 = firm.s_cover**2 + (ERROR_OF_GRADE["A"] if theta in (0, 1) else graded) ** 2
        if self.risk:
            self.score = (1 - theta) * today * self.cover * firm.left_by_protections(self.trend)
            self.sd = math.sqrt((1 - today) ** 2 * self.var + s2)
        else:
            self.score = theta * math.sqrt(today) * self.cover * math.sqrt(self.goal_fit)
            s_goal = graded if firm.goals else 0.0
            self.sd = math.sqrt((0.5 * (1 - today)) ** 2 * self.var + s2 + (0.5 * s_goal) ** 2)
        self.sure = NormalDist().cdf(math.log(100 * self.score / settings.worth) / self.sd) if self.score else 0.0
        width = NormalDist().inv_cdf((1 + settings.coverage) / 2)
        off, apart = math.exp(width * self.sd), width * math.sqrt(self.var)
        self.priority_low, self.priority_high = 100 * self.score / off, min(100.0, 100 * self.score * off)
        self.likelihood_low, self.likelihood_high = share(self.z - apart), share(self.z + apart)
        self.mark = "new" if today < settings.early else "catch-up" if today > settings.half else "spreading"
        if self.risk:
            self.mark = None
        self.young = trend.stage == "emerging"
        self.is_worth = 100 * self.score >= settings.worth


class Firm:
    """One business on the map."""

    def __init__(self, reference: Reference, business: Business) -> None:
        """Take what the business says of itself."""
        self.reference, self.business, self.trends = reference, business, reference.trends
        total = sum(business.sectors.values())
        self.own = {reference.place[id_]: part / total for id_, part in business.sectors.items()}
        beside = {reference.place[id_]: part for id_, part in business.dependences.items()}
        alone = 1 - sum(beside.values())
        self.e = {j: alone * self.own.get(j, 0.0) + beside.get(j, 0.0) for j in self.own | beside}
        said, levels = business.traits | business.activities, reference.levels
        mix = {f: sum(e * x[j] for j, e in self.e.items()) for f, x in levels.items()}
        self.d = {f: said[f] - x for f, x in mix.items() if f in said}
        self.levels = mix | said
        own_mix = {f: sum(part * x[j] for j, part in self.own.items()) for f, x in reference.activities.items()}
        self.k = {f: min(1.0, said.get(f, x)) for f, x in own_mix.items()}
        goals = sum(business.goals.values())
        self.goals = {goal: weight / goals for goal, weight in business.goals.items() if goals}
        self.s_cover = max(self.error_of(reference.map.sectors[j].evidence) for j in self.own)
        self.in_use = set(business.adopted)
        while more := {x for use in self.in_use for x in self.implied(use)} - self.in_use:
            self.in_use |= more
        self.rows = self.all_rows()
        presumed = [row for id_, row in self.rows.items() if self.is_presumed(id_)]
        self.had = self.in_use | {row.trend for row in presumed}
        self.opportunities, self.threats = self.ranked("do"), self.ranked("risk")
        self.walk()
        for row in self.threats:
            row.action = "act" if row.is_worth else "watch"
        there = [row for row in presumed if row.trend not in self.in_use and row.score > 0]
        there.sort(key=lambda row: (-row.score, row.trend))
        asked = [row for row in (*there, *self.opportunities) if row.mark == "catch-up" or row in there]
        self.check = [row.trend for row in asked if row.trend not in business.not_yet]
        basics = [id_ for id_, x in self.trends.items() if x.basic and x.role == "do" and id_ not in self.in_use]
        self.basics = sorted(basics, key=lambda id_: (-self.taken_off_all(id_), id_))

    def error_of(self, evidence: str) -> float:
        """Error by the grade of a record of evidence."""
        return ERROR_OF_GRADE[self.reference.map.evidence_by_id[evidence].grade]

    def shift_of(self, trend: str, kind: str, place: str) -> tuple[float, float]:
        """How far a country or a size class stands from the reference, and its error squared."""
        item, us = self.trends[trend], [x.shift for x in self.reference.figures[trend].values() if x.of_us]
        if place == "us" and us:
            return -mean(us), 0.0
        group = self.reference.groups.get(item.group or "")
        places = item.places or (group.places if group else None)
        row = self.reference.modifiers.get((kind, place, places.family)) if places else None
        if places is None or row is None:
            return 0.0, 0.0
        slope = next(x for x in (places.slope, row.slope, 1.0) if x is not None)
        return slope * row.shift, (row.s or 0.0) ** 2

    def free_row(self, trend: str) -> Row:
        """A trend before anything is held."""
        item, people = self.trends[trend], self.business.employees
        assert item.level is not None
        parts = dict.fromkeys(("norm", *PARTS), 0.0)
        if item.role == "risk":
            parts["norm"], var = logit(item.level.share), item.level.s**2
        else:
            known = self.reference.in_sectors(trend)
            parts = {name: sum(e * known.sectors[j][0][name] for j, e in self.e.items()) for name in parts}
            for f, d in self.d.items():
                parts["traits" if f in self.reference.traits else "activities"] += d * known.per_unit[f]
            var = sum(e**2 * known.sectors[j][1] for j, e in self.e.items())
            var += known.tau**2 * known.left_open(self.d) if self.d else 0.0
        size = "" if people is None else next(name for most, name in SIZES if people <= most)
        for kind, place in (("country", (self.business.country or "").lower()), ("size", size)):
            parts[kind], s2 = self.shift_of(trend, kind, place)
            var += s2
        word = self.business.peers.get(trend)
        c = 0.0 if word is None else var / (var + 0.75**2)
        parts["your_word"] = 0.0 if word is None else c * (logit(word) - sum(parts.values()))
        parts["pace"] = item.pace.value * self.reference.settings.horizon if item.pace else 0.0
        return Row(trend, parts, var * (1 - c))

    def all_rows(self) -> dict[str, Row]:
        """Every trend, held and settled."""
        rows = {id_: self.free_row(id_) for id_, item in self.trends.items() if item.level}
        today = self.held({id_: row.z for id_, row in rows.items()}, rows)
        ahead = self.held({id_: row.z_ahead for id_, row in rows.items()}, rows)
        for id_, row in rows.items():
            row.parts |= {"held": ahead[id_] - row.z_ahead, "total": ahead[id_]}
            row.z, row.z_ahead = today[id_], ahead[id_]
            row.settle(self)
        return rows

    def held(self, free: dict[str, float], rows: dict[str, Row]) -> dict[str, float]:
        """No part above its whole."""
        z, downwards = dict(free), sorted(free, key=self.depth)
        for part in reversed(downwards):
            for whole in self.trends[part].part_of:
                if rows[part].var < rows[whole].var:
                    z[whole] = max(z[whole], z[part])
        for part in downwards:
            z[part] = min([z[part], *(z[whole] for whole in self.trends[part].part_of)])
        return z

    def depth(self, trend: str) -> int:
        """How many wholes stand above a trend."""
        return max((1 + self.depth(whole) for whole in self.trends[trend].part_of), default=0)

    # --- 5. priority

    def opportunity(self, trend: str) -> float:
        """Theta: the trend's own, overruled in the sectors that say so, by what it lives from."""
        usual, said = self.trends[trend].opportunity, self.reference.opportunities
        return usual + sum(part * (said[trend, j] - usual) for j, part in self.own.items() if (trend, j) in said)

    def served(self, trend: str) -> float:
        """How much of what a trend serves the firm does."""
        own = [(x.served_by[trend], x.share) for x in self.business.own_activities if trend in x.served_by]
        by_map = sum(q * self.k[activity] for activity, q in self.trends[trend].services.items())
        return sum(q * k for q, k in own) + (1 - sum(q for q, _ in own)) * by_map

    def cover(self, trend: str) -> float:
        """The same against the sector that does most of it; no sector does an activity of the firm's own."""
        services, activities = self.trends[trend].services, self.reference.activities
        by_sector = [sum(q * activities[f][j] for f, q in services.items()) for j in self.reference.place.values()]
        most = max(by_sector) * (1 - sum(x.served_by.get(trend, 0.0) for x in self.business.own_activities))
        return min(1.0, self.served(trend) / most) if most > 0 else 1.0

    def goal_fit(self, trend: str) -> float:
        """How well a trend serves the goals."""
        fit = self.trends[trend].goals
        fits = sum(omega * fit.get(goal, 0.0) for goal, omega in self.goals.items())
        return max(self.reference.settings.floor, fits) if self.goals else 1.0

    def taken_off(self, trend: str, threat: str) -> float:
        """The most that a step of a trend of security takes off a threat."""
        steps = self.reference.steps[trend] if self.trends[trend].area == "security" else []
        return max((step.reduces.get(threat, 0.0) for step in steps), default=0.0)

    def left_by_protections(self, threat: str) -> float:
        """What the trends in use leave of a threat."""
        return math.prod(1 - self.taken_off(use, threat) for use in self.in_use)

    def taken_off_all(self, trend: str) -> float:
        """What a trend takes off the threats of the list."""
        return sum(row.score * self.taken_off(trend, row.trend) for row in self.threats)

    # the lists

    def implied(self, trend: str) -> list[str]:
        """What is in use with a trend: its wholes and what it needs first, basics excepted."""
        item = self.trends[trend]
        return [x for x in (*item.part_of, *item.prerequisites) if not self.trends[x].basic]

    def could_start(self, row: Row) -> bool:
        """Whether a trend is concerned, above 0, not in use and no basic."""
        item, people = self.trends[row.trend], self.business.employees
        enough = item.employees_min is None or people is None or people >= item.employees_min
        new = row.trend not in self.had and not item.basic
        return new and enough and row.score > 0 and self.reference.meets_gate(row.trend, self.levels)

    def is_presumed(self, trend: str) -> bool:
        """Whether the law has given a trend for a year, or nearly all firms like it have it: it is asked."""
        item, home, firm = self.trends[trend], self.business.country, self.business
        year, month = self.reference.map.version.split(".")[:2]
        laws = [x for x in self.reference.map.duties if x.gives == trend and x.place == home]
        by_law = any(x.from_ and x.from_ < f"{int(year) - 1}-{month}-01" for x in laws)
        many = self.rows[trend].likelihood_today > self.reference.settings.nearly + SLACK
        asked = item.role == "do" and not item.basic and trend not in firm.peers
        people = item.employees_min is None or firm.employees is None or firm.employees >= item.employees_min
        meets = people and self.reference.meets_gate(trend, self.levels)
        if trend in firm.not_yet:
            return False
        return meets and ((asked and (by_law or many)) or (item.role == "do" and not item.basic and trend in firm.has))

    def family(self, trend: str) -> str:
        """The end of the chain of first wholes."""
        wholes = self.trends[trend].part_of
        return self.family(wholes[0]) if wholes else trend

    def ranked(self, role: str) -> list[Row]:
        """The list of a role: one row a family, without what comes along, in order and tiers."""
        found = [row for row in self.rows.values() if self.trends[row.trend].role == role and self.could_start(row)]
        found.sort(key=lambda row: (-row.score, row.trend))
        families: dict[str, list[Row]] = {}
        for row in found:
            families.setdefault(self.family(row.trend), []).append(row)
        first = [min(x, key=lambda r: (r.trend != f, not self.trends[r.trend].plain)) for f, x in families.items()]
        found = [row for row in found if row in first]
        there = {row.trend for row in found} | self.had
        found = [row for row in found if not there & set(self.trends[row.trend].comes_with)]
        head, tier = None, 0
        for rank, row in enumerate(found, start=1):
            if head is None or self.is_below(row, head):
                head, tier = row, tier + 1
            row.rank, row.tier = rank, tier
        return found

    def is_below(self, row: Row, head: Row) -> bool:
        """Whether a row begins a new tier."""
        apart = math.log(row.score / head.score) / math.hypot(row.sd, head.sd)
        return NormalDist().cdf(apart) <= self.reference.settings.tied

    def ahead_of(self, trend: str) -> tuple[float, float]:
        """Lead of the sectors around over the firm's own, and its error."""
        sectors, reach = self.reference.in_sectors(trend).sectors, self.reference.reach[0]
        z = [sum(parts[name] for name in ("norm", *PARTS)) for parts, _ in sectors]
        lead = sum(e * (dot(reach[j], z) - z[j]) for j, e in self.e.items())
        around = {j: dot([b * b for b in reach[j]], [var for _, var in sectors]) for j in self.e}
        return lead, math.sqrt(sum(e * e * (around[j] + sectors[j][1]) for j, e in self.e.items()))

    # --- 6. what to do

    def price(self, hours: float, eur: float) -> float:
        """Hours and euros in one."""
        return max(1.0, HOUR_EUR * hours + eur)

    def first_year(self, step: Practice) -> tuple[float, float]:
        """Hours and euros until it runs, and in twelve months."""
        return step.effort_hours + 12 * step.upkeep_hours_per_month, step.one_off_eur + 12 * step.monthly_eur

    def step(self, trend: str) -> Practice | None:
        """The cheapest step that suits the firm, else the cheapest."""
        steps = self.reference.steps[trend]
        asked = {x.id: [*x.suits.items(), *((f, 0.5) for f in x.needs_activity)] for x in steps}
        free = [x for x in steps if all(self.levels[f] < much - SLACK for f, much in x.unless.items())]
        suit = [x for x in free if all(self.levels[f] >= least - SLACK for f, least in asked[x.id])]
        placed = {name for x in suit for name in x.instead_of}
        suit = [x for x in suit if x.id not in placed]
        return min(suit or steps, key=lambda x: (self.price(*self.first_year(x)), x.id), default=None)

    def first_needs(self, trend: str) -> list[str]:
        """What a trend needs first and the firm does not have, at any remove; nothing that is not for the firm."""
        missing = [x for x in self.trends[trend].prerequisites if x not in self.had]
        needed = dict.fromkeys(y for x in missing for y in (*self.first_needs(x), x))
        return [x for x in needed if self.reference.meets_gate(x, self.levels)]

    def lacks(self, trend: str) -> dict[str, tuple[float, float]]:
        """Skills that a step asks for and the firm lacks: the level it has, and the level asked."""
        step, skills, unsaid = self.step(trend), self.business.skills, self.business.maturity
        levels = [(x, skills.get(x, unsaid), asked) for x, asked in step.skills.items()] if step else []
        return {x: (has, asked) for x, has, asked in levels if has is not None and has < asked}

    def needs(self, trend: str) -> tuple[float, float]:
        """Hours and euros of a step, with the trainings that it asks for or somebody who does it.

        Each step pays for its own; a training is that of the level asked.
        """
        step, lacks = self.step(trend), self.lacks(trend)
        if step is None:
            return 0.0, 0.0
        trainings = [self.reference.training[skill][math.ceil(asked) - 1] for skill, (_, asked) in lacks.items()]
        hours, eur = sum(x.hours for x in trainings), sum(x.eur for x in trainings)
        own_hours, own_eur = self.first_year(step)
        somebody = self.reference.settings.partner_eur * own_hours
        every = [self.reference.training[skill][math.ceil(asked) - 1] for skill, asked in step.skills.items() if asked]
        if lacks and step.partner and somebody < sum(HOUR_EUR * x.hours + x.eur for x in every):
            hours, eur = 0.0, somebody
        return own_hours + hours, own_eur + eur

    def walk(self) -> None:
        """Down the list while hours, euros and places last."""
        resources, people, prices = self.business.resources, self.business.employees, {}
        worth = [row for row in self.opportunities if row.is_worth]
        for row in worth:
            step = self.step(row.trend)
            prices[row.trend] = CHANGE_EUR + (self.price(*self.first_year(step)) if step else 0.0)
        worth.sort(key=lambda row: (-row.score / prices[row.trend], prices[row.trend], row.trend))
        hours = math.inf if resources.hours_per_week is None else WEEKS * resources.hours_per_week
        eur = math.inf if resources.budget_eur is None else resources.budget_eur
        places = math.inf if people is None else next(many for most, many in PLACES if people <= most)
        paid: set[str] = set()
        taken: set[str] = set()
        for row in worth:
            wanted = {*self.first_needs(row.trend), row.trend}
            paid |= wanted
            costs = [self.needs(x) for x in paid]
            short = sum(h for h, _ in costs) > hours + SLACK or sum(e for _, e in costs) > eur + SLACK
            if short or len(paid) > places:
                break
            if all(asked - has <= 1 for x in wanted for has, asked in self.lacks(x).values()):
                taken |= wanted
        for row in self.opportunities:
            if row.trend in taken:
                surely = row.sure >= self.reference.settings.sure and not row.young
                row.action = "act" if surely or not row.is_worth else "pilot"
            elif row.is_worth:
                row.action = "prepare"
