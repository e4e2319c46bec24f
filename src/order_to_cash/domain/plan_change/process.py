"""The plan change as a process: checklist, proration, confirmation, application (004 annex 1)."""

from datetime import date, datetime
from typing import ClassVar, Final, assert_never

from attrs import field

from order_to_cash.domain.core.deadline import BusinessCalendar
from order_to_cash.domain.core.decision import Decision, Finding, Policy, together
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.given import blanks
from order_to_cash.domain.core.lifecycle import Lifecycle
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.own import OwnFact, declared_once, undeclared
from order_to_cash.domain.core.parties import CLIENTS, Role, same_person
from order_to_cash.domain.core.process import Envelope, Refusal, refuse
from order_to_cash.domain.core.waiting import Party, Waiting
from order_to_cash.domain.plan_change import commands as c
from order_to_cash.domain.plan_change import events as e
from order_to_cash.domain.plan_change.facts import ChangeFacts, CycleCharge, PlanChangeKind
from order_to_cash.domain.plan_change.lifecycle import LIFECYCLE, Stage
from order_to_cash.domain.plan_change.outgoing import outgoing
from order_to_cash.domain.plan_change.proration import charged
from order_to_cash.domain.plan_change.state import INITIAL, Asked, PlanChange, evolve
from order_to_cash.domain.trade.messages import Message
from order_to_cash.domain.trade.prices import STANDARD
from order_to_cash.domain.trade.requirements import RequirementFacts, added
from order_to_cash.domain.trade.totals import TaxPolicy

Events = tuple[e.Event, ...]


WAITS: Final = Waiting(
    aside=(c.RefuseChange, c.CancelPlanChange),
    party=lambda change: Party(change.asked.request.customer, change.asked.request.contact),
)
"""What a plan change waits for: papers, the customer's yes, the day itself."""


@entity
class PlanChangeProcess:
    """Changes of plan, by the operator's checklist and its rules on day, plans and currency.

    `visited` are the kinds of change for which a technician goes there even where the technology
    stays; a change of technology always needs one. Tax is in every monthly price, as `tax` reckons
    it for the category; without a policy that is left to billing. `charge` says what the cycle of
    the change is billed by, and `own` declares facts of the operator's own that may be brought.
    """

    requirements: Policy[RequirementFacts]
    possible: Policy[ChangeFacts]
    calendar: BusinessCalendar
    visited: frozenset[PlanChangeKind] = frozenset()
    tax: TaxPolicy | None = None
    category: str = STANDARD
    charge: CycleCharge = CycleCharge.PRORATED
    own: tuple[OwnFact, ...] = field(default=(), validator=declared_once)
    waiting: Waiting = WAITS

    name: ClassVar[str] = "plan_change"
    role: ClassVar[Role] = Role.CUSTOMER_CARE
    lifecycle: ClassVar[Lifecycle[Stage, c.Command, e.Event]] = LIFECYCLE
    initial: ClassVar[PlanChange] = INITIAL

    def decide(self, change: PlanChange, envelope: Envelope[c.Command], /) -> Events | Refusal:
        """What the command leads to, on the local day of the envelope."""
        command = envelope.command
        if blank := tuple(blanks(command)):
            return refuse("process.blank", fields=blank)
        if envelope.role in CLIENTS and envelope.actor != change.asked.request.customer:
            return refuse("plan-change.not-yours")
        if isinstance(command, c.ApplyChange) and same_person(
            envelope.actor, change.asked.request.customer
        ):
            return refuse("plan-change.own-gain")
        if isinstance(command, c.RequestPlanChange | c.CompleteRequirements):
            return self._brought(change, command, envelope)
        today = self.calendar.local_day(envelope.at)
        match command:
            case c.RefuseChange():
                if not change.reasons.failures:
                    return refuse("plan-change.nothing-failed", change.reasons)
                return (e.PlanChangeRefused(change.reasons),)
            case c.ConfirmChange():
                if change.proposed.effective < today:
                    return (self._answer(change.asked, today),)
                return (e.ChangeConfirmed(today),)
            case c.ApplyChange(unpaid):
                return self._apply(change, unpaid, today)
            case c.CancelPlanChange(reason):
                return (e.PlanChangeCancelled(reason),)
            case _:
                assert_never(command)

    def _brought(
        self,
        change: PlanChange,
        given: c.RequestPlanChange | c.CompleteRequirements,
        envelope: Envelope[c.Command],
    ) -> Events | Refusal:
        """The request, or more of what its checklist names, and what becomes of it."""
        if (odd := undeclared(self.own, given.brought.own)) is not None:
            return odd
        today, brought = self.calendar.local_day(envelope.at), given.brought
        if isinstance(given, c.RequestPlanChange):
            requested = e.PlanChangeRequested(envelope.case, given.request, brought, today)
            return (requested, self._answer(Asked(given.request, brought, today), today))
        brought = added(change.asked.brought, brought)
        asked = Asked(change.asked.request, brought, today)
        return (e.RequirementsBrought(brought, today), self._answer(asked, today))

    def evolve(self, change: PlanChange, event: e.Event, /) -> PlanChange:
        """The plan change once the event has happened."""
        return evolve(change, event)

    def outgoing(self, change: PlanChange, event: e.Event, /) -> tuple[Message, ...]:
        """What billing, the technical team and the customer must be told."""
        return outgoing(change, event, self.visited, self._tax_in)

    def party(self, change: PlanChange, /) -> str:
        """The customer who changes."""
        return "" if change.recorded is None else change.recorded.request.customer

    def next_check(self, _change: PlanChange, /) -> datetime | None:
        """Never: time alone changes nothing."""
        return None

    def obstacles(self, change: PlanChange, _at: datetime, /) -> tuple[Finding, ...]:
        """What the customer still has to bring."""
        missing = change.stage is Stage.WAITING and change.decision is not None
        return change.reasons.obstacles if missing else ()

    def _tax_in(self, amount: Money, on: date) -> Money | None:
        return None if self.tax is None else self.tax.tax_in(amount, self.category, on)

    def _answer(
        self, asked: Asked, today: date
    ) -> e.ChangeProposed | e.RequirementsMissing | e.PlanChangeRefused:
        """What becomes of the request as it stands, from the day wanted or, if over, today."""
        effective = max(asked.request.day, today)
        possible = self.possible.decide(ChangeFacts(asked.request, effective, asked.brought.own))
        required = self._required(asked, asked.brought.unpaid)
        decision = together("plan change", (possible, required))
        if not possible.allows:
            return e.PlanChangeRefused(decision)
        if not required.allows:
            return e.RequirementsMissing(decision)
        return e.ChangeProposed(charged(asked.request, effective, self.charge), decision)

    def _required(self, asked: Asked, unpaid: Money | None) -> Decision:
        brought = asked.brought
        facts = RequirementFacts(
            asked.on,
            brought.applicant,
            documents=brought.documents,
            unpaid=unpaid,
            own=brought.own,
        )
        return self.requirements.decide(facts)

    def _apply(self, change: PlanChange, unpaid: Money, today: date) -> Events | Refusal:
        proposed = change.proposed
        if today < proposed.effective:
            return refuse("plan-change.not-yet", effective=proposed.effective)
        required = self._required(change.asked, unpaid)
        if not required.allows:
            return refuse("plan-change.requirements-lost", required)
        return (e.ChangeApplied(today, proposed, required),)
