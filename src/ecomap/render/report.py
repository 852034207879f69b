"""A report laid out: answer, why, law, map, arrival, what others show, platforms, method, and what it rests on."""

from collections.abc import Iterator
from dataclasses import replace

from ecomap.render import row_pictures as drawn
from ecomap.render.explanation import STEPS, adding_up
from ecomap.render.page import (
    Block,
    Card,
    Data,
    Figure,
    Gallery,
    Opened,
    Page,
    Pair,
    Paragraph,
    Phrase,
    Points,
    Section,
    said,
)
from ecomap.render.phrases import english
from ecomap.render.pictures import Picture
from ecomap.render.plan import plan_section
from ecomap.render.platforms import platforms_section
from ecomap.render.ranking import in_all, made_of, ranking_sheet
from ecomap.render.sheet import Sheet, Table
from ecomap.results.benchmark import Lesson
from ecomap.results.duties import DutyAnswer
from ecomap.results.explanation import rest_points
from ecomap.results.languages import Catalogue
from ecomap.results.ranking import FirstStep, Pathway, RankedTrend
from ecomap.results.report import CitedEvidence, Ground, Report, ReportedTrend

CALLED = ("trait", "activity", "practice", "trend")  # kinds of what a list of a ranking may name
HELPS = 3  # protections that are named with a threat, those first that take most off it
GRADES, GROUNDS = english("grade"), english("ground")


def report_sheet(report: Report, words: Catalogue | None = None) -> Sheet:
    """Lay out a report; in a language as far as its words and names go."""
    told = Laid(report, words or Catalogue())
    # a terminal shows the ranking; the rest is for a page
    shown = ranking_sheet(report.ranking, len(report.ranking.opportunities), report.trend_names)
    return Sheet.of(
        report, "ecomap/report/1", report.business.name, pictures=told.pictures, page=told.page,
        tables=ranking_sheet(report.ranking, called=report.trend_names).tables, drawing=shown.drawing,
    )  # fmt: skip


