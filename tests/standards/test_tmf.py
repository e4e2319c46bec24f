"""TM Forum's documents: the published descriptions accept them, and an order comes back whole."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft4Validator

from order_to_cash.desk import Desk
from order_to_cash.domain import order as e
from order_to_cash.domain.core import InvalidDocument, Role, Sensitive
from order_to_cash.domain.order import (
    Acceptance,
    CancelOrder,
    CancelReason,
    Channel,
    DeliveryMode,
    Item,
    Order,
    OrderRequest,
    PlaceOrder,
)
from order_to_cash.domain.order.evolving import evolve
from order_to_cash.domain.order.lifecycle import PUBLISHED, Stage
from order_to_cash.domain.order.state import INITIAL
from order_to_cash.domain.trade import Kind
from order_to_cash.embedded import open_desk
from order_to_cash.operators.peru import PERU
from order_to_cash.standards import Paper, files, papers
from order_to_cash.standards.tmf import (
    cancel_order,
    customer_bill,
    note_bill,
    note_bill_rates,
    place_order,
    product_order,
)
from order_to_cash.standards.tmf.values import written
from order_to_cash.standards.ubl import Kind as PaperKind
from tests.processes.test_receivable_shares import both
from tests.standards.papers import CREDIT, DEBIT
from tests.standards.store import desk_on, filled

FOLDER: Final = Path(__file__).parent / "tmf"
INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
NAMES: Final = {
    "product_orders.json": ("TMF622-v4", "ProductOrder"),
    "cancel_product_orders.json": ("TMF622-v4", "CancelProductOrder"),
    "customer_bills.json": ("TMF678-v4", "CustomerBill"),
    "applied_customer_billing_rates.json": ("TMF678-v4", "AppliedCustomerBillingRate"),
}
NOON: Final = datetime(2024, 3, 4, 15, tzinfo=UTC)
REQUEST: Final = OrderRequest(
    "D-003",
    Channel.CALL_CENTRE,
    (Item("CEL", 2, Kind.GOODS), Item("FIBRE", Decimal("2.5"), Kind.SERVICE)),
    zone="LIM-1",
    payment="net-30",
    delivery=DeliveryMode.STORE_PICKUP,
    address=Sensitive('Calle "5"'),
    contact=Sensitive("someone@example.com"),
    accepted=(Acceptance("FTTH", "2024-01"),),
)


def validator(name: str, kind: str) -> Draft4Validator:
    """What accepts a kind of document, by the part of the published description that we keep."""
    schema = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return Draft4Validator({**schema, "$ref": f"#/definitions/{kind}"})


def instants(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text under a name that TM Forum has an instant under."""
    if isinstance(value, dict):
        for key, held in value.items():
            yield from instants(held, key)
    elif isinstance(value, list):
        for held in value:
            yield from instants(held, name)
    elif isinstance(value, str) and name.lower().endswith("date"):
        yield name, value


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("tmf") / "peru.db")


def documents(desk: Desk, standard: str, **more: Any) -> dict[str, list[dict[str, Any]]]:
    return {f.name: json.loads("".join(f.parts)) for f in files(desk, standard, **more)}


@pytest.mark.parametrize("standard", ["tmf622", "tmf678"])
def test_the_published_descriptions_accept_what_a_store_writes(db: Path, standard: str) -> None:
    """Every order, request to cancel, bill and line of the example; instants have an offset."""
    with desk_on(db) as desk:
        found = documents(desk, standard)
    for name, made in found.items():
        assert made
        accepts = validator(*NAMES[name])
        assert [] == [error.message for one in made for error in accepts.iter_errors(one)]
        assert [] == [text for _, text in instants(made) if not INSTANT.fullmatch(text)]


