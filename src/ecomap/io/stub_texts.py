"""The texts of the stubs; what stands in double angle brackets is filled in."""

HEAD = """\
# yaml-language-server: $schema=overlay.json
#
# An overlay: additions to a map, in a file of their own. An editor that knows YAML schemas completes and explains
# every field after   ecomap schema overlay > overlay.json
#
# Every value that begins with TODO is an example: write what is true in its place, without the word TODO. Then
#   ecomap map check THIS-FILE               names what is missing or wrong, with its line
#   ecomap analyze bakery --map THIS-FILE    ranks with it
# How to judge, which grade to give, what a review asks: docs/growing.md
schema: ecomap/overlay/1
id: <<id>>-overlay
title: "TODO What this file adds, and whose it is"
"""

JUDGED = """\
evidence:
  # What judged numbers rest on. A judgement is graded D and cites no source: it is an opinion with a reason.
  - id: <<id>>-judged
    basis: judgement
    grade: D
    method: editor-judgement
    author: "TODO Role of whoever judges, for example: adviser of a chamber of crafts"
    reviewed: <<today>>
    note: "TODO How these numbers were judged, and against what they were set"
"""

PUBLISHED = """\
sources:
  # A publication that others can find. Remove the sources if the number is judged.
  - id: <<id>>-source
    publisher: "TODO Who published it, for example: Eurostat"
    title: "TODO Its title"
    year: TODO 2025                # year of publication; may be left out
    table: "TODO Table or page"    # may be left out
    url: "TODO https://example.org/table"   # web address or DOI; may be left out
    licence: "TODO As the publisher states it, or: not stated"
    accessed: <<today>>          # the day you looked at it
evidence:
  # How the published figure became the number. For a judgement write instead: basis: judgement, grade: D,
  # method: editor-judgement, author, reviewed and note; and no source, locator, value, unit, year or area.
  - id: <<id>>-figure
    basis: statistic               # statistic, study, framework, judgement or derived
    source: <<id>>-source
    locator: "TODO Table, row and column of the figure"
    value: "TODO 25.4"             # exactly as published, in quotes
    unit: "TODO % of enterprises with 10 or more persons"
    year: TODO 2025                # the year that the figure speaks of
    area: "TODO Portugal"
    method: share-as-published     # others: data/methods.yaml; your own: add it under methods
    grade: TODO B                  # A the very thing and group, B near, C a like thing or a wider group, D judgement
    author: "TODO Role of whoever enters it"
    reviewed: <<today>>
    note: "TODO What the figure leaves out, and what you did with it"   # may be left out of a statistic
"""

