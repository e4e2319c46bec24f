"""Files come in any order, twice, or after a run that was killed: it comes to the same (TRU-13)."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from order_to_cash.adapters.sqlite import SqliteJournal
from order_to_cash.embedded import open_desk
from tests.cli.commands import DATA, PERUVIAN, Ended, changed, command, digest, lines_of, written

ORDERS = ("O-6031", "O-6010", "O-6050", "O-6011")
"""Never paid; paid; paid, taken back and paid again; paid."""

NOW = ("--now", "2024-02-20T12:00:00-05:00")
WRITING = ("append", "settle", "claim", "reach", "postpone", "abandon", "set_aside", "resume")
READING = ("read", "answer", "due", "reached")
POINTS = 24


def run_all(db: Path, *files: Path, options: tuple[object, ...] = NOW) -> Ended:
    """One run over several files."""
    return command("run", *files, "--db", db, "--data", DATA, *PERUVIAN, "--quiet", *options)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Three files whose lines overlap in time, and whose cases share an account."""
    folder = tmp_path_factory.mktemp("files")
    first, second, *others = ORDERS
    parts = (lines_of(first), lines_of(second), lines_of(*others))
    return tuple(written(folder / f"{n}.jsonl", lines) for n, lines in enumerate(parts))


@pytest.fixture(scope="module")
def undisturbed(
    files: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory
) -> tuple[object, ...]:
    """What one run over a single file with all lines in the order of their instants leaves."""
    folder = tmp_path_factory.mktemp("undisturbed")
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    one = written(folder / "all.jsonl", sorted(lines, key=lambda line: json.loads(line)["at"]))
    assert 0 == run_all(folder / "all.db", one).status
    return digest(folder / "all.db")


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_the_order_of_the_files_does_not_matter(
    files: tuple[Path, ...], undisturbed: tuple[object, ...], order: tuple[int, ...], tmp_path: Path
) -> None:
    """TRU-13: states, invoices, notices and instructions are those of one file in order."""
    db = tmp_path / "some.db"
    assert 0 == run_all(db, *(files[n] for n in order)).status
    assert undisturbed == digest(db)


def test_lines_of_one_instant_take_turns_that_no_order_of_files_changes(tmp_path: Path) -> None:
    """TRU-13: of two orders at one instant for the last of a limit the same one gets it."""
    (order, *_), left = lines_of("O-6031"), []
    request = json.loads(order)["command"]["request"]
    many = {**request, "items": [{**item, "quantity": 20} for item in request["items"]]}
    placed = {"type": "place_order", "request": many}
    lines = [changed(order, id=f"{case}-1", case=case, command=placed) for case in ("X-1", "X-2")]
    both = [written(tmp_path / f"{n}.jsonl", [line]) for n, line in enumerate(lines)]
    for n, one in enumerate((both, both[::-1])):
        db = tmp_path / f"{n}.db"
        run_all(db, *one)
        left.append(digest(db))
    assert left[0] == left[1]


def test_the_same_files_again_in_another_order_change_nothing(
    files: tuple[Path, ...], undisturbed: tuple[object, ...], tmp_path: Path
) -> None:
    """TRU-13: a repeated line moves no time, in whatever file it comes again."""
    db = tmp_path / "some.db"
    for order in ((0, 1, 2), (2, 0, 1)):
        assert 0 == run_all(db, *(files[n] for n in order)).status
        assert undisturbed == digest(db)


def test_a_repeated_line_moves_no_time(files: tuple[Path, ...], tmp_path: Path) -> None:
    """TRU-13: the file stays at the instant that it had reached."""
    db = tmp_path / "some.db"
    run_all(db, *files, options=())
    with SqliteJournal(str(db)) as journal:
        before = journal.reached()
    run_all(db, files[0], options=())
    with SqliteJournal(str(db)) as journal:
        assert before == journal.reached()


def test_a_repeated_line_lets_no_other_case_look(tmp_path: Path) -> None:
    """TRU-13: a line that came by another way, without letting time pass, moves nothing."""
    db, line = tmp_path / "some.db", lines_of("O-6031")[0]
    run_all(db, written(tmp_path / "first.jsonl", lines_of("O-6031")), options=())
    late = changed(line, id="X-1-1", case="X-1", at="2024-06-20T12:00:00-05:00")
    with open_desk(db, data=DATA) as desk:
        desk.handle(desk.wire.load_envelope(late))
        desk.deliver()
    before = digest(db)
    assert 0 == run_all(db, written(tmp_path / "again.jsonl", [late]), options=()).status
    assert before == digest(db)


def test_the_lines_of_a_later_run_count_as_late_case_by_case(
    files: tuple[Path, ...], tmp_path: Path
) -> None:
    """TRU-13: they keep their own instants, and no other case is moved by them."""
    db = tmp_path / "some.db"
    run_all(db, files[2], options=())
    before: Any = digest(db)[0]
    run_all(db, files[0], options=())
    events: Any = digest(db)[0]
    cases = {event.case for event in before}
    assert before == [event for event in events if event.case in cases]
    placed = next(event for event in events if event.case == ORDERS[0])
    assert datetime.fromisoformat(json.loads(lines_of(ORDERS[0])[0])["at"]) == placed.at


