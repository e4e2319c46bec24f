"""A warning at the desk: the case goes on, a role is told, and it is shown and counted (COL-09)."""

from typing import Any

import pytest

from order_to_cash.adapters.in_memory import InMemoryJournal
from order_to_cash.cli.survey import survey
from order_to_cash.desk import Desk
from order_to_cash.domain.core import BrokenDefinition, Language, Role, Verdict, changed, warning
from order_to_cash.domain.order.lifecycle import Stage
from order_to_cash.domain.trade import Notice, worded
from order_to_cash.operators.operator import Operator
from order_to_cash.operators.peru import CREDIT_ACCOUNTS, ORDERS, PERU
from order_to_cash.ports import World
from order_to_cash.testing.invariants import Books, invariants
from order_to_cash.wire import Wire
from tests.desk.small_operator import Office, directories

CREDIT = Role.CREDIT_AND_COLLECTIONS
LIMIT = "credit.limit"


def lenient(tells: Role = CREDIT) -> Operator:
    """The operator whose credit limit only warns."""
    evaluation = CREDIT_ACCOUNTS.evaluation
    made = changed(evaluation, policy=warning(evaluation.policy, LIMIT, tells=tells))
    return replaced(changed(CREDIT_ACCOUNTS, evaluation=made))


def replaced(process: Any) -> Operator:
    """The operator with another process in the place of that of its name."""
    others = (p for p in PERU.processes if p.name != process.name)
    return changed(PERU, processes=(*others, process))


@pytest.fixture
def office() -> Office:
    """An account with a limit of 100.00, and an order of 118.00 of it."""
    made = Office(InMemoryJournal(), directories(limit="100.00"))
    facts = made.directories.directories
    world = World(facts, made.billing, made.fulfilment, made.notification)
    operator = lenient()
    made.desk = Desk(operator, made.journal, world, Wire(operator.processes), worker="office")
    made.place("O-1")
    return made


def test_the_case_goes_on(office: Office) -> None:
    """COL-09: above the limit, reserved all the same; the finding is a warning, not a "no"."""
    assert Stage.RELEASED is office.order("O-1").stage
    (reserved,) = (
        each.event
        for each in office.desk.history("credit_account", "A-0")
        if type(each.event).__name__ == "CreditReserved"
    )
    assert Verdict.WARN is reserved.decision.verdict
    assert [LIMIT] == [finding.rule for finding in reserved.decision.warnings]


def test_the_role_that_the_pack_names_is_told_once(office: Office) -> None:
    """COL-09: the account warns; the order, which repeats its decision, does not."""
    (told,) = (n for n in office.notification.sent().values() if n.notice is Notice.RULE_WARNED)
    assert CREDIT.value == told.to
    text = worded(told, Language.EN)
    assert "A warning about A-0" == text.subject
    assert "118.00 PEN" in text.body


def test_every_promise_holds_with_it(office: Office) -> None:
    """COL-09: the notice stands behind its event, and nothing else was sent."""
    office.deliver_line("O-1")
    office.pay("O-1", "118.00")
    books = Books.of(office.billing, office.fulfilment, office.notification)
    invariants(office.desk, books, at_rest=True)


def test_it_is_shown_and_counted(office: Office) -> None:
    """COL-09: in the story of the case, and in the report by its rule."""
    found = survey(office.desk, office.now)
    assert {LIMIT: 1} == dict(found.warned.codes)
    assert "credit_account/A-0: warning: " in found.warned.first[0]


def test_where_no_rule_warns_nothing_is_looked_for() -> None:
    """TRU-19: without a rule that warns the report reads no history for it."""
    made = Office()
    made.place("O-1")
    assert 0 == survey(made.desk, made.now).warned.count


@pytest.mark.parametrize(
    ("operator", "code"),
    [
        (lambda: lenient(Role("treasury")), "operator.warning-role"),
        (
            lambda: replaced(
                changed(
                    ORDERS,
                    settings=changed(
                        ORDERS.settings,
                        intake=warning(
                            ORDERS.settings.intake,
                            ORDERS.settings.intake.rules[0].code,
                            tells=CREDIT,
                        ),
                    ),
                )
            ),
            "operator.warning-unheard",
        ),
    ],
)
def test_a_warning_that_nobody_would_hear_is_no_pack(operator: Any, code: str) -> None:
    """COL-09: a role that nobody has, or a policy whose "yes" no event keeps."""
    with pytest.raises(BrokenDefinition) as raised:
        operator()
    assert {code} == {problem.code for problem in raised.value.problems}
