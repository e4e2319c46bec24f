"""The catalogue of words: complete in both languages, and nothing in it lacks its value."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from string import Formatter
from types import ModuleType
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash import rules
from order_to_cash.domain.core import Decision, Language, Phrase, Policy, Sentence, Text
from order_to_cash.domain.core.wording import COUNTED, VOCABULARIES
from order_to_cash.domain.trade import Notice
from order_to_cash.domain.trade.notice_wording import FINDINGS
from order_to_cash.domain.trade.notices import NOTICES
from order_to_cash.domain.trade.refusals import PHRASES
from order_to_cash.operators.peru import PERU
from order_to_cash.rules.catalogue import SENTENCES
from tests.architecture.source import SOURCES, Source
from tests.rules.test_laws import SUBJECTS, cases

T = TypeVar("T")
OUTCOMES = ("title", "passed", "failed", "open", "skipped")
INVOICE = {"order", "invoice"}
SENT = {
    Notice.INFORMATION_MISSING: {"order", "missing"},
    Notice.AVAILABILITY: {"order", "zone", "warehouse", "stock", "coverage", "total"},
    Notice.CREDIT_DECLINED: {"order", "reasons"},
    Notice.ORDER_REJECTED: {"order", "reasons"},
    Notice.ORDER_RELEASED: {"order"},
    Notice.LINE_ON_HOLD: {"order", "line", "reason"},
    Notice.ORDER_COMPLETED: {"order"},
    Notice.INVOICE: INVOICE | {"net", "tax", "total", "due", "parts", "methods"},
    Notice.COLLECTION_ALERT: INVOICE | {"days", "overdue"},
    Notice.SERVICE_BLOCKED: INVOICE | {"days", "overdue"},
    Notice.SERVICE_UNBLOCKED: INVOICE,
    Notice.LIMIT_PASSED: {"account", "exposure", "limit"},
    Notice.ISSUE_REFUSED: INVOICE | {"reason"},
}
"""The values that are sent with each notice about an order, an account or an invoice."""


def names(template: str) -> set[str]:
    """The placeholders of a template: plain names, read by a vocabulary or what is counted."""
    fields = [field for field in Formatter().parse(template) if field[1] is not None]
    assert [] == [field for field in fields if field[3]]
    formats = {str(read_as) for _, _, read_as, _ in fields if read_as}
    nested = {name for read_as in formats for name in names(read_as)}
    assert set() == formats - {*VOCABULARIES, *COUNTED} - {f"{{{name}}}" for name in nested}
    found = {str(name) for _, name, _, _ in fields} | nested
    assert all(name.isidentifier() for name in found)
    return found


def values_of(text: Text) -> set[str]:
    """The placeholders of a text that is complete in both languages."""
    assert text.en.strip()
    assert text.es.strip()
    assert names(text.en) == names(text.es)
    return names(text.en)


def named(kind: type[T], modules: list[ModuleType]) -> list[T]:
    """Every value of a type that has a name in these modules, each once."""
    found = {id(v): v for module in modules for v in vars(module).values() if type(v) is kind}
    return list(found.values())


RULES = [
    importlib.import_module(f"{rules.__name__}.{m.name}")
    for m in pkgutil.iter_modules(rules.__path__)
]
DOMAIN = [importlib.import_module(s.name) for s in SOURCES if s.layer == "domain"]


def test_every_sentence_of_a_rule_is_in_the_catalogue() -> None:
    """What a rule can say is found by its code, and no code is there twice."""
    written = named(Sentence, RULES)
    assert {sentence.code: sentence for sentence in written} == SENTENCES
    assert len(written) == len({sentence.code for sentence in written})


def test_every_phrase_is_in_the_catalogue() -> None:
    """Why a command is refused is found by its code, and no code is there twice."""
    written = named(Phrase, DOMAIN)
    assert {phrase.code: phrase for phrase in written} == PHRASES
    assert len(written) == len({phrase.code for phrase in written})
    assert set() == PHRASES.keys() & SENTENCES.keys()


@pytest.mark.parametrize("code", [*SENTENCES, *PHRASES])
def test_codes_have_an_area_and_a_thing(code: str) -> None:
    """A code reads `area.thing`."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*", code)


@pytest.mark.parametrize("code", SENTENCES)
def test_sentences_use_only_the_values_of_their_rule(code: str) -> None:
    """Each of the five texts names what the rule observed or required, or its title."""
    sentence = SENTENCES[code]
    known = {*sentence.observed, *sentence.required}
    assert len(known) == len(sentence.observed) + len(sentence.required)
    assert set() == values_of(sentence.title)
    for outcome in OUTCOMES[1:]:
        assert set() == values_of(getattr(sentence, outcome)) - known - {"title"}
    if sentence.nothing is not None:
        assert values_of(sentence.nothing) <= values_of(sentence.failed)


def refusals() -> Iterator[tuple[str, Phrase, set[str]]]:
    """Every call of `refuse` in the source: where, with which phrase, with which values."""
    for source in SOURCES:
        for node in ast.walk(source.tree):
            match node:
                case ast.Call(func=ast.Name("refuse"), args=[phrase, *_], keywords=keywords):
                    given_ = {str(keyword.arg) for keyword in keywords}
                    yield source.at(node), meant(source, phrase), given_


