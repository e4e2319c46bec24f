"""What an onboarding waits for: a validation, a document, its review (FUL-06)."""

from typing import Final

from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.core.waiting import Party, Seen, Waiting
from order_to_cash.domain.onboarding import commands as c
from order_to_cash.domain.onboarding.facts import Paper
from order_to_cash.domain.onboarding.flow import Phase


def _is_made(seen: Seen) -> bool:
    """Whether the document of the phase is there, and no new revision is needed."""
    phase, case = _phase(seen), seen.state
    paper: Paper | None = None if phase.makes is None else case.paper(phase.makes)
    return paper is not None and not paper.voided and paper.returned is None


def _phase(seen: Seen) -> Phase:
    phases: tuple[Phase, ...] = seen.process.settings.flow.phases
    return next(phase for phase in phases if seen.state.place in phase.stages)


def _still_to_vote(seen: Seen, command: type[c.Command]) -> tuple[Role, ...]:
    """The lanes that have not said yes yet in the validation under way."""
    if command is not c.ValidateDocument:
        return ()
    voted = {mark.role for mark in seen.state.votes}
    return tuple(role for role in seen.process.settings.flow.lanes if role not in voted)


WAITS: Final = Waiting(
    aside=(c.CancelOnboarding, c.ReviseDocument, c.ReturnDocument),
    only={
        c.GenerateDocument: lambda seen: not _is_made(seen),
        c.SendDocument: _is_made,
    },
    narrowed=_still_to_vote,
    party=lambda case: Party(case.request.customer, case.request.contact),
)
