"""The names at the front door are what their home modules define."""

import order_to_cash


def test_every_public_name_can_be_used() -> None:
    """No name is promised that cannot be loaded, and `dir` shows them all."""
    assert sorted(order_to_cash.__all__) == dir(order_to_cash)
    assert all(getattr(order_to_cash, name) is not None for name in order_to_cash.__all__)


def test_names_come_from_their_homes() -> None:
    """The lazy table and the names for type checkers are the same."""
    assert set(order_to_cash.__all__) == set(order_to_cash._HOME)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """As for any module."""
    assert not hasattr(order_to_cash, "Moneyy")
