"""The map from its files: the entrance, the files it names, and what joins them."""

import hashlib

import pytest

from ecomap.errors import FileError, InputError, SchemaError
from ecomap.io.csv_reader import read_csv
from ecomap.io.map_reader import load_hand_made, parse_map
from ecomap.io.maps import load_map, load_whole_map, map_files, shipped_map
from ecomap.io.text import MAX_BYTES, read_text
from ecomap.io.validation import validated
from ecomap.io.yaml_reader import read_yaml
from ecomap.model import EcosystemMap, MapPart
from maps import check_map

PREVALENCE = """\
trend,sector,prevalence,value,unit,locator,evidence,grade
cloud,shop,0.4,40.1,% of firms,table 1,counted,A
cloud,bakery,0.2,,,,computed,
"""
COUPLING = """\
source,target,coupling,evidence
shop,bakery,0.5,computed
bakery,shop,0.4,computed
shop,web-shop,0.6,computed
"""
MODIFIERS = "kind,place,family,shift,value,reference,locator,evidence\nsize,10-49,ai,-0.5,1,2,x,computed\n"
FILES = "[trends/all.yaml, tables/prevalence.csv, tables/coupling.csv, tables/modifiers.csv]"


@pytest.fixture
def parts(village):
    """Return the village in five files: the entrance, its trends with the judged influence, and three tables."""
    entrance, _, rest = village.partition("trends:\n")
    trends, _, rest = rest.partition("  - {trend: cloud")
    return {
        "village.yaml": entrance.replace("sources:\n", f"files: {FILES}\nsources:\n", 1),
        "trends/all.yaml": "trends:\n" + trends,
        "tables/prevalence.csv": PREVALENCE,
        "tables/coupling.csv": COUPLING,
        "tables/modifiers.csv": MODIFIERS,
    }


def refused(path):
    with pytest.raises(InputError) as caught:
        load_whole_map(path)
    return caught.value.problems


def places_in(problems, folder):
    """Return file, line and column of problems, the files without the folder of the test."""
    return [
        (problem.where.file.removeprefix(f"{folder}/"), problem.where.line, problem.where.column)
        for problem in problems
    ]


# --- the shipped map ----------------------------------------------------------------------------------------


def test_the_shipped_map_holds_what_it_is_said_to_hold(shipped):
    """48 sectors, 31 activities, 7 goals, 4 skills; levels of skill and maturity from 0 to 4 are 5 each."""
    assert (len(shipped.sectors), len(shipped.activities), len(shipped.goals), len(shipped.skills)) == (48, 31, 7, 4)
    assert {len(shipped.maturity), *(len(skill.levels) for skill in shipped.skills)} == {5}


def test_every_record_of_every_file_of_the_shipped_map_arrives(shipped):
    """All lists of the map together are as long as the lists and the rows of its files, counted one by one."""
    written = 0
    for name, content in map_files(shipped_map()).contents.items():
        text = content.decode()
        if name.endswith(".csv"):
            written += len(text.splitlines()) - 1
        else:
            written += sum(
                len(items) for key, items in read_yaml(text, name).root.items() if key in MapPart.model_fields
            )
    assert sum(len(getattr(shipped, field)) for field in MapPart.model_fields) == written


def test_the_shipped_map_is_the_same_whenever_and_however_it_is_read(shipped):
    """From its source, from its compiled form, and once more: equal maps, equal fingerprints.

    That the compiled form is what the source compiles to is looked at in tests/data/test_compiled_map.py.
    """
    first, fingerprint = load_whole_map()
    second, again = load_map()
    assert first == shipped
    assert fingerprint == again == second.sha256 == map_files(shipped_map()).sha256


def test_the_order_of_the_file_is_the_order_of_the_map(shipped):
    """Nothing is sorted or lost on the way: sectors and trends stand as in the files."""
    text = shipped_map().read_text(encoding="utf-8")
    positions = [text.index(f"\n  - id: {sector.id}\n") for sector in shipped.sectors]
    assert positions == sorted(positions)


# --- one map in several files -------------------------------------------------------------------------------


def test_a_map_in_several_files_is_the_map_in_one(village, parts, write_map):
    """How a map is cut into files changes nothing but what the files themselves say (unit, locator, grade)."""
    split, _ = load_whole_map(write_map(parts))
    whole = validated(EcosystemMap, read_yaml(village, "village"))
    for field in ("sources", "evidence", "activities", "sectors", "trends", "couplings", "goals"):
        assert getattr(split, field) == getattr(whole, field), field
    assert [(item.trend, item.sector, item.prevalence, item.value) for item in split.influences] == [
        (item.trend, item.sector, item.prevalence, item.value) for item in whole.influences
    ]


