"""The table of changes to the source stays true as the source moves on."""

import ast

import pytest

from tests.faults.source_changes import CHANGES, ROOT, SOURCE, Change


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.about)
def test_a_planted_change_still_has_its_place_and_its_test(change: Change) -> None:
    """The text that is changed stands once in its file, and the test that notices exists."""
    path, _, name = change.test.partition("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    tests = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert 1 == (ROOT / SOURCE / change.file).read_text(encoding="utf-8").count(change.old)
    assert change.old != change.new
    assert not name or name in tests
