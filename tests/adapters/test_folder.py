"""Directories in a folder of CSV files: what they say, and every way of getting them wrong."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.adapters.folder import FolderDirectories
from order_to_cash.adapters.folder import tables as csv_tables
from order_to_cash.adapters.folder.cells import LONGEST
from order_to_cash.adapters.folder.tables import MOST_PROBLEMS
from order_to_cash.domain.core import Currency, InvalidDocument
from order_to_cash.domain.trade import UnitPrice
from order_to_cash.ports import Directories
from order_to_cash.testing.laws import directories as laws
from order_to_cash.testing.laws import name
from tests.work import MOST_GROWTH, growth

FILES: Mapping[str, str] = {
    "parties.csv": """\
party,kind,status,account,payment_terms,products
p1,distributor,active,a1,net-15|net-30,fibra
p2,customer,suspended,a2,,
""",
    "offerings.csv": """\
sku,name,kind,price,currency,since,until,technology,terms,requires,excludes,replaces
tv,"TV 32"", Ñandú",goods,899.90,PEN,2024-02-29,,,,,,
fibra,Fibra 200,service,120,BOB,2024-07-01,,fiber,t1,router,cobre|adsl,adsl
tv,"TV 32"", Ñandú",goods,0.01,PEN,2024-07-01,2025-01-01,,,,,
""",
    "warehouses.csv": "zone,warehouse\nlima,W1\ncusco,W2\n",
    "stock.csv": "warehouse,sku,available,expected\nW1,tv,5,\nW1,router,0,2024-07-01\n",
    "coverage.csv": """\
