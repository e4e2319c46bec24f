"""Public holidays as dates of a calendar; needs the extra `calendars` (the package holidays).

Nothing of the package is imported unless somebody asks. What it answers is data: a pack that is to
answer the same in ten years writes the dates down.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from importlib import import_module
from typing import Any, Final

from order_to_cash.domain.core import InvalidValue, MissingExtra

SPANISH: Final = "es"
MOST_YEARS: Final = 100


def public_holidays(
    country: str, years: Iterable[int], *, subdivision: str = "", language: str = SPANISH
) -> Mapping[date, str]:
    """The public holidays of a country in these years by their day, each with its name.

    `country` is of ISO 3166-1, such as PE, BO or CL; `subdivision` of ISO 3166-2 without it, such
    as C for Cochabamba; `language` is that of the names. Raises `InvalidValue` for what the package
    does not know, and for a year that it has no holiday of; `MissingExtra` without the package.
    """
    asked = sorted(set(years))
    if not 0 < len(asked) <= MOST_YEARS:
        raise InvalidValue(
            f"holidays are of 1 to {MOST_YEARS} years; name them, such as (2026, 2027)",
            code="holidays.years",
        )
    found: dict[date, str] = {}
    for year in asked:
        of_year = _of(country, year, subdivision, language)
        if not of_year:
            raise InvalidValue(
                f"the package holidays has none of {year} there; every day would be a working day, "
                "so ask for other years or write the dates down",
                code="holidays.unknown-year",
            )
        found |= sorted(of_year.items())
    return found


def _of(country: str, year: int, subdivision: str, language: str) -> Mapping[date, str]:
    """The holidays of a year, always in a language: without one, the surroundings choose it."""
    try:
        found: Any = _package().country_holidays(
            country, subdiv=subdivision or None, years=year, language=language
        )
    except NotImplementedError:
        raise _unknown("the country or the subdivision") from None
    if language not in found.supported_languages:
        raise _unknown("the language")
    return dict(found)


def _package() -> Any:
    try:
        return import_module("holidays")
    except ImportError:
        raise MissingExtra(
            "public holidays need a package; run: pip install 'order-to-cash[calendars]'"
        ) from None


def _unknown(what: str) -> InvalidValue:
    return InvalidValue(
        f"{what} is not known to the package holidays; give ISO codes, such as BO and C, and a "
        "language such as es",
        code="holidays.unknown",
    )
