"""Leave to go on in spite of a "no", by somebody who is named (ORD-13)."""

from collections.abc import Mapping
from datetime import datetime

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.wording import WORDS, Language, Value, Words


@entity
class Override:
    """A named person's leave to go on in spite of a declined decision (ORD-13).

    `ceiling` is the exposure that may be reached with it; from `expires` on it is ignored.
    """

    actor: str
    role: str
    reason: str
    ceiling: Money
    expires: datetime

    def covers(self, exposure: Money, at: datetime) -> bool:
        """Whether it still holds at that instant, for that exposure."""
        return at < self.expires and exposure <= self.ceiling

    def text(self, language: Language = Language.EN, words: Words = WORDS) -> str:
        """Who gave it, why, and how far it goes."""
        values: Mapping[str, Value] = {
            "role": self.role,
            "actor": self.actor,
            "ceiling": self.ceiling,
            "expires": self.expires,
            "reason": self.reason,
        }
        return words.say(language, "text", "decision.overridden", values=values)
