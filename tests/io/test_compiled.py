"""The compiled form of a map: the same labels and numbers, believed only if whole, right and the user's own."""

import hashlib
import json
import os
import subprocess
import sys

import numpy as np
import pytest

from ecomap.compiling import compile_map
from ecomap.errors import SchemaError
from ecomap.io.compiled import BOOK_FORM, decoded, encoded, find_compiled, store_compiled
from ecomap.io.maps import load_map
from ecomap.io.validation import validated
from ecomap.io.yaml_reader import read_yaml
from ecomap.model import EcosystemMap
from ecomap.model.base import Frozen
from ecomap.model.compiled import INNER, RECORDS
from ecomap.model.compiled_book import BOOK_INNER, BOOK_RECORDS
from ecomap.names import Names
from ecomap.results.globalise import CountryRule
from ecomap.results.platforms import PublishedFee
from ecomap.results.report import CitedEvidence
from maps import ecosystem, sector

SHA = "ab" * 32
MONTH = 30 * 86_400


def test_a_record_called_as_a_model_or_an_answer_has_only_what_that_has():
    """Type checkers take it for that: nothing in it may be unknown there."""

    def below(kind):
        return [kind, *(one for sub in kind.__subclasses__() for one in below(sub))]

    models = {kind.__name__: kind for kind in (*below(Frozen), CitedEvidence, CountryRule, PublishedFee)}
    for kind in [*RECORDS.values(), *INNER.values(), *BOOK_RECORDS.values(), *BOOK_INNER.values()]:
        if (model := models.get(kind.__name__)) is not None:
            known = {*dir(model), *getattr(model, "model_fields", ())}
            assert known.issuperset(kind._fields), kind
        else:
            assert kind.__name__.startswith("Map"), kind


@pytest.fixture(scope="module")
def small(village):
    return compile_map(validated(EcosystemMap, read_yaml(village, "village")), SHA)


@pytest.fixture
def kept(small, cache_home):
    """Keep the village under a fingerprint and return the file that holds it."""
    store_compiled(small)
    [path] = (path for path in cache_home.rglob("*.compiled") if path.is_file())
    return path


def signed(body):
    """Return a body with its own hash in front, as the form has it."""
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def test_what_is_kept_comes_back_equal(small):
    """Every label and every number survives, to the bit; axes, records and arrays."""
    back = decoded(encoded(small))
    assert encoded(back) == encoded(small)
    assert (back.sectors, back.trends, back.retired) == (small.sectors, small.trends, small.retired)
    for name, array in small.arrays.stored().items():
        other = back.arrays.stored()[name]
        assert other.dtype == array.dtype, name
        np.testing.assert_array_equal(other, array)


@pytest.mark.parametrize("length", range(8))
def test_numbers_lie_at_whole_words(length):
    """However long the line of JSON is: numpy works around every array that does not, each time it is used."""
    village = compile_map(ecosystem([sector("only"), sector("other")]), "1" * length)
    assert all(array.flags.aligned for array in decoded(encoded(village)).arrays.stored().values())


def test_a_map_of_almost_nothing_comes_back_too():
    """No trends, skills, goals, couplings: arrays without an entry have their shape all the same."""
    bare = compile_map(ecosystem([sector("only")]), SHA)
    back = decoded(encoded(bare))
    assert {name: array.shape for name, array in back.arrays.stored().items()} == {
        name: array.shape for name, array in bare.arrays.stored().items()
    }


def test_the_village_by_hand(small):
    """Axes by id; the numbers of the source files at their places."""
    arrays = small.arrays
    assert arrays.sectors == ("bakery", "shop", "web-shop")
    assert small.sector_by_id["bakery"].nace == ("C10.7",)
    assert arrays.sector_profile[0].tolist() == [1.0, 0.5]
    assert arrays.coupling.shape == (3, 3)
    assert arrays.coupling[arrays.coupling_source, arrays.coupling_target].tolist() == arrays.coupling_share.tolist()


def test_the_numbers_cannot_be_written_to(small):
    """A map does not change: neither as compiled nor as read back."""
    for compiled in (small, decoded(encoded(small))):
        for name, array in compiled.arrays.stored().items():
            assert not array.flags.writeable, name


