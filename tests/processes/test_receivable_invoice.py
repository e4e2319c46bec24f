"""The invoice: what it says, when it is due, and that there is exactly one of it."""

from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.audit.states import state_problems
from order_to_cash.domain.core import BrokenDefinition, Currency, Money, Term, changed
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.receivable import Stage
from order_to_cash.domain.receivable import commands as c
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.receivable.state import published
from order_to_cash.domain.trade import (
    Adjustment,
    BillLine,
    Due,
    DuePart,
    EndOfMonth,
    Instalments,
    IssueInvoice,
    NetDays,
    NoteInvoice,
    Notice,
    Notify,
    Owner,
    PaperAdjustment,
    PaymentMethod,
    PaymentTerms,
    TakePayment,
    Tell,
    UpFront,
    WeightedParts,
)
from order_to_cash.domain.trade.payment_terms import instalments
from order_to_cash.operators.peru import RECEIVABLES, TAX
from tests.processes import samples as s

RETRY = s.to_receivable(c.RetryIssue())
REFUSE = s.to_receivable(c.RefuseIssue("falta el RUC"))


def test_an_invoice_is_asked_for_with_totals_and_due_days() -> None:
    """ORD-25: net, tax and total are fixed from the day of completion, and billing is asked."""
    story = s.raised().reaches(Stage.DRAFT)
    (asked,) = s.sent(story, IssueInvoice)
    totals = asked.totals
    assert (s.sol("847.46"), s.sol("152.54"), s.PHONE_TOTAL) == (
        totals.net,
        totals.tax,
        totals.total,
    )
    assert (s.RECEIVABLE, s.TODAY) == (asked.receivable, asked.on)
    assert (s.part(due=date(2026, 4, 1)),) == asked.instalments


def test_weighted_parts_are_followed_each_by_its_day() -> None:
    """PRI-09: 25 % at once and 5 x 15 % every 30 days; each part is dunned after its own day."""
    later = (DuePart(Fraction(15, 100), Due(days=30 * n)) for n in range(1, 6))
    story = s.raised(WeightedParts((DuePart(Fraction(1, 4), Due()), *later))).when(s.issue())
    (told,) = s.sent(story, Notify)
    expected = (s.sol("250.00"), *[s.sol("150.00")] * 5)
    days = tuple(s.TODAY + 30 * n * s.DAY for n in range(6))
    assert (expected, days) == (dict(told.values)["parts"], dict(told.values)["due"])
    story = s.went(story, s.receive(s.sol("300.00")))
    owed = story.state.owed
    assert [*expected[:1], s.sol("50.00")] == [part.paid for part in owed.instalments[:2]]
    late = owed.arrears(days[2] + s.DAY)
    assert late is not None
    assert (31, s.sol("250.00")) == (late.days, late.overdue)
    assert [] == list(state_problems(story.state))


def test_there_is_one_invoice_however_often_it_is_asked_for() -> None:
    """ORD-25: raised once and issued once; what is said again is not welcome."""
    again = s.to_receivable(c.RaiseInvoice(s.bill()))
    s.raised().when(again).refused("process.wrong-stage")
    story = s.issued()
    for command in (again, s.issue(), RETRY, REFUSE):
        story.when(command).refused("process.wrong-stage").reaches(Stage.ISSUED)


def test_a_refused_invoice_is_mended_and_asked_for_again() -> None:
    """ORD-25: Credit & Collections is told why, and the same invoice is asked for again."""
    story = s.raised().when(REFUSE).then(e.IssueRefused("falta el RUC")).reaches(Stage.DRAFT)
    (told,) = s.sent(story, Notify)
    assert (Notice.ISSUE_REFUSED, "credit_and_collections") == (told.notice, told.to)
    assert told.contact is None
    story = story.when(RETRY).reaches(Stage.DRAFT)
    assert s.sent(s.raised(), IssueInvoice) == s.sent(story, IssueInvoice)
    story.when(s.issue()).reaches(Stage.ISSUED)


