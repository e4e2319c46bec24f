"""A plan change from the request to the prorated invoice, and everything that stops it."""

from datetime import date
from typing import Any

import pytest

from order_to_cash.domain.core import Currency, Decision, Money, Moved, Role, Verdict
from order_to_cash.domain.plan_change import Brought, Part, Plan, PlanChangeKind, Stage
from order_to_cash.domain.plan_change import commands as c
from order_to_cash.domain.plan_change import events as e
from order_to_cash.domain.trade import (
    ChargeOnce,
    Cycle,
    Document,
    DocumentKind,
    Notice,
    Notify,
    OpenWorkOrder,
    RefundPayment,
)
from order_to_cash.domain.trade.notice_wording import reason_said
from order_to_cash.domain.trade.requirements import HOLDER
from tests.plan_change import samples as s

PRORATED = (Part("INT-30", 10, s.bob("64.52")), Part("INT-60", 21, s.bob("210.00")))


def events(told: s.ChangeStory) -> tuple[Any, ...]:
    assert isinstance(told.outcome, Moved), str(told.outcome)
    return told.outcome.events


def messages(told: s.ChangeStory) -> tuple[Any, ...]:
    assert isinstance(told.outcome, Moved), str(told.outcome)
    return told.outcome.messages


def missing(told: s.ChangeStory) -> tuple[str, ...]:
    """The items that are in the way, after everything else was found too."""
    decision: Decision = events(told)[-1].decision
    assert 7 == len(decision.findings)
    return tuple(f.rule for f in decision.obstacles)


def test_a_change_is_proposed_with_its_prorated_invoice() -> None:
    """REQ-08, REQ-09: with every item met, the customer sees day, parts, sum and difference."""
    told = s.asked().reaches(Stage.PROPOSED)
    proposed = events(told)[1]
    assert PRORATED == proposed.proration.parts
    assert (s.WANTED, s.bob("274.52"), s.bob("74.52")) == (
        proposed.proration.effective,
        proposed.proration.billed,
        proposed.proration.difference,
    )
    notify = messages(told)[0]
    assert (Notice.PLAN_CHANGE_PROPOSED, s.CUSTOMER) == (notify.notice, notify.to)
    assert (
        ("INT-30", 10, s.bob("64.52")),
        ("INT-60", 21, s.bob("210.00")),
    ) == dict(notify.values)["parts"]


def test_the_charge_says_that_the_invoice_is_prorated() -> None:
    """REQ-09: once applied, billing charges the difference once, under the note.

    PRI-04: of 74.52 with 13 % reckoned inside, 9.6876 are tax.
    """
    told = s.applied().reaches(Stage.APPLIED)
    charge, notify = messages(told)
    assert isinstance(charge, ChargeOnce)
    assert (s.ACCOUNT, s.bob("74.52")) == (charge.account, charge.amount)
    assert s.bob("9.69") == charge.tax
    assert (
        "la factura se prorratea según el cambio de plan desde el 2026-03-11: "
        "INT-30, 10 días: 64.52 BOB, INT-60, 21 días: 210.00 BOB; se facturan 274.52 BOB"
    ) == reason_said(charge.reason, charge.details)
    assert Notice.PLAN_CHANGE_APPLIED is notify.notice


def test_a_cheaper_plan_gives_money_back() -> None:
    """What the old plan's price has too much is given back; nothing negative is ever charged."""
    told = s.applied(old=s.FAST, new=s.SLOW)
    refund = messages(told)[0]
    assert (RefundPayment, s.bob("74.52")) == (type(refund), refund.amount)


def test_plans_of_one_price_cost_nothing_more() -> None:
    """A change between plans of one price sends nothing to billing."""
    told = s.applied(new=Plan("INT-60", s.SLOW.monthly, "ftth"))
    assert [Notify] == [type(m) for m in messages(told)]


@pytest.mark.parametrize(
    ("other", "visits"),
    [
        ({}, False),
        ({"new": Plan("INT-60", s.FAST.monthly, "copper")}, True),
        ({"kind": PlanChangeKind.TV_GRID}, False),
        ({"kind": PlanChangeKind.PROMOTIONAL_TARIFF}, False),
        ({"kind": PlanChangeKind.OTHER}, False),
        ({"kind": PlanChangeKind.DUO_TO_MULTIPACK}, True),
        ({"kind": PlanChangeKind.MULTIPACK_TO_DUO}, True),
    ],
)
def test_a_technician_goes_where_the_technology_needs_it(
    other: dict[str, Any], visits: bool
) -> None:
    """REQ-09: a work order for another technology or another package, and for no other kind."""
    told = s.applied(**other)
    orders = [m for m in messages(told) if isinstance(m, OpenWorkOrder)]
    plan = other.get("new", s.FAST)
    address = s.request().address
    expected = OpenWorkOrder(s.CHANGE, 1, plan.code, "LP-SUR", plan.technology, address)
    assert ([expected] if visits else []) == orders


