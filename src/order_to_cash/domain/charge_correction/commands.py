"""The commands a correction is given, in the order of its life (002)."""

from typing import TypeAlias

from order_to_cash.domain.charge_correction.facts import (
    Cause,
    CauseFacts,
    Checks,
    CorrectionRequest,
    Standing,
)
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.wording import Values
from order_to_cash.domain.trade.agreements import ReportStillWrong as ReportStillWrong
from order_to_cash.domain.trade.ticketing import ConfirmRegistered, ConfirmRouted

__all__ = [
    "CloseCorrection",
    "Command",
    "CompleteIntake",
    "DecideMalpractice",
    "OverrideCause",
    "RecordReply",
    "RefuseCorrection",
    "ReportFacts",
    "ReportStillWrong",
    "RequestCorrection",
    "RequestRouting",
    "WithdrawCorrection",
]


@entity
class RequestCorrection:
    """A customer says that the charge offered was not applied (FIX-01, FIX-13)."""

    request: CorrectionRequest
    standing: Standing
    checks: Checks


@entity
class CompleteIntake:
    """What the intake still missed was looked up or sent; what is left out stays (FIX-18)."""

    standing: Standing = Standing()
    checks: Checks = Checks()
    own: Values = ()


@entity
class ReportFacts:
    """The variations advisor says what was found about the line, all of it (FIX-12)."""

    facts: CauseFacts


@entity
class OverrideCause:
    """The variations advisor names the cause against the table, and says why (FIX-12)."""

    cause: Cause
    reason: str


@entity
class RequestRouting:
    """The variations advisor asks for the registration of the scenario (FIX-20)."""


@entity
class DecideMalpractice:
    """Somebody approves a sale without an offer in force, or does not, and says why (FIX-10)."""

    approved: bool
    reason: str


@entity
class CloseCorrection:
    """The registration is made: the case is closed, the obligation is not (FIX-25)."""


@entity
class RecordReply:
    """The customer was contacted, and is sent the reply (FIX-26)."""


@entity
class RefuseCorrection:
    """There is nothing to correct, or what is missing will not come."""

    reason: str


@entity
class WithdrawCorrection:
    """The customer takes the request back; possible until the routing is asked for."""

    reason: str


Command: TypeAlias = (
    RequestCorrection
    | CompleteIntake
    | ReportFacts
    | OverrideCause
    | RequestRouting
    | DecideMalpractice
    | ConfirmRegistered
    | ConfirmRouted
    | CloseCorrection
    | RecordReply
    | ReportStillWrong
    | RefuseCorrection
    | WithdrawCorrection
)
