"""The laws of billing: `for law in LAWS: law(OurBilling(), books)`, each on a billing of its own.

`books` answers what stands in the books now, so that the laws can tell once from twice.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from order_to_cash.domain.core import Currency, Money, changed
from order_to_cash.domain.trade import (
    ChargeOnce,
    IssueCreditNote,
    RecordChargeBack,
    RecordReceipt,
    RefundPayment,
)
from order_to_cash.ports.billing import AlreadyIssued, Billing, Done, Issued
from order_to_cash.testing.laws import holds, same, up_to
from order_to_cash.testing.laws.billing_samples import CENT as CENT  # noqa: PLC0414
from order_to_cash.testing.laws.billing_samples import NOTHING as NOTHING  # noqa: PLC0414
from order_to_cash.testing.laws.billing_samples import ONE as ONE  # noqa: PLC0414
from order_to_cash.testing.laws.billing_samples import RACERS, Law, ReadBooks, refused
from order_to_cash.testing.laws.billing_samples import TODAY as TODAY  # noqa: PLC0414
from order_to_cash.testing.laws.billing_samples import TOTAL as TOTAL  # noqa: PLC0414
from order_to_cash.testing.laws.billing_samples import Books as Books  # noqa: PLC0414
from order_to_cash.testing.laws.billing_samples import invoice as invoice  # noqa: PLC0414
from order_to_cash.testing.laws.billing_samples import issued as issued  # noqa: PLC0414
from order_to_cash.testing.laws.billing_samples import sol as sol  # noqa: PLC0414
from order_to_cash.testing.laws.credit_notes import (
    a_debit_note_takes_back_what_was_credited,
    a_key_is_credited_once,
    a_note_is_what_its_lines_say,
    different_keys_are_credited_each,
    each_kind_of_note_has_a_series_of_its_own,
    no_more_is_credited_than_was_invoiced,
    noted,
    what_cannot_be_credited_is_refused,
)


def _number_of(answer: object) -> str:
    if not isinstance(answer, Issued | AlreadyIssued):
        raise AssertionError(f"a note: expected that it has a number, but got {answer!r}")
    return answer.invoice


def an_invoice_is_issued_under_a_number(billing: Billing, books: ReadBooks) -> None:
    """A new receivable gets an invoice with a number, under which it is found."""
    number = issued(billing, invoice())
    holds(number.strip(), "the invoice has no number")
    same(number, billing.find("r1"), "the invoice that was found")
    same(ONE, books(), "the books")


def asking_again_issues_nothing(billing: Billing, books: ReadBooks) -> None:
    """However often a receivable is given, it has one invoice with one number."""
    number = issued(billing, invoice())
    for _ in range(2):
        same(AlreadyIssued(number), billing.issue(invoice()), "the answer to a repeat")
        same(number, billing.find("r1"), "the invoice that was found")
        same(ONE, books(), "the books")


def two_receivables_have_two_invoices(billing: Billing, books: ReadBooks) -> None:
    """What differs in the receivable alone is billed apart, also if the ids look alike."""
    given = ("r1", "R1", "r1 ", "r2")
    numbers = [issued(billing, invoice(receivable)) for receivable in given]
    same(len(given), len(set(numbers)), "how many numbers there are")
    same(numbers, [billing.find(receivable) for receivable in given], "what was found")
    same(Books(4, TOTAL * 4), books(), "the books")


def what_was_not_issued_is_not_found(billing: Billing, books: ReadBooks) -> None:
    """A receivable without an invoice has no number, neither before nor beside another's."""
    same(None, billing.find("r1"), "what was found in empty books")
    issued(billing, invoice("r2"))
    same(None, billing.find("r1"), "what was found beside another")
    same(ONE, books(), "the books after looking")


def other_totals_for_one_receivable_are_refused(billing: Billing, books: ReadBooks) -> None:
    """A receivable that has an invoice gets no other one, and the first stays as it is."""
    number = issued(billing, invoice())
    for other in (invoice(net="200.02"), invoice(tax="36.01")):
        refused(billing.issue(other), "the receivable has an invoice with other totals")
        same(ONE, books(), "the books")
    same(AlreadyIssued(number), billing.issue(invoice()), "the answer to the first again")


