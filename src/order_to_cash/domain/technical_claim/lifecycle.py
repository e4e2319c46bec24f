"""The table of a technical claim: documents, work, answer, refunds, closing (004 annex 3)."""

import enum
from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core.lifecycle import Door, Entrance, Lifecycle, rows, then
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.technical_claim import commands as c
from order_to_cash.domain.technical_claim import events as e
from order_to_cash.domain.trade.ticketing import ConfirmRouted


class Stage(enum.StrEnum):
    """Where a technical claim stands."""

    NEW = "new"
    WAITING = "waiting_for_documents"
    IN_WORK = "in_work"
    SOLVED = "solved"
    UNFOUNDED = "unfounded"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


NEW, WAITING, IN_WORK, SOLVED, UNFOUNDED, CLOSED, WITHDRAWN = Stage

_DESK: Final = (Role.CUSTOMER_CARE, Role.COMMERCIAL_ADVISOR)
_TECHNICIANS: Final = (Role.TECHNICAL_TEAM,)
_BILLING: Final = (Role.BILLING,)

ROLES: Final[Mapping[type[c.Command], tuple[Role | Entrance, ...]]] = {
    c.RegisterClaim: _DESK,
    c.BringDocuments: _DESK,
    c.ReportSolved: _TECHNICIANS,
    c.ReportUnfounded: _TECHNICIANS,
    ConfirmRouted: Door.ANSWER.of(Role.CUSTOMER_CARE),
    c.RefundInvoice: _BILLING,
    c.RefuseRefund: _BILLING,
    c.CloseClaim: _DESK,
    c.ReopenClaim: _DESK,
    c.WithdrawClaim: (Role.CUSTOMER, *_DESK),
}

_PAPERS: Final[tuple[type[c.Command], ...]] = (c.RegisterClaim, c.BringDocuments)

LIFECYCLE: Final[Lifecycle[Stage, c.Command, e.Event]] = Lifecycle.of(
    NEW,
    # the checklist: what is missing is asked for
    (NEW, c.RegisterClaim, e.ClaimRegistered, WAITING),
    (WAITING, c.BringDocuments, e.DocumentsBrought, WAITING),
    *then((WAITING,), _PAPERS, e.DocumentsMissing),
    *then((WAITING,), _PAPERS, e.ClaimAccepted, IN_WORK),
    # the technical team answers, billing decides on each invoice
    (IN_WORK, c.ReportSolved, e.ClaimSolved, SOLVED),
    (IN_WORK, c.ReportUnfounded, e.ClaimUnfounded, UNFOUNDED),
    *rows((SOLVED, CLOSED, IN_WORK, UNFOUNDED), ConfirmRouted, e.PassedToBilling),
    (SOLVED, c.RefundInvoice, e.InvoiceRefunded, SOLVED),
    (SOLVED, c.RefuseRefund, e.RefundRefused, SOLVED),
    # closed, unless the fault comes back
    *rows((SOLVED, UNFOUNDED), c.CloseClaim, e.ClaimClosed, CLOSED),
    *rows((SOLVED, UNFOUNDED, CLOSED), c.ReopenClaim, e.ClaimReopened, IN_WORK),
    *rows((WAITING, IN_WORK), c.WithdrawClaim, e.ClaimWithdrawn, WITHDRAWN),
    roles=ROLES,
    commands=c.Command,
    events=e.Event,
)
