"""Laws of the journal about checks that are due, cases set aside, time and whose store it is."""

from order_to_cash.domain.core import changed
from order_to_cash.ports.journal import Aside, Due, Journal, Share
from order_to_cash.testing.laws import same
from order_to_cash.testing.laws.journal_entries import (
    EVER,
    HOUR,
    MOMENT,
    NOON,
    PROCESSES,
    at_once,
    due,
    entry,
    event,
    write,
)

RIVALS = 4
CASES = 12


def a_case_is_due_from_its_instant_on(journal: Journal) -> None:
    """A check is due at its instant and after it, not a microsecond before."""
    write(journal, entry(next_check=NOON))
    same((), due(journal, NOON - MOMENT), "just before the instant")
    same((Due("order", "a", NOON),), due(journal, NOON), "at the instant")
    same((Due("order", "a", NOON),), due(journal, NOON + MOMENT), "just after the instant")


def the_earliest_check_is_due_first(journal: Journal) -> None:
    """Checks come in the order of instant, process and case, as many as asked."""
    for hours, case in ((2, "a"), (1, "b"), (1, "a"), (3, "c")):
        process = "receivable" if case == "b" or hours == 2 else "order"
        write(journal, entry(case, process=process, next_check=NOON + hours * HOUR))
    write(journal, entry("z", next_check=NOON + HOUR))
    expected = [("order", "a"), ("order", "z"), ("receivable", "b"), ("receivable", "a")]
    found = [(each.process, each.case) for each in due(journal)]
    same([*expected, ("order", "c")], found, "the order")
    page = journal.due(EVER, processes=PROCESSES, limit=4)
    same(expected, [(each.process, each.case) for each in page], "the first four")


def only_the_processes_that_are_asked_for_are_due(journal: Journal) -> None:
    """Cases of processes that nobody named are left to whoever names them."""
    for process in PROCESSES:
        write(journal, entry(process=process, next_check=NOON))
    for process in PROCESSES:
        found = journal.due(NOON, processes=[process])
        same([process], [each.process for each in found], "what is due of one process")
    same((), journal.due(NOON, processes=()), "what is due of none")


def of_a_share_its_cases_alone_are_due(journal: Journal) -> None:
    """Each case is in one of the shares, for good, and a list of one goes on from its cursors."""
    cases = [f"case-{number}" for number in range(CASES)]
    for case in cases:
        write(journal, entry(case, next_check=NOON))
    for share in (Share(part, 3) for part in (1, 2, 3)):
        mine = sorted(case for case in cases if share.has("order", case))
        found: list[str] = []
        after = ""
        while page := journal.due(NOON, processes=PROCESSES, after=after, limit=1, share=share):
            found.extend(each.case for each in page)
            after = page[-1].cursor
        same(mine, found, f"what is due of the part {share.part}")


def a_new_check_replaces_the_one_before(journal: Journal) -> None:
    """Every event decides anew when to check again, and `None` means never."""
    write(journal, entry(next_check=NOON))
    write(journal, entry(after=1, next_check=NOON + MOMENT))
    same((), due(journal, NOON), "the check that was replaced")
    same((Due("order", "a", NOON + MOMENT),), due(journal), "the check that replaced it")
    write(journal, entry(after=2))
    same((), due(journal), "the checks of a case that needs none")


def put_aside(
    journal: Journal, case: str = "a", *, process: str = "order", hours: int = 0, problem: str = "p"
) -> int:
    """Set a case aside, from so many hours after noon, for an hour."""
    since = NOON + hours * HOUR
    return journal.set_aside(process, case, since=since, until=since + HOUR, problem=problem)


def a_case_set_aside_is_not_due_until_its_instant(journal: Journal) -> None:
    """A case left alone is due again exactly at the end, and no other is held up by it."""
    for process in PROCESSES:
        write(journal, entry(process=process, next_check=NOON))
    put_aside(journal)
    theirs, ours = Due("receivable", "a", NOON), Due("order", "a", NOON)
    same((theirs,), due(journal, NOON + HOUR - MOMENT), "just before the end")
    same((ours, theirs), due(journal, NOON + HOUR), "at the end")


