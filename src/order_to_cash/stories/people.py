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
    Role.COMMERCIAL_HEAD: Text("commercial administration head", "Jefe Administrativo Comercial"),
    Role.PLATFORM_LEAD: Text("platform lead", "Encargada de plataforma"),
    Role.COMMERCIAL_ADVISOR: Text("commercial advisor", "Asesor comercial"),
    Role.BACK_OFFICE: Text("back office", "Back office"),
    Role.CASHIER: Text("cashier", "Caja"),
    Role.CLOCK: Text("clock", "reloj"),
    Role.ALLIANCES_MANAGER: Text("Alliances Manager", "Gerente Alianzas"),
    Role.COMMERCIAL_MANAGER: Text("Commercial Manager", "Gerente Comercial"),
    Role.IMPLEMENTATION_LEAD: Text("B2B Implementation Lead", "Responsable Implementación B2B"),
    Role.OPERATIONS_OPERATOR: Text("Operations Operator", "Operador Operación"),
    Role.HELP_DESK: Text("Help Desk", "Mesa de Ayuda"),
    Role.PROCESS: Text("Process", "Proceso"),
    Role.CORPORATE_VARIATIONS: Text("corporate variations", "Variaciones Corporativas"),
    Role.SALES_AUDIT: Text("sales audit", "auditoría de ventas"),
    Role.PORTFOLIO_EXECUTIVE: Text("portfolio executive", "ejecutivo de cartera"),
    Role.ONBOARDING: Text("onboarding of new customers", "alta de clientes nuevos"),
}
