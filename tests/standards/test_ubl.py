"""Papers as UBL: their sums keep EN 16931's rules, and nobody is named who was not asked for."""

from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import assume, given

from order_to_cash.domain.core import changed
from order_to_cash.standards import Paper, papers, ubl
from order_to_cash.standards.ubl import Kind
from tests.domain.reckoning import Paper as Drawn
from tests.domain.reckoning import papers as drawn_papers
from tests.processes.test_receivable_shares import both
from tests.standards.en16931 import CAC, CBC, problems
from tests.standards.papers import CREDIT, DEBIT, HOSTILE, REMINDER, RICH, SAMPLES, invoice
from tests.standards.store import desk_on, filled, rows

SUPPLIER = "Operator <&>"


def root(paper: Paper, *, personal: bool = False) -> ET.Element:
    return ET.fromstring(ubl(paper, supplier=SUPPLIER, personal=personal))  # noqa: S314


@given(drawn_papers())
def test_the_sums_of_any_invoice_keep_the_rules(drawn: Drawn) -> None:
    """PRI-05: lines, allowances, charges, categories and totals agree to the minor unit."""
    assume(drawn.lines)
    paper = invoice(drawn.lines, drawn.changes, drawn.totals)
    assert [] == problems(ubl(paper, supplier=SUPPLIER), drawn.currency.digits)


@pytest.mark.parametrize("paper", [RICH, CREDIT, DEBIT], ids=lambda paper: paper.kind.value)
def test_the_sums_of_a_paper_keep_the_rules(paper: Paper) -> None:
    """PRI-05, PRI-06: an invoice of every kind of line, and the notes on it."""
    assert [] == problems(ubl(paper, supplier=SUPPLIER), 2)


def test_a_rule_that_is_broken_is_noticed() -> None:
    """The rules are no decoration: a cent more in one sum breaks those that know it."""
    text = ubl(RICH, supplier=SUPPLIER)
    for name, rules in (
        ("TaxExclusiveAmount", {"BR-CO-13", "BR-CO-15"}),
        ("PayableAmount", {"BR-CO-16"}),
        ("AllowanceTotalAmount", {"BR-CO-11"}),
    ):
        before = f'<cbc:{name} currencyID="PEN">'
        assert rules == set(problems(text.replace(before, f"{before}1", 1), 2))


def test_an_invoice_tells_what_people_expect() -> None:
    """PRI-01, PRI-04: prices without tax, 13 % of the gross as 14.94 % of the net, free as zero."""
    made = root(RICH)
    lines = made.findall(f"{CAC}InvoiceLine")
    prices = [str(line.findtext(f"{CAC}Price/{CBC}PriceAmount")) for line in lines]
    assert ["1.102", "279.6", "80.00", "12.00", "87", "50.00", "0"] == [p[:5] for p in prices]
    rates = [
        str(part.findtext(f"{CBC}Percent"))[:5]
        for part in made.findall(f"{CAC}TaxTotal/{CAC}TaxSubtotal/{CAC}TaxCategory")
    ]
    assert ["18", "10", "14.94", "0", "0"] == rates
    assert "true" == lines[6].findtext(f"{CBC}FreeOfChargeIndicator")
    reference = f"{CAC}PricingReference/{CAC}AlternativeConditionPrice/{CBC}PriceAmount"
    assert "9.90" == lines[6].findtext(reference)
    assert ["2026-04-01", "2026-04-30"] == [
        one.findtext(f"{CBC}PaymentDueDate") for one in made.findall(f"{CAC}PaymentTerms")
    ]


def test_an_invoice_in_advance_is_one_and_the_final_one_deducts_it() -> None:
    """PRI-10: its code says so; the final invoice names it and what it took off."""
    made = root(RICH)
    assert "380" == made.findtext(f"{CBC}InvoiceTypeCode")
    before = f"{CAC}BillingReference/{CAC}InvoiceDocumentReference/{CBC}ID"
    assert "F001-2" == made.findtext(before)
    assert "F001-2" == made.findtext(f"{CAC}PrepaidPayment/{CBC}ID")
    assert "100.00" == made.findtext(f"{CAC}PrepaidPayment/{CBC}PaidAmount")
    assert "100.00" == made.findtext(f"{CAC}LegalMonetaryTotal/{CBC}PrepaidAmount")
    bill = changed(RICH.debt.bill, advance=True, prepaid=())
    advance = changed(RICH, debt=changed(RICH.debt, bill=bill))
    assert "386" == root(advance).findtext(f"{CBC}InvoiceTypeCode")


