"""The four procedures of a transfer at a Bolivian operator, row by row (PLN-GPI-P09 II).

`source` is the step's number as the document counts it; the slips of its numbering are kept there
and nowhere else.
"""

from typing import Final

from order_to_cash.domain.core import Clause, Role, Text
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


def intake(role: Role, head: Role, executive: str, ejecutivo: str) -> tuple[Row, ...]:
    """The first rows of a procedure: who receives the request, and who assigns it to whom."""
    return (
        Row(
            Step.RECEIVE,
            role,
            "1, 2, 3",
            Text(
                "receives the request with its four data, and mails the form",
                "recibe la solicitud con sus cuatro datos, y envía el formulario por correo",
            ),
        ),
        Row(
            Step.ASSIGN,
            head,
            "4",
            Text(f"assigns the request to a {executive}", f"deriva la solicitud a un {ejecutivo}"),
        ),
    )


INTO_BOOT: Final = (
    *intake(Role.CUSTOMER_CARE, Role.COMMERCIAL_HEAD, "sales executive", "ejecutivo de ventas"),
    Row(
        Step.CONTACT,
        Role.SALES,
        "5",
        Text("contacts the customer for further data", "contacta al cliente para recabar datos"),
        ("channel",),
    ),
    Row(
        Step.FEASIBILITY,
        Role.SALES,
        "6, 9",
        Text("checks that the address is in the zone", "verifica la factibilidad técnica"),
    ),
    Row(
        Step.REQUIREMENTS,
        Role.SALES,
        "7, 9",
        Text("checks the requirements of the annex", "verifica los requisitos del anexo"),
    ),
    Row(
        Step.PRESALE,
        Role.SALES,
        "8",
        Text("enters the pre-sale of the transfer", "ingresa la pre venta de traslado"),
        ("reference",),
    ),
)
CHANGE_ADDRESS: Final = (
    Text(
        "changes the address of the contract to the new zone",
        "modifica la dirección del contrato a la nueva zona",
    ),
    ("address", "screen_refreshed"),
)
FIBRE_ORDERS: Final = Text(
    "generates the work orders for the technician", "genera las órdenes de trabajo del técnico"
)
TO_INSTALLATION: Final = (("to", "installation"),)

COPPER_TO_BOOT: Final = Procedure(
    1,
    Text("Own zone (copper) to BOOT zone (FTTH)", "Zona propia (cobre) a zona BOOT (FTTH)"),
    Side(OWN, Technology.COPPER),
    Side(BOOT, Technology.FTTH),
    Fate.RECOVER,
    (
        *INTO_BOOT,
        Row(
            Step.WITHDRAW_PRODUCT,
            Role.BACK_OFFICE,
            "10, 10.1 to 10.6",
            Text("withdraws the product in the system", "retira el producto en el sistema"),
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
        Row(Step.CHANGE_ADDRESS, Role.BACK_OFFICE, "11, 11.1, 11.2", *CHANGE_ADDRESS),
        Row(
            Step.ADD_PRODUCT,
            Role.BACK_OFFICE,
            "12, 12.1 to 12.4",
            Text(
                "adds the product with its N-Play component and technical data",
                "da de alta el producto con su componente N-Play y dato técnico",
            ),
            ("seller", "category", "subcategory", "plan", "nplay", "technical_data", "observation"),
            RESIDENTIAL,
        ),
        Row(
            Step.WORK_ORDERS,
            Role.BACK_OFFICE,
            "after 12",
            FIBRE_ORDERS,
            orders=(ADDITION, WITHDRAWAL),
        ),
        Row(
            Step.CHARGE,
            Role.BACK_OFFICE,
            "13, 13.1 to 13.6",
            Text(
                "enters the charge of the transfer as a claim on the last invoice",
                "digita el cobro de traslado como reclamo sobre la última factura",
            ),
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
            Text("passes on to installation", "remite al procedimiento de instalación"),
            ("to",),
            TO_INSTALLATION,
        ),
    ),
    Clause(DOCUMENT, "II.1"),
    ADDITION,
)

FTTH_TO_BOOT: Final = Procedure(
    2,
    Text("Own zone (FTTH) to BOOT zone (FTTH)", "Zona propia (FTTH) a zona BOOT (FTTH)"),
    Side(OWN, Technology.FTTH),
    Side(BOOT, Technology.FTTH),
    Fate.CARRY,
    (
        *INTO_BOOT,
        Row(
            Step.TRANSFER_PRODUCT,
            Role.BACK_OFFICE,
            "10, 10.1 to 10.5",
            Text("transfers the product in the system", "traslada el producto en el sistema"),
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
        Row(Step.CHANGE_ADDRESS, Role.BACK_OFFICE, "11, 11.1, 11.2", *CHANGE_ADDRESS),
        Row(Step.WORK_ORDERS, Role.BACK_OFFICE, "after 11", FIBRE_ORDERS, orders=(ADDITION,)),
        Row(
            Step.TELL_EQUIPMENT,
            Role.BACK_OFFICE,
            "12, 12.1",
            Text(
                "tells the customer to carry the equipment to the new address",
                "comunica al cliente que debe llevar los equipos a la nueva dirección",
            ),
            ("told",),
        ),
    ),
    Clause(DOCUMENT, "II.2"),
)