@pytest.mark.parametrize(
    "listed",
    [
        FILES,
        "\n" + "".join(f"  - {name.strip(' []')}\n" for name in FILES.split(",")),
        "\n" + "".join(f"- '{name.strip(' []')}'  # why\n\n" for name in FILES.split(",")),
        FILES.replace(", ", ",\n  "),
        FILES.replace("[", '["').replace(", ", '", "').replace("]", '"]'),
    ],
    ids=["flow", "block", "block, quoted, with comments", "flow over lines", "flow, quoted"],
)
def test_the_list_of_files_may_be_written_in_any_of_the_usual_ways(parts, write_map, listed):
    """However the list is written, every file of it is read."""
    changed = parts | {"village.yaml": parts["village.yaml"].replace(f"files: {FILES}\n", f"files: {listed}\n")}
    ecosystem, _ = load_whole_map(write_map(changed))
    assert len(ecosystem.trends) == 2
    assert len(ecosystem.files) == 4


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("schema: ecomap/map/1\n", f"files: {FILES}\nschema: ecomap/map/1\n", id="first line"),
        pytest.param("sources:\n", f'"files": {FILES}\nsources:\n', id="quoted key"),
        pytest.param("sources:\n", f"files : {FILES}\nsources:\n", id="space before the colon"),
    ],
)
def test_a_list_of_files_is_never_passed_over(parts, write_map, old, new):
    """A list that YAML reads but the loader does not would lose whole files in silence."""
    entrance = parts["village.yaml"].replace(f"files: {FILES}\n", "").replace(old, new, 1)
    ecosystem, _ = load_whole_map(write_map(parts | {"village.yaml": entrance}))
    assert len(ecosystem.trends) == 2


def test_every_fault_of_every_file_is_told_at_once(parts, write_map, places, tmp_path):
    """YAML, schema, table and encoding faults of five files in one go: by file, then in file order."""
    entrance, in_entrance = places(
        parts["village.yaml"].replace("short: Bakery", "short: «{a: b}").replace("grade: A", "grade: «E")
    )
    trends, in_trends = places(
        parts["trends/all.yaml"].replace("stage: growing", "stage: «rising").replace("norm: 0.2", "norm: «20%")
    )
    faulty = {
        "village.yaml": entrance,
        "trends/all.yaml": trends,
        "tables/prevalence.csv": PREVALENCE.replace("cloud,bakery,0.2,", "cloud,bakery,0.2"),
        "tables/coupling.csv": COUPLING.replace("0.5", "half").replace("0.4", "-1"),
        "tables/modifiers.csv": MODIFIERS.replace("-0.5", "-0.5\u200b"),
    }
    problems = refused(write_map(parts | faulty))
    assert places_in(problems, tmp_path) == [
        *(("village.yaml", *place) for place in in_entrance),
        *(("trends/all.yaml", *place) for place in in_trends),
        ("tables/prevalence.csv", 3, 1),
        ("tables/coupling.csv", 2, 13),
        ("tables/coupling.csv", 3, 13),
        ("tables/modifiers.csv", 2, 19),
    ]


def test_a_fault_between_files_is_told_in_the_file_that_holds_it(parts, write_map, places, tmp_path):
    """Positions of the joined map are traced back to the file, line and cell that they came from."""
    trends, [in_trends] = places(parts["trends/all.yaml"].replace("prerequisites: [cloud]", "prerequisites: [«crowd]"))
    faulty = {
        "trends/all.yaml": trends,
        "tables/prevalence.csv": PREVALENCE.replace("cloud,bakery", "cloud,bakry"),
        "tables/coupling.csv": COUPLING + "bakery,bakery,0.1,computed\n",
        "tables/modifiers.csv": MODIFIERS.replace("x,computed", "x,counting"),
    }
    problems = refused(write_map(parts | faulty))
    assert sorted(places_in(problems, tmp_path)) == sorted(
        [
            ("trends/all.yaml", *in_trends),
            ("tables/prevalence.csv", 3, 7),
            ("tables/coupling.csv", 5, 1),
            ("tables/modifiers.csv", 2, 26),
        ]
    )


def test_warnings_are_traced_back_to_their_file_too(parts, write_map, tmp_path):
    """A trend of the second file without a figure: its line there."""
    _, problems = check_map(write_map(parts | {"tables/prevalence.csv": PREVALENCE.splitlines()[0] + "\n"}))
    line = parts["trends/all.yaml"].split("\n").index("  - id: cloud") + 1
    assert places_in(problems, tmp_path) == [("trends/all.yaml", line, 5)]


def test_a_table_that_no_map_has_is_refused(parts, write_map):
    """Tables are known by their names; the known ones are told."""
    files = {
        name.replace("modifiers", "modifyers"): text.replace("modifiers.csv", "modifyers.csv")
        for name, text in parts.items()
    }
    [problem] = refused(write_map(files))
    assert problem.message == "no such table in a map."
    known = problem.way_out.removeprefix("Known: ").removesuffix(".").split(", ")
    assert known == sorted(known)
    assert {"coupling.csv", "modifiers.csv", "prevalence.csv"} == set(known)


