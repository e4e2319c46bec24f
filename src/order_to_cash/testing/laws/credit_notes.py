"""The laws of credit and debit notes: numbered, by lines, and never more than is left (PRI-06)."""

from order_to_cash.domain.core import Currency, Money, changed
from order_to_cash.domain.trade import IssueCreditNote, NoteLine
from order_to_cash.ports.billing import AlreadyIssued, Billing, Issued
from order_to_cash.testing.laws import holds, same
from order_to_cash.testing.laws.billing_samples import (
    CENT,
    NOTHING,
    ONE,
    TOTAL,
    Books,
    ReadBooks,
    invoice,
    issued,
    refused,
    sol,
)


def noted(billing: Billing, key: str, note: IssueCreditNote) -> str:
    """Have a note issued and check that it was, now; its number."""
    answer = billing.credit(key, note)
    if not isinstance(answer, Issued):
        raise AssertionError(f"a new note: expected that it is issued, but got {answer!r}")
    holds(bool(answer.invoice.strip()), "the note has no number")
    return answer.invoice


def a_key_is_credited_once(billing: Billing, books: ReadBooks) -> None:
    """A credit note that is given again under its key has its number already."""
    note = IssueCreditNote(issued(billing, invoice()), sol("50.00"), "returned")
    number = noted(billing, "k1", note)
    for _ in range(2):
        same(AlreadyIssued(number), billing.credit("k1", note), "the answer to a repeat")
        same(changed(ONE, credited=sol("50.00")), books(), "the books")


def different_keys_are_credited_each(billing: Billing, books: ReadBooks) -> None:
    """Two credit notes with the same content are two, if their keys differ."""
    note = IssueCreditNote(issued(billing, invoice()), sol("50.00"), "returned")
    numbers = {noted(billing, key, note) for key in ("k1", "K1")}
    same(2, len(numbers), "how many numbers there are")
    same(changed(ONE, credited=sol("100.00")), books(), "the books")


def no_more_is_credited_than_was_invoiced(billing: Billing, books: ReadBooks) -> None:
    """An invoice can be credited to the last cent, and not a cent more."""
    number = issued(billing, invoice())
    issued(billing, invoice("r2"))
    too_much = IssueCreditNote(number, TOTAL + CENT, "all and more")
    refused(billing.credit("k1", too_much), "it is more than the invoice")
    noted(billing, "k2", IssueCreditNote(number, TOTAL - CENT, "nearly all"))
    refused(billing.credit("k3", IssueCreditNote(number, CENT * 2, "rest")), "one cent is left")
    noted(billing, "k4", IssueCreditNote(number, CENT, "rest"))
    refused(billing.credit("k5", IssueCreditNote(number, CENT, "rest")), "nothing is left")
    same(Books(2, TOTAL * 2, TOTAL), books(), "the books")


def a_debit_note_takes_back_what_was_credited(billing: Billing, books: ReadBooks) -> None:
    """To the last cent, and not a cent more; what it takes back can be credited again."""
    number = issued(billing, invoice())
    back = IssueCreditNote(number, CENT, "not returned", debit=True)
    refused(billing.credit("k1", back), "nothing was credited")
    noted(billing, "k2", IssueCreditNote(number, TOTAL, "returned"))
    refused(billing.credit("k3", changed(back, amount=TOTAL + CENT)), "less was credited")
    noted(billing, "k4", changed(back, amount=TOTAL))
    same(ONE, books(), "the books")
    noted(billing, "k5", IssueCreditNote(number, TOTAL, "returned after all"))
    refused(billing.credit("k5", changed(back, amount=TOTAL)), "the key was used")
    same(changed(ONE, credited=TOTAL), books(), "the books in the end")


def each_kind_of_note_has_a_series_of_its_own(billing: Billing, books: ReadBooks) -> None:
    """No note has the number of another paper, whichever kind comes in between."""
    number = issued(billing, invoice())
    credit = IssueCreditNote(number, CENT, "returned")
    given = (credit, changed(credit, debit=True), credit, changed(credit, debit=True))
    numbers = [noted(billing, f"k{n}", note) for n, note in enumerate(given)]
    same(5, len({number, *numbers}), "how many papers there are")
    same(ONE, books(), "the books")


def a_note_is_what_its_lines_say(billing: Billing, books: ReadBooks) -> None:
    """The lines of a note are its amount and its tax, or nothing is issued."""
    number = issued(billing, invoice())
    line = NoteLine(1, sol("10.00"), sol("1.80"))
    note = IssueCreditNote(number, sol("11.80"), "returned", sol("1.80"), (line,))
    for wrong in (
        changed(note, amount=note.amount + CENT),
        changed(note, tax=sol("1.79")),
        changed(note, tax=None),
        changed(note, lines=(line, line)),
        changed(note, lines=(changed(line, net=sol("11.81"), tax=-CENT),), tax=-CENT),
    ):
        refused(billing.credit("k1", wrong), "its lines are not what it says")
    same(ONE, books(), "the books")
    noted(billing, "k1", note)
    refused(billing.credit("k1", changed(note, lines=())), "the key was used for another note")
    same(changed(ONE, credited=sol("11.80")), books(), "the books after the right note")


def what_cannot_be_credited_is_refused(billing: Billing, books: ReadBooks) -> None:
    """No credit for an invoice that does not exist, below a cent, or in another currency."""
    number = issued(billing, invoice())
    dollar = Money.of("1.00", Currency.USD)
    for note, why in (
        (IssueCreditNote(f"{number}0", CENT, "returned"), "there is no such invoice"),
        (IssueCreditNote(number, NOTHING, "returned"), "it is nothing"),
        (IssueCreditNote(number, -CENT, "returned"), "it is below zero"),
        (IssueCreditNote(number, dollar, "returned"), "it is in another currency"),
    ):
        refused(billing.credit("k1", note), why)
    same(ONE, books(), "the books")
