"""The advice of transfers; their blank text stands for every process."""

from datetime import timedelta
from typing import Any, Final

from order_to_cash.domain.core import Currency, Money, changed
from order_to_cash.domain.transfer import PrintedForm, Step, TransferRequest
from order_to_cash.domain.transfer import commands as c
from order_to_cash.domain.transfer import records as r
from order_to_cash.operators.bolivia import TRANSFER_REQUESTS
from tests.advice.advising import Advice
from tests.transfer import samples as s

NEW: Final = TRANSFER_REQUESTS.initial
DOLLARS: Final = Money.of("10.00", Currency.USD)
HOUR: Final = timedelta(hours=1)


def of(code: str, state: Any, refused: Any, *follow: Any, again: Any = None) -> Advice:
    """Advice of a transfer."""
    return Advice(f"transfer.{code}", TRANSFER_REQUESTS, state, refused, follow, again)


def asked(request: TransferRequest, role: Any = s.CARE) -> Any:
    """Somebody asks for a transfer."""
    return s.envelope(role, c.RequestTransfer(request))


def moved(*services: str) -> Any:
    """Somebody asks that these services move."""
    return asked(s.request(1, services=services))


def recorded(step: Step, record: r.Record, role: Any = s.ADVISOR) -> Any:
    """A step is recorded."""
    return s.envelope(role, c.RecordStep(step, record))


def product(role: Any = s.ADVISOR, **changes: Any) -> Any:
    """The product of procedure 2 or 3 is transferred."""
    return recorded(Step.TRANSFER_PRODUCT, changed(s.PRODUCT, **changes), role)


def contract(contract_type: str) -> Any:
    """The product with this type of contract."""
    whole = s.PRODUCT.contract
    assert whole is not None
    return product(contract=changed(whole, contract_type=contract_type))


def observed(amount: Money) -> Any:
    """The fee is charged by a claim over this amount."""
    return recorded(Step.CHARGE, changed(s.CLAIM, observed=amount), s.OFFICE)


def pay(amount: Money, receipt: str = "R-1") -> Any:
    """The customer pays at the cashier."""
    return s.envelope(s.CASHIER, c.PayFee(receipt, amount))


def orders(overdue: Money = s.NOTHING, role: Any = s.ADVISOR) -> Any:
    """The work orders go out."""
    return s.envelope(role, c.IssueWorkOrders(overdue))


def settle(*items: Any) -> Any:
    """Equipment ends."""
    return s.envelope(s.FIELD, c.SettleEquipment(items))


def off(hours: int = 1) -> Any:
    """The old service is off."""
    return s.envelope(s.FIELD, c.ReportOff(s.AT + hours * HOUR), s.LATER)


ON: Final = s.envelope(s.FIELD, c.ReportOn(s.LATER), s.LATER)
CASH: Final = c.PresentRequirements(s.presented(pays_cash=True, charge_accepted=False))
COMPANY: Final = c.PresentRequirements(s.COMPANY)
COPIES: Final = tuple(PrintedForm(form.kind, 1, 0) for form in s.PRINTED.forms)
AT_CASHIER: Final = s.before(3, Step.CASHIER, CASH)
PROMISED: Final = s.before(2, Step.WORK_ORDERS, CASH).state
OWED: Final = s.before(1, Step.PRESALE).state
WAIVED: Final = s.envelope(s.HEAD, c.WaiveFee("error nuestro"))
AT_PRODUCT: Final = s.before(3, Step.TRANSFER_PRODUCT).state
OUT: Final = s.before(3, Step.CASHIER).when(orders()).state
GIVEN_BACK: Final = s.before(1, Step.CHARGE).state
TWICE: Final = s.request(1, equipment=(s.ITEM, s.ITEM))
SOMEWHERE: Final = s.request(1, destination=s.OWN_COPPER)

ASKED: Final = (
    of("no-procedure", NEW, asked(SOMEWHERE), again=asked(s.request(1))),
    of("no-tariff", NEW, moved("satellite"), again=moved("internet")),
    of("no-services", NEW, moved(), again=moved("internet")),
    of("package-and-part", NEW, moved("package", "internet"), again=moved("package")),
    of("package-and-part", NEW, moved("package", "internet"), again=moved("internet")),
    of("repeated-item", NEW, asked(TWICE), again=asked(s.request(1))),
)
STEPS: Final = (
    of("wrong-step", AT_PRODUCT, orders(), again=product()),
    of(
        "other-role",
        NEW,
        asked(s.request(1), s.SALES),
        again=asked(s.request(1), s.CARE),
    ),
    of(
        "wrong-record",
        AT_PRODUCT,
        recorded(Step.TRANSFER_PRODUCT, r.PreSale("PV-1")),
        again=product(),
    ),
    of("left-out", AT_PRODUCT, product(seller=None, location=None), again=product()),
    of(
        "other-value",
        s.before(2, Step.TRANSFER_PRODUCT).state,
        product(s.OFFICE, category="corporate"),
        again=product(s.OFFICE),
    ),
    of(
        "category-stays",
        s.before(2, Step.TRANSFER_PRODUCT, COMPANY).state,
        product(s.OFFICE),
        again=product(s.OFFICE, category=None, subcategory=None),
    ),
    of(
        "forms-missing",
        s.before(3, Step.PRINT).state,
        recorded(Step.PRINT, r.Printed(COPIES)),
        again=recorded(Step.PRINT, s.PRINTED),
    ),
    of("claim-amount", GIVEN_BACK, observed(s.CENT), again=observed(s.FEE)),
    Advice(
        "process.blank",
        TRANSFER_REQUESTS,
        AT_PRODUCT,
        contract(" "),
        again=contract("residencial"),
    ),
)
MONEY: Final = (
    of("accounts-in-arrears", s.before(3, Step.CASHIER).state, orders(s.CENT), again=orders()),
    of("own-gain", OWED, changed(WAIVED, actor="A-1"), again=WAIVED),
    of("cash-not-paid", PROMISED, orders(role=s.OFFICE), pay(s.FEE)),
    of("amount-not-positive", AT_CASHIER.state, pay(s.NOTHING), again=pay(s.CENT)),
    of("currency", AT_CASHIER.state, pay(DOLLARS), again=pay(s.CENT)),
    of("receipt-known", AT_CASHIER.when(pay(s.CENT)).state, pay(s.CENT), again=pay(s.CENT, "R-2")),
    of("too-much", AT_CASHIER.state, pay(s.FEE + s.CENT), again=pay(s.FEE)),
)
OUTSIDE: Final = (
    of("orders-not-out", s.before(3, Step.CASHIER).state, settle(s.CARRIED), orders()),
    of("still-on", OUT, ON, off()),
    of("not-yet", OUT, off(3), again=off(2)),
    of("unknown-item", OUT, settle(changed(s.CARRIED, code="E-9")), again=settle(s.CARRIED)),
    of(
        "form-incomplete",
        GIVEN_BACK,
        settle(changed(s.RECOVERED, form=s.form(zone="", signed_by=None))),
        again=settle(s.RECOVERED),
    ),
    of("cannot-carry", GIVEN_BACK, settle(s.CARRIED), again=settle(s.RECOVERED)),
    of("cannot-carry", GIVEN_BACK, settle(s.CARRIED), again=settle(s.CHARGED)),
    of(
        "no-item-charge",
        GIVEN_BACK,
        settle(changed(s.CHARGED, charge=None)),
        again=settle(s.CHARGED),
    ),
)

ADVICE: Final = (*ASKED, *STEPS, *MONEY, *OUTSIDE)
