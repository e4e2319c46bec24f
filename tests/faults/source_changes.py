"""Small changes to the source, each with the test that notices it, so that nobody has to believe it.

`python -m tests.faults.long planted` makes each in a copy of the tree and runs the named test,
which has to turn red. `tests/faults/test_source_changes.py` keeps the table from growing stale.
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


class Change(NamedTuple):
    """A text of a file, what takes its place, and the test that notices."""

    file: str
    old: str
    new: str
    test: str
    about: str


def red(change: Change) -> bool:
    """Whether the named test fails, and does not merely fail to run, once the change is made."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        for name in ("src", "tests", "examples", "docs", "benchmarks"):
            shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "README.md", "CHANGELOG.md", "noxfile.py"):
            shutil.copy(ROOT / name, tree / name)
        path = tree / SOURCE / change.file
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(change.old, change.new, 1), encoding="utf-8")
        asked = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", change.test]
        paths = {**os.environ, "PYTHONPATH": str(tree / "src")}
        done = subprocess.run(asked, cwd=tree, env=paths, capture_output=True, check=False)
    return done.returncode == 1


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
        "tests/indicators/test_columns.py",
        "an open request counts as in time at the very limit",
    ),
    Change(
        "desk/desk.py",
        "at = now if case.at is None else max(now, case.at)",
        "at = now",
        "tests/desk/test_door.py::test_a_look_is_never_in_the_past_of_its_case",
        "a look lies in the past of its case",
    ),
    Change(
        "desk/present.py",
        "at > clock() + AHEAD",
        "at >= clock() + AHEAD",
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
        "if case.version or refusal.code != WRONG_STAGE.code:",
        "if not case.version or refusal.code != WRONG_STAGE.code:",
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
        "pass\n",
        "tests/desk/test_handle.py::test_python_gives_nothing_that_json_could_not",
        "what comes from Python is not looked at (TRU-01)",
    ),
    Change(
        "desk/desk.py",
        "        if before:\n            self.journal.resume",
        "        if not before:\n            self.journal.resume",
        "tests/desk/test_door.py"
        "::test_a_case_set_aside_is_left_alone_longer_each_time_and_comes_back",
        "a case that can be looked at again stays aside (TRU-07)",
    ),
    Change(
        "desk/desk.py",
        "            self.journal.set_aside(due.process, due.case, since=now, until=until,"
        " problem=problem)\n            return False",
        "            self.journal.set_aside(due.process, due.case, since=now, until=until,"
        " problem=problem)\n            raise",
        "tests/desk/test_door.py::test_one_case_that_raises_holds_up_no_other",
        "one case that raises stops all (TRU-07)",
    ),
    Change(
        "desk/desk.py",
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
        "tests/desk/test_door.py"
        "::test_what_another_case_refuses_comes_back_to_the_one_who_told_it",
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
        "until = max(error.until, soon)",
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
        "desk/delivery.py",
        "and (found := billing.find(invoice.receivable)) is not None",
        "and (found := billing.find(invoice.receivable)) is None",
        "tests/desk/test_deliver.py::test_an_unknown_answer_of_billing_is_looked_up_by_its_key",
        "an invoice that billing has is not found",
    ),
    Change(
        "adapters/sqlite_statements.py",
        "    AND (leased_until IS NULL OR leased_until <= ?)\n",
        "    AND (leased_until IS NULL OR leased_until <> ?)\n",
        "tests/ports/test_journal_laws.py::test_the_sqlite_journal_obeys",
        "a leased message is taken by a second worker",
    ),
    Change(
        "adapters/sqlite_statements.py",
        "AND older.seq < this.seq",
        "AND older.seq < this.seq - 1",
        "tests/ports/test_journal_laws.py::test_the_sqlite_journal_obeys",
        "a message overtakes the one just before it",
    ),
    Change(
        "adapters/sqlite_statements.py",
        "WHERE process = ? AND case_id = ? AND actor = ? AND command = ?",
        "WHERE process = ? AND case_id = ? AND actor = ? AND command = ? COLLATE NOCASE",
        "tests/ports/test_journal_laws.py::test_the_sqlite_journal_obeys",
        "ids of commands are compared without their case (TRU-17)",
    ),
    Change(
        "adapters/sqlite_statements.py",
        "UPDATE message SET parked = 0, attempts = 0 WHERE",
        "UPDATE message SET parked = 0 WHERE",
        "tests/ports/test_journal_laws.py::test_the_sqlite_journal_obeys",
        "a released message keeps its failed attempts",
    ),
    Change(
        "adapters/sqlite.py",
        'return f"{case}\\0" if name == process else ""',
        'return f"{case}\\x01" if name == process else ""',
        "tests/ports/test_journal_laws.py::test_the_sqlite_journal_obeys",
        "a cursor skips an id that only just follows",
    ),
    Change(
        "adapters/sqlite.py",
        "        connection.execute(\"ROLLBACK TO entry\")\n",
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
        "adapters/bookkeeping.py",
        "if account.refunded + refund.amount > account.received:",
        "if refund.amount > account.received:",
        "tests/adapters/test_world.py",
        "more is given back than came in (TRU-15)",
    ),
    Change(
        "wire/scalars.py",
        "    if type(value) is not date:",
        "    if not isinstance(value, date):",
        "tests/wire/test_guard.py::test_what_is_written_can_be_read",
        "an instant is written as a day (TRU-02)",
    ),
)
