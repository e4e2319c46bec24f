"""What an operator decides about orders: its policies, terms and durations."""

import enum
from collections.abc import Mapping
from datetime import date, timedelta

from attrs import field

from order_to_cash.domain.core.advising import Adviser
from order_to_cash.domain.core.deadline import BusinessCalendar
from order_to_cash.domain.core.decision import Policy
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import BrokenDefinition
from order_to_cash.domain.core.money import Currency
from order_to_cash.domain.core.own import OwnFact, declared_once
from order_to_cash.domain.order.facts import (
    AccountStanding,
    LineFacts,
    OrderRequest,
    PartyFacts,
    ValidationFacts,
)
from order_to_cash.domain.trade.payment_terms import (
    PaymentTerms,
    agreed_on,
    check_withdrawn,
    terms_named,
)
from order_to_cash.domain.trade.totals import TaxPolicy


class Invoicing(enum.StrEnum):
    """When what was delivered is invoiced (FUL-01)."""

    AT_COMPLETION = "at_completion"
    BY_DELIVERY = "by_delivery"


@entity
class OrderSettings:
    """The policies and figures that an order is decided by.

    `currency` is the one its orders are in. `payment_terms` are the terms the operator agrees to,
    by code, and `withdrawn` the day from which one of them is agreed to no more: orders under it
    go on, so a code that is withdrawn without being among the terms raises `BrokenDefinition`.
    `credit_holds` is how long a credit approval is valid, `availability_holds` how long
    an answer about stock or coverage is, and `override_window` how long a declined order waits for
    an override before it is rejected. `own` are the facts of its own that requests may carry;
    one that stands twice raises `BrokenDefinition`. `invoicing` says whether an order has one
    invoice, at its completion, or one for each delivery; together they bill each piece once.
    `reserved_for` is how long goods are kept for an order from its release on, `None` for never;
    one that is not above zero raises `BrokenDefinition`. With `advises`, such as `whatif.Advice`,
    an order that is rejected keeps what would have made it pass, and its letter tells it.
    """

    intake: Policy[OrderRequest]
    party: Policy[PartyFacts]
    availability: Policy[LineFacts]
    financing: Policy[PaymentTerms]
    validation: Policy[ValidationFacts]
    currency: Currency
    tax: TaxPolicy
    payment_terms: Mapping[str, PaymentTerms]
    calendar: BusinessCalendar
    credit_holds: timedelta
    availability_holds: timedelta
    override_window: timedelta
    own: tuple[OwnFact, ...] = field(default=(), validator=declared_once)
    standing: Policy[AccountStanding] | None = None
    invoicing: Invoicing = Invoicing.AT_COMPLETION
    withdrawn: Mapping[str, date] = field(factory=dict)
    reserved_for: timedelta | None = None
    advises: Adviser | None = None

    def agreed(self, on: date) -> Mapping[str, PaymentTerms]:
        """The terms that an order may have that is verified on that day, by code."""
        return agreed_on(self.payment_terms, self.withdrawn, on)

    def terms_of(self, request: OrderRequest) -> PaymentTerms:
        """The terms of an order that was verified; raises `OutOfOrder` if nobody knows them."""
        return terms_named(self.payment_terms, request.payment or "")

    def __attrs_post_init__(self) -> None:
        check_withdrawn(self.payment_terms, self.withdrawn)
        if self.reserved_for is not None and self.reserved_for <= timedelta(0):
            raise BrokenDefinition(
                "goods are kept for an order for some time, or not at all; give `reserved_for` a"
                " time above zero, or leave it out",
                code="order.reserved-for",
            )