def test_an_issued_invoice_is_told_to_everybody() -> None:
    """ORD-26: order, account and party hear of it; the party with detail, terms and due days."""
    terms = Instalments(3, Term(months=1))
    story = s.raised(terms).when(s.issue()).then(e.InvoiceIssued(s.INVOICE)).reaches(Stage.ISSUED)
    due = (date(2026, 4, 2), date(2026, 5, 2), date(2026, 6, 2))
    parts = (s.sol("333.34"), s.sol("333.33"), s.sol("333.33"))
    assert (NoteInvoice(s.INVOICE),) == s.sent(story, NoteInvoice)
    (recorded,) = s.sent(story, a.RecordInvoice)
    made = tuple(s.part(x, d) for x, d in zip(parts, due, strict=True))
    owner = Owner(s.ACCOUNT, s.DISTRIBUTOR, s.bill().contact)
    assert a.RecordInvoice(s.ORDER, made, 1, invoice=s.INVOICE, owner=owner) == recorded
    (told,) = s.sent(story, Notify)
    assert (Notice.INVOICE, s.DISTRIBUTOR) == (told.notice, told.to)
    assert {
        "order": s.ORDER,
        "invoice": s.INVOICE,
        "net": s.sol("847.46"),
        "tax": s.sol("152.54"),
        "total": s.PHONE_TOTAL,
        "due": due,
        "parts": parts,
        "methods": ("direct_debit", "online", "store"),
        "lines": (("1", s.PHONE, "847.46 PEN", s.sol("847.46")),),
        "taxes": (
            ("igv", "16", s.sol("847.46"), s.sol("135.59")),
            ("ipm", "2", s.sol("847.46"), s.sol("16.95")),
        ),
    } == dict(told.values)


def test_the_ways_to_pay() -> None:
    """ORD-27: direct debit, online and in a store; credit of the account is the fourth."""
    assert ["direct_debit", "online", "store", "account_credit"] == [x.value for x in PaymentMethod]
    for method in PaymentMethod:
        money = TakePayment(s.payment().__class__("OP-1", s.PHONE_TOTAL, method, s.TODAY))
        s.issued().when(s.to_receivable(money)).reaches(Stage.SETTLED)


def test_a_pack_names_its_own_ways_to_pay() -> None:
    """OPN-03: a wallet of the operator's is offered, taken and kept like ours."""
    wallet = PaymentMethod("wallet")
    own = changed(RECEIVABLES, ways=(PaymentMethod.STORE, wallet))
    issued = s.raised(process=own).when(s.issue(s.NOON))
    (told,) = s.sent(issued, Notify)
    assert ("store", "wallet") == dict(told.values)["methods"]
    money = TakePayment(s.payment().__class__("OP-1", s.PHONE_TOTAL, wallet, s.TODAY))
    issued.when(s.to_receivable(money)).reaches(Stage.SETTLED)


@pytest.mark.parametrize("ways", [(), (PaymentMethod.ACCOUNT_CREDIT,)])
def test_an_invoice_offers_a_way_for_money_to_come(ways: tuple[PaymentMethod, ...]) -> None:
    """OPN-02: a pack that offers none, or what is no money, is refused when it is made."""
    with pytest.raises(BrokenDefinition, match="ways to pay"):
        changed(RECEIVABLES, ways=ways)


@pytest.mark.parametrize(
    ("terms", "issued", "due"),
    [
        (UpFront(), date(2026, 3, 2), [date(2026, 3, 2)]),
        (NetDays(0), date(2026, 3, 2), [date(2026, 3, 2)]),
        (NetDays(30), date(2026, 1, 31), [date(2026, 3, 2)]),
        (NetDays(30), date(2024, 1, 31), [date(2024, 3, 1)]),
        (EndOfMonth(), date(2026, 1, 1), [date(2026, 1, 31)]),
        (EndOfMonth(), date(2026, 1, 31), [date(2026, 1, 31)]),
        (EndOfMonth(), date(2026, 2, 10), [date(2026, 2, 28)]),
        (EndOfMonth(), date(2024, 2, 10), [date(2024, 2, 29)]),
        (EndOfMonth(), date(2026, 12, 31), [date(2026, 12, 31)]),
        (EndOfMonth(1), date(2026, 1, 31), [date(2026, 2, 28)]),
        (EndOfMonth(1), date(2026, 12, 5), [date(2027, 1, 31)]),
        (Instalments(1, Term(months=1)), date(2026, 1, 31), [date(2026, 2, 28)]),
        (
            Instalments(3, Term(months=1)),
            date(2026, 1, 31),
            [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)],
        ),
        (
            Instalments(2, Term(days=15)),
            date(2026, 2, 20),
            [date(2026, 3, 7), date(2026, 3, 22)],
        ),
        (Instalments(1, Term(months=12)), date(2024, 2, 29), [date(2025, 2, 28)]),
    ],
)
def test_due_days_are_counted_from_the_invoice(
    terms: PaymentTerms, issued: date, due: list[date]
) -> None:
    """ORD-26: days, end of month and instalments, through short months, leap days and years."""
    assert due == [part.due for part in instalments(terms, s.PHONE_TOTAL, issued)]


