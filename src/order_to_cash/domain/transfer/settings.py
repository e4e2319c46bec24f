"""What an operator decides about transfers: procedures, tariff, policies."""

from attrs import field

from order_to_cash.domain.core.advising import Adviser
from order_to_cash.domain.core.deadline import BusinessCalendar
from order_to_cash.domain.core.decision import Policy
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.own import OwnFact, declared_once
from order_to_cash.domain.trade.requirements import RequirementFacts
from order_to_cash.domain.trade.tariffs import Tariffs
from order_to_cash.domain.transfer.facts import Feasibility, Place, TransferRequest
from order_to_cash.domain.transfer.procedures import Procedure


@entity
class TransferSettings:
    """The procedures and policies that a transfer is decided by.

    `back` are the requirements of procedures that ask for more forms, by `needs_forms`.
    `execution` is asked once more when the work orders go out.
    `own` are facts of the operator's own that requests may carry. With `advises`, such as
    `whatif.Advice`, whoever is refused is told what would have made it pass.
    """

    procedures: tuple[Procedure, ...]
    tariffs: Tariffs
    intake: Policy[TransferRequest]
    feasibility: Policy[Feasibility]
    requirements: Policy[RequirementFacts]
    back: Policy[RequirementFacts]
    needs_forms: frozenset[int]
    execution: Policy[RequirementFacts]
    calendar: BusinessCalendar
    own: tuple[OwnFact, ...] = field(default=(), validator=declared_once)
    advises: Adviser | None = None

    def procedure(self, number: int) -> Procedure:
        """The procedure with this number."""
        return next(p for p in self.procedures if p.number == number)

    def covering(self, origin: Place, destination: Place) -> Procedure | None:
        """The procedure that leads from the one place to the other, if there is one."""
        return next((p for p in self.procedures if p.covers(origin, destination)), None)