def test_every_order_stands_where_it_publishes(db: Path) -> None:
    """The state of each is that of its stage, and each of its lines has one that TMF622 knows."""
    with desk_on(db) as desk:
        [orders, cancelled] = documents(desk, "tmf622").values()
        stages = {one["id"]: desk.state("order", one["id"]).stage for one in orders}
    assert {id_: PUBLISHED[stage] for id_, stage in stages.items()} == {
        one["id"]: one["state"] for one in orders
    }
    done = {one["productOrder"]["id"]: one["state"] for one in cancelled}
    assert {"done"} == {done[id_] for id_, stage in stages.items() if stage is Stage.CANCELLED}


def assert_lines_sum(bills: list[dict[str, Any]], rates: list[dict[str, Any]]) -> None:
    """The lines of each bill come to its sums, and so does its tax by category."""

    def value(one: dict[str, Any], name: str) -> Decimal:
        return Decimal(str(one[name]["value"]))

    for bill in bills:
        lines = [one for one in rates if one["bill"]["id"] == bill["id"]]
        for name in ("taxExcludedAmount", "taxIncludedAmount"):
            assert value(bill, name) == sum(value(one, name) for one in lines)
        tax = sum(value(one, "taxAmount") for one in bill.get("taxItem", ()))
        assert value(bill, "taxIncludedAmount") - value(bill, "taxExcludedAmount") == tax


def test_bills_sum_to_what_is_owed(db: Path) -> None:
    """COL: the due amounts, payments and lines of each bill are those of its receivable."""
    with desk_on(db) as desk:
        [bills, rates] = documents(desk, "tmf678").values()
        for bill in (one for one in bills if one["category"] == "normal"):
            debt = desk.state("receivable", bill["id"]).owed
            assert (
                debt.outstanding.amount == f"{Decimal(str(bill['remainingAmount']['value'])):.2f}"
            )
    assert_lines_sum(bills, rates)


def test_a_credit_note_of_a_store_is_a_bill_of_its_own(db: Path) -> None:
    """PRI-06: one for each note that was numbered; what is left to pay stands on the invoice."""
    with desk_on(db) as desk:
        [bills, rates] = documents(desk, "tmf678").values()
        notes = {paper.number for paper in papers(desk) if paper.kind is PaperKind.CREDIT_NOTE}
    found = {one["id"]: one for one in bills if one["category"] == "credit note"}
    assert notes
    assert notes == set(found)
    assert {0} == {one["remainingAmount"]["value"] for one in found.values()}
    lines = [one for one in rates if one["bill"]["id"] in found]
    assert {"appliedBillingCredit"} == {one["type"] for one in lines}
    invoices = {one["billNo"] for one in bills if one["category"] == "normal"}
    assert {one["characteristic"][0]["value"] for one in lines} <= invoices


@pytest.mark.parametrize(
    ("note", "kind"), [(CREDIT, "appliedBillingCredit"), (DEBIT, "appliedBillingCharge")]
)
def test_a_note_has_its_taxes_by_category(note: Paper, kind: str) -> None:
    """PRI-06: 100.00 with 18.00 and 10.00 with 1.00 are 110.00 without tax and 129.00 with it."""
    bill = json.loads(written(note_bill(note, PERU.calendar)))
    rates = json.loads(written(note_bill_rates(note, PERU.calendar)))
    assert_lines_sum([bill], rates)
    sums = bill["taxExcludedAmount"]["value"], bill["taxIncludedAmount"]["value"]
    assert (110, 129) == sums
    taxes = {one["taxCategory"]: one["taxAmount"]["value"] for one in bill["taxItem"]}
    assert {"standard": 18, "reduced": 1} == taxes
    assert {kind} == {one["type"] for one in rates}
    for name, made in (("CustomerBill", [bill]), ("AppliedCustomerBillingRate", rates)):
        accepts = validator("TMF678-v4", name)
        assert [] == [error.message for one in made for error in accepts.iter_errors(one)]


def test_what_is_due_is_without_the_share_that_is_owed_elsewhere() -> None:
    """PRI-07: of 1000.00 of which 12 % are withheld, 880.00 are due on the bill."""
    invoice, share = both()
    made = customer_bill(invoice.state, PERU.calendar)
    assert made is not None
    assert Decimal("880.00") == made["amountDue"]["value"] == made["remainingAmount"]["value"]
    beside = customer_bill(share.state, PERU.calendar)
    assert beside is not None
    assert Decimal("120.00") == beside["amountDue"]["value"] == beside["remainingAmount"]["value"]


