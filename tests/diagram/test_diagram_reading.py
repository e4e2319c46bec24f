"""Pictures that anybody can read: in both languages, in the dark, by ear, without colours."""

import re
from itertools import combinations, pairwise
from typing import Any, Final
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from order_to_cash.diagram import Naming, mermaid, svg
from order_to_cash.diagram.labels import edges
from order_to_cash.diagram.picture import Wire, picture, stretches
from order_to_cash.diagram.svg import COLOURS, GREY, INK, LIGHTER, NIGHT, PAPER, TINT
from order_to_cash.diagram.text import width_of, wrapped
from order_to_cash.domain.core import Language, Voice
from order_to_cash.operators.known import OPERATORS
from tests.diagram.test_diagram import NAMESPACE, Table, tables, texts
from tests.indicators.test_charts import luminance
from tests.parcel import TABLE

PROCESSES = {
    (operator.name, name): (process, operator)
    for operator in OPERATORS.values()
    for name, process in operator.by_name.items()
}
CLASS = re.compile(r"\b[A-Z][a-z]+[A-Z][a-z]+\w*")


def named(key: tuple[str, str], language: Language) -> tuple[Any, Naming]:
    process, operator = PROCESSES[key]
    return process.lifecycle, Naming(process.name, Voice(language, operator.words))


@pytest.mark.parametrize("language", [Language.EN, Language.ES])
@pytest.mark.parametrize("key", PROCESSES, ids="/".join)
def test_a_picture_speaks_each_language(key: tuple[str, str], language: Language) -> None:
    """IND-09: every stage, command and event has its words, and no class shows itself."""
    lifecycle, naming = named(key, language)
    said = " ".join(texts(svg(lifecycle, title="", naming=naming)))
    assert [] == CLASS.findall(said)
    assert not re.search(r"[{}_]", said)
    for stage in lifecycle.stages:
        assert naming.voice.word(key[1], stage.value) in said
    assert [] == CLASS.findall(mermaid(lifecycle, naming=naming))


def test_english_and_spanish_are_two_pictures() -> None:
    """IND-09: the legend is in the language, too, and the picture says which one it is."""
    pages = []
    for language in (Language.EN, Language.ES):
        lifecycle, naming = named(("peru", "charge_correction"), language)
        page = svg(lifecycle, title="", naming=naming)
        assert f'lang="{language}"' in page
        pages.append(texts(page))
    english, spanish = pages
    assert {"in review", "refused"} <= set(english)
    assert {"en revisión", "denegado"} <= set(spanish)
    assert "Double frame: an end." in " ".join(english)
    assert "Marco doble: un final." in " ".join(spanish)


def test_values_of_a_case_are_left_open() -> None:
    """IND-09: what an event tells has values that no picture knows; dots stand for them."""
    lifecycle, naming = named(("peru", "charge_correction"), Language.EN)
    lines = [line for found in edges(lifecycle, naming).values() for line in found]
    assert any("…" in line.partition(" / ")[2] for line in lines)
    assert [] == [line for line in lines if "not known" in line]


@pytest.mark.parametrize("key", PROCESSES, ids="/".join)
def test_who_hears_a_picture_hears_all_of_it(key: tuple[str, str]) -> None:
    """IND-09: the description tells the start, the ends, and every way with what leads there."""
    lifecycle, _ = named(key, Language.EN)
    root = ET.fromstring(svg(lifecycle, title="a table"))  # noqa: S314
    ids = {element.get("id"): element for element in root}
    title, told = (ids[root.attrib[f"aria-{what}"]] for what in ("labelledby", "describedby"))
    assert ("img", "a table") == (root.get("role"), title.text)
    for lines in edges(lifecycle).values():
        assert all(line in str(told.text) for line in lines)


def test_the_description_in_full() -> None:
    """IND-09: the toy as it is heard."""
    (told,) = ET.fromstring(svg(TABLE, title="")).iter(f"{NAMESPACE}desc")  # noqa: S314
    assert told.text == (
        "It begins in: booked. It ends in: home, dropped. "
        "From booked to booked: Weigh / Weighed. From booked to on the way: Send / Sent. "
        "From booked to dropped: Drop / Dropped. From on the way to booked: … Deliver / CameBack. "
        "From on the way to on the way: … Send / Insured; Deliver / Missed. "
        "From on the way to home: Deliver / Delivered."
    )


def test_a_picture_is_dark_where_its_page_is() -> None:
    """IND-09: everything that has a colour has another in the dark, and in print its own."""
    page = svg(PROCESSES["peru", "onboarding"][0].lifecycle, title="")
    root = ET.fromstring(page)  # noqa: S314
    (style,) = (element.text or "" for element in root.iter(f"{NAMESPACE}style"))
    assert style.startswith("@media screen and (prefers-color-scheme:dark){")
    for element in root.iter():
        coloured = {what for what in ("fill", "stroke") if element.get(what, "none") != "none"}
        names = element.get("class", "").split()
        assert coloured == {"stroke" if name.endswith("-line") else "fill" for name in names}
        assert all(f".{name}{{" in style for name in names)


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_texts_stand_out_by_day_and_by_night() -> None:
    """IND-09: the contrast that WCAG 2.2 asks of text (1.4.3), for each name of a stage, too."""
    assert len(COLOURS) == len(LIGHTER)
    for colour in (*COLOURS, INK, GREY):
        assert contrast(colour, TINT) >= 4.5
        assert contrast(colour, PAPER) >= 4.5
    for colour in (*LIGHTER, NIGHT["ink"], NIGHT["grey"]):
        assert contrast(colour, NIGHT["tint"]) >= 4.5
        assert contrast(colour, NIGHT["paper"]) >= 4.5


