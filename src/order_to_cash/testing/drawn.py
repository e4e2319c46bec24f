"""What Hypothesis calls when it starts, so that it draws our facts by itself.

It starts in the middle of the first import of what uses it, so nothing is drawn or imported before
a test asks for one of these classes.
"""

from importlib import import_module
from typing import Any

from order_to_cash.domain.credit_account import CreditFacts, PaymentRecord
from order_to_cash.domain.order import OrderRequest
from order_to_cash.domain.receivable import Arrears


def register() -> None:
    """Tell Hypothesis what to draw for these classes; its entry point does so."""
    from hypothesis import strategies as st  # noqa: PLC0415  (it is the caller)

    for cls, name in (
        (CreditFacts, "credit_facts"),
        (PaymentRecord, "payment_records"),
        (OrderRequest, "order_requests"),
        (Arrears, "arrears"),
    ):
        st.register_type_strategy(cls, _later(name))


def _later(name: str) -> Any:
    return lambda _: getattr(import_module("order_to_cash.testing.plausible"), name)()
