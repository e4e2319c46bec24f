"""Registration: who may order, through which channel, on which payment terms."""

from collections.abc import Mapping
from typing import Any

import pytest

from order_to_cash.domain.core import WORDS, Language, changed
from order_to_cash.domain.order import (
    AccountStatus,
    Answers,
    Channel,
    OrderRequest,
    PartyFacts,
    PartyKind,
    PartyRecord,
)
from order_to_cash.domain.trade import NetDays, PaymentTerms, UpFront
from order_to_cash.rules import (
    AccountIsActive,
    ChannelIsOpen,
    PartyIsRegistered,
    PaymentTermsAreAgreed,
    party_policy,
)
from tests.rules.told import CLAUSE, FAIL, PASS, Told, codes, skipped, told, undecided
from tests.words import WHOLE

RECORD = PartyRecord(
    party="D-1",
    kind=PartyKind.DISTRIBUTOR,
    status=AccountStatus.ACTIVE,
    account="A-1",
    payment_terms=("net-30", "net-99", "up-front"),
)
AGREED: Mapping[str, PaymentTerms] = {
    "up-front": UpFront(),
    "net-7": NetDays(7),
    "net-30": NetDays(30),
}
ASKED = OrderRequest("D-1", Channel.DISTRIBUTOR_SYSTEM, (), payment="net-30")
TITLES = {
    "party.registered": ("The party is registered", "La parte está registrada"),
    "party.active": ("The party's account is active", "La cuenta de la parte está activa"),
    "party.channel": (
        "The channel is open to the party",
        "El canal está abierto a la parte",
    ),
    "party.payment-terms": (
        "The payment terms are agreed",
        "Los términos de pago están acordados",
    ),
}


def facts(found: tuple[PartyRecord, ...] | None = (RECORD,), **asked: Any) -> PartyFacts:
    return PartyFacts(changed(ASKED, **asked), Answers(party=found), AGREED)


def a(**values: Any) -> tuple[PartyRecord]:
    return (changed(RECORD, **values),)


UNKNOWN, NOBODY = facts(None), facts(())


def test_the_party_is_registered() -> None:
    """ORD-01: whoever is not in the directory cannot order; silence decides nothing."""
    rule, code = PartyIsRegistered(CLAUSE), "party.registered"
    passed = Told(code, PASS, ("D-1",), (), "D-1 is registered", "D-1 está registrada")
    assert passed == told(rule, facts())
    en, es = (
        "D-1 is not registered; register it first",
        "D-1 no está registrada; regístrela primero",
    )
    assert Told(code, FAIL, ("D-1",), (), en, es) == told(rule, NOBODY)
    assert undecided(code, ("D-1",), *TITLES[code]) == told(rule, UNKNOWN)


@pytest.mark.parametrize("status", [AccountStatus.SUSPENDED, AccountStatus.CLOSED])
def test_the_account_is_active(status: AccountStatus) -> None:
    """ORD-01: a suspended or closed account cannot order."""
    rule, code = AccountIsActive(CLAUSE), "party.active"
    en, es = "its account is active", "su cuenta está activa"
    assert Told(code, PASS, ("active",), (), en, es) == told(rule, facts())
    said = WORDS.word(Language.ES, "AccountStatus", status)
    en = f"its account is {status.value}; only an active account can order"
    es = f"su cuenta está {said}; solo una cuenta activa puede pedir"
    failed = Told(code, FAIL, (status.value,), (), en, es)
    assert failed == told(rule, facts(a(status=status)))
    assert undecided(code, (None,), *TITLES[code]) == told(rule, UNKNOWN)