def test_labels_load_no_heavy_library(kept):
    """Completion and search look at labels alone: no numpy, networkx, pydantic or yaml."""
    code = (
        "import sys; from ecomap.io.compiled import decoded; from pathlib import Path;"
        f"m = decoded(Path({str(kept)!r}).read_bytes()); m.sector_by_id['bakery'];"
        "print({'numpy', 'networkx', 'pydantic', 'yaml'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "set()\n"


def test_platforms_stay_in_the_form_until_they_are_asked_for(shipped):
    """The labels are read without them; asked for they are what was compiled; their fields are part of the form."""
    compiled = compile_map(shipped, SHA)
    read = decoded(encoded(compiled))
    assert "platforms" not in vars(read)
    assert read.platforms == compiled.platforms
    assert all(getattr(read, name) == getattr(compiled, name) for name in BOOK_RECORDS)
    fields = [[name, *kind._fields] for name, kind in [*BOOK_RECORDS.items(), *BOOK_INNER.items()]]
    assert hashlib.sha256(json.dumps(fields).encode()).hexdigest()[:8] == BOOK_FORM


def test_a_search_reads_neither_weights_nor_laws(shipped):
    """What is found by words is a list of its own; it finds what the whole map does, with the same words."""
    read = decoded(encoded(compile_map(shipped, SHA)))
    names, whole = Names(read), Names(shipped)
    found = names.looked_for("payment")
    assert {"kinds", "duties", "trends", "practices"}.isdisjoint(vars(read))
    assert found == whole.looked_for("payment")
    assert names.looked_for("Schäfer") == whole.looked_for("Schäfer")


def test_nothing_is_found_before_something_is_kept(cache_home):
    """An empty cache is no error, and looking makes no folder."""
    assert find_compiled(SHA) is None
    assert not cache_home.exists()


@pytest.mark.usefixtures("kept")
def test_a_form_is_found_by_its_own_fingerprint_only():
    """Another map, or the same map changed, finds nothing."""
    assert find_compiled(SHA) is not None
    assert find_compiled("cd" * 32) is None


def test_a_form_under_another_name_is_not_believed(kept):
    """The fingerprint is inside the form too: a copy under another map's name is not that map."""
    kept.with_name(kept.name.replace(SHA, "cd" * 32)).write_bytes(kept.read_bytes())
    assert find_compiled("cd" * 32) is None


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files have no such owner here")
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_form_that_others_may_write_is_not_believed(kept, mode):
    """Whoever else can write it can make up a map and its hash."""
    kept.chmod(mode)
    assert find_compiled(SHA) is None


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a file away")
def test_a_form_of_somebody_else_is_not_believed(kept):
    """An entry that somebody else has put there, hash and all, is not used."""
    os.chown(kept, 12345, -1)
    assert find_compiled(SHA) is None


def test_any_flipped_byte_is_noticed(kept):
    """Every byte of the hash and of its line end, and every 97th after that, with its lowest bit turned."""
    content = kept.read_bytes()
    for position in [*range(66), *range(66, len(content), 97), len(content) - 1]:
        damaged = bytearray(content)
        damaged[position] ^= 1
        assert decoded(bytes(damaged)) is None, position


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 66, 1000, -1])
def test_a_form_cut_short_is_noticed(kept, length):
    """A full disk or a crash leaves the beginning of a file: it is not used."""
    assert decoded(kept.read_bytes()[:length]) is None


@pytest.mark.parametrize(
    "content",
    [b"\n", b"\xff" * 64 + b"\n{}", b"0" * 64 + b"\n{}", signed(b""), signed(b"null\n"), signed(b"{}\n"),
     signed(b"[" * 100_000 + b"\n"), signed(b'{"form": 1}\n'), signed(b"\xff\xfe\n")],
    ids=["empty lines", "not ASCII", "other hash", "nothing", "null", "no fields", "nested", "other form", "not UTF-8"],
)  # fmt: skip
def test_what_is_no_map_is_ignored(kept, content):
    """Even under a right hash the content must be a map of this program's form."""
    kept.write_bytes(content)
    assert find_compiled(SHA) is None


def test_a_form_of_other_fields_is_ignored(kept):
    """A form of another version with fields of its own is not half understood."""
    body = kept.read_bytes()[65:]
    header, _, raw = body.partition(b"\n")
    content = json.loads(header)
    content["form"][0].append("another")
    kept.write_bytes(signed(json.dumps(content).encode() + b"\n" + raw))
    assert find_compiled(SHA) is None


