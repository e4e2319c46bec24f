"""A number comes to us from another operator: asked, checked, brought over at night, or not."""

import enum
from datetime import date, datetime, timedelta
from typing import ClassVar, TypeAlias, assert_never

from order_to_cash import (
    BusinessCalendar,
    Currency,
    Decision,
    Envelope,
    Lifecycle,
    Money,
    Policy,
    Refusal,
    Role,
    Sensitive,
    Verdict,
)
from order_to_cash.analytics import Label, Measured
from order_to_cash.domain.core import Door, Waiting, changed, entity, refuse, rows
from order_to_cash.domain.trade import (
    ChargeOnce,
    Message,
    Notice,
    Notify,
    OpenSupport,
    OpenWorkOrder,
    Tariffs,
)

BODY = Role("portability_body")
"""The body that knows where each number is; its system speaks to ours."""

HERE = Notice("number_ported")
"""The customer is told that the number works with us."""


class Stage(enum.StrEnum):
    """Where a porting stands."""

    NEW = "new"
    REQUESTED = "requested"
    ACCEPTED = "accepted"
    LATE = "late"
    PORTED = "ported"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@entity
class Port:
    """What the customer asks for; `code_given` is the day of the code that proves whose it is."""

    number: Sensitive
    donor: str
    account: str
    zone: str
    code_given: date


@entity
class PortFacts:
    """What is known when the porting is decided; a debt of `None` is not known yet."""

    today: date
    code_given: date
    there_since: date
    debt: Money | None


@entity
class RequestPort:
    """A customer wants to bring a number to us."""

    port: Port


@entity
class ReportCheck:
    """The portability body answers: since when the number is there, and what is owed there."""

    there_since: date
    debt: Money | None


@entity
class ActivateNumber:
    """The number works with us."""


@entity
class WithdrawPort:
    """The customer stays where the number is."""

    reason: str


@entity
class CheckPort:
    """Time has passed: look whether the porting is late."""


@entity
class PortRequested:
    """It came in."""

    port: Port


@entity
class PortAccepted:
    """Nothing speaks against it; the number comes over by the end of a day."""

    case: str
    until: date
    decision: Decision


@entity
class PortRejected:
    """Something speaks against it."""

    decision: Decision


@entity
class PortBecameLate:
    """Its day is over and the number does not work with us yet."""

    case: str


@entity
class NumberPorted:
    """It works with us, for the fee of that day; `tax` is what of it is tax."""

    fee: Money
    late: bool
    tax: Money | None = None


@entity
class PortWithdrawn:
    """It is not wanted any more."""

    reason: str


Command: TypeAlias = RequestPort | ReportCheck | ActivateNumber | WithdrawPort | CheckPort
Event: TypeAlias = (
    PortRequested | PortAccepted | PortRejected | PortBecameLate | NumberPorted | PortWithdrawn
)

COMING = (Stage.ACCEPTED, Stage.LATE)

LIFECYCLE: Lifecycle[Stage, Command, Event] = Lifecycle.of(
    Stage.NEW,
    (Stage.NEW, RequestPort, PortRequested, Stage.REQUESTED),
    (Stage.REQUESTED, ReportCheck, PortAccepted, Stage.ACCEPTED),
    (Stage.REQUESTED, ReportCheck, PortRejected, Stage.REJECTED),
    (Stage.ACCEPTED, CheckPort, PortBecameLate, Stage.LATE),
    *rows(COMING, ActivateNumber, NumberPorted, Stage.PORTED),
    *rows((Stage.REQUESTED, *COMING), WithdrawPort, PortWithdrawn, Stage.WITHDRAWN),
    roles={
        RequestPort: (Role.SALES, Role.CUSTOMER_CARE),
        ReportCheck: Door.SYSTEM.of(BODY),
        ActivateNumber: (Role.TECHNICAL_TEAM,),
        WithdrawPort: (Role.CUSTOMER_CARE,),
        CheckPort: (Role.CLOCK,),
    },
    commands=Command,
    events=Event,
)

FEE = "porting"
"""Under which name the tariff has the fee."""


@entity
class Porting:
    """A porting as its history made it."""

    stage: Stage = Stage.NEW
    port: Port | None = None
    until: date | None = None
    fee: Money | None = None

    @property
    def asked(self) -> Port:
        """What was asked for; a porting that is not new has it."""
        assert self.port is not None  # noqa: S101  (the table lets nothing else happen first)
        return self.port


