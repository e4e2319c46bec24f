"""What a value is shown as: whole while it is short, and what tells it from others where it is not.

A failing test prints it, so it must fit on a screen, whatever the state of a case holds.
"""

from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from attrs import field

from order_to_cash.domain.core import Answer, Clause, Decision, Finding, Policy, Sensitive, entity
from order_to_cash.domain.core.entity import LONGEST, shows_fields
from order_to_cash.operators.peru import PERU
from tests.architecture.worlds import WORLDS, walked

FEWER = 300
"""So many commands in each world come by most of its stages."""


@entity
class Leaf:
    """Something small."""

    name: str
    size: int = 1


@entity
class Tree:
    """Something that holds others."""

    name: str
    leaves: tuple[Leaf, ...] = ()
    by_name: Mapping[str, Leaf] = field(factory=dict)
    inner: "Tree | None" = None
    hidden: str = field(default="", repr=False)
    whose: Sensitive = Sensitive("nobody")


def leaves(count: int) -> tuple[Leaf, ...]:
    """So many different ones."""
    return tuple(Leaf(f"leaf-{n}", n) for n in range(count))


def test_a_short_value_is_shown_whole() -> None:
    """Every field, those at their defaults too."""
    expected = "Tree(name='oak', leaves=(), by_name={}, inner=None, whose=Sensitive('***'))"
    assert expected == repr(Tree("oak", hidden="a secret"))


def test_a_long_value_is_told_by_what_differs_from_its_defaults_and_how_many_there_are() -> None:
    """Long tuples and tables are counted, and what is at its default is left out."""
    tree = Tree("oak", leaves(40), {one.name: one for one in leaves(20)})
    assert "Tree(name='oak', leaves=<40 Leaf>, by_name=<20 Leaf>, ...)" == repr(tree)


def test_few_members_are_told_one_by_one() -> None:
    """As many as three."""
    tree = Tree("x" * 500, leaves(3))
    told = "(Leaf(name='leaf-0', size=0), Leaf(name='leaf-1', ...), Leaf(name='leaf-2', size=2))"
    assert f"Tree(name='{'x' * 56}..., leaves={told}, ...)" == repr(tree)


def test_what_is_deep_inside_is_told_by_its_class() -> None:
    """As deep as there is room for, and then no deeper."""
    tree = Tree("a" * 50)
    for name in ("b", "c", "d", "e", "f", "g", "h"):
        tree = Tree(name * 50, inner=tree)
    shown = repr(tree)
    assert "inner=Tree(...)" in shown
    assert len(shown) <= LONGEST


@pytest.mark.parametrize("many", [(), (1,), [1], {1}, frozenset({1}), {1: 2}, set(), frozenset()])
def test_collections_read_as_python_writes_them(many: Any) -> None:
    """Where they are few, inside a value that is told in short."""

    @entity
    class Holds:
        text: str
        many: Any

    assert f"many={many!r})" in repr(Holds("x" * 500, many))


def test_even_what_has_very_many_fields_fits() -> None:
    """The end is cut off where nothing else helps."""
    made: Any = entity(
        type("Wide", (), {"__annotations__": {f"field_{n}": int for n in range(99)}})
    )
    assert LONGEST == len(repr(made(*range(99))))


def test_personal_data_and_what_is_hidden_are_never_told() -> None:
    """Neither whole nor in short, nor in a table."""
    secret = Sensitive("Ana")
    short = Tree("oak", hidden="Ana", whose=secret)
    long = Tree("oak", leaves(40), hidden="Ana", whose=secret)
    assert "Ana" not in repr(short) + repr(long) + repr(Tree("x" * 500, inner=short))
    assert "whose=Sensitive('***')" in repr(long)


def test_an_entity_with_a_repr_of_its_own_keeps_it() -> None:
    """The mechanism stands aside."""

    @entity
    class Own:
        text: str

        def __repr__(self) -> str:
            return self.text

    assert "y" * 500 == repr(Own("y" * 500))
    assert not shows_fields(Own)
    assert shows_fields(Tree)


def decisions(value: Any) -> Iterator[Decision]:
    """The decisions that events hold."""
    if isinstance(value, Decision):
        yield value
    elif isinstance(value, tuple):
        yield from (found for one in value for found in decisions(one))
    elif attrs.has(type(value)):
        fields = (getattr(value, one.name) for one in attrs.fields(type(value)))
        yield from (found for one in fields for found in decisions(one))


def test_a_long_decision_tells_what_did_not_pass_and_how_much_did() -> None:
    """Nine that pass are counted; of very many that fail the values are left out."""
    clause = Clause("a document", "1")
    passed = [
        Finding(f"mine.rule-{n}", clause, Answer(holds=True, observed={"observed": "x" * 40}))
        for n in range(9)
    ]
    failed = [
        Finding(f"mine.other-{n}", clause, Answer(holds=False, observed={"observed": n}))
        for n in range(12)
    ]
    expected = "Decision('mine', fail: mine.other-0=<fail: observed=0>, 9 pass)"
    assert expected == repr(Decision.of("mine", (*passed, failed[0])))
    told = repr(Decision.of("mine", (*passed, *failed)))
    assert told.startswith("Decision('mine', fail: mine.other-0=<fail>, mine.other-1=<fail>, ")
    assert told.endswith("mine.other-11=<fail>, 9 pass)")


def test_a_policy_of_very_many_rules_is_told_by_their_number() -> None:
    """Codes while they fit."""
    rules: Any = tuple(SimpleNamespace(code=f"mine.rule-{n}", clause=None) for n in range(50))
    assert "Policy('mine', mine.rule-0, mine.rule-1)" == repr(Policy("mine", rules[:2]))
    assert "Policy('mine', 50 rules)" == repr(Policy("mine", rules))


@pytest.mark.parametrize("process", WORLDS)
def test_whatever_a_case_comes_to_fits_on_a_screen(process: str) -> None:
    """Its states, what happens to it, its process and its table."""
    for small in WORLDS[process]():
        assert len(repr(small.process)) <= LONGEST
        assert len(repr(small.process.lifecycle)) <= LONGEST
        for happened in walked(small._replace(steps=FEWER)):
            for shown in (happened.before, *happened.events, *decisions(happened.events)):
                assert len(repr(shown)) <= LONGEST


def test_an_operator_fits_on_a_line() -> None:
    """It is told by its name."""
    assert "Operator('peru', 7 processes)" == repr(PERU)