@pytest.mark.parametrize(
    "damage",
    [lambda content: content[:-1], lambda content: content[:0], lambda content: content.replace(b"Bak", b"Baj"),
     lambda content: b"0" * 64 + content[64:], lambda content: signed(content[65:66] + b"}\n")],
    ids=["last byte gone", "empty", "letter changed", "other hash", "no map"],
)  # fmt: skip
def test_a_damaged_form_is_replaced(village, write_village, cache_home, damage):
    """Loading reads the source instead, returns the same map, and writes the form anew, byte for byte."""
    path = write_village(village)
    original, _ = load_map(path)
    [kept] = cache_home.rglob("*.compiled")
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    assert encoded(load_map(path)[0]) == encoded(original)
    assert kept.read_bytes() == whole


def test_a_whole_form_is_used(village, write_village, cache_home):
    """A form under the right fingerprint with a right hash is what is loaded: the source is not read again."""
    path = write_village(village)
    load_map(path)
    [kept] = cache_home.rglob("*.compiled")
    kept.write_bytes(signed(kept.read_bytes()[65:].replace(b"A village of", b"The compiled")))
    assert load_map(path)[0].title == "The compiled three kinds of firm"


def test_a_changed_source_is_read_again(village, write_village, cache_home):
    """One changed byte is another fingerprint, and another form beside the first."""
    load_map(write_village(village))
    ecosystem, _ = load_map(write_village(village.replace("A village", "B village")))
    assert ecosystem.title == "B village of three kinds of firm"
    assert len(list(cache_home.rglob("*.compiled"))) == 2


def test_a_faulty_map_is_not_kept(village, write_village, cache_home):
    """What was refused once is refused again, and leaves nothing behind."""
    path = write_village(village.replace("source: office", "source: ofice"))
    for _ in range(2):
        with pytest.raises(SchemaError, match="ofice"):
            load_map(path)
    assert not cache_home.exists()


def test_nothing_but_the_form_is_left_behind(kept):
    """The temporary file that it was written to is gone."""
    assert {path.name for path in kept.parent.iterdir()} == {kept.name}


@pytest.mark.parametrize("above", [False, True])
def test_a_folder_that_cannot_be_made_is_no_error(village, write_village, cache_home, above):
    """A file stands where the cache folder, or one above it, should be: the map is read all the same, each time."""
    blocked = cache_home if above else cache_home / "ecomap"
    blocked.parent.mkdir(exist_ok=True)
    blocked.write_text("in the way")
    path = write_village(village)
    assert encoded(load_map(path)[0]) == encoded(load_map(path)[0])
    assert blocked.read_text() == "in the way"


def test_a_folder_that_cannot_be_written_is_no_error(village, write_village, cache_home):
    """A read-only cache folder: nothing is kept (unless the user may write anywhere), nothing is said."""
    folder = cache_home / "ecomap"
    folder.mkdir(parents=True)
    folder.chmod(0o500)
    try:
        load_map(write_village(village))
        assert os.geteuid() == 0 or not list(folder.iterdir())
    finally:
        folder.chmod(0o700)


def test_a_folder_in_the_place_of_the_form_is_no_error(small, kept):
    """What cannot be read or replaced is left alone, and no failed attempt leaves a file behind."""
    kept.unlink()
    kept.mkdir()
    assert find_compiled(SHA) is None
    store_compiled(small)
    assert kept.is_dir()
    assert not list(kept.parent.glob(".*"))


def test_forms_not_used_for_a_month_are_removed(small, kept):
    """Keeping a form clears out those written over 30 days before it; younger ones and other files stay."""
    now = kept.stat().st_mtime
    ages = {"map-old.compiled": MONTH + 60, "map-young.compiled": MONTH - 3600, "other-old.compiled": 2 * MONTH}
    for name, age in ages.items():
        path = kept.with_name(name)
        path.write_bytes(b"")
        os.utime(path, (now - age, now - age))
    store_compiled(small)
    names = {path.name for path in kept.parent.iterdir()}
    assert names == {"map-young.compiled", "other-old.compiled", kept.name}
