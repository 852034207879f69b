"""One business from a file, a template or a list of sectors, with every name made exact."""

import io
import sys

import pytest

from ecomap.errors import FileError, InputError, ParseError, SchemaError, UnknownNameError
from ecomap.io.businesses import (
    business_of_sectors,
    business_text,
    load_business,
    open_business,
    parse_business,
    template_text,
    templates,
)
from ecomap.io.validation import validated
from ecomap.io.yaml_reader import read_yaml
from ecomap.model import Business, EcosystemMap, Resources


@pytest.fixture(scope="module")
def small(village):
    return validated(EcosystemMap, read_yaml(village, "village"))


def problems_of(text, ecosystem):
    with pytest.raises(SchemaError) as caught:
        parse_business("mine.yaml", text, ecosystem)
    return caught.value.problems


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("sectors", "bakery"),
        ("sectors", "[bakery, web shop]"),
        ("sectors", "bakery, web shop; cafe"),
        ("goals", "reach"),
        ("skills", "[it]"),
    ],
)
def test_a_name_alone_is_told_how_to_write_it(small, field, said):
    """What stands alone where each name has a number is answered with a line that is accepted."""
    rest = "" if field == "sectors" else "sectors: {bakery: 1}\n"
    (problem,) = problems_of(f"schema: ecomap/business/2\n{rest}{field}: {said}\n", small)
    written = problem.way_out.removeprefix("Write ").removesuffix(", with your own numbers.")
    business = parse_business("mine.yaml", f"schema: ecomap/business/2\n{rest}{field}: {written}\n", small)
    assert set(getattr(business, field).values()) == {1.0}


@pytest.mark.parametrize("line", [
    "goals: more customers", "skills: good", "resources: 2000", "platforms: etsy", "platforms: [etsy, amazon]",
    "platforms: {etsy: 0.3}", "adopted: website, online booking", "country: [DE]", "employees: [3]", "influences: a",
])  # fmt: skip
def test_what_does_not_stand_as_it_must_is_told_with_a_line_that_is_accepted(shipped, line):
    """Names that are known are taken into it; what names nothing is answered with an example of the field."""
    (problem,) = problems_of(f"sectors: {{bakery: 1}}\n{line}\n", shipped)
    field = problem.path.partition(".")[0]
    way = problem.way_out.removesuffix(".").removesuffix(", with your own numbers").partition(", or one line")[0]
    written = way.removeprefix("Write it like ") if "like" in way else f"{field}: {way.removeprefix('Write ')}"
    business = parse_business("mine.yaml", f"sectors: {{bakery: 1}}\n{written}\n", shipped)
    assert getattr(business, field) not in (None, {}, ())


@pytest.mark.parametrize("said", ["10.71", "[{bakery: 0.6}, {cafe: 0.4}]", "true"])
def test_what_a_firm_lives_from_is_told_with_a_line_wherever_it_is_written_otherwise(shipped, said):
    """A bare code is a number to YAML, and a list of pairs is no pairs: both were told without a way out."""
    (problem,) = problems_of(f"sectors: {said}\n", shipped)
    assert parse_business(
        "mine.yaml", problem.way_out.removeprefix("Write it like ").removesuffix("."), shipped
    ).sectors


BANDS = {"10-49": 22}
"""The root of 490."""


@pytest.mark.parametrize("said", ["8.000", "12", "1,5", "12 MA", "yes", "70%", "1e3"])
def test_a_number_in_quotes_is_told_with_what_is_accepted(small, said):
    """Each reading of it, by what it is a number of, without the quotes."""
    (problem,) = problems_of(f'sectors: {{bakery: 1}}\nemployees: "{said}"\n', small)
    for way in problem.way_out.removeprefix("Write ").removeprefix("it like ").removesuffix(".").split(" or "):
        assert parse_business("f", f"sectors: {{bakery: 1}}\nemployees: {way}\n", small).employees == float(
            BANDS.get(way, way)
        )


PEOPLE = {"1.000": None, "12.500": 12500, "6.0": 6, "1.000.000": 1e6, "{min: 10, max: 49}": 22,
          "{from: 50}": 50}  # fmt: skip


