"""What must hold of a desk's journal and of the world, after any history, fault or race.

::

    problems(desk, Books.of(billing, fulfilment, notification), at_rest=True)

The laws have the numbers of the promises they check: I1 one invoice, I2 no money lost, I3 nothing
released without credit, I4 the limit, I5 who and when, I6 replay, I7 one answer to a command, I8
messages, I9 the table, I11 what is paid is not blocked.
"""

from order_to_cash.audit import credit, goods, histories, messages, money, obligations
from order_to_cash.audit.checking import Checked, check, held, lacking_of
from order_to_cash.audit.evidence import Books, Evidence, Life, lives
from order_to_cash.audit.laws import TABLE as LAWS
from order_to_cash.audit.laws import Law, Need
from order_to_cash.audit.states import state_problems
from order_to_cash.desk import Desk


def problems(desk: Desk, books: Books | None = None, *, at_rest: bool = False) -> tuple[str, ...]:
    """Everything that is wrong, each with the number of the promise that is broken.

    `at_rest` says that every message has been delivered, so that all cases and the world must
    agree; without `books` the world is not looked at. What was not checked is told by `check`.
    """
    evidence = Evidence(desk, lives(desk), books, at_rest)
    lacking = lacking_of(evidence)
    return tuple(problem for law in LAWS for problem in held(law, evidence, lacking).problems)


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
    "goods",
    "histories",
    "lives",
    "messages",
    "money",
    "obligations",
    "problems",
    "state_problems",
]
