"""Two orders, their account and their invoices together: every interleaving of their messages."""

from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, Final, TypeAlias

import pytest

from order_to_cash.domain.core import (
    Currency,
    Envelope,
    Money,
    Refusal,
    Role,
    Sensitive,
    changed,
    entity,
    step,
)
from order_to_cash.domain.credit_account import CreditAccount, CreditLine, Part, ReportCreditLine
from order_to_cash.domain.credit_account import Stage as AccountStage
from order_to_cash.domain.credit_account import events as ae
from order_to_cash.domain.order import Order, Stage
from order_to_cash.domain.order import commands as o
from order_to_cash.domain.receivable import Receivable
from order_to_cash.domain.receivable import Stage as Paid
from order_to_cash.domain.receivable import commands as r
from order_to_cash.domain.trade import (
    AskCreditLine,
    AskOfferings,
    AskParty,
    AskStock,
    AskTerms,
    IssueInvoice,
    RefundPayment,
    Tell,
)
from order_to_cash.domain.trade import billing as st
from order_to_cash.domain.trade.agreements import receivable_of
from order_to_cash.operators.peru import CREDIT_ACCOUNTS, ORDERS, RECEIVABLES
from tests.processes import samples as s

FIRST, SECOND = "PED-1", "PED-2"
CASES: Final = (FIRST, SECOND)
LIMIT: Final = s.sol("1500.00")
DUE: Final = s.after_due(16)
PROCESSES: Final[dict[str, Any]] = {
    "order": ORDERS,
    "credit_account": CREDIT_ACCOUNTS,
    "receivable": RECEIVABLES,
}
Queue: TypeAlias = tuple[tuple[str, str], tuple[Tell, ...]]


