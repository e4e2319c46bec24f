"""The review: feasibility and requirements, both looked at, every reason told (TRF-06, TRF-07)."""

from datetime import datetime

from order_to_cash.domain.decision import Decision, Verdict, together
from order_to_cash.domain.entity import changed
from order_to_cash.domain.process import Refusal, refuse
from order_to_cash.domain.requirements import RequirementFacts
from order_to_cash.domain.transfer import events as e
from order_to_cash.domain.transfer import refusals
from order_to_cash.domain.transfer.facts import Feasibility, Presented
from order_to_cash.domain.transfer.procedures import Step
from order_to_cash.domain.transfer.settings import TransferSettings
from order_to_cash.domain.transfer.state import Transfer, evolve

Events = tuple[e.Event, ...]


def feasibility(
    settings: TransferSettings, transfer: Transfer, found: Feasibility, at: datetime
) -> Events:
    """One side of the review; with the other it decides."""
    return _reviewed(settings, transfer, e.FeasibilityReported(found), at)


def requirements(
    settings: TransferSettings, transfer: Transfer, presented: Presented, at: datetime
) -> Events | Refusal:
    """The other side of the review."""
    currency = settings.tariffs.currency
    overdue = presented.overdue
    if overdue is not None and overdue.currency is not currency:
        given = overdue.currency.value
        return refuse(refusals.WRONG_CURRENCY, expected=currency.value, given=given)
    return _reviewed(settings, transfer, e.RequirementsPresented(presented), at)


def checklist(
    settings: TransferSettings, transfer: Transfer, presented: Presented, at: datetime
) -> RequirementFacts:
    """What the checklist looks at, on the local day of that instant."""
    request, fee = transfer.request, transfer.fee
    return RequirementFacts(
        on=settings.calendar.local_day(at),
        applicant=presented.applicant,
        documents=presented.documents,
        overdue=presented.overdue,
        address=presented.address is not None,
        mobile=request.mobile is not None,
        phone=presented.phone is not None,
        fee=fee.fixed.total,
        paid=fee.paid,
        charge_accepted=presented.charge_accepted,
        fee_waived=fee.waiver is not None,
    )


def decided(settings: TransferSettings, transfer: Transfer, at: datetime) -> Decision | None:
    """Both sides as one decision in the procedure's order, once both are known."""
    found, presented = transfer.feasibility, transfer.presented
    if found is None or presented is None:
        return None
    procedure = settings.procedure(transfer.procedure)
    policy = settings.back if procedure.number in settings.needs_forms else settings.requirements
    sides = [
        settings.feasibility.decide(found),
        policy.decide(checklist(settings, transfer, presented, at)),
    ]
    steps = [row.step for row in procedure.rows]
    if steps.index(Step.REQUIREMENTS) < steps.index(Step.FEASIBILITY):
        sides.reverse()
    return together("transfer review", sides)


def _reviewed(
    settings: TransferSettings,
    transfer: Transfer,
    event: e.FeasibilityReported | e.RequirementsPresented,
    at: datetime,
) -> Events:
    decision = decided(settings, evolve(transfer, event), at)
    if decision is None or decision.verdict is Verdict.OPEN:
        return (event,)
    if decision.allows:
        return (event, e.TransferApproved(decision))
    return (event, e.TransferRefused(decision))


def execution(
    settings: TransferSettings, transfer: Transfer, presented: Presented, at: datetime
) -> Decision:
    """Whether nothing fell due since the review."""
    facts = checklist(settings, transfer, presented, at)
    return settings.execution.decide(changed(facts, overdue=presented.overdue))