@given(tables())
@settings(max_examples=60)
def test_no_wire_runs_through_the_head_of_an_arrow(table: Table) -> None:
    """IND-09: where a wire passes an arrow to another stage it crosses its line, not its head."""
    wires = picture(table).wires
    for wire, other in combinations(wires, 2):
        for mine, its in ((wire, other), (other, wire)):
            if mine.to != its.to:
                assert not any(through(head_of(mine), part) for part in pairwise(its.points))


def head_of(wire: Wire) -> tuple[int, int, int, int]:
    """The box around the head of an arrow."""
    (before_x, _), (x, y) = wire.points[-2:]
    if before_x == x:
        return x - 4, y - 8, x + 4, y
    return (x - 8, y - 4, x, y + 4) if before_x < x else (x, y - 4, x + 8, y + 4)


def through(box: tuple[int, int, int, int], part: tuple[tuple[int, int], ...]) -> bool:
    (ax, ay), (bx, by) = sorted(part)
    left, top, right, bottom = box
    return max(ax, left) <= min(bx, right) and max(min(ay, by), top) <= min(max(ay, by), bottom)


@given(tables())
@settings(max_examples=60)
def test_wires_to_one_stage_cover_each_stretch_once(table: Table) -> None:
    """IND-09: no dashes lie upon dashes; dashed is just where all that run there lead back."""
    wires = picture(table).wires
    for stage in {wire.to for wire in wires}:
        own = [wire for wire in wires if wire.to == stage]
        found = stretches(own)
        for (first, last), back in found.items():
            middle = (first[0] + last[0]) / 2, (first[1] + last[1]) / 2
            over = [wire for wire in own if any(at(middle, part) for part in pairwise(wire.points))]
            assert over
            assert back is all(wire.back for wire in over)
            assert 1 == sum(at(middle, other) for other in found)
        length = {part: sum(abs(a - b) for a, b in zip(*part, strict=True)) for part in found}
        assert sum(length.values()) <= sum(
            abs(a - b)
            for wire in own
            for part in pairwise(wire.points)
            for a, b in zip(*part, strict=True)
        )


def at(point: tuple[float, float], part: tuple[tuple[int, int], ...]) -> bool:
    (ax, ay), (bx, by) = sorted(part)
    return ax <= point[0] <= bx and min(ay, by) <= point[1] <= max(ay, by)


def test_dashes_on_a_shared_track_stay_dashes() -> None:
    """IND-09: three wires that come back on one track are one dashed line, not a solid one."""
    lifecycle = PROCESSES["peru", "charge_correction"][0].lifecycle
    drawn = picture(lifecycle)
    routing = [stage.value for stage in lifecycle.stages].index("routing")
    own = [wire for wire in drawn.wires if wire.to == routing]
    assert 3 == sum(wire.back for wire in own)
    assert {True, False} == set(stretches(own).values())
    assert svg(lifecycle, title="").count("stroke-dasharray") == len(
        {wire.to for wire in drawn.wires if wire.back}
    )


@pytest.mark.parametrize(
    ("text", "regular", "bold"),
    [
        ("ReportEverythingThereIs / CustomerAnswered", 256, 341),
        ("informar del alta / el servicio en la nueva dirección", 280, 373),
        ("… 1.234,50 % (≥ 98 %)", 131, 167),
        ("illicit ○ flow", 65, 88),
        ("MAXIMUM WWW", 91, 122),
    ],
)
def test_a_text_is_as_wide_as_in_the_widest_font(text: str, regular: int, bold: int) -> None:
    """IND-09: at least the pixels that DejaVu Sans takes at 11 and its bold at 13, hardly more."""
    assert regular <= width_of(text) <= regular * 1.12 + 2
    assert bold <= width_of(text, size=13, bold=True) <= bold * 1.25 + 2


@pytest.mark.parametrize("key", PROCESSES, ids="/".join)
def test_every_text_stays_in_its_box(key: tuple[str, str]) -> None:
    """IND-09: in both languages, and with the widest font, texts end within card and picture."""
    for language in (Language.EN, Language.ES):
        lifecycle, naming = named(key, language)
        drawn = picture(lifecycle, naming)
        for card in drawn.cards:
            for group in (*card.groups, *([card.down] if card.down else [])):
                for line in group.lines:
                    assert width_of(line) + 32 <= drawn.grid.card_width
            for line in card.titles:
                assert width_of(line, size=13, bold=True) + 20 <= drawn.grid.card_width


def test_words_that_no_mark_parts_break_between_words() -> None:
    """IND-09: a long sentence is told to its end, on as many lines as it takes."""
    sentence = "informar del alta y de la baja del servicio en la nueva dirección"
    lines = wrapped(sentence, 120)
    assert sentence == " ".join(lines)
    assert len(lines) > 2
    assert all(width_of(line) <= 120 for line in lines)


SIGNS: Final = frozenset("…○→")
"""By hand: those drawn of the signs in WGL4, which DejaVu, Liberation, Arial and Helvetica have."""


@pytest.mark.parametrize("key", PROCESSES, ids="/".join)
def test_every_sign_is_in_every_font(key: tuple[str, str]) -> None:
    """IND-09: beside Latin letters only signs that no font of the list shows as an empty box."""
    for language in (Language.EN, Language.ES):
        lifecycle, naming = named(key, language)
        page = svg(lifecycle, title="", naming=naming)
        others = {sign for sign in page if ord(sign) > 0xFF}
        assert others <= SIGNS
