"""The port through which parties and roles are told what happened, each thing once."""

from typing import Protocol

from order_to_cash.domain.trade import Notify


class SeenKeys(Protocol):
    """The keys that an adapter is done with, kept so that a repeat is recognised after a crash."""

    def has(self, key: str, /) -> bool:
        """Whether the key was added before."""
        ...

    def add(self, key: str, /) -> None:
        """The key is done with; adding it twice is harmless."""
        ...


class Notification(Protocol):
    """A way to tell somebody something. It may raise `Unavailable`; then it is tried again."""

    def send(self, key: str, notice: Notify, /) -> None:
        """Tell it once under this key: a key that was seen before is done already."""
        ...
