"""The order as a BPMN workflow of SpiffWorkflow, parsed once."""

# mypy: disable-error-code="import-not-found"

from collections.abc import Callable
from typing import Any, Final

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.util.task import TaskState

from benchmarks.measure import per_call
from benchmarks.order import walk
from benchmarks.peers import checks

FLOWS: Final = (
    ("start", "place"),
    ("place", "ask"),
    ("ask", "report_party"),
    ("ask", "report_offerings"),
    ("ask", "report_stock"),
    ("report_party", "answered"),
    ("report_offerings", "answered"),
    ("report_stock", "answered"),
    ("answered", "report_credit"),
    ("report_credit", "report_terms"),
    ("report_terms", "schedule"),
    ("schedule", "deliver"),
    ("deliver", "end"),
)
KINDS: Final = {
    "start": "startEvent",
    "end": "endEvent",
    "ask": "parallelGateway",
    "answered": "parallelGateway",
}


def _node(name: str) -> str:
    kind = KINDS.get(name, "manualTask")
    into = "".join(f"<incoming>{a}-{b}</incoming>" for a, b in FLOWS if b == name)
    out = "".join(f"<outgoing>{a}-{b}</outgoing>" for a, b in FLOWS if a == name)
    return f'<{kind} id="{name}">{into}{out}</{kind}>'


def _document() -> str:
    names = dict.fromkeys(name for flow in FLOWS for name in flow)
    flows = "".join(
        f'<sequenceFlow id="{a}-{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in FLOWS
    )
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'
        f'<process id="order" isExecutable="true">{"".join(map(_node, names))}{flows}</process>'
        "</definitions>"
    )


def _parsed() -> Any:
    parser = BpmnParser()
    parser.add_bpmn_str(_document())
    return parser.get_spec("order")


SPEC: Final = _parsed()


class Order:
    """Each step is checked, then its task is done."""

    def __init__(self) -> None:
        self.plain = checks.new()
        self.workflow = BpmnWorkflow(SPEC)
        self.workflow.do_engine_steps()

    def __getattr__(self, name: str) -> Callable[..., None]:
        check = getattr(self.plain, name)

        def done(*given: Any) -> None:
            check(*given)
            self.workflow.get_next_task(state=TaskState.READY, spec_name=name).run()
            self.workflow.do_engine_steps()

        return done


def once() -> Order:
    """One order, delivered."""
    made = Order()
    walk(made)
    return made


def order() -> float:
    """Processor seconds for one order."""
    made = once()
    assert made.plain.stage == "completed"
    assert made.workflow.is_completed()
    return per_call(once)


def answered() -> float:
    """Processor seconds for one order, with every answer."""
    return checks.with_answers(order)
