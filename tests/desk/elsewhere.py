"""A small day's work as one digest; started on its own, in whatever surroundings."""

import decimal
import sys
from datetime import timedelta
from hashlib import sha256

from order_to_cash.domain.core import WORDS
from order_to_cash.stories import reasons, sentence
from tests.desk.small_operator import Office, wire


def worked() -> Office:
    """Orders that are paid, declined, disputed by time, and one that is paid too late."""
    office = Office()
    for case, quantity in (("O-1", 1), ("O-2", 8), ("O-3", 2), ("O-4", 1)):
        office.place(case, quantity=quantity)
    for case in ("O-1", "O-4"):
        office.deliver_line(case)
    office.pay("O-1", "100.01", payment="P-1")
    office.pass_time(timedelta(days=70))
    office.pay("O-1", "17.99", payment="P-2")
    office.pass_time(timedelta(days=30))
    return office


def digest() -> str:
    """All that was recorded, word for word, and all that was said about it."""
    told, told_by = [], wire()
    for recorded in worked().journal.events(limit=100_000):
        event = told_by.load_event(recorded.process, recorded.type, recorded.body)
        told.append(f"{recorded!r}{event!r}")
        for language in WORDS.languages:
            told.append(sentence(event, language, zone="America/Lima"))
            told += (line for lines in reasons(event, language) for line in lines)
    return sha256("\n".join(told).encode()).hexdigest()


if __name__ == "__main__":
    if "decimals" in sys.argv:
        context = decimal.getcontext()
        context.prec, context.rounding = 3, decimal.ROUND_DOWN
        context.traps[decimal.Inexact] = context.traps[decimal.Rounded] = True
    sys.stdout.write(digest())
