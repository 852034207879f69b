"""Plain YAML, every value with its place; every trap of the format is refused where it stands."""

import string

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from ecomap.errors import InputError, Location, ParseError
from ecomap.io import yaml_reader
from ecomap.io.document import ListNode, MappingNode
from ecomap.io.text import decode
from ecomap.io.yaml_reader import MAX_DEPTH, read_yaml
from ecomap.model import Scalar
from maps import examples


def refusal(text):
    """Return what is said of a text: problems of a document that can be read on, or of one that cannot."""
    try:
        return list(read_yaml(text, "f.yaml").problems)
    except InputError as error:
        return list(error.problems)


def at(problem):
    return problem.where.line, problem.where.column


# --- what is read -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["no", "yes", "on", "off", "True", "null", "~", "0111", "62.10", "0x1F", "0o17", "1_000", "12:30:45", "2026-11-22",
     ".5", "1e3", "1e999", ".nan", "NO", "=", "+1"],
)  # fmt: skip
def test_a_plain_value_is_kept_as_it_was_written(text):
    """YAML turns these into truth values, octal numbers, dates or minutes; here each stays the text it is."""
    value = read_yaml(f"key: {text}\n", "f").root[Scalar("key")]
    assert value == text
    assert isinstance(value, Scalar)
    assert not value.quoted


def test_a_plain_key_is_kept_as_it_was_written():
    """Codes and country names are keys too: 0111, 62.10 and no are not 73, 62.1 and False."""
    assert list(read_yaml("0111: a\n62.10: b\nno: c\n", "f").root) == ["0111", "62.10", "no"]


@pytest.mark.parametrize(("text", "quoted"), [("1", False), ('"1"', True), ("'1'", True), ("|-\n  1", True)])
def test_a_value_knows_whether_it_was_quoted(text, quoted):
    """The schema refuses a number in quotes, so the reader must tell "1" from 1."""
    value = read_yaml(f"key: {text}\n", "f").root[Scalar("key")]
    assert (value, value.quoted) == ("1", quoted)


def test_lines_and_columns_count_characters_from_1():
    """An accent or an emoji before a value moves it by one column, whatever its bytes; CR LF is one line end."""
    root = read_yaml("# ä\r\n'é😀': x\r\nb: [ü, y]\r\n", "f").root
    key, value = next(iter(root.items()))
    assert (key.line, key.column, value.line, value.column) == (2, 1, 2, 7)
    items = root[Scalar("b")]
    assert [(node.line, node.column) for node in (items, *items)] == [(3, 4), (3, 5), (3, 8)]


@pytest.mark.parametrize(
    "text", ["---\na: 1\n", "a: 1\n...\n", "# first\n\n--- # start\na: 1\n", "{a: 1}", "%YAML 1.1\n---\na: 1"]
)
def test_one_document_may_be_marked_as_one(text):
    """The marks --- and ... round a single document say nothing wrong."""
    document = read_yaml(text, "f")
    assert (document.root, document.problems) == ({"a": "1"}, ())


def test_a_place_is_that_of_the_nearest_thing_that_exists(places):
    """A missing value has no place of its own, so it is looked for from above; a key has a place beside its value."""
    text, (root, key, items, second) = places("«a:\n  «b: «[x, «y]\n")
    document = read_yaml(text, "f")
    assert document.locate(("a", "b", 1)) == Location("f", *second)
    assert document.locate(("a", "b", 2)) == document.locate(("a", "b", "c")) == Location("f", *items)
    assert document.locate(("a", "b"), at_key=True) == Location("f", *key)
    assert document.locate(("a", "missing")) == Location("f", *key)
    assert document.locate(("missing",)) == document.locate(()) == Location("f", *root)


