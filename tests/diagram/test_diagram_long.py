"""Pictures of long tables: read like a page, and what holds everywhere is said once."""

import re
from itertools import combinations, pairwise
from typing import Any

import pytest

from order_to_cash.diagram import Naming, mermaid, svg
from order_to_cash.diagram.labels import LONG, edges, everywhere, is_long, onward
from order_to_cash.diagram.layout import cards
from order_to_cash.diagram.picture import picture
from order_to_cash.domain.core import Arrow, Language, Lifecycle, Voice
from order_to_cash.domain.onboarding.lifecycle import table
from order_to_cash.operators.b2b import FLOW
from tests.diagram.test_diagram import table_of, texts
from tests.onboarding.samples import small_flow
from tests.standards.processes import EVERY

NINE = table(FLOW)
SAID = (
    "ReportEnvironment / EnvironmentReported ○",
    "CancelOnboarding / OnboardingCancelled → cancelled",
    "CheckDeadlines / DeadlinePassed ○",
)


def chain(length: int) -> Lifecycle[Any, Any, Any]:
    """A table of so many stages, one after the other."""
    stages = [f"s{n}" for n in range(length)]
    return table_of(stages, *((n, "Go", "Gone", n + 1) for n in range(length - 1)))


def test_a_table_is_long_from_a_number_of_stages_on() -> None:
    """One below, at, and one above the limit."""
    assert [False, False, True] == [is_long(chain(LONG + n)) for n in (-1, 0, 1)]


def test_a_long_table_is_read_like_a_page() -> None:
    """ONB-02: the phases stand one below the other, each with its steps from left to right."""
    places = {card.title: card.cell for card in cards(NINE)}
    assert [(0, 0), (0, 1), (1, 0), (1, 2), (9, 0)] == [
        (places[title].row, places[title].column)
        for title in (
            "new",
            "start validation",
            "proposal validation",
            "proposal review",
            "rejected",
        )
    ]
    assert 10 == 1 + max(cell.row for cell in places.values())


def test_what_holds_everywhere_is_said_once() -> None:
    """Rows of every stage between start and ends leave the cards, and stand below them."""
    assert SAID == everywhere(NINE)
    lines = [line for between in edges(NINE).values() for line in between]
    assert not [line for line in lines if "OnboardingCancelled" in line]
    assert 1 == sum("CancelOnboarding" in text for text in texts(svg(NINE, title="x")))
    assert 1 == mermaid(NINE).count("CancelOnboarding")
    assert 3 == sum("CheckDeadlines" in line for line in lines)


def test_each_stage_names_who_leads_on() -> None:
    """ONB-04: the lanes that validate, whoever makes, and the roles that review, card by card."""
    lanes, reviewers = (
        "help desk, operations operator",
        "alliances manager, commercial manager, implementation lead, process",
    )
    people = {card.title: " ".join(card.people) for card in cards(NINE)}
    assert lanes == people["new"] == people["contract validation"]
    assert reviewers == people["contract review"]
    assert {*lanes.split(", "), *reviewers.split(", ")} == set(
        people["contract making"].split(", ")
    )
    assert people["closed"] == people["cancelled"] == ""
    assert 10 == svg(NINE, title="x").count(f">{lanes}<")
    assert 10 == mermaid(NINE).count(f": {lanes}\n")
    assert "who can lead" in svg(NINE, title="x")


def test_a_short_table_names_nobody() -> None:
    """A short picture shows stages and rows alone; the page lists who may do what."""
    small = table(small_flow())
    assert {""} == {onward(small, stage) for stage in small.stages}
    assert "who can lead" not in svg(small, title="x")


def test_a_short_table_says_everything_where_it_is() -> None:
    """Without many stages nothing is taken out of the cards."""
    small = table(small_flow())
    assert () == everywhere(small)
    assert len(small.arrows) == sum(
        line.count(",") + 1 for between in edges(small).values() for line in between
    )


def test_every_other_row_is_still_told() -> None:
    """What is not said once for all stands at its own stages."""
    middle = set(NINE.stages) - NINE.ends - {NINE.start}
    shared = {"EnvironmentReported", "OnboardingCancelled", "DeadlinePassed"}

    def told(arrow: Arrow[Any, Any, Any]) -> bool:
        ends = (NINE.stages.index(arrow.source), NINE.stages.index(arrow.target))
        row = f"{arrow.command.__name__} / {arrow.event.__name__}"
        return any(line.removeprefix("… ") == row for line in edges(NINE).get(ends, ()))

    for arrow in NINE.arrows:
        once = arrow.source in middle and arrow.event.__name__ in shared
        assert told(arrow) != once


def test_only_what_leads_back_is_dashed() -> None:
    """ONB-09: to the right and down is onward; back for correction and to revise are dashed."""
    drawn = picture(NINE)
    back = [wire for wire in drawn.wires if wire.back]
    returned = sum(a.event.__name__ == "DocumentReturned" for a in NINE.arrows)
    reopened = sum(a.event.__name__ == "PhaseReopened" for a in NINE.arrows)
    assert returned + reopened == len(back)


def test_the_wires_of_the_nine_phases_stay_apart() -> None:
    """No wire runs behind a card, and none upon another that leads elsewhere."""
    drawn = picture(NINE)
    parts: list[tuple[int, Any, Any]] = [
        (w.to, min(part), max(part)) for w in drawn.wires for part in pairwise(w.points)
    ]
    for card in drawn.cards:
        left, top = drawn.grid.edge(card, right=False), drawn.grid.top(card)
        right, bottom = left + drawn.grid.card_width, top + card.height
        for _, (ax, ay), (bx, by) in parts:
            assert bx <= left or right <= ax or by <= top or bottom <= ay
    for (to, a, b), (other, c, d) in combinations(parts, 2):
        if to != other and a[0] == b[0] == c[0] == d[0]:
            assert b[1] <= c[1] or d[1] <= a[1]
        if to != other and a[1] == b[1] == c[1] == d[1]:
            assert b[0] <= c[0] or d[0] <= a[0]


@pytest.mark.parametrize("language", [None, Language.EN, Language.ES])
@pytest.mark.parametrize("name", EVERY)
def test_mermaid_of_any_process_stays_narrow(name: str, language: Language | None) -> None:
    """No line of a label is longer than a reader follows, and no text is lost by it."""
    naming = Naming() if language is None else Naming(name, Voice(language))
    text = mermaid(EVERY[name].lifecycle, naming=naming)
    lines = [part for line in text.splitlines() for part in re.split("<br/>| --> s[0-9]+: ", line)]
    plain = [re.sub("#[0-9]+;", "x", line).strip() for line in lines]
    assert [] == [line for line in plain if len(line) > 72]
    for labels in edges(EVERY[name].lifecycle, naming).values():
        for word in " ".join(labels).split():
            assert re.sub("[^A-Za-z]", "", word) in re.sub("[^A-Za-z]", "", text)
