"""What an invoice deducts, as a document of UBL: references and the amount (EN 16931)."""

from order_to_cash.domain.core import changed
from order_to_cash.domain.receivable import Receivable
from order_to_cash.domain.receivable import commands as c
from order_to_cash.domain.trade import Bill, Prepaid
from order_to_cash.standards.ubl.papers import Kind, Paper
from order_to_cash.standards.ubl.writing import ubl
from tests.processes import samples as s


def issued(bill: Bill) -> Receivable:
    """The receivable of that bill."""
    return s.went(s.receivable_story(), s.to_receivable(c.RaiseInvoice(bill)), s.issue()).state


def written(bill: Bill) -> str:
    """Its invoice as a document."""
    state = issued(bill)
    return ubl(Paper(Kind.INVOICE, "F-1", s.TODAY, "F-1", state.owed), supplier="x")


def test_the_final_invoice_names_the_advance_and_deducts_it() -> None:
    """PRI-10, PRI-05: BG-3 names it, BT-113 is 300.00 of 1000.00, and BT-115 what is left."""
    prepaid = (Prepaid("F001-00000001", s.sol("300.00"), s.sol("45.76")),)
    text = written(changed(s.bill(), prepaid=prepaid))
    reference = text.index("BillingReference")
    assert text.index("F001-00000001") > reference
    for name, amount in (("Prepaid", "300.00"), ("Payable", "700.00"), ("TaxInclusive", "1000.00")):
        assert f'<cbc:{name}Amount currencyID="PEN">{amount}<' in text
    assert ">380</cbc:InvoiceTypeCode>" in text


def test_an_advance_is_called_one() -> None:
    """PRI-10: its document has the type 386 of UNTDID 1001, and refers to nothing before it."""
    text = written(changed(s.bill(), advance=True, part=1))
    assert ">386</cbc:InvoiceTypeCode>" in text
    assert "BillingReference" not in text
