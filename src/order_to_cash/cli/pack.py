"""`pack`: whether a data pack is whole, and what it does not say in its languages."""

from argparse import Namespace
from collections.abc import Iterable

from order_to_cash.cli.status import BAD_LINES, GOOD
from order_to_cash.domain.core import Language
from order_to_cash.domain.core.wording import languages_of
from order_to_cash.operators.known import operator_named
from order_to_cash.operators.operator import Operator
from order_to_cash.operators.saying import unsaid


def pack(options: Namespace) -> int:
    """Print each text that is missing or does not fit, then what the pack is made of.

    Without a language given, those count that the pack has words of its own in, and English.
    """
    operator = operator_named(options.operator)
    given = tuple(map(operator.words.spoken, options.language))
    languages = given or claimed(operator)
    found = tuple(problem for language in languages for problem in unsaid(operator, language))
    for problem in found:
        print(f"{problem.path}: {problem.message}")
    print(f"{operator.name}: processes: {_listed(operator.by_name)}")
    print(f"  roles of its own: {_listed(r for r in operator.known_roles if r.is_own)}")
    print(f"  codes of its own: {_listed(f'{type(c).__name__} {c}' for c in operator.codes)}")
    print(f"  languages: {_listed(languages)}; {len(found)} texts to see to")
    return BAD_LINES if found else GOOD


def claimed(operator: Operator) -> tuple[Language, ...]:
    """English, and every language that the pack has words of its own in."""
    own = sorted({each for folder in operator.words.folders for each in languages_of(folder)})
    return tuple(dict.fromkeys((Language.EN, *own)))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"
