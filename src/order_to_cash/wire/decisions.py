"""Findings and refusals in documents: codes and values cross the wire, words stay at home.

A code that this side has no words for is never an error: it is worded from its own names, so
that a history outlives the rules it was written under.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

from order_to_cash.domain.core import (
    Clause,
    Decision,
    Finding,
    Phrase,
    Problem,
    Refusal,
    Sentence,
    Text,
    Value,
    Verdict,
    entity,
)
from order_to_cash.domain.core.decision import SKIPPED
from order_to_cash.wire.faults import Wrong, under, unexpected
from order_to_cash.wire.scalars import checked_name
from order_to_cash.wire.shapes import Name, Shape, fields_of
from order_to_cash.wire.vocabulary import Form, Write

SAME_NAME: Final = Problem("wire.repeated-name", "", "two values have one name; rename one of them")


@entity
class _Finding:
    rule: str
    verdict: Verdict
    observed: Mapping[Name, Value]
    required: Mapping[Name, Value]
    clause: Clause
    applies: bool = True


@entity
class _Refusal:
    code: str
    values: Mapping[Name, Value]
    decision: Decision | None


def finding_form(sentences: Mapping[str, Sentence]) -> Form:
    """How a finding is read and written, with these sentences for its rules."""

    def make(
        rule: str,
        verdict: Verdict,
        observed: Mapping[str, Value],
        required: Mapping[str, Value],
        clause: Clause,
        applies: bool = True,  # noqa: FBT002  (called by keyword, or not at all)
    ) -> Finding:
        sentence = sentences.get(rule)
        seen = _ordered(observed, sentence.observed if sentence else ())
        needed = _ordered(required, sentence.required if sentence else ())
        if sentence is None or not _fits(sentence, verdict, applies, tuple(seen), tuple(needed)):
            sentence = _plain_sentence(rule, sentence, tuple(seen), tuple(needed))
        values, limits = tuple(seen.values()), tuple(needed.values())
        return Finding(sentence, verdict, values, limits, clause, applies)

    return Form(fields_of(_Finding), make, _show_finding, _finding_parts)


def _show_finding(of: Callable[[Shape], Write]) -> Write:
    text, verdict, truth, value, clause = map(of, (str, Verdict, bool, Value, Clause))

    def show(finding: Finding) -> dict[str, Any]:
        sentence = finding.sentence
        if type(finding) is not Finding or type(sentence) is not Sentence:
            raise unexpected("a Finding", finding)
        shown: dict[str, Any] = {
            "rule": text(sentence.code),
            "verdict": verdict(finding.verdict),
            "observed": _named(sentence.observed, finding.observed, value),
            "required": _named(sentence.required, finding.required, value),
            "clause": clause(finding.clause),
        }
        if not truth(finding.applies):
            shown["applies"] = False
        return shown

    return show


def _finding_parts(finding: Any) -> Mapping[str, Any]:
    if type(finding) is not Finding or type(sentence := finding.sentence) is not Sentence:
        raise unexpected("a Finding with its Sentence", finding)
    return {
        "rule": sentence.code,
        "verdict": finding.verdict,
        "observed": _with_names("observed", sentence.observed, finding.observed),
        "required": _with_names("required", sentence.required, finding.required),
        "clause": finding.clause,
        "applies": finding.applies,
    }


def _with_names(key: str, names: Any, values: Any) -> Mapping[str, Any]:
    try:
        return _named(names, values, lambda value: value)
    except Wrong as wrong:
        problems = under(f".{key}", wrong.problems)
    except TypeError:
        problems = [Problem("wire.wrong-type", f".{key}", "names and values are tuples; give them")]
    raise Wrong(*problems)


def _named(names: tuple[str, ...], values: tuple[Value, ...], write: Write) -> dict[str, Any]:
    if type(values) is not tuple:
        raise unexpected("a tuple", values)
    keys = _keys(names, len(values))
    return {key: write(value) for key, value in zip(keys, values, strict=True)}


@lru_cache(maxsize=1024)
def _keys(names: tuple[str, ...], count: int) -> tuple[str, ...]:
    """So many keys for values: their names, and a number for each that has none."""
    unnamed = (f"value_{at}" for at in range(len(names) + 1, count + 1))
    keys = tuple(map(checked_name, (*names[:count], *unnamed)))
    if len(set(keys)) < count:
        raise Wrong(SAME_NAME)
    return keys


def _ordered(values: Mapping[str, Value], names: tuple[str, ...]) -> Mapping[str, Value]:
    return {name: values[name] for name in names} if values.keys() == set(names) else values


def _fits(
    sentence: Sentence,
    verdict: Verdict,
    applies: bool,
    observed: tuple[str, ...],
    required: tuple[str, ...],
) -> bool:
    named = observed == sentence.observed[: len(observed)]
    if not named or required != sentence.required[: len(required)]:
        return False
    if not applies:
        return True
    words = {Verdict.PASS: sentence.passed, Verdict.FAIL: sentence.failed}
    needed = words.get(verdict, sentence.open).names
    # names and values are paired in one row, so a gap in the first moves all of the second
    whole = len(observed) == len(sentence.observed) or not required
    return whole and needed <= {*observed, *required, "title"}


def _plain_sentence(
    code: str, known: Sentence | None, observed: tuple[str, ...], required: tuple[str, ...]
) -> Sentence:
    title = known.title if known else _plain_text(code, ())
    words = _plain_text("{title}", (*observed, *required), template=True)
    skipped = known.skipped if known else SKIPPED
    return Sentence(code, title, words, words, observed, required, words, skipped)


def _plain_text(head: str, names: tuple[str, ...], *, template: bool = False) -> Text:
    head = head if template else head.replace("{", "{{").replace("}", "}}")
    words = ", ".join(f"{name}: {{{name}}}" for name in names)
    both = f"{head} ({words})" if words else head
    return Text(both, both)


def refusal_form(phrases: Mapping[str, Phrase]) -> Form:
    """How a refusal is read and written, with these phrases for its codes."""

    def make(code: str, values: Mapping[str, Value], decision: Decision | None) -> Refusal:
        phrase = phrases.get(code)
        if phrase is None or not phrase.text.names <= values.keys():
            phrase = Phrase(code, _plain_text(code, tuple(values)))
        return Refusal(phrase, tuple(values.items()), decision)

    return Form(fields_of(_Refusal), make, _show_refusal, _refusal_parts)


def _show_refusal(of: Callable[[Shape], Write]) -> Write:
    text, value, decision = map(of, (str, Value, Decision | None))

    def show(refusal: Refusal) -> dict[str, Any]:
        phrase, values = refusal.phrase, refusal.values
        if type(refusal) is not Refusal or type(phrase) is not Phrase or type(values) is not tuple:
            raise unexpected("a Refusal", refusal)
        if any(type(pair) is not tuple for pair in values):
            raise unexpected("a tuple", values)
        shown = {checked_name(name): value(given) for name, given in values}
        if len(shown) < len(values):
            raise Wrong(SAME_NAME)
        return {
            "code": text(phrase.code),
            "values": shown,
            "decision": decision(refusal.decision),
        }

    return show


def _refusal_parts(refusal: Any) -> Mapping[str, Any]:
    if type(refusal) is not Refusal or type(phrase := refusal.phrase) is not Phrase:
        raise unexpected("a Refusal with its Phrase", refusal)
    values = refusal.values
    if type(values) is not tuple or any(type(pair) is not tuple for pair in values):
        advice = "give a tuple of pairs, each a name and its value"
        raise Wrong(Problem("wire.wrong-type", ".values", advice))
    names = [name for name, _ in values if type(name) is str]
    if len(set(names)) < len(values):
        raise Wrong(under(".values", (SAME_NAME,))[0])
    return {"code": phrase.code, "values": dict(values), "decision": refusal.decision}
