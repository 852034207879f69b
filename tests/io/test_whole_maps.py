"""The compiled form: the same map, faster; whatever is wrong with it, the source is read instead."""

import hashlib
import os

import pytest

from ecomap.io.businesses import business_of_sectors
from ecomap.io.maps import load_map
from ecomap.io.validation import validated
from ecomap.io.whole_maps import compiled, store_compiled
from ecomap.io.yaml_reader import read_yaml
from ecomap.model import EcosystemMap
from ecomap.verbs.ranking import rank_trends

SHA = "ab" * 32
MONTH = 30 * 86_400


@pytest.fixture(scope="module")
def small(village):
    return validated(EcosystemMap, read_yaml(village, "village"))


@pytest.fixture
def kept(small, cache_home):
    """Keep the village under a fingerprint and return the file that holds it."""
    store_compiled(SHA, small)
    [path] = (path for path in cache_home.rglob("*-whole.json") if path.is_file())
    return path


def signed(body):
    """Return a body with its own hash in front, as the compiled form has it."""
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def test_nothing_is_found_before_something_is_kept(cache_home):
    """An empty cache is no error, and looking makes no folder."""
    assert compiled(SHA) is None
    assert not cache_home.exists()


@pytest.mark.usefixtures("kept")
def test_what_is_kept_comes_back_equal(small):
    """Every field, by name and by alias, survives."""
    assert compiled(SHA) == small


@pytest.mark.usefixtures("kept")
def test_a_form_is_found_by_its_own_fingerprint_only():
    """Another map, or the same map changed, finds nothing."""
    assert compiled("cd" * 32) is None
    assert compiled(SHA.upper()) is None


def test_the_form_carries_its_own_hash(kept):
    """First line: the sha256 of all that follows; nothing else decides whether it is trusted."""
    first, _, body = kept.read_bytes().partition(b"\n")
    assert first.decode() == hashlib.sha256(body).hexdigest()


def test_any_flipped_byte_is_noticed(kept):
    """Every byte of the hash and of its line end, and every 97th after that, with its lowest bit turned."""
    content = kept.read_bytes()
    for position in [*range(66), *range(66, len(content), 97), len(content) - 1]:
        damaged = bytearray(content)
        damaged[position] ^= 1
        kept.write_bytes(damaged)
        assert compiled(SHA) is None, position


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 66, 1000, -1])
def test_a_form_cut_short_is_noticed(kept, length):
    """A full disk or a crash leaves the beginning of a file: it is not used."""
    kept.write_bytes(kept.read_bytes()[:length])
    assert compiled(SHA) is None


@pytest.mark.parametrize(
    "content",
    [
        b"\n",
        b"\xff" * 64 + b"\n{}",
        b"0" * 64 + b"\n{}",
        signed(b""),
        signed(b"null"),
        signed(b"{}"),
        signed(b"[" * 100_000),
        signed(b'{"schema": "ecomap/map/1", "id": 1}'),
        signed(b"\xff\xfe"),
    ],
    ids=[
        "empty lines",
        "not ASCII",
        "other hash",
        "nothing",
        "null",
        "no fields",
        "nested",
        "wrong types",
        "not UTF-8",
    ],
)
def test_what_is_no_map_is_ignored(kept, content):
    """Even under a right hash the content must be a map by the schema of today."""
    kept.write_bytes(content)
    assert compiled(SHA) is None


def test_a_form_with_an_unknown_field_is_ignored(kept):
    """A form of another version with fields of its own is not half understood."""
    _, _, body = kept.read_bytes().partition(b"\n")
    kept.write_bytes(signed(body.replace(b"{", b'{"unknown":1,', 1)))
    assert compiled(SHA) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:-1],
        lambda content: content[:200],
        lambda content: content[:0],
        lambda content: content.replace(b"Bakeries", b"Bakerjes"),
        lambda content: b"0" * 64 + content[64:],
        lambda content: signed(content[65:66] + b"}"),
    ],
    ids=["last byte gone", "cut", "empty", "letter changed", "other hash", "no map"],
)
def test_a_damaged_form_is_replaced(village, write_village, cache_home, damage):
    """Loading reads the source instead, returns the same map, and writes the form anew, byte for byte."""
    path = write_village(village)
    original = load_map(path)
    [kept] = cache_home.rglob("*-whole.json")
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    assert load_map(path) == original
    assert kept.read_bytes() == whole


