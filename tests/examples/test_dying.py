"""All examples together, files in any order, twice, killed anywhere: it comes to the same."""

from itertools import permutations
from pathlib import Path
from random import Random
from typing import Final

import pytest

from tests.examples.dying import BOLIVIAN, FILES, Left, cut, differing, killed_before, left, run
from tests.examples.dying import statements as statements_of

EVERY: Final = 12
"""Of each example every twelfth story; `python -m tests.faults.long together` takes all of them."""

KILLS: Final = 12
ORDERS: Final = list(permutations(range(4)))[::5]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """A cut of every example."""
    folder = tmp_path_factory.mktemp("cut")
    return tuple(cut(file, folder / f"{file.parent.name}.jsonl", EVERY) for file in FILES)


@pytest.fixture(scope="module")
def undisturbed(
    files: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory
) -> tuple[int, Left]:
    """How many statements one run takes, and everything that it leaves."""
    db = tmp_path_factory.mktemp("undisturbed") / "all.db"
    count = statements_of(lambda: run(db, files))
    return count, left(db)


def test_the_cut_holds_something_of_everything(undisturbed: tuple[int, Left]) -> None:
    """The short form is worth something: histories, ledger and notices have rows, none waits."""
    _, found = undisturbed
    filled = {"answer", "case_head", "event", "instruction", "invoice", "notice", "receipt"}
    assert filled <= {table for table, rows in found.items() if rows}
    assert {"charge", "refund"} & {table for table, rows in found.items() if rows}
    assert [] == found["message"] + found["aside"]
    assert 7 <= len({row[0] for row in found["case_head"]})


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_the_order_of_the_files_does_not_matter(
    files: tuple[Path, ...],
    undisturbed: tuple[int, Left],
    order: tuple[int, ...],
    tmp_path: Path,
) -> None:
    """TRU-13: every row of every table is the same, and stays so when all is run again."""
    named = [files[n] for n in order]
    for again in (named, named[::-1]):
        run(tmp_path / "all.db", again)
        assert [] == differing(left(tmp_path / "all.db"), undisturbed[1])


@pytest.mark.parametrize("part", range(KILLS))
def test_killed_anywhere_and_started_again_it_comes_to_the_same(
    files: tuple[Path, ...], undisturbed: tuple[int, Left], part: int, tmp_path: Path
) -> None:
    """TRU-13, I7: SIGKILL before any statement, then the files in another order."""
    db, (count, expected) = tmp_path / "all.db", undisturbed
    point = Random(part).randrange(count * part // KILLS, count * (part + 1) // KILLS)  # noqa: S311
    assert killed_before(lambda: run(db, files), point + 1)
    run(db, files[part % 4 :] + files[: part % 4])
    assert [] == differing(left(db), expected)


def test_an_example_by_its_own_operator_is_killed_too(tmp_path: Path) -> None:
    """TRU-13, I7: killed three times on its way, the Bolivian example ends as if nothing was."""
    file = cut(*BOLIVIAN, tmp_path / "cut.jsonl", EVERY)

    def of(db: Path) -> int:
        return run(db, [file], "bolivia")

    count = statements_of(lambda: of(tmp_path / "undisturbed.db"))
    for _ in range(3):
        assert killed_before(lambda: of(tmp_path / "some.db"), count // 3)
    of(tmp_path / "some.db")
    assert [] == differing(left(tmp_path / "some.db"), left(tmp_path / "undisturbed.db"))
