"""What PostgreSQL's errors mean for whoever runs a store: the true cause, and what to do."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.adapters.postgres.address import Address
from order_to_cash.adapters.postgres.driver import psycopg
from order_to_cash.domain.core import (
    InvalidValue,
    OrderToCashError,
    PortError,
    Unavailable,
    entity,
)


@entity
class Trouble:
    """What is wrong with the store for good: advice, under a stable code."""

    advice: str
    code: str


BUSY: Final = "others kept it busy; try again, or give it a longer timeout"
AWAY: Final = (
    "the server went away or cannot be reached; see that it runs, then try again, and ask for the"
    " answer to what was on its way"
)
CROSSED: Final = frozenset({"40001", "40P01"})
"""Two transactions were in each other's way, and this one was undone: it can be done again."""

TOO_LONG: Final = "54000"
"""What is to be written does not fit into an index."""

TRANSIENT: Final[Mapping[str, str]] = {
    "40": BUSY,
    "55P03": BUSY,
    "57014": "the work was stopped by the server or its operator; try again",
    "57P": AWAY,
    "08": AWAY,
    "25P03": "this program stood still within its work for too long; try again",
    "53100": "the disk of the server is full; make room, then try again",
    "53200": "the memory of the server ran out; free some, then try again",
    "53300": "the server has no connection left; use fewer workers, or raise max_connections",
    "53": "the server ran out of something; look at its log, then try again",
    "58": "the server could not read or write its disk; look at its log and at the disk",
}
"""By the SQLSTATE or by how it begins, the longest first that fits."""

LASTING: Final[Mapping[str, Trouble]] = {
    "25006": Trouble(
        "it may only be read: the server is a standby, or the user may not write; give the address"
        " of the server that is written to",
        code="journal.read-only",
    ),
    "28": Trouble(
        "the server refused this user or password; correct the URL, or what the server allows",
        code="journal.not-allowed",
    ),
    "3D": Trouble(
        "the server has no database of this name; make it with createdb, or correct the URL",
        code="journal.missing",
    ),
    "42501": Trouble(
        "this user may not do that; let it own the schema order_to_cash, for instance by: CREATE"
        " SCHEMA order_to_cash AUTHORIZATION the user",
        code="journal.not-allowed",
    ),
    "42": Trouble(
        "a table, column or function of the schema order_to_cash is not as this library made it;"
        " find out who changed it, else restore the last backup",
        code="journal.damaged",
    ),
    "XX001": Trouble(
        "the server found damaged data; stop every program that uses it, keep a copy, restore the"
        " last backup",
        code="journal.damaged",
    ),
}
UNKNOWN: Final = Trouble(
    "PostgreSQL refused the work for a reason of its own; look at the server's log, else report"
    " this",
    code="journal.failed",
)
REFUSED: Final[Mapping[str, str]] = {
    **dict.fromkeys(("authentication", "autentificación", "autenticación", "autenticação"), "28"),
    **dict.fromkeys(("no password", "pg_hba", 'role "', "el rol"), "28"),
    **dict.fromkeys(("does not exist", "no existe la base de datos", "não existe"), "3D"),
    **dict.fromkeys(("permission denied", "permiso denegado", "permissão negada"), "42501"),
}
"""Where the driver gives no SQLSTATE: what the server says when it lets nobody in, and why.

It speaks its own language; English, Spanish and Portuguese are known, the first that fits counts.
"""


class Crossed(Unavailable):
    """Somebody else's transaction was in the way of this one, which was undone."""


def about(address: Address, advice: str) -> str:
    """The advice, with the store that it is about."""
    return f"the store {address.told}: {advice}"


def port_error(address: Address, error: psycopg.Error) -> OrderToCashError:
    """The error of the port; it says nothing of what was to be written."""
    state = error.sqlstate or _state_of(error)
    if state.startswith("22") or state == TOO_LONG:
        return InvalidValue(
            "a text or number cannot be stored: a text holds a character of code zero or is too"
            " long to be found by, or a number has more than 64 bits; correct it where it comes"
            " from",
            code="journal.cannot-store",
        )
    if state in CROSSED:
        return Crossed(about(address, BUSY))
    for length in (5, 3, 2):
        if (advice := TRANSIENT.get(state[:length])) is not None:
            return Unavailable(about(address, advice))
        if (trouble := LASTING.get(state[:length])) is not None:
            return PortError(about(address, trouble.advice), code=trouble.code)
    return PortError(about(address, UNKNOWN.advice), code=UNKNOWN.code)


def _state_of(error: psycopg.Error) -> str:
    """What an error without a SQLSTATE comes to: of the data, of who may enter, or of the line."""
    if isinstance(error, psycopg.DataError):
        return "22"
    if not isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return ""
    said = str(error)
    return next((state for words, state in REFUSED.items() if words in said), "08")
