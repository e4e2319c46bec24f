"""How a notice is worded: a subject and a body, in Spanish and English."""

from order_to_cash.domain.entity import entity
from order_to_cash.domain.wording import Text


@entity
class NoticeText:
    """The wording of a notice; its placeholders are the values that are sent with it."""

    subject: Text
    body: Text