TREND = (
    JUDGED
    + """\
trends:
  - id: <<id>>
    # The name that owners know, 1 to 6 words.
    name: "TODO Repair cafés with online booking"
    # Other words people type for it; may be left out.
    aliases: [TODO repair bookings]
    # What it is, in one sentence that a shop owner understands.
    summary: "TODO Customers book a place at a repair evening by themselves."
    # technology, practice, business-model, platform, risk or regulation.
    kind: TODO practice
    # ai, cloud, iot, e-commerce, payments, marketing, crm, operations, data, supply-chain, manufacturing, security,
    # platforms, workforce, green or regulation.
    area: TODO operations
    # emerging (below 5 % of firms), growing, or established (most of those it suits have it).
    stage: TODO emerging
    # incremental (does the same better) or radical (changes what the firm sells or to whom).
    change: TODO incremental
    # What it changes: strategy, operations, competition, customer-expectations; may be left out.
    affects: [TODO operations]
    # Share of firms that use it in the typical (median) sector, above 0 and below 1. A measured trend has no norm but
    #   measured: {survey: eurostat-ai-2025, indicator: E_AI_TANY}   (eurostat-ai-2025, us-abs-2018, -2020, -2021)
    # and gets its figures from   python -m research derive
    norm: TODO 0.02
    # Growth of the log-odds a year: 0.02-0.08 slow, 0.08-0.2 growing, 0.2-0.35 fast. Unknown? Leave the line out.
    # Where an official series shows the growth, write instead
    #   pace_series: {series: eurostat-ai-by-size, indicator: E_AI_TANY, fit: wider}   and   python -m research derive
    pace: {value: TODO 0.15, evidence: <<id>>-judged, reason: "TODO Why it grows at this pace"}
    # 0 general-purpose (cloud) ... 1 of use only to firms that do the activities it serves (online booking).
    specificity: TODO 0.8
    # Share of its effect on a small firm that is opportunity, 0 to 1; the rest is threat.
    opportunity: TODO 0.9
    # How much of its use serves each activity, each 0 to 1, together at most 1. Activities:
    #  <<activities>>
    services: {teach-and-advise: TODO 0.6, take-appointments: TODO 0.4}
    # How well it serves each goal, 0 to 1 (for a risk: how much it endangers it); may be left out. Goals:
    #  <<goals>>
    goals: {engagement: TODO 0.6}
    # What a small firm spends in the first year: EUR, hours a week while it is introduced, lowest workable level of
    # skills, 0 to 4. Skills: <<skills>>
    needs: {budget_eur: TODO 400, hours_per_week: TODO 2, skills: {marketing: TODO 1}}
    # Trends that a firm needs first, by id; may be left out.
    prerequisites: [TODO website]
    # What goes wrong, and what to do about it; may be left out.
    challenges:
      - {text: "TODO Too many come on one evening", mitigation: "TODO Limit the places"}
    # privacy, bias, jobs or inclusion, where it raises such questions; may be left out.
    ethics: [TODO inclusion]
    # How a firm tells whether it works; may be left out.
    kpis:
      - {name: "TODO Places taken", unit: "TODO %", formula: "TODO booked places / places"}
    evidence: <<id>>-judged
    # Why these numbers are what they are, in one or two sentences that can be disputed.
    reason: "TODO It serves those who repair for the public; it costs evenings rather than money."
    # Once the map has a trend, its id stays: to end it, write   withdrawn: why   and   replaced_by: another id
influences:
  # In which sectors it is used: share of firms, above 0 and below 1, with one sentence to agree or disagree with.
  # One line for each sector where you know better than the norm; sectors without a line stand at the norm. Sectors:
  #  <<sectors>>
  - {trend: <<id>>, sector: TODO repair-services, prevalence: TODO 0.08, evidence: <<id>>-judged,
     statement: "TODO About one repair shop in twelve holds such evenings."}
"""
)

PRACTICE = (
    JUDGED
    + """\
practices:
  - id: <<id>>
    # What a firm does, 2 to 8 words.
    name: "TODO Text the customer when the work is ready"
    # Sector where it is at home, by id. Sectors:
    #  <<sectors>>
    home: TODO motor-trade
    # Trend it makes use of, by id. Trends:
    #  <<trends>>
    trend: TODO personalised-messages
    # Activity it makes better, by id. Activities:
    #  <<activities>>
    activity: TODO serve-customers
    # How it looks where it is at home, one or two sentences.
    at_home: "TODO The garage sends a message with a photograph when the car is ready."
    # How a firm of another sector adapts it.
    adapt: "TODO A baker texts when the birthday cake is out of the oven."
    # Hours of work until it runs, in a small firm, 0 or more.
    effort_hours: TODO 6
    # Outlay in the first year in EUR, in a small firm, 0 or more.
    cost_eur: TODO 120
    # Lowest workable level of each skill, 0 to 4; may be left out. Skills: <<skills>>
    skills: {it: TODO 1}
    # What the firm gets from it.
    benefit: "TODO Fewer calls that ask whether it is ready."
    # How a firm tells whether it works.
    kpi: {name: "TODO Calls about readiness", unit: "TODO per week", formula: "TODO calls that ask whether it is ready"}
    evidence: <<id>>-judged
    # Why hours, cost and level are what they are.
    reason: "TODO Messaging tools are ready-made; the work lies in the habit."
    # Once the map has a practice, its id stays: to end it, write   withdrawn: why   and   replaced_by: another id
"""
)

INFLUENCE = (
    PUBLISHED
    + """\
influences:
  - trend: <<trend>>
    sector: <<sector>>
    # Share of the sector's firms that use the trend, above 0 and below 1, as the method makes it of the figure.
    prevalence: TODO 0.254
    # One sentence that a person can agree or disagree with; a judged number needs it.
    statement: "TODO One firm in four does."
    # The figure as published, its unit and its cell, where one evidence record stands for many numbers; a statistic
    # needs value here or in its record.
    value: "TODO 25.4"
    unit: "TODO % of enterprises with 10 or more persons"
    locator: "TODO Row of the sector"
    evidence: <<id>>-figure
    # Where it differs from that of the evidence record: A, B, C or D; may be left out.
    grade: TODO B
    # Where the share of opportunity in this sector differs from the trend's own, 0 to 1; may be left out.
    opportunity: TODO 0.9
    # Anything else that a reader should know; may be left out.
    note: "TODO Firms of ten and more persons only."
"""
)

