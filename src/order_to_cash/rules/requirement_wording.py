"""The sentences of the checklists: transfer, plan change and technical claim (004 annexes)."""

from typing import Final

from order_to_cash.domain.core import Sentence, Text

HOLDER_ASKS: Final = Sentence(
    "requirements.holder",
    Text(
        "The holder asks, or a third party with the holder's signed letter",
        "Solicita el titular, o un tercero con nota firmada por el titular",
    ),
    Text(
        "asked by the holder, or with a letter the holder signed",
        "solicita el titular, o alguien con nota firmada por el titular",
    ),
    Text(
        "somebody else than the holder asks without a letter signed by the holder or, for a legal "
        "entity, by its representatives; bring one",
        "solicita alguien que no es el titular sin nota firmada por el titular o, si es persona "
        "jurídica, por sus representantes; presente una",
    ),
    observed=("standing",),
)
IDENTITY: Final = Sentence(
    "requirements.identity",
    Text(
        "The applicant carries a valid identity card",
        "El solicitante porta cédula de identidad vigente",
    ),
    Text("valid on {on}", "vigente el {on}"),
    Text(
        "the identity card that was shown was valid until {until}; bring one that is valid on {on}",
        "la cédula de identidad que se mostró estuvo vigente hasta el {until}; traiga una vigente "
        "el {on}",
    ),
    nothing=Text(
        "no identity card was shown; bring one that is valid on {on}",
        "no se mostró cédula de identidad; traiga una vigente el {on}",
    ),
    observed=("until",),
    required=("on",),
)
THIRD_PARTY_COPIES: Final = Sentence(
    "requirements.third-party-copies",
    Text(
        "A third party brings copies of both identity cards",
        "El tercero presenta fotocopias de ambas cédulas de identidad",
    ),
    Text(
        "copies of the cards of holder and applicant are there",
        "están las fotocopias de las cédulas del titular y del tramitador",
    ),
    Text(
        "copies of the identity cards are missing of: {missing:Whose}",
        "faltan fotocopias de las cédulas de identidad de: {missing:Whose}",
    ),
    observed=("missing",),
)
UP_TO_DATE: Final = Sentence(
    "requirements.accounts",
    Text("The accounts are up to date", "Las cuentas están al día"),
    Text("nothing is past due", "no hay nada vencido"),
    Text("{overdue} is past due; pay it first", "hay {overdue} vencidos; páguelos primero"),
    observed=("overdue",),
)
NOTHING_UNPAID: Final = Sentence(
    "requirements.no-debts",
    Text("No bill is unpaid", "No hay cuentas pendientes"),
    Text("nothing is unpaid", "no hay nada pendiente"),
    Text("{unpaid} is unpaid; pay it first", "hay {unpaid} pendientes; páguelos primero"),
    observed=("unpaid",),
)
ADDRESS: Final = Sentence(
    "requirements.address",
    Text("The exact new address is given", "Se da la dirección exacta del traslado"),
    Text("the address is there", "está la dirección"),
    Text("the exact new address is missing; give it", "falta la dirección exacta; indíquela"),
)
SKETCH: Final = Sentence(
    "requirements.sketch",
    Text("A location sketch is brought", "Se presenta croquis de ubicación"),
    Text("the sketch is there", "está el croquis"),
    Text("the location sketch is missing; bring one", "falta el croquis de ubicación; preséntelo"),
)
MOBILE: Final = Sentence(
    "requirements.mobile",
    Text("A reference mobile number is given", "Se da un número celular de referencia"),
    Text("a mobile number is there", "hay un número celular"),
    Text("no mobile number is given; give one", "no se dio un número celular; indique uno"),
)
FEE: Final = Sentence(
    "requirements.fee",
    Text(
        "The transfer fee is paid, accepted as a charge, waived or promised in cash",
        "El derecho de traslado está pagado, aceptado como cargo, exonerado o prometido al contado",
    ),
    Text(
        "the fee of {fee} is covered: {how:Covered}",
        "el derecho de {fee} está cubierto: {how:Covered}",
    ),
    Text(
        "of the fee of {fee}, {paid} is paid; pay the rest or accept it as a charge",
        "del derecho de {fee} se pagó {paid}; pague el resto o acéptelo como cargo",
    ),
    observed=("paid", "how"),
    required=("fee",),
)
ACCREDITED: Final = Sentence(
    "requirements.accreditation",
    Text(
        "The legal representatives accredit the applicant",
        "Los representantes legales acreditan al tramitador",
    ),
    Text("their signed letter is there", "está su nota firmada"),
    Text(
        "no letter accrediting the applicant is signed by: {missing}",
        "ninguna nota que acredite al tramitador está firmada por: {missing}",
    ),
    observed=("missing",),
)
TAX_ID: Final = Sentence(
    "requirements.tax-id",
    Text("A legal entity brings a copy of its NIT", "La persona jurídica presenta copia del NIT"),
    Text("the copy is there", "está la fotocopia"),
    Text("the copy of the NIT is missing", "falta la fotocopia del NIT"),
)
LEGAL_COPIES: Final = Sentence(
    "requirements.representative-copies",
    Text(
        "Copies of the identity cards of representatives and applicant are there",
        "Están las fotocopias de las cédulas de los representantes y del tramitador",
    ),
    Text("all copies are there", "están todas las fotocopias"),
    Text(
        "copies of the identity cards are missing of: {missing:Whose}",
        "faltan fotocopias de las cédulas de identidad de: {missing:Whose}",
    ),
    observed=("missing",),
)
PHONE: Final = Sentence(
    "requirements.phone",
    Text("A legal entity gives a reference phone", "La persona jurídica da teléfono de referencia"),
    Text("a phone is there", "hay un teléfono"),
    Text("no reference phone is given; give one", "no se dio un teléfono de referencia; indíquelo"),
)
APPLICANT_COPY: Final = Sentence(
    "requirements.identity-copy",
    Text(
        "A copy of the identity card is there",
        "Está la fotocopia de la cédula de identidad",
    ),
    Text("the copy is there", "está la fotocopia"),
    Text("the copy of the identity card is missing", "falta la fotocopia de la cédula"),
)
PLAN_FORM: Final = Sentence(
    "requirements.plan-form",
    Text("The Plan B form is there", "Está el Formulario Plan B"),
    Text("the form is there", "está el formulario"),
    Text("the Plan B form is missing; fill it in", "falta el Formulario Plan B; llénelo"),
)
REQUEST_NOTE: Final = Sentence(
    "requirements.request-note",
    Text(
        "A legal entity asks by a note of its representative",
        "La persona jurídica solicita con nota de su representante legal",
    ),
    Text("the signed note is there", "está la nota firmada"),
    Text(
        "the request note is not signed by: {missing}",
        "la nota de solicitud no está suscrita por: {missing}",
    ),
    observed=("missing",),
)
CLAIM_LETTER: Final = Sentence(
    "requirements.claim-letter",
    Text(
        "A legal entity's letter is signed by the holder or the co-owners",
        "La carta de la persona jurídica está firmada por el titular o los copropietarios",
    ),
    Text("the signed letter is there", "está la carta firmada"),
    Text(
        "no letter is signed by the holder or by all co-owners",
        "ninguna carta está firmada por el titular o por todos los copropietarios",
    ),
)
CO_OWNER_COPIES: Final = Sentence(
    "requirements.co-owner-copies",
    Text(
        "Copies of the co-owners' identity cards are there",
        "Están las fotocopias de las cédulas de los copropietarios",
    ),
    Text("all copies are there", "están todas las fotocopias"),
    Text(
        "copies of the identity cards are missing of: {missing:Whose}",
        "faltan fotocopias de las cédulas de identidad de: {missing:Whose}",
    ),
    observed=("missing",),
)
THIRD_PARTY_COPY: Final = Sentence(
    "requirements.third-party-copy",
    Text(
        "A third party brings a copy of his identity card",
        "El tercero presenta fotocopia de su cédula de identidad",
    ),
    Text("the copy is there", "está la fotocopia"),
    Text(
        "the copy of the third party's identity card is missing",
        "falta la fotocopia de la cédula de identidad del tercero",
    ),
    observed=("missing",),
)
PAID_INVOICES: Final = Sentence(
    "requirements.paid-invoices",
    Text(
        "The paid invoices subject to a refund are there",
        "Están las facturas pagadas sujetas a devolución",
    ),
    Text("all are there", "están todas"),
    Text(
        "these paid invoices are missing: {missing}",
        "faltan estas facturas pagadas: {missing}",
    ),
    observed=("missing",),
)

SENTENCES: Final = (
    HOLDER_ASKS,
    IDENTITY,
    THIRD_PARTY_COPIES,
    UP_TO_DATE,
    NOTHING_UNPAID,
    ADDRESS,
    SKETCH,
    MOBILE,
    FEE,
    ACCREDITED,
    TAX_ID,
    LEGAL_COPIES,
    PHONE,
    APPLICANT_COPY,
    PLAN_FORM,
    REQUEST_NOTE,
    CLAIM_LETTER,
    CO_OWNER_COPIES,
    THIRD_PARTY_COPY,
    PAID_INVOICES,
)
