"""`run`: lines go in, a report comes out, and the same again changes nothing."""

import json
import os
import sys
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from order_to_cash.cli.lines import LONGEST, Line, lines
from order_to_cash.cli.progress import CLEAR, Progress
from order_to_cash.cli.run import Run, Source, pass_through
from order_to_cash.cli.tally import SHOWN
from order_to_cash.desk import Desk
from order_to_cash.domain.core import Currency, Money
from order_to_cash.embedded import open_desk
from tests.cli.commands import (
    DATA,
    ORDERS,
    PERUVIAN,
    changed,
    command,
    digest,
    lines_of,
    run,
    section,
    written,
)

DISPUTED, PART_CANCELLED, NEVER_PAID = "O-6040", "O-5030", "O-6031"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that the whole example was run into."""
    db = tmp_path_factory.mktemp("whole") / "peru.db"
    assert 1 == run(ORDERS, db, "--quiet").status
    return db


def test_three_cases_are_what_a_hand_count_says(tmp_path: Path) -> None:
    """The report on three cases is what following their lines by hand comes to.

    O-6040, disputed: fibre 67.71, television 50.76 and a decoder 127.12 are 245.59 net. Tax of
    18 % is 44.2062, rounded 44.21; together 289.80. All is delivered on 20 January on net-15, so
    4 February is the last day. The dispute of 31 January ends on 10 February with 80.00 credited;
    209.80 are paid on 11 February, and 289.80 = 209.80 + 80.00.

    O-5030, cancelled in part: a router 210.17 and fibre 84.66 are 294.83 net, with tax 53.0694
    together 347.90, paid up front. Only the router is delivered: 210.17 and 37.83 are 248.00, so
    99.90 stay as credit of the account.

    O-6031, never paid: a phone 279.66 and 50.34 are 330.00, delivered on 18 January on net-7, so
    due on 25 January. The reminder comes on the 26th; the promise until 31 January is broken; on
    10 February, 16 days past due, the second alert and the block have come.

    Invoiced 289.80 + 248.00 + 330.00 = 867.80; collected 209.80 + 248.00 = 457.80.
    """
    file = written(tmp_path / "three.jsonl", lines_of(DISPUTED, PART_CANCELLED, NEVER_PAID))
    report = run(file, tmp_path / "three.db")
    assert 0 == report.status
    assert [
        "22 read",
        "20 accepted",
        "2 refused",
        "0 bad",
        "0 of these answered before",
    ] == section(report.out, "Lines")
    assert [
        "2 order: completed",
        "1 order: partly completed",
        "2 credit account: active",
        "1 receivable: service blocked",
        "2 receivable: settled",
        "2 payment: placed",
    ] == section(report.out, "Cases")
    assert [
        "867.80 PEN invoiced",
        "457.80 PEN collected",
        "80.00 PEN credited",
        "330.00 PEN outstanding",
        "330.00 PEN overdue",
        "99.90 PEN unallocated",
    ] == section(report.out, "Amounts as of 2024-02-11 09:00 (America/Lima)")


def test_the_three_cases_end_the_same_among_all_others(whole: Path) -> None:
    """In the whole example the three cases come to what the hand count says of them."""

    def pen(amount: str) -> Money:
        return Money.of(amount, Currency.PEN)

    with open_desk(whole, operator="peru") as desk:
        disputed, part, unpaid = (
            desk.state("receivable", f"order/{case}").owed
            for case in (DISPUTED, PART_CANCELLED, NEVER_PAID)
        )
    assert (pen("289.80"), pen("209.80"), pen("80.00")) == (
        disputed.totals.total,
        disputed.paid,
        disputed.credited,
    )
    assert (pen("248.00"), pen("248.00")) == (part.totals.total, part.paid)
    assert (pen("330.00"), pen("330.00")) == (unpaid.totals.total, unpaid.outstanding)


def test_the_same_file_again_changes_nothing(whole: Path) -> None:
    """A second run adds no event and no message, and its report differs in one line only."""
    before = digest(whole)
    second, third = run(ORDERS, whole), run(ORDERS, whole)
    assert before == digest(whole)
    assert second == third
    counts = section(second.out, "Lines")
    assert counts[1].split()[0] == str(int(counts[4].split()[0]) - int(counts[2].split()[0]))


def test_the_report_of_a_repeated_run_says_the_same(tmp_path: Path) -> None:
    """Only the count of lines that were answered before tells the second report from the first."""
    file, db = written(tmp_path / "some.jsonl", lines_of(DISPUTED)), tmp_path / "some.db"
    first, second = run(file, db).out, run(file, db).out
    differing = [
        (a.split()[0], b.split()[0])
        for a, b in zip(first.splitlines(), second.splitlines(), strict=True)
        if a != b
    ]
    assert [("0", "12")] == differing


def test_bad_lines_are_named_and_the_good_ones_go_on(tmp_path: Path) -> None:
    """Each bad line is told with its number, place and advice, and status 1 says that some were."""
    good = lines_of("O-2001")
    placed = json.loads(good[0])["command"]
    other = {**placed, "request": {**placed["request"], "zone": "CUS-CERCADO"}}
    text = [
        good[0][:80],
        changed(good[0], id="B-1", at="2024-01-15T09:40:00"),
        "",
        changed(good[0], id="B-2", priority="high"),
        *good,
        changed(good[0], command=other),
        changed(good[0], id="B-3", at="2124-01-15T09:40:00-05:00"),
        changed(good[0], id="answer:1"),
        changed(good[0], id="B-4", case="A-D001", process="receivable", command={"type": "boil"}),
    ]
    file = written(tmp_path / "some.jsonl", text)
    ended = run(file, tmp_path / "some.db")
    assert 1 == ended.status
    told = [line.removeprefix(f"{file}:") for line in ended.err.splitlines()]
    assert [
        ("1", "wire.not-json"),
        ("2", "time.not-an-instant"),
        ("4", "wire.unknown-key"),
        ("6", "desk.idempotency-conflict"),
        ("7", "run.in-the-future"),
        ("8", "desk.reserved-id"),
        ("9", "wire.unknown-type"),
    ] == [(line.split(":")[0], line.rpartition("[")[2].rstrip("]")) for line in told]
    assert "4: priority: this key is not known here; remove it [wire.unknown-key]" in told
    assert ["8 read", "1 accepted", "0 refused", "7 bad"] == section(ended.out, "Lines")[:4]
    assert ["1 order: rejected"] == section(ended.out, "Cases")


def test_the_same_id_in_another_process_is_another_case(tmp_path: Path) -> None:
    """A command of one process under the id of another's case finds a case nobody wrote to."""
    order = lines_of("O-6031")
    dispute = next(line for line in lines_of("O-6040") if "open_dispute" in line)
    stray = changed(dispute, id="S-1", case="O-6031")
    ended = run(written(tmp_path / "some.jsonl", [*order, stray]), tmp_path / "some.db")
    assert (0, "") == (ended.status, ended.err)
    assert "1 process.unknown-case" in section(ended.out, "Refused commands: 1")


