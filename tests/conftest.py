"""How the property tests search: the same way on every machine, deeper on request.

`HYPOTHESIS_PROFILE=deep` searches longer and with fresh seeds, `quick` less long. The variables
`STRANGE_DECIMALS` and `STRANGE_LOCALE` make the tests run inside a program that has set its own
decimal context or its locale.
"""

import decimal
import locale
import os
from pathlib import Path

import pytest
from hypothesis import settings

# so that helpers also check where Python leaves assertions out
pytest.register_assert_rewrite(
    *(
        f"tests.{path.stem}"
        for path in Path(__file__).parent.iterdir()
        if path.stem not in {"__init__", "__pycache__", "conftest"}
    )
)
settings.register_profile("steady", max_examples=200, derandomize=True, deadline=None)
settings.register_profile("quick", max_examples=20, derandomize=True, deadline=None)
settings.register_profile("deep", max_examples=10_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def _decimals(context: decimal.Context) -> None:
    context.prec, context.rounding = 3, decimal.ROUND_DOWN
    for signal in (decimal.Inexact, decimal.Rounded, decimal.Subnormal, decimal.FloatOperation):
        context.traps[signal] = True


if "STRANGE_DECIMALS" in os.environ:
    _decimals(decimal.getcontext())
    _decimals(decimal.DefaultContext)  # threads copy it
if "STRANGE_LOCALE" in os.environ:
    locale.setlocale(locale.LC_ALL, os.environ["STRANGE_LOCALE"])
