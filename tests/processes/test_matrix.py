"""Who may do what, and when: written by hand from the requirements, and tried in every cell."""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from itertools import product
from typing import Any, Final
from unittest.mock import patch

import pytest

from order_to_cash.domain.core import Door, Role, Sensitive, changed
from order_to_cash.domain.credit_account import CreditAccountProcess
from order_to_cash.domain.credit_account import Stage as Account
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.credit_account import state as account_state
from order_to_cash.domain.order import OrderProcess
from order_to_cash.domain.order import Stage as Order
from order_to_cash.domain.order import commands as o
from order_to_cash.domain.order import evolving as order_evolving
from order_to_cash.domain.order import facts as f
from order_to_cash.domain.payment import PaymentProcess
from order_to_cash.domain.payment import Stage as Paid
from order_to_cash.domain.payment import commands as p
from order_to_cash.domain.payment import state as payment_state
from order_to_cash.domain.receivable import ReceivableProcess
from order_to_cash.domain.receivable import Stage as Receivable
from order_to_cash.domain.receivable import commands as r
from order_to_cash.domain.receivable import state as receivable_state
from order_to_cash.domain.trade import Disposition, ExemptionName, NoteInvoice, Payment
from order_to_cash.domain.trade import billing as st
from order_to_cash.operators.peru import CREDIT_ACCOUNTS, ORDERS, PAYMENTS, RECEIVABLES
from order_to_cash.testing import ByHand, differences, matrix, survivors
from order_to_cash.testing.mutants import door_mutants, table_mutants
from tests.processes import samples as s
from tests.processes.told import Call, Cause, Table, told_by_row

DISTRIBUTOR, CUSTOMER, SALES = Role.DISTRIBUTOR, Role.CUSTOMER, Role.SALES
CREDIT, CLOCK, CARE = Role.CREDIT_AND_COLLECTIONS, Role.CLOCK, Role.CUSTOMER_CARE
WAREHOUSE, TECHNICIANS = Role.WAREHOUSE, Role.TECHNICAL_TEAM
SYSTEM, BILLING = Role.DISTRIBUTOR_MANAGEMENT, Role.BILLING
WHO_ORDERS = (DISTRIBUTOR, CUSTOMER, SALES)
WHO_FULFILS = (WAREHOUSE, TECHNICIANS)

ASKED_TO_CANCEL = Order.CANCELLATION_ASKED
UNDER_WAY = (Order.RELEASED, Order.IN_DELIVERY, Order.ON_HOLD)
DELIVERED = (Order.COMPLETED, Order.PARTIAL)
HANDED_OVER = (Order.IN_DELIVERY, Order.ON_HOLD, ASKED_TO_CANCEL)
UNDELIVERED = (Order.REJECTED, Order.FAILED, Order.CANCELLED)

