"""`demo`: an example of the package runs as anybody's lines would, and says how to go on."""

import shlex
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from order_to_cash.cli.run import run
from order_to_cash.cli.status import GOOD, PROGRAM
from order_to_cash.demo import DEMOS, unpack
from order_to_cash.domain.core import Voice
from order_to_cash.operators.known import operator_named

UNPACKED: Final = "demo.unpacked"
NOTEBOOKS: Final = "demo.notebooks"
ON: Final = "demo.on"
NEXT: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "peru": (
        ("demo.explain", "explain order/O-6020 --db {db}"),
        ("demo.next", "next order/O-6020 --db {db} --role customer"),
        ("demo.tick", "tick --db {db} --data {data} --now 2024-04-01T12:00:00Z"),
        ("demo.check", "check --db {db}"),
        ("demo.kpi", "kpi {db} --by week"),
    ),
    "bolivia": (
        ("demo.explain", "explain transfer/T-3030 --db {db} --language es"),
        ("demo.next", "next technical_claim/RT-3009 --db {db} --role technical_team"),
        ("demo.check", "check --db {db}"),
        ("demo.kpi", "kpi {db} --by procedure"),
    ),
}
"""What a newcomer may ask each example, with the code of the text that says what it shows."""


def demo(options: Namespace) -> int:
    """Unpack the example, run it, and name the commands that go on from there."""
    known = DEMOS[options.example]
    folder = unpack(options.example, options.to or Path(f"demo-{options.example}"))
    voice = Voice(options.language, operator_named(known.operator).words)
    print(voice.say("text", UNPACKED, folder=str(folder)), flush=True)
    files = [str(folder / known.lines)]
    given = {"db": folder / "demo.db", "data": folder / known.data if known.data else None}
    run(Namespace(**vars(options), **given, files=files, operator=known.operator))
    for line in _next(options.example, given, voice):
        print(line)
    if known.has_notebooks:
        print(voice.say("text", NOTEBOOKS, folder=shlex.quote(str(folder))))
    return GOOD


def _next(example: str, given: Mapping[str, Path | None], voice: Voice) -> Iterator[str]:
    """The commands, each below what it shows."""
    named = {name: shlex.quote(str(path)) for name, path in given.items()}
    yield from ("", voice.say("text", ON))
    for text, command in NEXT[example]:
        yield f"  # {voice.say('text', text)}"
        yield f"  {PROGRAM} {command.format_map(named)}"
