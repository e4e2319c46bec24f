"""How a decision is told on a screen, from all that its rules said to what did not pass."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from order_to_cash.domain.core.decision import Decision


def ways_to_tell(decision: "Decision") -> Iterator[str]:
    """Every answer, those alone that did not pass, and their verdicts without the values."""
    findings = decision.findings
    loud = [finding for finding in findings if finding.verdict.value != "pass"]
    rest = f"{len(findings) - len(loud)} pass"
    yield _told(decision, (f"{one.rule}={one.answer!r}" for one in findings))
    yield _told(decision, (*(f"{one.rule}={one.answer!r}" for one in loud), rest))
    yield _told(decision, (*(f"{one.rule}=<{one.verdict.value}>" for one in loud), rest))


def _told(decision: "Decision", said: Iterable[str]) -> str:
    given = "" if decision.override is None else f", {decision.override!r}"
    given += f", {len(decision.proposals)} proposals" if decision.proposals else ""
    verdict = decision.verdict.value
    return f"Decision({decision.policy!r}, {verdict}: {', '.join(said)}{given})"
