"""The program by hand and the library say the same, so that their ratio is one of equal work."""

import enum
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from attrs import evolve

from benchmarks import decision, instructions
from benchmarks import order as journeys
from benchmarks.same_work import commands, measured, records
from benchmarks.same_work.order import CHANGES as CHANGED_BY
from benchmarks.same_work.order import Order, replay
from order_to_cash.domain.core import (
    Clause,
    Currency,
    Decision,
    Envelope,
    Finding,
    Money,
    Refusal,
    Role,
    Sensitive,
    Term,
    step,
)
from order_to_cash.domain.order import (
    Acceptance,
    AccountStatus,
    Channel,
    DeliveryMode,
    Item,
    OrderRequest,
    PartyKind,
    PartyRecord,
    StockItem,
)
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.trade import (
    AgreedOffer,
    CoverageItem,
    Kind,
    Offering,
    TermsInForce,
    UnitPrice,
)
from order_to_cash.operators.peru import ORDERS, sol

AT = datetime(2024, 3, 1, 15, tzinfo=UTC)


def plain(value: Any) -> Any:
    """Any record as plain values: its name, then its fields; amounts in cents, codes as texts."""
    match value:
        case Money():
            return value.minor
        case Currency() | enum.Enum():
            return value.value
        case Clause():
            return (value.document, value.section)
        case Finding():
            return plain(_said(value))
        case records.Finding():
            return tuple(map(plain, _fields(value)))
        case Decision() | records.Decision():
            found = plain(value.findings)
            return ("Decision", value.policy, found, plain(value.override))
        case tuple() | list():
            return tuple(map(plain, value))
        case _ if attrs.has(type(value)) or hasattr(value, "__dataclass_fields__"):
            name = type(value).__name__
            return ("CreditApproval" if name == "Approval" else name, *map(plain, _fields(value)))
        case _:
            return value


def _said(finding: Any) -> tuple[Any, ...]:
    answer = finding.answer
    said = (answer.holds, answer.observed, answer.required, answer.applies)
    return (finding.rule, finding.clause, *said)


def _fields(value: Any) -> Iterator[Any]:
    if attrs.has(type(value)):
        return (getattr(value, field.name) for field in attrs.fields(type(value)))
    return (getattr(value, name) for name in value.__dataclass_fields__)


def of_library(order: Any) -> Any:
    """What the library knows of an order."""
    answers, credit = order.answers, order.credit
    return plain(
        (
            order.stage,
            order.id,
            order.request if order.id else None,
            order.requested_by,
            (answers.party, answers.offerings, _report(answers.stock), answers.terms),
            None if answers.coverage is None else (answers.coverage.items, answers.coverage.at),
            [(x.number, x.item, x.status, x.slot, x.delivered) for x in order.lines],
            (order.bill, order.papers),
            order.total,
            (credit.approval, credit.declined, credit.closes),
            order.rejection,
        )
    )


def _report(stock: Any) -> Any:
    return None if stock is None else (stock.warehouse, stock.items, stock.at)


def by_hand(o: Order) -> Any:
    """What the program by hand knows of an order."""
    return plain(
        (
            o.stage,
            o.id,
            o.request,
            o.requested_by,
            (o.party, o.offerings, o.stock, o.terms),
            o.coverage,
            [(x.number, x.item, x.status, x.slot, x.delivered) for x in o.lines],
            (o.bill, o.papers),
            o.total,
            (o.approval, o.declined, o.closes),
            o.rejection,
        )
    )


def untouched(order: Any) -> Any:
    """What the pack leaves alone: advances, standing, reservations, money before the release."""
    return (order.advances, order.standing, order.reservation, order.prepaid, order.rest)


def both(journey: Iterator[Envelope[Any]] | tuple[Envelope[Any], ...]) -> list[Any]:
    """Each command through both, compared; the events and messages, or the refusal, of each."""
    state, o = ORDERS.initial, Order()
    told: list[Any] = []
    history: list[Any] = []
    for envelope in journey:
        moved = step(ORDERS, state, envelope)
        if isinstance(moved, Refusal):
            with pytest.raises(commands.No) as refused:
                commands.handle(o, envelope)
            assert moved.code == refused.value.code
            if moved.code != "process.wrong-stage":
                assert moved.values == refused.value.values
            told.append(moved)
            continue
        events, messages = commands.handle(o, envelope)
        assert plain(moved.events) == plain(events)
        assert plain(moved.messages) == plain(messages)
        state = moved.state
        assert of_library(state) == by_hand(o)
        assert untouched(ORDERS.initial) == untouched(state)
        history.extend(events)
        told.append((events, messages))
    assert by_hand(o) == by_hand(replay(history))
    return told


def test_the_journey_of_the_benchmark_says_the_same() -> None:
    """Eleven events, twelve messages, each with the same fields, and a replay that ends alike."""
    told = both(journeys.JOURNEY)
    assert 11 == sum(len(events) for events, _ in told)
    assert 12 == sum(len(messages) for _, messages in told)


