"""Changes to a text: the line that is meant changes, and no other byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap.io.business_edits import edited, parsed_changes
from ecomap.io.businesses import parse_business, template_text, templates
from ecomap.io.yaml_edits import EditError, with_item, with_value, without, written
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
    "depends_on.hotel=0.1": "depends_on:\n  hotel:",
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
    changes, problems = parsed_changes(said, [], shipped)
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


# --- any file

NAMES = ("alpha", "beta", "gamma", "delta")
COMMENTS = ("", "  # why", " # a: [b", "   #")


@st.composite
def files(draw):
    """Draw a file of two levels, each field in lines or in brackets, with comments and blanks anywhere."""
    lines, content = [], {}
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True)):
        inner = {
            key: draw(st.sampled_from(["1", "x y", "'it''s'"]))
            for key in draw(st.sets(st.sampled_from(NAMES), min_size=1))
        }
        comment, deep = draw(st.sampled_from(COMMENTS)), " " * draw(st.integers(1, 4))
        as_list = draw(st.booleans())
        plain = {key: value.replace("''", "'").strip("'") if value[0] == "'" else value for key, value in inner.items()}
        content[name] = list(inner) if as_list else plain
        if draw(st.booleans()):
            parts = list(inner) if as_list else [f"{key}: {value}" for key, value in inner.items()]
            ends = "[]" if as_list else "{}"
            lines.append(f"{name}: {ends[0]}{', '.join(parts)}{ends[1]}{comment}")
            continue
        lines.append(f"{name}:{comment}")
        for key, value in inner.items():
            lines.append(f"{deep}- {key}{comment}" if as_list else f"{deep}{key}: {value}{comment}")
            lines += draw(st.sampled_from([[], [""], [f"{deep}  # more"], ["# left"]]))
    return draw(st.sampled_from(["\n", "\r\n"])).join([*lines, *draw(st.sampled_from([[], [""]]))]), content


def content_of(text):
    """Return a file as plain data."""
    return {
        str(key): list(map(str, node)) if isinstance(node, list) else {str(k): str(v) for k, v in node.items()}
        for key, node in read_yaml(text, "f").root.items()
    }


@examples(100)
@given(files(), st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(["set", "add", "take"]))
def test_a_change_means_what_it_says_in_any_file(drawn, name, inner, what):
    """After a change the file says what it said and what was changed; every line that stays is the same."""
    text, content = drawn
    before = {key: value.copy() for key, value in content.items()}
    try:
        if what == "set":
            text_after = with_value(text, [name, inner], "new value")
            there = before.setdefault(name, {})
            there[there.index(inner) if isinstance(there, list) else inner] = "new value"
        elif what == "add":
            text_after = with_item(text, [name], "new-item")
            before.setdefault(name, []).append("new-item")
        else:
            text_after = without(text, [name, inner])
            before[name].pop(inner) if isinstance(before[name], dict) else before[name].remove(inner)
            before = {key: value for key, value in before.items() if value}
    except KeyError:
        assert what == "take"
        assert inner not in content.get(name, ())
        return
    except EditError:
        assert isinstance(content[name], list) is (what == "set")
        assert what == "add" or inner not in content[name]
        return
    if before:
        assert content_of(text_after) == before
    kept = [line for line in text.splitlines() if line.startswith(NAMES) and not line.startswith(name)]
    assert [line for line in text_after.splitlines() if line in kept] == kept
