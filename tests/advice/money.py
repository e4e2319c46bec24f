"""The advice of accounts, receivables and payments."""

from typing import Any, Final

from order_to_cash.domain.core import Currency, Money, Role, changed
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.payment import commands as p
from order_to_cash.domain.receivable import commands as r
from order_to_cash.domain.trade import BillLine, CreditedLine, ExemptionName, PaymentMethod
from order_to_cash.domain.trade import billing as st
from order_to_cash.operators.peru import CREDIT_ACCOUNTS, PAYMENTS, RECEIVABLES
from order_to_cash.testing import Story
from tests.advice.advising import Advice
from tests.processes import samples as s

DOLLARS: Final = Money.of("10.00", Currency.USD)
BILL: Final = st.Target("receivable", s.RECEIVABLE)
ORDER: Final = st.Target("order", s.ORDER)
ACCOUNT: Final = st.Target("credit_account", s.ACCOUNT)
NOBODY: Final = st.Owner("")
OWNER: Final = st.Owner(s.ACCOUNT, s.DISTRIBUTOR)


def account(code: str, story: Any, refused: Any, *follow: Any, again: Any = None) -> Advice:
    """Advice of an account."""
    told = [s.to_account(each) for each in follow]
    other = None if again is None else s.to_account(again)
    return Advice(code, CREDIT_ACCOUNTS, story.state, s.to_account(refused), tuple(told), other)


def receivable(code: str, story: Any, refused: Any, *follow: Any, again: Any = None) -> Advice:
    """Advice of a receivable."""
    return Advice(code, RECEIVABLES, story.state, refused, follow, again)


def payment(code: str, story: Any, refused: Any, again: Any, elsewhere: Any = None) -> Advice:
    """Advice of a payment."""
    return Advice(code, PAYMENTS, story.state, refused, (), again, elsewhere)


def kept(amount: str) -> Any:
    """Money that the account keeps."""
    return st.TakePayment(s.payment(s.sol(amount), "OP-9"))


def use(amount: str, order: str = s.ORDER) -> a.UseSurplus:
    """Money kept is put to an order."""
    return a.UseSurplus(order, s.sol(amount))


def dispute(amount: str = "10.00") -> Any:
    """The party disputes so much."""
    return s.to_receivable(r.OpenDispute("x", s.sol(amount)))


def resolve(amount: Money | None) -> Any:
    """The dispute is resolved with so much."""
    return s.to_receivable(r.ResolveDispute(amount, "x"))


def credit(amount: str, *lines: tuple[int, str]) -> Any:
    """So much is credited, of those lines."""
    of = tuple(CreditedLine(number, s.sol(part)) for number, part in lines)
    return s.to_receivable(r.CreditInvoice(s.sol(amount), "x", lines=of))


OPEN_ORDER: Final = s.went(s.opened(), s.invoiced(s.ORDER, s.part()), s.to_account(kept("50.00")))
OWING: Final = s.went(s.opened(), s.to_account(st.OweBack("OP-5", s.sol("50.00"), "x")))
ISSUED: Final = s.issued()
NOTED: Final = s.went(ISSUED, credit("10.00"), s.to_receivable(r.ConfirmNote("1", "FC01-1")))
DISPUTED: Final = s.went(ISSUED, dispute())
OWN: Final[dict[str, Any]] = {"actor": s.DISTRIBUTOR, "role": Role.DISTRIBUTOR}
GONE: Final = s.went(s.arrived(), s.to_payment(p.TakeBack("débito rechazado")))

