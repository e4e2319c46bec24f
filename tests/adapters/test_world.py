"""The world in memory: what it was given can be seen, and facts that contradict are refused."""

from datetime import date

import pytest

from order_to_cash.adapters import bookkeeping
from order_to_cash.adapters.bookkeeping import LAST_NUMBER, SERIES_FULL, LedgerInvoice
from order_to_cash.adapters.in_memory import (
    Covered,
    InMemoryBilling,
    InMemoryDirectories,
    InMemoryFulfilment,
    InMemoryNotification,
    Offered,
)
from order_to_cash.adapters.in_memory import world as in_memory_world
from order_to_cash.domain.core import WORDS, BrokenDefinition, InvalidValue, Language, changed
from order_to_cash.domain.order import CoverageItem
from order_to_cash.domain.trade import IssueCreditNote, RecordReceipt, RefundPayment
from order_to_cash.ports import AlreadyIssued, Done, Issued, Refused
from order_to_cash.testing.laws.billing import invoice, sol
from order_to_cash.testing.laws.directories import CHANGE, DAY, SINCE, TV, UNTIL
from order_to_cash.testing.laws.fulfilment import EVERY_KIND, STOP
from order_to_cash.testing.laws.notification import notice


def test_what_was_billed_can_be_seen() -> None:
    """Invoices stand under their numbers, credit notes and refunds under their keys."""
    billing = InMemoryBilling(series="B2")
    note = IssueCreditNote("B2-00000001", sol("1.00"), "returned")
    refund = RefundPayment("a1", sol("2.00"), "cancelled")
    billing.issue(invoice("r1"))
    billing.issue(invoice("r2"))
    billing.credit("k1", note)
    billing.refund("k2", refund)
    issued = {"B2-00000001": invoice("r1"), "B2-00000002": invoice("r2")}
    expected = {number: LedgerInvoice.of(number, one) for number, one in issued.items()}
    assert expected == billing.invoices()
    assert ({"k1": note}, {"k2": refund}) == (billing.credit_notes(), billing.refunds())


def test_refunds_together_never_exceed_what_came_in() -> None:
    """TRU-15: what was given back before counts, to the last cent."""
    billing = InMemoryBilling()
    billing.receive("k1", RecordReceipt("OP-1", sol("100.00"), date(2024, 1, 8)))
    for key, amount, given in (
        ("k2", "60.00", True),
        ("k3", "40.01", False),
        ("k4", "40.00", True),
        ("k5", "0.01", False),
    ):
        answer = billing.refund(key, RefundPayment("a1", sol(amount), "cancelled", "OP-1"))
        assert given is isinstance(answer, Done)


def test_what_was_told_and_instructed_can_be_seen() -> None:
    """Notices and instructions stand under their keys, oldest first, the first of each key."""
    notification, fulfilment = InMemoryNotification(), InMemoryFulfilment()
    for key in ("k2", "k1", "k2"):
        notification.send(key, notice(text=key))
    fulfilment.instruct("k1", STOP)
    fulfilment.instruct("k1", EVERY_KIND[0])
    expected = [("k2", notice(text="k2")), ("k1", notice(text="k1"))]
    assert expected == [*notification.sent().items()]
    assert {"k1": STOP} == fulfilment.instructions()


def test_what_was_seen_does_not_change_later() -> None:
    """What is shown is as of the moment of looking, and cannot be changed by the looker."""
    billing, notification = InMemoryBilling(), InMemoryNotification()
    seen, told = billing.invoices(), notification.sent()
    billing.issue(invoice())
    notification.send("k1", notice())
    assert ({}, {}) == (seen, told)
    assert (1, 1) == (len(billing.invoices()), len(notification.sent()))
    with pytest.raises(TypeError):
        notification.sent()["k2"] = notice()  # type: ignore[index]


def test_a_refused_invoice_takes_no_number() -> None:
    """Numbers have no gaps, whatever was refused in between."""
    billing = InMemoryBilling()
    assert Issued("F001-00000001") == billing.issue(invoice("r1"))
    wrong = changed(invoice("r2"), instalments=())
    assert isinstance(billing.issue(wrong), Refused)
    assert isinstance(billing.issue(invoice("r1", net="300.00")), Refused)
    assert Issued("F001-00000002") == billing.issue(invoice("r2"))


