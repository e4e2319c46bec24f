"""The advice of orders, and of the table that every process has."""

from fractions import Fraction
from typing import Any, Final

from order_to_cash.domain.core import Currency, Money, OwnFact, Role, changed
from order_to_cash.domain.order import OrderProcess
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.trade import AgreedOffer, Reach
from order_to_cash.operators.peru import ORDERS, VALIDATION
from order_to_cash.rules import standing_policy, validation_policy
from tests.advice.advising import Advice
from tests.processes import samples as s

DOLLARS: Final = Money.of("10.00", Currency.USD)
SOLD: Final = s.to_order(c.PlaceOrder(s.request()), actor=s.SELLER, role=Role.SALES)
CAREFUL: Final = OrderProcess(
    changed(ORDERS.settings, validation=validation_policy(VALIDATION, above=s.CENT))
)

WAITING: Final = OrderProcess(changed(ORDERS.settings, standing=standing_policy(VALIDATION)))
SEGMENTED: Final = OrderProcess(changed(ORDERS.settings, own=(OwnFact("segment", str),)))
"""An operator that declares one fact of its own."""


def asks(**other: Any) -> Any:
    """The distributor asks, with that in its request."""
    return s.to_order(c.PlaceOrder(s.request(**other)), actor=s.DISTRIBUTOR, role=Role.DISTRIBUTOR)


def declined() -> s.OrderStory:
    """Sales placed it for a distributor, and the credit is declined."""
    asked = s.went(s.order_story(), SOLD, s.stock(), s.party(), s.offerings())
    return s.went(asked, s.credit(limit=s.CENT))


def overridden() -> s.OrderStory:
    """A colleague let it go on, and now the financing is to be approved."""
    story = s.went(s.declined(), s.override(actor=s.COLLEAGUE))
    given = story.state.credit.override
    return s.went(story, s.credit(limit=s.CENT, override=given), s.terms())


def finance(actor: str) -> Any:
    """Somebody approves the financing."""
    return s.to_order(c.DecideFinancing(approved=True, reason="sí"), actor=actor)


def held() -> s.OrderStory:
    """A slot is agreed, and then its account is stopped."""
    story = s.went(s.approved(process=WAITING), s.to_order(c.NoteStanding(1)), s.terms())
    return s.went(story, s.to_order(c.NoteStanding(2, "stop", tuple(Reach))))


def of(code: str, story: s.OrderStory, refused: Any, *follow: Any, again: Any = None) -> Advice:
    """Advice of an order."""
    return Advice(code, ORDERS, story.state, refused, follow, again)


IN_DOLLARS: Final = changed(
    s.item(s.PHONE),
    offer=AgreedOffer("campaña", s.TODAY, amount=Money.of("1.00", Currency.USD)),
)
OFFERED: Final = changed(
    s.item(s.PHONE), offer=AgreedOffer("campaña", s.TODAY, share=Fraction(1, 2))
)
STRANGER: Final = "DIST-0099"
ASKED: Final = s.went(s.in_delivery(), s.cancel(), s.signed())
HALF: Final = s.went(s.released(s.PHONE, s.FIBRE), s.schedule(2))

ADVICE: Final = (
    of("process.wrong-stage", s.released(), s.signed(), again=s.schedule()),
    of("process.wrong-role", s.declined(), s.override(role=Role.SALES), again=s.override()),
    of("order.not-yours", s.placed(), s.cancel(actor=STRANGER), again=s.cancel()),
    Advice(
        "process.own-facts",
        SEGMENTED,
        s.order_story().state,
        asks(own=(("segment", 1),)),
        again=asks(own=(("segment", "gold"),)),
    ),
    of(
        "order.own-approval",
        declined(),
        s.override(actor=s.SELLER),
        again=s.override(actor=s.ANALYST),
    ),
    of(
        "order.own-gain",
        declined(),
        s.override(actor=s.DISTRIBUTOR),
        again=s.override(actor=s.ANALYST),
    ),
    of("order.two-people", overridden(), finance(s.COLLEAGUE), again=finance(s.ANALYST)),
    of("order.override-expired", s.declined(), s.override(expires=s.NOON), again=s.override()),
    of("order.override-below-zero", s.declined(), s.override(-s.CENT), again=s.override()),
    of("order.currency", s.declined(), s.override(DOLLARS), again=s.override()),
    of(
        "order.amendment",
        s.verified(),
        s.to_order(c.AmendOrder(items=(s.item(s.PHONE, 0),))),
        again=s.to_order(c.AmendOrder(items=(s.item(s.PHONE, 2),))),
    ),
    of(
        "order.offer-currency",
        s.verified(),
        s.to_order(c.AmendOrder(items=(IN_DOLLARS,)), actor=s.SELLER, role=Role.SALES),
        again=s.to_order(c.AmendOrder(items=(OFFERED,)), actor=s.SELLER, role=Role.SALES),
    ),
    of(
        "order.own-offer",
        s.verified(),
        s.to_order(c.AmendOrder(items=(OFFERED,))),
        again=s.to_order(c.AmendOrder(items=(OFFERED,)), actor=s.SELLER, role=Role.SALES),
    ),
    of("order.quantity", s.in_delivery(), s.signed(quantity=2), again=s.signed(quantity=1)),
    of(
        "order.returned-quantity",
        s.went(s.in_delivery(s.PHONE, s.FIBRE), s.signed()),
        s.returned(quantity=2),
        again=s.returned(quantity=1),
    ),
    of("order.no-such-line", s.released(), s.schedule(9), again=s.schedule(1)),
    of("order.wrong-kind", s.in_delivery(), s.activated(), again=s.signed()),
    of("order.wrong-kind", s.in_delivery(s.FIBRE), s.signed(), again=s.activated()),
    of("order.line-status", HALF, s.signed(1), s.schedule(1)),
    of(
        "order.no-signature",
        s.in_delivery(),
        s.to_order(c.ConfirmDelivery(1, None, None), s.SLOT),
        again=s.signed(),
    ),
    of(
        "order.slot-in-the-past", s.released(), s.schedule(slot=s.NOON - s.TICK), again=s.schedule()
    ),
    Advice(
        "order.account-stopped",
        WAITING,
        held().state,
        s.schedule(),
        (s.to_order(c.NoteStanding(3)),),
    ),
    of(
        "order.nothing-to-cancel",
        ASKED,
        s.decide_cancellation(),
        again=s.decide_cancellation(granted=False),
    ),
)
