"""Pictures of tables: the Mermaid text word by word, and an SVG that any reader can open."""

import enum
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from functools import reduce
from itertools import combinations, pairwise
from operator import or_
from typing import Any, TypeAlias, cast
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from order_to_cash.diagram import mermaid, svg
from order_to_cash.diagram.labels import edges
from order_to_cash.diagram.layout import cards
from order_to_cash.diagram.naming import stage_label
from order_to_cash.diagram.picture import Picture, picture
from order_to_cash.diagram.text import fits, safe, width_of, wrapped
from order_to_cash.domain.core import Arrow, Lifecycle, Role
from tests.parcel import TABLE

GOLDEN = """\
stateDiagram-v2
    direction TB
    state "booked" as s0
    s0: #9675; Weigh / Weighed
    state "on the way" as s1
    s1: #9675; … Send / Insured
    s1: #9675; Deliver / Missed
    state "home" as s2
    state "dropped" as s3
    [*] --> s0
    s0 --> s1: Send / Sent
    s1 --> s0: … Deliver / CameBack
    s1 --> s2: Deliver / Delivered
    s0 --> s3: Drop / Dropped
    s2 --> [*]
    s3 --> [*]
"""
HOSTILE = (
    "<img src=x onerror=1>", '"] --> [*]', "end note", "a\nb", "{0.__class__}", "]]>&amp;",
    "#quot;", "nul \x00 bell \x07", "lone \ud800", "turn \u202e around", "名" * 80,
)  # fmt: skip
OURS = {"svg", "title", "desc", "style", "rect", "text", "path", "polygon", "circle"}
NAMESPACE = "{http://www.w3.org/2000/svg}"
Table: TypeAlias = Lifecycle[Any, Any, Any]
Plain: TypeAlias = tuple[int, str, str, int]


def table_of(stages: list[str], *arrows: Plain, first: bool = True) -> Table:
    """A table from plain names; the first stage is the start, where one may always wait."""
    members = {f"S{at}": text for at, text in enumerate(stages)}
    stage: list[Any] = list(cast("Iterable[Any]", enum.Enum("Stage", members)))
    commands, events = ({n: _kind(n) for n in names} for names in _names(arrows))
    table = [_row(stage[s], commands[c], events[e], stage[t], first) for s, c, e, t in arrows]
    waiting = _row(stage[0], commands["Wait"], events["Waited"], stage[0])
    begins = [_row(stage[0], c, events["Waited"], stage[0]) for c in commands.values()]
    return Lifecycle.of(
        stage[0],
        *(begins if not first else [waiting]),
        *table,
        roles={command: [Role.CLOCK] for command in commands.values()},
        commands=reduce(or_, commands.values()),
        events=reduce(or_, events.values()),
    )


def _row(*parts: Any) -> Arrow[Any, Any, Any]:
    return Arrow(*parts)


def _kind(name: str) -> type:
    """A class of that name, as far as Python lets a class have it."""
    return type(re.sub(r"[\x00\ud800]", "", name), (), {})