# --- what is refused ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ("a: «&x 1\n", "anchors (&) and aliases (*) are not read."),
        ("a: «&x [1]\n", "anchors (&) and aliases (*) are not read."),
        ("a: «&x {b: 1}\n", "anchors (&) and aliases (*) are not read."),
        ("«&x a: 1\n", "anchors (&) and aliases (*) are not read."),
        ("a: [«*x]\n", "anchors (&) and aliases (*) are not read."),
        ("«*x : 1\n", "anchors (&) and aliases (*) are not read."),
        ("a: «!!int 3\n", "tags are not read: tag:yaml.org,2002:int."),
        (
            "a: «!!python/object/apply:os.system [ls]\n",
            "tags are not read: tag:yaml.org,2002:python/object/apply:os.system.",
        ),
        ("a: «!local {b: 1}\n", "tags are not read: !local."),
        ("a: 1\n«---\nb: 2\n", "a second document begins here."),
        ("a: 1\n...\n«---\nb: 2\n", "a second document begins here."),
        ("a: 1\nb:\n  «<<: {c: 1}\n", "merge keys (<<) are not read."),
        ("? «[a, b]\n: 1\n", "a list or mapping as a key."),
        ("a: {«{b: 1}: 2}\n", "a list or mapping as a key."),
        ("a:«\nb: 1\n", "nothing stands here."),
        ("a:\n  - x\n  -«\n  - y\n", "nothing stands here."),
        ("a: {b«}\n", "nothing stands here."),
        ("a: 1\nb: 2\n«a: 3\n", '"a" stands here twice, first in line 1.'),
        ("x:\n  - b: 1\n    c: 2\n    «b: 3\n", '"b" stands here twice, first in line 2.'),
        ("a: 1\n«'a': 2\n", '"a" stands here twice, first in line 1.'),
        ("a: {b: 1, «b: 2}\n", '"b" stands here twice, first in line 1.'),
        ("«- a\n- b\n", "expected lines like name: value at the top."),
        ("«just words\n", "expected lines like name: value at the top."),
        ("a: [1, 2\n«", "not YAML: "),
        ("a:\n«\tb: 1\n", "a tab stands where YAML wants spaces."),
        ("a: 1\n  «\tb: 2\n", "a tab stands where YAML wants spaces."),
        ("b: 5\na:«\u00a02\n", "a space copied from a page"),
        ("a:«\u20032\n", "a space copied from a page"),
        ("b: 'raison :\u00a0x'\nc: 1\nd: 1\na: b«: c\n", "not YAML: "),  # in a text it may stand
        ("a: {b: 0,7«}\n", "a comma in braces ends the number before it."),
        ("a: {b: 0, 7: «}\n", "nothing stands here."),
        ("a: b«: c\n", "not YAML: "),
        ('a: "x\n«', "not YAML: "),
    ],
)
def test_each_trap_is_refused_where_it_stands(places, marked, message):
    """One trap, one problem, at the line and column of the culprit, with a way out."""
    text, [place] = places(marked)
    [problem] = refusal(text)
    assert at(problem) == place
    assert problem.message.startswith(message)
    assert problem.way_out


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "--- # nothing\n...\n"])
def test_an_empty_file_is_told_how_to_begin(text):
    """Nothing to read is a problem of its own, and the way out names a command that gives a start."""
    with pytest.raises(ParseError) as caught:
        read_yaml(text, "f.yaml")
    [problem] = caught.value.problems
    assert "ecomap business show bakery" in problem.way_out


def test_every_trap_of_a_file_is_told_at_once(places):
    """Reading goes on after a trap, so that one run shows them all, in file order."""
    text, found = places("a: «&x 1\nb: «*x\n«<<: {c: 1}\nd: «!!str 4\n«a: 5\n? «[e]\n: 6\nf:«\n«---\n")
    assert [at(problem) for problem in refusal(text)] == found


def test_traps_before_a_syntax_error_are_told_with_it(places):
    """A file that stops being YAML still says what was wrong before it stopped."""
    text, found = places("a: «&x 1\nb: c«: d\n")
    assert [at(problem) for problem in refusal(text)] == found


@pytest.mark.parametrize("opening", ["- ", "? ", "[", "{a: ", "[{a: ", "- - ? "])
@pytest.mark.parametrize("top", ["", "a: "])
def test_deep_nesting_is_refused_and_does_not_crash(opening, top):
    """50 KB of nested dashes crash the usual loaders; here anything deeper than the limit is an error."""
    problems = refusal(top + opening * 25_000)
    assert problems
    assert all(problem.where.file == "f.yaml" for problem in problems)