def test_a_part_may_not_be_an_entrance(village, parts, write_map):
    """Only the first file may have a schema, a title and the like."""
    with pytest.raises(SchemaError, match=r"all\.yaml:1:1  schema: no such field"):
        load_whole_map(write_map(parts | {"trends/all.yaml": village}))


def test_an_entrance_must_be_an_entrance(parts, write_map):
    """A part of a map read as a map: every line that is missing is told, in one place."""
    problems = refused(write_map({"trends.yaml": parts["trends/all.yaml"]}))
    assert all(problem.message == "is missing." for problem in problems)


@pytest.mark.parametrize(
    ("listed", "message"),
    [
        ("[missing.yaml]", r"missing\.yaml: cannot be read"),
        ("[.]", "is a directory"),
        ("[village.yaml/x]", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_file_error(village, write_map, listed, message):
    """A missing file, a folder, a file used as a folder: named by the path that was tried."""
    with pytest.raises(FileError, match=message):
        load_whole_map(write_map({"village.yaml": village.replace("sources:\n", f"files: {listed}\nsources:\n", 1)}))


def test_a_missing_entrance_is_a_file_error(tmp_path):
    """The entrance is looked for first."""
    with pytest.raises(FileError, match=r"no-map\.yaml: cannot be read: No such file"):
        load_whole_map(tmp_path / "no-map.yaml")


@pytest.mark.parametrize("content", [b"", b"\xff\xfea\x00", b"a: [", b"- x\n", b"files: [\n", b"\xff\nfiles:\n"])
def test_an_entrance_that_is_no_map_is_an_input_error(tmp_path, content):
    """Empty, UTF-16, broken, a list, no text: told as faults of the file."""
    path = tmp_path / "map.yaml"
    path.write_bytes(content)
    assert refused(path)


def test_a_nul_byte_in_the_list_of_files_is_an_input_error(tmp_path):
    """The names are looked for before the text is checked; a NUL among them is no foreign exception."""
    path = tmp_path / "map.yaml"
    path.write_bytes(b"schema: ecomap/map/1\nfiles: [a\x00b.yaml]\n")
    assert refused(path)


# --- the fingerprint ----------------------------------------------------------------------------------------


def test_the_fingerprint_covers_every_byte_of_every_file(parts, write_map, tmp_path):
    """Changing one byte anywhere changes it; changing it back restores it; moving the folder does not."""
    entrance = write_map(parts)
    original = map_files(entrance).sha256
    seen = {original}
    for name in parts:
        path = tmp_path / name
        content = path.read_bytes()
        path.write_bytes(content + b"\n")
        seen.add(map_files(entrance).sha256)
        path.write_bytes(content)
    assert len(seen) == 1 + len(parts)
    assert map_files(entrance).sha256 == original
    moved = tmp_path / "moved"
    moved.mkdir()
    for name in ("village.yaml", "trends", "tables"):
        (tmp_path / name).rename(moved / name)
    assert map_files(moved / "village.yaml").sha256 == original


def test_the_fingerprint_is_the_sha256_of_names_lengths_and_bytes(tmp_path):
    """Recomputed by hand for a map of one file: name, blank, length, line end, content."""
    path = tmp_path / "m.yaml"
    path.write_bytes(b"id: a\n")
    assert map_files(path).sha256 == hashlib.sha256(b"m.yaml 6\nid: a\n").hexdigest()


# --- parts of the loader ------------------------------------------------------------------------------------


def test_what_people_write_can_be_read_before_the_tables_exist(parts, write_map):
    """The derivation reads the hand-made part: no table is opened, no check between numbers is made."""
    entrance = write_map({name: text for name, text in parts.items() if not name.endswith(".csv")})
    part = load_hand_made(entrance)
    assert [len(part.sectors), len(part.trends), len(part.influences), len(part.couplings)] == [3, 2, 1, 0]


def test_a_table_is_the_list_that_yaml_would_be():
    """A row of a table and the same line in YAML make the same record."""
    table = validated(MapPart, read_csv(COUPLING, "coupling.csv", "couplings"))
    lines = "".join(
        "  - {{source: {}, target: {}, coupling: {}, evidence: {}}}\n".format(*row.split(","))
        for row in COUPLING.splitlines()[1:]
    )
    assert table == validated(MapPart, read_yaml("couplings:\n" + lines, "f"))


def test_reading_the_source_needs_no_cache(village, write_village, cache_home):
    """parse_map and check_map look at the files alone and keep nothing."""
    path = write_village(village)
    assert parse_map(map_files(path)) == check_map(path)[0]
    assert not cache_home.exists()


def test_a_map_that_is_too_long_is_not_read_to_its_end(tmp_path):
    """Whatever a file calls itself, no more than 16 MB of it come in; the same as of a business file."""
    endless = tmp_path / "m.yaml"
    with endless.open("wb") as stream:
        stream.truncate(10 * MAX_BYTES)
    for read in (lambda: load_map(endless), lambda: load_whole_map(endless), lambda: read_text(str(endless))):
        with pytest.raises(InputError, match="larger than 16 MB"):
            read()
