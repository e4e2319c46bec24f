"""The same commands under two packs: played side by side, then held against each other."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from attrs import define, field

from order_to_cash.adapters.stores import Place, still_journal
from order_to_cash.comparing.comparison import (
    CaseChange,
    Comparison,
    Curve,
    Ended,
    Figure,
    Meant,
    Unplayed,
)
from order_to_cash.comparing.ends import change_of, ends, stage_of
from order_to_cash.comparing.money import Books
from order_to_cash.comparing.moves import Moment, Move
from order_to_cash.comparing.past import Past, Seen
from order_to_cash.comparing.playing import Play, play
from order_to_cash.desk import Desk
from order_to_cash.desk.cases import Cases
from order_to_cash.desk.personal import Veil
from order_to_cash.domain.core import Currency, Envelope
from order_to_cash.domain.core.errors import read_or
from order_to_cash.embedded import StrPath, directories_of
from order_to_cash.operators.known import operator_named, pack_of
from order_to_cash.operators.operator import Operator
from order_to_cash.ports.directories import Directories
from order_to_cash.ports.journal import Journal, Listed

EXAMPLES: Final = 5
EXPLAINED: Final = 3
"""How many of the examples are kept for cases that a decision of their own explains."""


def unseen(_count: int, _at: datetime | None) -> None:
    """Nobody watches."""


def compare(
    store: Place,
    against: Operator | str,
    *,
    operator: Operator | str | None = None,
    data: Directories | StrPath | None = None,
    seen: Seen = unseen,
) -> Comparison:
    """Play the commands that a store keeps under its pack and under another one.

    `store` is the path of a file or the URL of a database; it is read as of one instant and stays
    as it is, whoever works on it. `operator` is the one pack, by default the store's own, and
    `against` the other one. What directories and billing answered once they answer again; a
    question that was never asked goes to `data`, if that is given. `seen` is told how far it is.
    Nothing is sent, and no port of a pack is used. Memory does not grow with the store; the disk of
    the temporary folder holds both plays. Raises `InvalidValue` for an unknown pack, `PortError`
    for a store that cannot be read.
    """
    with ExitStack() as opened:
        journal = opened.enter_context(still_journal(store))
        folder = Path(opened.enter_context(TemporaryDirectory(prefix="order-to-cash-")))
        owner = journal.owner()
        own = operator_named(owner or None, stored=True) if operator is None else pack_of(operator)
        packs = own, pack_of(against)
        past = opened.enter_context(closing(Past.of(journal, folder / "past.db", seen)))
        plays = opened.enter_context(_plays(folder, packs, past, directories_of(data)))
        count = _play(past.moves(), plays, seen)
        if (reached := journal.reached()) is not None:
            for each in plays:
                each.pass_time(reached)
        strays = _strays(journal, plays[0]) if own.name == owner else None
        return _found(plays, count, strays, _names(own if operator is None else operator, against))


def compare_commands(
    commands: Iterable[Envelope[Any]],
    operator: Operator | str,
    against: Operator | str,
    *,
    data: Directories | StrPath | None = None,
    until: datetime | None = None,
    seen: Seen = unseen,
) -> Comparison:
    """Play commands, each at its instant and in the order of these, under two packs.

    They are read once. Directories are those of `data`; billing and what else the library keeps in
    a file of its own is kept there for each. Then time passes up to `until`, if it is given.
    Otherwise as `compare`.
    """
    packs = pack_of(operator), pack_of(against)
    with (
        TemporaryDirectory(prefix="order-to-cash-") as folder,
        _plays(Path(folder), packs, None, directories_of(data)) as plays,
    ):
        count = _play(commands, plays, seen)
        if until is not None:
            for each in plays:
                each.pass_time(until)
        return _found(plays, count, None, _names(operator, against))


@define
class _Count:
    """What the plays said to each command."""

    commands: int = 0
    otherwise: Counter[str] = field(factory=Counter)
    anew: int = 0
    failed: Counter[str] = field(factory=Counter)


def _play(moves: Iterable[Move], plays: tuple[Play, Play], seen: Seen) -> _Count:
    count = _Count()
    for move in moves:
        if isinstance(move, Moment):
            for each in plays:
                each.pass_time(move.at)
            continue
        count.commands += 1
        before, after = (each.take(move) for each in plays)
        if before.failed:
            count.failed[before.failed] += 1
        elif before.carried_out and not after.carried_out:
            count.otherwise[after.failed or after.refused] += 1
        elif after.carried_out and not before.carried_out:
            count.anew += 1
        seen(count.commands, move.at)
    return count


@contextmanager
def _plays(
    folder: Path, packs: tuple[Operator, Operator], past: Past | None, directories: Directories
) -> Iterator[tuple[Play, Play]]:
    with ExitStack() as opened:
        made = []
        for name, pack in zip(("before", "after"), packs, strict=True):
            (folder / name).mkdir()
            made.append(opened.enter_context(play(folder / name, pack, past, directories)))
        yield made[0], made[1]


def _found(
    plays: tuple[Play, Play], count: _Count, strays: int | None, names: tuple[str, str]
) -> Comparison:
    before, after = (each.desk for each in plays)
    until = max(filter(None, (each.reached for each in plays)), default=None)
    cases = _Cases()
    for case, ended in ends(before, after):
        cases.take(case, ended, before, after)
    money, blocked, curves = _money(before, after, until)
    unplayed = Unplayed(
        dict(count.otherwise.most_common()),
        count.anew,
        cases.going_on,
        dict(count.failed.most_common()),
        sum(each.recall.unanswered for each in plays),
        strays,
    )
    return Comparison(
        *names,
        until,
        before.operator.calendar.zone,
        count.commands,
        cases.count,
        dict(cases.ends.most_common()),
        dict(cases.rules.most_common()),
        cases.following,
        cases.examples,
        money,
        blocked,
        unplayed,
        curves,
    )


@define
class _Cases:
    """Counts of the cases that end otherwise, and the first of them."""

    count: int = 0
    ends: Counter[Ended] = field(factory=Counter)
    rules: Counter[str] = field(factory=Counter)
    following: int = 0
    going_on: int = 0
    explained: list[CaseChange] = field(factory=list)
    others: list[CaseChange] = field(factory=list)

    def take(self, case: str, ended: Ended, before: Desk, after: Desk) -> None:
        self.count += 1
        if ended.before == ended.after:
            return
        self.ends[ended] += 1
        change = change_of(case, ended, before, after)
        self.rules.update(change.rules)
        self.following += not change.rules
        kept = self.explained if change.rules else self.others
        kept += [change] if len(kept) < EXAMPLES else []
        self.going_on += _waits(after, case, ended.process, ended.after) and not _waits(
            before, case, ended.process, ended.before
        )

    @property
    def examples(self) -> tuple[CaseChange, ...]:
        """Those that a decision of their own explains come first, without pushing out the rest."""
        first = self.explained[: max(EXPLAINED, EXAMPLES - len(self.others))]
        return (*first, *self.others[: EXAMPLES - len(first)])


def _waits(desk: Desk, case: str, process: str, stage: str) -> bool:
    return bool(stage) and desk.waits(process, case) is not None


def _money(
    before: Desk, after: Desk, until: datetime | None
) -> tuple[tuple[Meant, ...], tuple[int, int], tuple[Curve, ...]]:
    if until is None:
        return (), (0, 0), ()
    ours, theirs = Books.of(before, until), Books.of(after, until)
    known = {currency for books in (ours, theirs) for _, currency in books.sums}
    money = tuple(
        Meant(figure, currency, ours.sums.get(place, 0), theirs.sums.get(place, 0))
        for currency in _in_order(known)
        for figure in Figure
        for place in ((figure, currency),)
        if place in ours.sums or place in theirs.sums
    )
    return money, (ours.blocked, theirs.blocked), tuple(_curves(ours, theirs))


def _curves(ours: Books, theirs: Books) -> Iterator[Curve]:
    """Days on which nothing moved are left out; the exposure stays as it was."""
    for currency in _in_order({currency for currency, _ in (*ours.peaks, *theirs.peaks)}):
        days = tuple(
            sorted({day for each, day in (*ours.peaks, *theirs.peaks) if each is currency})
        )
        yield Curve(
            currency,
            days,
            *(tuple(books.exposure(currency, days)) for books in (ours, theirs)),
        )


def _in_order(currencies: Iterable[Currency]) -> list[Currency]:
    return sorted(currencies, key=lambda currency: currency.value)


def _strays(journal: Journal, played: Play) -> int:
    """How many cases of the store end otherwise when its own pack plays them."""
    desk, count, after = played.desk, 0, ""
    known = Cases(journal, desk.wire, Veil(None, desk.wire))
    while page := journal.cases(after=after):
        for listed in page:
            count += read_or(partial(_strayed, desk, known, listed), lambda _: True)
        after = page[-1].cursor
    return count


def _strayed(desk: Desk, known: Cases, listed: Listed) -> bool:
    process = desk.operator.by_name.get(listed.process)
    if process is None:
        return False
    stage: str = known.read(process, listed.case).state.stage.value
    return stage != stage_of(desk, listed.process, listed.case)


def _names(*packs: Operator | str) -> tuple[str, str]:
    """What the packs are called: as they were named, or by their own names."""
    first, second = (pack if isinstance(pack, str) else pack.name for pack in packs)
    return first, second