zone,sku,technology,since,until,alternatives
lima,fibra,fiber,2024-02-29,2025-01-01,
cusco,fibra,,2024-02-29,,adsl|cobre
cusco,fibra,fiber,2024-07-01,,
""",
    "credit_lines.csv": "account,party,limit,currency\na1,p1,5000.00,PEN\n",
    "terms.csv": "terms,version,since\nt1,2,2024-07-01\nt1,1,2024-02-29\n",
}
EMPTY = {file: content.splitlines()[0] + "\n" for file, content in FILES.items()}
PARTY, OFFER = FILES["parties.csv"].splitlines()[1], FILES["offerings.csv"].splitlines()[2]
HEADERS = {file: content.strip() for file, content in EMPTY.items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path, FILES)


def write(folder: Path, files: Mapping[str, str]) -> Path:
    for file, content in files.items():
        (folder / file).write_text(content, encoding="utf-8", newline="")
    return folder


def problems(folder: Path) -> list[tuple[str, str]]:
    """Code and place of every problem of the folder."""
    with pytest.raises(InvalidDocument) as raised:
        FolderDirectories.load(folder)
    assert "folder.refused" == raised.value.code
    return [(problem.code, problem.path) for problem in raised.value.problems]


@pytest.mark.parametrize("law", laws.LAWS, ids=name)
def test_a_folder_obeys(law: Callable[[Directories], None], folder: Path) -> None:
    """The directories of a folder keep every promise of their ports."""
    law(FolderDirectories.load(folder))


def test_a_folder_with_headers_alone_knows_nothing(tmp_path: Path) -> None:
    """A file may be empty but for its header; an empty file is told."""
    known = FolderDirectories.load(write(tmp_path, EMPTY))
    assert None is known.parties.party("p1")
    assert ("", ()) == known.stock.stock("lima", ("tv",))
    write(tmp_path, {"terms.csv": ""})
    assert [("folder.no-header", "terms.csv")] == problems(tmp_path)


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\n" + text.replace("\n", "\n\n , \n"),
        lambda text: text.replace(",", " , ").rstrip("\n"),
        lambda text: "\n".join(",".join(reversed(line.split(","))) for line in text.split("\n")),
    ],
    ids=["byte order mark", "windows lines", "blank lines", "spaces", "columns in another order"],
)
def test_harmless_differences_are_accepted(rewrite: Callable[[str], str], tmp_path: Path) -> None:
    """What spreadsheets add or change without changing the meaning is read all the same."""
    plain = {file: text.replace('"TV 32"", Ñandú"', "TV") for file, text in FILES.items()}
    expected = FolderDirectories.load(write(tmp_path, plain))
    found = FolderDirectories.load(write(tmp_path, {f: rewrite(t) for f, t in plain.items()}))
    for on in (laws.SINCE, laws.CHANGE):
        skus = ("tv", "fibra")
        assert expected.catalogue.offerings(skus, on) == found.catalogue.offerings(skus, on)
        assert expected.terms.terms(("t1",), on) == found.terms.terms(("t1",), on)
    assert laws.ANA == found.parties.party("p1")
    assert laws.LINE == found.credit_lines.credit_line("a1")


def test_every_problem_of_every_file_is_told_at_once(folder: Path) -> None:
    """Each wrong cell is named by file, line and column, whatever else is wrong."""
    (folder / "terms.csv").unlink()
    write(
        folder,
        {
            "parties.csv": FILES["parties.csv"] + "p3,friend,asleep,,net-15||x,\n",
            "offerings.csv": FILES["offerings.csv"] + "x,,goods,1.005,XAU,30/6/2024,,,,,,\n",
            "stock.csv": FILES["stock.csv"] + "W1,tv,-1,\nW2,tv\n",
            "credit_lines.csv": FILES["credit_lines.csv"] + "a1,p1,1.00,PEN\n",
        },
    )
    assert [
        ("folder.choice", "parties.csv:4.kind"),
        ("folder.choice", "parties.csv:4.status"),
        ("folder.empty", "parties.csv:4.account"),
        ("folder.empty", "parties.csv:4.payment_terms"),
        ("folder.empty", "offerings.csv:5.name"),
        ("folder.choice", "offerings.csv:5.currency"),
        ("folder.day", "offerings.csv:5.since"),
        ("folder.count", "stock.csv:4.available"),
        ("folder.cells", "stock.csv:5"),
        ("folder.repeated", "credit_lines.csv:3"),
        ("folder.missing-file", "terms.csv"),
    ] == problems(folder)


@pytest.mark.parametrize(
    ("price", "expected"),
    [
        ("0", "0.00"),
        ("0.00", "0.00"),
        ("92233720368547758.07", "92233720368547758.07"),
        ("92233720368547758.08", "price.too-large"),
        ("-0.01", "folder.negative"),
        ("1.0000000001", "1.0000000001"),
        ("1.00000000001", "price.malformed"),
        ("1,5", "price.malformed"),
        ("1e3", "price.malformed"),
        ("NaN", "price.malformed"),
        ("٣", "price.malformed"),
        ("", "folder.empty"),
    ],
)
def test_prices_are_exact(price: str, expected: str, folder: Path) -> None:
    """A price is a plain amount of zero or more in its currency, or its cell is named."""
    line = f'x,X,goods,"{price}",PEN,2024-01-01,,,,,,\n'
    write(folder, {"offerings.csv": FILES["offerings.csv"] + line})
    if "." in expected and expected[0].isdigit():
        (found,) = FolderDirectories.load(folder).catalogue.offerings(("x",), date(2024, 1, 1))
        assert UnitPrice.of(expected, Currency.PEN) == found.price
    else:
        assert [(expected, "offerings.csv:5.price")] == problems(folder)


@pytest.mark.parametrize("limit", ["-0.01", "1.001"])
def test_limits_are_exact(limit: str, folder: Path) -> None:
    """A credit limit is read as strictly as a price, and its column is the one named."""
    write(folder, {"credit_lines.csv": f"account,party,limit,currency\na9,p1,{limit},PEN\n"})
    assert ["credit_lines.csv:2.limit"] == [path for _, path in problems(folder)]


@pytest.mark.parametrize(
    ("day", "accepted"),
    [
        ("2000-01-01", True),
        ("2200-12-31", True),
        ("1999-12-31", False),
        ("2201-01-01", False),
        ("2024-02-30", False),
        ("20240229", False),
        ("2024-W09-4", False),
        ("2024-2-9", False),
        ("٢٠٢٤-02-29", False),
        ("2024-02-29 ", True),
        ("", False),
    ],
)
def test_days_are_plain(day: str, accepted: bool, folder: Path) -> None:
    """A day is written as YYYY-MM-DD, in the years that everything else can carry."""
    write(folder, {"terms.csv": f"terms,version,since\nt1,1,{day}\n"})
    if accepted:
        assert FolderDirectories.load(folder).terms.terms(("t1",), date(2200, 12, 31))
    else:
        assert [("folder.day", "terms.csv:2.since")] == problems(folder)


@pytest.mark.parametrize("cell", ["0", "999999999"])
def test_counts_are_whole(cell: str, folder: Path) -> None:
    """How many there are is a whole number of at most nine digits."""
    write(folder, {"stock.csv": f"warehouse,sku,available,expected\nW2,tv,{cell},\n"})
    _, (found,) = FolderDirectories.load(folder).stock.stock("cusco", ("tv",))
    assert int(cell) == found.available


@pytest.mark.parametrize("cell", ["1000000000", "-1", "1.0", "1 000", "٣", ""])
def test_other_counts_are_refused(cell: str, folder: Path) -> None:
    """Anything else than plain digits is no count."""
    write(folder, {"stock.csv": f"warehouse,sku,available,expected\nW2,tv,{cell},\n"})
    assert [("folder.count", "stock.csv:2.available")] == problems(folder)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("x" * LONGEST, None),
        ("x" * (LONGEST + 1), "folder.text"),
        ("a\x00b", "folder.text"),
        ("a\u200bb", "folder.text"),
        ('"a\nb"', "folder.text"),
        ("a\tb", "folder.text"),
    ],
    ids=["longest", "too long", "nul", "invisible", "line break", "tab"],
)
def test_texts_are_short_and_printable(cell: str, code: str | None, folder: Path) -> None:
    """A text has at most 256 characters, none of which is invisible."""
    write(folder, {"warehouses.csv": f"zone,warehouse\n{cell},W1\n"})
    if code is None:
        assert "W1" == FolderDirectories.load(folder).stock.stock(cell, ())[0]
    else:
        assert [(code, "warehouses.csv:2.zone")] == problems(folder)


def test_letters_in_two_parts_are_put_together(folder: Path) -> None:
    """A zone is found however its accents were typed."""
    write(folder, {"warehouses.csv": "zone,warehouse\nFerren\u0303afe,W1\n"})
    assert "W1" == FolderDirectories.load(folder).stock.stock("Ferreñafe", ())[0]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("2024-01-01,", "2024-01-02,"), []),
        (("2024-01-01,2024-01-02", "2024-01-02,"), []),
        (("2024-01-01,2024-01-03", "2024-01-02,"), [("timeline.overlap", "offerings.csv:3.since")]),
        (("2024-01-02,", "2024-01-01,2024-01-03"), [("timeline.overlap", "offerings.csv:2.since")]),
        (("2024-01-01,", "2024-01-01,"), [("timeline.repeated", "offerings.csv:3.since")]),
        (("2024-01-01,2024-01-01",), [("timeline.no-period", "offerings.csv:2.until")]),
        (("2024-01-02,2024-01-01",), [("timeline.no-period", "offerings.csv:2.until")]),
    ],
)
def test_offers_of_one_product_do_not_overlap(
    lines: tuple[str, ...], expected: list[tuple[str, str]], folder: Path
) -> None:
    """Each day has one offer of a product at most; the line that contradicts is named."""
    offers = "".join(f"x,X,goods,1,PEN,{line},,,,,\n" for line in lines)
    write(folder, {"offerings.csv": EMPTY["offerings.csv"] + offers})
    if expected:
        assert expected == problems(folder)
    else:
        assert FolderDirectories.load(folder).catalogue.offerings(("x",), date(2024, 1, 2))


@pytest.mark.parametrize(
    ("file", "again", "column"),
    [
        ("coverage.csv", "lima,fibra,copper,2024-03-01,,", ".since"),
        ("terms.csv", "t1,3,2024-07-01", ".since"),
        ("parties.csv", "p1,customer,active,a7,,", ""),
        ("warehouses.csv", "lima,W7", ""),
        ("stock.csv", "W1,tv,7,", ""),
        ("credit_lines.csv", "a1,p7,1,PEN", ""),
    ],
)
def test_nothing_is_said_twice(file: str, again: str, column: str, folder: Path) -> None:
    """Two lines about the same are refused, and the place of the second is named."""
    write(folder, {file: FILES[file] + again + "\n"})
    line = len(FILES[file].splitlines()) + 1
    assert [f"{file}:{line}{column}"] == [path for _, path in problems(folder)]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("zone", [("folder.missing-column", "warehouses.csv:1.warehouse")]),
        ("zone,warehouse,note", [("folder.unknown-column", "warehouses.csv:1")]),
        ("zone,warehouse,zone", [("folder.repeated-column", "warehouses.csv:1.zone")]),
        (
            "zone;warehouse",
            [
                ("folder.unknown-column", "warehouses.csv:1"),
                ("folder.missing-column", "warehouses.csv:1.zone"),
                ("folder.missing-column", "warehouses.csv:1.warehouse"),
            ],
        ),
    ],
)
def test_columns_are_those_of_the_file(
    header: str, expected: list[tuple[str, str]], folder: Path
) -> None:
    """Unknown, missing and repeated columns are refused, and no row is read."""
    write(folder, {"warehouses.csv": f"{header}\nlima\n"})
    assert expected == problems(folder)


def test_advice_names_the_columns_that_are_due(folder: Path) -> None:
    """Whoever got a header wrong, or has no file at all, is told the whole header."""
    write(folder, {"warehouses.csv": "zone;warehouse\n"})
    (folder / "stock.csv").unlink()
    with pytest.raises(InvalidDocument) as raised:
        FolderDirectories.load(folder)
    told = [problem.message for problem in raised.value.problems]
    assert "column 1 is not known; the header is, with commas: zone,warehouse" == told[0]
    assert told[-1].endswith("if only with its header: warehouse,sku,available,expected")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"zone,warehouse\nlima,W1\nJun\xedn,W2\n", ("folder.encoding", "warehouses.csv:3")),
        ("zone,warehouse\n".encode("utf-16"), ("folder.encoding", "warehouses.csv:1")),
        (b'zone,warehouse\nlima,"W1\n', ("folder.quotes", "warehouses.csv:2")),
        (b'zone,warehouse\n"lima"x,W1\n', ("folder.quotes", "warehouses.csv:2")),
        (b'zone,warehouse\n"a\nb",W1\nlima\n', ("folder.text", "warehouses.csv:2.zone")),
        (b"zone,warehouse\nx," + b"y" * 200_000, ("folder.quotes", "warehouses.csv:2")),
    ],
    ids=["latin-1", "utf-16", "open quote", "stray quote", "two lines", "huge cell"],
)
def test_what_is_no_csv_is_named(content: bytes, expected: tuple[str, str], folder: Path) -> None:
    """Another encoding or broken quotes are told with the line where they begin."""
    (folder / "warehouses.csv").write_bytes(content)
    assert expected == problems(folder)[0]


def test_lines_are_counted_as_editors_do(folder: Path) -> None:
    """A cell over several lines and blank lines do not move the numbers of what follows."""
    write(folder, {"warehouses.csv": 'zone,warehouse\n\n"a\nb",W1\nlima\n'})
    paths = [path for _, path in problems(folder)]
    assert ["warehouses.csv:3.zone", "warehouses.csv:5"] == paths


@pytest.mark.parametrize(("wrong", "listed"), [(50, 50), (51, 51), (500, 51)])
def test_of_many_problems_the_first_are_listed(wrong: int, listed: int, folder: Path) -> None:
    """A file names as many problems as somebody can mend at once, then says that there are more."""
    lines = "".join(f"z{n},\n" for n in range(wrong))
    write(folder, {"warehouses.csv": "zone,warehouse\n" + lines, "terms.csv": "terms\n"})
    found = problems(folder)
    mine = [problem for problem in found if problem[1].startswith("warehouses")]
    assert (50, listed) == (MOST_PROBLEMS, len(mine))
    more = ("folder.too-many-problems", "warehouses.csv")
    assert (wrong > MOST_PROBLEMS) == (mine[-1] == more)
    assert 2 == len(found) - len(mine)


def test_a_file_that_is_too_large_is_not_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file at the limit is read, and one byte more is refused before it is read."""
    size = (folder / "offerings.csv").stat().st_size
    monkeypatch.setattr(csv_tables, "LARGEST_FILE", size)
    assert FolderDirectories.load(folder).parties.party("p1")
    monkeypatch.setattr(csv_tables, "LARGEST_FILE", size - 1)
    assert [("folder.too-large", "offerings.csv")] == problems(folder)


