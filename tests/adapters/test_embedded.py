"""The embedded ledger: one file with the journal, numbers without gaps, personal data hidden."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.adapters.bookkeeping import SERIES_FULL
from order_to_cash.adapters.in_memory import InMemoryBilling
from order_to_cash.adapters.sql import ledger as embedded
from order_to_cash.adapters.sql import ledger_statements
from order_to_cash.adapters.sqlite import (
    EmbeddedBilling,
    EmbeddedFulfilment,
    EmbeddedNotification,
    LedgerInvoice,
    SqliteFile,
    SqliteJournal,
)
from order_to_cash.adapters.sqlite import ledger_schema as embedded_schema
from order_to_cash.domain.core import (
    Currency,
    InvalidDocument,
    InvalidValue,
    Money,
    PortError,
    changed,
)
from order_to_cash.domain.trade import (
    Adjustment,
    BillLine,
    IssueCreditNote,
    IssueInvoice,
    NetDays,
    PaperAdjustment,
    RefundPayment,
    UnitPrice,
)
from order_to_cash.domain.trade.payment_terms import instalments
from order_to_cash.operators.peru import TAX
from order_to_cash.ports import AlreadyIssued, Billing, Done, Issued, Refused
from order_to_cash.testing.laws.billing import TODAY, invoice, sol
from order_to_cash.testing.laws.fulfilment import ADDRESS, EVERY_KIND, STOP
from order_to_cash.testing.laws.journal_entries import entry
from order_to_cash.testing.laws.notification import notice
from order_to_cash.wire import Wire
from tests.adapters.embedded_workers import bill_on
from tests.adapters.processes import PROCESSES

WIRE = Wire(())
TABLES = (
    "SELECT count(*) FROM pragma_table_list WHERE NOT strict AND name NOT LIKE 'sqlite_%'",
    "SELECT count(*) FROM invoice_line",
    "SELECT count(*) FROM invoice_part",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
def file(path: Path) -> Iterator[SqliteFile]:
    opened = SqliteFile(path)
    yield opened
    opened.close()


RECEIVABLES = st.sampled_from(("r1", "r2"))
AMOUNTS = st.sampled_from((-1, 0, 1, 11_800, 11_801, 23_600, 23_601))
KEYS = st.sampled_from(("k1", "k2", "k3"))
MONEY = st.builds(Money, AMOUNTS, st.sampled_from((Currency.PEN, Currency.USD)))
NUMBERS = st.sampled_from(("F001-00000001", "F001-00000002"))
OLDER_NOTE = """
    INSERT INTO credit_note (key, number, currency, amount, reason, tax) VALUES (?, ?, ?, ?, ?, ?)
