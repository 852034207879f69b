"""The compiled form that is shipped is the map that is shipped."""

import numpy as np

from ecomap.compiling import compile_map
from ecomap.io.compiled import SAID, SHIPPED, decoded, find_compiled
from ecomap.io.map_reader import parse_map
from ecomap.io.maps import load_map, map_files
from ecomap.model.compiled import RECORDS
from ecomap.places import data_folder

RENEW = "python -m ecomap.io.compiled writes it anew"


def test_the_shipped_form_is_what_the_sources_compile_to():
    """Labels are the same, numbers to the last bits of a logarithm, which differs between machines."""
    files = map_files()
    here, there = compile_map(parse_map(files), files.sha256), decoded((data_folder() / SHIPPED).read_bytes())
    assert there is not None, RENEW
    assert there.sha256 == here.sha256, RENEW
    for name in (*SAID, *RECORDS):
        assert getattr(there, name) == getattr(here, name), f"{name}: {RENEW}"
    for name, array in here.arrays.stored().items():
        np.testing.assert_allclose(there.arrays.stored()[name], array, rtol=1e-13, atol=1e-13, err_msg=RENEW)


def test_the_shipped_map_needs_no_cache(cache_home):
    """The shipped form is found beside the sources: nothing is read, and nothing written, in the user's cache."""
    ecosystem, sha256 = load_map()
    assert find_compiled(sha256) is not None
    assert ecosystem.sha256 == sha256
    assert not cache_home.exists()


def test_the_shipped_map_is_read_once_a_process():
    """Who asks again has the same map with all that was made of it, for as long as the files say the same."""
    assert load_map()[0] is load_map()[0]
    assert find_compiled("ab" * 32) is None
