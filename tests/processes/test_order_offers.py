"""An offer that sales agreed for a line is billed as agreed, and kept for a correction (PRI-11)."""

from fractions import Fraction
from typing import Any

import pytest

from order_to_cash.domain.core import Currency, Envelope, Money, Role, Term, changed
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.order import Stage
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.trade import Adjustment, AgreedOffer, Agreement, RaiseInvoice
from tests.processes import samples as s

HALF = AgreedOffer("campaña", s.TODAY, share=Fraction(1, 2), lasts=Term(months=6))
OFFERED = changed(s.item(s.PHONE), offer=HALF)


def sold(**other: Any) -> Envelope[Any]:
    """Sales orders one phone for the distributor, with that offer."""
    item = changed(OFFERED, **other)
    given = c.PlaceOrder(s.request(items=(item,)))
    return s.to_order(given, actor=s.SELLER, role=Role.SALES)


def verified(**other: Any) -> s.OrderStory:
    """Everything is known: what it costs is fixed."""
    return s.went(s.order_story(), sold(**other), s.stock(), s.party(), s.offerings())


def test_it_is_billed_as_agreed() -> None:
    """PRI-11: half of 847.46 is 423.73, with tax 500.00; that is reserved, told and billed."""
    story = verified()
    assert (a.ReserveCredit(s.ORDER, s.sol("500.00")),) == s.sent(story, a.ReserveCredit)
    story = s.went(story, s.credit(amount=s.sol("500.00")), s.terms(), s.schedule(), s.signed())
    (raised,) = s.sent(story, RaiseInvoice)
    assert (Adjustment("campaña", share=Fraction(1, 2)),) == raised.bill.lines[0].adjustments


@pytest.mark.parametrize(
    ("offer", "total"),
    [
        (changed(HALF, since=s.TODAY + s.DAY), "1000.00"),
        (changed(HALF, since=s.TODAY - 3 * s.DAY, lasts=Term(days=3)), "1000.00"),
        (changed(HALF, since=s.TODAY - 3 * s.DAY, lasts=Term(days=4)), "500.00"),
        (AgreedOffer("campaña", s.TODAY, amount=s.sol("47.46")), "944.00"),
        (AgreedOffer("campaña", s.TODAY, amount=s.sol("847.45")), "0.01"),
        (AgreedOffer("campaña", s.TODAY, amount=s.sol("847.46")), "0.00"),
        (AgreedOffer("campaña", s.TODAY, amount=s.sol("847.47")), "0.00"),
    ],
)
def test_it_holds_on_its_days(offer: AgreedOffer, total: str) -> None:
    """PRI-11: from tomorrow on, or until yesterday, it changes nothing; 800.00 are 944.00.

    An offer of more than the line costs takes all of it off, and no more.
    """
    assert s.sol(total) == verified(offer=offer).state.total


def test_a_correction_compares_with_it() -> None:
    """PRI-11: the charge of the line with and without it, and its days; none where none is."""
    story = verified()
    agreed = Agreement(
        *(s.ACCOUNT, f"{s.ORDER}/1", s.sol("847.46"), s.sol("423.73")), s.TODAY, HALF.ends
    )
    assert agreed == story.state.agreement(1)
    assert story.state.agreement(2) is None
    assert s.verified().state.agreement(1) is None


def test_it_is_in_the_currency_of_the_order() -> None:
    """PRI-11: an amount in another one is refused, when the order comes and when it is amended."""
    dollars = AgreedOffer("campaña", s.TODAY, amount=Money.of("1.00", Currency.USD))
    s.order_story().when(sold(offer=dollars)).refused("order.offer-currency")
    item = changed(OFFERED, offer=dollars)
    amended = s.to_order(c.AmendOrder(items=(item,)), actor=s.SELLER, role=Role.SALES)
    verified().when(amended).refused("order.offer-currency")


def test_nobody_agrees_with_oneself() -> None:
    """PRI-11, TRU-16: whoever orders cannot take half off; what sales gave may stay."""
    own = s.to_order(c.PlaceOrder(s.request(items=(OFFERED,))))
    s.order_story().when(own).refused("order.own-offer")
    as_sales = s.to_order(own.command, actor=s.DISTRIBUTOR, role=Role.SALES)
    s.order_story().when(as_sales).refused("order.own-offer")
    story = verified()
    better = s.to_order(
        c.AmendOrder(items=(changed(OFFERED, offer=changed(HALF, share=Fraction(1))),)),
        actor=s.DISTRIBUTOR,
        role=Role.SALES,
    )
    story.when(better).refused("order.own-offer")
    more = changed(OFFERED, quantity=2)
    s.went(story, s.to_order(c.AmendOrder(items=(more,)))).reaches(Stage.RECEIVED)
    whole = changed(more, offer=changed(HALF, share=Fraction(1)))
    story.when(s.to_order(c.AmendOrder(items=(whole,)))).refused("order.own-offer")
    missing = s.placed(zone=None).when(s.to_order(c.CompleteInformation(items=(OFFERED,))))
    missing.refused("order.own-offer")
