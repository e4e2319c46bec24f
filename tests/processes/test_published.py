"""The stages of an order beside the states that TM Forum and MEF publish for product orders."""

from typing import Final

from order_to_cash.domain import order as e
from order_to_cash.domain.order import LIFECYCLE, Stage
from order_to_cash.domain.order.lifecycle import PUBLISHED

TMF622: Final = {
    ("acknowledged", "inProgress"),
    ("acknowledged", "pending"),
    ("inProgress", "pending"),
    ("inProgress", "held"),
    ("inProgress", "completed"),
    ("inProgress", "failed"),
    ("inProgress", "partial"),
    ("inProgress", "assessingCancellation"),
    ("pending", "inProgress"),
    ("pending", "cancelled"),
    ("pending", "assessingCancellation"),
    ("held", "inProgress"),
    ("held", "cancelled"),
    ("held", "assessingCancellation"),
    ("assessingCancellation", "inProgress"),
    ("assessingCancellation", "pending"),
    ("assessingCancellation", "held"),
    ("assessingCancellation", "pendingCancellation"),
    ("pendingCancellation", "cancelled"),
}
MEF: Final = {("acknowledged", "rejected")}
INFORMATION_COMPLETED: Final = ("pending", "acknowledged")
"""Our one extension: an order that waited for information goes back to be verified."""

BY_HAND: Final = {
    Stage.RECEIVED: "acknowledged",
    Stage.WAITING: "pending",
    Stage.IN_CREDIT: "acknowledged",
    Stage.DECLINED: "acknowledged",
    Stage.IN_VALIDATION: "acknowledged",
    Stage.REJECTED: "rejected",
    Stage.RELEASED: "inProgress",
    Stage.IN_DELIVERY: "inProgress",
    Stage.ON_HOLD: "held",
    Stage.COMPLETED: "completed",
    Stage.PARTIAL: "partial",
    Stage.FAILED: "failed",
    Stage.CANCELLATION_ASKED: "assessingCancellation",
    Stage.CANCELLING: "pendingCancellation",
    Stage.CANCELLED: "cancelled",
}
ROWS: Final = [row for row in LIFECYCLE.arrows if row.source is not Stage.NEW]


def edges() -> set[tuple[str, str]]:
    """The edges between published states that the table of an order takes."""
    ends = {(PUBLISHED[row.source], PUBLISHED[row.target]) for row in ROWS}
    return {(source, target) for source, target in ends if source != target}


def test_every_stage_is_published_as_the_glossary_says() -> None:
    """All stages but the empty one have a published state."""
    assert BY_HAND == PUBLISHED
    assert {Stage.NEW} == set(Stage) - set(PUBLISHED)


def test_an_order_begins_acknowledged() -> None:
    """The first published state is `acknowledged`, however incomplete the request is."""
    begun = {PUBLISHED[row.target] for row in LIFECYCLE.arrows if row.source is Stage.NEW}
    assert {"acknowledged"} == begun


def test_every_row_follows_a_published_edge() -> None:
    """Each row stays within one state or follows an edge of TMF622 or MEF; one is our own."""
    assert {INFORMATION_COMPLETED} == edges() - TMF622 - MEF


def test_the_extension_is_taken_by_completed_information_alone() -> None:
    """Only the event that completes the information leads from `pending` back."""
    taken = {
        row.event
        for row in ROWS
        if (PUBLISHED[row.source], PUBLISHED[row.target]) == INFORMATION_COMPLETED
    }
    assert {e.InformationCompleted} == taken


def test_the_edges_that_are_not_used_are_known() -> None:
    """What TMF622 allows beside is not needed: nothing waits for information after the release."""
    assert {
        ("inProgress", "pending"),
        ("pending", "inProgress"),
        ("pending", "assessingCancellation"),
        ("held", "cancelled"),
        ("assessingCancellation", "pending"),
        ("assessingCancellation", "held"),
    } == TMF622 - edges()


def test_nothing_leaves_a_published_end() -> None:
    """Rejected, completed, partial, failed and cancelled are ends, here as there."""
    ends = {"rejected", "completed", "partial", "failed", "cancelled"}
    assert set() == {source for source, _ in edges()} & ends
    assert ends == {PUBLISHED[stage] for stage in LIFECYCLE.ends}