def totals_that_do_not_add_up_are_refused(billing: Billing, books: ReadBooks) -> None:
    """Lines, tax, total and parts agree to the last minor unit, or nothing is issued."""
    given = invoice()
    totals, parts = given.totals, given.instalments
    one_more = (changed(parts[0], amount=parts[0].amount + CENT), parts[1])
    for wrong in (
        changed(given, totals=changed(totals, total=TOTAL + CENT)),
        changed(given, totals=changed(totals, tax=totals.tax - CENT)),
        changed(given, totals=changed(totals, net=totals.net + CENT, tax=totals.tax - CENT)),
        changed(given, instalments=one_more),
        changed(given, instalments=parts[:1]),
        changed(given, bill=changed(given.bill, currency=Currency.BOB)),
    ):
        refused(billing.issue(wrong), "the invoice contradicts itself")
        same((None, Books()), (billing.find("r1"), books()), "what was found, and the books")
    issued(billing, given)
    same(ONE, books(), "the books after the right invoice")


def of_racing_askers_one_issues(billing: Billing, books: ReadBooks) -> None:
    """When several ask at once for one receivable, one invoice is issued and all get its number."""
    with ThreadPoolExecutor(RACERS) as pool:
        answers = list(pool.map(billing.issue, [invoice()] * RACERS))
    number = billing.find("r1") or ""
    same(1, answers.count(Issued(number)), "how many issued it")
    same(RACERS - 1, answers.count(AlreadyIssued(number)), "how many found it issued")
    same(ONE, books(), "the books")


def a_key_is_refunded_once(billing: Billing, books: ReadBooks) -> None:
    """Money that was given back under a key is not given back again."""
    refund = RefundPayment("a1", sol("50.00"), "cancelled")
    for _ in range(3):
        same(Done(), billing.refund("k1", refund), "the answer")
        same(Books(refunded=sol("50.00")), books(), "the books")


def different_keys_are_refunded_each(billing: Billing, books: ReadBooks) -> None:
    """Two refunds with the same content are two, if their keys differ."""
    refund = RefundPayment("a1", sol("50.00"), "cancelled")
    same([Done()] * 2, [billing.refund(key, refund) for key in ("k1", "K1")], "the answers")
    same(Books(refunded=sol("100.00")), books(), "the books")


def what_is_not_above_zero_is_not_refunded(billing: Billing, books: ReadBooks) -> None:
    """Nothing, and less than nothing, cannot be given back; a cent can."""
    for amount in (-CENT, NOTHING):
        refused(billing.refund("k1", RefundPayment("a1", amount, "cancelled")), "it is no amount")
    same(Books(), books(), "the books")
    same(Done(), billing.refund("k1", RefundPayment("a1", CENT, "cancelled")), "a cent")
    same(Books(refunded=CENT), books(), "the books after a cent")


def a_key_stands_for_one_thing(billing: Billing, books: ReadBooks) -> None:
    """A key that comes back with another amount, invoice or account is refused."""
    number, other = issued(billing, invoice()), issued(billing, invoice("r2"))
    note = IssueCreditNote(number, sol("50.00"), "returned")
    refund = RefundPayment("a1", sol("50.00"), "cancelled")
    noted(billing, "k1", note)
    same(Done(), billing.refund("k2", refund), "the first refund")
    for changed_note in (changed(note, amount=CENT), changed(note, invoice=other)):
        refused(billing.credit("k1", changed_note), "the key was used for another credit note")
    for changed_refund in (changed(refund, amount=CENT), changed(refund, account="a2")):
        refused(billing.refund("k2", changed_refund), "the key was used for another refund")
    same(Books(2, TOTAL * 2, sol("50.00"), sol("50.00")), books(), "the books")


def of_racing_repeats_one_counts(billing: Billing, books: ReadBooks) -> None:
    """When a credit note and a refund arrive several times at once, each counts once."""
    note = IssueCreditNote(issued(billing, invoice()), sol("50.00"), "returned")
    refund = RefundPayment("a1", sol("50.00"), "cancelled")
    with ThreadPoolExecutor(RACERS) as pool:
        credits_ = pool.map(billing.credit, ["k1"] * RACERS, [note] * RACERS)
        refunds = pool.map(billing.refund, ["k2"] * RACERS, [refund] * RACERS)
        numbers = {_number_of(answer) for answer in credits_}
        same([Done()] * RACERS, list(refunds), "the answers")
        same(1, len(numbers), "how many numbers the credit note has")
    same(Books(1, TOTAL, sol("50.00"), sol("50.00")), books(), "the books")


