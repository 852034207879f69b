"""Invented years of a small firm: jobs with hours and euros as practices have them, prerequisites, training, partners.

Half of all steps take 8 to 40 hours and cost up to 500 EUR, some take 200 hours or 20,000 EUR, as in the map.
"""

from random import Random

from ecomap.engine.scheduling import Job, Means, Problem, Way

WEEKS_A_MONTH = 4.33
RESERVE = 0.3
"""Of the hours that the firm has."""


def invented_problem(seed: int, jobs: int, months: int = 12) -> Problem:
    """Draw the year of a firm that could take so many steps; the same seed draws the same."""
    random = Random(seed)
    training = max(1, jobs // 10)
    families, threats = max(1, jobs // 3), max(1, jobs // 12)
    drawn = [
        _training(random, months) if place < training else _step(random, place, training, families, threats, months)
        for place in range(jobs)
    ]
    return Problem(tuple(drawn), _means(random, months))


def _means(random: Random, months: int) -> Means:
    size = random.choice((1, 1, 2, 2, 3))
    hours = random.uniform(2, 8) * size * WEEKS_A_MONTH * (1 - RESERVE)
    budget = random.choice((1500, 4000, 5000, 9000, 12000, 20000, 30000, 60000))
    busy = {month: random.choice((0.3, 0.6)) for month in random.sample(range(months), months // 6)}
    cash = [budget * (0.5 + 0.5 * (month + 1) / months) for month in range(months)]
    return Means(tuple(hours * busy.get(month, 1.0) for month in range(months)), tuple(cash), 0.6 * budget, size)


def _spent(random: Random, middle: float, spread: float, most: float) -> float:
    return float(round(min(most, max(1.0, random.lognormvariate(0, spread) * middle))))


def _training(random: Random, months: int) -> Job:
    hours, once = _spent(random, 20, 0.5, 80), _spent(random, 200, 0.8, 3000)
    return Job((Way(hours, random.randint(1, min(3, months)), 0.0, once, 0.0),), (), 0, place=False)


def _way(random: Random, training: int, months: int) -> Way:
    hours = _spent(random, 18, 0.9, 200)
    took = max(1, min(months, round(hours / random.choice((20, 40)))))
    needs = (random.randrange(training),) if random.random() < 0.25 else ()
    once = random.choice((0.0, _spent(random, 300, 1.5, 20000)))
    monthly = random.choice((0.0, _spent(random, 30, 0.9, 600)))
    return Way(hours, took, random.choice((0.0, 0.5, 1.0, 2.0, hours / 20)), once, monthly, needs)


def _partner(random: Random, own: Way) -> Way:
    hours = round(own.hours * random.uniform(0.3, 0.6), 1)
    return Way(hours, own.months, own.upkeep / 2, own.once + own.hours * random.choice((30, 60)), own.monthly + 20.0)


def _step(random: Random, place: int, training: int, families: int, threats: int, months: int) -> Job:
    own = _way(random, training, months)
    ways = (own, _partner(random, own)) if random.random() < 0.7 else (own,)
    points = round(random.uniform(1, 40) * random.choice((0.3, 1, 1)), 2)
    groups = [(random.randrange(families), points)]
    if random.random() < 0.3:
        groups.append((families + random.randrange(threats), round(points * random.uniform(0.1, 0.8), 2)))
    earlier = range(training, place)
    needs = tuple(random.sample(earlier, 1)) if earlier and random.random() < 0.25 else ()
    after = tuple(random.sample(earlier, 1)) if earlier and random.random() < 0.1 else ()
    sets = tuple(group for group, _ in groups if group < families) + ((families,) if random.random() < 0.1 else ())
    earliest = random.randrange(months) if random.random() < 0.1 else 0
    latest = min(months - 1, earliest + random.randint(0, 6)) if random.random() < 0.05 else None
    began = (0, random.randint(-3, 0)) if random.random() < 0.03 else None
    place_taken = random.random() < 0.85
    return Job(ways, tuple(groups), random.randint(0, 3), needs, after, place_taken, sets, earliest, latest, began)
