"""Whose fixed charge is corrected, what the intake checks, and what each cause looks like (002)."""

from collections.abc import Mapping
from typing import ClassVar, Final

from order_to_cash.domain.charge_correction import (
    Cause,
    CauseFacts,
    CauseTable,
    Intake,
    IntakeFacts,
    Offer,
    Row,
    Sale,
)
from order_to_cash.domain.core import (
    MORE,
    Answer,
    Clause,
    Currency,
    Helps,
    Named,
    Policy,
    entity,
)
from order_to_cash.domain.core.three_valued import either

SALES: Final = frozenset({Sale.NEW_LINE, Sale.PORTABILITY, Sale.RENEWAL})
CHANNELS: Final = frozenset({Intake.PHONE, Intake.CORPORATE_MAILBOX})


@entity
class OfferedChargeIsLower:
    """What was offered is less than what is charged, zero or more, in the operator's currency."""

    code: ClassVar[str] = "charge-correction.offered-charge"
    helps: ClassVar[Helps] = {"request.agreement.listed": MORE}
    clause: Clause
    currency: Currency

    def check(self, facts: IntakeFacts, /) -> Answer:
        listed, offered = facts.request.agreement.listed, facts.request.agreement.offered
        one = listed.currency is offered.currency is self.currency
        holds = one and not offered.is_negative and offered < listed
        observed: Named = {"offered": offered, "listed": listed}
        return Answer(holds, observed, {"currency": self.currency.value})


@entity
class IsCorporate:
    """The customer is a corporate business."""

    code: ClassVar[str] = "charge-correction.corporate"
    clause: Clause

    def check(self, facts: IntakeFacts, /) -> Answer:
        return Answer(facts.standing.corporate)


@entity
class HasExecutive:
    """A portfolio executive is assigned to the customer."""

    code: ClassVar[str] = "charge-correction.portfolio-executive"
    clause: Clause

    def check(self, facts: IntakeFacts, /) -> Answer:
        return Answer(facts.standing.executive)


@entity
class SaleIsCovered:
    """The charge was offered with a new line, a portability or a renewal."""

    code: ClassVar[str] = "charge-correction.sale"
    clause: Clause

    def check(self, facts: IntakeFacts, /) -> Answer:
        sale = facts.standing.sale
        covered = None if sale is None else sale in SALES
        observed: Named = {"sale": None if sale is None else sale.value}
        return Answer(covered, observed)


@entity
class ChannelIsAuthorised:
    """The request came by phone or by the authorised mailbox."""

    code: ClassVar[str] = "charge-correction.channel"
    clause: Clause

    def check(self, facts: IntakeFacts, /) -> Answer:
        channel = facts.request.intake
        holds = channel in CHANNELS
        return Answer(holds, {"channel": channel.value})


CHECKS: Final[Mapping[str, str]] = {
    "ownership": "charge-correction.ownership",
    "evaluation": "charge-correction.evaluation",
    "campaign": "charge-correction.campaign",
    "executive_evidence": "charge-correction.executive-evidence",
    "customer_evidence": "charge-correction.customer-evidence",
}
EVIDENCE: Final = ("executive_evidence", "customer_evidence")


@entity
class CheckIsMade:
    """One check of the intake is made; where `enough` is named, that other one is enough, too."""

    clause: Clause
    kind: str
    code: str
    enough: str | None = None

    @property
    def helps(self) -> Helps:
        """Each check that is enough by itself."""
        return {f"checks.{kind}": MORE for kind in (self.kind, self.enough) if kind is not None}

    def check(self, facts: IntakeFacts, /) -> Answer:
        made: bool | None = getattr(facts.checks, self.kind)
        if self.enough is not None:
            made = either(made, getattr(facts.checks, self.enough))
        return Answer(made)


def eligibility_policy(clause: Clause, intake: Clause, currency: Currency) -> Policy[IntakeFacts]:
    """For whom, and for which sales, a fixed charge is corrected (FIX-01 to FIX-04, FIX-13)."""
    return Policy(
        "eligibility",
        (
            OfferedChargeIsLower(clause, currency),
            IsCorporate(clause),
            HasExecutive(clause),
            SaleIsCovered(clause),
            ChannelIsAuthorised(intake),
        ),
    )


def checks_policy(clause: Clause, *, either_evidence: bool = False) -> Policy[IntakeFacts]:
    """The five checks of the intake; with `either_evidence` one of the two evidences is enough."""
    other = dict(zip(EVIDENCE, reversed(EVIDENCE), strict=True)) if either_evidence else {}
    rules = (CheckIsMade(clause, kind, said, other.get(kind)) for kind, said in CHECKS.items())
    return Policy("intake checks", tuple(rules))


CAUSES: Final = CauseTable(
    (
        # nothing in the evaluation request excludes both errors of activations
        Row(
            Cause.CONFIGURATION,
            CauseFacts(in_evaluation=True, on_plan=False, regularised=False, post_sale=False),
        ),
        # regularised, and a later bill bears the old charge: nobody took the benefit away
        Row(
            Cause.MISALIGNMENT,
            CauseFacts(in_evaluation=True, on_plan=True, regularised=True, billed_since=True),
        ),
        Row(
            Cause.MISALIGNMENT,
            CauseFacts(
                in_evaluation=True,
                on_plan=False,
                regularised=True,
                billed_since=True,
                post_sale=False,
            ),
        ),
        # never entered, and never applied: it depends on how the offer stood
        *(
            Row(
                cause,
                CauseFacts(in_evaluation=False, on_plan=False, regularised=False, offer=offer),
            )
            for offer, cause in (
                (Offer.IN_FORCE, Cause.SALES_WITH_OFFER),
                (Offer.NEGOTIATED, Cause.SALES_WITH_OFFER),
                (Offer.NONE, Cause.SALES_WITHOUT_OFFER),
            )
        ),
        # a benefit that was granted is gone after an operation of the customer
        Row(
            Cause.POST_SALE,
            CauseFacts(in_evaluation=True, on_plan=False, post_sale=True),
        ),
        Row(
            Cause.POST_SALE,
            CauseFacts(in_evaluation=False, on_plan=False, regularised=True, post_sale=True),
        ),
    )
)
"""What each cause looks like; facts that fit no row explain nothing (FIX-05 to FIX-11, FIX-22)."""