@pytest.mark.parametrize(
    ("papers", "items"),
    [
        (s.brought(documents=()), ("requirements.identity",)),
        (s.brought(unpaid=s.CENT), ("requirements.no-debts",)),
        (s.brought(applicant=s.SOMEBODY), ("requirements.identity", "requirements.holder")),
        (
            s.brought(applicant=s.SOMEBODY, documents=(s.SOMEBODYS_CARD,)),
            ("requirements.holder",),
        ),
        (
            Brought(s.HOLDER_HIMSELF),
            ("requirements.identity", "requirements.no-debts"),
        ),
        (
            Brought(s.COMPANY, (), s.CENT),
            ("requirements.identity", "requirements.no-debts", "requirements.request-note"),
        ),
    ],
)
def test_all_that_is_missing_is_asked_for(papers: Brought, items: tuple[str, ...]) -> None:
    """REQ-08, REQ-12: every missing item is named at once, and the customer is told all of them."""
    told = s.asked(papers).reaches(Stage.WAITING)
    assert items == missing(told)
    assert items == tuple(f.rule for f in messages(told)[0].findings)


def test_items_that_do_not_concern_the_case_say_so() -> None:
    """REQ-12: the request note of a company is not applicable to a person, and is shown."""
    decision = events(s.asked())[1].decision
    note = next(f for f in decision.findings if f.rule == "requirements.request-note")
    assert (False, Verdict.PASS) == (note.applies, note.verdict)


@pytest.mark.parametrize(
    ("expires", "stage"),
    [
        (date(2026, 3, 1), Stage.WAITING),
        (date(2026, 3, 2), Stage.PROPOSED),
        (date(2026, 3, 3), Stage.PROPOSED),
    ],
)
def test_a_card_is_valid_through_its_last_day(expires: date, stage: Stage) -> None:
    """REQ-08: the identity card is looked at on the day of the request."""
    card = Document(DocumentKind.IDENTITY_CARD, (HOLDER,), expires)
    s.asked(s.brought(documents=(card,))).reaches(stage)


def test_requirements_can_be_completed() -> None:
    """What was missing can be brought in parts; the change is proposed with the last one."""
    half = s.to(c.CompleteRequirements(s.brought(unpaid=s.CENT)))
    told = s.waiting().when(half).reaches(Stage.WAITING)
    assert ("requirements.no-debts",) == missing(told)
    rest = s.to(c.CompleteRequirements(s.brought(documents=None)))
    told = told.when(rest).reaches(Stage.PROPOSED)
    assert e.RequirementsBrought(s.brought(), s.TODAY) == events(told)[0]


def test_what_does_not_come_ends_in_a_refusal_with_every_reason() -> None:
    """An advisor gives up waiting: the customer is told each item that was missing."""
    told = s.waiting().when(s.to(c.RefuseChange())).reaches(Stage.REFUSED)
    assert ["requirements.identity"] == [f.rule for f in messages(told)[0].findings]


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        ({"new": s.SLOW}, ("plan-change.another-plan",)),
        ({"day": date(2026, 4, 1)}, ("plan-change.day",)),
        ({"cycle": Cycle(date(2026, 2, 1), date(2026, 2, 28))}, ("plan-change.day",)),
        (
            {"new": Plan("INT-60", Money.of("310.00", Currency.USD), "ftth")},
            ("plan-change.currency",),
        ),
        (
            {
                "old": Plan("INT-30", Money.of("200.00", Currency.USD), "ftth"),
                "new": Plan("INT-30", Money.of("310.00", Currency.USD), "ftth"),
                "day": date(2026, 4, 1),
            },
            ("plan-change.another-plan", "plan-change.day", "plan-change.currency"),
        ),
    ],
)
def test_an_impossible_change_is_refused_with_every_reason(
    other: dict[str, Any], reasons: tuple[str, ...]
) -> None:
    """The customer is told all that makes it impossible, not the first reason only."""
    told = s.asked(**other).reaches(Stage.REFUSED)
    assert reasons == missing(told)
    assert reasons == tuple(f.rule for f in messages(told)[0].findings)


def test_a_refusal_names_what_is_missing_too() -> None:
    """REQ-12: an impossible change without documents has the reasons of both."""
    told = s.asked(s.brought(documents=()), new=s.SLOW).reaches(Stage.REFUSED)
    assert ("plan-change.another-plan", "requirements.identity") == missing(told)


