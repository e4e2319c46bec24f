"""The words of the library: whole in every language, and nothing in them lacks its value."""

import ast
import enum
import re
from collections.abc import Iterator
from string import Formatter

import attrs
import pytest

from order_to_cash.analytics.figures import COLUMNS
from order_to_cash.analytics.indicators import PERIODS
from order_to_cash.cli.amounts import Figure
from order_to_cash.domain.core import Language, Verdict
from order_to_cash.domain.core.wording import OURS, placeholders, texts
from order_to_cash.domain.onboarding import OnboardingProcess
from order_to_cash.domain.trade import Notice
from order_to_cash.domain.trade.notice_wording import FINDINGS
from order_to_cash.rules import Standing
from tests.architecture.source import SOURCES
from tests.words.asked import PROCESSES, codes_of_classes, enumerations, refusals, rules

EN, ES = texts(OURS, Language.EN), texts(OURS, Language.ES)
Key = tuple[str, ...]
CHOSEN = {"Document", "Phase", "Policy", "Process", "Command", "Reason"}
"""Vocabularies of codes that are no enumeration of the domain."""
ELSEWHERE = {
    "Column": set(COLUMNS),
    "Figure": {figure.name.lower() for figure in Figure},
    "Attainment": {standing.value for standing in Standing},
    "Verdict": {verdict.value for verdict in Verdict},
    "Period": set(PERIODS),
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


def test_every_language_says_the_same() -> None:
    """Both languages have the same keys, and read the same values by the same vocabularies."""
    assert EN.keys() == ES.keys()
    odd = [key for key, text in EN.items() if set(read_as(text)) != set(read_as(ES[key]))]
    assert [] == odd


def test_no_text_is_empty() -> None:
    """There is something to read under every key."""
    assert [] == [key for key in EN if not EN[key].strip() or not ES[key].strip()]


def test_a_text_reads_by_what_there_is() -> None:
    """A format in a text names a vocabulary, a stage's process, or what is counted."""
    named = {how for text in EN.values() for _, how in read_as(text) if how}
    assert {"Role", "Command", "days"} <= named
    assert set() == named - codes("word") - codes("count") - {"{process}"}


def test_placeholders_are_plain_names() -> None:
    """No text reaches into a value or formats it."""
    for text in (*EN.values(), *ES.values()):
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


REFUSALS = list(refusals())


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
