"""Requests, documents and records for the tests of transfers; all straight through by default."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from attrs import evolve as changed

from order_to_cash.domain.core import Currency, Envelope, Money, Refusal, Role, Sensitive
from order_to_cash.domain.trade import Applicant, Document, DocumentKind, HolderKind, Standing
from order_to_cash.domain.trade.requirements import APPLICANT, HOLDER
from order_to_cash.domain.transfer import (
    Feasibility,
    FormKind,
    LoanedItem,
    Motive,
    Outcome,
    Place,
    Presented,
    PrintedForm,
    RecoveredForm,
    Settled,
    Step,
    Technology,
    TransferRequest,
)
from order_to_cash.domain.transfer import commands as c
from order_to_cash.domain.transfer import records as r
from order_to_cash.operators.bolivia import TRANSFER_REQUESTS as PROCESS
from order_to_cash.testing import Story

K = DocumentKind
AT: Final = datetime(2020, 11, 16, 13, 0, tzinfo=UTC)
TODAY: Final = date(2020, 11, 16)
SECRET: Final = Sensitive("Calle de ejemplo 1")


def bob(amount: str) -> Money:
    """An amount in bolivianos."""
    return Money.of(amount, Currency.BOB)


NOTHING, CENT, FEE = bob("0.00"), bob("0.01"), bob("200.00")
COPPER, FTTH = Technology
OWN_COPPER, OWN_FTTH, BOOT = Place("own", COPPER), Place("own", FTTH), Place("boot", FTTH)
ENDS: Final = {
    1: (OWN_COPPER, BOOT),
    2: (OWN_FTTH, BOOT),
    3: (BOOT, OWN_FTTH),
    4: (BOOT, OWN_COPPER),
}
ITEM: Final = LoanedItem("E-1", "modem")
CARE, SALES, HEAD, LEAD = (
    Role.CUSTOMER_CARE,
    Role.SALES,
    Role.COMMERCIAL_HEAD,
    Role.PLATFORM_LEAD,
)
ADVISOR, OFFICE, CASHIER, FIELD = (
    Role.COMMERCIAL_ADVISOR,
    Role.BACK_OFFICE,
    Role.CASHIER,
    Role.TECHNICAL_TEAM,
)


def request(number: int, **changes: Any) -> TransferRequest:
    """A complete request that the procedure of this number covers."""
    origin, destination = ENDS[number]
    whole = TransferRequest(
        "A-1",
        origin,
        destination,
        ("internet",),
        (ITEM,),
        "C-1",
        Sensitive("Nombre"),
        Sensitive("70000000"),
        "9-12",
    )
    return changed(whole, **changes)


DOCUMENTS: Final = (
    Document(K.IDENTITY_CARD, (HOLDER,), TODAY),
    Document(K.IDENTITY_COPY, (HOLDER,)),
    Document(K.LOCATION_SKETCH),
    Document(K.PLAN_FORM),
)


def presented(**changes: Any) -> Presented:
    """The holder, a natural person, with everything."""
    holder = Applicant(HolderKind.NATURAL_PERSON, Standing.HOLDER)
    whole = Presented(holder, DOCUMENTS, NOTHING, SECRET, None, charge_accepted=True)
    return changed(whole, **changes)


COMPANY: Final = Presented(
    Applicant(HolderKind.LEGAL_ENTITY, Standing.REPRESENTATIVE, ("rep-1",)),
    (
        Document(K.IDENTITY_CARD, (APPLICANT,), TODAY),
        Document(K.IDENTITY_COPY, (APPLICANT,)),
        Document(K.IDENTITY_COPY, ("rep-1",)),
        Document(K.TAX_ID_COPY),
        Document(K.LOCATION_SKETCH),
        Document(K.PLAN_FORM),
    ),
    NOTHING,
    SECRET,
    SECRET,
    charge_accepted=True,
)

PRODUCT: Final = r.ProductEntry(
    seller="V-1",
    category="residential",
    subcategory="normal",
    unticked=True,
    agreements_reviewed=True,
    motive="technical",
    cause="technology change",
    location="L-1",
    district="D-1",
    street=SECRET,
    network_box="B-1",
    technical_data="T-1",
    contract=r.ContractTerms("monthly", SECRET, "residential", "C-05", "C-2"),
    plan="P-1",
    components=("internet",),
    nplay="N-1",
    devices=1,
    extras_confirmed=True,
    summary_confirmed=True,
    cart_checked=True,
    observation=SECRET,
)
PRINTED: Final = r.Printed(tuple(PrintedForm(kind, 1, 1) for kind in FormKind))
SIGNED: Final = r.Signed(SECRET, archived=True, handed_over=True)
CLAIM: Final = r.ChargeClaim(
    "F-1",
    "customer assistance",
    "charges",
    "observed amounts",
    SECRET,
    charge_selected=True,
    value_to_collect=NOTHING,
    observed=FEE,
    observation="transfer",
)
UNTICKED: Final = changed(PRODUCT, motive="technology change")
RECORDS: Final[dict[tuple[int, Step], r.Record]] = {
    (1, Step.CONTACT): r.Contact("mobile"),
    (1, Step.PRESALE): r.PreSale("PV-1"),
    (1, Step.WITHDRAW_PRODUCT): PRODUCT,
    (1, Step.CHANGE_ADDRESS): r.AddressChange(SECRET, screen_refreshed=True),
    (1, Step.ADD_PRODUCT): PRODUCT,
    (1, Step.CHARGE): CLAIM,
    (1, Step.TO_INSTALLATION): r.PassedOn("installation"),
    (2, Step.CONTACT): r.Contact("mobile"),
    (2, Step.PRESALE): r.PreSale("PV-1"),
    (2, Step.TRANSFER_PRODUCT): PRODUCT,
    (2, Step.CHANGE_ADDRESS): r.AddressChange(SECRET, screen_refreshed=True),
    (2, Step.TELL_EQUIPMENT): r.EquipmentTold(told=True),
    (3, Step.TRANSFER_PRODUCT): PRODUCT,
    (3, Step.TELL_EQUIPMENT): r.EquipmentTold(told=True),
    (3, Step.PRINT): PRINTED,
    (3, Step.SIGN): SIGNED,
    (4, Step.TRANSFER_PRODUCT): UNTICKED,
    (4, Step.TELL_EQUIPMENT): r.EquipmentTold(told=True),
    (4, Step.PRINT): PRINTED,
    (4, Step.SIGN): SIGNED,
    (4, Step.ADD_PRODUCT): PRODUCT,
    (4, Step.CONSENT): r.Consent(data_shown=True, consents=True),
    (4, Step.PRINT_ADDITION): PRINTED,
    (4, Step.SIGN_ADDITION): SIGNED,
    (4, Step.TO_INSTALLATION): r.PassedOn("installation"),
    (4, Step.CHARGE): CLAIM,
    (4, Step.TO_CLAIMS): r.PassedOn("billing claims"),
}
"""What is recorded at each step, by procedure."""

NO_CONSENT: Final = c.RecordStep(Step.CONSENT, r.Consent(data_shown=True, consents=False))

BY_HAND: Final[dict[int, tuple[tuple[Step, Role], ...]]] = {
    1: (
        (Step.RECEIVE, CARE),
        (Step.ASSIGN, HEAD),
        (Step.CONTACT, SALES),
        (Step.FEASIBILITY, SALES),
        (Step.REQUIREMENTS, SALES),
        (Step.PRESALE, SALES),
        (Step.WITHDRAW_PRODUCT, OFFICE),
        (Step.CHANGE_ADDRESS, OFFICE),
        (Step.ADD_PRODUCT, OFFICE),
        (Step.WORK_ORDERS, OFFICE),
        (Step.CHARGE, OFFICE),
        (Step.TO_INSTALLATION, OFFICE),
    ),
    2: (
        (Step.RECEIVE, CARE),
        (Step.ASSIGN, HEAD),
        (Step.CONTACT, SALES),
        (Step.FEASIBILITY, SALES),
        (Step.REQUIREMENTS, SALES),
        (Step.PRESALE, SALES),
        (Step.TRANSFER_PRODUCT, OFFICE),
        (Step.CHANGE_ADDRESS, OFFICE),
        (Step.WORK_ORDERS, OFFICE),
        (Step.TELL_EQUIPMENT, OFFICE),
    ),
    3: (
        (Step.RECEIVE, SALES),
        (Step.ASSIGN, LEAD),
        (Step.REQUIREMENTS, ADVISOR),
        (Step.FEASIBILITY, ADVISOR),
        (Step.TRANSFER_PRODUCT, ADVISOR),
        (Step.TELL_EQUIPMENT, ADVISOR),
        (Step.SUMMARY, ADVISOR),
        (Step.PRINT, ADVISOR),
        (Step.SIGN, ADVISOR),
        (Step.CASHIER, CASHIER),
        (Step.WORK_ORDERS, ADVISOR),
    ),
    4: (
        (Step.RECEIVE, SALES),
        (Step.ASSIGN, LEAD),
        (Step.REQUIREMENTS, ADVISOR),
        (Step.FEASIBILITY, ADVISOR),
        (Step.TRANSFER_PRODUCT, ADVISOR),
        (Step.TELL_EQUIPMENT, ADVISOR),
        (Step.SUMMARY, ADVISOR),
        (Step.PRINT, ADVISOR),
        (Step.SIGN, ADVISOR),
        (Step.WORK_ORDERS, ADVISOR),
        (Step.ADD_PRODUCT, ADVISOR),
        (Step.CONSENT, ADVISOR),
        (Step.PRINT_ADDITION, ADVISOR),
        (Step.SIGN_ADDITION, ADVISOR),
        (Step.TO_INSTALLATION, ADVISOR),
        (Step.CHARGE, ADVISOR),
        (Step.TO_CLAIMS, ADVISOR),
    ),
}
"""Each procedure's steps and roles, written by hand from 004."""


