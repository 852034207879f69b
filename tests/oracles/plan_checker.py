"""A schedule walked month by month in plain Python: what limits it breaks, and what it is worth.

Written from the words of `scheduling` alone; it shares no code with what makes schedules.
"""

from ecomap.engine.scheduling import Problem

NEAR = 1e-6


def broken_limits(problem: Problem, begun: tuple[tuple[int, int] | None, ...]) -> list[str]:
    """Return what a schedule breaks that what began before does not break by itself."""
    return [*_broken_in_months(problem, begun), *_broken_orders(problem, begun)]


def value_by_months(problem: Problem, begun: tuple[tuple[int, int] | None, ...]) -> float:
    """Return the points of all months, each month by itself."""
    total = 0.0
    for month in range(len(problem.means.hours) + problem.tail):
        groups: dict[int, list[float]] = {}
        for job, one in zip(problem.jobs, begun, strict=True):
            if one is not None and month >= one[1] + job.ways[one[0]].months + job.settles:
                for group, points in job.gains:
                    groups.setdefault(group, []).append(points)
        for points in groups.values():
            points.sort()
            total += points.pop()
            if points:
                total += points.pop() / 2
            total += sum(points) / 4
    return total


def _broken_in_months(problem, begun):
    """Walk the months and compare what is used with what there is, or with what began before uses."""
    before = tuple(one if job.began else None for job, one in zip(problem.jobs, begun, strict=True))
    means, spent, spent_before = problem.means, 0.0, 0.0
    for month in range(len(means.hours)):
        hours, cash, places, sets = _month(problem, begun, month)
        old_hours, old_cash, old_places, old_sets = _month(problem, before, month)
        spent, spent_before = spent + cash, spent_before + old_cash
        if hours > max(means.hours[month], old_hours) + NEAR:
            yield f"month {month}: {hours} hours of {means.hours[month]}"
        if spent > max(means.cash[month], spent_before) + NEAR:
            yield f"month {month}: {spent} EUR spent of {means.cash[month]}"
        if places > max(means.places, old_places):
            yield f"month {month}: {places} changes of {means.places}"
        for name in sets:
            if sets[name] > max(1, old_sets.get(name, 0)):
                yield f"month {month}: {sets[name]} of set {name} at a time"
    running, running_before = _running(problem, begun), _running(problem, before)
    if running > max(means.running, running_before) + NEAR:
        yield f"{running} EUR a year of {means.running}"


def _running(problem, begun):
    return sum(12 * job.ways[one[0]].monthly for job, one in zip(problem.jobs, begun, strict=True) if one)


def _month(problem, begun, month):
    hours = cash = 0.0
    places, sets = 0, {}
    for job, one in zip(problem.jobs, begun, strict=True):
        if one is None or month < one[1]:
            continue
        way, start = job.ways[one[0]], one[1]
        hours += way.hours / way.months if month < start + way.months else way.upkeep
        cash += way.monthly + (way.once if month == start else 0.0)
        if month < start + way.months + job.settles:
            places += job.place
            for name in set(job.sets):
                sets[name] = sets.get(name, 0) + 1
    return hours, cash, places, sets


def _broken_orders(problem, begun):
    for place, (job, one) in enumerate(zip(problem.jobs, begun, strict=True)):
        if job.began:
            if one != job.began:
                yield f"job {place} began before and does not stay"
            continue
        if one is None:
            continue
        way, start = job.ways[one[0]], one[1]
        if not max(0, job.earliest) <= start <= len(problem.means.hours) - way.months:
            yield f"job {place} begins in month {start}"
        if job.latest is not None and start > job.latest:
            yield f"job {place} begins in month {start}, later than {job.latest}"
        for other in (*job.needs, *way.needs, *job.after):
            if begun[other] is None:
                yield f"job {place} lacks {other}"
                continue
            over = begun[other][1] + problem.jobs[other].ways[begun[other][0]].months
            if start < over:
                yield f"job {place} begins before {other} is introduced"
            if other in job.after and start < over + problem.jobs[other].settles:
                yield f"job {place} begins before {other} works"
