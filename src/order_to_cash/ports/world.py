"""All ports of the outside together, as a desk needs them."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol, get_args

from attrs import Factory

from order_to_cash.domain.core import BrokenDefinition, PortMessage, Problem, Unavailable, entity
from order_to_cash.domain.trade import Instruction, Question
from order_to_cash.ports.billing import Billing, billed
from order_to_cash.ports.directories import Directories, asked
from order_to_cash.ports.fulfilment import Fulfilment
from order_to_cash.ports.notification import Notification
from order_to_cash.ports.reservations import NO_RESERVATIONS, Reservations, kept
from order_to_cash.ports.ticketing import NO_TICKETING, Ticketing, ticketed


class Port(Protocol):
    """A port of one's own: whatever answers questions or takes instructions under their keys."""

    def send(self, key: str, message: Any, /) -> Any:
        """Answer a question, or take an instruction once under this key.

        What it returns is given to the message's `answered`: `None` for what only had to be done.
        A key that was seen before is answered as it was. It may raise `Unavailable`, then nothing
        was done and it is tried again; `AnswersLater`, then `Desk.answer` brings the answer; and
        `PortError` where the other side refuses.
        """
        ...


@entity
class Came:
    """What came back of a message once: the command, or nothing where it only had to be done.

    A port that plays again what is over returns it in place of an answer.
    """

    command: Any


@entity
class World:
    """Where facts come from, and who is instructed and told; without case systems tickets wait.

    Without `reservations` so do the orders of an operator that keeps goods for them. `own` are the
    ports of one's own processes, by the topics of their messages. `instead` takes every message in
    place of all other ports, where nobody outside may be asked or told again. Raises
    `BrokenDefinition` for a topic that cannot be one's own, and for what has no `send`.
    """

    directories: Directories
    billing: Billing
    fulfilment: Fulfilment
    notification: Notification
    ticketing: Ticketing = NO_TICKETING
    own: Mapping[str, Port] = Factory(dict)
    reservations: Reservations = NO_RESERVATIONS
    instead: Port | None = None

    def __attrs_post_init__(self) -> None:
        if problems := tuple(
            Problem("world.topic", topic, "it is not free; give the port a name of its own")
            for topic in self.own
            if topic in PORTS or not topic or "/" in topic
        ):
            raise BrokenDefinition(
                "a port of one's own has a name that is the library's, empty, or has a slash",
                code="world.topic",
                problems=problems,
            )
        if problems := tuple(
            Problem("world.no-send", topic, "it has no method `send`; give a port that has it")
            for topic, port in self.own.items()
            if not callable(getattr(port, "send", None))
        ):
            raise BrokenDefinition(
                "what is given as a port of one's own is none",
                code="world.no-send",
                problems=problems,
            )

    def takes(self, message: type[PortMessage]) -> bool:
        """Whether there is a port for messages of this class."""
        return self.instead is not None or message in OURS or message.topic in self.own

    def send(self, key: str, message: PortMessage, /) -> Any:
        """Hand a message to its port; what the port answered.

        Raises `AnswersLater` where the answer comes later, `Unavailable` where it has to be tried
        again, and `PortError` where it was refused.
        """
        if self.instead is not None:
            return self.instead.send(key, message)
        if type(message) in OURS:
            return PORTS[message.topic](self, key, message)
        if (port := self.own.get(message.topic)) is None:
            raise Unavailable(
                f"there is no port {message.topic} to send it to; give the world one",
                code="world.no-port",
            )
        return port.send(key, message)


PORTS: Final[Mapping[str, Callable[[World, str, Any], object]]] = {
    "directories": lambda world, _, question: asked(world.directories, question),
    "billing": lambda world, key, message: billed(world.billing, key, message),
    "fulfilment": lambda world, key, message: world.fulfilment.instruct(key, message),
    "notification": lambda world, key, message: world.notification.send(key, message),
    "ticketing": lambda world, key, message: ticketed(world.ticketing, key, message),
    "reservations": lambda world, key, message: kept(world.reservations, key, message),
}
"""How messages reach the library's ports, by topic."""

OURS: Final = frozenset((*get_args(Question), *get_args(Instruction)))
"""Every message of the library that goes to a port."""
