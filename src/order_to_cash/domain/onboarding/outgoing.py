"""What the world must be told once something happened to an onboarding."""

from typing import assert_type

from order_to_cash.domain.core.wording import Value
from order_to_cash.domain.onboarding import events as e
from order_to_cash.domain.onboarding.facts import Activity, LiveThing
from order_to_cash.domain.onboarding.flow import Effect, Phase
from order_to_cash.domain.onboarding.settings import OnboardingSettings
from order_to_cash.domain.onboarding.state import Onboarding
from order_to_cash.domain.trade import agreements
from order_to_cash.domain.trade.agreements import receivable_of
from order_to_cash.domain.trade.billing import Bill
from order_to_cash.domain.trade.messages import Message, Notice, Notify, Tell
from order_to_cash.domain.trade.payment_terms import terms_named


def outgoing(settings: OnboardingSettings, case: Onboarding, event: e.Event) -> tuple[Message, ...]:
    """The messages to send; `case` already includes the event."""
    match event:
        case e.DocumentSent(document, revision):
            return _sent(settings, case, document, revision)
        case e.DocumentApproved(document):
            return _raised(settings, case, document)
        case e.ActivityRecorded(activity):
            return (_contact(case),) if activity is Activity.OOB_NOTIFIED else ()
        case e.OnboardingRejected(document, reason, live):
            values = (("document", document), ("reason", reason))
            return (
                _to_customer(case, Notice.REQUEST_REJECTED, *values),
                *_undo(settings, case, live),
            )
        case e.OnboardingCancelled(reason, live):
            told = _to_customer(case, Notice.REQUEST_CANCELLED, ("reason", reason))
            return (told, *_undo(settings, case, live))
        case e.OnboardingClosed():
            return (_to_customer(case, Notice.ONBOARDING_CLOSED),)
        case e.DeadlinePassed():
            return _late(settings, case, event)
        case _:
            assert_type(event, e.Quiet)
            return ()


def _sent(
    settings: OnboardingSettings, case: Onboarding, document: str, revision: int
) -> tuple[Message, ...]:
    values = (("onboarding", case.id), ("document", document), ("revision", revision))
    phase = _phase_making(settings, document)
    return tuple(Notify(Notice.DOCUMENT_SENT, role.value, values) for role in phase.told)


def _raised(settings: OnboardingSettings, case: Onboarding, document: str) -> tuple[Message, ...]:
    """The invoice is real from its approval on: raised once, by the receivable of the case."""
    if _phase_making(settings, document).effect is not Effect.INVOICE:
        return ()
    request = case.request
    bill = Bill(
        order=case.id,
        account=request.account,
        party=request.customer,
        lines=request.lines,
        currency=settings.currency,
        terms=terms_named(settings.payment_terms, request.payment),
        contact=request.contact,
        origin="onboarding",
    )
    return (
        Tell("receivable", receivable_of("onboarding", case.id), agreements.RaiseInvoice(bill)),
    )


def _contact(case: Onboarding) -> Notify:
    values = (("onboarding", case.id), ("customer", case.request.customer))
    return Notify(Notice.CONTACT_DATA, "oob", values, case.request.contact)


def _undo(
    settings: OnboardingSettings, case: Onboarding, live: tuple[LiveThing, ...]
) -> tuple[Message, ...]:
    """Whoever coordinates hears what the customer has already and must be taken back."""
    if not live:
        return ()
    things = tuple((thing.what.value, thing.reference) for thing in live)
    values: tuple[tuple[str, Value], ...] = (("onboarding", case.id), ("live", things))
    return (Notify(Notice.UNDO_NEEDED, settings.flow.coordinator.value, values),)


def _late(
    settings: OnboardingSettings, case: Onboarding, event: e.DeadlinePassed
) -> tuple[Message, ...]:
    values = (
        ("onboarding", case.id),
        ("role", event.role.value),
        ("phase", event.phase),
        ("due", event.due),
    )
    told = dict.fromkeys((event.role, settings.flow.coordinator))
    return tuple(Notify(Notice.DEADLINE_PASSED, role.value, values) for role in told)


def _to_customer(case: Onboarding, notice: Notice, *values: tuple[str, Value]) -> Notify:
    named = (("onboarding", case.id), *values)
    return Notify(notice, case.request.customer, named, case.request.contact)


def _phase_making(settings: OnboardingSettings, document: str) -> Phase:
    return next(phase for phase in settings.flow.phases if phase.makes == document)
