"""The review: what fails first ends it, and only what was found is told (TRF-06, TRF-07)."""

from typing import Any

import pytest

from order_to_cash.domain.core import Language, Moved
from order_to_cash.domain.trade import Notify
from order_to_cash.domain.trade.notice_wording import worded
from order_to_cash.domain.transfer import Feasibility, Stage, Step
from order_to_cash.domain.transfer import commands as c
from order_to_cash.domain.transfer import events as e
from order_to_cash.testing import Story
from tests.transfer import samples as s

IN_ORDER = {
    1: (Step.FEASIBILITY, Step.REQUIREMENTS),
    2: (Step.FEASIBILITY, Step.REQUIREMENTS),
    3: (Step.REQUIREMENTS, Step.FEASIBILITY),
    4: (Step.REQUIREMENTS, Step.FEASIBILITY),
}
"""Which side each procedure looks at first, by hand from 004."""

NOWHERE = c.ReportFeasibility(Feasibility(in_zone=False, feasible=None, reason="otra zona"))
DEBT = c.PresentRequirements(s.presented(overdue=s.bob("99.90"), documents=()))
FAILING: dict[Step, c.Command] = {Step.FEASIBILITY: NOWHERE, Step.REQUIREMENTS: DEBT}
UNKNOWN: dict[Step, c.Command] = {
    Step.FEASIBILITY: c.ReportFeasibility(Feasibility(in_zone=True, feasible=None)),
    Step.REQUIREMENTS: c.PresentRequirements(s.presented(overdue=None)),
}
CODES = {
    Step.FEASIBILITY: ["transfer.in-zone"],
    Step.REQUIREMENTS: [
        "requirements.identity",
        "requirements.accounts",
        "requirements.sketch",
    ],
}
FORMS = ["requirements.identity-copy", "requirements.plan-form"]
"""What is missing of the papers that procedures 3 and 4 ask for beside the annex."""


def codes(number: int, step: Step) -> list[str]:
    """What fails on a side that has nothing."""
    back = step is Step.REQUIREMENTS and number > 2
    return [*CODES[step], *(FORMS if back else [])]


def looked(number: int, *sides: c.Command) -> Story[Any, Any, Any]:
    """The review after these sides were looked at."""
    story = s.before(number, IN_ORDER[number][0])
    role = s.SALES if number in (1, 2) else s.ADVISOR
    for side in sides:
        story = story.when(s.envelope(role, side))
    return story


def ended(story: Story[Any, Any, Any]) -> tuple[e.TransferRefused, Notify]:
    """How the review ended, and what the customer is told."""
    story.reaches(Stage.NOT_POSSIBLE)
    assert isinstance(story.outcome, Moved)
    (notice,) = story.outcome.messages
    refused = story.outcome.events[-1]
    assert isinstance(refused, e.TransferRefused)
    return refused, notice


@pytest.mark.parametrize("number", IN_ORDER)
def test_the_first_side_that_fails_ends_the_procedure(number: int) -> None:
    """TRF-07: nobody waits for a side that nobody needs, and it is told as not looked at."""
    first, second = IN_ORDER[number]
    refused, notice = ended(looked(number, FAILING[first]))
    assert (second,) == refused.unseen
    assert codes(number, first) == [finding.rule for finding in notice.findings]
    assert {"unseen": (second.value,)}.items() <= dict(notice.values).items()


@pytest.mark.parametrize("number", IN_ORDER)
def test_the_second_side_ends_it_too(number: int) -> None:
    """TRF-06, TRF-07: what passed is no reason, and nothing is left that was not looked at."""
    first, second = IN_ORDER[number]
    passed = s.command(number, first)
    refused, notice = ended(looked(number, passed, FAILING[second]))
    assert () == refused.unseen
    assert codes(number, second) == [finding.rule for finding in notice.findings]
    assert "unseen" not in dict(notice.values)


