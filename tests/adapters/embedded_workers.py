"""What other processes do to a ledger in the tests."""

from collections.abc import Sequence
from multiprocessing.synchronize import Barrier

from order_to_cash.adapters.sqlite import EmbeddedBilling, SqliteFile
from order_to_cash.testing.laws.billing import invoice


def bill_on(path: str, receivables: Sequence[str], start: Barrier) -> None:
    """Wait for the others, then open the ledger and bill every receivable."""
    start.wait()
    file = SqliteFile(path)
    billing = EmbeddedBilling(file)
    for receivable in receivables:
        billing.issue(invoice(receivable))
    file.close()
