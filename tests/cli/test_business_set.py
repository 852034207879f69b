"""``business set``: all changes or none, every problem at once."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from terminal import Run

from ecomap import load_business, load_map, template_text


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the bakery in an empty folder."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "mine.yaml"
    path.write_text(template_text("bakery"), encoding="utf-8")
    return path


def test_several_lines_change_and_the_rest_stays(run: Run, mine: Path) -> None:
    """Names as people write them; what changed is told; permissions and a link to the file stay."""
    mine.chmod(0o640)
    link = mine.with_name("link.yaml")
    link.symlink_to(mine)
    argv = (
        "budget_eur=9000",
        "sectors.Food and drink production=0.5",
        "adopted-=website",
        "adopted+=Chatbots for customer questions",
    )
    answer = run("business", "set", "link.yaml", *argv)
    assert (answer.code, answer.out) == (0, "")
    assert [line for line in answer.err.splitlines() if line.startswith("+")] == [
        "+   food-manufacturing: 0.5        # baking, the larger part of the work",
        "+   budget_eur: 9000               # money in euros for tools, devices and help",
        "+   - chatbots",
    ]
    assert link.is_symlink()
    assert mine.stat().st_mode & 0o777 == 0o640
    assert "- website" not in mine.read_text(encoding="utf-8")
    assert run("business", "check", "mine.yaml").code == 0


def test_what_is_not_wanted_goes_into_the_file(run: Run, mine: Path) -> None:
    """One or several by name, once each, and out again; what is in use cannot be turned down."""
    assert run("business", "set", "mine.yaml", "rejected+=Chatbots for customer questions, digital-twin").code == 0
    assert run("business", "set", "mine.yaml", "rejected+=chatbots", "rejected-=digital-twin").code == 0
    assert mine.read_text(encoding="utf-8").count("  - chatbots") == 1
    answer = run("analyze", "mine.yaml", "--json")
    assert json.loads(answer.out)["rejected"] == ["chatbots"]
    refused = run("business", "set", "mine.yaml", "rejected+=website")
    assert refused.code == 3
    assert "is said to be in use too." in refused.err


def test_what_is_not_yet_in_use_goes_into_the_file_and_out_again(run: Run, mine: Path) -> None:
    """A no is written by name; what is begun later leaves the list; what is in use is not one of both."""
    assert run("business", "set", "mine.yaml", "not_yet+=online booking", "not_yet+=chatbots").code == 0
    assert "not_yet:\n  - online-booking\n  - chatbots\n" in mine.read_text(encoding="utf-8")
    assert run("business", "set", "mine.yaml", "adopted+=Online booking, chatbots").code == 0
    assert "not_yet" not in mine.read_text(encoding="utf-8")
    refused = run("business", "set", "mine.yaml", "not_yet+=website")
    assert refused.code == 3
    assert "not_yet[0]: is said to be in use too." in refused.err


def test_a_file_of_windows_stays_one(run: Run, mine: Path) -> None:
    """Its byte-order mark and line ends stay, on the new line too."""
    before = b"\xef\xbb\xbf" + mine.read_bytes().replace(b"\n", b"\r\n")
    mine.write_bytes(before)
    assert run("business", "set", "mine.yaml", "goals.talent=1").code == 0
    assert mine.read_bytes() == before.replace(b"resources:", b"  talent: 1\r\nresources:")


def test_all_or_nothing(run: Run, mine: Path) -> None:
    """One change of many that cannot be made, or a result that would not pass: every problem is told, none is made."""
    before = mine.read_bytes()
    argv = ("name=Other", "golas.reach=1", "goals.reech=1", "adopted-=chatbots", "maturity=9", "what")
    answer = run("business", "set", "mine.yaml", *argv)
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.splitlines() == [
        'golas.reach=1  no field "golas". Did you mean "goals"?',
        "what  no assignment. Write name=value, name+=value or name-=value.",
        'goals.reech=1  no such goal "reech". Did you mean "reach"?',
        'adopted-=chatbots  "chatbots" is not in the file. There: website, local-search-listing, '
        "digital-point-of-sale, cloud-computing, cloud-accounting, automated-backups, b2b-e-procurement, "
        "digital-recruitment, multi-factor-authentication.",
        "mine.yaml as changed:15:11  maturity: 9 is out of range. It must be less than or equal to 4.",
    ]
    assert mine.read_bytes() == before


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (("mine.yaml",), 2, "say what to change"),
        (("bakery", "maturity=1"), 2, "is a template, which stays as it is"),
        (("bakry", "maturity=1"), 5, "Did you mean"),
        (("mine.yaml", "sectors=0.5"), 3, "Name one of them: sectors.NAME=0.5"),
        (("mine.yaml", "adopted=crm"), 3, "Write adopted+=crm."),
        (("mine.yaml", "website=no"), 3, 'no field "website". Where adopted has it, write adopted-=website'),
        (("mine.yaml", "website=yes"), 3, "Write adopted+=website"),
        (("mine.yaml", "Mitarbeiter=4"), 3, 'Did you mean "employees"?'),  # as columns of tables are called
        (("mine.yaml", "hours=4"), 3, 'Did you mean "hours_per_week"?'),
        (("mine.yaml", "NACE=55.10"), 3, 'Did you mean "sectors"?'),
        (("mine.yaml", "maturity+=1"), 3, "Write maturity=1."),
        (("mine.yaml", "maturity="), 3, "To take it out: --unset maturity"),
        (("mine.yaml", "--unset", "sectors"), 3, "sectors: is missing."),
    ],
)
def test_what_cannot_be_done_says_what_can(run: Run, mine: Path, argv: tuple[str, ...], code: int, said: str) -> None:
    """Each misuse with its way out, and the file as it was."""
    answer = run("business", "set", *argv)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert mine.read_text(encoding="utf-8") == template_text("bakery")


def test_a_template_becomes_a_file_and_a_pipe_a_pipe(run: Run, mine: Path) -> None:
    """With --output a template may be changed on the way; - reads and writes the standard streams."""
    assert run("business", "set", "farm", "name=Ours", "--output", "farm.yaml").code == 0
    assert "name: Ours " in Path("farm.yaml").read_text(encoding="utf-8")
    assert run("business", "set", "mine.yaml", "name=X", "--output", "farm.yaml").code == 5
    answer = run("business", "set", "-", "id=other", stdin=mine.read_text(encoding="utf-8"))
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == template_text("bakery").replace("id: rosas-bakery ", "id: other        ")


def test_an_influence_is_added_changed_and_taken_out(run: Run, mine: Path) -> None:
    """A line of its own in braces; its parts by the trend that it names; the last takes the field along."""
    said = '{trend: online-booking, share: 0.4, reason: "4 of 10, as I see it"}'
    assert run("business", "set", "mine.yaml", f"influences+={said}").code == 0
    assert f"\ninfluences:\n  - {said}\n" in mine.read_text(encoding="utf-8")
    assert run("business", "set", "mine.yaml", "influences.online-booking.share=0.5").code == 0
    assert "share: 0.5, reason" in mine.read_text(encoding="utf-8")
    assert run("business", "set", "mine.yaml", "--unset", "influences.online-booking").code == 0
    assert mine.read_text(encoding="utf-8") == template_text("bakery")


@pytest.mark.parametrize("count", [2, pytest.param(4, marks=pytest.mark.slow)])
def test_programs_that_change_one_file_wait_for_each_other(mine: Path, count: int) -> None:
    """Two or four at once, each with another line: all of them are in the file."""
    goals = ("talent", "cost", "efficiency", "advantage")[:count]
    command = [sys.executable, "-m", "ecomap", "business", "set", str(mine)]
    running = [subprocess.Popen([*command, f"goals.{goal}=1"], stderr=subprocess.DEVNULL) for goal in goals]
    assert [program.wait(60) for program in running] == [0] * count
    text = mine.read_text(encoding="utf-8")
    assert all(f"  {goal}: 1\n" in text for goal in goals)


def test_what_comes_by_a_platform_is_set_by_its_name(run: Run, mine: Path) -> None:
    """Names as people write them, dots in them too; taken out one by one or whole; a share of all at most."""
    said = ("platforms.Booking.com.booking=30%", "platform.Air BnB.booking=0.2", "platforms.insta.promotion=0.5")
    assert run("business", "set", "mine.yaml", *said).code == 0
    lines = "\nplatforms:\n  booking-com:\n    booking: 0.3\n  airbnb:\n    booking: 0.2\n  instagram:\n"
    assert lines in mine.read_text(encoding="utf-8")
    assert run("business", "set", "mine.yaml", "--unset", "platforms.insta", "platforms.airbnb.booking=0.7").code == 0
    before = mine.read_text(encoding="utf-8")
    for wrong, words in (
        ("platforms.vrbo.booking=0.1", "the shares of booking sum to over 1"),
        ("platforms.vrbo=0.1", "Write platforms.vrbo.sales=0.1, or in its place booking, promotion"),
        ("platforms.lieferanto.sales=0.1", 'no such platform "lieferanto". Did you mean "lieferando"?'),
    ):
        answer = run("business", "set", "mine.yaml", wrong)
        assert (answer.code, words in answer.err) == (3, True), answer.err
    assert mine.read_text(encoding="utf-8") == before
    argv = ("--unset", "platforms.airbnb", "--unset", "platforms.booking-com")
    assert run("business", "set", "mine.yaml", *argv).code == 0
    assert mine.read_text(encoding="utf-8") == template_text("bakery")


NAMED = {
    "promote": ("activities", "activities: {promote: 0.5}", "activities.promote=0.5"),
    "takes-bookings": ("traits", "traits: {takes-bookings: 0.5}", "traits.takes-bookings=0.5"),
    "reach": ("goals", "goals: {reach: 0.5}", "goals.reach=0.5"),
    "marketing": ("skills", "skills: {marketing: 0.5}", "skills.marketing=0.5"),
    "barber": ("sectors", "sectors: {barber: 0.5}", "sectors.barber=0.5"),
    "retail trade": ("sectors", "sectors: {retail-trade: 0.5}", "sectors.retail-trade=0.5"),
    "chatbots": ("adopted", "adopted: [chatbots]", "adopted+=chatbots"),
    "airbnb": ("platforms", "platforms: {airbnb: {sales: 1}}", "platforms.airbnb.sales=0.5"),
}
"""Names of the map -> the field in which each stands, how it is written there, and how it is set."""


@pytest.mark.parametrize(("name", "ways"), NAMED.items(), ids=NAMED)
def test_a_name_of_the_map_in_the_place_of_a_field_is_told_where_it_goes(
    run: Run, mine: Path, name: str, ways: tuple[str, str, str]
) -> None:
    """At the left edge of a file, and in a change: what is told passes when it is done."""
    field, line, change = ways
    mine.write_text(f"sectors: {{vet: 1}}\n{name}: 0.5\n", encoding="utf-8")
    told = run("business", "check", "mine.yaml").err
    assert told == f"mine.yaml:2:1  {name}: no such field. Write it in {field}, like {line}.\n"
    mine.write_text(f"{'' if field == 'sectors' else 'sectors: {vet: 1}'}\n{line}\n", encoding="utf-8")
    assert run("business", "check", "mine.yaml").code == 0
    mine.write_text("sectors: {vet: 1}\n", encoding="utf-8")
    answer = run("business", "set", "mine.yaml", f"{name}=0.5")
    assert (answer.code, answer.err) == (3, f'{name}=0.5  no field "{name}". Write {change}\n')
    assert run("business", "set", "mine.yaml", change).code == 0
    unset = run("business", "set", "mine.yaml", "--unset", name).err.removeprefix(
        f'--unset {name}  no field "{name}". '
    )
    assert run("business", "set", "mine.yaml", *unset.removeprefix("Write ").split()).code == 0
    assert mine.read_text(encoding="utf-8").split() == ["sectors:", "{vet:", "1}"]


def test_of_a_name_of_another_kind_the_field_is_told(run: Run, mine: Path) -> None:
    """In a field of the file, in a change, in a flag: the field in which it stands."""
    mine.write_text("sectors: {vet: 1}\ntraits: {promote: 1, reach: 1, promot: 1}\n", encoding="utf-8")
    told = run("business", "check", "mine.yaml").err.splitlines()
    assert [line.partition("  ")[2].partition(" Known: ")[0] for line in told] == [
        "traits.promote: no such trait. It belongs in activities.",
        "traits.reach: no such trait. It belongs in goals.",
        "traits.promot: no such trait.",
    ]
    for argv in (
        ("business", "set", "bakery", "goals.promote=1", "-o", "x.yaml"),
        ("analyze", "bakery", "--goal", "promote=1"),
    ):
        assert 'no such goal "promote". It belongs in activities.' in run(*argv).err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes")
def test_what_comes_through_a_pipe_is_written_to_standard_output(run: Run, mine: Path) -> None:
    """As of standard input: a pipe has no place in which a changed file could be put."""
    pipe = mine.with_name("pipe.yaml")
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=("sectors: {vet: 1}\n",))
    writer.start()
    answer = run("business", "set", "pipe.yaml", "employees=3")
    writer.join()
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.split("\n") == ["employees: 3", "sectors: {vet: 1}", ""]
    assert answer.out == run("business", "set", "-", "employees=3", stdin="sectors: {vet: 1}\n").out


def test_how_much_of_a_trait_there_is_may_be_said_in_a_word(run: Run, mine: Path) -> None:
    """yes, partly and no are 1, 0.5 and 0 in a file, in ``set``, ``new``, ``analyze`` and ``whatif``."""
    assert run("business", "set", "mine.yaml", "traits.takes-bookings=ja", "activities.sell-online=partly").code == 0
    assert "sell-online: 0.5" in mine.read_text(encoding="utf-8")
    mine.write_text(mine.read_text(encoding="utf-8").replace("sell-online: 0.5", "sell-online: en partie"))
    said = load_business("mine.yaml", load_map()[0])
    assert (said.traits["takes-bookings"], said.activities["sell-online"]) == (1, 0.5)
    new = run("business", "new", "--name", "X", "--sector", "bakery", "--trait", "takes-bookings=yes")
    assert "takes-bookings: 1" in new.out
    assert run("analyze", "bakery", "--trait", "takes-bookings=nein").code == 0
    assert run("whatif", "bakery", "--set", "traits.takes-bookings=yes").code == 0
    assert "Write it like 0.4 or yes" in run("business", "set", "mine.yaml", "traits.takes-bookings=much").err


@pytest.mark.parametrize(
    "typed",
    [
        "takes-bookings=yes", "takes-bookings=much", "takes-bookings=", "reach=2", "website=1", "bakery=0,5",
        "goals=reach", "goals=reach=3", "sectors=hotel=0.3", "traits=takes-bookings", "skills=it", "skills=it=many",
        "maturity+=x", "employees+=8.000", "goals.reach+=3", "platforms.booking-com=x", "booking-com=60%",
        "adopted=[crm]", "adopted=['crm', \"chatbots\"]", "budget_eur=1.500", "hours_per_week=much", "goals.reach=x",
    ],
)  # fmt: skip
def test_every_way_out_is_accepted_when_typed(run: Run, mine: Path, typed: str) -> None:
    """Whatever is typed: what the message says to write, each way of it, is taken in its place."""
    answer = run("business", "set", "mine.yaml", typed)
    assert answer.code == 3
    said = answer.err.partition(" Write ")[2].partition(", or in its place")[0].strip().removesuffix(".")
    ways = [way for way in said.removeprefix("it like ").split(" or ") if "-=" not in way]
    assert ways
    for way in ways:
        mine.write_text(template_text("bakery"), encoding="utf-8")
        whole = way if "=" in way else f"{typed.partition('=')[0]}={way}"
        assert run("business", "set", "mine.yaml", whole).code == 0, whole


def test_a_list_in_brackets_is_added_to_a_list(run: Run, mine: Path) -> None:
    """As it stands in a file, with quotes or without."""
    assert run("business", "set", "mine.yaml", 'adopted+=["crm", chatbots,, ]').code == 0
    assert "  - crm-software\n  - chatbots\n" in mine.read_text(encoding="utf-8")
