"""Lists of cases by process, stage and party, and how older cases come into them."""

from collections.abc import Iterator

from order_to_cash.desk.cases import Cases
from order_to_cash.domain.core import InvalidValue, changed
from order_to_cash.domain.core.errors import parts_of
from order_to_cash.domain.core.process import party_of
from order_to_cash.operators.operator import Operator
from order_to_cash.ports.journal import Journal, Listed


def check_stage(operator: Operator, process: str, stage: str) -> None:
    """Raise `InvalidValue` naming the stages there are, where this one is not among them."""
    tables = [own.lifecycle for own in operator.processes if process in ("", own.name)]
    known = dict.fromkeys(one.value for table in tables for one in table.stages)
    if stage and stage not in known:
        raise InvalidValue(
            f"no such stage; there are: {', '.join(known)}", code="desk.unknown-stage"
        )


def enlist(operator: Operator, journal: Journal, cases: Cases) -> int:
    """Fold each case that has no stage in the lists yet, and keep where it stands; how many."""
    after, count = "", 0
    while page := journal.unlisted(after=after):
        found = tuple(_standing(operator, cases, page))
        if found:
            journal.enlist(*found)
        count, after = count + len(found), page[-1].cursor
    return count


def _standing(operator: Operator, cases: Cases, page: tuple[Listed, ...]) -> Iterator[Listed]:
    """Those that can be read; any other is left to whoever can."""

    def found(one: Listed) -> Iterator[Listed]:
        process = operator.by_name[one.process]
        state = cases.read(process, one.case).state
        yield changed(one, stage=state.stage.value, party=party_of(process, state))

    for one in page:
        if one.process in operator.by_name:
            yield from parts_of(one, found, lambda *_: None)
