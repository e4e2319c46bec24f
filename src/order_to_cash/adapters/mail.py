"""Notices by mail, over SMTP, in Spanish or English."""

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from email.header import Header
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from hashlib import sha256
from threading import Lock
from typing import Final
from unicodedata import category

from order_to_cash.adapters.in_memory import InMemoryKeys
from order_to_cash.domain.core import (
    WORDS,
    InvalidValue,
    Language,
    PortError,
    Sensitive,
    Unavailable,
    Words,
    entity,
)
from order_to_cash.domain.trade import Notify, Worded, worded
from order_to_cash.ports.notification import SeenKeys

ADDRESS: Final = re.compile(
    r"(?=.{3,254}$)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9-]{1,63}\.)*[A-Za-z0-9-]{1,63}"
)
"""A plain mail address: nothing in it can end a header or name a second recipient."""

UNWRITABLE: Final = frozenset({"Cs"})
BREAKING: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Categories of characters that no header holds: controls, line breaks, halves of pairs."""

LAST_PORT: Final = 65_535
LONGEST: Final = 600
FOR_GOOD: Final = 500
"""From this reply on, a mail server says that trying again changes nothing."""


class _Subject(UnstructuredHeader, BaseHeader):
    """A subject that is encoded as a whole: Python 3.13.0 doubles spaces between its parts."""

    def fold(self, *, policy: Policy) -> str:
        if self.isascii():
            return super().fold(policy=policy)
        words = Header(str(self), "utf-8", header_name="Subject").encode(linesep=policy.linesep)
        return f"Subject: {words}{policy.linesep}"


HEADERS: Final = HeaderRegistry()
HEADERS.map_to_type("subject", _Subject)
POLICY: Final = SMTP.clone(header_factory=HEADERS)


@entity
class Login:
    """With whose name and password the mail server is entered."""

    user: str
    password: Sensitive


@entity
class MailServer:
    """How the mail server is reached; TLS may be left out only where no login is given.

    `context` replaces the certificates and ciphers that the system trusts.
    """

    host: str
    port: int = 587
    login: Login | None = None
    starttls: bool = True
    context: ssl.SSLContext | None = None
    timeout: float = 10.0

    def __attrs_post_init__(self) -> None:
        if not self.host or not 0 < self.port <= LAST_PORT or not 0 < self.timeout <= LONGEST:
            raise InvalidValue(
                "a mail server needs a host, a port from 1 to 65535, and a timeout above 0 and"
                " of at most 600 seconds",
                code="mail.server",
            )
        if self.login is not None and not self.starttls:
            raise InvalidValue(
                "a password is only sent over TLS; leave starttls on, or give no login",
                code="mail.login-in-the-clear",
            )


class MailNotification:
    """Sends notices one by one; threads may share it.

    A notice goes to its own contact if that is a mail address, else to what `resolve` answers for
    the party or role it is for. `words` are the texts of the operator: with `words=PERU.words` its
    letters tell instants by the clocks of Peru. A key in `sent` is not sent again:
    `SqliteKeys(journal.file, "mail")` keeps them where the journal is; without it they are
    remembered until the program ends. The same key gives the same Message-ID, so that a repeat
    after a crash in the very moment of sending can be told.
    """

    def __init__(
        self,
        server: MailServer,
        sender: str,
        *,
        resolve: Callable[[str], str | None],
        language: Language = Language.ES,
        words: Words = WORDS,
        sent: SeenKeys | None = None,
    ) -> None:
        if not _plain(sender):
            raise InvalidValue(
                "the sender is no plain mail address; give one such as avisos@example.com",
                code="mail.sender",
            )
        self._server, self._sender, self._resolve = server, sender, resolve
        self._language, self._words = words.spoken(language), words
        self._lock = Lock()
        self._sent: SeenKeys = InMemoryKeys() if sent is None else sent

    def send(self, key: str, notice: Notify, /) -> None:
        with self._lock:
            if self._sent.has(key):
                return
            address = self._address(notice)
            said = worded(notice, self._language, self._words)
            mail = self._mail(key, said, address)
            problem = self._handed_over(mail, address)
            if problem is not None:
                raise problem
            self._sent.add(key)

    def _address(self, notice: Notify) -> str:
        own = "" if notice.contact is None else notice.contact.reveal().strip()
        if _plain(own):
            return own
        known = self._resolve(notice.to)
        if known is not None and _plain(known):
            return known
        raise PortError(
            f"there is no mail address for a notice of the kind {notice.notice.value}; give the"
            " order a contact, or register an address for the party or role, then release it",
            code="mail.no-address",
        )

    def _mail(self, key: str, text: Worded, address: str) -> EmailMessage:
        if _has(text.subject, BREAKING) or _has(text.body, UNWRITABLE):
            raise PortError(
                "a value of the notice has half of a surrogate pair, or breaks the line of the"
                " subject; correct it where it comes from",
                code="mail.text",
            )
        mail = EmailMessage(policy=POLICY)
        mail["From"], mail["To"], mail["Subject"] = self._sender, address, text.subject
        mail["Date"] = datetime.now(UTC)
        domain = self._sender.rpartition("@")[2]
        mail["Message-ID"] = (
            f"<{sha256(key.encode(errors='surrogatepass')).hexdigest()[:40]}@{domain}>"
        )
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(text.body)
        mail["Content-Language"] = str(self._language)
        return mail

    def _handed_over(self, mail: EmailMessage, address: str) -> PortError | None:
        """What went wrong, if anything did; the errors of SMTP itself would name addresses."""
        try:
            with closing(_entered(self._server)) as smtp:
                smtp.send_message(mail, self._sender, [address])
                # the mail is the server's now, whatever becomes of the farewell
                with suppress(OSError):
                    smtp.quit()
        except (OSError, UnicodeError) as error:
            return _translated(error)
        return None


def _entered(server: MailServer) -> smtplib.SMTP:
    smtp = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    try:
        if server.starttls:
            smtp.starttls(context=server.context or ssl.create_default_context())
        if server.login is not None:
            smtp.login(server.login.user, server.login.password.reveal())
    except BaseException:
        smtp.close()
        raise
    return smtp


def _has(text: str, categories: frozenset[str]) -> bool:
    return any(category(character) in categories for character in text)


def _plain(address: str) -> bool:
    return ADDRESS.fullmatch(address) is not None


def _translated(error: Exception) -> PortError:
    if _reply(error) >= FOR_GOOD:
        return PortError(
            "the mail server refuses this mail for good; check the address of the party or role,"
            " and whether the sender may send, then release it",
            code="mail.refused",
        )
    return Unavailable(
        f"the mail server did not take the mail ({type(error).__name__});"
        " check host, port, TLS and login, else try again later"
    )


def _reply(error: Exception) -> int:
    match error:
        case smtplib.SMTPRecipientsRefused():
            return min(code for code, _ in error.recipients.values())
        case smtplib.SMTPDataError() | smtplib.SMTPSenderRefused():
            return int(error.smtp_code)
        case _:
            return 0
