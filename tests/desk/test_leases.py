"""Messages on a lease, and ports that answer later."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import define, field

from order_to_cash.adapters.in_memory import InMemoryJournal
from order_to_cash.desk import Delivery, Desk, Retry
from order_to_cash.desk.leasing import Held, Renewing
from order_to_cash.desk.present import AHEAD
from order_to_cash.desk.writing import TELL
from order_to_cash.domain.core import AnswersLater, InvalidDocument, InvalidValue, Unavailable
from order_to_cash.domain.order import AccountStatus, PartyKind, PartyRecord, Stage
from order_to_cash.domain.trade import Notice, Notify
from order_to_cash.operators.peru import PERU
from order_to_cash.ports import Directories, Done, Lease, Posted, World
from order_to_cash.testing.laws.journal_entries import EVER, PATIENCE, entry, lease, write
from tests.desk.small_operator import START, Office, directories, placing, wire

MOMENT = timedelta(microseconds=1)
ASKED_AGAIN = timedelta(hours=2)
KNOWN = PartyRecord("D-0", PartyKind.DISTRIBUTOR, AccountStatus.ACTIVE, "A-0", ("net-30",))


@define
class SlowPost:
    """Notices take as long as somebody else needs to start delivering as well."""

    sent: list[str] = field(factory=list)
    entered: threading.Event = field(factory=threading.Event)
    leave: threading.Event = field(factory=threading.Event)

    def send(self, key: str, _notice: Notify, /) -> None:
        self.sent.append(key)
        self.entered.set()
        self.leave.wait(timeout=10)


def beside(office: Office, post: Any, worker: str) -> Desk:
    """Another worker on the same journal, with a post of its own speed."""
    known = office.desk.world
    world = World(known.directories, known.billing, known.fulfilment, post)
    return Desk(PERU, office.journal, world, wire(), worker=worker)


def test_what_one_desk_is_sending_no_other_desk_sends() -> None:
    """TRU-14: while the lease lasts a message is one deliverer's, however slow its port is."""
    office, post = Office(), SlowPost()
    one, other = beside(office, post, "one"), beside(office, post, "other")
    office.desk.handle(placing("c", "O-1"))
    sending = threading.Thread(target=one.deliver, args=(START,))
    sending.start()
    assert post.entered.wait(timeout=10)
    other.deliver(START)
    post.leave.set()
    sending.join()
    other.deliver(START)

    assert len(post.sent) == len(set(post.sent))
    assert () == office.journal.waiting(START)


def test_a_lease_that_ended_leaves_the_message_to_others() -> None:
    """TRU-14: who died while sending is waited for five minutes, not a moment longer."""
    office = Office()
    office.desk.handle(placing("c", "O-1"))
    office.journal.claim(START, office.desk._lease(START))
    other = beside(office, office.notification, "other")
    end = START + office.desk.retry.lease

    assert 0 == other.deliver(end - MOMENT).delivered
    assert 0 < other.deliver(end).delivered


def test_who_starts_again_under_its_name_goes_on_at_once() -> None:
    """TRU-14: a worker that was killed does not wait for itself, and takes nothing of others."""
    office = Office()
    office.desk.handle(placing("c", "O-1"))
    office.journal.claim(START, office.desk._lease(START), limit=1)
    other = beside(office, office.notification, "other")
    other.start_again()
    assert 0 == other.deliver(START).delivered
    again = beside(office, office.notification, office.desk.worker)
    again.start_again()
    assert 0 < again.deliver(START).delivered


class Heard(InMemoryJournal):
    """Tells when a lease was renewed; fails the first so many times."""

    def __init__(self, failures: int = 0) -> None:
        super().__init__()
        self.failures, self.renewed = failures, threading.Semaphore(0)

    def renew(self, lease: Lease, /, *keys: str) -> None:
        if self.failures:
            self.failures -= 1
            raise Unavailable("the journal is away")
        super().renew(lease, *keys)
        self.renewed.release()

    def wait_for_renewal(self) -> None:
        """Wait until a lease was renewed that nobody had begun to renew yet."""
        while self.renewed.acquire(blocking=False):
            pass
        for _ in range(2):
            assert self.renewed.acquire(timeout=PATIENCE)


@pytest.mark.parametrize("failures", [0, 2])
def test_who_sends_for_longer_than_a_lease_keeps_the_message(failures: int) -> None:
    """TRU-14: while a port takes its time nobody else is given the message, and it goes once."""
    now, journal, others = [START], Heard(failures), list[int]()
    office = Office(journal=journal)
    office.desk.clock = lambda: now[0]
    office.desk.retry = Retry(lease=timedelta(seconds=0.3))

    class Lasting:
        def send(self, key: str, notice: Notify, /) -> None:
            for _ in range(0 if others else 3):
                journal.wait_for_renewal()
                now[0] += timedelta(seconds=0.2)
                others.append(len(journal.claim(now[0], lease("y", since=now[0], until=EVER))))
            office.notification.send(key, notice)

    ports: Any = office.desk.world
    office.desk.world = World(ports.directories, ports.billing, ports.fulfilment, Lasting())
    office.desk.handle(placing("c", "O-1"))
    assert 0 < office.desk.deliver(START).delivered
    assert [0, 0, 0] == others
    assert () == journal.waiting(now[0])


