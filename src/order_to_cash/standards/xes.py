"""XES, the event log of process mining (IEEE 1849-2016): a trace a case, an event an event."""

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import quoteattr

from order_to_cash.desk import Desk
from order_to_cash.ports.journal import Recorded
from order_to_cash.standards.cases import cases, named

HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <global scope="trace">
    <string key="concept:name" value=""/>
  </global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <string key="lifecycle:transition" value="complete"/>
    <date key="time:timestamp" value="1970-01-01T00:00:00+00:00"/>
  </global>
  <classifier name="Activity" keys="concept:name"/>
"""


def xes(desk: Desk, *, process: str = "", actors: bool = False) -> Iterator[str]:
    """The log of a store, or of one process, piece by piece: write them one after the other.

    Events are named by their type, with the role in which their command was given; `actors` says
    whether also by whom. Raises `InvalidValue` for a process that is not there.
    """
    found = cases(desk, process)
    yield HEAD
    yield f"  {_text('concept:name', desk.operator.name)}\n"
    for listed in found:
        yield "  <trace>\n"
        yield f"    {_text('concept:name', named(listed))}\n"
        yield f"    {_text('process', listed.process)}\n"
        for recorded in desk.journal.history(listed.process, listed.case):
            yield from _event(recorded, actors=actors)
        yield "  </trace>\n"
    yield "</log>\n"


def _event(recorded: Recorded, *, actors: bool) -> Iterator[str]:
    yield "    <event>\n"
    yield f"      {_text('concept:name', recorded.type)}\n"
    yield f"      {_text('lifecycle:transition', 'complete')}\n"
    yield f'      <date key="time:timestamp" value={quoteattr(recorded.at.isoformat())}/>\n'
    yield f"      {_text('org:role', recorded.role)}\n"
    if actors:
        yield f"      {_text('org:resource', recorded.actor)}\n"
    yield "    </event>\n"


def _text(key: str, value: str) -> str:
    return f"<string key={quoteattr(key)} value={quoteattr(value)}/>"
