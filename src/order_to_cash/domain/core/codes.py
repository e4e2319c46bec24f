"""Enumerations that are open: our codes, and beside them those of an operator's own."""

import enum
import re
from typing import Any, Final, Self

CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")
"""How a code is written, ours and any other."""


class OpenEnum(enum.StrEnum):
    """Codes of ours, to which an operator adds its own: `Channel("kiosk")`.

    Calling it makes the code that a text names, one object a code, so that `is` compares; a text
    that is none raises `ValueError`. Going through it gives ours alone. Which others are known is
    the operator's to say (`Operator(codes=..., roles=...)`): its door refuses the rest.

    >>> class Colour(OpenEnum):
    ...     RED = "red"
    >>> Colour("sea_green") is Colour("sea_green"), Colour("sea_green") in list(Colour)
    (True, False)
    """

    @property
    def is_own(self) -> bool:
        """Whether it is an operator's own, and none of ours."""
        return type(self).__members__.get(self.name) is not self

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str) or CODE.fullmatch(value) is None:
            return None
        made: Self = _OWN.setdefault((cls, str(value)), _made(cls, str(value)))
        return made

    def __reduce_ex__(self, _protocol: Any, /) -> tuple[type[Self], tuple[str]]:
        return type(self), (self.value,)


_OWN: Final[dict[tuple[type[OpenEnum], str], Any]] = {}


def _made(cls: type[OpenEnum], value: str) -> OpenEnum:
    """A member that going through the enumeration does not give."""
    made = str.__new__(cls, value)
    made._name_, made._value_ = value.upper(), value
    return made