def test_a_size_in_a_word_is_asked_for(small):
    """Small is 10 to 49 people to the EU, and three to many an owner."""
    (problem,) = problems_of("sectors: {bakery: 1}\nemployees: small\n", small)
    assert problem.way_out == "Write how many work there, or 10-49 as the EU has it."


@pytest.mark.parametrize(("said", "people"), PEOPLE.items())
def test_people_of_a_file_are_read_as_an_option_reads_them(small, said, people):
    """A dot before three digits parts thousands, unless it may end a whole number: 1.000 was one, without a word."""
    text = f"sectors: {{bakery: 1}}\nemployees: {said}\n"
    if people is None:
        (problem,) = problems_of(text, small)
        assert problem.way_out == "Write 1 or 1000."
    else:
        assert parse_business("f", text, small).employees == people


@pytest.mark.parametrize(("line", "way_out"), [
    ("branche: bakery", 'Did you mean "sectors"?'),
    ("Mitarbeiter: 5", 'Did you mean "employees"?'),
    ("pays: FR", 'Did you mean "country"?'),
    ("azienda: X", 'Did you mean "name"?'),
    ("budget: 5.000 €", "Write it in resources, like resources: {budget_eur: 5000}."),
    ("Stunden pro Woche: 3", "Write it in resources, like resources: {hours_per_week: 3}."),
    ("WZ-Code: 10.71", 'Write it in sectors, like sectors: {"wz:10.71": 1}.'),
    ("naics: bread", 'Write it in sectors, like sectors: {"nace:10.71": 1}.'),
])  # fmt: skip
def test_a_field_called_as_columns_of_tables_may_be_is_told_by_ours(small, line, way_out):
    """The words are those of headings.csv; a number that can be read in two ways is written as the larger."""
    with pytest.raises(SchemaError) as caught:
        parse_business("b.yaml", f"{line}\nsectors: {{shop: 1}}\n", small)
    assert [problem.way_out for problem in caught.value.problems] == [way_out]


def test_sectors_under_another_name_are_not_missing_too(small):
    """One fault is told once, and a file without them has a line to copy."""
    for line, told in (("branche: {shop: 1}", ["branche"]), ("nace: 10.71", ["nace"]), ("name: X", ["sectors"])):
        with pytest.raises(SchemaError) as caught:
            parse_business("b.yaml", f"{line}\n", small)
        assert [problem.path for problem in caught.value.problems] == told
    assert caught.value.problems[0].way_out == "Add a line like sectors: {bakery: 1}."


def test_several_names_before_one_number_are_told_line_by_line(small):
    """Each with the number, as it is accepted."""
    (problem,) = problems_of('sectors: {"bakery, web shop": 2}\n', small)
    assert problem.way_out == "Say each by itself: bakery: 2 and web shop: 2."


FULL = """\
schema: ecomap/business/1
id: rosas-bakery
name: Rosa's Bakery
country: NO
employees: 6
sectors: {Bäkery: 0.5, isic:47: 0.3, web shop: 0.2}
depends_on: {online-shop: 0.25}
activities: {sell-goods: 0.0}
maturity: 1.5
goals: {reach: 3}
resources: {budget_eur: 5e3, hours_per_week: 4}
skills: {it: 2}
adopted: [cloud]
"""


def test_a_full_file_becomes_a_business_of_ids(small):
    """Every field arrives as it was written, and every sector as its id."""
    assert parse_business("mine.yaml", FULL, small) == Business(
        id="rosas-bakery",
        name="Rosa's Bakery",
        country="NO",
        employees=6,
        sectors={"bakery": 0.5, "shop": 0.3, "web-shop": 0.2},
        depends_on={"web-shop": 0.25},
        activities={"sell-goods": 0.0},
        maturity=1.5,
        goals={"reach": 3.0},
        resources=Resources(budget_eur=5000, hours_per_week=4),
        skills={"it": 2},
        adopted=("cloud",),
    )


def test_the_sectors_are_enough(small):
    """All else may be left out, and stays unknown instead of being 0."""
    business = parse_business("mine.yaml", "sectors: {shop: 1}\n", small)
    assert business == Business(sectors={"shop": 1})
    assert (business.maturity, business.employees, business.resources.budget_eur) == (None, None, None)


