"""The technical claim as a process: documents, work, answer, refunds, closing (004 annex 3)."""

from datetime import date, datetime
from typing import ClassVar, Final, assert_never

from attrs import field

from order_to_cash.domain.core.deadline import BusinessCalendar
from order_to_cash.domain.core.decision import Finding, Policy
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.given import blanks
from order_to_cash.domain.core.lifecycle import Lifecycle
from order_to_cash.domain.core.money import Currency
from order_to_cash.domain.core.own import OwnFact, declared_once, undeclared
from order_to_cash.domain.core.parties import CLIENTS, Role, same_person
from order_to_cash.domain.core.process import Envelope, Refusal, refuse
from order_to_cash.domain.core.waiting import Seen, Waiting
from order_to_cash.domain.technical_claim import commands as c
from order_to_cash.domain.technical_claim import events as e
from order_to_cash.domain.technical_claim.facts import ClaimPapers, ClaimRequest
from order_to_cash.domain.technical_claim.lifecycle import LIFECYCLE, Stage
from order_to_cash.domain.technical_claim.outgoing import outgoing
from order_to_cash.domain.technical_claim.refunds import declined, refunded
from order_to_cash.domain.technical_claim.state import INITIAL, TechnicalClaim, evolve
from order_to_cash.domain.trade.messages import Message
from order_to_cash.domain.trade.requirements import RequirementFacts, added
from order_to_cash.domain.trade.ticketing import ConfirmRouted, Route

Events = tuple[e.Event, ...]
_GIVING: Final = (c.ReportSolved, c.RefundInvoice)
"""What finds a claim founded, or gives money back (TRU-16)."""


def _undecided(seen: Seen) -> bool:
    return seen.state.stage is Stage.SOLVED and bool(seen.state.undecided)


WAITS: Final = Waiting(
    aside=(c.ReopenClaim, c.WithdrawClaim),
    only={
        c.RefundInvoice: _undecided,
        c.RefuseRefund: _undecided,
        c.CloseClaim: lambda seen: not _undecided(seen),
    },
    rests=lambda seen: seen.state.stage is Stage.CLOSED,
)
"""What a technical claim waits for: papers, the technical team, refunds, the answer."""


@entity
class TechnicalClaimProcess:
    """Claims about a service, by the operator's checklist, with refunds in its currency.

    `billing` is the way to whoever decides on refunds, where a case system passes them on.
    `own` declares facts of the operator's own that may be brought.
    """

    requirements: Policy[RequirementFacts]
    currency: Currency
    calendar: BusinessCalendar
    billing: Route | None = None
    own: tuple[OwnFact, ...] = field(default=(), validator=declared_once)
    waiting: Waiting = WAITS

    name: ClassVar[str] = "technical_claim"
    role: ClassVar[Role] = Role.CUSTOMER_CARE
    lifecycle: ClassVar[Lifecycle[Stage, c.Command, e.Event]] = LIFECYCLE
    initial: ClassVar[TechnicalClaim] = INITIAL

    def decide(self, claim: TechnicalClaim, envelope: Envelope[c.Command], /) -> Events | Refusal:
        """What the command leads to, on the local day of the envelope."""
        command = envelope.command
        if blank := tuple(blanks(command)):
            return refuse("process.blank", fields=blank)
        if envelope.role in CLIENTS and envelope.actor != claim.claim.customer:
            return refuse("technical-claim.not-yours")
        if isinstance(command, _GIVING) and same_person(envelope.actor, claim.claim.customer):
            return refuse("technical-claim.own-gain")
        if isinstance(command, c.RegisterClaim | c.BringDocuments) and (
            odd := undeclared(self.own, command.papers.own)
        ):
            return odd
        today = self.calendar.local_day(envelope.at)
        match command:
            case c.RegisterClaim(request, papers):
                registered = e.ClaimRegistered(envelope.case, request, papers)
                return (registered, self._answer(request, papers, today))
            case c.BringDocuments(papers):
                papers = papers if claim.papers is None else added(claim.papers, papers)
                return (e.DocumentsBrought(papers), self._answer(claim.claim, papers, today))
            case c.ReportSolved(found):
                return (e.ClaimSolved(found),)
            case c.ReportUnfounded(reasons):
                return (
                    (e.ClaimUnfounded(reasons),)
                    if reasons
                    else refuse("technical-claim.no-reasons")
                )
            case ConfirmRouted(reference):
                return (e.PassedToBilling(reference),)
            case c.RefundInvoice():
                return refunded(claim, command, self.currency)
            case c.RefuseRefund():
                return declined(claim, command)
            case c.CloseClaim():
                return _closed(claim)
            case c.ReopenClaim(reason, own_error):
                return (e.ClaimReopened(reason, own_error),)
            case c.WithdrawClaim(reason):
                return (e.ClaimWithdrawn(reason),)
            case _:
                assert_never(command)

    def evolve(self, claim: TechnicalClaim, event: e.Event, /) -> TechnicalClaim:
        """The claim once the event has happened."""
        return evolve(claim, event)

    def outgoing(self, claim: TechnicalClaim, event: e.Event, /) -> tuple[Message, ...]:
        """What the technical team, billing and the customer must be told."""
        return outgoing(claim, event, self.billing)

    def party(self, claim: TechnicalClaim, /) -> str:
        """The customer who claims."""
        return "" if claim.recorded is None else claim.recorded.customer

    def next_check(self, _claim: TechnicalClaim, /) -> datetime | None:
        """Never: time alone changes nothing."""
        return None

    def obstacles(self, claim: TechnicalClaim, at: datetime, /) -> tuple[Finding, ...]:
        """What the customer still has to bring."""
        if claim.stage is not Stage.WAITING or claim.papers is None:
            return ()
        today = self.calendar.local_day(at)
        return self._answer(claim.claim, claim.papers, today).decision.obstacles

    def _answer(
        self, request: ClaimRequest, papers: ClaimPapers, today: date
    ) -> e.ClaimAccepted | e.DocumentsMissing:
        facts = RequirementFacts(
            today,
            papers.applicant,
            documents=papers.documents,
            refunds=request.refunds,
            own=papers.own,
        )
        decision = self.requirements.decide(facts)
        return e.ClaimAccepted(decision) if decision.allows else e.DocumentsMissing(decision)


def _closed(claim: TechnicalClaim) -> Events | Refusal:
    """Whoever's claim was founded hears about every refund that was asked for."""
    if claim.stage is Stage.SOLVED and (open_refunds := claim.undecided):
        return refuse("technical-claim.refunds-undecided", invoices=open_refunds)
    return (e.ClaimClosed(),)
