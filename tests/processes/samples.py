"""Orders, accounts and invoices of a Peruvian operator, as builders for the stories."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any, Final, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from order_to_cash.domain.core import (
    Clause,
    Currency,
    Decision,
    Envelope,
    Money,
    Moved,
    Override,
    Process,
    Refusal,
    Role,
    Sensitive,
    Staged,
    changed,
)
from order_to_cash.domain.credit_account import CreditAccount
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.order import Order, OrderProcess
from order_to_cash.domain.order import commands as o
from order_to_cash.domain.order import facts as f
from order_to_cash.domain.payment import PaymentState
from order_to_cash.domain.payment import commands as p
from order_to_cash.domain.receivable import Receivable
from order_to_cash.domain.receivable import commands as r
from order_to_cash.domain.trade import (
    AccountStatus,
    Bill,
    BillLine,
    CoverageItem,
    Disposition,
    InAdvance,
    Instalment,
    Kind,
    NetDays,
    NoteInvoice,
    NoteLine,
    Offering,
    PartyKind,
    PartyRecord,
    Payment,
    PaymentMethod,
    PaymentTerms,
    Quantity,
    StockItem,
    Tell,
    TermsInForce,
    UnitPrice,
)
from order_to_cash.domain.trade import billing as st
from order_to_cash.domain.trade.agreements import receivable_of
from order_to_cash.operators.peru import CREDIT_ACCOUNTS, ORDERS, PAYMENTS, RECEIVABLES
from order_to_cash.testing import Story

State = TypeVar("State", bound=Staged)
C = TypeVar("C")
E = TypeVar("E")
OrderStory: TypeAlias = Story[Order, Any, Any]
PaymentStory: TypeAlias = Story[PaymentState, Any, Any]
AccountStory: TypeAlias = Story[CreditAccount, Any, Any]
ReceivableStory: TypeAlias = Story[Receivable, Any, Any]


def sol(amount: str) -> Money:
    """An amount in soles."""
    return Money.of(amount, Currency.PEN)


def price(amount: str, *, with_tax: bool = False) -> UnitPrice:
    """What one unit costs in soles."""
    return UnitPrice.of(amount, Currency.PEN, with_tax=with_tax)


LIMA: Final = ZoneInfo("America/Lima")
NOON: Final = datetime(2026, 3, 2, 12, tzinfo=LIMA)
"""A Monday in Lima, on which every story begins."""

TODAY: Final = NOON.date()
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
TICK: Final = timedelta(microseconds=1)
SLOT: Final = NOON + 3 * DAY
CENT: Final = sol("0.01")
CLAUSE: Final = Clause("Procedimiento de prueba", "1")

DISTRIBUTOR: Final = "DIST-0042"
ACCOUNT: Final = "CTA-0042"
ORDER: Final = "PED-2026-0001"
RECEIVABLE: Final = receivable_of("order", ORDER)
INVOICE: Final = "F001-00001234"
ZONE: Final = "LIMA-MIRAFLORES"
WAREHOUSE: Final = "ALM-CALLAO"
SELLER: Final = "ventas-11"
ANALYST: Final = "creditos-07"
COLLEAGUE: Final = "creditos-08"

PHONE: Final = "CEL-A16-128"
ROUTER: Final = "ROUTER-AX3000"
FIBRE: Final = "FIBRA-300"
FIBRE_FASTER: Final = "FIBRA-600"
TV: Final = "TV-HOGAR"
LINE: Final = "POSTPAGO-79"
CATALOGUE: Final[Mapping[str, Offering]] = {
    offering.sku: offering
    for offering in (
        Offering(PHONE, "Celular A16 128 GB", Kind.GOODS, price("847.46")),
        Offering(ROUTER, "Router AX3000", Kind.GOODS, price("254.24")),
        Offering(FIBRE, "Fibra 300 Mbps", Kind.SERVICE, price("84.75"), "ftth", "internet"),
        Offering(
            FIBRE_FASTER,
            "Fibra 600 Mbps",
            Kind.SERVICE,
            price("118.64"),
            "ftth",
            "internet",
            excludes=(FIBRE,),
        ),
        Offering(TV, "TV hogar", Kind.SERVICE, price("50.85"), "ftth", requires=(FIBRE,)),
        Offering(LINE, "Plan postpago 79", Kind.SERVICE, price("66.95"), "4g", "movil"),
    )
}
PHONE_TOTAL: Final = sol("1000.00")
"""What one phone costs with 18 % of tax."""

NOTHING: Final = sol("0.00")
ROOMY: Final = sol("5000.00")
CEILING: Final = sol("9000.00")
THIRTY_DAYS: Final = NetDays(30)
IN_ADVANCE: Final = "30-in-advance"
THIRTY_IN_ADVANCE: Final = InAdvance(Fraction(30, 100), THIRTY_DAYS, days=7)
"""Thirty percent before the release, within a week; the rest thirty days after its invoice."""

AHEAD: Final = OrderProcess(
    changed(
        ORDERS.settings,
        payment_terms={**ORDERS.settings.payment_terms, IN_ADVANCE: THIRTY_IN_ADVANCE},
    )
)
"""Orders of which a part may be paid in advance."""


def item(sku: str, quantity: Quantity = 1) -> f.Item:
    """A line of an order, as the catalogue has the product."""
    return f.Item(sku, quantity, CATALOGUE[sku].kind)


def request(*skus: str, **other: Any) -> f.OrderRequest:
    """A complete request of the distributor, for the products named."""
    made = f.OrderRequest(
        party=DISTRIBUTOR,
        channel=f.Channel.DISTRIBUTOR_SYSTEM,
        items=tuple(item(sku) for sku in skus or (PHONE,)),
        zone=ZONE,
        payment="net-30",
        delivery=f.DeliveryMode.HOME_DELIVERY,
        address=Sensitive("Av. Ejemplo 100, Miraflores"),
        contact=Sensitive("pedidos@distribuidora.example"),
        accepted=(f.Acceptance("internet", "2026-1"), f.Acceptance("movil", "2026-1")),
    )
    return changed(made, **other)


def record(**other: Any) -> PartyRecord:
    """The distributor as the directory knows it."""
    made = PartyRecord(
        party=DISTRIBUTOR,
        kind=PartyKind.DISTRIBUTOR,
        status=AccountStatus.ACTIVE,
        account=ACCOUNT,
        payment_terms=("net-30", "net-15", "up-front", "3-instalments", IN_ADVANCE),
    )
    return changed(made, **other)


IN_FORCE: Final = (TermsInForce("internet", "2026-1"), TermsInForce("movil", "2026-1"))
USUAL: Final[Mapping[type[Any], tuple[str, Role]]] = {
    **dict.fromkeys(
        (o.PlaceOrder, o.CompleteInformation, o.AmendOrder, o.AcceptTerms, o.CancelOrder),
        (DISTRIBUTOR, Role.DISTRIBUTOR),
    ),
    **dict.fromkeys(
        (
            *(o.ReportParty, o.ReportOfferings, o.ReportStock, o.ReportCoverage),
            *(o.ReportCredit, o.NoteStanding),
        ),
        ("directorios", Role.DISTRIBUTOR_MANAGEMENT),
    ),
    **dict.fromkeys(
        (o.ReportTerms, o.ReportReservation), ("directorios", Role.DISTRIBUTOR_MANAGEMENT)
    ),
    **dict.fromkeys(
        (o.OverrideCredit, o.DecideFinancing, o.DecideCancellation),
        (ANALYST, Role.CREDIT_AND_COLLECTIONS),
    ),
    NoteInvoice: (RECEIVABLE, Role.BILLING),
    o.ReportAdvance: (f"{RECEIVABLE}/1", Role.BILLING),
    r.OweAdvance: (ORDER, Role.DISTRIBUTOR_MANAGEMENT),
    r.OweShare: (RECEIVABLE, Role.BILLING),
    **dict.fromkeys((st.TakePayment, st.RecallPayment, st.OweBack), ("OP-1", Role.BILLING)),
    **dict.fromkeys(
        (o.Schedule, o.ConfirmDelivery, o.ReturnGoods, o.HoldLine, o.FailLine, o.ConfirmStopped),
        ("almacen-03", Role.WAREHOUSE),
    ),
    o.ConfirmActivation: ("tecnica-05", Role.TECHNICAL_TEAM),
    **dict.fromkeys((o.RecordSatisfaction, o.RequestSupport), ("atencion-02", Role.CUSTOMER_CARE)),
    o.CheckOrder: ("clock", Role.CLOCK),
    **dict.fromkeys(
        (
            *(a.ReserveCredit, a.ReportCreditLine, a.FreeCredit, a.CommitCredit),
            *(a.RecordDelivery, a.FollowAccount, a.LeaveAccount),
        ),
        (ORDER, Role.DISTRIBUTOR_MANAGEMENT),
    ),
    **dict.fromkeys(
        (
            *(a.RecordInvoice, a.RecordPayment, a.RecordReversal),
            *(a.RecordDefault, a.RecordCharges),
        ),
        (RECEIVABLE, Role.BILLING),
    ),
    **dict.fromkeys(
        (
            *(a.UseSurplus, a.RefundSurplus, a.ChangeLimit, a.SuspendAccount),
            *(a.ReactivateAccount, a.ExemptAccount, a.WithdrawExemption),
        ),
        (ANALYST, Role.CREDIT_AND_COLLECTIONS),
    ),
    a.CloseAccount: (ANALYST, Role.CREDIT_AND_COLLECTIONS),
    a.CheckAccount: ("clock", Role.CLOCK),
    r.RaiseInvoice: (ORDER, Role.DISTRIBUTOR_MANAGEMENT),
    **dict.fromkeys(
        (
            r.ReportBill,
            r.ConfirmIssue,
            r.RefuseIssue,
            r.RetryIssue,
            r.CreditInvoice,
            r.ConfirmNote,
        ),
        ("facturacion", Role.BILLING),
    ),
    **dict.fromkeys(
        (
            *(r.OpenDispute, r.ResolveDispute, r.TakeBackCredit, r.PromiseToPay),
            *(r.WriteOff, r.WaiveCharges),
        ),
        (ANALYST, Role.CREDIT_AND_COLLECTIONS),
    ),
    r.NoteExemption: (ACCOUNT, Role.DISTRIBUTOR_MANAGEMENT),
    r.FollowUp: ("clock", Role.CLOCK),
    **dict.fromkeys((p.ReceivePayment, p.TakeBack), ("banco", Role.BILLING)),
    **dict.fromkeys((p.PlacePayment, p.GiveBack), (ANALYST, Role.CREDIT_AND_COLLECTIONS)),
    **dict.fromkeys(
        (st.NoteTaken, st.PassOn, st.ReturnMoney, st.RefundMoney, st.NoteRecalled),
        (ORDER, Role.DISTRIBUTOR_MANAGEMENT),
    ),
    st.NoteUntaken: ("OP-1", Role.BILLING),
    p.LookAgain: ("clock", Role.CLOCK),
}
"""Who usually gives each command, and in which role."""


def envelope(
    process: str,
    command: C,
    at: datetime = NOON,
    *,
    actor: str | None = None,
    role: Role | None = None,
    case: str = "",
) -> Envelope[C]:
    """A command by whoever usually gives it, unless somebody else is named."""
    usual = USUAL[type(command)]
    home = {"order": ORDER, "credit_account": ACCOUNT, "receivable": RECEIVABLE, "payment": "OP-1"}[
        process
    ]
    name = f"{type(command).__name__}-{at.astimezone(UTC):%d%H%M}"
    return Envelope(name, case or home, process, at, actor or usual[0], role or usual[1], command)


def to_order(command: o.Command, at: datetime = NOON, **other: Any) -> Envelope[o.Command]:
    """A command for the order."""
    return envelope("order", command, at, **other)


def to_account(command: a.Command, at: datetime = NOON, **other: Any) -> Envelope[a.Command]:
    """A command for the credit account."""
    return envelope("credit_account", command, at, **other)


def to_receivable(command: r.Command, at: datetime = NOON, **other: Any) -> Envelope[r.Command]:
    """A command for the receivable."""
    return envelope("receivable", command, at, **other)


def went(story: Story[State, C, E], *envelopes: Envelope[C]) -> Story[State, C, E]:
    """The story after these commands, all of which must be carried out."""
    for one in envelopes:
        story = story.when(one)
        assert isinstance(story.outcome, Moved), f"{one.command!r}: {story.outcome}"
    return story


def moved(story: Story[State, C, E]) -> Moved[State, E]:
    """What came of the last command, which must have been carried out."""
    assert isinstance(story.outcome, Moved), str(story.outcome)
    return story.outcome


def refusal(story: Story[State, C, E]) -> Refusal:
    """Why the last command was refused."""
    assert isinstance(story.outcome, Refusal), story.outcome
    return story.outcome


def kinds(story: Story[State, C, E]) -> tuple[type[Any], ...]:
    """The types of the events that came of the last command."""
    return tuple(type(event) for event in moved(story).events)


def sent(story: Story[State, C, E], kind: type[Any]) -> tuple[Any, ...]:
    """The messages of one type that the last command leads to; for commands, what was told."""
    messages = moved(story).messages
    told = tuple(m.command for m in messages if isinstance(m, Tell) and type(m.command) is kind)
    return told or tuple(m for m in messages if type(m) is kind)


def rules_in(decision: Decision) -> tuple[str, ...]:
    """The codes of everything that is in the way."""
    return tuple(finding.rule for finding in decision.obstacles)


# --- the order -----------------------------------------------------------------------------------


def order_story(process: Process[Order, Any, Any] = ORDERS) -> OrderStory:
    """An order that nobody has placed yet."""
    return Story(process)


def placed(*skus: str, process: Process[Order, Any, Any] = ORDERS, **other: Any) -> OrderStory:
    """An order that was just placed."""
    return went(order_story(process), to_order(o.PlaceOrder(request(*skus, **other))))


def stock(at: datetime = NOON, *, without: str = "", each: int = 10) -> Envelope[o.Command]:
    """The warehouse has ten of each product, or so many, and none of the one named."""
    items = tuple(StockItem(sku, 0 if sku == without else each) for sku in (PHONE, ROUTER))
    return to_order(o.ReportStock(WAREHOUSE, items), at)


def coverage(at: datetime = NOON, *, covered: bool = True, until: date | None = None) -> Any:
    """All services can be given in the zone, or none."""
    services = (FIBRE, FIBRE_FASTER, TV, LINE)
    items = tuple(CoverageItem(sku, covered, CATALOGUE[sku].technology, until) for sku in services)
    return to_order(o.ReportCoverage(items), at)


def party(at: datetime = NOON, **other: Any) -> Envelope[o.Command]:
    """The directory of parties answers."""
    return to_order(o.ReportParty(record(**other)), at)


def offerings(*skus: str) -> Envelope[o.Command]:
    """The catalogue answers about these products: one phone, unless others are named."""
    return to_order(o.ReportOfferings(tuple(CATALOGUE[sku] for sku in skus or (PHONE,))))


def terms(at: datetime = NOON) -> Envelope[o.Command]:
    """The directory of terms answers."""
    return to_order(o.ReportTerms(IN_FORCE), at)


def _answers(story: OrderStory, **known: Any) -> tuple[Envelope[o.Command], ...]:
    named = {i.kind for i in story.state.request.items}
    return (
        *((stock(),) if Kind.GOODS in named else ()),
        *((coverage(),) if Kind.SERVICE in named else ()),
        party(**known),
        offerings(*(i.sku for i in story.state.request.items)),
    )


def verified(
    *skus: str,
    products: tuple[str, ...] = (),
    process: Process[Order, Any, Any] = ORDERS,
    **other: Any,
) -> OrderStory:
    """An order whose party and lines were verified; the account is asked now."""
    story = placed(*skus, process=process, **other)
    return went(story, *_answers(story, products=products))


def credit_answer(
    amount: Money = PHONE_TOTAL,
    *,
    limit: Money | None = ROOMY,
    override: Override | None = None,
    at: datetime = NOON,
) -> o.ReportCredit:
    """What an account with this limit answers; without one its line is not known yet."""
    state = CREDIT_ACCOUNTS.initial if limit is None else opened(limit).state
    asked = a.ReserveCredit(ORDER, amount, override)
    return o.ReportCredit(CREDIT_ACCOUNTS.evaluation.decide(state, asked, at), amount)


def credit(at: datetime = NOON, **answer: Any) -> Envelope[o.Command]:
    """The answer of the account, by default a yes."""
    return to_order(credit_answer(at=at, **answer), at)


def approved(*skus: str, at: datetime = NOON, **other: Any) -> OrderStory:
    """An order whose credit was approved; the terms in force are not known yet."""
    story = verified(*skus, **other)
    return went(story, credit(at, amount=story.state.priced))


def declined(*skus: str, **other: Any) -> OrderStory:
    """An order whose credit was declined."""
    story = verified(*skus, **other)
    return went(story, credit(amount=story.state.priced, limit=CENT))


def released(*skus: str, **other: Any) -> OrderStory:
    """An order that was released."""
    return went(approved(*skus, **other), terms())


def schedule(line: int = 1, at: datetime = NOON, slot: datetime = SLOT) -> Envelope[o.Command]:
    """A slot is agreed for a line."""
    return to_order(o.Schedule(line, slot), at)


def signed(
    line: int = 1, at: datetime = SLOT, quantity: Quantity | None = None
) -> Envelope[o.Command]:
    """The recipient signed for a line, or for so many of it."""
    return to_order(o.ConfirmDelivery(line, Sensitive("Recepción"), at, quantity), at)


def activated(
    line: int = 1, at: datetime = SLOT, quantity: Quantity | None = None
) -> Envelope[o.Command]:
    """The technical team activated a line, or so much of it."""
    return to_order(o.ConfirmActivation(line, quantity), at)


def returned(line: int = 1, quantity: Quantity = 1, at: datetime = SLOT) -> Envelope[o.Command]:
    """So many of a line came back damaged and go into stock again."""
    given = o.ReturnGoods(line, quantity, f.ReturnReason.DAMAGED, Disposition.PUT_BACK, "caja rota")
    return to_order(given, at)


def hold(line: int = 1, at: datetime = SLOT, **other: Any) -> Envelope[o.Command]:
    """Nobody was there to receive a line."""
    return to_order(o.HoldLine(line, f.HoldReason.MISSED_APPOINTMENT), at, **other)


def fail(line: int = 1, at: datetime = SLOT) -> Envelope[o.Command]:
    """A line will not be delivered."""
    return to_order(o.FailLine(line, "sin existencia"), at)


def in_delivery(*skus: str, **other: Any) -> OrderStory:
    """A released order all of whose lines have a slot."""
    story = released(*skus, **other)
    return went(story, *(schedule(line.number) for line in story.state.lines))


def completed(*skus: str, **other: Any) -> OrderStory:
    """An order that was delivered in full."""
    story = in_delivery(*skus, **other)
    done = (
        signed(line.number) if line.is_goods else activated(line.number)
        for line in story.state.lines
    )
    return went(story, *done)


def pay(
    amount: Money = PHONE_TOTAL, name: str = "OP-1", at: datetime = NOON
) -> Envelope[o.Command]:
    """Money arrives for the order itself."""
    return to_order(st.TakePayment(payment(amount, name, at.date())), at)


def cancel(at: datetime = NOON, **other: Any) -> Envelope[o.Command]:
    """The party wants the order no more."""
    return to_order(o.CancelOrder("ya no se necesita"), at, **other)


def decide_cancellation(at: datetime = SLOT, *, granted: bool = True) -> Envelope[o.Command]:
    """Somebody assesses the request to cancel."""
    return to_order(o.DecideCancellation(granted, "evaluado"), at)


def override(
    ceiling: Money = CEILING, expires: datetime = NOON + 2 * DAY, **other: Any
) -> Envelope[o.Command]:
    """Credit & Collections lets a declined order go on."""
    return to_order(o.OverrideCredit("campaña de apertura", ceiling, expires), **other)


# --- the account ---------------------------------------------------------------------------------


def account_story() -> AccountStory:
    """An account about which nothing is known yet."""
    return Story(CREDIT_ACCOUNTS)


def opened(
    limit: Money = ROOMY, process: Process[CreditAccount, Any, Any] = CREDIT_ACCOUNTS
) -> AccountStory:
    """An account whose credit line is known."""
    line = a.CreditLine(ACCOUNT, DISTRIBUTOR, limit)
    story: AccountStory = Story(process)
    return went(story, to_account(a.ReportCreditLine(line)))


def reserve(
    order: str = ORDER,
    amount: Money = PHONE_TOTAL,
    at: datetime = NOON,
    given: Override | None = None,
) -> Envelope[a.Command]:
    """An order asks for credit."""
    return to_account(a.ReserveCredit(order, amount, given), at)


def commit(order: str = ORDER, amount: Money = PHONE_TOTAL) -> Envelope[a.Command]:
    """An order was released."""
    return to_account(a.CommitCredit(order, amount))


def delivered(order: str = ORDER, amount: Money = PHONE_TOTAL) -> Envelope[a.Command]:
    """An order was delivered."""
    return to_account(a.RecordDelivery(order, amount))


def part(amount: Money = PHONE_TOTAL, due: date = TODAY, paid: Money = NOTHING) -> Instalment:
    """One part of an invoice."""
    return Instalment(due, amount, paid)


def invoiced(order: str = ORDER, *parts: Instalment, sequence: int = 1) -> Envelope[a.Command]:
    """An invoice was issued for an order."""
    return to_account(a.RecordInvoice(order, parts, sequence))


def paid(
    order: str, amount: Money, *left: Instalment, sequence: int = 2, late: bool = False
) -> Envelope[a.Command]:
    """Something was paid on an order's invoice, and this is left of it."""
    return to_account(a.RecordPayment(order, "OP-1", amount, late, left, sequence))


