"""A transfer's form is complete, and its new address can be served (004 II, steps 2 and 6)."""

from collections.abc import Mapping
from typing import ClassVar, Final

from order_to_cash.domain.core import (
    Answer,
    Clause,
    Policy,
    entity,
)
from order_to_cash.domain.core.given import is_given
from order_to_cash.domain.trade import RequirementFacts
from order_to_cash.domain.transfer import Feasibility, TransferRequest
from order_to_cash.rules.requirements import AccountsAreUpToDate


@entity
class DatumIsGiven:
    """The form has something in one of its fields (TRF-03)."""

    clause: Clause
    kind: str
    code: str

    def check(self, request: TransferRequest, /) -> Answer:
        given = is_given(getattr(request, self.kind))
        return Answer(given)


@entity
class HoursAreGiven:
    """The form says when to call."""

    code: ClassVar[str] = "transfer.hours"
    clause: Clause

    def check(self, request: TransferRequest, /) -> Answer:
        given = is_given(request.hours)
        return Answer(given, {"hours": request.hours})


@entity
class AddressIsInZone:
    """The new address really is in the zone."""

    code: ClassVar[str] = "transfer.in-zone"
    clause: Clause

    def check(self, found: Feasibility, /) -> Answer:
        return Answer(found.in_zone, {"reason": _why(found)})


@entity
class AddressIsFeasible:
    """Technology and capacity reach the new address."""

    code: ClassVar[str] = "transfer.feasibility"
    clause: Clause

    def check(self, found: Feasibility, /) -> Answer:
        return Answer(found.feasible, {"reason": _why(found)})


def _why(found: Feasibility) -> str:
    return found.reason if is_given(found.reason) else ""


DATA: Final[Mapping[str, str]] = {
    "contract": "transfer.contract",
    "customer": "transfer.customer",
    "mobile": "transfer.mobile",
}
"""The fields of the form that only have to be there."""


def data_policy(clause: Clause) -> Policy[TransferRequest]:
    """The four data of the form (TRF-03)."""
    return Policy(
        "transfer data",
        (
            *(DatumIsGiven(clause, kind, code) for kind, code in DATA.items()),
            HoursAreGiven(clause),
        ),
    )


def feasibility_policy(clause: Clause) -> Policy[Feasibility]:
    """Whether the new address can be served (TRF-06, TRF-07)."""
    return Policy("feasibility", (AddressIsInZone(clause), AddressIsFeasible(clause)))


def execution_policy(clause: Clause) -> Policy[RequirementFacts]:
    """What is looked at once more when the work orders go out: nothing has fallen due."""
    return Policy("execution", (AccountsAreUpToDate(clause),))
