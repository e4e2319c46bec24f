"""What would have made a decision pass, as it is kept with the decision and told to people."""

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.wording import WORDS, Language, Values, Words


@entity
class Proposed:
    """One thing to do: the code under which its words are found, and the values they show."""

    code: str
    values: Values = ()

    def text(self, language: Language = Language.EN, words: Words = WORDS) -> str:
        """What to do, in words."""
        return words.say(language, "remedy", self.code, values=dict(self.values))

    def __str__(self) -> str:
        return self.text()


@entity
class Proposal:
    """What to do together, in this order, so that the decision would have passed."""

    steps: tuple[Proposed, ...]

    def text(self, language: Language = Language.EN, words: Words = WORDS) -> str:
        """What to do, in words."""
        said = tuple(step.text(language, words) for step in self.steps)
        if len(said) == 1:
            return said[0]
        return words.say(language, "text", "what-if.together", values={"changes": "; ".join(said)})

    def __str__(self) -> str:
        return self.text()