def _names(arrows: tuple[Plain, ...]) -> tuple[list[str], list[str]]:
    commands = ["Wait", "Look", *(command for _, command, _, _ in arrows)]
    events = ["Waited", *(event for _, _, event, _ in arrows)]
    return list(dict.fromkeys(commands[:1] + commands[2:])), list(dict.fromkeys(events))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables of up to fourteen stages, each of which can be reached, with many rows."""
    count = draw(st.integers(2, 14))
    ways = [(draw(st.integers(0, at - 1)), at) for at in range(1, count)]
    place = st.integers(0, count - 1)
    ways += draw(st.lists(st.tuples(place, place), max_size=40))
    names = st.sampled_from(["Go", "ReportEverythingThereIs", "ConfirmReception"])
    return table_of(
        [f"stage_{at}" for at in range(count)],
        *((s, draw(names), f"Event{at}Happened", t) for at, (s, t) in enumerate(ways)),
    )


def texts(page: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(page).iter(f"{NAMESPACE}text")]  # noqa: S314


def test_the_mermaid_text_word_by_word() -> None:
    """Stages with what stays in them, arrows, and ends."""
    assert GOLDEN == mermaid(TABLE)


def test_rows_between_two_stages_share_an_arrow() -> None:
    """Commands with the same event and events of the same commands share a line."""
    table = table_of(
        ["a", "b"],
        (0, "Go", "Gone", 1),
        (0, "Run", "Gone", 1),
        (0, "Go", "Moved", 1),
        (0, "Run", "Moved", 1),
        (0, "Fly", "Flown", 1),
    )
    expected = {(0, 0): ("Wait / Waited",), (0, 1): ("Go, Run / Gone, Moved", "Fly / Flown")}
    assert expected == edges(table)
    assert "    s0 --> s1: Go, Run / Gone, Moved<br/>Fly / Flown\n" in mermaid(table)


def test_a_row_that_continues_is_marked() -> None:
    """What only goes on with a command stands on a line of its own."""
    table = table_of(["a", "b"], (0, "Go", "Gone", 1), first=False)
    assert ("… Go / Gone",) == edges(table)[0, 1]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_inert_in_mermaid(name: str) -> None:
    """Outside our own syntax only plain characters and numbered codes are left."""
    text = mermaid(
        table_of([name, f"{name}!"], (0, name, f"{name}ed", 1), (0, name, f"{name}s", 0))
    )
    lines = text.splitlines()
    assert [] == [line for line in lines if "end note" in line]
    assert 8 == len({line.partition(": ")[0] for line in lines})
    inside = re.fullmatch(r'    state "(.*)" as s0', lines[2])
    assert inside is not None
    plain = re.sub(r"#\d+;", "", inside[1])
    assert None is re.search(r"[^\w ,./…-]", plain)


@pytest.mark.parametrize(
    ("value", "label"),
    [("in_credit", "in credit"), ("  a \n b ", "a b"), (7, "IT"), ("", "IT"), ("___", "IT")],
)
def test_a_stage_is_named_for_people(value: object, label: str) -> None:
    """Its value in words, or its name if the value is no text."""
    assert label == stage_label(enum.Enum("Stage", {"IT": value}).IT)  # type: ignore[attr-defined]


def test_the_picture_says_everything() -> None:
    """Title, stages, and every row stand in the picture of the toy."""
    said = texts(svg(TABLE, title="A parcel"))
    expected = [
        "A parcel",
        "booked",
        "Drop / Dropped",
        "○ Weigh / Weighed",
        "Send / Sent",
        "on the way",
        "… Deliver / CameBack",
        "○ … Send / Insured",
        "○ Deliver / Missed",
        "Deliver / Delivered",
        "home",
        "dropped",
    ]
    assert expected == said[:12]
    assert "○ stays in the stage." in " ".join(said[12:])


def test_start_and_ends_are_marked() -> None:
    """One dot at the start, and a second frame around each end."""
    page = ET.fromstring(svg(TABLE, title="A parcel"))  # noqa: S314
    assert 1 == len(list(page.iter(f"{NAMESPACE}circle")))
    frames = [box for box in page.iter(f"{NAMESPACE}rect") if box.get("fill") == "none"]
    assert len(TABLE.ends) == len(frames)


def test_arrows_that_lead_back_are_dashed() -> None:
    """The parcel that came back, and the neighbour to whom no row leads down."""
    assert [False, False, False, True] == sorted(wire.back for wire in picture(TABLE).wires)
    assert 1 == svg(TABLE, title="").count("stroke-dasharray")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_inert_in_svg(name: str) -> None:
    """Any name and title gives XML with our own elements alone."""
    page = svg(table_of([name, f"{name}!"], (0, name, f"{name}ed", 1)), title=name)
    elements = {element.tag.removeprefix(NAMESPACE) for element in ET.fromstring(page).iter()}  # noqa: S314
    assert OURS == elements
    assert [] == re.findall(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\ud800-\udfff]", page)


@given(st.text(max_size=30))
def test_any_title_is_well_formed(title: str) -> None:
    """XML can be made of any text."""
    assert safe(title) in svg(TABLE, title=title)
    ET.fromstring(svg(TABLE, title=title))  # noqa: S314


def segments(drawn: Picture) -> list[tuple[int, tuple[int, int], tuple[int, int]]]:
    """Every straight part of every wire with its target."""
    return [(wire.to, *sorted(part)) for wire in drawn.wires for part in pairwise(wire.points)]  # type: ignore[misc]


@given(tables())
@settings(max_examples=60)
def test_every_edge_is_drawn_once(table: Table) -> None:
    """One wire for each pair of stages that rows join, all parts level or upright."""
    drawn, joined = picture(table), edges(table)
    expected = sorted(t for s, t in joined if s != t)
    assert expected == sorted(wire.to for wire in drawn.wires)
    assert all(a[0] == b[0] or a[1] == b[1] for _, a, b in segments(drawn))
    lines = [line for c in drawn.cards for g in (*c.groups, c.down) if g for line in g.lines]
    assert sum(map(len, joined.values())) <= len(lines)


@given(tables())
@settings(max_examples=60)
def test_no_wire_crosses_a_card(table: Table) -> None:
    """Wires run between cards, never behind them, and all of it lies on the page."""
    drawn = picture(table)
    for card in drawn.cards:
        left, top = drawn.grid.edge(card, right=False), drawn.grid.top(card)
        right, bottom = left + drawn.grid.card_width, top + card.height
        assert 0 < left < right < drawn.width
        assert 0 < top < bottom < drawn.height
        for _, (ax, ay), (bx, by) in segments(drawn):
            assert bx <= left or right <= ax or by <= top or bottom <= ay
            assert min(ax, ay) > 0
            assert (bx, by) < (drawn.width, drawn.height)


@given(tables())
@settings(max_examples=60)
def test_wires_to_two_stages_never_lie_upon_each_other(table: Table) -> None:
    """They may cross, but no two share a stretch."""
    for (to, a, b), (other, c, d) in combinations(segments(picture(table)), 2):
        if to != other and a[0] == b[0] == c[0] == d[0]:
            assert b[1] <= c[1] or d[1] <= a[1]
        if to != other and a[1] == b[1] == c[1] == d[1]:
            assert b[0] <= c[0] or d[0] <= a[0]


@given(tables())
@settings(max_examples=60)
def test_cards_stand_apart(table: Table) -> None:
    """No two stages share a place, the start stands on top, and ends below what leads to them."""
    made = cards(table)
    assert len(made) == len({(card.cell.row, card.cell.column) for card in made})
    assert 0 == made[0].cell.row
    for source, target in edges(table):
        if made[target].end and source != target:
            assert made[source].cell.row < made[target].cell.row


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("A, B / C", 1000, ("A, B / C",)),
        ("Aaaaaaaa, Bbbbbbbb / Cccccccc", 62, ("Aaaaaaaa,", "Bbbbbbbb", "/ Cccccccc")),
        ("Aaaaaaaaaaaaaaaaaaa", 62, ("Aaaaaaa…",)),
    ],
)
def test_long_lines_break(text: str, width: int, lines: tuple[str, ...]) -> None:
    """Lines break after commas and before the slash; a single long name is cut."""
    assert lines == wrapped(text, width)


def test_lines_that_go_on_are_indented() -> None:
    """Only the first line of a broken text stands at the edge, in the picture too."""
    assert ("Aaaaaaaa,", "- Bbbbbb") == wrapped("Aaaaaaaa, Bbbbbb", 62, indent="- ")
    long = "ConfirmTheReceptionOfEverything"
    page = svg(table_of(["a", "b"], (0, "Go", "Gone", 1), (1, long, f"{long}Done", 1)), title="")
    found = re.findall(rf'<text x="(\d+)" y="\d+" [^>]*>(?:○ {long}|/ {long}Done)</text>', page)
    first, second = map(int, found)
    assert 12 == second - first


@given(st.text(min_size=1, max_size=60), st.integers(30, 300), st.booleans())
def test_a_text_fits_its_box(text: str, width: int, bold: bool) -> None:
    """Whatever is cut is narrower than its box, and what fits is left alone."""
    cut = fits(text, width, bold=bold)
    assert width_of(cut, bold=bold) <= width
    assert (cut == text) is (width_of(text, bold=bold) <= width)


def test_pictures_do_not_depend_on_the_hash_seed() -> None:
    """The same table gives the same text to the last byte in every run."""
    script = (
        "from tests.parcel import TABLE\n"
        "from order_to_cash.diagram import mermaid, svg\n"
        "print(ascii(mermaid(TABLE) + svg(TABLE, title='t')))"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert {ascii(mermaid(TABLE) + svg(TABLE, title="t"))} == {s.decode().strip() for s in seen}
