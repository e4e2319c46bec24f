"""Two packs on the commands of a store: what differs, by which rule, and what it means in money."""

from pathlib import Path
from typing import Any

import pytest

from order_to_cash import Currency, Language, open_desk
from order_to_cash.comparing import Comparison, Ended, Figure, compare, compare_commands
from order_to_cash.desk.cases import event_of
from order_to_cash.domain.core.process import fold
from order_to_cash.embedded import wire_of
from order_to_cash.operators.bolivia import BOLIVIA
from order_to_cash.operators.peru import PERU, sol
from tests.cli.commands import DATA, digest, run, section, written
from tests.comparing.packs import END, ORDERS, STRICT, at_most, good_lines, store


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of some orders."""
    return store(tmp_path_factory.mktemp("kept"))


@pytest.fixture(scope="module")
def strict(kept: Path) -> Comparison:
    """The store under its own pack and under the strict one."""
    return compare(kept, STRICT)


def figure(found: Comparison, name: Figure) -> tuple[int, int]:
    """A figure in soles under both packs, in minor units."""
    (meant,) = (m for m in found.money if m.figure is name and m.currency is Currency.PEN)
    return meant.before, meant.after


def test_a_pack_against_itself_changes_nothing(kept: Path) -> None:
    """Every case ends alike and every figure is the same, as it was in the store."""
    found = compare(kept, "peru")
    assert found.is_same
    assert (0, {}, 0, ()) == (found.changed, found.rules, found.following, found.examples)
    missed = found.unplayed
    assert ({}, 0, 0, {}, 0, 0) == (
        missed.otherwise,
        missed.anew,
        missed.going_on,
        missed.failed,
        missed.unanswered,
        missed.strays,
    )
    assert {meant.change for meant in found.money} == {0}


def test_a_declined_order_frees_credit_for_the_next(strict: Comparison) -> None:
    """O-6020 asks for too much; so nothing is past due when O-6021 comes, which is approved."""
    orders = {ended: n for ended, n in strict.ends.items() if ended.process == "order"}
    assert {
        Ended("order", "completed", "rejected"): 1,
        Ended("order", "rejected", "in_validation"): 1,
    } == orders
    by_case = {change.case: change for change in strict.examples}
    assert ("credit.order-size",) == by_case["O-6020"].rules
    assert ("credit.past-due",) == by_case["O-6021"].rules
    decision = by_case["O-6021"].after
    assert decision is not None
    assert decision.allows


def test_what_follows_is_told_apart(strict: Comparison) -> None:
    """The invoice of an order that was declined is not there, by no decision of its own."""
    gone = {ended: n for ended, n in strict.ends.items() if ended.process == "receivable"}
    assert {Ended("receivable", "settled", ""): 1} == gone
    assert {"credit.order-size": 1, "credit.past-due": 1} == strict.rules
    assert strict.changed - 2 == strict.following == 3


def test_money_is_that_of_the_report(kept: Path, strict: Comparison) -> None:
    """What the store's own pack comes to is what `run` reports of the same lines, to the cent."""
    lines = written(kept.parent / "again.jsonl", good_lines(*ORDERS))
    report = run(lines, kept.parent / "again.db", "--now", END).out
    told = dict(line.split(" PEN ")[::-1] for line in section(report, "Amounts"))
    for name in (Figure.INVOICED, Figure.COLLECTED, Figure.CREDITED, Figure.OVERDUE):
        assert sol(told[name.value]).minor == figure(strict, name)[0]


def test_money_is_less_by_what_was_declined(strict: Comparison) -> None:
    """Ten phones of 330.00 were invoiced, paid late, and blocked the service for a day."""
    for name in (Figure.INVOICED, Figure.COLLECTED):
        before, after = figure(strict, name)
        assert before - after == sol("3300.00").minor
    assert (1, 0) == strict.blocked


def test_the_peak_is_that_of_a_second_reckoning(kept: Path, strict: Comparison) -> None:
    """The exposure of all accounts after every event, summed anew each time, has the same peak."""
    sums: dict[str, int] = {}
    peak = 0
    with open_desk(kept, read_only=True) as desk:
        account = desk.operator.by_name["credit_account"]
        states = dict[str, Any]()
        for event in desk.journal.events(limit=100_000):
            if event.process == account.name:
                made = event_of(desk.wire, event)
                states[event.case] = fold(account, states.get(event.case, account.initial), (made,))
                sums[event.case] = states[event.case].exposure.exact
                peak = max(peak, sum(sums.values()))
    assert (peak, peak) == (figure(strict, Figure.PEAK_EXPOSURE)[0], max(strict.curves[0].before))


def test_people_would_have_acted_otherwise(strict: Comparison) -> None:
    """What was delivered and paid of a declined order cannot be: it is counted, by why."""
    assert {"process.wrong-stage": 2} == strict.unplayed.otherwise
    assert 3 == strict.unplayed.going_on


def test_a_question_that_was_never_asked_goes_to_the_data(kept: Path, strict: Comparison) -> None:
    """Nobody asked which terms hold for O-6021: without directories it waits, and is counted."""
    assert 2 == strict.unplayed.unanswered
    found = compare(kept, STRICT, data=DATA)
    assert 0 == found.unplayed.unanswered
    assert 1 == found.ends[Ended("order", "rejected", "released")]


def test_a_store_stays_as_it_is(kept: Path) -> None:
    """It is read as of one instant, and nothing is written to it."""
    before = digest(kept)
    compare(kept, at_most("1.00"))
    assert before == digest(kept)


def test_commands_come_to_what_their_store_came_to(kept: Path) -> None:
    """The lines of the store, played from a file with the same directories, differ alike."""
    wire = wire_of(PERU)
    commands = [wire.load_envelope(line.encode()) for line in good_lines(*ORDERS)]
    with open_desk(kept, read_only=True) as desk:
        until = desk.journal.reached()
    found = compare_commands(commands, PERU, STRICT, data=DATA, until=until)
    kept_ones = compare(kept, STRICT, data=DATA)
    assert found.curves
    assert (kept_ones.ends, kept_ones.rules, kept_ones.money, kept_ones.blocked) == (
        found.ends,
        found.rules,
        found.money,
        found.blocked,
    )
    assert (kept_ones.curves, kept_ones.commands) == (found.curves, found.commands)
    assert None is found.unplayed.strays


def test_what_another_pack_does_not_know_is_counted(kept: Path) -> None:
    """A pack without orders carries out none of them; the orders are not there."""
    found = compare(kept, BOLIVIA)
    assert {"wire.unknown-name"} == set(found.unplayed.otherwise)
    orders = {ended for ended in found.ends if ended.process == "order"}
    assert {""} == {ended.after for ended in orders}


def test_sentences_are_in_each_language(strict: Comparison) -> None:
    """Every line is said in the words of the language, with the same figures."""
    english, spanish = strict.sentences(), strict.sentences(Language.ES)
    assert len(english) == len(spanish)
    assert "peru against strict" == english[0]
    assert "peru frente a strict" == spanish[0]
    assert not any("compare." in line for line in (*english, *spanish))
    assert repr(strict).startswith("Comparison('peru' against 'strict': ")