@given(st.integers(0, 10**9), st.integers(1, 60), st.sampled_from(Currency))
def test_instalments_sum_exactly_to_the_total(minor: int, count: int, currency: Currency) -> None:
    """ORD-26: no cent is lost or made, the odd ones come first, and no two differ by more."""
    total = Money(minor, currency)
    parts = instalments(Instalments(count, Term(months=1)), total, date(2026, 1, 31))
    amounts = [part.amount.minor for part in parts]
    assert (minor, count) == (sum(amounts), len(amounts))
    assert sorted(amounts, reverse=True) == amounts
    assert max(amounts) - min(amounts) <= 1


@pytest.mark.parametrize(
    ("at", "on"),
    [
        (datetime(2026, 3, 2, 23, 59, 59, 999_999, s.LIMA), date(2026, 3, 2)),
        (datetime(2026, 3, 3, 0, 0, tzinfo=s.LIMA), date(2026, 3, 3)),
    ],
)
def test_an_invoice_bears_the_day_it_is_in_lima(at: datetime, on: date) -> None:
    """ORD-26: late in the evening UTC is a day ahead; the invoice and its due day are not."""
    debt = s.raised(NetDays(1), at=at).state.debt
    assert debt is not None
    assert (on, on + s.DAY) == (debt.on, debt.instalments[0].due)


def test_tax_is_on_the_sum_of_all_lines() -> None:
    """ORD-25: three lines of 0.99 bear 0.53 of tax together, where three times 0.18 were 0.54."""
    lines = tuple(BillLine(f"CHIP-{n}", 1, s.price("0.99")) for n in range(3))
    totals = TAX.totals(lines, s.TODAY, Currency.PEN)
    assert (s.sol("2.97"), s.sol("0.53"), s.sol("3.50")) == (totals.net, totals.tax, totals.total)


@pytest.mark.parametrize(
    ("quantity", "price", "total"),
    [(20, "330.00", "6600.00"), (120, "330.00", "39600.00"), (100, "0.65", "65.00")],
)
def test_a_price_with_tax_is_billed_as_it_is(quantity: int, price: str, total: str) -> None:
    """PRI-01: billing, the parts to be paid and the account hear of exactly that amount."""
    line = BillLine(s.PHONE, quantity, s.price(price, with_tax=True))
    bill = s.bill(Instalments(3, Term(months=1)), line)
    story = s.went(s.receivable_story(), s.to_receivable(c.RaiseInvoice(bill)))
    (asked,) = s.sent(story, IssueInvoice)
    assert s.sol(total) == asked.totals.payable
    assert s.sol(total) == Money.sum_of((p.amount for p in asked.instalments), Currency.PEN)
    assert [] == list(state_problems(story.state))


