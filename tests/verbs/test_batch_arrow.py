"""Record batches in, record batches out, for engines with partitions of their own."""

import pyarrow as pa
import pytest

from batch_rows import random_businesses_of
from ecomap import EcosystemMap, batch_schema, rank_batches, rank_many
from ecomap.errors import ArgumentError, InputError


def as_batch(businesses: list, **more: object) -> pa.RecordBatch:
    """Return businesses as one record batch; names with numbers as maps, lists as lists."""
    pairs = pa.map_(pa.string(), pa.float64())
    columns = {"id": pa.array([one.id for one in businesses])}
    for name in ("sectors", "depends_on", "activities", "traits", "goals", "skills"):
        columns[name] = pa.array([list(getattr(one, name).items()) for one in businesses], pairs)
    columns["maturity"] = pa.array([one.maturity for one in businesses], pa.float64())
    for name in ("budget_eur", "hours_per_week"):
        columns[name] = pa.array([getattr(one.resources, name) for one in businesses], pa.float64())
    columns["country"] = pa.array([one.country for one in businesses], pa.string())
    columns["employees"] = pa.array([one.employees for one in businesses], pa.int64())
    columns["adopted"] = pa.array([list(one.adopted) for one in businesses], pa.list_(pa.string()))
    return pa.RecordBatch.from_pydict(columns | more)


def test_batches_are_rank_many(shipped: EcosystemMap) -> None:
    """The rows of `rank_many`, numbered through all batches, of the schema that is told beforehand."""
    businesses = list(random_businesses_of(shipped, 60, seed=8, placed=True))
    batches = [as_batch(businesses[:25]), as_batch(businesses[25:]), as_batch([])]
    answers = list(rank_batches(shipped, batches, top=3, threats=1))
    assert [batch.schema for batch in answers] == [batch_schema(3, 1)] * 3
    rows = pa.Table.from_batches(answers).to_pylist()
    for row, expected in zip(rows, rank_many(shipped, businesses, top=3, threats=1), strict=True):
        assert (row["row"], row["id"], row["rejected"]) == (expected.row, expected.id, None)
        for entry in expected.opportunities:
            assert row[f"trend_{entry.rank}"] == entry.trend
            assert abs(row[f"score_{entry.rank}"] - entry.score) < 1e-9
        assert row["threat_trend_1"] == expected.threats[0].trend


def test_a_row_that_cannot_be_used_is_told(shipped: EcosystemMap) -> None:
    """It comes last in its batch, with null for every trend, and says why."""
    batch = pa.RecordBatch.from_pydict({"id": ["A", "B", "C"], "sectors": ["hotel", "hotle", "bakery"]})
    (answer,) = rank_batches(shipped, [batch], top=1)
    rows = answer.to_pylist()
    assert [row["id"] for row in rows] == ["A", "C", "B"]
    assert rows[2]["trend_1"] is None
    assert rows[2]["rejected"].startswith('sectors: no such kind of firm "hotle"')


def test_a_row_of_nulls_is_a_row(shipped: EcosystemMap) -> None:
    """It was lost, and one that says something in columns that are not read, too: as many come back as went in."""
    columns = {"id": ["A", None, None], "sectors": ["hotel", None, None], "town": ["Porto", None, "Graz"]}
    (answer,) = rank_batches(shipped, [pa.RecordBatch.from_pydict(columns)], top=1)
    assert [(row["row"], row["rejected"]) for row in answer.to_pylist()] == [
        (1, None), (2, "sectors: is missing."), (3, "sectors: is missing."),
    ]  # fmt: skip


def test_classes_by_number_are_those_of_their_list(shipped: EcosystemMap) -> None:
    """11 of INSEE's is 10 to 19 people, as in a table that is read from a file."""
    answers = [
        next(iter(rank_batches(shipped, [pa.RecordBatch.from_pydict({"sectors": ["hotel"] * 2} | columns)])))
        for columns in ({"trancheEffectifsEtablissement": ["11", "02"]}, {"employees": ["10-19", "3-5"]})
    ]
    assert answers[0] == answers[1]
    assert answers[0]["score_1"][0] != answers[0]["score_1"][1]


def test_no_number_says_nothing(shipped: EcosystemMap) -> None:
    """NaN, in a column or within an object, is as good as null."""
    nan = float("nan")
    goals = pa.array([[("reach", nan)]], pa.map_(pa.string(), pa.float64()))
    answers = [
        list(rank_batches(shipped, [pa.RecordBatch.from_pydict(columns)]))
        for columns in (
            {
                "sectors": ["hotel"],
                "maturity": [nan],
                "goals": goals,
                "skills": [{"it": nan}],
            },
            {"sectors": ["hotel"]},
        )
    ]
    assert answers[0] == answers[1]


def test_names_without_dots(shipped: EcosystemMap) -> None:
    """goal_reach is goal.reach, for engines in which a dot means something."""
    dotted = {"sectors": ["hotel"], "goal.reach": [1.0]}
    plain = {name.replace(".", "_"): values for name, values in dotted.items()}
    answers = [list(rank_batches(shipped, [pa.RecordBatch.from_pydict(columns)])) for columns in (dotted, plain)]
    assert answers[0] == answers[1] != list(rank_batches(shipped, [pa.RecordBatch.from_pydict({"sectors": ["hotel"]})]))


def test_no_sector_column(shipped: EcosystemMap) -> None:
    """Refused with the columns there are."""
    with pytest.raises(InputError, match="no column says in which sector a business is"):
        list(rank_batches(shipped, [pa.RecordBatch.from_pydict({"id": ["A"]})]))


@pytest.mark.parametrize("batch", [None, b"x", {"id": ["A"]}, pa.table({"id": ["A"], "sectors": ["bakery"]})])
def test_what_is_no_record_batch_is_refused(shipped: EcosystemMap, batch: object) -> None:
    """With how to make some of a table."""
    with pytest.raises(ArgumentError, match=r"Write table\.to_batches\(\)"):
        list(rank_batches(shipped, [batch]))