def test_the_fifteen_rules_say_the_same() -> None:
    """What the decision of the benchmark answers, the rules by hand answer."""
    expected = decision.decided()
    assert plain(expected) == plain(measured.asked())


DM, FIELD = Role.DISTRIBUTOR_MANAGEMENT, Role.TECHNICAL_TEAM
PHONE = Offering(
    "PHONE-1", "a", Kind.GOODS, UnitPrice.of("100.00", Currency.PEN), requires=("OLD-1",)
)
FIBRE = Offering(
    "FIBRE-1",
    "a",
    Kind.SERVICE,
    UnitPrice.of("59.335", Currency.PEN, with_tax=True),
    terms="fibre-home",
    decimals=1,
)
RIVAL = evolve(FIBRE, excludes=("OLD-1", "OLD-2"), replaces=("OLD-2",), tax="free")
GOODS = (Item("PHONE-1", 2, Kind.GOODS),)
SERVICE = (Item("FIBRE-1", Decimal("2.5"), Kind.SERVICE),)
CREDIT = journeys.CREDIT
PARTY = evolve(journeys.PARTY, products=("OLD-1",))
NAME = Sensitive("a name")
REQUEST = evolve(
    journeys.REQUEST, items=GOODS + SERVICE, accepted=(Acceptance("fibre-home", "2024.1"),)
)


@pytest.mark.parametrize(("now", "named"), [(1_050, ()), (1_051, ("order",))])
def test_what_needs_a_twentieth_more_than_the_page_says_is_named(
    now: int, named: tuple[str, ...]
) -> None:
    """The figures on the page are those that the next count is compared with."""
    figures = {name: 1_000 for work in instructions.WORKS for name in (work, f"{work} by hand")}
    page = "\n".join((instructions.BEGIN, *instructions.rows(figures), instructions.END))
    assert figures == instructions.kept(page)
    told = instructions.slower({**figures, "order": now}, instructions.kept(page))
    assert named == tuple(line.partition(" needs ")[0] for line in told)


@attrs.frozen
class Life:
    """What is asked for, what is answered, and how many hours lie before each command."""

    request: OrderRequest = REQUEST
    party: PartyRecord | None = PARTY
    offerings: tuple[Offering, ...] = (PHONE, FIBRE)
    stock: tuple[StockItem, ...] = (StockItem("PHONE-1", 100),)
    coverage: tuple[CoverageItem, ...] = (CoverageItem("FIBRE-1", True, "fibre"),)
    credit: Decision = CREDIT
    terms: tuple[TermsInForce, ...] = (TermsInForce("fibre-home", "2024.1"),)
    slot: timedelta = timedelta(days=90)
    signed_by: Sensitive | None = NAME
    quantities: tuple[Any, ...] = (None, None)
    active: Any = None
    actor: str = "D-0"
    placed_by: Role = Role.DISTRIBUTOR
    seller: str = ""
    until_credit: int = 1
    until_terms: int = 1
    answers: tuple[int, ...] = (0, 1, 2, 3)

    def commands(self) -> Iterator[tuple[int, Role, Any]]:
        """From its reception to its delivery; some are not welcome, and are refused."""
        reports = (
            c.ReportParty(self.party),
            c.ReportOfferings(self.offerings),
            c.ReportStock("W-LIMA", self.stock),
            c.ReportCoverage(self.coverage),
        )
        credit = c.ReportCredit(self.credit, sol("500000.00"))
        yield 0, self.placed_by, c.PlaceOrder(self.request)
        for place in self.answers:
            yield 1, DM, reports[place]
        yield self.until_credit, DM, credit
        yield 1, DM, reports[3]
        yield self.until_terms, DM, c.ReportTerms(self.terms)
        yield 0, DM, credit
        yield 1, Role.CLOCK, c.ReportTerms(self.terms)
        for report in (c.ReportTerms(self.terms), *reports[2:]):
            yield 1, DM, report
        for line in (1, 2, 3):
            yield 1, FIELD, c.Schedule(line, AT + self.slot)
            for quantity in self.quantities:
                yield 1, Role.WAREHOUSE, c.ConfirmDelivery(line, self.signed_by, AT, quantity)
            yield 1, FIELD, c.ConfirmActivation(line, self.active)
            yield 1, FIELD, c.ConfirmActivation(line)

    def journey(self) -> Iterator[Envelope[Any]]:
        """Its commands as envelopes."""
        at = AT
        for number, (hours, role, command) in enumerate(self.commands()):
            at += timedelta(hours=hours)
            actor = self.seller if self.seller and number == 0 else self.actor
            yield Envelope(f"c-{number}", "O-0", "order", at, actor, role, command)


def credited(*, holds: bool | None) -> Decision:
    """The account's answer, where each of its rules says so."""
    answers = tuple(evolve(answer, holds=holds) for answer in CREDIT.answers)
    return evolve(CREDIT, answers=answers)


