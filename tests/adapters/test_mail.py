"""Notices by mail, to a real mail server on this machine: their words, repeats, and trouble."""

import smtplib
import socket
import ssl
import traceback
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest

from order_to_cash.adapters.in_memory import keys as seen_keys
from order_to_cash.adapters.mail import Login, MailNotification, MailServer
from order_to_cash.adapters.sqlite import SqliteJournal, SqliteKeys
from order_to_cash.domain.core import (
    WORDS,
    Answer,
    Clause,
    Finding,
    InvalidValue,
    Language,
    OrderToCashError,
    PortError,
    Sensitive,
    Unavailable,
    Words,
    changed,
)
from order_to_cash.domain.trade import Notice, Notify
from order_to_cash.domain.trade.notice_wording import worded
from order_to_cash.testing.laws.billing import sol
from order_to_cash.testing.laws.notification import notice
from tests.adapters.mail_server import Inbox, serving

ANA = "ana.canary@example.com"
SENDER = "avisos@operator.example"
BOOK = {"p1": ANA, "credit_and_collections": "cobranzas@operator.example", "p9": "nobody"}
OVERDUE = Notify(
    Notice.COLLECTION_ALERT,
    "p1",
    (("order", "o-1"), ("invoice", "F001-00000001"), ("days", 8), ("overdue", sol("236.00"))),
)


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with serving(Inbox()) as opened:
        yield opened


def plain(inbox: Inbox) -> MailServer:
    return MailServer("127.0.0.1", inbox.port, starttls=False)


def sender(inbox: Inbox, **options: Any) -> MailNotification:
    given = {"resolve": BOOK.get, **options}
    return MailNotification(plain(inbox), SENDER, **given)


def text(received: EmailMessage) -> str:
    return str(received.get_content()).replace("\r\n", "\n")


def failure(notification: MailNotification, told: Notify, key: str = "k1") -> OrderToCashError:
    """What sending raises; it shows no address, however far one digs."""
    with pytest.raises(OrderToCashError) as raised:
        notification.send(key, told)
    shown = "".join(traceback.format_exception(raised.value)) + repr(raised.value.__context__)
    assert "canary" not in shown
    assert "@operator" not in shown
    return raised.value


def test_a_notice_arrives_in_spanish(inbox: Inbox) -> None:
    """The party reads what happened, in Spanish unless something else is wished."""
    sender(inbox).send("k1", OVERDUE)
    (received,) = inbox.mails
    assert "Factura F001-00000001 vencida" == received["Subject"]
    assert (
        "De la factura F001-00000001 de su pedido o-1 hay 236.00 PEN vencidos; días: 8.\n"
        "Por favor, páguelos, o comuníquese con nosotros si ya pagó.\n"
    ) == text(received)
    assert (SENDER, ANA, "es") == (received["From"], received["To"], received["Content-Language"])
    assert [ANA] == inbox.recipients


def test_a_notice_arrives_in_english(inbox: Inbox) -> None:
    """The same notice in English."""
    sender(inbox, language=Language.EN).send("k1", OVERDUE)
    (received,) = inbox.mails
    assert ("Invoice F001-00000001 is past due", "en") == (
        received["Subject"],
        received["Content-Language"],
    )
    assert (
        "Of invoice F001-00000001 for your order o-1, 236.00 PEN is past due; days: 8.\n"
        "Please pay it, or contact us if you have paid already.\n"
    ) == text(received)


@pytest.mark.parametrize("language", WORDS.languages)
@pytest.mark.parametrize("kind", Notice)
def test_every_notice_arrives_as_it_is_worded(
    kind: Notice, language: Language, inbox: Inbox
) -> None:
    """Whatever there is to tell arrives letter by letter, accents included."""
    told = notice(kind, "ñandú 山田")
    sender(inbox, language=language).send("k1", told)
    (received,) = inbox.mails
    expected = worded(told, language)
    assert (expected.subject, expected.body) == (received["Subject"], text(received))


