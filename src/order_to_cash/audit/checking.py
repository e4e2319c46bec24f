"""Every law on one store, each with what it found, or why it was not checked in full."""

from collections import deque
from functools import partial

from order_to_cash.audit.evidence import Books, Evidence, Life, cases, life_of
from order_to_cash.audit.goods import keeps_goods
from order_to_cash.audit.laws import TABLE, Law, Need
from order_to_cash.audit.messages import caused, has_tickets
from order_to_cash.desk import Desk
from order_to_cash.domain.core import OrderToCashError, entity
from order_to_cash.domain.core.errors import read_or
from order_to_cash.domain.core.process import party_of


@entity
class Checked:
    """One law: what is wrong, and what was lacking to check it in full."""

    law: str
    problems: tuple[str, ...] = ()
    lacking: tuple[Need, ...] = ()


def check(desk: Desk, books: Books | None = None) -> tuple[Checked, ...]:
    """Every law in turn, after the reading of the cases; none is passed over in silence.

    Whether messages wait is seen in the store itself; without `books` the world is not looked at,
    and each law that looks at it says so.
    """
    lives, unread = _read(desk)
    evidence = Evidence(desk, lives, books, at_rest=True)
    if evidence.waiting():
        evidence = Evidence(desk, lives, books, at_rest=False)
    lacking = lacking_of(evidence, unread=bool(unread))
    return (Checked("every_case_can_be_read", unread), *(held(x, evidence, lacking) for x in TABLE))


def lacking_of(evidence: Evidence, *, unread: bool = False) -> frozenset[Need]:
    """What this store does not offer."""
    no_tickets = evidence.books is None or evidence.books.tickets is None
    found = {
        Need.REST: not evidence.at_rest,
        Need.CLEAR: bool(evidence.parked()),
        Need.BOOKS: evidence.books is None,
        Need.TICKETS: no_tickets and has_tickets(evidence),
        Need.READABLE: unread,
        Need.GOODS: (evidence.books is None or evidence.books.held is None)
        and keeps_goods(evidence),
    }
    return frozenset(need for need, is_lacking in found.items() if is_lacking)


def held(law: Law, evidence: Evidence, lacking: frozenset[Need]) -> Checked:
    """One law on the evidence, as far as it can be checked."""
    if missing := law.needs & lacking:
        return Checked(law.name, lacking=tuple(sorted(missing)))
    found: list[str] = []
    why = read_or(lambda: found.extend(law.holds(evidence)), _code)
    if why is None:
        return Checked(law.name, tuple(found), tuple(sorted(law.whole & lacking)))
    found.append(f"{law.name} cannot be checked: {why}")
    return Checked(law.name, tuple(found), tuple(sorted(law.whole & lacking | {Need.SOUND})))


def _read(desk: Desk) -> tuple[tuple[Life, ...], tuple[str, ...]]:
    found, unread = [], []
    for listed in cases(desk):
        name = f"{listed.process}/{listed.case}"
        read = read_or(partial(_life, desk, listed.process, listed.case), _code)
        if isinstance(read, Life):
            found.append(read)
        else:
            unread.append(f"I6: {name} cannot be read ({read})")
    return tuple(found), tuple(unread)


def _life(desk: Desk, process: str, case: str) -> Life:
    """One case, and all that the laws ask its process, so that none stumbles over it later."""
    life = life_of(desk, process, case)
    deque(caused(life), maxlen=0)
    party_of(life.process, life.state)
    return life


def _code(error: Exception) -> str:
    return error.code if isinstance(error, OrderToCashError) else type(error).__name__
