"""Where exactly a share is accepted, observed, undecided, or nothing at all (KPI-01 to KPI-05)."""

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import BrokenDefinition, InvalidValue, Language, Verdict, ask
from order_to_cash.rules import (
    Attendance,
    Comparator,
    Measurement,
    Standing,
    Target,
    attention_indicators,
)
from order_to_cash.rules.percentages import percent
from tests.indicators.common import CLAUSE, INDICATORS

ACCEPTED, OBSERVED, NO_DATA, UNDECIDED, LOST = Standing
EFFICACY, TIMELINESS = INDICATORS.efficacy, INDICATORS.timeliness


@pytest.mark.parametrize(
    ("met", "total", "standing", "at"),
    [
        (48, 49, OBSERVED, False),
        (49, 50, OBSERVED, True),
        (50, 51, ACCEPTED, False),
        (98, 100, OBSERVED, True),
        (97, 100, OBSERVED, False),
        (99, 100, ACCEPTED, False),
        (9_799_999, 10_000_000, OBSERVED, False),
        (9_800_000, 10_000_000, OBSERVED, True),
        (9_800_001, 10_000_000, ACCEPTED, False),
        (0, 1, OBSERVED, False),
        (1, 1, ACCEPTED, False),
    ],
)
def test_efficacy_is_accepted_above_98_percent_alone(
    met: int, total: int, standing: Standing, at: bool
) -> None:
    """Exactly 98 % is observed and marked, one request more is accepted (KPI-01)."""
    found = EFFICACY.measure(Attendance(total, effective=met))
    assert (standing, at) == (found.standing, found.at_threshold)


@pytest.mark.parametrize(
    ("met", "total", "standing", "at"),
    [
        (18, 19, OBSERVED, False),
        (19, 20, OBSERVED, True),
        (20, 21, ACCEPTED, False),
        (949_999, 1_000_000, OBSERVED, False),
        (950_000, 1_000_000, OBSERVED, True),
        (950_001, 1_000_000, ACCEPTED, False),
    ],
)
def test_timeliness_is_accepted_above_95_percent_alone(
    met: int, total: int, standing: Standing, at: bool
) -> None:
    """Exactly 95 % is observed and marked, one request more is accepted (KPI-02)."""
    found = TIMELINESS.measure(Attendance(total, in_time=met))
    assert (standing, at) == (found.standing, found.at_threshold)


@given(st.integers(1, 20_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_no_verdict_hangs_on_a_rounded_figure(share: tuple[int, int]) -> None:
    """The verdict is that of the exact fraction, for any counts (KPI-05)."""
    met, total = share
    expected = ACCEPTED if Fraction(met, total) > Fraction(98, 100) else OBSERVED
    found = EFFICACY.measure(Attendance(total, effective=met))
    assert expected is found.standing
    assert Fraction(met, total) == found.share


@pytest.mark.parametrize("total", range(50, 20_000, 50))
def test_exactly_at_the_threshold_is_never_missed(total: int) -> None:
    """Of every total that has one, the exact 98 % is marked; one fewer or more is not (KPI-01)."""
    met = total * 98 // 100
    marks = [
        Measurement(m, total, 0, EFFICACY.target).at_threshold for m in (met - 1, met, met + 1)
    ]
    assert [False, True, False] == marks


def test_at_least_accepts_the_threshold_itself() -> None:
    """An operator whose comparator is "at least" accepts exactly its threshold, still marked."""
    target = Target(Comparator.AT_LEAST, Fraction(98, 100))
    found = [Measurement(met, 50, 0, target) for met in (48, 49, 50)]
    assert [OBSERVED, ACCEPTED, ACCEPTED] == [each.standing for each in found]
    assert [False, True, False] == [each.at_threshold for each in found]


def test_without_requests_there_is_no_verdict() -> None:
    """No requests are "no data": neither 0 % nor 100 %, and nothing raises (KPI-04)."""
    for rule in (EFFICACY, TIMELINESS):
        found = rule.measure(Attendance())
        assert (NO_DATA, None, "-", False) == (
            found.standing,
            found.share,
            found.percent,
            found.at_threshold,
        )
        finding = ask(rule, Attendance())
        assert (Verdict.PASS, False) == (finding.verdict, finding.applies)
        assert "no data" in finding.text()
        assert "sin datos" in finding.text(Language.ES)


@pytest.mark.parametrize(
    ("met", "undecided", "standing"),
    [
        (97, 1, OBSERVED),
        (97, 2, UNDECIDED),
        (98, 0, OBSERVED),
        (98, 1, UNDECIDED),
        (99, 1, ACCEPTED),
        (99, 0, ACCEPTED),
    ],
)
def test_what_can_still_change_is_not_yet_decidable(
    met: int, undecided: int, standing: Standing
) -> None:
    """Open requests still within their time leave it open only where they could matter (KPI-04)."""
    facts = Attendance(100, met, 0, 100 - met, undecided)
    assert standing is EFFICACY.measure(facts).standing


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_what_comes_later_never_reverses_a_verdict(
    met: int, missed: int, undecided: int, attended: int
) -> None:
    """A verdict that was given stays, however the undecided requests end (KPI-04)."""
    attended = min(attended, undecided)
    total = met + missed + undecided
    before = TIMELINESS.measure(Attendance(total, 0, met, undecided, undecided)).standing
    after = TIMELINESS.measure(Attendance(total, 0, met + attended)).standing
    assert before in {after, UNDECIDED}


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (48, 49, "97.96 %"),
        (49, 50, "98.00 %"),
        (979_999, 1_000_000, "97.9999 %"),
        (980_001, 1_000_000, "98.0001 %"),
        (9_799_996, 10_000_000, "97.99996 %"),
        (1, 3, "33.33 %"),
        (1, 1, "100.00 %"),
        (0, 7, "0.00 %"),
    ],
)
def test_a_percentage_never_reads_like_the_threshold_unless_it_is(
    part: int, whole: int, shown: str
) -> None:
    """As many decimals are shown as tell the share from its threshold, two at least (KPI-05)."""
    assert shown == percent(Fraction(part, whole), beside=Fraction(98, 100))


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_percentage_reads_on_its_own_side(share: tuple[int, int]) -> None:
    """What is read lies on the same side of the threshold as what is (KPI-05)."""
    exact, threshold = Fraction(*share), Fraction(95, 100)
    read = Fraction(percent(exact, beside=threshold).removesuffix(" %")) / 100
    assert (exact < threshold, exact > threshold) == (read < threshold, read > threshold)


