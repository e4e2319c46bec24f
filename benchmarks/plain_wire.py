"""An order's envelope from and to JSON by hand, with the checks of the wire and without."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, TypeVar

from order_to_cash.domain.core import Envelope, Role, Sensitive
from order_to_cash.domain.order import (
    Acceptance,
    Channel,
    DeliveryMode,
    Item,
    OrderRequest,
    PlaceOrder,
)
from order_to_cash.domain.trade import Kind
from order_to_cash.wire import LIMITS

T = TypeVar("T")
KINDS: Final = {kind.value: kind for kind in Kind}
ROLES: Final = {role.value: role for role in Role}
MODES: Final = {mode.value: mode for mode in DeliveryMode}
CHANNELS: Final = {channel.value: channel for channel in Channel}


def trusting(text: str) -> Envelope[PlaceOrder]:
    """The envelope in a document that is taken to be right."""
    d = json.loads(text)
    r = d["command"]["request"]
    request = OrderRequest(
        r["party"],
        CHANNELS[r["channel"]],
        tuple([Item(i["sku"], i["quantity"], KINDS[i["kind"]]) for i in r["items"]]),
        r["zone"],
        r["payment"],
        _given(MODES.__getitem__, r["delivery"]),
        _given(Sensitive, r["address"]),
        _given(Sensitive, r["contact"]),
        tuple([Acceptance(a["terms"], a["version"]) for a in r["accepted"]]),
        tuple([(name, value) for name, value in r["own"]]),
    )
    at = datetime.fromisoformat(d["at"])
    role = ROLES[d["role"]]
    return Envelope(d["id"], d["case"], d["process"], at, d["actor"], role, PlaceOrder(request))


def _given(make: Callable[[Any], T], value: Any) -> T | None:
    return None if value is None else make(value)


ENVELOPE: Final = frozenset({"id", "case", "process", "at", "actor", "role", "command"})
COMMAND: Final = frozenset({"type", "request"})
REQUEST: Final = frozenset(
    (
        "party",
        "channel",
        "items",
        "zone",
        "payment",
        "delivery",
        "address",
        "contact",
        "accepted",
        "own",
    )
)
ITEM: Final = frozenset({"sku", "quantity", "kind", "offer"})
ACCEPTANCE: Final = frozenset({"terms", "version"})


def strict(text: str) -> Envelope[PlaceOrder]:
    """The same with the checks that a careful hand writes: keys, types, lengths, repeats."""
    if len(text) > LIMITS.payload_bytes:
        raise ValueError
    d = _record(DECODER.decode(text), ENVELOPE)
    r = _record(_record(d["command"], COMMAND)["request"], REQUEST)
    request = OrderRequest(
        _text(r["party"]),
        CHANNELS[r["channel"]],
        tuple([_item(_record(i, ITEM)) for i in _list(r["items"])]),
        _given(_text, r.get("zone")),
        _given(_text, r.get("payment")),
        _given(MODES.__getitem__, r.get("delivery")),
        _given(_sensitive, r.get("address")),
        _given(_sensitive, r.get("contact")),
        tuple([_acceptance(_record(a, ACCEPTANCE)) for a in _list(r.get("accepted", []))]),
        tuple([_own_fact(pair) for pair in _list(r.get("own", []))]),
    )
    names = _text(d["id"]), _text(d["case"]), _text(d["process"])
    command = PlaceOrder(request)
    return Envelope(*names, _instant(d["at"]), _text(d["actor"]), ROLES[d["role"]], command)


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError
    return made


DECODER: Final = json.JSONDecoder(object_pairs_hook=_distinct)


def _record(value: Any, keys: frozenset[str]) -> dict[str, Any]:
    if type(value) is dict and value.keys() <= keys:
        return value
    raise ValueError


def _list(value: Any) -> list[Any]:
    if type(value) is list:
        return value
    raise ValueError


def _text(value: Any) -> str:
    if type(value) is str and len(value) <= LIMITS.text_characters and value.isprintable():
        return value
    raise ValueError


def _sensitive(value: Any) -> Sensitive:
    return Sensitive(_text(value))


def _instant(value: Any) -> datetime:
    made = datetime.fromisoformat(_text(value))
    if made.tzinfo is None or not LIMITS.first_year <= made.year <= LIMITS.last_year:
        raise ValueError
    return made


def _item(i: dict[str, Any]) -> Item:
    quantity = i["quantity"]
    if type(quantity) is not int or len(str(quantity)) > LIMITS.integer_digits:
        raise ValueError
    if i.get("offer") is not None:
        raise ValueError
    return Item(_text(i["sku"]), quantity, KINDS[i["kind"]])


def _acceptance(a: dict[str, Any]) -> Acceptance:
    return Acceptance(_text(a["terms"]), _text(a["version"]))


ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def dumped(envelope: Envelope[PlaceOrder]) -> str:
    """The document of an envelope that is taken to be right."""
    r = envelope.command.request
    request: dict[str, Any] = {
        "party": r.party,
        "channel": r.channel,
        "items": [
            {"sku": i.sku, "quantity": i.quantity, "kind": i.kind, "offer": None} for i in r.items
        ],
        "zone": r.zone,
        "payment": r.payment,
        "delivery": r.delivery,
        "address": r.address.reveal() if r.address else None,
        "contact": r.contact.reveal() if r.contact else None,
        "accepted": [{"terms": a.terms, "version": a.version} for a in r.accepted],
        "own": r.own,
    }
    return ENCODER.encode(
        {
            "id": envelope.id,
            "case": envelope.case,
            "process": envelope.process,
            "at": envelope.at.isoformat(),
            "actor": envelope.actor,
            "role": envelope.role,
            "command": {"type": "place_order", "request": request},
        }
    )


def strictly_dumped(envelope: Envelope[PlaceOrder]) -> str:
    """The same with the checks that let it be read again: what `strict` would refuse is refused."""
    r = envelope.command.request
    request: dict[str, Any] = {
        "party": _text(r.party),
        "channel": _one_of(Channel, r.channel),
        "items": [_item_form(i) for i in _tuple(r.items)],
        "zone": _given(_text, r.zone),
        "payment": _given(_text, r.payment),
        "delivery": _given(_mode, r.delivery),
        "address": _given(_revealed, r.address),
        "contact": _given(_revealed, r.contact),
        "accepted": [
            {"terms": _text(a.terms), "version": _text(a.version)} for a in _tuple(r.accepted)
        ],
        "own": [(_text(name), _text(value)) for name, value in _tuple(r.own)],
    }
    made = ENCODER.encode(
        {
            "id": _text(envelope.id),
            "case": _text(envelope.case),
            "process": _text(envelope.process),
            "at": _instant_form(envelope.at),
            "actor": _text(envelope.actor),
            "role": _one_of(Role, envelope.role),
            "command": {"type": "place_order", "request": request},
        }
    )
    if len(made) > LIMITS.payload_bytes:
        raise ValueError
    return made


def _one_of(cls: type[T], value: Any) -> T:
    if type(value) is cls:
        return value
    raise ValueError


def _mode(value: Any) -> DeliveryMode:
    return _one_of(DeliveryMode, value)


def _tuple(value: Any) -> tuple[Any, ...]:
    if type(value) is tuple:
        return value
    raise ValueError


def _revealed(value: Any) -> str:
    return _text(_one_of(Sensitive, value).reveal())


def _instant_form(value: Any) -> str:
    at = _one_of(datetime, value)
    if at.tzinfo is None or not LIMITS.first_year <= at.year <= LIMITS.last_year:
        raise ValueError
    return at.isoformat()


def _item_form(i: Item) -> dict[str, Any]:
    quantity = i.quantity
    if type(quantity) is not int or len(str(quantity)) > LIMITS.integer_digits:
        raise ValueError
    if i.offer is not None:
        raise ValueError
    kind = _one_of(Kind, i.kind)
    return {"sku": _text(i.sku), "quantity": quantity, "kind": kind, "offer": None}


def _own_fact(pair: Any) -> tuple[str, str]:
    name, value = _list(pair)
    return _text(name), _text(value)
