"""Records in CSV and JSON Lines, compressed or not: bad lines are named, none stops the rest."""

import gzip
import json
import tracemalloc
from contextlib import suppress
from datetime import UTC, datetime
from io import BufferedReader, BytesIO, RawIOBase
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.analytics import Numbered, Pause, Request
from order_to_cash.analytics.records import read_requests
from order_to_cash.analytics.requests import LONGEST_TEXT
from order_to_cash.analytics.streams import LONGEST, MOST_EMPTY, MOST_SKIPPED
from order_to_cash.domain.core import InvalidDocument
from tests.work import MOST_TIMES, steps, times

HEAD = "opened,closed,effective,unit\n"
GOOD = "2024-03-01T08:00:00-04:00,2024-03-01T09:00:00-04:00,true,north\n"
OPENED = datetime(2024, 3, 1, 12, tzinfo=UTC)
CLOSED = datetime(2024, 3, 1, 13, tzinfo=UTC)
EXPECTED = Request(OPENED, CLOSED, True, {"unit": "north"})


def read(text: str | bytes) -> list[Numbered]:
    """Every line of a file."""
    return list(read_requests(BytesIO(text.encode() if isinstance(text, str) else text)))


def problem(line: str, head: str = HEAD) -> tuple[str, str]:
    """Where and by which code the only problem of a line between good ones is named."""
    before, bad, after = read(head + GOOD + line + "\n" + GOOD)
    assert (2, 3, 4) == (before.line, bad.line, after.line)
    assert None is bad.request
    (only,) = bad.problems
    return only.path, only.code


def test_csv_jsonl_and_their_archives_say_the_same() -> None:
    """What a file is, is seen from its beginning, whatever it is called (KPI-03)."""
    record = {
        "opened": "2024-03-01T12:00:00Z",
        "closed": "2024-03-01T13:00:00+00:00",
        "effective": True,
        "unit": "north",
    }
    jsonl = json.dumps(record).encode()
    for content in (HEAD.encode() + GOOD.encode(), jsonl, b"\xef\xbb\xbf" + jsonl + b"\r\n"):
        for packed in (content, gzip.compress(content, mtime=0)):
            assert [EXPECTED] == [line.request for line in read(packed)]


def test_an_open_request_says_nothing_more() -> None:
    """Without an instant of closing a request is open, and need not say how it was attended."""
    assert Request(OPENED, labels={"unit": ""}) == read(f"{HEAD}2024-03-01T12:00:00Z,,,")[0].request
    assert Request(OPENED) == read('{"opened":"2024-03-01T12:00:00Z","closed":null}')[0].request


@pytest.mark.parametrize("truth", ["true", "TRUE", "yes", "1", "sí", "si"])
def test_truth_has_several_spellings(truth: str) -> None:
    """Effective is told in either language, in digits, or in capitals."""
    (line,) = read(HEAD + GOOD.replace("true", truth))
    assert line.request is not None
    assert line.request.effective


@pytest.mark.parametrize("truth", ["false", "No", "0"])
def test_and_so_has_the_contrary(truth: str) -> None:
    """Not effective is told in as many ways."""
    (line,) = read(HEAD + GOOD.replace("true", truth))
    assert line.request is not None
    assert not line.request.effective


@pytest.mark.parametrize(
    ("line", "path", "code"),
    [
        ("2024-03-01T08:00:00,,,", "opened", "records.naive"),
        ("2024-03-01,,,", "opened", "records.naive"),
        (",,,x", "opened", "records.instant"),
        ("yesterday,,,", "opened", "records.instant"),
        ("2024-03-01T08:00:00Z,2024-03-01T08:00:00,true,", "closed", "records.naive"),
        ("2024-03-01T08:00:00Z,2024-03-01T09:00:00Z,,", "effective", "records.effective"),
        ("2024-03-01T08:00:00Z,2024-03-01T09:00:00Z,maybe,", "effective", "records.effective"),
        ("2024-03-01T08:00:00Z,,,a\x07b", "unit", "records.label"),
        (f"2024-03-01T08:00:00Z,,,{'x' * (LONGEST_TEXT + 1)}", "unit", "records.label"),
        ("2024-03-01T08:00:00Z,,", "", "records.cells"),
        ("2024-03-01T08:00:00Z,,,a,b", "", "records.cells"),
        ('2024-03-01T08:00:00Z,,,"a', "", "records.quotes"),
        ("x" * (LONGEST + 1), "", "records.too-long"),
        ("0001-01-01T00:00:00+14:00,,,", "opened", "time.out-of-range"),
    ],
)
def test_a_bad_line_of_csv_is_named_with_its_place(line: str, path: str, code: str) -> None:
    """KPI-02: the line's number, column and a stable code; the lines after it are read."""
    assert (path, code) == problem(line)