def test_a_whole_form_is_used(village, write_village, cache_home):
    """A form under the right fingerprint with a right hash is what is loaded: the source is not read again."""
    path = write_village(village)
    load_map(path)
    [kept] = cache_home.rglob("*-whole.json")
    _, _, body = kept.read_bytes().partition(b"\n")
    kept.write_bytes(signed(body.replace(b"A village of", b"The compiled")))
    assert load_map(path)[0].title == "The compiled three kinds of firm"


def test_a_changed_source_is_read_again(village, write_village, cache_home):
    """One changed byte is another fingerprint, and another form beside the first."""
    load_map(write_village(village))
    ecosystem, _ = load_map(write_village(village.replace("A village", "B village")))
    assert ecosystem.title == "B village of three kinds of firm"
    assert len(list(cache_home.rglob("*-whole.json"))) == 2


def test_a_faulty_map_is_not_kept(village, write_village, cache_home):
    """What was refused once is refused again, and leaves nothing behind."""
    path = write_village(village.replace("source: office", "source: ofice"))
    for _ in range(2):
        with pytest.raises(Exception, match="ofice"):
            load_map(path)
    assert not cache_home.exists()


def test_nothing_but_the_form_is_left_behind(kept):
    """The temporary file that it was written to is gone."""
    names = {kept.name, kept.name.replace("-whole", "-core")}
    assert {path.name for path in kept.parent.iterdir()} == names


@pytest.mark.parametrize("above", [False, True])
def test_a_folder_that_cannot_be_made_is_no_error(village, write_village, cache_home, above):
    """A file stands where the cache folder, or one above it, should be: the map is read all the same, each time."""
    blocked = cache_home if above else cache_home / "ecomap"
    blocked.parent.mkdir(exist_ok=True)
    blocked.write_text("in the way")
    path = write_village(village)
    assert load_map(path) == load_map(path)
    assert blocked.read_text() == "in the way"


def test_a_folder_that_cannot_be_written_is_no_error(village, write_village, cache_home):
    """A read-only cache folder: nothing is kept (unless the user may write anywhere), nothing is said."""
    folder = cache_home / "ecomap"
    folder.mkdir(parents=True)
    folder.chmod(0o500)
    try:
        path = write_village(village)
        assert load_map(path) == load_map(path)
        assert os.geteuid() == 0 or not list(folder.iterdir())
    finally:
        folder.chmod(0o700)


def test_a_folder_in_the_place_of_the_form_is_no_error(small, kept):
    """What cannot be read or replaced is left alone."""
    kept.unlink()
    kept.mkdir()
    assert compiled(SHA) is None
    store_compiled(SHA, small)
    assert kept.is_dir()


def test_a_form_that_cannot_be_kept_leaves_nothing_behind(small, kept):
    """Whole or not at all: each failed attempt would else add a file to the user's cache folder."""
    kept.unlink()
    kept.mkdir()
    store_compiled(SHA, small)
    assert not list(kept.parent.glob("*.tmp"))


def test_forms_not_used_for_a_month_are_removed(small, kept):
    """Keeping a new form clears out those written over 30 days before it; younger ones and other files stay."""
    now = kept.stat().st_mtime
    ages = {
        "map-old.json": MONTH + 60,
        "map-young.json": MONTH - 3600,
        "other-old.json": 2 * MONTH,
        "map-old.txt": 2 * MONTH,
    }
    for name, age in ages.items():
        path = kept.with_name(name)
        path.write_bytes(b"")
        os.utime(path, (now - age, now - age))
    store_compiled("cd" * 32, small)
    names = {path.name for path in kept.parent.iterdir()}
    assert "map-old.json" not in names
    assert {"map-young.json", "other-old.json", "map-old.txt", kept.name} <= names


def test_the_core_ranks_like_the_whole():
    """What the core leaves out is nothing that a ranking looks at: both forms give the same rows.

    Both must have been kept in a form that can be read: else the map is compiled again each time, unnoticed but slow.
    """
    rankings = []
    _, sha256 = load_map()
    for part in ("whole", "core"):
        ecosystem = compiled(sha256, part)
        assert ecosystem is not None
        business = business_of_sectors({"restaurants": 1.0}, ecosystem)
        rankings.append(rank_trends(ecosystem, business, view="all"))
    assert rankings[0] == rankings[1]
