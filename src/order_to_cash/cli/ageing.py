"""`ageing`: what is owed by days past due as of any day, and the days sales outstanding."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, date, datetime

from attrs import evolve

from order_to_cash.adapters.stores import told as place_told
from order_to_cash.analytics.ageing import AgeingAggregation, AgeingQuestion, AgeingReport
from order_to_cash.analytics.ageing.figures import as_csv, as_json, as_text
from order_to_cash.analytics.ageing.postings import postings_of
from order_to_cash.analytics.ageing.reckoning import check_labels
from order_to_cash.cli.cases import existing_desk, voice_of
from order_to_cash.cli.status import BAD_LINES, GOOD
from order_to_cash.cli.whole_files import keep_apart, write_whole
from order_to_cash.desk import Desk
from order_to_cash.desk.logs import told
from order_to_cash.domain.core import InvalidValue, Voice
from order_to_cash.domain.receivable import ReceivableProcess
from order_to_cash.operators.operator import Operator
from order_to_cash.ports.journal import Listed
from order_to_cash.rules.ageing import Ageing

HEAD = "ageing.head"
LEGEND = "ageing.legend"
NOTHING = "ageing.nothing"
LEFT_OUT = "ageing.left-out"


def ageing(options: Namespace) -> int:
    """Print the table, and write the CSV and the JSON that were asked for."""
    keep_apart((options.csv, options.json), (options.db,), "ageing.onto-its-input")
    with existing_desk(options, read_only=True) as desk:
        process, voice = _receivables(desk.operator), voice_of(desk, options)
        day = options.as_of or process.calendar.local_day(datetime.now(UTC))
        buckets = _buckets(desk.operator.ageing, options)
        question = AgeingQuestion(buckets, day, tuple(options.by))
        check_labels(question)
        report, left_out = _read(desk, process, question, voice)
    for line in _told(report, options, process.calendar.zone, voice):
        print(line)
    if options.csv is not None:
        write_whole(options.csv, as_csv(report, voice.language, voice.words))
    if options.json is not None:
        write_whole(options.json, (as_json(report),))
    return BAD_LINES if left_out else GOOD


def _read(
    desk: Desk, process: ReceivableProcess, question: AgeingQuestion, voice: Voice
) -> tuple[AgeingReport, int]:
    """The report, and how many cases were left out, each named on standard error."""
    counted, left_out = AgeingAggregation(question), 0

    def unreadable(listed: Listed, error: Exception) -> None:
        nonlocal left_out
        left_out += 1
        case = f"{listed.process}/{listed.case}"
        print(voice.say("text", LEFT_OUT, case=case, why=told(error)), file=sys.stderr)

    for posting in postings_of(desk.journal, desk.wire, process, unreadable=unreadable):
        counted.add(posting)
    return counted.report(), left_out


def _told(report: AgeingReport, options: Namespace, zone: str, voice: Voice) -> Iterator[str]:
    question = report.question
    day: date = question.as_of
    yield voice.say("text", HEAD, file=place_told(options.db), day=day, zone=zone)
    yield ""
    if not report.groups:
        yield voice.say("text", NOTHING)
        return
    yield from as_text(report, voice.language, voice.words)
    yield ""
    yield voice.say("text", LEGEND, days=question.ageing.days, first=question.sold_from)


def _receivables(operator: Operator) -> ReceivableProcess:
    process = operator.by_name.get("receivable")
    if isinstance(process, ReceivableProcess):
        return process
    raise InvalidValue(
        f"the operator {operator.name} has no receivables; give the file of one that has",
        code="ageing.no-receivables",
    )


def _buckets(known: Ageing, options: Namespace) -> Ageing:
    """The buckets and days of the pack, or those that were asked for."""
    made = known if options.buckets is None else evolve(known, until=options.buckets)
    return made if options.days is None else evolve(made, days=options.days)
