"""The two procedures that lead back from the BOOT zone (PLN-GPI-P09 II.3 and II.4)."""

from typing import Final

from order_to_cash.domain.core import Clause, Role, Text
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
CHARGE: Final = Text(
    "enters the charge of the transfer as a claim on the last invoice",
    "registra el cobro de traslado como reclamo sobre la última factura",
)


def _back(requirements: str, feasibility: str) -> tuple[Row, ...]:
    return (
        *intake(Role.SALES, Role.PLATFORM_LEAD, "commercial advisor", "asesor comercial"),
        Row(
            Step.REQUIREMENTS,
            ADVISOR,
            requirements,
            Text("checks the requirements of annex 2", "verifica los requisitos del anexo 2"),
        ),
        Row(
            Step.FEASIBILITY,
            ADVISOR,
            feasibility,
            Text("checks the technical feasibility", "verifica la factibilidad técnica"),
        ),
    )


def _summary(source: str) -> Row:
    return Row(
        Step.SUMMARY,
        ADVISOR,
        source,
        Text(
            "shows the summary of order and charges for confirmation, or goes back to the data",
            "muestra el resumen de pedido y cobro para su confirmación, o retorna a los datos",
        ),
    )


def _papers(printed: str, signed: str) -> tuple[Row, ...]:
    return (
        Row(
            Step.PRINT,
            ADVISOR,
            printed,
            Text(
                "prints the service request and fills in the contracts",
                "imprime la solicitud de servicios y llena los contratos",
            ),
            ("forms",),
            forms=CONTRACTS,
        ),
        Row(
            Step.SIGN,
            ADVISOR,
            signed,
            Text(
                "has them signed, archives the originals and hands over the copies",
                "recaba la firma, archiva los originales y entrega las copias",
            ),
            ("signed_by", "archived", "handed_over"),
        ),
    )


def _told(source: str, en: str, es: str) -> Row:
    return Row(Step.TELL_EQUIPMENT, ADVISOR, source, Text(en, es), ("told",))


def _withdrawn(source: str) -> Text:
    return Text(
        f"generates the work orders ({source})", f"genera las órdenes de trabajo ({source})"
    )


BOOT_TO_FTTH: Final = Procedure(
    3,
    Text("BOOT zone (FTTH) to own zone (FTTH)", "Zona BOOT (FTTH) a zona propia (FTTH)"),
    Side(BOOT, Technology.FTTH),
    Side(OWN, Technology.FTTH),
    Fate.CARRY,
    (
        *_back("5, 5.1", "6"),
        Row(
            Step.TRANSFER_PRODUCT,
            ADVISOR,
            "7, 7.1 to 7.8",
            Text(
                "transfers the product with a new contract",
                "traslada el producto con un contrato nuevo",
            ),
            TRANSFERRED,
        ),
        _told(
            "8",
            "tells the customer to carry the equipment to the new address",
            "comunica al cliente que debe llevar los equipos a la nueva dirección",
        ),
        _summary("9, 9.1"),
        *_papers("10, 10.1, 10.2", "10.3, 10.4"),
        Row(
            Step.CASHIER,
            Role.CASHIER,
            "10.5",
            Text("takes the fee, if it is paid in cash", "cobra el derecho, si es al contado"),
        ),
        Row(Step.WORK_ORDERS, ADVISOR, "10.6", _withdrawn("10.6"), orders=(ADDITION, WITHDRAWAL)),
    ),
    Clause(DOCUMENT, "II.3"),
)

BOOT_TO_COPPER: Final = Procedure(
    4,
    Text("BOOT zone (FTTH) to own zone (copper)", "Zona BOOT (FTTH) a zona propia (cobre)"),
    Side(BOOT, Technology.FTTH),
    Side(OWN, Technology.COPPER),
    Fate.RECOVER,
    (
        *_back("9, 9.1", "10"),
        Row(
            Step.TRANSFER_PRODUCT,
            ADVISOR,
            "11, 11.1 to 11.9",
            Text(
                "transfers the product with a new contract and unticks the old one",
                "traslada el producto con un contrato nuevo y destickea el anterior",
            ),
            (*TRANSFERRED, "unticked", "motive"),
            (("motive", "technology change"),),
        ),
        _told(
            "12, 12.1",
            "tells the customer to give the equipment to the visiting technician",
            "comunica al cliente que debe devolver los equipos al técnico que lo visite",
        ),
        _summary("13, 13.1"),
        *_papers("14, 14.1, 14.2", "14.3, 14.4"),
        Row(Step.WORK_ORDERS, ADVISOR, "14.5", _withdrawn("14.5"), orders=(WITHDRAWAL,)),
        Row(
            Step.ADD_PRODUCT,
            ADVISOR,
            "15, 7.1 to 7.3, 12.1 to 12.4",
            Text(
                "adds the copper product at the level of the contract",
                "da de alta el producto de cobre a nivel de contrato",
            ),
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
            Text(
                "shows the data and has the customer's consent",
                "muestra los datos y verifica el consentimiento del cliente",
            ),
            ("data_shown", "consents"),
        ),
        Row(
            Step.PRINT_ADDITION,
            ADVISOR,
            "17",
            Text("prints the request for the addition", "imprime la solicitud de alta"),
            ("forms",),
            forms=(FormKind.SERVICE_REQUEST,),
        ),
        Row(
            Step.SIGN_ADDITION,
            ADVISOR,
            "17",
            Text("has it signed by the customer", "recaba la firma del cliente"),
            ("signed_by", "archived", "handed_over"),
        ),
        Row(
            Step.TO_INSTALLATION,
            ADVISOR,
            "17.1",
            Text("passes on to installation", "remite al procedimiento de instalación"),
            ("to",),
            TO_INSTALLATION,
            orders=(ADDITION,),
        ),
        Row(
            Step.CHARGE,
            ADVISOR,
            "charge 10 to 15",
            CHARGE,
            ("invoice", "received_at", "value_to_collect", "observed", "observation"),
            (("received_at", "customer assistance"),),
        ),
        Row(
            Step.TO_CLAIMS,
            ADVISOR,
            "19.1",
            Text("passes on to billing claims", "remite a reclamos de facturación"),
            ("to",),
            (("to", "billing claims"),),
        ),
    ),
    Clause(DOCUMENT, "II.4"),
    WITHDRAWAL,
)
