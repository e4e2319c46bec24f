"""What each process says in a small world of its own, found by walking it and not by reading it.

The worlds are those that the tests of each process explore whole; here they are walked at random,
with a fixed seed, because every kind of message shows after a part of the way.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from random import Random
from typing import Any, Final, NamedTuple, TypeAlias, get_args

from order_to_cash.domain.core import Envelope, Moved, Role, changed, step
from order_to_cash.domain.onboarding import Activity, CheckDeadlines, RecordActivity
from order_to_cash.domain.order import PlaceOrder
from order_to_cash.domain.trade import Instruction, Notify, Question, Tell
from order_to_cash.domain.trade.billing import TakePayment
from order_to_cash.domain.transfer import PayFee
from order_to_cash.operators.bolivia import (
    PLAN_CHANGE_REQUESTS,
    TECHNICAL_CLAIMS,
    TRANSFER_REQUESTS,
)
from order_to_cash.operators.operator import AnyProcess
from order_to_cash.operators.peru import (
    CORRECTIONS,
    OBLIGATIONS,
    ONBOARDING,
    ORDERS,
    PAYMENTS,
)
from tests.charge_correction import test_matrix as corrections
from tests.charge_correction import test_obligation_matrix as obligations
from tests.onboarding import samples as onboarding_samples
from tests.onboarding import test_tables as onboardings
from tests.plan_change import test_matrix as plan_changes
from tests.processes import collected
from tests.processes import samples as s
from tests.processes import test_payments as payments
from tests.processes import test_worlds as worlds
from tests.technical_claim import test_matrix as claims
from tests.transfer import samples as transfer_samples
from tests.transfer import test_table as transfers

Offer: TypeAlias = Callable[[Any], Iterable[Envelope[Any]]]
SEED: Final = 11
STEPS: Final = 4_000
"""How many commands are given in each world; a tenth of it shows most messages."""

LIFE: Final = 10
"""After so many commands another case goes on, sooner where nothing is welcome any more."""


KINDS: Final = {kind.__name__: kind for kind in get_args(Question | Instruction)}
"""Every message that goes to a port."""


class Told(NamedTuple):
    """One message that an event may cause: what it is called, and where it goes."""

    name: str
    to: str


class Small(NamedTuple):
    """A process, what may be said to it, where its case begins, and a story told first."""

    process: AnyProcess
    offer: Offer
    start: Any = None
    story: tuple[Envelope[Any], ...] = ()
    steps: int = STEPS


def _orders() -> Iterator[Small]:
    skus = (s.PHONE, s.FIBRE)
    answers = (s.party(), s.offerings(*skus), s.stock(), s.coverage())
    for payment in ("net-30", "up-front"):
        place = s.to_order(PlaceOrder(s.request(*skus, payment=payment)))
        yield Small(ORDERS, worlds.reception_offers(), story=(place, *answers))
    for first in (worlds.financed(), worlds.paid_first()):
        yield Small(worlds.CAREFUL, worlds.validation_offers(first), first.state)
    asked = s.verified(s.PHONE, s.FIBRE)
    price = asked.state.priced
    late = s.credit(s.NOON + 3 * s.DAY, amount=price)
    credit = (s.credit(amount=price, limit=limit) for limit in (None, s.CENT, s.ROOMY))
    yield Small(ORDERS, _always((*credit, late, s.override(), s.cancel())), asked.state)
    yield Small(ORDERS, worlds.delivery_offers(), s.released(s.PHONE, s.FIBRE).state)
    yield Small(ORDERS, worlds.amendment_offers, s.placed().state)
    yield Small(worlds.REFUSED, worlds.early_offers, s.placed().state)
    yield Small(worlds.HELD, worlds.late_offers, worlds.released_and_free().state)
    yield Small(worlds.EACH, worlds.piece_offers, worlds.in_pieces().state)
    yield Small(worlds.keeping(ORDERS), worlds.keeping_offers, worlds.to_keep().state)
    two = s.verified(items=(s.item(s.PHONE, 2),), payment=s.IN_ADVANCE, process=s.AHEAD)
    approved = s.to_order(s.credit_answer(s.sol("1400.01")))
    yield Small(s.AHEAD, _without_money(worlds.advance_offers), two.state, story=(approved,))


def _without_money(offer: Offer) -> Offer:
    """The same offers but for payments, which would be most of what is said."""
    return lambda state: [x for x in offer(state) if not isinstance(x.command, TakePayment)]


def _always(envelopes: tuple[Envelope[Any], ...]) -> Offer:
    return lambda _: envelopes


def _transfers() -> Iterator[Small]:
    t = transfer_samples
    steps = tuple(t.steps(4))
    paid, no = t.envelope(t.CASHIER, PayFee("R-1", t.FEE)), t.envelope(t.ADVISOR, t.NO_CONSENT)
    withdrawn = (*steps[:3], paid, *steps[3:11], *t.outside(4), no)
    yield Small(TRANSFER_REQUESTS, _always(tuple(transfers.offered(4))), story=withdrawn)
    for number in t.BY_HAND:
        offers = _always(tuple(transfers.offered(number)))
        yield Small(TRANSFER_REQUESTS, offers, story=tuple(t.steps(number)))


def _onboarding(state: Any) -> Iterator[Envelope[Any]]:
    yield from onboardings.offers(state)
    if state.place != "new":
        late = max((one.due for one in state.awaited), default=s.NOON) + s.DAY
        for role in onboardings.SMALL.lifecycle.roles[RecordActivity]:
            for activity in Activity:
                yield onboarding_samples.say(RecordActivity(activity, "R"), role)
        yield changed(onboarding_samples.say(CheckDeadlines(), Role.CLOCK), at=late)
        yield from (onboarding_samples.say(one, role) for one, role in onboardings.BESIDE)


WORLDS: Final[Mapping[str, Callable[[], Iterable[Small]]]] = {
    "order": _orders,
    "credit_account": lambda: [
        Small(worlds.Watching(), worlds.account_commands),
        *(
            Small(collected.PROCESS, worlds.collected_commands, collected.in_stage(stage).state)
            for stage in collected.STAGES
        ),
        *(
            Small(collected.PROCESS, worlds.collected_commands, begun(stage).state)
            for begun in (collected.owing, collected.stopped)
            for stage in collected.STAGES
        ),
    ],
    "receivable": lambda: [
        Small(worlds.FIVE_LEVELS, worlds.receivable_commands, steps=16_000),
        Small(worlds.CASH, worlds.over_the_counter),
        Small(worlds.FIVE_LEVELS, worlds.noted_commands),
        Small(worlds.DEAR, worlds.paid_dearly, steps=8_000),
        Small(worlds.FIVE_LEVELS, worlds.left_alone),
        Small(worlds.FIVE_LEVELS, worlds.asked_ahead),
        Small(worlds.WITHHELD, worlds.withheld_commands),
    ],
    "payment": lambda: [Small(PAYMENTS, payments.offered)],
    "onboarding": lambda: [
        *(
            Small(onboardings.SMALL, offer, steps=8_000)
            for offer in (onboardings.offers, _onboarding)
        ),
        Small(ONBOARDING, _onboarding, story=tuple(onboarding_samples.straight())),
    ],
    "transfer": _transfers,
    "charge_correction": lambda: [Small(CORRECTIONS, corrections.offered)],
    "charge_obligation": lambda: [Small(OBLIGATIONS, _always(obligations.OFFERED))],
    "plan_change": lambda: [Small(PLAN_CHANGE_REQUESTS, _always(plan_changes.OFFERED))],
    "technical_claim": lambda: [Small(TECHNICAL_CLAIMS, claims.offered)],
}
"""By process, the worlds that are walked."""


@cache
def said(process: str) -> Mapping[type[Any], tuple[Told, ...]]:
    """By event that happened, in the order of the table, every message that it caused."""
    return heard(WORLDS[process]())


def heard(worlds_: Iterable[Small]) -> Mapping[type[Any], tuple[Told, ...]]:
    """The same, of any worlds of one process, ours or another's."""
    found: dict[type[Any], set[Told]] = {}
    for small in worlds_:
        for happened in walked(small):
            _note(small.process, happened, found)
    order = {arrow.event: None for arrow in small.process.lifecycle.arrows}
    return {event: tuple(sorted(found[event])) for event in order if event in found}


