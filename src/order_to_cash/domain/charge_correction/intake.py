"""Whether a correction is taken up: eligibility and the five checks, asked together (FIX-18)."""

from typing import TypeVar

import attrs

from order_to_cash.domain.charge_correction import events as e
from order_to_cash.domain.charge_correction.facts import Checks, IntakeFacts, Standing
from order_to_cash.domain.charge_correction.settings import CorrectionSettings
from order_to_cash.domain.core.decision import Verdict, together
from order_to_cash.domain.core.entity import changed

Known = TypeVar("Known", Standing, Checks)


def added(known: Known, given: Known) -> Known:
    """What was known with what is given put in; nothing that is left out is forgotten."""
    pairs = ((f.name, getattr(given, f.name)) for f in attrs.fields(type(given)))
    return changed(known, **{name: value for name, value in pairs if value is not None})


def answered(
    facts: IntakeFacts, settings: CorrectionSettings
) -> e.NotEligible | e.EvidenceMissing | e.CaseAccepted:
    """Not for this customer or sale, pending until all is there, or registered."""
    eligible, made = settings.eligibility.decide(facts), settings.intake.decide(facts)
    decision = together("charge correction", (eligible, made))
    if eligible.verdict is Verdict.FAIL:
        return e.NotEligible(decision)
    return (
        e.CaseAccepted(decision, settings.queue) if decision.allows else e.EvidenceMissing(decision)
    )
