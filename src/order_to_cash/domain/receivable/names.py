"""How a receivable is named, so that none is taken for another."""

from typing import Final

ORDER: Final = "order"
"""The process that most bills come from."""

REPORTED: Final = "billing"
"""The origin of a bill that billing issued itself; its receivable bears the number of the bill."""


def receivable_of(process: str, case: str) -> str:
    """The case id of the one receivable that a case of a process opens; nobody can give it."""
    return case if process == REPORTED else f"{process}/{case}"


def obligation_of(process: str, case: str) -> str:
    """The name under which an account counts a bill: that of the order, or of what billed it."""
    return case if process == ORDER else f"{process}/{case}"


def receivable_of_obligation(name: str) -> str:
    """The case id of the receivable that an account counts under this name."""
    process, slash, case = name.partition("/")
    return receivable_of(process, case) if slash else receivable_of(ORDER, name)
