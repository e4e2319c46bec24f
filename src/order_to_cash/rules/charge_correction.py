"""Whose fixed charge is corrected, what the intake checks, and what each cause looks like (002)."""

from collections.abc import Mapping
from typing import Final

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
    Clause,
    Currency,
    Finding,
    Policy,
    Sentence,
    Text,
    Verdict,
    entity,
)
from order_to_cash.domain.core.decision import either

CHARGE: Final = Sentence(
    "charge-correction.offered-charge",
    Text("The charge offered was not applied", "No se aplicó el cargo ofrecido"),
    Text("{offered} was offered instead of {listed}", "se ofreció {offered} en vez de {listed}"),
    Text(
        "{offered} was offered instead of {listed}; a correction lowers a charge, to zero or more, "
        "in {currency}",
        "se ofreció {offered} en vez de {listed}; una corrección reduce un cargo, a cero o más, en "
        "{currency}",
    ),
    observed=("offered", "listed"),
    required=("currency",),
)
CORPORATE: Final = Sentence(
    "charge-correction.corporate",
    Text("The customer is a corporate business", "El cliente es negocio corporativo"),
    Text("it is a corporate business", "es negocio corporativo"),
    Text("it is no corporate business", "no es negocio corporativo"),
)
EXECUTIVE: Final = Sentence(
    "charge-correction.portfolio-executive",
    Text("The customer has a portfolio executive", "El cliente está carterizado"),
    Text("an executive is assigned", "tiene ejecutivo asignado"),
    Text("no executive is assigned", "no tiene ejecutivo asignado"),
)
SALE: Final = Sentence(
    "charge-correction.sale",
    Text(
        "It was offered with a new line, a portability or a renewal",
        "Se ofreció en un alta, portabilidad o renovación",
    ),
    Text("it was offered with: {sale:Sale}", "se ofreció en: {sale:Sale}"),
    Text(
        "it was offered with: {sale:Sale}; not one of these",
        "se ofreció en: {sale:Sale}; no es de estas",
    ),
    observed=("sale",),
)
CHANNEL: Final = Sentence(
    "charge-correction.channel",
    Text(
        "The request comes by the phone channel or the corporate mailbox",
        "La solicitud llega por el canal telefónico o el buzón corporativo",
    ),
    Text("it came by: {channel:Intake}", "llegó por: {channel:Intake}"),
    Text(
        "it came by: {channel:Intake}; ask the customer to call, or to write to the mailbox",
        "llegó por: {channel:Intake}; pida al cliente que llame o escriba al buzón",
    ),
    observed=("channel",),
)
OWNERSHIP: Final = Sentence(
    "charge-correction.ownership",
    Text("The ownership of the line is validated", "La titularidad de la línea está validada"),
    Text("the line is the customer's", "la línea es del cliente"),
    Text("the line is not shown to be the customer's", "no consta que la línea sea del cliente"),
)
EVALUATION: Final = Sentence(
    "charge-correction.evaluation",
    Text(
        "The credit-evaluation request was consulted",
        "Se consultó la solicitud de evaluación crediticia",
    ),
    Text("it was consulted", "se consultó"),
    Text("it was not consulted; consult it", "no se consultó; consúltela"),
)
CAMPAIGN: Final = Sentence(
    "charge-correction.campaign",
    Text("The campaign offered is known", "Se conoce la campaña ofrecida"),
    Text("the campaign is known", "se conoce la campaña"),
    Text("the campaign is not known; find it out", "no se conoce la campaña; averígüela"),
)
EXECUTIVE_EVIDENCE: Final = Sentence(
    "charge-correction.executive-evidence",
    Text("The executive's evidence is there", "Está la evidencia del ejecutivo"),
    Text("the executive's evidence is there", "está la evidencia del ejecutivo"),
    Text("the executive's evidence is missing; ask for it", "falta la del ejecutivo; solicítela"),
)
CUSTOMER_EVIDENCE: Final = Sentence(
    "charge-correction.customer-evidence",
    Text("The customer's evidence is there", "Está la evidencia del cliente"),
    Text("the customer's evidence is there", "está la evidencia del cliente"),
    Text("the customer's evidence is missing; ask for it", "falta la del cliente; solicítela"),
)

SALES: Final = frozenset({Sale.NEW_LINE, Sale.PORTABILITY, Sale.RENEWAL})
CHANNELS: Final = frozenset({Intake.PHONE, Intake.CORPORATE_MAILBOX})


@entity
class OfferedChargeIsLower:
    """What was offered is less than what is charged, zero or more, in the operator's currency."""

    clause: Clause
    currency: Currency

    def check(self, facts: IntakeFacts, /) -> Finding:
        listed, offered = facts.request.agreement.listed, facts.request.agreement.offered
        one = listed.currency is offered.currency is self.currency
        holds = one and not offered.is_negative and offered < listed
        observed, required = (offered, listed), (self.currency.value,)
        return Finding(CHARGE, Verdict.of(holds), observed, required, self.clause)


@entity
class IsCorporate:
    """The customer is a corporate business."""

    clause: Clause

    def check(self, facts: IntakeFacts, /) -> Finding:
        return Finding(CORPORATE, Verdict.of(facts.standing.corporate), (), (), self.clause)


@entity
class HasExecutive:
    """A portfolio executive is assigned to the customer."""

    clause: Clause

    def check(self, facts: IntakeFacts, /) -> Finding:
        return Finding(EXECUTIVE, Verdict.of(facts.standing.executive), (), (), self.clause)


@entity
class SaleIsCovered:
    """The charge was offered with a new line, a portability or a renewal."""

    clause: Clause

    def check(self, facts: IntakeFacts, /) -> Finding:
        sale = facts.standing.sale
        covered = None if sale is None else sale in SALES
        observed = (None if sale is None else sale.value,)
        return Finding(SALE, Verdict.of(covered), observed, (), self.clause)


@entity
class ChannelIsAuthorised:
    """The request came by phone or by the authorised mailbox."""

    clause: Clause

    def check(self, facts: IntakeFacts, /) -> Finding:
        channel = facts.request.intake
        verdict = Verdict.of(channel in CHANNELS)
        return Finding(CHANNEL, verdict, (channel.value,), (), self.clause)


CHECKS: Final[Mapping[str, Sentence]] = {
    "ownership": OWNERSHIP,
    "evaluation": EVALUATION,
    "campaign": CAMPAIGN,
    "executive_evidence": EXECUTIVE_EVIDENCE,
    "customer_evidence": CUSTOMER_EVIDENCE,
}
EVIDENCE: Final = ("executive_evidence", "customer_evidence")


@entity
class CheckIsMade:
    """One check of the intake is made; where `enough` is named, that other one is enough, too."""

    clause: Clause
    kind: str
    sentence: Sentence
    enough: str | None = None

    def check(self, facts: IntakeFacts, /) -> Finding:
        made: bool | None = getattr(facts.checks, self.kind)
        if self.enough is not None:
            made = either(made, getattr(facts.checks, self.enough))
        return Finding(self.sentence, Verdict.of(made), (), (), self.clause)


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

SENTENCES: Final = (CHARGE, CORPORATE, EXECUTIVE, SALE, CHANNEL, *CHECKS.values())
