"""Whatever a rule answers can be read: its words find each value that they show by its name."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import WORDS, Decision, Language, Policy, Verdict
from order_to_cash.domain.core.wording import placeholders
from order_to_cash.operators.peru import PERU
from tests.rules.test_laws import SUBJECTS, cases

PARTS: Final = {Verdict.PASS: "passed", Verdict.FAIL: "failed", Verdict.OPEN: "open"}


def policies() -> Iterator[Policy[Any]]:
    """Every policy that a process of the operator holds."""
    order, account, _, _, onboarding, corrections, *_ = PERU.processes
    settings: Any = order.settings  # type: ignore[attr-defined]
    yield from (settings.intake, settings.party, settings.availability, settings.financing)
    yield from (settings.validation, account.evaluation.policy)  # type: ignore[attr-defined]
    taken_on: Any = onboarding.settings  # type: ignore[attr-defined]
    yield from (taken_on.approval, taken_on.review, taken_on.prerequisites)
    corrected: Any = corrections.settings  # type: ignore[attr-defined]
    yield from (corrected.eligibility, corrected.intake)


def test_the_laws_know_every_policy_of_the_operator() -> None:
    """No rule of an operator escapes the laws, nor its words the catalogue."""
    asked = {type(rule) for policy in policies() for rule in policy.rules}
    assert set() == asked - {type(r) for subject in SUBJECTS.values() for r in subject.policy.rules}


@pytest.mark.parametrize("name", SUBJECTS)
@given(data=st.data())
def test_every_finding_can_be_read_in_both_languages(name: str, data: st.DataObject) -> None:
    """Whatever a rule finds has a value for each name, is in the catalogue, and renders."""
    decision: Decision = SUBJECTS[name].policy.decide(data.draw(cases(SUBJECTS[name])))
    for finding in decision.findings:
        english, spanish = finding.text(Language.EN), finding.text(Language.ES)
        assert english != spanish
        assert not {"{", "}"} & {*english, *spanish}
        part = "skipped" if not finding.applies else PARTS[finding.verdict]
        said = WORDS.find(Language.EN, "rule", finding.rule, part) or ""
        assert set() == placeholders(said) - {*finding.values, "title"}, finding.rule
