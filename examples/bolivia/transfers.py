"""Two weeks of transfers: all four procedures, every refusal, companies, packages, equipment."""

from datetime import timedelta
from typing import Any

from book import Book, at, bob
from transfer import PEOPLE, STEPS, Transfer, document, papers

LETTER = [
    document("holder_letter", "holder"),
    document("identity_copy", "holder"),
    document("identity_copy", "applicant"),
]
THIRD = {"holder": "natural_person", "standing": "third_party"}
COMPANY = {"holder": "legal_entity", "standing": "representative", "representatives": ["rep-1"]}
INSTITUTION = {
    "holder": "institution",
    "standing": "representative",
    "representatives": ["rep-1", "rep-2"],
}
OF_COMPANY = [
    *papers("applicant"),
    document("identity_copy", "rep-1"),
    document("tax_id_copy"),
]
OF_INSTITUTION = [
    *OF_COMPANY,
    document("identity_copy", "rep-2"),
    document("representatives_letter", "rep-1", "rep-2"),
]
SENT_BY_INSTITUTION = {**INSTITUTION, "standing": "third_party"}


def write(book: Book) -> None:
    """Every situation, one function each."""
    for part in (_everyday, _people, _packages, _refused, _equipment, _corrected, _clock):
        part(book)


def _everyday(book: Book) -> None:
    """Two of each procedure on most days, straight through."""
    for day in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11):
        for number in STEPS:
            case = Transfer(book, number, f"T-{1000 + day * 10 + number}", at(day, "09:00:00"))
            case.all()
            case.now += timedelta(hours=2)
            case.install()


def _people(book: Book) -> None:
    """A third party with the holder's letter, a company, an institution, and whom it sends."""
    third = {"applicant": THIRD, "documents": [*papers("applicant"), *LETTER]}
    company = {"applicant": COMPANY, "documents": OF_COMPANY, "phone": "4000000"}
    institution = {"applicant": INSTITUTION, "documents": OF_INSTITUTION, "phone": "4000001"}
    accredited = {**institution, "applicant": SENT_BY_INSTITUTION}
    for place, facts in enumerate((third, company, institution, accredited)):
        for number in STEPS:
            case = Transfer(book, number, f"T-{2000 + place * 10 + number}", at(5, "10:00:00"))
            case.all(requirements=facts).install()


def _packages(book: Book) -> None:
    """A package pays one fee, separate products pay each their own."""
    for place, services in enumerate((["package"], ["fixed_telephony", "internet"], ["cable_tv"])):
        case = Transfer(book, 3, f"T-{2200 + place}", at(6, "11:00:00"), services=services)
        case.all().install()
    both = Transfer(book, 3, "T-2209", at(6, "11:30:00"), services=["package", "internet"])
    both.step("receive")  # a package beside its own part: refused
    cash = Transfer(book, 3, "T-2210", at(6, "12:00:00"), equipment=[])
    promised = {"pays_cash": True, "charge_accepted": False}
    cash.go("receive", "print", requirements=promised)
    cash.step("sign")
    cash.step("work_orders")  # too early: the fee is not paid
    cash.tell(PEOPLE["cashier"], "pay_fee", receipt="R-2210-1", amount=bob("199.99"))
    cash.step("work_orders")  # a cent is missing
    cash.tell(PEOPLE["cashier"], "pay_fee", receipt="R-2210-2", amount=bob("0.01"))
    cash.step("work_orders")


def _refused(book: Book) -> None:
    """Every reason alone, then all of them at once; and what never begins."""
    without: dict[str, dict[str, Any]] = {
        "T-3001": {"documents": papers(expires="2020-11-17")},
        "T-3002": {"documents": papers(expires="2020-11-18")},  # through its last day
        "T-3003": {"overdue": bob("0.01")},
        "T-3004": {"address": None},
        "T-3005": {"documents": papers()[:2]},
        "T-3006": {"charge_accepted": False},
        "T-3007": {"applicant": THIRD, "documents": papers("applicant")},
        "T-3008": {"applicant": COMPANY, "documents": papers("applicant")},
        "T-3009": {"applicant": INSTITUTION, "documents": OF_COMPANY, "phone": "4000002"},
        "T-3010": {"applicant": COMPANY, "documents": OF_COMPANY, "overdue": bob("350.10")},
    }
    for id_, facts in without.items():
        case = Transfer(book, 1, id_, at(2, "14:00:00"))
        case.go("receive", "requirements", requirements=facts)
    for number in STEPS:
        case = Transfer(book, number, f"T-302{number}", at(3, "15:00:00"))
        nowhere = {"in_zone": False, "reason": "fuera de zona"}
        case.go("receive", "feasibility", feasibility=nowhere)
    worst = Transfer(book, 4, "T-3030", at(3, "16:00:00"))
    facts = {"documents": [], "overdue": bob("99.90"), "address": None, "charge_accepted": False}
    worst.go("receive", "requirements", requirements=facts)
    full = Transfer(book, 4, "T-3031", at(3, "16:30:00"))
    full.go("receive", "feasibility", feasibility={"feasible": False, "reason": "sin par libre"})
    copper = {"zone": "own", "technology": "copper"}
    Transfer(book, 1, "T-3040", at(4), destination=copper).step("receive")
    Transfer(book, 1, "T-3041", at(4), services=["satellite"]).step("receive")
    Transfer(book, 1, "T-3042", at(4), services=[]).step("receive")
    old = Transfer(book, 1, "T-3043", at(0).replace(year=2019, month=3, day=31))
    old.step("receive")  # the day before the first tariff
    first = Transfer(book, 1, "T-3044", at(0).replace(year=2019, month=4, day=1))
    first.step("receive")


