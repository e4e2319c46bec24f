"""Every way a command can end: its exit status, and one line of advice where it goes wrong."""

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from order_to_cash.adapters.sqlite import SqliteJournal
from order_to_cash.cli import main
from order_to_cash.domain.core import InvalidValue, Unavailable
from order_to_cash.embedded import open_desk
from tests.cli.commands import DATA, PERUVIAN, command, lines_of, run, written


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with one order."""
    folder = tmp_path_factory.mktemp("errors")
    assert 0 == run(written(folder / "one.jsonl", lines_of("O-2001")), folder / "one.db").status
    return folder / "one.db"


def one_line(*arguments: object) -> str:
    """The one line of advice of a command that cannot start."""
    status, out, err = command(*arguments)
    assert (2, "") == (status, out)
    assert 1 == len(err.splitlines()), err
    assert "Traceback" not in err
    return err.rstrip("\n")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A file of orders that is not there is named, and nothing is created."""
    advice = one_line("run", tmp_path / "none.jsonl", "--db", tmp_path / "new.db")
    assert "none.jsonl: No such file or directory; check it, then try again" in advice
    assert [] == list(tmp_path.iterdir())


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder in place of the file is refused."""
    assert "Is a directory" in one_line("run", tmp_path, "--db", tmp_path / "new.db")


def test_an_unknown_operator_is_refused_with_those_there_are(tmp_path: Path) -> None:
    """An operator that nobody knows is answered with the names of those there are."""
    file = written(tmp_path / "one.jsonl", [])
    options = ("--db", tmp_path / "new.db", "--operator", "atlantis")
    assert "give one of: peru, bolivia, or where its pack is imported from" in one_line(
        "run", file, *options
    )


def test_a_folder_of_data_is_refused_with_every_problem(tmp_path: Path) -> None:
    """A folder without its files is refused, each of them named."""
    (tmp_path / "nothing").mkdir()
    file = written(tmp_path / "one.jsonl", [])
    ended = command("run", file, "--db", tmp_path / "new.db", "--data", tmp_path / "nothing")
    assert 2 == ended.status
    assert 8 == len(ended.err.splitlines())
    assert "parties.csv" in ended.err


def test_a_file_of_another_program_is_refused(tmp_path: Path) -> None:
    """A database that is none of ours is left alone."""
    other = tmp_path / "other.db"
    other.write_text("nothing of ours", encoding="utf-8")
    file = written(tmp_path / "one.jsonl", [])
    assert "[journal.not-sqlite]" in one_line("run", file, "--db", other)
    assert "nothing of ours" == other.read_text(encoding="utf-8")


def test_a_file_that_fails_on_the_way_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk is full no line is called bad: the run ends, and goes on later."""
    file = written(tmp_path / "one.jsonl", lines_of("O-2001"))

    def full(*_: object) -> None:
        raise Unavailable("the disk is full; make room, then try again")

    with monkeypatch.context() as patched:
        patched.setattr(SqliteJournal, "append", full)
        advice = one_line("run", file, "--db", tmp_path / "one.db", *PERUVIAN, "--data", DATA)
    assert "order-to-cash: the disk is full; make room, then try again" in advice
    assert 0 == run(file, tmp_path / "one.db").status


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        ((), "the following arguments are required: COMMAND"),
        (("fly",), "invalid choice: 'fly'"),
        (("run", "x.jsonl"), "the following arguments are required: --db"),
        (("run", "x.jsonl", "--db", "x", "--now", "2024-01-01"), "an instant with its offset"),
        (("run", "x.jsonl", "--db", "x", "--now", "today"), "an instant with its offset"),
        (("next", "O-1", "--db", "x"), "the following arguments are required: --role"),
        (("diagram", "order", "--format", "png"), "invalid choice: 'png'"),
    ],
)
def test_wrong_usage_is_one_line(arguments: tuple[str, ...], advice: str) -> None:
    """Wrong usage is answered in one line that says where help is."""
    line = one_line(*arguments)
    assert advice in line
    assert line.endswith("--help")


def test_the_version_is_told() -> None:
    """It is that of the distribution, on a line of its own."""
    assert (0, f"order-to-cash {version('order-to-cash')}\n", "") == command("--version")


@pytest.mark.parametrize("name", ["explain", "next", "tick", "parked"])
def test_a_missing_database_is_not_created(name: str, tmp_path: Path) -> None:
    """Who asks about a file that is not there is told so, and the file is still not there."""
    case = {"explain": ("O-1",), "next": ("O-1", "--role", "sales")}.get(name, ())
    assert "[cli.no-file]" in one_line(name, *case, "--db", tmp_path / "none.db")
    assert [] == list(tmp_path.iterdir())