class Stopped:
    """Raises at the n-th call of a file's journal, before or after it is done."""

    def __init__(self, at: int, *, after: bool) -> None:
        self.left, self.after = at, after

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """The call, counted."""

        @wraps(call)
        def counted(*given: Any, **named: Any) -> Any:
            self.left -= 1
            if self.left == 0 and not self.after:
                raise KeyboardInterrupt
            answer = call(*given, **named)
            if self.left == 0 and self.after:
                raise KeyboardInterrupt
            return answer

        return counted


def stopped(monkeypatch: pytest.MonkeyPatch, at: int, *, after: bool) -> Stopped:
    """Every call of the journal counts from here on."""
    stop = Stopped(at, after=after)
    for name in (*WRITING, *READING):
        monkeypatch.setattr(SqliteJournal, name, stop.around(getattr(SqliteJournal, name)))
    return stop


@pytest.fixture(scope="module")
def calls(files: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many calls of the journal an undisturbed run takes."""
    most = 1_000_000
    with pytest.MonkeyPatch.context() as patched:
        stop = stopped(patched, most, after=False)
        run_all(tmp_path_factory.mktemp("calls") / "some.db", *files)
    return most - stop.left


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("point", range(POINTS))
def test_stopped_anywhere_and_started_again_it_comes_to_the_same(
    files: tuple[Path, ...],
    undisturbed: tuple[object, ...],
    calls: int,
    point: int,
    after: bool,
    tmp_path: Path,
) -> None:
    """TRU-13: also where the files are named in another order the second time."""
    db = tmp_path / "some.db"
    at = 1 + (calls - 1) * point // POINTS
    with pytest.MonkeyPatch.context() as patched:
        stopped(patched, at, after=after)
        assert 130 == run_all(db, *files).status
    assert 0 == run_all(db, *files[::-1]).status
    assert undisturbed == digest(db)


def test_stopped_again_and_again_it_comes_to_the_same(
    files: tuple[Path, ...], undisturbed: tuple[object, ...], tmp_path: Path
) -> None:
    """TRU-13: however little each run gets done."""
    db, status = tmp_path / "some.db", 130
    for step in range(1, 200):
        with pytest.MonkeyPatch.context() as patched:
            stopped(patched, 40 + 7 * step, after=bool(step % 2))
            status = run_all(db, *files).status
        if status == 0:
            break
    assert 0 == status
    assert undisturbed == digest(db)


@pytest.mark.parametrize("name", ["run", "tick"])
def test_a_present_too_far_ahead_is_refused_unless_it_is_forced(
    name: str, files: tuple[Path, ...], tmp_path: Path
) -> None:
    """TRU-13: a mistyped year blocks nobody's service; `--jump` says that it is meant."""
    db = tmp_path / "some.db"
    run_all(db, *files)
    before = digest(db)
    given = (*files, "--data", DATA) if name == "run" else ()
    far = (name, *given, "--db", db, "--now", "2099-03-01T00:00:00-05:00")
    refused = command(*far)
    assert (2, "") == (refused.status, refused.out)
    assert "more than 45 days beyond" in refused.err
    assert refused.err.endswith("[desk.jump]\n")
    assert before == digest(db)
    assert 0 == command(*far, "--jump").status
    assert before != digest(db)


def test_a_line_that_is_refused_at_the_door_moves_no_time(tmp_path: Path) -> None:
    """TRU-13: it is never answered, so it would let time pass whenever it is given again."""
    first = lines_of("O-6031")[0]
    later = changed(first, id="tell:x", case="O-2", at="2024-02-15T10:00:00-05:00")
    db = tmp_path / "some.db"
    assert 1 == run_all(db, written(tmp_path / "both.jsonl", [first, later]), options=()).status
    with SqliteJournal(db) as journal:
        assert datetime.fromisoformat(json.loads(first)["at"]) == journal.reached()


def test_lines_that_stand_in_both_files_change_no_order(tmp_path: Path) -> None:
    """TRU-13: who has the same line twice is followed by the others in any order of the files."""
    same, *others = (
        changed(line, at="2024-02-05T10:00:00-05:00", id=f"c-{n}", case=f"O-{n}")
        for n, line in zip((9, 1, 2), [lines_of("O-6031")[0]] * 3, strict=True)
    )
    files = [written(tmp_path / f"{n}.jsonl", [same, other]) for n, other in enumerate(others)]
    left = []
    for number, order in enumerate((files, files[::-1])):
        db = tmp_path / f"{number}.db"
        assert 0 == run_all(db, *order).status
        with SqliteJournal(db) as journal:
            left.append([(event.case, event.type) for event in journal.events()])
    assert left[0] == left[1]
