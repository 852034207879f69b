"""Numbers and words of a map's own lists, as `map evidence` opens them."""

from ecomap.model.channels import Channel
from ecomap.verbs.map_numbers import MapNumbers
from maps import JUDGED, ecosystem, sector, trend


def channel(name: str, files: int) -> Channel:
    """Return a newsletter whose address stood in so many files."""
    return Channel(
        id=name, name=f"Letter {name}", kind="newsletter", publisher="Guild", url=f"https://example.org/{name}",
        languages=("en",), cadence="weekly", trends=("t",), look_for="Look for cases.", evidence=JUDGED,
        reviewed="2026-11-28", found={"address": f"example.org/{name}", "files": files, "read": "2026-11-27"},
    )  # fmt: skip


def test_a_channel_is_told_with_where_its_address_was_found():
    """Each by its name, kind, publisher and address; how often it stood there is counted up to ten."""
    around = ecosystem([sector("s1")], [trend("t")], channels=(channel("a", 9), channel("b", 10)))
    found = [one for one in MapNumbers(around).everything() if one.kind == "channel"]
    assert [(one.of, one.text, one.number) for one in found] == [
        (("a",), "Letter a, newsletter of Guild: https://example.org/a", None),
        (("b",), "Letter b, newsletter of Guild: https://example.org/b", None),
    ]
    assert [one.statement for one in found] == [
        f"Look for cases. Its address example.org/{name} stood in {many} public files, looked for on 2026-11-27. "
        "Looked over on 2026-11-28."
        for name, many in (("a", "9"), ("b", "10 or more"))
    ]
    assert {(one.grade, one.evidence) for one in found} == {("D", JUDGED)}
