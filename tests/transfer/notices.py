"""Every message that transfers send, for the tests of the texts of notices."""

from collections.abc import Iterator

from order_to_cash.domain.core import Moved
from order_to_cash.domain.transfer import commands as c
from order_to_cash.operators.bolivia import TRANSFER_REQUESTS as PROCESS
from order_to_cash.testing import Story
from tests.transfer import samples as s


def messages() -> Iterator[object]:
    """What is sent by procedure 4 straight through, by missing data, a refusal, a withdrawal."""
    bare = s.envelope(s.CARE, c.RequestTransfer(s.request(1, mobile=None)))
    debt = s.envelope(s.ADVISOR, c.PresentRequirements(s.presented(overdue=s.CENT)))
    steps = tuple(s.steps(4))
    paid = s.envelope(s.CASHIER, c.PayFee("R-1", s.FEE))
    no = s.envelope(s.ADVISOR, s.NO_CONSENT)
    for story in (
        (*steps, *s.outside(4)),
        (bare,),
        (*steps[:2], debt),
        (*steps[:3], paid, *steps[3:11], *s.outside(4), no),
    ):
        told: Story = Story(PROCESS)  # type: ignore[type-arg]
        for envelope in story:
            told = told.when(envelope)
            if isinstance(told.outcome, Moved):
                yield from told.outcome.messages
