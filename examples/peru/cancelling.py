"""Cancelling: at once until the release, a request after it."""

from book import Book, Order, day

SALES = "ventas-12/sales"


def write(book: Book) -> None:
    """Cancelled before and after the release, refused, in part, and too late."""
    _before_release(book)
    _after_release(book)
    _refused(book)
    _in_part(book)
    _nothing_left(book)


def _paid_too_late(order: Order, when: int) -> None:
    order.prepay(day(when, "18:00"), order.total, "store")


def _before_release(book: Book) -> None:
    """Never paid, withdrawn; the money that still comes is given back."""
    order = book.order(5001, "C-0005")
    order.place(
        day(3, "09:00"), {"FIB-200": 1}, zone="CALLAO", payment="up-front", channel="mobile_app"
    )
    order.do(day(5, "09:00"), "cancel_order", by=order.client, reason="se muda de distrito")
    _paid_too_late(order, 5)
    financed = book.order(5002, "C-0001")
    financed.place(
        day(13, "09:00"),
        {"FIB-100": 1},
        zone="LIM-CENTRO",
        payment="3-instalments",
        accepted={},
    )
    financed.do(day(13, "19:00"), "cancel_order", by=financed.client, reason="lo pensó mejor")


def _after_release(book: Book) -> None:
    """Released, cancelled on request, stopped; the reserved credit is free again."""
    order = book.order(5010, "D-001")
    order.place(day(15, "09:00"), {"CEL-M128": 20}, zone="LIM-CENTRO", payment="net-30")
    order.do(day(15, "12:00"), "cancel_order", by=order.client, reason="pedido duplicado")
    granted = {"granted": True, "reason": "aún no sale del almacén"}
    order.do(day(15, "15:00"), "decide_cancellation", by=SALES, **granted)
    order.do(day(16, "09:00"), "confirm_stopped", by="almacen-01/warehouse")
    late = book.order(5011, "C-0006")
    late.place(day(19, "09:00"), {"TAB-10": 1}, zone="AQP-CERCADO", payment="up-front")
    late.prepay(day(19, "09:30"), late.total)
    late.do(day(19, "12:00"), "cancel_order", by=late.client, reason="encontró otra oferta")
    late.do(day(19, "15:00"), "decide_cancellation", by=SALES, **granted)
    late.do(day(20, "09:00"), "confirm_stopped", by="almacen-01/warehouse")


def _refused(book: Book) -> None:
    """The truck is on its way: the request is refused and the order completed."""
    order = book.order(5020, "D-002")
    order.place(day(16, "09:00"), {"CEL-E64": 20}, zone="AQP-CERCADO", payment="up-front")
    order.prepay(day(16, "10:00"), order.total, "direct_debit")
    order.schedule(day(16, "12:00"), 1, day(17, "09:00"))
    order.do(day(17, "07:00"), "cancel_order", by=order.client, reason="stock suficiente")
    refused = {"granted": False, "reason": "el camión ya está en ruta"}
    order.do(day(17, "07:30"), "decide_cancellation", by=SALES, **refused)
    order.confirm(day(17, "09:30"), 1)


def _in_part(book: Book) -> None:
    """The router is delivered, the installation is cancelled; only the router is invoiced."""
    order = book.order(5030, "C-0007")
    items = {"ROU-WF6": 1, "FIB-200": 1}
    order.place(day(23, "09:00"), items, zone="AQP-CAYMA", payment="up-front")
    order.prepay(day(23, "10:00"), order.total)
    order.schedule(day(23, "12:00"), 1, day(24, "09:00"))
    order.confirm(day(24, "09:30"), 1)
    order.do(
        day(24, "12:00"), "cancel_order", by=order.client, reason="no hay ducto en el edificio"
    )
    granted = {"granted": True, "reason": "instalación imposible"}
    order.do(day(24, "15:00"), "decide_cancellation", by=SALES, **granted)


def _nothing_left(book: Book) -> None:
    """Delivered while the request was looked at: nothing is left to cancel."""
    order = book.order(5040, "D-004")
    order.place(day(25, "09:00"), {"ROU-4G": 12}, zone="CALLAO", payment="3-instalments")
    order.schedule(day(25, "12:00"), 1, day(26, "09:00"))
    order.do(day(26, "08:00"), "cancel_order", by=order.client, reason="cambio de planes")
    order.confirm(day(26, "09:30"), 1)
    answer = {"granted": True, "reason": "a pedido del distribuidor"}
    order.do(day(26, "11:00"), "decide_cancellation", by=SALES, **answer)
    answer = {"granted": False, "reason": "ya se entregó"}
    order.do(day(26, "11:30"), "decide_cancellation", by=SALES, **answer)
