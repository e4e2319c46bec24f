"""Plan changes: dearer and cheaper, late, refused, cancelled, and with debts (004 annex 1)."""

from datetime import date
from typing import Any

from book import Book, Case, at, bob

DESK, CARE, OFFICE = "asesor-3/commercial_advisor", "atencion-1/customer_care", "bo-1/back_office"
NOTHING = bob("0.00")
PRICES = {
    "INT-30": "199.00",
    "INT-60": "289.00",
    "TV-BASICA": "120.00",
    "TV-PLUS": "165.00",
    "DUO": "310.00",
    "MULTIPACK": "399.00",
}
CARD = {"kind": "identity_card", "of": ["holder"], "expires": "2027-05-01"}
AGENTS_CARD = {"kind": "identity_card", "of": ["applicant"], "expires": "2026-02-01"}
LETTER = {"kind": "holder_letter", "of": ["holder"]}
NOTE = {"kind": "representatives_letter", "of": ["rep-1"]}
HOLDER = {"holder": "natural_person", "standing": "holder"}
THIRD = {"holder": "natural_person", "standing": "third_party"}
COMPANY = {"holder": "legal_entity", "standing": "representative", "representatives": ["rep-1"]}
NOVEMBER = {"first": "2020-11-01", "last": "2020-11-30"}


def plan(code: str, technology: str = "ftth") -> dict[str, Any]:
    """A plan of the catalogue."""
    return {"code": code, "monthly": bob(PRICES[code]), "technology": technology}


def brought(
    *documents: dict[str, Any], who: dict[str, Any] = HOLDER, unpaid: dict[str, str] = NOTHING
) -> dict[str, Any]:
    """What somebody brings, and what is unpaid."""
    return {"applicant": who, "documents": list(documents), "unpaid": unpaid}


def wanted(number: int, kind: str, change: str, day: date, **other: Any) -> dict[str, Any]:
    """A request; `change` names both plans, as in `INT-30 INT-60`."""
    old, new = change.split()
    return {
        "account": f"CTA-{number}",
        "contract": f"CON-{number}",
        "customer": f"CLI-{number}",
        "kind": kind,
        "old": plan(old),
        "new": plan(new),
        "day": day.isoformat(),
        "cycle": NOVEMBER,
        "zone": "LP-SUR",
        "address": f"Calle de ejemplo {number}",
        "contact": f"cliente-{number}@example.com",
        **other,
    }


def in_november(day: int) -> date:
    """That day of the month."""
    return date(2020, 11, day)


def carried_out(case: Case, number: int, day: int, applied: int, unpaid: str = "0.00") -> None:
    """The customer confirms, and on its day the new plan is entered."""
    case.say(at(day, "11:00:00"), f"CLI-{number}/customer", "confirm_change")
    case.say(at(applied, "09:10:00"), OFFICE, "apply_change", unpaid=bob(unpaid))


def faster(book: Book) -> None:
    """More internet from the middle of the cycle: charged once, by the day."""
    case = Case(book, "plan_change", "CP-2001")
    request = wanted(2001, "internet_speed", "INT-30 INT-60", in_november(18))
    case.say(at(0), DESK, "request_plan_change", request=request, brought=brought(CARD))
    carried_out(case, 2001, 0, 2)


def cheaper(book: Book) -> None:
    """A smaller grid: the difference is given back."""
    case = Case(book, "plan_change", "CP-2002")
    request = wanted(2002, "tv_grid", "TV-PLUS TV-BASICA", in_november(21))
    case.say(at(1), CARE, "request_plan_change", request=request, brought=brought(CARD))
    carried_out(case, 2002, 1, 5)


def company(book: Book) -> None:
    """A company that forgot the note of its representative, and a technician who goes there."""
    case = Case(book, "plan_change", "CP-2003")
    card = {**AGENTS_CARD}
    request = wanted(2003, "duo_to_multipack", "DUO MULTIPACK", in_november(25))
    first = brought(card, who=COMPANY)
    case.say(at(2), DESK, "request_plan_change", request=request, brought=first)
    complete = brought(card, NOTE, who=COMPANY)
    case.say(at(3), DESK, "complete_requirements", brought=complete)
    carried_out(case, 2003, 4, 9)


