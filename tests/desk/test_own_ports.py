"""A process asks ports of its own, is answered and instructs them, as ours do ours (OPN-07)."""

from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest

from order_to_cash import open_desk
from order_to_cash.adapters.in_memory import (
    InMemoryBilling,
    InMemoryFulfilment,
    InMemoryJournal,
    InMemoryNotification,
)
from order_to_cash.audit import problems
from order_to_cash.cli.main import main
from order_to_cash.desk import Accepted, Delivery, Desk
from order_to_cash.desk.delivery import Retry
from order_to_cash.domain.core import (
    AnswersLater,
    BrokenDefinition,
    Envelope,
    InvalidDocument,
    InvalidValue,
    PortError,
    Role,
    Unavailable,
    changed,
    entity,
    only_done,
)
from order_to_cash.domain.trade import AskParty
from order_to_cash.embedded import NO_DATA
from order_to_cash.operators.operator import Operator, joined
from order_to_cash.ports import World
from order_to_cash.testing.faults import Fault, Faults, at
from order_to_cash.wire import Wire
from tests.desk.registers import (
    CALENDAR,
    KEPT,
    PROCESS,
    REGISTER,
    WITH_REGISTER,
    AskOwner,
    Forget,
    Mark,
    Open,
    Opened,
    Register,
    ReportOwner,
    Stage,
    Strike,
    beside,
    office,
)
from tests.desk.small_operator import START

ASKED = "inquiry/I-1:1:0"
PATIENCE = Retry()


def world_of(**own: Any) -> World:
    """A world with these ports of one's own."""
    ours = (NO_DATA, InMemoryBilling(), InMemoryFulfilment(), InMemoryNotification())
    return World(*ours, own=own)


def desk_of(register: Register) -> Desk:
    """A desk of inquiries whose register is this one."""
    pack = office()
    world = world_of(register=register)
    return Desk(pack, InMemoryJournal(), world, Wire(pack.processes), retry=PATIENCE)


def opened(register: Register) -> Desk:
    """A desk on which an inquiry was opened, its question not sent yet."""
    desk = desk_of(register)
    told = Envelope("c-1", "I-1", "inquiry", START, "ana", Role.SALES, Open("boat"))
    assert isinstance(desk.handle(told), Accepted)
    return desk


def test_a_question_is_answered_and_an_instruction_taken() -> None:
    """OPN-07: the answer comes back as the command that the question names, and causes more."""
    register = Register()
    desk = opened(register)
    assert Delivery(delivered=2) == desk.deliver(START)
    assert (Stage.KNOWN, "Ana") == (
        desk.state("inquiry", "I-1").stage,
        desk.state("inquiry", "I-1").owner,
    )
    assert {ASKED: AskOwner("boat"), "inquiry/I-1:2:0": Mark("boat")} == register.sent
    answer = desk.journal.answer("inquiry", "I-1", REGISTER, f"answer:{ASKED}")
    assert answer is not None
    assert Role.PROCESS.value == answer.role


def test_an_answer_may_come_later_once() -> None:
    """OPN-07: under its key, until it came, and never twice."""
    desk = opened(Register(owner=AnswersLater("in a day", until=START + timedelta(days=1))))
    assert Delivery(postponed=1) == desk.deliver(START)
    assert Stage.ASKED is desk.state("inquiry", "I-1").stage
    outcome = desk.answer(ASKED, "Bea", START)
    assert isinstance(outcome, Accepted)
    assert "Bea" == desk.state("inquiry", "I-1").owner
    with pytest.raises(InvalidValue, match="no message waits under this key"):
        desk.answer(ASKED, "Bea", START)


@pytest.mark.parametrize("until", [None, "tomorrow", START.replace(tzinfo=None)])
def test_later_without_an_instant_is_a_failure_of_that_port(until: Any) -> None:
    """TRU-07: what says nonsense about when it answers is tried again, and stops nobody."""
    desk = opened(Register(owner=AnswersLater("some day", until=until)))
    assert Delivery(postponed=1) == desk.deliver(START)
    (waiting,) = desk.journal.waiting(START + PATIENCE.first)
    assert "time.naive" == waiting.problem


