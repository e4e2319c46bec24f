"""What becomes of each message: which port is asked, and the command its answer comes back as."""

from datetime import timedelta
from typing import Any, assert_never

from order_to_cash.domain.core import InvalidValue, PortError, Unavailable, entity
from order_to_cash.domain.credit_account import ReportCreditLine
from order_to_cash.domain.order import (
    ReportCoverage,
    ReportOfferings,
    ReportParty,
    ReportStock,
    ReportTerms,
)
from order_to_cash.domain.receivable import ConfirmIssue, RefuseIssue
from order_to_cash.domain.trade import (
    AskCoverage,
    AskCreditLine,
    AskOfferings,
    AskParty,
    AskStock,
    AskTerms,
    BlockService,
    ChargeOnce,
    CloseTicket,
    ConfirmRegistered,
    ConfirmRouted,
    Instruction,
    IssueCreditNote,
    IssueInvoice,
    Notify,
    OpenSupport,
    OpenWorkOrder,
    PrepareGoods,
    Question,
    RecordReceipt,
    RefundPayment,
    RegisterTicket,
    RemoveService,
    RouteTicket,
    StopFulfilment,
    UnblockService,
)
from order_to_cash.ports.billing import (
    Acknowledgement,
    AlreadyIssued,
    Billing,
    Done,
    IssueAnswer,
    Issued,
    Refused,
    Unknown,
)
from order_to_cash.ports.directories import Directories
from order_to_cash.ports.world import World


@entity
class Retry:
    """When a message that could not be delivered is tried again: later each time, then parked.

    `lease` is how long a message is one deliverer's alone: longer than one message takes to send.
    """

    first: timedelta = timedelta(seconds=30)
    longest: timedelta = timedelta(hours=6)
    attempts: int = 12
    lease: timedelta = timedelta(minutes=5)

    def after(self, attempts: int) -> timedelta:
        """How long to wait after so many attempts."""
        return min(self.first * (1 << min(attempts, 30)), self.longest)


@entity
class Delivery:
    """What one call of `deliver` did."""

    delivered: int = 0
    postponed: int = 0
    parked: int = 0

    def __add__(self, other: "Delivery") -> "Delivery":
        """What both did together."""
        return Delivery(
            self.delivered + other.delivered,
            self.postponed + other.postponed,
            self.parked + other.parked,
        )


def topic(message: Question | Instruction) -> str:
    """Which port a message goes to; messages of one case to one port keep their order."""
    match message:
        case Notify():
            return "notification"
        case IssueInvoice() | IssueCreditNote() | RefundPayment() | RecordReceipt() | ChargeOnce():
            return "billing"
        case (
            PrepareGoods()
            | OpenWorkOrder()
            | StopFulfilment()
            | BlockService()
            | UnblockService()
            | OpenSupport()
            | RemoveService()
        ):
            return "fulfilment"
        case RegisterTicket() | RouteTicket() | CloseTicket():
            return "ticketing"
        case AskParty() | AskOfferings() | AskStock() | AskCoverage() | AskTerms():
            return "directories"
        case AskCreditLine():
            return "directories"
        case _:
            assert_never(message)


def told(world: World, key: str, message: Question | Instruction) -> Any:
    """Hand a message to its port; what the port answered, which is nothing for most instructions.

    Raises `AnswersLater` where the answer comes later, `Unavailable` where it has to be tried
    again, and `PortError` where it was refused.
    """
    match message:
        case Notify():
            world.notification.send(key, message)
            return None
        case IssueInvoice():
            return _issued(world.billing, message)
        case IssueCreditNote():
            return world.billing.credit(key, message)
        case ChargeOnce():
            return world.billing.charge(key, message)
        case RecordReceipt():
            return world.billing.receive(key, message)
        case RefundPayment():
            return world.billing.refund(key, message)
        case RegisterTicket():
            return world.ticketing.register(key, message)
        case RouteTicket():
            return world.ticketing.route(key, message)
        case CloseTicket():
            world.ticketing.close(key, message)
            return None
        case (
            AskParty() | AskOfferings() | AskStock() | AskCoverage() | AskTerms() | AskCreditLine()
        ):
            return _asked(world.directories, message)
        case _:
            world.fulfilment.instruct(key, message)
            return None


def command_of(message: Question | Instruction, answer: Any) -> Any | None:
    """The command as which a port's answer comes back to the case that asked, if there is one.

    Raises `PortError` where the other side refused what it was instructed to do.
    """
    match message:
        case AskParty():
            return ReportParty(answer)
        case AskOfferings():
            return ReportOfferings(answer)
        case AskStock():
            return ReportStock(*answer)
        case AskCoverage():
            return ReportCoverage(answer)
        case AskTerms():
            return ReportTerms(answer)
        case AskCreditLine():
            return ReportCreditLine(answer)
        case RegisterTicket():
            return ConfirmRegistered(answer)
        case RouteTicket():
            return ConfirmRouted(answer)
        case IssueInvoice():
            return _invoiced(answer)
        case IssueCreditNote() | ChargeOnce() | RefundPayment() | RecordReceipt():
            _acknowledged(answer)
            return None
        case _:
            _nothing(answer)
            return None


def _asked(directories: Directories, question: Question) -> Any:
    match question:
        case AskParty(party):
            return directories.parties.party(party)
        case AskOfferings(skus, on):
            return directories.catalogue.offerings(skus, on)
        case AskStock(zone, skus):
            return directories.stock.stock(zone, skus)
        case AskCoverage(zone, skus, on):
            return directories.coverage.coverage(zone, skus, on)
        case AskTerms(names, on):
            return directories.terms.terms(names, on)
        case AskCreditLine(account):
            return directories.credit_lines.credit_line(account)
        case _:
            assert_never(question)


def _issued(billing: Billing, invoice: IssueInvoice) -> IssueAnswer:
    """What billing says, after a look for the invoice where it cannot say."""
    answer = billing.issue(invoice)
    if isinstance(answer, Unknown) and (found := billing.find(invoice.receivable)) is not None:
        return AlreadyIssued(found)
    return answer


def _invoiced(answer: IssueAnswer) -> ConfirmIssue | RefuseIssue:
    match answer:
        case Issued(number) | AlreadyIssued(number):
            return ConfirmIssue(number)
        case Refused(reason):
            return RefuseIssue(reason)
        case Unknown():
            raise Unavailable("billing cannot say yet whether the invoice was issued")
        case _:
            assert_never(answer)


def _nothing(answer: Any) -> None:
    if answer is not None:
        raise InvalidValue(
            "to this message there is no answer but that it was done; give `None`",
            code="desk.not-an-answer",
        )


def _acknowledged(answer: Acknowledgement) -> None:
    match answer:
        case Done():
            return
        case Refused():
            raise PortError("billing refused; settle it with billing and release the message")
        case Unknown():
            raise Unavailable("billing cannot say yet whether it was done")
        case _:
            assert_never(answer)
