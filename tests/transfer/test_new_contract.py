"""What is another one after a transfer: the contract, and the telephone number (FUL-08)."""

from typing import Any

import pytest

from order_to_cash.domain.core import Language, Moved, Sensitive, changed
from order_to_cash.domain.trade import Notice, Notify, worded
from order_to_cash.domain.transfer import commands as c
from order_to_cash.domain.transfer.records import ProductEntry
from order_to_cash.operators.bolivia import TRANSFER_REQUESTS as PROCESS
from order_to_cash.testing import Story
from tests.transfer import samples as s

NUMBER = Sensitive("4 444 4444")
NEW_CONTRACT = (3, 4)
"""The procedures that end in a new contract (TRF-17)."""


def installed(number: int, *, new_number: Sensitive | None = None) -> Story[Any, Any, Any]:
    """A whole procedure up to the service that works at the new address."""
    story: Story[Any, Any, Any] = Story(PROCESS)
    for envelope in (*s.steps(number), *s.outside(number)):
        command = envelope.command
        if isinstance(command, c.RecordStep) and isinstance(command.record, ProductEntry):
            made = command.record.contract if number in NEW_CONTRACT else None
            record = changed(command.record, new_number=new_number, contract=made)
            command = c.RecordStep(command.step, record)
        story = story.when(changed(envelope, command=command))
        assert isinstance(story.outcome, Moved), story.outcome
        if any(isinstance(message, Notify) and is_told(message) for message in letters(story)):
            return story
    raise AssertionError("nobody was told that the service works")


def letters(story: Story[Any, Any, Any]) -> tuple[Any, ...]:
    """What the last command sent."""
    assert isinstance(story.outcome, Moved)
    return story.outcome.messages


def is_told(message: Notify) -> bool:
    """Whether the customer is told that the service works."""
    return message.notice is Notice.TRANSFER_COMPLETED


@pytest.mark.parametrize(("number", "contract"), [(1, ""), (2, ""), (3, "C-2"), (4, "C-2")])
def test_the_new_contract_is_recorded_and_told(number: int, contract: str) -> None:
    """FUL-08: procedures that make a new contract record its number; the others keep the old."""
    story = installed(number)
    assert contract == story.state.contract
    assert story.state.request.contract == s.request(number).contract
    (letter,) = (m for m in letters(story) if isinstance(m, Notify) and is_told(m))
    for language in (Language.EN, Language.ES):
        assert bool(contract) is ("C-2" in worded(letter, language).body)


def test_a_new_number_is_recorded_and_stays_private() -> None:
    """FUL-08: where the number changes it is kept with the transfer, and no letter shows it."""
    story = installed(3, new_number=NUMBER)
    assert NUMBER == story.state.number
    (letter,) = (m for m in letters(story) if isinstance(m, Notify) and is_told(m))
    said = worded(letter, Language.EN).body
    assert "telephone number is another one" in said
    assert "444" not in said
    assert installed(3).state.number is None