@pytest.mark.parametrize("opening", ["- ", "["])
def test_deep_nesting_names_the_limit(opening):
    """The message says how deep is too deep."""
    assert f"deeper than {MAX_DEPTH} levels" in refusal(opening * 25_000)[-1].message


def test_nesting_is_allowed_up_to_the_limit():
    """32 lists inside each other are read, 33 are not."""
    inside = "a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert refusal(inside) == []
    assert len(refusal(inside.replace("[]", "[[]]"))) == 1


def test_a_merge_key_bomb_is_refused_without_being_expanded():
    """Twelve mappings, each merging the one before ten times, cost the usual loader seconds.

    The reader meets each of the 12 * 12 events once: it tells every merge key, every anchor and every alias, so
    one for the first mapping and 1 + 1 + 10 for each of the eleven others.
    """
    lines = ["x0: &x0 {k: v}"]
    lines += [f"x{i}: &x{i} {{<<: [{', '.join([f'*x{i - 1}'] * 10)}]}}" for i in range(1, 12)]
    problems = refusal("\n".join(lines))
    assert len(problems) == 1 + 11 * 12
    assert {problem.where.line for problem in problems} == set(range(1, 13))


def test_an_alias_bomb_is_refused_without_being_expanded():
    """Nine lists of nine aliases of the list before would be 9^9 values; the reader makes 9 * 9."""
    lines = ["a0: &a0 [x]"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10)]
    document = read_yaml("\n".join(lines), "f")
    assert sum(len(items) for items in document.root.values()) == 1 + 9 * 9
    assert len(document.problems) == 1 + 9 * 10


def test_too_many_values_are_refused(monkeypatch):
    """A million values are far above any map; a file of more is not read to its end.

    Read with a limit of a thousand here: a million values take seconds.
    """
    assert yaml_reader.MAX_NODES == 1_000_000
    monkeypatch.setattr(yaml_reader, "MAX_NODES", 1_000)
    assert refusal("a: [" + ",".join("x" * 997) + "]") == []
    [problem] = refusal("a: [" + ",".join("x" * 998) + "]")
    assert "1,000,000 values" in problem.message
    assert problem.where.line == 1


# --- against independent readers ----------------------------------------------------------------------------

characters = st.characters(exclude_categories=["C", "Zl", "Zp"], include_characters="\n\t")
scalars = st.one_of(
    st.text(characters, max_size=30),
    st.text(alphabet="ab01: -#'\"\n,[]{}&*!|>%@`?\t\\.", max_size=20),
    st.sampled_from(["no", "0111", "62.10", "~", "", " ", "<<", "=", "&a", "*a", "!t", "---", "a: b", "é\n\n ü"]),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
)
keys = st.one_of(
    st.text(characters, max_size=20), st.text(alphabet=string.ascii_lowercase, min_size=130, max_size=140)
).filter(lambda key: key != "<<")
nested = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=15
)


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data):
        """Write out whatever stands in two places: aliases are not read."""
        return data is not NotImplemented


def dumped(data, **options):
    return yaml.dump(data, Dumper=_NoAliases, sort_keys=False, **options)


dump_options = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([None, False, True]),
        "allow_unicode": st.booleans(),
        "width": st.sampled_from([10, 80, 1000]),
        "indent": st.sampled_from([2, 4, 7]),
    }
)


def plain(node):
    if isinstance(node, MappingNode):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, ListNode):
        return [plain(item) for item in node]
    return str(node)


def marks(node):
    """Return the places of a read document, keys included, depth first."""
    yield node.line, node.column
    if isinstance(node, MappingNode):
        for key, value in node.items():
            yield key.line, key.column
            yield from marks(value)
    elif isinstance(node, ListNode):
        for item in node:
            yield from marks(item)