def test_an_answer_under_an_unknown_key_is_refused() -> None:
    """OPN-07: a key that nobody waits for changes nothing."""
    desk = opened(Register())
    with pytest.raises(InvalidValue, match="the key is wrong"):
        desk.answer("inquiry/I-1:9:0", "Bea", START)
    assert Stage.ASKED is desk.state("inquiry", "I-1").stage


@pytest.mark.parametrize("wrong", [7, None, ("Ana",)])
def test_a_wrong_answer_is_refused_with_advice(wrong: object) -> None:
    """OPN-07: what is no answer of the port reaches no case, at once or later."""
    desk = opened(Register(owner=wrong))
    assert Delivery(postponed=1) == desk.deliver(START)
    with pytest.raises(InvalidDocument, match="owner"):
        desk.answer(ASKED, wrong, START)
    assert Stage.ASKED is desk.state("inquiry", "I-1").stage


def test_an_answer_to_what_only_had_to_be_done_is_refused() -> None:
    """OPN-07: an instruction without an answer is done, and nothing else."""
    desk = opened(Register(mark="gladly"))
    assert Delivery(delivered=1, postponed=1) == desk.deliver(START)
    (waiting,) = desk.journal.waiting(START + PATIENCE.first)
    assert ("mark", "desk.not-an-answer") == (waiting.type, waiting.problem)
    with pytest.raises(InvalidValue, match="give `None`"):
        desk.answer(waiting.key, "gladly", START)
    assert desk.answer(waiting.key, None, START) is None


def test_what_cannot_be_reached_is_tried_until_it_is_parked() -> None:
    """OPN-07: retries and parking are those of every port."""
    register = Register(owner=Unavailable("the line is dead", code="register.dead"))
    desk, now = opened(register), START
    for _ in range(PATIENCE.attempts - 1):
        assert Delivery(postponed=1) == desk.deliver(now)
        now += PATIENCE.longest
    assert Delivery(parked=1) == desk.deliver(now)
    assert PATIENCE.attempts == register.calls
    (parked,) = desk.journal.parked(topic=REGISTER)
    assert "register.dead" == parked.problem
    register.owner = "Ana"
    desk.journal.release(parked.key)
    assert Delivery(delivered=2) == desk.deliver(now)


def test_a_refusal_of_the_other_side_waits_for_somebody() -> None:
    """OPN-07: what `answered` says no to is tried again and kept in sight."""
    register = Register(strike=False)
    desk = opened(register)
    desk.deliver(START)
    told = Envelope("c-2", "I-1", "inquiry", START, "ana", Role.SALES, Forget())
    desk.handle(told)
    assert Delivery(postponed=1) == desk.deliver(START)
    with pytest.raises(PortError, match="mend its entry"):
        desk.answer("inquiry/I-1:3:0", False, START)
    register.strike = True
    assert Delivery(delivered=1) == desk.deliver(START + PATIENCE.first)


def test_a_message_that_somebody_holds_is_sent_by_nobody_else() -> None:
    """OPN-07: leases hold for ports of one's own too."""
    register = Register()
    desk = opened(register)
    held = desk.journal.claim(START, desk._lease(START))
    assert [ASKED] == [posted.key for posted in held]
    other = Desk(desk.operator, desk.journal, desk.world, desk.wire, worker="other")
    assert Delivery() == other.deliver(START)
    assert Delivery(delivered=2) == other.deliver(START + PATIENCE.lease)
    assert 2 == register.calls