ORDER_BY_HAND: Final[ByHand] = {
    o.PlaceOrder: ([Order.NEW], WHO_ORDERS),
    o.CompleteInformation: ([Order.WAITING], WHO_ORDERS),
    o.AmendOrder: (
        [Order.RECEIVED, Order.IN_CREDIT, Order.DECLINED, Order.IN_VALIDATION],
        WHO_ORDERS,
    ),
    o.ReportParty: ([Order.RECEIVED], [SYSTEM]),
    o.ReportOfferings: ([Order.RECEIVED], [SYSTEM]),
    o.ReportStock: ([Order.RECEIVED, Order.IN_VALIDATION], [SYSTEM]),
    o.ReportCoverage: ([Order.RECEIVED, Order.IN_VALIDATION], [SYSTEM]),
    o.ReportReservation: (
        [Order.IN_CREDIT, Order.DECLINED, Order.IN_VALIDATION, *HANDED_OVER],
        [SYSTEM],
    ),
    o.ReportCredit: ([Order.IN_CREDIT, Order.DECLINED, Order.IN_VALIDATION], [SYSTEM]),
    o.NoteStanding: (
        [
            Order.RECEIVED,
            Order.IN_CREDIT,
            Order.DECLINED,
            Order.IN_VALIDATION,
            *UNDER_WAY,
            ASKED_TO_CANCEL,
        ],
        [SYSTEM],
    ),
    o.OverrideCredit: ([Order.DECLINED], [CREDIT]),
    o.ReportTerms: ([Order.IN_VALIDATION], [SYSTEM]),
    o.AcceptTerms: ([Order.IN_VALIDATION], WHO_ORDERS),
    o.DecideFinancing: ([Order.IN_VALIDATION], [CREDIT]),
    st.TakePayment: ([stage for stage in Order if stage is not Order.NEW], [BILLING]),
    st.RecallPayment: (
        [stage for stage in Order if stage not in (Order.NEW, *UNDELIVERED)],
        [BILLING],
    ),
    o.Schedule: (UNDER_WAY, [*WHO_FULFILS, SALES]),
    o.ConfirmDelivery: ([Order.IN_DELIVERY, Order.ON_HOLD, ASKED_TO_CANCEL], [WAREHOUSE]),
    o.ConfirmActivation: ([Order.IN_DELIVERY, Order.ON_HOLD, ASKED_TO_CANCEL], [TECHNICIANS]),
    o.ReturnGoods: (
        [*HANDED_OVER, *DELIVERED],
        [WAREHOUSE],
    ),
    o.HoldLine: ([*UNDER_WAY, ASKED_TO_CANCEL], WHO_FULFILS),
    o.FailLine: (UNDER_WAY, WHO_FULFILS),
    o.CancelOrder: (
        [
            Order.WAITING,
            Order.RECEIVED,
            Order.IN_CREDIT,
            Order.DECLINED,
            Order.IN_VALIDATION,
            *UNDER_WAY,
        ],
        [*WHO_ORDERS, CREDIT],
    ),
    o.DecideCancellation: ([ASKED_TO_CANCEL], [SALES, CREDIT]),
    o.ConfirmStopped: ([Order.CANCELLING], WHO_FULFILS),
    NoteInvoice: ([*HANDED_OVER, *DELIVERED], [BILLING]),
    o.ReportAdvance: (
        [stage for stage in Order if stage not in (Order.NEW, Order.WAITING)],
        [BILLING],
    ),
    o.RecordSatisfaction: (DELIVERED, [CARE]),
    o.RequestSupport: (DELIVERED, [CARE, DISTRIBUTOR, CUSTOMER]),
    o.CheckOrder: (
        [Order.DECLINED, Order.IN_VALIDATION, *UNDER_WAY, ASKED_TO_CANCEL],
        [CLOCK],
    ),
}

ALWAYS = tuple(Account)
OPEN = (Account.ACTIVE, Account.SUSPENDED)
ACCOUNT_BY_HAND: Final[ByHand] = {
    a.ReserveCredit: (ALWAYS, [SYSTEM]),
    a.ReportCreditLine: ([Account.UNKNOWN], [SYSTEM]),
    a.FreeCredit: (ALWAYS, [SYSTEM]),
    a.CommitCredit: (ALWAYS, [SYSTEM]),
    a.RecordDelivery: (ALWAYS, [SYSTEM]),
    a.RecordInvoice: (ALWAYS, [BILLING]),
    a.RecordPayment: (ALWAYS, [BILLING]),
    a.RecordReversal: (ALWAYS, [BILLING]),
    a.RecordDefault: (ALWAYS, [BILLING]),
    a.RecordCharges: (ALWAYS, [BILLING]),
    st.TakePayment: (ALWAYS, [BILLING]),
    st.RecallPayment: (ALWAYS, [BILLING]),
    st.OweBack: (ALWAYS, [BILLING]),
    a.UseSurplus: (ALWAYS, [CREDIT]),
    a.RefundSurplus: (ALWAYS, [CREDIT]),
    a.ChangeLimit: (OPEN, [CREDIT]),
    a.SuspendAccount: ([Account.ACTIVE], [CREDIT]),
    a.ReactivateAccount: ([Account.SUSPENDED], [CREDIT]),
    a.CloseAccount: (OPEN, [CREDIT]),
    a.FollowAccount: (ALWAYS, [SYSTEM]),
    a.LeaveAccount: (ALWAYS, [SYSTEM]),
    a.ExemptAccount: (ALWAYS, [CREDIT]),
    a.WithdrawExemption: (ALWAYS, [CREDIT]),
    a.CheckAccount: (ALWAYS, [CLOCK]),
}

