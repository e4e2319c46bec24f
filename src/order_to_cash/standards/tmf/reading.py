"""What comes in by TMF622 as commands: a product order to be placed, and one to be cancelled.

Only what a command has is looked at; the rest of a document is the sender's. What a desk is then
given passes its door like anything else.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, Final, TypeVar

from attrs import define, field

from order_to_cash.domain.core import InvalidDocument, Problem, Sensitive
from order_to_cash.domain.order import (
    Acceptance,
    CancelOrder,
    CancelReason,
    Channel,
    DeliveryMode,
    Item,
    OrderRequest,
    PlaceOrder,
)
from order_to_cash.domain.trade import Kind, Quantity

V = TypeVar("V", bound=Enum)

CUSTOMER: Final = "customer"
CODE: Final = "tmf622.unfit"


def place_order(document: Mapping[str, Any]) -> PlaceOrder:
    """The command that a ProductOrder to be created asks for.

    The customer is the related party of that role, or the only one; an item says by the
    characteristic `kind` whether it is goods or a service. Raises `InvalidDocument` with the path
    of each part that no order can be made of.
    """
    read = _Reading()
    root = read.table(document, "")
    place = next(iter(_places(read, root)), {})
    agreements = list(read.tables(root.get("agreement"), "agreement"))
    payment = [one for one in agreements if one.get("@referredType") == "PaymentTerms"]
    accepted = [one for one in agreements if one.get("@referredType") == "Terms"]
    channel = next(iter(read.tables(root.get("channel"), "channel")), {})
    request = OrderRequest(
        party=_customer(read, root),
        channel=read.code(channel.get("id"), "channel[0].id", Channel, Channel.WEBSITE),
        items=tuple(_items(read, root)),
        zone=read.text(place.get("id"), "productOrderItem[0].product.place[0].id"),
        payment=read.text(payment[0].get("id"), "agreement.id") if payment else None,
        delivery=_delivery(place),
        address=_hidden(read.text(place.get("name"), "productOrderItem[0].product.place[0].name")),
        contact=_hidden(read.text(root.get("notificationContact"), "notificationContact")),
        accepted=tuple(
            Acceptance(
                read.text(one.get("id"), "agreement.id") or "",
                read.text(one.get("name"), "agreement.name") or "",
            )
            for one in accepted
        ),
    )
    read.done()
    return PlaceOrder(request)


def cancel_order(document: Mapping[str, Any]) -> tuple[str, CancelOrder]:
    """The id of the order that a CancelProductOrder is about, and the command that it asks for.

    A reason that is none of our codes is said in words. Raises `InvalidDocument` as `place_order`.
    """
    read = _Reading()
    root = read.table(document, "")
    order = read.table(root.get("productOrder"), "productOrder")
    id_ = read.needed(order.get("id"), "productOrder.id")
    reason = read.text(root.get("cancellationReason"), "cancellationReason") or "-"
    read.done()
    known = reason in [code.value for code in CancelReason]
    return id_, CancelOrder(reason, CancelReason(reason) if known else CancelReason.OTHER)


def _customer(read: "_Reading", root: Mapping[str, Any]) -> str:
    parties = list(read.tables(root.get("relatedParty"), "relatedParty"))
    known = [one for one in parties if str(one.get("role", "")).lower() == CUSTOMER] or parties
    if len(known) != 1:
        read.say("relatedParty", "name one related party in the role of customer")
        return ""
    return read.needed(known[0].get("id"), "relatedParty.id")


def _items(read: "_Reading", root: Mapping[str, Any]) -> Iterator[Item]:
    path = "productOrderItem"
    listed = list(read.tables(root.get(path), path))
    if not listed:
        read.say(path, "give one item at least")
    for at, item in enumerate(listed):
        here = f"{path}[{at}]"
        if item.get("action") != "add":
            read.say(f"{here}.action", "only `add` is ordered here; ask for others where they are")
        offering = read.table(item.get("productOffering"), f"{here}.productOffering")
        told = dict(_characteristics(read, item, here))
        kind = told.get("kind")
        if kind not in [one.value for one in Kind]:
            read.say(f"{here}.product", "say by the characteristic `kind`: goods or service")
        sku = read.needed(offering.get("id"), f"{here}.productOffering.id")
        quantity = _quantity(read, item, told.get("quantity"), here)
        yield Item(sku, quantity, Kind.SERVICE if kind == Kind.SERVICE.value else Kind.GOODS)


def _characteristics(
    read: "_Reading", item: Mapping[str, Any], here: str
) -> Iterator[tuple[str, Any]]:
    product = read.table(item.get("product", {}), f"{here}.product")
    path = f"{here}.product.productCharacteristic"
    for one in read.tables(product.get("productCharacteristic"), path):
        yield str(one.get("name")), one.get("value")


def _quantity(read: "_Reading", item: Mapping[str, Any], part: Any, here: str) -> Quantity:
    """A whole number, one where none is said, or the characteristic that says a part."""
    if isinstance(part, str):
        try:
            return Decimal(part)
        except InvalidOperation:
            read.say(f"{here}.product", "the characteristic `quantity` is a decimal, such as 2.5")
            return 1
    quantity = item.get("quantity", 1)
    if type(quantity) is not int or quantity < 1:
        read.say(f"{here}.quantity", "order a whole number above zero")
        return 1
    return quantity


def _places(read: "_Reading", root: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for at, item in enumerate(read.tables(root.get("productOrderItem"), "productOrderItem")):
        here = f"productOrderItem[{at}].product"
        product = read.table(item.get("product", {}), here)
        yield from read.tables(product.get("place"), f"{here}.place")


def _delivery(place: Mapping[str, Any]) -> DeliveryMode | None:
    role = place.get("role")
    return DeliveryMode(role) if role in [mode.value for mode in DeliveryMode] else None


def _hidden(text: str | None) -> Sensitive | None:
    return Sensitive(text) if text else None


@define
class _Reading:
    """Takes a document apart, and remembers what does not fit."""

    problems: dict[str, Problem] = field(factory=dict)

    def say(self, path: str, what: str) -> None:
        self.problems.setdefault(path, Problem(CODE, path, what))

    def done(self) -> None:
        """Raise with all problems, if there are any."""
        if self.problems:
            raise InvalidDocument(
                "no order can be made of this document; correct what is named",
                problems=tuple(self.problems.values()),
            )

    def table(self, value: Any, path: str) -> Mapping[str, Any]:
        if isinstance(value, Mapping):
            return value
        self.say(path or "document", "give an object")
        return {}

    def tables(self, value: Any, path: str) -> Iterator[Mapping[str, Any]]:
        if value is None:
            return
        if not isinstance(value, list):
            self.say(path, "give a list")
            return
        yield from (self.table(one, f"{path}[{at}]") for at, one in enumerate(value))

    def text(self, value: Any, path: str) -> str | None:
        if value is None or isinstance(value, str):
            return value
        self.say(path, "give a text")
        return None

    def needed(self, value: Any, path: str) -> str:
        if text := self.text(value, path):
            return text
        self.say(path, "give a text")
        return ""

    def code(self, value: Any, path: str, kind: type[V], otherwise: V) -> V:
        if value is None:
            return otherwise
        try:
            return kind(value)
        except ValueError:
            self.say(path, f"give one of: {', '.join(str(one.value) for one in kind)}")
            return otherwise
