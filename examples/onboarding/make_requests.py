"""Write requests.jsonl: ten new customers, the same ones every time.

    python examples/onboarding/make_requests.py > examples/onboarding/requests.jsonl

Each customer is a function below; `customer.py` beside it says how a phase is gone through.
"""

import sys

from customer import (
    ALLIANCES,
    COMMERCIAL,
    COMMERCIAL_TOO,
    DESK,
    KINDS,
    LEAD,
    OPERATOR,
    Book,
)


def straight_through(book: Book) -> None:
    """From the request to the close, and the invoice is paid."""
    new = book.customer(1, day=0)
    new.begins().environments()
    new.goes_through(KINDS)
    new.closes()
    new.pays("1770.00")


def goes_back_for_correction(book: Book) -> None:
    """The proposal goes back twice, the contract once; then all goes well."""
    new = book.customer(2, day=0)
    new.begins().environments()
    new.goes_through(("cro",))
    new.makes("proposal").goes_back("proposal", 1, "price", "el precio no es el acordado")
    new.makes_again("proposal", 2).goes_back("proposal", 2, "sla", "falta el 99.9 %")
    new.makes_again("proposal", 3).approved("proposal", 3)
    new.makes("contract").goes_back("contract", 1, "term", "el plazo es de 24 meses")
    new.makes_again("contract", 2).approved("contract", 2)
    new.goes_through(KINDS[3:])
    new.closes()


def invalid_request(book: Book) -> None:
    """The operator says yes, the Help Desk no: rejected in the first phase."""
    new = book.customer(3, day=1)
    new.begins()
    new.valid("request", OPERATOR).invalid("request", DESK, "el RUC no existe")
    new.valid("request", OPERATOR)


def invalid_contract(book: Book) -> None:
    """The contract is approved, but not valid: rejected while nothing is live."""
    new = book.customer(4, day=1)
    new.begins()
    new.goes_through(("cro", "proposal", "contract"))
    new.invalid("contract", OPERATOR, "falta la firma")


def invalid_invoice(book: Book) -> None:
    """Rejected after invoicing: service and invoice are live and have to be undone."""
    new = book.customer(5, day=2)
    new.begins().environments()
    new.goes_through(KINDS[:7])
    new.invalid("invoice", DESK, "el monto no es el del contrato")


def invalid_confirmation(book: Book) -> None:
    """Rejected after the implementation: the service is live and has to be undone."""
    new = book.customer(6, day=2)
    new.begins().environment("test")
    new.goes_through(KINDS[:6])
    new.invalid("implementation_confirmation", OPERATOR, "el enlace no alcanza la velocidad")


def missing_environments(book: Book) -> None:
    """Nobody speaks of the test environment, then it is lost; production is never there."""
    new = book.customer(7, day=3)
    new.begins()
    new.goes_through(KINDS[:5])
    new.valid("implementation_plan", OPERATOR).valid("implementation_plan", DESK)
    new.environment("test").valid("implementation_plan", DESK)
    new.environment("test", ready=False).generates("implementation_confirmation")
    new.environment("test").generates("implementation_confirmation")
    new.sends("implementation_confirmation").approved("implementation_confirmation")
    new.environment("production", ready=False)
    new.valid("implementation_confirmation", OPERATOR)
    new.valid("implementation_confirmation", DESK)


def missed_deadlines(book: Book) -> None:
    """The lanes are late in the first phase, the reviewers in the second; nothing is rejected."""
    new = book.customer(8, day=9)
    new.begins().waits(days=7)
    new.goes_through(("cro",))
    new.makes("proposal").waits(days=3)
    new.approved("proposal")
    new.valid("proposal", OPERATOR).valid("proposal", DESK)


def wrong_approvers(book: Book) -> None:
    """Another role, the maker, a failed criterion and one too few; then the customer cancels."""
    new = book.customer(9, day=4)
    new.begins()
    new.goes_through(("cro",))
    new.valid("cro", OPERATOR).valid("cro", DESK)
    new.generates("proposal", who=COMMERCIAL).generates("proposal", who=OPERATOR)
    new.sends("proposal")
    new.approved("proposal", by=ALLIANCES).approved("proposal", by=COMMERCIAL)
    new.approved("proposal", by=COMMERCIAL_TOO, failed="sla")
    new.approved("proposal", by=COMMERCIAL_TOO, without="term")
    new.approved("proposal", by=COMMERCIAL_TOO)
    new.cancels("elegimos otro proveedor")


def international(book: Book) -> None:
    """Another flow: managers approve by the matrix; the proposal changes after the contract."""
    new = book.customer(10, day=5, segment="other", international=True, criteria=["security"])
    new.begins().records("booking_confirmed", "BK-10").environments()
    new.goes_through(("cro",))
    new.records("crm_loaded", "CRM-10").records("oob_notified", "OOB-10")
    new.makes("proposal").approved("proposal", by=ALLIANCES)
    new.makes("contract").revises("proposal", 2)
    new.sends("proposal", 2).approved("proposal", 2, by=ALLIANCES)
    new.valid("proposal", OPERATOR).valid("proposal", DESK)
    new.makes_again("contract", 2).approved("contract", 2)
    for kind in KINDS[3:6]:
        new.makes(kind).approved(kind, by=LEAD)
    new.goes_through(KINDS[6:])
    new.closes()


CUSTOMERS = (
    straight_through,
    goes_back_for_correction,
    invalid_request,
    invalid_contract,
    invalid_invoice,
    invalid_confirmation,
    missing_environments,
    missed_deadlines,
    wrong_approvers,
    international,
)


def lines() -> list[str]:
    """Every line of the file, in order of time."""
    book = Book()
    for customer in CUSTOMERS:
        customer(book)
    return [text for _, text in sorted(book.lines, key=lambda line: line[0])]


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    for line in lines():
        print(line)
