"""The reference is complete and true: every command and option, every example document."""

import argparse
import json
import re

import pytest

from order_to_cash.adapters.folder.directories import TABLES
from order_to_cash.cli.commands import CommandParser, parser
from order_to_cash.embedded import wire_of
from order_to_cash.operators.peru import PERU
from tests.architecture.source import ROOT

CLI = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
FORMAT = (ROOT / "docs" / "reference" / "wire.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```json\n(.*?)^```$", FORMAT, re.MULTILINE | re.DOTALL)
WIRE = wire_of(PERU)


def commands() -> dict[str, argparse.ArgumentParser]:
    """Every command of the command line, by its name, with its options."""
    (found,) = (a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    for command in found.choices.values():
        assert isinstance(command, CommandParser)
        command.learn()
    return dict(found.choices)


def within(part: object, whole: object) -> bool:
    """Whether everything in one document stands in the other, which may say more."""
    match part, whole:
        case dict(), dict():
            return all(key in whole and within(part[key], whole[key]) for key in part)
        case list(), list():
            return len(part) == len(whole) and all(map(within, part, whole))
        case _:
            return part == whole


@pytest.mark.parametrize("name", commands())
def test_every_command_has_its_section(name: str) -> None:
    """A command stands in the table and has a section of its own."""
    assert f"\n| `{name}" in CLI
    assert f"\n## {name}\n" in CLI


@pytest.mark.parametrize("name", commands())
def test_every_option_is_told(name: str) -> None:
    """Whatever a command knows is on the page."""
    options = {o for action in commands()[name]._actions for o in action.option_strings}
    assert set() == {o for o in options if o.startswith("--") and o not in CLI}


def test_no_option_is_invented() -> None:
    """An option on the page is one that some command knows."""
    known = {
        option
        for command in (parser(), *commands().values())
        for action in command._actions
        for option in action.option_strings
    }
    assert set() == set(re.findall(r"--[a-z]+(?:-[a-z]+)*", CLI)) - known


@pytest.mark.parametrize("example", EXAMPLES, ids=range(1, len(EXAMPLES) + 1))
def test_every_example_document_is_read(example: str) -> None:
    """An example is an envelope, its role may give that command, and nothing of it is lost."""
    envelope = WIRE.load_envelope(example)
    command = type(envelope.command)
    assert PERU.by_name[envelope.process].lifecycle.allows(command, envelope.role)
    assert within(json.loads(example), json.loads(WIRE.dump_envelope(envelope)))


def test_example_ids_are_distinct() -> None:
    """No two examples share an id, which would make the second a conflict."""
    ids = [json.loads(example)["id"] for example in EXAMPLES]
    assert sorted(set(ids)) == sorted(ids)


def test_the_folder_of_data_is_told_column_by_column() -> None:
    """The page lists each file that is read, with its columns."""
    page = (ROOT / "docs" / "reference" / "data.md").read_text(encoding="utf-8")
    told = {
        file: tuple(re.findall(r"`(\w+)`", columns))
        for file, columns in re.findall(r"^\| `(\w+\.csv)` \| (.+) \|$", page, re.MULTILINE)
    }
    assert {table.file: (*table.columns, *table.more) for table in TABLES} == told