def told(process: str) -> Mapping[str, tuple[Told, ...]]:
    """By the name of an event, what it may cause; events that cause nothing are left out."""
    return by_name(said(process))


def by_name(said_: Mapping[type[Any], tuple[Told, ...]]) -> Mapping[str, tuple[Told, ...]]:
    """The same, by the names of the events, without those that cause nothing."""
    return {event.__name__: sent for event, sent in said_.items() if sent}


class Happened(NamedTuple):
    """Events of one command, the state before them, and when they happened."""

    before: Any
    events: tuple[Any, ...]
    at: datetime


def walked(small: Small) -> Iterator[Happened]:
    """Lives that begin where an earlier one got to, so that far ends are reached soon."""
    random = Random(SEED)  # noqa: S311  (repeatable)
    process, table = small.process, small.process.lifecycle
    state, moves = process.initial if small.start is None else small.start, 0
    reached = {(state.stage, 0): (state, moves)}
    for count in range(small.steps):
        if count < len(small.story):
            envelope = small.story[count]
        else:
            if count % LIFE == 0:
                state, moves = random.choice(tuple(reached.values()))
            welcome = [
                e for e in small.offer(state) if table.welcomes(state.stage, type(e.command))
            ]
            if not welcome:
                state, moves = random.choice(tuple(reached.values()))
                continue
            kind = random.choice(tuple(dict.fromkeys(type(e.command) for e in welcome)))
            envelope = random.choice([e for e in welcome if type(e.command) is kind])
        outcome = step(process, state, envelope)
        if isinstance(outcome, Moved):
            moves += 1
            yield Happened(state, outcome.events, envelope.at)
            state = outcome.state
            reached[state.stage, moves] = state, moves


def _note(process: AnyProcess, happened: Happened, found: dict[type[Any], set[Told]]) -> None:
    """What each of the events sends."""
    state = happened.before
    for event in happened.events:
        state = process.evolve(state, event)
        messages = process.outgoing(state, event)
        found.setdefault(type(event), set()).update(map(_named, messages))


def _named(message: Any) -> Told:
    match message:
        case Tell():
            return Told(type(message.command).__name__, message.process)
        case Notify():
            return Told(f"Notify {message.notice.value}", message.topic)
        case _:
            return Told(type(message).__name__, message.topic)