def test_a_share_that_is_owed_elsewhere_is_told_beside_the_taxes() -> None:
    """PRI-07: of 1000.00 payable 120.00 are withheld under their name, and 880.00 are due."""
    owed = both()[0].state.owed
    made = root(Paper(Kind.INVOICE, "F-1", owed.on, "F-1", owed))
    withheld = made.find(f"{CAC}WithholdingTaxTotal")
    assert withheld is not None
    assert "120.00" == withheld.findtext(f"{CBC}TaxAmount")
    scheme = f"{CAC}TaxSubtotal/{CAC}TaxCategory/{CAC}TaxScheme/{CBC}ID"
    assert "withheld" == withheld.findtext(scheme)
    due = sum(Fraction(str(x.findtext(f"{CBC}Amount"))) for x in made.findall(f"{CAC}PaymentTerms"))
    payable = Fraction(str(made.findtext(f"{CAC}LegalMonetaryTotal/{CBC}PayableAmount")))
    assert [Fraction(880), Fraction(1000)] == [due, payable]
    assert [] == problems(ET.tostring(made, encoding="unicode"), 2)
    assert root(RICH).find(f"{CAC}WithholdingTaxTotal") is None


def test_notes_and_reminders_say_which_invoice_they_are_about() -> None:
    """PRI-06: by its number and its day; a reminder also says how many there were."""
    for paper, where in ((CREDIT, ""), (DEBIT, ""), (REMINDER, f"{CAC}ReminderLine/")):
        reference = f"{where}{CAC}BillingReference/{CAC}InvoiceDocumentReference/{CBC}ID"
        assert RICH.number == root(paper).findtext(reference)
    made = root(REMINDER)
    assert "2" == made.findtext(f"{CBC}ReminderSequenceNumeric")
    assert "7.00" == made.findtext(f"{CAC}LegalMonetaryTotal/{CBC}PayableAmount")


@pytest.mark.parametrize("paper", SAMPLES, ids=lambda paper: paper.kind.value)
def test_a_paper_names_nobody_unless_it_is_asked_to(paper: Paper) -> None:
    """PRI: the customer is an account and a party; how it is reached comes with `personal`."""
    assert "example.com" not in ubl(paper, supplier=SUPPLIER)
    assert "example.com" in ubl(paper, supplier=SUPPLIER, personal=True)


def test_whatever_a_text_holds_it_is_escaped() -> None:
    """What XML cannot bear is replaced, all else comes back as it was."""
    notes = root(CREDIT).findtext(f"{CBC}Note")
    assert HOSTILE.replace("\x00", "\N{REPLACEMENT CHARACTER}") == notes
    assert SUPPLIER == root(RICH).findtext(f".//{CBC}RegistrationName")


def test_a_store_has_a_paper_for_each_that_was_issued(tmp_path: Path) -> None:
    """Numbers and sums are those of the events, and every document keeps the rules."""
    with desk_on(filled(tmp_path / "peru.db")) as desk:
        found = list(papers(desk))
        texts = [ubl(paper, supplier=desk.operator.name) for paper in found]
        issued = [
            type_ for _, type_, _ in rows(desk) if type_ in ("invoice_issued", "bill_reported")
        ]
    numbers = [(paper.kind, paper.number) for paper in found]
    assert len(numbers) == len(set(numbers))
    assert len(issued) == sum(paper.kind is Kind.INVOICE for paper in found)
    assert {Kind.INVOICE, Kind.CREDIT_NOTE, Kind.REMINDER} == {paper.kind for paper in found}
    for paper, text in zip(found, texts, strict=True):
        if paper.kind is not Kind.REMINDER:
            assert [] == problems(text, 2)
