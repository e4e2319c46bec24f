"""The wire: all that crosses it or is stored, as strict JSON, both ways."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from types import NoneType
from typing import Any, Final, TypeAlias, get_args

from order_to_cash.domain.core import (
    BrokenDefinition,
    Decision,
    Envelope,
    LookAtWait,
    Money,
    OpenEnum,
    Problem,
    Process,
    Refusal,
    WaitTold,
    asked_for,
    messages_of,
)
from order_to_cash.domain.trade import Instruction, Question
from order_to_cash.wire.decisions import FORMS
from order_to_cash.wire.faults import NOT_TAKEN, TOO_DEEP, UNREADABLE, Wrong, refused
from order_to_cash.wire.limits import LIMITS, STORED, Limits
from order_to_cash.wire.notation import VERSION
from order_to_cash.wire.parsing import parsed
from order_to_cash.wire.remaking import UNACCEPTABLE
from order_to_cash.wire.shapes import OneOf, Shape, type_name, variants
from order_to_cash.wire.text import canonical, written
from order_to_cash.wire.upcasting import Upcaster, checked, lifted
from order_to_cash.wire.vocabulary import MONEY, Check, Vocabulary, Write, own_codes

AnyProcess: TypeAlias = Process[Any, Any, Any]
ONLY_DONE: Final = Problem(
    "wire.not-null", "", "this message only has to be done; give null once it is"
)
MESSAGES: Final[tuple[type, ...]] = (*get_args(Question), *get_args(Instruction))


class Wire:
    """Reads and writes what crosses the wire or is stored, for these processes.

    Whatever a `load_*` is given, it answers a value or raises `InvalidDocument` with every problem
    (at most 20) and its place; whatever a `dump_*` is given, it writes what can be read again or
    raises the same. `messages` adds to the messages of the library and of these processes.
    `upcasters` maps `"process.event_type"` to the functions that lift stored bodies of that event,
    the first from version 1 to 2, so that its version today is one more than they are. `codes` are
    the operator's own of our open enumerations; roles in the tables of these are known without.
    """

    version: Final = VERSION

    def __init__(
        self,
        processes: Sequence[AnyProcess],
        *,
        messages: Sequence[type] = (),
        upcasters: Mapping[str, tuple[Upcaster, ...]] = {},
        codes: Iterable[OpenEnum] = (),
    ) -> None:
        # cattrs is slow to import, and many programs never touch the wire
        from order_to_cash.wire.examining import Examiner  # noqa: PLC0415
        from order_to_cash.wire.guarding import Guard  # noqa: PLC0415
        from order_to_cash.wire.reading import Reader  # noqa: PLC0415
        from order_to_cash.wire.writing import Writer  # noqa: PLC0415

        self._states: Mapping[str, type] = {p.name: type(p.initial) for p in processes}
        self._events = {p.name: variants(OneOf((*p.lifecycle.events, WaitTold))) for p in processes}
        own = (message for process in processes for message in messages_of(process))
        self.messages: Final[Mapping[str, type]] = variants(
            OneOf(tuple(dict.fromkeys((*MESSAGES, *own, *messages))))
        )
        self._event_classes = {e for known in self._events.values() for e in known.values()}
        self._message_classes = frozenset(self.messages.values())
        self._state_classes = frozenset(self._states.values())
        names = {
            f"{process}.{type_}" for process in self._events for type_ in self._events[process]
        }
        self._lifts = checked(upcasters, names)
        self.vocabulary: Final = Vocabulary(
            {p.name: OneOf(p.lifecycle.commands) for p in processes},
            {Money: MONEY, **FORMS},
            own_codes(processes, codes),
        )
        self._stored: Mapping[str, OneOf] = {
            name: OneOf((*known.classes, LookAtWait))
            for name, known in self.vocabulary.commands.items()
        }
        self._unions: dict[tuple[type, ...], OneOf] = {}
        self._check(processes)
        self._reader: Reader = Reader(self.vocabulary)
        self._examiner: Examiner = Examiner(self.vocabulary)
        self._guard: Guard = Guard(self.vocabulary)
        self._writer: Writer = Writer(self.vocabulary)

    def load_envelope(self, text: str | bytes) -> Envelope[Any]:
        """The envelope in a document from outside, its command one that its process knows."""
        made: Envelope[Any] = self._load(Envelope, text, LIMITS)
        return made

    def dump_envelope(self, envelope: Envelope[Any]) -> str:
        """The document of an envelope."""
        return self._dump(Envelope, envelope, LIMITS)

    def checked_envelope(self, envelope: Envelope[Any]) -> str:
        """The fingerprint of an envelope that a document from outside could be (TRU-01).

        It is held to the shapes and limits of documents: `InvalidDocument` for any other tells
        every problem with its place.
        """
        write, check = self._writer.of(Envelope), self._guard.of(Envelope)
        document = self._taken(write, check, envelope, NOT_TAKEN)
        written(document, LIMITS, NOT_TAKEN)
        return _fingerprint(document, LIMITS)

    def fingerprint(self, envelope: Envelope[Any]) -> str:
        """The SHA-256 of all that an envelope says except its id, the same for equal content."""
        write, check = self._writer.own_envelope, self._guard.own_envelope
        return _fingerprint(self._taken(write, check, envelope), STORED)

    def load_command(self, process: str, text: str | bytes, *, limits: Limits = LIMITS) -> Any:
        """The command of that process in a document, named by its `type`.

        `limits` are those of documents from outside; give `STORED` for one of the library's own,
        among which are the looks of the clock that no document from outside can be.
        """
        known = self._stored if limits is STORED else self.vocabulary.commands
        return self._load(_known(known, process, "process"), text, limits)

    def dump_command(self, process: str, command: Any) -> str:
        """The document of a command, with its `type`."""
        return self._dump(_known(self._stored, process, "process"), command)

    def load_event(
        self, process: str, type_: str, body: str | bytes, *, version: int | None = None
    ) -> Any:
        """The event of that process and type in a stored body of that version, today's by default.

        Raises `InvalidDocument` for a version that a newer release wrote.
        """
        cls, lifts = self._event(process, type_), self._lifts.get(f"{process}.{type_}", ())
        stored = 1 + len(lifts) if version is None else version
        return self._load(cls, body, STORED, lambda document: lifted(lifts, document, stored))

    def event_version(self, process: str, type_: str) -> int:
        """The version in which events of that process and type are written today."""
        self._event(process, type_)
        return 1 + len(self._lifts.get(f"{process}.{type_}", ()))

    def dump_event(self, event: Any) -> str:
        """The body of an event; its `type_name` is kept beside it."""
        return self._dump(self._one_of(self._event_classes, event), event)

    def load_message(self, type_: str, body: str | bytes) -> Any:
        """The message of that type in a stored body."""
        return self._load(_known(self.messages, type_, "message"), body, STORED)

    def load_answer(self, type_: str, text: str | bytes) -> Any:
        """What a port returns for a message of that type, in a document from outside.

        It has the shape of what the message's `answered` takes; `null` says that it was done.
        """
        shape = asked_for(_known(self.messages, type_, "message"))
        if shape is not NoneType:
            return self._load(shape, text, LIMITS)
        if parsed(text, LIMITS) is not None:
            raise refused((ONLY_DONE,))
        return None

    def dump_message(self, message: Any) -> str:
        """The body of a message; its `type_name` is kept beside it."""
        return self._dump(self._one_of(self._message_classes, message), message)

    def load_state(self, process: str, text: str | bytes) -> Any:
        """The state of a case of that process in a stored body."""
        return self._load(_known(self._states, process, "process"), text, STORED)

    def dump_state(self, state: Any) -> str:
        """The body of a state."""
        return self._dump(self._one_of(self._state_classes, state), state)

    def load_decision(self, text: str | bytes) -> Decision:
        """The decision in a stored body."""
        made: Decision = self._load(Decision, text, STORED)
        return made

    def dump_decision(self, decision: Decision) -> str:
        """The body of a decision."""
        return self._dump(Decision, decision)

    def load_refusal(self, text: str | bytes) -> Refusal:
        """The refusal in a stored body."""
        made: Refusal = self._load(Refusal, text, STORED)
        return made

    def dump_refusal(self, refusal: Refusal) -> str:
        """The body of a refusal."""
        return self._dump(Refusal, refusal)

    def load_kept(self, classes: tuple[type, ...], text: str | bytes) -> Any:
        """What is kept beside the events: a value of one of the classes, named by its `type`."""
        return self._load(self._kept(classes), text, STORED)

    def dump_kept(self, classes: tuple[type, ...], value: Any) -> str:
        """The body of such a value, with its `type`."""
        return self._dump(self._kept(classes), value)

    def type_name(self, cls: type) -> str:
        """The name of a class on the wire: its own in snake_case."""
        return type_name(cls)

    def _load(
        self,
        shape: Shape,
        text: str | bytes,
        limits: Limits,
        lift: Callable[[object], object] | None = None,
    ) -> Any:
        document = parsed(text, limits)
        if lift is not None:
            document = lift(document)
        try:
            return self._reader.of(shape)(document, None)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001, S110  (the careful pass below says what is wrong)
            pass
        try:
            return self._examiner.of(shape)(document, None)
        except Wrong as wrong:
            problems = wrong.problems
        except RecursionError:
            problems = (TOO_DEEP,)
        raise refused(problems)

    def _dump(self, shape: Shape, value: Any, limits: Limits = STORED) -> str:
        document = self._taken(self._writer.of(shape), self._guard.of(shape), value)
        return written(document, limits)

    def _taken(self, write: Write, check: Check, value: Any, advice: str = UNREADABLE) -> Any:
        """The JSON value of a value, or every problem with it."""
        try:
            return write(value)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001, S110  (the careful pass below says what is wrong)
            pass
        problems: tuple[Problem, ...] = (UNACCEPTABLE,)
        try:
            check(value)
        except Wrong as wrong:
            problems = wrong.problems
        except RecursionError:
            problems = (TOO_DEEP,)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001, S110  (it cannot even be looked at)
            pass
        raise refused(problems, advice)

    def _kept(self, classes: tuple[type, ...]) -> OneOf:
        """One shape for the same classes, since whatever reads and writes a shape is made once."""
        if (known := self._unions.get(classes)) is None:
            known = self._unions[classes] = OneOf(classes)
        return known

    def _one_of(self, known: Collection[type], value: Any) -> type:
        if type(value) in known:
            return type(value)
        advice = "no such class is known to this wire; give one of its processes, or add it there"
        raise refused((Problem("wire.unknown-type", "", advice),), UNREADABLE)

    def _event(self, process: str, type_: str) -> type:
        known: type = _known(_known(self._events, process, "process"), type_, "event")
        return known

    def _check(self, processes: Sequence[AnyProcess]) -> None:
        if len(self._states) < len(processes):
            raise BrokenDefinition("two processes have one name; rename one of them")
        events = chain.from_iterable(known.values() for known in self._events.values())
        roots: Iterable[Shape] = (
            *self.vocabulary.commands.values(),
            *self._states.values(),
            *events,
            OneOf(tuple(self.messages.values())),
            Refusal,
        )
        for root in roots:
            self.vocabulary.check(root)


def _fingerprint(document: dict[str, Any], limits: Limits) -> str:
    del document["id"]
    return sha256(canonical(document, limits).encode()).hexdigest()


def _known(names: Mapping[str, Any], name: object, what: str) -> Any:
    if isinstance(name, str) and name in names:
        return names[name]
    advice = f"no such {what} here; give one of: {', '.join(names) or 'none'}"
    raise refused((Problem("wire.unknown-name", "", advice),))
