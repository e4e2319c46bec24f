"""Compatibility: what is ordered fits itself, and what the party has already."""

from collections.abc import Sequence

import pytest

from order_to_cash.domain.core import Currency, changed
from order_to_cash.domain.order import ValidationFacts
from order_to_cash.domain.trade import (
    Kind,
    Offering,
    UnitPrice,
)
from order_to_cash.rules import Compatible
from tests.rules.test_validation import FACTS
from tests.rules.told import CLAUSE, FAIL, PASS, Told, seen, skipped, told, undecided

CODE = "validation.compatible"
TITLE = (
    "The products fit each other and what the party has",
    "Los productos son compatibles entre sí y con lo que tiene la parte",
)
RULE = Compatible(CLAUSE)


def product(
    sku: str,
    *,
    requires: tuple[str, ...] = (),
    excludes: tuple[str, ...] = (),
    replaces: tuple[str, ...] = (),
) -> Offering:
    return Offering(
        sku,
        sku,
        Kind.SERVICE,
        UnitPrice.of("1.00", Currency.PEN),
        requires=requires,
        excludes=excludes,
        replaces=replaces,
    )


def facts(ordered: Sequence[Offering] | None, has: Sequence[str] | None = ()) -> ValidationFacts:
    record = FACTS.answers.record
    assert record is not None
    party = None if has is None else (changed(record, products=tuple(has)),)
    offerings = None if ordered is None else tuple(ordered)
    return changed(FACTS, answers=changed(FACTS.answers, party=party, offerings=offerings))


PLAIN, BOX = product("PLAIN"), product("BOX", requires=("NET",))
NET, COPPER_FREE = product("NET"), product("FREE", excludes=("COPPER",))
FIBRE = product("FIBRE", replaces=("COPPER", "DIAL-UP"))


@pytest.mark.parametrize(
    ("ordered", "has"),
    [
        ((BOX,), ("NET",)),
        ((BOX, NET), ()),
        ((COPPER_FREE,), ("NET",)),
        ((PLAIN,), ("COPPER",)),
        ((product("SELF", requires=("SELF",), excludes=("SELF",)),), ()),
    ],
    ids=["has what is required", "orders it", "has nothing excluded", "no relations", "itself"],
)
def test_products_that_fit(ordered: Sequence[Offering], has: Sequence[str]) -> None:
    """ORD-16: what is required may be there already, or be among the lines of the order."""
    en = "nothing missing, nothing in conflict; replaced: none"
    es = "nada falta, nada en conflicto; reemplazados: ninguno"
    assert Told(CODE, PASS, ((), (), ()), (), en, es) == told(RULE, facts(ordered, has))


def test_what_is_replaced_is_named_and_does_not_count() -> None:
    """ORD-16: a product that is replaced is in conflict with nothing, and cannot be relied on."""
    en = "nothing missing, nothing in conflict; replaced: COPPER"
    es = "nada falta, nada en conflicto; reemplazados: COPPER"
    passed = Told(CODE, PASS, ((), (), ("COPPER",)), (), en, es)
    assert passed == told(RULE, facts((FIBRE, COPPER_FREE), ("COPPER", "NET")))
    finding = RULE.check(facts((FIBRE, product("FAX", requires=("COPPER",))), ("COPPER",)))
    assert (FAIL, (("FAX - COPPER",), (), ("COPPER",))) == (finding.verdict, seen(finding))


def test_every_misfit_is_named() -> None:
    """ORD-16: all that is missing and all that is in conflict is told at once, in order."""
    choosy = product("A", requires=("X", "W"), excludes=("NET", "OLD"))
    failed = Told(
        CODE,
        FAIL,
        (("A - W", "A - X"), ("A - NET", "A - OLD", "FREE - COPPER"), ()),
        (),
        "missing: A - W, A - X; in conflict: A - NET, A - OLD, FREE - COPPER; order what is "
        "missing, or leave out what conflicts",
        "falta: A - W, A - X; en conflicto: A - NET, A - OLD, FREE - COPPER; pida lo que falta o "
        "quite lo que está en conflicto",
    )
    assert failed == told(RULE, facts((COPPER_FREE, choosy, NET), ("OLD", "COPPER")))


@pytest.mark.parametrize(
    ("ordered", "has", "observed"),
    [
        ((BOX,), (), (("BOX - NET",), (), ())),
        ((COPPER_FREE,), ("COPPER",), ((), ("FREE - COPPER",), ())),
        ((COPPER_FREE, product("COPPER")), (), ((), ("FREE - COPPER",), ())),
    ],
    ids=["missing", "in conflict with what it has", "in conflict among its lines"],
)
def test_one_misfit_is_enough(
    ordered: Sequence[Offering], has: Sequence[str], observed: object
) -> None:
    """ORD-16: either kind of misfit alone is one."""
    finding = RULE.check(facts(ordered, has))
    assert (FAIL, observed) == (finding.verdict, seen(finding))


def test_a_new_customer_is_not_applicable() -> None:
    """ORD-16: with no products and no relations there is nothing to compare."""
    assert skipped(CODE, *TITLE) == told(RULE, facts((PLAIN, NET)))


@pytest.mark.parametrize(
    "offering", [BOX, COPPER_FREE, FIBRE], ids=["requires", "excludes", "replaces"]
)
def test_relations_are_looked_at_for_a_new_customer_too(offering: Offering) -> None:
    """ORD-16: relations hold also among the lines of the order itself."""
    assert RULE.check(facts((offering,))).applies


@pytest.mark.parametrize(("ordered", "has"), [(None, ()), ((NET,), None), (None, None)])
def test_compatibility_waits_for_catalogue_and_directory(
    ordered: Sequence[Offering] | None, has: Sequence[str] | None
) -> None:
    """ORD-16: as long as either is silent, nothing is decided."""
    assert undecided(CODE, ((), (), ()), *TITLE) == told(RULE, facts(ordered, has))


def test_what_fits_is_not_asked_about_a_party_nobody_knows() -> None:
    """ORD-16: an unknown party is one obstacle, and what was not looked up is none."""
    answers = changed(FACTS.answers, party=(), offerings=(product("a", excludes=("b",)),))
    assert skipped(CODE, *TITLE) == told(RULE, changed(FACTS, answers=answers))
