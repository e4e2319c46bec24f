"""Every notice about corrections, as the stories send them."""

from collections.abc import Iterator

from order_to_cash.domain.charge_correction import Checks
from order_to_cash.domain.core import changed
from tests.charge_correction import samples as s


def messages() -> Iterator[object]:
    """What is sent when something is missing, not eligible, to approve, refused and attended."""
    told = (
        s.requested(checks=Checks()),
        s.requested(standing=changed(s.STANDING, corporate=False)),
        s.went(s.diagnosed(s.WITHOUT_OFFER), s.ROUTING),
        s.in_approval().when(s.DENIED),
        s.attended(),
    )
    for story in told:
        yield from s.moved(story).messages