OWING = (Receivable.ISSUED, Receivable.BLOCKED)
INVOICED = (*OWING, Receivable.SETTLED, Receivable.WRITTEN_OFF)
COUNTING = (Paid.PLACED, Paid.UNPLACED)
ARRIVED = (*COUNTING, Paid.TAKEN_BACK)
PAYMENT_BY_HAND: Final[ByHand] = {
    p.ReceivePayment: (tuple(Paid), [BILLING, Role.CASHIER]),
    p.PlacePayment: ([Paid.UNPLACED, Paid.TAKEN_BACK], [CREDIT]),
    p.GiveBack: ([Paid.UNPLACED], [CREDIT]),
    p.TakeBack: (COUNTING, [BILLING]),
    st.NoteTaken: (ARRIVED, [BILLING, SYSTEM]),
    st.NoteUntaken: (ARRIVED, [BILLING]),
    st.PassOn: (ARRIVED, [BILLING, SYSTEM]),
    st.ReturnMoney: (ARRIVED, [SYSTEM]),
    st.RefundMoney: (ARRIVED, [SYSTEM]),
    st.NoteRecalled: ([Paid.TAKEN_BACK], [BILLING, SYSTEM]),
    p.LookAgain: ([Paid.UNPLACED, Paid.TAKEN_BACK], [CLOCK]),
}
RECEIVABLE_BY_HAND: Final[ByHand] = {
    r.RaiseInvoice: ([Receivable.NEW], [SYSTEM, Role.ONBOARDING]),
    r.ReportBill: ([Receivable.NEW], [BILLING]),
    r.ConfirmIssue: ([Receivable.DRAFT], [BILLING]),
    r.RefuseIssue: ([Receivable.DRAFT], [BILLING]),
    r.RetryIssue: ([Receivable.DRAFT], [BILLING, CREDIT]),
    r.OweShare: ([Receivable.NEW], [BILLING]),
    r.OweAdvance: ((Receivable.ISSUED, Receivable.SETTLED, Receivable.WRITTEN_OFF), [SYSTEM]),
    st.TakePayment: (INVOICED, [BILLING]),
    st.RecallPayment: (INVOICED, [BILLING]),
    r.OpenDispute: (INVOICED, [CREDIT, CARE, CUSTOMER, DISTRIBUTOR]),
    r.ResolveDispute: (INVOICED, [CREDIT]),
    r.CreditInvoice: (INVOICED, [BILLING, SYSTEM]),
    r.ConfirmNote: (INVOICED, [BILLING]),
    r.TakeBackCredit: ((*OWING, Receivable.SETTLED), [CREDIT]),
    r.PromiseToPay: (OWING, [CREDIT]),
    r.NoteExemption: (INVOICED, [SYSTEM]),
    r.WriteOff: (OWING, [CREDIT]),
    r.WaiveCharges: (OWING, [CREDIT]),
    r.FollowUp: (OWING, [CLOCK]),
}

