"""Why an onboarding refuses a command, in words of advice."""

from typing import Final

from order_to_cash.domain.core.wording import Phrase, Text

NOT_YOURS: Final = Phrase(
    "onboarding.not-yours",
    Text(
        "this request belongs to another customer; act on your own only",
        "esta solicitud es de otro cliente; actúe solo sobre la suya",
    ),
)
NOTHING_ASKED: Final = Phrase(
    "onboarding.no-lines",
    Text(
        "the request names no service; give at least one line with its price",
        "la solicitud no nombra ningún servicio; indique al menos una línea con su precio",
    ),
)
UNKNOWN_TERMS: Final = Phrase(
    "onboarding.payment-terms",
    Text(
        "the payment terms {terms} are not agreed; there are: {known}",
        "los términos de pago {terms} no están acordados; existen: {known}",
    ),
)
WRONG_CURRENCY: Final = Phrase(
    "onboarding.currency",
    Text(
        "services are sold in {expected} here; {given} cannot be used, and no rate is assumed",
        "aquí los servicios se venden en {expected}; no se puede usar {given}, y no se asume tipo "
        "de cambio",
    ),
)
WRONG_DOCUMENT: Final = Phrase(
    "onboarding.wrong-document",
    Text(
        "the phase {phase:Phase} is about the {expected:Document}, not the {given:Document}; "
        "name the right document",
        "la fase {phase:Phase} trata de {expected:Document}, no de {given:Document}; nombre el "
        "documento correcto",
    ),
)
ALREADY_VALIDATED: Final = Phrase(
    "onboarding.already-validated",
    Text(
        "{role:Role} has validated it already; the other lane is still to answer",
        "{role:Role} ya lo validó; falta la respuesta del otro rol",
    ),
)
SAME_PERSON: Final = Phrase(
    "onboarding.same-person",
    Text(
        "the same person has validated it for {role:Role}; each lane answers in its own right",
        "la misma persona ya lo validó como {role:Role}; cada rol responde por su cuenta",
    ),
)
ALREADY_GENERATED: Final = Phrase(
    "onboarding.already-generated",
    Text(
        "revision {revision} of the {document:Document} was made by {role:Role} already; "
        "nothing was changed",
        "la revisión {revision} de {document:Document} ya la hizo {role:Role}; no se cambió nada",
    ),
)
WRONG_REVISION: Final = Phrase(
    "onboarding.wrong-revision",
    Text(
        "the {document:Document} is at revision {expected}, not {given}; name that one",
        "la revisión de {document:Document} es la {expected}, no la {given}; nombre esa",
    ),
)
NOT_GENERATED: Final = Phrase(
    "onboarding.not-generated",
    Text(
        "the {document:Document} has no revision that can be sent; make revision {expected} first",
        "{document:Document} no tiene una revisión que se pueda enviar; haga antes la revisión "
        "{expected}",
    ),
)
NO_FILES: Final = Phrase(
    "onboarding.no-files",
    Text(
        "the {document:Document} comes without documentation; refer to at least one file, each "
        "with its digest",
        "{document:Document} viene sin documentación; refiera al menos un archivo, cada uno con "
        "su huella",
    ),
)
WRONG_FILES: Final = Phrase(
    "onboarding.wrong-files",
    Text(
        "the {document:Document} is documented by files of another kind ({kinds:Document}); refer "
        "to its own documentation",
        "{document:Document} viene con archivos de otra clase ({kinds:Document}); refiera su "
        "propia documentación",
    ),
)
ENVIRONMENT_MISSING: Final = Phrase(
    "onboarding.environment-missing",
    Text(
        "what the phase {phase:Phase} needs is not ready; report the environment once it is",
        "lo que la fase {phase:Phase} necesita no está listo; informe el ambiente cuando lo esté",
    ),
)
NOT_INVOICED: Final = Phrase(
    "onboarding.not-invoiced",
    Text(
        "the invoice is not issued yet, so nothing can be collected; wait for its number",
        "la factura aún no se emitió, así que no hay qué cobrar; espere su número",
    ),
)
NOT_A_REVIEWER: Final = Phrase(
    "onboarding.not-a-reviewer",
    Text(
        "{role:Role} does not review the {document:Document}; it is for: {reviewers:Role}",
        "{role:Role} no revisa {document:Document}; corresponde a: {reviewers:Role}",
    ),
)
WRONG_APPROVER: Final = Phrase(
    "onboarding.wrong-approver",
    Text(
        "{role:Role} may not approve this {document:Document}; comment on it, or ask the one "
        "who may",
        "{role:Role} no puede aprobar este documento ({document:Document}); coméntelo, o pídalo "
        "a quien puede",
    ),
)
CRITERIA_MISSING: Final = Phrase(
    "onboarding.criteria",
    Text(
        "the {document:Document} cannot be approved as it was reviewed; send it back for "
        "correction, or give every outcome",
        "{document:Document} no se puede aprobar con esta revisión; devuélvalo a corrección, o "
        "indique todos los resultados",
    ),
)
ROUNDS_EXHAUSTED: Final = Phrase(
    "onboarding.rounds-exhausted",
    Text(
        "the {document:Document} went back {limit:times}, which is the limit; approve it, and "
        "let the lanes decide whether it is valid, or cancel",
        "{document:Document} volvió {limit:times}, que es el límite; apruébelo y que los roles "
        "decidan si es válido, o anule",
    ),
)
NO_FINDINGS: Final = Phrase(
    "onboarding.no-findings",
    Text(
        "the {document:Document} goes back without a word; say what has to be corrected",
        "{document:Document} vuelve sin explicación; diga qué se debe corregir",
    ),
)
NOT_EARLIER: Final = Phrase(
    "onboarding.not-earlier",
    Text(
        "the {document:Document} is not a document of an earlier phase; correct it in its own "
        "phase",
        "{document:Document} no es de una fase anterior; corríjalo en su propia fase",
    ),
)
LIVE_ALREADY: Final = Phrase(
    "onboarding.live",
    Text(
        "the {document:Document} cannot change any more, for the service is live; reject the "
        "request when it is validated next, or cancel it, and what is live will be undone",
        "{document:Document} ya no puede cambiar, porque el servicio está en uso; rechace la "
        "solicitud en la próxima validación, o anúlela, y se deshará lo que está en uso",
    ),
)
NOT_HERE: Final = Phrase(
    "onboarding.activity-not-here",
    Text(
        "{activity:Activity} does not belong to the phase {phase:Phase}; there it is: "
        "{possible:Activity}",
        "{activity:Activity} no pertenece a la fase {phase:Phase}; ahí corresponde: "
        "{possible:Activity}",
    ),
)
DONE_ALREADY: Final = Phrase(
    "onboarding.activity-done",
    Text(
        "{activity:Activity} is recorded already; nothing was changed",
        "{activity:Activity} ya está registrado; no se cambió nada",
    ),
)
NOT_INTERNATIONAL: Final = Phrase(
    "onboarding.not-international",
    Text(
        "only an international customer is loaded there; this one is not",
        "solo se carga ahí un cliente internacional; este no lo es",
    ),
)
PHRASES: Final = (
    NOT_YOURS,
    NOTHING_ASKED,
    UNKNOWN_TERMS,
    WRONG_CURRENCY,
    WRONG_DOCUMENT,
    ALREADY_VALIDATED,
    SAME_PERSON,
    ALREADY_GENERATED,
    WRONG_REVISION,
    NOT_GENERATED,
    NO_FILES,
    WRONG_FILES,
    ENVIRONMENT_MISSING,
    NOT_INVOICED,
    NOT_A_REVIEWER,
    WRONG_APPROVER,
    CRITERIA_MISSING,
    ROUNDS_EXHAUSTED,
    NO_FINDINGS,
    NOT_EARLIER,
    LIVE_ALREADY,
    NOT_HERE,
    DONE_ALREADY,
    NOT_INTERNATIONAL,
)