def test_a_folder_in_place_of_a_file_is_told(folder: Path) -> None:
    """A folder is no file."""
    (folder / "stock.csv").unlink()
    (folder / "stock.csv").mkdir()
    assert [("folder.missing-file", "stock.csv")] == problems(folder)


def test_a_folder_that_is_not_there_is_told_as_one(folder: Path, tmp_path: Path) -> None:
    """A mistyped path is one mistake, not one for each file; an empty folder lacks every file."""
    for wrong in (tmp_path / "nowhere", folder / "stock.csv"):
        with pytest.raises(InvalidDocument, match="there is no folder") as told:
            FolderDirectories.load(wrong)
        assert "folder.missing" == told.value.code
        assert str(wrong) in told.value.message
    empty = tmp_path / "empty"
    empty.mkdir()
    assert [("folder.missing-file", file) for file in FILES] == problems(empty)


def test_a_file_that_cannot_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk or a permission in the way is a problem of that file, told with the others."""
    read = Path.read_bytes

    def denied(path: Path) -> bytes:
        if path.name == "stock.csv":
            raise PermissionError(path)
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", denied)
    assert [("folder.cannot-read", "stock.csv")] == problems(folder)


CANARY = "zx9canary"
FRAGMENTS = st.sampled_from(
    (
        *(CANARY, ",", "\n", '"', "|", ";", "\r", "\x00", "2024-01-01", "PEN", "goods", "1.5"),
        *(*HEADERS.values(), PARTY, OFFER),
    )
)


@given(
    st.sampled_from(sorted(FILES)),
    st.booleans(),
    st.lists(FRAGMENTS, max_size=30).map("".join) | st.binary(max_size=60).map(str),
)
def test_any_content_is_read_or_refused_without_its_values(
    tmp_path_factory: pytest.TempPathFactory, file: str, headed: bool, content: str
) -> None:
    """Whatever a file holds, it is read or refused, and no message repeats what stands there."""
    folder = write(tmp_path_factory.mktemp("any"), EMPTY)
    write(folder, {file: f"{HEADERS[file]}\n{content}" if headed else content})
    told, places = "", {file}
    try:
        FolderDirectories.load(folder)
    except InvalidDocument as refused:
        told, places = str(refused), {p.path.partition(":")[0] for p in refused.problems}
    assert CANARY not in told
    assert {file} == places


def catalogue(folder: Path, count: int) -> Callable[[], Directories]:
    """What loads a folder with so many offers in it."""
    offers = (f"sku-{n},Name {n},goods,{n}.50,PEN,2024-01-01,,,,a|b,,\n" for n in range(count))
    write(folder, {**EMPTY, "offerings.csv": EMPTY["offerings.csv"] + "".join(offers)})
    return partial(FolderDirectories.load, folder)


def test_twice_the_lines_load_in_twice_the_steps(tmp_path: Path) -> None:
    """The largest catalogue anybody keeps in a spreadsheet is no reason to wait."""
    assert growth(lambda size: catalogue(tmp_path, size), 10_000) <= MOST_GROWTH
    known = catalogue(tmp_path, 100_000)().catalogue
    (last,) = known.offerings(("sku-99999",), date(2024, 1, 1))
    assert UnitPrice.of("99999.50", Currency.PEN) == last.price


@pytest.mark.parametrize(
    ("price", "currency", "expected"),
    [
        ("33333", "CLP", "33333 CLP"),
        ("33333.0", "CLP", "33333 CLP"),
        ("1.25", "KWD", "1.250 KWD"),
        ("1.005", "KWD", "1.005 KWD"),
        ("33333.5", "CLP", "33333.5 CLP"),
        ("1.0005", "KWD", "1.0005 KWD"),
    ],
)
def test_prices_have_the_decimals_of_their_currency_at_least(
    price: str, currency: str, expected: str, folder: Path
) -> None:
    """OPN-05, PRI-01: a price shows the decimals of its currency, or its own, and none is lost."""
    line = f"x,X,goods,{price},{currency},2024-01-01,,,,,,\n"
    write(folder, {"offerings.csv": FILES["offerings.csv"] + line})
    (found,) = FolderDirectories.load(folder).catalogue.offerings(("x",), date(2024, 2, 1))
    assert expected == str(found.price)