"""
NOTES = st.builds(IssueCreditNote, NUMBERS, MONEY, st.just("why"), debit=st.booleans())
WORK = st.one_of(
    st.builds(invoice, RECEIVABLES, st.sampled_from(("200.00", "100.00"))),
    st.builds(lambda i: changed(i, instalments=()), st.builds(invoice, RECEIVABLES)),
    st.tuples(KEYS, NOTES),
    st.tuples(KEYS, st.builds(RefundPayment, st.sampled_from(("a1", "a2")), MONEY, st.just("why"))),
)


def number_of(answer: object) -> str:
    """The number of a paper that was issued, now or before."""
    assert isinstance(answer, Issued | AlreadyIssued)
    return answer.invoice


def done(billing: Billing, work: object) -> object:
    match work:
        case IssueInvoice():
            return billing.issue(work), billing.find(work.receivable)
        case (str() as key, IssueCreditNote() as note):
            return billing.credit(key, note)
        case (str() as key, RefundPayment() as refund):
            return billing.refund(key, refund)
        case _:
            raise AssertionError(work)


@given(st.lists(WORK, max_size=12))
def test_the_ledger_answers_as_billing_in_memory_does(work: list[object]) -> None:
    """Whatever is asked in whatever order, both give the same answers and keep the same."""
    ledger = SqliteFile(":memory:")
    ours, simple = EmbeddedBilling(ledger), InMemoryBilling()
    assert [done(simple, item) for item in work] == [done(ours, item) for item in work]
    assert [*simple.invoices().items()] == [*ours.invoices().items()]
    assert [*simple.credit_notes().items()] == [*ours.credit_notes().items()]
    assert [*simple.note_numbers().items()] == [*ours.note_numbers().items()]
    assert [*simple.refunds().items()] == [*ours.refunds().items()]
    ledger.close()


def test_everything_is_there_after_opening_again(path: Path) -> None:
    """Closing and opening the file loses nothing, and keys are still recognised."""
    note = IssueCreditNote("F001-00000001", sol("1.00"), "returned")
    for issued in (Issued("F001-00000001"), AlreadyIssued("F001-00000001")):
        file = SqliteFile(path)
        billing = EmbeddedBilling(file)
        assert issued == billing.issue(invoice())
        assert "FC01-00000001" == number_of(billing.credit("k1", note))
        assert Done() == billing.refund("k2", RefundPayment("a1", sol("2.00"), "cancelled"))
        EmbeddedNotification(file, WIRE).send("k3", notice())
        EmbeddedFulfilment(file, WIRE).instruct("k4", STOP)
        assert 1 == len(billing.invoices())
        assert {"k1": note} == billing.credit_notes()
        assert 1 == len(billing.refunds())
        assert 1 == len(EmbeddedNotification(file, WIRE).sent())
        assert 1 == len(EmbeddedFulfilment(file, WIRE).instructions())
        file.close()


def test_an_invoice_is_kept_whole(file: SqliteFile) -> None:
    """Amounts are whole minor units; the day, the lines and the parts stand in the ledger."""
    billing = EmbeddedBilling(file)
    billing.issue(invoice())
    head = LedgerInvoice(
        *("F001-00000001", "r1", "order of r1", "a1", "p1", date(2024, 2, 29)),
        *(
            (BillLine("tv", 2, UnitPrice.of("100.00", Currency.PEN)),),
            sol("200.00"),
            sol("36.00"),
            sol("236.00"),
        ),
    )
    assert {"F001-00000001": head} == billing.invoices()
    stored = "SELECT currency, net, tax, total, rate, typeof(net) FROM invoice"
    assert [("PEN", 20_000, 3_600, 23_600, "9/50", "integer")] == file.rows(stored)
    lines = "SELECT number, line, sku, quantity, unit_price FROM invoice_line"
    assert [("F001-00000001", 1, "tv", 2, 10_000)] == file.rows(lines)
    day = TODAY.isoformat()
    parts = "SELECT part, due, amount FROM invoice_part ORDER BY part"
    assert [(1, day, 11_800), (2, day, 11_800)] == file.rows(parts)


def test_prices_taxes_and_adjustments_are_kept_whole(file: SqliteFile) -> None:
    """PRI-01, PRI-02, PRI-03: a line is read back as it was billed, and each category is there."""
    half = Adjustment("half price", share=Fraction(1, 2))
    fee = Adjustment("fee", sol("1.00"), charge=True)
    lines = (
        BillLine("cable", Decimal("2.5"), UnitPrice.of("1.102", Currency.PEN), "standard", (half,)),
        BillLine("tv", 2, UnitPrice.of("330", Currency.PEN, with_tax=True), "free"),
        BillLine("book", 3, UnitPrice.of("10.00", Currency.PEN), "exempt", (fee, half)),
    )
    paper = (PaperAdjustment(Adjustment("delivery", sol("5.00"), charge=True)),)
    given = invoice()
    bill = changed(given.bill, lines=lines, adjustments=paper)
    totals = TAX.totals(lines, TODAY, Currency.PEN, adjustments=paper)
    parts = instalments(NetDays(30), totals.payable, TODAY)
    billing = EmbeddedBilling(file)
    billing.issue(changed(given, bill=bill, totals=totals, instalments=parts))
    (kept,) = billing.invoices().values()
    assert (lines, totals.total) == (kept.lines, kept.total)
    taxes = "SELECT category, kind, rate, base, net, tax FROM invoice_tax ORDER BY place"
    assert [
        ("standard", "standard", "9/50", 638, 638, 115),
        ("free", "free", "9/50", 55_932, 0, 10_068),
        ("exempt", "exempt", "0", 1600, 1600, 0),
    ] == file.rows(taxes)
    paper_rows = "SELECT line, reason, amount, share, charge FROM invoice_adjustment ORDER BY 1, 2"
    assert [
        (0, "delivery", 500, None, 1),
        (1, "half price", None, "1/2", 0),
        (3, "fee", 100, None, 1),
        (3, "half price", None, "1/2", 0),
    ] == file.rows(paper_rows)


def test_numbers_have_no_gaps(file: SqliteFile) -> None:
    """Refusals, repeats and undone transactions take no number."""
    billing = EmbeddedBilling(file)
    billing.issue(invoice("r1"))
    billing.issue(changed(invoice("r2"), instalments=()))
    billing.issue(invoice("r1", net="300.00"))
    billing.issue(invoice("r1"))
    broken = invoice("r\ud800")
    with pytest.raises(InvalidValue, match="cannot be stored"):
        billing.issue(broken)
    unwritten = changed(invoice("r3"), bill=changed(invoice("r3").bill, party="\ud800"))
    with pytest.raises(InvalidValue, match="cannot be stored"):
        billing.issue(unwritten)
    assert Issued("F001-00000002") == billing.issue(invoice("r2"))


def test_an_interrupted_invoice_is_undone_whole(
    file: SqliteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An invoice is written with its lines and parts, or not at all."""
    billing = EmbeddedBilling(file)
    with monkeypatch.context() as crash:
        crash.setattr(ledger_statements, "NEW_PART", "INSERT INTO nowhere VALUES (?, ?, ?, ?)")
        with pytest.raises(PortError, match="for a reason of its own"):
            billing.issue(invoice())
    assert (None, {}) == (billing.find("r1"), billing.invoices())
    assert [(0,)] == file.rows("SELECT count(*) FROM invoice_line")
    assert Issued("F001-00000001") == billing.issue(invoice())


