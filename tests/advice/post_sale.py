"""The advice of plan changes and technical claims."""

from datetime import timedelta
from typing import Any, Final

from order_to_cash.domain.core import Role, changed
from order_to_cash.domain.plan_change import commands as p
from order_to_cash.domain.technical_claim import commands as t
from order_to_cash.operators.bolivia import PLAN_CHANGE_REQUESTS, TECHNICAL_CLAIMS
from tests.advice.advising import Advice
from tests.plan_change import samples as plans
from tests.technical_claim import samples as claims

DAY: Final = timedelta(days=1)
STRANGER: Final = "CLI-0099"


def plan(code: str, told: Any, refused: Any, *follow: Any, again: Any = None) -> Advice:
    """Advice of a plan change."""
    return Advice(f"plan-change.{code}", PLAN_CHANGE_REQUESTS, told.state, refused, follow, again)


def claim(code: str, told: Any, refused: Any, *follow: Any, again: Any = None) -> Advice:
    """Advice of a technical claim."""
    return Advice(f"technical-claim.{code}", TECHNICAL_CLAIMS, told.state, refused, follow, again)


def confirm(actor: str) -> Any:
    """A customer confirms a change of plan."""
    return plans.to(p.ConfirmChange(), role=Role.CUSTOMER, actor=actor)


def bring(**other: Any) -> Any:
    """What was missing is brought, or looked up."""
    return plans.to(p.CompleteRequirements(plans.brought(**other)))


def apply(unpaid: Any = plans.NOTHING, days: int = 9) -> Any:
    """The new plan is applied so many days after it was asked for."""
    return plans.to(p.ApplyChange(unpaid), plans.NOON + days * DAY)


def apply_by(actor: str) -> Any:
    """Somebody applies the new plan on its day."""
    return changed(apply(), actor=actor)


def withdraw(actor: str) -> Any:
    """A customer takes a claim back."""
    return claims.by(Role.CUSTOMER, t.WithdrawClaim("ya no"), actor)


NOT_LOOKED_UP: Final = plans.asked(plans.brought(unpaid=None))
REFUSED: Final = plans.to(p.RefuseChange())
CLOSE: Final = claims.desk(t.CloseClaim())
SOLVED: Final = claims.solved(claims.FEBRUARY)
NOT_PAID: Final = claims.refund(claims.CENT, paid=claims.NOTHING)
BACK: Final = claims.refund(claims.PAID)

CHANGES: Final = (
    plan("not-yours", plans.asked(), confirm(STRANGER), again=confirm(plans.CUSTOMER)),
    plan("own-gain", plans.confirmed(), apply_by(plans.CUSTOMER), again=apply()),
    plan("not-yet", plans.confirmed(), apply(days=8), again=apply()),
    plan("requirements-lost", plans.confirmed(), apply(plans.CENT), again=apply()),
    plan("nothing-failed", NOT_LOOKED_UP, REFUSED, bring(unpaid=plans.CENT)),
    plan("nothing-failed", NOT_LOOKED_UP, REFUSED, again=bring()),
)
CLAIMED: Final = (
    claim("not-yours", claims.registered(), withdraw(STRANGER), again=withdraw(claims.CUSTOMER)),
    claim("own-gain", SOLVED, changed(BACK, actor=claims.CUSTOMER), again=BACK),
    claim(
        "no-reasons",
        claims.registered(),
        claims.unfounded(),
        again=claims.unfounded("sin falla"),
    ),
    claim("refund-not-asked", SOLVED, claims.refund(claims.PAID, claims.MARCH), again=BACK),
    claim("not-paid", SOLVED, NOT_PAID, again=claims.refuse_refund()),
    claim("amount", SOLVED, claims.refund(claims.PAID + claims.CENT), again=BACK),
    claim("refunds-undecided", SOLVED, CLOSE, BACK),
    claim("refunds-undecided", SOLVED, CLOSE, claims.refuse_refund()),
)

ADVICE: Final = (*CHANGES, *CLAIMED)