def test_a_reported_bill_has_categories_discounts_and_a_charge() -> None:
    """PRI-02, PRI-03, PRI-05: 883.11 with half off is 441.55 net; 100.00 exempt; 5.00 to send."""
    half = Adjustment("campaign", share=Fraction(1, 2))
    lines = (
        BillLine(s.PHONE, 1, s.price("883.11"), adjustments=(half,)),
        BillLine("BOOK", 2, s.price("50.00"), "exempt"),
        BillLine("GIFT", 1, s.price("10.00"), "free"),
    )
    sending = PaperAdjustment(Adjustment("delivery", s.sol("5.00"), charge=True))
    story = s.went(s.receivable_story(), s.report_bill(lines=lines, adjustments=(sending,)))
    totals = story.state.owed.totals
    assert (s.sol("541.55"), s.sol("5.00"), s.sol("546.55")) == (
        totals.lines,
        totals.charges,
        totals.net,
    )
    assert (s.sol("80.38"), s.sol("626.93")) == (totals.tax, totals.payable)
    given_away = next(part for part in totals.taxes if part.category == "free")
    assert (s.sol("10.00"), s.sol("1.80")) == (given_away.base, given_away.tax)
    assert [] == list(state_problems(story.state))


def test_a_bill_of_a_category_nobody_knows_is_refused() -> None:
    """PRI-03: no rate is assumed for it, and the known ones are named."""
    luxury = s.report_bill(lines=(BillLine(s.PHONE, 1, s.price("1.00"), "luxury"),))
    s.receivable_story().when(luxury).refused("receivable.tax-category")


def test_an_invoice_of_nothing_is_settled_at_once() -> None:
    """ORD-25: what is free is invoiced too, and nothing is owed for it."""
    free = s.bill(NetDays(30), BillLine("CHIP", 1, s.price("0.00")))
    story = s.went(s.receivable_story(), s.to_receivable(c.RaiseInvoice(free)))
    story.when(s.issue()).then(e.InvoiceIssued(s.INVOICE), e.InvoiceSettled()).reaches(
        Stage.SETTLED
    )


def test_what_is_published_follows_the_facts() -> None:
    """ORD-28: new, sent, partially paid and settled, as the customer bill API has them."""
    part = s.went(s.issued(), s.receive(s.CENT))
    written_off = s.went(s.issued(), s.to_receivable(c.WriteOff("incobrable")))
    assert [None, "new", "sent", "partiallyPaid", "settled", "sent", "settled"] == [
        published(story.state)
        for story in (
            s.receivable_story(),
            s.raised(),
            s.issued(),
            part,
            s.went(part, s.receive(s.sol("999.99"), "OP-2")),
            s.blocked(),
            written_off,
        )
    ]


def test_the_order_is_told_its_own_invoice() -> None:
    """ORD-25: the number goes to the order that was delivered."""
    (tell,) = (
        m
        for m in s.moved(s.raised().when(s.issue())).messages
        if isinstance(m, Tell) and m.process == "order"
    )
    assert s.ORDER == tell.case


def test_billing_reports_a_bill_of_its_own() -> None:
    """TRU-05: by its own number, with the due days of its own day; the ledger knows it."""
    story = s.went(s.receivable_story(), s.report_bill(at=s.NOON + 3 * s.DAY))
    story.reaches(Stage.ISSUED)
    reported = story.state
    assert ("B-2026-77", "B-2026-77") == (reported.id, reported.invoice)
    assert (s.PHONE_TOTAL, s.TODAY + 30 * s.DAY) == (
        reported.owed.outstanding,
        reported.owed.instalments[0].due,
    )
    (recorded,) = s.sent(story, a.RecordInvoice)
    assert "billing/B-2026-77" == recorded.order
    (known,) = s.sent(story, IssueInvoice)
    assert "B-2026-77" == known.number


def test_a_bill_is_reported_once_and_by_its_number() -> None:
    """TRU-05: neither again, nor under another id, nor before its day."""
    story = s.went(s.receivable_story(), s.report_bill())
    story.when(s.report_bill()).refused("process.wrong-stage")
    other = s.to_receivable(s.report_bill().command, case="B-1")
    s.receivable_story().when(other).refused("receivable.other-number")
    early = s.report_bill(issued=s.TODAY + s.DAY)
    s.receivable_story().when(early).refused("receivable.issued-later")


def test_a_bill_of_nothing_is_settled() -> None:
    """TRU-05: nothing is owed of a reported bill whose total is zero."""
    nothing = s.report_bill(lines=(BillLine(s.PHONE, 1, s.price("0.00")),))
    s.went(s.receivable_story(), nothing).reaches(Stage.SETTLED)
