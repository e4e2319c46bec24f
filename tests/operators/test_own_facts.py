"""A rule may look at a fact of the operator's own, from the document to the story (OPN-04)."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, ClassVar, Final

import pytest

from order_to_cash import open_desk
from order_to_cash.desk import Desk
from order_to_cash.desk.answers import Accepted, Refused
from order_to_cash.domain.core import (
    Answer,
    BrokenDefinition,
    Clause,
    InvalidDocument,
    OwnFact,
    Policy,
    Value,
    changed,
    entity,
    own,
)
from order_to_cash.domain.credit_account import CreditFacts
from order_to_cash.domain.order import OrderProcess, OrderRequest, Stage
from order_to_cash.operators.operator import Operator
from order_to_cash.operators.peru import CALENDAR, CREDIT_ACCOUNTS, ORDERS, PERU
from tests.cli.commands import DATA, lines_of

MANUAL: Final = Clause("manual of sales", "4")
NOW: Final = datetime(2024, 1, 9, 15, tzinfo=UTC)


@entity
class SegmentIsServed:
    """The segment of the customer is one that is served."""

    code: ClassVar[str] = "intake.segment"
    clause: Clause
    served: tuple[str, ...]

    def check(self, request: OrderRequest, /) -> Answer:
        segment = own(request.own, "segment")
        holds = None if segment is None else segment in self.served
        return Answer(holds, {"segment": segment}, {"served": self.served})


@entity
class ScoreIsGood:
    """The score that a bureau gave is high enough; an order without one is not held back."""

    code: ClassVar[str] = "credit.score"
    clause: Clause
    least: int

    def check(self, facts: CreditFacts, /) -> Answer:
        score = own(facts.own, "score")
        holds = not isinstance(score, int) or score >= self.least
        return Answer(holds, {"score": score}, {"least": self.least})


def with_rule(policy: Policy[Any], rule: Any) -> Policy[Any]:
    return Policy(policy.name, (*policy.rules, rule))


FACTS: Final = (OwnFact("segment", str), OwnFact("score", int), OwnFact("since", date))
SETTINGS: Final = ORDERS.settings
EVALUATION: Final = CREDIT_ACCOUNTS.evaluation
SEGMENTS: Final = with_rule(SETTINGS.intake, SegmentIsServed(MANUAL, ("gold", "silver")))
SCORES: Final = with_rule(EVALUATION.policy, ScoreIsGood(MANUAL, 600))
ORDER: Final = OrderProcess(changed(SETTINGS, intake=SEGMENTS, own=FACTS))
ACCOUNT: Final = changed(CREDIT_ACCOUNTS, evaluation=changed(EVALUATION, policy=SCORES))
OTHERS: Final = tuple(p for p in PERU.processes if p.name not in {"order", "credit_account"})
ANDES: Final = Operator("andes", (ORDER, ACCOUNT, *OTHERS), CALENDAR)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk of that operator on a file."""
    with open_desk(tmp_path / "andes.db", operator=ANDES, data=DATA, clock=None) as opened:
        yield opened


def document(*facts: tuple[str, Any]) -> str:
    """The first line of an example that is financed, with facts of the operator's own."""
    line = json.loads(lines_of("O-3010")[0])
    line["command"]["request"]["own"] = [list(fact) for fact in facts]
    return json.dumps(line)


def placed(desk: Desk, *facts: tuple[str, Any]) -> Any:
    """What the order with these facts is answered, and all that follows."""
    outcome = desk.handle(desk.wire.load_envelope(document(*facts)))
    desk.deliver(NOW.replace(year=2025))
    return outcome


