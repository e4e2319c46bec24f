"""A long walk over a whole desk: every promise after every step, every planted bug found."""

import re
from collections import Counter
from datetime import timedelta
from fractions import Fraction

import pytest

from order_to_cash.domain.core import changed
from order_to_cash.domain.credit_account import AccountLevel
from order_to_cash.domain.order import Invoicing, OrderProcess
from order_to_cash.domain.trade import InAdvance, NetDays, Reach
from order_to_cash.operators.operator import AnyProcess, Operator
from order_to_cash.operators.peru import (
    COLLECTION,
    CREDIT_ACCOUNTS,
    ORDERS,
    PERU,
    sol,
)
from order_to_cash.rules import account_schedule, standing_policy
from order_to_cash.testing import Broken
from tests.faults.choosing import COLLECTING, HUMAN
from tests.faults.planted import PLANTED, Plant, two_invoices
from tests.faults.simulation import Simulation, Visits
from tests.faults.test_agreed_lives import SHARED

STEPS = 200_000
LIFE = 300
PARTS = 2
FIRST = 1_000_000
WALKED = tuple(PERU.by_name[name] for name in HUMAN)


def _with(**processes: AnyProcess) -> Operator:
    """The operator with other processes under these names."""
    return changed(PERU, processes=tuple(processes.get(p.name, p) for p in PERU.processes))


KEEPING = changed(ORDERS.settings, invoicing=Invoicing.BY_DELIVERY, reserved_for=timedelta(days=7))
EACH = _with(order=OrderProcess(KEEPING))
"""Every third life is of one that invoices each delivery and keeps goods (FUL-01, FUL-03)."""

ALL = _with(
    order=OrderProcess(
        changed(
            KEEPING,
            payment_terms={
                **ORDERS.settings.payment_terms,
                "net-30": InAdvance(Fraction(3, 10), NetDays(30), days=7),
            },
            standing=standing_policy(COLLECTION),
        )
    ),
    receivable=SHARED,
    credit_account=changed(
        CREDIT_ACCOUNTS,
        dunning=account_schedule(
            COLLECTION,
            AccountLevel("letter", days=3, minimum=sol("50.00")),
            AccountLevel("stop", days=10, minimum=sol("50.00"), stops=tuple(Reach)),
        ),
    ),
)
"""Every other third life has advances, shares elsewhere, late charges and stops of accounts."""

OPERATORS = ((EACH, HUMAN), (ALL, COLLECTING), (PERU, HUMAN))
"""Whose life the next is, in turn, and what people do in it."""


def walk(first: int, steps: int) -> Visits:
    """Lives from a seed on until so many steps are done; what was asked where."""
    visits: Visits = Counter()
    done = 0
    while done < steps:
        operator, human = OPERATORS[first % len(OPERATORS)]
        life = Simulation(first, operator=operator, human=human, visits=visits)
        done += life.run(LIFE).steps
        first += 1
    return visits


def unseen(visits: Visits) -> list[str]:
    """Stages in which nothing was asked, and commands that were given nowhere."""
    stages = {(process, stage) for process, stage, _ in visits}
    commands = {(process, command) for process, _, command in visits}
    return [
        *(
            f"{process.name} in {stage.value}"
            for process in WALKED
            for stage in process.lifecycle.stages
            if (process.name, stage.value) not in stages
        ),
        *(
            f"{process.name}: {command.__name__}"
            for process in WALKED
            for command in process.lifecycle.commands
            if (process.name, command.__name__) not in commands
        ),
    ]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_promise_holds_at_every_step(part: int) -> None:
    """I1 to I11: two hundred thousand steps in all, of people, ports, time and faults."""
    visits = walk(FIRST + part * 10_000, STEPS // PARTS)
    assert [] == unseen(visits)


def found(plant: Plant) -> tuple[int, str]:
    """The first life in which the planted bug is found, and what is said of it."""
    for seed in range(400):
        with pytest.MonkeyPatch.context() as patch:
            try:
                plant(seed, patch).run(LIFE)
            except Broken as problem:
                return seed, str(problem)
    return -1, ""


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_a_planted_bug_is_found(plant: Plant) -> None:
    """Each bug is caught as the promise that it breaks, and the same life without it is sound."""
    seed, said = found(plant)
    assert re.search(rf"\b{PLANTED[plant]}: ", said)
    Simulation(seed).run(LIFE)


def test_a_bug_that_was_found_is_seen_again() -> None:
    """The report names the seed, and the same seed shows the same report."""
    seed, said = found(two_invoices)
    assert said.startswith(f"seed {seed}, step ")
    assert (seed, said) == found(two_invoices)
