"""The words of the small processes and rules that the tests make up."""

from pathlib import Path

from order_to_cash.domain.core import Language, Words

SMALL = Words((Path(__file__).parent,))

WHOLE = (Language.EN, Language.ES)
"""The languages in which everything is said; of others there is a part, as orders in Portuguese."""
