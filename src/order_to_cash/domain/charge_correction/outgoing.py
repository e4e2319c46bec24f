"""What case systems, the obligation and people are told about a correction."""

from typing import Final, assert_type

from order_to_cash.domain.charge_correction import events as e
from order_to_cash.domain.charge_correction.state import ChargeCorrection
from order_to_cash.domain.core.decision import Decision
from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.core.wording import Value
from order_to_cash.domain.trade.agreements import OweCorrection, obligation_of_line
from order_to_cash.domain.trade.messages import Message, Notice, Notify, Tell
from order_to_cash.domain.trade.ticketing import CloseTicket, RegisterTicket, RouteTicket

EXECUTIVE_EVIDENCE: Final = "charge-correction.executive-evidence"
"""The check that only the portfolio executive can meet."""


def outgoing(correction: ChargeCorrection, event: e.Event, mailbox: str) -> tuple[Message, ...]:
    """The messages to send; `correction` already includes the event."""
    match event:
        case e.EvidenceMissing(decision):
            where = ("mailbox", mailbox)
            told = _customer(correction, Notice.CORRECTION_EVIDENCE_MISSING, where)
            missing = changed(told, findings=decision.obstacles)
            return (missing, *_executive(correction, decision, mailbox))
        case e.NotEligible(decision):
            told = _customer(correction, Notice.CORRECTION_NOT_ELIGIBLE)
            return (changed(told, findings=decision.failures),)
        case e.CaseAccepted(_, queue):
            return (RegisterTicket(correction.number, queue, _fields(correction)),)
        case e.RoutingAsked(_, route, effective):
            fields = (*_fields(correction), ("effective", effective))
            return (RouteTicket(correction.number, route, fields),)
        case e.CaseRouted():
            return (_owe(correction),)
        case e.CorrectionClosed():
            return (CloseTicket(correction.number),)
        case e.ApprovalAsked():
            return (
                _role(correction, Role.COMMERCIAL_MANAGER, Notice.CORRECTION_TO_APPROVE),
                _role(correction, Role.SALES_AUDIT, Notice.CORRECTION_AUDIT),
            )
        case e.MalpracticeRefused(_, reason) | e.CorrectionRefused(reason):
            named = ("reason", reason)
            return (_customer(correction, Notice.CORRECTION_REFUSED, named),)
        case e.CustomerAnswered():
            return (_reply(correction),)
        case _:
            assert_type(event, e.Quiet)
            return ()


def _fields(correction: ChargeCorrection) -> tuple[tuple[str, Value], ...]:
    """The fields of the operator's template."""
    asked, terms = correction.request, correction.request.agreement
    return (
        ("customer", asked.customer),
        ("account", terms.account),
        ("line", terms.line),
        ("listed", terms.listed),
        ("offered", terms.offered),
        ("since", terms.since),
        ("until", terms.until),
    )


def _owe(correction: ChargeCorrection) -> Tell:
    terms = correction.request.agreement
    owed = OweCorrection(correction.number, terms, correction.effective_from)
    return Tell("charge_obligation", obligation_of_line(terms.line), owed)


def _executive(
    correction: ChargeCorrection, decision: Decision, mailbox: str
) -> tuple[Message, ...]:
    """The portfolio executive is asked where the evidence that only he has is missing."""
    if EXECUTIVE_EVIDENCE not in {finding.rule for finding in decision.obstacles}:
        return ()
    values = (*_named(correction), ("mailbox", mailbox))
    told = Notify(Notice.CORRECTION_EXECUTIVE, Role.PORTFOLIO_EXECUTIVE.value, values)
    return (told,)


def _role(correction: ChargeCorrection, role: Role, notice: Notice) -> Notify:
    return Notify(notice, role.value, _named(correction))


def _customer(correction: ChargeCorrection, notice: Notice, *values: tuple[str, Value]) -> Notify:
    asked = correction.request
    return Notify(notice, asked.customer, (*_named(correction), *values), asked.contact)


def _reply(correction: ChargeCorrection) -> Notify:
    offered = ("offered", correction.request.agreement.offered)
    day = ("effective", correction.effective_from)
    return _customer(correction, Notice.CORRECTION_ATTENDED, offered, day)


def _named(correction: ChargeCorrection) -> tuple[tuple[str, Value], ...]:
    return (("correction", correction.number), ("line", correction.request.agreement.line))
