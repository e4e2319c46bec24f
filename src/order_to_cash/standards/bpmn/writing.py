"""The nodes, flows and drawing of a process as a document of BPMN 2.0."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from xml.sax.saxutils import quoteattr

from order_to_cash.diagram.naming import CLASSES, Naming
from order_to_cash.diagram.text import UNPRINTABLE, safe
from order_to_cash.domain.core.waiting import AnyProcess
from order_to_cash.standards.bpmn.drawing import Box, Drawing, Point, drawing
from order_to_cash.standards.bpmn.graph import AWAITED, GATEWAYS, Flow, Graph, Node, Shape, graph

FEEL: Final = "https://www.omg.org/spec/DMN/20191111/FEEL/"
"""The language of conditions; as they are written, Python reads them too."""

HEAD: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" \
xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" \
xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" \
xmlns:di="http://www.omg.org/spec/DD/20100524/DI" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
id="definitions" targetNamespace="urn:order-to-cash" expressionLanguage="{FEEL}" \
exporter="order-to-cash">
"""
TAGS: Final = {Shape.CHOICE: "exclusiveGateway", Shape.JOIN: "exclusiveGateway"}


def bpmn(process: AnyProcess, *, naming: Naming = CLASSES, title: str = "") -> str:
    """The table of a process as BPMN 2.0, with its drawing: the same each time.

    Whoever runs it sets `event` to each event that happens, `next_check` to the instant at which
    time alone could change something, and `at_rest` once nothing more is awaited. Stages, commands
    and events have the names of their classes, unless `naming` gives them words.
    """
    made = graph(process, naming)
    return "".join(_document(made, drawing(process.lifecycle, made), title or process.name))


def _document(made: Graph, drawn: Drawing, title: str) -> Iterator[str]:
    flows = [(f"flow_{number}", flow) for number, flow in enumerate(made.flows)]
    yield HEAD
    commands = dict.fromkeys(n.command for n in made.nodes.values() if n.shape is Shape.MESSAGE)
    for command in commands:
        yield f"  <bpmn:message id={_value(f'message_{command}')} name={_value(command)}/>\n"
    yield '  <bpmn:collaboration id="collaboration">\n'
    pool = f'id="pool" name={_value(title)} processRef="process"'
    yield f"    <bpmn:participant {pool}/>\n  </bpmn:collaboration>\n"
    yield f'  <bpmn:process id="process" name={_value(title)} isExecutable="true">\n'
    yield from _lanes(made, drawn)
    for node in made.nodes.values():
        yield from _node(node, flows)
    for id_, flow in flows:
        yield from _flow(id_, flow)
    yield "  </bpmn:process>\n"
    yield from _drawn(made, drawn, [id_ for id_, _ in flows])
    yield "</bpmn:definitions>\n"


def _lanes(made: Graph, drawn: Drawing) -> Iterator[str]:
    """Each lane, once for each row of stages that has something in it."""
    yield '    <bpmn:laneSet id="lanes">\n'
    for number, band in enumerate(drawn.lanes):
        yield f'      <bpmn:lane id="lane_{number}" name={_value(made.lanes[band.lane])}>\n'
        for node in made.nodes.values():
            if band.has(node):
                yield f"        <bpmn:flowNodeRef>{node.id}</bpmn:flowNodeRef>\n"
        yield "      </bpmn:lane>\n"
    yield "    </bpmn:laneSet>\n"


def _node(node: Node, flows: Sequence[tuple[str, Flow]]) -> Iterator[str]:
    tag = "intermediateCatchEvent" if node.shape in AWAITED else TAGS.get(node.shape, "")
    tag = f"bpmn:{tag or node.shape.value}"
    said = f" name={_value(node.name)}" if node.name else ""
    other = next((id_ for id_, flow in flows if flow.source == node.id and flow.otherwise), "")
    default = f" default={_value(other)}" if other else ""
    yield f"    <{tag} id={_value(node.id)}{said}{default}>\n"
    for way, ends in (("incoming", "target"), ("outgoing", "source")):
        for id_, flow in flows:
            if getattr(flow, ends) == node.id:
                yield f"      <bpmn:{way}>{id_}</bpmn:{way}>\n"
    yield from _definition(node)
    yield f"    </{tag}>\n"


