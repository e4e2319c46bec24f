"""All that the shipped operators can say: their rules, codes, events, steps and refusals."""

import ast
import enum
import importlib
from collections.abc import Iterator
from typing import Any

import attrs

from order_to_cash.domain.core import Policy, Rule
from order_to_cash.domain.core.money import Rounding
from order_to_cash.domain.credit_account import Kind as Booking
from order_to_cash.domain.onboarding import Effect
from order_to_cash.domain.trade import Notice, TaxKind, TaxWay
from order_to_cash.domain.transfer import WorkOrder
from order_to_cash.operators.known import OPERATORS
from order_to_cash.rules import Comparator, Misdated
from order_to_cash.rules import Standing as Attainment
from tests.architecture.source import SOURCES

UNSAID = {
    Rounding,
    Notice,
    Effect,
    WorkOrder,
    Booking,
    Comparator,
    Attainment,
    Misdated,
    TaxKind,
    TaxWay,
}
"""Enumerations that no text can show."""

PROCESSES = {p.name: p for operator in OPERATORS.values() for p in operator.processes}
MODULES = [importlib.import_module(source.name) for source in SOURCES]


def rules() -> Iterator[Rule[Any]]:
    """Every rule in the fields of the operators' processes and indicators, however deep."""
    for operator in OPERATORS.values():
        for process in operator.processes:
            yield from held(process)
        if operator.indicators is not None:
            yield from operator.indicators.policy.rules


def held(thing: Any) -> Iterator[Rule[Any]]:
    """Every rule in the fields of a thing, however deep."""
    for field in attrs.fields(type(thing)):
        match getattr(thing, field.name):
            case Policy(rules=found):
                yield from found
            case (first, *_) as found if hasattr(first, "check"):
                yield from found
            case inner if field.name in {"settings", "evaluation"}:
                yield from held(inner)


def codes_of_classes() -> set[str]:
    """The code of every rule of the library that has one code, whoever uses it."""
    found = {
        thing
        for module in MODULES
        for thing in vars(module).values()
        if isinstance(thing, type) and hasattr(thing, "check")
    }
    return {code for thing in found if isinstance(code := vars(thing).get("code"), str)}


def refusals() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Every call of `refuse` in the source: where, for which reason, with which values."""
    for source in SOURCES:
        for node in ast.walk(source.tree):
            match node:
                case ast.Call(func=ast.Name("refuse"), args=[why, *_], keywords=keywords):
                    given = frozenset(str(keyword.arg) for keyword in keywords)
                    for code in _codes(why):
                        yield source.at(node), code, given


def _codes(why: ast.expr) -> Iterator[str]:
    """The codes that an argument can be: one that is written there, or one of two."""
    match why:
        case ast.Constant(value=str(code)):
            yield code
        case ast.IfExp(body=one, orelse=other):
            yield from (*_codes(one), *_codes(other))


def enumerations() -> list[type[enum.StrEnum]]:
    """Every enumeration of texts in the library, but stages and those that no text shows."""
    found = {
        thing
        for source, module in zip(SOURCES, MODULES, strict=True)
        if source.layer in {"domain", "rules"}
        for thing in vars(module).values()
        if isinstance(thing, enum.EnumMeta) and issubclass(thing, enum.StrEnum)
    }
    said = {each for each in found - UNSAID if each.__name__ != "Stage" and len(each)}
    return sorted(said, key=lambda each: each.__name__)