def test_codes_are_put_into_words(inbox: Inbox, tmp_path: Path) -> None:
    """Rules are named in the words that are given for them."""
    (tmp_path / "es").mkdir()
    own = tmp_path / "es" / "own.toml"
    own.write_text('[rule."intake.zone"]\nopen = "diga la zona"\n', encoding="utf-8")
    told = Notify(
        Notice.INFORMATION_MISSING,
        "p1",
        (("order", "o-1"),),
        findings=(Finding("intake.zone", Clause("guía", "1"), Answer(None)),),
    )
    sender(inbox, words=Words((tmp_path,))).send("k1", told)
    assert "- Diga la zona (guía § 1).\n" in text(inbox.mails[0])


def test_a_mail_says_that_a_machine_wrote_it_and_when(inbox: Inbox) -> None:
    """No out-of-office answers back, and the date is that of sending, with its offset."""
    sender(inbox).send("k1", OVERDUE)
    assert "auto-generated" == inbox.mails[0]["Auto-Submitted"]
    assert parsedate_to_datetime(inbox.mails[0]["Date"]).utcoffset() is not None


def test_a_repeat_is_sent_once_and_recognised_later(inbox: Inbox) -> None:
    """The same key is sent once; after a restart its Message-ID is the same again."""
    first, restarted = sender(inbox), sender(inbox)
    for notification, key in ((first, "k1"), (first, "k1"), (first, "k2"), (restarted, "k1")):
        notification.send(key, OVERDUE)
    ids = [received["Message-ID"] for received in inbox.mails]
    assert 3 == len(ids)
    assert ids[0] == ids[2] != ids[1]
    assert ids[0].endswith("@operator.example>")


def test_a_message_id_shows_no_key(inbox: Inbox) -> None:
    """Keys name cases, so they are not written into mails; even half a character has an ID."""
    notification = sender(inbox)
    for key in ("order-4711:1:0", "\ud800"):
        notification.send(key, OVERDUE)
    assert "4711" not in inbox.mails[0]["Message-ID"]
    assert 2 == len(inbox.mails)


