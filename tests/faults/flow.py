"""Money after every step: what cases hold, what is under way, and what the ledger says.

At rest the laws of `order_to_cash.audit` compare all cases; here messages are still under way, and
each of them is counted where it comes from until it has arrived. Only what was touched since the
last look is added up again.
"""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any, Final, TypeAlias

from attrs import define, field

from order_to_cash.audit import state_problems
from order_to_cash.audit.evidence import BillingBook
from order_to_cash.desk import Desk
from order_to_cash.desk.cases import event_of
from order_to_cash.domain.core import Money, WaitTold
from order_to_cash.domain.core.process import fold
from order_to_cash.domain.order.lifecycle import UNDELIVERED
from order_to_cash.domain.payment import Holding, PaymentState
from order_to_cash.domain.payment import Stage as Payed
from order_to_cash.domain.receivable import Receivable, Stage
from order_to_cash.domain.trade import (
    IssueCreditNote,
    IssueInvoice,
    NoteRecalled,
    NoteTaken,
    NoteUntaken,
    OweBack,
    PassOn,
    RecordChargeBack,
    RecordReceipt,
    RefundMoney,
    RefundPayment,
    ReturnMoney,
    TakePayment,
    Tell,
)
from order_to_cash.ports.journal import Recorded
from order_to_cash.testing.checks import Broken

Place: TypeAlias = tuple[str, str]
Amounts: TypeAlias = dict[str, Money]
MONEY: Final = ("order", "receivable", "credit_account", "payment")
MOVING: Final = (
    *(Tell, RecordReceipt, RefundPayment, RecordChargeBack, IssueInvoice, IssueCreditNote),
)
PAGE: Final = 1000


@define
class UnderWay:
    """A message that has not arrived, and the case that sent it."""

    sender: Place
    message: Any

    @property
    def told(self) -> Any:
        """The command that another case is told, or what the ledger is."""
        return self.message.command if isinstance(self.message, Tell) else self.message


@define
class Flow:
    """Looks at the money of one store; `look` raises `Broken` where it does not add up."""

    desk: Callable[[], Desk]
    ledger: Callable[[], BillingBook]
    cursor: str = field(default="", init=False)
    states: dict[Place, Any] = field(factory=dict, init=False)
    held: dict[str, Amounts] = field(factory=dict, init=False)
    under_way: dict[str, UnderWay] = field(factory=dict, init=False)
    keys: set[str] = field(factory=set, init=False)
    looks: int = field(default=0, init=False)

    def look(self) -> None:
        """Every equation of each case, payment and invoice that moved since the last look."""
        self.looks += 1
        desk = self.desk()
        found, touched = list[str](), set[Place]()
        for each in self._news(desk):
            found += self._command(desk, *each, touched)
        for key in [key for key in self.under_way if desk.journal.message(key) is None]:
            touched |= _touched_by(self.under_way.pop(key))
        ledger = self.ledger()
        receipts, refunds, backs = ledger.receipts(), ledger.refunds(), ledger.charge_backs()
        entries: Any = (*receipts.items(), *refunds.items(), *backs.items())
        for key, entry in entries:
            if key not in self.keys and entry.payment is not None:
                self.keys.add(key)
                touched.add(("payment", entry.payment))
        for process, case in sorted(touched):
            if process == "payment":
                found += self._holders(case)
                found += self._booked(case, RecordReceipt, receipts, _came_in)
                found += self._booked(case, RefundPayment, refunds, _given_back)
                found += self._booked(case, RecordChargeBack, backs, _charged_back)
            elif process == "receivable":
                found += self._billed(case, ledger)
        if found:
            raise Broken("\n".join(found))

    def _news(self, desk: Desk) -> Iterator[tuple[Place, list[Recorded]]]:
        """What was written since the last look, a command at a time."""
        new = list[Recorded]()
        while page := desk.journal.events(after=self.cursor, limit=PAGE):
            self.cursor = page[-1].cursor
            new += (record for record in page if record.process in MONEY)
        for (process, case, _, _), records in groupby(
            new, key=lambda r: (r.process, r.case, r.actor, r.command)
        ):
            yield (process, case), list(records)

    def _command(
        self, desk: Desk, place: Place, records: list[Recorded], touched: set[Place]
    ) -> Iterator[str]:
        """Follow the events of one command, and the messages that they cause."""
        process = desk.process(place[0])
        state, index = self.states.get(place, process.initial), 0
        self._hold(place, state, -1)
        touched |= {place, *(("payment", name) for name, _ in _holdings(place, state))}
        for record in records:
            event = event_of(desk.wire, record)
            state = fold(process, state, (event,))
            if isinstance(event, WaitTold):
                continue
            for message in process.outgoing(state, event):
                if isinstance(message, MOVING):
                    key = f"{place[0]}/{place[1]}:{records[-1].version}:{index}"
                    self.under_way[key] = UnderWay(place, message)
                    touched |= _touched_by(self.under_way[key])
                index += 1
        self.states[place] = state
        self._hold(place, state, 1)
        touched |= {("payment", name) for name, _ in _holdings(place, state)}
        for problem in state_problems(state):
            yield f"{problem} ({place[0]}/{place[1]}, after {records[-1].command})"

    def _hold(self, place: Place, state: Any, times: int) -> None:
        holder = f"{place[0]}/{place[1]}"
        for payment, amount in _holdings(place, state):
            known = self.held.setdefault(payment, {})
            after = known.get(holder, amount - amount) + amount * times
            known[holder] = after
            if after.is_zero:
                del known[holder]

    def _holders(self, payment: str) -> Iterator[str]:
        """I2: what a payment says of each holder is what that one has, and what is under way."""
        state = self.states.get(("payment", payment))
        if state is None or state.parts is None:
            yield f"I2: money of payment/{payment} moves, which never arrived"
            return
        nothing = Money.zero(state.parts.amount.currency)
        sent: Amounts = {}
        held = dict(self.held.get(payment, {}))
        for each in self.under_way.values():
            if ("payment", payment) in _touched_by(each):
                _count(each, sent, held, nothing)
        said: Any = state.parts.holdings
        for name in sorted({*sent, *held, *said}):
            mine = said.get(name, Holding(nothing, nothing))
            theirs = Holding(sent.get(name, nothing), held.get(name, nothing))
            if mine != theirs:
                yield f"I2: of payment/{payment} {name} has {theirs}, the payment says {mine}"

    def _booked(
        self, payment: str, kind: type, book: Any, expected: Callable[[PaymentState], Money]
    ) -> Iterator[str]:
        """I2: the ledger, with what it is still to be told, says what the payment says."""
        state = self.states.get(("payment", payment))
        if state is None or state.parts is None:
            return
        entries = {k: one.amount for k, one in book.items() if one.payment == payment}
        waiting = {
            key: each.told.amount
            for key, each in self.under_way.items()
            if isinstance(each.message, kind) and each.told.payment == payment
        }
        booked = Money.sum_of({**waiting, **entries}.values(), state.parts.amount.currency)
        if booked != (said := expected(state)):
            yield f"I2: {kind.__name__} of payment/{payment}: the ledger {booked}, the case {said}"

    def _billed(self, case: str, ledger: BillingBook) -> Iterator[str]:
        """I1, I2: a receivable has one invoice of its total, and is credited what was noted."""
        state = self.states["receivable", case]
        if not isinstance(state, Receivable) or state.debt is None:
            return
        totals = [one.total for one in ledger.invoices().values() if one.receivable == case]
        mine: dict[str, Any] = {
            k: w.message for k, w in self.under_way.items() if w.sender == ("receivable", case)
        }
        asked = any(isinstance(message, IssueInvoice) for message in mine.values())
        asked = asked or bool(state.debt.bill.elsewhere)  # the invoice has a receivable of its own
        if len(totals) > 1 or not (totals or asked or state.stage is Stage.DRAFT):
            yield f"I1: receivable/{case} has {len(totals)} invoices in {state.stage.value}"
        if any(total != state.debt.totals.total for total in totals):
            yield f"I2: receivable/{case} is billed {totals}, it says {state.debt.totals.total}"
        notes: Amounts = {k: _noted(m) for k, m in mine.items() if isinstance(m, IssueCreditNote)}
        for key, note in ledger.credit_notes().items():
            if key.rsplit(":", 2)[0] == f"receivable/{case}":
                notes[key] = _noted(note)
        credited = Money.sum_of(notes.values(), state.debt.bill.currency)
        if credited != state.debt.credited:
            yield f"I2: receivable/{case} is credited {state.debt.credited}, the ledger {credited}"


