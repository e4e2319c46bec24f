"""A real mail server on this machine, which keeps what it is sent."""
# ruff: noqa: ARG002, N802  (names and arguments are the server's)

from asyncio import Server as Listening
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


class Inbox:
    """The mails that arrived; its replies to a recipient and to a mail can be replaced."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.logins: list[tuple[str, str]] = []
        self.port = 0
        self.to_sender = self.to_recipient = self.to_mail = "250 OK"

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.to_sender

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.to_recipient == "250 OK":
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.to_mail == "250 OK" and isinstance(envelope.content, bytes):
            mail = message_from_bytes(envelope.content, _class=EmailMessage, policy=default)
            self.mails.append(mail)
            self.recipients.extend(envelope.rcpt_tos)
        return self.to_mail

    def enter(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any
    ) -> AuthResult:
        """Let everybody in, and note how."""
        if isinstance(given, LoginPassword):
            self.logins.append((given.login.decode(), given.password.decode()))
        return AuthResult(success=True)


class Server(Controller):
    """A server at whatever port is free."""

    def _trigger_server(self) -> None:
        if isinstance(self.server, Listening):
            self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def serving(inbox: Inbox, *, port: int = 0) -> Iterator[Inbox]:
    """The inbox, reachable at its port on localhost."""
    server = Server(
        inbox,
        hostname="127.0.0.1",
        port=port,
        server_hostname="localhost",
        authenticator=inbox.enter,
        auth_require_tls=False,
    )
    server.start()
    inbox.port = server.port
    try:
        yield inbox
    finally:
        server.stop()