def test_two_names_of_one_sector_add_up(small):
    """baker 0.25 and isic:10 0.5 are the same sector: 0.75 of it."""
    business = parse_business(
        "f", "sectors: {baker: 0.25, shop: 1, isic:10: 0.5}\ndepends_on: {grocer: 0.125, café: 0.5}\n", small
    )
    assert (business.sectors, business.depends_on) == ({"bakery": 0.75, "shop": 1.0}, {"shop": 0.625})


def test_what_nobody_uses_and_what_is_used_is_not_rejected(shipped, places):
    """A threat is nothing to use or to turn down; what is in use cannot be turned down too; each at its place."""
    text, found = places(
        "sectors: {hotel: 1}\nadopted: [website, «ransomware]\n"
        "rejected: [chatbots, «phishing-and-payment-fraud, «website]\n"
    )
    problems = problems_of(text, shipped)
    assert [(problem.where.line, problem.where.column) for problem in problems] == found
    assert [(problem.path, problem.message) for problem in problems] == [
        ("adopted[1]", "is a threat, nothing that a firm uses."),
        ("rejected[1]", "is a threat, nothing that a firm uses."),
        ("rejected[2]", "is said to be in use too."),
    ]


def test_every_unknown_name_is_told_with_what_comes_near(small, places):
    """Names of six kinds, each at its line and column, in file order, each with a suggestion or all that is known."""
    text, found = places(
        "adopted: [cloud, «clod, «zzz]\n"
        "skills: {«law: 1}\n"
        "sectors: {«bakry: 1, shop: 1}\n"
        "depends_on: {«grocr: 0.1}\n"
        "activities: {«sell-gods: 0.1, «dance: 1}\n"
        "goals: {«reech: 1}\n"
    )
    problems = problems_of(text, small)
    assert [(problem.where.line, problem.where.column) for problem in problems] == found
    assert [(problem.path, problem.message, problem.way_out) for problem in problems] == [
        ("adopted[1]", "no such trend.", 'Did you mean "cloud"? See: ecomap map search clo'),
        ("adopted[2]", "no such trend.", "Look for a word of it, like: ecomap map search payment"),
        ("skills.law", "no such skill.", "Known: it."),
        ("sectors.bakry", "no such kind of firm.", 'Did you mean "bakery"? See: ecomap map search bak'),
        ("depends_on.grocr", "no such kind of firm.", 'Did you mean "grocer"? See: ecomap map search gro'),
        ("activities.sell-gods", "no such activity.", 'Did you mean "sell-goods"?'),
        ("activities.dance", "no such activity.", "Known: make-goods, sell-goods."),
        ("goals.reech", "no such goal.", 'Did you mean "reach"?'),
    ]


@pytest.mark.parametrize(
    ("shares", "refused"),
    [("{shop: 0.5, bakery: 0.499}", False), ("{shop: 0.5, bakery: 0.5}", True), ("{shop: 1}", True)],
)
def test_something_is_left_for_its_own_sectors(small, places, shares, refused):
    """What a business depends on directly is taken from its sectors' share, so it stays below 1 in all."""
    text, [place] = places(f"sectors: {{shop: 1}}\ndepends_on: «{shares}\n")
    if not refused:
        assert sum(parse_business("f", text, small).depends_on.values()) < 1
        return
    [problem] = problems_of(text, small)
    assert ((problem.where.line, problem.where.column), problem.path) == (place, "depends_on")
    assert problem.message == "the shares sum to 1 or more."


def test_an_ambiguous_code_is_refused(small):
    """Bare digits that are a bakery in ISIC and a web shop in NAICS name no sector; both ways to say it are told."""
    [problem] = problems_of("sectors: {11: 1}\n", small)
    assert (problem.path, problem.message) == (
        "sectors.11", '"11" can be read as isic:11 (bakery) or naics:11 (web-shop).'
    )  # fmt: skip
    assert problem.way_out == "Write isic:11 or naics:11. See: ecomap map search 11"
    for code, sector in (("isic:11", "bakery"), ("naics:11", "web-shop")):
        assert parse_business("f", f"sectors: {{{code}: 1}}\n", small).sectors == {sector: 1}


def test_unknown_names_are_told_together_with_faults_of_form(small, places):
    """One run tells all that is wrong: a number in quotes and a sector that is not there."""
    text, found = places('maturity: «"1"\nsectors: {«bakry: 1}\n')
    assert [(problem.where.line, problem.where.column) for problem in problems_of(text, small)] == found


