"""Every law in one table, with what it needs to be checked."""

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from order_to_cash.audit import credit, goods, histories, messages, money, obligations
from order_to_cash.audit.evidence import Evidence, Problems
from order_to_cash.domain.core import entity


class Need(StrEnum):
    """What a law can need of a store; the text says what is so where it is lacking."""

    REST = "messages wait; deliver them first"
    CLEAR = "messages were set aside; see `parked`"
    BOOKS = "the books of the world cannot be looked at"
    TICKETS = "the tickets cannot be looked at"
    READABLE = "a case cannot be read"
    SOUND = "the law stumbled over a case"
    GOODS = "the count of goods cannot be looked at"


@entity
class Law:
    """A law: without `needs` it cannot be checked at all, without `whole` only in part."""

    holds: Callable[[Evidence], Problems]
    needs: frozenset[Need] = frozenset()
    whole: frozenset[Need] = frozenset()

    @property
    def name(self) -> str:
        """The name of the law, such as `the_limit_holds`."""
        return self.holds.__name__


EACH: Final = frozenset({Need.READABLE})
ALL: Final = frozenset({Need.READABLE})
BOOKED: Final = ALL | {Need.BOOKS}
SETTLED: Final = ALL | {Need.REST, Need.CLEAR}

TABLE: Final = (
    *(Law(law, whole=EACH) for law in histories.LAWS),
    Law(money.every_state_adds_up, whole=EACH),
    Law(money.every_completed_order_has_one_invoice, BOOKED),
    Law(money.no_invoice_is_missing, BOOKED | SETTLED),
    Law(money.advances_are_where_they_belong, SETTLED),
    Law(money.every_payment_is_where_it_says, SETTLED),
    Law(money.the_ledger_knows_every_payment, BOOKED | SETTLED),
    Law(money.what_is_paid_is_not_blocked, BOOKED | SETTLED),
    *(Law(law, whole=EACH) for law in credit.LAWS),
    Law(obligations.accounts_agree_with_orders, SETTLED),
    Law(obligations.corrections_compare_with_what_was_agreed, ALL),
    Law(obligations.orders_stand_as_their_account_says, SETTLED),
    Law(obligations.every_receivable_has_its_origin, ALL),
    *(Law(law, BOOKED | SETTLED | {Need.GOODS}) for law in goods.LAWS),
    Law(messages.nothing_waits, frozenset({Need.REST})),
    Law(messages.whatever_waits_was_sent, ALL),
    Law(messages.the_books_can_be_read, frozenset({Need.BOOKS})),
    Law(
        messages.everything_arrived,
        frozenset({Need.REST}),
        frozenset({Need.CLEAR, Need.BOOKS, Need.TICKETS, Need.READABLE}),
    ),
    Law(messages.nothing_else_arrived, BOOKED),
    Law(messages.instructions_keep_their_order, BOOKED | {Need.REST}),
)
"""Laws of one case need only that case; laws that compare cases need all that they compare."""
