"""How values are made: frozen, slotted, compared by value; personal data stays hidden."""

from collections.abc import Hashable, Mapping
from typing import Any

import attrs
import pytest
from attrs import Factory, field, validators
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import Role, Sensitive, changed, entity
from order_to_cash.domain.core.parties import CLIENTS


@entity
class Point:
    x: int
    y: int = 0


def test_an_entity_cannot_change() -> None:
    """No field can be set, old or new."""
    point = Point(1)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        object.__setattr__(point, "z", 3)


def test_a_changed_entity_is_another_one() -> None:
    """The original stays as it was, and equal values are equal."""
    point = Point(1)
    assert Point(1, 5) == changed(point, y=5)
    assert Point(1) == point
    assert 1 == len({Point(1), point})


@given(st.text(min_size=4).filter(lambda text: text not in "Sensitive('***')"))
def test_personal_data_is_never_printed(secret: str) -> None:
    """Neither text form shows it, alone or within something else; it is revealed when asked."""
    hidden = Sensitive(secret)
    for text in (repr(hidden), str(hidden), f"{hidden}", repr([hidden])):
        assert secret not in text
    assert secret == hidden.reveal()


def test_personal_data_compares_by_value() -> None:
    """Two equal secrets are equal."""
    assert Sensitive("a") == Sensitive("a")
    assert Sensitive("a") != Sensitive("b")


def test_clients_act_for_themselves() -> None:
    """A distributor and a customer are parties; nobody else is."""
    assert {Role.DISTRIBUTOR, Role.CUSTOMER} == CLIENTS


@entity
class Span:
    first: int
    last: int = field(validator=validators.ge(0))
    length: int = field(init=False, default=Factory(lambda self: self.last - self.first, True))


def test_a_changed_entity_is_as_frozen_as_any() -> None:
    """It is of the same class, and no field of it can be set either."""
    point = changed(Point(1), y=5)
    assert type(point) is Point
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        point.x = 2  # type: ignore[misc]


def test_what_is_computed_is_computed_again() -> None:
    """A field that others determine follows them, and a check looks at the new value too."""
    assert 8 == changed(Span(1, 4), last=9).length
    with pytest.raises(ValueError, match="last"):
        changed(Span(1, 4), last=-1)


def test_only_fields_can_be_changed() -> None:
    """A name that is no field is refused, whatever the class does when it is made."""
    for value in (Point(1), Span(1, 4)):
        with pytest.raises((AttributeError, TypeError)):
            changed(value, z=3)  # type: ignore[call-arg]


@pytest.mark.parametrize("slots", [True, False])
def test_classes_of_others_can_be_changed_too(slots: bool) -> None:
    """Whatever slots a frozen class has, a changed value is equal to one made that way."""
    theirs = attrs.make_class("Theirs", ["x", "y"], frozen=True, slots=slots)
    made = changed(theirs(1, 2), y=5)
    assert (theirs, theirs(1, 5)) == (type(made), made)


class Marked(Point):
    """A class of somebody else that stands on one of the library."""


@entity
class Named(Point):
    name: str = ""


@pytest.mark.parametrize("point", [Marked(1, 2), Named(1, 2, "a")])
def test_a_class_that_stands_on_an_entity_can_be_changed(point: Point) -> None:
    """Whoever extends an entity gets another value of the same class, as frozen as any."""
    made = changed(point, y=5)
    assert (type(point), 1, 5) == (type(made), made.x, made.y)
    assert 2 == point.y
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        made.x = 3  # type: ignore[misc]


@entity
class Priced:
    prices: Mapping[str, int]


@entity
class Perhaps:
    prices: "tuple[Mapping[str, int], ...] | None" = None


@entity
class Within:
    inner: Priced
    label: str = ""


@entity
class Noted:
    name: str
    notes: Mapping[str, int] = field(factory=dict, eq=False)


@pytest.mark.parametrize("value", [Priced({"a": 1}), Perhaps()])
def test_what_holds_a_table_has_no_hash_and_says_so(value: Any) -> None:
    """A table has no hash, so what is compared by one has none, whatever it holds just now."""
    assert not isinstance(value, Hashable)
    with pytest.raises(TypeError, match=f"unhashable type: '{type(value).__name__}'"):
        hash(value)


def test_a_table_that_is_not_compared_hides_no_hash() -> None:
    """What is equal by its name alone is hashed by it; what holds a table deep inside is not."""
    assert hash(Noted("a", {"b": 1})) == hash(Noted("a", {}))
    with pytest.raises(TypeError, match="unhashable type: 'Priced'"):
        hash(Within(Priced({})))