MONEY: Final[Payment] = s.payment(s.CENT)
RECALLED: Final = st.RecallPayment("OP-1", s.CENT, "x")
ORDER_SAMPLES: Final[tuple[o.Command, ...]] = (
    o.PlaceOrder(s.request()),
    o.CompleteInformation(zone=s.ZONE),
    o.AmendOrder(zone=s.ZONE),
    o.ReportParty(s.record()),
    o.ReportOfferings(()),
    o.ReportStock(s.WAREHOUSE, ()),
    o.ReportCoverage(()),
    s.credit_answer(),
    o.NoteStanding(1),
    o.OverrideCredit("x", s.CENT, s.SLOT),
    o.ReportTerms(s.IN_FORCE),
    o.AcceptTerms(f.Acceptance("internet", "2026-1")),
    o.DecideFinancing(approved=True, reason="x"),
    st.TakePayment(MONEY),
    RECALLED,
    o.Schedule(1, s.SLOT),
    o.ConfirmDelivery(1, Sensitive("Recepción"), s.NOON),
    o.ConfirmActivation(1),
    o.ReturnGoods(1, 1, f.ReturnReason.DAMAGED, Disposition.PUT_BACK),
    o.HoldLine(1, f.HoldReason.STOCK_LOST),
    o.FailLine(1, "x"),
    o.CancelOrder("x"),
    o.DecideCancellation(granted=False, reason="x"),
    o.ConfirmStopped(),
    NoteInvoice(s.INVOICE),
    o.ReportAdvance(1, s.INVOICE, s.CENT, 1),
    o.RecordSatisfaction(satisfied=True),
    o.RequestSupport(Sensitive("x")),
    o.CheckOrder(),
    o.ReportReservation(1),
)
ACCOUNT_SAMPLES: Final[tuple[a.Command, ...]] = (
    a.ReserveCredit(s.ORDER, s.CENT),
    a.ReportCreditLine(a.CreditLine(s.ACCOUNT, s.DISTRIBUTOR, s.CENT)),
    a.FreeCredit(s.ORDER),
    a.CommitCredit(s.ORDER, s.CENT),
    a.RecordDelivery(s.ORDER, s.CENT),
    a.RecordInvoice(s.ORDER, (s.part(),), 1),
    a.RecordPayment(s.ORDER, "OP-1", s.CENT, False, (), 1),
    a.RecordReversal(s.ORDER, "OP-1", s.CENT, (), 1),
    a.RecordDefault(s.ORDER, "reminder", 1, s.CENT),
    a.RecordCharges(s.ORDER, s.CENT, 2),
    st.TakePayment(MONEY),
    RECALLED,
    st.OweBack("OP-1", s.CENT, "x"),
    a.UseSurplus(s.ORDER, s.CENT),
    a.RefundSurplus(s.CENT, "x"),
    a.ChangeLimit(s.CENT, "x"),
    a.SuspendAccount("x"),
    a.ReactivateAccount("x"),
    a.CloseAccount("x"),
    a.FollowAccount(s.ORDER),
    a.LeaveAccount(s.ORDER),
    a.ExemptAccount(ExemptionName.CLAIM, "x", s.TODAY),
    a.WithdrawExemption("x"),
    a.CheckAccount(),
)
SHARE: Final = r.OweShare(
    changed(s.bill(), elsewhere="detraccion"),
    s.raised().state.owed.totals,
    *(s.INVOICE, s.TODAY, s.TODAY),
)
RECEIVABLE_SAMPLES: Final[tuple[r.Command, ...]] = (
    r.RaiseInvoice(s.bill()),
    s.report_bill().command,
    r.ConfirmIssue(s.INVOICE),
    r.RefuseIssue("x"),
    r.RetryIssue(),
    r.OweAdvance(),
    SHARE,
    st.TakePayment(MONEY),
    RECALLED,
    r.OpenDispute("x"),
    r.ResolveDispute(None, "x"),
    r.CreditInvoice(s.CENT, "x"),
    r.ConfirmNote("1", "FC01-00000001"),
    r.TakeBackCredit("FC01-00000001", "x"),
    r.PromiseToPay(s.SLOT.date()),
    r.NoteExemption(1, s.TODAY),
    r.WriteOff("x"),
    r.WaiveCharges("x"),
    r.FollowUp(),
)
HERE: Final = st.Target("order", s.ORDER)
OWNER: Final = st.Owner(s.ACCOUNT)
PAYMENT_SAMPLES: Final[tuple[p.Command, ...]] = (
    s.arrives().command,
    p.PlacePayment(HERE),
    p.GiveBack("x"),
    p.TakeBack("x"),
    st.NoteTaken(HERE, s.CENT, s.NOTHING, OWNER),
    st.NoteUntaken(HERE, s.CENT),
    st.PassOn(HERE, s.CENT, HERE, OWNER),
    st.ReturnMoney(HERE, s.CENT, OWNER, "x"),
    st.RefundMoney(HERE, s.CENT, OWNER, "x"),
    st.NoteRecalled(HERE, s.CENT),
    p.LookAgain(),
)


