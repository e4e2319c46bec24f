"""A command of one's own has words of its own, also where one of ours has its name (OPN-07)."""

import enum
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import pytest

from order_to_cash import Envelope, Language, Lifecycle, Operator, Refusal, Role, Words, step
from order_to_cash.cli.main import main
from order_to_cash.domain.core import BrokenDefinition, entity
from order_to_cash.domain.payment import TakeBack as PaymentTakenBack
from order_to_cash.operators.peru import PERU
from order_to_cash.stories import step_text
from order_to_cash.testing import unsaid


class Stage(enum.StrEnum):
    """Where a router stands."""

    LENT = "lent"
    BACK = "back"


@entity
class TakeBack:
    """The router is brought back; of a payment, the bank takes it back."""


@entity
class Returned:
    """It is back."""


@entity
class Router:
    """A router that is lent."""

    stage: Stage


@entity
class RouterProcess:
    """Routers that come back."""

    name: ClassVar[str] = "router"
    role: ClassVar[Role] = Role.WAREHOUSE
    lifecycle: ClassVar[Lifecycle[Stage, TakeBack, Returned]] = Lifecycle.of(
        Stage.LENT,
        (Stage.LENT, TakeBack, Returned, Stage.BACK),
        roles={TakeBack: (Role.WAREHOUSE,)},
        commands=TakeBack,
        events=Returned,
    )
    initial: ClassVar[Router] = Router(Stage.LENT)

    def decide(self, _router: Router, _envelope: Envelope[TakeBack], /) -> tuple[Returned, ...]:
        return (Returned(),)

    def evolve(self, _router: Router, _event: Returned, /) -> Router:
        return Router(Stage.BACK)

    def outgoing(self, _router: Router, _event: Returned, /) -> tuple[Any, ...]:
        return ()

    def next_check(self, _router: Router, /) -> datetime | None:
        return None


ROUTERS = RouterProcess()
SAID = """
[word.router]
lent = "prestado"
TakeBack = "recoger el equipo"
"""


def pack(folder: Path, said: str) -> Operator:
    """Peru with routers, and these words of its own in Spanish."""
    (folder / "es").mkdir(parents=True)
    (folder / "es" / "router.toml").write_text(said, encoding="utf-8")
    words = Words((folder,))
    return Operator("routers", (*PERU.processes, ROUTERS), PERU.calendar, words=words)


def no(role: Role, before: Router = ROUTERS.initial) -> Refusal:
    """What somebody is told who may not take it back, or may no more."""
    at = datetime(2024, 3, 4, tzinfo=UTC)
    told = step(ROUTERS, before, Envelope("c", "R-1", "router", at, "ana", role, TakeBack()))
    assert isinstance(told, Refusal)
    return told


def test_a_command_is_called_as_its_process_calls_it(tmp_path: Path) -> None:
    """OPN-03, OPN-07: in refusals and steps it is never the word of the payment's own."""
    words = pack(tmp_path, SAID).words
    assert "no corresponde al rol «ventas»: recoger el equipo; corresponde a: almacén" == no(
        Role.SALES
    ).text(Language.ES, words)
    late = no(Role.WAREHOUSE, Router(Stage.BACK)).text(Language.ES, words)
    assert "no es posible en la etapa «back»: recoger el equipo; posible ahora: ninguno" == late
    assert "recoger el equipo" == step_text("router", TakeBack, Language.ES, words)


def test_the_word_of_ours_stays(tmp_path: Path) -> None:
    """OPN-03: who names a command of his own takes no name from another process."""
    words = pack(tmp_path, SAID).words
    assert "revertir" == words.word(Language.ES, "payment|Command", PaymentTakenBack.__name__)


def test_a_picture_calls_it_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPN-07: what the command line draws speaks the words of the process."""
    pack(tmp_path, SAID)
    (tmp_path / "routers_of_ours.py").write_text(
        "from pathlib import Path\n"
        "from order_to_cash import Operator, Words\n"
        "from order_to_cash.operators.peru import PERU\n"
        "from tests.operators.test_own_commands import ROUTERS\n"
        "WORDS = Words((Path(__file__).parent,))\n"
        "MINE = Operator('mine', (*PERU.processes, ROUTERS), PERU.calendar, words=WORDS)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert 0 == main(
        ["diagram", "router", "--operator", "routers_of_ours:MINE", "--language", "es"]
    )
    assert "s0 --> s1: recoger el equipo / Returned" in capsys.readouterr().out


def test_a_name_that_only_another_process_has_is_missing(tmp_path: Path) -> None:
    """OPN-02: the word of ours means something else, so the pack is told to say its own."""
    silent, speaking = pack(tmp_path / "silent", ""), pack(tmp_path / "speaking", SAID)
    key = "es: word router TakeBack"
    assert key in [problem.path for problem in unsaid(silent, Language.ES)]
    assert key not in [problem.path for problem in unsaid(speaking, Language.ES)]


def test_who_speaks_one_language_need_not_speak_english(tmp_path: Path) -> None:
    """OPN-06: a text that is read in its own language is not called unread."""
    unfit = [each for each in unsaid(pack(tmp_path, SAID), Language.ES) if "unfit" in each.code]
    assert [] == unfit


def test_a_name_of_no_command_is_refused(tmp_path: Path) -> None:
    """OPN-02: what nobody would read is a slip of the pen."""
    with pytest.raises(BrokenDefinition, match="es: word router TakeBak"):
        pack(tmp_path, SAID.replace("TakeBack", "TakeBak"))