# --- by its sectors -----------------------------------------------------------------------------------------


def test_a_business_of_sectors_knows_its_sectors_only(small):
    """Names become ids and equal ones add up; the rest is as in an empty file."""
    assert business_of_sectors({"Baker": 0.5, "G47.91": 0.25, "isic:10": 0.25}, small) == Business(
        sectors={"bakery": 0.75, "web-shop": 0.25}
    )


def test_an_unknown_sector_is_told_with_suggestions(small):
    """The error says what was probably meant, and names no file."""
    with pytest.raises(UnknownNameError) as caught:
        business_of_sectors({"shop": 0.5, "Bakry": 0.5}, small)
    assert str(caught.value) == 'no such kind of firm "Bakry". Did you mean "bakery"?'
    assert (caught.value.kind, caught.value.found) == ("sector", "Bakry")


def test_a_sector_that_nothing_comes_near_is_told_without_a_guess(shipped):
    """No suggestion is better than a silly one."""
    with pytest.raises(UnknownNameError, match=r'^no such kind of firm "zzzz"\. All of them: ecomap map search isic$'):
        business_of_sectors({"zzzz": 1}, shipped)


@pytest.mark.parametrize("shares", [{}, {"shop": 0}, {"shop": -1}, {"shop": float("nan")}, {"shop": float("inf")}])
def test_impossible_shares_are_an_input_error(small, shares):
    """No sector, a share of nothing, a negative or unlimited one: refused like in a file."""
    with pytest.raises(InputError):
        business_of_sectors(shares, small)


# --- templates and files ------------------------------------------------------------------------------------


def test_eighteen_templates_are_shipped_in_alphabetical_order():
    """Ten made of sectors and eight of kinds of firm."""
    assert list(templates()) == [
        "bakery", "builder", "cleaner", "clinic", "consulting", "dentist", "farm", "garage", "hairdresser", "hotel",
        "joiner", "law-office", "manufacturer", "one-person", "online-shop", "restaurant", "retail-shop", "taxi",
    ]  # fmt: skip


@pytest.mark.parametrize("name", list(templates()))
def test_every_template_is_a_business_of_the_shipped_map(shipped, name):
    """Each can be loaded by its name; shares of its sectors make 1; its text is shown as it was written."""
    business = load_business(name, shipped)
    assert sum(business.sectors.values()) == pytest.approx(1)
    assert set(business.sectors) <= set(shipped.sector_by_id)
    assert set(business.adopted) <= set(shipped.trend_by_id)
    assert template_text(name).encode() == templates()[name].read_bytes()


def test_no_template_has_every_basic_in_use(shipped):
    """Whoever starts from one sees what every firm needs and has not got."""
    basics = {trend.id for trend in shipped.trends if trend.basic}
    assert [name for name in templates() if basics <= set(load_business(name, shipped).adopted)] == []


def test_an_unknown_template_is_told_with_what_comes_near():
    """A misspelt template: the nearest is named."""
    with pytest.raises(UnknownNameError, match=r'no such template "bakerry"\. Did you mean "bakery"'):
        template_text("bakerry")


def test_a_business_is_read_from_a_file(small, tmp_path):
    """A path that exists is read; problems carry it as it was given."""
    path = tmp_path / "mine.yaml"
    path.write_text(FULL, encoding="utf-8")
    assert load_business(str(path), small).id == "rosas-bakery"
    path.write_text("sectors: {shop: x}\n", encoding="utf-8")
    with pytest.raises(SchemaError) as caught:
        load_business(str(path), small)
    assert str(caught.value).startswith(f"{path}:1:17  sectors.shop: ")


def test_a_file_comes_before_a_template_of_its_name(shipped, tmp_path, monkeypatch):
    """Who has a file called bakery means that file; a folder of that name does not hide the template."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bakery").write_text("id: my-own\nsectors: {bakery: 1}\n", encoding="utf-8")
    (tmp_path / "farm").mkdir()
    assert load_business("bakery", shipped).id == "my-own"
    assert load_business("farm", shipped) == parse_business("farm", template_text("farm"), shipped)


def test_a_business_is_read_from_standard_input(small, monkeypatch):
    """``-`` reads standard input, and messages call it so."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"sectors: {shop: 1, baker: 2}\nid: A\n")))
    with pytest.raises(SchemaError, match=r"^standard input:2:5  id: "):
        load_business("-", small)