def leave(ceiling: Money = CEILING, expires: datetime = NOON + 2 * DAY) -> Override:
    """An override as it stands in a request for credit."""
    return Override(ANALYST, Role.CREDIT_AND_COLLECTIONS.value, "campaña", ceiling, expires)


# --- the payment ---------------------------------------------------------------------------------


def to_payment(command: p.Command, at: datetime = NOON, **other: Any) -> Envelope[p.Command]:
    """A command for the payment."""
    return envelope("payment", command, at, **other)


def arrives(amount: Money = PHONE_TOTAL, at: datetime = NOON, **other: Any) -> Envelope[p.Command]:
    """The bank reports a payment for the order."""
    towards = st.Target("order", ORDER)
    made = p.ReceivePayment(amount, at.astimezone(LIMA).date(), PaymentMethod.ONLINE, towards)
    return to_payment(changed(made, **other), at)


def arrived(amount: Money = PHONE_TOTAL, **other: Any) -> PaymentStory:
    """A payment that is on its way to its order."""
    story: PaymentStory = Story(PAYMENTS)
    return went(story, arrives(amount, **other))


# --- the receivable ------------------------------------------------------------------------------


def payment(amount: Money = PHONE_TOTAL, name: str = "OP-1", on: date = TODAY) -> Payment:
    """Money that arrived online."""
    return Payment(name, amount, PaymentMethod.ONLINE, on)


