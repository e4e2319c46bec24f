"""Intake: every field that is missing or cannot be is named, all at once."""

from decimal import Decimal
from typing import Any

import pytest

from order_to_cash.domain.core import Sensitive, changed
from order_to_cash.domain.order import Channel, DeliveryMode, Item, OrderRequest
from order_to_cash.domain.trade import Kind
from order_to_cash.rules import (
    AddressIsGiven,
    ContactIsGiven,
    DeliveryModeIsGiven,
    HasLines,
    PaymentTermsAreGiven,
    ProductsAreDistinct,
    QuantitiesCanBeOrdered,
    ZoneIsGiven,
    intake_policy,
)
from tests.rules.told import CLAUSE, FAIL, PASS, Told, codes, seen, skipped, told

PHONE = Item("PHONE", 2, Kind.GOODS)
FIBRE = Item("FIBRE", 1, Kind.SERVICE)
SOMEWHERE = Sensitive("Av. Larco 345")
FULL = OrderRequest(
    party="D-1",
    channel=Channel.DISTRIBUTOR_SYSTEM,
    items=(PHONE, FIBRE),
    zone="LIMA-1",
    payment="net-30",
    delivery=DeliveryMode.HOME_DELIVERY,
    address=SOMEWHERE,
    contact=SOMEWHERE,
)
MODE = ("Goods have a way of delivery", "Los productos tienen forma de entrega")
ADDRESS = ("There is an address to go to", "Hay una dirección adonde ir")


def request(**values: Any) -> OrderRequest:
    return changed(FULL, **values)


def test_an_order_has_at_least_one_line() -> None:
    """ORD-06: no line is none to deliver; one is enough."""
    lines = "intake.lines"
    en = "it has no lines; add what is ordered"
    es = "no tiene líneas; agregue lo que se pide"
    assert Told(lines, FAIL, (0,), (), en, es) == told(HasLines(CLAUSE), request(items=()))
    one = Told(lines, PASS, (1,), (), "it has 1 line", "tiene 1 línea")
    assert one == told(HasLines(CLAUSE), request(items=(PHONE,)))


@pytest.mark.parametrize(("quantity", "can"), [(-1, 0), (0, 0), (1, 1), (5, 1), (6, 0)])
def test_quantities_stay_within_bounds(quantity: int, can: int) -> None:
    """ORD-06: from one to the most that a line may ask for, both included."""
    rule, items = QuantitiesCanBeOrdered(CLAUSE, 5), (PHONE, Item("SIM", quantity, Kind.GOODS))
    passed = Told(
        "intake.quantities",
        PASS,
        ((),),
        (5,),
        "every quantity is above 0 and at most 5, and whole for goods",
        "toda cantidad es mayor que 0 y de 5 como máximo, y entera en bienes",
    )
    failed = Told(
        "intake.quantities",
        FAIL,
        (("SIM",),),
        (5,),
        "the quantities of SIM must be above 0 and at most 5, and whole for goods",
        "las cantidades de SIM deben ser mayores que 0 y de 5 como máximo, y enteras en bienes",
    )
    assert (failed, passed)[can] == told(rule, request(items=items))


@pytest.mark.parametrize(
    ("quantity", "kind", "can"),
    [
        ("2.5", Kind.SERVICE, True),
        ("2.5", Kind.GOODS, False),
        ("0.000001", Kind.SERVICE, True),
        ("-0.5", Kind.SERVICE, False),
        ("5.5", Kind.SERVICE, False),
    ],
)
def test_goods_are_ordered_in_whole_pieces(quantity: str, kind: Kind, can: bool) -> None:
    """PRI-01: half a phone cannot be ordered, half an hour can."""
    items = (Item("SKU", Decimal(quantity), kind),)
    assert can is QuantitiesCanBeOrdered(CLAUSE, 5).check(request(items=items)).holds


@pytest.mark.parametrize(("quantity", "verdict"), [(10_000, PASS), (10_001, FAIL)])
def test_a_line_asks_for_ten_thousand_at_most(quantity: int, verdict: object) -> None:
    """Without another figure, a line may ask for ten thousand units."""
    items = (Item("SIM", quantity, Kind.GOODS),)
    assert verdict is QuantitiesCanBeOrdered(CLAUSE).check(request(items=items)).verdict


def test_every_wrong_quantity_is_named() -> None:
    """ORD-06: all that is malformed is named, in the order of the lines."""
    items = (Item("B", 0, Kind.GOODS), PHONE, Item("A", -3, Kind.SERVICE))
    assert (("B", "A"),) == seen(QuantitiesCanBeOrdered(CLAUSE).check(request(items=items)))


def test_products_stand_on_one_line_each() -> None:
    """Quantities are never summed in silence: a product that stands twice is named once."""
    passed = Told(
        "intake.distinct", PASS, ((),), (), "no product stands twice", "ningún producto se repite"
    )
    assert passed == told(ProductsAreDistinct(CLAUSE), FULL)
    failed = Told(
        "intake.distinct",
        FAIL,
        (("FIBRE", "PHONE"),),
        (),
        "FIBRE, PHONE stand on several lines; put each on one line with the whole quantity",
        "FIBRE, PHONE están en varias líneas; ponga cada uno en una línea con toda la cantidad",
    )
    items = (PHONE, FIBRE, PHONE, FIBRE, PHONE)
    assert failed == told(ProductsAreDistinct(CLAUSE), request(items=items))


