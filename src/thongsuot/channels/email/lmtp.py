"""The door for mail that comes in: a mail server hands it over by LMTP (RFC 2033).

Only addresses that the caller knows are let in; a mail is answered for once the caller has it.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import Envelope, Session

from thongsuot.channels.email.incoming import ROOM

log = logging.getLogger(__name__)
# The library writes senders and recipients into the log.
logging.getLogger("mail.log").setLevel(logging.WARNING)

TAKEN, UNKNOWN = "250 2.0.0 Taken", "550 5.1.1 No such address here"
LATER = "451 4.3.0 Not taken; try again later"

Knows = Callable[[str], bool]
Take = Callable[[bytes, str, bool], None]
"""The mail, the address it came to, and whether it came without a sender (RFC 5321, 4.5.5)."""


class Door:
    """`knows(address)` lets an address in; `take(mail, address, no_sender)` returns when the mail
    is kept for good, and raises if it is not: then the mail server tries again.

    `place` is host:port, or the path of a socket. Both are called in one thread, one at a time.
    """

    def __init__(self, place: str, knows: Knows, take: Take) -> None:
        self.place, self.knows, self.take = place, knows, take
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="mail-door")

    async def open(self) -> asyncio.Server:
        """Listen, in the running loop."""
        loop = asyncio.get_running_loop()
        if "/" in self.place:
            with suppress(FileNotFoundError):
                Path(self.place).unlink()
            return await loop.create_unix_server(self._conversation, self.place)
        host, _colon, port = self.place.rpartition(":")
        return await loop.create_server(self._conversation, host.strip("[]"), int(port))

    def close(self) -> None:
        """A mail in hand is finished; what is still being sent is tried again by the sender."""
        self._thread.shutdown()

    def _conversation(self) -> LMTP:
        return _Conversation(
            self,
            data_size_limit=ROOM,
            enable_SMTPUTF8=True,
            hostname="thongsuot",
            ident="LMTP",
            loop=asyncio.get_running_loop(),
        )

    # The names of these two are the library's.
    async def handle_RCPT(  # noqa: N802
        self, server: LMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not await self._call(self.knows, address):
            return UNKNOWN
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(  # noqa: N802
        self, server: LMTP, session: Session, envelope: Envelope
    ) -> str:
        """One answer for each recipient (RFC 2033, 4.2)."""
        content = envelope.original_content or b""
        no_sender = envelope.mail_from in (None, "", "<>")
        answers = [await self._taken(content, each, no_sender) for each in envelope.rcpt_tos]
        return "\r\n".join(answers)

    async def _taken(self, content: bytes, address: str, no_sender: bool) -> str:
        try:
            await self._call(self.take, content, address, no_sender)
        except Exception as error:
            log.warning("mail not taken: %s", type(error).__name__)
            return LATER
        return TAKEN

    async def _call(self, function: Callable[..., Any], *told: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *told)


class _Conversation(LMTP):
    line_length_limit = 1_000_000  # pages are often one line; a mail server has judged it already
