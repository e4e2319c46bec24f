"""What a stranger said, from two files, in any order, twice, and killed: it comes to the same."""

from collections.abc import Iterator
from contextlib import redirect_stderr
from datetime import datetime
from io import BytesIO, StringIO
from random import Random
from typing import Any

from order_to_cash.audit import check
from order_to_cash.cli.run import LONG_AGO, WORKER, Run, Source, pass_through
from order_to_cash.domain.core import Envelope, InvalidDocument
from order_to_cash.testing.checks import Broken
from tests.faults.door_laws import ALWAYS, events
from tests.faults.mortal import Death
from tests.faults.rooms import BOTH, WIRE, Room
from tests.faults.stranger import Stranger

Files = tuple[tuple[str, bytes], ...]


def tell_files(seed: int, steps: int = 30) -> None:
    """TRU-13: two files with what was said in a life, merged; raises `Broken` with the seed."""
    stranger = Stranger(seed)
    stranger.run(steps)
    random = Random(seed)  # noqa: S311  (repeatable)
    files, now = parted(stranger.said, random), stranger.now
    try:
        expected = _as_undisturbed(files, now)
        said_before_moves_nothing(stranger.said, now)
        for disturbed in (_backwards, _twice, _killed):
            found = disturbed(files, now, random)
            if found != expected:
                raise Broken(f"{disturbed.__name__}: {_difference(expected, found)}")
    except Exception as fault:
        raise Broken(f"stranger {seed} in files: {fault!r:.3000}") from fault


def parted(said: list[Envelope[Any]], random: Random) -> Files:
    """Two files of lines, each in its order, some of them twice, some of them no lines at all."""
    parts: tuple[list[bytes], ...] = ([], [])
    for line in _lines(said):
        for part in random.sample(parts, random.choice((1, 1, 1, 2))):
            part.append(line)
        if random.random() < 0.05:
            random.choice(parts).append(line[: random.randrange(1, len(line))])
    return tuple(
        (name, b"\n".join(part)) for name, part in zip(("a.jsonl", "b.jsonl"), parts, strict=True)
    )


def _lines(said: list[Envelope[Any]]) -> Iterator[bytes]:
    for envelope in said:
        try:
            yield WIRE.dump_envelope(envelope).encode()
        except InvalidDocument:
            continue


def run_over(room: Room, files: Files, now: datetime) -> None:
    """What `run` does with files, on this store."""
    desk = room.desk(BOTH, lambda: now, WORKER, lambda port: port)
    desk.deliver(LONG_AGO)
    sources = [Source(name, BytesIO(content), WIRE, now) for name, content in files]
    with redirect_stderr(StringIO()):
        pass_through(Run(desk, now), sources)
    desk.pass_time(now, jump=True)


def said_before_moves_nothing(said: list[Envelope[Any]], now: datetime) -> None:
    """TRU-13: lines that were answered elsewhere let no time pass, and send nothing."""
    room = Room()
    desk = room.desk(BOTH, lambda: now, WORKER, lambda port: port)
    past = [envelope for envelope in said if envelope.at <= now]
    known = zip(past, desk.handle_many(past), strict=True)
    answered = [envelope for envelope, found in known if not isinstance(found, Exception)]
    content = b"\n".join(_lines(answered))
    before = left(room)
    with redirect_stderr(StringIO()):
        pass_through(Run(desk, now), [Source("all.jsonl", BytesIO(content), WIRE, now)])
    if before != left(room):
        raise Broken(f"said_before_moves_nothing: {_difference(before, left(room))}")


def left(room: Room) -> dict[str, Any]:
    """Everything that is left in a store and its world, whatever the order of its coming."""
    journal, books = room.journal, room.books()
    return {
        "events": sorted(
            (e.process, e.case, e.version, e.at, e.actor, e.command, e.type, e.body)
            for e in events(room.observer)
        ),
        "waiting": sorted(message.key for message in journal.waiting(ALWAYS, limit=100_000)),
        "parked": sorted((m.key, m.problem) for m in journal.parked(limit=100_000)),
        "reached": journal.reached(),
        "invoices": dict(books.invoices),
        "refunds": dict(books.refunds),
        "receipts": dict(books.receipts),
        "charge_backs": dict(books.charge_backs),
        "instructions": dict(books.instructions),
        "notices": dict(books.notices),
    }


def _as_undisturbed(files: Files, now: datetime) -> dict[str, Any]:
    room = Room()
    run_over(room, files, now)
    for law in check(room.observer, room.books()):
        for problem in law.problems:
            raise Broken(problem)
    return left(room)


def _backwards(files: Files, now: datetime, _: Random) -> dict[str, Any]:
    room = Room()
    run_over(room, files[::-1], now)
    return left(room)


def _twice(files: Files, now: datetime, random: Random) -> dict[str, Any]:
    room = Room()
    for _ in range(2):
        run_over(room, tuple(random.sample(files, len(files))), now)
    return left(room)


def _killed(files: Files, now: datetime, random: Random) -> dict[str, Any]:
    room = Room()
    for _ in range(random.choice((1, 1, 3))):
        room.fate.draw(random, 1_500)
        try:
            run_over(room, files, now)
        except Death:
            room.again()
    room.fate.spare()
    run_over(room, files, now)
    return left(room)


def _difference(expected: dict[str, Any], found: dict[str, Any]) -> str:
    """The first thing of each kind that differs."""
    said = []
    for name, whole in expected.items():
        other = found[name]
        if whole != other and isinstance(whole, list):
            lost = [one for one in whole if one not in other][:1]
            new = [one for one in other if one not in whole][:1]
            said.append(f"{name}: without {lost}, with {new}")
        elif whole != other:
            said.append(f"{name}: {whole!r:.200} is {other!r:.200}")
    return "; ".join(said)
