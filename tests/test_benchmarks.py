"""The benchmarks measure what they say: every piece of work ends in the right state."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, nullcontext
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

import attrs
import pytest
from attrs import evolve

from benchmarks import (
    cases,
    decision,
    desk,
    growth,
    imports,
    indicators,
    indicators_by_hand,
    machinery,
    memory,
    order,
    plain_wire,
    raw_sqlite,
    wire,
    workers,
)
from benchmarks.__main__ import SUBJECTS
from benchmarks.measure import Probe, Ratio, Subject, in_fresh_process, measured
from benchmarks.peers import checks
from benchmarks.same_work.commands import through
from benchmarks.table import BEGIN, END, of_subject, put_into, put_table
from order_to_cash.analytics.records import read_requests
from order_to_cash.audit import check
from order_to_cash.domain.core import Verdict
from order_to_cash.domain.order import OrderRequest, Stage
from order_to_cash.embedded import open_desk
from order_to_cash.operators.peru import PERU, sol
from order_to_cash.ports.digest import digest_of

TABLES = ("case_head", "snapshot", "event", "answer", "message")


def stored(path: Path) -> dict[str, list[Any]]:
    """Everything in a file, table by table."""
    with closing(sqlite3.connect(path)) as connection:
        return {t: connection.execute(f"SELECT * FROM {t}").fetchall() for t in TABLES}  # noqa: S608


def test_both_orders_are_delivered_for_the_same_amount() -> None:
    """The order through the library and the plain one end alike."""
    library, plain = order.through_step(), order.through_plain()
    assert Stage.COMPLETED is library.stage
    assert "completed" == plain.stage
    assert sol("118.00") == library.priced
    assert 118_00 == plain.total


def test_the_machinery_alone_delivers_the_order() -> None:
    """Eight commands and one event more, by the table, with the amounts of the plain class."""
    made = machinery.once()
    assert machinery.Stage.COMPLETED is made.stage
    assert (118_00, "completed") == (made.plain.total, made.plain.stage)
    assert 9 == made.steps


def test_all_fifteen_rules_apply_and_pass() -> None:
    """The decision that is timed stops nowhere and skips nothing."""
    findings = decision.decided().findings
    assert 15 == len(findings)
    assert {(Verdict.PASS, True)} == {(f.verdict, f.applies) for f in findings}
    assert decision.allowed()
    assert 1 + len(findings) == len(decision.sentences())


@pytest.mark.parametrize("missing", ["items", "zone", "payment", "delivery", "address", "contact"])
def test_the_plain_ifs_miss_nothing(missing: str) -> None:
    """What is missing in a request is noticed by the plain ifs as well as by the rules."""
    nothing: Any = () if missing == "items" else None
    request: OrderRequest = evolve(order.REQUEST, **{missing: nothing})
    assert not decision.INTAKE.decide(request).allows
    assert not decision.plainly(request, order.PARTY, order.PHONE, decision.STOCK)


def test_code_by_hand_reads_and_writes_the_same() -> None:
    """The wire and the code by hand agree on one envelope and its text."""
    assert wire.ENVELOPE == wire.WIRE.load_envelope(wire.TEXT)
    assert wire.ENVELOPE == plain_wire.trusting(wire.TEXT)
    assert wire.ENVELOPE == plain_wire.strict(wire.TEXT)
    assert wire.TEXT == plain_wire.dumped(wire.ENVELOPE)
    assert wire.TEXT == plain_wire.strictly_dumped(wire.ENVELOPE)


def test_bare_calls_store_what_a_desk_stores(tmp_path: Path) -> None:
    """One by one, in batches and by bare calls, the same rows are in the file."""
    envelopes = desk.commands(3)
    with closing(raw_sqlite.opened(tmp_path / "bare")) as connection:
        raw_sqlite.store(connection, desk.written(envelopes))
    gives: dict[str, Callable[..., None]] = {"one": desk.one_by_one, "all": desk.by_the_hundred}
    for name, give in gives.items():
        with open_desk(tmp_path / name, operator=PERU) as opened:
            give(desk.behind_the_door(opened), envelopes)
            assert Stage.COMPLETED is opened.state("order", "O-2").stage
        assert stored(tmp_path / "bare") == stored(tmp_path / name)


def test_copied_cases_are_true_ones(tmp_path: Path) -> None:
    """TRU-19: what work is measured beside can be read, fits its marks, and breaks no promise."""
    with open_desk(tmp_path / "store.db", operator=PERU) as opened:
        cases.fill(opened, 40)
        marks = opened.journal.marks()
        assert 40 == len(marks)
        for mark in marks:
            history = opened.journal.history(mark.process, mark.case)
            assert (mark.events, mark.digest) == (len(history), digest_of(history))
            assert Stage.RECEIVED is opened.state("order", mark.case).stage
        assert [] == [law for law in check(opened) if law.problems]
        assert () == opened.journal.waiting(workers.AT)
        assert 40 == len(opened.journal.waiting(cases.EVER))


def test_work_beside_many_cases_is_work() -> None:
    """TRU-19: each kind of work that is measured is there, and took some time."""
    found = cases.found("sqlite", 60)
    assert {*cases.WORK, "report"} == found.keys()
    assert all(seconds > 0 for seconds in found.values())


def test_a_refused_command_is_not_measured() -> None:
    """Refusals are cheap: a benchmark of them says nothing."""
    with open_desk(":memory:", operator=PERU) as opened, pytest.raises(TypeError):
        desk.one_by_one(desk.behind_the_door(opened), desk.commands(1)[1:])


def test_traffic_leaves_an_account_as_it_was() -> None:
    """Orders that come and go leave those open that were, an event for each command."""
    with open_desk(":memory:", operator=PERU) as opened:
        carrier = desk.behind_the_door(opened)
        going = growth.grow(carrier, 3, 4)
        account = opened.state("credit_account", growth.ACCOUNT)
        before = opened.journal.read("credit_account", growth.ACCOUNT).version
        desk.one_by_one(carrier, islice(going, 6))
        assert 3 == len(account.obligations)
        assert account == opened.state("credit_account", growth.ACCOUNT)
        assert before + 6 == opened.journal.read("credit_account", growth.ACCOUNT).version


def test_workers_deliver_every_message_once(monkeypatch: pytest.MonkeyPatch, postgres: str) -> None:
    """However many share them, the orders of the benchmark come to where they are paid."""
    monkeypatch.setattr(workers, "server", lambda _delay: nullcontext(postgres))
    _, messages = workers.delivered(2, 0, 6)
    assert 6 * 6 == messages
    with open_desk(postgres, operator=PERU) as opened:
        stages = {opened.state("order", f"O-{n}").stage for n in range(6)}
    assert {Stage.IN_VALIDATION} == stages


def test_a_run_rejects_the_orders_of_the_memory_benchmark(tmp_path: Path) -> None:
    """Every envelope of the file goes all the way to its rejection."""
    with open_desk(memory.run(tmp_path, 2), operator=PERU) as opened:
        stages = {opened.state("order", f"O-{n}").stage for n in range(2)}
    assert {Stage.REJECTED} == stages


def test_every_way_to_the_indicators_counts_the_same(tmp_path: Path) -> None:
    """Objects, columns, the experts' expressions, the user's, and the command: one answer."""
    records = 3_000
    report = indicators.over_objects(records)
    expected = {group.key: attrs.astuple(group.attendance)[:6] for group in report.groups}
    assert 150 < len(expected) < 240
    assert all(any(counts[place] for counts in expected.values()) for place in range(5))
    assert not any(group.attendance.lost for group in report.groups)
    polars, pandas = indicators.in_polars(records), indicators.in_pandas(records)
    at, zone = indicators.as_of(records), indicators.ZONE
    assert report == indicators.over_columns(polars, records)
    assert report == indicators.over_columns(pandas, records)
    names = ("month", "channel", *indicators_by_hand.COUNTS)
    by_hand = indicators_by_hand.in_polars(polars, at).select(names).rows()
    assert expected == {tuple(row[:2]): tuple(row[2:]) for row in by_hand}
    for table in (
        indicators_by_hand.in_pandas(pandas, at),
        indicators_by_hand.as_a_user(pandas, at, zone),
    ):
        assert expected == {row[0]: tuple(map(int, row[1:])) for row in table.itertuples()}
    indicators.written(tmp_path / "records.csv", records)
    with (tmp_path / "records.csv").open("rb") as stream:
        read = [each.request for each in read_requests(stream)]
    assert list(indicators.objects(records)) == read


def test_a_fresh_process_finds_a_figure() -> None:
    """A probe runs on its own, here with nothing imported before."""
    assert in_fresh_process(imports.LIBRARY, {}) > 0


@pytest.mark.parametrize("subject", SUBJECTS.values(), ids=SUBJECTS)
def test_every_probe_exists(subject: Subject) -> None:
    """What a table names can be run; for peers, which may be absent, its module is there."""
    for probe in subject.probes:
        module, name, *_ = probe.function.split(":")
        assert find_spec(module) is not None
        assert probe.peer or callable(getattr(import_module(module), name))


def test_a_peer_that_is_absent_is_named() -> None:
    """A row whose peer could not be installed says so in place of figures."""
    probe = Probe("a", "benchmarks.imports:front_door", "absent")
    subject = Subject("title", "note", (Ratio("what", probe, probe, at_most=2),), processes=1)
    assert {} == measured(subject, {})
    assert "| what | not installed here | at most 2 |  |  |  |" in tuple(
        of_subject(subject, {}, "where")
    )


@pytest.mark.parametrize(("above", "reached"), [(1.9, "yes"), (2.0, "yes"), (2.1, "**no**")])
def test_a_row_says_whether_its_goal_is_reached(above: float, reached: str) -> None:
    """A goal is reached up to the very figure that it names."""
    top, bottom = Probe("a", "a"), Probe("b", "b")
    subject = Subject("title", "note", (Ratio("what", top, bottom, at_most=2),))
    row = tuple(of_subject(subject, {top: above * 1e-6, bottom: 1e-6}, "where"))[-2]
    assert f"| what | {above:.2f} | at most 2 | {reached} | {above} µs | 1.0 µs |" == row


def test_only_what_stands_between_the_markers_is_replaced(tmp_path: Path) -> None:
    """Writing the tables twice leaves the rest of the page as it was."""
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    for _ in range(2):
        put_into(page, ["new"])
        written = page.read_text(encoding="utf-8")
        assert f"before\n{BEGIN}\n\nnew\n{END}\nafter\n" == written


def test_one_table_is_replaced_or_added_beside_the_others(tmp_path: Path) -> None:
    """A table that was measured by itself takes its own place; what is around it stays."""
    page = tmp_path / "page.md"
    old = "## One\n\nold\n\n## Two\n\nold\n"
    page.write_text(f"before\n{BEGIN}\n\n{old}\n{END}\nafter\n", encoding="utf-8")
    for title in ("One", "Two", "Three", "One"):
        put_table(page, Subject(title, "note", ()), (f"## {title}", "", f"new {title}", ""))
    tables = "\n".join(f"## {title}\n\nnew {title}\n" for title in ("One", "Two", "Three"))
    expected = f"before\n{BEGIN}\n\n{tables}\n{END}\nafter\n"
    assert expected == page.read_text(encoding="utf-8")


def test_a_peer_at_equal_answers_gives_every_answer() -> None:
    """What a peer carries out for each step are the events and messages of its command."""
    model = checks.Answered()
    order.walk(model)
    _, told = through(order.JOURNEY)
    assert ("completed", told) == (model.stage, model.told)
