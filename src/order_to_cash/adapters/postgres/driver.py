"""The driver of PostgreSQL, or what to do to get it."""

from order_to_cash.domain.core import MissingExtra

try:
    import psycopg
    import psycopg.conninfo
except ImportError:
    raise MissingExtra(
        "a store on PostgreSQL needs psycopg; install it with:"
        " pip install 'order-to-cash[postgres]'",
        code="install.missing-extra",
    ) from None

__all__ = ["psycopg"]
