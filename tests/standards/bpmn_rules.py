"""What a document of BPMN has to keep, read from the document alone: rules of our own."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final
from xml.etree import ElementTree as ET

MODEL: Final = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DRAWN: Final = "{http://www.omg.org/spec/BPMN/20100524/DI}"
BOUNDS: Final = "{http://www.omg.org/spec/DD/20100524/DC}Bounds"
WAYPOINT: Final = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"
EVENTS: Final = ("startEvent", "endEvent", "intermediateThrowEvent", "intermediateCatchEvent")
GATEWAYS: Final = ("exclusiveGateway", "eventBasedGateway")

Rectangle = tuple[int, int, int, int]


class Document:
    """A document, and how its nodes hang together."""

    def __init__(self, text: str) -> None:
        self.root = ET.fromstring(text)  # noqa: S314  (it is our own)
        process = self.root.find(f"{MODEL}process")
        assert process is not None
        self.nodes = {
            node.attrib["id"]: node
            for tag in (*EVENTS, *GATEWAYS)
            for node in process.iter(f"{MODEL}{tag}")
        }
        self.flows = list(process.iter(f"{MODEL}sequenceFlow"))
        self.out: dict[str, list[ET.Element]] = {id_: [] for id_ in self.nodes}
        self.into: dict[str, list[ET.Element]] = {id_: [] for id_ in self.nodes}
        for flow in self.flows:
            self.out[flow.attrib["sourceRef"]].append(flow)
            self.into[flow.attrib["targetRef"]].append(flow)

    def kind(self, id_: str) -> str:
        return self.nodes[id_].tag.removeprefix(MODEL)

    def boxes(self) -> dict[str, Rectangle]:
        """Where every shape stands, by what it draws."""
        made = {}
        for shape in self.root.iter(f"{DRAWN}BPMNShape"):
            bounds = shape.find(BOUNDS)
            assert bounds is not None
            x, y, width, height = (int(bounds.attrib[k]) for k in ("x", "y", "width", "height"))
            made[shape.attrib["bpmnElement"]] = (x, y, x + width, y + height)
        return made

    def ways(self) -> dict[str, list[tuple[int, int]]]:
        """The corners of every flow."""
        return {
            edge.attrib["bpmnElement"]: [
                (int(point.attrib["x"]), int(point.attrib["y"])) for point in edge.iter(WAYPOINT)
            ]
            for edge in self.root.iter(f"{DRAWN}BPMNEdge")
        }


def problems(text: str) -> list[str]:
    """Everything that the document does not keep."""
    made = Document(text)
    return [*_ids(made), *_flow(made), *_names(made), *_lanes(made), *_drawing(made)]


def _ids(made: Document) -> Iterator[str]:
    seen: set[str] = set()
    for element in made.root.iter():
        id_ = element.get("id")
        if id_ is not None and id_ in seen:
            yield f"{id_} stands twice"
        seen.add(id_ or "")
    for node in made.nodes.values():
        for way, flows in (("incoming", made.into), ("outgoing", made.out)):
            said = [one.text for one in node.findall(f"{MODEL}{way}")]
            if said != [flow.attrib["id"] for flow in flows[node.attrib["id"]]]:
                yield f"{node.attrib['id']} says other {way} flows than there are"


def _flow(made: Document) -> Iterator[str]:
    starts = [id_ for id_ in made.nodes if made.kind(id_) == "startEvent"]
    if len(starts) != 1:
        yield f"{len(starts)} starts"
    reached, frontier = set(starts), list(starts)
    while frontier:
        onward = {flow.attrib["targetRef"] for flow in made.out[frontier.pop()]} - reached
        reached |= onward
        frontier.extend(onward)
    for id_ in made.nodes:
        kind, into, out = made.kind(id_), len(made.into[id_]), len(made.out[id_])
        if id_ not in reached:
            yield f"{id_} cannot be reached"
        if (kind == "startEvent") is bool(into) or (kind == "endEvent") is bool(out):
            yield f"{id_} has {into} flows in and {out} out"
        if kind in EVENTS and (into > 1 or out > 1):
            yield f"{id_} is an event that joins or forks"
        if kind in GATEWAYS and ((into > 1 and out > 1) or into == out == 1):
            yield f"{id_} is a gateway of {into} flows in and {out} out"
        if kind == "eventBasedGateway":
            for flow in made.out[id_]:
                if made.kind(flow.attrib["targetRef"]) != "intermediateCatchEvent":
                    yield f"{id_} waits for {flow.attrib['targetRef']}"


def _names(made: Document) -> Iterator[str]:
    for id_, node in made.nodes.items():
        forks = made.kind(id_) == "exclusiveGateway" and len(made.out[id_]) > 1
        if (made.kind(id_) in EVENTS or forks) and not node.get("name"):
            yield f"{id_} has no name"
        for flow in made.out[id_]:
            condition = flow.find(f"{MODEL}conditionExpression")
            default = node.get("default") == flow.attrib["id"]
            if forks is (condition is None) and not default:
                yield f"{flow.attrib['id']} has a condition, or none, where it should not"
            if bool(flow.get("name")) is not forks:
                yield f"{flow.attrib['id']} has a name, or none, where it should not"
    named = [one.attrib["name"] for one in made.root.iter(f"{MODEL}message")]
    if len(named) != len(set(named)) or not all(named):
        yield "messages have no names of their own"


def _lanes(made: Document) -> Iterator[str]:
    boxes, seen = made.boxes(), []
    for lane in made.root.iter(f"{MODEL}lane"):
        around = boxes[lane.attrib["id"]]
        if not lane.get("name") or not _inside(around, boxes["pool"]):
            yield f"{lane.attrib['id']} has no name, or stands outside the pool"
        for ref in lane.iter(f"{MODEL}flowNodeRef"):
            seen.append(ref.text)
            if not _inside(boxes[str(ref.text)], around):
                yield f"{ref.text} stands outside {lane.attrib['id']}"
    if sorted(map(str, seen)) != sorted(made.nodes):
        yield "not every node stands in one lane"


def _drawing(made: Document) -> Iterator[str]:
    boxes, ways = made.boxes(), made.ways()
    for flow in made.flows:
        points = ways[flow.attrib["id"]]
        for end, point in (("sourceRef", points[0]), ("targetRef", points[-1])):
            if not _touches(boxes[flow.attrib[end]], point):
                yield f"{flow.attrib['id']} does not touch {flow.attrib[end]}"
    shapes = sorted((boxes[id_], id_) for id_ in made.nodes)
    for at, (box, id_) in enumerate(shapes):
        for other, other_id in shapes[at + 1 :]:
            if other[0] > box[2]:
                break
            if other[1] <= box[3] and box[1] <= other[3]:
                yield f"{id_} overlaps {other_id}"
    for flow in made.flows:
        ends = flow.attrib["sourceRef"], flow.attrib["targetRef"]
        points = ways[flow.attrib["id"]]
        for start, stop in pairwise(points):
            for box, id_ in shapes:
                if id_ not in ends and _crosses(box, start, stop):
                    yield f"{flow.attrib['id']} runs through {id_}"


def _inside(inner: Rectangle, outer: Rectangle) -> bool:
    return (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and inner[2] <= outer[2]
        and inner[3] <= outer[3]
    )


def _crosses(box: Rectangle, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether a straight piece of a flow runs through a box."""
    (left, right), (upper, lower) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return left < box[2] and box[0] < right and upper < box[3] and box[1] < lower


def _touches(box: Rectangle, point: tuple[int, int]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
