"""Every standard in which a store, or its processes, can be written, as files by name."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeAlias, TypeVar
from urllib.parse import quote

from order_to_cash.desk import Desk
from order_to_cash.diagram import Naming, mermaid
from order_to_cash.domain.core import InvalidValue, Voice, entity
from order_to_cash.domain.core.errors import parts_of
from order_to_cash.domain.order import OrderProcess
from order_to_cash.domain.receivable import ReceivableProcess
from order_to_cash.operators.operator import AnyProcess
from order_to_cash.ports.journal import Listed
from order_to_cash.standards.bpmn import bpmn
from order_to_cash.standards.cases import cases
from order_to_cash.standards.ocel import ocel
from order_to_cash.standards.tmf import (
    cancel_product_order,
    customer_bill,
    customer_bill_rates,
    note_bill,
    note_bill_rates,
    product_order,
)
from order_to_cash.standards.tmf.values import Document, written
from order_to_cash.standards.ubl import notes_of, papers_of, ubl
from order_to_cash.standards.xes import xes
from order_to_cash.wire import json_schema

Unreadable: TypeAlias = Callable[[Listed, Exception], None]
T = TypeVar("T")


@entity
class File:
    """A file by its name, to be written piece by piece."""

    name: str
    parts: Iterable[str]


@entity
class Asked:
    """What of a store is asked for: of which process, with personal data or not, in which words.

    `unreadable` is told of each case that cannot be read; without it, its error comes out.
    """

    process: str = ""
    personal: bool = False
    voice: Voice | None = None
    unreadable: Unreadable | None = None


Written: TypeAlias = Callable[[Desk, Asked], Iterator[File]]


def files(
    desk: Desk,
    standard: str,
    *,
    process: str = "",
    personal: bool = False,
    voice: Voice | None = None,
    unreadable: Unreadable | None = None,
) -> Iterator[File]:
    """A store in one of `STANDARDS`, or what of it belongs to one process: the same each time.

    Nothing tells who somebody is, unless `personal` asks for it. A `voice` gives drawings its
    words in place of the names of classes. A case that cannot be read is told to `unreadable` and
    left out of papers, orders and bills; without it, it raises. Raises `InvalidValue` for a
    standard, or a process, that there is not.
    """
    if standard not in STANDARDS:
        known = ", ".join(STANDARDS)
        raise InvalidValue(
            f"there is no standard {standard}; give one of: {known}", code="standards.unknown"
        )
    if process:
        desk.process(process)
    return STANDARDS[standard](desk, Asked(process, personal, voice, unreadable))


def _processes(desk: Desk, asked: Asked) -> Iterator[tuple[AnyProcess, Naming, str]]:
    """Each process, how its drawing names things, and what it is called."""
    for process in desk.operator.processes:
        name = process.name
        if asked.process in ("", name):
            if asked.voice is None:
                yield process, Naming(), name
            else:
                yield process, Naming(name, asked.voice), asked.voice.word("Process", name)


def _bpmn(desk: Desk, asked: Asked) -> Iterator[File]:
    for process, naming, title in _processes(desk, asked):
        yield File(f"{process.name}.bpmn", (bpmn(process, naming=naming, title=title),))


def _mermaid(desk: Desk, asked: Asked) -> Iterator[File]:
    for process, naming, _ in _processes(desk, asked):
        yield File(f"{process.name}.mmd", (mermaid(process.lifecycle, naming=naming),))


def _json_schema(desk: Desk, asked: Asked) -> Iterator[File]:
    for process in desk.operator.processes:
        if asked.process in ("", process.name):
            schema = json_schema(desk.wire, process.name)
            text = json.dumps(schema, indent=2, ensure_ascii=False)
            yield File(f"{process.name}.schema.json", (f"{text}\n",))


def _xes(desk: Desk, asked: Asked) -> Iterator[File]:
    yield File("log.xes", xes(desk, process=asked.process, actors=asked.personal))


def _ocel(desk: Desk, asked: Asked) -> Iterator[File]:
    yield File("log.json", ocel(desk, process=asked.process, actors=asked.personal))


def _ubl(desk: Desk, asked: Asked) -> Iterator[File]:
    supplier = desk.operator.name

    def made(listed: Listed) -> Iterator[File]:
        for paper in papers_of(desk, listed.process, listed.case):
            name = f"{paper.kind.value}-{quote(paper.number, safe='')}.xml"
            yield File(name, (ubl(paper, supplier=supplier, personal=asked.personal),))

    yield from _each(desk, asked, ReceivableProcess, made)


def _tmf622(desk: Desk, asked: Asked) -> Iterator[File]:
    def order(listed: Listed) -> Iterator[Document]:
        state, history = desk.state(*_name(listed)), desk.history(*_name(listed))
        yield product_order(state, history, personal=asked.personal)

    def cancelled(listed: Listed) -> Iterator[Document]:
        state, history = desk.state(*_name(listed)), desk.history(*_name(listed))
        if (asked_for := cancel_product_order(state, history)) is not None:
            yield asked_for

    yield File("product_orders.json", _array(_each(desk, asked, OrderProcess, order)))
    yield File("cancel_product_orders.json", _array(_each(desk, asked, OrderProcess, cancelled)))


def _tmf678(desk: Desk, asked: Asked) -> Iterator[File]:
    calendar = desk.operator.calendar

    def bill(listed: Listed) -> Iterator[Document]:
        if (made := customer_bill(desk.state(*_name(listed)), calendar)) is not None:
            yield made
        for note in notes_of(desk, *_name(listed)):
            yield note_bill(note, calendar)

    def rates(listed: Listed) -> Iterator[Document]:
        yield from customer_bill_rates(desk.state(*_name(listed)), calendar)
        for note in notes_of(desk, *_name(listed)):
            yield from note_bill_rates(note, calendar)

    yield File("customer_bills.json", _array(_each(desk, asked, ReceivableProcess, bill)))
    name = "applied_customer_billing_rates.json"
    yield File(name, _array(_each(desk, asked, ReceivableProcess, rates)))


def _each(
    desk: Desk, asked: Asked, kind: type[object], made: Callable[[Listed], Iterable[T]]
) -> Iterator[T]:
    """What is made of each case of a kind of process, one that cannot be read left out whole."""
    for process in desk.operator.processes:
        if not isinstance(process, kind) or asked.process not in ("", process.name):
            continue
        for listed in cases(desk, process.name):
            yield from parts_of(listed, made, asked.unreadable)


def _name(listed: Listed) -> tuple[str, str]:
    return listed.process, listed.case


def _array(documents: Iterable[Document]) -> Iterator[str]:
    yield "["
    for number, document in enumerate(documents):
        yield f"{',' if number else ''}\n{written(document)}"
    yield "]\n"


STANDARDS: Final[Mapping[str, Written]] = {
    "bpmn": _bpmn,
    "mermaid": _mermaid,
    "json-schema": _json_schema,
    "xes": _xes,
    "ocel": _ocel,
    "ubl": _ubl,
    "tmf622": _tmf622,
    "tmf678": _tmf678,
}
"""What can be asked for, by name."""