def third_parties(book: Book) -> None:
    """A third party without a letter, who brings it; and one who never does."""
    case = Case(book, "plan_change", "CP-2004")
    request = wanted(2004, "promotional_tariff", "INT-30 INT-60", in_november(24))
    first = brought(AGENTS_CARD, who=THIRD)
    case.say(at(1, "10:00:00"), DESK, "request_plan_change", request=request, brought=first)
    complete = brought(AGENTS_CARD, LETTER, who=THIRD)
    case.say(at(2, "10:00:00"), DESK, "complete_requirements", brought=complete)
    carried_out(case, 2004, 2, 8)
    other = Case(book, "plan_change", "CP-2005")
    request = wanted(2005, "other", "INT-30 INT-60", in_november(24))
    first = brought(AGENTS_CARD, who=THIRD, unpaid=bob("199.00"))
    other.say(at(1, "12:00:00"), DESK, "request_plan_change", request=request, brought=first)
    other.say(at(9, "12:00:00"), DESK, "refuse_change")


def impossible(book: Book) -> None:
    """The plan that there is already, in a cycle that is over: both reasons are told."""
    case = Case(book, "plan_change", "CP-2006")
    october = {"first": "2020-10-01", "last": "2020-10-31"}
    request = wanted(2006, "other", "INT-30 INT-30", in_november(18), cycle=october)
    case.say(at(2, "15:00:00"), DESK, "request_plan_change", request=request, brought=brought(CARD))


def cancelled(book: Book) -> None:
    """A customer who changes his mind after confirming."""
    case = Case(book, "plan_change", "CP-2007")
    request = wanted(2007, "internet_speed", "INT-60 INT-30", in_november(27))
    case.say(at(3, "15:00:00"), CARE, "request_plan_change", request=request, brought=brought(CARD))
    case.say(at(3, "16:00:00"), CARE, "confirm_change")
    case.say(at(4, "09:00:00"), "CLI-2007/customer", "cancel_plan_change", reason="ya no lo desea")


def edges(book: Book) -> None:
    """The first and the last day of a cycle; another technology; an unpaid bill in between."""
    cycle = {"first": "2020-11-20", "last": "2020-11-27"}
    for number, day, at_day in ((2008, 20, 4), (2009, 27, 11)):
        case = Case(book, "plan_change", f"CP-{number}")
        request = wanted(number, "tv_grid", "TV-BASICA TV-PLUS", in_november(day), cycle=cycle)
        start = at(2, "11:00:00")
        case.say(start, DESK, "request_plan_change", request=request, brought=brought(CARD))
        carried_out(case, number, 3, at_day)
    case = Case(book, "plan_change", "CP-2010")
    request = wanted(2010, "internet_speed", "INT-30 INT-60", in_november(23))
    request["old"] = plan("INT-30", "copper")
    case.say(at(3, "10:30:00"), DESK, "request_plan_change", request=request, brought=brought(CARD))
    carried_out(case, 2010, 4, 7, unpaid="0.01")
    case.say(at(8, "09:30:00"), OFFICE, "apply_change", unpaid=NOTHING)


def late(book: Book) -> None:
    """Confirmed a day too late: proposed anew from that day, and confirmed again."""
    case = Case(book, "plan_change", "CP-2011")
    request = wanted(2011, "multipack_to_duo", "MULTIPACK DUO", in_november(19))
    case.say(at(1, "16:00:00"), DESK, "request_plan_change", request=request, brought=brought(CARD))
    case.say(at(4, "10:00:00"), DESK, "confirm_change")
    case.say(at(4, "10:05:00"), DESK, "confirm_change")
    case.say(at(4, "17:00:00"), OFFICE, "apply_change", unpaid=NOTHING)


def write(book: Book) -> None:
    """Every plan change."""
    for situation in (
        faster,
        cheaper,
        company,
        third_parties,
        impossible,
        cancelled,
        edges,
        late,
    ):
        situation(book)
