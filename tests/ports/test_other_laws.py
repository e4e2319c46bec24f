"""The laws of the other ports: our adapters obey them, and broken ones are caught."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

import pytest

from order_to_cash.adapters.in_memory import (
    InMemoryBilling,
    InMemoryFulfilment,
    InMemoryNotification,
)
from order_to_cash.adapters.mail import MailNotification, MailServer
from order_to_cash.adapters.sqlite import (
    EmbeddedBilling,
    EmbeddedFulfilment,
    EmbeddedNotification,
    SqliteFile,
)
from order_to_cash.domain.core import Money
from order_to_cash.testing.laws import billing, directories, fulfilment, name, notification
from order_to_cash.testing.laws.billing import NOTHING, Books
from tests.adapters.mail_server import Inbox, serving
from tests.ports.broken_worlds import (
    BROKEN_BILLING,
    BROKEN_DIRECTORIES,
    BROKEN_FULFILMENT,
    BROKEN_NOTIFICATION,
    Filled,
    Make,
)

Law: TypeAlias = Callable[..., None]
Given: TypeAlias = tuple[Any, ...]
Opened: TypeAlias = Callable[[Path], AbstractContextManager[Given]]
BROKEN: dict[ModuleType, tuple[Make, ...]] = {
    billing: BROKEN_BILLING,
    notification: BROKEN_NOTIFICATION,
    fulfilment: BROKEN_FULFILMENT,
    directories: BROKEN_DIRECTORIES,
}
EVERY_LAW = [(module, law) for module in BROKEN for law in module.LAWS]


class ReprOf:
    """Writes any text there is, so that a law sees what the book does, and not what a wire does."""

    def dump_message(self, message: Any, /) -> str:
        return repr(message)

    def load_message(self, _type: str, body: str, /) -> Any:
        return body


def total(amounts: Iterator[Money]) -> Money:
    return sum(amounts, start=NOTHING)


def books(kept: InMemoryBilling | EmbeddedBilling) -> Books:
    """What stands in the books, in memory or in the file."""
    return Books(
        len(kept.invoices()),
        total(invoice.total for invoice in kept.invoices().values()),
        total(-note.amount if note.debit else note.amount for note in kept.credit_notes().values()),
        total(refund.amount for refund in kept.refunds().values()),
        total(charge.amount for charge in kept.charges().values()),
        total(receipt.amount for receipt in kept.receipts().values()),
        total(back.amount for back in kept.charge_backs().values()),
    )


def given(adapter: Any) -> Given:
    """What a law is given: the adapter, and a way to see what it took."""
    match adapter:
        case InMemoryBilling():
            return adapter, lambda: books(adapter)
        case InMemoryNotification():
            return adapter, lambda: len(adapter.sent())
        case InMemoryFulfilment():
            return adapter, lambda: len(adapter.instructions())
        case _:
            return (adapter.directories,)


@contextmanager
def embedded_billing(folder: Path) -> Iterator[Given]:
    file = SqliteFile(folder / "journal.db")
    kept = EmbeddedBilling(file)
    yield kept, lambda: books(kept)
    file.close()


@contextmanager
def embedded_notification(folder: Path) -> Iterator[Given]:
    file = SqliteFile(folder / "journal.db")
    kept = EmbeddedNotification(file, ReprOf())
    yield kept, lambda: len(kept.sent())
    file.close()


@contextmanager
def embedded_fulfilment(folder: Path) -> Iterator[Given]:
    file = SqliteFile(folder / "journal.db")
    kept = EmbeddedFulfilment(file, ReprOf())
    yield kept, lambda: len(kept.instructions())
    file.close()


@contextmanager
def by_mail(_: Path) -> Iterator[Given]:
    with serving(Inbox()) as inbox:
        server = MailServer("127.0.0.1", inbox.port, starttls=False)
        sender = MailNotification(server, "avisos@example.com", resolve=lambda _: None)
        yield sender, lambda: len(inbox.mails)


@contextmanager
def simply(make: Make) -> Iterator[Given]:
    yield given(make())


ADAPTERS: tuple[tuple[ModuleType, Opened], ...] = (
    (billing, lambda _: simply(InMemoryBilling)),
    (billing, embedded_billing),
    (notification, lambda _: simply(InMemoryNotification)),
    (notification, embedded_notification),
    (notification, by_mail),
    (fulfilment, lambda _: simply(InMemoryFulfilment)),
    (fulfilment, embedded_fulfilment),
    (directories, lambda _: simply(Filled)),
)


@pytest.mark.parametrize(
    ("opened", "law"),
    [(opened, law) for module, opened in ADAPTERS for law in module.LAWS],
    ids=lambda part: part.__name__,
)
def test_our_adapters_obey(opened: Opened, law: Law, tmp_path: Path) -> None:
    """Each of our adapters keeps every promise of its port."""
    with opened(tmp_path) as arguments:
        law(*arguments)


@cache
def caught(module: ModuleType, make: Make) -> frozenset[str]:
    """The laws that a broken adapter fails."""
    return frozenset(law.__name__ for law in module.LAWS if fails(law, make))


def fails(law: Law, make: Make) -> bool:
    try:
        law(*given(make()))
    except Exception:  # noqa: BLE001  (a broken adapter may fail in any way)
        return True
    return False


@pytest.mark.parametrize(
    ("module", "make"),
    [(module, make) for module, broken in BROKEN.items() for make in broken],
    ids=lambda part: part.__name__.rpartition(".")[2],
)
def test_a_broken_adapter_is_caught(module: ModuleType, make: Make) -> None:
    """An adapter that breaks one promise fails a law."""
    assert caught(module, make)


@pytest.mark.parametrize(("module", "law"), EVERY_LAW, ids=lambda part: part.__name__)
def test_no_law_is_idle(module: ModuleType, law: Law) -> None:
    """Every law catches an adapter that is broken in one place."""
    assert any(law.__name__ in caught(module, make) for make in BROKEN[module])


@pytest.mark.parametrize("module", BROKEN, ids=lambda module: module.__name__.rpartition(".")[2])
def test_laws_have_a_sentence_as_name_and_another_as_docstring(module: ModuleType) -> None:
    """A law is named and told in a sentence, and no two of a port share a name."""
    assert len(module.LAWS) == len({name(law) for law in module.LAWS})
    assert [] == [law.__name__ for law in module.LAWS if not (law.__doc__ or "").endswith(".")]


def test_a_new_invoice_that_is_not_issued_is_told() -> None:
    """The laws of billing say what they got where an invoice was not issued."""
    kept = InMemoryBilling()
    kept.issue(billing.invoice())
    with pytest.raises(AssertionError, match="expected that it is issued, but got AlreadyIssued"):
        billing.issued(kept, billing.invoice())
