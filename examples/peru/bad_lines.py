"""Lines that cannot be processed, each for another reason, and two that were sent twice."""

import json
from collections.abc import Iterator, Sequence
from typing import Any


def among(good: Sequence[str]) -> Iterator[str]:
    """The good lines, with a bad one after every so many."""
    bad = {(count + 1) * 29: text for count, text in enumerate(_bad(good))}
    for number, text in enumerate(good, 1):
        yield text
        if number in bad:
            yield bad[number]


def _bad(good: Sequence[str]) -> Sequence[str]:
    first = next(text for text in good if '"quantity":10,' in text)
    payment = next(text for text in good if '"receive_payment"' in text)
    return (
        first,  # sent again: answered as the first time
        first[: len(first) // 2],  # cut off on the way
        _with(first, id="M-01", actor=None),  # nobody gave it
        _with(first, id="M-02").replace('"quantity":10,', '"quantity":"10",'),
        _with(first, id="M-03").replace("place_order", "deliver_order"),
        _with(first, id="M-04", at="2024-01-20T10:00:00"),  # in which zone?
        _with(payment, id="M-05").replace('"PEN"', '"SOLES"'),
        _with(payment, id="M-06", process="pedido"),
        first.replace('"quantity":10,', '"quantity":11,'),  # the id of another command
        _with(first, id="M-07", case="O-7002", at="2124-02-01T10:00:00-05:00"),
        _with(first, id="M-08", prioridad="alta"),  # a key nobody knows
        _with(first, id="M-09", role="distribuidor", at="ayer"),  # two things at once
        _with(first, id="tick:7003", case="O-7003"),  # such ids are the desk's own
        _with(payment, id="M-10").replace('"method"', '"method":"store","method"'),
        payment,  # sent again
    )


def _with(text: str, **changes: Any) -> str:
    """The same line with other values; `None` removes the key."""
    envelope = {**json.loads(text), **changes}
    kept = {key: value for key, value in envelope.items() if value is not None}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