def test_the_zone_is_given() -> None:
    """Stock and coverage depend on the zone; an empty one is none."""
    passed = Told("intake.zone", PASS, ("LIMA-1",), (), "the zone is LIMA-1", "la zona es LIMA-1")
    assert passed == told(ZoneIsGiven(CLAUSE), FULL)
    en = "the zone is missing; give where it is delivered"
    es = "falta la zona; indique dónde se entrega"
    for zone in (None, ""):
        failed = Told("intake.zone", FAIL, (zone,), (), en, es)
        assert failed == told(ZoneIsGiven(CLAUSE), request(zone=zone))


def test_the_payment_terms_are_given() -> None:
    """ORD-26: there are no default terms."""
    en, es = "the payment terms are net-30", "los términos de pago son net-30"
    passed = Told("intake.payment", PASS, ("net-30",), (), en, es)
    assert passed == told(PaymentTermsAreGiven(CLAUSE), FULL)
    en = "the payment terms are missing; give the code of the agreed terms"
    es = "faltan los términos de pago; indique el código de los términos acordados"
    for payment in (None, ""):
        failed = Told("intake.payment", FAIL, (payment,), (), en, es)
        assert failed == told(PaymentTermsAreGiven(CLAUSE), request(payment=payment))


def test_goods_have_a_way_of_delivery() -> None:
    """ORD-19: home delivery or store pick-up as agreed, for goods alone."""
    rule = DeliveryModeIsGiven(CLAUSE)
    en, es = "the goods go by store pick-up", "los productos van por recojo en tienda"
    passed = Told("intake.delivery", PASS, ("store_pickup",), (), en, es)
    assert passed == told(rule, request(delivery=DeliveryMode.STORE_PICKUP))
    failed = Told(
        "intake.delivery",
        FAIL,
        (None,),
        (),
        "the way of delivery is missing; choose home delivery or store pick-up",
        "falta la forma de entrega; elija envío a domicilio o recojo en tienda",
    )
    assert failed == told(rule, request(delivery=None))
    for items in ((FIBRE,), ()):
        without = request(items=items, delivery=None)
        assert skipped("intake.delivery", *MODE) == told(rule, without)


@pytest.mark.parametrize(
    ("items", "delivery"),
    [
        ((FIBRE,), None),
        ((PHONE,), DeliveryMode.HOME_DELIVERY),
        ((PHONE, FIBRE), DeliveryMode.STORE_PICKUP),
    ],
)
def test_there_is_an_address_to_go_to(
    items: tuple[Item, ...], delivery: DeliveryMode | None
) -> None:
    """ORD-19, ORD-20: whoever delivers at home or installs must know where, and is not told here.

    The finding never holds the address itself.
    """
    rule, asked = AddressIsGiven(CLAUSE), request(items=items, delivery=delivery)
    passed = Told("intake.address", PASS, (), (), "the address is given", "se indicó la dirección")
    assert passed == told(rule, asked)
    en = "the address is missing; give where to deliver or install"
    es = "falta la dirección; indique dónde entregar o instalar"
    failed = Told("intake.address", FAIL, (), (), en, es)
    assert failed == told(rule, changed(asked, address=None))


@pytest.mark.parametrize("delivery", [DeliveryMode.STORE_PICKUP, None])
def test_goods_that_are_picked_up_need_no_address(delivery: DeliveryMode | None) -> None:
    """Nobody goes anywhere for goods that are fetched in a store."""
    asked = request(items=(PHONE,), delivery=delivery, address=None)
    assert skipped("intake.address", *ADDRESS) == told(AddressIsGiven(CLAUSE), asked)


def test_there_is_somebody_to_contact() -> None:
    """Whoever cannot be reached cannot be told; the contact itself is not shown."""
    passed = Told("intake.contact", PASS, (), (), "a contact is given", "se indicó un contacto")
    assert passed == told(ContactIsGiven(CLAUSE), FULL)
    en = "the contact is missing; give a phone or a mail address"
    es = "falta el contacto; indique un teléfono o un correo"
    failed = Told("intake.contact", FAIL, (), (), en, es)
    assert failed == told(ContactIsGiven(CLAUSE), request(contact=None))


def test_intake_names_everything_that_is_missing_at_once() -> None:
    """ORD-06: an order that lacks everything is told so in one answer."""
    bare = OrderRequest("D-1", Channel.WEBSITE, (Item("A", 0, Kind.GOODS),) * 2)
    expected = ["quantities", "distinct", "zone", "payment", "delivery", "contact"]
    obstacles = intake_policy(CLAUSE).decide(bare).obstacles
    assert [f"intake.{name}" for name in expected] == [finding.rule for finding in obstacles]


def test_the_intake_policy_asks_eight_rules() -> None:
    """ORD-06: the rules of intake, in the order of the form."""
    names = ["lines", "quantities", "distinct", "zone", "payment", "delivery", "address", "contact"]
    assert [f"intake.{name}" for name in names] == codes(intake_policy(CLAUSE), FULL)
    assert intake_policy(CLAUSE).decide(FULL).allows