def test_each_series_counts_on_its_own(file: SqliteFile) -> None:
    """Two series share the ledger: a receivable has one invoice in either of them."""
    first, second = EmbeddedBilling(file), EmbeddedBilling(file, series="B001")
    assert Issued("F001-00000001") == first.issue(invoice("r1"))
    assert Issued("B001-00000001") == second.issue(invoice("r2"))
    assert AlreadyIssued("F001-00000001") == second.issue(invoice("r1"))
    assert Issued("B001-00000002") == second.issue(invoice("r3"))
    numbers = [*first.invoices()]
    assert ["B001-00000001", "B001-00000002", "F001-00000001"] == numbers
    page = [*first.invoices(after="B001-00000001", limit=1)]
    assert ["B001-00000002"] == page


def test_a_series_ends_with_its_last_number(
    file: SqliteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last number is issued, and after it nothing is."""
    monkeypatch.setattr(embedded, "LAST_NUMBER", 2)
    billing = EmbeddedBilling(file)
    billing.issue(invoice("r1"))
    assert Issued("F001-00000002") == billing.issue(invoice("r2"))
    assert Refused(SERIES_FULL) == billing.issue(invoice("r3"))
    assert 2 == len(billing.invoices())


def test_of_racing_processes_each_receivable_is_billed_once(path: Path) -> None:
    """Several processes that bill the same receivables leave one invoice for each, without gaps."""
    rivals, receivables = 3, [f"r{n}" for n in range(20)]
    start = PROCESSES.Barrier(rivals)
    workers = [
        PROCESSES.Process(target=bill_on, args=(str(path), receivables, start))
        for _ in range(rivals)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [0] * rivals == [worker.exitcode for worker in workers]
    file = SqliteFile(path)
    kept = EmbeddedBilling(file).invoices()
    file.close()
    assert sorted(receivables) == sorted(i.receivable for i in kept.values())
    assert [f"F001-{n:08d}" for n in range(1, 21)] == [*kept]


def test_threads_that_share_a_ledger_leave_no_gap(file: SqliteFile) -> None:
    """Threads that bill at once get every number from the first to the last."""
    billing = EmbeddedBilling(file)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(billing.issue, [invoice(f"r{n % 40}") for n in range(80)]))
    assert [f"F001-{n:08d}" for n in range(1, 41)] == [*billing.invoices()]


def test_journal_and_ledger_share_a_file(path: Path) -> None:
    """A journal opens a file with a ledger in it, and both go on in it."""
    with SqliteJournal(path) as journal:
        journal.append(entry())
        EmbeddedBilling(journal.file).issue(invoice())
    with SqliteJournal(path) as journal:
        journal.append(entry(after=1))
        assert 2 == journal.read("order", "a").version
        assert "F001-00000001" == EmbeddedBilling(journal.file).find("r1")
        assert [0, 1, 2] == [journal.file.rows(query)[0][0] for query in TABLES]


def test_a_newer_ledger_is_refused(file: SqliteFile) -> None:
    """A ledger that a later version wrote is refused with both numbers, and stays as it was."""
    EmbeddedBilling(file)
    with file.writing() as connection:
        connection.execute(embedded_schema.TAKE, (10,))
    with pytest.raises(PortError, match="its schema 10 is newer than 9") as raised:
        EmbeddedNotification(file, WIRE)
    assert "ledger.newer-schema" == raised.value.code
    assert [(10,)] == file.rows(embedded_schema.TAKEN)


def test_an_older_ledger_is_brought_forward(
    file: SqliteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening with a later version takes the missing steps and keeps what is there."""
    EmbeddedBilling(file).issue(invoice())
    later = ("CREATE TABLE later (id INTEGER) STRICT",)
    monkeypatch.setattr(embedded_schema, "STEPS", (*embedded_schema.STEPS, later))
    assert 1 == len(EmbeddedBilling(file).invoices())
    assert [(10,)] == file.rows(embedded_schema.TAKEN)
    assert [(0,)] == file.rows("SELECT count(*) FROM later")


def test_notes_of_an_older_ledger_get_numbers(
    file: SqliteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PRI-06: in the order in which they came; none is lost, and the next one follows."""
    with monkeypatch.context() as older:
        older.setattr(embedded_schema, "STEPS", embedded_schema.STEPS[:6])
        EmbeddedBilling(file).issue(invoice())
    with file.writing() as connection:
        for key in ("k2", "k1"):
            row = (key, "F001-00000001", "PEN", 100, "returned", 15)
            connection.execute(OLDER_NOTE, row)
    billing = EmbeddedBilling(file)
    known = {"k2": "FC01-00000001", "k1": "FC01-00000002"}
    note = IssueCreditNote("F001-00000001", sol("1.00"), "returned", sol("0.15"))
    assert (known, {"k2": note, "k1": note}) == (billing.note_numbers(), billing.credit_notes())
    assert AlreadyIssued("FC01-00000001") == billing.credit("k2", note)
    assert Issued("FC01-00000003") == billing.credit("k3", note)


@pytest.mark.parametrize("instruction", EVERY_KIND, ids=lambda i: type(i).__name__)
def test_an_instruction_can_be_read_back_whole(file: SqliteFile, instruction: object) -> None:
    """What is written down is what the wire writes, with the address for whoever needs it."""
    fulfilment = EmbeddedFulfilment(file, WIRE)
    fulfilment.instruct("k1", instruction)  # type: ignore[arg-type]
    assert {"k1": instruction} == fulfilment.instructions()
    stored = "SELECT position, about, body FROM instruction"
    assert [(1, "o-1", WIRE.dump_message(instruction))] == file.rows(stored)


def test_a_notice_can_be_read_back_whole(file: SqliteFile) -> None:
    """A notice is kept with its values and its contact."""
    notification = EmbeddedNotification(file, WIRE)
    told = notice(text="'; DROP TABLE notice; --")
    notification.send("k1", told)
    assert {"k1": told} == notification.sent()
    assert [(1, "notify", "p1")] == file.rows("SELECT position, type, about FROM notice")


def test_what_was_kept_hides_personal_data(file: SqliteFile) -> None:
    """The instruction holds the address, and what is read of the book does not show it."""
    fulfilment = EmbeddedFulfilment(file, WIRE)
    fulfilment.instruct("k1", EVERY_KIND[0])
    kept = fulfilment.instructions()
    assert [ADDRESS] == [getattr(told, "address", None) for told in kept.values()]
    assert ADDRESS.reveal()[:12] not in f"{kept!r} {kept}"


def test_a_message_that_cannot_be_written_is_not_taken(file: SqliteFile) -> None:
    """Where the text of a message fails, nothing is kept, and the key is still free."""
    notification = EmbeddedNotification(file, WIRE)
    with pytest.raises(InvalidDocument):
        notification.send("k1", notice(text="\ud800"))
    assert {} == notification.sent()
    notification.send("k1", notice())
    assert 1 == len(notification.sent())
