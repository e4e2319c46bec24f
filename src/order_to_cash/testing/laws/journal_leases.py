"""Laws of the journal about messages that somebody has taken."""

from order_to_cash.domain.core import changed
from order_to_cash.ports.journal import Journal, Share
from order_to_cash.testing.laws import same
from order_to_cash.testing.laws.journal_entries import (
    EVER,
    HOUR,
    MOMENT,
    NOON,
    at_once,
    entry,
    keys,
    lease,
    message,
    write,
)

CASES = 12
CLAIMANTS = 4


def posted(journal: Journal) -> None:
    """Post two messages of a case and topic, one of another topic, one of another case."""
    write(journal, entry("a", messages=(message("m1"), message("m2"))))
    write(journal, entry("a", 1, messages=(message("m3", topic="shipping"),)))
    write(journal, entry("b", messages=(message("m0", "b"),)))


def claiming_gives_what_waits_in_its_order(journal: Journal) -> None:
    """Whoever claims is given the messages that wait by then, oldest first, as many as asked."""
    posted(journal)
    journal.postpone("m3", until=NOON + HOUR, problem="timeout")
    same(("m1",), keys(journal.claim(NOON, lease("x"), limit=1)), "the first")
    same(("m0",), keys(journal.claim(NOON, lease("y"))), "what is left for another")
    same(("m3",), keys(journal.claim(NOON + HOUR, lease("y"))), "what is due later")


def a_claimed_message_is_nobody_elses_until_its_lease_ends(journal: Journal) -> None:
    """What is held is given to nobody until exactly the end of the lease, then to another."""
    posted(journal)
    same(("m1", "m3", "m0"), keys(journal.claim(NOON, lease("x"))), "what the first is given")
    for by in ("x", "y"):
        late = lease(by, since=NOON + HOUR - MOMENT, until=EVER)
        same((), journal.claim(EVER, late), f"what {by} is given just before the end")
    later = lease("y", since=NOON + HOUR, until=NOON + 2 * HOUR)
    same(("m1", "m3", "m0"), keys(journal.claim(NOON, later)), "what is given at the end")
    same((), journal.claim(NOON, lease("x", since=NOON + HOUR, until=EVER)), "the first, too late")


def nothing_overtakes_a_claimed_message(journal: Journal) -> None:
    """Behind a message that is held nothing of its case and topic is given."""
    posted(journal)
    same(("m1",), keys(journal.claim(NOON, lease("x"), limit=1)), "what is held")
    same(("m3", "m0"), keys(journal.claim(EVER, lease("y"))), "what others are given")
    journal.settle("m1")
    same(("m2",), keys(journal.claim(NOON, lease("y"))), "what follows once it is settled")


def what_is_claimed_still_shows_among_the_waiting(journal: Journal) -> None:
    """Taking a message hides it from claimants alone, and looking takes nothing."""
    posted(journal)
    before = journal.waiting(NOON)
    journal.claim(NOON, lease("x", until=EVER))
    same(before, journal.waiting(NOON), "what is waiting")
    same(message("m1"), journal.message("m1"), "the message under its key")
    journal.abandon("x")
    journal.waiting(NOON)
    same(3, len(journal.claim(NOON, lease("y"))), "how many are given after looking")


def reporting_on_a_message_ends_its_lease(journal: Journal) -> None:
    """Who was told to come back, or was set aside and released, can be claimed at once."""
    posted(journal)
    journal.claim(NOON, lease("x", until=EVER))
    journal.postpone("m1", until=NOON, problem="timeout")
    same(("m1",), keys(journal.claim(NOON, lease("y", until=EVER))), "after postponing")
    journal.park("m1", problem="timeout")
    same(("m2",), keys(journal.claim(NOON, lease("y", until=EVER))), "after parking")
    journal.release("m1")
    same(("m1",), keys(journal.claim(NOON, lease("z"))), "after releasing")


def a_late_report_changes_nothing_for_whoever_has_it_now(journal: Journal) -> None:
    """Who reports after its lease ended and another took the message ends nobody's lease."""
    posted(journal)
    journal.claim(NOON, lease("x"))
    later = lease("y", since=NOON + HOUR, until=EVER)
    before = journal.claim(NOON, later)
    for _ in range(2):
        journal.postpone("m1", until=NOON, problem="late", by="x")
        journal.park("m1", problem="late", by="x")
    same((), journal.parked(), "what is set aside")
    same(
        (), journal.claim(NOON, lease("z", since=NOON + HOUR, until=EVER)), "what a third is given"
    )
    same(before[0], journal.message("m1"), "the message as its holder knows it")
    journal.postpone("m1", until=NOON, problem="timeout", by="y")
    journal.postpone("m1", until=EVER, problem="late", by="y")
    same(("m1",), keys(journal.claim(NOON, lease("z"))), "what is given once its holder reported")
    journal.park("m1", problem="refused", by="z")
    same(("m1",), keys(journal.parked()), "what its holder set aside")


