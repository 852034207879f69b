"""A read document to a model, or every problem of it at once, in file order, with its place and a way out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap.errors import InputError, Location, Problem, SchemaError
from ecomap.io.businesses import parse_business
from ecomap.io.validation import in_file_order, validated
from ecomap.io.yaml_reader import read_yaml
from ecomap.model import Business, EcosystemMap, MapPart
from ecomap.model.trends import Trend
from maps import examples

FAULTY = """\
# Nineteen faults, each behind its mark
schema: «ecomap/business/3
id: «Rosa's Bakery
name: «"  "
country: «Portugal
employees: «6.5
«owner: Rosa
sectors:
  bakery: «"0.6"
  shop: «0
activities:
  «Deliver Goods: 0.3
  export: «30%
maturity: «4.5
goals: «[reach, cost]
resources:
  budget_eur: «5 000
  hours_per_week: «True
  «hours_a_week: 4
skills:
  it: 1
  «it: 2
  data: «.nan
adopted:
  - website
  - «Web Site
  -«
"""
SAID = """\
schema: "ecomap/business/3" is not one of 'ecomap/business/2' or 'ecomap/business/1'.
id: "Rosa's Bakery" is not written as it must be. HINT
name: an empty text. Write something or leave the line out.
country: "Portugal" is not written as it must be. Write two capital letters, like PT.
employees: expected a whole number, found 6.5.
owner: no such field. KNOWN
sectors.bakery: a number must not stand in quotes. Write 0.6.
sectors.shop: 0 is out of range. It must be greater than 0.
activities.Deliver Goods: "Deliver Goods" is not written as it must be. HINT
activities.export: a percentage is written as a share. Write 0.3.
maturity: 4.5 is out of range. It must be less than or equal to 4.
goals: expected lines like name: value. Write {reach: 1, cost: 1}, with your own numbers.
resources.budget_eur: expected a number, found "5 000". Write it like 0.25 or 1200.
resources.hours_per_week: expected a number, found "True". Write it like 0.25 or 1200.
resources.hours_a_week: no such field. Did you mean "hours_per_week"?
"it" stands here twice, first in line 21. Keep one of them.
skills.data: expected a number, found ".nan". Write it like 0.25 or 1200.
adopted[1]: "Web Site" is not written as it must be. HINT
nothing stands here. Write a value, or leave the line out.
"""
SAID = SAID.replace("HINT", "Write small letters, digits and hyphens, like online-booking.")
SAID = SAID.replace("KNOWN", f"Known here: {', '.join(sorted({'schema', *Business.model_fields} - {'schema_'}))}.")


def business_problems(text):
    with pytest.raises(SchemaError) as caught:
        validated(Business, read_yaml(text, "mine.yaml"))
    return caught.value.problems


def test_every_fault_of_a_file_is_told_at_once_in_file_order(places):
    """Nineteen faults of form, type, range and spelling: ``file:line:column  path: message. way out``, a line each."""
    text, found = places(FAULTY)
    told = "\n".join(str(problem) for problem in business_problems(text))
    expected = [
        f"mine.yaml:{line}:{column}  {said}" for (line, column), said in zip(found, SAID.splitlines(), strict=True)
    ]
    assert told.splitlines() == expected


def test_the_error_is_its_problems_one_a_line(places):
    """Printing the error prints every problem, each in the form that editors make clickable."""
    text, found = places(FAULTY)
    with pytest.raises(SchemaError) as caught:
        validated(Business, read_yaml(text, "mine.yaml"))
    lines = str(caught.value).splitlines()
    assert len(lines) == len(found)
    assert all(re.match(r"mine\.yaml:\d+:\d+  \S", line) for line in lines)


@pytest.mark.parametrize(
    ("marked", "path", "message", "way_out"),
    [
        ("«name: Rosa\n", "sectors", "is missing.", "Add this line."),
        ("sectors: «{}\n", "sectors", "", ""),
        ("sectors: «bakery\n", "sectors", "expected lines like name: value.", ""),
        ("sectors: {bakery: «[1]}\n", "sectors.bakery", "expected a number, found ", ""),
        ("sectors: {bakery: 1}\nname: «{a: b}\n", "name", "expected a text, found ", ""),
        (
            "sectors: {bakery: 1}\nadopted: «website\n",
            "adopted",
            "expected a list.",
            "Write [website], or one line each",
        ),
        ("sectors: {bakery: 1}\nown_activities: «x\n", "own_activities", "expected a list.", "in it: id, name, share"),
        ("sectors: {bakery: 1}\nresources: «5000\n", "resources", "expected lines like name: value.", ""),
        ("sectors: {bakery: 1}\nresources: {«budget: 1}\n", "resources.budget", "no such field.", '"budget_eur"'),
        (
            "sectors: {bakery: 1}\n«\u00a0\u00a0hours: 1\n",
            r'"\u00a0\u00a0hours"',
            "a space copied from a page",
            "plain spaces",
        ),
        ("sectors: {bakery: 1}\n«Sectors: {bakery: 1}\n", "Sectors", "no such field.", '"sectors"'),
        (
            "sectors: {bakery: 1}\n«budget_eur: 3000\n",
            "budget_eur",
            "no such field.",
            "Write it in resources, like resources: {budget_eur: 3000}.",
        ),
        (
            "sectors: {bakery: 1}\n«hours: [3]\n",
            "hours",
            "no such field.",
            "Write it in resources, like resources: {hours_per_week: ...}.",
        ),
        (
            "sectors: {bakery: 1}\nresources: {«goals: {reach: 1}}\n",
            "resources.goals",
            "no such field.",
            "Write it at the left edge, without spaces before it.",
        ),
        ("sectors: {bakery: 1}\nactivities: {export: «1.5}\n", "activities.export", "1.5 is out of range.", "1"),
        ("sectors: {bakery: 1}\nactivities: {export: «-0.1}\n", "activities.export", "-0.1 is out of range.", "0"),
        ("sectors: {bakery: 1}\nemployees: «-1\n", "employees", "-1 is out of range.", "0"),
        ("sectors: {bakery: 1}\ncountry: «no\n", "country", '"no" is not written', "two capital letters"),
        ("sectors: {bakery: «inf}\n", "sectors.bakery", 'expected a number, found "inf".', ""),
        ("sectors: {bakery: «50 %}\n", "sectors.bakery", "a percentage is written as a share. Write 0.5.", ""),
        ("sectors: {bakery: «0111}\n", "sectors.bakery", 'expected a number, found "0111".', ""),
    ],
)
def test_each_fault_is_told_where_it_stands(places, marked, path, message, way_out):
    """A value is told at the value, an unknown field at its key, with where it belongs, a missing one at its holder."""
    text, [place] = places(marked)
    [problem] = business_problems(text)
    assert (problem.where.line, problem.where.column) == place
    assert problem.path == path
    assert problem.message.startswith(message)
    assert way_out in problem.way_out


@pytest.mark.parametrize(
    "marked",
    [
        "sectors: {bakery: 1}\nname: A\n«name: B\n",
        "sectors: {bakery: 1}\nname: «&x A\n",
        "sectors: {bakery: 1}\nname: «!!str A\n",
        "sectors: {bakery: 1}\n«<<: {name: A}\n",
        "sectors: {bakery: 1}\n«---\nsectors: {shop: 1}\n",
    ],
)
def test_a_file_with_a_trap_is_refused_though_the_rest_fits(places, marked):
    """What could be read in two ways is not read at all, even if what was read would make a business."""
    text, [place] = places(marked)
    [problem] = business_problems(text)
    assert (problem.where.line, problem.where.column) == place


def test_a_fault_deep_in_a_map_has_its_path(places, village):
    """Lists, mappings and optional blocks on the way down: the path says them all."""
    marked = (
        village.replace("skills: {it: 1}}", "skills: {it: «9}}")
        .replace("value: 0.1, evidence: judged, reason", "value: «fast, evidence: judged, «resaon")
        .replace('nace: ["G47.91"]', 'nace: [G47.91, «""]')
        .replace("short: Bakery", "short: «The bakery of the village")
    )
    text, found = places(marked)
    with pytest.raises(SchemaError) as caught:
        validated(EcosystemMap, read_yaml(text, "f"))
    assert [(problem.where.line, problem.where.column) for problem in caught.value.problems] == found
    assert [problem.path for problem in caught.value.problems] == [
        "sectors[0].short",
        "sectors[2].nace[1]",
        "trends[0].pace.value",
        "trends[0].pace.resaon",
        "trends[0].needs.skills.it",
    ]
    assert caught.value.problems[3].way_out == 'Did you mean "reason"?'


def test_country_no_is_norway():
    """Norway is NO, not False."""
    assert validated(Business, read_yaml("country: NO\nsectors: {bakery: 1}\n", "f")).country == "NO"


def test_codes_as_sector_names_are_kept():
    """ISIC 0111 is not 73, and 62.10 not 62.1."""
    assert validated(Business, read_yaml("sectors: {0111: 1, 62.10: 2}\n", "f")).sectors == {"0111": 1.0, "62.10": 2.0}


def test_numbers_in_quotes_are_texts_where_texts_are_meant(village):
    """A version and a published figure stand in quotes so that nothing is lost: 2026.10 stays 2026.10."""
    text = village.replace('version: "2026.11"', 'version: "2026.10"').replace('"40.1"', '"40.10"')
    ecosystem = validated(EcosystemMap, read_yaml(text, "f"))
    assert (ecosystem.version, ecosystem.influences[1].value) == ("2026.10", "40.10")


def test_a_part_of_a_map_may_hold_any_of_its_lists():
    """A further file needs none of the entrance's own lines and may not have them."""
    assert validated(MapPart, read_yaml("trends: []\n", "f")) == MapPart()
    with pytest.raises(SchemaError, match="title: no such field"):
        validated(MapPart, read_yaml("title: x\n", "f"))


