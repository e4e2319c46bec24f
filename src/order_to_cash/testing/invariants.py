"""The laws of `order_to_cash.audit` for tests: `invariants` raises where one is broken."""

from order_to_cash.audit import (
    LAWS,
    Books,
    Checked,
    Evidence,
    Law,
    Life,
    Need,
    check,
    credit,
    evidence,
    histories,
    messages,
    money,
    obligations,
    problems,
    state_problems,
)
from order_to_cash.desk import Desk
from order_to_cash.testing.checks import Broken


def invariants(desk: Desk, books: Books | None = None, *, at_rest: bool = False) -> None:
    """Raises `Broken` with everything that is wrong, if anything is."""
    if found := problems(desk, books, at_rest=at_rest):
        raise Broken("\n".join(found))


__all__ = [
    "LAWS",
    "Books",
    "Checked",
    "Evidence",
    "Law",
    "Life",
    "Need",
    "check",
    "credit",
    "evidence",
    "histories",
    "invariants",
    "messages",
    "money",
    "obligations",
    "problems",
    "state_problems",
]
