"""Who may order, through which channel and on which payment terms (000 precondition 1; § 1)."""

from typing import ClassVar

from order_to_cash.domain.core import NOT_APPLICABLE, Answer, Clause, Named, Policy, entity
from order_to_cash.domain.order import AccountStatus, Channel, PartyFacts, PartyKind
from order_to_cash.rules.compatibility import Compatible


@entity
class PartyIsRegistered:
    """The directory knows the party."""

    code: ClassVar[str] = "party.registered"
    clause: Clause

    def check(self, facts: PartyFacts, /) -> Answer:
        answer = facts.answers.party
        known = None if answer is None else bool(answer)
        return Answer(known, {"party": facts.request.party})


@entity
class AccountIsActive:
    """The party's account is neither suspended nor closed."""

    code: ClassVar[str] = "party.active"
    clause: Clause

    def check(self, facts: PartyFacts, /) -> Answer:
        if facts.answers.party == ():
            return NOT_APPLICABLE
        record = facts.answers.record
        status = None if record is None else record.status
        active = None if status is None else status is AccountStatus.ACTIVE
        shown = None if status is None else status.value
        return Answer(active, {"status": shown})


@entity
class ChannelIsOpen:
    """Distributors order through the distributor system, customers through the other channels."""

    code: ClassVar[str] = "party.channel"
    clause: Clause

    def check(self, facts: PartyFacts, /) -> Answer:
        if facts.answers.party == ():
            return NOT_APPLICABLE
        channel, record = facts.request.channel, facts.answers.record
        kind = None if record is None else record.kind
        systems = channel is Channel.DISTRIBUTOR_SYSTEM
        fits = None if kind is None else systems == (kind is PartyKind.DISTRIBUTOR)
        observed: Named = {"kind": None if kind is None else kind.value, "channel": channel.value}
        return Answer(fits, observed)


@entity
class PaymentTermsAreAgreed:
    """The operator offers these payment terms, and has agreed them with the party."""

    code: ClassVar[str] = "party.payment-terms"
    clause: Clause

    def check(self, facts: PartyFacts, /) -> Answer:
        if facts.answers.party == ():
            return NOT_APPLICABLE
        payment, record = facts.request.payment, facts.answers.record
        agreed = tuple([t for t in record.payment_terms if t in facts.agreed]) if record else ()
        holds = None if record is None or payment is None else payment in agreed
        return Answer(holds, {"payment": payment}, {"agreed": agreed})


def party_policy(clause: Clause, fitting: Clause | None = None) -> Policy[PartyFacts]:
    """What the party must be to order, by the clause that says so.

    Products must fit each other from here on, by `fitting` where another clause says that: an
    order that can never be released is told so before anybody is asked for money or terms.
    """
    return Policy(
        "party",
        (
            PartyIsRegistered(clause),
            AccountIsActive(clause),
            ChannelIsOpen(clause),
            PaymentTermsAreAgreed(clause),
            Compatible(fitting or clause),
        ),
    )
