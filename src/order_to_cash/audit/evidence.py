"""What the laws look at: every case with its whole history, and the books of the world."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol, TypeAlias

from attrs import Factory

from order_to_cash.desk import Desk
from order_to_cash.desk.cases import event_of
from order_to_cash.domain.core import Money, entity
from order_to_cash.domain.core.process import fold
from order_to_cash.domain.trade import (
    BillLine,
    ChargeOnce,
    IssueCreditNote,
    Notify,
    RecordChargeBack,
    RecordReceipt,
    RefundPayment,
    ReservationInstruction,
)
from order_to_cash.operators.operator import AnyProcess
from order_to_cash.ports.fulfilment import FulfilmentInstruction
from order_to_cash.ports.journal import Listed, Posted, Recorded

Problems: TypeAlias = Iterator[str]


class Invoice(Protocol):
    """An invoice as any ledger holds it."""

    @property
    def receivable(self) -> str:
        """Its receivable."""
        ...

    @property
    def order(self) -> str:
        """The order that it bills, or what else."""
        ...

    @property
    def lines(self) -> tuple[BillLine, ...]:
        """What was delivered."""
        ...

    @property
    def net(self) -> Money:
        """Its amount without tax."""
        ...

    @property
    def tax(self) -> Money:
        """Its tax."""
        ...

    @property
    def total(self) -> Money:
        """Its amount with tax."""
        ...


class BillingBook(Protocol):
    """The ledger of a billing system: invoices by number, the rest by key."""

    def invoices(self) -> Mapping[str, Invoice]:
        """Its invoices."""
        ...

    def credit_notes(self) -> Mapping[str, IssueCreditNote]:
        """Its credit notes."""
        ...

    def refunds(self) -> Mapping[str, RefundPayment]:
        """What it gave back."""
        ...

    def charges(self) -> Mapping[str, ChargeOnce]:
        """Its one-time charges."""
        ...

    def receipts(self) -> Mapping[str, RecordReceipt]:
        """What came in."""
        ...

    def charge_backs(self) -> Mapping[str, RecordChargeBack]:
        """What the bank took back."""
        ...


class InstructionBook(Protocol):
    """The instructions that were given, by key, in the order of their coming."""

    def instructions(self) -> Mapping[str, FulfilmentInstruction]:
        """All of them."""
        ...


class NoticeBook(Protocol):
    """The notices that were sent, by key."""

    def sent(self) -> Mapping[str, Notify]:
        """All of them."""
        ...


class GoodsBook(Protocol):
    """A count of pieces: what it was asked and told, by key, and what is kept."""

    def moves(self) -> Mapping[str, ReservationInstruction]:
        """What it was asked and told."""
        ...

    def held(self) -> Mapping[str, Mapping[int, int]]:
        """How many pieces are kept, by order and line."""
        ...

    def gone(self) -> Mapping[tuple[str, str], tuple[int, int, int]]:
        """How many left, were put back and written down, by warehouse and product."""
        ...


@entity
class Books:
    """What the world did: invoices by number, everything else by the key it came under.

    Tickets stand by their kind and key, `route_ticket:KEY`; `None`: nobody can look at them.
    `moves` are those of goods, `held` the pieces that are kept, by order and line, and `gone` those
    that left, were put back and written down, by warehouse and product; `None`: nobody can look
    at them. `unread` are the keys of what stands there and cannot be read.
    """

    invoices: Mapping[str, Invoice] = Factory(dict)
    credit_notes: Mapping[str, IssueCreditNote] = Factory(dict)
    refunds: Mapping[str, RefundPayment] = Factory(dict)
    instructions: Mapping[str, FulfilmentInstruction] = Factory(dict)
    notices: Mapping[str, Notify] = Factory(dict)
    charges: Mapping[str, ChargeOnce] = Factory(dict)
    receipts: Mapping[str, RecordReceipt] = Factory(dict)
    tickets: Mapping[str, Any] | None = None
    unread: tuple[str, ...] = ()
    charge_backs: Mapping[str, RecordChargeBack] = Factory(dict)
    moves: Mapping[str, Any] | None = None
    held: Mapping[str, Mapping[int, int]] | None = None
    gone: Mapping[tuple[str, str], tuple[int, int, int]] | None = None

    @classmethod
    def of(
        cls,
        billing: BillingBook,
        fulfilment: InstructionBook,
        notification: NoticeBook,
        reservations: GoodsBook | None = None,
    ) -> "Books":
        """The books of a world of ours, in memory or in a file."""
        return cls(
            billing.invoices(),
            billing.credit_notes(),
            billing.refunds(),
            fulfilment.instructions(),
            notification.sent(),
            billing.charges(),
            billing.receipts(),
            charge_backs=billing.charge_backs(),
            moves=None if reservations is None else reservations.moves(),
            held=None if reservations is None else reservations.held(),
            gone=None if reservations is None else reservations.gone(),
        )


@entity
class Step:
    """One event of a case as it is stored, with the states before and after it."""

    record: Recorded
    event: Any
    before: Any
    after: Any


@entity
class Life:
    """A case from its first event on, folded anew from its history."""

    case: str
    process: AnyProcess
    steps: tuple[Step, ...]

    @property
    def name(self) -> str:
        """The case as it is written: `order/O-1`."""
        return f"{self.process.name}/{self.case}"

    @property
    def state(self) -> Any:
        """The state after the last event."""
        return self.steps[-1].after if self.steps else self.process.initial


@entity
class Evidence:
    """All that the laws may look at."""

    desk: Desk
    lives: tuple[Life, ...]
    books: Books | None
    at_rest: bool

    def of(self, process: str) -> Iterator[Life]:
        """The cases of one process."""
        return (life for life in self.lives if life.process.name == process)

    def states(self, process: str) -> dict[str, Any]:
        """The states of all cases of one process."""
        return {life.case: life.state for life in self.of(process)}

    def parked(self) -> tuple[Posted, ...]:
        """The messages that were set aside."""
        return self.desk.journal.parked(limit=100_000)

    def waiting(self) -> tuple[Posted, ...]:
        """The messages that wait, each the first of its case and topic."""
        return self.desk.journal.waiting(datetime(9999, 1, 1, tzinfo=UTC), limit=100_000)


def lives(desk: Desk) -> tuple[Life, ...]:
    """Every case of the desk's journal."""
    return tuple(life_of(desk, listed.process, listed.case) for listed in cases(desk))


def cases(desk: Desk) -> Iterator[Listed]:
    """Every case that the journal lists."""
    after = ""
    while page := desk.journal.cases(after=after):
        yield from page
        after = page[-1].cursor


def life_of(desk: Desk, name: str, case: str) -> Life:
    """One case, folded anew; raises for a history that cannot be read."""
    process = desk.process(name)
    state, steps = process.initial, []
    for record in desk.journal.history(name, case):
        event = event_of(desk.wire, record)
        after = fold(process, state, (event,))
        steps.append(Step(record, event, state, after))
        state = after
    return Life(case, process, tuple(steps))