def test_a_name_that_nothing_is_called_says_what_there_is(small, tmp_path, monkeypatch):
    """A misspelt template or trade is guessed, wherever one is asked for."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileError, match=r'^"bakry" is no file, no template and no trade\. Did you mean "bakery"'):
        load_business("bakry", small)
    with pytest.raises(FileError, match='Did you mean "shop"'):
        load_business("shp", small)
    with pytest.raises(FileError, match='Did you mean "bakery"'):
        business_text("bakry")
    with pytest.raises(FileError, match=r"search isic\nTemplates: .*\nA file of your own: ecomap business new"):
        business_text("zzz")


def test_a_trade_stands_for_a_firm_of_it(small, tmp_path, monkeypatch, caplog):
    """After a file and a template of its name; what is called like a file but for its ending is told."""
    monkeypatch.chdir(tmp_path)
    assert load_business("shop", small) == business_of_sectors({"shop": 1}, small)
    assert open_business("vet").business.kinds == {"vet": 1}
    label, text = business_text("vet")
    assert parse_business(label, text, open_business("vet").ecosystem).kinds == {"vet": 1}
    assert open_business("bakery").business == load_business("template:bakery", open_business("bakery").ecosystem)
    assert open_business("sector:bakery").business.kinds == {"bakery": 1}
    (tmp_path / "vet").mkdir()
    assert open_business("vet").business.kinds == {"vet": 1}
    assert not caplog.text
    (tmp_path / "vet.yaml").write_text("sectors: {retail-trade: 1}\n", encoding="utf-8")
    assert open_business("vet").business.kinds == {"vet": 1}
    assert '"vet" is taken as the trade; the file is vet.yaml' in caplog.text


@pytest.mark.parametrize("name", ["missing.yaml", "folder/missing.yml", "./bakery.yaml"])
def test_a_path_that_does_not_exist_is_told_as_a_file(small, tmp_path, monkeypatch, name):
    """What looks like a path is no misspelt template."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileError, match="no such file"):
        load_business(name, small)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a\0b",
        pytest.param("x" * 5000),
    ],
    ids=["empty", "NUL", "too long"],
)
def test_a_name_that_no_file_can_have_is_a_file_error(small, tmp_path, monkeypatch, name):
    """Nothing, a NUL byte, far too long: never a foreign exception."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileError):
        load_business(name, small)


@pytest.mark.parametrize("text", ["", "- a\n", "a: [\n", "a: 1\n---\nb: 2\n"])
def test_what_is_no_business_file_is_an_input_error(small, text):
    """Faults of the format come through as errors of the input."""
    with pytest.raises((ParseError, SchemaError)):
        parse_business("f", text, small)


@pytest.mark.parametrize("text", ["sectors: [bakery]", "activities:\n  - {id: serve, summary: Help}\n  - export"])
def test_in_a_list_words_are_no_numbers(text: str, shipped: EcosystemMap) -> None:
    """What stands in a list where names with numbers are meant is told once, as what it is."""
    with pytest.raises(InputError) as caught:
        parse_business("mine.yaml", f"id: b\n{text}\n", shipped)
    assert not any("no number" in problem.message for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [("10.71C", {"bakery": 1}), ("86.23 - Dental", {"dentist": 1}),
     ("hotel and restaurant", {"hotel": 0.5, "restaurant": 0.5}),
     ("70% Hotel / 30% Restaurant", {"hotel": 0.7, "restaurant": 0.3})],
)  # fmt: skip
def test_a_trade_is_said_where_a_business_is_asked_for_as_everywhere(shipped, name, kinds):
    """By code, or as several with their shares, as ``--sector`` and cells take it; a point makes no file of it."""
    assert load_business(name, shipped).kinds == kinds


@pytest.mark.parametrize(
    ("name", "told"), [("mine.yam", "no such file"), ("no/such", "is no file, no template and no trade")]
)
def test_what_has_an_ending_is_a_file(shipped, name, told):
    """And what has none and is not there is looked for among trades, too."""
    with pytest.raises(FileError, match=told):
        load_business(name, shipped)
