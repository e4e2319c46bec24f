"""TRU-14, TRU-18, TRU-21: every law that holds of a store on a file holds on PostgreSQL too."""

from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import cycle
from typing import Any

import pytest

from order_to_cash.adapters.postgres import PostgresJournal, PostgresStore
from order_to_cash.adapters.sql.keys import StoredKeys
from order_to_cash.adapters.sql.ledger import (
    EmbeddedBilling,
    EmbeddedFulfilment,
    EmbeddedNotification,
)
from order_to_cash.adapters.sql.personal import StoredPersonalData
from order_to_cash.adapters.sql.ticketing import EmbeddedTicketing
from order_to_cash.domain.core import Currency
from order_to_cash.operators.peru import PERU
from order_to_cash.testing.laws import (
    billing,
    fulfilment,
    journal,
    name,
    notification,
    personal,
    seen_keys,
)
from order_to_cash.testing.laws import ticketing as tickets
from order_to_cash.testing.laws.currencies import in_currency
from order_to_cash.wire import Wire
from tests.ports.test_currency_laws import books as books_in
from tests.ports.test_other_laws import ReprOf, books
from tests.ports.test_ticketing_laws import shown


@pytest.fixture
def store(postgres: str) -> Iterator[PostgresStore]:
    with closing(PostgresStore(postgres)) as opened:
        yield opened


@pytest.mark.parametrize("law", journal.LAWS, ids=name)
def test_the_journal_obeys(law: Callable[..., None], postgres: str) -> None:
    """TRU-14: the journal keeps every promise of the port, leases and cursors included."""
    with PostgresJournal(postgres) as opened:
        law(opened)


@pytest.mark.parametrize("law", billing.LAWS, ids=name)
def test_billing_obeys(law: Callable[..., None], store: PostgresStore) -> None:
    """The ledger keeps every promise of billing, racing callers included."""
    kept = EmbeddedBilling(store)
    law(kept, lambda: books(kept))


@pytest.mark.parametrize("law", billing.LAWS, ids=name)
def test_billing_obeys_without_decimals(law: Callable[..., None], store: PostgresStore) -> None:
    """OPN-05: the ledger keeps minor units and the currency that they are of."""
    kept = EmbeddedBilling(store)
    in_currency(law, Currency.CLP)(kept, lambda: books_in(kept, Currency.CLP))


@pytest.mark.parametrize("law", notification.LAWS, ids=name)
def test_notification_obeys(law: Callable[..., None], store: PostgresStore) -> None:
    """Notices are kept once each, in the order in which they came."""
    kept = EmbeddedNotification(store, ReprOf())
    law(kept, lambda: len(kept.sent()))


@pytest.mark.parametrize("law", fulfilment.LAWS, ids=name)
def test_fulfilment_obeys(law: Callable[..., None], store: PostgresStore) -> None:
    """Instructions are kept once each, in the order in which they came."""
    kept = EmbeddedFulfilment(store, ReprOf())
    law(kept, lambda: len(kept.instructions()))


@pytest.mark.parametrize("law", tickets.LAWS, ids=name)
def test_ticketing_obeys(law: Callable[..., None], store: PostgresStore) -> None:
    """Tickets are numbered and kept once each."""
    kept = EmbeddedTicketing(store, Wire(PERU.processes))
    law(kept, lambda: shown(kept))


@pytest.mark.parametrize("law", personal.LAWS, ids=name)
def test_personal_data_obeys(law: Callable[..., None], postgres: str) -> None:
    """TRU-21: texts under tokens are kept, found and forgotten."""
    opened: list[PostgresStore] = []

    def again() -> Any:
        opened.append(PostgresStore(postgres))
        return StoredPersonalData(opened[-1])

    law(again)
    for each in opened:
        each.close()


@pytest.mark.parametrize("law", seen_keys.LAWS, ids=name)
def test_keys_obey(law: Callable[..., None], postgres: str) -> None:
    """Keys of one adapter are known for good, and no other adapter knows them."""
    with closing(PostgresStore(postgres)) as one, closing(PostgresStore(postgres)) as two:
        stores = cycle((one, two))
        StoredKeys(one, "sms").add("k1 of another adapter")
        law(lambda: StoredKeys(next(stores), "mail"))