def test_completing_too_late_is_refused() -> None:
    """When the last document comes after the cycle, no day of it is left to begin on."""
    late = s.to(c.CompleteRequirements(s.brought()), s.NOON + 30 * s.DAY)
    assert ("plan-change.day",) == missing(s.waiting().when(late).reaches(Stage.REFUSED))


@pytest.mark.parametrize("role", [Role.CUSTOMER, Role.CUSTOMER_CARE, Role.COMMERCIAL_ADVISOR])
def test_the_customer_or_the_desk_confirms(role: Role) -> None:
    """The customer confirms alone or at the desk, until the day itself."""
    confirm = s.to(c.ConfirmChange(), s.ON_THE_DAY, role, s.CUSTOMER)
    s.asked().when(confirm).then(e.ChangeConfirmed(s.WANTED)).reaches(Stage.CONFIRMED)


def test_a_customer_confirms_only_his_own() -> None:
    """Another customer can neither confirm nor cancel."""
    for command in (c.ConfirmChange(), c.CancelPlanChange("no")):
        other = s.to(command, role=Role.CUSTOMER, actor="CLI-0099")
        s.asked().when(other).refused("plan-change.not-yours")


def test_a_day_that_is_over_is_proposed_anew() -> None:
    """Confirmed a day too late, the change is proposed again from today, and waits again."""
    late = s.to(c.ConfirmChange(), s.ON_THE_DAY + s.DAY)
    told = s.asked().when(late).reaches(Stage.PROPOSED)
    proration = events(told)[0].proration
    assert (date(2026, 3, 12), 11, 20) == (
        proration.effective,
        *(part.days for part in proration.parts),
    )
    told.when(late).reaches(Stage.CONFIRMED)


def test_a_cycle_that_is_over_refuses_the_confirmation() -> None:
    """Confirmed after the last day of the cycle, the change is refused with that reason."""
    over = s.to(c.ConfirmChange(), s.NOON + 30 * s.DAY)
    assert ("plan-change.day",) == missing(s.asked().when(over).reaches(Stage.REFUSED))


def test_the_plan_is_not_applied_before_its_day() -> None:
    """One day before it is too early, the day itself and later ones are not."""
    told = s.confirmed()
    told.when(s.to(c.ApplyChange(s.NOTHING), s.ON_THE_DAY - s.DAY)).refused("plan-change.not-yet")
    for at in (s.ON_THE_DAY, s.ON_THE_DAY + s.DAY):
        told.when(s.to(c.ApplyChange(s.NOTHING), at)).reaches(Stage.APPLIED)


def test_a_day_in_la_paz_counts() -> None:
    """At 23:59 in La Paz it is still the day before, whatever UTC says."""
    evening = s.ON_THE_DAY.replace(hour=23, minute=59) - s.DAY
    s.confirmed().when(s.to(c.ApplyChange(s.NOTHING), evening)).refused("plan-change.not-yet")


def test_debts_are_looked_up_again_when_it_is_applied() -> None:
    """REQ-08: one unpaid cent between request and application stops it, until it is paid."""
    told = s.confirmed().when(s.to(c.ApplyChange(s.CENT), s.ON_THE_DAY))
    told.refused("plan-change.requirements-lost").reaches(Stage.CONFIRMED)
    assert "0.01 BOB is unpaid" in str(told.outcome)
    told.when(s.to(c.ApplyChange(s.NOTHING), s.ON_THE_DAY)).reaches(Stage.APPLIED)


def test_applying_twice_charges_once() -> None:
    """A second application is refused, and so no second charge goes out."""
    again = s.to(c.ApplyChange(s.NOTHING), s.ON_THE_DAY)
    s.applied().when(again).refused("process.wrong-stage")


@pytest.mark.parametrize("before", [s.waiting, s.asked, s.confirmed])
def test_it_can_be_cancelled_until_it_is_applied(before: Any) -> None:
    """Cancelling sends nothing to billing; after the application it is too late."""
    cancel = s.to(c.CancelPlanChange("ya no"), role=Role.CUSTOMER, actor=s.CUSTOMER)
    before().when(cancel).then(e.PlanChangeCancelled("ya no")).sends().reaches(Stage.CANCELLED)
    s.applied().when(cancel).refused("process.wrong-stage")


def test_only_advisors_and_back_office_apply() -> None:
    """A customer cannot put the new plan into force."""
    told = s.confirmed()
    for role in (Role.CUSTOMER, Role.CUSTOMER_CARE, Role.BILLING):
        apply = s.to(c.ApplyChange(s.NOTHING), s.ON_THE_DAY, role, s.CUSTOMER)
        told.when(apply).refused("process.wrong-role")
