"""From a notice to the mail server of the installation."""

import re
from dataclasses import replace
from html import escape
from typing import cast

from django.conf import settings

from thongsuot.channels.email import smtp
from thongsuot.channels.email.addresses import mailbox
from thongsuot.channels.email.config import EmailConfig, Security, with_settings
from thongsuot.channels.email.mail import Letter, date_header
from thongsuot.channels.terms import Outcome
from thongsuot.notices.models import Notice

KEEP = 10.0  # seconds that a session to the mail server waits for the next batch
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")


def email_config() -> EmailConfig:
    """The installation's mail server and sender, for notices and for circulation alike.

    `[channels.email]` adds further relays, paces and signing keys: see docs/mail.md. Raises
    Refused `email.*` if the settings cannot work.
    """
    told = settings.CONFIG
    first = EmailConfig(
        host=told.email_host,
        port=told.email_port,
        security=cast(Security, told.email_security),
        username=told.email_username,
        password=told.email_password,
        from_address=told.email_from,
        from_name=told.email_from_name,
        helo=told.host if told.host.isascii() else "localhost",
        keep=KEEP,
    )
    return with_settings(first, told.channels.get("email", {}))


def deliver(notice: Notice, timeout: float | None = None) -> Outcome:
    """Hand the notice over, under the same Message-ID each time. `timeout` in seconds."""
    config = email_config()
    if timeout is not None:
        others = tuple(replace(other, timeout=timeout) for other in config.others)
        config = replace(config, timeout=timeout, others=others)
    item = (str(notice.id), config.from_address, notice.address, letter(notice, config))
    (outcome,) = smtp.send(config, [item])
    return outcome


def letter(notice: Notice, config: EmailConfig) -> bytes:
    """The whole mail. RFC 3834: no automatic answers to what a program sent."""
    composed = Letter.compose(
        notice.subject,
        notice.body,
        _page(notice.body),
        from_address=config.from_address,
        from_name=config.from_name,
        headers=_headers(notice),
    )
    domain = mailbox(config.from_address).rpartition("@")[2]
    return composed.for_recipient(
        {
            "to_name": "",
            "to_address": notice.address,
            "message_id": f"<notice.{notice.id.hex}@{domain}>",
            "date": date_header(notice.made_at),
        }
    )


def _headers(notice: Notice) -> dict[str, str]:
    headers = {"Auto-Submitted": "auto-generated"}
    return headers | {"Reply-To": f"<{notice.reply_to}>"} if notice.reply_to else headers


def _page(body: str) -> str:
    """The text as HTML: paragraphs, line breaks, links."""
    paragraphs = re.split(r"\n\s*\n", body.replace("\r\n", "\n").strip())
    shown = "".join(f"<p>{_linked(p).replace(chr(10), '<br>')}</p>\n" for p in paragraphs)
    style = "font-family:Arial,sans-serif;font-size:16px;line-height:1.5;color:#1b1b1b"
    return (
        '<!doctype html><html><head><meta charset="utf-8"></head>'
        f'<body style="{style}">\n{shown}</body></html>'
    )


def _linked(text: str) -> str:
    parts, at = [], 0
    for link in _LINK.finditer(text):
        address = escape(link[0])
        parts += [escape(text[at : link.start()]), f'<a href="{address}">{address}</a>']
        at = link.end()
    return "".join([*parts, escape(text[at:])])
