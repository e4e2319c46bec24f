"""Deliveries that do not go as planned: missed appointments, lost stock, no signature."""

from book import Book, Order, day

CARE = "atencion-03/customer_care"


def write(book: Book) -> None:
    """Held lines that go on or fail, orders completed in part or not at all, support."""
    _missed_appointment(book)
    _lost_stock(book)
    _nothing_delivered(book)
    _support(book)
    _mistakes_in_the_field(book)


def _prepaid(book: Book, number: int, party: str, when: int, items: dict[str, int]) -> Order:
    order = book.order(number, party)
    order.place(
        day(when, "09:15"), items, zone="LIM-SUR", payment="up-front", channel="call_centre"
    )
    order.prepay(day(when, "10:00"), order.total, "store")
    return order


def _missed_appointment(book: Book) -> None:
    """Nobody was at home: the line waits, is scheduled again, and the order is completed."""
    order = _prepaid(book, 4001, "C-0003", 4, {"FIB-100": 1})
    order.schedule(day(4, "11:00"), 1, day(5, "15:00"))
    order.do(day(5, "16:00"), "hold_line", by=order.team(1), line=1, reason="missed_appointment")
    order.schedule(day(5, "17:00"), 1, day(7, "09:00"))
    order.confirm(day(7, "10:30"), 1)
    order.do(day(9, "10:00"), "record_satisfaction", by=CARE, satisfied=True)


def _lost_stock(book: Book) -> None:
    """The goods were damaged in the warehouse: the rest is delivered and invoiced."""
    order = book.order(4010, "D-002")
    items = {"ROU-WF6": 20, "DEC-HD": 10}
    order.place(day(11, "09:00"), items, zone="AQP-CERCADO", payment="net-15")
    order.schedule(day(11, "12:00"), 1, day(12, "09:00"))
    order.schedule(day(11, "12:05"), 2, day(12, "09:00"))
    order.do(day(12, "08:00"), "hold_line", by=order.team(2), line=2, reason="stock_lost")
    order.confirm(day(12, "10:00"), 1)
    order.do(day(13, "10:00"), "fail_line", by=order.team(2), line=2, reason="lote dañado")


def _nothing_delivered(book: Book) -> None:
    """The delivery was not signed for, twice; the order fails and the money is given back."""
    order = _prepaid(book, 4020, "C-0004", 14, {"TAB-10": 1})
    order.schedule(day(14, "11:00"), 1, day(15, "15:00"))
    signature = {"line": 1, "signed_by": None, "signed_at": None}
    order.do(day(15, "15:10"), "confirm_delivery", by=order.team(1), **signature)
    held = {"line": 1, "reason": "signature_refused"}
    order.do(day(15, "15:20"), "hold_line", by=order.team(1), **held)
    order.schedule(day(16, "09:00"), 1, day(17, "15:00"))
    order.do(day(17, "15:20"), "hold_line", by=order.team(1), **held)
    order.do(day(18, "09:00"), "fail_line", by=order.team(1), line=1, reason="no se recibió")


def _support(book: Book) -> None:
    """The customer is not satisfied, and a technician comes."""
    order = _prepaid(book, 4030, "C-0010", 18, {"FIB-600": 1, "ROU-WF6": 1})
    order.fulfil(day(18, "12:00"))
    remark = "La señal no llega a la habitación del fondo"
    order.do(day(20, "10:00"), "record_satisfaction", by=CARE, satisfied=False, remark=remark)
    order.do(day(20, "10:05"), "request_support", by=CARE, subject="cobertura Wi-Fi en el hogar")
    order.do(day(23, "16:00"), "record_satisfaction", by=CARE, satisfied=True)


def _mistakes_in_the_field(book: Book) -> None:
    """What is refused on the way does no harm."""
    order = _prepaid(book, 4040, "C-0009", 22, {"CEL-E64": 1, "FIJ-ILI": 1})
    order.schedule(day(22, "11:00"), 3, day(23, "09:00"))  # there is no third line
    order.schedule(day(22, "11:10"), 1, day(21, "09:00"))  # that slot is over
    order.schedule(day(22, "11:20"), 1, day(23, "09:00"))
    order.confirm(day(23, "10:00"), 2)  # never scheduled
    order.do(day(23, "10:05"), "confirm_activation", by=order.team(2), line=1)  # goods
    order.do(day(23, "10:06"), "confirm_activation", by="almacen-01/warehouse", line=2)
    order.confirm(day(23, "10:10"), 1)
    order.schedule(day(23, "10:15"), 2, day(24, "09:00"))
    order.confirm(day(24, "09:30"), 2)
    order.do(day(24, "12:00"), "request_support", by="C-0001/customer", subject="no es suyo")