def bill(terms: PaymentTerms = THIRTY_DAYS, *lines: BillLine) -> Bill:
    """What was delivered: one phone, unless other lines are given."""
    return Bill(
        order=ORDER,
        account=ACCOUNT,
        party=DISTRIBUTOR,
        lines=lines or (BillLine(PHONE, 1, CATALOGUE[PHONE].price),),
        currency=Currency.PEN,
        terms=terms,
        contact=Sensitive("pagos@distribuidora.example"),
    )


def receivable_story() -> ReceivableStory:
    """A receivable that nobody has raised yet."""
    return Story(RECEIVABLES)


def on_line(amount: str, tax: str, line: int = 1) -> NoteLine:
    """What a note says of a line: that amount, and so much of it tax."""
    return NoteLine(line, sol(amount) - sol(tax), sol(tax))


def raised(
    terms: PaymentTerms = THIRTY_DAYS,
    *,
    at: datetime = NOON,
    process: Process[Receivable, Any, Any] = RECEIVABLES,
) -> ReceivableStory:
    """A receivable whose invoice is asked for."""
    story: ReceivableStory = Story(process)
    return went(story, to_receivable(r.RaiseInvoice(bill(terms)), at))


def report_bill(
    number: str = "B-2026-77", at: datetime = NOON, **other: Any
) -> Envelope[r.Command]:
    """Billing reports a bill of one phone that it issued itself."""
    made = r.ReportBill(
        number=number,
        issued=TODAY,
        account=ACCOUNT,
        party=DISTRIBUTOR,
        lines=(BillLine(PHONE, 1, CATALOGUE[PHONE].price),),
        currency=Currency.PEN,
        terms=THIRTY_DAYS,
    )
    return to_receivable(changed(made, **other), at, case=number)


