"""Laws of messages: I8, what was to be sent arrived, once, in order, and nothing else did."""

from collections.abc import Iterator, Mapping
from types import NoneType
from typing import Any, Final, get_args

from order_to_cash.audit.evidence import Books, Evidence, Life, Problems
from order_to_cash.audit.histories import commands
from order_to_cash.domain.core import WaitTold, answers_of, changed
from order_to_cash.domain.trade import (
    ChargeOnce,
    FreeGoods,
    HandOverGoods,
    IssueCreditNote,
    Message,
    Notify,
    RecordChargeBack,
    RecordReceipt,
    RefundPayment,
    RegisterTicket,
    ReservationInstruction,
    ReserveGoods,
    RouteTicket,
    TakeBackGoods,
    Tell,
    TicketingInstruction,
)
from order_to_cash.domain.trade.notice_wording import as_billed
from order_to_cash.domain.trade.standing import beside

TICKETS: Final = get_args(TicketingInstruction)
GOODS: Final = get_args(ReservationInstruction)
OURS: Final = get_args(Message)


def nothing_waits(evidence: Evidence) -> Problems:
    """I8: at rest no message is on its way any more."""
    for posted in evidence.waiting():
        yield f"I8: {posted.key} still waits ({posted.type}, {posted.problem or 'untried'})"


def whatever_waits_was_sent(evidence: Evidence) -> Problems:
    """I8: each message that waits or was set aside stands behind an event."""
    expected = dict(_expected(evidence))
    for posted in (*evidence.waiting(), *evidence.parked()):
        if posted.key not in expected:
            yield f"I8: nobody sent {posted.key} ({posted.type}), and it waits"


def everything_arrived(evidence: Evidence) -> Problems:
    """I8: at rest each message has arrived, unless it is shown among the parked ones."""
    journal, aside = evidence.desk.journal, {posted.key for posted in evidence.parked()}
    for key, message in _expected(evidence):
        if key in aside:
            continue
        if isinstance(message, Tell):
            sender = key.rsplit(":", 2)[0]
            told = (message.process, message.case, sender, f"tell:{key}")
            arrived = journal.answer(*told) is not None
        elif isinstance(message, TICKETS):
            arrived = _ticketed(evidence.books, key, message)
        elif _is_answered(type(message)):
            asked = key.rsplit(":", 2)[0].partition("/")
            answer = (asked[0], asked[2], message.topic, f"answer:{key}")
            arrived = journal.answer(*answer) is not None
        elif not isinstance(message, OURS) or _keeps_no_book(evidence.books, message):
            continue  # a port of one's own keeps no book here
        else:
            arrived = evidence.books is None or _kept(evidence.books, key, message)
        if not arrived:
            yield f"I8: {key} never arrived ({type(message).__name__})"


def _keeps_no_book(books: Books | None, message: Any) -> bool:
    return isinstance(message, GOODS) and (books is None or books.moves is None)


def _is_answered(message: type) -> bool:
    """Whether what a port says to it always comes back to its case."""
    kinds = answers_of(message)
    return bool(kinds) and NoneType not in kinds


def nothing_else_arrived(evidence: Evidence) -> Problems:
    """I8: whatever the world was told or asked to do stands behind an event."""
    if evidence.books is None:
        return
    expected = dict(_expected(evidence))
    books = evidence.books
    money = (books.credit_notes, books.refunds, books.receipts, books.charge_backs, books.charges)
    gone = (*money, books.instructions, books.notices, books.moves or {})
    for book in gone:
        for key, message in book.items():
            if _as_told(expected.get(key)) != _as_told(message):
                yield f"I8: nobody sent {key} ({type(message).__name__})"


def instructions_keep_their_order(evidence: Evidence) -> Problems:
    """I8: instructions of one case arrive in the order in which they were given."""
    if evidence.books is None:
        return
    places = {key: place for place, (key, _) in enumerate(_expected(evidence))}
    last: dict[str, int] = {}
    for key in evidence.books.instructions:
        case, place = key.rsplit(":", 2)[0], places.get(key, -1)
        if place < last.get(case, -1):
            yield f"I8: {key} overtook another instruction of its case, or came too late"
        last[case] = place


def _expected(evidence: Evidence) -> Iterator[tuple[str, Message]]:
    """Every message that the histories cause, with the key it goes out under."""
    for life in evidence.lives:
        yield from caused(life)


def caused(life: Life) -> Iterator[tuple[str, Message]]:
    """Every message that a history causes, with the key it goes out under."""
    for _, steps in commands(life):
        first, last = steps[0], steps[-1]
        own = (
            message
            for step in steps
            if not isinstance(step.event, WaitTold)
            for message in life.process.outgoing(step.after, step.event)
        )
        events = [step.event for step in steps]
        told = beside(life.process, first.before, events, last.after, life.case, last.record.at)
        for index, message in enumerate((*own, *told)):
            yield f"{life.name}:{last.record.version}:{index}", message


def has_tickets(evidence: Evidence) -> bool:
    """Whether any case told the ticketing system something."""
    return any(isinstance(message, TICKETS) for _, message in _expected(evidence))


def _kept(books: Books, key: str, message: Message) -> bool:
    return bool(_as_told(_book(books, message).get(key)) == _as_told(message))


def _as_told(message: Any) -> Any:
    """A message as a ledger keeps it, which may word its reason: that is what stands on paper."""
    if isinstance(message, IssueCreditNote):
        return changed(message, note="")
    return as_billed(message) if isinstance(message, ChargeOnce | RefundPayment) else message


def _ticketed(books: Books | None, key: str, message: TicketingInstruction) -> bool:
    if books is None or books.tickets is None:
        return True
    if isinstance(message, RouteTicket):
        return books.tickets.get(f"route_ticket:{key}") == message
    kind = "register_ticket" if isinstance(message, RegisterTicket) else "close_ticket"
    return books.tickets.get(f"{kind}:{message.case}") == message


def the_books_can_be_read(evidence: Evidence) -> Problems:
    """I8: whatever stands in the books of the world can be read."""
    for key in evidence.books.unread if evidence.books is not None else ():
        yield f"I8: {key} stands in the ledger and cannot be read"


def _book(books: Books, message: Any) -> Mapping[str, Any]:
    match message:
        case IssueCreditNote():
            return books.credit_notes
        case RefundPayment():
            return books.refunds
        case RecordReceipt():
            return books.receipts
        case RecordChargeBack():
            return books.charge_backs
        case ChargeOnce():
            return books.charges
        case Notify():
            return books.notices
        case ReserveGoods() | FreeGoods() | HandOverGoods() | TakeBackGoods():
            return books.moves or {}
        case _:
            return books.instructions


LAWS: Final = (
    nothing_waits,
    whatever_waits_was_sent,
    the_books_can_be_read,
    everything_arrived,
    nothing_else_arrived,
    instructions_keep_their_order,
)
