"""A telecom operator's order-to-cash: decisions that explain themselves.

The names below are the library's front door; each is loaded when it is first used, so importing
the package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from order_to_cash.desk import Accepted, Desk, Outcome, Refused
    from order_to_cash.domain.core.deadline import BusinessCalendar, Deadline, Term
    from order_to_cash.domain.core.decision import (
        NOT_APPLICABLE,
        Answer,
        Clause,
        Decision,
        Finding,
        Policy,
        Rule,
        Verdict,
        ask,
    )
    from order_to_cash.domain.core.errors import OrderToCashError, Problem
    from order_to_cash.domain.core.lifecycle import Lifecycle
    from order_to_cash.domain.core.money import Currency, Money, Rounding
    from order_to_cash.domain.core.override import Override
    from order_to_cash.domain.core.parties import Role, Sensitive
    from order_to_cash.domain.core.process import (
        Envelope,
        Moved,
        Process,
        Refusal,
        fold,
        next_steps,
        replay,
        step,
    )
    from order_to_cash.domain.core.timeline import Dated, Timeline
    from order_to_cash.domain.core.wording import Language, Voice, Words
    from order_to_cash.embedded import open_desk
    from order_to_cash.operators.operator import Operator
    from order_to_cash.wire import Wire

__all__ = [
    "NOT_APPLICABLE",
    "Accepted",
    "Answer",
    "BusinessCalendar",
    "Clause",
    "Currency",
    "Dated",
    "Deadline",
    "Decision",
    "Desk",
    "Envelope",
    "Finding",
    "Language",
    "Lifecycle",
    "Money",
    "Moved",
    "Operator",
    "OrderToCashError",
    "Outcome",
    "Override",
    "Policy",
    "Problem",
    "Process",
    "Refusal",
    "Refused",
    "Role",
    "Rounding",
    "Rule",
    "Sensitive",
    "Term",
    "Timeline",
    "Verdict",
    "Voice",
    "Wire",
    "Words",
    "ask",
    "fold",
    "next_steps",
    "open_desk",
    "replay",
    "step",
]

_HOMES = {
    "desk": "Accepted Desk Outcome Refused",
    "domain.core.deadline": "BusinessCalendar Deadline Term",
    "domain.core.decision": (
        "NOT_APPLICABLE Answer Clause Decision Finding Policy Rule Verdict ask"
    ),
    "domain.core.override": "Override",
    "domain.core.errors": "OrderToCashError Problem",
    "domain.core.lifecycle": "Lifecycle",
    "domain.core.money": "Currency Money Rounding",
    "domain.core.parties": "Role Sensitive",
    "domain.core.process": "Envelope Moved Process Refusal fold next_steps replay step",
    "domain.core.timeline": "Dated Timeline",
    "domain.core.wording": "Language Voice Words",
    "embedded": "open_desk",
    "operators.operator": "Operator",
    "wire": "Wire",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """The public name, from the module that defines it."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
