"""Every standard in which a store, or its processes, can be written, as files by name."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeAlias
from urllib.parse import quote

from order_to_cash.desk import Desk
from order_to_cash.diagram import Naming, mermaid
from order_to_cash.domain.core import InvalidValue, Voice, entity
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
    product_order,
)
from order_to_cash.standards.tmf.values import Document, written
from order_to_cash.standards.ubl import papers, ubl
from order_to_cash.standards.xes import xes
from order_to_cash.wire import json_schema


@entity
class File:
    """A file by its name, to be written piece by piece."""

    name: str
    parts: Iterable[str]


@entity
class Asked:
    """What of a store is asked for: of which process, with personal data or not, in which words."""

    process: str = ""
    personal: bool = False
    voice: Voice | None = None


Written: TypeAlias = Callable[[Desk, Asked], Iterator[File]]


def files(
    desk: Desk,
    standard: str,
    *,
    process: str = "",
    personal: bool = False,
    voice: Voice | None = None,
) -> Iterator[File]:
    """A store in one of `STANDARDS`, or what of it belongs to one process: the same each time.

    Nothing tells who somebody is, unless `personal` asks for it. A `voice` gives drawings its
    words in place of the names of classes. Raises `InvalidValue` for a standard, or a process,
    that there is not.
    """
    if standard not in STANDARDS:
        known = ", ".join(STANDARDS)
        raise InvalidValue(
            f"there is no standard {standard}; give one of: {known}", code="standards.unknown"
        )
    if process:
        desk.process(process)
    return STANDARDS[standard](desk, Asked(process, personal, voice))


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
    for paper in papers(desk, asked.process):
        name = f"{paper.kind.value}-{quote(paper.number, safe='')}.xml"
        yield File(name, (ubl(paper, supplier=supplier, personal=asked.personal),))


def _tmf622(desk: Desk, asked: Asked) -> Iterator[File]:
    yield File("product_orders.json", _array(_orders(desk, asked, cancelled=False)))
    yield File("cancel_product_orders.json", _array(_orders(desk, asked, cancelled=True)))


def _orders(desk: Desk, asked: Asked, *, cancelled: bool) -> Iterator[Document]:
    for listed in _cases_of(desk, asked, OrderProcess):
        history = desk.history(listed.process, listed.case)
        order = desk.state(listed.process, listed.case)
        made = (
            cancel_product_order(order, history)
            if cancelled
            else product_order(order, history, personal=asked.personal)
        )
        if made is not None:
            yield made


def _tmf678(desk: Desk, asked: Asked) -> Iterator[File]:
    yield File("customer_bills.json", _array(_bills(desk, asked)))
    yield File("applied_customer_billing_rates.json", _array(_rates(desk, asked)))


def _bills(desk: Desk, asked: Asked) -> Iterator[Document]:
    for listed in _cases_of(desk, asked, ReceivableProcess):
        receivable = desk.state(listed.process, listed.case)
        if (bill := customer_bill(receivable, desk.operator.calendar)) is not None:
            yield bill


def _rates(desk: Desk, asked: Asked) -> Iterator[Document]:
    for listed in _cases_of(desk, asked, ReceivableProcess):
        receivable = desk.state(listed.process, listed.case)
        yield from customer_bill_rates(receivable, desk.operator.calendar)


def _cases_of(desk: Desk, asked: Asked, kind: type[object]) -> Iterator[Listed]:
    """The cases of each process of that kind, or of the one that was asked for."""
    for process in desk.operator.processes:
        if isinstance(process, kind) and asked.process in ("", process.name):
            yield from cases(desk, process.name)


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
