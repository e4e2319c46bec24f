"""Whoever does what a refusal says gets another answer, for every refusal that says something."""

from typing import Final

import pytest

from order_to_cash.desk import Accepted, Refused
from order_to_cash.domain.core import Language, Moved, Refusal, Role
from order_to_cash.domain.core.wording import OURS, texts
from tests.advice import corrections, money, onboardings, orders, post_sale, transfers
from tests.advice.advising import Advice
from tests.desk.letters import Stamp, Write
from tests.desk.test_door import code, desk_of, given

REFUSALS: Final = frozenset(key[1] for key in texts(OURS, Language.EN) if key[0] == "refusal")
"""Every reason for which a command is refused."""

ADVICE: Final = (
    *orders.ADVICE,
    *money.ADVICE,
    *onboardings.ADVICE,
    *corrections.ADVICE,
    *transfers.ADVICE,
    *post_sale.ADVICE,
)

WITHOUT_ADVICE: Final = {
    "charge-obligation.cycle-credited": "it is done",
    "onboarding.activity-done": "it is done",
    "onboarding.already-generated": "it is done",
    "onboarding.not-international": "it is never due for such a customer",
    "payment.nothing-to-place": "nothing is left that it could be done to",
    "receivable.no-charges": "nothing is left that it could be done to",
    "receivable.no-dispute": "nothing is left that it could be done to",
    "technical-claim.refund-decided": "it is done",
    "transfer.charged-already": "it is settled in billing, outside of the case",
    "transfer.nothing-owed": "nothing is left that it could be done to",
    "transfer.orders-out": "it is too late",
    "transfer.reported-already": "it is done",
}
"""What is refused for good, and why nothing helps."""

AT_THE_DESK: Final = frozenset(
    {"process.wrong-door", "process.unknown-case", "process.id-of-the-library"}
)
"""What a desk refuses before a process is asked; what comes by no open door has no advice."""


@pytest.mark.parametrize("advice", ADVICE, ids=lambda advice: advice.code)
def test_followed_advice_helps(advice: Advice) -> None:
    """TRU-12: refused for that reason first; done as the refusal says, it goes through."""
    before = advice.answer()
    assert isinstance(before, Refusal)
    assert advice.code == before.code
    after = advice.followed()
    assert isinstance(after, Moved), str(after)


def test_every_refusal_that_advises_is_followed_once() -> None:
    """TRU-12: a new refusal says what to do, and a test here does it."""
    followed = {advice.code for advice in ADVICE}
    assert REFUSALS - WITHOUT_ADVICE.keys() - AT_THE_DESK == followed


def test_what_says_nothing_to_do_is_known() -> None:
    """TRU-12: the list of refusals without advice holds no code that is gone."""
    assert REFUSALS >= WITHOUT_ADVICE.keys() | AT_THE_DESK


def test_advice_of_the_desk_helps() -> None:
    """TRU-12: an unknown case is begun with what is named, and a slash is left out of an id."""
    desk = desk_of()
    stamp = given(desk, Stamp(), role=Role.BILLING)
    assert "process.unknown-case" == code(stamp)
    assert isinstance(stamp, Refused)
    assert "begin with: Write" in stamp.refusal.text()
    assert isinstance(given(desk, Write()), Accepted)
    assert isinstance(given(desk, Stamp(), role=Role.BILLING, id_="again"), Accepted)
    slash = given(desk, Write(), case="order/L-2")
    assert "process.id-of-the-library" == code(slash)
    assert isinstance(given(desk, Write(), case="L-2"), Accepted)