def test_a_fact_of_ones_own_reaches_the_rule_and_is_kept_with_the_decision(desk: Desk) -> None:
    """OPN-04: from JSON through the door to intake, credit, the kept decision and what is shown."""
    assert isinstance(placed(desk, ("segment", "gold"), ("score", 599)), Accepted)
    (request,) = {e.event.request for e in desk.history("order", "O-3010") if e.version == 1}
    assert (("segment", "gold"), ("score", 599)) == request.own
    state = desk.state("order", "O-3010")
    declined = state.credit.declined
    assert "credit.score" in {finding.rule for finding in declined.failures}
    (found,) = (f for f in declined.findings if f.rule == "credit.score")
    assert {"score": 599, "least": 600} == found.values
    assert "credit.score (score: 599, least: 600)" == found.text()


@pytest.mark.parametrize(("score", "good"), [(599, False), (600, True), (601, True)])
def test_the_boundary_is_the_packs(desk: Desk, score: int, good: bool) -> None:
    """OPN-04: exactly the least score passes, one below does not."""
    placed(desk, ("segment", "silver"), ("score", score))
    declined = desk.state("order", "O-3010").credit.declined
    failed = set() if declined is None else {finding.rule for finding in declined.failures}
    assert good is ("credit.score" not in failed)


def test_what_is_not_known_leaves_the_rule_open_until_it_is_given(desk: Desk) -> None:
    """OPN-04: a missing fact is asked for as any other, and given later."""
    placed(desk)
    assert Stage.WAITING is desk.state("order", "O-3010").stage
    line = json.loads(lines_of("O-3010")[0])
    line |= {
        "id": "more",
        "command": {"type": "complete_information", "own": [["segment", "gold"]]},
    }
    outcome = desk.handle(desk.wire.load_envelope(json.dumps(line)))
    assert isinstance(outcome, Accepted)
    assert Stage.WAITING is not desk.state("order", "O-3010").stage


@pytest.mark.parametrize(
    "facts",
    [
        (("segment", 1),),
        (("score", "600"),),
        (("score", True),),
        (("colour", "red"),),
        (("segment", "gold"), ("segment", "silver")),
    ],
)
def test_what_was_not_declared_so_is_refused(
    desk: Desk, facts: tuple[tuple[str, Value], ...]
) -> None:
    """OPN-04: an unknown name, another type, a name that stands twice; it says what to give."""
    outcome = placed(desk, *facts)
    assert isinstance(outcome, Refused)
    assert "process.own-facts" == outcome.refusal.code
    assert "segment (str), score (int), since (date)" in outcome.refusal.text()
    assert 'the type "date" and the value "2024-02-29"' in outcome.refusal.text()
    assert () == desk.journal.processes_of("O-3010")


def test_a_fact_that_no_document_holds_is_refused_at_the_door(desk: Desk) -> None:
    """OPN-04: what is no value at all is told with its place."""
    with pytest.raises(InvalidDocument) as refused:
        desk.wire.load_envelope(document(("score", 1.5)))
    assert "command.request.own[0][1]" == refused.value.problems[0].path


@pytest.mark.parametrize(
    ("name", "kind"), [("a b", str), ("", int), ("rate", float), ("x", list), (None, str)]
)
def test_a_fact_that_cannot_be_is_refused_with_the_pack(name: Any, kind: type) -> None:
    """OPN-02: a name that no text could show, a type that no document holds."""
    with pytest.raises(BrokenDefinition, match="a plain name and one of the types"):
        OwnFact(name, kind)


def test_a_fact_is_declared_once() -> None:
    """OPN-02: of two types for one name neither would be the one that counts."""
    with pytest.raises(BrokenDefinition, match="stand twice: segment"):
        changed(SETTINGS, own=(*FACTS, OwnFact("segment", int)))


def test_an_operator_without_facts_of_its_own_takes_none(tmp_path: Path) -> None:
    """OPN-04: what is shipped declares none."""
    with open_desk(tmp_path / "p.db", operator="peru", data=DATA, clock=None) as desk:
        outcome = desk.handle(desk.wire.load_envelope(document(("segment", "gold"))))
    assert isinstance(outcome, Refused)
