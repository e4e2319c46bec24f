"""An operator whose levels look at the account: a letter, then a stop (COL-05)."""

from datetime import date, datetime, time
from typing import Any, Final

from order_to_cash.domain.core import Envelope, Sensitive, changed
from order_to_cash.domain.credit_account import AccountLevel, CreditAccountProcess
from order_to_cash.domain.credit_account import commands as c
from order_to_cash.domain.trade import ExemptionName, Instalment, Owner, Reach
from order_to_cash.operators.peru import COLLECTION, CREDIT_ACCOUNTS
from order_to_cash.rules import account_schedule
from order_to_cash.testing import Story
from tests.processes import samples as s

LETTER: Final = AccountLevel("letter", days=1, minimum=s.sol("100.00"), invoices=2)
STOP: Final = AccountLevel("stop", days=10, minimum=s.sol("500.00"), invoices=2, stops=tuple(Reach))
PROCESS: Final = changed(CREDIT_ACCOUNTS, dunning=account_schedule(COLLECTION, LETTER, STOP))
CONTACT: Final = Sensitive("pagos@distribuidora.example")
OWNER: Final = Owner(s.ACCOUNT, s.DISTRIBUTOR, CONTACT)
STAGES: Final[dict[str, tuple[c.Command, ...]]] = {
    "unknown": (),
    "active": (c.ReportCreditLine(c.CreditLine(s.ACCOUNT, s.DISTRIBUTOR, s.ROOMY)),),
    "suspended": (
        c.ReportCreditLine(c.CreditLine(s.ACCOUNT, s.DISTRIBUTOR, s.ROOMY)),
        c.SuspendAccount("x"),
    ),
    "closed": (
        c.ReportCreditLine(c.CreditLine(s.ACCOUNT, s.DISTRIBUTOR, s.ROOMY)),
        c.CloseAccount("x"),
    ),
}
"""How an account comes into each stage."""


def day(month: int, number: int) -> date:
    """A day of 2026."""
    return date(2026, month, number)


def at(on: date) -> datetime:
    """Noon of that day in Lima."""
    return datetime.combine(on, time(12), s.LIMA)


def told(
    name: str, amount: str, due: date, *, sequence: int = 1, **other: Any
) -> Envelope[c.Command]:
    """An invoice of that amount, due on that day, under the number F- and the name of its order."""
    part = Instalment(due, s.sol(amount), s.NOTHING)
    made = c.RecordInvoice(name, (part,), sequence, invoice=f"F-{name}", owner=OWNER)
    return s.to_account(changed(made, **other))


def paid(name: str, amount: str, on: date, *, sequence: int = 2) -> Envelope[c.Command]:
    """All of an invoice is paid."""
    command = c.RecordPayment(name, "OP-1", s.sol(amount), True, (), sequence)
    return s.to_account(command, at(on))


def look(on: date) -> Envelope[c.Command]:
    """The clock looks at noon of that day."""
    return s.to_account(c.CheckAccount(), at(on))


def exempt(
    until: date, on: date = s.TODAY, invoice: str = "", name: ExemptionName = ExemptionName.CLAIM
) -> Envelope[c.Command]:
    """Credit & Collections leaves the account alone, or one invoice."""
    return s.to_account(c.ExemptAccount(name, "reclamo 77", until, invoice), at(on))


def in_stage(stage: str, process: CreditAccountProcess = PROCESS) -> s.AccountStory:
    """An account in that stage."""
    return s.went(Story(process), *map(s.to_account, STAGES[stage]))


def owing(stage: str = "active") -> s.AccountStory:
    """Three invoices: 600.00 due on March 2, 250.00 on March 5, 80.00 on April 1."""
    return s.went(
        in_stage(stage),
        told("A", "600.00", day(3, 2)),
        told("B", "250.00", day(3, 5)),
        told("C", "80.00", day(4, 1)),
    )


def stopped(stage: str = "active") -> s.AccountStory:
    """The same account, told on March 6 and stopped on March 12."""
    return s.went(owing(stage), look(day(3, 6)), look(day(3, 12)))
