"""Rows of all that leaves a store: one source, each row once however often it is interrupted."""

import json
from collections import Counter
from contextlib import AbstractContextManager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from order_to_cash import Desk
from order_to_cash.analytics.rows import TABLES, Row, export, frame_of, reading, rows_of
from order_to_cash.analytics.rows.export import alone
from order_to_cash.desk.cases import event_of
from order_to_cash.domain.core import Decision, InvalidDocument, InvalidValue, PortError
from order_to_cash.embedded import open_desk
from order_to_cash.ports.journal import Recorded
from tests.cli.commands import DATA, command, lines_of, run, written

CASES = ("O-6020", "O-3010", "O-4030", "O-6040")
SECRETS = ("Calle de ejemplo", "example.com", "Receptor")


def store(folder: Path, *cases: str) -> Path:
    """A file in which these orders of the example were played."""
    file = written(folder / "some.jsonl", lines_of(*cases))
    assert 2 > run(file, folder / "some.db").status  # lines that are bad are so on purpose
    return folder / "some.db"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with orders that were invoiced, paid, dunned and overridden."""
    return store(tmp_path_factory.mktemp("rows"), *CASES)


def opened(db: Path) -> AbstractContextManager[Desk]:
    """The desk on the file."""
    return open_desk(db, operator="peru", read_only=True)


def of(rows: list[Row], table: str) -> list[dict[str, Any]]:
    """The rows of a table."""
    return [dict(row.values) for row in rows if row.table == table]


def read(folder: Path) -> dict[str, list[str]]:
    """Every line of a folder, by table, of the files that its cursor counts."""
    counted = json.loads((folder / "cursor.json").read_text(encoding="utf-8"))["files"]
    return {
        table: [
            line
            for number in range(1, counted + 1)
            for line in (folder / table / f"{number:06}.jsonl")
            .read_text(encoding="utf-8")
            .splitlines()
        ]
        for table in TABLES
    }


def test_every_event_and_every_finding_is_a_row(db: Path) -> None:
    """As many as the histories have, by a second count over the cases."""
    with opened(db) as desk:
        rows = list(rows_of(desk))
        happened = [
            (listed.process, listed.case, each.version, each.event)
            for listed in desk.journal.cases()
            for each in desk.history(listed.process, listed.case)
        ]
    events = of(rows, "events")
    assert sorted((p, c, v) for p, c, v, _ in happened) == sorted(
        (row["process"], row["case"], row["version"]) for row in events
    )
    found: Counter[str] = Counter()
    for *_, event in happened:
        held = [getattr(event, name, None) for name in type(event).__slots__]
        decided = [
            value if isinstance(value, Decision) else getattr(value, "decision", None)
            for value in held
        ]
        found.update(f.rule for d in decided if isinstance(d, Decision) for f in d.findings)
    assert found == Counter(row["rule"] for row in of(rows, "findings"))


def test_a_finding_has_its_values_under_their_names(db: Path) -> None:
    """The override of the example: 15000.00 were needed of a limit of 12000.00."""
    with opened(db) as desk:
        rows = of(list(rows_of(desk, "findings")), "findings")
    limits = [row for row in rows if row["rule"] == "credit.limit" and row["verdict"] == "fail"]
    assert limits
    assert {"exposure", "amount", "limit"} <= limits[0]["values"].keys()
    assert any(row["overridden"] for row in rows)


def test_invoices_and_payments_add_up_to_the_receivables(db: Path) -> None:
    """What is invoiced and what is paid, by invoice, is what the state of each receivable says."""
    with opened(db) as desk:
        rows = list(rows_of(desk, "invoices", "payments"))
        states = {
            listed.case: desk.state("receivable", listed.case)
            for listed in desk.journal.cases(process="receivable")
        }
    paid: dict[str, Decimal] = dict.fromkeys(states, Decimal(0))
    for row in of(rows, "payments"):
        paid[row["case"]] += Decimal(row["amount"])
    owed = {row["case"]: (row["invoice"], row["total"]) for row in of(rows, "invoices")}
    assert owed == {
        case: (state.invoice, state.owed.totals.total.amount) for case, state in states.items()
    }
    assert paid == {case: Decimal(state.owed.paid.amount) for case, state in states.items()}


def test_dunning_is_a_row_a_level(db: Path) -> None:
    """Every level that was told, with what was past due and since how many days."""
    with opened(db) as desk:
        rows = of(list(rows_of(desk, "dunning")), "dunning")
    assert rows
    assert all(row["days"] > 0 and Decimal(row["amount"]) > 0 for row in rows)


@pytest.mark.parametrize("name", ["polars", "pandas"])
def test_rows_become_a_frame_of_the_engine_at_hand(db: Path, name: str) -> None:
    """With the columns of the table, exact amounts and instants in UTC."""
    with opened(db) as desk:
        rows = list(rows_of(desk))
    for table in TABLES:
        frame = frame_of(rows, table, name)
        assert [*TABLES[table]] == list(frame.columns)
        assert len(of(rows, table)) == len(frame)
    totals = [Decimal(str(total)) for total in frame_of(rows, "invoices", name)["total"]]
    assert sum(totals) == sum(Decimal(row["total"]) for row in of(rows, "invoices"))


def test_nobody_is_named_unless_it_is_asked_for(db: Path, tmp_path: Path) -> None:
    """Personal data is left out, in rows and files; with `--personal` it is there."""
    assert 0 == command("export", "--db", db, "--to", tmp_path / "a").status
    assert 0 == command("export", "--db", db, "--to", tmp_path / "b", "--personal").status
    without, with_them = (
        "".join(line for lines in read(tmp_path / name).values() for line in lines) for name in "ab"
    )
    assert [] == [secret for secret in SECRETS if secret in without]
    assert [secret for secret in SECRETS if secret in with_them]


def test_a_folder_is_gone_on_with_where_it_ended(tmp_path: Path) -> None:
    """Exported in parts, between the orders, it has what one export at the end has."""
    folder = tmp_path / "parts"
    for number, case in enumerate(CASES):
        file = written(tmp_path / f"{number}.jsonl", lines_of(case))
        assert 2 > run(file, tmp_path / "some.db").status
        assert 0 == command("export", "--db", tmp_path / "some.db", "--to", folder).status
    again = command("export", "--db", tmp_path / "some.db", "--to", folder).out
    assert again.startswith("events: 0\n")
    assert 0 == command("export", "--db", tmp_path / "some.db", "--to", tmp_path / "one").status
    assert read(tmp_path / "one") == read(folder)


@pytest.mark.parametrize("steps", range(7))
def test_an_interrupted_export_repeats_nothing(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """Killed before any of its files takes its place, it is done again, and each row is there once.

    Five files, then the cursor; the seventh time nothing is in the way.
    """
    moved, move = 0, Path.replace

    def killed(path: Path, target: Path) -> Path:
        nonlocal moved
        if moved == steps:
            raise KeyboardInterrupt
        moved += 1
        return move(path, target)

    folder = tmp_path / "out"
    with opened(db) as desk:
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", killed)
            try:
                export(desk, folder)
            except KeyboardInterrupt:
                assert not (folder / "cursor.json").exists()
        export(desk, folder)
        export(desk, tmp_path / "whole")
    assert read(tmp_path / "whole") == read(folder)


def test_a_cursor_begins_a_new_folder_later(db: Path, tmp_path: Path) -> None:
    """`--since` leaves out what was before; from the last cursor on there is nothing."""
    with opened(db) as desk:
        rows = list(rows_of(desk, "events"))
        middle = rows[len(rows) // 2].cursor
        export(desk, tmp_path / "late", "events", since=middle)
        assert () == tuple(rows_of(desk, after=rows[-1].cursor))
    lines = (tmp_path / "late" / "events" / "000001.jsonl").read_text(encoding="utf-8")
    assert [row.cursor for row in rows[len(rows) // 2 + 1 :]] == [
        json.loads(line)["cursor"] for line in lines.splitlines()
    ]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--tables", "events"), "rows.other-folder"),
        (("--personal",), "rows.other-folder"),
        (("--since", "elsewhere"), "rows.other-folder"),
        (("--tables", "event"), "rows.no-table"),
    ],
)
def test_a_folder_goes_on_as_it_was_begun(
    db: Path, tmp_path: Path, options: tuple[str, ...], code: str
) -> None:
    """Other tables, another cursor or the other choice would leave a gap; nothing is written."""
    folder = tmp_path / "out"
    assert 0 == command("export", "--db", db, "--to", folder).status
    before = sorted(folder.rglob("*"))
    ended = command("export", "--db", db, "--to", folder, *options)
    assert 2 == ended.status
    assert code in ended.err
    assert before == sorted(folder.rglob("*"))


def test_two_exports_never_write_to_one_folder_at_once(db: Path, tmp_path: Path) -> None:
    """The second one is told; whoever ended, however, has let go."""
    with opened(db) as desk:

        def unreadable(_recorded: Recorded, _error: Exception) -> None:
            raise AssertionError

        with pytest.raises(InvalidValue, match="another export writes"):
            _while_writing(desk, tmp_path)
        export(desk, tmp_path, unreadable=unreadable)


def _while_writing(desk: Desk, folder: Path) -> None:
    with alone(folder):
        export(desk, folder)


def test_a_broken_cursor_is_told(db: Path, tmp_path: Path) -> None:
    """A file that does not say how far the folder is stops the export, and says what to do."""
    tmp_path.joinpath("cursor.json").write_text("{}", encoding="utf-8")
    with opened(db) as desk, pytest.raises(InvalidValue, match="put back the file"):
        export(desk, tmp_path)


def test_what_keeps_a_folder_from_being_locked_is_not_told_as_another_export(
    db: Path, tmp_path: Path
) -> None:
    """TRU-18: what stands in the way is named, and is an error of ours; so is an unread cursor."""
    (tmp_path / "folder" / ".lock").mkdir(parents=True)
    (tmp_path / "file").mkdir()
    (tmp_path / "file" / ".lock").write_bytes(b"something else" * 1_000)
    (tmp_path / "unread" / "cursor.json").mkdir(parents=True)
    codes = {"folder": "rows.no-lock", "file": "rows.no-lock", "unread": "rows.unread-folder"}
    with opened(db) as desk:
        for name, code in codes.items():
            with pytest.raises(PortError) as raised:
                export(desk, tmp_path / name)
            assert code == raised.value.code


def test_a_case_that_stands_still_is_told_as_any_other(tmp_path: Path) -> None:
    """FUL-06: that somebody was told of a blocked invoice changes nothing in it."""
    db = store(tmp_path, "O-6031")
    for day in ("02-07", "02-20", "04-01"):
        now = ("--now", f"2024-{day}T12:00:00Z")
        assert 0 == command("tick", "--db", db, "--data", DATA, *now).status
    with opened(db) as desk:
        rows = list(rows_of(desk))
        history = desk.history("receivable", "order/O-6031")
    told = [row["version"] for row in of(rows, "events") if row["type"] == "wait_told"]
    assert history[-1].version in told
    assert "ServiceBlocked" in [type(each.event).__name__ for each in history]


def test_an_event_that_cannot_be_read_stops_nobody(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named on standard error, the others are written, and the status says so."""

    def broken(wire: Any, recorded: Recorded) -> Any:
        if (recorded.case, recorded.version) == ("O-3010", 1):
            raise InvalidDocument("it is no document; restore it", code="wire.broken")
        return event_of(wire, recorded)

    monkeypatch.setattr(reading, "event_of", broken)
    ended = command("export", "--db", db, "--to", tmp_path)
    assert 1 == ended.status
    assert "order/O-3010, event 1, is left out: it is no document" in ended.err
    rows = [json.loads(line) for line in read(tmp_path)["events"]]
    assert ("O-3010", 1) not in {(row["case"], row["version"]) for row in rows}
    assert ("O-3010", 2) in {(row["case"], row["version"]) for row in rows}


def test_only_a_page_is_read_ahead(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory does not grow with the journal: the first row needs one page of events, not all."""
    monkeypatch.setattr(reading, "PAGE", 2)
    with opened(db) as desk:
        asked: list[str] = []
        events = type(desk.journal).events

        def counted(journal: Any, *, after: str = "", limit: int = 1000) -> Any:
            asked.append(after)
            return events(journal, after=after, limit=limit)

        monkeypatch.setattr(type(desk.journal), "events", counted)
        next(rows_of(desk, "events"))
    assert [""] == asked