def setting_aside_counts_and_keeps_since_when(journal: Journal) -> None:
    """Each time in a row is counted; the first instant stays, end and problem are the latest."""
    same(1, put_aside(journal), "how often the case was set aside")
    same(1, put_aside(journal, process="receivable"), "how often the other one was")
    same(2, put_aside(journal, hours=2, problem="q"), "how often after the second time")
    latest = Aside("order", "a", NOON, NOON + 3 * HOUR, "q", 2)
    same((latest, Aside("receivable", "a", NOON, NOON + HOUR, "p")), journal.aside(), "the list")


def a_case_that_is_resumed_is_looked_at_again(journal: Journal) -> None:
    """A resumed case is due at once, and counts from one if it is set aside again."""
    write(journal, entry(next_check=NOON))
    put_aside(journal)
    put_aside(journal, process="receivable")
    for case in ("a", "a", "unknown"):
        journal.resume("order", case)
    same((Due("order", "a", NOON),), due(journal, NOON), "what is due")
    same(["receivable"], [aside.process for aside in journal.aside()], "who is still aside")
    same(1, put_aside(journal, hours=5), "how often in a row")


def the_case_that_is_aside_longest_is_shown_first(journal: Journal) -> None:
    """Cases set aside come by their first instant, as many as asked, or the one that is named."""
    for hours, case in enumerate("cab"):
        put_aside(journal, case, hours=hours)
    put_aside(journal, "a", process="receivable", hours=5)
    put_aside(journal, "c", hours=9)
    places = [(aside.process, aside.case) for aside in journal.aside()]
    ours = [("order", case) for case in "cab"]
    same([*ours, ("receivable", "a")], places, "who is aside")
    same(ours[:2], [(a.process, a.case) for a in journal.aside(limit=2)], "the first two")
    same(["receivable"], [a.process for a in journal.aside(process="receivable")], "of one process")
    same(["a"], [a.case for a in journal.aside(process="order", case="a")], "the one named")
    same(2, len(journal.aside(case="a")), "how many have that id")


def before_any_time_passed_the_latest_event_says_how_far_it_is(journal: Journal) -> None:
    """A store has reached the instant of its latest event, in whatever order events came."""
    same(None, journal.reached(), "how far an empty store is")
    write(journal, entry("a", events=3))
    latest = event("a", 3).at
    same(latest, journal.reached(), "how far it is")
    write(journal, entry("b"))
    same(latest, journal.reached(), "after an earlier event of another case")
    journal.reach(NOON)
    same(latest, journal.reached(), "after an earlier instant was reached")
    write(journal, entry("b", 1, events=4))
    latest = event("b", 5).at
    same(latest, journal.reached(), "after a later event")
    journal.reach(latest)
    write(journal, entry("b", 5, events=2))
    same(latest, journal.reached(), "after an event from later, once time has passed")


def time_never_goes_back(journal: Journal) -> None:
    """The instant reached only grows, and events do not move it once time has passed."""
    for at in (NOON, NOON - MOMENT):
        journal.reach(at)
        same(NOON, journal.reached(), "how far it is")
    late = changed(entry(), events=(changed(event("a", 1), at=EVER),))
    write(journal, late)
    same(NOON, journal.reached(), "after an event from later")
    journal.reach(NOON + MOMENT)
    same(NOON + MOMENT, journal.reached(), "after a moment")


def a_store_is_claimed_once(journal: Journal) -> None:
    """The first operator that names itself owns the store, and everybody else is told so."""
    same("", journal.owner(), "the owner of a new store")
    same("peru", journal.owner("peru"), "the owner that the first is told")
    same(("peru", "peru"), (journal.owner("bolivia"), journal.owner()), "the owner afterwards")


def racing_claimants_agree_on_one_owner(journal: Journal) -> None:
    """Operators that claim a store at the same moment are all told the same name."""
    names = [f"operator-{number}" for number in range(RIVALS)]
    told = at_once([lambda name=name: journal.owner(name) for name in names])  # type: ignore[misc]
    same({journal.owner()}, set(told), "the owners that were told")
