"""What the customer reads about a claim, and what nobody reads."""

from typing import Any

import pytest

from order_to_cash.domain.core import Language, Moved
from order_to_cash.domain.trade import Notify
from order_to_cash.domain.trade.notice_wording import worded
from tests.technical_claim import samples as s
from tests.words import WHOLE

TOLD: dict[str, Any] = {
    "missing": s.waiting,
    "accepted": s.registered,
    "solved": s.solved,
    "unfounded": lambda: s.registered().when(s.unfounded("equipo propio")),
    "refunded": lambda: s.solved(s.FEBRUARY).when(s.refund(s.PAID)),
    "refused": lambda: s.solved(s.FEBRUARY).when(s.refuse_refund()),
    "reopened": lambda: s.closed().when(s.reopen(own_error=True)),
}
NAMED = {
    "solved": "conector cambiado",
    "unfounded": "equipo propio",
    "refunded": "200.00 BOB",
    "refused": "el servicio funcionó",
}


@pytest.mark.parametrize("language", WHOLE)
@pytest.mark.parametrize("name", TOLD)
def test_every_notice_reads_whole(name: str, language: Language) -> None:
    """Each notice names the claim, and the reason, finding or amount that belongs to it."""
    told = TOLD[name]()
    assert isinstance(told.outcome, Moved)
    found = [worded(m, language) for m in told.outcome.messages if isinstance(m, Notify)]
    assert [True] == [s.CLAIM in one.subject for one in found]
    assert NAMED.get(name, "internet") in found[0].body


def test_nobody_reads_the_problem_by_accident() -> None:
    """The customer's own words stay out of states, events and messages as they are printed."""
    told = s.solved(s.FEBRUARY).when(s.refund(s.PAID))
    assert "sin señal" not in f"{told!r}"
