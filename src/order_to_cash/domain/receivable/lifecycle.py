"""The table of a receivable: invoice, payments, dunning, block, settlement (000 flows 7 and 8)."""

import enum
from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core.lifecycle import Door, Entrance, Lifecycle, rows, then
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.receivable import commands as c
from order_to_cash.domain.receivable import events as e


class Stage(enum.StrEnum):
    """Where a receivable stands; whether it is overdue follows from facts and is never stored."""

    NEW = "new"
    DRAFT = "draft"
    ISSUED = "issued"
    BLOCKED = "blocked"
    SETTLED = "settled"
    WRITTEN_OFF = "written_off"


NEW, DRAFT, ISSUED, BLOCKED, SETTLED, WRITTEN_OFF = Stage
OWING: Final = (ISSUED, BLOCKED)
GIVEN_OR_OWING: Final = (*OWING, WRITTEN_OFF)
INVOICED: Final = (*GIVEN_OR_OWING, SETTLED)

_ANSWERED: Final = Door.ANSWER.of(Role.BILLING)
_SYSTEM: Final = Door.SYSTEM.of(Role.BILLING)
_CREDIT: Final = (Role.CREDIT_AND_COLLECTIONS,)

ROLES: Final[Mapping[type[c.Command], tuple[Role | Entrance, ...]]] = {
    c.RaiseInvoice: Door.CASE.of(Role.DISTRIBUTOR_MANAGEMENT, Role.ONBOARDING),
    c.ReportBill: _SYSTEM,
    c.OweShare: Door.CASE.of(Role.BILLING),
    c.ConfirmIssue: _ANSWERED,
    c.RefuseIssue: _ANSWERED,
    c.RetryIssue: (*_SYSTEM, Role.CREDIT_AND_COLLECTIONS),
    c.OweAdvance: Door.CASE.of(Role.DISTRIBUTOR_MANAGEMENT),
    c.TakePayment: Door.CASE.of(Role.BILLING),
    c.RecallPayment: Door.CASE.of(Role.BILLING),
    c.OpenDispute: (
        Role.CREDIT_AND_COLLECTIONS,
        Role.CUSTOMER_CARE,
        Role.CUSTOMER,
        Role.DISTRIBUTOR,
    ),
    c.ResolveDispute: _CREDIT,
    c.CreditInvoice: Door.CASE.of(Role.BILLING, Role.DISTRIBUTOR_MANAGEMENT),
    c.ConfirmNote: _ANSWERED,
    c.TakeBackCredit: _CREDIT,
    c.PromiseToPay: _CREDIT,
    c.NoteExemption: Door.CASE.of(Role.DISTRIBUTOR_MANAGEMENT),
    c.WriteOff: _CREDIT,
    c.WaiveCharges: _CREDIT,
    c.FollowUp: (Role.CLOCK,),
}

_CREDITING: Final[tuple[type[c.Command], ...]] = (c.ResolveDispute, c.CreditInvoice)
CHANGING: Final[tuple[type[c.Command], ...]] = (
    c.TakePayment,
    c.RecallPayment,
    c.OpenDispute,
    *_CREDITING,
    c.TakeBackCredit,
    c.WriteOff,
)
"""What changes how much of the invoice is past due."""

_RELIEVING: Final = (c.TakePayment, *_CREDITING)