def test_only_the_latest_keys_are_remembered(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory does not grow for ever: the oldest key is forgotten first."""
    monkeypatch.setattr(seen_keys, "REMEMBERED", 2)
    notification = sender(inbox)
    for key in ("k1", "k2", "k3", "k2", "k3"):
        notification.send(key, OVERDUE)
    assert 3 == len(inbox.mails)
    notification.send("k1", OVERDUE)
    assert 4 == len(inbox.mails)


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("luis@example.com", "luis@example.com"),
        (" luis@example.com\n", "luis@example.com"),
        ("+51 999 999 999", ANA),
        ("luis@example.com, eva@example.com", ANA),
        ("luis@example.com\r\nBcc: eva@example.com", ANA),
        ("<luis@example.com>", ANA),
        ("luis", ANA),
        ("@example.com", ANA),
        ("señor@example.com", ANA),
        (f"{'x' * 242}@example.com", f"{'x' * 242}@example.com"),
        (f"{'x' * 243}@example.com", ANA),
    ],
)
def test_a_notice_goes_to_one_plain_address(contact: str, expected: str, inbox: Inbox) -> None:
    """A contact that is no single mail address is passed over for the one on record."""
    sender(inbox).send("k1", changed(OVERDUE, contact=Sensitive(contact)))
    assert [expected] == inbox.recipients
    assert None is inbox.mails[0]["Bcc"]


@pytest.mark.parametrize("to", ["p2", "p9"])
def test_without_an_address_the_notice_is_set_aside(to: str, inbox: Inbox) -> None:
    """Nobody is told by guessing: the error says what to do, and shows no contact."""
    contact = Sensitive("canary 999 999")
    error = failure(sender(inbox), changed(OVERDUE, to=to, contact=contact))
    assert (PortError, "mail.no-address") == (type(error), error.code)
    assert "register an address for the party or role" in error.message
    assert [] == inbox.mails


def test_a_role_is_told_at_its_address(inbox: Inbox) -> None:
    """Notices for the operator's own people go where the role is at home."""
    values = (("account", "a1"), ("exposure", sol("2.00")), ("limit", sol("1.00")))
    sender(inbox).send("k1", Notify(Notice.LIMIT_PASSED, "credit_and_collections", values))
    assert ["cobranzas@operator.example"] == inbox.recipients


def test_hostile_text_in_the_body_stays_text(inbox: Inbox) -> None:
    """What somebody typed is never a header, a template, a command of SMTP, or markup."""
    hostile = "x\n.\nQUIT\n\nBcc: eva@example.com\n{order} %s <script>alert(1)</script>"
    told = Notify(Notice.LINE_ON_HOLD, "p1", (("order", "o"), ("line", 1), ("reason", hostile)))
    sender(inbox).send("k1", told)
    (received,) = inbox.mails
    assert hostile in text(received)
    assert ("text/plain", None) == (received.get_content_type(), received["Bcc"])
    assert [ANA] == inbox.recipients


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x00", "\u2028", "\ud800", "\x85"])
def test_no_value_ends_the_line_of_the_subject(end: str, inbox: Inbox) -> None:
    """A subject that would go on in another line is refused, and nothing is sent."""
    error = failure(sender(inbox), notice(text=f"o-1{end}Bcc: eva@example.com"))
    assert (PortError, "mail.text") == (type(error), error.code)
    assert [] == inbox.mails


def test_half_a_character_in_the_body_is_refused(inbox: Inbox) -> None:
    """A text that no mail can carry is told as such, not as trouble with the server."""
    told = Notify(Notice.LINE_ON_HOLD, "p1", (("order", "o"), ("line", 1), ("reason", "\ud800")))
    assert "mail.text" == failure(sender(inbox), told).code


def test_a_value_that_is_missing_is_told(inbox: Inbox) -> None:
    """A notice without a value that its text needs is refused, and names the value."""
    error = failure(sender(inbox), changed(OVERDUE, values=OVERDUE.values[:2]))
    assert (InvalidValue, "notice.value-missing") == (type(error), error.code)
    assert "lacks days, overdue" in error.message


def test_a_server_that_is_down_is_tried_again_later() -> None:
    """Nothing was sent, the error says so without an address, and later all goes well."""
    with serving(Inbox()) as inbox:
        notification = sender(inbox)
    error = failure(notification, OVERDUE)
    assert (Unavailable, "port.unavailable") == (type(error), error.code)
    assert "(ConnectionRefusedError)" in error.message
    with serving(inbox, port=inbox.port):
        notification.send("k1", OVERDUE)
    assert 1 == len(inbox.mails)


def test_a_server_that_says_nothing_is_given_up() -> None:
    """A server that accepts and keeps silent costs no more than the timeout."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = MailServer("127.0.0.1", silent.getsockname()[1], starttls=False, timeout=0.05)
        error = failure(MailNotification(server, SENDER, resolve=BOOK.get), OVERDUE)
    assert (Unavailable, True) == (type(error), "(SMTPServerDisconnected)" in error.message)


def test_a_host_that_cannot_exist_is_unavailable() -> None:
    """A host name that no resolver takes is told like a server that is down."""
    server = MailServer("x" * 64 + ".example", 25, starttls=False)
    error = failure(MailNotification(server, SENDER, resolve=BOOK.get), OVERDUE)
    assert (Unavailable, True) == (type(error), "check host, port" in error.message)


@pytest.mark.parametrize("step", ["to_sender", "to_recipient", "to_mail"])
@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("451 try later, ana.canary@example.com", (Unavailable, "port.unavailable")),
        ("499 try later", (Unavailable, "port.unavailable")),
        ("500 never, ana.canary@example.com", (PortError, "mail.refused")),
        ("550 unknown user", (PortError, "mail.refused")),
    ],
)
def test_a_refusal_for_good_is_not_tried_again(
    step: str, reply: str, expected: tuple[type, str], inbox: Inbox
) -> None:
    """What the server refuses for now is tried again later, what it refuses for good is not."""
    setattr(inbox, step, reply)
    notification = sender(inbox)
    error = failure(notification, OVERDUE)
    assert expected == (type(error), error.code)
    setattr(inbox, step, "250 OK")
    notification.send("k1", OVERDUE)
    assert 1 == len(inbox.mails)


def test_a_mail_that_was_taken_is_not_sent_again_for_a_rude_farewell(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the server has the mail, a connection that breaks off changes nothing."""

    def hang_up(_: smtplib.SMTP) -> None:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(smtplib.SMTP, "quit", hang_up)
    notification = sender(inbox)
    notification.send("k1", OVERDUE)
    notification.send("k1", OVERDUE)
    assert 1 == len(inbox.mails)


def test_nothing_is_sent_in_the_clear_unless_wished(inbox: Inbox) -> None:
    """A server without TLS gets no mail as long as TLS is asked for, which it is by default."""
    server = changed(plain(inbox), starttls=True)
    error = failure(MailNotification(server, SENDER, resolve=BOOK.get), OVERDUE)
    assert (Unavailable, True) == (type(error), "(SMTPNotSupportedError)" in error.message)
    assert [] == inbox.mails
    assert MailServer("mail.example").starttls


@pytest.mark.parametrize("own", [True, False])
def test_a_login_follows_tls(own: bool, inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """TLS comes first, with certificates checked unless a context says otherwise; then the name."""
    contexts: list[tuple[ssl.SSLContext, int]] = []

    def starttls(_: smtplib.SMTP, *, context: ssl.SSLContext) -> None:
        contexts.append((context, len(inbox.logins)))

    monkeypatch.setattr(smtplib.SMTP, "starttls", starttls)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if own else None
    login = Login("avisos", Sensitive("canary password"))
    server = MailServer("127.0.0.1", inbox.port, login, context=context)
    MailNotification(server, SENDER, resolve=BOOK.get).send("k1", OVERDUE)
    ((used, logins_before),) = contexts
    assert (own, 0) == (used is context, logins_before)
    assert ssl.CERT_REQUIRED is used.verify_mode
    assert used.check_hostname
    assert [("avisos", "canary password")] == inbox.logins
    assert 1 == len(inbox.mails)
    assert "canary" not in repr(server)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"host": ""}, "mail.server"),
        ({"port": 0}, "mail.server"),
        ({"port": 65_536}, "mail.server"),
        ({"timeout": 0}, "mail.server"),
        ({"timeout": 600.001}, "mail.server"),
        ({"timeout": float("nan")}, "mail.server"),
        ({"starttls": False, "login": Login("a", Sensitive("b"))}, "mail.login-in-the-clear"),
    ],
)
def test_an_impossible_server_is_refused(wrong: dict[str, Any], code: str) -> None:
    """A server that cannot be reached, or would get a password in the clear, is refused at once."""
    with pytest.raises(InvalidValue) as raised:
        MailServer(**{"host": "mail.example", **wrong})
    assert code == raised.value.code


