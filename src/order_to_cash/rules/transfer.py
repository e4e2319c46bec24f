"""A transfer's form is complete, and its new address can be served (004 II, steps 2 and 6)."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core import Clause, Finding, Policy, Sentence, Text, Verdict, entity
from order_to_cash.domain.core.given import is_given
from order_to_cash.domain.trade import RequirementFacts
from order_to_cash.domain.transfer import Feasibility, TransferRequest
from order_to_cash.rules.requirement_items import AccountsAreUpToDate

CONTRACT: Final = Sentence(
    "transfer.contract",
    Text("The contract is given", "Se indica el contrato"),
    Text("the contract is given", "se indicó el contrato"),
    Text("the contract is missing; ask for it", "falta el contrato; solicítelo"),
)
CUSTOMER: Final = Sentence(
    "transfer.customer",
    Text("The customer's name is given", "Se indica el nombre del cliente"),
    Text("the name is given", "se indicó el nombre"),
    Text("the customer's name is missing; ask for it", "falta el nombre del cliente; solicítelo"),
)
MOBILE: Final = Sentence(
    "transfer.mobile",
    Text("A reference mobile is given", "Se indica un celular de referencia"),
    Text("a mobile is given", "se indicó un celular"),
    Text("the reference mobile is missing; ask for it", "falta el celular; solicítelo"),
)
HOURS: Final = Sentence(
    "transfer.hours",
    Text(
        "The hours at which to call are given",
        "Se indica el horario para contactar al cliente",
    ),
    Text("call at {hours}", "llamar a las {hours}"),
    Text("the hours at which to call are missing; ask", "falta el horario de contacto; pregunte"),
    observed=("hours",),
)
IN_ZONE: Final = Sentence(
    "transfer.in-zone",
    Text("The new address is in the zone", "La nueva dirección está en la zona"),
    Text("the new address is in the zone", "la nueva dirección está en la zona"),
    Text(
        "the new address is not in the zone: {reason}",
        "la nueva dirección no está en la zona: {reason}",
    ),
    observed=("reason",),
    nothing=Text("the new address is not in the zone", "la nueva dirección no está en la zona"),
)
FEASIBLE: Final = Sentence(
    "transfer.feasibility",
    Text("The new address can be served", "La nueva dirección es factible"),
    Text("the new address can be served", "la nueva dirección es factible"),
    Text(
        "the new address cannot be served: {reason}",
        "la nueva dirección no es factible: {reason}",
    ),
    observed=("reason",),
    nothing=Text("the new address cannot be served", "la nueva dirección no es factible"),
)


@entity
class DatumIsGiven:
    """The form has something in one of its fields (TRF-03)."""

    clause: Clause
    kind: str
    sentence: Sentence

    def check(self, request: TransferRequest, /) -> Finding:
        given = is_given(getattr(request, self.kind))
        return Finding(self.sentence, Verdict.of(given), (), (), self.clause)


@entity
class HoursAreGiven:
    """The form says when to call."""

    clause: Clause

    def check(self, request: TransferRequest, /) -> Finding:
        given = Verdict.of(is_given(request.hours))
        return Finding(HOURS, given, (request.hours,), (), self.clause)


@entity
class AddressIsInZone:
    """The new address really is in the zone."""

    clause: Clause

    def check(self, found: Feasibility, /) -> Finding:
        return Finding(IN_ZONE, Verdict.of(found.in_zone), (_why(found),), (), self.clause)


@entity
class AddressIsFeasible:
    """Technology and capacity reach the new address."""

    clause: Clause

    def check(self, found: Feasibility, /) -> Finding:
        return Finding(FEASIBLE, Verdict.of(found.feasible), (_why(found),), (), self.clause)


def _why(found: Feasibility) -> str:
    return found.reason if is_given(found.reason) else ""


DATA: Final[Mapping[str, Sentence]] = {
    "contract": CONTRACT,
    "customer": CUSTOMER,
    "mobile": MOBILE,
}
"""The fields of the form that only have to be there."""

SENTENCES: Final = (CONTRACT, CUSTOMER, MOBILE, HOURS, IN_ZONE, FEASIBLE)


def data_policy(clause: Clause) -> Policy[TransferRequest]:
    """The four data of the form (TRF-03)."""
    return Policy(
        "transfer data",
        (
            *(DatumIsGiven(clause, kind, said) for kind, said in DATA.items()),
            HoursAreGiven(clause),
        ),
    )


def feasibility_policy(clause: Clause) -> Policy[Feasibility]:
    """Whether the new address can be served (TRF-06, TRF-07)."""
    return Policy("feasibility", (AddressIsInZone(clause), AddressIsFeasible(clause)))


def execution_policy(clause: Clause) -> Policy[RequirementFacts]:
    """What is looked at once more when the work orders go out: nothing has fallen due."""
    return Policy("execution", (AccountsAreUpToDate(clause),))
