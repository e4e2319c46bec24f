"""The account of a distributor or customer: limit, reservations, exposure, payment history."""

from order_to_cash.domain.credit_account import commands, events
from order_to_cash.domain.credit_account.collection_events import PastDue
from order_to_cash.domain.credit_account.commands import *
from order_to_cash.domain.credit_account.evaluation import Evaluation, Events
from order_to_cash.domain.credit_account.events import *
from order_to_cash.domain.credit_account.facts import (
    Collection,
    CreditFacts,
    Exemption,
    Exposure,
    Misses,
    Overdue,
    OverrideFacts,
    Part,
    PaymentHistory,
    PaymentRecord,
)
from order_to_cash.domain.credit_account.levels import AccountArrears, AccountLevel, AccountRule
from order_to_cash.domain.credit_account.lifecycle import Stage
from order_to_cash.domain.credit_account.process import CreditAccountProcess
from order_to_cash.domain.credit_account.state import CreditAccount, Kind, Obligation, Pending

__all__ = [
    *commands.__all__,
    *events.__all__,
    "AccountArrears",
    "AccountLevel",
    "AccountRule",
    "Collection",
    "CreditAccount",
    "CreditAccountProcess",
    "CreditFacts",
    "Evaluation",
    "Events",
    "Exemption",
    "Exposure",
    "Kind",
    "Misses",
    "Obligation",
    "Overdue",
    "OverrideFacts",
    "Part",
    "PaymentHistory",
    "PaymentRecord",
    "PastDue",
    "Pending",
    "Stage",
]
