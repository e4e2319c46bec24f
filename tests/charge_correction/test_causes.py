"""The root cause of a wrong charge: every combination of the facts, known and unknown."""

from itertools import product
from typing import Any, Final

import pytest

from order_to_cash.domain.charge_correction import Cause, CauseFacts, Diagnosis, Offer
from order_to_cash.domain.charge_correction.causes import FACTS, completions
from order_to_cash.rules.charge_correction import CAUSES

CHOICES: Final[list[tuple[Any, ...]]] = [(*values, None) for values in FACTS.values()]
EVERY: Final = tuple(
    CauseFacts(**dict(zip(FACTS, found, strict=True))) for found in product(*CHOICES)
)
COMPLETE: Final = tuple(completions(CauseFacts()))
BY_HAND: Final = {
    Cause.CONFIGURATION: 6,
    Cause.MISALIGNMENT: 9,
    Cause.SALES_WITH_OFFER: 8,
    Cause.SALES_WITHOUT_OFFER: 4,
    Cause.POST_SALE: 18,
    None: 51,
}
"""How many of the 96 complete combinations have each cause, counted by hand."""


def diagnosis(facts: CauseFacts) -> Diagnosis:
    return CAUSES.diagnose(facts)


def informed(facts: CauseFacts) -> list[CauseFacts]:
    """The facts with one more of them known, in every way."""
    known = {name: getattr(facts, name) for name in FACTS}
    return [
        CauseFacts(**{**known, name: value})
        for name, values in FACTS.items()
        if known[name] is None
        for value in values
    ]


def test_every_combination_is_walked() -> None:
    """Two to the fifth times three complete ones, three to the fifth times four in all."""
    assert (96, 972) == (len(COMPLETE), len(set(EVERY)))


def test_the_rows_exclude_each_other() -> None:
    """No complete facts fit two rows, so the order of the rows means nothing."""
    assert set() == {facts for facts in COMPLETE if 1 < sum(r.fits(facts) for r in CAUSES.rows)}


def test_the_causes_of_all_complete_facts_are_counted() -> None:
    """FIX-05, FIX-08, FIX-11: each cause has as many combinations as counted by hand."""
    causes = [diagnosis(facts).cause for facts in COMPLETE]
    assert {cause: causes.count(cause) for cause in BY_HAND} == BY_HAND


def test_what_more_is_known_never_brings_a_cause_back() -> None:
    """Of all 972: a further fact leaves the same causes or fewer, and a decided one stays."""
    for facts in EVERY:
        before = set(diagnosis(facts).possible)
        for more in informed(facts):
            assert set(diagnosis(more).possible) <= before


def test_evidence_used_decides_and_evidence_missing_could() -> None:
    """Of all 972: what is used alone says the same, and only what could tell is missing."""
    for facts in EVERY:
        found = diagnosis(facts)
        used = CauseFacts(**{name: getattr(facts, name) for name in found.used})
        assert diagnosis(used).possible == found.possible
        assert found.is_open == bool(found.missing)
        assert set() == set(found.used) & set(found.missing)


@pytest.mark.parametrize("facts", [f for f in EVERY if f.in_evaluation is False])
def test_nothing_in_the_evaluation_excludes_activations(facts: CauseFacts) -> None:
    """FIX-12: what the evaluation request does not show was not lost by Activations."""
    assert not {Cause.CONFIGURATION, Cause.MISALIGNMENT} & set(diagnosis(facts).possible)


def test_a_configuration_error() -> None:
    """FIX-06, FIX-21: in the evaluation request, missing from the plan, nothing done since."""
    facts = CauseFacts(in_evaluation=True, on_plan=False, regularised=False, post_sale=False)
    assert Cause.CONFIGURATION is diagnosis(facts).cause
    assert ("in_evaluation", "on_plan", "regularised", "post_sale") == diagnosis(facts).used


@pytest.mark.parametrize(
    ("regularised", "billed_since", "possible"),
    [
        (True, True, (Cause.MISALIGNMENT,)),
        (True, False, (None,)),
        (False, True, (None,)),
        (True, None, (Cause.MISALIGNMENT, None)),
        (None, True, (Cause.MISALIGNMENT, None)),
    ],
)
def test_a_misalignment_needs_both(
    regularised: bool | None, billed_since: bool | None, possible: tuple[Cause | None, ...]
) -> None:
    """FIX-07, FIX-22: regularised earlier, and a bill since then bears the old charge."""
    facts = CauseFacts(
        in_evaluation=True, on_plan=True, regularised=regularised, billed_since=billed_since
    )
    assert possible == diagnosis(facts).possible


@pytest.mark.parametrize(
    ("offer", "cause"),
    [
        (Offer.IN_FORCE, Cause.SALES_WITH_OFFER),
        (Offer.NEGOTIATED, Cause.SALES_WITH_OFFER),
        (Offer.NONE, Cause.SALES_WITHOUT_OFFER),
    ],
)
def test_sales_did_not_enter_it(offer: Offer, cause: Cause) -> None:
    """FIX-08, FIX-09, FIX-10: how the offer stood tells the two scenarios of sales apart."""
    never = CauseFacts(in_evaluation=False, on_plan=False, regularised=False)
    assert (Cause.SALES_WITH_OFFER, Cause.SALES_WITHOUT_OFFER) == diagnosis(never).possible
    assert ("offer",) == diagnosis(never).missing
    known = CauseFacts(in_evaluation=False, on_plan=False, regularised=False, offer=offer)
    assert cause is diagnosis(known).cause


def test_an_operation_of_the_customer_lost_it() -> None:
    """FIX-11: it had been granted, is gone from the plan, and the customer had the line changed."""
    granted = CauseFacts(in_evaluation=True, on_plan=False, post_sale=True)
    assert Cause.POST_SALE is diagnosis(granted).cause
    unsure = CauseFacts(in_evaluation=True, on_plan=False, regularised=False)
    assert (Cause.CONFIGURATION, Cause.POST_SALE) == diagnosis(unsure).possible
    assert ("post_sale",) == diagnosis(unsure).missing


def test_what_fits_no_row_explains_nothing() -> None:
    """Visible in the plan and never regularised: nothing says why the charge should be wrong."""
    shown = CauseFacts(in_evaluation=True, on_plan=True, regularised=False)
    assert Diagnosis((None,), ("in_evaluation", "on_plan", "regularised"), ()) == diagnosis(shown)


def test_only_what_the_cause_depends_on_is_evidence() -> None:
    """FIX-12: facts that no row of the cause asks about are known, and are no evidence for it."""
    facts = CauseFacts(
        in_evaluation=True,
        on_plan=False,
        regularised=False,
        post_sale=False,
        billed_since=True,
        offer=Offer.IN_FORCE,
    )
    found = diagnosis(facts)
    assert Cause.CONFIGURATION is found.cause
    assert {"in_evaluation", "on_plan", "regularised", "post_sale"} == set(found.used)