@pytest.mark.parametrize("number", IN_ORDER)
def test_what_is_not_known_is_never_a_reason(number: int) -> None:
    """TRF-07: an open side waits; with the other one failed, only that one is told."""
    first, second = IN_ORDER[number]
    waiting = looked(number, UNKNOWN[first])
    waiting.reaches(Stage.IN_REVIEW)
    waiting.when(
        s.envelope(s.SALES if number < 3 else s.ADVISOR, s.command(number, first))
    ).reaches(Stage.IN_REVIEW)
    refused, notice = ended(looked(number, UNKNOWN[first], FAILING[second]))
    assert () == refused.unseen
    assert codes(number, second) == [finding.rule for finding in notice.findings]


@pytest.mark.parametrize("number", IN_ORDER)
def test_both_sides_unknown_end_nothing(number: int) -> None:
    """TRF-07: neither yes nor no, until somebody says more."""
    first, second = IN_ORDER[number]
    looked(number, UNKNOWN[first], UNKNOWN[second]).reaches(Stage.IN_REVIEW)


def test_the_letter_has_whole_sentences_with_figures_in_the_language_asked_for() -> None:
    """TRF-07: each reason is a sentence with its amount and clause, on a line of its own."""
    _, notice = ended(looked(4, DEBT))
    assert (
        "No es posible realizar su traslado T-1:\n"
        "- No se mostró cédula de identidad; traiga una vigente el 16 de noviembre de 2020 "
        "(PLN-GPI-P09 § anexo 2).\n"
        "- Hay 99.90 BOB vencidos; páguelos primero (PLN-GPI-P09 § anexo 2).\n"
        "- Falta el croquis de ubicación; preséntelo (PLN-GPI-P09 § anexo 2).\n"
        "- Falta la fotocopia de la cédula (PLN-GPI-P09 § II.3 paso 5; II.4 paso 9).\n"
        "- Falta el Formulario Plan B; llénelo (PLN-GPI-P09 § II.3 paso 5; II.4 paso 9).\n"
        "Ya no se verificó: factibilidad.\n"
    ) == worded(notice, Language.ES).body
    english = worded(notice, Language.EN).body
    assert "- 99.90 BOB is past due; pay it first (PLN-GPI-P09 § anexo 2).\n" in english
    assert english.endswith("Not looked at any more: feasibility.\n")


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (
            Feasibility(in_zone=False, feasible=None, reason="otra zona"),
            ["la nueva dirección no está en la zona: otra zona"],
        ),
        (Feasibility(in_zone=None, feasible=False), ["la nueva dirección no es factible"]),
        (
            Feasibility(in_zone=True, feasible=False, reason=" "),
            ["la nueva dirección no es factible"],
        ),
        (
            Feasibility(in_zone=False, feasible=False),
            ["la nueva dirección no está en la zona", "la nueva dirección no es factible"],
        ),
    ],
)
def test_only_what_was_found_is_told(found: Feasibility, told: list[str]) -> None:
    """TRF-07: not in the zone is not "not feasible", and a blank reason is none."""
    _, notice = ended(looked(1, c.ReportFeasibility(found)))
    assert told == [finding.text(Language.ES) for finding in notice.findings]


def test_the_review_has_its_name_in_the_readers_language() -> None:
    """TRF-07: the head of the decision is read in Spanish as all its lines are."""
    refused, _ = ended(looked(1, NOWHERE))
    assert "examen del traslado: denegado" == refused.decision.sentences(Language.ES)[0]
    assert "review of the transfer: declined" == refused.decision.sentences(Language.EN)[0]


def test_what_is_shown_is_added_to_what_was_shown() -> None:
    """TRU-12: a debt that nobody had looked up is looked up, and no paper is shown again."""
    first = c.PresentRequirements(s.presented(overdue=None))
    second = c.PresentRequirements(s.presented(documents=None, address=None, charge_accepted=None))
    story = looked(3, first, second)
    assert s.presented() == story.state.presented
    fit = c.ReportFeasibility(Feasibility(in_zone=True, feasible=True))
    story.when(s.envelope(s.ADVISOR, fit)).reaches(Stage.IN_EXECUTION)
