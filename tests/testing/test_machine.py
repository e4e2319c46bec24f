"""The state machine over a desk: it keeps the promises of ours, and shrinks what breaks one."""

import json
from datetime import datetime
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from order_to_cash.desk import Desk
from order_to_cash.desk.answers import Outcome
from order_to_cash.domain.core import (
    Answer,
    Clause,
    Envelope,
    InvalidValue,
    Policy,
    Role,
    Sensitive,
    changed,
    entity,
)
from order_to_cash.domain.credit_account import CreditFacts
from order_to_cash.domain.order import (
    CancelOrder,
    CancelReason,
    ConfirmDelivery,
    PlaceOrder,
    Schedule,
)
from order_to_cash.domain.payment import ReceivePayment
from order_to_cash.domain.trade import PaymentMethod, Target
from order_to_cash.operators.peru import CREDIT_ACCOUNTS, PERU, sol
from order_to_cash.testing import Broken
from order_to_cash.testing.machine import START, DeskMachine, desk_machine
from tests.desk.small_operator import directories, request
from tests.rules.told import CLAUSE

FEW: Final = settings(
    max_examples=40,
    stateful_step_count=15,
    derandomize=True,
    deadline=None,
    phases=(Phase.generate, Phase.shrink),
    database=None,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)


def payments(_state: Any, now: datetime) -> st.SearchStrategy[ReceivePayment]:
    """Money for one of the orders' invoices, booked on the day."""
    day = PERU.calendar.local_day(now)
    case = st.sampled_from(("order/O-1", "order/O-2"))
    return st.builds(
        lambda cents, to: ReceivePayment(
            sol("0.01") * cents, day, PaymentMethod.STORE, Target("receivable", to)
        ),
        st.integers(1, 50_000),
        case,
    )


COMMANDS: Final[Any] = {
    PlaceOrder: st.integers(1, 9).map(lambda pieces: PlaceOrder(request(pieces))),
    Schedule: lambda _, now: st.just(Schedule(1, now)),
    ConfirmDelivery: lambda _, now: st.just(ConfirmDelivery(1, Sensitive("signer"), now)),
    CancelOrder: st.just(CancelOrder("not needed", CancelReason.CHANGED_MIND)),
    ReceivePayment: payments,
}
CASES: Final = {"order": ("O-1", "O-2"), "payment": ("P-1", "P-2")}


OURS: Final = desk_machine(
    PERU,
    COMMANDS,
    opened=CASES,
    data=directories().directories,
    actors={Role.DISTRIBUTOR: "D-0"},
)


def test_a_desk_of_ours_keeps_its_promises() -> None:
    """I1 to I11: whatever is given, repeated, told late, sent and waited for."""
    run_state_machine_as_test(OURS, settings=FEW)


def broken(life: type[DeskMachine], promise: str, far: settings = FEW) -> str:
    """What is told of the shortest life that breaks this promise."""
    with pytest.raises(Broken) as told:
        run_state_machine_as_test(life, settings=far)
    said = str(told.value)
    assert promise in said
    return said


def lines_of(said: str) -> list[str]:
    """The verbs of the life that is told."""
    verbs = {"give", "again", "deliver", "tick"}
    return [line for line in said.splitlines() if line.partition(" ")[0] in verbs]


def kinds_of(lines: list[str]) -> list[str]:
    """What each line does: the command that it gives, or its verb."""
    return [
        json.loads(line[5:])["command"]["type"] if line.startswith("give") else line
        for line in lines
    ]


CREDIT: Final = CREDIT_ACCOUNTS.evaluation.policy


def with_account(policy: Policy[Any]) -> Any:
    """Peru with another policy of credit."""
    account = changed(
        CREDIT_ACCOUNTS, evaluation=changed(CREDIT_ACCOUNTS.evaluation, policy=policy)
    )
    others = tuple(one for one in PERU.processes if one.name != account.name)
    return changed(PERU, processes=(*others, account))


LIMIT: Final = "credit.limit"
LAX: Final = Policy("credit", tuple(r for r in CREDIT.rules if r.code != LIMIT))
POOR: Final = directories(limit="100.00").directories
OVER: Final = desk_machine(with_account(LAX), COMMANDS, opened=CASES, data=POOR)


def test_a_policy_that_admits_over_the_limit_is_shown_by_one_order() -> None:
    """I4: of a long life one order is left, of one piece; in the end everything is sent."""
    lines = lines_of(broken(OVER, "I4: credit_account/A-0 reserved more than its limit for O-1"))
    assert ["place_order"] == kinds_of(lines)
    assert 1 == json.loads(lines[0].partition(" ")[2])["command"]["request"]["items"][0]["quantity"]


