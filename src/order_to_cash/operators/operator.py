"""What an operator is to this library: a name, its processes, its calendar."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar

from attrs import Factory, field

from order_to_cash.domain.core import (
    WORDS,
    BrokenDefinition,
    BusinessCalendar,
    Currency,
    Language,
    OpenEnum,
    Problem,
    Process,
    Role,
    Words,
    changed,
    entity,
)
from order_to_cash.domain.core.asking import flaws_of
from order_to_cash.domain.core.process import in_tables, own_roles
from order_to_cash.operators.levels import flaws_of_levels
from order_to_cash.operators.showing import of_operator
from order_to_cash.operators.warnings import flaws_of_warnings
from order_to_cash.operators.wholeness import (
    flaws_of_codes,
    flaws_of_retention,
    flaws_of_roles,
    flaws_of_use,
    flaws_of_words,
)
from order_to_cash.ports.world import Port
from order_to_cash.rules.ageing import Ageing
from order_to_cash.rules.indicators import Indicators
from order_to_cash.wire.upcasting import Upcaster

AnyProcess: TypeAlias = Process[Any, Any, Any]
Kind = TypeVar("Kind")
Ports: TypeAlias = Callable[[Path], Mapping[str, Port]]
"""Makes the ports of a pack's own processes, by topic, given the path of the file of a desk."""


NAME: Final = re.compile(r"[!-*,-~]+(\+[!-*,-~]+)*")
"""What a pack is called; a + only stands between the names of those that were joined."""


RECEIVABLE: Final = "receivable"
"""The process whose cases have an age."""


def no_ports(_file: Path, /) -> Mapping[str, Port]:
    """A pack whose processes have no ports of their own."""
    return {}


@entity
class Operator:
    """A data pack: the processes with the policies, tariffs and thresholds of one operator.

    `indicators` are those by which it measures how requests are attended, if it has any.
    `words` are the texts that its people read, its own before the library's; they come to tell
    instants by the clocks of its calendar.
    `ports` makes the ports that its processes have of their own, given the file that a desk keeps.
    Its name is what its files know it by, one word; joined packs have a + between.
    `upcasters` bring stored events of older shapes up to date (see `wire.Wire`). `codes` are its
    own codes of our open enumerations, such as `Channel("kiosk")`; `roles` are its own roles, each
    with those of the tables that it stands for: its people may do what these may. `retention` says
    for how long personal data is kept, by process, or by the kind of document that brought it, as
    in `{"order": timedelta(days=3650), "order/confirm_delivery": timedelta(days=730)}`; what it
    does not name is kept until its party is forgotten. `ageing` has the buckets and days by which
    what is owed is told by its age. `by_name` are its processes under their names.

    Raises `BrokenDefinition` naming each process that another one needs and that is not there, is
    there twice, or is kept in another currency or by other clocks, each message that a process
    cannot send or whose answer it cannot take, each level of dunning that an account and its
    invoices both have, each stop of which orders would not hear, each code and role that cannot
    be, each rule that warns and would not be heard, and each text that cannot be read.
    """

    name: str
    processes: tuple[AnyProcess, ...]
    calendar: BusinessCalendar
    indicators: Indicators | None = None
    upcasters: Mapping[str, tuple[Upcaster, ...]] = Factory(dict)
    words: Words = WORDS
    ports: Ports = no_ports
    codes: tuple[OpenEnum, ...] = ()
    roles: Mapping[Role, tuple[Role, ...]] = Factory(dict)
    retention: Mapping[str, timedelta] = Factory(dict)
    ageing: Ageing = Ageing()
    by_name: Mapping[str, AnyProcess] = field(
        init=False,
        eq=False,
        repr=False,
        default=Factory(lambda self: {p.name: p for p in self.processes}, takes_self=True),
    )

    def __attrs_post_init__(self) -> None:
        if type(self.name) is not str or NAME.fullmatch(self.name) is None:
            raise BrokenDefinition(
                "a pack has a name of printable ASCII without spaces, since a file knows its "
                "operator by it; give it one, such as andes",
                code="operator.name",
            )
        found = (
            *_contradictions(self.processes),
            *_flaws_of_clocks(self.processes, self.calendar),
            *flaws_of_codes(self.codes),
            *flaws_of_use(self.processes, self.codes),
            *flaws_of_roles(self.processes, self.roles),
            *flaws_of_retention(self.processes, self.retention),
            *flaws_of_levels(self.processes),
            *flaws_of_warnings(self.processes, (*Role, *self.roles, *in_tables(self.processes))),
            *flaws_of_words(self.words, self.processes, (*self.codes, *self.roles)),
        )
        if problems := tuple(dict.fromkeys(found)):
            raise BrokenDefinition(
                f"the pack of {self.name} contradicts itself; mend each place listed",
                code="operator.incomplete",
                problems=problems,
            )
        object.__setattr__(self, "words", changed(self.words, zone=self.calendar.zone))

    @property
    def known_roles(self) -> tuple[Role, ...]:
        """Every role that somebody can have here: ours, then its own."""
        return (*Role, *own_roles(self.processes, self.roles))

    def html(self, language: Language = Language.EN, words: Words | None = None) -> str:
        """Its processes as a table, in its own words unless others are given."""
        return of_operator(self, language, self.words if words is None else words)

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        return f"Operator({self.name!r}, {len(self.processes)} processes)"

    def term_of(self, process: str, kind: str) -> timedelta | None:
        """How long personal data that a kind of document brought is kept, if there is a term."""
        return self.retention.get(f"{process}/{kind}", self.retention.get(process))

    def acts_as(self, role: Role) -> tuple[Role, ...]:
        """The roles whose commands somebody in this role may give: itself, then those it is for."""
        return (role, *self.roles.get(role, ()))

    def able(self, roles: Iterable[Role]) -> tuple[Role, ...]:
        """These roles, and those of its own that stand for one of them."""
        known = tuple(roles)
        own = (role for role, others in self.roles.items() if not set(known).isdisjoint(others))
        return tuple(dict.fromkeys((*known, *own)))


