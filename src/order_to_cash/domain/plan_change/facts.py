"""What is known about a plan change: both plans, the bill cycle, who asks, what was brought."""

import enum
from datetime import date

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import InvalidValue
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.parties import Sensitive
from order_to_cash.domain.core.wording import Values
from order_to_cash.domain.trade.bill_cycle import Cycle
from order_to_cash.domain.trade.requirements import Applicant, Document


class PlanChangeKind(enum.StrEnum):
    """What is changed (004 annex 1)."""

    TV_GRID = "tv_grid"
    INTERNET_SPEED = "internet_speed"
    DUO_TO_MULTIPACK = "duo_to_multipack"
    MULTIPACK_TO_DUO = "multipack_to_duo"
    PROMOTIONAL_TARIFF = "promotional_tariff"
    OTHER = "other"


@entity
class Plan:
    """A plan with its monthly price, and the technology it is given with; free plans cost zero."""

    code: str
    monthly: Money
    technology: str

    def __attrs_post_init__(self) -> None:
        if self.monthly.is_negative:
            raise InvalidValue(
                "the monthly price of a plan is zero or more; give the price of the catalogue",
                code="plan-change.price",
            )


@entity
class PlanChangeRequest:
    """What is asked for: from which plan to which, from which day, in which bill cycle."""

    account: str
    contract: str
    customer: str
    kind: PlanChangeKind
    old: Plan
    new: Plan
    day: date
    cycle: Cycle
    zone: str
    address: Sensitive | None = None
    contact: Sensitive | None = None


@entity
class Brought:
    """Who stands at the desk, with which documents, and what is unpaid of the account.

    `own` are facts of the operator's own, which the process declares.
    """

    applicant: Applicant
    documents: tuple[Document, ...] | None = None
    unpaid: Money | None = None
    own: Values = ()

    def __attrs_post_init__(self) -> None:
        if self.unpaid is not None and self.unpaid.is_negative:
            raise InvalidValue(
                "what is unpaid of an account is zero or more; give zero for one in credit",
                code="plan-change.unpaid",
            )


@entity
class ChangeFacts:
    """What decides whether the change is possible at all: the request, and its effective day."""

    request: PlanChangeRequest
    effective: date
    own: Values = ()


class CycleCharge(enum.StrEnum):
    """What the cycle of the change is billed by: each plan for its days, the new one, the old."""

    PRORATED = "prorated"
    IN_FULL = "in_full"
    NOT_AT_ALL = "not_at_all"


@entity
class Part:
    """What one plan costs for its days of the cycle."""

    plan: str
    days: int
    amount: Money


@entity
class Proration:
    """The cycle in parts, to the cent: `billed` is their sum, `difference` what that adds.

    A negative difference is owed to the customer. `charge` is the operator's policy by which the
    cycle is billed: with another than by the day it is one part.
    """

    effective: date
    parts: tuple[Part, ...]
    billed: Money
    difference: Money
    charge: CycleCharge = CycleCharge.PRORATED
