"""The words of the small processes and rules that the tests make up."""

from pathlib import Path

from order_to_cash.domain.core import Words

SMALL = Words((Path(__file__).parent,))
