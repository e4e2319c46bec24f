"""`demo`: the examples of the package run with nothing beside it."""

import shlex
import tomllib
from pathlib import Path

import pytest

from order_to_cash.demo import DEMOS, examples, unpack
from order_to_cash.domain.core import InvalidValue
from tests.cli.commands import command

ROOT = Path(__file__).parents[2]
HATCH = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]
WHEEL = HATCH["build"]["targets"]["wheel"]


@pytest.mark.parametrize("name", DEMOS)
def test_every_file_of_an_example_is_in_the_wheel(name: str) -> None:
    """The wheel is told to take each file of an example to where the package looks for it."""
    packed = {
        f"{goal}{str(file).removeprefix(str(ROOT / source))}"
        for source, goal in WHEEL["force-include"].items()
        for file in (ROOT / source, *(ROOT / source).glob("*"))
        if file.is_file()
    }
    looked_for = {f"order_to_cash/demo/{name}/{path}" for path, _ in DEMOS[name].contents()}
    assert looked_for == {path for path in packed if f"/{name}/" in path}


def test_the_notebooks_are_in_the_wheel() -> None:
    """They are taken to where the package looks for them, and there is nothing else with them."""
    folder = ROOT / "examples" / "notebooks"
    assert "order_to_cash/demo/notebooks" == WHEEL["force-include"]["examples/notebooks"]
    held = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    assert held == {name for name, _ in DEMOS["peru"].notebooks()}
    assert [] == [*DEMOS["bolivia"].notebooks()]


def test_a_notebook_that_somebody_changed_stays(tmp_path: Path) -> None:
    """Those that are missing come, beside the store that they read; the others are left alone."""
    mine, *others = (name for name, _ in DEMOS["peru"].notebooks())
    (tmp_path / mine).write_text("{}", encoding="utf-8")
    unpack("peru", tmp_path)
    assert "{}" == (tmp_path / mine).read_text(encoding="utf-8")
    assert all((tmp_path / name).read_bytes() for name in others)


def test_an_installed_example_is_read_where_the_wheel_put_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the package has the files inside, no checkout is asked."""
    unpack("bolivia", tmp_path / "packed" / "bolivia")
    monkeypatch.setattr(examples, "PACKED", tmp_path / "packed")
    monkeypatch.setattr(examples, "CHECKOUT", tmp_path / "nowhere")
    assert "requests.jsonl" in dict(DEMOS["bolivia"].contents())


def test_an_example_runs_reports_and_says_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A newcomer sees a report, and each command that is named then works as printed."""
    monkeypatch.chdir(tmp_path)
    ended = command("demo", "bolivia", "--to", "with space")
    assert (0, "") == (ended.status, ended.err)
    assert "Cases" in ended.out
    named = [line.strip() for line in ended.out.splitlines() if line.startswith("  order-to-cash")]
    assert ["explain", "next", "check", "kpi"] == [shlex.split(line)[1] for line in named]
    for line in named:
        assert 0 == command(*shlex.split(line)[1:]).status, line


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    """Lines that were answered are answered again, in Spanish as well."""
    first = command("demo", "bolivia", "--to", tmp_path)
    again = command("demo", "bolivia", "--to", tmp_path, "--language", "es")
    assert 0 == first.status == again.status
    assert "Para seguir:" in again.out


def test_the_commands_named_for_peru_are_of_its_example() -> None:
    """They ask for a case that its lines have, in words of the command line."""
    lines = dict(DEMOS["peru"].contents())["orders.jsonl"].decode()
    assert '"case":"O-6020"' in lines


def test_a_file_in_the_way_is_left_alone(tmp_path: Path) -> None:
    """Nothing of anybody's is overwritten, and nothing is written before that is known."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "stock.csv").write_text("mine", encoding="utf-8")
    ended = command("demo", "peru", "--to", tmp_path)
    assert 2 == ended.status
    assert "name another folder" in ended.err
    assert ["data"] == [path.name for path in tmp_path.iterdir()]


def test_an_empty_name_is_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is put where we happen to be."""
    monkeypatch.chdir(tmp_path)
    ended = command("demo", "peru", "--to", "")
    assert 2 == ended.status
    assert "name a folder" in ended.err
    assert [] == list(tmp_path.iterdir())


def test_an_example_that_is_not_there_is_named(tmp_path: Path) -> None:
    """The advice names what there is."""
    assert "peru, bolivia" in command("demo", "atlantis").err
    with pytest.raises(InvalidValue, match="peru, bolivia"):
        unpack("atlantis", tmp_path)
