"""What an operator decides about onboarding: its flow, its policies, its terms."""

from collections.abc import Mapping
from datetime import date

from attrs import field

from order_to_cash.domain.core.advising import Adviser
from order_to_cash.domain.core.deadline import BusinessCalendar
from order_to_cash.domain.core.decision import Policy
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Currency
from order_to_cash.domain.core.own import OwnFact, declared_once
from order_to_cash.domain.onboarding.facts import ApprovalFacts, PrerequisiteFacts, ReviewFacts
from order_to_cash.domain.onboarding.flow import Flow
from order_to_cash.domain.trade.payment_terms import PaymentTerms, agreed_on, check_withdrawn
from order_to_cash.domain.trade.prices import STANDARD


@entity
class OnboardingSettings:
    """The flow and the policies that an onboarding is decided by.

    `approval` says who may approve, `review` what an approval has to show, `prerequisites` which
    environment a phase needs. `payment_terms` are those the operator agrees to, by code,
    `withdrawn` the day from which one of them is agreed to no more (see `OrderSettings`), and
    `taxes` the codes of its tax categories, `own` the facts of its own that requests may carry.
    With `advises`, such as `whatif.Advice`, a refusal tells what would have made it pass.
    """

    flow: Flow
    approval: Policy[ApprovalFacts]
    review: Policy[ReviewFacts]
    prerequisites: Policy[PrerequisiteFacts]
    payment_terms: Mapping[str, PaymentTerms]
    currency: Currency
    calendar: BusinessCalendar
    taxes: tuple[str, ...] = (STANDARD,)
    own: tuple[OwnFact, ...] = field(default=(), validator=declared_once)
    withdrawn: Mapping[str, date] = field(factory=dict)
    advises: Adviser | None = None

    def __attrs_post_init__(self) -> None:
        check_withdrawn(self.payment_terms, self.withdrawn)

    def agreed(self, on: date) -> Mapping[str, PaymentTerms]:
        """The terms that can be asked for on that day, by code."""
        return agreed_on(self.payment_terms, self.withdrawn, on)
