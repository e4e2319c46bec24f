"""The port through which parties and roles are told what happened."""

from typing import Protocol

from order_to_cash.domain.messages import Notify


class Notification(Protocol):
    """A way to tell somebody something. It may raise `Unavailable`; then it is tried again."""

    def send(self, key: str, notice: Notify, /) -> None:
        """Tell it once under this key: a key that was seen before is done already."""
        ...
