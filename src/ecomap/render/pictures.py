"""What a picture shows, before it is drawn: numbers with their words, no colours and no places."""

from collections.abc import Sequence

from ecomap.record import record

Shade = tuple[float | None, str]  # one cell of a heat map: its shade, 0..1, and its number; hatched without a value


@record
class Grid:
    """A heat map."""

    title: str
    rows: Sequence[str]
    columns: Sequence[str]
    cells: Sequence[Sequence[Shade]]
    legend: str  # what the shades mean
    scale: Sequence[str]  # labels of the shades 0, 1/4, 1/2, 3/4, 1
    width: int
    height: int  # of one cell


@record
class Bar:
    """A name, its bar, and what is written at its end; or a step of a waterfall, or a part of a stacked bar."""

    name: str
    value: float  # points, 0..100, as are ``low`` and ``high``
    text: str
    low: float | None = None  # with ``high`` the interval that is drawn as a line over the bar
    high: float | None = None
    against: bool = False  # set off from the others: a threat, not an opportunity


@record
class Bars:
    """Bars of points below each other, each as wide as it has of 100."""

    title: str
    bars: Sequence[Bar]
    legend: str


@record
class Waterfall:
    """How a number comes about: each step begins where the one before it ends."""

    title: str
    steps: Sequence[Bar]
    total: Bar
    legend: str


@record
class Curve:
    """A share between two years, straight in log-odds, with its interval."""

    name: str
    share: tuple[float, float]
    low: tuple[float, float]
    high: tuple[float, float]
    text: str  # what is written beside its name


@record
class Curves:
    """How shares grow, one panel a curve."""

    title: str
    years: tuple[int, int]
    curves: Sequence[Curve]
    legend: str


@record
class Stacks:
    """Stacked bars with one legend for all; the first name of the legend is drawn palest: it is the own way."""

    title: str
    stacks: Sequence[tuple[str, Sequence[Bar]]]  # names of bars and their parts, which sum to 1 at most
    names: Sequence[str]  # of the pieces, in the order of their shades
    legend: str


@record
class Span:
    """Something from one month to another, that goes on working after."""

    name: str
    start: int  # place of its first month, from 0
    stop: int  # place of the month after its last
    settled: int  # place of the month from which it works
    group: str
    text: str = ""


@record
class Spans:
    """A calendar of bars."""

    title: str
    months: Sequence[str]
    spans: Sequence[Span]
    legend: str


@record
class Node:
    """A point of the map."""

    id: str
    name: str
    ring: int  # 0 the business in the centre, 1 its own sectors and those around, 2 trends
    weight: float  # 0..1, how large it is drawn
    own: bool = False  # of the business itself
    href: str = ""  # where it leads to on the page


@record
class Route:
    """A pathway: nodes from the trend to the business."""

    nodes: tuple[str, ...]
    weight: float  # positive where it speaks for the trend, negative where against; -1..1
    text: str


@record
class Web:
    """The business in the centre, sectors around it, trends outside, and the pathways between them."""

    title: str
    nodes: Sequence[Node]
    routes: Sequence[Route]
    legend: str


Picture = Grid | Bars | Waterfall | Curves | Stacks | Spans | Web