def meant(source: Source, name: ast.expr) -> Phrase:
    """The phrase that a name or `module.NAME` stands for in a module."""
    thing: Any = importlib.import_module(source.name)
    for part in ast.unparse(name).split("."):
        thing = getattr(thing, part)
    assert isinstance(thing, Phrase)
    return thing


REFUSALS = list(refusals())


@pytest.mark.parametrize(("place", "phrase", "given_"), REFUSALS, ids=[r[0] for r in REFUSALS])
def test_a_refusal_gives_the_values_of_its_phrase(
    place: str, phrase: Phrase, given_: set[str]
) -> None:
    """Where a command is refused, the phrase gets every value that it names, and no other."""
    assert values_of(phrase.text) == given_, place


def test_every_phrase_is_used() -> None:
    """No reason is written down for which nothing is ever refused."""
    assert PHRASES.keys() == {phrase.code for _, phrase, _ in REFUSALS}


@pytest.mark.parametrize("notice", SENT)
def test_notices_name_the_values_that_are_sent_with_them(notice: Notice) -> None:
    """Every notice has its subject and body, and lacks no value in either."""
    text = NOTICES[notice]
    assert set() == (values_of(text.subject) | values_of(text.body)) - SENT[notice]


def strings_beside(notice: Notice) -> set[str]:
    """Every plain string in the packages of the modules that send a notice."""
    own = {"order_to_cash.domain.trade.notices", "order_to_cash.domain.trade.messages"}
    senders = [s for s in SOURCES if f"Notice.{notice.name}" in s.text and s.name not in own]
    packages = {s.name.rpartition(".")[0] for s in senders} - {"order_to_cash.domain"}
    beside = [s for s in SOURCES if s.name.rpartition(".")[0] in packages]
    nodes = (node for source in beside for node in ast.walk(source.tree))
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}


@pytest.mark.parametrize("notice", Notice)
def test_every_notice_is_worded_with_values_that_its_sender_names(notice: Notice) -> None:
    """A notice of any process has both languages, and no name that its sender never writes."""
    text = NOTICES[notice]
    named_ = values_of(text.subject) | values_of(text.body)
    assert set() == named_ - strings_beside(notice) - {FINDINGS}


def texts() -> Iterator[tuple[str, str, str]]:
    """Every text in the source: where, in English, in Spanish."""
    for source in SOURCES:
        for node in ast.walk(source.tree):
            match node:
                case ast.Call(
                    func=ast.Name("Text"),
                    args=[ast.Constant(value=str(en)), ast.Constant(value=str(es))],
                ):
                    yield source.at(node), en, es


def test_every_text_in_the_source_is_complete() -> None:
    """Wherever a text stands, it is in both languages, with the same placeholders."""
    found = list(texts())
    assert len(PHRASES) + len(SENTENCES) < len(found)
    wrong = [place for place, en, es in found if not (en.strip() and es.strip())]
    assert [] == wrong + [place for place, en, es in found if names(en) != names(es)]


def policies() -> Iterator[Policy[Any]]:
    """Every policy that a process of the operator holds."""
    order, account, _, _, onboarding, corrections, *_ = PERU.processes
    settings: Any = order.settings  # type: ignore[attr-defined]
    yield from (settings.intake, settings.party, settings.availability, settings.financing)
    yield from (settings.validation, account.evaluation.policy)  # type: ignore[attr-defined]
    taken_on: Any = onboarding.settings  # type: ignore[attr-defined]
    yield from (taken_on.approval, taken_on.review, taken_on.prerequisites)
    corrected: Any = corrections.settings  # type: ignore[attr-defined]
    yield from (corrected.eligibility, corrected.intake)


def test_the_laws_know_every_policy_of_the_operator() -> None:
    """No rule of an operator escapes the laws, nor its words the catalogue."""
    asked = {type(rule) for policy in policies() for rule in policy.rules}
    assert set() == asked - {type(r) for subject in SUBJECTS.values() for r in subject.policy.rules}


@pytest.mark.parametrize("name", SUBJECTS)
@given(data=st.data())
def test_every_finding_can_be_read_in_both_languages(name: str, data: st.DataObject) -> None:
    """Whatever a rule finds has a value for each name, is in the catalogue, and renders."""
    decision: Decision = SUBJECTS[name].policy.decide(data.draw(cases(SUBJECTS[name])))
    for finding in decision.findings:
        sentence = finding.sentence
        assert sentence is SENTENCES[finding.rule]
        counts = (len(sentence.observed), len(sentence.required)) if finding.applies else (0, 0)
        assert counts == (len(finding.observed), len(finding.required))
        english, spanish = finding.text(Language.EN), finding.text(Language.ES)
        assert english != spanish
        assert not {"{", "}"} & {*english, *spanish}


def test_a_text_with_other_placeholders_is_seen() -> None:
    """The checks above find a placeholder that is more than a name."""
    for template in ("{a.b}", "{a!r}", "{a:>9}", "{}", "{0}"):
        with pytest.raises(AssertionError):
            names(template)