def test_problems_are_sorted_by_place_and_each_place_is_told_once():
    """Sorted by file, line, column; of two problems in one place the first found is kept."""
    places_ = [("b", 1, 1), ("a", 10, 1), ("a", 2, 9), ("a", 2, 10), ("a", 2, 9)]
    problems = [Problem(Location(*place), "", str(i)) for i, place in enumerate(places_)]
    assert [problem.message for problem in in_file_order(problems)] == ["2", "3", "1", "0"]


def test_fields_that_are_missing_are_all_told_beside_what_else_stands_there():
    """Their place is that of the whole: a trend of an id and a name alone has told one of eleven."""
    with pytest.raises(SchemaError) as caught:
        validated(MapPart, read_yaml("trends:\n- id: a\n  nmae: A\n", "f"))
    told = {problem.path for problem in caught.value.problems}
    required = set(Trend.model_json_schema()["required"])
    assert told == {"trends[0].nmae", *(f"trends[0].{name}" for name in required - {"id"})}


@pytest.mark.parametrize(
    ("line", "found"), [("name: [a]", "a list"), ("name: {a: b}", "a mapping"), ("maturity: [1]", "a list")]
)
def test_a_list_in_the_place_of_a_value_is_called_a_list(line, found):
    """People who write YAML know lists and mappings, not the notation of Python."""
    [problem] = business_problems(f"sectors: {{bakery: 1}}\n{line}\n")
    assert problem.message.endswith(f"found {found}.")