def issue(at: datetime = NOON) -> Envelope[r.Command]:
    """Billing issued the invoice."""
    return to_receivable(r.ConfirmIssue(INVOICE), at)


def issued(
    terms: PaymentTerms = THIRTY_DAYS,
    *,
    at: datetime = NOON,
    process: Process[Receivable, Any, Any] = RECEIVABLES,
) -> ReceivableStory:
    """A receivable whose invoice is out: one phone, 1000.00, due in thirty days."""
    return went(raised(terms, at=at, process=process), issue(at))


def receive(
    amount: Money = PHONE_TOTAL, name: str = "OP-1", at: datetime = NOON
) -> Envelope[r.Command]:
    """Money arrives for the invoice."""
    on = at.astimezone(LIMA).date()
    return to_receivable(st.TakePayment(payment(amount, name, on)), at)


def reverse(name: str = "OP-1", at: datetime = NOON) -> Envelope[r.Command]:
    """The bank takes a payment back."""
    return to_receivable(st.RecallPayment(name, sol("100000.00"), "débito rechazado"), at)


def follow_up(at: datetime) -> Envelope[r.Command]:
    """The clock looks at the receivable."""
    return to_receivable(r.FollowUp(), at)


def after_due(days: int, terms: int = 30) -> datetime:
    """Noon so many days after the due day."""
    return NOON + (terms + days) * DAY


def looks(at: datetime) -> tuple[Envelope[r.Command], Envelope[r.Command]]:
    """A look that tells the alerts, and two days later, at that instant, one that may block."""
    return follow_up(at - 2 * DAY), follow_up(at)


def blocked() -> ReceivableStory:
    """A receivable that was never paid, sixteen days past due: both alerts, then the block."""
    return went(issued(), *looks(after_due(16)))
