"""Where a database is: read from a URL, and told without what is secret in it."""

import re
from collections.abc import Mapping
from typing import Final

from order_to_cash.adapters.postgres.driver import psycopg
from order_to_cash.adapters.stores import SCHEMES
from order_to_cash.domain.core import InvalidValue, entity

HOSTS: Final = re.compile(r"[A-Za-z0-9._:/,\[\]%-]*")
PORTS: Final = re.compile(r"[0-9,]*")
NAMES: Final = re.compile(r"[^@:/?\s]*")
"""A password that was written without its escapes ends up in one of these three, and is seen."""

DEFAULTS: Final[Mapping[str, str]] = {
    "application_name": "order-to-cash",
    "client_encoding": "utf8",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}


@entity
class Address:
    """How a database is reached, and how it is told: by its server and name alone."""

    told: str
    database: str
    conninfo: str

    def __repr__(self) -> str:
        return f"Address({self.told!r})"


def address_of(url: str, timeout: float) -> Address:
    """The address that a URL holds; raises `InvalidValue`, which shows nothing of it."""
    try:
        given = {
            name: str(value)
            for name, value in psycopg.conninfo.conninfo_to_dict(url).items()
            if value is not None
        }
    except psycopg.Error:
        raise _unreadable() from None
    host, port, name = (given.get(key, "") for key in ("host", "port", "dbname"))
    fits = (HOSTS.fullmatch(host), PORTS.fullmatch(port), NAMES.fullmatch(name))
    if not url.startswith(SCHEMES) or None in fits:
        raise _unreadable()
    place = ":".join(part for part in (host or "localhost", port) if part)
    database = name or given.get("user", "")
    waits = {"connect_timeout": str(max(2, int(timeout)))}
    settings = {**DEFAULTS, **waits, **given}
    return Address(f"{place}/{database}", database, psycopg.conninfo.make_conninfo(**settings))


def _unreadable() -> InvalidValue:
    return InvalidValue(
        "this is no URL of a PostgreSQL database; give postgresql://USER:PASSWORD@HOST:PORT/NAME,"
        " with special characters of the password as %40 for @, or leave it to a password file",
        code="journal.settings",
    )