@pytest.mark.parametrize("text", ["sectors: {}\n", "sectors: {a: 1e999}\n"])
def test_every_problem_speaks_of_the_file_and_says_the_way_out(text):
    """No sentence of a library reaches the user: those begin with a type of Python or with Input."""
    [problem] = business_problems(text)
    assert not problem.message.startswith(("Dictionary", "Input"))
    assert problem.way_out


def test_the_name_of_a_python_attribute_is_no_field():
    """The field is called schema; schema_ is a misspelling of it."""
    [problem] = business_problems("schema_: ecomap/business/1\nsectors: {bakery: 1}\n")
    assert problem.path == "schema_"


def test_a_whole_number_too_large_to_hold_is_refused(places):
    """1e999 is infinite: refused as employees or year like anywhere else."""
    text, [place] = places("employees: «1e999\nsectors: {bakery: 1}\n")
    [problem] = business_problems(text)
    assert (problem.where.line, problem.where.column) == place


@pytest.mark.parametrize("escape", [r"\e", r"\0", r"\x07", r"\x9b", r"\u202e", r"\u2066", r"\uFEFF", r"\U0000200b"])
def test_an_escape_does_not_bring_in_what_a_file_may_not_hold(places, escape):
    """A control or bidirectional character is refused however it is written: it would reach the terminal."""
    text, [place] = places(f'sectors: {{bakery: 1}}\nname: «"x{escape}y"\n')
    with pytest.raises(InputError) as caught:
        validated(Business, read_yaml(text, "f"))
    [problem] = caught.value.problems
    assert (problem.where.line, problem.where.column) == place


