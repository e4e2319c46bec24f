"""The laws of notification: `for law in LAWS: law(OurNotification(), count)`, each on a new one.

`count` answers how many notices were taken so far, so that the laws can tell once from twice.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeAlias

from order_to_cash.domain.core import Sensitive, changed
from order_to_cash.domain.trade import Notice, Notify
from order_to_cash.domain.trade.notice_wording import names_of
from order_to_cash.ports.notification import Notification
from order_to_cash.testing.laws import same, up_to

Count: TypeAlias = Callable[[], int]
Law: TypeAlias = Callable[[Notification, Count], None]

RACERS = 4
HARD_TEXTS = (
    "",
    "'; DROP TABLE notice; --",
    '"%s" {0} {order} \\ <b>&amp;</b>',
    "Señora Ñandú, 山田, 👩‍👩‍👧, \u202e",
    "x" * 2_000,
)


def notice(kind: Notice = Notice.ORDER_RELEASED, text: str = "o-1") -> Notify:
    """A notice of that kind, each of its values the same text."""
    values = tuple((name, text) for name in sorted(names_of(kind)))
    return Notify(kind, "p1", values, Sensitive("ana@example.com"))


def every_kind_of_notice_is_taken(notification: Notification, count: Count) -> None:
    """Whatever there is to tell can be told."""
    for taken, kind in enumerate(Notice, 1):
        notification.send(f"k{taken}", notice(kind))
        same(taken, count(), f"how many notices were taken after {kind.value}")


def the_same_key_is_told_once(notification: Notification, count: Count) -> None:
    """A key that was seen before is done already, whatever comes with it."""
    first = notice()
    for again in (first, first, notice(Notice.ORDER_COMPLETED), changed(first, to="p2")):
        notification.send("k1", again)
        same(1, count(), "how many notices were taken")


def different_keys_are_told_each(notification: Notification, count: Count) -> None:
    """The same words under another key are told again, also if the keys look alike."""
    for taken, key in enumerate(("k1", "K1", "k1 ", "k2", "o-1:2:0"), 1):
        notification.send(key, notice())
        same(taken, count(), "how many notices were taken")


def an_earlier_key_is_remembered(notification: Notification, count: Count) -> None:
    """A repeat is recognised after others came between."""
    for key in ("k1", "k2", "k3", "k1", "k2"):
        notification.send(key, notice())
    same(3, count(), "how many notices were taken")


def of_racing_repeats_one_is_told(notification: Notification, count: Count) -> None:
    """When a notice arrives several times at once, it is told once."""
    with ThreadPoolExecutor(RACERS) as pool:
        list(pool.map(notification.send, ["k1"] * RACERS, [notice()] * RACERS))
    same(1, count(), "how many notices were taken")


def any_text_can_be_told(notification: Notification, count: Count) -> None:
    """Values are data, whatever is written in them."""
    for taken, text in enumerate(HARD_TEXTS, 1):
        notification.send(f"k{taken}", notice(text=text))
        same(taken, count(), "how many notices were taken")


LEVELS: Mapping[int, tuple[Law, ...]] = {
    1: (
        every_kind_of_notice_is_taken,
        the_same_key_is_told_once,
        different_keys_are_told_each,
        an_earlier_key_is_remembered,
        of_racing_repeats_one_is_told,
        any_text_can_be_told,
    ),
}
"""Each law under the level since which it holds; a level that was released never changes."""

LAWS: tuple[Law, ...] = up_to(LEVELS, max(LEVELS))
"""Every law, the earliest level first."""
