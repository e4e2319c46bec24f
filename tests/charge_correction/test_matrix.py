"""Who may do what with a correction and when, by hand; and a small world, walked to the end."""

from collections.abc import Iterator
from typing import Any, Final

from order_to_cash.domain.charge_correction import (
    Cause,
    CauseFacts,
    ChargeCorrection,
    ChargeCorrectionProcess,
    Checks,
    Stage,
    Standing,
)
from order_to_cash.domain.charge_correction import commands as c
from order_to_cash.domain.charge_correction import state as state_module
from order_to_cash.domain.charge_correction.lifecycle import LIFECYCLE
from order_to_cash.domain.core import Envelope, Role, changed
from order_to_cash.domain.trade import ConfirmRegistered, ConfirmRouted
from order_to_cash.operators.peru import CORRECTIONS
from order_to_cash.testing import ByHand, differences, explore, matrix, survivors
from order_to_cash.testing.mutants import table_mutants
from tests.charge_correction import samples as s
from tests.plan_change.told import notices

CARE, VARIATIONS, CUSTOMER = Role.CUSTOMER_CARE, Role.CORPORATE_VARIATIONS, Role.CUSTOMER
MANAGER, BILLING = Role.COMMERCIAL_MANAGER, Role.BILLING
(
    NEW,
    PENDING,
    IN_REVIEW,
    DIAGNOSED,
    IN_APPROVAL,
    ROUTING,
    ROUTED,
    CLOSED,
    ATTENDED,
    REFUSED,
    WITHDRAWN,
) = Stage
STORIES: Final = (
    "tests.charge_correction.test_stories",
    "tests.charge_correction.test_rows",
)
REGISTERED: Final = set(Stage) - {NEW, PENDING}

BY_HAND: Final[ByHand] = {
    c.RequestCorrection: ({NEW}, {CARE}),
    c.CompleteIntake: ({PENDING, IN_APPROVAL}, {CARE, VARIATIONS}),
    c.ReportFacts: ({IN_REVIEW, DIAGNOSED}, {VARIATIONS}),
    c.OverrideCause: ({IN_REVIEW, DIAGNOSED}, {VARIATIONS}),
    c.RequestRouting: ({DIAGNOSED}, {VARIATIONS}),
    c.DecideMalpractice: ({IN_APPROVAL}, {MANAGER}),
    ConfirmRegistered: (REGISTERED, {VARIATIONS}),
    ConfirmRouted: ({ROUTING}, {VARIATIONS}),
    c.CloseCorrection: ({ROUTED}, {VARIATIONS}),
    c.RecordReply: ({CLOSED}, {VARIATIONS}),
    c.ReportStillWrong: ({ROUTING, ROUTED, CLOSED, ATTENDED}, {BILLING}),
    c.RefuseCorrection: ({PENDING, IN_REVIEW, DIAGNOSED}, {VARIATIONS}),
    c.WithdrawCorrection: ({PENDING, IN_REVIEW, DIAGNOSED, IN_APPROVAL}, {CUSTOMER, CARE}),
}
SAMPLES: Final[tuple[Any, ...]] = (
    c.RequestCorrection(s.REQUEST, s.STANDING, s.CHECKS),
    c.CompleteIntake(s.STANDING, s.CHECKS),
    c.ReportFacts(s.CONFIGURATION),
    c.OverrideCause(Cause.POST_SALE, "x"),
    c.RequestRouting(),
    c.DecideMalpractice(approved=True, reason="x"),
    ConfirmRegistered("N-1"),
    ConfirmRouted("R-1"),
    c.CloseCorrection(),
    c.RecordReply(),
    c.ReportStillWrong("F-9"),
    c.RefuseCorrection("x"),
    c.WithdrawCorrection("x"),
)


def states() -> tuple[ChargeCorrection, ...]:
    """One correction in each stage."""
    told = (
        s.story(),
        s.requested(checks=Checks()),
        s.requested(),
        s.diagnosed(),
        s.in_approval(),
        s.went(s.diagnosed(), s.ROUTING),
        s.routed(),
        s.went(s.routed(), s.CLOSING),
        s.attended(),
        s.requested(standing=changed(s.STANDING, corporate=False)),
        s.went(s.requested(), s.care(c.WithdrawCorrection("x"))),
    )
    return tuple(story.state for story in told)


def test_the_matrix_of_a_correction() -> None:
    """ORD-32: every role tried on every command in every stage of a correction."""
    cells = matrix(CORRECTIONS, SAMPLES, states(), at=s.NOON, actor=s.CUSTOMER)
    assert () == differences(cells, BY_HAND)
    assert len(Stage) * 13 * len(Role) == len(cells)


def test_every_spoiled_table_is_noticed() -> None:
    """One role more or less, a row bent or gone, a welcome too many: matrix or stories notice."""
    check = notices(ChargeCorrectionProcess, state_module, BY_HAND, *STORIES)
    check(LIFECYCLE)
    assert () == survivors(LIFECYCLE, check)
    assert 400 < sum(1 for _ in table_mutants(LIFECYCLE))


def never_by_itself(correction: ChargeCorrection) -> bool:
    """What may be a malpractice is routed only when the executive's evidence is there."""
    handled = correction.stage in (ROUTED, CLOSED, ATTENDED) and not correction.returns
    return not (handled and correction.needs_approval) or bool(correction.checks.executive_evidence)


def offered(correction: ChargeCorrection) -> Iterator[Envelope[Any]]:
    """All that is tried: every cause and answer, one return, one reference of each kind."""
    no = changed(s.STANDING, corporate=False)
    for standing, checks in ((s.STANDING, s.CHECKS), (s.STANDING, Checks()), (no, s.CHECKS)):
        yield s.care(c.RequestCorrection(s.REQUEST, standing, checks))
        yield s.care(c.CompleteIntake(standing, checks))
    for facts in (s.CONFIGURATION, s.WITHOUT_OFFER, CauseFacts()):
        yield s.variations(c.ReportFacts(facts))
    yield s.variations(c.OverrideCause(Cause.POST_SALE, "x"))
    yield s.variations(c.OverrideCause(Cause.POST_SALE, ""))
    yield from (s.ROUTING, s.APPROVED, s.DENIED, s.CLOSING, s.REPLY)
    yield s.manager(c.DecideMalpractice(approved=True, reason=""))
    yield s.manager(c.DecideMalpractice(approved=True, reason="x"), s.ADVISOR)
    if correction.references.count("N-1") < 1:
        yield s.NUMBERED
    if correction.references.count("R-1") < 2:
        yield s.ROUTED
    if correction.returns < 1:
        yield s.still_wrong()
    yield s.variations(c.RefuseCorrection("x"))
    yield s.variations(c.RefuseCorrection(""))
    yield s.care(c.WithdrawCorrection("x"))
    yield s.by(CUSTOMER, c.WithdrawCorrection("x"), "EMP-0099")


def test_every_row_is_walked() -> None:
    """One correction with every answer, and once a wrong bill: every row, nothing stuck."""
    world = explore(CORRECTIONS, offered, invariants=(never_by_itself,), limit=5_000)
    assert () == world.rows_not_taken(LIFECYCLE)
    assert () == world.stuck(lambda one: one.stage in (ATTENDED, REFUSED, WITHDRAWN))
    assert Standing() == CORRECTIONS.initial.standing