@entity
class PortingProcess:
    """Numbers that come from other operators."""

    policy: Policy[PortFacts]
    tariffs: Tariffs
    calendar: BusinessCalendar

    name: ClassVar[str] = "porting"
    role: ClassVar[Role] = Role.BACK_OFFICE
    lifecycle: ClassVar[Lifecycle[Stage, Command, Event]] = LIFECYCLE
    initial: ClassVar[Porting] = Porting()
    waiting: ClassVar[Waiting] = Waiting(aside=(WithdrawPort,))
    """Nobody waits for a withdrawal; all else is read from the table."""
    noes: ClassVar[tuple[type[Event], ...]] = (PortRejected,)
    """What the report of a run counts as rejected."""
    measured: ClassVar[Measured] = Measured(
        "porting",
        opens=(PortRequested,),
        closes=(NumberPorted, PortRejected, PortWithdrawn),
        effective=(NumberPorted, PortRejected, PortWithdrawn),
        labels=(Label("donor", "port.donor"),),
    )
    """How `kpi` counts it: from the request to its end, by the operator that the number leaves."""

    @property
    def currency(self) -> Currency:
        """The one its fees are in."""
        return self.tariffs.currency

    def decide(
        self, porting: Porting, envelope: Envelope[Command], /
    ) -> tuple[Event, ...] | Refusal:
        """What the command leads to."""
        today = self.calendar.local_day(envelope.at)
        match envelope.command:
            case RequestPort(port):
                if port.code_given > today:
                    return refuse("porting.code-of-tomorrow", given=port.code_given)
                return (PortRequested(port),)
            case ReportCheck(there_since, debt):
                facts = PortFacts(today, porting.asked.code_given, there_since, debt)
                return self._checked(envelope.case, facts)
            case ActivateNumber():
                fee = self.tariffs.find(FEE, today)
                if fee is None:
                    return refuse("porting.no-fee", today=today)
                tax = self.tariffs.tax_in(fee.value, today)
                return (NumberPorted(fee.value, porting.stage is Stage.LATE, tax),)
            case WithdrawPort(reason):
                return (PortWithdrawn(reason),)
            case CheckPort():
                late = porting.until is not None and porting.until < today
                return (PortBecameLate(envelope.case),) if late else ()
            case never:
                assert_never(never)

    def _checked(self, case: str, facts: PortFacts) -> tuple[Event, ...] | Refusal:
        decision = self.policy.decide(facts)
        match decision.verdict:
            case Verdict.OPEN:
                return refuse("porting.not-known", decision)
            case Verdict.FAIL:
                return (PortRejected(decision),)
            case Verdict.PASS | Verdict.WARN:
                until = self.calendar.add_working_days(facts.today, 1)
                return (PortAccepted(case, until, decision),)

    def evolve(self, porting: Porting, event: Event, /) -> Porting:
        """The porting once the event has happened."""
        after = changed(porting, stage=LIFECYCLE.after(porting.stage, event))
        match event:
            case PortRequested(port):
                return changed(after, port=port)
            case PortAccepted(until=until):
                return changed(after, until=until)
            case NumberPorted(fee):
                return changed(after, fee=fee)
            case _:
                return after

    def outgoing(self, porting: Porting, event: Event, /) -> tuple[Message, ...]:
        """Technicians hear what is to do and support what is late; the customer that it is done."""
        asked = porting.asked
        match event:
            case PortAccepted(case):
                return (OpenWorkOrder(case, 1, FEE, asked.zone, "mobile", asked.number),)
            case PortBecameLate(case):
                return (OpenSupport(case, asked.number),)
            case NumberPorted(fee, _, tax):
                told = Notify(HERE, asked.account, (("fee", fee),), asked.number)
                return (ChargeOnce(asked.account, fee, "porting.fee", tax=tax), told)
            case PortRequested() | PortRejected() | PortWithdrawn():
                return ()
            case never:
                assert_never(never)

    def figures(self, porting: Porting, /) -> tuple[tuple[str, Money], ...]:
        """What it adds to the report of a run."""
        return () if porting.fee is None else (("charged", porting.fee),)

    def next_check(self, porting: Porting, /) -> datetime | None:
        """The first instant at which it would be late."""
        if porting.stage is not Stage.ACCEPTED or porting.until is None:
            return None
        return self.calendar.start_of(porting.until + timedelta(days=1))