def test_every_problem_of_a_line_is_named_at_once() -> None:
    """Somebody who mends a line need not come back for the next problem."""
    (line,) = read(f"{HEAD}x,y,maybe,a\x00")
    assert ["opened", "closed", "effective", "unit"] == [each.path for each in line.problems]


@pytest.mark.parametrize(
    ("line", "path", "code"),
    [
        ("{", "", "records.json"),
        ("[]", "", "records.json"),
        ('{"opened": NaN}', "", "records.json"),
        ("[" * 60_000, "", "records.json"),
        ('{"opened": 1.5}', "opened", "records.instant"),
        ('{"opened": {}}', "opened", "records.value"),
        ('{"unit": ["a"]}', "unit", "records.value"),
        ('{"unit": "a", "unit": "b"}', "unit", "records.keys"),
        ('{"unit": "a"}', "opened", "records.instant"),
    ],
)
def test_a_bad_line_of_json_is_named_with_its_place(line: str, path: str, code: str) -> None:
    """What JSON allows and a record does not is refused where it stands."""
    good = '{"opened":"2024-03-01T12:00:00Z"}\n'
    before, bad, after = read(good + line + "\n" + good)
    assert (2, path, code) == (bad.line, bad.problems[0].path, bad.problems[0].code)
    assert before.request == after.request == Request(OPENED)


def test_the_advice_never_repeats_what_stands_there() -> None:
    """A message names the place and what is due, not the content of a customer's file."""
    (line,) = read(f"{HEAD}a-secret,a-secret,a-secret,a-secret\x00")
    assert not any("a-secret" in str(problem) for problem in line.problems)


@pytest.mark.parametrize(
    "head", ["opened,closed\n", "opened,closed,effective,opened\n", "x\n", '"opened\n']
)
def test_without_names_of_columns_nothing_can_be_read(head: str) -> None:
    """A file whose first line does not name the columns once each is refused at once."""
    with pytest.raises(InvalidDocument):
        read(head + GOOD)


def test_letters_with_accents_are_one_label_however_they_are_typed() -> None:
    """An accent that is a letter of its own and one that is not make no two groups (KPI-03)."""
    (line,) = read(f"{HEAD}2024-03-01T12:00:00Z,,,cafe\u0301")
    assert line.request is not None
    assert {"unit": "caf\u00e9"} == line.request.labels


def test_a_quoted_cell_may_hold_a_comma() -> None:
    """Quotes hold commas and, doubled, themselves."""
    (line,) = read(f'{HEAD}2024-03-01T12:00:00Z,,,"a, ""b"""')
    assert line.request is not None
    assert {"unit": 'a, "b"'} == line.request.labels


def test_pauses_come_with_the_record() -> None:
    """Pauses are pairs of instants with a bar between them; the last may have no end."""
    head = "opened,closed,effective,pauses\n"
    text = "2024-03-01T12:00:00Z/2024-03-01T13:00:00Z|2024-03-02T12:00:00Z/"
    (line,) = read(f"{head}2024-03-01T12:00:00Z,,,{text}")
    pauses = (Pause(OPENED, CLOSED), Pause(datetime(2024, 3, 2, 12, tzinfo=UTC)))
    assert Request(OPENED, pauses=pauses) == line.request
    (bad,) = read(f"{head}2024-03-01T12:00:00Z,,,2024-03-02T12:00:00Z/2024-03-01T12:00:00Z")
    assert [("pauses", "indicators.pause")] == [(p.path, p.code) for p in bad.problems]


@pytest.mark.parametrize("cut", [12, -12, -2])
def test_a_damaged_archive_is_refused(cut: int) -> None:
    """An archive that was cut off is an error with advice, not an end of the file."""
    packed = gzip.compress((HEAD + GOOD * 5_000).encode(), mtime=0)
    with pytest.raises(InvalidDocument, match="archive"):
        read(packed[:cut])


def test_an_empty_file_has_no_requests() -> None:
    """Neither a file of nothing nor one of its first line alone is an error (KPI-04)."""
    assert [] == read("") == read(HEAD) == read("\n\n")


@given(st.binary(max_size=300))
def test_nothing_but_its_own_errors_comes_out(content: bytes) -> None:
    """Any bytes are requests, bad lines, or one refusal of the whole."""
    for text in (content, HEAD.encode() + content, b"{" + content):
        with suppress(InvalidDocument):
            assert isinstance(read(text), list)


