"""TMF622: an order as a product order with its items, and the request to cancel one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from order_to_cash.desk import Happened
from order_to_cash.domain import order as e
from order_to_cash.domain.order import LineStatus, Order
from order_to_cash.domain.order.lifecycle import PUBLISHED, Stage
from order_to_cash.domain.order.state import Line
from order_to_cash.domain.trade import BillLine
from order_to_cash.domain.trade.prices import quantity_text
from order_to_cash.standards.tmf.values import Document, money, price, reference, told

ITEMS: Final = {
    LineStatus.PENDING: "inProgress",
    LineStatus.SCHEDULED: "inProgress",
    LineStatus.ON_HOLD: "held",
    LineStatus.DELIVERED: "completed",
    LineStatus.PARTIAL: "completed",
    LineStatus.RETURNED: "completed",
    LineStatus.FAILED: "failed",
}
"""The published state of a line of a released order; TMF622 has no part of an item."""

OWN: Final = frozenset(
    {Stage.RELEASED, Stage.IN_DELIVERY, Stage.ON_HOLD, Stage.COMPLETED, Stage.PARTIAL}
)
"""The stages in which each line stands for itself; else it stands where the order does."""

ENDED: Final = (e.OrderCompleted, e.OrderPartlyCompleted)
ASKED: Final = (e.CancellationAsked, e.OrderWithdrawn)


def product_order(
    order: Order, history: Sequence[Happened[Any]], *, personal: bool = False
) -> Document:
    """The order as TMF622's ProductOrder, in the state that it publishes.

    Nothing tells who somebody is but the party's id; `personal` adds address and contact.
    """
    request = order.request
    asked = next((one.event for one in history if isinstance(one.event, ASKED)), None)
    total = [] if order.total is None else [{"price": {"taxIncludedAmount": money(order.total)}}]
    return told(
        {
            "id": order.id,
            "orderDate": _at(history, e.OrderReceived),
            "completionDate": _at(history, *ENDED),
            "cancellationDate": _at(history, e.OrderCancelled),
            "cancellationReason": None if asked is None else asked.code.value,
            "notificationContact": _text(request.contact) if personal else None,
            "state": PUBLISHED[order.stage],
            "agreement": _agreements(order),
            "billingAccount": reference(order.account) if order.account else None,
            "channel": [reference(request.channel.value)],
            "relatedParty": [reference(request.party, "Organization", role="customer")],
            "orderTotalPrice": total,
            "payment": [reference(payment.id) for payment in order.prepaid],
            "productOrderItem": _items(order, personal=personal),
            "@type": "ProductOrder",
        }
    )


def cancel_product_order(order: Order, history: Sequence[Happened[Any]]) -> Document | None:
    """The request to cancel the order as TMF622's CancelProductOrder; none if nobody asked."""
    asked = [one for one in history if isinstance(one.event, ASKED)]
    if not asked:
        return None
    last = asked[-1]
    return told(
        {
            "id": f"{order.id}-{last.version}",
            "cancellationReason": last.event.code.value,
            "requestedCancellationDate": _instant(last.at),
            "effectiveCancellationDate": _at(history, e.OrderCancelled),
            "productOrder": reference(order.id, "ProductOrder"),
            "state": _task(order, history),
            "@type": "CancelProductOrder",
        }
    )


def _task(order: Order, history: Iterable[Happened[Any]]) -> str:
    """How far the request is; one that was refused ended with an error."""
    if order.stage is Stage.CANCELLATION_ASKED:
        return "acknowledged"
    if order.stage in (Stage.CANCELLING, Stage.WAITING):
        return "inProgress"
    refused = [one for one in history if isinstance(one.event, e.CancellationRefused)]
    return "terminatedWithError" if refused and order.stage is not Stage.CANCELLED else "done"


def _agreements(order: Order) -> list[Document]:
    """The payment terms that were asked for, and each version of terms that was accepted."""
    request = order.request
    terms = [reference(request.payment, "PaymentTerms")] if request.payment else []
    return terms + [reference(one.terms, "Terms", name=one.version) for one in request.accepted]


def _items(order: Order, *, personal: bool) -> list[Document]:
    bills: Sequence[BillLine | None] = order.bill or [None] * len(order.lines)
    pairs = zip(order.lines, bills, strict=True)
    return [_item(order, line, bill, personal=personal) for line, bill in pairs]


def _item(order: Order, line: Line, bill: BillLine | None, *, personal: bool) -> Document:
    quantity, offering = line.item.quantity, order.answers.offering(line.item.sku)
    whole = isinstance(quantity, int)
    characteristics = [_characteristic("kind", line.item.kind.value)]
    if not whole:
        characteristics.append(_characteristic("quantity", quantity_text(quantity)))
    own = order.stage in OWN
    return told(
        {
            "id": str(line.number),
            "quantity": quantity if whole else None,
            "action": "add",
            "itemPrice": [{"price": price(bill.unit_price)}] if bill else [],
            "product": told(
                {
                    "place": _place(order, personal=personal),
                    "productCharacteristic": characteristics,
                    "@type": "Product",
                }
            ),
            "productOffering": told(
                {"id": line.item.sku, "name": None if offering is None else offering.name}
            ),
            "state": ITEMS[line.status] if own else _as_order(order),
            "@type": "ProductOrderItem",
        }
    )


def _as_order(order: Order) -> str:
    return PUBLISHED[order.stage]


def _place(order: Order, *, personal: bool) -> list[Document]:
    """Where it goes: the zone, and by its role how it gets there."""
    request = order.request
    if not request.zone:
        return []
    role = request.delivery.value if request.delivery else "delivery"
    address = {"name": _text(request.address)} if personal and request.address else {}
    return [reference(request.zone, "GeographicArea", role=role, **address)]


def _characteristic(name: str, value: str) -> Document:
    return {"name": name, "valueType": "string", "value": value}


def _at(history: Iterable[Happened[Any]], *kinds: type[Any]) -> str | None:
    """When the last event of a kind happened."""
    found = [one.at for one in history if isinstance(one.event, kinds)]
    return _instant(found[-1]) if found else None


def _instant(at: datetime) -> str:
    return at.isoformat()


def _text(data: Any) -> str:
    return "" if data is None else str(data.reveal())