@pytest.mark.parametrize("series", ["F", "F001", "12345678"])
def test_a_series_is_up_to_eight_letters_and_digits(series: str) -> None:
    """The shortest and the longest series stand in front of the number."""
    assert Issued(f"{series}-00000001") == InMemoryBilling(series=series).issue(invoice())


@pytest.mark.parametrize("series", ["", "123456789", "f001", "F-1", "F1\n", "Ñ1", "F 1"])
def test_a_series_that_no_invoice_can_bear_is_refused(series: str) -> None:
    """Anything else than one to eight capital letters and digits is refused with advice."""
    with pytest.raises(InvalidValue, match="a series is 1 to 8 capital letters") as raised:
        InMemoryBilling(series=series)
    assert "billing.series" == raised.value.code


def test_a_series_ends_with_its_last_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last number is issued, after it nothing is, and what was issued is still found."""
    assert 99_999_999 == LAST_NUMBER
    monkeypatch.setattr(in_memory_world, "LAST_NUMBER", 2)
    billing = InMemoryBilling()
    billing.issue(invoice("r1"))
    assert Issued("F001-00000002") == billing.issue(invoice("r2"))
    assert Refused(SERIES_FULL) == billing.issue(invoice("r3"))
    assert AlreadyIssued("F001-00000002") == billing.issue(invoice("r2"))


def test_reasons_are_told_apart_in_both_languages() -> None:
    """Every reason of a refusal reads differently, in English and in Spanish."""
    codes = {code for code in vars(bookkeeping).values() if str(code).startswith("billing.")}
    english = {WORDS.word(Language.EN, "Reason", code) for code in codes}
    spanish = {WORDS.word(Language.ES, "Reason", code) for code in codes}
    assert len(codes) == len(english) == len(spanish - english)
    assert set() == codes & english


@pytest.mark.parametrize(
    "other",
    [Offered(TV, SINCE), Offered(TV, CHANGE - DAY), Offered(TV, CHANGE, CHANGE)],
)
def test_offers_that_contradict_each_other_are_refused(other: Offered) -> None:
    """Two offers of one product at a time, or an offer of no day, are a mistake in the facts."""
    InMemoryDirectories(offerings=(Offered(TV, CHANGE, UNTIL), Offered(TV, SINCE, CHANGE)))
    with pytest.raises(BrokenDefinition, match="the timeline offering contradicts itself"):
        InMemoryDirectories(offerings=(Offered(TV, SINCE, CHANGE), other))


def test_facts_may_come_in_any_order() -> None:
    """What is offered on a day does not depend on the order in which offers were given."""
    offers = (Offered(TV, CHANGE, UNTIL), Offered(changed(TV, name="old"), SINCE))
    for given in (offers, offers[::-1]):
        directories = InMemoryDirectories(offerings=given)
        assert ("old",) == tuple(o.name for o in directories.offerings(("tv",), CHANGE - DAY))


def test_coverage_ends_where_the_next_entry_begins() -> None:
    """An answer about coverage says until when it holds, also if another entry ends it."""
    stop = date(2024, 5, 1)
    directories = InMemoryDirectories(
        coverage=(
            Covered("lima", "fibra", "fiber", SINCE),
            Covered("lima", "fibra", "", stop, alternatives=("adsl",)),
        )
    )
    before = directories.coverage("lima", ("fibra",), stop - DAY)
    assert (CoverageItem("fibra", True, "fiber", stop),) == before
    after = directories.coverage("lima", ("fibra",), stop)
    assert (CoverageItem("fibra", False, alternatives=("adsl",)),) == after


def test_empty_directories_know_nothing() -> None:
    """Whoever was given no facts answers every question with nothing."""
    empty = InMemoryDirectories()
    assert (None, None) == (empty.party("p1"), empty.credit_line("a1"))
    assert ("", ()) == empty.stock("lima", ("tv",))
    assert () == empty.offerings(("tv",), SINCE) + empty.coverage("lima", ("tv",), SINCE)
    assert () == empty.terms(("t1",), SINCE)