def test_a_line_at_this_instant_is_not_in_the_future(tmp_path: Path) -> None:
    """A line is bad only if it is later than now, by however little."""
    file = written(tmp_path / "one.jsonl", lines_of("O-2001"))
    at = "2024-01-15T09:40:00-05:00"
    assert 0 == run(file, tmp_path / "a.db", "--now", at).status
    assert 1 == run(file, tmp_path / "b.db", "--now", "2024-01-15T09:39:59.999999-05:00").status


def test_time_passes_up_to_now_if_it_is_given(tmp_path: Path) -> None:
    """With `--now` what falls due after the last line happens too, and is reported as of then."""
    file = written(tmp_path / "one.jsonl", lines_of(NEVER_PAID))
    without = run(file, tmp_path / "a.db").out
    db = tmp_path / "b.db"
    told = run(file, db, "--now", "2024-02-07T00:00:00-05:00").out
    later = run(file, db, "--now", "2024-02-09T00:00:00-05:00").out
    assert "1 receivable: issued" in section(told, "Cases")
    assert "1 receivable: issued" in section(without, "Cases")
    assert "1 receivable: service blocked" in section(later, "Cases")
    assert "330.00 PEN overdue" in section(later, "Amounts as of 2024-02-09 00:00")


def test_standard_input_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash stands for standard input."""
    text = "\n".join(lines_of("O-2001")).encode()
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(text)))
    assert "1 read" in section(run(Path("-"), tmp_path / "some.db").out, "Lines")


def test_quiet_says_nothing_but_bad_lines(tmp_path: Path) -> None:
    """With `--quiet` there is no report, and bad lines are still told."""
    file = written(tmp_path / "some.jsonl", [*lines_of("O-2001"), "{"])
    ended = run(file, tmp_path / "some.db", "--quiet")
    assert (1, "", 1) == (ended.status, ended.out, len(ended.err.splitlines()))


def test_without_data_questions_wait(tmp_path: Path) -> None:
    """An order that nobody could check yet is neither passed nor failed, and goes on later."""
    file, db = written(tmp_path / "some.jsonl", lines_of("O-2001")), tmp_path / "some.db"
    assert "1 order: received" in section(command("run", file, "--db", db, *PERUVIAN).out, "Cases")
    later = ("--now", "2024-01-16T00:00:00-05:00")
    ended = command("tick", "--db", db, "--data", DATA, *later)
    assert (0, "0 cases were due; messages: 4 delivered, 0 postponed, 0 parked\n", "") == ended


def test_the_report_speaks_spanish(tmp_path: Path) -> None:
    """With `--language es` every word of the report is Spanish."""
    file = written(tmp_path / "some.jsonl", lines_of("O-2001", "O-3010"))
    out = run(file, tmp_path / "some.db", "--language", "es").out
    assert "1 pedido: rechazado" in section(out, "Casos")
    assert "O-2001: D-099 no está registrada; regístrela primero [party.registered]" in section(
        out, "Casos rechazados: 1"
    )
    assert "3299.99" not in section(out, "Montos al 2024-02-18")[0]


def test_long_lists_are_counted_not_shown(tmp_path: Path) -> None:
    """Of many refusals the first are listed, and all are counted by their reason."""
    order = lines_of("O-6031")
    again = [changed(order[-1], id=f"R-{n}", role="warehouse") for n in range(SHOWN + 3)]
    out = run(written(tmp_path / "many.jsonl", [*order, *again]), tmp_path / "many.db").out
    listed = section(out, f"Refused commands: {SHOWN + 3}")
    assert "and 3 more" == listed[SHOWN]
    assert f"{SHOWN + 3} process.wrong-role" == listed[-1]


@pytest.mark.parametrize("stop", [0, 1, 2, 3, 20, 41, 42, 44])
def test_an_interrupted_run_goes_on(
    stop: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Interrupted between a command and its messages, the same run again ends as if nothing was."""
    file = written(tmp_path / "some.jsonl", lines_of(DISPUTED, PART_CANCELLED, NEVER_PAID))
    db, undisturbed = tmp_path / "some.db", tmp_path / "other.db"
    assert 0 == run(file, undisturbed, "--quiet").status
    deliver, calls = Desk._deliver, iter(range(1_000))

    def interrupted(desk: Desk, now: datetime, most: int | None = None) -> object:
        if next(calls) == stop:
            raise KeyboardInterrupt
        return deliver(desk, now, most)

    with monkeypatch.context() as patched:
        patched.setattr(Desk, "_deliver", interrupted)
        ended = run(file, db)
    assert 130 == ended.status
    assert "order-to-cash: interrupted" in ended.err.splitlines()[-1]
    assert 0 == run(file, db, "--quiet").status
    assert digest(undisturbed) == digest(db)


