"""What is shown: well-formed, escaped, without scripts or network, in the language asked for."""

import re
from datetime import date
from html import unescape
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from order_to_cash.analytics import replay
from order_to_cash.analytics.ageing import AgeingAggregation, AgeingQuestion
from order_to_cash.domain.core import (
    Answer,
    Clause,
    Decision,
    Finding,
    InvalidValue,
    Policy,
    Refusal,
    changed,
    refuse,
)
from order_to_cash.domain.core.html import DRESS
from order_to_cash.domain.receivable import Stage
from order_to_cash.operators.bolivia import TRANSFER_FEES
from order_to_cash.operators.peru import CREDIT_ACCOUNTS, PERU, RECEIVABLES, TAX
from order_to_cash.rules import credit_policy
from order_to_cash.rules.ageing import Ageing
from order_to_cash.showing import Shown, show
from order_to_cash.whatif import breakpoints, remedies, what_if
from tests.indicators.html import Page, opened
from tests.indicators.test_page import of_units
from tests.rules.test_credit import FACTS
from tests.rules.told import CLAUSE, pen

POLICY = credit_policy(CLAUSE, days=0, amount=pen("0.00"))
DECISION = POLICY.decide(FACTS)
FINDING = DECISION.findings[-1]
REFUSAL = refuse("account.amount-not-positive", DECISION, amount=pen("0.00"))
GRID = what_if(POLICY, FACTS, limit=["371.00", "370.99"])
TURNINGS = breakpoints(POLICY, FACTS)
REMEDIES = remedies(POLICY, FACTS)
THINGS: dict[str, Any] = {
    "finding": FINDING,
    "decision": DECISION,
    "policy": POLICY,
    "refusal": REFUSAL,
    "grid": GRID,
    "remedies": REMEDIES,
    "breakpoint": TURNINGS[0],
    "breakpoints": TURNINGS,
    "table": RECEIVABLES.lifecycle,
    "process": RECEIVABLES,
    "report": of_units("north", "south"),
    "operator": PERU,
    "timeline": TAX.categories[0].rates,
    "tariffs": TRANSFER_FEES,
    "replay": replay(POLICY, POLICY, [("o-1", FACTS)]),
    "ageing": AgeingAggregation(AgeingQuestion(Ageing(), date(2024, 3, 31))).report(),
}
OF_ITSELF = [name for name in THINGS if name not in ("process", "report", "ageing", "breakpoints")]
"""What shows itself; the others are given to `show`."""

HOSTILE = "<script>alert(1)</script>"


def texts(html: str) -> str:
    """All that is read, with what screen readers are told of a picture."""
    return " ".join(Page(opened(html)).texts)


@pytest.mark.parametrize("name", THINGS)
def test_what_is_shown_is_well_formed_and_alone(name: str) -> None:
    """No scripts, no style sheets from elsewhere, no addresses: safe in a notebook of others."""
    html = opened(show(THINGS[name])._repr_html_())
    page = Page(html)
    tags = {tag for tag, _ in page.elements}
    assert set() == tags & {"script", "link", "img", "iframe", "object", "a", "foreignObject"}
    assert [] == [a for _, known in page.elements for a in known if a.startswith("on")]
    assert {"http://www.w3.org/2000/svg"} >= set(page.all("xmlns"))
    assert "http" not in html.replace("http://www.w3.org/2000/svg", "")
    assert "url(" not in html


@pytest.mark.parametrize("name", OF_ITSELF)
def test_a_notebook_shows_the_thing_itself(name: str) -> None:
    """The last expression of a cell is enough: nothing has to be called."""
    assert Page(THINGS[name]._repr_html_()).elements


@pytest.mark.parametrize("name", [name for name in THINGS if name != "table"])
def test_it_is_shown_in_the_language_asked_for(name: str) -> None:
    """Spanish says other words than English, of the same thing."""
    assert texts(show(THINGS[name]).html) != texts(show(THINGS[name], "es").html)


def test_colours_are_those_of_the_page_around() -> None:
    """Tables have no colours of their own, so that they are read on light and on dark paper."""
    for name in ("finding", "decision", "policy", "refusal", "grid", "remedies"):
        styles = " ".join(Page(show(THINGS[name]).html).all("style"))
        assert set() == set(re.findall(r"(?:background|[^-]color):(?!inherit)\S+", styles))


def test_headings_are_told_to_screen_readers() -> None:
    """Each column has a heading with its scope, each table a caption."""
    page = Page(DECISION._repr_html_())
    assert ["col"] * 4 == page.all("scope")
    assert 1 == len(page.of("caption"))
    for text in ("verdict", "finding", "clause", "code", "credit: approved", "approved"):
        assert text in page.texts


def test_a_wide_table_is_moved_by_itself() -> None:
    """IND-09: on a phone a table that is wider is moved, not the page; its cells break, not it."""
    told = fromstring(f"<p>{show(DECISION).html}</p>")  # noqa: S314
    for table in told.iter("table"):
        (box,) = (each for each in told.iter("div") if table in each)
        assert "overflow-x:auto" in box.attrib["style"]
        assert ("0", table.findtext("caption")) == (
            box.attrib["tabindex"],
            box.attrib["aria-label"],
        )
        assert all("white-space:normal" in cell.attrib["style"] for cell in table.iter("td"))