def test_findings_say_counts_and_clause_in_both_languages() -> None:
    """A finding tells the counts, the open requests, the mark and the clause (KPI-01, KPI-04)."""
    decision = INDICATORS.decide(Attendance(50, 49, 49, 1, 0, 0))
    head, efficacy, timeliness = decision.sentences()
    notes = "open: 1, closed before opened: 0, exactly at the threshold"
    met = "49 of 50 attended effectively, 98.00 % (due: > 98 %)"
    assert "indicators: declined" == head
    assert f"  - observed: {met}; {notes}: yes (a procedure § III.2)" == efficacy
    met = "49 of 50 attended in time, 98.00 % (due: > 95 %)"
    assert f"  + accepted: {met}; {notes}: no (a procedure § III.2)" == timeliness
    spanish = decision.sentences(Language.ES)[1]
    assert "49 de 50 atendidas eficazmente" in spanish
    assert "exactamente en el parámetro: sí" in spanish


def test_an_open_verdict_says_how_many_can_change_it() -> None:
    """The finding of an undecided group names how many requests may still be met (KPI-04)."""
    finding = ask(TIMELINESS, Attendance(20, 0, 19, 1, 1))
    assert Verdict.OPEN is finding.verdict
    assert "and 1 can still be" in finding.text()


@pytest.mark.parametrize("threshold", [0.98, 98, Fraction(98), Fraction(-1, 100)])
def test_a_threshold_is_an_exact_fraction_of_one(threshold: Fraction) -> None:
    """A float, or a percentage given as a number, is refused where it is declared (KPI-05)."""
    with pytest.raises(BrokenDefinition, match="exact fraction"):
        Target(Comparator.ABOVE, threshold)


@pytest.mark.parametrize("within", [timedelta(), timedelta(seconds=-1)])
def test_the_time_to_attend_is_above_zero(within: timedelta) -> None:
    """A span in which nothing can be attended is refused where it is declared (KPI-02)."""
    share = Fraction(1, 2)
    with pytest.raises(BrokenDefinition, match="above zero"):
        attention_indicators(CLAUSE, efficacy=share, timeliness=share, within=within)


@pytest.mark.parametrize(
    "counts",
    [(1, 2), (1, 0, 2), (1, 0, 0, 2), (1, 0, 0, 0, 1), (1, 1, 0, 1), (1, 0, 1, 0, 0, 1), (-1,)],
)
def test_counts_that_contradict_each_other_are_refused(counts: tuple[int, ...]) -> None:
    """More met than asked for, or open and attended at once, is no attendance."""
    with pytest.raises(InvalidValue, match="contradict"):
        Attendance(*counts)