def test_a_line_that_is_too_long_is_refused_without_being_read() -> None:
    """Of an endless line only as much is kept as the wire needs to refuse it."""
    stream = BytesIO(b"x" * (3 * LONGEST) + b"\n{}\n")
    assert [LONGEST, 2] == [len(line.content) for line in lines(stream)]


def test_marks_blanks_and_a_missing_end_do_no_harm() -> None:
    """A byte order mark, empty lines, carriage returns and a last line without end are read."""
    stream = BytesIO(b"\xef\xbb\xbf{}\r\n\r\n  \n[]")
    assert [Line(1, b"{}"), Line(4, b"[]")] == list(lines(stream))


class Terminal(StringIO):
    """A stream that people watch."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "said"),
    [
        (StringIO(), "5,000 lines, 2024-02-01, 500 a second\n"),
        (Terminal(), f"{CLEAR}5,000 lines, 2024-02-01, 500 a second{CLEAR}"),
    ],
)
def test_progress_is_a_sign_of_life(
    stream: StringIO, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long run says every half second how far it is, on a terminal in one line."""
    clock = iter((0.1, 10.0, 10.2))
    monkeypatch.setattr("order_to_cash.cli.progress.monotonic", lambda: next(clock))
    progress = Progress(stream, True, 0.0, 0.0)
    for count in (10, 5_000, 5_001):
        progress.seen(count, datetime(2024, 2, 1, tzinfo=UTC))
    progress.clear()
    assert said == stream.getvalue()


def test_progress_is_not_shown_unasked(tmp_path: Path) -> None:
    """Where nobody watches, standard error holds bad lines alone."""
    file = written(tmp_path / "some.jsonl", lines_of("O-2001"))
    assert "" == run(file, tmp_path / "some.db").err


class Endless:
    """A file that nobody could hold in memory, read line by line."""

    def __init__(self, made: Iterator[str]) -> None:
        self.made = made

    def readline(self, _most: int) -> bytes:
        return f"{line}\n".encode() if (line := next(self.made, "")) else b""


def peak(db: Path, count: int) -> int:
    """How many bytes a run over so many lines held at most beyond what it began with."""
    order = lines_of("O-2001")[0]

    def made() -> Iterator[str]:
        for number in range(count // 3):
            yield changed(order, id=f"L-{number}", case=f"L-{number}", role="warehouse")
            yield order
            yield order[:100]

    with open_desk(db, operator="peru", data=DATA) as desk:
        going = Run(desk, datetime.now(UTC))
        first = BytesIO(order.encode())
        pass_through(going, [Source("first", first, desk.wire, going.now)])
        tracemalloc.start()
        more: Any = Endless(made())
        pass_through(going, [Source("more", more, desk.wire, going.now)])
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return held


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Three times as many lines take no more memory."""
    peak(tmp_path / "warm.db", 60)
    few, many = peak(tmp_path / "few.db", 300), peak(tmp_path / "many.db", 900)
    assert many < few + 100_000


@pytest.mark.skipif(os.environ.get("HYPOTHESIS_PROFILE") != "deep", reason="takes a minute")
def test_memory_stays_with_twenty_thousand_lines(tmp_path: Path) -> None:
    """Twenty thousand lines take no more memory than a thousand."""
    peak(tmp_path / "warm.db", 60)
    few, many = peak(tmp_path / "few.db", 1_000), peak(tmp_path / "many.db", 20_000)
    assert many < few + 100_000
