"""`check`: whether every promise holds of a store; nothing is written to it."""

from argparse import Namespace
from collections import Counter
from pathlib import Path

from order_to_cash.adapters.sql.ledger_reading import Ledger, ledger_of
from order_to_cash.audit import Books, Checked, check
from order_to_cash.audit.marks import losses
from order_to_cash.cli.cases import must_exist
from order_to_cash.cli.messages import MOST
from order_to_cash.cli.status import BAD_LINES, GOOD
from order_to_cash.desk import Desk
from order_to_cash.embedded import still_desk


def check_(options: Namespace) -> int:
    """Print each loss, each broken promise, what was set aside or left out, then the sum."""
    must_exist(options)
    with still_desk(options.db, operator=options.operator, timeout=options.timeout) as (
        desk,
        store,
    ):
        ledger = ledger_of(store, desk.wire.load_message)
        marked = _marked(desk, options.mark)
        checked = (*marked, *check(desk, _books(ledger)))
        _set_aside(desk)
    return _told(checked)


def _marked(desk: Desk, mark: Path | None) -> tuple[Checked, ...]:
    """Whether the store has everything that a mark says it had, where one is given."""
    if mark is None:
        return ()
    with mark.open(encoding="utf-8", errors="replace") as lines:
        return (Checked("the_store_fits_its_mark", tuple(losses(desk.journal, lines))),)


def _books(ledger: Ledger) -> Books:
    return Books(
        invoices=ledger.invoices,
        credit_notes=ledger.credit_notes,
        refunds=ledger.refunds,
        instructions=ledger.instructions,
        notices=ledger.sent,
        charges=ledger.charges,
        receipts=ledger.receipts,
        charge_backs=ledger.charge_backs,
        tickets=ledger.tickets,
        moves=ledger.moves,
        held=ledger.held,
        gone=ledger.gone,
        unread=ledger.unread,
    )


def _set_aside(desk: Desk) -> None:
    for message in desk.journal.parked(limit=MOST):
        print(f"set aside: {message.key} ({message.type}): {message.problem}")
    for case in desk.journal.aside(limit=MOST):
        print(f"set aside: {case.process}/{case.case}: {case.problem}")


def _told(checked: tuple[Checked, ...]) -> int:
    for law in checked:
        for problem in law.problems:
            print(problem)
        if law.lacking:
            print(f"not checked in full: {law.law}: {', '.join(law.lacking)}")
    broken = sum(len(law.problems) for law in checked)
    print(f"{_sum(checked)}; {broken} broken promises")
    return BAD_LINES if broken else GOOD


def _sum(checked: tuple[Checked, ...]) -> str:
    """How many laws were checked in full, and how often each reason stood in the way."""
    why = Counter(need for law in checked for need in law.lacking)
    part = sum(bool(law.lacking) for law in checked)
    said = f"{len(checked) - part} of {len(checked)} laws were checked in full"
    reasons = ", ".join(f"{need} ({times})" for need, times in why.items())
    return f"{said}, {part} were not: {reasons}" if part else said
