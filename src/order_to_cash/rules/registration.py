"""Who may order, through which channel and on which payment terms (000 precondition 1; § 1)."""

from typing import Final

from order_to_cash.domain.core import Clause, Finding, Policy, Sentence, Text, Verdict, entity
from order_to_cash.domain.order import AccountStatus, Channel, PartyFacts, PartyKind
from order_to_cash.rules.compatibility import Compatible

REGISTERED: Final = Sentence(
    "party.registered",
    Text("The party is registered", "La parte está registrada"),
    Text("{party} is registered", "{party} está registrada"),
    Text(
        "{party} is not registered; register it first",
        "{party} no está registrada; regístrela primero",
    ),
    observed=("party",),
)
ACTIVE: Final = Sentence(
    "party.active",
    Text("The party's account is active", "La cuenta de la parte está activa"),
    Text("its account is {status:AccountStatus}", "su cuenta está {status:AccountStatus}"),
    Text(
        "its account is {status:AccountStatus}; only an active account can order",
        "su cuenta está {status:AccountStatus}; solo una cuenta activa puede pedir",
    ),
    observed=("status",),
)
CHANNEL: Final = Sentence(
    "party.channel",
    Text("The channel is open to the party", "El canal está abierto a la parte"),
    Text(
        "a {kind:PartyKind} orders by {channel:Channel}",
        "un {kind:PartyKind} pide por {channel:Channel}",
    ),
    Text(
        "a {kind:PartyKind} cannot order by {channel:Channel}; distributors use the distributor "
        "system, customers the other channels",
        "un {kind:PartyKind} no puede pedir por {channel:Channel}; los distribuidores usan el "
        "sistema de distribuidores, los clientes los demás canales",
    ),
    observed=("kind", "channel"),
)
PAYMENT_TERMS: Final = Sentence(
    "party.payment-terms",
    Text("The payment terms are agreed", "Los términos de pago están acordados"),
    Text("{payment} is agreed with the party", "{payment} está acordado con la parte"),
    Text(
        "{payment} is not agreed with the party; agreed: {agreed}",
        "{payment} no está acordado con la parte; acordados: {agreed}",
    ),
    observed=("payment",),
    required=("agreed",),
)


@entity
class PartyIsRegistered:
    """The directory knows the party."""

    clause: Clause

    def check(self, facts: PartyFacts, /) -> Finding:
        answer = facts.answers.party
        known = None if answer is None else bool(answer)
        return Finding(REGISTERED, Verdict.of(known), (facts.request.party,), (), self.clause)


@entity
class AccountIsActive:
    """The party's account is neither suspended nor closed."""

    clause: Clause

    def check(self, facts: PartyFacts, /) -> Finding:
        if facts.answers.party == ():
            return Finding.skipped(ACTIVE, self.clause)
        record = facts.answers.record
        status = None if record is None else record.status
        active = None if status is None else status is AccountStatus.ACTIVE
        shown = None if status is None else status.value
        return Finding(ACTIVE, Verdict.of(active), (shown,), (), self.clause)


@entity
class ChannelIsOpen:
    """Distributors order through the distributor system, customers through the other channels."""

    clause: Clause

    def check(self, facts: PartyFacts, /) -> Finding:
        if facts.answers.party == ():
            return Finding.skipped(CHANNEL, self.clause)
        channel, record = facts.request.channel, facts.answers.record
        kind = None if record is None else record.kind
        systems = channel is Channel.DISTRIBUTOR_SYSTEM
        fits = None if kind is None else systems == (kind is PartyKind.DISTRIBUTOR)
        observed = (None if kind is None else kind.value, channel.value)
        return Finding(CHANNEL, Verdict.of(fits), observed, (), self.clause)


@entity
class PaymentTermsAreAgreed:
    """The operator offers these payment terms, and has agreed them with the party."""

    clause: Clause

    def check(self, facts: PartyFacts, /) -> Finding:
        if facts.answers.party == ():
            return Finding.skipped(PAYMENT_TERMS, self.clause)
        payment, record = facts.request.payment, facts.answers.record
        agreed = tuple([t for t in record.payment_terms if t in facts.agreed]) if record else ()
        holds = None if record is None or payment is None else payment in agreed
        return Finding(PAYMENT_TERMS, Verdict.of(holds), (payment,), (agreed,), self.clause)


SENTENCES: Final = (REGISTERED, ACTIVE, CHANNEL, PAYMENT_TERMS)


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
