"""Other processes that work on a store while the tests look on."""

import multiprocessing
from collections.abc import Callable, Sequence
from typing import Any

PROCESSES = multiprocessing.get_context("spawn")


def told_by(work: Sequence[tuple[Callable[..., None], tuple[object, ...]]]) -> list[Any]:
    """What each of several processes tells when it is done; `EOFError` if one of them fails."""
    heard = []
    for target, given in work:
        hear, tell = PROCESSES.Pipe(duplex=False)
        PROCESSES.Process(target=target, args=(*given, tell), daemon=True).start()
        tell.close()
        heard.append(hear)
    return [hear.recv() for hear in heard]