def test_what_is_told_can_be_lived_again() -> None:
    """The whole message replays, and so do its lines; a desk that is mended lives them unharmed."""
    said = broken(OVER, "I4")
    for text in (said, "\n".join(f"  {line}" for line in lines_of(said))):
        with pytest.raises(Broken) as told:
            OVER.replay(text)
        assert said == str(told.value)
    desk_machine(PERU, COMMANDS, opened=CASES, data=POOR).replay(said)


@entity
class Raises:
    """A rule that cannot count beyond a thousand."""

    clause: Clause
    code: str = LIMIT

    def check(self, facts: CreditFacts, /) -> Answer:
        """Whether it is below a thousand; it raises where it is not."""
        if facts.amount > sol("1000.00"):
            raise ArithmeticError
        return Answer(holds=True)


def test_a_rule_that_raises_is_shown_by_the_smallest_order_that_it_raises_for() -> None:
    """Nine phones cost more than a thousand, and eight do not: nine are what is left."""
    wrong = Policy("credit", (Raises(CLAUSE),))
    life = desk_machine(
        with_account(wrong), COMMANDS, opened=CASES, data=directories(limit="9000.00").directories
    )
    lines = lines_of(broken(life, "I8"))
    assert ["place_order"] == kinds_of(lines)
    assert 9 == json.loads(lines[0].partition(" ")[2])["command"]["request"]["items"][0]["quantity"]


def test_a_promise_of_ones_own_is_shown_by_all_that_leads_there_and_nothing_else() -> None:
    """Nothing is ever handed over: an order, its credit, an appointment, a signature."""

    def nothing_arrives(desk: Desk) -> None:
        orders = [desk.state("order", one.case) for one in desk.journal.cases(process="order")]
        assert all(line.delivered == 0 for order in orders for line in order.lines)

    some = {kind: COMMANDS[kind] for kind in (PlaceOrder, Schedule, ConfirmDelivery)}
    one, data = {"order": ("O-1",)}, directories().directories
    life = desk_machine(PERU, some, opened=one, data=data, promises=(nothing_arrives,))
    far = settings(FEW, max_examples=200, stateful_step_count=25)
    said = broken(life, "AssertionError", far)
    assert ["place_order", "deliver all", "schedule", "confirm_delivery"] == kinds_of(
        lines_of(said)
    )


def test_commands_are_repeated_and_told_late_and_time_passes() -> None:
    """What the desk keeps is tried in every way in which commands arrive."""
    seen: set[str] = set()

    class Noted(DeskMachine):
        """It notes what was done in each life."""

        setting = OURS.setting

        def teardown(self) -> None:
            """The same, and the verbs are noted."""
            super().teardown()
            seen.update(line.partition(" ")[0] for line in self.lines)
            passed = {line.partition(" ")[2] for line in self.lines} | {START.isoformat()}
            dated = {envelope.at.isoformat() for envelope, _ in self.given.values()}
            seen.update({"late"} if dated - passed else ())
            seen.update(envelope.actor for envelope, _ in self.given.values())

    run_state_machine_as_test(Noted, settings=FEW)
    assert {"give", "again", "deliver", "tick", "late", "D-0", "warehouse"} <= seen


def test_an_answer_that_changes_is_noticed() -> None:
    """I7: a command that is given again and answered otherwise is all that is told."""

    class Desperate(DeskMachine):
        """A desk that takes the same command for another one each time."""

        setting = OURS.setting

        def __init__(self) -> None:
            super().__init__()
            own = self.desk
            self.desk = Renaming(PERU, own.journal, own.world, own.wire)

    said = broken(Desperate, "I7: c-1")
    assert ["place_order", "again c-1"] == kinds_of(lines_of(said))


class Renaming(Desk):
    """A desk that forgets which command it has answered."""

    asked = 0

    def handle(self, envelope: Envelope[Any], *, after: int | None = None) -> Outcome:
        """Answer it as one that nobody has given yet."""
        Renaming.asked += 1
        return super().handle(changed(envelope, id=f"{envelope.id}-{self.asked}"), after=after)


@pytest.mark.parametrize(
    ("commands", "opened", "said"),
    [
        ({CreditFacts: st.none()}, CASES, "peru has no command CreditFacts"),
        (COMMANDS, {"orders": ("O-1",)}, "peru has no process orders"),
    ],
)
def test_what_is_not_the_operators_is_refused(commands: Any, opened: Any, said: str) -> None:
    """A command or a process that the operator does not have is named."""
    with pytest.raises(InvalidValue, match=said):
        desk_machine(PERU, commands, opened=opened)
