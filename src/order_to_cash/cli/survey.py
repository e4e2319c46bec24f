"""Where all cases stand and what they amount to, as of an instant, in words."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import partial
from itertools import chain, islice
from typing import Final

from attrs import Factory, define

from order_to_cash.adapters.sql.figures import Parts
from order_to_cash.adapters.sql.store import Store
from order_to_cash.cli.amounts import Figure, Sums, add
from order_to_cash.cli.counting import (
    ALWAYS,
    AMOUNT,
    OTHERS,
    REJECTED,
    STAGE,
    UNREADABLE,
    WARNED,
    Counting,
    Figures,
    no_of,
    warnings_given,
)
from order_to_cash.cli.tally import SHOWN, Reasons
from order_to_cash.desk import Desk
from order_to_cash.domain.core import Currency, Money, Voice
from order_to_cash.ports.journal import Aside, Posted
from order_to_cash.stories import sentence

ENGLISH: Final = Voice()
MOST_PARKED: Final = 1_000
"""How many parked messages and cases set aside are counted."""


@define
class Survey:
    """What was found, as of an instant."""

    at: datetime
    zone: str
    stages: Counter[tuple[str, str]] = Factory(Counter)
    rejected: Reasons = Factory(Reasons)
    warned: Reasons = Factory(Reasons)
    """Warnings that were told, by rule, where a rule of the operator warns."""
    sums: Sums = Factory(dict)
    parked: tuple[Posted, ...] = ()
    aside: tuple[Aside, ...] = ()
    unreadable: Reasons = Factory(Reasons)
    """Cases that cannot be read; they are named, and nothing of them is summed."""
    order: Mapping[str, tuple[str, ...]] = Factory(dict)
    """The stages of each process in the order of its table."""
    others: int = 0
    """Cases of processes that this operator does not have; they are only counted."""


def survey(desk: Desk, at: datetime, voice: Voice = ENGLISH, store: Store | None = None) -> Survey:
    """What all cases come to; what is overdue is so on the local day of that instant.

    Every case is looked at, or, with the store that keeps the figures, those that changed.
    """
    counting = Counting.of(desk)
    figures = counting.whole() if store is None else counting.kept(store)
    calendar = desk.operator.calendar
    return Survey(
        at,
        calendar.zone,
        stages=_stages(figures.sums),
        rejected=_reasons(figures, REJECTED, partial(_why, desk, voice)),
        warned=_reasons(figures, WARNED, partial(_warnings, desk, voice)),
        sums=_amounts(figures.sums, calendar.local_day(at)),
        parked=desk.journal.parked(limit=MOST_PARKED),
        aside=desk.journal.aside(limit=MOST_PARKED),
        unreadable=_reasons(figures, UNREADABLE, counting.problem),
        order=_order(desk),
        others=figures.sums.get((OTHERS, "", ALWAYS), 0),
    )


def _stages(sums: Parts) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for (kind, name, _), count in sums.items():
        process, _, stage = name.partition("/")
        if kind == STAGE:
            found[process, stage] += count
    return found


def _amounts(sums: Parts, today: date) -> Sums:
    """The sums of the day by currency and figure: what counts from a later day on does not yet."""
    found: Sums = {}
    for (kind, name, since), minor in sorted(sums.items()):
        if kind == AMOUNT and since <= today.toordinal():
            currency, _, figure = name.partition("/")
            add(found, ((Figure[figure], Money(minor, Currency(currency))),))
    return found


def _reasons(figures: Figures, kind: str, said: Callable[[str, str], Iterable[str]]) -> Reasons:
    """All reasons of a kind by code, and the first of them in words."""
    sums = figures.sums
    found = Reasons(sums.get((kind, "", ALWAYS), 0))
    found.codes.update({name: n for (of, name, _), n in sums.items() if of == kind and name})
    texts = chain.from_iterable(said(*place) for place in figures.first(kind, SHOWN))
    found.first.extend(islice(texts, SHOWN))
    return found


def _order(desk: Desk) -> Mapping[str, tuple[str, ...]]:
    tables = ((process.name, process.lifecycle) for process in desk.operator.processes)
    return {name: tuple(str(stage.value) for stage in table.stages) for name, table in tables}


def _warnings(desk: Desk, voice: Voice, process: str, case: str) -> Iterable[str]:
    """Each warning that the case gave, in words."""
    for finding in warnings_given(desk, process, case):
        text = finding.text(voice.language, voice.words)
        yield f"{process}/{case}: {text} [{finding.rule}]"


def _why(desk: Desk, voice: Voice, process: str, case: str) -> Iterable[str]:
    """Why the operator said no: what the decision found first, or the event itself."""
    event, failures = no_of(desk, process, case)
    if failures:
        yield f"{case}: {failures[0].text(voice.language, voice.words)} [{failures[0].rule}]"
        return
    zone = desk.operator.calendar.zone
    yield f"{case}: {sentence(process, event, voice.language, zone=zone, words=voice.words)}"
