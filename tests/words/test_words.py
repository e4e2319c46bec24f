"""The words of the library: whole in every language, and nothing in them lacks its value."""

import ast
import enum
import re
import tomllib
from collections.abc import Iterator
from string import Formatter
from typing import Any, get_args

import attrs
import pytest

from order_to_cash.analytics.ageing.figures import AMOUNTS, CURRENCY, OUTSTANDING
from order_to_cash.analytics.ageing.reckoning import LABELS
from order_to_cash.analytics.figures import COLUMNS, CSV_COLUMNS
from order_to_cash.analytics.periods import PERIODS
from order_to_cash.cli.amounts import Figure
from order_to_cash.comparing import Figure as Compared
from order_to_cash.comparing.telling import HEADINGS
from order_to_cash.domain import order as order_package
from order_to_cash.domain.core import WORDS, Language, Policy, Verdict
from order_to_cash.domain.core.wording import OURS, placeholders, texts
from order_to_cash.domain.onboarding import OnboardingProcess
from order_to_cash.domain.trade import Notice
from order_to_cash.domain.trade.notice_wording import FINDINGS
from order_to_cash.domain.transfer import RecoveredForm, records
from order_to_cash.operators.peru import TAX
from order_to_cash.rules import Standing
from order_to_cash.rules.ageing import NOT_DUE
from tests.architecture.source import SOURCES
from tests.words import WHOLE
from tests.words.asked import PROCESSES, codes_of_classes, enumerations, held, refusals, rules

EN = texts(OURS, Language.EN)
ORDERS = (
    "order",
    "credit",
    "availability",
    "intake",
    "registration",
    "validation",
    "compatibility",
    "desk",
)
"""The subjects that are whole in Portuguese too; of the others it has what orders show."""
Key = tuple[str, ...]
REFUSALS = list(refusals())
CHOSEN = {"Document", "Phase", "Policy", "Process", "Command", "Reason", "Record", "Field"}
"""Vocabularies of codes that are no enumeration of the domain."""
NAMED_TAXES = {
    part.name
    for category in TAX.categories
    for entry in category.rates.entries
    for part in entry.value
}
ELSEWHERE = {
    "Column": {*COLUMNS, *CSV_COLUMNS},
    "Aged": {*LABELS, *AMOUNTS, OUTSTANDING, CURRENCY, NOT_DUE},
    "Figure": {figure.name.lower() for figure in Figure},
    "Compared": {*HEADINGS, *(figure.value for figure in Compared), "days_blocked"},
    "Attainment": {standing.value for standing in Standing},
    "Verdict": {verdict.value for verdict in Verdict},
    "Period": set(PERIODS),
    "Tax": {*TAX.codes, "reduced", *NAMED_TAXES, "iva"},
}
"""Vocabularies of what reports and decisions show."""


def kind(name: str) -> dict[Key, str]:
    """The English texts of a kind, by the rest of their key."""
    return {key[1:]: text for key, text in EN.items() if key[0] == name}


def codes(name: str) -> set[str]:
    """The codes that have texts of a kind."""
    return {key[0] for key in kind(name)}


def read_as(template: str) -> Iterator[tuple[str, str]]:
    """Each placeholder of a text with the vocabulary it is read by."""
    for _, name, how, _ in Formatter().parse(template):
        if name is not None:
            yield name, how or ""


@pytest.mark.parametrize("language", WHOLE)
def test_a_whole_language_says_everything(language: Language) -> None:
    """English and Spanish have the same keys."""
    assert EN.keys() == texts(OURS, language).keys()


@pytest.mark.parametrize("language", WORDS.languages)
def test_every_language_says_the_same(language: Language) -> None:
    """OPN-06: a language may lack texts, but none is unknown, empty or reads other values."""
    said = texts(OURS, language)
    assert set() == said.keys() - EN.keys()
    odd = [key for key, text in said.items() if set(read_as(text)) != set(read_as(EN[key]))]
    assert [] == odd
    assert [] == [key for key, text in said.items() if not text.strip()]


@pytest.mark.parametrize("name", ORDERS)
def test_portuguese_says_all_of_a_subject(name: str) -> None:
    """OPN-06: each subject of orders has its file in Portuguese, with every key of the English."""
    assert _keys(Language.EN, name) == _keys(Language("pt"), name)


