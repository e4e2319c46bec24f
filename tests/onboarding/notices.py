"""What an onboarding tells people, one message of each kind."""

from collections.abc import Iterator

from order_to_cash.domain.core import changed
from order_to_cash.domain.onboarding import events as e
from order_to_cash.domain.onboarding import facts as f
from order_to_cash.operators.peru import ONBOARDING
from tests.onboarding import samples as s


def messages() -> Iterator[object]:
    """What is sent after one event of every kind that tells somebody something."""
    mark, live = f.Mark("ana", s.DESK, s.NOON), (f.LiveThing(f.Live.SERVICE, s.CASE),)
    case = changed(ONBOARDING.initial, id=s.CASE, asked=s.REQUESTED)
    for happened in (
        e.DocumentSent("proposal", 1, mark, ()),
        e.ActivityRecorded(f.Activity.OOB_NOTIFIED, "R-1", mark),
        e.OnboardingRejected("contract", "falta la firma", live, mark),
        e.OnboardingCancelled("otro proveedor", live, mark),
        e.OnboardingClosed(ONBOARDING.settings.review.decide(f.ReviewFacts((), ())), mark),
        e.DeadlinePassed(s.MANAGER, "proposal", s.NOON),
    ):
        yield from ONBOARDING.outgoing(case, happened)
