"""Credit: limits, overrides, approvals, accounts that are suspended, changed and closed."""

from book import Book, day, soles

CREDIT = "creditos-02/credit_and_collections"


def write(book: Book) -> None:
    """Every way in which credit and financing are decided."""
    _declined(book)
    _overridden(book)
    _approved(book)
    _limit_changed(book)
    _suspended(book)
    _closed(book)


def _declined(book: Book) -> None:
    """No credit line, and too little of it; without an override they end after five days."""
    book.order(3001, "D-010").place(
        day(1, "09:00"), {"CEL-E64": 5}, zone="LIM-NORTE", payment="net-30"
    )
    book.order(3002, "C-0020").place(
        day(2, "10:00"), {"CEL-A256": 1, "ACC-25W": 3}, zone="LIM-SUR", payment="net-15"
    )
    gone = book.order(3003, "C-0020")
    gone.place(day(10, "10:00"), {"CEL-A256": 2}, zone="LIM-SUR", payment="net-15")
    gone.do(day(11, "10:00"), "cancel_order", by=gone.client, reason="pagará en otra tienda")


def _overridden(book: Book) -> None:
    """Above the limit, let through by Credit & Collections, and approved by a colleague."""
    order = book.order(3010, "D-012")
    order.place(day(3, "09:00"), {"CEL-M128": 20}, zone="LIM-ESTE", payment="net-30")
    override = {
        "reason": "campaña escolar, pago puntual en 2023",
        "ceiling": soles(1500000),
        "expires": day(8, "18:00").isoformat(),
    }
    expired = {**override, "expires": day(3, "08:00").isoformat()}
    order.do(day(3, "11:00"), "override_credit", by=CREDIT, **expired)
    order.do(day(3, "11:05"), "override_credit", by="D-012/distributor", **override)
    order.do(day(3, "11:10"), "override_credit", by=CREDIT, **override)
    approve = {"approved": True, "reason": "riesgo aceptado"}
    order.do(
        day(3, "15:00"), "decide_financing", by="creditos-03/credit_and_collections", **approve
    )
    done = order.fulfil(day(4, "09:00"))
    order.pay(done.replace(hour=9), order.total // 2, "direct_debit")
    order.pay(day(34, "09:00"), order.total - order.total // 2, "direct_debit")
    # the override does not reach far enough
    short = book.order(3011, "D-012")
    short.place(day(12, "09:00"), {"CEL-A256": 4}, zone="LIM-ESTE", payment="net-15")
    ceiling = {**override, "ceiling": soles(900000), "expires": day(16, "18:00").isoformat()}
    short.do(day(12, "12:00"), "override_credit", by=CREDIT, **ceiling)


def _approved(book: Book) -> None:
    """Above 20,000 soles the financing is approved, or is not, and never by the requester."""
    large = book.order(3020, "D-014")
    large.place(
        day(5, "09:00"),
        {"CEL-A256": 9, "CEL-M128": 10},
        zone="LIM-CENTRO",
        payment="net-30",
        by="ventas-21/sales",
    )
    approve = {"approved": True, "reason": "línea suficiente y garantía vigente"}
    own = "ventas-21/credit_and_collections"
    large.do(day(5, "10:00"), "decide_financing", by=own, **approve)
    large.do(day(5, "11:00"), "decide_financing", by=CREDIT, **approve)
    large.fulfil(day(6, "09:00"))
    refused = book.order(3021, "D-014")
    refused.place(day(12, "09:00"), {"CEL-A256": 12}, zone="LIM-CENTRO", payment="net-30")
    deny = {"approved": False, "reason": "concentración de equipos de gama alta"}
    refused.do(day(12, "16:00"), "decide_financing", by=CREDIT, **deny)


def _limit_changed(book: Book) -> None:
    """A lower limit takes back what the youngest order had reserved; a higher one lets it pass."""
    kept = book.order(3030, "D-006")
    kept.place(day(8, "09:00"), {"CEL-E64": 15}, zone="LIM-NORTE", payment="net-30")
    kept.fulfil(day(8, "12:00"), days=3)
    waiting = book.order(3031, "D-006")
    waiting.place(day(9, "09:00"), {"CEL-A256": 1}, zone="LIM-NORTE", payment="net-30", accepted={})
    account = book.account("D-006")
    lower = {"limit": soles(600000), "reason": "revisión trimestral"}
    account.do(day(9, "15:00"), "change_limit", **lower)
    higher = {"limit": soles(1200000), "reason": "garantía adicional"}
    account.do(day(20, "15:00"), "change_limit", **higher)
    after = book.order(3032, "D-006")
    after.place(day(21, "10:00"), {"CEL-E64": 10}, zone="LIM-NORTE", payment="net-30")
    after.fulfil(day(21, "12:00"))
    kept.pay(day(37, "10:00"), kept.total, "online")
    account.do(
        day(38, "10:00"),
        "change_limit",
        limit={"amount": "3000.00", "currency": "USD"},
        reason="moneda equivocada",
    )


def _suspended(book: Book) -> None:
    """While the credit account is suspended nothing new is financed."""
    account = book.account("D-007")
    before = book.order(3040, "D-007")
    before.place(day(6, "09:00"), {"ROU-4G": 20}, zone="AQP-CERCADO", payment="net-30")
    before.fulfil(day(6, "12:00"))
    account.do(day(10, "09:00"), "suspend_account", reason="documentos vencidos")
    book.order(3041, "D-007").place(
        day(10, "11:00"), {"ROU-4G": 5}, zone="AQP-CERCADO", payment="net-30"
    )
    account.do(day(17, "09:00"), "reactivate_account", reason="documentos renovados")
    account.do(day(17, "09:30"), "reactivate_account", reason="por si acaso")
    again = book.order(3042, "D-007")
    again.place(day(17, "10:00"), {"ROU-4G": 5}, zone="AQP-CERCADO", payment="net-30")
    again.fulfil(day(17, "12:00"))
    before.pay(day(36, "10:00"), before.total, "direct_debit")


def _closed(book: Book) -> None:
    """A closed account finances nothing more, and what it owes is still paid."""
    last = book.order(3050, "D-013")
    last.place(day(7, "09:00"), {"DEC-HD": 20}, zone="LIM-SUR", payment="net-15")
    last.fulfil(day(7, "12:00"))
    book.account("D-013").do(day(14, "09:00"), "close_account", reason="fin del contrato")
    book.order(3051, "D-013").place(
        day(15, "09:00"), {"DEC-HD": 2}, zone="LIM-SUR", payment="net-15"
    )
    last.pay(day(22, "09:00"), last.total, "online")
