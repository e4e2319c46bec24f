"""Who acts, in which role, and how personal data is kept out of sight (000 § Actores)."""

import re
import unicodedata
from typing import Final

from attrs import field

from order_to_cash.domain.core.entity import OpenEnum, entity


class Role(OpenEnum):
    """In which role somebody gives a command. Which role may give which is each process's table.

    A role of an operator's own stands in the tables of its own processes, or for some of ours.
    """

    DISTRIBUTOR = "distributor"
    CUSTOMER = "customer"
    SALES = "sales"
    CREDIT_AND_COLLECTIONS = "credit_and_collections"
    WAREHOUSE = "warehouse"
    TECHNICAL_TEAM = "technical_team"
    CUSTOMER_CARE = "customer_care"
    DISTRIBUTOR_MANAGEMENT = "distributor_management"
    BILLING = "billing"
    CLOCK = "clock"
    ALLIANCES_MANAGER = "alliances_manager"
    COMMERCIAL_MANAGER = "commercial_manager"
    IMPLEMENTATION_LEAD = "implementation_lead"
    OPERATIONS_OPERATOR = "operations_operator"
    HELP_DESK = "help_desk"
    PROCESS = "process"
    ONBOARDING = "onboarding"
    COMMERCIAL_HEAD = "commercial_head"
    PLATFORM_LEAD = "platform_lead"
    COMMERCIAL_ADVISOR = "commercial_advisor"
    BACK_OFFICE = "back_office"
    CASHIER = "cashier"
    CORPORATE_VARIATIONS = "corporate_variations"
    SALES_AUDIT = "sales_audit"
    PORTFOLIO_EXECUTIVE = "portfolio_executive"


CLIENTS: Final = frozenset({Role.DISTRIBUTOR, Role.CUSTOMER})
"""Roles that act for themselves: their actor is the party, and only its own cases are theirs."""


def same_person(a: str, b: str) -> bool:
    """Whether two actors are one person, however the name is written (TRU-16).

    >>> same_person("Ana", "ANA"), same_person("ana", "eva")
    (True, False)
    """
    return _person(a) == _person(b)


def _person(actor: str) -> str:
    """The name without case, width or spaces around it; folding can undo a normal form."""
    folded = unicodedata.normalize("NFKC", actor).casefold()
    return unicodedata.normalize("NFKC", folded).strip()


TOKEN: Final = re.compile(r"~[0-9a-f]{24}")
"""How a token is written that stands for personal data where it is kept elsewhere."""


@entity
class Sensitive:
    """Personal data: a name, number, phone, mail or address. Its `repr` and `str` never show it.

    >>> Sensitive("Av. Larco 345")
    Sensitive('***')
    """

    _value: str
    _token: str = field(default="", eq=False, kw_only=True)

    def reveal(self) -> str:
        """The text itself, for the one who must write it on a parcel or a letter."""
        return self._value

    @property
    def kept(self) -> str:
        """What stands for it in what is stored: its token, or the text where it has none."""
        return self._token or self._value

    def __repr__(self) -> str:
        return "Sensitive('***')"

    def __str__(self) -> str:
        return "***"
