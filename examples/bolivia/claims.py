"""Technical claims: solved, not founded, reopened, with refunds, in and out of time (annex 3)."""

from typing import Any

from book import Book, Case, at, bob

DESK, TECHNICIAN, BILLING = (
    "atencion-2/customer_care",
    "tecnico-4/technical_team",
    "facturacion-1/billing",
)
COPY = {"kind": "identity_copy", "of": ["holder"]}
HOLDER = {"holder": "natural_person", "standing": "holder"}
INSTITUTION = {
    "holder": "institution",
    "standing": "third_party",
    "representatives": ["rep-1"],
    "co_owners": ["owner-1", "owner-2"],
}
INSTITUTIONAL = (
    {"kind": "holder_letter", "of": ["owner-1", "owner-2"]},
    {"kind": "representatives_letter", "of": ["rep-1"]},
    {"kind": "identity_copy", "of": ["owner-1", "owner-2"]},
    {"kind": "identity_copy", "of": ["applicant"]},
)


def paid(invoice: str) -> dict[str, Any]:
    """A paid invoice that is brought."""
    return {"kind": "paid_invoice", "of": [invoice]}


def claimed(
    book: Book,
    number: int,
    when: Any,
    *documents: dict[str, Any],
    refunds: tuple[str, ...] = (),
    who: dict[str, Any] = HOLDER,
) -> Case:
    """A claim is registered."""
    case = Case(book, "technical_claim", f"RT-{number}")
    claim = {
        "account": f"CTA-{number}",
        "contract": f"CON-{number}",
        "customer": f"CLI-{number}",
        "service": "internet",
        "problem": "sin señal",
        "refunds": list(refunds),
        "contact": f"cliente-{number}@example.com",
    }
    papers = {"applicant": who, "documents": list(documents)}
    case.say(when, DESK, "register_claim", claim=claim, papers=papers)
    return case


def in_and_out_of_time(book: Book) -> None:
    """One claim is attended in 23:59:59, and one in 24:00:00."""
    for number, clock in ((3001, "08:59:59"), (3002, "09:00:00")):
        case = claimed(book, number, at(1, "09:00:00"), COPY)
        case.say(at(1, "15:00:00"), TECHNICIAN, "report_solved", found="conector cambiado")
        case.say(at(2, clock), DESK, "close_claim")


def refunds(book: Book) -> None:
    """Two paid invoices: one is refunded to the cent that was paid and never twice, one is not."""
    invoices = ("F-3003-09", "F-3003-10")
    case = claimed(book, 3003, at(1, "10:00:00"), COPY, refunds=invoices)
    papers = {"applicant": HOLDER, "documents": [COPY, *(paid(one) for one in invoices)]}
    case.say(at(2, "10:00:00"), DESK, "bring_documents", papers=papers)
    case.say(at(2, "16:00:00"), TECHNICIAN, "report_solved", found="puerto sin servicio")
    case.say(at(2, "16:05:00"), DESK, "close_claim")
    for minute, amount in ((10, "199.01"), (11, "199.00"), (12, "199.00")):
        case.say(
            at(3, f"09:{minute}:00"),
            BILLING,
            "refund_invoice",
            invoice=invoices[0],
            paid=bob("199.00"),
            amount=bob(amount),
        )
    reason = "el servicio funcionó ese mes"
    case.say(at(3, "09:20:00"), BILLING, "refuse_refund", invoice=invoices[1], reason=reason)
    case.say(at(3, "10:00:00"), DESK, "close_claim")


def not_founded(book: Book) -> None:
    """No fault of the operator: the customer hears why."""
    case = claimed(book, 3004, at(3, "11:00:00"), COPY)
    reasons = ["equipo propio del cliente", "contraseña cambiada"]
    case.say(at(3, "17:00:00"), TECHNICIAN, "report_unfounded", reasons=reasons)
    case.say(at(4, "09:00:00"), DESK, "close_claim")


def reopened(book: Book) -> None:
    """The same fault again: once for an error of the operator, once not."""
    for number, own_error in ((3005, True), (3006, False)):
        case = claimed(book, number, at(4, "09:00:00"), COPY)
        case.say(at(4, "12:00:00"), TECHNICIAN, "report_solved", found="reinicio remoto")
        case.say(at(4, "12:30:00"), DESK, "close_claim")
        reason = "volvió la falla"
        case.say(at(7, "10:00:00"), DESK, "reopen_claim", reason=reason, own_error=own_error)
        case.say(at(7, "18:00:00"), TECHNICIAN, "report_solved", found="cable cambiado")
        case.say(at(8, "09:00:00"), DESK, "close_claim")


def institution(book: Book) -> None:
    """An institution that comes with nothing, hears of every paper, and brings them all."""
    case = claimed(book, 3007, at(7, "09:00:00"), who=INSTITUTION)
    papers = {"applicant": INSTITUTION, "documents": list(INSTITUTIONAL)}
    case.say(at(8, "09:00:00"), DESK, "bring_documents", papers=papers)
    case.say(at(8, "15:00:00"), TECHNICIAN, "report_solved", found="divisor cambiado")
    case.say(at(9, "08:00:00"), DESK, "close_claim")


def taken_back(book: Book) -> None:
    """The service works again, and the customer takes the claim back."""
    case = claimed(book, 3008, at(8, "10:00:00"), COPY)
    case.say(at(8, "10:40:00"), "CLI-3008/customer", "withdraw_claim", reason="ya funciona")


def still_open(book: Book) -> None:
    """A claim of the last day, that nobody has answered yet."""
    claimed(book, 3009, at(11, "17:30:00"), COPY)


def write(book: Book) -> None:
    """Every claim."""
    for situation in (
        in_and_out_of_time,
        refunds,
        not_founded,
        reopened,
        institution,
        taken_back,
        still_open,
    ):
        situation(book)
