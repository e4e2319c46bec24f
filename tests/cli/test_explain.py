"""`explain`: who did what and when, with every finding and its clause, and no personal data."""

import json
from pathlib import Path

import pytest

from tests.cli.commands import changed, command, lines_of, run, written


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with an order that was overridden and one that was disputed."""
    folder = tmp_path_factory.mktemp("explain")
    file = written(folder / "some.jsonl", lines_of("O-3010", "O-6040", "O-4030"))
    assert 0 == run(file, folder / "some.db").status
    return folder / "some.db"


def test_the_story_of_an_order_says_why(db: Path) -> None:
    """The story tells who did what and when, with every finding and its clause."""
    status, out, err = command("explain", "O-3010", "--db", db)
    assert (0, "") == (status, err)
    lines = out.splitlines()
    assert "order O-3010: completed (times of America/Lima)" == lines[0]
    assert "2024-01-18 11:10  creditos-02 (Credit & Collections)" in lines
    assert (
        "  the declined credit is overridden: creditos-02, up to 15000.00 PEN until "
        "2024-01-23 18:00: campaña escolar, pago puntual en 2023"
    ) in lines
    assert any(line.startswith("      - exposure 0.00 PEN") and "flujo 3" in line for line in lines)
    assert "    validation: approved" in lines


def test_the_story_is_told_in_spanish(db: Path) -> None:
    """With `--language es` the same story is Spanish."""
    out = command("explain", "receivable/order/O-6040", "--db", db, "--language", "es").out
    assert out.startswith("cuenta por cobrar order/O-6040: saldada (horas de America/Lima)")
    assert "de la factura, la cobranza no los considera: el decodificador llegó usado" in out
    assert "80.00 PEN de la factura no se deben pagar: descuento por equipo usado" in out


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "line 1, CEL-E64: 3 of 10 are with the party"),
        ("es", "línea 1, CEL-E64: la parte tiene 3 de 10"),
        ("pt", "linha 1, CEL-E64: a parte tem 3 de 10"),
    ],
)
def test_pieces_are_summed(tmp_path: Path, language: str, told: str) -> None:
    """FUL-01, FUL-06: of an order that is delivered in parts the story and its page say how far."""
    *before, confirmed = lines_of("O-6020")[:3]
    command_ = {**json.loads(confirmed)["command"], "quantity": 3}
    file = written(tmp_path / "some.jsonl", [*before, changed(confirmed, command=command_)])
    assert 0 == run(file, tmp_path / "some.db").status
    asked = ("explain", "order/O-6020", "--db", tmp_path / "some.db", "--language", language)
    assert told in command(*asked).out.splitlines()
    assert 0 == command(*asked, "--html", tmp_path / "page.html").status
    assert f"<p>{told}</p>" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_the_story_keeps_personal_data_to_itself(db: Path) -> None:
    """Addresses, contacts, signatures and what customers tell support are in no story."""
    out = command("explain", "O-4030", "--db", db).out
    assert "technical support is asked for" in out
    for secret in ("Calle de ejemplo", "example.com", "Receptor", "habitación", "Wi-Fi en el"):
        assert secret not in out


def test_the_story_of_an_account_can_be_told(db: Path) -> None:
    """A credit account has its story as well."""
    out = command("explain", "A-D012", "--db", db).out
    assert out.startswith("credit account A-D012: active")
    assert "the account opens: limit 12000.00 PEN" in out


def test_a_refused_attempt_stands_in_the_story(tmp_path: Path) -> None:
    """TRU-17: who tried what and when, why it was refused, and under which date it came."""
    order = lines_of("O-6031")
    stray = changed(
        order[1], id="S-1", actor="eva", role="customer", at="2024-01-16T08:00:00-05:00"
    )
    db = tmp_path / "some.db"
    assert 0 == run(written(tmp_path / "some.jsonl", [*order[:2], stray]), db).status
    lines = command("explain", "order/O-6031", "--db", db).out.splitlines()
    (at,) = (n for n, line in enumerate(lines) if "  eva (" in line)
    counted = json.loads(order[1])["at"][:16].replace("T", " ")
    assert f"{counted}  eva (customer); it was dated 2024-01-16 08:00" == lines[at]
    assert lines[at + 1].startswith("  refused: ")
    spanish = command("explain", "order/O-6031", "--db", db, "--language", "es").out
    assert "; llevaba fecha 2024-01-16 08:00\n  denegado: " in spanish
