"""`cases`: which there are, by process, stage and party, page by page."""

from pathlib import Path

import pytest

from order_to_cash.embedded import open_desk
from tests.cli.commands import ORDERS, PERUVIAN, Ended, command, run


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The weeks of the example, with all of their cases."""
    made = tmp_path_factory.mktemp("cases") / "some.db"
    run(ORDERS, made, "--quiet", "--now", "2024-04-30T12:00:00-05:00")
    return made


def listed(db: Path, *options: object) -> Ended:
    """What the command says of the cases asked for."""
    return command("cases", "--db", db, *options)


def cells(ended: Ended) -> list[list[str]]:
    """The cells of each line that was printed."""
    return [line.split("  ") for line in ended.out.splitlines()]


def test_a_list_holds_the_cases_that_are_asked_for(db: Path) -> None:
    """TRU-19: those of a stage and a party are those whose state says so, by process and id."""
    with open_desk(db, read_only=True) as desk:
        orders = [one.case for one in desk.journal.cases(process="order")]
        states = {case: desk.state("order", case) for case in orders}
    asked = states[orders[0]]
    stage, party = asked.stage.value, asked.request.party
    expected = [
        [f"order/{case}", stage, party]
        for case, state in states.items()
        if (state.stage.value, state.request.party) == (stage, party)
    ]
    found = cells(listed(db, "--process", "order", "--stage", stage, "--party", party))
    assert expected == found
    assert 0 < len(found) < len(orders)


def test_a_party_is_asked_for_in_every_process(db: Path) -> None:
    """Its orders, what it owes and its account stand in one list, and nobody else's."""
    party = cells(listed(db, "--process", "order", "--limit", 1))[0][2]
    found = cells(listed(db, "--party", party))
    processes = {name.partition("/")[0] for name, _, _ in found}
    assert {"order", "receivable", "credit_account", "payment"} == processes
    assert {party} == {whose for _, _, whose in found}


def test_pages_go_on_where_the_last_one_ended(db: Path) -> None:
    """Page by page each case comes once, and the last page names no other."""
    whole = listed(db, "--limit", 10_000)
    assert "" == whole.err
    pages: list[list[str]] = []
    after: tuple[str, ...] = ()
    while (page := listed(db, "--limit", 50, *after)).err:
        pages += cells(page)
        after = ("--after", pages[-1][0])
        assert f"order-to-cash: there may be more; give --after {pages[-1][0]}\n" == page.err
    assert cells(whole) == [*pages, *cells(page)]
    assert len(pages) > 100


@pytest.mark.parametrize(
    ("option", "given", "advice"),
    [
        ("--process", "ordr", "no such process; there are: order, "),
        ("--stage", "declind", "no such stage; there are: "),
        ("--after", "order/O-none", "no case order/O-none in this file"),
        ("--limit", "0", "ask for one row or more"),
        ("--limit", "many", "invalid int value"),
        ("--party", "\udcff", "half of a surrogate pair"),
    ],
)
def test_what_cannot_be_listed_is_told(db: Path, option: str, given: str, advice: str) -> None:
    """A name that is none is advice with those there are, never an empty list."""
    ended = listed(db, option, given)
    assert (2, "") == (ended.status, ended.out)
    assert advice in ended.err


def test_nothing_is_written(tmp_path: Path) -> None:
    """A list of a new file is empty, and a file that is not there is not made."""
    assert 2 == listed(tmp_path / "no.db").status
    assert [] == list(tmp_path.iterdir())
    with open_desk(tmp_path / "new.db", operator=PERUVIAN[1]):
        pass
    assert (0, "", "") == listed(tmp_path / "new.db")