LIFECYCLE: Final[Lifecycle[Stage, c.Command, e.Event]] = Lifecycle.of(
    NEW,
    # the invoice (000 flow 7)
    (NEW, c.RaiseInvoice, e.InvoiceRaised, DRAFT),
    (NEW, c.ReportBill, e.BillReported, ISSUED),
    *then((ISSUED,), c.ReportBill, e.InvoiceSettled, SETTLED),
    # a share of it that is owed on another account (PRI-07)
    (NEW, c.OweShare, e.ShareRaised, ISSUED),
    *rows(INVOICED, c.CreditInvoice, e.CreditPassedOn),
    (DRAFT, c.RefuseIssue, e.IssueRefused, DRAFT),
    (DRAFT, c.RetryIssue, e.IssueRetried, DRAFT),
    (DRAFT, c.ConfirmIssue, e.InvoiceIssued, ISSUED),
    *then((ISSUED,), c.ConfirmIssue, e.InvoiceSettled, SETTLED),
    # an advance is owed once its order is released (PRI-10)
    *rows((ISSUED, SETTLED, WRITTEN_OFF), c.OweAdvance, e.AdvanceOwed),
    # payments: partial, in full, too much, after giving up, taken back (000 flow 8, § 7)
    *rows(GIVEN_OR_OWING, c.TakePayment, e.PaymentAllocated),
    (SETTLED, c.TakePayment, e.SurplusReceived, SETTLED),
    *then(GIVEN_OR_OWING, c.TakePayment, e.SurplusReceived),
    *rows(GIVEN_OR_OWING, c.RecallPayment, e.PaymentReversed),
    (SETTLED, c.RecallPayment, e.PaymentReversed, ISSUED),
    # a difference too small to be paid (PRI-08)
    *then(OWING, c.TakePayment, e.DifferenceSettled),
    *then(GIVEN_OR_OWING, c.RecallPayment, e.DifferenceReopened),
    *then(INVOICED, _CREDITING, e.DifferenceReopened),
    # a wrong charge, paid or not (002), and disputes, whole or in part
    *rows(INVOICED, c.OpenDispute, e.DisputeOpened),
    *rows(INVOICED, c.ResolveDispute, e.DisputeResolved),
    *rows(INVOICED, c.CreditInvoice, e.InvoiceCredited),
    *then(INVOICED, c.ResolveDispute, e.InvoiceCredited),
    *then(INVOICED, _CREDITING, e.PaymentFreed),
    *then((ISSUED,), _RELIEVING, e.ArrearsCleared),
    *then((BLOCKED,), _RELIEVING, e.ServiceUnblocked, ISSUED),
    *then((WRITTEN_OFF,), _RELIEVING, e.ServiceUnblocked),
    *then((ISSUED, WRITTEN_OFF), _RELIEVING, e.InvoiceSettled, SETTLED),
    # the number of a note, and a note that was wrong (PRI-06)
    *rows(INVOICED, c.ConfirmNote, e.NoteIssued),
    *rows(OWING, c.TakeBackCredit, e.CreditTakenBack),
    (SETTLED, c.TakeBackCredit, e.CreditTakenBack, ISSUED),
    # dunning and block (000 flow 8)
    (ISSUED, c.FollowUp, e.PaymentReminded, ISSUED),
    (ISSUED, c.FollowUp, e.CollectionAlertRaised, ISSUED),
    (BLOCKED, c.FollowUp, e.CollectionAlertRaised, BLOCKED),
    (ISSUED, c.FollowUp, e.ServiceBlocked, BLOCKED),
    # late interest and fees, debts of their own (COL-06)
    *then(OWING, (c.FollowUp, *CHANGING), e.InterestReckoned),
    *then((SETTLED,), c.RecallPayment, e.InterestReckoned),
    *then((SETTLED,), c.TakeBackCredit, e.InterestReckoned),
    *then(OWING, c.FollowUp, e.LateFeeCharged),
    *then(OWING, c.TakePayment, e.ChargePaid),
    *then(GIVEN_OR_OWING, c.RecallPayment, e.ChargeReopened),
    *then((SETTLED,), c.RecallPayment, e.ChargeReopened, ISSUED),
    *rows(OWING, c.WaiveCharges, e.ChargesWaived),
    *then(OWING, c.WriteOff, e.ChargesWaived),
    *then((ISSUED,), c.WaiveCharges, e.InvoiceSettled, SETTLED),
    *then((ISSUED,), c.WriteOff, e.InvoiceSettled, SETTLED),
    # promises, exemptions, giving up
    *rows(OWING, c.PromiseToPay, e.PaymentPromised),
    *rows(INVOICED, c.NoteExemption, e.ExemptionNoted),
    *then((BLOCKED,), c.NoteExemption, e.ServiceUnblocked, ISSUED),
    *rows(OWING, c.WriteOff, e.WrittenOff, WRITTEN_OFF),
    roles=ROLES,
    commands=c.Command,
    events=e.Event,
)
