"""The rules and figures of the pack, on both sides of each boundary."""

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from chile.pack import (
    CHILE,
    CREDIT,
    EVALUATION,
    PAYMENT_TERMS,
    PORTINGS,
    RECEIVABLES,
    TARIFFS,
    TAX,
    peso,
)
from chile.porting import FEE, PortFacts
from chile.rules import OneOrderLeavesRoom

from order_to_cash import Currency, Envelope, Language, Money, Moved, Role, Verdict, ask, step
from order_to_cash.domain.core import changed
from order_to_cash.domain.credit_account import CreditFacts, Exposure
from order_to_cash.domain.receivable import ConfirmIssue, RaiseInvoice, Receivable
from order_to_cash.domain.trade import (
    Bill,
    BillLine,
    InAdvance,
    Payment,
    PaymentMethod,
    TakePayment,
    UnitPrice,
)

FACTS = PortFacts(date(2024, 3, 7), date(2024, 3, 4), date(2023, 11, 8), peso(0))
NOTHING = Exposure(peso(0), peso(0), peso(0), peso(0))
AT = datetime(2024, 3, 7, 15, tzinfo=UTC)
CREDIT_FACTS = CreditFacts(AT, "O-1", peso(1), True, True, peso(1_000_000), NOTHING, ())


@pytest.mark.parametrize(
    ("facts", "obstacles"),
    [
        (FACTS, []),
        (changed(FACTS, debt=peso(1)), ["porting.debt"]),
        (changed(FACTS, debt=Money.of("0.00", Currency.USD)), ["porting.debt"]),
        (changed(FACTS, there_since=date(2024, 1, 7)), []),
        (changed(FACTS, there_since=date(2024, 1, 8)), ["porting.settled"]),
        (changed(FACTS, code_given=date(2024, 3, 2)), []),
        (changed(FACTS, code_given=date(2024, 3, 1)), ["porting.code"]),
    ],
)
def test_a_number_comes_over_when_all_three_hold(facts: PortFacts, obstacles: list[str]) -> None:
    """No debt, 60 days there (7 January to 7 March 2024), a code of at most five days."""
    assert obstacles == [found.rule for found in PORTINGS.policy.decide(facts).obstacles]


def test_a_debt_that_is_not_known_decides_nothing_yet() -> None:
    """Learning it settles the answer, and nothing else about it changes."""
    assert Verdict.OPEN is PORTINGS.policy.decide(changed(FACTS, debt=None)).verdict


@pytest.mark.parametrize(("amount", "allowed"), [(600_000, True), (600_001, False)])
def test_one_order_takes_at_most_six_tenths_of_the_line(amount: int, allowed: bool) -> None:
    """Of a line of 1,000,000 one order takes 600,000."""
    assert allowed is EVALUATION.decide(changed(CREDIT_FACTS, amount=peso(amount))).allows


def test_the_share_of_a_line_is_rounded_down() -> None:
    """Of a line of 33,333 pesos 60 % are 19,999.8, and no order takes the peso that lacks."""
    rule = OneOrderLeavesRoom(CREDIT, Fraction(60, 100))
    facts = changed(CREDIT_FACTS, limit=peso(33_333))
    assert [True, False] == [
        ask(rule, changed(facts, amount=peso(amount))).verdict is Verdict.PASS
        for amount in (19_999, 20_000)
    ]


@pytest.mark.parametrize(("day", "fee"), [(14, 4_990), (15, 3_990)])
def test_the_fee_is_that_of_the_day(day: int, fee: int) -> None:
    """The fee falls on 15 March 2024."""
    assert peso(fee) == TARIFFS.fee(FEE, date(2024, 3, day)).value


def test_consumer_prices_hold_19_percent_of_tax() -> None:
    """PRI-04: of 11,900 are 1,900 tax; of 14,990 / 1.19 = 12,596.64 net, the rest of 2,393 is."""
    on = date(2024, 3, 1)
    assert Fraction(19, 100) == TAX.category("standard").rate(on).value
    for price, tax in ((11_900, 1_900), (14_990, 2_393)):
        assert peso(tax) == TAX.of(peso(price), "standard", on).tax


