"""A business written as a file, and read back."""

from hypothesis import given
from hypothesis import strategies as st

from ecomap.io.business_writer import business_file
from ecomap.io.businesses import parse_business
from ecomap.io.yaml_edits import with_value
from ecomap.model import Business, OwnActivity, OwnInfluence, Resources
from ecomap.model.business import FUNCTIONS
from maps import examples, levels, open_shares, shares, thousandths

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), min_size=1).filter(
    lambda text: text.strip() != ""
)


@st.composite
def businesses(draw, around):
    """Draw a business of the shipped map, anything said or left out."""

    def some(ids, values, most=3):
        return draw(st.dictionaries(st.sampled_from(sorted(ids)), values, max_size=most))

    sectors, trends = around.sector_by_id, around.trend_by_id
    usable = [item.id for item in around.trends if item.role != "risk"]
    used = some(usable, st.none())
    return Business(
        id=draw(st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)),
        name=draw(words),
        country=draw(st.none() | st.sampled_from(["NO", "PT", "DE"])),
        employees=draw(st.none() | st.integers(0, 500)),
        sectors=some(sectors, thousandths(0.1, 9)) or {"education": 1},
        depends_on=some(sectors, thousandths(0, 0.3), most=2),
        activities=some(around.activity_by_id, shares),
        maturity=draw(st.none() | levels),
        goals=some([goal.id for goal in around.goals], thousandths(0, 5)),
        resources=Resources(
            budget_eur=draw(st.none() | thousandths(0, 99999)), hours_per_week=draw(st.none() | thousandths(0, 60))
        ),
        skills=some([skill.id for skill in around.skills], levels),
        adopted=tuple(used),
        rejected=tuple(one for one in some(usable, st.none()) if one not in used),
        platforms=carried(draw, around),
        influences=tuple(
            OwnInfluence(trend=trend, share=draw(open_shares), reason=draw(words)) for trend in some(trends, st.none())
        ),
        own_activities=(own_activity(draw, some(trends, open_shares)),) if draw(st.booleans()) else (),
    )


def carried(draw, around):
    """Draw shares of functions by platforms; those of a function sum to at most 1."""
    names = st.sampled_from([item.id for item in around.platforms])
    some = st.dictionaries(st.sampled_from(FUNCTIONS), thousandths(0, 0.3), min_size=1)
    return draw(st.dictionaries(names, some, max_size=3))


def own_activity(draw, served_by):
    return OwnActivity(
        id="own", name=draw(words), share=draw(shares), served_by=served_by or {"website": 1}, reason=draw(words)
    )


@examples(60)
@given(st.data())
def test_what_is_written_is_read_back(shipped, data):
    """Every business comes back as it was: no name, number, or word of its owner is lost or turned into another."""
    business = data.draw(businesses(shipped))
    assert parse_business("f", business_file(business, shipped), shipped) == business


def test_every_line_is_explained_and_what_is_not_said_is_shown(shipped):
    """Each line has its comment; what could be said stands there as a comment, and passes when it is said."""
    text = business_file(Business(sectors={"education": 1}), shipped)
    assert all("  # " in line for line in text.splitlines() if line and not line.startswith("#"))
    shown = [line.removeprefix("# ") for line in text.splitlines() if line.startswith(("# ", "#   "))]
    fields = (
        "country",
        "employees",
        "depends_on",
        "activities",
        "maturity",
        "goals",
        "resources",
        "skills",
        "adopted",
        "rejected",
        "not_yet",
        "platforms",
    )
    for field in fields:
        assert sum(line.startswith(f"{field}:") for line in shown) == 1
    said = text
    for line in text.splitlines():
        if line.startswith("# ") and line.split()[1].rstrip(":") in (*fields, "influences"):
            said = said.replace(line, line.removeprefix("# "))
        elif line.startswith("#   "):
            said = said.replace(line, line[1:])
    read = parse_business("f", said, shipped)
    assert read.influences[0].trend == "online-booking"
    assert read.country == "PT"
    assert parse_business("f", with_value(text, ["maturity"], "3"), shipped).maturity == 3
