"""Small changes to the source, each with the test that notices it.

`python -m tests.faults.long planted` runs the named test in a copy of the tree, where it has to be
green, makes the change there, and runs it again: it has to turn red.
`tests/faults/test_source_changes.py` keeps the table from growing stale.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[2]
SOURCE: Final = Path("src/order_to_cash")
GREEN, RED = 0, 1
"""What pytest ends with where all passes, and where a test fails."""


class Change(NamedTuple):
    """A text of a file, what takes its place, and the test that notices."""

    file: str
    old: str
    new: str
    test: str
    about: str


def red(change: Change) -> bool:
    """Whether the named test passes, and fails once the change is made, not merely to run."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        for name in ("src", "tests", "examples", "docs", "benchmarks"):
            shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "README.md", "CHANGELOG.md", "noxfile.py"):
            shutil.copy(ROOT / name, tree / name)
        path = tree / SOURCE / change.file
        text = path.read_text(encoding="utf-8")
        before = _asked(tree, change.test)
        path.write_text(text.replace(change.old, change.new, 1), encoding="utf-8")
        return (before, _asked(tree, change.test)) == (GREEN, RED)


def _asked(tree: Path, test: str) -> int:
    """What pytest says of a test in a tree; bytecode of another second would hide the change."""
    asked = [sys.executable, "-B", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test]
    paths = {**os.environ, "PYTHONPATH": str(tree / "src")}
    return subprocess.run(asked, cwd=tree, env=paths, capture_output=True, check=False).returncode