def test_portuguese_has_a_word_for_all_that_orders_show() -> None:
    """OPN-06: stages, steps, events, commands, codes and notices of orders need no other language.

    What is shown is taken from the process: its table, the enumerations that its package and what
    processes share know, the rules that it asks, and the refusals and notices that it gives.
    """
    said = texts(OURS, "pt")
    order: Any = PROCESSES["order"]
    table, shared = order.lifecycle, {"Role", "Door", "Verdict", "Process"}
    known = {*vars(order_package), *shared}
    words = {cls.__name__ for cls in enumerations()} & known | shared | {"order"}
    asked = {p.name for p in attrs.astuple(order.settings, recurse=False) if isinstance(p, Policy)}
    codes_of = {rule.code for rule in held(order)} | {"credit.limit", "credit.past-due"}
    given = {c for place, c, _ in REFUSALS if "domain.order." in place or "core.process" in place}
    sent = {
        n.value for s in SOURCES if "order" in s.parts for n in Notice if f".{n.name}" in s.text
    }
    due = {
        key
        for key in EN
        if (key[0] == "word" and key[1] in words)
        or (key[0] in {"step", "event"} and key[1] == "order")
        or (key[:2] == ("word", "Command") and key[2] in {c.__name__ for c in table.commands})
        or (key[0] == "rule" and key[1] in codes_of)
        or (key[0] == "refusal" and key[1] in given)
        or (key[0] == "notice" and key[1] in sent)
        or (key[:2] == ("word", "Policy") and key[2] in {*asked, "verification"})
        or key[0] in {"count", "answer", "default"}
    }
    assert [] == sorted(due - said.keys())


def _keys(language: Language, name: str) -> set[Key]:
    """Every key of a file of words, with its kind."""
    document = tomllib.loads((OURS / language / f"{name}.toml").read_text(encoding="utf-8"))
    return {key for key in texts(OURS, language) if _stands(document, key)}


def _stands(document: Any, key: Key) -> bool:
    for part in key:
        if part not in document:
            return False
        document = document[part]
    return True


def test_a_text_reads_by_what_there_is() -> None:
    """A format in a text names a vocabulary, a stage's process, or what is counted."""
    read = (how for text in EN.values() for _, how in read_as(text) if how)
    named = {each for how in read for each in how.split("|")}
    assert {"Role", "Command", "days"} <= named
    assert set() == named - codes("word") - codes("count") - {"{process}"}


def test_placeholders_are_plain_names() -> None:
    """No text reaches into a value or formats it."""
    for text in (t for language in WORDS.languages for t in texts(OURS, language).values()):
        assert all(name.isidentifier() for name in placeholders(text))
        assert [] == [part for part in Formatter().parse(text) if part[3]]


def test_every_rule_has_its_words_and_no_others_have() -> None:
    """Each rule says what it is, how it passes and how it fails, and no words are left over."""
    asked = {rule.code for rule in rules()} | codes_of_classes()
    assert asked == codes("rule")
    for code in asked:
        assert {"title", "passed", "failed"} <= {key[1] for key in kind("rule") if key[0] == code}


def test_the_title_of_a_rule_needs_nothing() -> None:
    """A title is told where no case is at hand."""
    titles = [text for key, text in EN.items() if key[0] == "rule" and key[2] == "title"]
    assert [] == [title for title in titles if placeholders(title)]