@pytest.mark.parametrize("language", [Language.EN, Language.ES])
def test_everything_of_ones_own_has_words(language: Language) -> None:
    """Stages, commands, events and rules of the porting are worded in both languages."""
    table = PORTINGS.lifecycle
    codes = ("porting.debt", "porting.settled", "porting.code", "credit.order-share")
    keys = [
        ("word", "Process", "porting"),
        *(("word", "porting", stage.value) for stage in table.stages),
        *(("word", "Command", command.__name__) for command in table.commands),
        *(("step", "porting", command.__name__) for command in table.commands),
        *(("event", "porting", event.__name__) for event in table.events),
        *(("rule", code, part) for code in codes for part in ("title", "passed", "failed")),
    ]
    assert [] == [key for key in keys if not CHILE.words.has(language, *key)]


def test_chilean_usage_goes_before_the_words_of_the_library() -> None:
    """A service is cut, not blocked, and a branch is no shop; what is not replaced stays."""
    words = CHILE.words
    assert "servicio cortado" == words.word(Language.ES, "receivable", "blocked")
    assert "sucursal" == words.word(Language.ES, "Channel", "physical_store")
    assert "saldada" == words.word(Language.ES, "receivable", "settled")


def owing(total: int, terms: str) -> Receivable:
    """A receivable over that much, tax in it, issued on 14 January 2024."""
    price = UnitPrice.of(total, Currency.CLP, with_tax=True)
    lines = (BillLine("CEL-A", 1, price),)
    bill = Bill("O-1", "A-101", "D-101", lines, Currency.CLP, PAYMENT_TERMS[terms])
    raised = went(RECEIVABLES.initial, RaiseInvoice(bill), Role.DISTRIBUTOR_MANAGEMENT)
    return went(raised, ConfirmIssue("F-1"), Role.BILLING)


def went(state: Receivable, command: Any, role: Role) -> Receivable:
    """The receivable after one more command."""
    at = datetime(2024, 1, 14, 15, tzinfo=UTC)
    name = type(command).__name__
    moved = step(
        RECEIVABLES, state, Envelope(name, "order/O-1", "receivable", at, "x", role, command)
    )
    assert isinstance(moved, Moved)
    return moved.state


def test_two_fifths_in_ten_days_and_the_rest_on_a_tenth() -> None:
    """Of 356,964 on 14 January: 142,786 (of 142,785.60) by the 24th, 214,178 by 10 March."""
    parts = owing(356_964, "40-y-60").owed.instalments
    assert [peso(142_786), peso(214_178)] == [part.amount for part in parts]
    assert [date(2024, 1, 24), date(2024, 3, 10)] == [part.due for part in parts]


def test_thirty_percent_in_advance_are_whole_pesos() -> None:
    """PRI-10: of 356,964 are 107,089 (of 107,089.20) before the release, and 249,875 financed."""
    terms, total = PAYMENT_TERMS["anticipo-30"], peso(356_964)
    assert isinstance(terms, InAdvance)
    ahead = terms.amount(total)
    assert (peso(107_089), peso(249_875)) == (ahead, total - ahead)


@pytest.mark.parametrize("ending", range(10))
def test_each_ending_is_rounded_as_the_law_is_told(ending: int) -> None:
    """PRI-08: endings of 1 to 5 down to the ten, of 6 to 9 up to it, and nothing is owed then."""
    total = 14_990 + ending
    cash = 14_990 if ending <= 5 else 15_000
    payment = Payment("OP-1", peso(cash), PaymentMethod.STORE, date(2024, 1, 14))
    debt = went(owing(total, "30-dias"), TakePayment(payment), Role.BILLING).owed
    assert (peso(0), peso(total - cash)) == (debt.outstanding, debt.settled)


@pytest.mark.parametrize(
    ("total", "paid", "method", "settled"),
    [
        (356_964, 356_960, PaymentMethod.STORE, 4),
        (83_276, 83_280, PaymentMethod.STORE, -4),
        (14_995, 14_990, PaymentMethod.STORE, 5),
        (14_996, 14_990, PaymentMethod.STORE, 0),
        (356_964, 356_960, PaymentMethod.ONLINE, 0),
    ],
)
def test_a_store_takes_whole_tens(
    total: int, paid: int, method: PaymentMethod, settled: int
) -> None:
    """Cash has no coin of a peso: up to 5 are let off and up to 4 are taken, in a store alone."""
    payment = Payment("OP-1", peso(paid), method, date(2024, 1, 14))
    debt = went(owing(total, "30-dias"), TakePayment(payment), Role.BILLING).owed
    assert (peso(settled), peso(paid)) == (debt.settled, debt.paid)
    assert debt.outstanding.is_zero is (settled != 0)
