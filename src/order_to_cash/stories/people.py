"""Who acts, in words."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.parties import Role
from order_to_cash.domain.wording import Text

ROLES: Final[Mapping[Role, Text]] = {
    Role.DISTRIBUTOR: Text("distributor", "distribuidor"),
    Role.CUSTOMER: Text("customer", "cliente"),
    Role.SALES: Text("sales", "ventas"),
    Role.CREDIT_AND_COLLECTIONS: Text("Credit & Collections", "Créditos y Cobranzas"),
    Role.WAREHOUSE: Text("warehouse", "almacén"),
    Role.TECHNICAL_TEAM: Text("technical team", "equipo técnico"),
    Role.CUSTOMER_CARE: Text("customer care", "atención al cliente"),
    Role.DISTRIBUTOR_MANAGEMENT: Text("distributor management", "gestión de distribuidores"),
    Role.BILLING: Text("billing", "facturación"),
    Role.CLOCK: Text("clock", "reloj"),
}