COUNTRY = (
    PUBLISHED
    + """\
countries:
  - id: <<id>>
    name: "TODO Portugal"
    # Languages that customers expect, the first one first, ISO 639-1.
    languages: [TODO pt]
    # ISO 4217.
    currency: "TODO EUR"
    # Payment habits that a shop must know, one or two sentences.
    payments: "TODO Cards of the national scheme, and payment by phone number."
    # Laws that a firm must know to sell there; may be left out. topic: privacy, consumer, tax, payments,
    # accessibility, security, ai or trade; date: when it applies from, as "2018-05-25" or "2018".
    rules:
      - {name: "TODO General Data Protection Regulation", topic: TODO privacy, date: "TODO 2018-05-25",
         summary: "TODO Personal data only for a stated purpose.", source: <<id>>-source}
    # What the words about payments rest on.
    evidence: <<id>>-figure
# How far the country is from the reference in a family of technologies, in log-odds; may be left out:
# modifiers:
#   - {kind: country, place: <<id>>, family: digital, shift: 0.1, value: "52.4", reference: "50.0",
#      locator: "isoc_e_dii, row of the country", evidence: <<id>>-figure}
# shift = logit(value) - logit(reference)
"""
)

SECTOR = (
    JUDGED
    + """\
sectors:
  - id: <<id>>
    # The name that owners know.
    name: "TODO Climbing halls"
    # A short one for tables, at most 18 characters.
    short: "TODO Climbing halls"
    # Other words people type for it; may be left out.
    aliases: [TODO bouldering hall]
    # Codes of ISIC Rev.4, NACE Rev.2 and NAICS 2017, in quotes; of two codes that match a firm the longer one wins.
    isic: ["TODO 9311"]
    nace: ["TODO R93.11"]
    naics: ["TODO 713940"]
    # How much a typical small firm does each activity, 0 to 1 the heart of the business. Activities:
    #  <<activities>>
    activities: {run-equipment: TODO 0.6, take-appointments: TODO 0.5, serve-customers: TODO 0.6}
    # Digital opportunities and challenges in words; may be left out.
    opportunities: ["TODO Entry without a queue"]
    challenges: ["TODO Season tickets on paper"]
    # Rows of the official tables that speak for it, where it shall have its figures from   python -m research derive
    # statistics: {abs: ["713"], abs_fit: wider, eurostat: [R], eurostat_fit: wider}
    evidence: <<id>>-judged
    # Why the profile looks as it does.
    reason: "TODO Walls and gear to be kept safe are the core; customers book courses and come when they like."
    # Once the map has a sector, its id stays: to end it, write   withdrawn: why   and   replaced_by: another id
couplings:
  # Whose trends reach it: share of its outside pressure from each other sector, together at most 1. Without such lines
  # nothing reaches it. Begin with the sectors that are most like it, that it buys from and that it sells to. Sectors:
  #  <<sectors>>
  # affinity, technology_kinship, activity_kinship and flow_musd say what a derived coupling is made of.
  - {source: TODO arts-recreation, target: <<id>>, coupling: TODO 0.5, evidence: <<id>>-judged}
  - {source: TODO retail-trade, target: <<id>>, coupling: TODO 0.3, evidence: <<id>>-judged}
influences:
  # What firms of this kind use: share of them, above 0 and below 1, with one sentence to agree or disagree with.
  # What has no line stands at what the sectors around it do.
  - {trend: TODO online-booking, sector: <<id>>, prevalence: TODO 0.3, evidence: <<id>>-judged,
     statement: "TODO Three of the ten halls near here take bookings online."}
# How digital it is, in standard deviations over the sectors (0 the mean, -1 the last sixth); may be left out:
# readiness:
#   - {sector: <<id>>, readiness: -0.5, evidence: <<id>>-judged}
"""
)

STUBS = {"sector": SECTOR, "trend": TREND, "practice": PRACTICE, "influence": INFLUENCE, "country": COUNTRY}