def _equipment(book: Book) -> None:
    """Equipment that comes back damaged, is lost, or without its form."""
    damaged = Transfer(book, 4, "T-4001", at(7, "13:00:00")).all()
    damaged.install(damaged.recovered("damaged"))
    lost = Transfer(book, 1, "T-4002", at(7, "13:00:00")).all()
    lost.install(lost.charged("420.00"))
    broken = Transfer(book, 2, "T-4003", at(8, "13:00:00")).all()
    broken.install(broken.recovered("damaged"))
    unsigned = Transfer(book, 1, "T-4004", at(8, "13:00:00")).all()
    unsigned.install({"code": unsigned.item, "outcome": "recovered"})  # no form: refused
    kept = Transfer(book, 1, "T-4005", at(9, "13:00:00")).all()
    kept.install(kept.carried())  # copper equipment is not carried along: refused
    long = Transfer(book, 2, "T-4006", at(9, "13:00:00")).all()
    long.install(gap=60 * 26)  # more than a day without service


def _corrected(book: Book) -> None:
    """Missing data, wrong turns, a summary not confirmed, a waiver, debt, a change of mind."""
    bare = Transfer(book, 1, "T-5001", at(1, "10:00:00"), mobile=None, hours=None)
    bare.step("receive")
    bare.tell(PEOPLE["care"], "complete_data", mobile="70000001", hours="14:00-16:00")
    bare.go("assign", "to_installation").install()
    wrong = Transfer(book, 2, "T-5002", at(1, "10:00:00")).go("receive", "assign")
    wrong.step("presale")  # not the next step
    wrong.tell(PEOPLE["office"], "record_step", step="contact", record={"type": "contact"})
    wrong.go("contact", "presale")
    wrong.step("transfer_product", street=None, network_box=None)  # both are named
    wrong.go("transfer_product", "tell_equipment").install()
    again = Transfer(book, 3, "T-5003", at(2, "10:00:00")).go("receive", "tell_equipment")
    again.step("summary", confirmed=False)
    again.tell(PEOPLE["sales"], "complete_data", hours="08:00-09:00")
    again.go("assign", "work_orders").install()
    free = Transfer(book, 1, "T-5004", at(2, "10:00:00")).go("receive", "presale")
    free.tell(PEOPLE["head"], "waive_fee", reason="corte por obra propia")
    free.go("withdraw_product", "to_installation").install()
    debt = Transfer(book, 2, "T-5005", at(3, "10:00:00")).go("receive", "change_address")
    debt.step("work_orders", overdue=bob("180.00"))  # fell due meanwhile: refused
    debt.now += timedelta(hours=3)
    debt.go("work_orders", "tell_equipment").install()
    gone = Transfer(book, 4, "T-5006", at(3, "10:00:00")).go("receive", "summary")
    gone.tell(PEOPLE["advisor"], "cancel_transfer", reason="el cliente desiste")
    unwilling = Transfer(book, 4, "T-5008", at(4, "10:00:00")).go("receive", "add_product")
    unwilling.step("consent", consents=False)  # ends as withdrawn, with what is to be put back
    Transfer(book, 2, "T-5007", at(13, "17:00:00")).go("receive", "contact")  # still open


def _clock(book: Book) -> None:
    """Attended in a second less than a day, and in a day to the second."""
    for id_, seconds in (("T-6001", 24 * 3600 - 1), ("T-6002", 24 * 3600)):
        begin = at(10, "08:00:00")
        whole = Transfer(book, 2, id_, begin).all()
        whole.install(end=begin + timedelta(seconds=seconds))
    for id_, seconds in (("T-6003", 24 * 3600 - 1), ("T-6004", 24 * 3600)):
        begin = at(10, "08:00:00")
        form = Transfer(book, 3, id_, begin).go("receive", "print")
        form.now = begin + timedelta(seconds=seconds)
        form.go("sign", "work_orders").install()
    for id_, seconds in (("T-6005", 24 * 3600 - 1), ("T-6006", 24 * 3600)):
        begin = at(10, "08:00:00")
        no = Transfer(book, 1, id_, begin).go("receive", "feasibility")
        no.now = begin + timedelta(seconds=seconds)
        no.step("requirements", overdue=bob("12.00"))
