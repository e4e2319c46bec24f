"""The transfer fees: dated, by service, packages never summed (TAR-01 to TAR-03)."""

from datetime import date, timedelta

import pytest
from attrs import evolve as changed
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import (
    BrokenDefinition,
    Clause,
    Dated,
    InvalidValue,
    Language,
    Money,
    NotInForce,
    Timeline,
)
from order_to_cash.domain.transfer import commands as c
from order_to_cash.operators.bolivia import TRANSFER_FEES as FEES
from order_to_cash.operators.bolivia import TRANSFER_REQUESTS as PROCESS
from order_to_cash.testing import Story
from tests.transfer import samples as s

FIRST, BEFORE = date(2019, 4, 1), date(2019, 3, 31)
BY_HAND = {
    "fixed_telephony": s.bob("146.28"),
    "internet": s.bob("200.00"),
    "cable_tv": s.bob("200.00"),
    "package": s.bob("200.00"),
}
CLAUSE = Clause("resolution", "1")


@pytest.mark.parametrize(("service", "fee"), BY_HAND.items())
@pytest.mark.parametrize("day", [FIRST, date(2020, 11, 16), date(2999, 12, 31)])
def test_the_fees_are_those_of_the_annex(service: str, fee: Money, day: date) -> None:
    """Each service has its fee from April 2019 on, without an end (TAR-01)."""
    found = FEES.fee(service, day)
    assert (fee, FIRST, "anexo 2") == (found.value, found.since, found.clause.section)


@pytest.mark.parametrize("service", [*BY_HAND, "satellite"])
def test_no_fee_is_assumed_before_the_first_day(service: str) -> None:
    """Service and day are both named where there is no fee, and none is zero (TAR-02)."""
    day = FIRST if service == "satellite" else BEFORE
    with pytest.raises(NotInForce, match=f"{service}.*{day}") as raised:
        FEES.quote((service,), day)
    assert "tariff.not-in-force" == raised.value.code
    assert ", ".join(FEES.prices) in raised.value.message


def test_a_quote_keeps_the_day_and_the_text_of_every_line() -> None:
    """What was quoted can be explained later without asking the tariff again (TAR-01)."""
    quote, fee = FEES.quote(("internet",), s.TODAY), FEES.fee("internet", s.TODAY)
    (line,) = quote.lines
    assert s.TODAY == quote.on
    assert (fee.value, fee.since, fee.clause) == (line.amount, line.since, line.clause)


@pytest.mark.parametrize(("services", "day"), [(("satellite",), s.TODAY), (("internet",), BEFORE)])
def test_a_request_without_a_fee_is_refused_naming_both(
    services: tuple[str, ...], day: date
) -> None:
    """The request is not recorded, and the answer names service and day (TAR-02)."""
    at = s.AT - (s.TODAY - day)
    asked = s.envelope(s.CARE, c.RequestTransfer(s.request(1, services=services)), at)
    story = Story(PROCESS).when(asked)
    story.refused("transfer.no-tariff")
    assert services[0] in str(story.outcome)
    assert str(day) in str(story.outcome)


def test_a_package_pays_once_and_products_pay_each() -> None:
    """Telephone and internet apart are 346.28; as a package 200 (TAR-03)."""
    apart = FEES.quote(("fixed_telephony", "internet"), FIRST)
    assert s.bob("346.28") == apart.total
    assert s.bob("200.00") == FEES.quote(("package",), FIRST).total


APART = sorted(BY_HAND.keys() - {"package"})


@pytest.mark.parametrize("day", [BEFORE, FIRST])
def test_nothing_has_no_fee(day: date) -> None:
    """TAR-02: the fee of no service is an error, never zero."""
    with pytest.raises(InvalidValue) as raised:
        FEES.quote((), day)
    assert "tariff.no-services" == raised.value.code


@pytest.mark.parametrize("part", APART)
def test_a_package_beside_its_own_part_is_an_error(part: str) -> None:
    """TAR-03: nobody pays 400 for a package and a part of it, in whatever order they are named."""
    for services in (("package", part), (part, "package")):
        with pytest.raises(InvalidValue, match=f"transfer fees: {part} is part") as raised:
            FEES.quote(services, FIRST)
        assert "tariff.package-and-part" == raised.value.code
        asked = s.envelope(s.CARE, c.RequestTransfer(s.request(1, services=services)))
        story = Story(PROCESS).when(asked).refused("transfer.package-and-part")
        assert f"{part} es parte de un paquete" in story.outcome.text(Language.ES)  # type: ignore[union-attr]
    bare = s.envelope(s.CARE, c.RequestTransfer(s.request(1, hours=None, services=(part,))))
    both = s.envelope(s.CARE, c.CompleteData(services=("package", part)))
    Story(PROCESS).when(bare).when(both).refused("transfer.package-and-part")


@given(st.lists(st.sampled_from(APART), min_size=1, max_size=6))
def test_a_quote_is_the_sum_of_its_lines(services: list[str]) -> None:
    """To the cent, in whatever order, each line with its clause (TAR-03)."""
    quote = FEES.quote(services, FIRST)
    assert Money.sum_of((BY_HAND[one] for one in services), s.FEE.currency) == quote.total
    assert services == [line.service for line in quote.lines]


def test_a_new_tariff_is_one_line_and_leaves_the_past_alone() -> None:
    """From its day on the new fee holds; a request of the day before keeps its own (TAR-02)."""
    new_day = s.TODAY + timedelta(days=1)
    dearer = Dated(new_day, s.bob("250.00"), CLAUSE)
    old = FEES.prices["internet"]
    later = changed(
        FEES, prices={**FEES.prices, "internet": Timeline(old.name, (*old.entries, dearer))}
    )
    process = changed(PROCESS, settings=changed(PROCESS.settings, tariffs=later))
    story = Story(process)
    for envelope in s.steps(2):
        late = envelope if story.state.asked is None else changed(envelope, at=s.AT + timedelta(3))
        story = story.when(late)
    assert s.FEE == story.state.fee.fixed.total
    fresh = s.envelope(s.CARE, c.RequestTransfer(s.request(2)), s.AT + timedelta(days=1))
    assert s.bob("250.00") == Story(process).when(fresh).state.fee.fixed.total


@pytest.mark.parametrize("since", [FIRST, BEFORE])
def test_overlap_and_repetition_are_refused_when_built(since: date) -> None:
    """Two entries for one day, or out of order, never make a table (TAR-02)."""
    old = FEES.prices["internet"]
    with pytest.raises(BrokenDefinition):
        Timeline(old.name, (*old.entries, Dated(since, s.FEE, CLAUSE)))
