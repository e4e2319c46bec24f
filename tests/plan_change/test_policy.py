"""Whether a change is possible at all: boundaries, and laws of the policy."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import (
    Clause,
    Currency,
    Language,
    Money,
    Moved,
    Policy,
    Verdict,
    changed,
)
from order_to_cash.domain.plan_change import ChangeFacts, CycleCharge, Plan
from order_to_cash.domain.plan_change import commands as c
from order_to_cash.domain.trade import ChargeOnce, Cycle, Notify
from order_to_cash.domain.trade.notice_wording import reason_said, worded
from order_to_cash.operators.bolivia import PLAN_CHANGE_REQUESTS
from order_to_cash.rules import possible_change_policy
from order_to_cash.testing import Story
from tests.plan_change import samples as s
from tests.words import WHOLE

POLICY = possible_change_policy(Clause("PLN-GPI-P09", "anexo 1"), Currency.BOB)
MONEY = st.builds(Money, st.integers(0, 10**6), st.sampled_from(Currency))
PLANS = st.builds(Plan, st.sampled_from(("A", "B")), MONEY, st.just("ftth"))
DAYS = st.dates(date(2026, 2, 20), date(2026, 4, 10))


@st.composite
def cases(draw: st.DrawFn) -> ChangeFacts:
    """Any two plans, any days, any cycle."""
    first = draw(DAYS)
    cycle = Cycle(first, first + timedelta(days=draw(st.integers(0, 40))))
    return ChangeFacts(s.request(old=draw(PLANS), new=draw(PLANS), cycle=cycle), draw(DAYS))


@given(cases())
def test_the_policy_answers_whatever_is_asked(facts: ChangeFacts) -> None:
    """It never raises, names every obstacle whatever its order, and reads in both languages."""
    decision = POLICY.decide(facts)
    turned = Policy(POLICY.name, POLICY.rules[::-1]).decide(facts)
    assert decision.findings == turned.findings[::-1]
    asked = facts.request
    holds = (
        asked.old.code != asked.new.code,
        asked.cycle.first <= facts.effective <= asked.cycle.last,
        asked.old.monthly.currency is asked.new.monthly.currency is Currency.BOB,
    )
    assert tuple(map(Verdict.of, holds)) == tuple(f.verdict for f in decision.findings)
    for language in WHOLE:
        assert all(decision.sentences(language))


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        (date(2026, 2, 28), Verdict.FAIL),
        (date(2026, 3, 1), Verdict.PASS),
        (date(2026, 3, 31), Verdict.PASS),
        (date(2026, 4, 1), Verdict.FAIL),
    ],
)
def test_the_first_and_the_last_day_belong_to_the_cycle(day: date, verdict: Verdict) -> None:
    """REQ-09: both ends of the cycle are in it, the days beside them are not."""
    assert verdict is POLICY.decide(ChangeFacts(s.request(), day)).verdict


@pytest.mark.parametrize("language", WHOLE)
def test_the_notices_can_be_read(language: Language) -> None:
    """REQ-09: what is missing, proposed, refused and applied reads whole, and says prorated."""
    read = {}
    for told in (s.waiting(), s.asked(), s.asked(new=s.SLOW), s.applied()):
        assert isinstance(told.outcome, Moved)
        notify = told.outcome.messages[-1]
        read[told.state.stage.value] = worded(notify, language)
    assert all(s.CHANGE in one.subject for one in read.values())
    prorated = {Language.EN: "is prorated", Language.ES: "prorrateada"}[language]
    assert all(prorated in read[stage].body for stage in ("proposed", "applied"))


def test_nobody_reads_personal_data() -> None:
    """Neither what is told nor what is refused shows address or contact."""
    told = s.applied()
    refused = s.confirmed().when(s.to(c.ApplyChange(s.CENT), s.ON_THE_DAY))
    assert "Calle de ejemplo" not in f"{told.outcome!r} {refused.outcome!r} {refused.outcome}"


def test_the_readers_language_decides_how_the_parts_read() -> None:
    """REQ-09: nothing is worded before it is read, so one message reads in both languages."""
    told = s.asked()
    assert isinstance(told.outcome, Moved)
    (notify,) = told.outcome.messages
    assert "- INT-30, 10 days: 64.52 BOB\n" in worded(notify, Language.EN).body
    assert "- INT-30, 10 días: 64.52 BOB\n" in worded(notify, Language.ES).body


def test_the_note_on_the_invoice_is_worded_where_it_is_read() -> None:
    """REQ-09: the message holds every part; whoever bills words it in the invoice's language."""
    (event,) = s.applied().outcome.events  # type: ignore[union-attr]
    charge = PLAN_CHANGE_REQUESTS.outgoing(s.confirmed().state, event)[0]
    assert isinstance(charge, ChargeOnce)
    english, spanish = (
        reason_said(charge.reason, charge.details, language)
        for language in (Language.EN, Language.ES)
    )
    assert english.startswith("the invoice is prorated by the change of plan from 2026-03-11: ")
    assert "INT-30, 10 days: 64.52 BOB" in english
    assert "INT-30, 10 días: 64.52 BOB" in spanish


@pytest.mark.parametrize(
    ("charge", "owed", "words"),
    [
        (CycleCharge.IN_FULL, [s.bob("110.00")], "charged in full by the new plan"),
        (CycleCharge.NOT_AT_ALL, [], "still charged by the old plan"),
    ],
)
def test_the_operator_says_how_the_cycle_of_the_change_is_charged(
    charge: CycleCharge, owed: list[Money], words: str
) -> None:
    """FUL-08: in full the whole difference, under words of its own; not at all, nothing."""
    process = changed(PLAN_CHANGE_REQUESTS, charge=charge)
    ask = s.to(c.RequestPlanChange(s.request(), s.brought()))
    story = Story(process).when(ask).when(s.to(c.ConfirmChange()))
    sent = story.when(s.to(c.ApplyChange(s.NOTHING), s.ON_THE_DAY)).outcome
    assert isinstance(sent, Moved)
    charges = [one for one in sent.messages if isinstance(one, ChargeOnce)]
    assert owed == [one.amount for one in charges]
    (told,) = (one for one in sent.messages if isinstance(one, Notify))
    assert words in worded(told, Language.EN).body
    said = [reason_said(one.reason, one.details, Language.EN) for one in charges]
    assert all(one.startswith("the bill cycle is charged in full") for one in said)


def test_a_reason_that_somebody_wrote_is_told_as_it_is() -> None:
    """What has no words of its own is a person's own text."""
    assert "se cobró dos veces" == reason_said("se cobró dos veces", ())


def test_a_change_is_refused_only_for_what_is_known_to_fail() -> None:
    """REQ-08: what nobody has looked up is no reason, and no reason is told that was not found."""
    unknown = s.asked(s.brought(unpaid=None))
    unknown.when(s.to(c.RefuseChange())).refused("plan-change.nothing-failed")
    mixed = s.asked(s.brought(unpaid=None, documents=())).when(s.to(c.RefuseChange()))
    assert isinstance(mixed.outcome, Moved)
    (notify,) = mixed.outcome.messages
    assert ["requirements.identity"] == [finding.rule for finding in notify.findings]
