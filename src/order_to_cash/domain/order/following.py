"""Which orders are told whether their account is stopped: from the verification on (COL-05)."""

from order_to_cash.domain.order.settings import OrderSettings
from order_to_cash.domain.order.state import Order
from order_to_cash.domain.trade.collecting import FollowAccount, LeaveAccount
from order_to_cash.domain.trade.messages import Tell


def follow(settings: OrderSettings, order: Order) -> tuple[Tell, ...]:
    """Once, that the order wants to know how its account stands."""
    if settings.standing is None or order.standing.number:
        return ()
    return (Tell("credit_account", order.account, FollowAccount(order.id)),)


def leave(settings: OrderSettings, order: Order) -> tuple[Tell, ...]:
    """The order is over: its account need not tell it any more."""
    if settings.standing is None or not order.account:
        return ()
    return (Tell("credit_account", order.account, LeaveAccount(order.id)),)
