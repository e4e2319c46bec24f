"""The texts of notices use exactly the values that are sent with them, in both languages."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Final

import pytest

from order_to_cash.domain import order as order_events
from order_to_cash.domain.core import (
    WORDS,
    Answer,
    Clause,
    Currency,
    Decision,
    Deed,
    Door,
    Finding,
    InvalidValue,
    Language,
    Money,
    Role,
    Seen,
    Words,
    changed,
)
from order_to_cash.domain.core.wording import OURS, placeholders, texts
from order_to_cash.domain.credit_account import events as account_events
from order_to_cash.domain.credit_account.collection_events import PastDue
from order_to_cash.domain.credit_account.state import unopened
from order_to_cash.domain.order import Channel, HoldReason, Item, OrderRequest, ReturnReason
from order_to_cash.domain.order.state import INITIAL, Line, Paper
from order_to_cash.domain.payment import PaymentState
from order_to_cash.domain.payment import Stage as PaymentStage
from order_to_cash.domain.payment import events as payment_events
from order_to_cash.domain.receivable import Debt, Receivable, Stage
from order_to_cash.domain.receivable import events as receivable_events
from order_to_cash.domain.trade import (
    Bill,
    BillLine,
    Disposition,
    ExemptionName,
    Kind,
    NetDays,
    Notice,
    Notify,
    Owner,
    Payment,
    PaymentMethod,
    Prepaid,
    Reach,
    TaxPolicy,
    UnitPrice,
    flat,
)
from order_to_cash.domain.trade.notice_wording import Worded, names_of, worded
from order_to_cash.domain.trade.payment_terms import instalments
from order_to_cash.domain.trade.standing import notices, warned
from order_to_cash.operators.peru import CREDIT_ACCOUNTS, ORDERS, PAYMENTS, RECEIVABLES
from tests.charge_correction.notices import messages as correction_messages
from tests.onboarding.notices import messages as onboarding_messages
from tests.post_sale_notices import messages as post_sale_messages
from tests.transfer.notices import messages as transfer_messages

TODAY, NOON = date(2024, 2, 29), datetime(2024, 2, 29, 12, tzinfo=UTC)
NOTHING, NET, TOTAL = (Money.of(a, Currency.PEN) for a in ("0.00", "100.00", "118.00"))
BILL = Bill(
    *("o-1", "a1", "p1"),
    *((BillLine("tv", 1, UnitPrice.from_money(NET)),), Currency.PEN, NetDays(30)),
)
TAX = TaxPolicy((flat("igv", (TODAY, Fraction(18, 100), Clause("law", "1"))),))
TOTALS = TAX.totals(BILL.lines, TODAY, Currency.PEN)
PARTS = instalments(NetDays(30), TOTAL, TODAY)
DEBT = Debt(BILL, TOTALS, TODAY, PARTS, NOTHING, NOTHING, NOTHING, NOTHING)
OWED = Receivable(Stage.ISSUED, "o-1/receivable", DEBT, "F001-00000001")
MONEY = Payment("P-1", TOTAL, PaymentMethod.ONLINE, TODAY)
PAID = PaymentState(PaymentStage.PLACED, MONEY, owner=Owner("a1", "p1"))
NO = Decision.of("any", (Finding("intake.zone", Clause("guide", "1"), Answer(None)),))
WARNED = Decision.of(
    "any", (Finding("intake.zone", Clause("guide", "1"), Answer(False, warns="sales")),)
)
FAILED = Decision.of("any", (Finding("intake.zone", Clause("guide", "1"), Answer(False)),))
REQUEST = OrderRequest("p1", Channel.WEBSITE, (Item("tv", 1, Kind.GOODS),), payment="net-30")
ORDER = changed(INITIAL, id="o-1", request=REQUEST, total=TOTAL, papers=(Paper(0, (), NOON),))
UNUSED: Final = {(Notice.ISSUE_REFUSED, "invoice")}
"""What is sent and not told: an invoice that was refused has no number."""


def messages() -> Iterator[object]:
    """What is sent after one event of every kind that tells somebody something."""
    for happened in (
        order_events.InformationMissing(NO),
        order_events.OrderVerified(NO, (), TOTAL),
        order_events.CreditDeclined(FAILED, NOON),
        order_events.OrderRejected(FAILED),
        order_events.OrderReleased(NO),
        order_events.LineHeld(1, HoldReason.STOCK_LOST),
        order_events.OrderCompleted(NOON, TOTAL),
    ):
        yield from ORDERS.outgoing(ORDER, happened)
    back = order_events.LineReturned(
        1, 1, ReturnReason.DAMAGED, Disposition.PUT_BACK, "", again=True, credited=TOTAL
    )
    yield from ORDERS.outgoing(changed(ORDER, lines=(Line(1, REQUEST.items[0]),)), back)
    for event in (
        receivable_events.InvoiceIssued("F001-00000001"),
        receivable_events.ShareRaised("o-1/x", BILL, TOTALS, "F001-00000001", TODAY, PARTS),
        receivable_events.PaymentReminded("near", -2, TOTAL, NO, TODAY),
        receivable_events.CollectionAlertRaised("reminder", 1, TOTAL, NO, TODAY),
        receivable_events.ServiceBlocked("block", 15, TOTAL, NO, TODAY),
        receivable_events.ServiceUnblocked(),
        receivable_events.InterestReckoned(TOTAL, TODAY, TODAY, TOTAL),
        receivable_events.IssueRefused("no"),
    ):
        yield from RECEIVABLES.outgoing(OWED, event)
    for bill in (
        changed(BILL, advance=True),
        changed(BILL, prepaid=(Prepaid("F-0", NET, TOTAL - NET),)),
    ):
        billed = changed(OWED, debt=changed(DEBT, bill=bill))
        yield from RECEIVABLES.outgoing(billed, receivable_events.InvoiceIssued("F001-00000001"))
    passed = account_events.LimitPassed("a1", TOTAL, NET)
    yield from CREDIT_ACCOUNTS.outgoing(unopened(Currency.PEN), passed)
    owing = account_events.DebtIncurred("a1", "P-1", TOTAL, NOON)
    yield from CREDIT_ACCOUNTS.outgoing(unopened(Currency.PEN), owing)
    one = (PastDue("F001-00000001", TODAY, TOTAL),)
    late = ("a1", "letter", 4, TOTAL, one, NO, TODAY)
    for collected in (
        account_events.AccountReminded(*late),
        account_events.AccountStopped(*late, (Reach.ORDERS,)),
        account_events.StopLifted("a1", "stop"),
        account_events.ExemptionEnded("a1", ExemptionName.CLAIM, TODAY, "F001-00000001"),
    ):
        yield from CREDIT_ACCOUNTS.outgoing(unopened(Currency.PEN), collected)
    for told in (
        payment_events.MoneyUnplaced(TOTAL, NOON),
        payment_events.DebtUnplaced(TOTAL, NOON),
        payment_events.MoneyGivenBack(TOTAL, PAID.owner, "x"),
    ):
        yield from PAYMENTS.outgoing(PAID, told)
    owed = (Deed("AcceptTerms", (Role.CUSTOMER,), Door.PERSON),)
    yield from notices(Seen(ORDERS, ORDER, NOON), "o-1", owed, (Role.CUSTOMER,), NOON)
    yield from warned("order", "o-1", order_events.OrderReleased(WARNED))
    yield from transfer_messages()
    yield from onboarding_messages()
    yield from post_sale_messages()
    yield from correction_messages()


EN: Final = texts(OURS, Language.EN)
SENT: Final[Mapping[Notice, Notify]] = {
    message.notice: message for message in messages() if isinstance(message, Notify)
}


def test_every_notice_is_sent_and_worded() -> None:
    """The catalogue knows every notice, and the events above send every one of them."""
    assert {kind.value for kind in Notice} == {k[1] for k in EN if k[0] == "notice"}
    assert set(Notice) == set(SENT)


@pytest.mark.parametrize("kind", Notice)
def test_a_text_uses_what_is_sent_with_it(kind: Notice) -> None:
    """The placeholders of a text are the names of the values that are really sent."""
    sent = {name for name, _ in SENT[kind].values if (kind, name) not in UNUSED}
    sent |= {"findings"} if SENT[kind].findings else set()
    more = {key[3]: text for key, text in EN.items() if key[:3] == ("notice", kind.value, "more")}
    assert sent - more.keys() == names_of(kind)
    assert all(placeholders(text) <= sent | {name} for name, text in more.items())


@pytest.mark.parametrize("kind", Notice)
def test_both_languages_say_the_same(kind: Notice) -> None:
    """Subject and body have the same placeholders in both languages, and differ in words."""
    for part in ("subject", "body"):
        english, spanish = (
            WORDS.find(language, "notice", kind.value, part)
            for language in (Language.EN, Language.ES)
        )
        assert english is not None
        assert spanish is not None
        assert placeholders(english) == placeholders(spanish)
        assert english != spanish


@pytest.mark.parametrize("kind", Notice)
def test_a_subject_is_one_line_and_a_body_ends_with_one(kind: Notice) -> None:
    """Subjects never break, and bodies end as texts do."""
    for language in WORDS.languages:
        said = worded(SENT[kind], language)
        assert "\n" not in said.subject
        assert said.body.endswith(".\n") or said.body.count("\n") > 1


def test_an_invoice_reads_as_a_person_reads() -> None:
    """FUL-07: amounts have their currency, days their month, and ways to pay are put into words."""
    assert Worded(
        "Factura F001-00000001 del pedido o-1",
        "Factura F001-00000001 de su pedido o-1:\n"
        "Neto: 100.00 PEN\n"
        "Impuesto: 18.00 PEN\n"
        "Total: 118.00 PEN\n"
        "Vencimiento: 30 de marzo de 2024\n"
        "A pagar cada vez: 118.00 PEN\n"
        "Puede pagar por: débito automático, pago en línea, pago en tienda\n"
        "Líneas sin impuesto:\n- 1 x tv a 100.00 PEN: 100.00 PEN\n"
        "Impuestos:\n- IGV 18 % de 100.00 PEN: 18.00 PEN\n"
        "Facturado por anticipado:\n- F-0: 100.00 PEN, de ellos impuesto 18.00 PEN\n"
        "Queda por pagar: 118.00 PEN\n",
    ) == worded(SENT[Notice.INVOICE])


def test_what_is_not_known_yet_is_said_so() -> None:
    """A value that nobody knows reads as such, not as nothing."""
    values = (("order", "o-1"), ("zone", None), ("total", TOTAL))
    told = worded(Notify(Notice.AVAILABILITY, "p1", values), Language.EN)
    assert "in the zone not known yet.\n" in told.body


def test_own_words_win_and_unknown_codes_stay(tmp_path: Path) -> None:
    """Given words replace ours; a code without words is shown as it is."""
    told = Notify(
        Notice.LINE_ON_HOLD, "p1", (("order", "o-1"), ("line", 1), ("reason", "stock_lost"))
    )
    assert "the product is not in stock" in worded(told, Language.EN).body
    (tmp_path / "en").mkdir()
    own = tmp_path / "en" / "own.toml"
    own.write_text('[word.HoldReason]\nstock_lost = "it was sold"\n', encoding="utf-8")
    assert "it was sold" in worded(told, Language.EN, Words((tmp_path,))).body
    odd = changed(told, values=(*told.values[:2], ("reason", "moved")))
    assert "has to wait: moved." in worded(odd, Language.EN).body


@pytest.mark.parametrize("name", ["online", "store"])
def test_a_name_that_looks_like_a_code_stays_a_name(name: str) -> None:
    """Only values that hold codes are put into words: an order may be called anything."""
    told = Notify(Notice.ORDER_RELEASED, "p1", (("order", name), ("total", TOTAL)))
    assert f"Order {name} was approved" == worded(told, Language.EN).subject


def test_values_are_data() -> None:
    """Braces and percent signs in a value are not filled in again."""
    told = Notify(
        Notice.ORDER_RELEASED,
        "p1",
        (("order", "{order} %s {0.__class__}"), ("total", TOTAL)),
    )
    assert "Pedido {order} %s {0.__class__} aprobado" == worded(told).subject


def test_a_missing_value_is_named() -> None:
    """A notice without a value that its text needs is refused with advice."""
    with pytest.raises(InvalidValue) as raised:
        worded(Notify(Notice.LINE_ON_HOLD, "p1", (("order", "o-1"),)))
    expected = "the notice line_on_hold lacks line, reason; send it with the notice"
    assert (expected, "notice.value-missing") == (raised.value.message, raised.value.code)


def test_a_part_of_another_shape_is_shown_as_it_is() -> None:
    """A list whose parts lack a value is read all the same, and nothing is raised over it."""
    told = SENT[Notice.PLAN_CHANGE_APPLIED]
    values = dict(told.values) | {"parts": ("INT-30", ("INT-60", 21, NOTHING))}
    body = worded(changed(told, values=tuple(values.items())), Language.EN).body
    assert "INT-30\n- INT-60, 21 days: 0.00 PEN\n" in body
