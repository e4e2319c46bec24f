"""Why a transfer refuses a command, in words of advice."""

from typing import Final

from order_to_cash.domain.core.wording import Phrase, Text

NO_PROCEDURE: Final = Phrase(
    "transfer.no-procedure",
    Text(
        "no procedure covers this transfer from {origin} to {destination}; there are: {known}",
        "ningún procedimiento cubre este traslado de {origin} a {destination}; existen: {known}",
    ),
)
NO_TARIFF: Final = Phrase(
    "transfer.no-tariff",
    Text(
        "no transfer fee was in force for {service} on {day}; services with a fee: {known}",
        "no había derecho de traslado vigente para {service} el {day}; servicios con derecho: "
        "{known}",
    ),
)
NO_SERVICES: Final = Phrase(
    "transfer.no-services",
    Text(
        "no service is named; say which products of the contract move",
        "no se indica ningún servicio; diga qué productos del contrato se trasladan",
    ),
)
PACKAGE_AND_PART: Final = Phrase(
    "transfer.package-and-part",
    Text(
        "{parts} is part of a package that moves too, and a package has one fee; name the package "
        "alone, or its parts alone",
        "{parts} es parte de un paquete que también se traslada, y un paquete tiene un solo "
        "derecho; indique solo el paquete, o solo sus partes",
    ),
)
REPEATED_ITEM: Final = Phrase(
    "transfer.repeated-item",
    Text(
        "equipment {codes} is listed more than once; list each item once",
        "el equipo {codes} figura más de una vez; liste cada equipo una vez",
    ),
)
WRONG_STEP: Final = Phrase(
    "transfer.wrong-step",
    Text(
        "{given:Step} is not the next step of procedure {procedure}; next is {expected:Step} "
        "({source})",
        "{given:Step} no es el siguiente paso del procedimiento {procedure}; sigue {expected:Step} "
        "({source})",
    ),
)
NO_STEP_LEFT: Final = Phrase(
    "transfer.no-step-left",
    Text(
        "{given:Step} is not a step that is left: every step of procedure {procedure} is done; "
        "report what happens at the addresses",
        "{given:Step} no es un paso pendiente: el procedimiento {procedure} ya concluyó sus pasos; "
        "informe lo que ocurre en las direcciones",
    ),
)
OTHER_ROLE: Final = Phrase(
    "transfer.other-role",
    Text(
        "in procedure {procedure} the step {step:Step} is for {allowed:Role}, not for {role:Role}",
        "en el procedimiento {procedure} el paso {step:Step} corresponde a {allowed:Role}, no a "
        "{role:Role}",
    ),
)
WRONG_RECORD: Final = Phrase(
    "transfer.wrong-record",
    Text(
        "the step {step:Step} records {expected}, not {given}",
        "el paso {step:Step} registra {expected}, no {given}",
    ),
)
LEFT_OUT: Final = Phrase(
    "transfer.left-out",
    Text(
        "the step {step:Step} also records: {missing}; give all of them",
        "el paso {step:Step} registra además: {missing}; indíquelos todos",
    ),
)
OTHER_VALUE: Final = Phrase(
    "transfer.other-value",
    Text(
        "the procedure fixes {fields} at the step {step:Step}; enter: {values}",
        "el procedimiento fija {fields} en el paso {step:Step}; ingrese: {values}",
    ),
)
CATEGORY_STAYS: Final = Phrase(
    "transfer.category-stays",
    Text(
        "the category is changed for natural persons only; leave {fields} out",
        "la categoría se modifica solo a personas naturales; omita {fields}",
    ),
)
FORMS_MISSING: Final = Phrase(
    "transfer.forms-missing",
    Text(
        "one original and one copy of each are printed; not so: {forms:FormKind}",
        "de cada uno se imprime un original y una copia; no es así: {forms:FormKind}",
    ),
)
CLAIM_AMOUNT: Final = Phrase(
    "transfer.claim-amount",
    Text(
        "the observed amount of the claim is the fee of {fee}; {given} was given",
        "el importe observado del reclamo es el derecho de {fee}; se indicó {given}",
    ),
)
ACCOUNTS_IN_ARREARS: Final = Phrase(
    "transfer.accounts-in-arrears",
    Text(
        "no work order goes out while something is past due; have it paid, then try again",
        "no se generan órdenes de trabajo con cuentas vencidas; haga pagar e intente de nuevo",
    ),
)
CASH_NOT_PAID: Final = Phrase(
    "transfer.cash-not-paid",
    Text(
        "{owed} of the fee was promised in cash and is not paid; send the customer to the cashier, "
        "then generate the work orders",
        "del derecho se prometió pagar al contado {owed} y aún no se pagó; dirija al cliente a "
        "caja, y luego genere las órdenes de trabajo",
    ),
)
NOT_POSITIVE: Final = Phrase(
    "transfer.amount-not-positive",
    Text(
        "{amount} is not an amount to pay; it must be above zero",
        "{amount} no es un monto a pagar; debe ser mayor que cero",
    ),
)
WRONG_CURRENCY: Final = Phrase(
    "transfer.currency",
    Text(
        "amounts here are in {expected}; {given} cannot be used, and no rate is assumed",
        "los montos son en {expected}; no se puede usar {given}, y no se asume tipo de cambio",
    ),
)
PAID_ALREADY: Final = Phrase(
    "transfer.receipt-known",
    Text(
        "receipt {receipt} is recorded already; each payment has a receipt of its own",
        "el recibo {receipt} ya está registrado; cada pago tiene su propio recibo",
    ),
)
TOO_MUCH: Final = Phrase(
    "transfer.too-much",
    Text(
        "{amount} is more than the {owed} still owed; take that at most",
        "{amount} supera los {owed} pendientes; cobre eso como máximo",
    ),
)
NOTHING_OWED: Final = Phrase(
    "transfer.nothing-owed",
    Text(
        "nothing of the fee is owed any more, so none can be waived",
        "ya no se debe nada del derecho, así que no hay qué exonerar",
    ),
)
CHARGED_ALREADY: Final = Phrase(
    "transfer.charged-already",
    Text(
        "the fee was passed to billing already; settle it with billing",
        "el derecho ya se pasó a facturación; resuélvalo con facturación",
    ),
)
ORDERS_NOT_OUT: Final = Phrase(
    "transfer.orders-not-out",
    Text(
        "no work order is out yet, so nothing can happen at the addresses",
        "aún no hay orden de trabajo, así que nada puede ocurrir en las direcciones",
    ),
)
ORDERS_OUT: Final = Phrase(
    "transfer.orders-out",
    Text(
        "the work orders are out since {since}; it cannot be cancelled any more",
        "las órdenes de trabajo salieron el {since}; ya no se puede anular",
    ),
)
STILL_ON: Final = Phrase(
    "transfer.still-on",
    Text(
        "the old service is not off by then; report first since when it is off",
        "el servicio anterior no está de baja a esa hora; informe primero desde cuándo lo está",
    ),
)
NOT_YET: Final = Phrase(
    "transfer.not-yet",
    Text(
        "{since} does not lie between the work orders and now; give when it happened",
        "{since} no está entre las órdenes de trabajo y ahora; indique cuándo ocurrió",
    ),
)
REPORTED_ALREADY: Final = Phrase(
    "transfer.reported-already",
    Text(
        "this is reported already, since {since}",
        "esto ya está informado, desde {since}",
    ),
)
UNKNOWN_ITEM: Final = Phrase(
    "transfer.unknown-item",
    Text(
        "{codes} is not open here; open items: {open}",
        "{codes} no está pendiente aquí; equipos pendientes: {open}",
    ),
)
FORM_INCOMPLETE: Final = Phrase(
    "transfer.form-incomplete",
    Text(
        "the recovered-equipment form of {code} lacks: {missing}",
        "al formulario de equipos recuperados de {code} le falta: {missing}",
    ),
)
CANNOT_CARRY: Final = Phrase(
    "transfer.cannot-carry",
    Text(
        "{code} is given back when the technology changes; recover it with the form, or charge it",
        "{code} se devuelve al cambiar de tecnología; recupérelo con el formulario, o cóbrelo",
    ),
)
NO_ITEM_CHARGE: Final = Phrase(
    "transfer.no-item-charge",
    Text(
        "{code} is charged without an amount above zero in {expected}; give it",
        "{code} se cobra sin un monto mayor que cero en {expected}; indíquelo",
    ),
)

PHRASES: Final = (
    NO_PROCEDURE,
    NO_TARIFF,
    NO_SERVICES,
    PACKAGE_AND_PART,
    REPEATED_ITEM,
    WRONG_STEP,
    NO_STEP_LEFT,
    OTHER_ROLE,
    WRONG_RECORD,
    LEFT_OUT,
    OTHER_VALUE,
    CATEGORY_STAYS,
    FORMS_MISSING,
    CLAIM_AMOUNT,
    ACCOUNTS_IN_ARREARS,
    CASH_NOT_PAID,
    NOT_POSITIVE,
    WRONG_CURRENCY,
    PAID_ALREADY,
    TOO_MUCH,
    NOTHING_OWED,
    CHARGED_ALREADY,
    ORDERS_NOT_OUT,
    ORDERS_OUT,
    STILL_ON,
    NOT_YET,
    REPORTED_ALREADY,
    UNKNOWN_ITEM,
    FORM_INCOMPLETE,
    CANNOT_CARRY,
    NO_ITEM_CHARGE,
)
