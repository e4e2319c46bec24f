"""The words of codes: complete, in both languages, and named rightly by every text."""

import ast
import enum
import importlib
from collections.abc import Iterator
from string import Formatter

import pytest

from order_to_cash.domain.core import Language, Text, refuse
from order_to_cash.domain.core.command_words import COMMANDS
from order_to_cash.domain.core.minor_units import Rounding
from order_to_cash.domain.core.process import WRONG_STAGE
from order_to_cash.domain.core.stage_words import STAGES
from order_to_cash.domain.core.wording import COUNTED, VOCABULARIES, in_words
from order_to_cash.domain.core.words import WORDS
from order_to_cash.domain.credit_account import Kind as Booking
from order_to_cash.domain.onboarding import Effect, OnboardingProcess
from order_to_cash.domain.trade import Notice
from order_to_cash.domain.transfer import WorkOrder
from order_to_cash.operators.known import OPERATORS
from tests.architecture.source import SOURCES

UNSAID = {Language, Rounding, Notice, Effect, WorkOrder, Booking}
"""Enumerations that no text can show."""
CHOSEN = {"Document", "Phase", "Policy"}
"""Vocabularies of codes that an operator chooses."""
ALL = [process for operator in OPERATORS.values() for process in operator.processes]


def enumerations() -> list[type[enum.StrEnum]]:
    """Every enumeration of texts in the domain, but stages and those that no text shows."""
    found = {
        thing
        for name in [source.name for source in SOURCES if source.layer == "domain"]
        for thing in vars(importlib.import_module(name)).values()
        if isinstance(thing, enum.EnumMeta) and issubclass(thing, enum.StrEnum)
    }
    said = {each for each in found - UNSAID if each.__name__ != "Stage" and len(each)}
    return sorted(said, key=lambda each: each.__name__)


def readings(template: str) -> Iterator[str]:
    """How a template reads its values: the formats of its placeholders."""
    for _, name, read_as, _ in Formatter().parse(template):
        if name and read_as:
            yield read_as


def templates() -> Iterator[str]:
    """Both languages of every text that is written in the library."""
    for source in SOURCES:
        for node in ast.walk(source.tree):
            match node:
                case ast.Call(func=ast.Name("Text"), args=[ast.Constant(en), ast.Constant(es)]):
                    yield from (str(en), str(es))


@pytest.mark.parametrize("cls", enumerations(), ids=lambda cls: cls.__name__)
def test_every_member_has_words(cls: type[enum.StrEnum]) -> None:
    """An enumeration has a word for each of its members, and for nothing else."""
    assert {member.value for member in cls} == set(WORDS[cls.__name__])


def test_every_vocabulary_is_of_an_enumeration() -> None:
    """No words stand for an enumeration that is gone."""
    assert {cls.__name__ for cls in enumerations()} | CHOSEN == set(WORDS)


def test_every_stage_and_command_has_words() -> None:
    """Each stage of each process and each command of its table is worded, and nothing else."""
    stages = {p.name: {stage.value for stage in p.lifecycle.stages} for p in ALL}
    assert stages == {name: set(words) for name, words in STAGES.items()}
    assert {c.__name__ for p in ALL for c in p.lifecycle.commands} == set(COMMANDS)


def test_documents_and_phases_have_words() -> None:
    """Each phase of the onboarding that is set up here has words, and so has its document."""
    (phases,) = {p.settings.flow.phases for p in ALL if isinstance(p, OnboardingProcess)}
    documents = {d for phase in phases for d in (phase.validates, phase.makes) if d}
    assert set() == {phase.code for phase in phases} - set(WORDS["Phase"])
    assert set() == documents - set(WORDS["Document"])


def test_every_text_reads_by_a_vocabulary_we_have() -> None:
    """A format in a text names words, or what is counted, or the process beside the stage."""
    named = {read_as for template in templates() for read_as in readings(template)}
    assert set() == named - set(VOCABULARIES) - set(COUNTED) - {"{process}"}
    assert {"Role", "Command", "days"} <= named


def test_every_text_has_the_same_words_in_both_languages() -> None:
    """The two languages of a text read the same values by the same vocabularies."""
    both = list(templates())
    for english, spanish in zip(both[::2], both[1::2], strict=True):
        assert set(readings(english)) == set(readings(spanish))


@pytest.mark.parametrize("language", Language)
def test_a_code_of_your_own_shows_itself(language: Language) -> None:
    """What no vocabulary knows is read as it is, and so is a vocabulary nobody wrote."""
    assert "drone" == in_words("drone", "Channel", language)
    assert "drone" == Text("{a:Fleet}", "{a:Fleet}").render({"a": "drone"}, language)


@pytest.mark.parametrize(
    ("count", "english", "spanish"),
    [(0, "0 days", "0 días"), (1, "1 day", "1 día"), (2, "2 days", "2 días")],
)
def test_one_is_not_several(count: int, english: str, spanish: str) -> None:
    """What is counted agrees with its number."""
    text = Text("{n:days}", "{n:days}")
    assert english == text.render({"n": count}, Language.EN)
    assert spanish == text.render({"n": count}, Language.ES)


def test_lists_and_unknowns_are_read_too() -> None:
    """Each code of a list is read in words, and an unknown one as unknown."""
    text = Text("{who:Role}", "{who:Role}")
    assert "almacén, reloj" == text.render({"who": ("warehouse", "clock")}, Language.ES)
    assert "aún no se conoce" == text.render({"who": None}, Language.ES)


def test_a_stage_is_read_by_its_process() -> None:
    """The same stage has the gender of what it is a stage of."""
    text = Text("{stage:{process}}", "{stage:{process}}")
    order, receivable = (
        text.render({"stage": "new", "process": name}, Language.ES)
        for name in ("order", "receivable")
    )
    assert ("nuevo", "nueva") == (order, receivable)
    assert {"stage", "process"} == text.names


def test_no_code_is_read_where_a_word_is_due() -> None:
    """A refused command is told in words alone."""
    refusal = refuse(
        WRONG_STAGE,
        command="ConfirmActivation",
        process="order",
        stage="waiting_for_information",
        possible=("CompleteInformation", "CancelOrder"),
    )
    expected = (
        "no es posible en la etapa «en espera de información»: confirmar la activación; "
        "posible ahora: completar la información, anular el pedido"
    )
    assert expected == refusal.text(Language.ES)
