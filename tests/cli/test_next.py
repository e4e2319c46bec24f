"""`next`: what somebody can do, in the words of the command itself."""

from pathlib import Path

import pytest

from order_to_cash.domain.core import WORDS, Language
from order_to_cash.operators.known import OPERATORS
from order_to_cash.stories import step_text
from tests.cli.commands import Ended, command, lines_of, run, written
from tests.words import WHOLE

COMMANDS = sorted(
    {
        (process.name, command)
        for operator in OPERATORS.values()
        for process in operator.processes
        for command in process.lifecycle.commands
    },
    key=str,
)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with an order that waits for its appointment."""
    folder = tmp_path_factory.mktemp("next")
    lines = lines_of("O-4001")[:3]
    assert 0 == run(written(folder / "some.jsonl", lines), folder / "some.db").status
    return folder / "some.db"


def steps(db: Path, role: str, *options: str) -> Ended:
    """What that role can do next with the order."""
    return command("next", "O-4001", "--db", db, "--role", role, *options)


@pytest.mark.parametrize(("process", "of"), COMMANDS, ids=str)
@pytest.mark.parametrize("language", WHOLE)
def test_the_words_of_a_command_are_a_sentence(
    process: str, of: type[object], language: Language
) -> None:
    """Each command says in each language what it means, in one sentence without its source."""
    assert WORDS.has(language, "step", process, of.__name__)
    text = step_text(process, of, language)
    assert text.endswith(".")
    assert ". " not in text
    assert "(0" not in text
    assert "ORD" not in text


def test_a_command_without_words_is_told_by_its_name() -> None:
    """A command of your own needs no words to be shown."""

    class Paint:
        """Paint it (000 § 9). Twice."""

    assert "Paint" == step_text("walls", Paint)


def test_a_role_is_told_its_commands(db: Path) -> None:
    """The stage, then each command by the name that an envelope gives it."""
    said = (
        "order O-4001: in delivery\n"
        "  schedule: A delivery, pick-up, installation or activation is agreed for an instant.\n"
        "  confirm_activation: A service was installed or activated.\n"
        "  hold_line: A line has to wait; it can be scheduled again, or fail.\n"
        "  fail_line: What is left of a line will not be delivered.\n"
        "It has waited since 2024-01-19 11:00 for:\n"
        "  confirm activation: technical team\n"
        "If nothing happens until 2024-01-26 11:00: whoever has to act is told that it has waited "
        "since 2024-01-19 11:00.\n"
    )
    assert (0, said, "") == steps(db, "technical_team")


def test_the_words_are_spanish_on_request(db: Path) -> None:
    """With `--language es` the same in Spanish."""
    assert (
        "pedido O-4001: en entrega\n"
        "  facturación no puede hacer nada aquí ahora; quién puede: distribuidor, cliente, ventas, "
        "Créditos y Cobranzas, almacén, equipo técnico\n"
        "Espera desde 2024-01-19 11:00:\n"
        "  confirmar la activación: equipo técnico\n"
        "Si nada ocurre hasta 2024-01-26 11:00: se avisa a quien debe actuar que el caso espera "
        "desde 2024-01-19 11:00.\n"
    ) == steps(db, "billing", "--language", "es").out


def test_who_can_do_nothing_is_told_who_can(db: Path) -> None:
    """Where a role can do nothing, those that can are named."""
    assert (
        "  customer care can do nothing here now; who can: distributor, customer, sales, "
        "Credit & Collections, warehouse, technical team"
    ) == steps(db, "customer_care").out.splitlines()[1]
