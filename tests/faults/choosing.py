"""Random commands for a case as it stands: mostly sensible, sometimes anything at all."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final, TypeAlias

from attrs import define, field

from order_to_cash.domain.core import Currency, Envelope, Money, Role, Sensitive
from order_to_cash.domain.core.parties import CLIENTS
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.order import (
    Acceptance,
    CancelReason,
    Channel,
    DeliveryMode,
    FailReason,
    HoldReason,
    Item,
    OrderRequest,
    ReturnReason,
)
from order_to_cash.domain.order import commands as o
from order_to_cash.domain.payment import commands as p
from order_to_cash.domain.receivable import commands as r
from order_to_cash.domain.trade import (
    BillLine,
    Disposition,
    ExemptionName,
    Kind,
    NetDays,
    PaymentMethod,
    RecallPayment,
    TakePayment,
    Target,
)
from order_to_cash.operators.operator import AnyProcess
from order_to_cash.operators.peru import PERU, sol
from tests.desk.small_operator import FIBRE, PHONE, today

Make: TypeAlias = "Callable[[Chooser, Any], Any]"
PARTIES: Final = ("D-0", "D-1")
TERMS: Final = ("net-30", "net-30", "3-instalments", "up-front")
HUMAN: Final[Mapping[str, tuple[type[Any], ...]]] = {
    "order": tuple(
        command
        for command in PERU.by_name["order"].lifecycle.commands
        if not command.__name__.startswith(("Report", "Note"))
        and command not in (o.CheckOrder, TakePayment, RecallPayment)
    ),
    "credit_account": (
        a.UseSurplus,
        a.RefundSurplus,
        a.ChangeLimit,
        a.SuspendAccount,
        a.ReactivateAccount,
        a.CloseAccount,
    ),
    "payment": (
        p.ReceivePayment,
        p.PlacePayment,
        p.GiveBack,
        p.TakeBack,
    ),
    "receivable": (
        r.ReportBill,
        r.RetryIssue,
        r.OpenDispute,
        r.ResolveDispute,
        r.CreditInvoice,
        r.TakeBackCredit,
        r.PromiseToPay,
        r.WriteOff,
        r.WaiveCharges,
    ),
}
"""What people do; everything else comes from ports, other cases and the clock."""

COLLECTING: Final[Mapping[str, tuple[type[Any], ...]]] = {
    **HUMAN,
    "credit_account": (
        *HUMAN["credit_account"],
        *(a.ExemptAccount, a.ExemptAccount, a.ExemptAccount, a.WithdrawExemption),
    ),
    "payment": (*HUMAN["payment"], p.TakeBack, p.TakeBack, p.TakeBack),
}
"""The same where an operator has levels of an account; what stands more often is said so."""

RARE: Final = {
    a.CloseAccount: 0.03,
    a.SuspendAccount: 0.2,
    r.WriteOff: 0.1,
    r.WaiveCharges: 0.1,
    r.ReportBill: 0.05,
    p.TakeBack: 0.2,
    r.CreditInvoice: 0.2,
    o.CancelOrder: 0.05,
    o.AmendOrder: 0.3,
    o.FailLine: 0.1,
    o.HoldLine: 0.3,
    o.ReturnGoods: 0.5,
    o.DecideFinancing: 0.3,
    o.RecordSatisfaction: 0.1,
    o.RequestSupport: 0.1,
}
"""What ends a story early, or leads nowhere, comes up less; each life has habits of its own."""

HABITS: Final = (0.0, 0.3, 1.0, 1.0, 1.0, 10.0)


@define
class Chooser:
    """Draws what people do; every payment has an id of its own unless it is told twice."""

    random: Random
    now: datetime
    human: Mapping[str, tuple[type[Any], ...]] = HUMAN
    payments: int = field(default=0, init=False)
    habits: dict[type[Any], float] = field(init=False)

    def __attrs_post_init__(self) -> None:
        kinds = (kind for kinds in self.human.values() for kind in kinds)
        self.habits = {k: self.random.choice(HABITS) * RARE.get(k, 1.0) for k in kinds}
        self.habits[o.PlaceOrder] = 1.0

    def envelope(self, process: AnyProcess, case: str, state: Any, id_: str) -> Envelope[Any]:
        """A command for the case, in a role that may mostly give it."""
        kind = self.kind(process, state)
        role = self.role(process, kind)
        actor = getattr(getattr(state, "request", None), "party", "") or "D-0"
        if role not in CLIENTS or self.random.random() < 0.05:
            actor = self.random.choice(("ana", "luis"))
        command = MAKERS[kind](self, state)
        if isinstance(command, o.PlaceOrder) and role in CLIENTS:
            actor = command.request.party
        late = self.random.random() < 0.05
        at = self.now - timedelta(hours=self.random.randint(1, 50)) if late else self.now
        return Envelope(id_, case, process.name, at, actor, role, command)

    def kind(self, process: AnyProcess, state: Any) -> type[Any]:
        """A type of command, welcome in this stage more often than not."""
        table, kinds = process.lifecycle, self.human[process.name]
        welcome = [kind for kind in kinds if table.welcomes(state.stage, kind)]
        for _ in range(8):
            kind = self.random.choice(welcome if welcome and self.random.random() < 0.9 else kinds)
            if self.random.random() < self.habits[kind]:
                return kind
        return self.random.choice(kinds)

    def role(self, process: AnyProcess, kind: type[Any]) -> Role:
        """Who gives the command; one time in twenty anybody."""
        if self.random.random() < 0.05:
            return self.random.choice(tuple(Role))
        return self.random.choice(sorted(process.lifecycle.roles[kind]))

    def amount(self, likely: Money | None) -> Money:
        """All of it, part of it, too much, or something odd."""
        if likely is None or not likely.is_positive or self.random.random() < 0.1:
            return sol(self.random.choice(("0.01", "50.00", "118.00", "0.00", "-1.00")))
        if self.random.random() < 0.03:
            return Money(likely.minor, Currency.USD)
        part = self.random.choice((1, 1, 1, 2, 3))
        return Money(likely.minor // part + self.random.choice((0, 0, 0, 1, 5_000)), Currency.PEN)

    def payment(self) -> p.ReceivePayment:
        """Money for something that may or may not exist."""
        day = today(self.now) - timedelta(days=self.random.choice((0, 0, 1, 40)))
        method = self.random.choice((PaymentMethod.STORE, PaymentMethod.DIRECT_DEBIT))
        amounts = tuple(map(sol, ("118.00", "118.00", "59.00", "177.00", "1000.00")))
        likely = self.amount(self.random.choice(amounts))
        return p.ReceivePayment(likely, day, method, self.target())

    def target(self) -> Target:
        """An order, its invoice, or an account."""
        case = f"O-{self.random.randrange(5)}"
        return self.random.choice(
            (
                Target("order", case),
                Target("receivable", f"order/{case}"),
                Target("receivable", f"order/{case}"),
                Target("credit_account", f"A-{self.random.randrange(2)}"),
            )
        )

    def request(self) -> OrderRequest:
        """Phones, fibre or both, now and then with something missing or wrong."""
        draw = self.random
        items = [Item(PHONE.sku, draw.choice((1, 1, 2, 4, 180, 180)), Kind.GOODS)]
        if draw.random() < 0.4:
            items.append(Item(FIBRE.sku, 1, Kind.SERVICE))
        return OrderRequest(
            party=draw.choice((*PARTIES * 8, "D-9")),
            channel=Channel.DISTRIBUTOR_SYSTEM,
            items=tuple(draw.sample(items, len(items))),
            zone=None if draw.random() < 0.05 else draw.choice(("LIMA",) * 15 + ("NOWHERE",)),
            payment=None if draw.random() < 0.05 else draw.choice(TERMS),
            delivery=DeliveryMode.HOME_DELIVERY,
            address=Sensitive("an address"),
            contact=Sensitive("a contact"),
        )

    def line(self, order: Any) -> int:
        """A line of the order, or one that it does not have."""
        return (
            self.random.randint(1, max(1, len(order.lines))) if self.random.random() < 0.95 else 9
        )

    def flag(self, likely: float = 0.8) -> bool:
        """Yes or no."""
        return self.random.random() < likely


def _owed(receivable: Any) -> Money | None:
    return None if receivable.debt is None else receivable.debt.outstanding


def _reported(c: Chooser, _: Any) -> r.ReportBill:
    line = BillLine(PHONE.sku, 1, PHONE.price)
    bill = ("B-1", today(c.now), "A-0", "D-0", (line,), Currency.PEN)
    return r.ReportBill(*bill, NetDays(30))


def _credit(c: Chooser, receivable: Any) -> r.CreditInvoice:
    debt = receivable.debt
    left = None if debt is None else debt.totals.total - debt.credited
    return r.CreditInvoice(c.amount(left), "charged by mistake")


def _taken_back(c: Chooser, receivable: Any) -> r.TakeBackCredit:
    known = [note.number for note in receivable.notes if note.number]
    return r.TakeBackCredit(c.random.choice((*known, "FC01-99999999")), "credited by mistake")


def _resolution(c: Chooser, receivable: Any) -> r.ResolveDispute:
    return r.ResolveDispute(c.amount(_owed(receivable)) if c.flag(0.5) else None, "looked at")


def _completion(c: Chooser, _: Any) -> o.CompleteInformation:
    return o.CompleteInformation(zone="LIMA", payment=c.random.choice((*TERMS, None)))


def _amendment(c: Chooser, _: Any) -> o.AmendOrder:
    """Another zone, other terms, other lines, or another address, now and then the same."""
    which = c.random.randrange(4)
    return o.AmendOrder(
        zone=c.random.choice(("LIMA", "LIMA", "NOWHERE")) if which == 0 else None,
        payment=c.random.choice(TERMS) if which == 1 else None,
        items=c.request().items if which == 2 else (),
        address=Sensitive("another address") if which == 3 else None,
    )


def _override(c: Chooser, order: Any) -> o.OverrideCredit:
    likely = None if order.total is None else order.total * 3
    return o.OverrideCredit("known for years", c.amount(likely), c.now + timedelta(days=3))


def _surplus(c: Chooser, account: Any) -> a.UseSurplus:
    orders = sorted(account.obligations) or ["O-0"]
    return a.UseSurplus(c.random.choice(orders), c.amount(account.exposure.unallocated))


def _exemption(c: Chooser, account: Any) -> a.ExemptAccount:
    """The whole account or an invoice of it, for some days, now and then for none."""
    until = today(c.now) + timedelta(days=c.random.choice((-1, 1, 5, 40)))
    return a.ExemptAccount(c.random.choice([*ExemptionName]), "agreed", until, _invoice(c, account))


def _withdrawal(c: Chooser, account: Any) -> a.WithdrawExemption:
    known = [exemption.invoice for exemption in account.collection.exempt.values()]
    invoice = c.random.choice(known) if known else _invoice(c, account)
    return a.WithdrawExemption("over", invoice)


def _invoice(c: Chooser, account: Any) -> str:
    owed = [one.invoice for one in account.obligations.values() if one.invoice]
    return c.random.choice(owed) if owed and c.flag(0.6) else ""


def _signed(c: Chooser, order: Any) -> o.ConfirmDelivery:
    """All that is left of a line, or some of it, now and then more than there is."""
    number, signer = c.line(order), Sensitive("signer") if c.flag(0.95) else None
    line = order.line(number)
    some = None if line is None or c.flag(0.6) else c.random.randint(1, line.open + 1)
    return o.ConfirmDelivery(number, signer, c.now, some)


def _returned(c: Chooser, order: Any) -> o.ReturnGoods:
    """Some of what the party has of a line, now and then more, with a reason of ours."""
    line = order.line(number := c.line(order))
    most = 1 if line is None else int(line.kept) + 1
    why, where = c.random.choice([*ReturnReason]), c.random.choice([*Disposition])
    return o.ReturnGoods(number, c.random.randint(1, most), why, where, "looked at")


MAKERS: Final[Mapping[type[Any], Make]] = {
    o.PlaceOrder: lambda c, _: o.PlaceOrder(c.request()),
    o.CompleteInformation: _completion,
    o.AmendOrder: _amendment,
    o.OverrideCredit: _override,
    o.AcceptTerms: lambda _, __: o.AcceptTerms(Acceptance("general", "1")),
    o.DecideFinancing: lambda c, _: o.DecideFinancing(c.flag(0.9), "looked at"),
    o.Schedule: lambda c, x: o.Schedule(c.line(x), c.now + timedelta(days=1)),
    o.ConfirmDelivery: _signed,
    o.ConfirmActivation: lambda c, x: o.ConfirmActivation(c.line(x)),
    o.ReturnGoods: _returned,
    o.HoldLine: lambda c, x: o.HoldLine(c.line(x), HoldReason.MISSED_APPOINTMENT),
    o.FailLine: lambda c, x: o.FailLine(c.line(x), "no one there", c.random.choice([*FailReason])),
    o.CancelOrder: lambda _, __: o.CancelOrder("not needed", CancelReason.CHANGED_MIND),
    o.DecideCancellation: lambda c, _: o.DecideCancellation(c.flag(0.6), "looked at"),
    o.ConfirmStopped: lambda _, __: o.ConfirmStopped(),
    o.RecordSatisfaction: lambda c, _: o.RecordSatisfaction(c.flag(), None),
    o.RequestSupport: lambda _, __: o.RequestSupport(Sensitive("no signal")),
    a.UseSurplus: _surplus,
    a.RefundSurplus: lambda c, x: a.RefundSurplus(c.amount(x.exposure.unallocated), "asked for"),
    a.ChangeLimit: lambda c, _: a.ChangeLimit(
        sol(c.random.choice(("0.00", "300.00", "1000.00"))), "x"
    ),
    a.SuspendAccount: lambda _, __: a.SuspendAccount("looked at"),
    a.ReactivateAccount: lambda _, __: a.ReactivateAccount("looked at"),
    a.CloseAccount: lambda _, __: a.CloseAccount("looked at"),
    a.ExemptAccount: _exemption,
    a.WithdrawExemption: _withdrawal,
    p.ReceivePayment: lambda c, _: c.payment(),
    p.PlacePayment: lambda c, _: p.PlacePayment(c.target()),
    p.GiveBack: lambda _, __: p.GiveBack("nobody knows it"),
    p.TakeBack: lambda _, __: p.TakeBack("no funds"),
    r.ReportBill: _reported,
    r.RetryIssue: lambda _, __: r.RetryIssue(),
    r.OpenDispute: lambda _, __: r.OpenDispute("not what was ordered"),
    r.ResolveDispute: _resolution,
    r.CreditInvoice: _credit,
    r.TakeBackCredit: _taken_back,
    r.PromiseToPay: lambda c, _: r.PromiseToPay(
        c.now.date() + timedelta(days=c.random.randint(-1, 9))
    ),
    r.WriteOff: lambda _, __: r.WriteOff("given up"),
    r.WaiveCharges: lambda _, __: r.WaiveCharges("a first time"),
}
