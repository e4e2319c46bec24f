"""Open enumerations: our codes, and those of an operator's own (OPN-03)."""

import copy
from enum import StrEnum

import pytest

from order_to_cash.domain.core import Role
from order_to_cash.domain.order import CancelReason, Channel, FailReason, HoldReason
from order_to_cash.domain.trade import DocumentKind
from order_to_cash.domain.transfer import Motive

OPEN = (Role, CancelReason, Channel, DocumentKind, FailReason, HoldReason, Motive)


@pytest.mark.parametrize("cls", OPEN)
def test_one_code_is_one_object(cls: type[StrEnum]) -> None:
    """OPN-03: a code of one's own is compared as ours are, also after it was copied."""
    own = cls("night_market")
    assert own is cls("night_market")
    assert own is copy.deepcopy(own)
    assert ("night_market", cls) == (own.value, type(own))


@pytest.mark.parametrize("cls", OPEN)
def test_going_through_it_gives_ours_alone(cls: type[StrEnum]) -> None:
    """OPN-03: what another operator adds is nowhere but with that operator."""
    cls("night_market")
    assert "night_market" not in {code.value for code in cls}


def test_two_enumerations_do_not_share_a_code() -> None:
    """A channel and a role of one name are two things."""
    role, channel = Role("night_market"), Channel("night_market")
    assert (Role, Channel) == (type(role), type(channel))
    assert (True, False) == (role.is_own, Role("sales").is_own)


@pytest.mark.parametrize("text", ["", "Sales desk", "SALES", "9lives", "a-b", "é", "x" * 61, None])
def test_what_is_no_code_is_refused(text: str) -> None:
    """A code is short, in snake_case and in ASCII, as ours are."""
    with pytest.raises(ValueError, match=r"is not a valid Role: a code has up to 60 small"):
        Role(text)
