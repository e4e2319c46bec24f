"""`forget`: personal data of a party, or of documents whose term is over, is there no more."""

from argparse import Namespace
from datetime import UTC, datetime

from order_to_cash.adapters.stores import open_journal
from order_to_cash.cli.cases import existing_desk
from order_to_cash.cli.status import BAD_LINES, GOOD
from order_to_cash.domain.core import InvalidValue, Unavailable


def forget(options: Namespace) -> int:
    """Forget, say what is still needed, and remove what was forgotten from the bytes of the file.

    Whoever repeats it goes on where it was stopped.
    """
    if (options.party is None) is not options.due:
        raise InvalidValue(
            "give either a party, by its id, or --due for what the pack's terms are over for",
            code="cli.forget",
        )
    with existing_desk(options) as desk:
        if options.due:
            forgotten = desk.forget_due(options.now or datetime.now(UTC))
        else:
            forgotten = desk.forget(options.party, under_way=options.under_way)
    print(f"{forgotten.pieces} pieces of personal data were forgotten")
    for case in forgotten.kept_for:
        print(f"{case} is under way and keeps what it needs; repeat it when the case has ended")
    try:
        with open_journal(options.db, timeout=options.timeout, create=False) as journal:
            journal.store.scrub()
    except Unavailable as error:
        print(
            "it is in no table any more, but the free bytes of the file may still hold it; repeat"
            f" this when nothing is in the way: {error.message}"
        )
        return BAD_LINES
    return GOOD
