"""The table of a credit account (000 flows 3, 7 and 8).

What was delivered, invoiced or paid is recorded in every stage: only new credit can be declined.
"""

import enum
from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core.lifecycle import Door, Entrance, Lifecycle, rows, then
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.credit_account import commands as c
from order_to_cash.domain.credit_account import events as e


class Stage(enum.StrEnum):
    """Where a credit account stands."""

    UNKNOWN = "unknown"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"


UNKNOWN, ACTIVE, SUSPENDED, CLOSED = Stage
ANY: Final = tuple(Stage)
KNOWN: Final = (ACTIVE, SUSPENDED, CLOSED)

_ORDERS: Final = Door.CASE.of(Role.DISTRIBUTOR_MANAGEMENT)
_BILLS: Final = Door.CASE.of(Role.BILLING)
_CREDIT: Final = (Role.CREDIT_AND_COLLECTIONS,)

ROLES: Final[Mapping[type[c.Command], tuple[Role | Entrance, ...]]] = {
    c.ReserveCredit: _ORDERS,
    c.ReportCreditLine: Door.ANSWER.of(Role.DISTRIBUTOR_MANAGEMENT),
    c.FreeCredit: _ORDERS,
    c.CommitCredit: _ORDERS,
    c.RecordDelivery: _ORDERS,
    c.RecordInvoice: _BILLS,
    c.RecordPayment: _BILLS,
    c.RecordReversal: _BILLS,
    c.RecordDefault: _BILLS,
    c.RecordCharges: _BILLS,
    c.TakePayment: _BILLS,
    c.RecallPayment: _BILLS,
    c.OweBack: _BILLS,
    c.UseSurplus: _CREDIT,
    c.RefundSurplus: _CREDIT,
    c.ChangeLimit: _CREDIT,
    c.SuspendAccount: _CREDIT,
    c.ReactivateAccount: _CREDIT,
    c.CloseAccount: _CREDIT,
    c.FollowAccount: _ORDERS,
    c.LeaveAccount: _ORDERS,
    c.ExemptAccount: _CREDIT,
    c.WithdrawExemption: _CREDIT,
    c.CheckAccount: (Role.CLOCK,),
}

RELIEVING: Final[tuple[type[c.Command], ...]] = (
    c.RecordInvoice,
    c.RecordPayment,
    c.ExemptAccount,
)
"""After what nothing may be past due any more, so that a stop is lifted."""

LIFECYCLE: Final[Lifecycle[Stage, c.Command, e.Event]] = Lifecycle.of(
    UNKNOWN,
    # the credit line must be known before anything is answered (000 precondition 2)
    (UNKNOWN, c.ReserveCredit, e.CreditRequested, UNKNOWN),
    (UNKNOWN, c.ReportCreditLine, e.ReservationDeclined, UNKNOWN),
    (UNKNOWN, c.ReportCreditLine, e.AccountOpened, ACTIVE),
    *then((ACTIVE,), c.ReportCreditLine, e.CreditReserved),
    *then((ACTIVE,), c.ReportCreditLine, e.ReservationDeclined),
    # credit evaluation (000 flow 3)
    *rows(KNOWN, c.ReserveCredit, e.CreditReserved),
    *rows(ANY, c.ReserveCredit, e.ReservationDeclined),
    *rows(ANY, c.FreeCredit, e.CreditFreed),
    *rows(ANY, c.CommitCredit, e.CreditCommitted),
    # what was delivered, invoiced and paid (000 flows 6 to 8)
    *rows(ANY, c.RecordDelivery, e.DeliveryRecorded),
    *then(ANY, c.RecordDelivery, e.CreditCommitted),
    *rows(ANY, c.RecordInvoice, e.InvoiceRecorded),
    *rows(ANY, c.RecordPayment, e.PaymentRecorded),
    *rows(ANY, c.RecordReversal, e.ReversalRecorded),
    *rows(ANY, c.RecordDefault, e.DefaultRecorded),
    *rows(ANY, c.RecordCharges, e.ChargesRecorded),
    *rows(ANY, c.TakePayment, e.SurplusKept),
    *then(ANY, c.TakePayment, e.DebtSettled),
    # money that the bank took back (COL-01)
    *rows(ANY, c.RecallPayment, e.SurplusRecalled),
    *rows(ANY, c.OweBack, e.DebtIncurred),
    *rows(ANY, c.CheckAccount, e.DebtFollowed),
    *then(KNOWN, c.CommitCredit, e.LimitPassed),
    *then(KNOWN, c.RecordDelivery, e.LimitPassed),
    *then(KNOWN, c.RecordInvoice, e.LimitPassed),
    *then(KNOWN, c.RecordReversal, e.LimitPassed),
    *then(KNOWN, c.RecordCharges, e.LimitPassed),
    *then(KNOWN, c.RecallPayment, e.LimitPassed),
    *then(KNOWN, c.OweBack, e.LimitPassed),
    *then(KNOWN, c.RecordPayment, e.LimitPassed),
    *then(KNOWN, c.RefundSurplus, e.LimitPassed),
    # levels, letters and stops of the account (COL-05)
    *rows(ANY, c.CheckAccount, e.AccountReminded),
    *rows(ANY, c.CheckAccount, e.AccountStopped),
    *rows(ANY, c.CheckAccount, e.ExemptionEnded),
    *rows(ANY, c.ExemptAccount, e.ExemptionGranted),
    *rows(ANY, c.WithdrawExemption, e.ExemptionWithdrawn),
    *then(ANY, RELIEVING, e.AccountCleared),
    *then(ANY, RELIEVING, e.StopLifted),
    # orders of a stopped account wait, and are answered in their turn once it is not any more
    *rows(ANY, c.FollowAccount, e.AccountFollowed),
    *rows(ANY, c.LeaveAccount, e.AccountLeft),
    *rows(ANY, c.ReserveCredit, e.CreditDeferred),
    *then((UNKNOWN,), RELIEVING, e.CreditRequested),
    *then(KNOWN, RELIEVING, e.CreditReserved),
    *then(ANY, RELIEVING, e.ReservationDeclined),
    # Credit & Collections
    *rows(ANY, c.UseSurplus, e.SurplusUsed),
    *rows(ANY, c.RefundSurplus, e.SurplusRefunded),
    *rows((ACTIVE, SUSPENDED), c.ChangeLimit, e.LimitChanged),
    *then((ACTIVE,), c.ChangeLimit, e.CreditRevoked),
    *then((ACTIVE, SUSPENDED), c.ChangeLimit, e.LimitPassed),
    (ACTIVE, c.SuspendAccount, e.AccountSuspended, SUSPENDED),
    *then((SUSPENDED,), c.SuspendAccount, e.CreditRevoked),
    (SUSPENDED, c.ReactivateAccount, e.AccountReactivated, ACTIVE),
    *rows((ACTIVE, SUSPENDED), c.CloseAccount, e.AccountClosed, CLOSED),
    *then((CLOSED,), c.CloseAccount, e.CreditRevoked),
    roles=ROLES,
    commands=c.Command,
    events=e.Event,
)
