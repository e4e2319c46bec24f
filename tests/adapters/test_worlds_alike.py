"""OPN-08: the world in memory and those in a file and a database read alike, entry by entry."""

import inspect
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from order_to_cash.adapters.in_memory import (
    InMemoryBilling,
    InMemoryFulfilment,
    InMemoryNotification,
    InMemoryTicketing,
)
from order_to_cash.adapters.sql.store import Store
from order_to_cash.adapters.sqlite import (
    EmbeddedBilling,
    EmbeddedFulfilment,
    EmbeddedNotification,
    EmbeddedTicketing,
)
from order_to_cash.adapters.stores import open_journal
from order_to_cash.domain.core import InvalidDocument, InvalidValue, changed
from order_to_cash.domain.trade import (
    ChargeOnce,
    IssueCreditNote,
    IssueInvoice,
    Prepaid,
    RecordChargeBack,
    RecordReceipt,
    RefundPayment,
)
from order_to_cash.ports.billing import Refused
from order_to_cash.testing.laws.billing import invoice, sol
from order_to_cash.testing.laws.fulfilment import EVERY_KIND
from order_to_cash.testing.laws.notification import notice
from order_to_cash.testing.laws.ticketing import CASE, CLOSING, FORM, TICKET
from order_to_cash.wire import Wire

WIRE = Wire(())
DETAILS = (
    ("effective", date(2024, 3, 11)),
    ("parts", (("INT-30", 10, sol("4.00")),)),
    ("billed", sol("4.00")),
)
PRORATED = ChargeOnce("a1", sol("4.00"), "plan-change.prorated", details=DETAILS)
PAIRS = (
    (InMemoryBilling, EmbeddedBilling),
    (InMemoryFulfilment, EmbeddedFulfilment),
    (InMemoryNotification, EmbeddedNotification),
    (InMemoryTicketing, EmbeddedTicketing),
)
PAGED = ("invoices", "instructions", "sent", "tickets")
BOOKS = (*PAGED, "credit_notes", "refunds", "receipts", "charge_backs", "charges")
"""What can be looked at; each name is that of a method of one adapter."""


@frozen
class Kept:
    """A whole world, kept in one place."""

    parts: tuple[Any, ...]

    def look(self, book: str, **pages: Any) -> Mapping[str, Any]:
        """What stands in a book of whichever adapter keeps it."""
        (found,) = (getattr(part, book) for part in self.parts if hasattr(part, book))
        shown: Mapping[str, Any] = found(**pages)
        return shown


def in_memory() -> Kept:
    return Kept(tuple(ours() for ours, _ in PAIRS))


def in_a_store(store: Store) -> Kept:
    kept = (EmbeddedFulfilment, EmbeddedNotification, EmbeddedTicketing)
    return Kept((EmbeddedBilling(store), *(make(store, WIRE) for make in kept)))


