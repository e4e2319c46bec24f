"""A month of the operator: its lines run, and come to what was counted by hand."""

from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from chile.pack import CHILE, peso
from chile.porting import HERE as NUMBER_HERE

from order_to_cash import Desk, Language, open_desk
from order_to_cash.cli import main
from order_to_cash.domain.trade import Notice, worded
from order_to_cash.testing import oddities

HERE = Path(__file__).parents[1]


class Ended(NamedTuple):
    """How a command ended, what it said, and its advice."""

    status: int
    out: str
    advice: str


def command(*arguments: object) -> Ended:
    """Give the command line these arguments."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        status = main([str(argument) for argument in arguments])
    return Ended(status, out.getvalue(), err.getvalue())


def run(db: Path, *options: str) -> Ended:
    """Run the lines on this file."""
    named = ("--operator", "chile.pack:CHILE", "--data", HERE / "data")
    return command("run", HERE / "orders.jsonl", "--db", db, *named, *options)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ended]:
    """The file after the run, and what the run said in Spanish."""
    db = tmp_path_factory.mktemp("chile") / "chile.db"
    return db, run(db, "--language", "es")


@pytest.fixture
def desk(ran: tuple[Path, Ended]) -> Iterator[Desk]:
    """A desk on the file."""
    with open_desk(ran[0], operator=CHILE) as opened:
        yield opened


def instructions(desk: Desk) -> Iterator[tuple[str, str]]:
    """What the technical team and the warehouse were told, and about which case."""
    fulfilment: Any = desk.world.fulfilment
    return (
        (desk.wire.type_name(type(told)), told.order) for told in fulfilment.instructions().values()
    )


def said(report: str) -> list[str]:
    """The lines of a report without the spaces that align them."""
    return [" ".join(line.split()) for line in report.splitlines()]


def test_one_line_is_bad_and_is_named(ran: tuple[Path, Ended]) -> None:
    """A peso has no cents: 83276.00 is refused where it stands, and nothing is guessed."""
    _, ended = ran
    assert 1 == ended.status
    assert "orders.jsonl:25: command.amount.amount: amounts in CLP" in ended.advice
    assert 1 == ended.advice.count("\n")


def test_the_report_comes_to_what_was_counted_by_hand(ran: tuple[Path, Ended]) -> None:
    """356,964 + 14,990 + 83,276 = 455,230 invoiced; all but 6,964 of the first are collected."""
    lines = said(ran[1].out)
    assert ["27 leídas", "24 aceptadas", "2 denegadas", "1 malas"] == lines[1:5]
    assert "455230 CLP facturado" in lines
    assert "448266 CLP cobrado" in lines
    assert "6964 CLP pendiente" in lines
    assert "8980 CLP cargado una vez, en la factura" in lines
    assert "1 portabilidad numérica: rechazada" in lines
    assert not [line for line in lines if "vencido" in line and "CLP" in line.split()[:2]]


def test_who_was_turned_down_is_told_why(ran: tuple[Path, Ended]) -> None:
    """The order by the operator's own rule of credit, the porting by its own process."""
    lines = said(ran[1].out)
    assert (
        "O-2: el pedido 713929 CLP ocupa más del 60 % de la línea, 600000 CLP; divídalo, o "
        "solicite una autorización [credit.order-share]"
    ) in lines
    assert [line for line in lines if line.startswith("PORT-2: se adeudan 12990 CLP")]


def test_the_customer_is_told_in_the_operators_own_words(desk: Desk) -> None:
    """Two numbers came over, each with the fee of its day."""
    notification: Any = desk.world.notification
    told = [n for n in notification.sent().values() if n.notice is NUMBER_HERE]
    bodies = [worded(notice, Language.ES, CHILE.words).body for notice in told]
    assert ["4990 CLP", "3990 CLP"] == [body.split("La tarifa es ")[1][:-1] for body in bodies]


def test_the_letters_of_the_month_read_as_letters(desk: Desk) -> None:
    """FUL-07: of every process, in each language, no code, no blank, no day of a machine."""
    notification: Any = desk.world.notification
    told = tuple(notification.sent().values())
    assert {NUMBER_HERE, Notice.INVOICE, Notice.CREDIT_DECLINED} <= {n.notice for n in told}
    languages = (Language.EN, Language.ES)
    assert [] == [odd for n in told for each in languages for odd in oddities(n, each, CHILE.words)]


