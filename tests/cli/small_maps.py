"""A map of two sectors and one trend, small enough to work out by hand, as files of its own."""

from pathlib import Path

SMALL = """\
schema: ecomap/map/1
id: small
version: "2026.11"
title: Two sectors and a trend
licence: CC0-1.0
limits: [Made up]
evidence:
  - {id: judged, basis: judgement, grade: D, author: tester, reviewed: 2026-11-22, note: Made up.}
activities:
  - {id: serve, name: Serve, summary: Serve people, phrase: serve people}
sectors:
  - {id: alpha, name: Alpha, short: Alpha, activities: {serve: 1.0}, evidence: judged, reason: Made up.}
  - {id: beta, name: Beta, short: Beta, activities: {serve: 1.0}, evidence: judged, reason: Made up.}
trends:
  - id: booking
    name: Booking
    summary: Book a place
    kind: practice
    area: operations
    stage: growing
    change: incremental
    norm: 0.5
    specificity: 0.0
    opportunity: 1.0
    services: {serve: 1.0}
    needs: {budget_eur: 0, hours_per_week: 0}
    evidence: judged
    reason: Made up.
influences:
  - {trend: booking, sector: alpha, prevalence: 0.2, statement: Made up., evidence: judged}
  - {trend: booking, sector: beta, prevalence: 0.8, statement: Made up., evidence: judged}
couplings:
  - {source: alpha, target: beta, coupling: COUPLING, evidence: judged}
  - {source: beta, target: alpha, coupling: COUPLING, evidence: judged}
"""


def small_map(folder: Path, coupling: float) -> Path:
    """Write the map with one coupling both ways and return its entrance."""
    entrance = folder / "small.yaml"
    entrance.write_text(SMALL.replace("COUPLING", f"{coupling:g}"), encoding="utf-8")
    return entrance
