"""Spans of OpenTelemetry for what a desk does: `open_desk(..., watch=spans())`.

There is one for each command, message, look of a case and late answer, below whichever span is
open in the thread. It is called `order_to_cash.handle`, `.send`, `.look` or `.answer`, and its
attributes are what `order_to_cash.ports.watching` tells. An exception is told by its code alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from order_to_cash.domain.core import AnswersLater, MissingExtra
from order_to_cash.ports.watching import Note, Watch

try:
    from opentelemetry import trace
except ImportError:
    raise MissingExtra(
        "spans need the API of OpenTelemetry; install it with: pip install 'order-to-cash[otel]'",
        code="install.missing-extra",
    ) from None

NAME: Final = "order_to_cash"
"""How the tracer, the spans and their attributes begin."""


def spans(tracer: trace.Tracer | None = None) -> Watch:
    """A watcher that leaves spans, with this tracer or the one of the program."""
    made = trace.get_tracer(NAME) if tracer is None else tracer

    @contextmanager
    def watch(what: str, /) -> Iterator[Note]:
        with made.start_as_current_span(
            f"{NAME}.{what}", record_exception=False, set_status_on_exception=False
        ) as span:

            def note(**values: str | int) -> None:
                span.set_attributes({f"{NAME}.{key}": value for key, value in values.items()})
                problem = str(values.get("problem", ""))
                if problem and problem != AnswersLater.default_code:
                    span.set_status(trace.Status(trace.StatusCode.ERROR, problem))

            yield note

    return watch
