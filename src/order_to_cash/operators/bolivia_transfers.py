"""The four procedures of a transfer at a Bolivian operator, row by row (PLN-GPI-P09 II).

`source` is the step's number as the document counts it; the slips of its numbering are kept there
and nowhere else.
"""

from typing import Final

from order_to_cash.domain.core import Clause, Role
from order_to_cash.domain.transfer import (
    Fate,
    FormKind,
    Procedure,
    Row,
    Side,
    Step,
    Technology,
    WorkOrder,
)

DOCUMENT: Final = "PLN-GPI-P09"
OWN: Final = "own"
BOOT: Final = "boot"
"""The zones: the operator's own network, and the one built for it by a partner."""

RESIDENTIAL: Final = (("category", "residential"), ("subcategory", "normal"))
ADDITION, WITHDRAWAL = WorkOrder
CONTRACTS: Final = tuple(FormKind)


def intake(role: Role, head: Role) -> tuple[Row, ...]:
    """The first rows of a procedure: who receives the request, and who assigns it to whom."""
    return (
        Row(Step.RECEIVE, role, "1, 2, 3"),
        Row(Step.ASSIGN, head, "4"),
    )


INTO_BOOT: Final = (
    *intake(Role.CUSTOMER_CARE, Role.COMMERCIAL_HEAD),
    Row(
        Step.CONTACT,
        Role.SALES,
        "5",
        ("channel",),
    ),
    Row(Step.FEASIBILITY, Role.SALES, "6, 9"),
    Row(Step.REQUIREMENTS, Role.SALES, "7, 9"),
    Row(
        Step.PRESALE,
        Role.SALES,
        "8",
        ("reference",),
    ),
)
CHANGE_ADDRESS: Final = ("address", "screen_refreshed")

TO_INSTALLATION: Final = (("to", "installation"),)

COPPER_TO_BOOT: Final = Procedure(
    1,
    Side(OWN, Technology.COPPER),
    Side(BOOT, Technology.FTTH),
    Fate.RECOVER,
    (
        *INTO_BOOT,
        Row(
            Step.WITHDRAW_PRODUCT,
            Role.BACK_OFFICE,
            "10, 10.1 to 10.6",
            (
                "seller",
                "category",
                "subcategory",
                "unticked",
                "agreements_reviewed",
                "motive",
                "cause",
                "observation",
            ),
            (*RESIDENTIAL, ("motive", "technical"), ("cause", "technology change")),
        ),
        Row(Step.CHANGE_ADDRESS, Role.BACK_OFFICE, "11, 11.1, 11.2", CHANGE_ADDRESS),
        Row(
            Step.ADD_PRODUCT,
            Role.BACK_OFFICE,
            "12, 12.1 to 12.4",
            ("seller", "category", "subcategory", "plan", "nplay", "technical_data", "observation"),
            RESIDENTIAL,
        ),
        Row(
            Step.WORK_ORDERS,
            Role.BACK_OFFICE,
            "after 12",
            orders=(ADDITION, WITHDRAWAL),
        ),
        Row(
            Step.CHARGE,
            Role.BACK_OFFICE,
            "13, 13.1 to 13.6",
            (
                "invoice",
                "kind",
                "cause",
                "phone",
                "charge_selected",
                "value_to_collect",
                "observed",
                "observation",
            ),
            (("kind", "charges"), ("cause", "observed amounts"), ("value_to_collect", "0.00")),
        ),
        Row(
            Step.TO_INSTALLATION,
            Role.BACK_OFFICE,
            "end of 13",
            ("to",),
            TO_INSTALLATION,
        ),
    ),
    Clause(DOCUMENT, "II.1"),
    ADDITION,
)

FTTH_TO_BOOT: Final = Procedure(
    2,
    Side(OWN, Technology.FTTH),
    Side(BOOT, Technology.FTTH),
    Fate.CARRY,
    (
        *INTO_BOOT,
        Row(
            Step.TRANSFER_PRODUCT,
            Role.BACK_OFFICE,
            "10, 10.1 to 10.5",
            (
                "seller",
                "location",
                "district",
                "street",
                "category",
                "subcategory",
                "network_box",
                "technical_data",
                "observation",
            ),
            RESIDENTIAL,
        ),
        Row(Step.CHANGE_ADDRESS, Role.BACK_OFFICE, "11, 11.1, 11.2", CHANGE_ADDRESS),
        Row(Step.WORK_ORDERS, Role.BACK_OFFICE, "after 11", orders=(ADDITION,)),
        Row(
            Step.TELL_EQUIPMENT,
            Role.BACK_OFFICE,
            "12, 12.1",
            ("told",),
        ),
    ),
    Clause(DOCUMENT, "II.2"),
)