def test_a_clock_that_fails_once_ends_no_renewal() -> None:
    """TRU-14: the thread that renews for every desk goes on, and tries this one again."""
    journal, answers = Heard(), iter((START,))

    def clock() -> datetime:
        return next(answers)

    held = Held(journal, lease("y", since=START, until=EVER), ("k",), clock, 1.0, 0.0)
    held.renew()
    held.renew()
    assert 2.0 == held.due
    assert journal.renewed.acquire(blocking=False)
    assert not journal.renewed.acquire(blocking=False)


def test_a_lease_is_not_renewed_for_who_ended() -> None:
    """TRU-14: what was sent is let go of, so that a worker that died later holds nothing."""
    renewing = Renewing()
    with renewing.during(Heard(), lease("x"), ("m",), lambda: START):
        assert 1 == len(renewing._held)
    assert set() == renewing._held


def test_without_a_clock_no_lease_is_renewed() -> None:
    """TRU-06: where instants are given there is no time that passes meanwhile."""
    renewing = Renewing()
    with renewing.during(Heard(), lease("x"), ("m",), None):
        assert set() == renewing._held


@define
class Slow:
    """A directory of parties that takes the question and answers some other day."""

    until: datetime = START + ASKED_AGAIN
    asked: int = 0

    def party(self, _party: str, /) -> PartyRecord | None:
        self.asked += 1
        raise AnswersLater("the registry answers by letter", until=self.until)


def waiting(until: datetime = START + ASKED_AGAIN) -> tuple[Office, Slow, str]:
    """An order whose party is asked for, and the key of the question."""
    office, slow = Office(), Slow(until)
    known: Any = directories().directories
    facts = Directories(
        slow, known.catalogue, known.stock, known.coverage, known.credit_lines, known.terms
    )
    ports = office.desk.world
    office.desk.world = World(facts, ports.billing, ports.fulfilment, ports.notification)
    office.place("O-1")
    return office, slow, "order/O-1:1:0"


def test_a_promise_for_the_end_of_time_is_waited_for_as_long_as_we_wait_for_any() -> None:
    """TRU-04: a port that names the year 9999 is asked again after 45 days, not never."""
    office, slow, _ = waiting(datetime.max.replace(tzinfo=UTC))
    office.pass_time(timedelta(days=45) - MOMENT)
    assert 1 == slow.asked
    office.pass_time(MOMENT)
    assert 2 == slow.asked


@pytest.mark.parametrize("most", ["x", 1.5, True])
def test_how_many_are_sent_is_a_whole_number(most: Any) -> None:
    """TRU-01: what comes from Python is looked at here, too."""
    with pytest.raises(InvalidValue, match="sent at most as a whole number"):
        Office().desk.deliver(START, most=most)


def test_a_late_answer_goes_to_the_case_that_asked() -> None:
    """TRU-04: it is the port's own answer, and the order goes on as if it had come at once."""
    office, slow, key = waiting()
    assert Stage.RECEIVED is office.order("O-1").stage
    office.desk.answer(key, KNOWN, START + timedelta(minutes=5))
    office.desk.deliver(START + ASKED_AGAIN)

    assert Stage.RECEIVED is not office.order("O-1").stage
    assert 1 == slow.asked


def test_an_answer_to_a_settled_or_unknown_key_is_refused() -> None:
    """TRU-04: nobody answers twice, and nobody answers what was never asked."""
    office, _, key = waiting()
    office.desk.answer(key, KNOWN, START)
    before = office.journal.events()
    for wrong in (key, "order/O-2:1:0", ""):
        with pytest.raises(InvalidValue, match=r"desk\.unknown-key"):
            office.desk.answer(wrong, KNOWN, START)
    assert before == office.journal.events()


def test_without_an_answer_it_is_asked_again_when_the_named_time_has_come() -> None:
    """TRU-04: not a moment before, and not counted as a failure."""
    office, slow, _ = waiting()
    office.pass_time(ASKED_AGAIN - MOMENT)
    assert 1 == slow.asked
    office.pass_time(MOMENT)
    assert 2 == slow.asked
    assert () == office.journal.parked()


@pytest.mark.parametrize("answer", ["D-0", 7, ("D-0",)])
def test_what_is_no_answer_of_that_port_is_refused(answer: object) -> None:
    """TRU-04: it is read as strictly as an answer that comes at once."""
    office, _, key = waiting()
    before = office.journal.events()
    with pytest.raises((InvalidDocument, InvalidValue)):
        office.desk.answer(key, answer, START)
    assert before == office.journal.events()
    assert office.journal.message(key) is not None


