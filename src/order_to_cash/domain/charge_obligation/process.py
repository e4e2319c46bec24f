"""The obligation to correct a charge as a process of its own, which outlives the case (FIX-25)."""

from datetime import datetime, timedelta
from typing import ClassVar, Final, assert_never

from order_to_cash.domain.charge_obligation import commands as c
from order_to_cash.domain.charge_obligation import events as e
from order_to_cash.domain.charge_obligation.bills import reported
from order_to_cash.domain.charge_obligation.lifecycle import LIFECYCLE, Stage
from order_to_cash.domain.charge_obligation.outgoing import outgoing
from order_to_cash.domain.charge_obligation.state import INITIAL, ChargeObligation, evolve
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.lifecycle import Lifecycle
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.core.process import Envelope, Refusal, refuse
from order_to_cash.domain.core.waiting import Waiting
from order_to_cash.domain.trade.messages import Message

Events = tuple[e.Event, ...]


WAITS: Final = Waiting(
    aside=(c.OweCorrection,),
    only={c.ReportBill: lambda seen: seen.state.stage is Stage.OPEN},
    patience=timedelta(days=45),
    rests=lambda seen: seen.state.stage is Stage.DISCHARGED,
)
"""What an obligation waits for: the next bill of the line."""


@entity
class ChargeObligationProcess:
    """Obligations to bill agreed charges, one for each line."""

    waiting: Waiting = WAITS

    name: ClassVar[str] = "charge_obligation"
    needs: ClassVar[frozenset[str]] = frozenset({"charge_correction", "receivable"})
    role: ClassVar[Role] = Role.BILLING
    lifecycle: ClassVar[Lifecycle[Stage, c.Command, e.Event]] = LIFECYCLE
    initial: ClassVar[ChargeObligation] = INITIAL

    def decide(
        self, obligation: ChargeObligation, envelope: Envelope[c.Command], /
    ) -> Events | Refusal:
        """What the command leads to."""
        command = envelope.command
        match command:
            case c.OweCorrection():
                return _owed(obligation, command)
            case c.ReportBill(bill):
                return reported(obligation, bill)
            case _:
                assert_never(command)

    def evolve(self, obligation: ChargeObligation, event: e.Event, /) -> ChargeObligation:
        """The obligation once the event has happened."""
        return evolve(obligation, event)

    def outgoing(self, obligation: ChargeObligation, event: e.Event, /) -> tuple[Message, ...]:
        """What billing and the correction must be told."""
        return outgoing(obligation, event)

    def next_check(self, _obligation: ChargeObligation, /) -> datetime | None:
        """Never: only a bill tells."""
        return None


def _owed(obligation: ChargeObligation, command: c.OweCorrection) -> Events | Refusal:
    """Several cases may claim the same charge of a line, and only the same while it is open."""
    agreement = command.agreement
    if obligation.stage is Stage.OPEN and obligation.agreement != agreement:
        return refuse(
            "charge-obligation.other-agreement",
            correction=command.correction,
            known=obligation.correction,
        )
    return (e.CorrectionOwed(command.correction, agreement, command.effective),)
