"""What a door promises whoever speaks: each law is a sentence, and knows no table of ours."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

from order_to_cash.desk import Desk
from order_to_cash.desk.answers import outcome_of
from order_to_cash.domain.core import Envelope, Money, OrderToCashError, entity
from order_to_cash.ports.journal import Answer, Recorded
from order_to_cash.wire import STORED
from tests.wire.swaps import places

INSIDE: Final[Mapping[str, frozenset[str]]] = {
    name: frozenset(words.split())
    for name, words in {
        "order": "ReportParty ReportOfferings ReportStock ReportCoverage ReportCredit ReportTerms"
        " ReportReservation TakePayment RecallPayment ReportAdvance NoteInvoice NoteStanding"
        " CheckOrder",
        "credit_account": "ReserveCredit ReportCreditLine FreeCredit CommitCredit RecordDelivery"
        " RecordInvoice RecordPayment RecordReversal RecordDefault RecordCharges TakePayment"
        " RecallPayment OweBack FollowAccount LeaveAccount CheckAccount",
        "receivable": "RaiseInvoice OweAdvance OweShare ConfirmIssue RefuseIssue TakePayment"
        " RecallPayment"
        " CreditInvoice ConfirmNote NoteExemption FollowUp",
        "payment": "NoteTaken NoteUntaken PassOn ReturnMoney RefundMoney NoteRecalled LookAgain",
        "onboarding": "NoteInvoice CheckDeadlines",
        "charge_correction": "ConfirmRegistered ConfirmRouted ReportStillWrong",
        "charge_obligation": "OweCorrection",
        "technical_claim": "ConfirmRouted",
    }.items()
}
"""By hand: what is only ever an answer, a word of another case, or the clock's (TRU-04)."""

ALWAYS: Final = datetime(9999, 1, 1, tzinfo=UTC)
BOUND: Final = 100
Problems: TypeAlias = Iterator[str]


@entity
class Sight:
    """Everything that a store holds beside its answers, so that two sights can be compared."""

    last: str
    waiting: tuple[str, ...]
    parked: tuple[str, ...]
    due: tuple[Any, ...]
    reached: datetime | None


@entity
class Heard:
    """A command from outside that was answered, and the latest instant that was allowed then."""

    envelope: Envelope[Any]
    accepted: bool
    opened: bool
    ceiling: datetime


def sight(desk: Desk, cursor: str) -> Sight:
    """What the store holds now; events are looked at from that cursor on."""
    journal, last = desk.journal, cursor
    while page := journal.events(after=last):
        last = page[-1].cursor
    processes = tuple(desk.operator.by_name)
    return Sight(
        last,
        tuple(posted.key for posted in journal.waiting(ALWAYS, limit=100_000)),
        tuple(posted.key for posted in journal.parked(limit=100_000)),
        tuple((d.process, d.case, d.at) for d in journal.due(ALWAYS, processes=processes)),
        journal.reached(),
    )


def no_word_of_the_library_came_from_outside(heard: Heard) -> Problems:
    """TRU-04: answers, words of other cases and the clock's enter by the desk's own doors alone."""
    said = heard.envelope
    kind = type(said.command).__name__
    if heard.accepted and kind in INSIDE.get(said.process, ()):
        yield f"{kind} of {said.process}/{said.case} came from outside ({said.actor})"


def nobody_opened_a_case_of_the_library(heard: Heard) -> Problems:
    """TRU-03: ids that are given for a new case hold no slash, and are short printable ASCII."""
    case = heard.envelope.case
    if heard.accepted and heard.opened:
        if "/" in case:
            yield f"{heard.envelope.actor} opened {case!r}, an id that only the library gives"
        if not case.isascii() or not case.isprintable() or " " in case or len(case) > BOUND:
            yield f"{case!r} was opened, an id that cannot be told apart or addressed"


def nobody_spoke_under_an_id_of_the_desk(heard: Heard) -> Problems:
    """TRU-17: how the desk's own commands are called, no other is."""
    if heard.envelope.id.split(":")[0] in ("tell", "answer", "otherwise", "tick"):
        yield f"{heard.envelope.id} was taken from {heard.envelope.actor}"


def nothing_came_from_the_future(heard: Heard) -> Problems:
    """TRU-06: whatever was answered was dated at the clock and what clocks differ, or before."""
    if heard.envelope.at > heard.ceiling:
        yield f"{heard.envelope.id} of {heard.envelope.at} was taken before {heard.ceiling}"


def no_amount_below_zero_was_taken(heard: Heard) -> Problems:
    """TRU-09: nobody gives, claims or reports less than nothing."""
    if heard.accepted and any(amount.minor < 0 for amount in _amounts(heard.envelope.command)):
        yield f"{type(heard.envelope.command).__name__} with an amount below zero was taken"


OF_EACH: Final[tuple[Callable[[Heard], Problems], ...]] = (
    no_word_of_the_library_came_from_outside,
    nobody_opened_a_case_of_the_library,
    nobody_spoke_under_an_id_of_the_desk,
    nothing_came_from_the_future,
    no_amount_below_zero_was_taken,
)
"""What is asked of each command that was answered."""


def everything_stored_can_be_read(desk: Desk) -> Problems:
    """TRU-02: events, answers, commands and messages are what the library reads again."""
    for record in events(desk):
        yield from _read(f"event {record.process}/{record.case}:{record.version}", desk, record)
    for process, case in sorted({(r.process, r.case) for r in events(desk)}):
        for answer in desk.journal.answers(process, case):
            yield from _read(f"answer {process}/{case} {answer.command}", desk, answer, process)


def override_and_financing_are_two_peoples(desk: Desk) -> Problems:
    """TRU-16: who gave the override in force does not finance, however the name is spelt."""
    overrider: dict[str, str] = {}
    financier: dict[str, str] = {}
    for record in events(desk):
        if record.type == "order_amended":
            overrider.pop(record.case, None)
            financier.pop(record.case, None)
        elif record.type in ("credit_overridden", "financing_decided"):
            kept = overrider if record.type == "credit_overridden" else financier
            kept[record.case] = person = _person(record.actor)
            if overrider.get(record.case) == person == financier.get(record.case):
                yield f"{record.case} was overridden and financed by {person}"


def events(desk: Desk) -> Iterator[Recorded]:
    """All events of the store."""
    after = ""
    while page := desk.journal.events(after=after):
        yield from page
        after = page[-1].cursor


OF_ALL: Final[tuple[Callable[[Desk], Problems], ...]] = (
    everything_stored_can_be_read,
    override_and_financing_are_two_peoples,
)
"""What is asked of a store at the end of a life."""


def _read(where: str, desk: Desk, kept: Recorded | Answer, process: str = "") -> Problems:
    wire = desk.wire
    try:
        if isinstance(kept, Recorded):
            wire.load_event(kept.process, kept.type, kept.body, version=kept.shape)
        else:
            wire.load_command(process, kept.said, limits=STORED)
            outcome_of(wire, kept.body)
    except OrderToCashError as error:
        yield f"{where} cannot be read: {error}"


def _amounts(command: Any) -> Iterator[Money]:
    for at in places(command):
        part = command
        for step in at:
            part = (
                getattr(part, step) if isinstance(step, str) and hasattr(part, step) else part[step]
            )
        if isinstance(part, Money):
            yield part


def _person(actor: str) -> str:
    return unicodedata.normalize("NFKC", actor).casefold().strip()
