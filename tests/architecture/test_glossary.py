"""The glossary and the readings speak of what exists."""

import importlib
import re

from order_to_cash.domain.order.lifecycle import PUBLISHED
from tests.architecture.source import PUBLIC, ROOT, public_classes

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
READINGS = (ROOT / "docs" / "readings.md").read_text(encoding="utf-8")
STAGE_ROW = re.compile(r"^\| `(\w+)` \| `(\w+)` \|$", re.MULTILINE)


def test_names_in_the_glossary_exist() -> None:
    """What the glossary writes as a class is one."""
    classes = {c.__name__ for name in PUBLIC for c in public_classes(importlib.import_module(name))}
    written = set(re.findall(r"`([A-Z]\w+)`", GLOSSARY)) - {"Name"}
    assert written
    assert set() == written - classes


def test_the_stages_of_an_order_are_those_of_its_table() -> None:
    """The glossary's stages and published states are the ones that the order's table gives."""
    expected = {(stage.value, state) for stage, state in PUBLISHED.items()}
    assert expected == set(STAGE_ROW.findall(GLOSSARY))


def test_readings_stand_once_and_in_order() -> None:
    """Each reading has an ID of its own, and those of one process are in order."""
    found = re.findall(r"^\| ([A-Z]{3}-\d\d) \|", READINGS, re.MULTILINE)
    assert found
    assert len(set(found)) == len(found)
    for prefix in {one[:3] for one in found}:
        own = [one for one in found if one.startswith(prefix)]
        assert sorted(own) == own