@entity
class Office:
    """All cases, the messages that are under way by sender and receiver, and what was counted."""

    cases: Mapping[str, Any]
    queues: tuple[Queue, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()

    def order(self, case: str) -> Order:
        found = self.cases.get(case, ORDERS.initial)
        assert isinstance(found, Order)
        return found

    def receivable(self, case: str) -> Receivable:
        found = self.cases.get(receivable_of("order", case), RECEIVABLES.initial)
        assert isinstance(found, Receivable)
        return found

    @property
    def account(self) -> CreditAccount:
        found = self.cases.get(s.ACCOUNT, CREDIT_ACCOUNTS.initial)
        assert isinstance(found, CreditAccount)
        return found

    def count(self, what: str) -> int:
        return dict(self.counts).get(what, 0)

    @property
    def is_quiet(self) -> bool:
        return not self.queues


def given(office: Office, envelope: Envelope[Any]) -> Office | Refusal:
    """The office after a command: messages to other cases wait, directories answer at once."""
    process, case = envelope.process, envelope.case
    made = PROCESSES[process]
    outcome = step(made, office.cases.get(case, made.initial), envelope)
    if isinstance(outcome, Refusal):
        return outcome
    office = changed(office, cases={**office.cases, case: outcome.state})
    for event in outcome.events:
        office = noted(office, event)
    for message in outcome.messages:
        office = sent(office, process, case, message)
    return office


def noted(office: Office, event: object) -> Office:
    """Counts what must happen at most once."""
    match event:
        case ae.CreditFreed(order) | ae.CreditReserved(order):
            what = f"{type(event).__name__} {order}"
            counts = {**dict(office.counts), what: office.count(what) + 1}
            return changed(office, counts=tuple(sorted(counts.items())))
        case _:
            return office


def sent(office: Office, process: str, case: str, message: object) -> Office:
    """A message to another case is put in its queue; a question is answered on the spot."""
    match message:
        case Tell(process="payment"):
            return office
        case Tell():
            queues, key = dict(office.queues), (case, message.case)
            queues[key] = (*queues.get(key, ()), message)
            return changed(office, queues=tuple(sorted(queues.items())))
        case IssueInvoice():
            number = f"F-{message.bill.order}"
            return answered(office, process, case, r.ConfirmIssue(number), Role.BILLING)
        case AskParty() | AskOfferings() | AskStock() | AskTerms() | AskCreditLine():
            return answered(office, process, case, ANSWERS[type(message)], SYSTEM)
        case RefundPayment():
            raise AssertionError("nothing is paid before its invoice here")
        case _:
            return office


SYSTEM: Final = Role.DISTRIBUTOR_MANAGEMENT
ANSWERS: Final[Mapping[type[Any], Any]] = {
    AskParty: s.party().command,
    AskOfferings: s.offerings().command,
    AskStock: s.stock().command,
    AskTerms: s.terms().command,
    AskCreditLine: ReportCreditLine(CreditLine(s.ACCOUNT, s.DISTRIBUTOR, LIMIT)),
}


def answered(office: Office, process: str, case: str, command: Any, role: Role) -> Office:
    """A directory or billing answers; a case that is over by then may say that it is too late."""
    after = given(office, Envelope("id", case, process, s.NOON, "directorios", role, command))
    if isinstance(after, Refusal):
        assert after.code == "process.wrong-stage", str(after)
        return office
    return after


Action: TypeAlias = Callable[[Office], Office | Refusal]


def by(process: str, case: str, *steps: tuple[Any, str, Role], at: Any = s.NOON) -> Action:
    """An action of people: one or more commands, all of which must be welcome."""

    def act(office: Office) -> Office | Refusal:
        for command, who, role in steps:
            after = given(office, Envelope("id", case, process, at, who, role, command))
            if isinstance(after, Refusal):
                return after
            office = after
        return office

    return act


def actions() -> Iterator[tuple[str, Action]]:
    """What people, billing and the clock do with each of the two orders."""
    goods = (
        (o.Schedule(1, s.SLOT), "almacen-03", Role.WAREHOUSE),
        (o.ConfirmDelivery(1, Sensitive("Recepción"), s.NOON), "almacen-03", Role.WAREHOUSE),
    )
    stopped = (
        (o.DecideCancellation(granted=True, reason="x"), s.ANALYST, Role.CREDIT_AND_COLLECTIONS),
        (o.ConfirmStopped(), "almacen-03", Role.WAREHOUSE),
    )
    for case in CASES:
        bill = receivable_of("order", case)
        party = (s.DISTRIBUTOR, Role.DISTRIBUTOR)
        yield f"place {case}", by("order", case, (o.PlaceOrder(s.request()), *party))
        yield f"cancel {case}", by("order", case, (o.CancelOrder("x"), *party))
        yield f"deliver {case}", by("order", case, *goods)
        yield f"stop {case}", by("order", case, *stopped)
        money = st.TakePayment(s.payment(name=f"OP-{case}"))
        yield f"pay {case}", by("receivable", bill, (money, "OP", Role.BILLING), at=DUE)
        look = (r.FollowUp(), "clock", Role.CLOCK)
        yield f"look {case}", by("receivable", bill, look, at=DUE)
        yield f"look again {case}", by("receivable", bill, look, at=DUE + 2 * s.DAY)


ACTIONS: Final = tuple(actions())


def delivered(office: Office, at: int) -> Office:
    """The office once the oldest message of one queue has arrived."""
    key, (tell, *rest) = office.queues[at]
    queues = {**dict(office.queues), key: tuple(rest)}
    left = tuple((k, waiting) for k, waiting in queues.items() if waiting)
    office = changed(office, queues=left)
    role = PROCESSES[process_of(key[0])].role
    told = Envelope("id", tell.case, tell.process, s.NOON, key[0], role, tell.command)
    after = given(office, told)
    if isinstance(after, Refusal):
        assert after.code == "process.wrong-stage", str(after)
        return office
    return after


def process_of(case: str) -> str:
    """Which process a case belongs to, by how it is named."""
    if case == s.ACCOUNT:
        return "credit_account"
    return "receivable" if case.startswith("order/") else "order"


def onward(office: Office) -> Iterator[tuple[str, Office]]:
    """Everything that can happen next."""
    for at, (key, _) in enumerate(office.queues):
        yield f"{key[0]} tells {key[1]}", delivered(office, at)
    for name, action in ACTIONS:
        after = action(office)
        if not isinstance(after, Refusal):
            yield name, after


def key_of(office: Office) -> Hashable:
    """What decides how the office goes on: not the wording of decisions, not who did what."""
    account = office.account
    return (
        tuple((x.stage, x.invoice) for x in map(office.order, CASES)),
        tuple(
            (x.stage, x.reached, x.sequence, tuple(x.payments))
            for x in map(office.receivable, CASES)
        ),
        (account.stage, account.exposure, tuple(account.obligations.items())),
        tuple((k, tuple(map(kind_of, tells))) for k, tells in office.queues),
        office.counts,
    )


def kind_of(tell: Tell) -> Hashable:
    """What a message says, as far as the receiver can tell it from another one."""
    command = tell.command
    yes = command.decision.allows if isinstance(command, o.ReportCredit) else None
    return type(command).__name__, getattr(command, "sequence", 0), yes


def owed(office: Office, case: str) -> Money:
    """What one order truly puts at risk, wherever the messages about it are."""
    order, receivable = office.order(case), office.receivable(case)
    if order.stage in (Stage.RELEASED, Stage.IN_DELIVERY, Stage.CANCELLATION_ASKED):
        return s.PHONE_TOTAL
    if order.stage is not Stage.COMPLETED:
        return s.sol("0.00")
    return receivable.debt.outstanding if receivable.debt else s.PHONE_TOTAL


def within_the_limit(office: Office) -> bool:
    """Neither what the account counts nor what is truly at risk ever passes the limit."""
    truly = Money.sum_of((owed(office, case) for case in CASES), Currency.PEN)
    return truly <= LIMIT and office.account.exposure.total <= LIMIT


def never_both(office: Office) -> bool:
    """Two orders that fit one by one and not together never count at the same time."""
    return sum(x.amount.is_positive for x in office.account.obligations.values()) <= 1


def the_account_is_cautious(office: Office) -> bool:
    """What is truly at risk is always counted, whatever is still under way."""
    truly = Money.sum_of((owed(office, case) for case in CASES), Currency.PEN)
    return truly <= office.account.exposure.total


def paid_is_not_blocked(office: Office) -> bool:
    """A blocked service belongs to an invoice of which something is owed."""
    return all(
        x.stage is not Paid.BLOCKED or x.owed.outstanding.is_positive
        for x in map(office.receivable, CASES)
    )


def freed_once(office: Office) -> bool:
    """Credit is freed at most once, and only for an order that did not deliver."""
    for case in CASES:
        freed = office.count(f"CreditFreed {case}")
        if freed > 1 or (freed and office.order(case).stage is not Stage.CANCELLED):
            return False
    return True


def over(office: Office) -> bool:
    """Nothing is under way, and each order was never placed, or ended, or is paid."""
    return office.is_quiet and all(
        office.order(case).stage in (Stage.NEW, Stage.CANCELLED, Stage.REJECTED)
        or office.receivable(case).stage is Paid.SETTLED
        for case in CASES
    )


def nothing_is_left(office: Office) -> bool:
    """Once everything is paid or cancelled the account counts nothing any more."""
    declined = any(office.order(case).stage is Stage.DECLINED for case in CASES)
    account = office.account
    return (
        declined
        or not over(office)
        or (account.exposure.total.is_zero and not account.obligations and not account.due)
    )


LAWS: Final = (
    within_the_limit,
    never_both,
    the_account_is_cautious,
    paid_is_not_blocked,
    freed_once,
    nothing_is_left,
)


def walk(laws: tuple[Callable[[Office], bool], ...] = LAWS) -> Mapping[Hashable, Office]:
    """Every office that can be reached; fails with the shortest story that breaks a law."""
    start = Office({})
    seen: dict[Hashable, Office] = {key_of(start): start}
    came: dict[Hashable, tuple[Hashable, str]] = {}
    onwards: dict[Hashable, set[Hashable]] = {}
    frontier = deque(seen)
    while frontier:
        here = frontier.popleft()
        onwards[here] = set()
        for name, after in onward(seen[here]):
            there = key_of(after)
            onwards[here].add(there)
            if there in seen:
                continue
            seen[there], came[there] = after, (here, name)
            frontier.append(there)
            for law in laws:
                assert law(after), f"{law.__name__}: {' | '.join(story(came, there))}"
    ends = {key for key, office in seen.items() if over(office)}
    assert not stuck(onwards, ends), "from somewhere there is no way to the end"
    return seen


def story(came: Mapping[Hashable, tuple[Hashable, str]], there: Hashable) -> list[str]:
    """The shortest way to an office."""
    names: list[str] = []
    while there in came:
        there, name = came[there]
        names.append(name)
    return names[::-1]


def stuck(onwards: Mapping[Hashable, set[Hashable]], ends: set[Hashable]) -> set[Hashable]:
    """The offices from which no end can be reached."""
    back: dict[Hashable, list[Hashable]] = {}
    for here, targets in onwards.items():
        for there in targets:
            back.setdefault(there, []).append(here)
    safe, frontier = set(ends), list(ends)
    while frontier:
        fresh = set(back.get(frontier.pop(), ())) - safe
        safe |= fresh
        frontier.extend(fresh)
    return set(onwards) - safe


@pytest.fixture(scope="module")
def offices() -> Mapping[Hashable, Office]:
    """Everything that can become of two orders, with every law kept everywhere."""
    return walk()


def test_the_laws_hold_in_every_interleaving(offices: Mapping[Hashable, Office]) -> None:
    """ORD-11: limit, block and freed credit are right everywhere, an end is always in reach."""
    assert 4623 == len(offices)


def test_the_walk_sees_what_it_is_about(offices: Mapping[Hashable, Office]) -> None:
    """Release, decline, block, settlement and cancellation are all among what was reached."""
    orders = {(x.order(FIRST).stage, x.order(SECOND).stage) for x in offices.values()}
    assert (Stage.COMPLETED, Stage.COMPLETED) in orders
    assert (Stage.RELEASED, Stage.DECLINED) in orders
    assert (Stage.CANCELLED, Stage.RELEASED) in orders
    assert not {Stage.RELEASED, Stage.IN_DELIVERY} & {
        second for first, second in orders if first in (Stage.RELEASED, Stage.IN_DELIVERY)
    }
    invoices = {x.receivable(FIRST).stage for x in offices.values()}
    assert {Paid.NEW, Paid.ISSUED, Paid.BLOCKED, Paid.SETTLED} == invoices
    assert {AccountStage.UNKNOWN, AccountStage.ACTIVE} == {
        x.account.stage for x in offices.values()
    }


def test_exposure_returns_to_zero_when_everything_is_over(
    offices: Mapping[Hashable, Office],
) -> None:
    """ORD-33: there are quiet ends with both orders paid or cancelled, and none owes a cent."""
    ends = [x for x in offices.values() if over(x) and x.account.stage is AccountStage.ACTIVE]
    assert {Money.zero(Currency.PEN)} == {x.account.exposure.total for x in ends}
    both_paid = [x for x in ends if x.receivable(FIRST).stage is x.receivable(SECOND).stage]
    assert Paid.SETTLED in {x.receivable(FIRST).stage for x in both_paid}


def test_credit_is_freed_exactly_once_when_a_reserved_order_is_cancelled(
    offices: Mapping[Hashable, Office],
) -> None:
    """ORD-33: cancelled after its credit was reserved, an order has freed it once it is quiet."""
    cancelled = [
        x
        for x in offices.values()
        if x.is_quiet
        and x.order(FIRST).stage is Stage.CANCELLED
        and x.count(f"CreditReserved {FIRST}")
    ]
    assert cancelled
    assert {1} == {x.count(f"CreditFreed {FIRST}") for x in cancelled}


def test_an_account_that_forgets_a_reservation_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The laws are worth something: an account that counts nothing reserved breaks the first."""
    only_unpaid = changed(CREDIT_ACCOUNTS.evaluation, counts=(Part.UNPAID,))
    careless = changed(CREDIT_ACCOUNTS, evaluation=only_unpaid)
    monkeypatch.setitem(PROCESSES, "credit_account", careless)
    with pytest.raises(AssertionError, match="within_the_limit: place PED-1"):
        walk()