@pytest.mark.parametrize("edge", [{"port": 1}, {"port": 65_535}, {"timeout": 600}])
def test_the_edges_of_what_a_server_may_be_are_usable(edge: dict[str, Any]) -> None:
    """The first and the last port and the longest timeout are accepted."""
    assert "mail.example" == MailServer("mail.example", **edge).host


@pytest.mark.parametrize("wrong", ["", "avisos", "avisos@", "a@b\r\nBcc: c@d", "A <a@b.example>"])
def test_the_sender_is_a_plain_address(wrong: str, inbox: Inbox) -> None:
    """A sender that could write headers of its own, or is no address, is refused at once."""
    with pytest.raises(InvalidValue, match="the sender is no plain mail address") as raised:
        MailNotification(plain(inbox), wrong, resolve=BOOK.get)
    assert "mail.sender" == raised.value.code


def test_a_key_kept_in_the_file_is_not_sent_again_after_a_restart(
    inbox: Inbox, tmp_path: Path
) -> None:
    """What was sent is remembered where the journal is, by adapter (TRU-14)."""
    for _ in range(2):
        with SqliteJournal(tmp_path / "desk.db") as journal:
            keys = SqliteKeys(journal.file, "mail")
            sender(inbox, sent=keys).send("k1", OVERDUE)
            assert (True, False) == (keys.has("k1"), SqliteKeys(journal.file, "sms").has("k1"))
    assert 1 == len(inbox.mails)
