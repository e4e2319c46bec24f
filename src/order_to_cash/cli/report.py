"""The report at the end of a run, in Spanish and English."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sized
from typing import Final

from order_to_cash.cli.amounts import Figure
from order_to_cash.cli.survey import MOST_PARKED, Survey
from order_to_cash.cli.tally import SHOWN, Reasons, Tally
from order_to_cash.domain.core import Language, Text
from order_to_cash.domain.core.instants import zone_of
from order_to_cash.domain.core.stage_words import STAGES
from order_to_cash.domain.core.wording import in_words
from order_to_cash.stories import PROCESSES, clock

LINES: Final = Text("Lines of {file}", "Líneas de {file}")
READ: Final = Text("read", "leídas")
ACCEPTED: Final = Text("accepted", "aceptadas")
REFUSED: Final = Text("refused", "denegadas")
BAD: Final = Text("bad", "malas")
REPEATED: Final = Text("of these answered before", "de ellas ya respondidas antes")
CASES: Final = Text("Cases", "Casos")
OTHERS: Final = Text(
    "of processes that another operator has, left alone", "de procesos de otro operador, sin tocar"
)
UNREADABLE: Final = Text(
    "Cases that cannot be read, left out: {count}",
    "Casos que no se pueden leer, omitidos: {count}",
)
ASIDE: Final = Text(
    "Cases set aside: {count}; see: order-to-cash parked --db FILE",
    "Casos apartados: {count}; vea: order-to-cash parked --db FILE",
)
REFUSALS: Final = Text("Refused commands: {count}", "Órdenes denegadas: {count}")
REJECTIONS: Final = Text("Rejected cases: {count}", "Casos rechazados: {count}")
BAD_LINES: Final = Text(
    "Bad lines: {count}, each with its advice on standard error",
    "Líneas malas: {count}, cada una con su consejo en la salida de errores",
)
MORE: Final = Text("and {count} more", "y {count} más")
BY_CODE: Final = Text("by reason:", "por motivo:")
BY_RULE: Final = Text(
    "by rule, a case under each of its reasons:", "por regla, un caso en cada uno de los suyos:"
)
AMOUNTS: Final = Text("Amounts as of {at} ({zone})", "Montos al {at} ({zone})")
PARKED: Final = Text(
    "Parked messages: {count}; see: order-to-cash parked --db FILE",
    "Mensajes apartados: {count}; vea: order-to-cash parked --db FILE",
)
FIGURES: Final[Mapping[Figure, Text]] = {
    Figure.INVOICED: Text("invoiced", "facturado"),
    Figure.COLLECTED: Text("collected", "cobrado"),
    Figure.CREDITED: Text("credited", "acreditado"),
    Figure.WRITTEN_OFF: Text("written off", "castigado"),
    Figure.OUTSTANDING: Text("outstanding", "pendiente"),
    Figure.OVERDUE: Text("overdue", "vencido"),
    Figure.RESERVED: Text("reserved", "reservado"),
    Figure.DELIVERED: Text("delivered, to be invoiced", "entregado, por facturar"),
    Figure.UNALLOCATED: Text("unallocated", "sin aplicar"),
    Figure.ADVANCE: Text("paid ahead of the invoice", "pagado antes de la factura"),
    Figure.CHARGED: Text("charged once, on the next invoice", "cargado una vez, en la factura"),
    Figure.IN_CASH: Text("fees paid in cash", "derechos pagados en caja"),
    Figure.GIVEN_BACK: Text("given back", "devuelto"),
    Figure.TAKEN_BACK: Text("taken back by the bank", "revertido por el banco"),
    Figure.UNPLACED: Text("received, taken by no case", "recibido, no lo toma ningún caso"),
    Figure.CREDITED_ELSEWHERE: Text(
        "credited on bills that are followed elsewhere",
        "acreditado en facturas que se siguen en otra parte",
    ),
}


def report(file: str, tally: Tally, found: Survey, language: Language) -> Iterator[str]:
    """The report, line by line."""

    def said(text: Text, **values: str | int) -> str:
        return text.render(values, language)

    yield said(LINES, file=file)
    yield from _counts(tally, language)
    yield from ("", said(CASES), *_cases(found, language))
    if found.others:
        yield f"{found.others:>9,}  {said(OTHERS)}"
    if tally.refused.count:
        yield from ("", said(REFUSALS, count=tally.refused.count))
        yield from _reasons(tally.refused, BY_CODE, language)
    if found.rejected.count:
        yield from ("", said(REJECTIONS, count=found.rejected.count))
        yield from _reasons(found.rejected, BY_RULE, language)
    if found.unreadable.count:
        yield from ("", said(UNREADABLE, count=found.unreadable.count))
        yield from _reasons(found.unreadable, BY_CODE, language)
    if tally.bad:
        yield from ("", said(BAD_LINES, count=tally.bad))
        yield from _ranked(tally.problems)
    at = clock(found.at, zone_of(found.zone))
    yield from ("", said(AMOUNTS, at=at, zone=found.zone), *_amounts(found, language))
    yield from ("", said(PARKED, count=_many(found.parked)))
    if found.aside:
        yield said(ASIDE, count=_many(found.aside))


def _many(counted: Sized) -> str:
    return f"{len(counted)}+" if len(counted) == MOST_PARKED else str(len(counted))


def _counts(tally: Tally, language: Language) -> Iterator[str]:
    counts = (
        (READ, tally.read),
        (ACCEPTED, tally.accepted),
        (REFUSED, tally.refused.count),
        (BAD, tally.bad),
        (REPEATED, tally.repeated),
    )
    for text, count in counts:
        yield f"{count:>9,}  {text.render({}, language)}"


def _cases(found: Survey, language: Language) -> Iterator[str]:
    """By process and stage, in the order of its life."""
    for process, named in _known(found.stages).items():
        name = PROCESSES.get(process, Text(process, process)).render({}, language)
        for stage in named:
            count, words = found.stages[process, stage], in_words(stage, process, language)
            yield f"{count:>9,}  {name}: {words}"


def _known(stages: Counter[tuple[str, str]]) -> Mapping[str, Iterable[str]]:
    """The stages that cases are in: those we know as they follow each other, then the others."""
    named: dict[str, dict[str, None]] = {
        process: {stage: None for stage in words if stages[process, stage]}
        for process, words in STAGES.items()
    }
    for process, stage in sorted(stages):
        named.setdefault(process, {}).setdefault(stage)
    return named


def _reasons(reasons: Reasons, heading: Text, language: Language) -> Iterator[str]:
    yield from (f"  {line}" for line in reasons.first)
    if reasons.count > SHOWN:
        yield f"  {MORE.render({'count': reasons.count - SHOWN}, language)}"
    yield f"  {heading.render({}, language)}"
    yield from _ranked(reasons.codes)


def _ranked(codes: Counter[str]) -> Iterator[str]:
    for code, count in sorted(codes.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:>9,}  {code}"


def _amounts(found: Survey, language: Language) -> Iterator[str]:
    """Every figure that is not zero, currency by currency."""
    for currency, sums in found.sums.items():
        for figure, amount in sums.items():
            if amount.is_zero:
                continue
            words = FIGURES[figure].render({}, language)
            yield f"{amount.amount:>16}  {currency.value}  {words}"