def test_a_port_of_ones_own_fails_by_plan() -> None:
    """Faults reach ports of one's own: what timed out after it was done is done once."""
    register = Register()
    desk = opened(register)
    faults = Faults(at(1, Fault.EXECUTED))
    faulty = Desk(desk.operator, desk.journal, faults.world(desk.world), desk.wire)
    assert Delivery(postponed=1) == faulty.deliver(START)
    assert Delivery(delivered=2) == faulty.deliver(START + PATIENCE.first)
    assert [(REGISTER, "send")] == [(p.port, p.method) for p, _ in faults.happened]
    assert 2 == len(register.sent)


def test_a_desk_without_the_port_is_refused_at_once() -> None:
    """OPN-07: each message without a port is named with its process when the desk is made."""
    pack = office()
    with pytest.raises(BrokenDefinition, match="nowhere to go") as caught:
        Desk(pack, InMemoryJournal(), world_of(registry=Register()), Wire(pack.processes))
    expected = ["inquiry.AskOwner", "inquiry.Mark", "inquiry.Strike"]
    assert expected == [problem.path for problem in caught.value.problems]
    assert "it goes to register" in caught.value.problems[0].message


def test_what_no_pack_declared_waits_for_a_port() -> None:
    """A world that has no such port says so, as one without case systems does."""
    with pytest.raises(Unavailable, match="no port register"):
        world_of().send("k", Mark("boat"))


@pytest.mark.parametrize("topic", ["billing", "directories", "", "order/O-1"])
def test_a_port_needs_a_name_of_its_own(topic: str) -> None:
    """Ours cannot be replaced, and a slash would name a case."""
    with pytest.raises(BrokenDefinition, match="library's, empty, or has a slash"):
        world_of(**{topic: Register()})


def test_what_cannot_send_is_no_port() -> None:
    """OPN-02: a port that no message could reach is named before one is sent."""
    with pytest.raises(BrokenDefinition) as caught:
        world_of(register="http://register")
    assert [("world.no-send", "register")] == [
        (problem.code, problem.path) for problem in caught.value.problems
    ]


def _no_setting(_file: Path) -> Any:
    """Ports that need a setting which nobody gave."""
    raise KeyError("REGISTER_URL")


def _a_list(_file: Path) -> Any:
    """Ports without their topics."""
    return [Register()]


@pytest.mark.parametrize(
    ("ports", "why"), [(_no_setting, "REGISTER_URL"), (_a_list, "TypeError"), (None, "TypeError")]
)
def test_ports_that_cannot_be_made_are_told(tmp_path: Path, ports: Any, why: str) -> None:
    """OPN-02: with the pack and the reason, and never as an error of somebody else's."""
    broken = changed(WITH_REGISTER, ports=ports)
    with (
        pytest.raises(InvalidValue, match=rf"ports of the pack .*{why}.*\[operator\.ports\]"),
        open_desk(tmp_path / "a.db", operator=broken),
    ):
        pass


@entity
class ToOurs:
    topic: ClassVar[str] = "billing"
    answered = only_done


@entity
class Nowhere:
    answered = only_done


@entity
class ToACase:
    topic: ClassVar[str] = "order/O-1"
    answered = only_done


@entity
class Silent:
    topic: ClassVar[str] = REGISTER


class Loose:
    topic: ClassVar[str] = REGISTER
    answered = only_done


@entity
class AskEvent:
    topic: ClassVar[str] = REGISTER

    def answered(self, answer: str, /) -> Opened:
        return Opened(answer)


@entity
class AskPerson:
    topic: ClassVar[str] = REGISTER

    def answered(self, answer: str, /) -> Open | None:
        return Open(answer)


@pytest.mark.parametrize(
    ("message", "advice"),
    [
        (Nowhere, "to which port"),
        (ToACase, "without a slash"),
        (Silent, "only_done"),
        (Loose, "make it an entity"),
        (AskEvent, "Opened, which is no command"),
        (AskPerson, "`Open: Door.ANSWER.of(Role.PROCESS)`"),
        (AskParty, "ReportParty, which is no command"),
    ],
)
def test_a_message_that_says_too_little_is_refused_with_its_pack(
    message: type, advice: str
) -> None:
    """OPN-07: where it goes and what its answer is are checked when the pack is made."""
    with pytest.raises(BrokenDefinition, match="contradicts itself") as caught:
        office(message)
    (problem,) = caught.value.problems
    assert f"inquiry.{message.__name__}" == problem.path
    assert advice in problem.message


