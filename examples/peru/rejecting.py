"""Orders that are rejected, one for each reason, and information that comes late."""

from book import Book, day


def write(book: Book) -> None:
    """Every reason before the credit evaluation and in the internal validation."""
    _the_party(book)
    _the_products(book)
    _the_validation(book)
    _missing_information(book)
    _terms_accepted_late(book)


def _the_party(book: Book) -> None:
    """Unknown, suspended, closed, in the wrong channel, on terms that are not agreed."""
    phones = {"CEL-E64": 10}
    lima = {"zone": "LIM-CENTRO", "payment": "net-30"}
    book.order(2001, "D-099").place(day(0, "09:40"), phones, **lima)
    book.order(2002, "D-008").place(day(1, "10:05"), phones, **lima)
    book.order(2003, "D-009").place(day(2, "11:20"), phones, **lima)
    book.order(2004, "D-001").place(day(3, "12:15"), phones, channel="website", **lima)
    system = "distributor_system"
    book.order(2005, "C-0009").place(
        day(3, "15:30"), {"CEL-E64": 1}, zone="LIM-SUR", payment="up-front", channel=system
    )
    book.order(2006, "C-0009").place(
        day(4, "09:10"), {"TAB-10": 1}, zone="LIM-SUR", payment="12-instalments"
    )
    # two reasons at once: a suspended distributor and a channel that is not his
    book.order(2007, "D-008").place(day(4, "16:45"), phones, channel="call_centre", **lima)


def _the_products(book: Book) -> None:
    """Not offered (never, or no more), in another currency, out of stock, not covered."""
    at = day(8, "09:00")
    book.order(2010, "C-0010").place(at, {"CEL-Z999": 1}, zone="LIM-SUR", payment="up-front")
    book.order(2011, "C-0010").place(
        day(9, "13:05"), {"CEL-V32": 1}, zone="LIM-SUR", payment="up-front"
    )
    book.order(2012, "D-001").place(
        day(9, "14:00"), {"CEL-X512": 2}, zone="LIM-CENTRO", payment="net-30"
    )
    book.order(2013, "D-003").place(
        day(10, "10:00"), {"CEL-A256": 3}, zone="CUS-CERCADO", payment="net-15"
    )
    book.order(2014, "D-002").place(
        day(11, "11:30"), {"ROU-MESH": 19}, zone="AQP-CAYMA", payment="net-30"
    )
    book.order(2015, "C-0014").place(
        day(12, "17:20"), {"FIB-200": 1}, zone="CUS-WANCHAQ", payment="up-front"
    )
    # cable in Cusco until 11 February: the first order comes in time, the second does not
    late = book.order(2016, "C-0014")
    late.place(day(26, "18:00"), {"HFC-60": 1}, zone="CUS-CERCADO", payment="up-front")
    late.prepay(day(26, "18:30"), late.total, "store")
    late.fulfil(day(27, "17:00"))
    book.order(2017, "C-0015").place(
        day(28, "08:30"), {"HFC-60": 1}, zone="CUS-CERCADO", payment="up-front"
    )


def _the_validation(book: Book) -> None:
    """Terms that are not in force, products that do not fit."""
    book.order(2020, "C-0015").place(
        day(13, "10:10"), {"SAT-15": 1}, zone="CUS-WANCHAQ", payment="up-front"
    ).prepay(day(13, "10:40"), 14900)
    # excluded by the cable internet that the customer has already
    conflict = book.order(2021, "C-0013")
    conflict.place(day(14, "09:00"), {"FIB-200": 1}, zone="LIM-ESTE", payment="up-front")
    conflict.prepay(day(14, "09:30"), conflict.total)
    # the plan needs a SIM that was not ordered
    missing = book.order(2022, "C-0010")
    missing.place(day(15, "12:00"), {"MOV-55": 1}, zone="LIM-SUR", payment="up-front")
    missing.prepay(day(15, "12:20"), missing.total, "store")
    # both fit: the SIM is there already, and the old plan is replaced
    upgrade = book.order(2023, "C-0012")
    upgrade.place(day(16, "12:00"), {"MOV-55": 1}, zone="LIM-SUR", payment="net-15")
    upgrade.fulfil(day(16, "15:00"))
    upgrade.pay(day(30, "10:00"), upgrade.total, "direct_debit")
    faster = book.order(2024, "C-0019")
    items = {"FIB-600": 1, "ROU-WF6": 1}
    faster.place(day(17, "09:20"), items, zone="CALLAO", payment="net-15")
    faster.fulfil(day(17, "11:00"), days=2)
    faster.pay(day(33, "09:00"), faster.total, "store")


def _missing_information(book: Book) -> None:
    """What is missing is given in one step, in two, or never."""
    one = book.order(2030, "C-0001")
    one.place(
        day(5, "10:00"), {"FIB-100": 1}, zone="LIM-CENTRO", payment="up-front", without=("zone",)
    )
    one.do(day(5, "11:00"), "complete_information", by=one.client, zone="LIM-CENTRO")
    one.prepay(day(5, "12:00"), one.total)
    one.fulfil(day(6, "09:00"))
    two = book.order(2031, "D-004")
    left_out = ("payment", "delivery", "contact")
    two.place(day(6, "10:00"), {"DEC-HD": 30}, zone="CALLAO", payment="net-30", without=left_out)
    two.do(day(6, "15:00"), "complete_information", by=two.client, payment="net-30")
    contact = "contacto-d-004@example.com"
    two.do(
        day(7, "09:00"),
        "complete_information",
        by="ventas-12/sales",
        delivery="store_pickup",
        contact=contact,
    )
    two.fulfil(day(7, "10:00"))
    never = book.order(2032, "C-0002")
    never.place(day(7, "19:00"), {"TAB-10": 0}, zone="LIM-NORTE", payment="up-front")
    never.do(day(8, "10:00"), "cancel_order", by=never.client, reason="la cantidad era un error")


def _terms_accepted_late(book: Book) -> None:
    """The terms change on 5 February: what was accepted before is not what is in force."""
    old = book.order(2040, "C-0003")
    old.place(
        day(21, "09:00"),
        {"FIB-200": 1},
        zone="LIM-SUR",
        payment="net-15",
        accepted={"fibra-hogar": "2023.2"},
    )
    accept = {"terms": "fibra-hogar", "version": "2024.1"}
    old.do(day(21, "17:00"), "accept_terms", by=old.client, acceptance=accept)
    old.fulfil(day(22, "09:00"))
    # accepted after four days: by then credit and coverage are asked for again
    slow = book.order(2041, "C-0018")
    slow.place(
        day(22, "10:00"),
        {"SIM-POS": 1, "MOV-29": 1},
        zone="LIM-CENTRO",
        payment="net-15",
        accepted={},
    )
    accept = {"terms": "movil-postpago", "version": "7"}
    slow.do(day(26, "10:00"), "accept_terms", by=slow.client, acceptance=accept)
    slow.fulfil(day(26, "12:00"))
    slow.pay(day(40, "12:00"), slow.total, "store")