@pytest.mark.parametrize("kind", PartyKind)
@pytest.mark.parametrize("channel", Channel)
def test_every_party_has_its_channels(kind: PartyKind, channel: Channel) -> None:
    """ORD-05: a distributor orders by the distributor system alone, a customer by the others."""
    rule, code = ChannelIsOpen(CLAUSE), "party.channel"
    k, c = kind.value, channel.value
    by, por = (WORDS.word(language, "Channel", channel) for language in WHOLE)
    un = WORDS.word(Language.ES, "PartyKind", kind)
    passed = Told(code, PASS, (k, c), (), f"a {k} orders by {by}", f"un {un} pide por {por}")
    failed = Told(
        code,
        FAIL,
        (k, c),
        (),
        f"a {k} cannot order by {by}; distributors use the distributor system, customers the other "
        "channels",
        f"un {un} no puede pedir por {por}; los distribuidores usan el sistema de distribuidores, "
        "los clientes los demás canales",
    )
    open_to = {"distributor": {"distributor_system"}}.get(k, set(Channel) - {"distributor_system"})
    expected = passed if c in open_to else failed
    assert expected == told(rule, facts(a(kind=kind), channel=channel))


def test_the_channel_of_an_unknown_party_is_open() -> None:
    """While the directory is silent, nothing is decided about the channel."""
    code = "party.channel"
    expected = undecided(code, (None, "distributor_system"), *TITLES[code])
    assert expected == told(ChannelIsOpen(CLAUSE), UNKNOWN)


def test_the_payment_terms_are_agreed() -> None:
    """ORD-26: the operator offers the terms, and has agreed them with the party."""
    rule, code, agreed = (
        PaymentTermsAreAgreed(CLAUSE),
        "party.payment-terms",
        ("net-30", "up-front"),
    )
    passed = Told(
        code,
        PASS,
        ("net-30",),
        (agreed,),
        "net-30 is agreed with the party",
        "net-30 está acordado con la parte",
    )
    assert passed == told(rule, facts())
    en, es = (
        "{} is not agreed with the party; agreed: {}",
        "{} no está acordado con la parte; acordados: {}",
    )
    for payment in ("net-7", "net-99", "net-8"):
        values, names = ((payment,), (agreed,)), (payment, "net-30, up-front")
        failed = Told(code, FAIL, *values, en.format(*names), es.format(*names))
        assert failed == told(rule, facts(payment=payment))


def test_whoever_has_agreed_nothing_is_told_so() -> None:
    """A party without agreed terms cannot order on any."""
    code = "party.payment-terms"
    failed = Told(
        code,
        FAIL,
        ("net-30",),
        ((),),
        "net-30 is not agreed with the party; agreed: none",
        "net-30 no está acordado con la parte; acordados: ninguno",
    )
    assert failed == told(PaymentTermsAreAgreed(CLAUSE), facts(a(payment_terms=())))


def test_payment_terms_wait_for_the_directory_and_the_request() -> None:
    """Neither a silent directory nor a request without terms decides anything."""
    rule, code = PaymentTermsAreAgreed(CLAUSE), "party.payment-terms"
    assert undecided(code, ("net-30",), *TITLES[code], ()) == told(rule, UNKNOWN)
    without = undecided(code, (None,), *TITLES[code], ("net-30", "up-front"))
    assert without == told(rule, facts(payment=None))


@pytest.mark.parametrize(
    "rule", [AccountIsActive(CLAUSE), ChannelIsOpen(CLAUSE), PaymentTermsAreAgreed(CLAUSE)]
)
def test_nothing_else_is_asked_about_a_party_nobody_knows(rule: Any) -> None:
    """ORD-01: an unknown party is one obstacle, not four."""
    code = rule.code
    assert skipped(code, *TITLES[code]) == told(rule, NOBODY)


def test_the_party_policy_asks_four_rules_and_whether_it_fits() -> None:
    """ORD-01, ORD-05, ORD-16, ORD-26: the rules about the party, then what fits, in order."""
    assert [*TITLES, "validation.compatible"] == codes(party_policy(CLAUSE), UNKNOWN)
    answered = changed(facts().answers, offerings=())
    assert party_policy(CLAUSE).decide(changed(facts(), answers=answered)).allows
