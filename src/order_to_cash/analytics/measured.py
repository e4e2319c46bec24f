"""What is measured of each process of this library: its opening, its ends, its labels.

A request is attended effectively when it reached a documented end: done, declined with the reasons
told, or withdrawn by the customer. What ends in failure was attended, but not effectively, and
neither was what had to be done again for an error of the operator (KPI-01).
"""

from collections.abc import Iterable
from typing import Any, Final

from order_to_cash.analytics.history import Label, Measured, Told, Where, check_measured
from order_to_cash.domain import order
from order_to_cash.domain.charge_correction import events as correction
from order_to_cash.domain.core import Process
from order_to_cash.domain.onboarding import events as onboarding
from order_to_cash.domain.plan_change import events as plan_change
from order_to_cash.domain.technical_claim import events as claim
from order_to_cash.domain.transfer import events as transfer

ADVISOR: Final = Label("advisor", Told.ACTOR)
UNIT: Final = Label("unit", Told.ROLE)

ORDERS: Final = Measured(
    "order",
    opens=(order.OrderReceived, order.InformationMissing),
    closes=(
        order.OrderCompleted,
        order.OrderPartlyCompleted,
        order.OrderRejected,
        order.OrderCancelled,
        order.OrderFailed,
    ),
    effective=(
        order.OrderCompleted,
        order.OrderPartlyCompleted,
        order.OrderRejected,
        order.OrderCancelled,
    ),
    labels=(Label("channel", "request.channel"), ADVISOR, UNIT),
)

FORM_HANDED_OVER: Final = Where(transfer.StepRecorded, "step", "sign")
"""The customer signs the service request and is given a copy of it."""

TRANSFERS: Final = Measured(
    "transfer",
    opens=(transfer.TransferReceived,),
    closes=(
        FORM_HANDED_OVER,
        transfer.ProcedureFinished,
        transfer.TransferRefused,
        transfer.TransferCancelled,
        transfer.ConsentRefused,
    ),
    effective=(
        FORM_HANDED_OVER,
        transfer.ProcedureFinished,
        transfer.TransferRefused,
        transfer.TransferCancelled,
    ),
    reopens=(transfer.ConsentRefused,),
    labels=(
        Label("procedure", "procedure", frozenset({transfer.TransferReceived})),
        Label("advisor", "to", frozenset({transfer.TransferAssigned})),
        UNIT,
    ),
)
"""From reception to the service request handed over (KPI-02).

Procedures without a signature end with their last step. Who does not consent after the signature
withdraws then, and nothing was attended effectively.
"""

PLAN_CHANGES: Final = Measured(
    "plan_change",
    opens=(plan_change.PlanChangeRequested,),
    closes=(
        plan_change.ChangeApplied,
        plan_change.PlanChangeRefused,
        plan_change.PlanChangeCancelled,
    ),
    effective=(
        plan_change.ChangeApplied,
        plan_change.PlanChangeRefused,
        plan_change.PlanChangeCancelled,
    ),
    pauses=(plan_change.ChangeConfirmed,),
    resumes=(plan_change.ChangeApplied, plan_change.PlanChangeCancelled),
    labels=(ADVISOR, UNIT),
)
"""Once confirmed, a change waits for the day that the customer agreed to: that does not count."""

CLAIMS: Final = Measured(
    "technical_claim",
    opens=(claim.ClaimRegistered,),
    closes=(claim.ClaimClosed, claim.ClaimWithdrawn),
    effective=(claim.ClaimClosed, claim.ClaimWithdrawn),
    reopens=(claim.ClaimReopened,),
    spoils=(Where(claim.ClaimReopened, "own_error", "true"),),
    labels=(ADVISOR, UNIT),
)

ONBOARDINGS: Final = Measured(
    "onboarding",
    opens=(onboarding.OnboardingRequested,),
    closes=(
        onboarding.OnboardingClosed,
        onboarding.OnboardingRejected,
        onboarding.OnboardingCancelled,
    ),
    effective=(
        onboarding.OnboardingClosed,
        onboarding.OnboardingRejected,
        onboarding.OnboardingCancelled,
    ),
    labels=(ADVISOR, UNIT),
)

CORRECTIONS: Final = Measured(
    "charge_correction",
    opens=(correction.CorrectionRequested,),
    closes=(
        correction.CustomerAnswered,
        correction.NotEligible,
        correction.MalpracticeRefused,
        correction.CorrectionRefused,
        correction.CorrectionWithdrawn,
    ),
    effective=(
        correction.CustomerAnswered,
        correction.NotEligible,
        correction.MalpracticeRefused,
        correction.CorrectionRefused,
        correction.CorrectionWithdrawn,
    ),
    reopens=(correction.FoundMisaligned,),
    spoils=(correction.FoundMisaligned,),
    labels=(
        Label("cause", "cause", frozenset({correction.RoutingAsked})),
        ADVISOR,
        UNIT,
    ),
)
"""A correction that does not show on the next bill has to be done again: an error of one's own."""

MEASURED: Final = (ORDERS, TRANSFERS, PLAN_CHANGES, CLAIMS, ONBOARDINGS, CORRECTIONS)
"""What is measured of the processes that customers ask for."""


def measured_of(processes: Iterable[Process[Any, Any, Any]]) -> tuple[Measured, ...]:
    """What is measured of these processes: ours as above, and those that say so themselves.

    A process of somebody's own says it in a field `measured`. Raises `BrokenDefinition` where that
    is not what its table records.
    """
    ours = {each.process: each for each in MEASURED}
    found = []
    for process in processes:
        measured = getattr(process, "measured", ours.get(process.name))
        if measured is not None:
            check_measured(measured, process.lifecycle)
            found.append(measured)
    return tuple(found)