ACCOUNTS: Final = (
    account("account.currency", OPEN_ORDER, a.UseSurplus(s.ORDER, DOLLARS), again=use("1.00")),
    account("account.amount-not-positive", OPEN_ORDER, use("0.00"), again=use("0.01")),
    account("account.surplus-too-small", OPEN_ORDER, use("50.01"), again=use("50.00")),
    account("account.no-such-order", OPEN_ORDER, use("1.00", "otro"), again=use("1.00")),
    account("account.in-debt", OWING, a.CloseAccount("fin"), kept("50.00")),
    Advice(
        "account.own-gain",
        CREDIT_ACCOUNTS,
        OPEN_ORDER.state,
        s.to_account(use("1.00"), actor=s.DISTRIBUTOR),
        again=s.to_account(use("1.00")),
    ),
    account(
        "account.exemption-over",
        OPEN_ORDER,
        a.ExemptAccount(ExemptionName.CLAIM, "x", s.TODAY - s.DAY),
        again=a.ExemptAccount(ExemptionName.CLAIM, "x", s.TODAY),
    ),
    account(
        "account.no-such-invoice",
        OPEN_ORDER,
        a.ExemptAccount(ExemptionName.CLAIM, "x", s.TODAY, "F-9"),
        again=a.ExemptAccount(ExemptionName.CLAIM, "x", s.TODAY),
    ),
    account(
        "account.no-exemption",
        s.went(OPEN_ORDER, s.to_account(a.ExemptAccount(ExemptionName.CLAIM, "x", s.TODAY))),
        a.WithdrawExemption("x", "F-9"),
        again=a.WithdrawExemption("x"),
    ),
    account(
        "account.negative-amount",
        s.opened(),
        a.ChangeLimit(s.sol("-5.00"), "x"),
        again=a.ChangeLimit(s.sol("0.00"), "x"),
    ),
)
LINE: Final = BillLine("SKU", 1, s.price("10.00"))
RECEIVED: Final = (
    receivable("receivable.currency", DISPUTED, resolve(DOLLARS), again=resolve(s.sol("10.00"))),
    receivable(
        "receivable.own-debt",
        ISSUED,
        s.to_receivable(r.WriteOff("x"), actor=s.DISTRIBUTOR),
        again=s.to_receivable(r.WriteOff("x")),
    ),
    receivable("receivable.credit-too-large", ISSUED, dispute("1000.01"), again=dispute("1000.00")),
    receivable(
        "receivable.line-too-large",
        ISSUED,
        credit("10.00", (2, "10.00")),
        again=credit("10.00", (1, "10.00")),
    ),
    receivable(
        "receivable.lines-disagree",
        ISSUED,
        credit("10.00", (1, "10.01")),
        again=credit("10.01", (1, "10.01")),
    ),
    receivable(
        "receivable.no-such-note",
        NOTED,
        s.to_receivable(r.TakeBackCredit("FC01-2", "x")),
        again=s.to_receivable(r.TakeBackCredit("FC01-1", "x")),
    ),
    receivable("receivable.disputed-already", DISPUTED, dispute("1.00"), resolve(None)),
    receivable(
        "receivable.promise-in-the-past",
        ISSUED,
        s.to_receivable(r.PromiseToPay(s.TODAY - s.DAY)),
        again=s.to_receivable(r.PromiseToPay(s.TODAY)),
    ),
    receivable(
        "receivable.other-number",
        s.receivable_story(),
        s.to_receivable(s.report_bill("B-7").command, case="B-1"),
        again=s.report_bill("B-7"),
    ),
    receivable(
        "receivable.issued-later",
        s.receivable_story(),
        s.report_bill(issued=s.TODAY + s.DAY),
        again=s.report_bill(issued=s.TODAY + s.DAY, at=s.NOON + s.DAY),
    ),
    receivable(
        "receivable.tax-category",
        s.receivable_story(),
        s.report_bill(lines=(changed(LINE, category="luxury"),)),
        again=s.report_bill(lines=(changed(LINE, category="exempt"),)),
    ),
    receivable(
        "receivable.below-zero",
        s.receivable_story(),
        s.report_bill(lines=(changed(LINE, unit_price=s.price("-0.01")),)),
        again=s.report_bill(lines=(changed(LINE, unit_price=s.price("0.00")),)),
    ),
    receivable(
        "receivable.not-yours",
        ISSUED,
        s.to_receivable(r.OpenDispute("x"), actor="DIST-0099", role=Role.DISTRIBUTOR),
        again=s.to_receivable(r.OpenDispute("x"), **OWN),
    ),
)


def place(towards: st.Target) -> Any:
    """Somebody says where the money goes."""
    return s.to_payment(p.PlacePayment(towards))


NEW: Final[s.PaymentStory] = Story(PAYMENTS)
OTHER: Final = s.arrives(s.CENT)
OWED_BY_NOBODY: Final = s.went(
    s.arrived(),
    s.to_payment(st.NoteTaken(ORDER, s.PHONE_TOTAL, s.NOTHING, NOBODY)),
    s.to_payment(st.ReturnMoney(ORDER, s.PHONE_TOTAL, NOBODY, "anulado")),
    s.to_payment(p.TakeBack("débito rechazado")),
)
UNPLACED: Final = s.went(
    s.arrived(),
    s.to_payment(st.NoteTaken(ORDER, s.PHONE_TOTAL, s.NOTHING, OWNER)),
    s.to_payment(st.PassOn(ORDER, s.PHONE_TOTAL, BILL, OWNER, s.TODAY)),
    s.to_payment(st.NoteUntaken(BILL, s.PHONE_TOTAL)),
)


def give_back(actor: str) -> Any:
    """Money that no case took is given back."""
    return s.to_payment(p.GiveBack("anulado"), actor=actor)


PAID: Final = (
    payment("payment.amount-not-positive", NEW, s.arrives(s.NOTHING), s.arrives(s.CENT)),
    payment(
        "payment.received-later",
        NEW,
        s.arrives(received=s.TODAY + s.DAY),
        s.arrives(at=s.NOON + s.DAY),
    ),
    payment("payment.recorded-otherwise", s.arrived(), OTHER, OTHER, PAYMENTS.initial),
    payment("payment.was-taken-back", GONE, OTHER, OTHER, PAYMENTS.initial),
    payment(
        "payment.no-such-target", NEW, s.arrives(towards=st.Target("onboarding", "X")), s.arrives()
    ),
    payment("payment.only-an-account", OWED_BY_NOBODY, place(BILL), place(ACCOUNT)),
    payment("payment.own-gain", UNPLACED, give_back(s.DISTRIBUTOR), give_back(s.ANALYST)),
    payment(
        "payment.accounts-own",
        NEW,
        s.arrives(method=PaymentMethod.ACCOUNT_CREDIT),
        s.arrives(method=PaymentMethod.STORE),
    ),
)

ADVICE: Final = (*ACCOUNTS, *RECEIVED, *PAID)
