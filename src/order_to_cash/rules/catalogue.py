"""Every sentence of every rule, by its code: one catalogue in Spanish and English."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core import Sentence
from order_to_cash.rules import (
    availability,
    charge_correction,
    compatibility,
    credit,
    dunning,
    indicators,
    intake,
    onboarding,
    plan_change,
    registration,
    requirements,
    transfer,
    validation,
)

SENTENCES: Final[Mapping[str, Sentence]] = {
    sentence.code: sentence
    for module in (
        intake,
        registration,
        availability,
        credit,
        validation,
        compatibility,
        dunning,
        requirements,
        transfer,
        indicators,
        onboarding,
        plan_change,
        charge_correction,
    )
    for sentence in module.SENTENCES
}
