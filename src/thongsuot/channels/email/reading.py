"""What a mail says to the one who opens it: subject, text, page and links."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser

ADDRESS = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as its reader sees it; lines end in LF. `headers` are decoded, names in lower case."""

    subject: str
    text: str
    html: str
    links: tuple[str, ...]
    headers: dict[str, str]
    attachments: tuple[tuple[str, bytes], ...] = ()


def read(octets: bytes) -> Mail:
    """Parse a stored mail. `links` are those of the page, then those only in the text."""
    message = message_from_bytes(octets, policy=default)
    assert isinstance(message, EmailMessage)
    text, html = _body(message, "plain"), _body(message, "html")
    return Mail(
        subject=str(message["subject"] or ""),
        text=text,
        html=html,
        links=_links(text, html),
        headers={name.lower(): str(value) for name, value in message.items()},
        attachments=tuple(_attached(part) for part in message.iter_attachments()),
    )


def _body(message: EmailMessage, subtype: str) -> str:
    part = message.get_body((subtype,))
    if not isinstance(part, EmailMessage):
        return ""
    return str(part.get_content()).replace("\r\n", "\n")


def _attached(part: EmailMessage | object) -> tuple[str, bytes]:
    assert isinstance(part, EmailMessage)
    content = part.get_payload(decode=True)
    return part.get_filename() or "", content if isinstance(content, bytes) else b""


def _links(text: str, html: str) -> tuple[str, ...]:
    page = _Links()
    page.feed(html)
    found = [*page.found, *(match.rstrip(".,;:)") for match in ADDRESS.findall(text))]
    return tuple(dict.fromkeys(found))


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]
