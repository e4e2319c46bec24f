"""The fifteen conditions as a decision graph of GoRules zen, with its trace and without."""

# mypy: disable-error-code="import-not-found"

import json
from typing import Any, Final

import zen

from benchmarks.measure import per_call
from benchmarks.peers.expression import CONDITIONS, FACTS


def _node(name: str, kind: str, **content: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}, **content}


def _edge(source: str, target: str) -> dict[str, str]:
    return {"id": f"{source}-{target}", "sourceId": source, "targetId": target, "type": "edge"}


GRAPH: Final = {
    "nodes": [
        _node("asked", "inputNode"),
        _node(
            "rules",
            "expressionNode",
            content={
                "expressions": [
                    {"id": f"r{n}", "key": f"r{n}", "value": text}
                    for n, text in enumerate(CONDITIONS)
                ]
            },
        ),
        _node("answered", "outputNode"),
    ],
    "edges": [_edge("asked", "rules"), _edge("rules", "answered")],
}
DECISION: Final = zen.ZenEngine().create_decision(json.dumps(GRAPH))


def traced_once() -> Any:
    """Fifteen answers, and the trace that says what each node was given and gave."""
    return DECISION.evaluate(FACTS, {"trace": True})


def once() -> Any:
    """Fifteen answers."""
    return DECISION.evaluate(FACTS)


def traced() -> float:
    """Processor seconds for fifteen answers with their trace."""
    found = traced_once()
    assert all(found["result"].values())
    assert found["trace"]
    return per_call(traced_once)


def decision() -> float:
    """Processor seconds for fifteen answers without a trace."""
    assert all(once()["result"].values())
    return per_call(once)
