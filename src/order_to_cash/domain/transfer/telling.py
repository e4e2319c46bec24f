"""Whom a transfer tells something: the customer, or somebody at the operator."""

from order_to_cash.domain.core.wording import Value
from order_to_cash.domain.trade.messages import Notice, Notify
from order_to_cash.domain.transfer.state import Transfer


def to_customer(transfer: Transfer, notice: Notice, *values: tuple[str, Value]) -> Notify:
    """Tell the customer, at the mobile of the form."""
    request = transfer.request
    named = (("transfer", transfer.id), *values)
    return Notify(notice, request.account, named, request.mobile)


def to_role(transfer: Transfer, notice: Notice, to: str, *values: tuple[str, Value]) -> Notify:
    """Tell a role or a person at the operator."""
    return Notify(notice, to, (("transfer", transfer.id), *values))
