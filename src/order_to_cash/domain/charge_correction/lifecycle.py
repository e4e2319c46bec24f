"""The table of a correction: intake, cause, approval, registration, closing, reply (002)."""

import enum
from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.charge_correction import commands as c
from order_to_cash.domain.charge_correction import events as e
from order_to_cash.domain.core.lifecycle import Door, Entrance, Lifecycle, rows, then
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.trade.ticketing import ConfirmRegistered, ConfirmRouted


class Stage(enum.StrEnum):
    """Where a correction stands."""

    NEW = "new"
    PENDING = "pending"
    IN_REVIEW = "in_review"
    DIAGNOSED = "diagnosed"
    IN_APPROVAL = "in_approval"
    ROUTING = "routing"
    ROUTED = "routed"
    CLOSED = "closed_routed"
    ATTENDED = "attended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


(
    NEW,
    PENDING,
    IN_REVIEW,
    DIAGNOSED,
    IN_APPROVAL,
    ROUTING,
    ROUTED,
    CLOSED,
    ATTENDED,
    REFUSED,
    WITHDRAWN,
) = Stage
OPEN: Final = (PENDING, IN_REVIEW, DIAGNOSED)
REGISTERED: Final = tuple(stage for stage in Stage if stage not in (NEW, PENDING))

_INTAKE: Final = (Role.CUSTOMER_CARE,)
_VARIATIONS: Final = (Role.CORPORATE_VARIATIONS,)
_SYSTEM: Final = Door.ANSWER.of(Role.CORPORATE_VARIATIONS)

ROLES: Final[Mapping[type[c.Command], tuple[Role | Entrance, ...]]] = {
    c.RequestCorrection: _INTAKE,
    c.CompleteIntake: (*_INTAKE, *_VARIATIONS),
    c.ReportFacts: _VARIATIONS,
    c.OverrideCause: _VARIATIONS,
    c.RequestRouting: _VARIATIONS,
    c.DecideMalpractice: (Role.COMMERCIAL_MANAGER,),
    ConfirmRegistered: _SYSTEM,
    ConfirmRouted: _SYSTEM,
    c.CloseCorrection: _VARIATIONS,
    c.RecordReply: _VARIATIONS,
    c.ReportStillWrong: Door.CASE.of(Role.BILLING),
    c.RefuseCorrection: _VARIATIONS,
    c.WithdrawCorrection: (Role.CUSTOMER, *_INTAKE),
}

_FACTS: Final[tuple[type[c.Command], ...]] = (c.RequestCorrection, c.CompleteIntake)

LIFECYCLE: Final[Lifecycle[Stage, c.Command, e.Event]] = Lifecycle.of(
    NEW,
    # the intake: eligibility and the five checks, together
    (NEW, c.RequestCorrection, e.CorrectionRequested, PENDING),
    (PENDING, c.CompleteIntake, e.IntakeCompleted, PENDING),
    *then((PENDING,), _FACTS, e.EvidenceMissing),
    *then((PENDING,), _FACTS, e.NotEligible, REFUSED),
    *then((PENDING,), _FACTS, e.CaseAccepted, IN_REVIEW),
    # the root cause, from facts or by an advisor
    *rows((IN_REVIEW, DIAGNOSED), c.ReportFacts, e.CauseLeftOpen, IN_REVIEW),
    *rows((IN_REVIEW, DIAGNOSED), c.ReportFacts, e.CauseFound, DIAGNOSED),
    *rows((IN_REVIEW, DIAGNOSED), c.OverrideCause, e.CauseOverridden, DIAGNOSED),
    # a sale without an offer in force is never automatic
    (DIAGNOSED, c.RequestRouting, e.ApprovalAsked, IN_APPROVAL),
    (IN_APPROVAL, c.CompleteIntake, e.IntakeCompleted, IN_APPROVAL),
    (IN_APPROVAL, c.DecideMalpractice, e.MalpracticeApproved, IN_APPROVAL),
    (IN_APPROVAL, c.DecideMalpractice, e.MalpracticeRefused, REFUSED),
    # the registration, asked for once and confirmed by the case system
    (DIAGNOSED, c.RequestRouting, e.RoutingAsked, ROUTING),
    *then((IN_APPROVAL,), c.DecideMalpractice, e.RoutingAsked, ROUTING),
    *rows(REGISTERED, ConfirmRegistered, e.CaseNumbered),
    (ROUTING, ConfirmRouted, e.CaseRouted, ROUTED),
    # closed after the registration; then the customer hears of it
    (ROUTED, c.CloseCorrection, e.CorrectionClosed, CLOSED),
    (CLOSED, c.RecordReply, e.CustomerAnswered, ATTENDED),
    # the next bill still bears the old charge
    *rows((ROUTED, CLOSED, ATTENDED), c.ReportStillWrong, e.FoundMisaligned, ROUTING),
    *then((ROUTING,), c.ReportStillWrong, e.RoutingAsked),
    (ROUTING, c.ReportStillWrong, e.StillWrongNoted, ROUTING),
    # given up
    *rows(OPEN, c.RefuseCorrection, e.CorrectionRefused, REFUSED),
    *rows((*OPEN, IN_APPROVAL), c.WithdrawCorrection, e.CorrectionWithdrawn, WITHDRAWN),
    roles=ROLES,
    commands=c.Command,
    events=e.Event,
)