def composed_marks(node):
    """Return the places that PyYAML's own composer gives, in the same order."""
    yield node.start_mark.line + 1, node.start_mark.column + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key.start_mark.line + 1, key.start_mark.column + 1
            yield from composed_marks(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from composed_marks(item)


@given(st.dictionaries(keys, nested, max_size=5), dump_options)
def test_what_yaml_dumps_is_read_as_the_base_loader_reads_it(data, options):
    """The same structure, every scalar with the text that yaml.BaseLoader (pure Python) gives it, no problem."""
    text = dumped(data, **options)
    document = read_yaml(text, "f")
    assert document.problems == ()
    assert plain(document.root) == yaml.load(text, Loader=yaml.BaseLoader)


@given(st.dictionaries(keys, nested, max_size=5), dump_options)
def test_every_place_is_that_of_the_composer(data, options):
    """Line and column of every mapping, list, key and scalar equal the marks of yaml.compose (pure Python)."""
    text = dumped(data, **options)
    assert list(marks(read_yaml(text, "f").root)) == list(composed_marks(yaml.compose(text, Loader=yaml.SafeLoader)))


@given(st.dictionaries(keys, nested, max_size=5))
def test_texts_survive_the_way_there_and_back(data):
    """A text that was dumped is read back to the character, quotes, breaks and emoji included."""

    def same(read, written):
        if isinstance(written, dict):
            return list(read) == list(written) and all(same(read[Scalar(key)], written[key]) for key in written)
        if isinstance(written, list):
            return len(read) == len(written) and all(map(same, read, written))
        return not isinstance(written, str) or read == written

    assert same(read_yaml(dumped(data), "f").root, data)


# --- anything at all ----------------------------------------------------------------------------------------

yaml_like = st.lists(
    st.sampled_from(
        ["a", "b", ": ", ":", "- ", "\n", "\n  ", "\n    ", " ", "[", "]", "{", "}", ", ", "? ", "&x ", "*x", "!t ",
         "!!int ", "<<: ", "|\n", ">-\n", '"', "'", "#", " # ", "---\n", "...\n", "%YAML 1.1\n",
         "\t", "\\", "\\x1b", "é", "0.5", "~", "@", "`"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@examples(800)
@given(yaml_like | st.text())
@example("\x00")
@example("%YAML 9.9\n---\na: 1")
@example("%TAG ! !\n")
@example("? ? ? :")
@example("a: !<> b")
@example("a" * 2000 + ": 1")
def test_any_text_is_read_or_refused_in_words(text):
    """Whatever the text, there is a document or an InputError with a problem in it; never another exception.

    ``refusal`` lets any other exception through.
    """
    problems = refusal(text)
    assert all(problem.message and problem.where.file == "f.yaml" for problem in problems)


@examples(400)
@given(
    st.binary(max_size=60)
    | yaml_like.map(str.encode)
    | st.text().map(str.encode)
    | st.text().map(lambda t: t.encode("utf-16"))
)
def test_any_bytes_are_read_or_refused_in_words(content):
    """From bytes to a document: the same promise for files that are not even text."""
    try:
        text = decode(content, "f.yaml")
    except InputError as error:
        problems = error.problems
    else:
        problems = refusal(text)
    assert all(problem.message for problem in problems)


@examples(400)
@given(yaml_like)
def test_every_problem_is_one_line_with_a_place(text):
    """What is wrong is told as ``file:line:column  message``, one line each; only an empty file has no line."""
    for problem in refusal(text):
        assert "\n" not in str(problem)
        assert problem.where.line >= 1 or problem.message == "the file is empty."


def test_a_character_that_yaml_forbids_has_a_place(places):
    """U+FFFE and U+FFFF are no characters: the problem names their line and column on one line."""
    text, [place] = places("a: 1\nb: x«\ufffe\n")
    [problem] = refusal(text)
    assert "\n" not in str(problem)
    assert at(problem) == place


def test_half_a_character_is_refused():
    """A lone surrogate, as Python makes it from undecodable input, is refused like any other fault."""
    assert refusal("a: \ud800\n")


@given(yaml_like)
def test_reading_twice_gives_the_same(text):
    """The reader keeps nothing from one file to the next."""
    assert refusal(text) == refusal(text)