CHANGES: Final = (
    Change(
        "desk/turns.py",
        "return int(version), int(index)",
        "return version, index",
        "tests/desk/test_turns.py::test_turns_are_counted_not_spelt",
        "versions of messages are compared as text",
    ),
    Change(
        "desk/cases.py",
        "elif kept is not None and kept.version <= history.version:",
        "elif kept is not None:",
        "tests/desk/test_door.py::test_a_case_that_was_kept_newer_than_the_journal_is_read_again",
        "a kept case that is newer than the file is believed",
    ),
    Change(
        "analytics/columns.py",
        "(as_of - opened < within)",
        "(as_of - opened <= within)",
        "tests/indicators/test_columns.py::test_an_open_request_is_late_from_the_limit_on",
        "an open request counts as in time at the very limit",
    ),
    Change(
        "desk/looking.py",
        "at = now if case.at is None else max(now, case.at)",
        "at = now",
        "tests/desk/test_door.py::test_a_look_is_never_in_the_past_of_its_case",
        "a look lies in the past of its case",
    ),
    Change(
        "desk/present.py",
        "at > told_by(clock) + AHEAD",
        "at >= told_by(clock) + AHEAD",
        "tests/desk/test_door.py::test_the_clock_is_a_ceiling_to_the_microsecond",
        "the ceiling itself is refused (TRU-06)",
    ),
    Change(
        "desk/present.py",
        "now - reached > JUMP",
        "now - reached > 2 * JUMP",
        "tests/desk/test_door.py::test_a_jump_is_refused_unless_it_is_meant",
        "ninety days pass unasked (TRU-13)",
    ),
    Change(
        "desk/writing.py",
        "return envelope.process, envelope.case, envelope.actor, envelope.id",
        'return envelope.process, envelope.case, "", envelope.id',
        "tests/desk/test_door.py"
        "::test_the_same_id_in_another_case_or_by_another_actor_is_another_command",
        "one actor uses up the id of another (TRU-17)",
    ),
    Change(
        "desk/writing.py",
        "if door is not None and door not in OUTSIDE:",
        "if door is None:",
        "tests/desk/test_door.py::test_only_persons_and_systems_speak_from_outside",
        "the door lets in answers, cases and the clock (TRU-04)",
    ),
    Change(
        "desk/writing.py",
        'if not case.version and "/" in envelope.case and opens:',
        'if case.version and "/" in envelope.case and opens:',
        "tests/desk/test_door.py::test_nobody_opens_a_case_under_an_id_of_the_library",
        "a stranger opens a case under an id of the library (TRU-03)",
    ),
    Change(
        "desk/writing.py",
        'if case.version or refusal.code != "process.wrong-stage":',
        'if not case.version or refusal.code != "process.wrong-stage":',
        "tests/desk/test_door.py::test_a_case_nobody_wrote_to_is_unknown",
        "an unknown case is said to be new (TRU-08)",
    ),
    Change(
        "desk/writing.py",
        "if case.at is not None and envelope.at < case.at:",
        "if case.at is not None and envelope.at > case.at:",
        "tests/desk/test_handle.py::test_time_never_goes_back_within_a_case",
        "a late command counts before the last event of its case (TRU-13)",
    ),
    Change(
        "desk/desk.py",
        "self.wire.checked_envelope(envelope)\n",
        "self.wire.fingerprint(envelope)\n",
        "tests/desk/test_handle.py::test_an_envelope_of_other_things_is_refused",
        "what comes from Python is not looked at (TRU-01)",
    ),
    Change(
        "desk/looking.py",
        "        if before:\n            self.journal.resume",
        "        if not before:\n            self.journal.resume",
        "tests/desk/test_door.py"
        "::test_a_case_set_aside_is_left_alone_longer_each_time_and_comes_back",
        "a case that can be looked at again stays aside (TRU-07)",
    ),
    Change(
        "desk/looking.py",
        "            self.journal.set_aside(due.process, due.case, since=now, until=until,"
        " problem=problem)\n            return False",
        "            self.journal.set_aside(due.process, due.case, since=now, until=until,"
        " problem=problem)\n            raise",
        "tests/desk/test_door.py::test_one_case_that_raises_holds_up_no_other",
        "one case that raises stops all (TRU-07)",
    ),
    Change(
        "desk/fitting.py",
        'if owner not in ("", operator):',
        'if owner.casefold() == "other":',
        "tests/desk/test_door.py::test_a_store_of_another_operator_is_refused",
        "a store is opened by another operator (TRU-10)",
    ),
    Change(
        "desk/desk.py",
        '            left("it was refused at the door", kind, error)\n',
        "",
        "tests/desk/test_logs.py::test_a_refused_document_leaves_a_record",
        "a refused document leaves no record (TRU-11)",
    ),
    Change(
        "desk/sending.py",
        "        if isinstance(result, Refused) and posted.otherwise:",
        "        if isinstance(result, Refused) and not posted.otherwise:",
        "tests/desk/test_door.py::test_what_another_case_refuses_comes_back_to_the_one_who_told_it",
        "the teller never hears that the other case refused",
    ),
    Change(
        "desk/sending.py",
        "if posted.attempts + 1 >= self.retry.attempts:",
        "if posted.attempts >= self.retry.attempts:",
        "tests/desk/test_deliver.py::test_a_message_that_keeps_failing_is_set_aside_and_shown",
        "a message that fails is tried once too often",
    ),
    Change(
        "desk/sending.py",
        "until = min(max(aware(error.until), soon), now + self.retry.answer)",
        "until = soon",
        "tests/desk/test_leases.py"
        "::test_without_an_answer_it_is_asked_again_when_the_named_time_has_come",
        "a port that answers later is asked again too soon (TRU-04)",
    ),
    Change(
        "desk/carrying.py",
        "if known.fingerprint != task.fingerprint:",
        "if known.fingerprint == '':",
        "tests/desk/test_handle.py::test_one_id_for_two_commands_is_an_error",
        "one id for two commands passes for a repeat",
    ),
    Change(
        "ports/billing.py",
        "and (found := billing.find(invoice.receivable)) is not None",
        "and (found := billing.find(invoice.receivable)) is None",
        "tests/desk/test_deliver.py::test_an_unknown_answer_of_billing_is_looked_up_by_its_key",
        "an invoice that billing has is not found",
    ),
    Change(
        "adapters/sql/statements.py",
        "not_before IS NULL\n    AND (leased_until IS NULL OR leased_until <= ?)\n",
        "not_before IS NULL\n    AND (leased_until IS NULL OR leased_until <> ?)\n",
        "tests/ports/test_journal_laws.py::test_the_sqlite_journal_obeys",
        "a leased message is taken by a second worker",
    ),
    Change(
        "adapters/sql/statements.py",
        "AND older.seq < this.seq\n    )\n    ORDER BY seq",
        "AND older.seq < this.seq - 1\n    )\n    ORDER BY seq",
        "tests/ports/test_journal_laws.py::test_the_sqlite_journal_obeys",
        "a message overtakes the one just before it",
    ),
    Change(
        "adapters/sql/statements.py",
        "WHERE process = ? AND case_id = ? AND actor = ? AND command = ?",
        "WHERE process = ? AND case_id = ? AND actor = ? AND command = ? COLLATE NOCASE",
        "tests/ports/test_journal_laws.py::test_the_sqlite_journal_obeys",
        "ids of commands are compared without their case (TRU-17)",
    ),
    Change(
        "adapters/sql/statements.py",
        "UPDATE message SET parked = 0, attempts = 0 WHERE",
        "UPDATE message SET parked = 0 WHERE",
        "tests/ports/test_journal_laws.py::test_the_sqlite_journal_obeys",
        "a released message keeps its failed attempts",
    ),
    Change(
        "adapters/sql/statements.py",
        "shape, position\n    FROM event WHERE position > ? ORDER BY",
        "shape, position\n    FROM event WHERE position > ? + 1 ORDER BY",
        "tests/ports/test_journal_laws.py::test_the_sqlite_journal_obeys",
        "a cursor skips an event",
    ),
    Change(
        "adapters/sql/journal.py",
        '        connection.execute("ROLLBACK TO entry")\n',
        "        pass\n",
        "tests/ports/test_journal_laws.py::test_the_sqlite_journal_obeys",
        "an entry that falls leaves its answer behind",
    ),
    Change(
        "adapters/entries.py",
        "conflict = fallen.get(place) or write(entry)",
        "conflict = write(entry)",
        "tests/ports/test_journal_laws.py::test_the_sqlite_journal_obeys",
        "what followed an entry that fell is written",
    ),
    Change(
        "desk/sending.py",
        "half = lease.since + (lease.until - lease.since) / 2",
        "half = lease.until",
        "tests/desk/test_leases.py::test_nothing_is_begun_in_the_second_half_of_a_lease",
        "a message is begun just before its lease ends (TRU-14)",
    ),
    Change(
        "desk/sending.py",
        "self.journal.abandon(self.worker, *(left_.key for left_ in taken[begun:]))",
        "pass",
        "tests/desk/test_leases.py::test_who_gave_up_what_was_not_begun_takes_it_anew",
        "what was not begun stays held until the lease ends (TRU-14)",
    ),
    Change(
        "adapters/bookkeeping.py",
        "if account.refunded + refund.amount > account.received - account.taken_back:",
        "if refund.amount > account.received - account.taken_back:",
        "tests/adapters/test_world.py::test_refunds_together_never_exceed_what_came_in",
        "more is given back than came in (TRU-15)",
    ),
    Change(
        "adapters/bookkeeping.py",
        "> account.received - account.taken_back:",
        "> account.received:",
        "tests/desk/test_money.py::test_case_and_ledger_agree_after_every_step",
        "what the bank took back is given back once more (COL-01)",
    ),
    Change(
        "domain/payment/outgoing.py",
        "return (RecordChargeBack(payment.id, payment.amount, reason), *recalled)",
        "return tuple(recalled)",
        "tests/desk/test_money.py::test_case_and_ledger_agree_after_every_step",
        "the ledger never hears that the bank took money back (COL-01)",
    ),
    Change(
        "domain/payment/outgoing.py",
        "changed(payment, received=on, method=PaymentMethod.ACCOUNT_CREDIT)",
        "changed(payment, received=on)",
        "tests/desk/test_money.py::test_credit_that_is_put_to_use_is_no_payment",
        "credit that is put to use counts as a payment (COL-01)",
    ),
    Change(
        "wire/scalars.py",
        "    if type(value) is not date:",
        "    if not isinstance(value, date):",
        "tests/wire/test_guard.py::test_what_is_written_can_be_read",
        "an instant is written as a day (TRU-02)",
    ),
    Change(
        "domain/core/parties.py",
        "    return _person(a) == _person(b)",
        "    return a == b",
        "tests/domain/test_parties.py",
        "a name in capitals is another person (TRU-16)",
    ),
    Change(
        "rules/onboarding.py",
        "holds = not same_person(facts.actor, facts.customer)",
        "holds = facts.actor != facts.customer",
        "tests/onboarding/test_approval.py",
        "a customer whose name is spelt otherwise approves (TRU-16)",
    ),
    Change(
        "domain/order/reception.py",
        '    return refuse("order.two-people") if same_person(actor, other) else None',
        '    return refuse("order.two-people") if actor == other else None',
        "tests/processes/test_order_validation.py",
        "one person, spelt twice, overrides and approves (TRU-16)",
    ),
    Change(
        "wire/upcasting.py",
        "for lift in lifts[version - 1 :]:",
        "for lift in lifts[version:]:",
        "tests/wire/test_upcasting.py::test_an_older_event_is_lifted_to_today",
        "the first step of an older event is left out (TRU-20)",
    ),
    Change(
        "wire/upcasting.py",
        "not 1 <= version <= newest",
        "not 1 <= version <= newest + 1",
        "tests/wire/test_upcasting.py::test_a_newer_event_is_refused_by_name",
        "an event of a newer release is read (TRU-20)",
    ),
    Change(
        "domain/receivable/payments.py",
        "put = min(debt.unpaid, left)",
        "put = min(debt.outstanding, left)",
        "tests/processes/test_receivable_payments.py",
        "money for what was written off is no recovery (COL-02)",
    ),
    Change(
        "domain/receivable/payments.py",
        "in receivable.by_credit, min(held, given.amount)",
        "in receivable.by_credit, given.amount",
        "tests/processes/test_receivable_payments.py",
        "more is taken back than is held (COL-01)",
    ),
    Change(
        "domain/receivable/crediting.py",
        "in reversed(tuple(receivable.payments.items())):",
        "in tuple(receivable.payments.items()):",
        "tests/processes/test_receivable_credit.py",
        "a credit frees the earliest payment first (COL-03)",
    ),
    Change(
        "domain/receivable/crediting.py",
        "if receivable.pause.disputed is not None:\n",
        "if receivable.pause.disputed is not None and given.amount is None:\n",
        "tests/processes/test_receivable_credit.py::test_what_was_not_invoiced_is_not_disputed",
        "a second dispute takes the place of the first (COL-03)",
    ),
    Change(
        "domain/payment/process.py",
        "        if state.payment is not None:\n",
        "        if state.payment is not None and state.stage is Stage.TAKEN_BACK:\n",
        "tests/processes/test_payments.py::test_the_same_payment_again_counts_once",
        "a bank's file read twice books twice (TRU-15)",
    ),
    Change(
        "domain/payment/process.py",
        "        if not given.amount.is_positive:\n",
        "        if given.amount.is_negative:\n",
        "tests/processes/test_payments.py::test_what_is_no_payment_is_refused",
        "a payment of nothing is taken (TRU-09)",
    ),
    Change(
        "domain/credit_account/process.py",
        "            c.ReserveCredit(amount=amount)\n            | c.CommitCredit",
        "            c.CommitCredit",
        "tests/processes/test_account_bookkeeping.py::test_nothing_below_zero_makes_room",
        "a reservation below zero makes room (TRU-09)",
    ),
    Change(
        "domain/transfer/review.py",
        "unseen = tuple(step for step in order if step not in sides)",
        "unseen = tuple(step for step in order if step in sides)",
        "tests/transfer/test_review.py::test_the_first_side_that_fails_ends_the_procedure",
        "what was not looked at is told as looked at (TRF-07)",
    ),
    Change(
        "domain/transfer/review.py",
        "    if decision.verdict is Verdict.FAIL:\n",
        "    if decision.verdict is Verdict.FAIL and seen == order:\n",
        "tests/transfer/test_review.py::test_the_first_side_that_fails_ends_the_procedure",
        "a case waits for a side that nobody needs (TRF-07)",
    ),
    Change(
        "rules/requirements.py",
        "            Covered.PROMISED: facts.cash_promised,\n",
        "            Covered.PROMISED: False,\n",
        "tests/transfer/test_cash.py::test_a_promise_of_cash_covers_the_fee_until_the_cashier",
        "a promise of cash counts for nothing (REQ-06)",
    ),
    Change(
        "rules/requirements.py",
        "signed_by_all(facts, (letter, note), who.signers) if who.holder.is_legal",
        "signed_by_all(facts, (letter,), who.signers) if who.holder.is_legal",
        "tests/transfer/test_checklist.py::test_the_note_of_the_representatives_takes_the_place_of_the_holders_letter",
        "the representatives' note does not stand for the holder's letter (REQ-07)",
    ),
    Change(
        "adapters/sqlite/file.py",
        'code="journal.unreleased"',
        'code="journal.foreign"',
        "tests/adapters/test_sqlite.py::test_a_store_of_the_unreleased_version_is_refused_by_name",
        "a store of the unreleased version is not named (TRU-20)",
    ),
    Change(
        "cli/run.py",
        "heapq.merge(*sources, key=lambda each: each[0])",
        "heapq.merge(*sources, key=lambda each: each[0][0])",
        "tests/cli/test_merge.py::test_lines_of_one_instant_take_turns_that_no_order_of_files_changes",
        "the order of the files decides within an instant (TRU-13)",
    ),
    Change(
        "cli/run.py",
        "                self.desk.admit(envelope)\n                self.desk.pass_time",
        "                self.desk.admit(envelope)\n            if envelope:\n"
        "                self.desk.pass_time",
        "tests/cli/test_merge.py::test_a_repeated_line_lets_no_other_case_look",
        "a repeated line moves time (TRU-13)",
    ),
    Change(
        "cli/run.py",
        "read.envelope.at > self.now",
        "read.envelope.at >= self.now",
        "tests/cli/test_run.py",
        "a line of this very instant is in the future",
    ),
    Change(
        "cli/run.py",
        "            desk.pass_time(now, jump=options.jump)",
        "            desk.pass_time(now, jump=True)",
        "tests/cli/test_merge.py::test_a_present_too_far_ahead_is_refused_unless_it_is_forced",
        "a mistyped year lets years pass (TRU-13)",
    ),
    Change(
        "cli/run.py",
        "        desk.start_again()\n",
        "",
        "tests/cli/test_merge.py::test_stopped_anywhere_and_started_again_it_comes_to_the_same",
        "a run that was killed waits for its own leases (TRU-13)",
    ),
    Change(
        "domain/receivable/process.py",
        'return refuse("receivable.other-number", number=given.number, case=case)',
        "pass",
        "tests/processes/test_receivable_invoice.py::test_a_bill_is_reported_once_and_by_its_number",
        "a bill is reported under another id than its number (TRU-05)",
    ),
    Change(
        "desk/writing.py",
        "return brought and self.keeps_its_message(outcome)",
        "return False",
        "tests/desk/test_door.py::test_a_refused_word_that_is_released_is_decided_anew",
        "a mended word is refused for ever (TRU-12)",
    ),
    Change(
        "adapters/sql/statements.py",
        "AND aside.case_id = case_head.case_id AND aside.until > ?",
        "AND aside.until > ?",
        "tests/adapters/test_sqlite.py::test_a_case_set_aside_holds_up_no_other_of_its_process",
        "a case set aside holds up all of its process (TRU-07)",
    ),
    Change(
        "desk/personal.py",
        "(not outside and _has_token(data))",
        "_has_token(data)",
        "tests/cli/test_forget.py::test_a_token_that_somebody_gives_is_only_a_text",
        "who writes another's token gets another's address",
    ),
    Change(
        "desk/forgetting.py",
        "if token not in needed]",
        "if token]",
        "tests/cli/test_forget.py::test_a_case_under_way_keeps_what_it_needs",
        "an order under way loses its address",
    ),
    Change(
        "adapters/sqlite/file.py",
        '"PRAGMA secure_delete = ON"',
        '"PRAGMA secure_delete = OFF"',
        "tests/adapters/test_personal.py::test_what_is_forgotten_is_overwritten_at_once",
        "what is forgotten stays on its page",
    ),
    Change(
        "adapters/sqlite/file.py",
        "PRAGMA wal_checkpoint(TRUNCATE)",
        "PRAGMA wal_checkpoint(PASSIVE)",
        "tests/cli/test_forget.py::test_bytes_that_others_keep_are_told",
        "what is forgotten stays in the log",
    ),
    Change(
        "adapters/sqlite/reading.py",
        "            if self._stamp is not None and self._stamp != _stamp(self.path):",
        "            if self._stamp is not None and not _stamp(self.path):",
        "tests/adapters/test_reading.py::test_what_was_written_meanwhile_is_read",
        "a file that changed is read as if it had not",
    ),
    Change(
        "audit/marks.py",
        "if digest_of(events[: mark.events]) != mark.digest:",
        "if len(events) == mark.events and digest_of(events) != mark.digest:",
        "tests/cli/test_mark.py::test_a_store_that_went_on_and_was_altered_is_told",
        "what was altered in a case that went on is not told",
    ),
    Change(
        "ports/digest.py",
        "{len(e.actor)}:{e.actor}{len(e.role)}:{e.role}",
        "{e.actor}{e.role}",
        "tests/ports/test_digest.py::test_what_moves_from_one_part_into_another_changes_the_digest",
        "two histories have one digest",
    ),
    Change(
        "adapters/sqlite/making.py",
        "        with suppress(FileExistsError):\n            put(beside, path)",
        "        Path(beside).replace(path)",
        "tests/adapters/test_making.py::test_who_comes_second_keeps_what_the_first_made",
        "who makes a file takes away what another wrote into it",
    ),
)
