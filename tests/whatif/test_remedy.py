"""What would help against a "no": what is proposed passes, and one unit less of it does not."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import Currency, Language, Money, Policy, Role, changed, warning
from order_to_cash.domain.credit_account import (
    CreditFacts,
    Exposure,
    Misses,
    Overdue,
    PaymentRecord,
)
from order_to_cash.domain.order import Answers, Item, LineFacts, StockReport
from order_to_cash.domain.receivable import Arrears
from order_to_cash.domain.trade import (
    Applicant,
    Document,
    DocumentKind,
    HolderKind,
    Kind,
    RequirementFacts,
    Standing,
    StockItem,
)
from order_to_cash.operators import peru
from order_to_cash.rules import PaymentTolerance, StockSuffices, credit_policy, transfer_policy
from order_to_cash.whatif import Change, Remedies, Remedy, remedies
from tests.rules import facts as f
from tests.rules.test_credit import FACTS
from tests.rules.test_laws import SUBJECTS, cases
from tests.rules.told import CLAUSE, pen
from tests.whatif.subjects import checklists

MOST = PaymentTolerance(days=90, late=2, taken_back=1, levels=3, worst_days=8)
PLAIN = credit_policy(CLAUSE, days=0, amount=pen("0.00"))
WATCHFUL = credit_policy(CLAUSE, days=3, amount=pen("10.00"), record=MOST)
HOLDER = Applicant(HolderKind.NATURAL_PERSON, Standing.HOLDER)
DAY = date(2024, 3, 1)


def told(found: Remedies[Any]) -> list[str]:
    """Each remedy in words."""
    return [remedy.text() for remedy in found.found]


def owing(*overdue: tuple[int, str], **facts: Any) -> CreditFacts:
    """The facts with that past due since so many days, and with other values."""
    late = tuple(Overdue(days, pen(amount)) for days, amount in overdue)
    return changed(FACTS, overdue=late, **facts)


def test_an_order_above_the_limit_is_less_or_something_is_paid() -> None:
    """271.00 are exposed, 100.00 asked for: of a limit of 250.50 a payment of 120.50 is needed.

    Ordering less does not do by itself, for 20.50 are above the limit without any order.
    """
    found = remedies(PLAIN, changed(FACTS, limit=pen("250.50")))
    assert [
        "pay 120.50 PEN of what is unpaid, the oldest first",
    ] == told(found)
    assert () == found.hopeless


def test_each_by_itself_comes_first() -> None:
    """Where either does, either is proposed, and never both together."""
    found = remedies(PLAIN, changed(FACTS, limit=pen("300.00")))
    assert [
        "pay 71.00 PEN of what is unpaid, the oldest first",
        "order for 71.00 PEN less on credit",
    ] == told(found)


def test_together_each_is_spared_once() -> None:
    """300.00 unpaid and 100.00 ordered are not enough alone where 350.00 are too many.

    Either as little is paid as can be, or as little less ordered; something stays ordered.
    """
    nothing = pen("0.00")
    exposure = Exposure(pen("500.00"), nothing, pen("300.00"), nothing)
    found = remedies(PLAIN, changed(FACTS, limit=pen("550.00"), exposure=exposure))
    pay, order = "together: pay", "of what is unpaid, the oldest first; order for"
    assert [
        f"{pay} 250.01 PEN {order} 99.99 PEN less on credit",
        f"{pay} 300.00 PEN {order} 50.00 PEN less on credit",
    ] == told(found)


def test_what_is_late_is_paid_oldest_first() -> None:
    """Tolerated are 10.00: of 25.00 late 15.00 are paid, the oldest ones, and nothing more."""
    facts = owing((4, "5.00"), (9, "20.00"))
    (remedy,) = remedies(credit_policy(CLAUSE, days=3, amount=pen("10.00")), facts).found
    assert [pen("15.00")] == [value for _, value in remedy.changes[0].values]
    assert (Overdue(4, pen("5.00")), Overdue(9, pen("5.00"))) == remedy.facts.overdue
    assert pen("285.00") == remedy.facts.exposure.unpaid


def test_a_record_is_forgiven_by_waiting() -> None:
    """Three late payments within ninety days, two are tolerated: the oldest was 60 days ago.

    The day is that of the clocks of the zone: at 15:00 UTC it is the same one in Lima.
    """
    misses = ((60, Misses(late=1)), (20, Misses(late=2)))
    found = remedies(WATCHFUL, owing(record=PaymentRecord(5, misses)), zone="America/Lima")
    assert ["wait 30 days, until 2026-04-01, and pay what falls due meanwhile"] == told(found)


def test_what_is_paid_late_counts_against_who_pays() -> None:
    """COL-08: with two late payments already, paying what is late makes a third: wait as well."""
    record = PaymentRecord(5, ((60, Misses(late=2)),))
    found = remedies(WATCHFUL, owing((9, "20.00"), record=record))
    (both,) = told(found)
    assert both == (
        "together: pay 10.00 PEN of what is unpaid, the oldest first; "
        "wait 30 days, until 2026-04-01, and pay what falls due meanwhile"
    )


def test_what_has_no_remedy_is_said() -> None:
    """Nobody lifts a suspension by paying; what would do against the rest is told."""
    found = remedies(PLAIN, changed(FACTS, active=False, limit=pen("300.00")))
    assert (
        "credit: declined",
        "  nothing that can be done here helps against: The credit account is active",
        (
            "  The exposure with this order is within the limit: pay 71.00 PEN of what is unpaid, "
            "the oldest first; or order for 71.00 PEN less on credit"
        ),
    ) == found.sentences()
    assert ["credit.account-active"] == [finding.rule for finding in found.hopeless]


def test_remedies_read_in_every_language() -> None:
    """Spanish and Portuguese say the same."""
    found = remedies(PLAIN, changed(FACTS, limit=pen("300.00")))
    assert (
        "crédito: denegado",
        "  se aprobaría: pagar 71.00 PEN de lo impago, lo más antiguo primero",
        "  se aprobaría: pedir por 71.00 PEN menos a crédito",
    ) == found.sentences(Language.ES)
    assert (
        "  seria aprovado: pedir por 71.00 PEN a menos a crédito"
        == found.sentences(Language("pt"))[2]
    )
    assert str(found) == "\n".join(found.sentences())


def test_where_nothing_is_in_the_way_nothing_changes() -> None:
    """A decision that passes has no remedy and needs none."""
    found = remedies(PLAIN, FACTS)
    assert ((), ()) == (found.found, found.hopeless)
    assert ("credit: approved", "  nothing is in the way; nothing has to change") == (
        found.sentences()
    )


def test_nothing_has_to_be_done_against_a_warning() -> None:
    """COL-09: a warning is in nobody's way, so what helps is asked of the other rules alone."""
    warned = warning(PLAIN, "credit.limit", tells=Role.CREDIT_AND_COLLECTIONS)
    found = remedies(warned, owing((4, "5.00"), limit=pen("100.00")))
    assert ["pay 5.00 PEN of what is unpaid, the oldest first"] == told(found)


