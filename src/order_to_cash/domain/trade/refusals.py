"""Every reason for which a command is refused, by its code."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.charge_correction import refusals as charge_correction
from order_to_cash.domain.charge_obligation import refusals as charge_obligation
from order_to_cash.domain.core import given, process
from order_to_cash.domain.core.wording import Phrase
from order_to_cash.domain.credit_account import refusals as credit_account
from order_to_cash.domain.onboarding import refusals as onboarding
from order_to_cash.domain.order import refusals as order
from order_to_cash.domain.payment import refusals as payment
from order_to_cash.domain.plan_change import refusals as plan_change
from order_to_cash.domain.receivable import refusals as receivable
from order_to_cash.domain.technical_claim import refusals as technical_claim
from order_to_cash.domain.transfer import refusals as transfer

PHRASES: Final[Mapping[str, Phrase]] = {
    phrase.code: phrase
    for phrases in (
        process.PHRASES,
        given.PHRASES,
        order.PHRASES,
        credit_account.PHRASES,
        receivable.PHRASES,
        payment.PHRASES,
        transfer.PHRASES,
        onboarding.PHRASES,
        plan_change.PHRASES,
        technical_claim.PHRASES,
        charge_correction.PHRASES,
        charge_obligation.PHRASES,
    )
    for phrase in phrases
}