@pytest.mark.parametrize("code", sorted(codes("rule") | codes("refusal")))
def test_codes_have_an_area_and_a_thing(code: str) -> None:
    """A code reads `area.thing`, and no rule shares its code with a refusal."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*", code)
    assert not (code in codes("rule") and code in codes("refusal"))


@pytest.mark.parametrize(("place", "code", "given"), REFUSALS, ids=[r[0] for r in REFUSALS])
def test_a_refusal_gives_the_values_of_its_words(
    place: str, code: str, given: frozenset[str]
) -> None:
    """Where a command is refused, its words get every value that they show, and no other."""
    assert placeholders(EN["refusal", code]) == given, place


def test_every_refusal_is_used() -> None:
    """No reason is worded for which nothing is ever refused."""
    assert codes("refusal") == {code for _, code, _ in REFUSALS}


def test_every_call_of_refuse_names_its_code() -> None:
    """A reason stands where it is given, so that this test can read it."""
    calls = sum(len(re.findall(r"\brefuse\(", source.text)) for source in SOURCES) - 1
    assert calls <= len(REFUSALS)


@pytest.mark.parametrize("cls", enumerations(), ids=lambda cls: cls.__name__)
def test_every_member_has_words(cls: type[enum.StrEnum]) -> None:
    """An enumeration has a word for each of its members, and for nothing else."""
    words = {key[1] for key in kind("word") if key[0] == cls.__name__}
    assert {member.value for member in cls} == words


def test_every_vocabulary_is_of_something() -> None:
    """No words stand for an enumeration or a process that is gone."""
    known = {cls.__name__ for cls in enumerations()} | CHOSEN | set(ELSEWHERE) | set(PROCESSES)
    assert known == codes("word")
    for name, members in ELSEWHERE.items():
        assert members == {key[1] for key in kind("word") if key[0] == name}


@pytest.mark.parametrize("name", PROCESSES)
def test_a_process_has_all_its_words(name: str) -> None:
    """Its name, its stages, what each command means and is called, and what each event tells."""
    table = PROCESSES[name].lifecycle
    assert ("Process", name) in kind("word")
    assert {stage.value for stage in table.stages} == {k[1] for k in kind("word") if k[0] == name}
    commands = {command.__name__ for command in table.commands}
    assert commands == {key[1] for key in kind("step") if key[0] == name}
    assert commands <= {key[1] for key in kind("word") if key[0] == "Command"}
    events = {event.__name__ for event in table.events}
    assert events == {key[1] for key in kind("event") if key[0] == name}


def test_an_event_tells_fields_of_its_own_and_no_secret() -> None:
    """A text about an event names its fields, but no personal data and no decision."""
    for name, process in PROCESSES.items():
        for event in process.lifecycle.events:
            shown = placeholders(EN["event", name, event.__name__])
            hidden = ("Sensitive", "Decision")
            fields = {
                field.name
                for field in attrs.fields(event)
                if not any(word in str(field.type) for word in hidden)
            }
            assert set() == shown - fields, event.__name__


def test_commands_have_one_word_each() -> None:
    """No command is worded that no table has."""
    commands = {c.__name__ for process in PROCESSES.values() for c in process.lifecycle.commands}
    assert commands == {key[1] for key in kind("word") if key[0] == "Command"}


def test_documents_and_phases_have_words() -> None:
    """Each phase of the onboarding that is set up here has words, and so has its document."""
    (phases,) = {
        p.settings.flow.phases for p in PROCESSES.values() if isinstance(p, OnboardingProcess)
    }
    documents = {d for phase in phases for d in (phase.validates, phase.makes) if d}
    assert all(("Phase", phase.code) in kind("word") for phase in phases)
    assert all(("Document", document) in kind("word") for document in documents)


@pytest.mark.parametrize("notice", Notice)
def test_a_notice_is_worded_with_values_that_its_sender_names(notice: Notice) -> None:
    """A notice has subject and body, and no name in them that no sender ever writes."""
    subject, body = (EN["notice", notice.value, part] for part in ("subject", "body"))
    assert "\n" not in subject
    named = placeholders(subject) | placeholders(body)
    senders = [source for source in SOURCES if f"Notice.{notice.name}" in source.text]
    packages = {source.name.rpartition(".")[0] for source in senders}
    beside = "".join(s.text for s in SOURCES if s.name.rpartition(".")[0] in packages)
    assert set() == {name for name in named - {FINDINGS} if f'"{name}"' not in beside}


def test_no_text_stands_in_the_code() -> None:
    """Whatever people read in Spanish stands in the files of words, none of it in Python."""
    spoken = [
        s for s in SOURCES if s.layer in {"domain", "rules", "desk", "stories", "cli", "wire"}
    ]
    wrong = [
        source.at(node)
        for source in spoken
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call | ast.Assign | ast.AnnAssign | ast.Dict)
        for part in ast.iter_child_nodes(node)
        if isinstance(part, ast.Constant) and re.search("[áéíóúñ¿¡]", str(part.value))
    ]
    assert [] == wrong


def test_every_policy_has_words() -> None:
    """TRU-12: a decision is headed in the language it is read in, whoever made it."""
    made = {
        node.args[0].value
        for source in SOURCES
        if source.layer in {"domain", "rules"}
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
        if isinstance(node.func, ast.Name) and node.func.id in {"Policy", "together"}
    }
    assert made == {key[1] for key in kind("word") if key[0] == "Policy"}


def test_every_record_of_a_transfer_and_its_fields_have_words() -> None:
    """TRU-12: whoever reads what a step still needs reads words, no names of classes."""
    kinds = get_args(records.Record)
    assert {one.__name__ for one in kinds} == {k[1] for k in kind("word") if k[0] == "Record"}
    every = (*kinds, records.ContractTerms, RecoveredForm)
    fields = {field.name for one in every for field in attrs.fields(one)}
    assert fields == {key[1] for key in kind("word") if key[0] == "Field"}
