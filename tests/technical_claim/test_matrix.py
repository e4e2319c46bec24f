"""Who may do what with a claim and when, by hand; and a small world, walked to the end."""

from typing import Any, Final

import pytest

from order_to_cash.domain.core import Door, Envelope, Lifecycle, OutOfOrder, Role
from order_to_cash.domain.technical_claim import Stage, TechnicalClaim, TechnicalClaimProcess
from order_to_cash.domain.technical_claim import commands as c
from order_to_cash.domain.technical_claim import state as state_module
from order_to_cash.domain.technical_claim.lifecycle import LIFECYCLE
from order_to_cash.domain.trade import ConfirmRouted
from order_to_cash.operators.bolivia import TECHNICAL_CLAIMS
from order_to_cash.testing import ByHand, differences, explore, matrix, survivors
from order_to_cash.testing.mutants import door_mutants, table_mutants
from tests.plan_change.told import notices
from tests.technical_claim import samples as s

CARE, ADVISOR, CUSTOMER = Role.CUSTOMER_CARE, Role.COMMERCIAL_ADVISOR, Role.CUSTOMER
TECHNICIAN, BILLING = Role.TECHNICAL_TEAM, Role.BILLING
NEW, WAITING, IN_WORK, SOLVED, UNFOUNDED, CLOSED, WITHDRAWN = Stage
STORIES: Final = "tests.technical_claim.test_stories"

BY_HAND: Final[ByHand] = {
    c.RegisterClaim: ({NEW}, {CARE, ADVISOR}),
    c.BringDocuments: ({WAITING}, {CARE, ADVISOR}),
    c.ReportSolved: ({IN_WORK}, {TECHNICIAN}),
    c.ReportUnfounded: ({IN_WORK}, {TECHNICIAN}),
    ConfirmRouted: ({IN_WORK, SOLVED, UNFOUNDED, CLOSED}, {CARE}),
    c.RefundInvoice: ({SOLVED}, {BILLING}),
    c.RefuseRefund: ({SOLVED}, {BILLING}),
    c.CloseClaim: ({SOLVED, UNFOUNDED}, {CARE, ADVISOR}),
    c.ReopenClaim: ({SOLVED, UNFOUNDED, CLOSED}, {CARE, ADVISOR}),
    c.WithdrawClaim: ({WAITING, IN_WORK}, {CUSTOMER, CARE, ADVISOR}),
}
SAMPLES: Final[tuple[Any, ...]] = (
    c.RegisterClaim(s.request(), s.ALL),
    c.BringDocuments(s.ALL),
    c.ReportSolved("x"),
    c.ReportUnfounded(("x",)),
    ConfirmRouted("R-1"),
    c.RefundInvoice(s.FEBRUARY, s.PAID, s.CENT),
    c.RefuseRefund(s.FEBRUARY, "x"),
    c.CloseClaim(),
    c.ReopenClaim("x", own_error=False),
    c.WithdrawClaim("x"),
)


def states() -> tuple[TechnicalClaim, ...]:
    """One claim in each stage."""
    told = (
        s.story(),
        s.waiting(),
        s.registered(),
        s.solved(s.FEBRUARY),
        s.went(s.registered(), s.unfounded("x")),
        s.closed(),
        s.went(s.registered(), s.desk(c.WithdrawClaim("x"))),
    )
    return tuple(story.state for story in told)


def test_the_matrix_of_a_claim() -> None:
    """ORD-32: every role tried on every command in every stage of a technical claim."""
    cells = matrix(TECHNICAL_CLAIMS, SAMPLES, states(), at=s.NOON, actor=s.CUSTOMER)
    assert () == differences(cells, BY_HAND)
    assert len(Stage) * 10 * len(Role) == len(cells)


def test_the_door_of_each_role() -> None:
    """TRU-04: people act on a claim; that it was routed is only the case system's answer."""
    doors = {(one, role): Door.PERSON for one, (_, roles) in BY_HAND.items() for role in roles}
    doors[ConfirmRouted, CARE] = Door.ANSWER

    def check_doors(table: Lifecycle[Any, Any, Any]) -> None:
        assert doors == dict(table.doors)

    check_doors(LIFECYCLE)
    assert () == survivors(LIFECYCLE, check_doors, mutants=door_mutants)


def test_every_spoiled_table_is_noticed() -> None:
    """One role more or less, a row bent or gone, a welcome too many: matrix or stories notice."""
    check = notices(TechnicalClaimProcess, state_module, BY_HAND, STORIES)
    check(LIFECYCLE)
    assert () == survivors(LIFECYCLE, check)
    assert 200 < sum(1 for _ in table_mutants(LIFECYCLE))


def decided_once(claim: TechnicalClaim) -> bool:
    """No invoice is refunded twice, or refunded and declined, or refunded beyond what was paid."""
    refunded = [refund.invoice for refund in claim.refunded]
    decided = [*refunded, *claim.declined]
    return len(decided) == len(set(decided)) and all(r.amount <= s.PAID for r in claim.refunded)


def closed_means_decided(claim: TechnicalClaim) -> bool:
    """A claim that was solved and is effective has no refund that nobody decided."""
    return claim.stage is not CLOSED or not claim.refunded or not claim.undecided


def offered(claim: TechnicalClaim) -> tuple[Envelope[Any], ...]:
    """All that is tried: each answer, right and wrong refunds, two reopenings."""
    return (
        s.desk(c.RegisterClaim(s.request(s.FEBRUARY), s.ALL)),
        s.desk(c.RegisterClaim(s.request(s.FEBRUARY), s.papers())),
        s.desk(c.BringDocuments(s.papers(s.COPY))),
        s.desk(c.BringDocuments(s.ALL)),
        s.mended(),
        s.passed_on(),
        s.unfounded("x"),
        s.unfounded(),
        *(s.refund(x) for x in (s.CENT, s.PAID, s.PAID + s.CENT, s.NOTHING)),
        s.refund(s.CENT, s.MARCH),
        s.refuse_refund(),
        s.desk(c.CloseClaim()),
        *((s.reopen(own_error=True),) if claim.own_errors < 2 else ()),
        s.reopen(own_error=False),
        s.desk(c.WithdrawClaim("x")),
        s.by(CUSTOMER, c.WithdrawClaim("x"), "CLI-0099"),
    )


def test_every_row_is_walked() -> None:
    """One claim about an invoice, with each answer, twice reopened: every row, nothing stuck."""
    world = explore(
        TECHNICAL_CLAIMS,
        offered,
        invariants=(decided_once, closed_means_decided),
    )
    assert () == world.rows_not_taken(LIFECYCLE)
    assert () == world.stuck(lambda claim: claim.stage in (CLOSED, WITHDRAWN))


def test_it_never_asks_the_clock() -> None:
    """Time alone changes nothing of a claim."""
    assert [None] * len(Stage) == [TECHNICAL_CLAIMS.next_check(one) for one in states()]


def test_a_claim_nobody_registered_cannot_be_read() -> None:
    """A claim about which nothing is recorded has no request."""
    with pytest.raises(OutOfOrder):
        _ = TECHNICAL_CLAIMS.initial.claim
