"""A case that stands still: the clock looks at it, and somebody is told (FUL-06).

Every process has these two, though no table names them: they change nothing in the case.
"""

from datetime import datetime

from order_to_cash.domain.core.entity import entity


@entity
class LookAtWait:
    """The clock looks at a case that has waited for the same since an instant."""

    since: datetime


@entity
class WaitTold:
    """The case has waited for the same since an instant, and whoever has to act was told."""

    since: datetime
