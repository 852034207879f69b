"""Changes to a text: the line that is meant changes, and no other byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap.io.business_edits import edited, parsed_changes
from ecomap.io.businesses import parse_business, template_text, templates
from ecomap.io.yaml_edits import with_item, with_value, without, written
from ecomap.io.yaml_reader import read_yaml
from maps import examples

BLOCK = """\
# a head of comments
name: Rosa's   # the name
               # goes on here
goals:         # what for
  reach: 3     # far

  cost: 1

# before the list
adopted:
  - website    # one page
  - backups
skills: {it: 1, data: 2}   # in brackets
tail: "x # y"  # quoted"""


def test_a_value_is_replaced_where_it_stands():
    """Its comment stays in its column; quotes stay quotes; in brackets nothing else moves."""
    assert with_value(BLOCK, ["goals", "reach"], "12") == BLOCK.replace("reach: 3     #", "reach: 12    #")
    assert with_value(BLOCK, ["tail"], 'a "b"') == BLOCK.replace('"x # y"  #', r'"a \"b\""  #')
    assert with_value(BLOCK, ["skills", "it"], "3") == BLOCK.replace("it: 1", "it: 3")


def test_what_is_missing_is_added_after_its_neighbour():
    """A line below the last of its kind, a field in the usual order, an item behind the last, in the file's style."""
    assert with_value(BLOCK, ["goals", "talent"], "2") == BLOCK.replace("  cost: 1\n", "  cost: 1\n  talent: 2\n")
    assert with_value(BLOCK, ["skills", "it2"], "4") == BLOCK.replace("data: 2}", "data: 2, it2: 4}")
    assert with_item(BLOCK, ["adopted"], "crm") == BLOCK.replace("  - backups\n", "  - backups\n  - crm\n")
    order = ["name", "country", "goals", "resources", "adopted", "skills", "tail"]
    assert with_value(BLOCK, ["country"], "PT", order=order) == BLOCK.replace("on here\n", "on here\ncountry: PT\n")
    assert with_value(BLOCK, ["resources", "hours"], "4", order=order) == BLOCK.replace(
        "  cost: 1\n", "  cost: 1\nresources:\n  hours: 4\n"
    )
    assert with_item(BLOCK, ["last"], "a") == BLOCK + "\nlast:\n  - a"


def test_what_is_taken_out_takes_its_comment_along():
    """The line with its comment, an item of a list or of brackets; the last of a field takes the field along."""
    assert without(BLOCK, ["name"]) == BLOCK.replace("name: Rosa's   # the name\n               # goes on here\n", "")
    assert without(BLOCK, ["adopted", "website"]) == BLOCK.replace("  - website    # one page\n", "")
    assert without(BLOCK, ["skills", "it"]) == BLOCK.replace("{it: 1, data: 2}", "{data: 2}")
    assert without(BLOCK, ["skills", "data"]) == BLOCK.replace("{it: 1, data: 2}", "{it: 1}")
    one = without(BLOCK, ["goals", "reach"])
    assert without(one, ["goals", "cost"]) == BLOCK.replace(
        "goals:         # what for\n  reach: 3     # far\n\n  cost: 1\n", ""
    )
    with pytest.raises(KeyError):
        without(BLOCK, ["goals", "fame"])


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), min_size=1)


@examples(200)
@given(texts, st.sampled_from(["name: {}\n", "a: {{name: {}}}\n", "a: [{}]\n"]))
def test_any_text_is_written_so_that_it_is_read_back(text, form):
    """Colons, hashes, quotes, brackets, words like no: on one line of any form, the reader gives the same text."""
    document = read_yaml(form.format(written(text)), "f")
    assert document.problems == ()
    value = next(iter(document.root.values()))
    value = value if isinstance(value, str) else next(iter(value.values() if isinstance(value, dict) else value))
    assert value == text


def lines_kept(before, after):
    """Return the lines of one text that stand in the other, in order."""
    left = iter(after.splitlines(keepends=True))
    return [line for line in before.splitlines(keepends=True) if any(line == other for other in left)]


LINES = {
    "name=Other": "name:", "country=ES": "country:", "employees=3": "employees:", "budget_eur=1234567": "  budget_eur:",
    "goals.talent=1": "  talent:", "skills.it=4": "  it:", "activities.export=0.25": "  export:",
    "depends_on.hotel=0.1": "depends_on:\n  hospitality:",
}  # fmt: skip


@examples(60)
@given(
    st.sampled_from(sorted(templates())), st.lists(st.sampled_from(sorted(LINES)), min_size=1, unique=True),
    st.booleans(), st.booleans(),
)  # fmt: skip
def test_only_the_lines_that_are_meant_differ(shipped, name, said, windows, ends):
    """In every template, with either line end and with or without a last one: all other lines stay, byte for byte."""
    before = template_text(name).replace("\n", "\r\n" if windows else "\n")
    before = before if ends else before.rstrip()
    changes, problems = parsed_changes(said, [])
    after, more = edited(before, changes, shipped)
    assert problems + more == []
    begun = tuple(part for text in said for part in LINES[text].split("\n"))
    untouched = [line for line in before.splitlines(keepends=True) if not line.startswith(begun)]
    assert len([line for line in untouched if line.rstrip() not in map(str.rstrip, after.splitlines())]) == 0
    touched = [line for line in after.splitlines() if line.rstrip() not in map(str.rstrip, before.splitlines())]
    assert all(line.startswith((*begun, "activities:", "skills:", "resources:")) for line in touched)
    assert [line.partition("#")[2] for line in before.splitlines() if "#" in line] == [
        line.partition("#")[2] for line in after.splitlines() if "#" in line
    ]
    parse_business("f", after, shipped)
