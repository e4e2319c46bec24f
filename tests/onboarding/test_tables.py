"""The tables: generated from rows, tried in every cell, walked to every end."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

import pytest

from order_to_cash.domain.core import (
    BrokenDefinition,
    Envelope,
    Lifecycle,
    Moved,
    Refusal,
    Role,
    changed,
    step,
)
from order_to_cash.domain.core.process import replay
from order_to_cash.domain.onboarding import REQUEST, Awaited, Effect, Onboarding, Phase
from order_to_cash.domain.onboarding import commands as c
from order_to_cash.domain.onboarding import facts as f
from order_to_cash.domain.onboarding.lifecycle import table
from order_to_cash.domain.trade import NoteInvoice
from order_to_cash.operators.b2b import FLOW
from order_to_cash.operators.peru import ONBOARDING
from order_to_cash.testing import World, differences, explore, matrix, survivors
from tests.onboarding import samples as s
from tests.onboarding.samples import after, say, until

LANES: Final = {Role.OPERATIONS_OPERATOR, Role.HELP_DESK}
MANAGERS: Final = {
    Role.ALLIANCES_MANAGER,
    Role.COMMERCIAL_MANAGER,
    Role.IMPLEMENTATION_LEAD,
    Role.PROCESS,
}
NAMES: Final = (
    "start",
    "proposal",
    "commercial_analysis",
    "technical_analysis",
    "contract",
    "implementation",
    "invoicing",
    "collection",
    "commercial_close",
)
VALIDATING: Final = [f"{name}_validation" for name in NAMES]
MAKING: Final = [f"{name}_making" for name in NAMES[:-1]]
REVIEWING: Final = [f"{name}_review" for name in NAMES[1:-1]]
UNDER_WAY: Final = [*VALIDATING, *MAKING, *REVIEWING, "commercial_close_ready"]
ENDS: Final = ["closed", "rejected", "cancelled"]
BILLED: Final = [
    "collection_validation",
    "collection_making",
    "collection_review",
    "commercial_close_validation",
    "commercial_close_ready",
]
BY_HAND: Final[Any] = {
    c.RequestOnboarding: (["new"], LANES),
    c.RecordActivity: (
        [
            "start_validation",
            "start_making",
            "proposal_validation",
            "proposal_making",
            "proposal_review",
        ],
        {Role.OPERATIONS_OPERATOR},
    ),
    c.ReportEnvironment: (UNDER_WAY, {*LANES, Role.IMPLEMENTATION_LEAD}),
    c.ValidateDocument: (VALIDATING, LANES),
    c.GenerateDocument: (MAKING, {*LANES, *MANAGERS}),
    c.SendDocument: (MAKING, {*LANES, *MANAGERS}),
    c.CommentOnDocument: (REVIEWING, MANAGERS),
    c.ReturnDocument: (REVIEWING, MANAGERS),
    c.ApproveDocument: (REVIEWING, {Role.COMMERCIAL_MANAGER}),
    c.ReviseDocument: (
        [f"{name}_{step}" for name in NAMES[1:6] for step in ("validation", "making", "review")],
        {*LANES, *MANAGERS},
    ),
    c.CloseOnboarding: (["commercial_close_ready"], {*LANES, *MANAGERS}),
    c.CancelOnboarding: (UNDER_WAY, {Role.CUSTOMER, *LANES}),
    NoteInvoice: ([*BILLED, *ENDS], {Role.BILLING}),
    c.CheckDeadlines: ([*UNDER_WAY, *ENDS], {Role.CLOCK}),
}
"""Who may do what, and when, by hand from the requirements."""

SAMPLES: Final[tuple[Any, ...]] = (
    s.request(),
    c.RecordActivity(f.Activity.OOB_NOTIFIED, "R-1"),
    s.ready(f.Environment.TEST),
    s.yes(REQUEST),
    s.make("cro"),
    s.send("cro"),
    c.CommentOnDocument("proposal", 1, (), "ver"),
    s.back("proposal"),
    s.approve("proposal"),
    c.ReviseDocument("cro", 2, s.files("cro")),
    c.CloseOnboarding(),
    c.CancelOnboarding("x"),
    NoteInvoice("F-1"),
    c.CheckDeadlines(),
)


def everywhere() -> dict[str, Onboarding]:
    """A case in each stage."""
    found = {"new": ONBOARDING.initial}
    state = ONBOARDING.initial
    for envelope in s.straight():
        state = after(state, envelope)
        found.setdefault(state.place, state)
    for command, end in ((s.no(REQUEST), "rejected"), (c.CancelOnboarding("x"), "cancelled")):
        found[end] = after(found["start_validation"], say(command, s.DESK))
    return found


def test_every_role_tries_everything_everywhere() -> None:
    """ONB-01, ONB-10: every role on every command in every stage; only the matrix is allowed."""
    cells = matrix(ONBOARDING, SAMPLES, everywhere().values())
    assert () == differences(cells, BY_HAND)
    assert len(SAMPLES) * 29 * len(Role) == len(cells)


SMALL: Final = s.with_flow(s.small_flow())
PRICE: Final = (f.Outcome("price", passed=True),)
BESIDE: Final[tuple[tuple[Any, Role], ...]] = (
    (s.ready(f.Environment.PRODUCTION), s.LEAD),
    (c.RecordActivity(f.Activity.BOOKING_CONFIRMED, "R"), s.OPERATOR),
    (NoteInvoice("F-1"), s.BILLING),
    (c.CheckDeadlines(), s.CLOCK),
)
"""What may come at any time and moves nothing."""


def offers(state: Onboarding) -> Iterable[Envelope[Any]]:
    """What is tried in a state of the small flow: few people, at most two revisions."""
    if state.place == "new":
        yield say(s.request(), s.OPERATOR)
        return
    if state.production_ready is None:
        yield say(s.ready(f.Environment.PRODUCTION), s.LEAD)
        return
    for document in (REQUEST, "form", "offer", "bill"):
        yield say(s.yes(document), s.OPERATOR)
        yield say(s.yes(document), s.DESK)
        yield say(s.no(document), s.DESK)
    for document in ("form", "offer", "bill"):
        for revision in (1, 2):
            yield say(s.make(document, revision), s.OPERATOR)
            yield say(s.send(document, revision), s.OPERATOR)
            yield say(s.approve(document, revision, PRICE), s.MANAGER)
            yield say(s.back(document, revision), s.MANAGER)
        paper = state.paper(document)
        if paper is not None and not paper.comments:
            yield say(c.CommentOnDocument(document, paper.revision, (), "x"), s.MANAGER)
        yield say(c.ReviseDocument(document, 2, s.files(document)), s.DESK)
    yield say(c.CloseOnboarding(), s.DESK)
    yield say(c.CancelOnboarding("x"), s.DESK)


def approvals_agree(state: Onboarding) -> bool:
    """As many approvals as approved documents: none stands on a lapsed or returned revision."""
    approved = [p for p in state.papers if p.approved is not None]
    return all(not p.voided and p.returned is None and p.sent is not None for p in approved)


def nothing_is_made_too_early(state: Onboarding) -> bool:
    """No document is made before the one it rests on is approved and validated."""
    papers = {p.kind: p for p in state.papers if not p.voided}
    before = {"offer": papers.get("form"), "bill": papers.get("offer")}
    for kind, needed in before.items():
        if kind in papers and (
            needed is None
            or len(needed.validated) < 2
            or (kind == "bill" and needed.approved is None)
        ):
            return False
    return True


@pytest.fixture(scope="module")
def world() -> World[Any, Any, Any]:
    """Everything that can happen in the small flow."""
    return explore(
        SMALL,
        offers,
        invariants=(approvals_agree, nothing_is_made_too_early),
        limit=20_000,
        ended=lambda state: state.place in ENDS,
    )


def test_every_row_of_a_small_flow_is_walked(world: World[Any, Any, Any]) -> None:
    """ONB-02, ONB-17: no row is there that no story takes, and no promise is broken on the way."""
    beside = {type(command) for command, _ in BESIDE}
    rows = world.rows_not_taken(SMALL.lifecycle)
    assert set() == {row.command for row in rows} - beside
    standing = {state.place: state for state in world.states}
    late = (Awaited(s.MANAGER, "offer", s.NOON - timedelta(hours=1)),)
    for row in rows:
        state = changed(standing[row.source.value], awaited=late)
        (said,) = [say(one, role) for one, role in BESIDE if type(one) is row.command]
        outcome = step(SMALL, state, said)
        assert isinstance(outcome, Moved)
        assert [row.event] == [type(event) for event in outcome.events]
        assert row.target == outcome.state.stage == state.stage


def test_every_path_ends_or_is_still_open(world: World[Any, Any, Any]) -> None:
    """ONB-16: from everywhere one of the ends can be reached."""
    assert () == world.stuck(lambda state: state.place in ENDS)


@pytest.mark.parametrize("stop", range(1, 60, 7))
def test_replaying_a_history_gives_the_state(stop: int) -> None:
    """ONB-09, ONB-16: the events alone make the same case."""
    state = ONBOARDING.initial
    events: list[Any] = []
    for envelope in s.straight()[:stop]:
        outcome = step(ONBOARDING, state, envelope)
        assert isinstance(outcome, Moved)
        state, events = outcome.state, [*events, *outcome.events]
    assert state == replay(ONBOARDING, events)


def test_every_spoiled_table_is_noticed() -> None:
    """ONB-01, ONB-02: a role more or less, a row bent or gone, a welcome too many."""
    true = SMALL.lifecycle
    rows = frozenset(small_rows())

    def check(spoiled: Lifecycle[Any, Any, Any]) -> None:
        assert "new" == spoiled.start
        found = [
            (a.source.value, a.command.__name__, a.event.__name__, a.target.value, a.first)
            for a in spoiled.arrows
        ]
        assert rows == frozenset(found)
        assert len(rows) == len(found)
        for command, roles in small_roles().items():
            assert roles == spoiled.roles[command]

    check(true)
    assert () == survivors(true, check)


def small_roles() -> dict[Any, set[Role]]:
    """Who may do what in the small flow, by hand: one reviewer, the lead reports."""
    makers = {*LANES, Role.COMMERCIAL_MANAGER}
    reviewers = {Role.COMMERCIAL_MANAGER}
    return {
        c.RequestOnboarding: LANES,
        c.RecordActivity: {Role.OPERATIONS_OPERATOR},
        c.ReportEnvironment: {Role.IMPLEMENTATION_LEAD},
        c.ValidateDocument: LANES,
        c.GenerateDocument: makers,
        c.SendDocument: makers,
        c.CommentOnDocument: reviewers,
        c.ReturnDocument: reviewers,
        c.ApproveDocument: reviewers,
        c.ReviseDocument: makers,
        c.CloseOnboarding: makers,
        c.CancelOnboarding: {Role.CUSTOMER, *LANES},
        NoteInvoice: {Role.BILLING},
        c.CheckDeadlines: {Role.CLOCK},
    }


def small_rows() -> Iterable[tuple[str, str, str, str, bool]]:
    """Every row of the small flow, by hand."""
    yield ("new", "RequestOnboarding", "OnboardingRequested", "start_validation", True)
    work = {"start": "making", "offer": "making", "billing": "making", "close": "ready"}
    for name, work_step in work.items():
        begin, make = f"{name}_validation", f"{name}_{work_step}"
        yield (begin, "ValidateDocument", "DocumentValidated", begin, True)
        yield (begin, "ValidateDocument", "PhaseEntered", make, False)
        yield (begin, "ValidateDocument", "OnboardingRejected", "rejected", True)
    for make in ("start_making", "offer_making", "billing_making"):
        yield (make, "GenerateDocument", "DocumentGenerated", make, True)
    yield ("start_making", "SendDocument", "DocumentSent", "offer_validation", True)
    for name, onward in (("offer", "billing_validation"), ("billing", "close_validation")):
        review, make = f"{name}_review", f"{name}_making"
        yield (make, "SendDocument", "DocumentSent", review, True)
        yield (review, "CommentOnDocument", "DocumentCommented", review, True)
        yield (review, "ReturnDocument", "DocumentReturned", make, True)
        yield (review, "ApproveDocument", "DocumentApproved", onward, True)
    for name, before in (("offer", "start_making"), ("billing", "offer_making")):
        for part in ("validation", "making", "review"):
            yield (f"{name}_{part}", "ReviseDocument", "PhaseReopened", before, True)
        yield (before, "ReviseDocument", "DocumentGenerated", before, False)
    for stage in ("start_validation", "start_making"):
        yield (stage, "RecordActivity", "ActivityRecorded", stage, True)
    begun = [
        "start_validation",
        "start_making",
        *(f"{name}_{part}" for name in ("offer", "billing") for part in PARTS),
        "close_validation",
        "close_ready",
    ]
    for stage in begun:
        yield (stage, "ReportEnvironment", "EnvironmentReported", stage, True)
        yield (stage, "CancelOnboarding", "OnboardingCancelled", "cancelled", True)
        yield (stage, "CheckDeadlines", "DeadlinePassed", stage, True)
    for end in ENDS:
        yield (end, "CheckDeadlines", "DeadlinePassed", end, True)
    for stage in ("close_validation", "close_ready", *ENDS):
        yield (stage, "NoteInvoice", "InvoiceRecorded", stage, True)
    yield ("close_ready", "CloseOnboarding", "OnboardingClosed", "closed", True)


PARTS: Final = ("validation", "making", "review")


def test_another_phase_is_one_more_row() -> None:
    """ONB-02: a phase between two others is data; its stages are in the table at once."""
    first, second, *rest = FLOW.phases
    survey = Phase("survey", "cro", "survey", told=(s.LEAD,), reviewers=(s.LEAD,))
    longer = changed(FLOW, phases=(first, survey, changed(second, validates="survey"), *rest))
    made = table(longer)
    assert 32 == len(made.stages)
    process = s.with_flow(longer)
    said = [*s.BEGUN, *s.validated(REQUEST), *s.reviewed("cro")[:2], *s.validated("cro")]
    assert "survey_making" == after(process.initial, *said, process=process).stage


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"phases": ()}, "phases"),
        ({"phases": FLOW.phases[:-1]}, "collection"),
        ({"phases": (FLOW.phases[0], *FLOW.phases[2:])}, "commercial_analysis"),
        ({"phases": (FLOW.phases[0], *FLOW.phases)}, "start"),
        ({"agreeing": 0}, "agreeing"),
        ({"agreeing": 3}, "agreeing"),
        ({"rounds": 0}, "rounds"),
    ],
)
def test_a_flow_that_contradicts_itself_is_told_so(change: dict[str, Any], where: str) -> None:
    """ONB-02: phases that do not join, a lane too many, no round at all: named at once."""
    with pytest.raises(BrokenDefinition) as broken:
        changed(FLOW, **change)
    assert where in {problem.path for problem in broken.value.problems}


def test_the_nine_rows_are_those_of_the_source() -> None:
    """ONB-02, ONB-06, ONB-07, ONB-11, ONB-12: what is validated, made and needed, row by row."""
    test, production = f.Environment.TEST, f.Environment.PRODUCTION
    expected = list(
        zip(
            NAMES,
            (REQUEST, *s.KINDS),
            (*s.KINDS, None),
            (*[None] * 5, test, production, production, production),
            strict=True,
        )
    )
    actual = [(p.code, p.validates, p.makes, p.environment) for p in FLOW.phases]
    assert expected == actual
    assert [Effect.SERVICE, Effect.INVOICE, Effect.COLLECTION] == [
        p.effect for p in FLOW.phases if p.effect is not Effect.NOTHING
    ]


def test_a_stage_is_known_by_its_name() -> None:
    """ONB-02: a stored case finds its stage again in a table made anew."""
    state = until("contract_review")
    for made in (ONBOARDING.lifecycle, table(FLOW)):
        (stage,) = [one for one in made.stages if one == state.stage]
        assert hash(stage) == hash(state.stage)
        assert (stage.name, stage.value) == (state.stage.name, state.stage.value)


def test_a_refusal_of_the_table_reads_well() -> None:
    """ONB-10: the stage and what is possible are named."""
    outcome = step(ONBOARDING, until("proposal_review"), say(s.make("proposal"), s.DESK))
    assert isinstance(outcome, Refusal)
    assert "while the case is sending the proposal, in review" in outcome.text()
