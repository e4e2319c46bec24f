"""Payments: in parts, too much, too late, taken back, disputed, promised, given up."""

from book import Book, day, soles

CREDIT = "creditos-01/credit_and_collections"


def write(book: Book) -> None:
    """What becomes of an invoice when it is not simply paid."""
    _in_two_parts(book)
    _surplus(book)
    _up_to_the_block(book)
    _promise(book)
    _dispute(book)
    _reversal(book)
    _written_off(book)


def _in_two_parts(book: Book) -> None:
    """Up front in two parts: released with the second; what comes later stays as credit."""
    order = book.order(6001, "C-0009")
    order.place(
        day(2, "09:00"),
        {"CEL-A256": 1},
        zone="LIM-CENTRO",
        payment="up-front",
        channel="physical_store",
        delivery="store_pickup",
    )
    order.prepay(day(2, "10:00"), 100000, "store")
    order.prepay(day(3, "10:00"), order.total - 100000, "store")
    order.fulfil(day(4, "09:00"))
    order.prepay(day(6, "11:00"), 5000, "online")


def _surplus(book: Book) -> None:
    """Too much is paid; part of the rest goes to another invoice, part is given back."""
    first = book.order(6010, "C-0011")
    first.place(day(0, "10:00"), {"CEL-E64": 2}, zone="LIM-CENTRO", payment="net-15")
    first.fulfil(day(0, "12:00"))
    first.pay(day(10, "09:00"), first.total + 20000, "online")
    second = book.order(6011, "C-0011")
    second.place(day(11, "10:00"), {"ROU-WF6": 1}, zone="LIM-CENTRO", payment="net-15")
    second.fulfil(day(11, "12:00"))
    account = book.account("C-0011")
    account.do(day(14, "09:00"), "use_surplus", order="O-6011", amount=soles(15000))
    account.do(day(14, "09:30"), "refund_surplus", amount=soles(9000), reason="a pedido")
    account.do(day(14, "10:00"), "refund_surplus", amount=soles(5000), reason="a pedido")
    second.pay(day(20, "09:00"), second.total - 15000, "store")


def _up_to_the_block(book: Book) -> None:
    """Reminder, second alert, block; paying all that is past due lifts it."""
    order = book.order(6020, "D-005")
    order.place(day(0, "09:00"), {"CEL-E64": 10}, zone="LIM-NORTE", payment="net-7")
    order.fulfil(day(0, "12:00"))
    # while something is past due nothing new is financed
    book.order(6021, "D-005").place(
        day(12, "09:00"), {"CEL-E64": 2}, zone="LIM-NORTE", payment="net-7"
    )
    order.pay(day(18, "10:00"), 100000, "store")
    order.pay(day(27, "10:00"), order.total - 100000, "online")
    again = book.order(6022, "D-005")
    again.place(day(28, "09:00"), {"CEL-E64": 2}, zone="LIM-NORTE", payment="net-7")
    again.fulfil(day(28, "12:00"))


def _promise(book: Book) -> None:
    """A promise that is kept, and one that is not."""
    kept = book.order(6030, "C-0016")
    kept.place(day(1, "09:00"), {"TAB-10": 1}, zone="LIM-SUR", payment="net-7")
    kept.fulfil(day(1, "12:00"))
    kept.bill(day(13, "09:00"), "promise_to_pay", by=CREDIT, until="2024-01-20")
    kept.bill(day(13, "09:05"), "promise_to_pay", by=CREDIT, until="2024-02-02")
    kept.pay(day(18, "09:00"), kept.total, "online")
    broken = book.order(6031, "C-0017")
    broken.place(day(2, "09:00"), {"CEL-E64": 1}, zone="LIM-SUR", payment="net-7")
    broken.fulfil(day(2, "12:00"))
    broken.bill(day(12, "09:00"), "promise_to_pay", by=CREDIT, until="2024-01-31")


def _dispute(book: Book) -> None:
    """Part of the invoice is credited, the rest is paid."""
    order = book.order(6040, "C-0007")
    items = {"FIB-100": 1, "TV-HD": 1, "DEC-HD": 1}
    order.place(day(4, "09:00"), items, zone="AQP-CAYMA", payment="net-15")
    order.fulfil(day(4, "12:00"))
    reason = "el decodificador llegó usado"
    order.bill(day(16, "09:00"), "open_dispute", by="C-0007/customer", reason=reason)
    order.bill(day(16, "09:10"), "open_dispute", by="C-0008/customer", reason="no es suyo")
    too_much = {"credited": soles(90000), "reason": "error de tipeo"}
    order.bill(day(26, "09:00"), "resolve_dispute", by=CREDIT, **too_much)
    credit = {"credited": soles(8000), "reason": "descuento por equipo usado"}
    order.bill(day(26, "09:10"), "resolve_dispute", by=CREDIT, **credit)
    order.pay(day(27, "09:00"), order.total - 8000, "online")


def _reversal(book: Book) -> None:
    """A direct debit, of more than was owed, is taken back; then it is paid at a desk."""
    order = book.order(6050, "C-0018")
    order.place(day(3, "14:00"), {"TAB-10": 1}, zone="LIM-CENTRO", payment="net-15")
    order.fulfil(day(3, "16:00"))
    payment = order.pay(day(18, "09:00"), order.total + 1000, "direct_debit")
    order.take_back(day(20, "09:00"), payment, "fondos insuficientes")
    order.take_back(day(20, "09:30"), payment, "fondos insuficientes")
    order.pay(day(21, "09:00"), order.total, "store")


def _written_off(book: Book) -> None:
    """Nobody pays; after the block the rest is given up."""
    order = book.order(6060, "D-011")
    order.place(day(1, "10:00"), {"CEL-E64": 8}, zone="CUS-WANCHAQ", payment="net-7")
    order.fulfil(day(1, "12:00"))
    order.pay(day(11, "10:00"), 50000, "store")
    order.bill(day(38, "10:00"), "write_off", by=CREDIT, reason="distribuidor insolvente")
