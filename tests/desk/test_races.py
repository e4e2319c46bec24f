"""Several processes at one file: the limit holds, and each command is carried out once."""

import os
import threading
import traceback
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path

from order_to_cash.domain.order import Stage
from order_to_cash.domain.trade import BlockService, UnblockService
from order_to_cash.operators.peru import sol
from tests.desk.small_operator import START, Office, directories, placing
from tests.desk.workload import office_on

WORKERS = 4
EACH = 12


def together(*jobs: Callable[[], None]) -> None:
    """Run the jobs in processes of their own, at the same time; all of them must end well."""
    children = []
    for job in jobs:
        child = os.fork()
        if child == 0:
            try:
                job()
            except BaseException:  # noqa: BLE001  (a child never goes on as a test runner)
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        children.append(child)
    assert [0] * len(jobs) == [os.waitpid(child, 0)[1] for child in children]


def test_processes_never_exceed_the_limit_together(tmp_path: Path) -> None:
    """ORD-11, I4: of 48 orders of S/ 118 from four processes, exactly eight fit S/ 1,000."""
    path = tmp_path / "store.db"
    office_on(path).close()

    def worker(number: int) -> Callable[[], None]:
        def job() -> None:
            office = office_on(path)
            for n in range(EACH):
                office.desk.handle(placing(f"c-{number}-{n}", f"O-{number}-{n}"))
                office.desk.deliver(office.now)

        return job

    together(*(worker(number) for number in range(WORKERS)))
    with closing(office_on(path)) as office:
        office.desk.deliver(office.now)
        orders = [f"O-{number}-{n}" for number in range(WORKERS) for n in range(EACH)]
        stages = [office.order(order).stage for order in orders]

        assert 8 == stages.count(Stage.RELEASED)
        assert WORKERS * EACH - 8 == stages.count(Stage.DECLINED)
        assert sol("944.00") == office.account().exposure.reserved


def test_the_same_command_from_several_processes_is_carried_out_once(tmp_path: Path) -> None:
    """I7: everybody who gives the command gets the one answer."""
    path = tmp_path / "store.db"
    office_on(path).close()

    def job() -> None:
        office = office_on(path)
        for n in range(EACH):
            answer = office.desk.handle(placing(f"c-{n}", f"O-{n}"))
            assert answer.version == 1
            office.desk.deliver(office.now)

    together(*(job for _ in range(WORKERS)))
    with closing(office_on(path)) as office:
        events = office.journal.events(limit=10_000)

    assert EACH == sum(event.type == "order_received" for event in events)
    assert EACH == sum(
        event.type in {"credit_reserved", "reservation_declined"} for event in events
    )


def test_payment_and_block_at_one_instant_never_leave_a_paid_service_blocked(
    tmp_path: Path,
) -> None:
    """I11: whoever comes first, what is fully paid is not blocked in the end."""
    later = START + timedelta(days=60)
    for attempt in range(5):
        path = tmp_path / f"store-{attempt}.db"
        office = office_on(path)
        office.place("O-1")
        office.deliver_line("O-1")
        office.close()

        def blocks(path: Path = path) -> None:
            office = office_on(path)
            office.now = later
            office.pass_time(timedelta(0))

        def pays(path: Path = path) -> None:
            office = office_on(path)
            office.now, office.ids = later, count(1_000)
            office.pay("O-1", "118.00")

        together(blocks, pays)
        with closing(office_on(path)) as end:
            end.desk.deliver(later)

            assert end.receivable("O-1").stage.value == "settled"
            done = [type(i) for i in end.fulfilment.instructions().values()]
        assert done.count(BlockService) == done.count(UnblockService)


def test_threads_at_one_desk_never_exceed_the_limit() -> None:
    """ORD-11, I4: one desk may be used by several threads."""
    office = Office(directories=directories(limit="590.00"))

    def worker(number: int) -> None:
        for n in range(EACH):
            office.desk.handle(placing(f"c-{number}-{n}", f"O-{number}-{n}"))
            office.desk.deliver(office.now)

    threads = [threading.Thread(target=worker, args=(number,)) for number in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    office.desk.deliver(office.now)

    assert sol("590.00") == office.account().exposure.reserved
