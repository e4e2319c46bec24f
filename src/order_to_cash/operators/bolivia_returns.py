"""The two procedures that lead back from the BOOT zone (PLN-GPI-P09 II.3 and II.4)."""

from typing import Final

from order_to_cash.domain.core import Clause, Role
from order_to_cash.domain.transfer import Fate, FormKind, Procedure, Row, Side, Step, Technology
from order_to_cash.operators.bolivia_transfers import (
    ADDITION,
    BOOT,
    CONTRACTS,
    DOCUMENT,
    OWN,
    TO_INSTALLATION,
    WITHDRAWAL,
    intake,
)

ADVISOR: Final = Role.COMMERCIAL_ADVISOR
TRANSFERRED: Final = (
    "location",
    "district",
    "street",
    "category",
    "subcategory",
    "contract",
    "plan",
    "components",
    "summary_confirmed",
    "cart_checked",
    "observation",
)


def _back(requirements: str, feasibility: str) -> tuple[Row, ...]:
    return (
        *intake(Role.SALES, Role.PLATFORM_LEAD),
        Row(Step.REQUIREMENTS, ADVISOR, requirements),
        Row(Step.FEASIBILITY, ADVISOR, feasibility),
    )


def _summary(source: str) -> Row:
    return Row(Step.SUMMARY, ADVISOR, source)


def _papers(printed: str, signed: str) -> tuple[Row, ...]:
    return (
        Row(
            Step.PRINT,
            ADVISOR,
            printed,
            ("forms",),
            forms=CONTRACTS,
        ),
        Row(
            Step.SIGN,
            ADVISOR,
            signed,
            ("signed_by", "archived", "handed_over"),
        ),
    )


def _told(source: str) -> Row:
    return Row(Step.TELL_EQUIPMENT, ADVISOR, source, ("told",))


BOOT_TO_FTTH: Final = Procedure(
    3,
    Side(BOOT, Technology.FTTH),
    Side(OWN, Technology.FTTH),
    Fate.CARRY,
    (
        *_back("5, 5.1", "6"),
        Row(
            Step.TRANSFER_PRODUCT,
            ADVISOR,
            "7, 7.1 to 7.8",
            TRANSFERRED,
        ),
        _told("8"),
        _summary("9, 9.1"),
        *_papers("10, 10.1, 10.2", "10.3, 10.4"),
        Row(Step.CASHIER, Role.CASHIER, "10.5"),
        Row(Step.WORK_ORDERS, ADVISOR, "10.6", orders=(ADDITION, WITHDRAWAL)),
    ),
    Clause(DOCUMENT, "II.3"),
)

BOOT_TO_COPPER: Final = Procedure(
    4,
    Side(BOOT, Technology.FTTH),
    Side(OWN, Technology.COPPER),
    Fate.RECOVER,
    (
        *_back("9, 9.1", "10"),
        Row(
            Step.TRANSFER_PRODUCT,
            ADVISOR,
            "11, 11.1 to 11.9",
            (*TRANSFERRED, "unticked", "motive"),
            (("motive", "technology change"),),
        ),
        _told("12, 12.1"),
        _summary("13, 13.1"),
        *_papers("14, 14.1, 14.2", "14.3, 14.4"),
        Row(Step.WORK_ORDERS, ADVISOR, "14.5", orders=(WITHDRAWAL,)),
        Row(
            Step.ADD_PRODUCT,
            ADVISOR,
            "15, 7.1 to 7.3, 12.1 to 12.4",
            (
                "location",
                "district",
                "street",
                "category",
                "subcategory",
                "plan",
                "components",
                "devices",
                "extras_confirmed",
                "cart_checked",
                "observation",
            ),
        ),
        Row(
            Step.CONSENT,
            ADVISOR,
            "16",
            ("data_shown", "consents"),
        ),
        Row(
            Step.PRINT_ADDITION,
            ADVISOR,
            "17",
            ("forms",),
            forms=(FormKind.SERVICE_REQUEST,),
        ),
        Row(
            Step.SIGN_ADDITION,
            ADVISOR,
            "17",
            ("signed_by", "archived", "handed_over"),
        ),
        Row(
            Step.TO_INSTALLATION,
            ADVISOR,
            "17.1",
            ("to",),
            TO_INSTALLATION,
            orders=(ADDITION,),
        ),
        Row(
            Step.CHARGE,
            ADVISOR,
            "charge 10 to 15",
            ("invoice", "received_at", "value_to_collect", "observed", "observation"),
            (("received_at", "customer assistance"),),
        ),
        Row(
            Step.TO_CLAIMS,
            ADVISOR,
            "19.1",
            ("to",),
            (("to", "billing claims"),),
        ),
    ),
    Clause(DOCUMENT, "II.4"),
    WITHDRAWAL,
)
