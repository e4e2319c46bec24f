"""What the desk leaves in the log: what went wrong, where, never about whom.

Nothing is shown unless the program that uses the library sets up logging.
"""

import logging
from typing import Final

from order_to_cash.domain.core import OrderToCashError

LOG: Final = logging.getLogger("order_to_cash.desk")
"""The standard library's logger of all that a desk does."""

LOG.addHandler(logging.NullHandler())  # else Python writes to the standard error of any program


def code_of(error: Exception) -> str:
    """The stable code of an error of ours; the class of any other, whose words may name people."""
    return error.code if isinstance(error, OrderToCashError) else type(error).__name__


def left(what: str, where: str, error: Exception, *, level: int = logging.WARNING) -> None:
    """Leave a record: what could not be done, to which case or message, and why.

    The record carries the exception as `error` for handlers that may show it; the text has its
    code alone.
    """
    LOG.log(level, "%s: %s [%s]", where, what, code_of(error), extra={"error": error})


def told(error: Exception) -> str:
    """What kept a case from being read; of an error that is not ours the class alone."""
    code = f"[{code_of(error)}]"
    return f"{error.message} {code}" if isinstance(error, OrderToCashError) else code