def test_what_is_not_applicable_says_so() -> None:
    """A rule that has nothing to say is no approval in the eye of the reader."""
    unknown = POLICY.decide(changed(FACTS, known=False))
    assert "not applicable" in Page(unknown._repr_html_()).texts


def test_a_refusal_shows_its_reason_and_its_decision() -> None:
    """The sentence first, the table behind it below; without a decision the sentence alone."""
    page = Page(REFUSAL._repr_html_())
    assert page.texts[0] == "0.00 PEN is not an amount to use; it must be above zero"
    assert "credit: approved" in page.texts
    assert "table" not in {tag for tag, _ in Page(Refusal("process.unknown-case").html()).elements}


def test_hostile_texts_are_inert() -> None:
    """Whatever a pack, a document or a person wrote is shown as it is, and never run."""
    found = Finding(HOSTILE, Clause(HOSTILE, HOSTILE), Answer(False, {"it": HOSTILE}))
    decision = Decision.of(HOSTILE, (found,))
    refusal, policy = Refusal(HOSTILE, decision=decision), Policy[Any](HOSTILE, ())
    things: tuple[Any, ...] = (found, decision, refusal, policy)
    for thing in things:
        html = show(thing).html
        assert "<script" not in html
        assert HOSTILE in unescape(html)


def test_the_picture_marks_where_a_case_stands() -> None:
    """One stage has the mark, in words and for those who hear it; without a case none has."""
    marked = opened(show(RECEIVABLES, here=Stage.BLOCKED).html)
    assert 1 == marked.count(">the case is here<")
    assert "The case is in: service blocked." in marked
    assert "the case is here" not in opened(show(RECEIVABLES).html)
    (alt,) = Page(show(RECEIVABLES, "es", here=Stage.BLOCKED).html).all("alt")
    assert "El caso está en:" in alt


def test_pictures_on_one_page_have_ids_of_their_own() -> None:
    """Two pictures in a notebook do not take each other's titles."""
    one, other = (
        Page(opened(show(process).html)).all("id") for process in (RECEIVABLES, CREDIT_ACCOUNTS)
    )
    assert one
    assert set() == {*one} & {*other}
    marked = Page(opened(show(RECEIVABLES, here=Stage.BLOCKED).html)).all("id")
    assert set() == {*one} & {*marked}


@pytest.mark.parametrize("name", THINGS)
def test_it_looks_as_it_is_where_the_page_around_takes_all_looks_away(name: str) -> None:
    """Marimo resets headings, lists and tables: each of ours says itself how it stands."""
    page = Page(show(THINGS[name])._repr_html_())
    bare = [tag for tag, known in page.elements if tag in DRESS and "style" not in known]
    assert [] == bare


PICTURES = {"table": 1, "process": 1, "report": 2}


@pytest.mark.parametrize("name", THINGS)
def test_a_notebook_that_is_not_trusted_strips_no_picture(name: str) -> None:
    """Inline SVG is taken out there; an image stays, and says what it shows."""
    page = Page(show(THINGS[name])._repr_html_())
    assert [] == page.of("svg")
    images = page.of("img")
    assert PICTURES.get(name, 0) == len(images)
    assert all(image["alt"] for image in images)


@pytest.mark.parametrize("name", [process.name for process in PERU.processes])
def test_every_process_is_shown(name: str) -> None:
    """Each process of a pack is a picture under its own name."""
    assert Page(opened(show(PERU.by_name[name], "es", PERU.words).html)).of("svg")


def test_what_cannot_be_shown_is_refused() -> None:
    """A thing that nobody can show, and a language that the words have not, are told."""
    thing: Any = date(2024, 1, 1)
    with pytest.raises(InvalidValue, match="cannot be shown"):
        show(thing)
    with pytest.raises(InvalidValue, match="no words are there in fr"):
        show(DECISION, "fr")


def test_reprs_are_short() -> None:
    """A failing test prints what differs, and no thousands of characters of definitions."""
    table = repr(RECEIVABLES.lifecycle)
    assert re.fullmatch(r"Lifecycle\(from \w+, \d+ stages, \d+ rows\)", table)
    assert repr(POLICY) == (
        "Policy('credit', credit.line, credit.account-active, credit.currency, credit.past-due, "
        "credit.limit)"
    )
    assert "Shown(4 characters of HTML)" == repr(Shown("<br>"))
    assert len(repr(DECISION)) < 500


def test_the_repr_of_a_decision_tells_all_that_its_answers_hold() -> None:
    """Two that differ in one value have two reprs: a key made of it merges nothing."""
    other = POLICY.decide(changed(FACTS, amount=pen("100.01")))
    assert repr(DECISION) != repr(other)
    assert "credit.limit=<pass: exposure=271.00 PEN, amount=100.00 PEN" in repr(DECISION)
