"""All ports of the outside together, as a desk needs them."""

from order_to_cash.domain.core import entity
from order_to_cash.ports.billing import Billing
from order_to_cash.ports.directories import Directories
from order_to_cash.ports.fulfilment import Fulfilment
from order_to_cash.ports.notification import Notification
from order_to_cash.ports.ticketing import NO_TICKETING, Ticketing


@entity
class World:
    """Where facts come from, and who is instructed and told; without case systems tickets wait."""

    directories: Directories
    billing: Billing
    fulfilment: Fulfilment
    notification: Notification
    ticketing: Ticketing = NO_TICKETING
