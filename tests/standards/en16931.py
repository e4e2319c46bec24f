"""The rules of EN 16931 for the sums of an invoice, reckoned from the document alone."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import Final
from xml.etree import ElementTree as ET

CAC: Final = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
CBC: Final = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
LINES: Final = ("InvoiceLine", "CreditNoteLine", "DebitNoteLine")
TOTALS: Final = ("LegalMonetaryTotal", "RequestedMonetaryTotal")
REASONED: Final = ("E", "G", "O", "AE", "K")


def amount(element: ET.Element | None, name: str) -> Fraction:
    found = None if element is None else element.find(f"{CBC}{name}")
    return Fraction(0) if found is None else Fraction(str(found.text))


def sign(change: ET.Element) -> int:
    return 1 if change.findtext(f"{CBC}ChargeIndicator") == "true" else -1


def category(element: ET.Element | None) -> tuple[str, str]:
    assert element is not None
    return str(element.findtext(f"{CBC}ID")), element.findtext(f"{CBC}Percent") or "0"


def problems(text: str, digits: int) -> list[str]:
    """The rules that the sums of a document break; `digits` are those of its currency."""
    root = ET.fromstring(text)  # noqa: S314  (it is our own)
    [total] = [one for one in root if one.tag in {f"{CAC}{name}" for name in TOTALS}]
    lines = [one for one in root if one.tag in {f"{CAC}{name}" for name in LINES}]
    return [
        *_totals(root, total, lines),
        *_breakdown(root, lines, Fraction(1, 10**digits)),
        *_each_line(lines, Fraction(1, 10**digits)),
    ]


def _totals(root: ET.Element, total: ET.Element, lines: list[ET.Element]) -> Iterator[str]:
    changes = root.findall(f"{CAC}AllowanceCharge")
    down = sum(amount(one, "Amount") for one in changes if sign(one) < 0)
    up = sum(amount(one, "Amount") for one in changes if sign(one) > 0)
    net, gross = amount(total, "TaxExclusiveAmount"), amount(total, "TaxInclusiveAmount")
    of_lines = sum(amount(line, "LineExtensionAmount") for line in lines)
    paid, coins = amount(total, "PrepaidAmount"), amount(total, "PayableRoundingAmount")
    tax = amount(root.find(f"{CAC}TaxTotal"), "TaxAmount")
    rules = {
        "BR-CO-10": (amount(total, "LineExtensionAmount"), of_lines),
        "BR-CO-11": (amount(total, "AllowanceTotalAmount"), down),
        "BR-CO-12": (amount(total, "ChargeTotalAmount"), up),
        "BR-CO-13": (net, of_lines - down + up),
        "BR-CO-15": (gross, net + tax),
        "BR-CO-16": (amount(total, "PayableAmount"), gross - paid + coins),
    }
    yield from (rule for rule, (said, right) in rules.items() if said != right)


def _breakdown(root: ET.Element, lines: list[ET.Element], unit: Fraction) -> Iterator[str]:
    """BR-CO-14, BR-CO-17, and what each category sums up (BR-S-08 and its like)."""
    sums: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for line in lines:
        of = category(line.find(f"{CAC}Item/{CAC}ClassifiedTaxCategory"))
        sums[of] += amount(line, "LineExtensionAmount")
    changes = root.findall(f"{CAC}AllowanceCharge")
    for one in changes:
        sums[category(one.find(f"{CAC}TaxCategory"))] += sign(one) * amount(one, "Amount")
    parts = root.findall(f"{CAC}TaxTotal/{CAC}TaxSubtotal")
    found = {category(part.find(f"{CAC}TaxCategory")): part for part in parts}
    if (
        len(found) != len(parts)
        or {of: amount(p, "TaxableAmount") for of, p in found.items()} != sums
    ):
        yield "BR-S-08"
    tax = amount(root.find(f"{CAC}TaxTotal"), "TaxAmount")
    if tax != sum(amount(part, "TaxAmount") for part in parts):
        yield "BR-CO-14"
    for (code, percent), part in found.items():
        net = amount(part, "TaxableAmount")
        exact = net * Fraction(percent) / 100
        slack = unit * (len(lines) + len(changes) + 1) + abs(net) / 10**10
        if abs(amount(part, "TaxAmount") - exact) > slack:
            yield f"BR-CO-17 {code} {percent}"
        reason = part.findtext(f"{CAC}TaxCategory/{CBC}TaxExemptionReason")
        if bool(reason) is not (code in REASONED):
            yield f"BR-{code}-10"
        if (code in ("S", "AA")) is (Fraction(percent) == 0):
            yield f"BR-{code}-05"


def _each_line(lines: list[ET.Element], unit: Fraction) -> Iterator[str]:
    """A line is its quantity times its price, less what is taken off (PEPPOL-EN16931-R120)."""
    for line in lines:
        [quantity] = [one for one in line if one.tag.endswith("Quantity")]
        price = amount(line.find(f"{CAC}Price"), "PriceAmount")
        more = sum(
            sign(one) * amount(one, "Amount") for one in line.findall(f"{CAC}AllowanceCharge")
        )
        exact = Fraction(str(quantity.text)) * price + more
        slack = unit + Fraction(str(quantity.text)) / 10**10
        if abs(amount(line, "LineExtensionAmount") - exact) > slack:
            yield f"R120 {line.findtext(f'{CBC}ID')}"
