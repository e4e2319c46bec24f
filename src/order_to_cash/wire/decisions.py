"""Findings, decisions and refusals in documents: codes and values cross, words stay at home."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from order_to_cash.domain.core import (
    Answer,
    Clause,
    Decision,
    Finding,
    Override,
    Problem,
    Proposal,
    Refusal,
)
from order_to_cash.domain.core.decision import Asked, Verdict
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.wording import Value
from order_to_cash.wire.faults import Wrong, under, unexpected
from order_to_cash.wire.scalars import checked_name
from order_to_cash.wire.shapes import Name, Shape, fields_of
from order_to_cash.wire.vocabulary import Form, Write

SAME_NAME: Final = Problem("wire.repeated-name", "", "two values have one name; rename one of them")
NO_PAIRS: Final = Problem(
    "wire.wrong-type", "", "values are pairs, each a name and its value; give a tuple of pairs"
)
ONE_EACH: Final = Problem(
    "wire.wrong-type", ".answers", "each rule that was asked has one answer; give as many of both"
)
HOLDS: Final[Mapping[Verdict, bool | None]] = {
    Verdict.PASS: True,
    Verdict.FAIL: False,
    Verdict.OPEN: None,
    Verdict.WARN: False,
}
WARNING: Final = Problem(
    "wire.warning",
    ".warns",
    "a finding whose verdict is warn names the role that it warns, and no other does; write so",
)


@entity
class _Finding:
    rule: str
    verdict: Verdict
    observed: Mapping[Name, Value]
    required: Mapping[Name, Value]
    clause: Clause
    applies: bool = True
    warns: str = ""


@entity
class _Decision:
    policy: str
    findings: tuple[Finding, ...]
    override: Override | None = None
    proposals: tuple[Proposal, ...] = ()


@entity
class _Refusal:
    code: str
    values: Mapping[Name, Value]
    decision: Decision | None


def _finding(  # noqa: PLR0913, PLR0917  (one for each key)
    rule: str,
    verdict: Verdict,
    observed: Mapping[str, Value],
    required: Mapping[str, Value],
    clause: Clause,
    applies: bool = True,  # noqa: FBT002  (called by keyword, or not at all)
    warns: str = "",
) -> Finding:
    if (verdict is Verdict.WARN) is not bool(warns):
        raise Wrong(WARNING)
    return Finding(rule, clause, Answer(HOLDS[verdict], observed, required, applies, warns))


def _show_finding(of: Callable[[Shape], Write]) -> Write:
    shown = _shown(of)

    def show(finding: Finding) -> dict[str, Any]:
        return shown(finding.rule, finding.clause, _answer_of(finding))

    return show


def _shown(of: Callable[[Shape], Write]) -> Callable[[str, Clause, Answer], dict[str, Any]]:
    text, verdict, truth, value, clause = map(of, (str, Verdict, bool, Value, Clause))

    def show(rule: str, where: Clause, answer: Answer) -> dict[str, Any]:
        _check_answer(answer)
        made: dict[str, Any] = {
            "rule": text(rule),
            "verdict": verdict(answer.verdict),
            "observed": _named(answer.observed, value),
            "required": _named(answer.required, value),
            "clause": clause(where),
        }
        if not truth(answer.applies):
            made["applies"] = False
        if answer.warns:
            made["warns"] = text(answer.warns)
        return made

    return show


def _finding_parts(finding: Any) -> Mapping[str, Any]:
    answer = _answer_of(finding)
    return {
        "rule": finding.rule,
        "verdict": finding.verdict,
        "observed": _under("observed", answer.observed),
        "required": _under("required", answer.required),
        "clause": finding.clause,
        "applies": answer.applies,
        "warns": answer.warns,
    }


def _answer_of(finding: Any) -> Answer:
    if type(finding) is not Finding:
        raise unexpected("a Finding with its Answer", finding)
    _check_answer(answer := finding.answer)
    return answer


def _check_answer(answer: Any) -> None:
    if type(answer) is not Answer:
        raise unexpected("a Finding with its Answer", answer)
    if type(answer.holds) is not bool and answer.holds is not None:
        raise unexpected("an answer that holds, does not, or is not known", answer.holds)
    if type(answer.warns) is not str or (answer.warns and answer.holds is not False):
        raise Wrong(WARNING)


def _show_decision(of: Callable[[Shape], Write]) -> Write:
    text, finding, override = of(str), _shown(of), of(Override | None)
    proposals = of(tuple[Proposal, ...])

    def show(decision: Decision) -> dict[str, Any]:
        _check_decision(decision)
        pairs = zip(decision.asked, decision.answers, strict=True)
        shown = {
            "policy": text(decision.policy),
            "findings": [finding(asked.rule, asked.clause, answer) for asked, answer in pairs],
            "override": override(decision.override),
        }
        if decision.proposals != ():
            shown["proposals"] = proposals(decision.proposals)
        return shown

    return show


def _decision_parts(decision: Any) -> Mapping[str, Any]:
    _check_decision(decision)
    return {
        "policy": decision.policy,
        "findings": decision.findings,
        "override": decision.override,
        "proposals": decision.proposals,
    }


def _check_decision(decision: Any) -> None:
    if type(decision) is not Decision:
        raise unexpected("a Decision", decision)
    asked, answers = decision.asked, decision.answers
    if type(asked) is not tuple or type(answers) is not tuple or len(asked) != len(answers):
        raise Wrong(ONE_EACH)
    if any(type(one) is not Asked for one in asked):
        raise unexpected("the rules that were asked", asked)


def _show_refusal(of: Callable[[Shape], Write]) -> Write:
    text, value, decision = map(of, (str, Value, Decision | None))

    def show(refusal: Refusal) -> dict[str, Any]:
        if type(refusal) is not Refusal:
            raise unexpected("a Refusal", refusal)
        return {
            "code": text(refusal.code),
            "values": _named(refusal.values, value),
            "decision": decision(refusal.decision),
        }

    return show


def _refusal(code: str, values: Mapping[str, Value], decision: Decision | None) -> Refusal:
    return Refusal(code, tuple(values.items()), decision)


def _refusal_parts(refusal: Any) -> Mapping[str, Any]:
    if type(refusal) is not Refusal:
        raise unexpected("a Refusal", refusal)
    values = _under("values", refusal.values)
    return {"code": refusal.code, "values": values, "decision": refusal.decision}


def _under(key: str, pairs: Any) -> Mapping[str, Any]:
    """The pairs as a table, what is wrong with them told under this key."""
    try:
        return _named(pairs, lambda value: value)
    except Wrong as wrong:
        problems = under(f".{key}", wrong.problems)
    raise Wrong(*problems)


def _named(pairs: Any, write: Write) -> dict[str, Any]:
    if type(pairs) is not tuple:
        raise Wrong(NO_PAIRS)
    shown = {}
    for pair in pairs:
        if type(pair) is not tuple or len(pair) != len("kv"):
            raise Wrong(NO_PAIRS)
        name, value = pair
        shown[checked_name(name)] = write(value)
    if len(shown) < len(pairs):
        raise Wrong(SAME_NAME)
    return shown


FORMS: Final[Mapping[Shape, Form]] = {
    Finding: Form(fields_of(_Finding), _finding, _show_finding, _finding_parts),
    Decision: Form(fields_of(_Decision), Decision.of, _show_decision, _decision_parts),
    Refusal: Form(fields_of(_Refusal), _refusal, _show_refusal, _refusal_parts),
}
"""How findings, decisions and refusals are read and written."""
