"""The request, what is recorded beside the documents, and the end by a customer or the clock."""

from datetime import datetime

from order_to_cash.domain.core.own import undeclared
from order_to_cash.domain.core.process import Envelope, Refusal, refuse
from order_to_cash.domain.onboarding import commands as c
from order_to_cash.domain.onboarding import events as e
from order_to_cash.domain.onboarding.facts import Activity, Mark
from order_to_cash.domain.onboarding.making import Events, mark_of, phase_of
from order_to_cash.domain.onboarding.settings import OnboardingSettings
from order_to_cash.domain.onboarding.state import Onboarding
from order_to_cash.domain.trade.totals import unknown_taxes


def request(
    settings: OnboardingSettings, envelope: Envelope[c.Command], given: c.RequestOnboarding
) -> Events | Refusal:
    """Record the request, if an invoice can be made of it later; the deadlines begin to run."""
    asked, flow, mark = given.request, settings.flow, mark_of(envelope)
    if (odd := undeclared(settings.own, asked.own)) is not None:
        return odd
    if not asked.lines:
        return refuse("onboarding.no-lines")
    agreed = settings.agreed(settings.calendar.local_day(envelope.at))
    if asked.payment not in agreed:
        known = tuple(agreed)
        return refuse("onboarding.payment-terms", terms=asked.payment, known=known)
    foreign = [x for x in asked.lines if x.unit_price.currency is not settings.currency]
    if foreign:
        expected, other = settings.currency.value, foreign[0].unit_price.currency.value
        return refuse("onboarding.currency", expected=expected, given=other)
    if strange := unknown_taxes(settings.taxes, asked.lines):
        return refuse("onboarding.tax-category", given=strange, known=settings.taxes)
    awaited = flow.phases[0].awaited(flow.lanes, envelope.at, settings.calendar)
    return (e.OnboardingRequested(envelope.case, asked, mark, awaited),)


def record(
    settings: OnboardingSettings, case: Onboarding, given: c.RecordActivity, mark: Mark
) -> Events | Refusal:
    """Record an activity once, where the flow has it; the CRM is for international customers."""
    phase, activity = phase_of(settings, case), given.activity
    if activity not in phase.activities:
        possible = tuple(a.value for a in phase.activities)
        return refuse(
            "onboarding.activity-not-here",
            activity=activity.value,
            phase=phase.code,
            possible=possible,
        )
    if activity is Activity.CRM_LOADED and not case.request.international:
        return refuse("onboarding.not-international")
    if activity in (done.activity for done in case.done):
        return refuse("onboarding.activity-done", activity=activity.value)
    return (e.ActivityRecorded(activity, given.reference, mark),)


def overdue(case: Onboarding, at: datetime) -> Events:
    """Every deadline that passed before this instant; exactly at the deadline is in time."""
    return tuple(e.DeadlinePassed(a.role, a.phase, a.due) for a in case.awaited if a.due < at)