class Endless(RawIOBase):
    """One line that never ends within reason."""

    def __init__(self, size: int) -> None:
        self.left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = min(len(buffer), self.left)
        buffer[:count] = b"x" * count
        self.left -= count
        return count


def test_a_line_is_never_held_whole_if_it_is_too_long() -> None:
    """A hundred megabytes without a line end take no more memory than a line may have."""
    stream: Any = BufferedReader(cast("Any", Endless(20_000_000)))
    tracemalloc.start()
    with pytest.raises(InvalidDocument, match="bytes"):
        list(read_requests(stream))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 10 * LONGEST


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        *(("unit", "unit"), ("región", "región"), ("x" * 40, "x" * 40)),
        *(("x" * 41, "a column"), ("Ana Quispe", "a column"), ("555-0100", "a column")),
    ],
)
def test_only_a_name_of_a_column_is_repeated(name: str, shown: str) -> None:
    """A key that might be somebody's data is not shown by the problem that stands there."""
    line = f'{{"opened":"2024-03-01T12:00:00Z","closed":null,"effective":"","{name}":[]}}'
    (numbered,) = read(line)
    assert [("records.value", shown)] == [(p.code, p.path) for p in numbered.problems]


@pytest.mark.parametrize("content", [b'"a', b"\xff", gzip.compress(HEAD.encode(), mtime=0)[:-9]])
def test_no_refusal_carries_the_error_that_read_the_line(content: bytes) -> None:
    """Whoever keeps a refusal keeps nothing of the file, also not through another exception."""
    with pytest.raises(InvalidDocument) as refused:
        read(content)
    assert None is refused.value.__context__


def test_a_row_of_combining_marks_is_refused_at_once() -> None:
    """Text that is slow to bring into its normal form is refused by its length."""
    head = "2024-03-01T08:00:00-04:00,,,"
    marks, letters = head + "\u0301\u0327" * 16_000, head + "\u00e9" * 32_000
    assert ("unit", "records.label") == problem(marks)
    assert times(lambda: problem(marks), lambda: problem(letters)) <= MOST_TIMES


def test_empty_lines_are_bounded() -> None:
    """Some kilobytes that unpack to nothing but line ends are refused after few of them."""
    few, many = (gzip.compress(b"\n" * count, mtime=0) for count in (2 * MOST_EMPTY, 5_000_000))
    for packed in (few, many):
        with pytest.raises(InvalidDocument, match="empty lines") as refused:
            read(packed)
        assert ["records.empty-lines"] == [each.code for each in refused.value.problems]
    assert steps(lambda: refusal(few)) == steps(lambda: refusal(many))


def test_empty_objects_of_an_array_are_bounded_too() -> None:
    """As many as may be are each named; one more ends the reading, however many follow."""
    empty = ",".join(["{}"] * MOST_EMPTY)
    assert MOST_EMPTY == len(read(f"[{empty}]"))
    few, many = (gzip.compress(f"[{empty},{'{},' * n}{{}}]".encode(), mtime=0) for n in (9, 10**6))
    for packed in (few, many):
        with pytest.raises(InvalidDocument, match="empty objects") as refused:
            read(packed)
        assert ["records.empty-lines"] == [each.code for each in refused.value.problems]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\n\n"])
def test_as_many_empty_lines_as_may_be_are_passed_over(end: str) -> None:
    """Before, between and after requests; they are counted anew after each line of text."""
    gap = (end * MOST_EMPTY)[: MOST_EMPTY * len(end) // end.count("\n")]
    assert MOST_EMPTY == gap.count("\n")
    assert 2 == len(read(gap + HEAD + gap + GOOD + gap + GOOD + gap))
    with pytest.raises(InvalidDocument, match="empty lines"):
        read(HEAD + GOOD + gap + end)


def test_a_line_without_end_is_given_up() -> None:
    """A line is passed over up to a size; from there on nothing after it is looked for."""
    good = HEAD + GOOD
    *_, last = read(good + "x" * (MOST_SKIPPED - 1) + "\n" + GOOD)
    assert EXPECTED == last.request
    packed = gzip.compress((good + "x" * 2 * MOST_SKIPPED + "\n" + GOOD).encode(), mtime=0)
    with pytest.raises(InvalidDocument, match="bytes") as refused:
        read(packed)
    assert ["records.endless"] == [each.code for each in refused.value.problems]


def refusal(content: bytes) -> None:
    with suppress(InvalidDocument):
        read(content)
