"""Notices put into words: the text of the catalogue with the values that were sent."""

import enum
from collections.abc import Mapping
from string import Formatter
from typing import Final

from order_to_cash.domain.entity import entity
from order_to_cash.domain.errors import InvalidValue
from order_to_cash.domain.messages import Notify
from order_to_cash.domain.notices import NOTICES, NoticeText
from order_to_cash.domain.order.facts import HoldReason
from order_to_cash.domain.payment_terms import PaymentMethod
from order_to_cash.domain.transfer.procedures import Fate
from order_to_cash.domain.wording import Language, Text, Value

CODED: Final = frozenset({"missing", "reasons", "reason", "methods", "fate"})
"""The values that hold codes, of rules or of our own choices; others are shown as they are."""

_CHOICES: Final[Mapping[enum.StrEnum, Text]] = {
    HoldReason.MISSED_APPOINTMENT: Text("the appointment was missed", "no se cumplió la cita"),
    HoldReason.STOCK_LOST: Text("the product is not in stock", "el producto no está en existencia"),
    HoldReason.SIGNATURE_REFUSED: Text(
        "the delivery was not signed for", "no se firmó la recepción"
    ),
    Fate.CARRY: Text(
        "take the equipment along to the new address", "lleve los equipos a la nueva dirección"
    ),
    Fate.RECOVER: Text(
        "give the equipment back to the visiting technician",
        "devuelva los equipos al técnico que lo visite",
    ),
    PaymentMethod.DIRECT_DEBIT: Text("direct debit", "débito automático"),
    PaymentMethod.ONLINE: Text("online payment", "pago en línea"),
    PaymentMethod.STORE: Text("payment in a store", "pago en tienda"),
    PaymentMethod.ACCOUNT_CREDIT: Text("credit of the account", "saldo a favor de la cuenta"),
}
WORDS: Final[Mapping[str, Text]] = {choice.value: text for choice, text in _CHOICES.items()}
"""What the codes among the values of our notices mean."""


@entity
class Worded:
    """A notice as somebody reads it."""

    subject: str
    body: str


def worded(
    notice: Notify, language: Language = Language.ES, words: Mapping[str, Text] = {}
) -> Worded:
    """The notice in that language; `words` put codes among its values, such as rules, in words.

    Raises `InvalidValue` where a value that the wording needs was not sent with the notice.
    """
    text, values = NOTICES[notice.notice], dict(notice.values)
    if missing := sorted(names_of(text) - values.keys()):
        raise InvalidValue(
            f"the notice {notice.notice.value} lacks {', '.join(missing)}; send it with the notice",
            code="notice.value-missing",
        )
    for name in CODED & values.keys():
        values[name] = _in_words(values[name], language, {**WORDS, **words})
    return Worded(text.subject.render(values, language), text.body.render(values, language))


def names_of(text: NoticeText) -> frozenset[str]:
    """The values that the wording uses, in whatever language."""
    texts = (text.subject.en, text.subject.es, text.body.en, text.body.es)
    found = (name for part in texts for _, name, _, _ in Formatter().parse(part))
    return frozenset(name for name in found if name)


def _in_words(value: Value, language: Language, words: Mapping[str, Text]) -> Value:
    if isinstance(value, tuple):
        return tuple(_in_words(part, language, words) for part in value)
    if isinstance(value, str) and value in words:
        return words[value].render({}, language)
    return value