PERSON, OUTSIDE, ANSWER, CASE = Door.PERSON, Door.SYSTEM, Door.ANSWER, Door.CASE
DOORS_BY_HAND: Final[Mapping[type[Any], tuple[tuple[Door, Iterable[Role]], ...]]] = {
    **dict.fromkeys(
        (o.PlaceOrder, o.CompleteInformation, o.AmendOrder, o.AcceptTerms), ((PERSON, WHO_ORDERS),)
    ),
    **dict.fromkeys(
        (o.ReportParty, o.ReportOfferings, o.ReportStock, o.ReportCoverage, o.ReportTerms),
        ((ANSWER, (SYSTEM,)),),
    ),
    **dict.fromkeys(
        (
            *(o.ReportCredit, a.ReserveCredit, a.FreeCredit, a.CommitCredit, a.RecordDelivery),
            *(a.FollowAccount, a.LeaveAccount, r.NoteExemption, o.NoteStanding),
        ),
        ((CASE, (SYSTEM,)),),
    ),
    o.ReportReservation: ((ANSWER, (SYSTEM,)),),
    **dict.fromkeys((o.OverrideCredit, o.DecideFinancing), ((PERSON, (CREDIT,)),)),
    st.TakePayment: ((CASE, (BILLING,)),),
    st.RecallPayment: ((CASE, (BILLING,)),),
    st.OweBack: ((CASE, (BILLING,)),),
    o.Schedule: (
        (
            PERSON,
            (
                *WHO_FULFILS,
                SALES,
            ),
        ),
    ),
    o.ConfirmDelivery: ((PERSON, (WAREHOUSE,)),),
    o.ConfirmActivation: ((PERSON, (TECHNICIANS,)),),
    o.ReturnGoods: ((PERSON, (WAREHOUSE,)),),
    **dict.fromkeys((o.HoldLine, o.FailLine, o.ConfirmStopped), ((PERSON, WHO_FULFILS),)),
    o.CancelOrder: (
        (
            PERSON,
            (
                *WHO_ORDERS,
                CREDIT,
            ),
        ),
    ),
    o.DecideCancellation: (
        (
            PERSON,
            (
                SALES,
                CREDIT,
            ),
        ),
    ),
    o.RecordSatisfaction: ((PERSON, (CARE,)),),
    o.RequestSupport: (
        (
            PERSON,
            (
                CARE,
                DISTRIBUTOR,
                CUSTOMER,
            ),
        ),
    ),
    **dict.fromkeys((o.CheckOrder, r.FollowUp), ((Door.CLOCK, (CLOCK,)),)),
    a.ReportCreditLine: ((ANSWER, (SYSTEM,)),),
    **dict.fromkeys(
        (
            *(NoteInvoice, a.RecordInvoice, a.RecordPayment, a.RecordReversal),
            *(a.RecordDefault, a.RecordCharges),
        ),
        ((CASE, (BILLING,)),),
    ),
    o.ReportAdvance: ((CASE, (BILLING,)),),
    r.OweAdvance: ((CASE, (SYSTEM,)),),
    r.OweShare: ((CASE, (BILLING,)),),
    a.CheckAccount: ((Door.CLOCK, (CLOCK,)),),
    **dict.fromkeys(
        (
            *(a.UseSurplus, a.RefundSurplus, a.ChangeLimit, a.SuspendAccount),
            *(a.ReactivateAccount, a.ExemptAccount, a.WithdrawExemption),
        ),
        ((PERSON, (CREDIT,)),),
    ),
    a.CloseAccount: ((PERSON, (CREDIT,)),),
    r.RaiseInvoice: (
        (
            CASE,
            (
                SYSTEM,
                Role.ONBOARDING,
            ),
        ),
    ),
    r.ReportBill: ((OUTSIDE, (BILLING,)),),
    **dict.fromkeys((r.ConfirmIssue, r.RefuseIssue), ((ANSWER, (BILLING,)),)),
    r.RetryIssue: (
        (OUTSIDE, (BILLING,)),
        (PERSON, (CREDIT,)),
    ),
    p.ReceivePayment: ((OUTSIDE, (BILLING,)), (PERSON, (Role.CASHIER,))),
    **dict.fromkeys((p.PlacePayment, p.GiveBack), ((PERSON, (CREDIT,)),)),
    p.TakeBack: ((OUTSIDE, (BILLING,)),),
    **dict.fromkeys((st.NoteTaken, st.PassOn, st.NoteRecalled), ((CASE, (BILLING, SYSTEM)),)),
    st.NoteUntaken: ((CASE, (BILLING,)),),
    **dict.fromkeys((st.ReturnMoney, st.RefundMoney), ((CASE, (SYSTEM,)),)),
    p.LookAgain: ((Door.CLOCK, (CLOCK,)),),
    r.OpenDispute: (
        (
            PERSON,
            (
                CREDIT,
                CARE,
                CUSTOMER,
                DISTRIBUTOR,
            ),
        ),
    ),
    r.CreditInvoice: ((CASE, (BILLING, SYSTEM)),),
    r.ConfirmNote: ((ANSWER, (BILLING,)),),
    **dict.fromkeys(
        (r.ResolveDispute, r.TakeBackCredit, r.PromiseToPay, r.WriteOff, r.WaiveCharges),
        ((PERSON, (CREDIT,)),),
    ),
}
"""By which door each role gives each command."""


