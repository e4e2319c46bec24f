"""Events change their form: each version that was stored is lifted, step by step, to today's."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, TypeAlias

from order_to_cash.domain.core import BrokenDefinition, Problem
from order_to_cash.wire.faults import refused

Upcaster: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]
"""Brings the stored body of one kind of event from one version to the next."""

Lifts: TypeAlias = Mapping[str, tuple[Upcaster, ...]]
"""Those of each kind of event, by `"process.event_type"`: the first lifts version 1 to 2."""

TOO_OLD: Final = Problem("wire.too-old", "", "no upcaster understands this body; mend it")


def checked(lifts: Lifts, known: Collection[str]) -> Lifts:
    """The upcasters, each of an event that is known, in a tuple."""
    for name, several in lifts.items():
        if name not in known:
            raise BrokenDefinition(
                f"there is an upcaster for {name}, which is no event here; name it "
                "process.event_type, such as order.order_placed",
                code="wire.unknown-event",
            )
        if not isinstance(several, tuple):
            raise BrokenDefinition(
                f"the upcasters of {name} are a tuple, the first of which lifts version 1 to 2; "
                "give one",
                code="wire.upcasters",
            )
    return dict(lifts)


def lifted(lifts: tuple[Upcaster, ...], document: object, version: int) -> object:
    """The body as today's version has it; raises `InvalidDocument` if nobody can say."""
    newest = 1 + len(lifts)
    if type(version) is not int or not 1 <= version <= newest:
        advice = f"versions 1 to {newest} of this event are read; open it with the newer release"
        raise refused((Problem("wire.newer-event", "", advice),))
    for lift in lifts[version - 1 :]:
        if not isinstance(document, dict):
            return document
        document = _once(lift, document)
    return document


def _once(lift: Upcaster, document: dict[str, Any]) -> object:
    try:
        return lift(document)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001, S110  (an old body nobody understands is a bad document)
        pass
    raise refused((TOO_OLD,))
