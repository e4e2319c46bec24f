"""One bad case, or a law that stumbles, hides no other from whoever checks a store."""

from datetime import timedelta
from typing import Any

import pytest

from order_to_cash.audit import Evidence, check
from order_to_cash.audit.checking import held
from order_to_cash.audit.evidence import Problems
from order_to_cash.audit.laws import Law, Need
from order_to_cash.domain.core import Unavailable
from tests.desk.letters import Letter, Letters, Write
from tests.desk.small_operator import START
from tests.desk.test_door import desk_of, given


@pytest.mark.parametrize("function", ["outgoing", "party"])
def test_a_case_on_which_its_process_fails_is_named_and_the_others_are_checked(
    function: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TRU-07, TRU-18: no law is said to be checked in full that could not look at every case."""
    desk = desk_of()
    given(desk, Write(at=START + timedelta(hours=1)), "L-1")
    given(desk, Write(), "L-2")
    bad = desk.state("letter", "L-1")
    laws = len(check(desk))

    def failing(_process: Letters, letter: Letter, *_: Any) -> Any:
        if letter == bad:
            raise ZeroDivisionError
        return "" if function == "party" else ()

    monkeypatch.setattr(Letters, function, failing, raising=False)
    checked = check(desk)
    assert laws == len(checked)
    assert ["I6: letter/L-1 cannot be read (ZeroDivisionError)"] == [
        problem for law in checked for problem in law.problems
    ]
    assert all(Need.READABLE in law.lacking for law in checked if law.law == "the_table_allows_it")


def test_a_law_that_stumbles_keeps_what_it_found_and_is_not_checked_in_full() -> None:
    """TRU-18: what was found until then is told; a store that is away is no finding."""

    def stumbling(_evidence: Evidence) -> Problems:
        yield "I5: one"
        raise ZeroDivisionError

    def away(_evidence: Evidence) -> Problems:
        yield "I5: one"
        raise Unavailable("the store is away")

    evidence = Evidence(desk_of(), (), None, at_rest=True)
    found = held(Law(stumbling), evidence, frozenset())
    assert ("I5: one", "stumbling cannot be checked: ZeroDivisionError") == found.problems
    assert (Need.SOUND,) == found.lacking
    with pytest.raises(Unavailable):
        held(Law(away), evidence, frozenset())
