"""Every single fault at every call of every port, in three stories of an order."""

from collections.abc import Callable

import pytest

from order_to_cash.testing import Fault
from tests.faults.simulation import Simulation
from tests.faults.stories import STORIES, Telling, cancelled, late, straight_through
from tests.faults.sweeps import MODES, WORLD, calls, singles, some_pairs

Story = Callable[[Telling], None]
SHORT: tuple[Story, ...] = (straight_through, cancelled)
PAIRS = 60
SIMULATIONS = 300
PARTS = 6


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("story", STORIES)
def test_a_single_fault_changes_nothing_in_the_end(story: Story, fault: Fault) -> None:
    """I1 to I11: a fault at any one call is made up for, and nobody has to look at anything."""
    told = list(singles(story, fault, "once"))
    assert calls(story) == len(told)
    assert [[]] * len(told) == [telling.parked for telling in told]
    assert all(1 == len(telling.faults.happened) for telling in told)


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("story", SHORT)
def test_a_failure_from_then_on_is_made_up_for_once_it_is_mended(
    story: Story, fault: Fault
) -> None:
    """I1 to I11: journal and world fail from any call on; mended, the story ends well."""
    assert calls(story) == len(list(singles(story, fault, "from then on")))


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("story", SHORT)
def test_what_fails_for_days_is_set_aside_and_sent_when_it_is_mended(
    story: Story, fault: Fault
) -> None:
    """I8: a world that never answers parks messages; released, they lead to the same end."""
    told = list(singles(story, fault, "in the world from then on"))
    assert (fault is not Fault.DUPLICATED) is any(telling.parked for telling in told)
    assert {port for telling in told for (_, port, _), _ in _places(telling)} <= set(WORLD)


@pytest.mark.parametrize("story", STORIES)
def test_two_faults_change_nothing_in_the_end(story: Story) -> None:
    """I1 to I11: some of all pairs; the long form takes every one."""
    assert PAIRS == len(list(some_pairs(story, PAIRS, seed=1)))


@pytest.mark.parametrize("part", range(PARTS))
def test_random_lives_in_a_failing_world_end_well(part: int) -> None:
    """I1 to I11: people, time and faults drawn from a seed, which a failure names."""
    for seed in range(part, SIMULATIONS, PARTS):
        Simulation(seed).run(60)


def test_the_same_seed_lives_the_same_life() -> None:
    """A failure can be seen again: calls, faults, commands and states are the same."""
    first, second = Simulation(7).run(120), Simulation(7).run(120)
    assert first.told == second.told
    assert first.faults.happened == second.faults.happened
    assert first.journal.events(limit=10_000) == second.journal.events(limit=10_000)


def test_the_sweeps_go_through_all_ports() -> None:
    """Each port is asked in some story, so that it fails in some telling."""
    seen: set[str] = set()
    for story in STORIES:
        for mode in MODES:
            telling = next(singles(story, Fault.DUPLICATED, mode))
            seen |= {place.port for place, _ in telling.faults.happened}
    assert {"journal", *WORLD} - seen == {"coverage"}


def test_a_late_payer_is_blocked_and_unblocked() -> None:
    """I11: the undisturbed story blocks the service, so that the disturbed ones do too."""
    telling = Telling()
    late(telling)
    types = [record.type for record in telling.journal.history("receivable", "order/O-1")]
    assert types.index("service_blocked") < types.index("service_unblocked")


def _places(telling: Telling) -> list[tuple[tuple[int, str, str], Fault]]:
    return [((p.number, p.port, p.method), fault) for p, fault in telling.faults.happened]
