"""The checked form of a business file: used while not a byte has changed, and only if it is the user's own."""

import json
from pathlib import Path

import pytest

from ecomap import load_business, load_map
from ecomap.errors import SchemaError
from ecomap.io import business_reader
from ecomap.io.businesses import SHIPPED, _key, parse_business, template_text, templates
from ecomap.io.cache import data_of, sealed_data
from ecomap.places import data_folder

TEXT = """\
name: Rosa's
country: PT
sectors: {Bakeries: 0.7, hotel: 0.3}
maturity: 1.5
resources: {budget_eur: 8.000,50}
adopted: [Online ordering]
influences:
  - {trend: website, share: 0.4, reason: seen}
  - {sector: restaurants, share: 0.2, reason: seen}
own_activities:
  - {id: sing, name: Sing, share: 1, served_by: {website: 0.5}, reason: it draws people}
""".replace("{budget_eur: 8.000,50}", "\n  budget_eur: 8.000,50")


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the files that are checked from now on."""
    seen: list[str] = []
    check = business_reader.checked_business

    def counted(name, text, ecosystem):
        seen.append(name)
        return check(name, text, ecosystem)

    monkeypatch.setattr(business_reader, "checked_business", counted)
    return seen


def form(cache_home: Path) -> Path:
    """Return the only form that is kept."""
    [path] = cache_home.rglob("business-*.checked")
    return path


def test_the_shipped_forms_are_what_checking_gives():
    """Every template, by the shipped map: python -m ecomap.io.compiled writes them anew."""
    ecosystem, _ = load_map()
    forms = data_of((data_folder() / SHIPPED).read_bytes())
    assert set(forms) == {_key(template_text(name), ecosystem) for name in templates()}
    for name in templates():
        assert (
            load_business(name, ecosystem) == business_reader.checked_business("t", template_text(name), ecosystem)[0]
        )


def test_a_file_is_checked_once(cache_home, checks):
    """The second reading gives an equal business and checks nothing; templates need no check at all."""
    ecosystem, _ = load_map()
    first, second = parse_business("f", TEXT, ecosystem), parse_business("g", TEXT, ecosystem)
    assert first == second
    assert repr(first) == repr(second)
    assert checks == ["f"]
    assert form(cache_home).stat().st_mode & 0o777 == 0o600
    load_business("bakery", ecosystem)
    assert checks == ["f"]


def test_a_changed_file_is_checked_again(checks):
    """One byte more, or a map of other bytes, is another file."""
    ecosystem, _ = load_map()
    parse_business("f", TEXT, ecosystem)
    parse_business("f", f"{TEXT}#", ecosystem)
    with pytest.raises(SchemaError):
        parse_business("f", TEXT.replace("0.7", "several"), ecosystem)
    with pytest.raises(SchemaError):
        parse_business("f", TEXT.replace("0.7", "several"), ecosystem)
    assert len(checks) == 4


@pytest.mark.parametrize("damage", [b"", b"x", b"0\n{}", sealed_data(None), sealed_data({})], ids=repr)
def test_a_damaged_form_is_not_used(cache_home, checks, damage):
    """What is not whole, or holds nothing, is made again."""
    ecosystem, _ = load_map()
    first = parse_business("f", TEXT, ecosystem)
    form(cache_home).write_bytes(damage)
    assert parse_business("f", TEXT, ecosystem) == first
    assert len(checks) == 2


def test_a_form_that_others_may_write_is_not_believed(cache_home, checks):
    """Its hash is right, but somebody else may have made it."""
    ecosystem, _ = load_map()
    parse_business("f", TEXT, ecosystem)
    path = form(cache_home)
    path.write_bytes(sealed_data(json.loads(path.read_bytes().split(b"\n", 1)[1]) | {"name": "Forged"}))
    path.chmod(0o666)
    assert parse_business("f", TEXT, ecosystem).name == "Rosa's"
    assert len(checks) == 2


def test_nothing_is_kept_where_nothing_can_be(monkeypatch, tmp_path, checks):
    """A cache folder that is a file is no error; the file is checked each time."""
    blocked = tmp_path / "blocked"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    ecosystem, _ = load_map()
    assert parse_business("f", TEXT, ecosystem) == parse_business("f", TEXT, ecosystem)
    assert len(checks) == 2