@pytest.mark.parametrize("standard", ["tmf622", "tmf678"])
def test_a_document_names_nobody_unless_it_is_asked_to(db: Path, standard: str) -> None:
    """PRI: address and contact come with `personal`, and in product orders alone."""
    with desk_on(db) as desk:
        closed = json.dumps(documents(desk, standard))
        opened = json.dumps(documents(desk, standard, personal=True))
    assert "example.com" not in closed
    assert ("example.com" in opened) is (standard == "tmf622")


def order(request: OrderRequest) -> Order:

    return evolve(INITIAL, e.OrderReceived("O-1", request, "D-003", NOON))


def test_an_order_comes_back_as_it_was_written() -> None:
    """All that a request says is in its product order, to whoever may see it."""
    document = json.loads(written(product_order(order(REQUEST), (), personal=True)))
    assert PlaceOrder(REQUEST) == place_order(document)
    accepts = validator("TMF622-v4", "ProductOrder_Create")
    assert [] == [error.message for error in accepts.iter_errors(document)]


def test_an_order_that_was_read_is_placed(tmp_path: Path) -> None:
    """What TMF622 asks for is a command like any other: a desk takes it through its door."""
    document = json.loads(written(product_order(order(REQUEST), (), personal=True)))
    with open_desk(tmp_path / "own.db", operator="peru") as desk:
        desk.give(
            place_order(document),
            to="order/T-1",
            by="D-003",
            role=Role.DISTRIBUTOR,
            id="1",
            at=NOON,
        )
        assert Stage.RECEIVED is desk.state("order", "T-1").stage


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"relatedParty": []}, "relatedParty"),
        ({"relatedParty": {"id": "1"}}, "relatedParty"),
        ({"productOrderItem": []}, "productOrderItem"),
        ({"productOrderItem": [1]}, "productOrderItem[0]"),
        ({"productOrderItem": [{"id": "1", "action": "delete"}]}, "productOrderItem[0].action"),
        ({"channel": [{"id": "By hand"}]}, "channel[0].id"),
        ({"notificationContact": 7}, "notificationContact"),
    ],
)
def test_what_no_order_can_be_made_of_is_named_by_its_path(
    change: dict[str, Any], path: str
) -> None:
    """Each part at once, and never what it says."""
    document = json.loads(written(product_order(order(REQUEST), (), personal=True))) | change
    with pytest.raises(InvalidDocument) as caught:
        place_order(document)
    assert path in [problem.path for problem in caught.value.problems]
    assert "someone@example.com" not in str(caught.value)


def test_whatever_a_document_is_it_is_read_or_refused() -> None:
    """Nothing but the library's own error comes out."""
    good = json.loads(written(product_order(order(REQUEST), (), personal=True)))
    odd: list[Any] = [None, 7, "x", [], [[]], {}, [{}], [None], True, 1.5]
    for name in (*good, "productOrder", "cancellationReason"):
        for value in odd:
            for read in (place_order, cancel_order):
                with suppress(InvalidDocument):
                    read({**good, name: value})


def test_a_request_to_cancel_is_a_command() -> None:
    """A reason of ours is its code, any other is said in words; the order is named."""
    asked = {"productOrder": {"id": "O-1"}, "cancellationReason": "too_late"}
    assert ("O-1", CancelOrder("too_late", CancelReason.TOO_LATE)) == cancel_order(asked)
    said = {**asked, "cancellationReason": "we moved"}
    assert ("O-1", CancelOrder("we moved", CancelReason.OTHER)) == cancel_order(said)


def test_numbers_are_written_digit_by_digit() -> None:
    """No float stands between an amount and its document."""
    assert '{"value":90071992547409.93}' == written({"value": Decimal("90071992547409.93")})
    assert '[[],{},"a\\"b",true,null]' == written([[], {}, 'a"b', True, None])
