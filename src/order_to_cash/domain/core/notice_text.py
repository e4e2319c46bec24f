"""How a notice is worded: a subject and a body, in Spanish and English."""

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.wording import Text


@entity
class Each:
    """How each part of a list is worded on a line of its own; `names` are those of its values."""

    names: tuple[str, ...]
    text: Text


@entity
class NoticeText:
    """The wording of a notice; its placeholders are the values that are sent with it.

    `{findings}` are its reasons, a line each. `each` words the parts of lists among the values,
    and `more` are lines that stand only where their value is sent.
    """

    subject: Text
    body: Text
    each: tuple[tuple[str, Each], ...] = ()
    more: tuple[tuple[str, Text], ...] = ()
