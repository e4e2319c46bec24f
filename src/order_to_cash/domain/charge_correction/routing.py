"""From the cause to whoever corrects it: by itself, or once somebody approved (FIX-10, FIX-20)."""

from datetime import date

from order_to_cash.domain.charge_correction import commands as c
from order_to_cash.domain.charge_correction import events as e
from order_to_cash.domain.charge_correction.causes import CauseTable
from order_to_cash.domain.charge_correction.facts import Cause, CauseFacts
from order_to_cash.domain.charge_correction.lifecycle import Stage
from order_to_cash.domain.charge_correction.settings import CorrectionSettings
from order_to_cash.domain.charge_correction.state import ChargeCorrection
from order_to_cash.domain.core.errors import OutOfOrder
from order_to_cash.domain.core.parties import same_person
from order_to_cash.domain.core.process import Envelope, Refusal, refuse

Events = tuple[e.Event, ...]


def diagnosed(facts: CauseFacts, causes: CauseTable) -> Events:
    """What the facts say about the cause."""
    found = causes.diagnose(facts)
    if found.cause is None:
        return (e.CauseLeftOpen(facts, found),)
    return (e.CauseFound(facts, found, found.cause),)


def overridden(
    correction: ChargeCorrection, command: c.OverrideCause, advisor: str
) -> Events | Refusal:
    """An advisor names the cause, once the facts are there, and with a reason."""
    if correction.diagnosis is None:
        return refuse("charge-correction.no-facts")
    return (e.CauseOverridden(command.cause, advisor, command.reason),)


def asked(
    correction: ChargeCorrection, settings: CorrectionSettings, advisor: str, today: date
) -> Events:
    """Ask for the registration, or for the approval that has to come first."""
    if correction.needs_approval:
        return (e.ApprovalAsked(advisor),)
    return (_routing(_cause(correction), settings, today),)


def decided(
    correction: ChargeCorrection,
    envelope: Envelope[c.Command],
    command: c.DecideMalpractice,
    settings: CorrectionSettings,
    today: date,
) -> Events | Refusal:
    """Approve with reason and evidence, by somebody without a part in it; or refuse (TRU-16)."""
    if any(same_person(envelope.actor, by) for by in (correction.advisor, correction.named_by)):
        return refuse("charge-correction.own-case")
    if not command.approved:
        return (e.MalpracticeRefused(envelope.actor, command.reason),)
    if not correction.checks.executive_evidence:
        return refuse("charge-correction.no-evidence")
    approved = e.MalpracticeApproved(envelope.actor, command.reason)
    return (approved, _routing(_cause(correction), settings, today))


def still_wrong(
    correction: ChargeCorrection, invoice: str, settings: CorrectionSettings, today: date
) -> Events:
    """A later bill bears the old charge: registered again, as a misalignment (FIX-22)."""
    if correction.stage is Stage.ROUTING:
        return (e.StillWrongNoted(invoice),)
    again = _routing(Cause.MISALIGNMENT, settings, today)
    return (e.FoundMisaligned(invoice), again)


def _routing(cause: Cause, settings: CorrectionSettings, today: date) -> e.RoutingAsked:
    return e.RoutingAsked(cause, settings.routes[cause], today)


def _cause(correction: ChargeCorrection) -> Cause:
    if correction.cause is None:
        raise OutOfOrder(f"a correction in {correction.stage.name} has no cause; check its history")
    return correction.cause