def test_fewer_pieces_are_ordered() -> None:
    """Of nine ordered seven are there: two less; of none there is nothing left to order."""
    rule: Policy[LineFacts] = Policy("availability", (StockSuffices(CLAUSE),))

    def line(available: int) -> LineFacts:
        report = StockReport("W-1", (StockItem("BOX", available),), f.NOON)
        answers = Answers(stock=report)
        return LineFacts(1, Item("BOX", 9, Kind.GOODS), "LIMA-1", answers, f.TODAY)

    assert ["order 2 pieces of BOX less"] == told(remedies(rule, line(7)))
    assert ["order 1 piece of BOX less"] == told(remedies(rule, line(8)))
    assert ["availability.stock"] == [f.rule for f in remedies(rule, line(0)).hopeless]


def asked(*brought: Document, **facts: Any) -> RequirementFacts:
    """The holder asks for a transfer, with all but what is named."""
    nothing = Money.zero(Currency.BOB)
    whole = RequirementFacts(
        on=DAY,
        applicant=HOLDER,
        documents=brought,
        overdue=nothing,
        unpaid=nothing,
        address=True,
        mobile=True,
        phone=True,
        fee=Money.of("100.00", Currency.BOB),
        paid=Money.of("100.00", Currency.BOB),
        charge_accepted=False,
        fee_waived=False,
    )
    return changed(whole, **facts)


