"""SpiffWorkflow runs every process, by our BPMN alone, to each of its ends."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest

from order_to_cash.diagram import Naming
from order_to_cash.domain.core.waiting import AnyProcess
from order_to_cash.standards import bpmn
from order_to_cash.standards.bpmn.graph import Flow, Graph, Shape, graph, leaving
from tests.standards.processes import EVERY

pytestmark = pytest.mark.filterwarnings("ignore")  # its own

PAST: Final = "2020-01-01T00:00:00+00:00"
FUTURE: Final = "2999-01-01T00:00:00+00:00"


def ends() -> Iterator[Any]:
    for name, process in EVERY.items():
        for node in graph(process, Naming()).nodes.values():
            if node.shape is Shape.END:
                yield pytest.param(process, node.id, id=f"{name}-{node.id}")


def way(made: Graph, end: str) -> Mapping[str, Flow]:
    """The shortest way from the start to an end: by each node, the flow that leaves it."""
    out = leaving(made.flows)
    [start] = (id_ for id_, node in made.nodes.items() if node.shape is Shape.START)
    came: dict[str, Flow] = {}
    frontier = [start]
    while end not in came:
        for flow in out.get(frontier.pop(0), ()):
            if flow.target not in came and flow.target != start:
                came[flow.target] = flow
                frontier.append(flow.target)
    taken, at = {}, end
    while at != start:
        taken[came[at].source] = came[at]
        at = came[at].source
    return taken


def spiff(name: str) -> Any:
    return import_module(f"SpiffWorkflow.{name}")  # it has no types


def played(process: AnyProcess, end: str) -> Any:
    """The process as its engine ran it, given what each step of the way waits for."""
    made = graph(process, Naming())
    plan = way(made, end)
    parser = spiff("bpmn.parser").BpmnParser()
    parser.add_bpmn_io(BytesIO(bpmn(process).encode()))
    workflow = spiff("bpmn").BpmnWorkflow(parser.get_spec("process"))

    def told(task: Any) -> None:
        flow = plan.get(task.task_spec.bpmn_id)
        if flow is not None:
            goal = made.nodes[flow.target]
            awaited = made.nodes[plan[goal.id].target] if goal.shape is Shape.EITHER else goal
            due = PAST if awaited.shape is Shape.TIMER else FUTURE
            task.data.update(event="".join(flow.events[:1]), next_check=due)

    definitions = spiff("bpmn.specs.event_definitions")
    workflow.do_engine_steps(will_complete_task=told)
    for flow in reversed(tuple(plan.values())):
        node = made.nodes[flow.source]
        if node.shape is Shape.MESSAGE:
            given = definitions.message.MessageEventDefinition(node.command)
        elif node.shape is Shape.REST:
            given = definitions.conditional.ConditionalEventDefinition("at_rest")
        else:
            continue
        workflow.send_event(spiff("bpmn.util").BpmnEvent(given, {}))
        workflow.do_engine_steps(will_complete_task=told)
    return workflow


@pytest.mark.parametrize(("process", "end"), [*ends()])
def test_spiffworkflow_runs_a_process_to_each_of_its_ends(process: AnyProcess, end: str) -> None:
    """Given the commands of the shortest way, and what happened, the engine arrives there."""
    workflow = played(process, end)
    assert workflow.completed
    done = workflow.get_tasks(state=spiff("util.task").TaskState.COMPLETED)
    ends = [task.task_spec.bpmn_id for task in done if "EndEvent" in type(task.task_spec).__name__]
    assert [end] == [id_ for id_ in ends if id_ is not None]


@pytest.mark.parametrize("process", EVERY.values(), ids=EVERY)
def test_the_schema_of_bpmn_accepts_a_process(process: AnyProcess) -> None:
    """OMG's own schema, which SpiffWorkflow carries, has nothing to say."""
    etree = import_module("lxml.etree")
    folder = Path(str(spiff("bpmn.parser").__file__)).parent / "schema"
    schema = etree.XMLSchema(etree.parse(str(folder / "BPMN20.xsd")))
    schema.validate(etree.fromstring(bpmn(process).encode()))
    assert [] == [str(problem) for problem in schema.error_log]
