"""A pack is whole when it is made, or it is not made (OPN-02, TRU-09)."""

from typing import Any

import pytest

from order_to_cash.domain.core import BrokenDefinition, Currency, changed
from order_to_cash.operators.operator import Operator
from order_to_cash.operators.peru import CALENDAR, CREDIT_ACCOUNTS, ORDERS, PERU


def broken(*processes: Any) -> set[tuple[str, str]]:
    """The code and place of everything that keeps these processes from being a pack."""
    with pytest.raises(BrokenDefinition) as raised:
        Operator("x", processes, CALENDAR)
    assert "operator.incomplete" == raised.value.code
    return {(problem.code, problem.path) for problem in raised.value.problems}


def without(name: str) -> tuple[Any, ...]:
    return tuple(process for process in PERU.processes if process.name != name)


def test_orders_alone_are_no_pack() -> None:
    """Every process that another one needs is named at once."""
    assert ("operator.process-missing", "order") in broken(ORDERS)


@pytest.mark.parametrize("name", ["credit_account", "receivable"])
def test_a_pack_without_a_process_that_others_need_is_refused(name: str) -> None:
    """Whatever is left out is missed by those who work with it."""
    assert {"operator.process-missing"} == {code for code, _ in broken(*without(name))}


def test_accounts_in_another_currency_than_the_orders_are_refused() -> None:
    """An order and the account that finances it are kept in one currency."""
    dollars = changed(CREDIT_ACCOUNTS, currency=Currency.USD)
    found = broken(*without("credit_account"), dollars)
    assert ("operator.two-currencies", "order") in found


def test_two_processes_of_one_name_are_refused() -> None:
    """A case would not say whose it is."""
    assert ("operator.process-twice", "order") in broken(*PERU.processes, ORDERS)
