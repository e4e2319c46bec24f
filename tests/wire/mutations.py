"""Structured mutations of valid documents: what a careless or hostile sender might send.

A mutant is made by cutting and pasting the text of a document at the places of its values, keys
and entries, so that hundreds of thousands are made in a few seconds.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any, Final, TypeAlias

from attrs import define, field

Span: TypeAlias = tuple[int, int]
CANARY: Final = "C4N4RY-71"
"""Stands in what is sent, and must never stand in an answer."""

VALUES: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 1, 3, 10**19, 10**40, 0.5, 1.0, 1e300, float("nan"), float("-inf"),
    "", " ", "a", CANARY, f"{CANARY}\n", "\x00", "\u202e", "\ud800", "\udfff", "Jose\u0301",
    "x" * 4_096, "x" * 4_097, "2024-02-30", "2024-02-29", "2024-02-29T24:00:00Z", "0001-01-01",
    "2024-02-29T12:00:00Z", "2024-02-29T12:00:00", "9999-12-31T23:59:59-23:59", "1e5", "1e1000000",
    "146.285", "146.28", "-0.00", "1/0", "1/3", "PEN", "XAU", "null", "[]", [], {}, [[]], [None],
    {"": None}, {CANARY: CANARY}, {"type": None}, {"type": "close"}, {"type": []},
    {"amount": "1.00", "currency": "PEN"}, {"amount": CANARY, "currency": CANARY},
    ["a"] * 500, ["a"] * 501, "type", [{"type": "money"}], "sell", "\ufeff", "\u0663",
    {"__class__": "x"}, {"a": {"a": {"a": {}}}}, [[["a", CANARY]]],
)  # fmt: skip
RAW: Final = ("NaN", "-Infinity", "1E400", "-0", "01", "9" * 5_000, "-1e-9", "tru", "'a'", "",
              '"\\ud800"', '"\\ud83d\\ude00"', '"\\u0000"', "[" * 40, "[" * 33 + "]" * 33,
              '{"a":1,"a":2}', '{"type":"a","type":"b"}', "//", "1,", "\u00a0")  # fmt: skip
HOSTILE: Final = (
    *(json.dumps(value) for value in VALUES),
    *(json.dumps(value, ensure_ascii=False) for value in VALUES if isinstance(value, str)),
    *RAW,
)
KEYS: Final = ("extra", "type", "\\u202e", CANARY, "__proto__", "wire", "process", "")
BYTES: Final = ("", "{", "}", "]", '"', ",", ":", "9", "\\", "\x00", "\n", "\u0301", "e", "-")


@define
class Document:
    """A valid document as text, with the places of its values, of its entries and of their keys."""

    text: str = ""
    values: list[Span] = field(factory=list)
    entries: list[Span] = field(factory=list)
    keys: list[Span] = field(factory=list)

    @classmethod
    def of(cls, text: str) -> "Document":
        """The document that a text is."""
        made, pieces = cls(), list[str]()
        made._spread(json.loads(text), pieces, 0)
        made.text = "".join(pieces)
        return made

    @classmethod
    def table(cls, text: str) -> "Document":
        """The table in a text: its cells are values, its lines entries, its columns keys."""
        made, at = cls(text), 0
        for number, line in enumerate(text.splitlines(keepends=True)):
            made.entries.append((at, at + len(line)))
            for cell in line.rstrip("\n").split(","):
                (made.values if number else made.keys).append((at, at + len(cell)))
                at += len(cell) + 1
        return made

    def _spread(self, node: Any, pieces: list[str], at: int) -> int:
        begun, is_object = at, isinstance(node, dict)
        if not (isinstance(node, dict | list) and node):
            pieces.append(json.dumps(node, ensure_ascii=False))
            at += len(pieces[-1])
        else:
            for number, part in enumerate(node):
                pieces.append("," if number else "{" if is_object else "[")
                at += 1
                entry = at
                if is_object:
                    pieces.append(f"{json.dumps(part, ensure_ascii=False)}:")
                    at += len(pieces[-1])
                    self.keys.append((entry, at - 1))
                at = self._spread(node[part] if is_object else part, pieces, at)
                self.entries.append((entry, at))
            pieces.append("}" if is_object else "]")
            at += 1
        self.values.append((begun, at))
        return at


def _replaced(random: Random, document: Document) -> tuple[Span, str]:
    return random.choice(document.values), random.choice(HOSTILE)


def _moved(random: Random, document: Document) -> tuple[Span, str]:
    begin, end = random.choice(document.values)
    return random.choice(document.values), document.text[begin:end]


def _wrapped(random: Random, document: Document) -> tuple[Span, str]:
    span = random.choice(document.values)
    before, after = random.choice((("[", "]"), ('{"a":', "}"), ('{"type":', "}"), ("", ",1")))
    return span, f"{before}{document.text[slice(*span)]}{after}"


def _left_out(random: Random, document: Document) -> tuple[Span, str]:
    begin, end = random.choice(document.entries or document.values)
    follows = document.text[end : end + 1] == ","
    return (begin, end + follows), ""


def _again(random: Random, document: Document) -> tuple[Span, str]:
    span = random.choice(document.entries or document.values)
    times = random.choice((2, 2, 3, 501))
    return span, ",".join([document.text[slice(*span)]] * times)


def _renamed(random: Random, document: Document) -> tuple[Span, str]:
    span = random.choice(document.keys or document.values)
    return span, f'"{random.choice(KEYS)}"'


def _strange(random: Random, document: Document) -> tuple[Span, str]:
    begin, _ = random.choice(document.keys or document.values)
    return (begin, begin), f'"{random.choice(KEYS)}":{random.choice(HOSTILE)},'


def _byte(random: Random, document: Document) -> tuple[Span, str]:
    at = random.randrange(len(document.text) + 1)
    return (at, at + random.randrange(3)), random.choice(BYTES)


Change: TypeAlias = Callable[[Random, Document], tuple[Span, str]]
CHANGES: Final[tuple[Change, ...]] = (
    _replaced, _replaced, _replaced, _moved, _moved, _wrapped, _left_out, _again, _renamed,
    _strange, _byte,
)  # fmt: skip


def mutant(random: Random, document: Document) -> str:
    """The document with one to three changes; one change may fall into another."""
    times = random.choice((1, 1, 1, 2, 3))
    changes = [random.choice(CHANGES)(random, document) for _ in range(times)]
    text, left = document.text, len(document.text) + 1
    for (begin, end), new in sorted(changes, key=lambda change: change[0], reverse=True):
        if end <= left:
            text, left = text[:begin] + new + text[end:], begin
    return text


FILLERS: Final[dict[str, Callable[[int], str]]] = {
    "one long text": lambda size: '"' + "x" * (size - 2) + '"',
    "texts at their limit": lambda size: _list('"' + "x" * 4_000 + '"', size),
    "many texts": lambda size: _list('"x"', size),
    "escaped surrogates": lambda size: '"' + "\\ud800" * (size // 6 - 1) + '"',
    "combining marks": lambda size: '"' + "\u0301\u0327" * (size // 4 - 1) + '"',
    "a huge number": lambda size: "9" * size,
    "large numbers": lambda size: _list("9" * 4_000, size),
    "floats": lambda size: _list("1e308", size),
    "no numbers": lambda size: _list("NaN", size),
    "deep lists": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "deep objects": lambda size: '{"a":' * (size // 6) + "1" + "}" * (size // 6),
    "empty lists": lambda size: _list("[]", size),
    "empty objects": lambda size: _list("{}", size),
    "many keys": lambda size: "{" + ",".join(f'"k{n}":1' for n in range(size // 11)) + "}",
    "one key": lambda size: "{" + ",".join(['"a":1'] * (size // 6 - 1)) + "}",
    "blanks": lambda size: " " * (size - 1) + "1",
}
"""What fills a document up to a size."""


def _list(entry: str, size: int) -> str:
    return "[" + ",".join([entry] * (size // (len(entry) + 1) - 1)) + "]"


def swollen(random: Random, document: Document, filler: str, size: int = 262_144) -> str:
    """The document as large as one may be, with such a filler in one of its places."""
    begin, end = random.choice(document.values)
    before, after = document.text[:begin], document.text[end:]
    room = size - len((before + after).encode("utf-8", "surrogatepass"))
    return before + FILLERS[filler](room) + after


def mutants(texts: Sequence[str], *, seed: int, count: int) -> Iterator[str]:
    """That many mutants of the documents, the same for the same seed."""
    random = Random(seed)  # noqa: S311  (it must be reproducible, not secret)
    documents = [Document.of(text) for text in texts]
    for _ in range(count):
        yield mutant(random, random.choice(documents))
