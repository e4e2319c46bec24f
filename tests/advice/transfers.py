"""Advice of transfers, of which the blank text stands for every process (TRU-12)."""

from typing import Final

from order_to_cash.domain.core import Envelope, changed
from order_to_cash.domain.transfer import Step
from order_to_cash.domain.transfer import commands as c
from order_to_cash.operators.bolivia import TRANSFER_REQUESTS
from tests.advice.advising import Advice
from tests.transfer import samples as s


def product(contract_type: str) -> Envelope[c.Command]:
    """The product of a transfer is recorded, with this type of contract."""
    contract = s.PRODUCT.contract
    assert contract is not None
    record = changed(s.PRODUCT, contract=changed(contract, contract_type=contract_type))
    return s.envelope(s.ADVISOR, c.RecordStep(Step.TRANSFER_PRODUCT, record))


AT_THE_PRODUCT: Final = s.before(3, Step.TRANSFER_PRODUCT).state
ADVICE: Final = (
    Advice(
        "process.blank",
        TRANSFER_REQUESTS,
        AT_THE_PRODUCT,
        product(" "),
        again=product("residencial"),
    ),
)
