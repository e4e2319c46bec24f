"""The advice of corrections of a charge, and of the obligations behind them."""

from datetime import date
from typing import Any, Final

from order_to_cash.domain.charge_correction import Cause, Checks
from order_to_cash.domain.charge_correction import commands as c
from order_to_cash.domain.core import Currency, Money, Role, changed
from order_to_cash.operators.peru import CORRECTIONS, OBLIGATIONS
from tests.advice.advising import Advice
from tests.charge_correction import samples as s
from tests.charge_correction.test_obligation import FEBRUARY, billed, owing, story, went

APPROVE: Final = c.DecideMalpractice(approved=True, reason="x")
NAMED: Final = s.variations(c.OverrideCause(Cause.POST_SALE, "consta en la llamada"))
UNEVIDENCED: Final = s.in_approval(changed(s.CHECKS, executive_evidence=False))
HIGHER: Final = changed(s.AGREEMENT, offered=s.sol("79.90"))
EARLY: Final = changed(FEBRUARY, first=date(2025, 11, 1), last=date(2025, 11, 30))


def correction(code: str, told: Any, refused: Any, *follow: Any, again: Any = None) -> Advice:
    """Advice of a correction."""
    return Advice(code, CORRECTIONS, told.state, refused, follow, again)


def obligation(code: str, told: Any, refused: Any, again: Any) -> Advice:
    """Advice of an obligation."""
    return Advice(code, OBLIGATIONS, told.state, refused, (), again)


def withdraw(actor: str) -> Any:
    """A customer takes a request back."""
    return s.by(Role.CUSTOMER, c.WithdrawCorrection("ya no"), actor)


CASES: Final = (
    correction(
        "charge-correction.not-yours",
        s.diagnosed(),
        withdraw("EMP-0099"),
        again=withdraw(s.CUSTOMER),
    ),
    correction(
        "charge-correction.no-facts",
        s.requested(),
        NAMED,
        s.variations(c.ReportFacts(s.CONFIGURATION)),
    ),
    correction(
        "charge-correction.own-case",
        s.in_approval(),
        s.manager(APPROVE, s.ADVISOR),
        again=s.manager(APPROVE),
    ),
    correction(
        "charge-correction.own-gain",
        s.in_approval(),
        s.manager(APPROVE, s.CUSTOMER),
        again=s.manager(APPROVE),
    ),
    correction(
        "charge-correction.no-evidence",
        UNEVIDENCED,
        s.manager(APPROVE),
        s.care(c.CompleteIntake(checks=Checks(executive_evidence=True))),
    ),
)
OBLIGED: Final = (
    obligation(
        "charge-obligation.other-agreement",
        went(),
        owing("CF-0002", HIGHER),
        owing("CF-0002", s.AGREEMENT),
    ),
    obligation(
        "charge-obligation.not-affected", story().when(owing()), billed(EARLY), billed(FEBRUARY)
    ),
    obligation(
        "charge-obligation.currency",
        went(),
        billed(FEBRUARY, Money.of("99.90", Currency.USD)),
        billed(FEBRUARY),
    ),
)

ADVICE: Final = (*CASES, *OBLIGED)