def a_key_is_charged_once(billing: Billing, books: ReadBooks) -> None:
    """A one-time charge under a key is made once, refused below a cent or for something else."""
    charge = ChargeOnce("a1", sol("50.00"), "transfer")
    for amount in (-CENT, NOTHING):
        refused(billing.charge("k1", changed(charge, amount=amount)), "it is no amount")
    for _ in range(3):
        same(Done(), billing.charge("k1", charge), "the answer")
        same(Books(charged=sol("50.00")), books(), "the books")
    for other in (changed(charge, amount=CENT), changed(charge, account="a2")):
        refused(billing.charge("k1", other), "the key was used for another charge")
    same(Done(), billing.charge("k2", charge), "the answer to another key")
    same(Books(charged=sol("100.00")), books(), "the books after another key")


def a_payment_comes_in_once(billing: Billing, books: ReadBooks) -> None:
    """Under its key and under its reference; another payment has another reference."""
    receipt = RecordReceipt("P-1", sol("50.00"), TODAY)
    for amount in (-CENT, NOTHING):
        refused(billing.receive("k1", changed(receipt, amount=amount)), "it is no amount")
    for _ in range(3):
        same(Done(), billing.receive("k1", receipt), "the answer")
        same(Books(received=sol("50.00")), books(), "the books")
    for other in (changed(receipt, amount=CENT), changed(receipt, payment="P-2")):
        refused(billing.receive("k1", other), "the key was used for another payment")
    refused(billing.receive("k2", receipt), "a payment with this reference came in")
    same(Done(), billing.receive("k2", changed(receipt, payment="p-1")), "another reference")
    same(Books(received=sol("100.00")), books(), "the books after another reference")


def no_more_of_a_payment_is_given_back_than_came_in(billing: Billing, books: ReadBooks) -> None:
    """To the last cent of that payment, and not a cent more, nor of one that never came in."""
    for number, payment in enumerate(("P-1", "P-2")):
        receipt = RecordReceipt(payment, sol("50.00"), TODAY)
        same(Done(), billing.receive(f"r{number}", receipt), "a payment that came in")
    refund = RefundPayment("a1", sol("49.99"), "cancelled", "P-1")
    stranger, dollar = changed(refund, payment="P-3"), Money.of("0.01", Currency.USD)
    refused(billing.refund("k1", stranger), "no such payment came in")
    refused(billing.refund("k1", changed(refund, amount=sol("50.01"))), "less came in")
    refused(billing.refund("k1", changed(refund, amount=dollar)), "it came in soles")
    for _ in range(2):
        same(Done(), billing.refund("k1", refund), "nearly all of it")
    refused(billing.refund("k1", changed(refund, payment="P-2")), "the key was used")
    refused(billing.refund("k2", changed(refund, amount=CENT * 2)), "one cent is left")
    same(Done(), billing.refund("k2", changed(refund, amount=CENT)), "the last cent")
    refused(billing.refund("k3", changed(refund, amount=CENT)), "nothing is left")
    same(Books(refunded=sol("50.00"), received=sol("100.00")), books(), "the books")


def came_in(billing: Billing, *payments: str) -> None:
    """Payments of 50.00 come in under these references."""
    for payment in payments:
        receipt = RecordReceipt(payment, sol("50.00"), TODAY)
        same(Done(), billing.receive(f"in {payment}", receipt), "a payment that came in")


def what_the_bank_takes_back_counts_once(billing: Billing, books: ReadBooks) -> None:
    """Under its key, of a payment that came in, above nothing and in its currency."""
    came_in(billing, "P-1", "P-2")
    back = RecordChargeBack("P-1", sol("20.00"), "no funds")
    for wrong, why in (
        (changed(back, amount=-CENT), "it is below zero"),
        (changed(back, amount=NOTHING), "it is nothing"),
        (changed(back, payment="P-3"), "no such payment came in"),
        (changed(back, amount=Money.of("0.01", Currency.USD)), "it came in soles"),
    ):
        refused(billing.take_back("k1", wrong), why)
    for _ in range(3):
        same(Done(), billing.take_back("k1", back), "the answer")
        same(Books(received=sol("100.00"), taken_back=sol("20.00")), books(), "the books")
    for other in (changed(back, amount=CENT), changed(back, payment="P-2")):
        refused(billing.take_back("k1", other), "the key was used for another one")
    same(Done(), billing.take_back("k2", back), "the answer to another key")
    same(Books(received=sol("100.00"), taken_back=sol("40.00")), books(), "the books")


