"""What an operator sets for corrections: policies, causes, and its ways to whoever acts."""

from collections.abc import Mapping

from attrs import field

from order_to_cash.domain.charge_correction.causes import CauseTable
from order_to_cash.domain.charge_correction.facts import Cause, IntakeFacts
from order_to_cash.domain.core.deadline import BusinessCalendar
from order_to_cash.domain.core.decision import Policy
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import BrokenDefinition
from order_to_cash.domain.core.own import OwnFact, declared_once
from order_to_cash.domain.trade.ticketing import Route


@entity
class CorrectionSettings:
    """The operator's policies and data; `mailbox` names where evidence goes.

    `own` are facts of the operator's own that requests may carry.

    Raises `BrokenDefinition` where a cause has no route.
    """

    eligibility: Policy[IntakeFacts]
    intake: Policy[IntakeFacts]
    causes: CauseTable
    queue: str
    routes: Mapping[Cause, Route]
    mailbox: str
    calendar: BusinessCalendar
    own: tuple[OwnFact, ...] = field(default=(), validator=declared_once)

    def __attrs_post_init__(self) -> None:
        every = dict.fromkeys((*Cause, *(row.cause for row in self.causes.rows)))
        if without := [cause.value for cause in every if cause not in self.routes]:
            raise BrokenDefinition(
                f"the routing of corrections lacks {', '.join(without)}; give each cause a route",
                code="charge-correction.no-route",
            )
