"""Laws of the journal about lists of cases by stage and party."""

from order_to_cash.domain.core import changed
from order_to_cash.ports.journal import Entry, Journal, Listed
from order_to_cash.testing.laws import holds, same
from order_to_cash.testing.laws.journal_entries import PROCESSES, conflicted, entry, listed, write


def stood(entry: Entry, stage: str, party: str = "") -> Entry:
    """The entry of a command after which its case is in this stage, of this party."""
    return changed(entry, stage=stage, party=party)


def names(cases: tuple[Listed, ...]) -> tuple[tuple[str, str], ...]:
    """The process and the id of each case."""
    return tuple((each.process, each.case) for each in cases)


def cases_are_listed_by_stage_and_party(journal: Journal) -> None:
    """A case is listed by the stage and the party that its last entry with events said."""
    for process in PROCESSES:
        for case, party in (("b", "P-1"), ("a", "P-2"), ("c", "P-1")):
            write(journal, stood(entry(case, process=process), "new", party))
        write(journal, stood(entry("c", 1, process=process), "shipped", "P-1"))
    write(journal, stood(entry("b", 1, events=0), "gone", "P-9"))
    conflicted(journal, stood(entry("a", 7), "gone", "P-9"))
    both = tuple((process, case) for process in PROCESSES for case in "bc")
    same(both, names(journal.cases(party="P-1")), "those of a party")
    same(both[1::2], names(journal.cases(stage="shipped", party="P-1")), "those of a stage too")
    ours = names(journal.cases(process="order", stage="new"))
    same((("order", "a"), ("order", "b")), ours, "those of a process in a stage")
    theirs = journal.cases(process="receivable", stage="new", party="P-2")
    found = changed(theirs[0], cursor="")
    same((1, Listed("receivable", "a", "", "new", "P-2")), (len(theirs), found), "one of all three")
    for asked in ("new ", "gone", "NEW"):
        same((), journal.cases(stage=asked), "a stage that no case is in")
        same((), journal.cases(party=asked), "a party that has no case")


def reading_on_in_a_list_misses_nothing(journal: Journal) -> None:
    """Page by page a list by stage or party is what it is at once, each case in it once."""
    for case in ("b", "d", "a", "e", "c"):
        for process in PROCESSES:
            stage = "odd" if case in "ace" else "new"
            write(journal, stood(entry(case, process=process), stage, "P"))
    for process in ("", *PROCESSES):
        for stage, party in (("odd", ""), ("", "P"), ("odd", "P")):
            whole = journal.cases(process=process, stage=stage, party=party)
            paged: list[Listed] = []
            after = ""
            while page := journal.cases(
                process=process, stage=stage, party=party, after=after, limit=2
            ):
                paged.extend(page)
                after = page[-1].cursor
                holds(len(paged) <= len(whole), "a list that goes on for ever")
            same(whole, tuple(paged), "the list, two by two")
            same((3 if stage else 5) * (1 if process else 2), len(whole), "how many there are")


def a_case_without_a_stage_is_enlisted_once(journal: Journal) -> None:
    """What has no stage yet can be given one; what has one keeps it, and no case is made by it."""
    write(journal, entry("b"), entry("a"), stood(entry("c"), "new", "P-1"), entry("d"))
    same(("a", "b", "d"), tuple(each.case for each in journal.unlisted()), "what has no stage")
    first = journal.unlisted(limit=1)
    same(journal.unlisted()[1:], journal.unlisted(after=first[0].cursor), "what comes after it")
    journal.enlist(*(Listed("order", case, "", "late", "P-2") for case in "abcx"))
    journal.enlist(Listed("order", "a", "", "later", "P-3"))
    same(("d",), tuple(each.case for each in journal.unlisted()), "what has none still")
    same((("order", "a"), ("order", "b")), names(journal.cases(stage="late")), "what was enlisted")
    same((("order", "c"),), names(journal.cases(party="P-1")), "what had a stage")
    same(tuple(("order", case) for case in "abcd"), listed(journal), "all cases")
