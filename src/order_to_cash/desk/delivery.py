"""What becomes of each message: which port is asked, and the command its answer comes back as."""

from datetime import timedelta
from typing import Any, assert_never

from order_to_cash.domain.credit_account.commands import ReportCreditLine
from order_to_cash.domain.entity import entity
from order_to_cash.domain.errors import PortError, Unavailable
from order_to_cash.domain.messages import (
    AskCoverage,
    AskCreditLine,
    AskOfferings,
    AskParty,
    AskStock,
    AskTerms,
    BlockService,
    ChargeOnce,
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
    RemoveService,
    StopFulfilment,
    UnblockService,
)
from order_to_cash.domain.order.commands import (
    ReportCoverage,
    ReportOfferings,
    ReportParty,
    ReportStock,
    ReportTerms,
)
from order_to_cash.domain.receivable.commands import ConfirmIssue, RefuseIssue
from order_to_cash.domain.ticketing import (
    CloseTicket,
    ConfirmRegistered,
    ConfirmRouted,
    RegisterTicket,
    RouteTicket,
)
from order_to_cash.ports.billing import (
    Acknowledgement,
    AlreadyIssued,
    Billing,
    Done,
    Issued,
    Refused,
    Unknown,
)
from order_to_cash.ports.directories import Directories
from order_to_cash.ports.ticketing import Ticketing
from order_to_cash.ports.world import World


@entity
class Retry:
    """When a message that could not be delivered is tried again: later each time, then parked."""

    first: timedelta = timedelta(seconds=30)
    longest: timedelta = timedelta(hours=6)
    attempts: int = 12

    def after(self, attempts: int) -> timedelta:
        """How long to wait after so many attempts."""
        return min(self.first * (1 << min(attempts, 30)), self.longest)


@entity
class Delivery:
    """What one call of `deliver` did."""

    delivered: int = 0
    postponed: int = 0
    parked: int = 0


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


def delivered(world: World, key: str, message: Question | Instruction) -> Any | None:
    """Hand a message to its port; the answer, if there is one, is a command for the case.

    Raises `Unavailable` where it has to be tried again, and `PortError` where it was refused.
    """
    match message:
        case Notify():
            world.notification.send(key, message)
            return None
        case IssueInvoice():
            return _issue(world.billing, message)
        case IssueCreditNote():
            _acknowledged(world.billing.credit(key, message))
            return None
        case ChargeOnce():
            _acknowledged(world.billing.charge(key, message))
            return None
        case RecordReceipt():
            _acknowledged(world.billing.receive(key, message))
            return None
        case RefundPayment():
            _acknowledged(world.billing.refund(key, message))
            return None
        case (
            PrepareGoods()
            | OpenWorkOrder()
            | StopFulfilment()
            | BlockService()
            | UnblockService()
            | OpenSupport()
            | RemoveService()
        ):
            world.fulfilment.instruct(key, message)
            return None
        case RegisterTicket() | RouteTicket() | CloseTicket():
            return _ticketed(world.ticketing, key, message)
        case (
            AskParty() | AskOfferings() | AskStock() | AskCoverage() | AskTerms() | AskCreditLine()
        ):
            return _asked(world.directories, message)
        case _:
            assert_never(message)


def _asked(directories: Directories, question: Question) -> Any:
    match question:
        case AskParty(party):
            return ReportParty(directories.parties.party(party))
        case AskOfferings(skus, on):
            return ReportOfferings(directories.catalogue.offerings(skus, on))
        case AskStock(zone, skus):
            return ReportStock(*directories.stock.stock(zone, skus))
        case AskCoverage(zone, skus, on):
            return ReportCoverage(directories.coverage.coverage(zone, skus, on))
        case AskTerms(names, on):
            return ReportTerms(directories.terms.terms(names, on))
        case AskCreditLine(account):
            return ReportCreditLine(directories.credit_lines.credit_line(account))
        case _:
            assert_never(question)


def _ticketed(
    ticketing: Ticketing, key: str, message: RegisterTicket | RouteTicket | CloseTicket
) -> ConfirmRegistered | ConfirmRouted | None:
    match message:
        case RegisterTicket():
            return ConfirmRegistered(ticketing.register(key, message))
        case RouteTicket():
            return ConfirmRouted(ticketing.route(key, message))
        case CloseTicket():
            ticketing.close(key, message)
            return None
        case _:
            assert_never(message)


def _issue(billing: Billing, invoice: IssueInvoice) -> ConfirmIssue | RefuseIssue:
    answer = billing.issue(invoice)
    match answer:
        case Issued(number) | AlreadyIssued(number):
            return ConfirmIssue(number)
        case Refused(reason):
            return RefuseIssue(reason)
        case Unknown():
            found = billing.find(invoice.receivable)
            if found is None:
                raise Unavailable("billing cannot say yet whether the invoice was issued")
            return ConfirmIssue(found)
        case _:
            assert_never(answer)


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