@pytest.fixture(params=["file", "server"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    there = (
        tmp_path / "world.db" if request.param == "file" else request.getfixturevalue("postgres")
    )
    with open_journal(there) as journal:
        yield journal.store


@pytest.fixture
def worlds(store: Store) -> tuple[Kept, Kept]:
    """Both after the same history: several of everything, some of it given twice."""
    both = in_memory(), in_a_store(store)
    for kept in both:
        _lived(*kept.parts)
    return both


def deducting(given: IssueInvoice) -> IssueInvoice:
    """PRI-10: the same invoice of 236.00, of which 36.00 were invoiced in advance."""
    prepaid = (Prepaid("F001-00000001", sol("36.00"), sol("5.49")),)
    totals = changed(given.totals, prepaid=sol("36.00"), payable=sol("200.00"))
    parts = (changed(given.instalments[0], amount=sol("200.00")),)
    bill = changed(given.bill, prepaid=prepaid)
    return changed(given, bill=bill, totals=totals, instalments=parts)


def _lived(billing: Any, fulfilment: Any, notification: Any, ticketing: Any) -> None:
    for receivable in ("r3", "r1", "r2", "r1"):
        billing.issue(invoice(receivable))
    billing.issue(changed(invoice("r4"), number="A-1"))
    billing.issue(deducting(invoice("r5")))
    for key in ("k2", "k1", "k3", "k1"):
        billing.credit(key, IssueCreditNote("F001-00000001", sol("1.00"), "returned"))
        billing.receive(key, RecordReceipt(f"OP-{key}", sol("9.00"), date(2024, 1, 8)))
        billing.refund(key, RefundPayment("a1", sol("2.00"), "cancelled", f"OP-{key}"))
        billing.take_back(key, RecordChargeBack(f"OP-{key}", sol("9.00"), "no funds"))
        billing.charge(key, ChargeOnce("a1", sol("3.00"), "lost"))
        billing.charge(f"{key} again", PRORATED)
        notification.send(key, notice(text=key))
        ticketing.route(key, FORM if key == "k1" else TICKET)
    for number, instruction in enumerate(EVERY_KIND):
        fulfilment.instruct(f"k{number}", instruction)
    ticketing.register("k9", CASE)
    ticketing.close("k9", CLOSING)


@pytest.mark.parametrize("ours", PAIRS, ids=lambda pair: pair[0].__name__)
def test_both_are_looked_at_by_the_same_methods(ours: tuple[type, type]) -> None:
    """What can be asked of one can be asked of the other, and is said to answer the same."""
    one, other = (
        {n: inspect.signature(m) for n, m in vars(kind).items() if inspect.isfunction(m)}
        for kind in ours
    )
    public = {name for name in one if not name.startswith("_")}
    assert public == {name for name in other if not name.startswith("_")}
    assert {n: one[n] for n in public & {*BOOKS}} == {n: other[n] for n in public & {*BOOKS}}


@pytest.mark.parametrize("book", BOOKS)
def test_both_show_the_same(worlds: tuple[Kept, Kept], book: str) -> None:
    """The same keys in the same order, and under them the same values of the same classes."""
    one, other = ([*kept.look(book).items()] for kept in worlds)
    assert one
    assert one == other
    assert "la factura se prorratea" in repr(one) or book != "charges"
    assert [type(entry) for _, entry in one] == [type(entry) for _, entry in other]


@pytest.mark.parametrize("book", PAGED)
def test_both_are_read_on_in_pages(worlds: tuple[Kept, Kept], book: str) -> None:
    """Reading on after the last key misses nothing, whatever the size of the page."""
    for kept in worlds:
        whole = [*kept.look(book).items()]
        for size in (1, 2, len(whole), len(whole) + 1):
            read: list[tuple[str, Any]] = []
            while found := kept.look(book, after=read[-1][0] if read else "", limit=size):
                assert len(found) <= size
                read.extend(found.items())
            assert whole == read


@pytest.mark.parametrize("book", PAGED)
def test_both_refuse_the_same_pages(worlds: tuple[Kept, Kept], book: str) -> None:
    """A page of nothing is refused, and so is reading on after what never came."""
    for kept in worlds:
        with pytest.raises(InvalidValue) as caught:
            kept.look(book, limit=0)
        assert "journal.limit" == caught.value.code
        if book == "invoices":  # numbers have an order of their own
            assert {} == kept.look(book, after="Z")
            continue
        for strange in ("never", "route_ticket:never", ":", "k1:"):
            with pytest.raises(InvalidValue) as caught:
                kept.look(book, after=strange)
            assert "ledger.unknown-key" == caught.value.code


@pytest.mark.parametrize("book", BOOKS)
def test_what_is_shown_is_as_of_the_moment(store: Store, book: str) -> None:
    """Looking gives nobody a hand on the books: what comes later is not in what was seen."""
    for kept in (in_memory(), in_a_store(store)):
        seen: Any = kept.look(book)
        _lived(*kept.parts)
        assert {} == seen
        assert kept.look(book)
        with pytest.raises(TypeError):
            seen["k1"] = None


def test_what_cannot_be_read_any_more_is_said(store: Store) -> None:
    """A body that somebody damaged is an error of the library, as in a case's history."""
    kept = in_a_store(store)
    _lived(*kept.parts)
    with store.writing() as connection:
        for table in ("notice", "instruction", "ticket"):
            connection.execute(f"UPDATE {table} SET body = '{{}}'")  # noqa: S608
    for book in ("sent", "instructions", "tickets"):
        with pytest.raises(InvalidDocument):
            kept.look(book)


def test_what_an_invoice_deducts_is_kept(worlds: tuple[Kept, Kept]) -> None:
    """PRI-10: with the number of the advance and its tax; other sums than the totals say do not."""
    for kept in worlds:
        found = [one.prepaid for one in kept.look("invoices").values() if one.receivable == "r5"]
        assert [(Prepaid("F001-00000001", sol("36.00"), sol("5.49")),)] == found
        given = deducting(invoice("r6"))
        other = changed(given, bill=changed(given.bill, prepaid=()))
        assert Refused("billing.disagree") == kept.parts[0].issue(other)