def a_lease_that_is_renewed_lasts_longer(journal: Journal) -> None:
    """Who is still at it keeps what it names and still holds, until the end that it asks for."""
    posted(journal)
    first, *rest = keys(journal.claim(NOON, lease("x")))
    journal.renew(lease("x", until=NOON + 2 * HOUR), first, "m9")
    journal.renew(lease("x"), first)
    journal.renew(lease("z", until=EVER), first, *rest)
    second = lease("y", since=NOON + HOUR, until=NOON + 3 * HOUR)
    same(tuple(rest), keys(journal.claim(NOON, second)), "what was not renewed")
    journal.renew(lease("x", until=EVER), *rest)
    early = lease("w", since=NOON + 2 * HOUR - MOMENT, until=EVER)
    same((), keys(journal.claim(NOON, early)), "what is given before the new end")
    later = lease("w", since=NOON + 2 * HOUR, until=EVER)
    same((first,), keys(journal.claim(NOON, later)), "what is given at the new end")
    third = lease("v", since=NOON + 3 * HOUR, until=EVER)
    same(tuple(rest), keys(journal.claim(NOON, third)), "what another had, at the end of his lease")
    journal.abandon("w")
    journal.renew(later, first)
    same((first,), keys(journal.claim(NOON, lease("u"))), "what nobody held was not renewed")


def an_entry_settles_a_message_that_is_held(journal: Journal) -> None:
    """Whoever holds a message and writes down what came of it lets the next one follow."""
    posted(journal)
    journal.claim(NOON, lease("x", until=EVER))
    write(journal, entry("c", settles="m1"))
    same(("m2",), keys(journal.claim(NOON, lease("y"))), "what another is given")


def abandoning_ends_the_leases_of_that_name_alone(journal: Journal) -> None:
    """Who starts again gives up what it held; what others hold stays theirs."""
    posted(journal)
    journal.claim(NOON, lease("x", until=EVER), limit=1)
    journal.claim(NOON, lease("y", until=EVER), limit=1)
    for by in ("x", "nobody", "x"):
        journal.abandon(by)
    same(("m1", "m0"), keys(journal.claim(NOON, lease("z"))), "what is given up")


def some_messages_can_be_given_up_alone(journal: Journal) -> None:
    """What is named is free at once, the rest of that name stays held, and so does another's."""
    posted(journal)
    held = keys(journal.claim(NOON, lease("x", until=EVER)))
    first, *rest = held
    for by, key in (("y", first), ("x", "m9"), ("nobody", first)):
        journal.abandon(by, key)
    same((), keys(journal.claim(NOON, lease("z"))), "what is given up of somebody else")
    journal.abandon("x", first, "m9")
    same((first,), keys(journal.claim(NOON, lease("z", until=EVER))), "what is given up")
    journal.abandon("x", first)
    same((), keys(journal.claim(NOON, lease("w"))), "what another took meanwhile")
    journal.abandon("x", *rest)
    same(tuple(rest), keys(journal.claim(NOON, lease("w"))), "the rest")


def whoever_takes_a_share_gets_its_messages_alone(journal: Journal) -> None:
    """Each message is in one of the shares, all those of a case in the same, in their order."""
    for number in range(CASES):
        case = f"case-{number}"
        both = (message(f"m{number}", case), message(f"n{number}", case, "shipping"))
        write(journal, entry(case, messages=both))
    whole = keys(journal.waiting(NOON))
    shares = [Share(part, 3) for part in (1, 2, 3)]
    found = [journal.claim(NOON, changed(lease(f"x{one.part}"), share=one)) for one in shares]
    for share, taken in zip(shares, found, strict=True):
        mine = [key for key in whole if share.has("order", f"case-{key[1:]}")]
        same(tuple(mine), keys(taken), f"what is taken of the part {share.part}")
    same(len(whole), sum(map(len, found)), "how many all parts have together")


def overlapping_claimants_never_get_the_same_message(journal: Journal) -> None:
    """However many claim at the same moment, each message goes to one of them."""
    for number in range(CASES):
        case = f"case-{number}"
        write(journal, entry(case, messages=(message(f"m{number}", case),)))

    def take(number: int) -> list[str]:
        mine = lease(f"worker-{number}")
        found: list[str] = []
        # Who is given the same again and again would never come to an end.
        while len(found) <= CASES and (taken := journal.claim(NOON, mine, limit=2)):
            found.extend(keys(taken))
        return found

    taken = at_once([lambda number=number: take(number) for number in range(CLAIMANTS)])  # type: ignore[misc]
    given = sorted(key for found in taken for key in found)
    same(sorted(f"m{number}" for number in range(CASES)), given, "what was given, to whomever")