def test_cases_end_where_their_story_leads(desk: Desk) -> None:
    """Three orders are completed and one rejected; two numbers came over."""
    orders = {f"O-{n}": desk.state("order", f"O-{n}").stage.value for n in (1, 2, 3, 4)}
    assert ["completed", "rejected", "completed", "completed"] == list(orders.values())
    ports = [desk.state("porting", f"PORT-{n}").stage.value for n in (1, 2, 3, 4)]
    assert ["ported", "rejected", "ported", "withdrawn"] == ports


@pytest.mark.parametrize(
    ("order", "net", "tax", "total", "paid"),
    [
        ("O-1", 299_970, 56_994, 356_964, 350_000),
        ("O-3", 12_597, 2_393, 14_990, 14_990),
        ("O-4", 69_980, 13_296, 83_276, 83_276),
    ],
)
def test_invoices_are_in_whole_pesos(
    desk: Desk, order: str, net: int, tax: int, total: int, paid: int
) -> None:
    """19 % of 299,970 is 56,994.30, of 69,980 it is 13,296.20; 14,990 / 1.19 is 12,596.64."""
    debt = desk.state("receivable", f"order/{order}").owed
    totals = debt.totals
    assert [net, tax, total] == [x.minor for x in (totals.net, totals.tax, totals.total)]
    assert peso(paid) == debt.paid


def test_goods_are_kept_from_the_release_on_until_they_leave(desk: Desk) -> None:
    """Of 40 telephones 3 left and of 25 routers 2; what was refused kept none."""
    goods: Any = desk.world.reservations
    assert {("BOD-QUILICURA", "CEL-A"): (3, 0, 0), ("BOD-QUILICURA", "ROU-4G"): (2, 0, 0)} == (
        goods.gone()
    )
    assert {} == goods.held()
    asked = [type(move).__name__ for move in goods.moves().values()]
    assert {"ReserveGoods": 2, "HandOverGoods": 2} == Counter(asked)


def test_a_late_debt_is_reminded_cut_and_restored(desk: Desk) -> None:
    """Due on 12 March: after 22 days the service is cut, with the payment it is restored."""
    told = Counter(instructions(desk))
    assert 1 == told["block_service", "O-4"] == told["unblock_service", "O-4"]
    assert 0 == told["block_service", "O-1"]


def test_the_fee_of_each_number_is_charged_once(desk: Desk) -> None:
    """4,990 before 15 March and 3,990 from then on, with 797 and 637 of tax; nothing for others."""
    billing: Any = desk.world.billing
    charges = billing.charges().values()
    assert [(4_990, 797), (3_990, 637)] == [(c.amount.minor, c.tax.minor) for c in charges]


def test_the_late_number_was_told_to_support(desk: Desk) -> None:
    """PORT-3 was due on Friday 15 March and came on the Tuesday after."""
    assert ["PORT-3"] == [about for type_, about in instructions(desk) if type_ == "open_support"]


def test_every_promise_holds(ran: tuple[Path, Ended]) -> None:
    """The laws of the library hold for a process that it does not know."""
    ended = command("check", "--db", ran[0], "--operator", "chile.pack:CHILE")
    assert (0, True) == (ended.status, "0 broken promises" in ended.out)


def test_the_same_lines_again_change_nothing(ran: tuple[Path, Ended]) -> None:
    """Every line that was answered is answered again."""
    db, _ = ran
    assert "26 of these answered before" in said(run(db).out)


def test_a_porting_is_told_in_chilean_spanish(ran: tuple[Path, Ended]) -> None:
    """Its story, its next steps and its picture are those of any other process."""
    named = ("--db", ran[0], "--operator", "chile.pack:CHILE")
    story = command("explain", "PORT-2", *named, "--language", "es").out
    assert "portabilidad numérica PORT-2: rechazada" in story
    assert "pague allá y vuelva a solicitar (Manual de portabilidad § 4)" in story
    assert "+56" not in story
    drawn = command("diagram", "porting", "--operator", "chile.pack:CHILE").out
    assert "ReportCheck / PortRejected" in drawn
    assert "request_port" in command("schema", "porting", "--operator", "chile.pack:CHILE").out


def test_portings_are_measured_by_what_the_pack_says(ran: tuple[Path, Ended]) -> None:
    """Three of four were over within a day; PORT-3 took from the 14th to the 19th."""
    ended = command("kpi", ran[0], "--by", "process", "donor", "--operator", "chile.pack:CHILE")
    portings = [line.split() for line in ended.out.splitlines() if line.startswith("porting")]
    assert [["otra-1", "2"], ["otra-2", "2"]] == [line[1:3] for line in portings]
    assert [["100.00", "%", "accepted"], ["50.00", "%", "observed"]] == [
        line[-3:] for line in portings
    ]