def asking(**changes: Any) -> dict[str, Any]:
    """A life whose request is another."""
    return {"request": evolve(REQUEST, **changes)}


def offering(changed: Offering) -> dict[str, Any]:
    """A life whose catalogue is another."""
    return {"offerings": (changed, FIBRE) if changed.sku == PHONE.sku else (PHONE, changed)}


def offered(**changes: Any) -> dict[str, Any]:
    """A life whose request has an offer on each line, as sales agreed it (PRI-11)."""
    offer = AgreedOffer(**{"reason": "welcome", "since": AT.date(), **changes})
    items = tuple(evolve(item, offer=offer) for item in REQUEST.items)
    return {**asking(items=items), "placed_by": Role.SALES, "seller": "ana"}


CHANGES: tuple[dict[str, Any], ...] = (
    {},
    asking(items=()),
    asking(items=GOODS),
    asking(items=SERVICE),
    asking(items=(*GOODS, *GOODS, Item("PHONE-1", 10_001, Kind.GOODS))),
    asking(items=(Item("PHONE-1", Decimal("2.5"), Kind.GOODS),)),
    asking(items=(Item("FIBRE-1", Decimal("2.55"), Kind.SERVICE),)),
    asking(zone=" ", payment=None, delivery=None, address=None, contact=Sensitive("\u200b")),
    asking(channel=Channel.WEBSITE),
    asking(payment="up-front"),
    asking(payment="barter"),
    asking(delivery=DeliveryMode.STORE_PICKUP),
    asking(accepted=()),
    asking(own=(("colour", "red"),)),
    offered(share=Fraction(1, 3)),
    offered(share=Fraction(1), until=AT.date()),
    offered(amount=sol("0.07"), lasts=Term(months=1)),
    offered(share=Fraction(1, 2), since=AT.date() + timedelta(days=1)),
    offered(share=Fraction(1, 2), since=date(2024, 1, 1), lasts=Term(months=2)),
    {**offered(share=Fraction(1, 2)), "placed_by": Role.CUSTOMER},
    {**offered(share=Fraction(1, 2)), "seller": ""},
    {"party": None},
    {"party": evolve(journeys.PARTY, status=AccountStatus.SUSPENDED)},
    {"party": evolve(journeys.PARTY, kind=PartyKind.CUSTOMER, payment_terms=("net-7",))},
    {"party": evolve(journeys.PARTY, products=("OLD-1", "OLD-2"))},
    {"offerings": ()},
    offering(evolve(PHONE, requires=())),
    offering(evolve(PHONE, tax="unheard")),
    offering(evolve(PHONE, kind=Kind.SERVICE)),
    offering(evolve(PHONE, price=UnitPrice.of("30000", Currency.PEN))),
    offering(evolve(PHONE, price=UnitPrice.of("0.335", Currency.PEN), tax="exempt")),
    offering(evolve(PHONE, price=UnitPrice.of("1", Currency.BOB))),
    offering(RIVAL),
    {"stock": (StockItem("PHONE-1", 1, date(2024, 4, 1)),)},
    {"stock": ()},
    {"coverage": ()},
    {"coverage": (CoverageItem("FIBRE-1", True, "", date(2024, 3, 2), ("DSL-1",)),)},
    {"credit": credited(holds=False)},
    {"credit": credited(holds=None)},
    {"terms": ()},
    {"terms": (TermsInForce("fibre-home", "2024.2"),)},
    {"slot": timedelta(days=-1)},
    {"signed_by": None},
    {"signed_by": Sensitive(" ")},
    {"quantities": (1, 5, None)},
    {"active": Decimal("1.5")},
    {"actor": "D-1"},
    {"until_credit": 26},
    {"until_terms": 26},
    {"until_terms": 80},
    {"answers": (3, 2, 1, 0)},
    {"answers": (1, 3, 0, 2)},
)
"""What can be otherwise in the life of an order."""


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: "-".join(change) or "none")
def test_whatever_life_an_order_has_both_say_the_same(change: dict[str, Any]) -> None:
    """Incomplete, rejected, declined, lapsed or delivered, with any two changes at once."""
    for other in CHANGES:
        both(Life(**{**change, **other}).journey())


def test_these_lives_take_every_branch() -> None:
    """Each event that the program by hand can write is written, and each refusal given."""
    told = [each for change in CHANGES for each in both(Life(**change).journey())]
    refused = {each.code for each in told if isinstance(each, Refusal)}
    written = {type(e) for each in told if not isinstance(each, Refusal) for e in each[0]}
    assert set(CHANGED_BY) == written
    assert {
        "order.line-status",
        "order.no-signature",
        "order.no-such-line",
        "order.not-yours",
        "order.own-offer",
        "process.own-facts",
        "order.quantity",
        "order.slot-in-the-past",
        "order.wrong-kind",
        "process.blank",
        "process.wrong-role",
        "process.wrong-stage",
    } == refused
