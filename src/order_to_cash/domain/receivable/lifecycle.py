"""The table of a receivable: invoice, payments, dunning, block, settlement (000 flows 7 and 8)."""

import enum
from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.lifecycle import Door, Entrance, Lifecycle, rows, then
from order_to_cash.domain.parties import Role
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

_ANSWERED: Final = Door.ANSWER.of(Role.BILLING)
_SYSTEM: Final = Door.SYSTEM.of(Role.BILLING)
_CREDIT: Final = (Role.CREDIT_AND_COLLECTIONS,)

ROLES: Final[Mapping[type[c.Command], tuple[Role | Entrance, ...]]] = {
    c.RaiseInvoice: Door.CASE.of(Role.DISTRIBUTOR_MANAGEMENT, Role.ONBOARDING),
    c.ReportBill: _SYSTEM,
    c.ConfirmIssue: _ANSWERED,
    c.RefuseIssue: _ANSWERED,
    c.RetryIssue: (*_SYSTEM, Role.CREDIT_AND_COLLECTIONS),
    c.ReceivePayment: (*_SYSTEM, *Door.CASE.of(Role.DISTRIBUTOR_MANAGEMENT)),
    c.ReversePayment: _SYSTEM,
    c.OpenDispute: (
        Role.CREDIT_AND_COLLECTIONS,
        Role.CUSTOMER_CARE,
        Role.CUSTOMER,
        Role.DISTRIBUTOR,
    ),
    c.ResolveDispute: _CREDIT,
    c.CreditInvoice: Door.CASE.of(Role.BILLING),
    c.PromiseToPay: _CREDIT,
    c.WriteOff: _CREDIT,
    c.FollowUp: (Role.CLOCK,),
}

_CREDITING: Final[tuple[type[c.Command], ...]] = (c.ResolveDispute, c.CreditInvoice)

LIFECYCLE: Final[Lifecycle[Stage, c.Command, e.Event]] = Lifecycle.of(
    NEW,
    # the invoice (000 flow 7)
    (NEW, c.RaiseInvoice, e.InvoiceRaised, DRAFT),
    (NEW, c.ReportBill, e.BillReported, ISSUED),
    *then((ISSUED,), c.ReportBill, e.InvoiceSettled, SETTLED),
    *then((DRAFT,), c.RaiseInvoice, e.PaymentParked),
    (DRAFT, c.RefuseIssue, e.IssueRefused, DRAFT),
    (DRAFT, c.RetryIssue, e.IssueRetried, DRAFT),
    (DRAFT, c.ConfirmIssue, e.InvoiceIssued, ISSUED),
    *then((ISSUED,), c.ConfirmIssue, e.PaymentAllocated),
    *then((ISSUED,), c.ConfirmIssue, e.SurplusReceived),
    *then((ISSUED,), c.ConfirmIssue, e.InvoiceSettled, SETTLED),
    # payments: early, partial, in full, too much, taken back (000 flow 8, § 7)
    *rows((NEW, DRAFT), c.ReceivePayment, e.PaymentParked),
    *rows(OWING, c.ReceivePayment, e.PaymentAllocated),
    *rows((SETTLED, WRITTEN_OFF), c.ReceivePayment, e.SurplusReceived),
    *then(OWING, c.ReceivePayment, e.SurplusReceived),
    *then((ISSUED,), c.ReceivePayment, e.ArrearsCleared),
    *then((BLOCKED,), c.ReceivePayment, e.ServiceUnblocked, ISSUED),
    *then((ISSUED,), c.ReceivePayment, e.InvoiceSettled, SETTLED),
    *rows((*OWING, WRITTEN_OFF), c.ReversePayment, e.PaymentReversed),
    (SETTLED, c.ReversePayment, e.PaymentReversed, ISSUED),
    *rows((*OWING, SETTLED, WRITTEN_OFF), c.ReversePayment, e.SurplusReversed),
    # a wrong charge, paid or not (002)
    *rows((*OWING, SETTLED), c.CreditInvoice, e.InvoiceCredited),
    *rows((*OWING, SETTLED), c.CreditInvoice, e.PaymentFreed),
    # dunning and block (000 flow 8)
    (ISSUED, c.FollowUp, e.CollectionAlertRaised, ISSUED),
    (BLOCKED, c.FollowUp, e.CollectionAlertRaised, BLOCKED),
    (ISSUED, c.FollowUp, e.ServiceBlocked, BLOCKED),
    # disputes, promises, giving up
    *rows(OWING, c.OpenDispute, e.DisputeOpened),
    *rows(OWING, c.ResolveDispute, e.DisputeResolved),
    *then(OWING, c.ResolveDispute, e.InvoiceCredited),
    *then((ISSUED,), _CREDITING, e.ArrearsCleared),
    *then((BLOCKED,), _CREDITING, e.ServiceUnblocked, ISSUED),
    *then((ISSUED,), _CREDITING, e.InvoiceSettled, SETTLED),
    *rows(OWING, c.PromiseToPay, e.PaymentPromised),
    *rows(OWING, c.WriteOff, e.WrittenOff, WRITTEN_OFF),
    roles=ROLES,
    commands=c.Command,
    events=e.Event,
)
