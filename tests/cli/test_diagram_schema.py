"""`diagram` and `schema`: the table and the format, printed."""

import json
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from order_to_cash.diagram import mermaid
from order_to_cash.domain.core import Language
from order_to_cash.operators.known import OPERATORS
from order_to_cash.operators.peru import PERU
from tests.cli.commands import ORDERS, PERUVIAN, command

NAMES = list(PERU.by_name)


@pytest.mark.parametrize("name", NAMES)
def test_a_table_is_drawn_as_mermaid(name: str) -> None:
    """Without a format the diagram is Mermaid's."""
    ended = command("diagram", name, *PERUVIAN)
    assert (0, mermaid(PERU.by_name[name].lifecycle), "") == ended


@pytest.mark.parametrize("name", NAMES)
def test_a_table_is_drawn_as_svg(name: str) -> None:
    """The SVG is a picture of its own, with the operator and the process as its title."""
    root = ET.fromstring(command("diagram", name, *PERUVIAN, "--format", "svg").out)  # noqa: S314
    assert f"peru: {name}" == root[0].text


@pytest.mark.parametrize("form", ["svg", "mermaid"])
def test_a_table_is_drawn_in_the_words_of_a_language(form: str) -> None:
    """IND-09: who names a language sees words, and is told which ones there are."""
    drawn = command("diagram", "order", *PERUVIAN, "--format", form, "--language", "es").out
    assert PERU.words.word(Language.ES, "order", "in_validation") in drawn
    assert "PlaceOrder" not in drawn
    refused = command("diagram", "order", *PERUVIAN, "--language", "qu")
    assert 2 == refused.status
    assert "es" in refused.err


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_of_a_process_is_one(name: str) -> None:
    """The schema of one process is a valid schema that names that process only."""
    schema = json.loads(command("schema", name, *PERUVIAN).out)
    Draft202012Validator.check_schema(schema)
    assert {"const": name} == schema["properties"]["process"]


def test_the_schema_agrees_with_the_run() -> None:
    """Of the example, the lines that the run calls bad documents are those the schema refuses."""
    validator = Draft202012Validator(json.loads(command("schema", *PERUVIAN).out))
    valid, broken = 0, 0
    for line in ORDERS.read_text(encoding="utf-8").splitlines():
        try:
            valid += validator.is_valid(json.loads(line))
        except ValueError:
            broken += 1
    assert (1, len(ORDERS.read_bytes().splitlines()) - 9) == (broken, valid)


def test_operators_are_found_by_name() -> None:
    """The table of operators holds each under its own name."""
    assert PERU is OPERATORS["peru"]
    assert list(OPERATORS) == [operator.name for operator in OPERATORS.values()]
