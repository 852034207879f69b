"""The table of the fields of a business: it has every field of the model, and each number of it is of a known kind."""

from ecomap.io import amounts
from ecomap.io.fields import FIELDS, QUANTITIES, of_form
from ecomap.model import Business, OwnActivity, OwnInfluence, Resources


def test_the_table_has_the_fields_of_the_model_in_their_order() -> None:
    """A field that the model gets gets a line, and its parts each one; nothing else has one."""
    fields = [field.alias or name for name, field in Business.model_fields.items()]
    assert [name for name in FIELDS if "." not in name] == fields
    for name, part in (("resources", Resources), ("influences", OwnInfluence), ("own_activities", OwnActivity)):
        assert [one.said for one in FIELDS.values() if one.name.startswith(f"{name}.")] == list(part.model_fields)


def test_numbers_and_names_are_of_known_kinds() -> None:
    """What the model holds as numbers by name has a kind of number and of name, and says what two of one thing are."""
    for field in of_form("shares"):
        assert isinstance(QUANTITIES[field], amounts.Quantity)
        assert FIELDS[field].kind in ("firm", "activity", "trait", "goal", "skill")
        assert FIELDS[field].joined in ("sum", "most")
