"""The porting of a number: its whole small world, who may do what, and a few stories."""

from datetime import UTC, date, datetime
from itertools import product

from chile.pack import CHILE, PORTINGS, peso
from chile.porting import (
    BODY,
    HERE,
    LIFECYCLE,
    ActivateNumber,
    CheckPort,
    Command,
    NumberPorted,
    Port,
    PortAccepted,
    PortBecameLate,
    PortRejected,
    ReportCheck,
    RequestPort,
    Stage,
    WithdrawPort,
)

from order_to_cash import Envelope, Language, Role, Sensitive
from order_to_cash.domain.core import deeds, next_look
from order_to_cash.domain.trade import ChargeOnce, Notice, Notify, OpenSupport, OpenWorkOrder
from order_to_cash.testing import Story, differences, explore, letters, matrix, oddities

NUMBER = Sensitive("+56 9 0000 0000")
PORT = Port(NUMBER, "otra-1", "A-C201", "RM-SANTIAGO", date(2024, 3, 12))
GOOD, BAD = (ReportCheck(date(2023, 1, 1), peso(debt)) for debt in (0, 1))
SAMPLES: tuple[Command, ...] = (
    RequestPort(PORT),
    GOOD,
    BAD,
    ActivateNumber(),
    WithdrawPort("stays"),
    CheckPort(),
)
GIVERS = {
    RequestPort: {Role.SALES, Role.CUSTOMER_CARE},
    ReportCheck: {BODY},
    ActivateNumber: {Role.TECHNICAL_TEAM},
    WithdrawPort: {Role.CUSTOMER_CARE},
    CheckPort: {Role.CLOCK},
}
WELCOME = {
    RequestPort: {Stage.NEW},
    ReportCheck: {Stage.REQUESTED},
    ActivateNumber: {Stage.ACCEPTED, Stage.LATE},
    WithdrawPort: {Stage.REQUESTED, Stage.ACCEPTED, Stage.LATE},
    CheckPort: {Stage.ACCEPTED},
}


def on(day: int, command: Command, role: Role | None = None) -> Envelope[Command]:
    """The command at noon in Santiago on a day of March 2024, by whoever gives it."""
    at = datetime(2024, 3, day, 15, tzinfo=UTC)
    giver = role or min(GIVERS[type(command)])
    return Envelope("x", "PORT-1", "porting", at, "somebody", giver, command)


WORLD = explore(
    PORTINGS,
    [on(day, c, r) for day, c, r in product((14, 15, 16), SAMPLES, (*Role, BODY))],
    words=CHILE.words,
)


def test_every_row_of_the_table_is_taken_and_nothing_is_stuck() -> None:
    """From every state that can be reached an end can be reached."""
    assert ((), ()) == (WORLD.rows_not_taken(LIFECYCLE), WORLD.stuck())


def test_its_letters_read_as_letters() -> None:
    """FUL-07: each in each language, as the library reads its own: no code, blank or ISO day."""
    told = letters(WORLD)
    assert {HERE, Notice.CASE_WAITS} <= {letter.notice for letter in told}
    languages = (Language.EN, Language.ES)
    assert [] == [odd for x in told for each in languages for odd in oddities(x, each, CHILE.words)]


def test_who_may_do_what_is_as_written_by_hand() -> None:
    """Every role is tried on every command in every stage."""
    by_hand = {command: (WELCOME[command], GIVERS[command]) for command in GIVERS}
    assert () == differences(matrix(PORTINGS, SAMPLES, WORLD.states), by_hand)


def test_a_number_comes_over_for_the_fee_of_its_day() -> None:
    """Friday 15 March is the next working day, and the first of the lower fee."""
    story = Story(PORTINGS).when(on(14, RequestPort(PORT))).when(on(14, GOOD))
    (accepted,) = story.events
    assert isinstance(accepted, PortAccepted)
    assert date(2024, 3, 15) == accepted.until
    story.sends(OpenWorkOrder("PORT-1", 1, "porting", "RM-SANTIAGO", "mobile", NUMBER))
    ported = story.when(on(15, ActivateNumber())).then(
        NumberPorted(peso(3_990), late=False, tax=peso(637))
    )
    charge = ChargeOnce("A-C201", peso(3_990), "porting.fee", tax=peso(637))
    told = Notify(HERE, "A-C201", (("fee", peso(3_990)),), NUMBER)
    ported.sends(charge, told).reaches(Stage.PORTED)


def test_what_is_late_is_told_to_support_and_can_still_come() -> None:
    """It is late from the first instant of the day after, and not on its last day."""
    story = Story(PORTINGS).when(on(14, RequestPort(PORT))).when(on(14, GOOD))
    assert datetime(2024, 3, 16, 3, tzinfo=UTC) == PORTINGS.next_check(story.state)
    story.when(on(15, CheckPort())).then()
    late = story.when(on(16, CheckPort())).then(PortBecameLate("PORT-1"))
    late.sends(OpenSupport("PORT-1", NUMBER)).reaches(Stage.LATE)
    late.when(on(16, ActivateNumber())).then(NumberPorted(peso(3_990), late=True, tax=peso(637)))


def test_a_working_day_is_no_holiday_and_no_weekend() -> None:
    """Good Friday, 29 March 2024, is a holiday: what is accepted the day before has till Monday."""
    port = RequestPort(Port(NUMBER, "otra-1", "A-C201", "RM-SANTIAGO", date(2024, 3, 27)))
    story = Story(PORTINGS).when(on(28, port)).when(on(28, GOOD))
    assert date(2024, 4, 1) == story.state.until


def test_a_debt_there_ends_it_and_says_why() -> None:
    """The event carries the decision, which can be read in the operator's own words."""
    story = Story(PORTINGS).when(on(14, RequestPort(PORT))).when(on(14, BAD))
    (rejected,) = story.events
    assert isinstance(rejected, PortRejected)
    assert ["porting.debt"] == [found.rule for found in rejected.decision.obstacles]
    assert "pay it there" in rejected.decision.obstacles[0].text(words=CHILE.words)
    story.sends().reaches(Stage.REJECTED)


def test_what_nobody_knows_yet_is_asked_for_again() -> None:
    """Nothing happens to the case until the debt is known."""
    story = Story(PORTINGS).when(on(14, RequestPort(PORT)))
    story.when(on(14, ReportCheck(date(2023, 1, 1), None))).refused("porting.not-known")


def test_a_code_of_tomorrow_is_a_slip() -> None:
    """It is refused where it is given."""
    tomorrow = Port(NUMBER, "otra-1", "A-C201", "RM-SANTIAGO", date(2024, 3, 15))
    Story(PORTINGS).when(on(14, RequestPort(tomorrow))).refused("porting.code-of-tomorrow")


def test_every_wait_names_somebody_and_an_instant() -> None:
    """Who has to act in each stage that is no end, and that time brings a look at it."""
    at = datetime(2024, 3, 13, 15, tzinfo=UTC)
    found = {}
    for state in explore(PORTINGS, [on(day, c) for day, c in product((13, 18), SAMPLES)]).states:
        wanted = deeds(PORTINGS, state, at)
        assert bool(wanted) is (next_look(PORTINGS, state, at) is not None)
        found[state.stage] = [(deed.command, deed.roles) for deed in wanted]
    asked, come = [("ReportCheck", (BODY,))], [("ActivateNumber", (Role.TECHNICAL_TEAM,))]
    waits = {stage: deeds_ for stage, deeds_ in found.items() if deeds_}
    assert {Stage.REQUESTED: asked, Stage.ACCEPTED: come, Stage.LATE: come} == waits