@pytest.mark.parametrize("line", [r'id: "a\nb"', r'"a\nb": 1', r'activities: {"a\nb": 1}', r'maturity: "\e[31m"'])
def test_a_problem_is_one_line_whatever_was_found(line):
    """What is quoted from the file, values and keys, breaks no line and moves no cursor."""
    [problem] = business_problems(f"sectors: {{bakery: 1}}\n{line}\n")
    assert str(problem).isprintable()


# --- any file of the right shape ----------------------------------------------------------------------------

FIELDS = [
    *Business.model_fields,
    "schema",
    "budget_eur",
    "hours_per_week",
    "it",
    "bakery",
    "[key]",
    "0",
    "x y",
    '""',
    "~",
]
VALUES = ["1", "0.5", "-1", "1e5", "50%", "True", "no", "PT", "bakery", '"1"', "''", "[]", "{}", "[a, 1]",
          "[[1]]", "", "~", "{it: 1}", "{a: {b: c}}", "{budget_eur: x}", "ecomap/business/1", "[key]",
          "2026-11-22", "&a 1", "|\n   x", "x" * 200]  # fmt: skip


@examples(500)
@given(st.lists(st.tuples(st.sampled_from(FIELDS), st.sampled_from(VALUES)), max_size=8))
def test_any_business_is_read_or_refused_with_places(lines):
    """Known and unknown fields with fitting and unfitting values: a business, or problems that all have a place."""
    text = "".join(f"{field}: {value}\n" for field, value in lines) or "a: b\n"
    try:
        business = validated(Business, read_yaml(text, "f"))
    except InputError as error:
        wheres = [problem.where for problem in error.problems]
    else:
        wheres = []
        assert business.sectors
    assert wheres == sorted(wheres)
    assert all(where.line >= 1 and where.column >= 1 for where in wheres)


@pytest.mark.parametrize("indent", ["", "  "], ids=["fields", "names"])
def test_a_flood_of_problems_is_told_in_part(shipped, indent):
    """Of 8,000 unknown fields or names the first fifty are told with a way out, then that there are more."""
    text = "sectors:\n  bakery: 1\n" + "".join(f"{indent}key{i}: 1\n" for i in range(8000))
    with pytest.raises(SchemaError) as caught:
        parse_business("mine.yaml", text, shipped)
    problems = caught.value.problems
    assert len(problems) == 51
    assert [problem.where.line for problem in problems] == list(range(3, 54))
    assert re.fullmatch("and (7,950 )?more problems like these.", problems[-1].message)


@pytest.mark.parametrize("text", ["x" * 70_000, "no name " * 9_000])
def test_a_name_without_end_is_told_by_its_beginning(text):
    """In quotes, as a word, and in place of a file; what is said around it stands there whole."""
    told = str(Problem(Location(text), f"influences[0].{text}", f'"{text}" is unknown.', 'Write "trend" or "sector".'))
    assert len(told) < 400
    assert told.startswith(f"{text[:90]}")
    assert told.endswith('..." is unknown. Write "trend" or "sector".')
    long = Problem(Location("f", 1, 2), "a", f'no "x" in {"names, " * 400}', 'Did you mean "y"?')
    assert f'no "x" in {"names, " * 400} Did you mean "y"?' in str(long)