def order_states() -> tuple[Any, ...]:
    """One order in each stage."""
    asked = s.went(s.in_delivery(), s.cancel())
    told = (
        s.order_story(),
        s.placed(),
        s.placed(zone=None),
        s.verified(),
        s.declined(),
        s.approved(),
        s.went(s.approved(s.FIBRE), s.to_order(o.ReportTerms(()))),
        s.released(),
        s.in_delivery(),
        s.went(s.in_delivery(), s.hold()),
        s.completed(),
        s.went(s.in_delivery(s.PHONE, s.FIBRE), s.fail(2), s.signed(1)),
        s.went(s.released(), s.fail()),
        asked,
        s.went(asked, s.decide_cancellation()),
        s.went(s.placed(), s.cancel()),
    )
    return tuple(story.state for story in told)


def account_states() -> tuple[Any, ...]:
    """One account in each stage."""
    suspended = s.went(s.opened(), s.to_account(a.SuspendAccount("x")))
    closed = s.went(suspended, s.to_account(a.CloseAccount("x")))
    return (CREDIT_ACCOUNTS.initial, s.opened().state, suspended.state, closed.state)


def receivable_states() -> tuple[Any, ...]:
    """One receivable in each stage."""
    off = s.went(s.issued(), s.to_receivable(r.WriteOff("x")))
    settled = s.went(s.issued(), s.receive())
    told = (s.receivable_story(), s.raised(), s.issued(), s.blocked(), settled, off)
    return tuple(story.state for story in told)


def test_the_matrix_of_an_order() -> None:
    """ORD-32: every role tried on every command in every stage of an order."""
    cells = matrix(ORDERS, ORDER_SAMPLES, order_states(), at=s.NOON, actor=s.DISTRIBUTOR)
    assert () == differences(cells, ORDER_BY_HAND)
    assert len(Order) * 30 * len(Role) == len(cells)


def test_the_matrix_of_an_account() -> None:
    """ORD-32: every role tried on every command in every stage of a credit account."""
    cells = matrix(CREDIT_ACCOUNTS, ACCOUNT_SAMPLES, account_states(), at=s.NOON)
    assert () == differences(cells, ACCOUNT_BY_HAND)
    assert len(Account) * 24 * len(Role) == len(cells)


def test_the_matrix_of_a_receivable() -> None:
    """ORD-32: every role tried on every command in every stage of a receivable."""
    cells = matrix(
        RECEIVABLES, RECEIVABLE_SAMPLES, receivable_states(), at=s.NOON, actor=s.DISTRIBUTOR
    )
    assert () == differences(cells, RECEIVABLE_BY_HAND)
    assert len(Receivable) * 19 * len(Role) == len(cells)


@pytest.mark.parametrize("process", [ORDERS, CREDIT_ACCOUNTS, RECEIVABLES, PAYMENTS])
def test_the_doors_are_those_written_by_hand(process: Any) -> None:
    """TRU-04, TRU-05: no bill is raised and no credit decided from outside."""
    table: Table = process.lifecycle
    agrees_on_doors(table)
    assert () == survivors(table, agrees_on_doors, mutants=door_mutants)