def test_own_messages_go_to_ports_of_ones_own() -> None:
    """Billing takes what the library says to it, so another message to it is refused."""
    pack = office(ToOurs)
    with pytest.raises(BrokenDefinition, match="nowhere to go"):
        Desk(pack, InMemoryJournal(), world_of(), Wire(pack.processes))


def test_the_wire_knows_the_messages_of_its_processes() -> None:
    """They are stored and read again without being named beside the processes."""
    wire = Wire([PROCESS])
    for message in (AskOwner("boat"), Mark("boat"), Strike("boat")):
        name = wire.type_name(type(message))
        assert message == wire.load_message(name, wire.dump_message(message))


def test_a_pack_brings_its_ports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """OPN-07: the command line sends what waits by the ports of the pack, named by its path."""
    file = tmp_path / "inquiries.db"
    with open_desk(file, operator=WITH_REGISTER) as desk:
        desk.handle(Envelope("c-1", "I-1", "inquiry", START, "ana", Role.SALES, Open("boat")))
    pack = "tests.desk.registers:WITH_REGISTER"
    arguments = ["tick", "--db", str(file), "--operator", pack, "--now", START.isoformat()]
    assert 0 == main(arguments)
    assert "2 delivered" in capsys.readouterr().out
    assert {ASKED, "inquiry/I-1:2:0"} == KEPT[str(file)].sent.keys()


def test_a_port_that_is_given_comes_before_that_of_the_pack(tmp_path: Path) -> None:
    """OPN-07: a test or a trial puts its own port in the place of the pack's."""
    given = Register(owner="Bea")
    with open_desk(tmp_path / "a.db", operator=WITH_REGISTER, own={REGISTER: given}) as desk:
        desk.handle(Envelope("c-1", "I-1", "inquiry", START, "ana", Role.SALES, Open("boat")))
        desk.deliver(START)
        assert "Bea" == desk.state("inquiry", "I-1").owner


def test_packs_that_are_joined_keep_their_ports(tmp_path: Path) -> None:
    """A port of the same name in two packs is refused, since nobody could say whose it is."""
    file, second = tmp_path / "b.db", Operator("second", (), CALENDAR, ports=beside)
    third = Operator("third", (), CALENDAR)
    assert {REGISTER} == joined(WITH_REGISTER, third).ports(file).keys()
    with pytest.raises(BrokenDefinition, match="must not have the same port"):
        joined(WITH_REGISTER, second).ports(file)


def test_the_answer_is_closed_to_whoever_is_outside() -> None:
    """OPN-07: nobody gives the answer of a port of one's own in its place."""
    desk = opened(Register())
    told = Envelope("c-9", "I-1", "inquiry", START, "ana", Role.PROCESS, ReportOwner("me"))
    assert not isinstance(desk.handle(told), Accepted)


def test_the_laws_hold_of_ports_of_ones_own() -> None:
    """I8: at rest each own question has its answer; what has none is not asked for."""
    register = Register()
    desk = opened(register)
    desk.deliver(START)
    desk.handle(Envelope("c-2", "I-1", "inquiry", START, "ana", Role.SALES, Forget()))
    desk.deliver(START)
    assert 3 == len(register.sent)
    assert () == problems(desk, at_rest=True)


def test_an_own_question_that_lost_its_answer_is_noticed() -> None:
    """I8: who settles a question without its answer is told so by the laws."""
    desk = opened(Register())
    desk.journal.settle(ASKED)
    assert (f"I8: {ASKED} never arrived (AskOwner)",) == problems(desk, at_rest=True)