def envelope(role: Role, command: c.Command, at: datetime = AT) -> Envelope[c.Command]:
    """Somebody in this role gives the command."""
    return Envelope("id", "T-1", "transfer", at, "somebody", role, command)


def command(number: int, step: Step) -> c.Command:
    """What does this step of the procedure when all goes well."""
    match step:
        case Step.RECEIVE:
            return c.RequestTransfer(request(number))
        case Step.ASSIGN:
            return c.AssignTransfer("V-1")
        case Step.FEASIBILITY:
            return c.ReportFeasibility(Feasibility(in_zone=True, feasible=True))
        case Step.REQUIREMENTS:
            return c.PresentRequirements(presented())
        case Step.SUMMARY:
            return c.ConfirmSummary(confirmed=True)
        case Step.WORK_ORDERS:
            return c.IssueWorkOrders(NOTHING)
        case Step.CASHIER:
            return c.PayFee("R-1", FEE)
        case _:
            return c.RecordStep(step, RECORDS[number, step])


def steps(number: int) -> Iterator[Envelope[c.Command]]:
    """The whole procedure, the fee accepted as a charge."""
    for step, role in BY_HAND[number]:
        if step is not Step.CASHIER:
            yield envelope(role, command(number, step))


def before(number: int, step: Step, *instead: c.Command) -> Story[Any, Any, Any]:
    """The story up to just before this step; `instead` takes the place of commands of its type."""
    swap = {type(one): one for one in instead}
    story: Story[Any, Any, Any] = Story(PROCESS)
    for known, role in BY_HAND[number]:
        if known is step:
            return story
        if known is not Step.CASHIER:
            given = command(number, known)
            story = story.when(envelope(role, swap.get(type(given), given)))
            if isinstance(story.outcome, Refusal):
                raise AssertionError(story.outcome)
    return story


def form(**changes: Any) -> RecoveredForm:
    """A complete form of recovered equipment."""
    whole = RecoveredForm(
        "T-1", TODAY, "boot", "P-1", "modem", Motive.MIGRATION, "none", TODAY, SECRET, "W-1"
    )
    return changed(whole, **changes)


RECOVERED: Final = Settled("E-1", Outcome.RECOVERED, form())
CARRIED: Final = Settled("E-1", Outcome.CARRIED)
CHARGED: Final = Settled("E-1", Outcome.CHARGED, charge=bob("350.00"))
LATER: Final = AT + timedelta(hours=2)


def outside(number: int) -> Iterator[Envelope[c.Command]]:
    """What happens at the addresses after the procedure."""
    ended = CARRIED if number in (2, 3) else RECOVERED
    yield envelope(FIELD, c.ReportOff(AT + timedelta(hours=1)), LATER)
    yield envelope(FIELD, c.ReportOn(LATER), LATER)
    yield envelope(FIELD, c.SettleEquipment((ended,)), LATER)
