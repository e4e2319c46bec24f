"""Requests as they are measured: when opened, when closed, whether effectively, and their labels.

Time is counted between instants in UTC, so a change of the clocks neither adds nor takes an hour.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from unicodedata import normalize

from attrs import Factory, field

from order_to_cash.domain.core import InvalidValue, Pause, entity
from order_to_cash.domain.core.instants import in_utc

LONGEST_TEXT: Final = 256
"""The most characters of a label."""

TRUTHS: Final[Mapping[str, bool]] = {
    **dict.fromkeys(("true", "yes", "1", "sí", "si", "sim", "verdadero", "verdadeiro"), True),
    **dict.fromkeys(("false", "no", "0", "não", "nao", "falso"), False),
}
"""Words of a spreadsheet for yes and no."""

UNTOLD: Final = frozenset(
    [
        *(
            "",
            "-",
            "--",
            "---",
            "\u2013",
            "\u2014",
            ".",
            "null",
            "(null)",
            "none",
            "nil",
            "nan",
            "nat",
            "<na>",
        ),
        *("na", "n/a", "n.a.", "#n/a", "nd", "n/d", "n.d.", "#n/d", "s/d", "\\n"),
        *("0000-00-00", "0000-00-00 00:00", "0000-00-00 00:00:00", "00/00/0000"),
        *("open", "pending", "abierto", "abierta", "pendiente", "aberto", "aberta", "pendente"),
    ]
)
"""What spreadsheets, databases and people write where there is nothing to say, in small letters."""


def says_nothing(cell: str) -> bool:
    """Whether a cell says that something is not known, or not yet."""
    return cell.strip().casefold() in UNTOLD


def _known(at: datetime | None) -> datetime | None:
    return None if at is None else in_utc(at)


@entity
class Request:
    """One request of a customer; not closed yet if `closed` is `None`.

    Instants without an offset are refused with `InvalidValue`.
    """

    opened: datetime = field(converter=in_utc)
    closed: datetime | None = field(default=None, converter=_known)
    effective: bool = False
    labels: Mapping[str, str] = Factory(dict)
    pauses: tuple[Pause, ...] = ()

    @property
    def misdated(self) -> bool:
        """Whether it was closed before it was opened: an error of the data."""
        return self.closed is not None and self.closed < self.opened


def label_of(cell: str) -> str:
    """A label as it is counted, whichever reader found it: in one form of Unicode, without margins.

    Raises `InvalidValue` for one that is too long or cannot be printed.
    """
    cell = cell.strip()
    # normalising a long row of combining marks takes seconds
    if not cell.isascii() and len(cell) <= LONGEST_TEXT:
        cell = normalize("NFC", cell)
    if len(cell) > LONGEST_TEXT or not cell.isprintable():
        raise InvalidValue(
            f"a label has at most {LONGEST_TEXT} characters, all printable; shorten or retype it",
            code="records.label",
        )
    return cell
