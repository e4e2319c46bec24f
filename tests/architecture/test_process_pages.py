"""The pages of the processes show what the processes are."""

from pathlib import Path
from types import NoneType
from typing import Final

import pytest

from order_to_cash.domain.core import Door, Envelope, Language, Role, Words, answers_of
from order_to_cash.domain.trade import ConfirmNote, Notice
from tests.architecture.process_pages import (
    BOTH,
    FOLDER,
    NAMES,
    PROCESSES,
    RENEW,
    generated,
    picture,
    picture_file,
    renewed,
)
from tests.architecture.worlds import KINDS, Small, by_name, heard, said, told
from tests.desk.registers import PROCESS, Forget, Open, ReportOwner
from tests.processes.samples import NOON


@pytest.mark.parametrize("name", NAMES)
def test_the_tables_of_a_page_are_current(name: str) -> None:
    """Stages, commands, messages and rules stand on the page as the process has them."""
    page = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    assert renewed(page, PROCESSES[name]) == page, f"the process is another now: {RENEW}"


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("name", NAMES)
def test_the_picture_of_a_page_is_current(name: str, language: Language) -> None:
    """IND-09: the picture is the one that the table gives, in the words of each language."""
    kept = (FOLDER / picture_file(name, language)).read_text(encoding="utf-8")
    drawn = picture(PROCESSES[name], language)
    assert drawn == kept, f"the process is another now: {RENEW}"


def test_every_process_has_its_page() -> None:
    """No page is missing, and none is left over."""
    assert {*NAMES, "index"} == {page.stem for page in FOLDER.glob("*.md")}


@pytest.mark.parametrize("name", NAMES)
def test_every_event_was_seen(name: str) -> None:
    """The walked worlds reach each event of the table, so no message is left out unseen."""
    events = {arrow.event for arrow in PROCESSES[name].lifecycle.arrows}
    assert [] == sorted(event.__name__ for event in events - said(name).keys())


BESIDE: Final = {"Notify case_waits", "Notify rule_warned"}
"""What any process tells beside the messages of its own events."""


def test_every_message_is_on_some_page() -> None:
    """Each kind of message and each notice is caused by some event, in some walked world."""
    named = {message.name for name in NAMES for sent in told(name).values() for message in sent}
    notices = {f"Notify {notice.value}" for notice in Notice}
    assert set() == (KINDS.keys() - {"Notify"} | notices) - named - BESIDE


def test_messages_for_other_events_are_left_out() -> None:
    """A helper that serves two events gives each its own message."""
    sent = told("receivable")
    taken, recalled = (
        [message.name for message in sent[name]] for name in ("PaymentAllocated", "PaymentReversed")
    )
    assert ["NoteTaken", "RecordPayment", "ReportAdvance"] == taken
    assert ["NoteRecalled", "RecordReversal", "ReportAdvance"] == recalled


def test_a_process_of_one_file_has_its_page_too(tmp_path: Path) -> None:
    """OPN-07: its words, tables and messages are shown, ports of its own among them."""
    commands = ((Open("boat"), Role.SALES), (ReportOwner("Ana"), PROCESS.role))
    offered = (*commands, (Forget(), Role.SALES))
    envelopes = [
        Envelope("x", "I-1", "inquiry", NOON, "ana", role, command) for command, role in offered
    ]
    small = Small(PROCESS, lambda _: envelopes, steps=100)
    told_as = '[word.inquiry]\nasked = "waiting for the register"\n'
    for language, text in (("en", told_as), ("es", "")):
        (tmp_path / language).mkdir()
        (tmp_path / language / "inquiry.toml").write_text(text, encoding="utf-8")
    page = generated(PROCESS, by_name(heard([small])), Words((tmp_path,)))
    assert "| `Opened` | `AskOwner` | `register` |" in page
    assert "| `OwnerReported` | `Mark` | `register` |" in page
    assert "| `Forgotten` | `Strike` | `register` |" in page
    assert "| `asked` | waiting for the register | " in page
    assert "| `ReportOwner` |" in page
    assert "<svg" in picture(PROCESS)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_process_asks_comes_back_by_the_door_of_answers(name: str) -> None:
    """OPN-07: each message's answer is a command of whoever sends it, closed to the outside."""
    process = PROCESSES[name]
    asked = {one.name for sent in told(name).values() for one in sent} & KINDS.keys()
    answers = {kind for one in asked for kind in answers_of(KINDS[one])} - {NoneType}
    if ConfirmNote not in process.lifecycle.commands:
        answers -= {ConfirmNote}  # its credit notes have no name, so nobody hears their number
    doors = {kind.__name__: process.lifecycle.door(kind, process.role) for kind in answers}
    assert dict.fromkeys(doors, Door.ANSWER) == doors