def _noted(note: IssueCreditNote) -> Money:
    """What a note credits, below zero where it takes that back."""
    return -note.amount if note.debit else note.amount


def _holdings(place: Place, state: Any) -> Iterator[tuple[str, Money]]:
    """What a case has of each payment."""
    match place[0]:
        case "order" if state.stage not in UNDELIVERED:
            yield from ((payment.id, payment.amount) for payment in state.prepaid)
        case "receivable":
            yield from state.held.items()
        case "credit_account":
            yield from state.lots.items()


def _touched_by(each: UnderWay) -> set[Place]:
    """The payment or the receivable of which a message moves money."""
    match each.told:
        case TakePayment(payment):
            return {("payment", payment.id)}
        case RecordReceipt(payment) | RecordChargeBack(payment) | OweBack(payment):
            return {("payment", payment)}
        case RefundPayment(payment=str(payment)):
            return {("payment", payment)}
        case (
            NoteTaken() | NoteUntaken() | PassOn() | ReturnMoney() | RefundMoney() | NoteRecalled()
        ):
            return {("payment", each.message.case)}
        case IssueInvoice() | IssueCreditNote() if each.sender[0] == "receivable":
            return {each.sender}
        case _:
            return set()


def _count(each: UnderWay, sent: Amounts, held: Amounts, nothing: Money) -> None:
    """A message counts for its sender until it has arrived."""

    def add(to: Amounts, name: str, amount: Money) -> None:
        to[name] = to.get(name, nothing) + amount

    match each.told:
        case TakePayment(payment):
            add(sent, f"{each.message.process}/{each.message.case}", payment.amount)
        case NoteTaken(by, taken, rest):
            add(sent, f"{by.process}/{by.case}", taken + rest)
            add(held, f"{by.process}/{by.case}", -taken)
        case PassOn(by, amount) | ReturnMoney(by, amount) | RefundMoney(by, amount):
            add(held, f"{by.process}/{by.case}", amount)
        case NoteRecalled(by, amount):
            add(held, f"{by.process}/{by.case}", amount)
        case OweBack(_, amount):
            add(held, f"{each.message.process}/{each.message.case}", -amount)


def _came_in(state: PaymentState) -> Money:
    return state.money.amount


def _given_back(state: PaymentState) -> Money:
    return state.money.given_back


def _charged_back(state: PaymentState) -> Money:
    money = state.money
    return money.amount if state.stage is Payed.TAKEN_BACK else money.amount - money.amount