class Laid:
    """One report in one language."""

    def __init__(self, report: Report, words: Catalogue) -> None:
        self.report, self.words, self.ranking = report, words, report.ranking
        self.say, self.lang = words.say, words.english_parts
        self.evidence = {one.id: one for one in report.evidence}

    def pictures(self) -> list[Picture]:
        """Return what is drawn of it where there is no page."""
        rows, years = self.ranking.opportunities, (self.report.today, self.report.horizon)
        return [
            drawn.ranking_bars(self.say("What to do"), rows, self.words),
            drawn.pathway_web(self.report.business, rows, self.ranking.sector_names, self.words),
            drawn.arrival_curves(self.say("When it comes"), rows, years, self.words),
        ]

    def page(self) -> Page:
        """Return the whole page."""
        plan, carried = plan_section(self.report.plan, self.words), platforms_section(self.report.platforms, self.words)
        lessons = [self._lesson(one) for one in self.report.benchmark.lessons]
        others = Section("benchmark", self.say("What other sectors show"), lessons)
        wrong = [self._card(row, opened, threat=True) for row, opened in self.report.opened_rows(threats=True)]
        threats = Section("threats", self.say("What can go wrong"), wrong)
        parts = (
            self._answer(), plan, threats, self._law(), self._assumed(), self._map(), self._arrival(),
            others, carried, self._method(), self._sources(),
        )  # fmt: skip
        notes = [f"ecomap {self.report.program.version}, {self.report.map.id} {self.report.map.version}"]
        labels = (self.say("Contents"), self.say("Skip to the answer"), self.say("Table"))
        return Page(
            self.report.business.name, self._who(), [part for part in parts if part.blocks],
            notes, self.words.code, labels, ways=True,
        )  # fmt: skip

    def _who(self) -> str:
        business = self.report.business
        shares = {**business.sectors, **business.depends_on}
        told = [f"{self._sector(sector)} {shares[sector]:.0%}" for sector in drawn.own_in_order(business)]
        abroad = {kind: names.get(self.words.code, "") for kind, names in self.report.kinds_abroad.items()}
        if business.kinds and (not self.lang or all(abroad.values())):
            told = list(made_of(self.ranking, self.report.trend_names | (abroad if self.lang else {})))
        told += [business.country] if business.country else []
        said = business.employees is not None and not business.at_work.startswith("usually")
        told += [self.say("{n} at work", n=business.employees)] if said else []
        who = f"{', '.join(told)}. {self.say('As of {day}.', day=self.report.as_of)}"
        return f"{who} {self.words.in_english}".rstrip()

    def _sector(self, sector: str) -> str:
        return self.words.name("sector", sector, self.ranking.sector_names.get(sector, sector))

    def _called(self, name: str) -> str:
        called = self.report.trend_names.get(name, name)
        for kind in CALLED:
            called = self.words.name(kind, name, called)
        return called

    # --- the answer

    def _answer(self) -> Section:
        blocks: list[Block] = [said(self.say("The first {n} of {all}, by what they are worth to this firm.",
                                             n=len(self.ranking.opportunities), all=self.ranking.opportunities_in_all),
                                    "lead")]  # fmt: skip
        blocks += [self._card(row, opened) for row, opened in self.report.opened_rows()]
        return Section("answer", self.say("What to do"), blocks)

    def _card(self, row: RankedTrend, opened: ReportedTrend, *, threat: bool = False) -> Card:
        years = f"{self.report.today} → {self.report.horizon}"
        hit = "Firms like yours that are hit" if threat else "Firms like yours that use it"
        facts = [(self.say("Points"), str(row.priority)),
                 (f"{self.say(hit)}, {years}", f"{row.likelihood_today:.0%} → {row.likelihood:.0%}")]  # fmt: skip
        facts += [(self.say("Mark"), self.say(row.mark))] if row.mark and row.mark != "spreading" else []
        blocks: list[Block] = [said(row.why, "why", self.lang)]
        blocks += [self._first(row)] if row.first_step.text and not threat else []
        if threat and row.missing_protections:
            named = "; ".join(self._called(name) for name in row.missing_protections[:HELPS])
            blocks.append(Paragraph((Phrase(self.say("What helps:"), strong=True), Phrase(named))))
        called = drawn.trend_name(row, self.words)
        blocks.append(Opened(f"{self.say('Why, and what it rests on')}: {called}", list(self._why(row, opened))))
        name = Phrase(f"{row.rank}. {called}", lang=self.words.language_of("trend", row.trend.id))
        style = "threat" if threat else row.action.name
        return Card(f"row-{row.trend.id}", name, self.say(row.action.name), style, facts, row.priority, blocks)

    def _first(self, row: RankedTrend) -> Paragraph:
        step = row.first_step
        phrases = self._step(step)
        if step.kpi:
            told = f"{self.say('Count:')} {self.words.name('measure', step.practice, step.kpi)}."
            phrases.append(Phrase(told, lang=self.words.language_of("measure", step.practice)))
        return Paragraph(tuple(phrases))

    def _step(self, step: FirstStep) -> list[Phrase]:
        costs = in_all(step.effort_hours, step.one_off_eur, step.monthly_eur, self.words)
        text = step.text.removesuffix(".") if costs else step.text
        phrases = [Phrase(self.say("First step:"), strong=True), Phrase(text, lang=self.lang)]
        return [*phrases, Phrase(f"{costs}.")] if costs else phrases

    def _why(self, row: RankedTrend, opened: ReportedTrend) -> Iterator[Block]:
        yield said(" ".join(opened.words), lang=self.lang)
        yield said(opened.summary, "note", self.lang)
        rule = Phrase(f"{row.action.rule}.", lang=self.lang)
        yield Paragraph((Phrase(f"{self.say(row.action.name)}:", strong=True), rule))
        title = self.say("How {points} points of influence come about", points=self.words.number(row.influence, 1))
        picture = drawn.row_waterfall(title, row, opened.waterfall, self.words)
        yield Pair([Figure(picture), Data(self._ledger(title, row, opened))])
        if row.pathways:
            points = [tuple(self._way(way)) for way in row.pathways]
            rest = self.words.number(rest_points(opened.waterfall, row.pathways), 2)
            points.append((Phrase(rest, strong=True), Phrase(self.say("all other pathways"))))
            yield said(self.say("Pathways, the heaviest first, in points:"))
            yield Points(points)
        harms = [
            (Phrase(f"{self.say(name.capitalize())}:"), Phrase(f"{step}.", lang=self.lang))
            for name, step in row.first_step.ethics.items()
        ]
        wrong = [(Phrase(f"{text}. {answer}.", lang=self.lang),) for text, answer in opened.challenges]
        for head, lines in (("What goes wrong, and what to do about it", wrong), ("What keeps it from harm", harms)):
            if lines:
                yield Paragraph((Phrase(self.say(head), strong=True),))
                yield Points(lines)
        yield Paragraph((Phrase(self.say("What it rests on"), strong=True),))
        yield Points([tuple(self._ground(ground)) for ground in opened.grounds])

    def _way(self, way: Pathway) -> Iterator[Phrase]:
        yield Phrase(f"{'+' if way.points >= 0 else ''}{self.words.number(way.points, 2)}", strong=True)
        text, lang = drawn.way_in_words(way, self.words)
        yield Phrase(f"{text}.", lang=lang)
        yield from self._cited(*way.evidence)

    def _cited(self, *names: str) -> Iterator[Phrase]:
        """Yield links to the records that something rests on, by publisher and year."""
        for name in names:
            one = self.evidence.get(name)
            year = f" {one.year}" if one and one.year else ""
            told = f"{one.publisher}{year}" if one and one.publisher else self.say("judgement")
            yield Phrase(f"[{told}]", f"#evidence-{name}" if one else "")

    def _ledger(self, title: str, row: RankedTrend, opened: ReportedTrend) -> Table:
        steps = opened.waterfall
        points = adding_up([step.points for step in steps], row.influence, 1)
        cells = [(self.say(STEPS[step.name]), self.words.number(a, 1)) for step, a in zip(steps, points, strict=True)]
        total = (self.say("together"), self.words.number(row.influence, 1))
        return Table((self.say("part"), self.say("points")), [*cells, total], title, (1,))

    def _ground(self, ground: Ground) -> Iterator[Phrase]:
        yield Phrase(f"{self.say(GROUNDS[ground.kind])}:")
        if ground.kind == "figure":
            yield Phrase(self._figure(ground.text))
        elif ground.text:
            yield Phrase(ground.text, lang=self.lang)
        yield from self._cited(ground.evidence)

    def _figure(self, text: str) -> str:
        """Return a figure of one of the firm's own sectors: what that is called, and the share."""
        for sector in self.report.business.sectors:
            share = text.removeprefix(f"{self.ranking.sector_names[sector]} ")
            if share != text:
                return f"{self._sector(sector)} {share if share[0].isdigit() else self.say(share)}"
        return text

    # --- the law, and what was taken for granted

    def _law(self) -> Section:
        duties = [duty for duty in self.ranking.duties if duty.applies in ("yes", "from")]
        duties.sort(key=lambda duty: (duty.from_ or "", duty.place, duty.id), reverse=True)
        unknown = [duty for duty in self.ranking.duties if duty.applies == "unknown"]
        year, rest = self.report.as_of.split("-", 1)
        recent = [duty for duty in duties if (duty.from_ or "") > f"{int(year) - 1}-{rest}"]
        older = [duty for duty in duties if duty not in recent]
        blocks: list[Block] = [Points([tuple(self._duty(duty)) for duty in recent])] if recent else []
        for head, found in (("{n} in force for more than a year", older),
                            ("{n} more hang on what is not said here", unknown)):  # fmt: skip
            if found:
                told = Points([tuple(self._duty(duty)) for duty in found])
                blocks.append(Opened(self.say(head, n=len(found)), [told]))
        if blocks:
            blocks.append(said(self.say("Read from the law by the map's editors; no legal advice."), "note"))
        return Section("law", self.say("What the law asks"), blocks)

    def _duty(self, duty: DutyAnswer) -> Iterator[Phrase]:
        when = self.say("from {day}" if duty.applies == "from" else "since {day}", day=duty.from_) if duty.from_ else ""
        yield Phrase(", ".join(filter(None, (when, duty.place))), strong=True)
        name, lang = self.words.name("duty", duty.id, duty.name), self.words.language_of("duty", duty.id)
        yield Phrase(f"{name.rstrip('.')}.", lang=lang, strong=True)
        known = duty.why if duty.applies == "unknown" else f"{duty.do.rstrip('.')}."
        yield Phrase(known, lang=self.lang)
        if duty.unless:
            yield Phrase(f"{self.say('Free of it:')} {duty.unless}.", lang=self.lang)
        yield Phrase(", ".join(filter(None, (duty.law, duty.article))), duty.url, lang=self.lang)

    def _assumed(self) -> Section:
        ranking = self.ranking
        items = [(Phrase(warning.message, lang=self.lang),) for warning in ranking.warnings]
        lists = (
            ("Have you got it? Most firms like yours do.", ranking.check), ("Every firm needs:", ranking.basics),
            ("In use already:", ranking.adopted), ("Not for you, as you say:", ranking.rejected),
        )  # fmt: skip
        for title, ids in lists:
            if ids:
                named = ", ".join(self._called(name) for name in ids)
                items.append((Phrase(self.say(title), strong=True), Phrase(named)))  # type: ignore[arg-type]
        for word in ranking.business.own_words:
            of = ", ".join(self._called(name) for name in word.of)
            items.append((Phrase(f"{self.say('You say:')} {of} {word.number:g}.", strong=True), Phrase(word.reason)))  # type: ignore[arg-type]
        return Section("assumed", self.say("What was assumed"), [Points(items)] if items else [])

    # --- pictures

    def _map(self) -> Section:
        rows = self.ranking.opportunities
        web = drawn.pathway_web(self.report.business, rows, self.ranking.sector_names, self.words, linked=True)
        by_sector: dict[str, list[str]] = {}
        for row in rows:
            for way in row.pathways:
                for node in way.nodes[1:]:
                    if node in self.ranking.sector_names:
                        by_sector.setdefault(node, []).append(drawn.trend_name(row, self.words))
        shown = [node.id for node in web.nodes if node.ring == 1]
        items = [
            (Phrase(f"{self._sector(name)}:", strong=True),
             Phrase(", ".join(dict.fromkeys(by_sector.get(name, ()))) or self.say("no pathway among the first rows")))
            for name in shown
        ]  # fmt: skip
        blocks: list[Block] = [Figure(web, wide=True), said(self.say("What comes by which sector:"))]
        return Section("map", self.say("Where it comes from"), [*blocks, Points(items, [f"sector-{n}" for n in shown])])

    def _arrival(self) -> Section:
        years = (self.report.today, self.report.horizon)
        told = [row for row in self.ranking.opportunities if row.likelihood > 0]
        curves = drawn.arrival_curves(self.say("When it comes"), told, years, self.words)
        panels = [replace(curves, title=one.name, curves=(one,), legend="") for one in curves.curves]
        blocks: list[Block] = [said(curves.legend, "lead"), Gallery(panels)]
        cells = [
            (drawn.trend_name(row, self.words), f"{row.likelihood_today:.0%}",
             f"{row.likelihood_low:.0%} - {row.likelihood_high:.0%}", f"{row.likelihood:.0%}",
             f"{row.horizon_low:.0%} - {row.horizon_high:.0%}",
             str(row.when.half) if isinstance(row.when.half, int) else self.say(row.when.half))
            for row in told
        ]  # fmt: skip
        heads = (self.say("trend"), str(years[0]), self.say("between"), str(years[1]), self.say("between"),
                 self.say("half of such firms"))  # fmt: skip
        blocks.append(Data(Table(heads, cells, self.say("The same in numbers"), (1, 2, 3, 4)), headed=True))
        return Section("arrival", self.say("When it comes"), blocks)

    # --- what others show

    def _lesson(self, one: Lesson) -> Card:
        step, called = one.first_step, self.words.name("practice", one.practice, one.name)
        home = Paragraph((Phrase(f"{self._sector(one.home)}:", strong=True), Phrase(one.at_home, lang=self.lang)))
        here = Paragraph((Phrase(self.say("Here:"), strong=True), Phrase(one.adapt, lang=self.lang)))
        blocks = [said(one.figures, "why", self.lang), home, here, Paragraph(tuple(self._step(step)))]
        activity = self.words.name("activity", one.activity, one.activity_name)
        title = Phrase(f"{activity}: {called}", lang=self.words.language_of("practice", one.practice))
        return Card(f"lesson-{one.practice}", title, "", "", (), None, blocks)

    # --- method and sources

    def _method(self) -> Section:
        texts = [
            "Points say what a trend is worth to this firm: how many firms like it use it, how much of what the trend is for the firm does, the harm that it may do, and the owner's goals. They are no forecast of turnover or profit.",  # noqa: E501
            "The share of firms like this one starts from published figures of its sectors, aged to today and moved to its country and size; where nothing is published it is estimated from what sectors have in common, and marked as a judgement.",  # noqa: E501
            "Every part adds up: the steps of a waterfall sum to the influence, the influence, the goals and what is lost to 100 points.",  # noqa: E501
        ]
        blocks: list[Block] = [said(self.say(text)) for text in texts]
        blocks.append(Paragraph((Phrase(self.say("What the numbers cannot tell"), strong=True),)))
        blocks.append(Points([(Phrase(limit, lang=self.lang),) for limit in self.report.limits]))
        return Section("method", self.say("How it was made, and what it cannot tell"), blocks, self.say("Method"))

    def _sources(self) -> Section:
        found = self.report.evidence
        items = [tuple(self._source(one)) for one in found]
        blocks: list[Block] = [Points(items, [f"evidence-{one.id}" for one in found])] if found else []
        return Section("sources", self.say("Sources"), blocks)

    def _source(self, one: CitedEvidence) -> Iterator[Phrase]:
        yield Phrase(one.id, strong=True)
        yield Phrase(f"{self.say(GRADES[one.grade])}.")
        if one.title:
            year = f" ({one.year})" if one.year else ""
            yield Phrase(f"{one.publisher}: {one.title}{year}", one.url, lang=self.lang)
        unit = "" if one.unit and one.unit.split()[0] in one.value else one.unit
        where = one.locator if one.locator != "in the row" else ""
        parts = (where, " ".join(filter(None, (one.value, unit))), one.area)
        told = ["; ".join(filter(None, parts)), one.note, one.method]
        text = " ".join(f"{part.rstrip('.')}." for part in told if part)
        if text:
            yield Phrase(text, lang=self.lang)
