"""Is the request complete? Every field that is missing is named at once (000 flow 1, § 2)."""

from typing import Final

from order_to_cash.domain.core import Clause, Finding, Policy, Sentence, Text, Verdict, entity
from order_to_cash.domain.order import DeliveryMode, OrderRequest
from order_to_cash.domain.trade import Kind

MAX_QUANTITY: Final = 10_000
"""The most units one line may ask for."""

LINES_GIVEN: Final = Sentence(
    "intake.lines",
    Text("The order has at least one line", "El pedido tiene al menos una línea"),
    Text("it has {lines:lines}", "tiene {lines:lines}"),
    Text("it has no lines; add what is ordered", "no tiene líneas; agregue lo que se pide"),
    observed=("lines",),
)
QUANTITIES: Final = Sentence(
    "intake.quantities",
    Text("Every quantity can be ordered", "Toda cantidad se puede pedir"),
    Text("every quantity is from 1 to {most}", "toda cantidad va de 1 a {most}"),
    Text(
        "the quantities of {products} must be from 1 to {most}",
        "las cantidades de {products} deben ir de 1 a {most}",
    ),
    observed=("products",),
    required=("most",),
)
DISTINCT: Final = Sentence(
    "intake.distinct",
    Text("Every product stands on one line", "Cada producto está en una sola línea"),
    Text("no product stands twice", "ningún producto se repite"),
    Text(
        "{products} stand on several lines; put each on one line with the whole quantity",
        "{products} están en varias líneas; ponga cada uno en una línea con toda la cantidad",
    ),
    observed=("products",),
)
ZONE: Final = Sentence(
    "intake.zone",
    Text("The zone is given", "Se indica la zona"),
    Text("the zone is {zone}", "la zona es {zone}"),
    Text(
        "the zone is missing; give where it is delivered", "falta la zona; indique dónde se entrega"
    ),
    observed=("zone",),
)
PAYMENT: Final = Sentence(
    "intake.payment",
    Text("The payment terms are given", "Se indican los términos de pago"),
    Text("the payment terms are {payment}", "los términos de pago son {payment}"),
    Text(
        "the payment terms are missing; give the code of the agreed terms",
        "faltan los términos de pago; indique el código de los términos acordados",
    ),
    observed=("payment",),
)
MODE: Final = Sentence(
    "intake.delivery",
    Text("Goods have a way of delivery", "Los productos tienen forma de entrega"),
    Text("the goods go by {mode:DeliveryMode}", "los productos van por {mode:DeliveryMode}"),
    Text(
        "the way of delivery is missing; choose home delivery or store pick-up",
        "falta la forma de entrega; elija envío a domicilio o recojo en tienda",
    ),
    observed=("mode",),
)
ADDRESS: Final = Sentence(
    "intake.address",
    Text("There is an address to go to", "Hay una dirección adonde ir"),
    Text("the address is given", "se indicó la dirección"),
    Text(
        "the address is missing; give where to deliver or install",
        "falta la dirección; indique dónde entregar o instalar",
    ),
)
CONTACT: Final = Sentence(
    "intake.contact",
    Text("There is somebody to contact", "Hay a quién contactar"),
    Text("a contact is given", "se indicó un contacto"),
    Text(
        "the contact is missing; give a phone or a mail address",
        "falta el contacto; indique un teléfono o un correo",
    ),
)


@entity
class HasLines:
    """The order has at least one line."""

    clause: Clause

    def check(self, request: OrderRequest, /) -> Finding:
        lines = len(request.items)
        return Finding(LINES_GIVEN, Verdict.of(lines > 0), (lines,), (), self.clause)


@entity
class QuantitiesCanBeOrdered:
    """Every quantity is at least one and at most a limit."""

    clause: Clause
    most: int = MAX_QUANTITY

    def check(self, request: OrderRequest, /) -> Finding:
        wrong = tuple([i.sku for i in request.items if not 1 <= i.quantity <= self.most])
        return Finding(QUANTITIES, Verdict.of(not wrong), (wrong,), (self.most,), self.clause)


@entity
class ProductsAreDistinct:
    """No product stands on two lines: quantities are never summed in silence."""

    clause: Clause

    def check(self, request: OrderRequest, /) -> Finding:
        skus = [i.sku for i in request.items]
        twice = tuple(sorted({sku for sku in skus if skus.count(sku) > 1}))
        return Finding(DISTINCT, Verdict.of(not twice), (twice,), (), self.clause)


@entity
class ZoneIsGiven:
    """The zone is known, for stock and coverage depend on it."""

    clause: Clause

    def check(self, request: OrderRequest, /) -> Finding:
        return Finding(ZONE, Verdict.of(bool(request.zone)), (request.zone,), (), self.clause)


@entity
class PaymentTermsAreGiven:
    """The code of the payment terms is given: there are no default terms."""

    clause: Clause

    def check(self, request: OrderRequest, /) -> Finding:
        given = Verdict.of(bool(request.payment))
        return Finding(PAYMENT, given, (request.payment,), (), self.clause)


@entity
class DeliveryModeIsGiven:
    """Goods are delivered at home or picked up in a store; services need neither."""

    clause: Clause

    def check(self, request: OrderRequest, /) -> Finding:
        if not request.asks_for(Kind.GOODS):
            return Finding.skipped(MODE, self.clause)
        mode = request.delivery.value if request.delivery else None
        return Finding(MODE, Verdict.of(mode is not None), (mode,), (), self.clause)


@entity
class AddressIsGiven:
    """Services and home deliveries need an address; goods picked up in a store need none."""

    clause: Clause

    def check(self, request: OrderRequest, /) -> Finding:
        at_home = request.delivery is DeliveryMode.HOME_DELIVERY
        if not at_home and not request.asks_for(Kind.SERVICE):
            return Finding.skipped(ADDRESS, self.clause)
        return Finding(ADDRESS, Verdict.of(request.address is not None), (), (), self.clause)


@entity
class ContactIsGiven:
    """Somebody can be reached about the order."""

    clause: Clause

    def check(self, request: OrderRequest, /) -> Finding:
        return Finding(CONTACT, Verdict.of(request.contact is not None), (), (), self.clause)


SENTENCES: Final = (LINES_GIVEN, QUANTITIES, DISTINCT, ZONE, PAYMENT, MODE, ADDRESS, CONTACT)


def intake_policy(clause: Clause) -> Policy[OrderRequest]:
    """What every request must hold, by the clause that says so."""
    return Policy(
        "intake",
        (
            HasLines(clause),
            QuantitiesCanBeOrdered(clause),
            ProductsAreDistinct(clause),
            ZoneIsGiven(clause),
            PaymentTermsAreGiven(clause),
            DeliveryModeIsGiven(clause),
            AddressIsGiven(clause),
            ContactIsGiven(clause),
        ),
    )