def _definition(node: Node) -> Iterator[str]:
    """What an intermediate event waits for."""
    id_ = f"id={_value(f'on_{node.id}')}"
    match node.shape:
        case Shape.MESSAGE:
            to = _value(f"message_{node.command}")
            yield f"      <bpmn:messageEventDefinition {id_} messageRef={to}/>\n"
        case Shape.TIMER:
            yield f"      <bpmn:timerEventDefinition {id_}>\n"
            yield f"        {_expression('timeDate', 'next_check')}\n"
            yield "      </bpmn:timerEventDefinition>\n"
        case Shape.REST:
            yield f"      <bpmn:conditionalEventDefinition {id_}>\n"
            yield f"        {_expression('condition', 'at_rest')}\n"
            yield "      </bpmn:conditionalEventDefinition>\n"
        case _:
            return


def _expression(tag: str, text: str) -> str:
    return f'<bpmn:{tag} xsi:type="bpmn:tFormalExpression">{safe(text)}</bpmn:{tag}>'


def _flow(id_: str, flow: Flow) -> Iterator[str]:
    name = f" name={_value(flow.name)}" if flow.name else ""
    ends = f"sourceRef={_value(flow.source)} targetRef={_value(flow.target)}"
    head = f'    <bpmn:sequenceFlow id="{id_}"{name} {ends}'
    if not flow.events:
        yield f"{head}/>\n"
        return
    listed = ", ".join(f'"{event}"' for event in flow.events)
    condition = _expression("conditionExpression", f"event in [{listed}]")
    yield f"{head}>\n      {condition}\n    </bpmn:sequenceFlow>\n"


def _drawn(made: Graph, drawn: Drawing, flows: Iterable[str]) -> Iterator[str]:
    yield '  <bpmndi:BPMNDiagram id="diagram">\n'
    yield '    <bpmndi:BPMNPlane id="plane" bpmnElement="collaboration">\n'
    yield from _shape("pool", drawn.pool, ' isHorizontal="true"')
    for number, band in enumerate(drawn.lanes):
        yield from _shape(f"lane_{number}", band.box, ' isHorizontal="true"')
    for node in made.nodes.values():
        marked = ' isMarkerVisible="true"' if node.shape in GATEWAYS - {Shape.EITHER} else ""
        yield from _shape(node.id, drawn.nodes[node.id], marked, drawn.labels.get(node.id))
    for id_, way in zip(flows, drawn.ways, strict=True):
        yield f'      <bpmndi:BPMNEdge id="{id_}_di" bpmnElement="{id_}">\n'
        yield from (f"        {_point(point)}\n" for point in way.points)
        yield from _label(way.label)
        yield "      </bpmndi:BPMNEdge>\n"
    yield "    </bpmndi:BPMNPlane>\n  </bpmndi:BPMNDiagram>\n"


def _shape(id_: str, box: Box, more: str = "", label: Box | None = None) -> Iterator[str]:
    yield f"      <bpmndi:BPMNShape id={_value(f'{id_}_di')} bpmnElement={_value(id_)}{more}>\n"
    yield f"        {_bounds(box)}\n"
    yield from _label(label)
    yield "      </bpmndi:BPMNShape>\n"


def _label(box: Box | None) -> Iterator[str]:
    if box is not None:
        yield f"        <bpmndi:BPMNLabel>{_bounds(box)}</bpmndi:BPMNLabel>\n"


def _bounds(box: Box) -> str:
    size = f'width="{box.width}" height="{box.height}"'
    return f'<dc:Bounds x="{box.x}" y="{box.y}" {size}/>'


def _point(point: Point) -> str:
    x, y = point
    return f'<di:waypoint x="{x}" y="{y}"/>'


def _value(text: str) -> str:
    """The text as an attribute of XML, without what XML cannot bear."""
    return quoteattr(UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text))
