"""The review: feasibility and requirements; the first that fails ends it (TRF-07)."""

from collections.abc import Mapping
from datetime import datetime

from order_to_cash.domain.core.advising import Question, advised
from order_to_cash.domain.core.decision import Decision, Verdict, together
from order_to_cash.domain.core.given import is_given
from order_to_cash.domain.core.own import merged, undeclared
from order_to_cash.domain.core.process import Refusal, refuse
from order_to_cash.domain.trade.requirements import RequirementFacts, added
from order_to_cash.domain.transfer import events as e
from order_to_cash.domain.transfer.facts import Feasibility, Presented
from order_to_cash.domain.transfer.order_of_steps import REVIEWED
from order_to_cash.domain.transfer.procedures import Step
from order_to_cash.domain.transfer.settings import TransferSettings
from order_to_cash.domain.transfer.state import Transfer, evolve

Events = tuple[e.Event, ...]


def feasibility(
    settings: TransferSettings, transfer: Transfer, found: Feasibility, at: datetime
) -> Events:
    """One side of the review; it decides alone if it fails, else with the other."""
    return _reviewed(settings, transfer, e.FeasibilityReported(found), at)


def requirements(
    settings: TransferSettings, transfer: Transfer, presented: Presented, at: datetime
) -> Events | Refusal:
    """The other side of the review."""
    if (odd := undeclared(settings.own, presented.own)) is not None:
        return odd
    currency = settings.tariffs.currency
    overdue = presented.overdue
    if overdue is not None and overdue.currency is not currency:
        given = overdue.currency.value
        return refuse("transfer.currency", expected=currency.value, given=given)
    whole = presented if transfer.presented is None else added(transfer.presented, presented)
    return _reviewed(settings, transfer, e.RequirementsPresented(whole), at)


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
        address=is_given(presented.address),
        mobile=is_given(request.mobile),
        phone=is_given(presented.phone),
        fee=fee.fixed.total,
        paid=fee.paid,
        charge_accepted=presented.charge_accepted,
        fee_waived=fee.waiver is not None,
        cash_promised=presented.pays_cash,
        own=merged(request.own, presented.own),
    )


def looked_at(
    settings: TransferSettings, transfer: Transfer, at: datetime
) -> Mapping[Step, Decision]:
    """What was found on each side that somebody has looked at."""
    asked = _asked(settings, transfer, at)
    return {step: policy.decide(facts) for step, (policy, facts) in asked.items()}


def _asked(settings: TransferSettings, transfer: Transfer, at: datetime) -> Mapping[Step, Question]:
    """What is asked on each side that somebody has looked at."""
    found, presented = transfer.feasibility, transfer.presented
    sides: dict[Step, Question] = {}
    if found is not None:
        sides[Step.FEASIBILITY] = (settings.feasibility, found)
    if presented is not None:
        forms = transfer.procedure in settings.needs_forms
        policy = settings.back if forms else settings.requirements
        sides[Step.REQUIREMENTS] = (policy, checklist(settings, transfer, presented, at))
    return sides


def _reviewed(
    settings: TransferSettings,
    transfer: Transfer,
    event: e.FeasibilityReported | e.RequirementsPresented,
    at: datetime,
) -> Events:
    sides = _asked(settings, evolve(transfer, event), at)
    rows = settings.procedure(transfer.procedure).rows
    order = [row.step for row in rows if row.step in REVIEWED]
    seen = [step for step in order if step in sides]
    asked = [sides[step] for step in seen]
    decision = together("transfer review", [policy.decide(facts) for policy, facts in asked])
    if decision.verdict is Verdict.FAIL:
        unseen = tuple(step for step in order if step not in sides)
        return (event, e.TransferRefused(advised(decision, settings.advises, *asked), unseen))
    if seen == order and decision.allows:
        return (event, e.TransferApproved(decision))
    return (event,)


def execution(
    settings: TransferSettings, transfer: Transfer, presented: Presented, at: datetime
) -> Decision:
    """Whether nothing fell due since the review."""
    facts, policy = checklist(settings, transfer, presented, at), settings.execution
    return advised(policy.decide(facts), settings.advises, (policy, facts))
