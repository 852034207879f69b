"""The map of pathways: the business in the centre, sectors on a ring around it, trends on the ring outside."""

import math

from ecomap.render.drawing.canvas import COLOURS, MARGIN, SMALL, Canvas, fitted, footed, headed, number, safe
from ecomap.render.pictures import Node, Route, Web
from ecomap.safe import quoted_in_xml

WIDTH = 680
CENTRE = WIDTH / 2
RINGS = (0.0, 120.0, 220.0)  # distance of each ring from the centre
TALL = 0.92  # height of a ring, in its width: names stand beside it and not above
LEAST, MOST = 7.0, 15.0  # radius of the smallest and of the largest node
EDGE = 58  # room above the highest node and below the lowest, for their names
LABEL = 100  # width of a name, after which it is broken
COLOURS_OF = {0: "mark", 1: "for", 2: "third"}
HALO = f' paint-order="stroke" stroke="{COLOURS["paper"]}" stroke-width="3" stroke-linejoin="round"'
"""Paper around letters, so that they read over lines."""

Place = tuple[float, float]


def web(picture: Web) -> str:
    """Draw the map: each node is a link that can be reached by keys, its pathways are drawn where it has the focus."""
    canvas = Canvas(picture.title, WIDTH)
    top = headed(canvas)
    placed = _places(picture)
    middle = top + EDGE - min(y for _, y in placed.values())
    places = {name: (x, middle + y) for name, (x, y) in placed.items()}
    for route in sorted(picture.routes, key=lambda one: abs(one.weight)):
        _route(canvas, route, [places[name] for name in route.nodes if name in places])
    for node in picture.nodes:
        _node(canvas, node, places[node.id], middle)
    height = footed(canvas, max(y for _, y in places.values()) + EDGE, picture.legend)
    return canvas.svg(height, label=picture.title)


def _places(picture: Web) -> dict[str, Place]:
    """Return where each node stands, the middle at 0: a ring is filled evenly, sectors near what comes by them."""
    places = {node.id: (CENTRE, 0.0) for node in picture.nodes if node.ring == 0}
    angles: dict[str, float] = {}
    for ring in (2, 1):
        nodes = [node for node in picture.nodes if node.ring == ring]
        if ring == 1:
            nodes.sort(key=lambda node: (_mean(picture, node.id, angles), node.id))
        for place, node in enumerate(nodes):
            begun = 0.25 if ring == 1 or len(nodes) == 1 else 0.5
            angle = angles[node.id] = 2 * math.pi * (place + begun) / len(nodes)
            x, y = RINGS[ring] * math.sin(angle), -RINGS[ring] * TALL * math.cos(angle)
            places[node.id] = CENTRE + x, y
    return places


def _mean(picture: Web, node: str, angles: dict[str, float]) -> float:
    """Return the direction of the trends that come by a sector."""
    near = [angles[route.nodes[0]] for route in picture.routes if node in route.nodes and route.nodes[0] in angles]
    if not near:
        return 2 * math.pi
    return math.atan2(sum(map(math.sin, near)), sum(map(math.cos, near))) % (2 * math.pi)


def _route(canvas: Canvas, route: Route, places: list[Place]) -> None:
    """Draw a pathway; what speaks against is broken, so that colour says nothing alone."""
    colour, broken = ("for", "") if route.weight >= 0 else ("against", ' stroke-dasharray="5 4"')
    named = quoted_in_xml(" ".join(route.nodes))
    wide = 1 + 4 * min(1.0, abs(route.weight))
    points = " ".join(f"{number(x)},{number(y)}" for x, y in places)
    canvas.add(
        f'<polyline points="{points}" data-way={named} class="way line-{colour}" fill="none" '
        f'stroke="{COLOURS[colour]}" stroke-width="{number(wide)}" stroke-opacity="0.45"{broken}>'
        f"<title>{safe(route.text)}</title></polyline>"
    )


def _node(canvas: Canvas, node: Node, place: Place, middle: float) -> None:
    x, y = place
    radius = LEAST + (MOST - LEAST) * min(1.0, max(0.0, node.weight))
    colour = COLOURS_OF[node.ring]
    opened = f'<a href={quoted_in_xml(node.href)} data-node={quoted_in_xml(node.id)} class="node">'
    canvas.add(opened if node.href else f'<g data-node={quoted_in_xml(node.id)} class="node" tabindex="0">')
    canvas.add(f"<title>{safe(node.name)}</title>")
    frame = f' stroke="{COLOURS["paper"]}" stroke-width="2"'
    if node.ring == 1 and not node.own:
        canvas.box(x - radius, y - radius, 2 * radius, 2 * radius, colour, extra=frame)
    else:
        canvas.add(
            f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" class="{colour}" '
            f'fill="{COLOURS[colour]}"{frame}/>'
        )
    _label(canvas, node, place, radius, middle)
    canvas.add("</a>" if node.href else "</g>")


def _label(canvas: Canvas, node: Node, place: Place, radius: float, middle: float) -> None:
    """Write a name beside its node, away from the centre; that of the centre below."""
    x, y = place
    side = 0 if node.ring == 0 or abs(x - CENTRE) < MARGIN * 2 else 1 if x > CENTRE else -1
    lines = fitted(node.name, LABEL if node.ring else 1.4 * LABEL, SMALL)
    size = SMALL + 2
    if side:
        x, y = x + side * (radius + 4), y - (len(lines) - 1) * size / 2 + 4
    else:
        above = node.ring != 0 and y < middle
        y += -radius - 5 - (len(lines) - 1) * size if above else radius + size
    anchor = {1: "start", -1: "end", 0: "middle"}[side]
    for at, text in enumerate(lines):
        canvas.text(x, y + at * size, text, size=SMALL, anchor=anchor, bold=node.ring == 0, extra=HALO)
