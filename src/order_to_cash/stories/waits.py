"""What a case waits for, in words: who has to do what, what is open, and what follows when."""

from collections.abc import Iterator

from order_to_cash.domain.core import Deed, Voice, Wait
from order_to_cash.domain.core.instants import zone_of
from order_to_cash.stories.telling import clock, sentence


def wait_told(wait: Wait, voice: Voice, *, zone: str = "UTC") -> Iterator[str]:
    """Line by line, its instants as the clocks of the zone show them."""
    where = zone_of(zone)
    yield voice.say("wait", "since", since=clock(wait.since, where))
    for deed in wait.deeds:
        yield f"  {_deed(wait.process, deed, voice)}"
    for finding in wait.findings:
        yield f"  - {finding.text(voice.language, voice.words)} ({finding.clause})"
    then = tuple(
        sentence(wait.process, event, voice.language, zone=zone, words=voice.words)
        for event in wait.then
    )
    yield voice.say(
        "wait", "until" if then else "looked", until=clock(wait.until, where), then=then
    )


def _deed(process: str, deed: Deed, voice: Voice) -> str:
    kind = "people" if deed.is_for_people else deed.door.value
    roles = tuple(role.value for role in deed.roles)
    return voice.say("wait", kind, process=process, command=deed.command, roles=roles)