def of_racing_charge_backs_one_counts(billing: Billing, books: ReadBooks) -> None:
    """When it arrives several times at once, the bank took it back once."""
    came_in(billing, "P-1")
    back = RecordChargeBack("P-1", sol("10.00"), "no funds")
    with ThreadPoolExecutor(RACERS) as pool:
        answers = list(pool.map(billing.take_back, ["k1"] * RACERS, [back] * RACERS))
    same([Done()] * RACERS, answers, "the answers")
    same(Books(received=sol("50.00"), taken_back=sol("10.00")), books(), "the books")


def no_more_of_a_payment_is_taken_back_than_came_in(billing: Billing, books: ReadBooks) -> None:
    """To the last cent, also of what had been given back, and not a cent more."""
    came_in(billing, "P-1", "P-2")
    given = RefundPayment("a1", sol("50.00"), "cancelled", "P-1")
    same(Done(), billing.refund("k1", given), "a payment that went back whole")
    back = RecordChargeBack("P-1", sol("49.99"), "no funds")
    refused(billing.take_back("k2", changed(back, amount=sol("50.01"))), "less came in")
    same(Done(), billing.take_back("k2", back), "nearly all of it")
    refused(billing.take_back("k3", changed(back, amount=CENT * 2)), "one cent is left")
    same(Done(), billing.take_back("k3", changed(back, amount=CENT)), "the last cent")
    refused(billing.take_back("k4", changed(back, amount=CENT)), "nothing is left")
    gone = Books(refunded=sol("50.00"), received=sol("100.00"), taken_back=sol("50.00"))
    same(gone, books(), "the books")


def what_the_bank_took_back_is_not_given_back(billing: Billing, books: ReadBooks) -> None:
    """Of a payment so much is given back as came in and stayed, to the last cent."""
    came_in(billing, "P-1", "P-2")
    back = RecordChargeBack("P-1", sol("30.00"), "no funds")
    same(Done(), billing.take_back("k1", back), "a part of it")
    refund = RefundPayment("a1", sol("20.01"), "cancelled", "P-1")
    refused(billing.refund("k2", refund), "the bank took the rest back")
    same(Done(), billing.refund("k2", changed(refund, amount=sol("20.00"))), "what stayed")
    refused(billing.refund("k3", changed(refund, amount=CENT)), "nothing is left")
    other = changed(refund, amount=sol("50.00"), payment="P-2")
    same(Done(), billing.refund("k4", other), "another payment")
    gone = Books(refunded=sol("70.00"), received=sol("100.00"), taken_back=sol("30.00"))
    same(gone, books(), "the books")


LEVELS: Mapping[int, tuple[Law, ...]] = {
    1: (
        an_invoice_is_issued_under_a_number,
        asking_again_issues_nothing,
        two_receivables_have_two_invoices,
        what_was_not_issued_is_not_found,
        other_totals_for_one_receivable_are_refused,
        totals_that_do_not_add_up_are_refused,
        of_racing_askers_one_issues,
        a_key_is_credited_once,
        different_keys_are_credited_each,
        no_more_is_credited_than_was_invoiced,
        a_debit_note_takes_back_what_was_credited,
        each_kind_of_note_has_a_series_of_its_own,
        a_note_is_what_its_lines_say,
        what_cannot_be_credited_is_refused,
        a_key_is_refunded_once,
        different_keys_are_refunded_each,
        what_is_not_above_zero_is_not_refunded,
        a_key_stands_for_one_thing,
        of_racing_repeats_one_counts,
        a_key_is_charged_once,
        a_payment_comes_in_once,
        no_more_of_a_payment_is_given_back_than_came_in,
        what_the_bank_takes_back_counts_once,
        of_racing_charge_backs_one_counts,
        no_more_of_a_payment_is_taken_back_than_came_in,
        what_the_bank_took_back_is_not_given_back,
    ),
}
"""Each law under the level since which it holds; a level that was released never changes."""

LAWS: tuple[Law, ...] = up_to(LEVELS, max(LEVELS))
"""Every law, the earliest level first."""