CARD = Document(DocumentKind.IDENTITY_CARD, ("holder",))
SKETCH = Document(DocumentKind.LOCATION_SKETCH)


def test_what_is_missing_is_brought() -> None:
    """REQ-01 to REQ-06: each document by name, what is owed to the cent, the fee in either way."""
    policy = transfer_policy(CLAUSE)
    assert ["bring: location sketch"] == told(remedies(policy, asked(CARD)))
    expired = changed(CARD, expires=date(2024, 2, 29))
    assert ["bring: identity card, of the holder"] == told(remedies(policy, asked(expired, SKETCH)))
    short = asked(CARD, SKETCH, paid=Money.of("40.00", Currency.BOB))
    assert ["pay 60.00 BOB of the fee", "accept the fee as a charge"] == told(
        remedies(policy, short)
    )
    late = asked(CARD, SKETCH, overdue=Money.of("30.00", Currency.BOB))
    assert ["pay 30.00 BOB of what is unpaid, what is past due first"] == told(
        remedies(policy, late)
    )


def test_more_than_three_changes_are_told_one_obstacle_at_a_time() -> None:
    """Where nothing is there, no three changes do; against each obstacle its own is told."""
    found = remedies(transfer_policy(CLAUSE), asked(address=False, mobile=False))
    assert () == found.found
    assert () == found.hopeless
    assert (
        "  A location sketch is brought: bring: location sketch",
        "  A reference mobile number is given: give a reference mobile number",
    ) == found.sentences()[-2:]


def test_ways_of_ones_own_are_searched() -> None:
    """Given in place of the library's; facts that nothing is known about have no ways."""
    short = changed(FACTS, limit=pen("300.00"))
    assert () == remedies(PLAIN, short, ways=()).found
    dunning = SUBJECTS["dunning"].policy
    late = Arrears(90, pen("5000.00"))
    obstacles = dunning.decide(late).obstacles
    assert obstacles
    assert obstacles == remedies(dunning, late).hopeless


POLICIES: dict[str, tuple[Policy[Any], st.SearchStrategy[Any]]] = {
    "credit": (WATCHFUL, f.credit_facts()),
    "availability": (peru.ORDERS.settings.availability, cases(SUBJECTS["availability"])),
    "validation": (peru.ORDERS.settings.validation, cases(SUBJECTS["validation"])),
    "checklist": (transfer_policy(CLAUSE), checklists()),
}


@st.composite
def recorded(draw: st.DrawFn, facts: Any) -> Any:
    """Credit facts of a party that paid before, in some way; others as they are."""
    if not isinstance(facts, CreditFacts):
        return facts
    counts = st.integers(0, 4)
    misses = st.tuples(st.integers(0, 120), st.builds(Misses, counts, counts, counts, counts))
    record = st.builds(PaymentRecord, counts, st.lists(misses, max_size=3).map(tuple))
    return changed(facts, record=draw(record))


def without_one(remedy: Remedy[Any], spared: Change, facts: Any) -> Any:
    """The facts after all that is proposed, but one cent, day, piece or document of it."""
    for change in remedy.changes:
        units = change.units - (change is spared)
        facts = change.way.after(facts, units) if units else facts
    return facts


@pytest.mark.parametrize("name", POLICIES)
@given(data=st.data())
def test_what_is_proposed_passes_and_less_does_not(name: str, data: st.DataObject) -> None:
    """Whatever the case: the policy allows it after the changes, and not with one unit less."""
    policy, strategy = POLICIES[name]
    facts = data.draw(recorded(data.draw(strategy)))
    found = remedies(policy, facts)
    assert policy.decide(facts).obstacles == tuple(each.obstacle for each in found.against)
    for remedy in found.found:
        assert policy.decide(remedy.facts).allows
        for spared in remedy.changes:
            assert not policy.decide(without_one(remedy, spared, facts)).allows, spared
    alone = [each for each in found.found if len(each.changes) == 1]
    for remedy in found.found:
        sole = {(each.changes[0].code, each.changes[0].values) for each in alone}
        assert len(remedy.changes) == 1 or not sole & {(c.code, c.values) for c in remedy.changes}