def noticing() -> tuple[Office, str]:
    """An order whose notices are taken by a post that says later whether they arrived."""

    class LatePost:
        def send(self, _key: str, _notice: Notify, /) -> None:
            raise AnswersLater("the post is on its way", until=START + ASKED_AGAIN)

    office = Office()
    ports: Any = office.desk.world
    office.desk.world = World(ports.directories, ports.billing, ports.fulfilment, LatePost())
    office.place("O-1")
    (key,) = (m.key for m in office.journal.waiting(START + ASKED_AGAIN))
    return office, key


def test_a_message_without_an_answer_is_only_acknowledged() -> None:
    """TRU-04: a notice that arrived is done with, and nothing else is taken for its answer."""
    office, key = noticing()
    for wrong in ("arrived", True, Done()):
        with pytest.raises(InvalidValue, match=r"give `None`.*desk\.not-an-answer"):
            office.desk.answer(key, wrong, START)
    assert office.journal.message(key) is not None
    assert None is office.desk.answer(key, None, START)
    assert None is office.journal.message(key)


def test_nobody_answers_for_another_case() -> None:
    """TRU-04: what one case tells another is answered by that case alone."""
    office = Office()
    office.desk.handle(placing("c", "O-1"))
    while (told := office.journal.waiting(START)) and told[0].type != TELL:
        office.desk.deliver(START, most=1)
    before = office.journal.events()
    with pytest.raises(InvalidValue, match=r"for another case.*desk\.not-an-answer"):
        office.desk.answer(told[0].key, None, START)
    assert before == office.journal.events()
    assert told[0] == office.journal.message(told[0].key)


def test_answers_from_the_future_are_refused() -> None:
    """TRU-06: what is sent or answered counts at the instant named, so the ceiling holds for it."""
    office, _, key = waiting()
    office.desk.clock = lambda: START
    ahead = START + AHEAD + MOMENT
    for late in (lambda: office.desk.answer(key, KNOWN, ahead), lambda: office.desk.deliver(ahead)):
        with pytest.raises(InvalidValue, match=r"desk\.from-the-future"):
            late()
    assert Stage.RECEIVED is office.order("O-1").stage
    office.desk.answer(key, KNOWN, START + AHEAD)
    office.desk.deliver(START + AHEAD)
    assert Stage.RECEIVED is not office.order("O-1").stage


@define
class Watched:
    """A clock that goes on by a while with every notice that is sent."""

    at: datetime
    each: timedelta
    sent: list[str] = field(factory=list)

    def __call__(self) -> datetime:
        return self.at

    def send(self, key: str, _notice: Notify, /) -> None:
        self.sent.append(key)
        self.at += self.each


def _told(office: Office, case: str) -> None:
    """A notice of the case waits."""
    told = Notify(Notice.ORDER_RELEASED, "p", (("order", case),))
    body, type_ = wire().dump_message(told), wire().type_name(Notify)
    posted = Posted(f"order/{case}:1:0", "order", case, START, "notification", type_, body)
    write(office.journal, entry(case, messages=(posted,)))


@pytest.mark.parametrize(("share", "sent"), [(2, 1), (4, 2), (5, 3)])
def test_nothing_is_begun_in_the_second_half_of_a_lease(share: int, sent: int) -> None:
    """TRU-14: a slow batch stops while its lease still covers what was begun; the rest is free."""
    office = Office()
    for number in range(6):
        _told(office, f"O-{number}")
    lease = office.desk.retry.lease
    watched = Watched(START, lease / share)
    slow, other = beside(office, watched, "slow"), beside(office, watched, "other")
    slow.clock = watched
    taken = office.journal.claim(START, slow._lease(START))
    done = slow._sender.send(taken, slow._lease(START), START, Delivery())
    assert (sent, sent) == (done.delivered, len(watched.sent))
    assert watched.at < START + lease
    other.deliver(watched.at)
    assert [posted.key for posted in taken] == watched.sent


def test_who_gave_up_what_was_not_begun_takes_it_anew() -> None:
    """TRU-14: one desk alone sends all of a slow batch, each once, lease after lease."""
    office = Office()
    for number in range(6):
        _told(office, f"O-{number}")
    watched = Watched(START, office.desk.retry.lease / 3)
    slow = beside(office, watched, "slow")
    slow.clock = watched
    assert 6 == slow.deliver().delivered
    assert 6 == len({*watched.sent}) == len(watched.sent)


def test_a_late_report_leaves_the_lease_of_another_alone() -> None:
    """TRU-14: who comes back from a slow port after its lease cannot put off what another sends."""
    office = Office()
    office.desk.handle(placing("c", "O-1"))
    (first, *_) = office.journal.claim(START, office.desk._lease(START))
    other = beside(office, office.notification, "other")
    end = START + office.desk.retry.lease
    office.journal.claim(end, other._lease(end))
    office.desk._sender._failed(first, START, Unavailable("it timed out"), Delivery())
    third = beside(office, office.notification, "third")
    assert () == office.journal.claim(end, third._lease(end))
    assert first == office.journal.message(first.key)