def test_an_unknown_role_is_refused(db: Path) -> None:
    """Who asks for a role that nobody has here is told those there are."""
    advice = one_line("next", "O-1", "--db", db, "--role", "king")
    assert "no such role here; give one of: distributor, customer" in advice


@pytest.mark.parametrize("arguments", [("explain", "O-1"), ("next", "O-1", "--role", "sales")])
def test_an_unknown_case_is_refused(db: Path, arguments: tuple[str, ...]) -> None:
    """A case that nobody wrote to is not told an empty story."""
    assert "no case O-1 in this file" in one_line(*arguments, "--db", db)
    half = (arguments[0], "O-\udc80", *arguments[2:])
    assert "no case 'O-\\udc80' in this file" in one_line(*half, "--db", db)


def test_an_unknown_process_is_refused() -> None:
    """A process that the operator does not have is answered with those it has."""
    known = "give one of: order, credit_account, receivable"
    assert known in one_line("diagram", "pizza", *PERUVIAN)
    assert known in one_line("schema", "pizza", *PERUVIAN)


def test_a_message_that_is_not_parked_cannot_be_released(db: Path) -> None:
    """Releasing asks for a key that `parked` shows."""
    assert "[cli.no-message]" in one_line("parked", "--db", db, "--release", "order/O-1:1:0")


def test_parked_messages_are_shown_and_released(tmp_path: Path) -> None:
    """A question that nobody could answer for long is parked, shown, released and answered."""
    db = tmp_path / "one.db"
    assert (
        0
        == command("run", written(tmp_path / "f", lines_of("O-2001")), "--db", db, *PERUVIAN).status
    )
    for day in range(16, 27):
        at = f"2024-01-{day}T10:00:00-05:00"
        assert 0 == command("tick", "--db", db, "--now", at).status
    shown = command("parked", "--db", db).out.splitlines()
    keys = [line.split()[0] for line in shown]
    assert 1 == len(keys)
    assert all(line.endswith("to directories: embedded.no-data") for line in shown)
    for key in keys:
        said = command("parked", "--db", db, "--release", key).out
        assert f"{key} waits again; the next run or tick sends it\n" == said
    assert "" == command("parked", "--db", db).out
    done = command("tick", "--db", db, "--data", DATA, "--now", "2024-02-01T10:00:00-05:00").out
    assert "0 cases were due; messages: 4 delivered, 0 postponed, 0 parked\n" == done


def test_time_is_the_machines_where_none_is_given(db: Path) -> None:
    """`tick` without an instant takes the machine's clock, however long ago the last one was."""
    assert (0, "0 cases were due; messages: 0 delivered, 0 postponed, 0 parked\n", "") == command(
        "tick", "--db", db, "--jump"
    )


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["next", "--help"]])
def test_help_is_no_error(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Help is printed on standard output, with status 0."""
    assert 0 == main(arguments)
    assert "usage: order-to-cash" in capsys.readouterr().out


def test_a_reader_that_leaves_is_no_crash() -> None:
    """Where the reader of the output stops reading, the command ends without a traceback."""
    program = [sys.executable, "-m", "order_to_cash", "schema", *PERUVIAN]
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(program, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (141, b"") == (ended.returncode, ended.stderr)


def test_letters_that_the_terminal_lacks_are_coded(db: Path) -> None:
    """On a terminal without accents the story is told all the same."""
    program = [sys.executable, "-m", "order_to_cash", "explain", "O-2001", "--db", str(db)]
    ended = subprocess.run(
        program, env={**os.environ, "PYTHONIOENCODING": "ascii"}, capture_output=True, check=True
    )
    assert rb"Gesti\xf3n de Pedidos" in ended.stdout


def test_a_desk_can_be_opened_with_directories_of_ones_own(tmp_path: Path) -> None:
    """`open_desk` takes an operator or its name, and a folder or directories."""
    with open_desk(tmp_path / "a.db", operator="peru", data=DATA) as desk:
        directories, operator = desk.world.directories, desk.operator
    with open_desk(tmp_path / "b.db", operator=operator, data=directories) as other:
        assert directories == other.world.directories
    with open_desk(tmp_path / "b.db", operator="peru") as without:
        for ask in (
            lambda: without.world.directories.parties.party("D-001"),
            lambda: without.world.directories.credit_lines.credit_line("A-D001"),
        ):
            with pytest.raises(Unavailable, match="no-data"):
                ask()


def test_open_desk_refuses_an_unknown_operator_before_it_makes_a_file(tmp_path: Path) -> None:
    """An operator that nobody knows leaves no file behind."""
    with (
        pytest.raises(InvalidValue, match=r"operator\.unknown"),
        open_desk(tmp_path / "a.db", operator="atlantis"),
    ):
        pass
    assert [] == list(tmp_path.iterdir())