def _contradictions(processes: tuple[AnyProcess, ...]) -> Iterator[Problem]:
    """What keeps these processes from working together."""
    known = {process.name: process for process in processes}
    for name, times in Counter(process.name for process in processes).items():
        if times > 1:
            yield Problem("operator.process-twice", name, "two have this name; keep one")
    for process in processes:
        yield from flaws_of(process)
        for needed in sorted(getattr(process, "needs", ())):
            if needed not in known:
                advice = f"it works with {needed}, which is not there; add that process"
                yield Problem("operator.process-missing", process.name, advice)
            elif len({currency_of(process), currency_of(known[needed])} - {None}) > 1:
                advice = f"it is kept in another currency than {needed}; keep both in one"
                yield Problem("operator.two-currencies", process.name, advice)


def _flaws_of_clocks(
    processes: tuple[AnyProcess, ...], calendar: BusinessCalendar
) -> Iterator[Problem]:
    """Where two that work with each other mean another day, or nobody the day of the pack.

    Working days and hours may differ: an office that rests on Saturday works with a shop that
    does not.
    """
    zones = {process.name: at.zone for process in processes if (at := calendar_of(process))}
    for process in processes:
        for needed in sorted(getattr(process, "needs", ())):
            if len({zones[name] for name in (process.name, needed) if name in zones}) > 1:
                advice = (
                    f"its days begin by other clocks than those of {needed}; give both one zone"
                )
                yield Problem("operator.two-zones", process.name, advice)
    if zones and calendar.zone not in zones.values():
        advice = f"no process has its days in {calendar.zone}; give the calendar that they have"
        yield Problem("operator.two-zones", "calendar", advice)


def currency_of(process: AnyProcess) -> Currency | None:
    """The one currency that a process is kept in, if it is kept in one."""
    return _kept_in(process, Currency, "currency")


def calendar_of(process: AnyProcess) -> BusinessCalendar | None:
    """The calendar by which a process reckons its days, if it reckons any."""
    return _kept_in(process, BusinessCalendar, "calendar")


def _kept_in(process: AnyProcess, kind: type[Kind], name: str) -> Kind | None:
    """What a process says of itself under that name, or in its settings or its evaluation."""
    places = (process, *(getattr(process, part, None) for part in ("settings", "evaluation")))
    found = (getattr(place, name, None) for place in places)
    return next((one for one in found if isinstance(one, kind)), None)


def joined(first: Operator, *others: Operator) -> Operator:
    """One operator with the processes of several, for a group that keeps them in one place.

    Each process keeps its own policies, currency and calendar. The calendar of the whole is that
    of the first, its indicators are those of the first that has any. Raises `BrokenDefinition`
    naming every process that two of them have, since a case would not say whose it is.
    """
    every = (first, *others)
    processes = tuple(process for operator in every for process in operator.processes)
    count = Counter(process.name for process in processes)
    if twice := tuple(name for name, times in count.items() if times > 1):
        raise BrokenDefinition(
            "operators that are joined must not have the same process; keep them in two files",
            code="operator.process-twice",
            problems=tuple(Problem("operator.process-twice", n, "two have it") for n in twice),
        )
    upcasters = {name: lifts for operator in every for name, lifts in operator.upcasters.items()}
    indicators = next((o.indicators for o in every if o.indicators is not None), None)
    name = "+".join(operator.name for operator in every)
    words = Words(tuple(dict.fromkeys(f for operator in every for f in operator.words.folders)))
    ports = JoinedPorts(tuple(operator.ports for operator in every))
    codes = tuple(dict.fromkeys(code for operator in every for code in operator.codes))
    return Operator(
        name,
        processes,
        first.calendar,
        indicators,
        upcasters,
        words,
        ports,
        codes,
        _joined_roles(every),
        {kind: term for operator in every for kind, term in operator.retention.items()},
        next((o.ageing for o in every if RECEIVABLE in o.by_name), first.ageing),
    )


def _joined_roles(every: tuple[Operator, ...]) -> Mapping[Role, tuple[Role, ...]]:
    """The roles of several packs; raises `BrokenDefinition` where two say another thing of one."""
    made: dict[Role, tuple[Role, ...]] = {}
    for role, others in (pair for operator in every for pair in operator.roles.items()):
        if made.setdefault(role, others) != others:
            raise BrokenDefinition(
                "operators that are joined must mean the same by a role; rename it in one of them",
                code="operator.role-twice",
                problems=(Problem("operator.role-twice", role.value, "two have it"),),
            )
    return made


@entity
class JoinedPorts:
    """The ports of several packs; raises `BrokenDefinition` where two have one of the same name."""

    packs: tuple[Ports, ...]

    def __call__(self, file: Path, /) -> Mapping[str, Port]:
        made = [(topic, port) for ports in self.packs for topic, port in ports(file).items()]
        count = Counter(topic for topic, _ in made)
        if twice := tuple(topic for topic, times in count.items() if times > 1):
            raise BrokenDefinition(
                "operators that are joined must not have the same port; rename one of them",
                code="operator.port-twice",
                problems=tuple(Problem("operator.port-twice", t, "two have it") for t in twice),
            )
        return dict(made)
