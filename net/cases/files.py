"""The files that cases find in their folder."""

TEMPLATES = (
    "bakery", "builder", "clinic", "consulting", "farm", "hairdresser", "manufacturer", "online-shop", "restaurant",
    "retail-shop",
)  # fmt: skip
FORMS = ("table", "json", "jsonl", "csv", "tsv", "markdown", "svg")
ENDS = (".txt", ".json", ".jsonl", ".csv", ".tsv", ".md", ".svg")

MINE = """\
# My firm, with a comment on some lines.
schema: ecomap/business/1
id: corner-cafe                  # short name
name: Corner Café
country: PT
employees: 6
sectors:                         # what it lives from
  restaurants: 0.7               # the tables
  food-manufacturing: 0.3
activities:
  deliver-goods: 0.3
  export: 0.0
maturity: 2
goals:
  reach: 3
  engagement: 2
resources:
  budget_eur: 5000               # money
  hours_per_week: 4
skills:
  data: 1
  marketing: 1
adopted:
  - website                      # one page
  - cloud-computing
"""
NAMES = """\
name: As people write
sectors: {cafe: 3, bakery: 1, "isic:4711": 0.5}
depends_on: {wholesale: 0.1, "Online retail": 0.05}
goals: {reach: 1, cost: 0.5}
adopted: [website, online-ordering]
"""
SHORT = "sectors: {bakery: 1}\n"
SCHOOL = """\
schema: ecomap/business/1
id: fahrschule-lenk
name: Fahrschule Lenk
sectors: {education: 1}
influences:
  - trend: online-booking
    share: 0.4
    reason: 4 of the 10 schools near me take bookings online
  - sector: online-platforms
    share: 0.1
    reason: Comparison sites send us one pupil in ten, and set the prices
own_activities:
  - id: teach-driving
    name: Teach people to drive
    share: 0.9
    served_by: {human-machine-interfaces: 0.4, vehicle-telematics: 0.1}
    reason: Simulators and cars that record the lesson are made for it
"""
POOR = """\
name: No means at all
sectors: {retail-trade: 1}
maturity: 0
resources: {budget_eur: 0, hours_per_week: 0}
skills: {it: 0, data: 0, marketing: 0, process: 0}
"""
RICH = """\
name: All the means
sectors: {it-services: 0.5, machinery-manufacturing: 0.5}
maturity: 4
resources: {budget_eur: 1000000, hours_per_week: 100}
skills: {it: 4, data: 4, marketing: 4, process: 4}
goals: {advantage: 1}
"""
DRIVING = """\
schema: ecomap/overlay/1
id: driving
title: Driving schools, as one of them sees them
evidence:
  - id: driving-judged
    basis: judgement
    grade: D
    method: editor-judgement
    author: owner of a driving school
    reviewed: 2026-11-25
    note: Judged from the schools of one town and the meetings of their association.
sectors:
  - id: driving-schools
    name: Driving schools
    short: Driving schools
    aliases: [driving lessons, learner drivers]
    nace: ["P85.53"]
    activities: {teach-and-advise: 1.0, take-appointments: 0.9, run-vehicles: 0.9, promote: 0.4, take-payments: 0.5,
                 keep-customer-records: 0.6, handle-documents: 0.5, comply-and-secure: 0.4, plan-and-train-staff: 0.3}
    evidence: driving-judged
    reason: Lessons are dates in a diary and hours in a car; pupils are followed from enrolment to the test.
couplings:
  - {source: education, target: driving-schools, coupling: 0.5, evidence: driving-judged}
  - {source: transport, target: driving-schools, coupling: 0.2, evidence: driving-judged}
  - {source: motor-trade, target: driving-schools, coupling: 0.2, evidence: driving-judged}
  - {source: online-platforms, target: driving-schools, coupling: 0.1, evidence: driving-judged}
influences:
  - {trend: online-booking, sector: driving-schools, prevalence: 0.4, evidence: driving-judged,
     statement: Four of ten driving schools take bookings for lessons online.}
  - {trend: website, sector: driving-schools, prevalence: 0.85, evidence: driving-judged,
     statement: Nearly all have a page with prices.}
"""
LENK = """\
schema: ecomap/business/1
id: fahrschule-lenk
name: Fahrschule Lenk
sectors: {driving-schools: 1}
overlays: [driving.yaml]
"""
LOCKERS = """\
schema: ecomap/overlay/1
id: parcel-lockers
title: Parcel lockers, as seen by a chamber of commerce
evidence:
  - id: chamber-judgement
    basis: judgement
    grade: D
    method: editor-judgement
    author: adviser of a chamber of commerce
    reviewed: 2026-11-22
    note: Judged from visits to member firms, set against click and collect and third-party delivery.
trends:
  - id: parcel-lockers
    name: Parcel lockers
    aliases: [pick-up lockers, locker delivery]
    summary: Customers fetch and return goods at a locker with a code, at any hour.
    kind: technology
    area: supply-chain
    stage: growing
    change: incremental
    affects: [operations, customer-expectations]
    norm: 0.02
    pace: {value: 0.15, evidence: chamber-judgement, reason: Networks of lockers grow fast.}
    specificity: 0.85
    opportunity: 0.9
    services: {deliver-goods: 0.5, sell-online: 0.3, take-orders: 0.2}
    goals: {reach: 0.4, engagement: 0.5, cost: 0.3}
    needs: {budget_eur: 600, hours_per_week: 1, skills: {it: 1, process: 1}}
    prerequisites: [online-ordering]
    challenges:
      - {text: Chilled goods spoil in a warm locker, mitigation: Offer lockers for dry goods only}
    kpis:
      - {name: Locker share, unit: "%", formula: parcels collected from lockers / all parcels}
    evidence: chamber-judgement
    reason: Of use only to those who hand goods over; the network owns the lockers, so the outlay is small.
influences:
  - trend: parcel-lockers
    sector: e-commerce
    prevalence: 0.35
    statement: About one web shop in three offers delivery to a locker.
    evidence: chamber-judgement
  - trend: parcel-lockers
    sector: logistics
    prevalence: 0.12
    statement: About one carrier in eight fills lockers.
    evidence: chamber-judgement
"""
ENERGY = """\
schema: ecomap/overlay/1
id: training-in-energy
title: A published figure for one more sector
influences:
  - trend: security-awareness-training
    sector: energy
    prevalence: 0.41
    statement: Four energy firms in ten trained their staff in cyber security within a year.
    value: "41"
    unit: "% of businesses"
    locator: section 4.3, staff training, row of information, communications or utilities
    evidence: training-sectors-uk-2017
    grade: C
    note: The row holds information and communication firms too.
"""
ICELAND = """\
schema: ecomap/overlay/1
id: iceland
title: Iceland
evidence:
  - id: trader-judgement
    basis: judgement
    grade: D
    method: editor-judgement
    author: exporter of foods
    reviewed: 2026-11-22
    note: As met in four years of selling there; no published figure was looked up.
countries:
  - id: is
    name: Iceland
    languages: [is, en]
    currency: ISK
    payments: Cards for nearly everything, however small; a shop without card payment online sells little.
    rules:
      - name: Regulation (EU) 2016/679 (GDPR)
        topic: privacy
        date: "2018-07-20"
        summary: Personal data only for a stated purpose; applies through the European Economic Area.
        source: law-eu-2016-679
    evidence: trader-judgement
"""
BOOKING = """\
schema: ecomap/overlay/1
id: mine
title: More booking
influences:
  - {trend: online-booking, sector: retail-trade, prevalence: 0.9, evidence: judged-prevalence, statement: All do.}
"""
LEAF = """\
schema: ecomap/overlay/1
id: leaf
title: Leaf
sectors:
  - {id: leaf, name: Leaf, short: Leaf, activities: {export: 1}, evidence: judged-activity, reason: Made up.}
couplings:
  - {source: retail-trade, target: leaf, coupling: 0.5, evidence: bea-2017-coupling}
"""
LOOP = """\
schema: ecomap/overlay/1
id: loop
title: Loop
couplings:
  - {source: retail-trade, target: restaurants, coupling: 4, evidence: bea-2017-coupling}
  - {source: restaurants, target: retail-trade, coupling: 4, evidence: bea-2017-coupling}
"""
MERGED = """\
schema: ecomap/overlay/1
id: merged
title: A trend that was merged
trends:
  - id: online-diary
    name: Online diary
    summary: Customers see free hours online.
    kind: technology
    area: operations
    stage: growing
    change: incremental
    norm: 0.1
    specificity: 0.5
    opportunity: 0.9
    services: {take-appointments: 0.5}
    needs: {budget_eur: 100, hours_per_week: 1}
    evidence: judged-trend
    reason: Made up.
    withdrawn: Merged
    replaced_by: online-booking
"""
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
norms:
  - {trend: "*", spread: 1.0, evidence: judged}
"""


def small(coupling: str = "0.5") -> str:
    """Return a map of two sectors and a trend, with one coupling both ways."""
    return SMALL.replace("COUPLING", coupling)