def agrees_on_doors(table: Table) -> None:
    """Each role gives each command by the door that is written by hand."""
    for command in table.commands:
        by_hand = DOORS_BY_HAND[command]
        doors = {role: door for door, roles in by_hand for role in roles}
        assert doors == {role: table.door(command, role) for role in table.roles[command]}


def payment_states() -> tuple[Any, ...]:
    """One payment in each stage."""
    unplaced = s.went(s.arrived(), s.to_payment(st.NoteUntaken(HERE, s.PHONE_TOTAL)))
    taken_back = s.went(s.arrived(), s.to_payment(p.TakeBack("x")))
    return (PAYMENTS.initial, s.arrived().state, unplaced.state, taken_back.state)


def test_the_matrix_of_a_payment() -> None:
    """TRU-15: every role tried on every command in every stage of a payment."""
    cells = matrix(PAYMENTS, PAYMENT_SAMPLES, payment_states(), at=s.NOON)
    assert () == differences(cells, PAYMENT_BY_HAND)
    assert len(Paid) * 11 * len(Role) == len(cells)


def agrees(table: Table, by_hand: ByHand) -> None:
    """A table says what the matrix written by hand says, in every cell."""
    assert set(table.commands) == set(by_hand)
    for command, (stages, roles) in by_hand.items():
        assert set(roles) == set(table.roles[command])
        for stage in table.stages:
            assert (stage in stages) == table.welcomes(stage, command)


def retold(
    true: Table, process: type[Any], module: object, told: Mapping[Cause, Iterable[Call]]
) -> Callable[[Table], None]:
    """A check that tells the stories of the spoiled rows again, under the spoiled table."""

    def check(table: Table) -> None:
        spoiled = set(true.arrows) ^ set(table.arrows)
        causes = {(row.source, row.command, row.event) for row in spoiled}
        with (
            patch.object(process, "lifecycle", table),
            patch.object(module, "LIFECYCLE", table),
        ):
            for story in {one for cause in causes for one in told.get(cause, ())}:
                tell(story)

    return check


def tell(story: Call) -> None:
    """Tell a story; whatever a spoiled table makes it raise counts as noticed."""
    try:
        story()
    except Exception as noticed:
        raise AssertionError from noticed


TABLES: Final[Mapping[str, tuple[Any, object, Enum, ByHand, int]]] = {
    "order": (OrderProcess, order_evolving, Order.NEW, ORDER_BY_HAND, 2_500),
    "credit_account": (
        CreditAccountProcess,
        account_state,
        Account.UNKNOWN,
        ACCOUNT_BY_HAND,
        500,
    ),
    "payment": (PaymentProcess, payment_state, Paid.NEW, PAYMENT_BY_HAND, 300),
    "receivable": (ReceivableProcess, receivable_state, Receivable.NEW, RECEIVABLE_BY_HAND, 400),
}


@pytest.mark.parametrize("name", TABLES)
def test_every_spoiled_table_is_noticed(name: str) -> None:
    """One role more or less, a row bent or gone, a welcome too many: matrix or stories notice."""
    process, module, start, by_hand, least = TABLES[name]
    table: Table = process.lifecycle
    retell = retold(table, process, module, told_by_row(name))

    def check(spoiled: Table) -> None:
        assert start is spoiled.start
        agrees(spoiled, by_hand)
        retell(spoiled)

    check(table)
    assert () == survivors(table, check)
    assert least < sum(1 for _ in table_mutants(table))


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_in_a_story(name: str) -> None:
    """No row of a table is there that no story of this folder takes."""
    table: Table = TABLES[name][0].lifecycle
    told = told_by_row(name)
    untold = [row for row in table.arrows if (row.source, row.command, row.event) not in told]
    assert [] == untold


def test_clients_and_the_system_never_share_a_command() -> None:
    """ORD-32: what directories, account and clock report cannot be said by a client."""
    for by_hand, who in product(
        (ORDER_BY_HAND, ACCOUNT_BY_HAND, RECEIVABLE_BY_HAND, PAYMENT_BY_HAND),
        (DISTRIBUTOR, CUSTOMER),
    ):
        shared: list[type[Enum]] = [
            command
            for command, (_, roles) in by_hand.items()
            if who in roles and {SYSTEM, CLOCK, BILLING} & set(roles)
        ]
        assert [] == shared
