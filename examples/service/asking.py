"""How the desk is asked: in threads, of which there are few, so that the loop always goes on.

The desk waits for a disk or a database, and reckons in Python. Neither happens on the loop: a
request becomes a function of the desk and the person, which a thread turns into a whole response.
"""

from collections.abc import Callable
from typing import Any, Final, TypeAlias, TypeVar

from anyio import CapacityLimiter, to_thread
from attrs import define, field
from fastapi import Request
from fastapi.responses import JSONResponse, Response

from examples.service import views
from examples.service.people import Authenticate, Person
from examples.service.problems import RETRY_AFTER, Failure, of_error
from examples.service.shop import Shop
from order_to_cash import Desk, OrderToCashError, Voice

T = TypeVar("T")
About: TypeAlias = Callable[[Desk, Person], Response]
View: TypeAlias = Callable[[Desk, Person, str, str, Voice], T]

THREADS: Final = 2
"""How many requests a process works on at once: more would only take turns, and the loop's too.

One works while another waits for the store. Each further one keeps the loop from its turn."""

WAITING: Final = 500
"""How many more may wait for a thread; whoever comes then is asked to come again."""


@define
class Asking:
    """Answers what somebody asks of the desk, once it is known who that is."""

    shop: Shop
    authenticate: Authenticate
    _threads: CapacityLimiter = field(factory=lambda: CapacityLimiter(THREADS))

    async def ask(self, request: Request, about: About) -> Response:
        """What `about` answers, or the problem with it."""
        if self._threads.statistics().tasks_waiting >= WAITING:
            advice = "too many ask at once; ask again, with the same id and instant"
            raise Failure(503, "service.busy", advice, headers=RETRY_AFTER)
        return await to_thread.run_sync(self._asked, request, about, limiter=self._threads)

    async def show(
        self, request: Request, view: View[Any], process: str, case: str, language: str
    ) -> Response:
        """What a view shows of a case, in that language."""

        def shown(desk: Desk, person: Person) -> Response:
            return JSONResponse(view(desk, person, process, case, views.voice(desk, language)))

        return await self.ask(request, shown)

    def _asked(self, request: Request, about: About) -> Response:
        try:
            desk = self.shop.desk()
            person = self.authenticate(request.headers, desk)
            if person is None:
                advice = "say who you are with a bearer token"
                raise Failure(401, "service.nobody", advice, headers={"WWW-Authenticate": "Bearer"})
            return about(desk, person)
        except OrderToCashError as error:
            return of_error(error).response()
        except Failure as failure:
            return failure.response()
