"""Public holidays of the countries of the packs, as dates of a calendar (IND-05)."""

import os
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from order_to_cash.domain.core import BusinessCalendar, InvalidValue, MissingExtra, working_time
from order_to_cash.operators.holidays import MOST_YEARS, public_holidays


@pytest.fixture(autouse=True)
def _package() -> None:
    pytest.importorskip("holidays", reason="the extra calendars is not installed")


def code_of(call: Any) -> str:
    with pytest.raises(InvalidValue) as caught:
        call()
    return caught.value.code


@pytest.mark.parametrize(
    ("country", "subdivision", "day", "holiday"),
    [
        # Fiestas Patrias of Peru, the day of Cochabamba, Fiestas Patrias of Chile
        ("PE", "", date(2026, 7, 28), True),
        ("PE", "", date(2026, 7, 29), True),
        ("PE", "", date(2026, 9, 14), False),
        ("BO", "", date(2026, 8, 6), True),
        ("BO", "", date(2026, 9, 14), False),
        ("BO", "C", date(2026, 9, 14), True),
        ("CL", "", date(2026, 9, 18), True),
        ("CL", "", date(2026, 9, 19), True),
        ("CL", "", date(2026, 7, 28), False),
        ("PE", "", date(2026, 4, 3), True),
    ],
)
def test_each_country_has_its_days(
    country: str, subdivision: str, day: date, *, holiday: bool
) -> None:
    """IND-05: national days by law, and one that a single department keeps."""
    found = public_holidays(country, (2026,), subdivision=subdivision)
    assert holiday == (day in found)


def test_holidays_are_dates_with_names_in_one_language() -> None:
    """IND-05: whatever the surroundings, names are those of the language that was asked for."""
    found = public_holidays("CL", (2027, 2026, 2027))
    assert sorted(found) == list(found)
    assert {2026, 2027} == {day.year for day in found}
    assert "Navidad" == found[date(2026, 12, 25)]
    assert "Christmas Day" == public_holidays("CL", (2026,), language="en_US")[date(2026, 12, 25)]


def test_the_package_is_always_told_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """IND-05: no call leaves the language to what the machine speaks."""
    asked: list[Any] = []

    class Found(dict[date, str]):
        supported_languages = ("es",)

    def country_holidays(country: str, **more: Any) -> Found:
        asked.append((country, more))
        return Found({date(2026, 1, 1): "Año Nuevo"})

    monkeypatch.setitem(sys.modules, "holidays", SimpleNamespace(country_holidays=country_holidays))
    public_holidays("BO", (2026,), subdivision="C")
    assert [("BO", {"subdiv": "C", "years": 2026, "language": "es"})] == asked


def test_working_time_goes_around_them() -> None:
    """IND-05: from Monday to Thursday over Fiestas Patrias, at 9 to 17, are two working days."""
    days = frozenset(public_holidays("PE", (2026,)))
    office = BusinessCalendar("America/Lima", holidays=days, opens=time(9), closes=time(17))
    lima = ZoneInfo("America/Lima")
    begins, ends = (datetime(2026, 7, day, 9, tzinfo=lima) for day in (27, 31))
    assert timedelta(hours=16) == working_time(office, begins, ends)


@pytest.mark.parametrize(
    ("country", "years", "more", "code"),
    [
        ("XX", (2026,), {}, "holidays.unknown"),
        ("PE", (2026,), {"subdivision": "Z"}, "holidays.unknown"),
        ("PE", (2026,), {"language": "qq"}, "holidays.unknown"),
        ("PE", (1700,), {}, "holidays.unknown-year"),
        ("PE", (2026, 2900), {}, "holidays.unknown-year"),
        ("PE", (), {}, "holidays.years"),
        ("PE", range(1950, 1951 + MOST_YEARS), {}, "holidays.years"),
    ],
)
def test_what_is_not_known_is_refused(
    country: str, years: Any, more: dict[str, str], code: str
) -> None:
    """IND-05: nobody measures a year without holidays by mistake."""
    assert code == code_of(lambda: public_holidays(country, years, **more))


def test_without_the_extra_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """IND-05: who lacks the package is told how to get it."""
    monkeypatch.setitem(sys.modules, "holidays", None)
    with pytest.raises(MissingExtra, match=r"order-to-cash\[calendars\]"):
        public_holidays("PE", (2026,))


def test_nothing_is_imported_unless_somebody_asks() -> None:
    """IND-05: packs and calendars start without the package."""
    script = (
        "import sys\n"
        "import order_to_cash.operators.holidays, order_to_cash.operators.known as known\n"
        "list(known.OPERATORS.values())\n"
        "print('holidays' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, check=True
    )
    assert b"False" == ran.stdout.strip()
