"""A letter: composed once per edition with the standard library, then spliced per recipient.

Building MIME for every recipient is what costs the time in mailing: here it is done once, cut
where a recipient's own values go, and each copy is one join of bytes.
"""

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache

from thongsuot.channels.email.addresses import mailbox
from thongsuot.channels.email.encodings import (
    SOFT,
    phrase,
    quoted,
    quoted_html,
    quoted_value,
    single_line,
    words,
)
from thongsuot.lib.refused import Refused

# Every letter has these; they make To, Message-ID and Date.
STANDING = ("to_name", "to_address", "message_id", "date")
OWN_HEADERS = frozenset(
    ("to", "cc", "bcc", "from", "sender", "subject", "date", "message-id", "mime-version")
)

FIELD = re.compile("\x02([a-z][a-z0-9_]*)\x03")
HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,63}")
HEADER_VALUE = re.compile(r"[!#-;=?-~]{1,600}")  # visible ASCII without < > "
MESSAGE_ID = re.compile(r"<[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,200}@[A-Za-z0-9.-]{1,200}>")
DATE = re.compile(r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
HEADER_LINE = 998

Encoder = Callable[[str], bytes]


class Wire(bytes):
    """A whole message as it may go over the wire: CRLF only, no line starting with a dot."""


class Plain(Wire):
    """A Wire of ASCII alone, known by how it was made: nobody need look at every octet."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file sent along; with `content_id` it is a picture the HTML shows as ``cid:…``."""

    filename: str
    media_type: str
    content: bytes
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Hole:
    """One value of a recipient: each encoding of it, and the pieces that fills."""

    name: str
    fills: tuple[tuple[Encoder, tuple[int, ...]], ...]


def field(name: str) -> str:
    """What to write into text, HTML or a header where the recipient's `name` value goes."""
    return f"\x02{name}\x03"


def date_header(at: datetime) -> str:
    """An aware instant as the `date` value (RFC 5322 §3.3)."""
    return format_datetime(at)


@dataclass(frozen=True, slots=True)
class Letter:
    """A composed letter: bytes, and the holes between them."""

    pieces: tuple[bytes, ...]
    holes: tuple[Hole, ...]
    plain: bool = False  # nothing but ASCII, except what an address may hold

    @classmethod
    def compose(
        cls,
        subject: str,
        text: str,
        html: str,
        *,
        from_address: str,
        from_name: str = "",
        headers: Mapping[str, str] | None = None,
        fields: Sequence[str] = (),
        attachments: Sequence[Attachment] = (),
    ) -> "Letter":
        """The letter of an edition.

        `text` and `html` may hold `field(name)` for every name in `fields` and for the standing
        ones; in HTML the value is escaped, for text or a double-quoted attribute. `headers` may
        hold fields too, whose values must then be visible ASCII (addresses of pages, ids).
        Raises Refused ``email.*``.
        """
        draft = _Draft(frozenset(fields) | frozenset(STANDING))
        _write_headers(draft, subject, from_name, from_address, headers or {})
        _write_mime(draft, text, html, attachments)
        return cls(*draft.cut())

    def for_recipient(self, values: Mapping[str, str]) -> Wire:
        """The bytes for one recipient: `values` has every field used and every standing one.

        Raises Refused: ``email.field_missing``, ``email.control_character``,
        ``email.header_value``, ``email.address``.
        """
        pieces = list(self.pieces)
        for hole in self.holes:
            value = values.get(hole.name)
            if value is None:
                raise Refused("email.field_missing", field=hole.name)
            if not value.isprintable():
                single_line(value, hole.name)
            for encode, places in hole.fills:
                octets = encode(value)
                for place in places:
                    pieces[place] = octets
        plain = self.plain and values["to_address"].isascii()
        return (Plain if plain else Wire)(b"".join(pieces))


class _Draft:
    """The pieces being written, alternately bytes and holes."""

    def __init__(self, known: frozenset[str]) -> None:
        self.known = known
        self.pieces: list[bytes] = []
        self.places: dict[str, dict[Encoder, list[int]]] = {}

    def put(self, octets: bytes) -> None:
        self.pieces.append(octets)

    def hole(self, name: str, encode: Encoder) -> None:
        if name not in self.known:
            raise Refused("email.field_unknown", field=name)
        self.places.setdefault(name, {}).setdefault(encode, []).append(len(self.pieces))
        self.pieces.append(b"")

    def body(self, text: str, encode: Encoder) -> None:
        """Text with fields; each value stands on lines of its own between soft breaks."""
        for place, part in enumerate(FIELD.split(text)):
            if place % 2:
                self.put(SOFT)
                self.hole(part, encode)
                self.put(SOFT)
            else:
                self.put(quoted(part))

    def cut(self) -> tuple[tuple[bytes, ...], tuple[Hole, ...], bool]:
        holes = tuple(
            Hole(name, tuple((encode, tuple(places)) for encode, places in fills.items()))
            for name, fills in self.places.items()
        )
        return tuple(self.pieces), holes, all(piece.isascii() for piece in self.pieces)


def _write_headers(
    draft: _Draft, subject: str, from_name: str, from_address: str, headers: Mapping[str, str]
) -> None:
    title = single_line(subject.strip(), "subject")
    sender = phrase(single_line(from_name, "from_name"))
    draft.put(b"From: %b<%b>\r\nTo: " % (sender, mailbox(from_address).encode()))
    draft.hole("to_name", phrase)
    draft.hole("to_address", _address)
    draft.put(b"\r\nSubject: %b\r\nDate: " % words(title))
    draft.hole("date", _date)
    draft.put(b"\r\nMessage-ID: ")
    draft.hole("message_id", _message_id)
    draft.put(b"\r\n")
    for name, value in headers.items():
        _write_header(draft, name, value)


def _write_header(draft: _Draft, name: str, value: str) -> None:
    own = name.lower() in OWN_HEADERS or name.lower().startswith("content-")
    if own or not HEADER_NAME.fullmatch(name):
        raise Refused("email.header_name", header=name)
    parts = FIELD.split(value)
    for part in parts[::2]:
        single_line(part, name)
    if len(parts) == 1:
        draft.put(b"%b: %b\r\n" % (name.encode(), words(value.strip())))
        return
    if not value.isascii() or len(value) > HEADER_LINE // 4 or len(parts) > 3:
        raise Refused("email.header_value", field=name)
    draft.put(b"%b: %b" % (name.encode(), parts[0].encode()))
    draft.hole(parts[1], _header_value)
    draft.put(b"%b\r\n" % parts[2].encode())


def _write_mime(draft: _Draft, text: str, html: str, attachments: Sequence[Attachment]) -> None:
    marks = [secrets.token_hex(12) for _ in range(2)]
    frame = _frame(marks, attachments)
    encoders: tuple[Encoder, Encoder] = (quoted_value, quoted_html)
    for mark, body, encode in zip(marks, (text, html), encoders, strict=True):
        before, _, frame = frame.partition(mark.encode())
        draft.put(before)
        draft.body(_unix(body), encode)
    draft.put(frame)


def _frame(marks: Sequence[str], attachments: Sequence[Attachment]) -> bytes:
    """The MIME structure with a mark in place of each of the two bodies."""
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    message.set_content(marks[0], charset="utf-8", cte="quoted-printable")
    message.add_alternative(marks[1], subtype="html", charset="utf-8", cte="quoted-printable")
    page = message.get_body(("html",))
    assert isinstance(page, MIMEPart)
    for attachment in attachments:
        _attach(message, page, attachment)
    return message.as_bytes()


def _attach(message: EmailMessage, page: MIMEPart, attachment: Attachment) -> None:
    kind, _, subtype = attachment.media_type.partition("/")
    name = single_line(attachment.filename, "filename")
    if not kind.isalnum() or not HEADER_NAME.fullmatch(subtype.replace(".", "-").replace("+", "-")):
        raise Refused("email.media_type", media_type=attachment.media_type)
    if not attachment.content_id:
        message.add_attachment(attachment.content, maintype=kind, subtype=subtype, filename=name)
        return
    if not HEADER_VALUE.fullmatch(attachment.content_id):
        raise Refused("email.header_value", field="content_id")
    page.add_related(
        attachment.content,
        maintype=kind,
        subtype=subtype,
        filename=name,
        cid=f"<{attachment.content_id}>",
        disposition="inline",
    )


def _unix(text: str) -> str:
    """Lines ending in LF, none after the last: the mark it replaces had its own line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")


def _address(value: str) -> bytes:
    return b"<%b>" % mailbox(value).encode()


@lru_cache(maxsize=8)  # one for a whole dispatch
def _date(value: str) -> bytes:
    return _matched(DATE, value, "date")


def _message_id(value: str) -> bytes:
    return _matched(MESSAGE_ID, value, "message_id")


def _header_value(value: str) -> bytes:
    return _matched(HEADER_VALUE, value, "header")


def _matched(pattern: re.Pattern[str], value: str, name: str) -> bytes:
    if not pattern.fullmatch(value):
        raise Refused("email.header_value", field=name)
    return value.encode("ascii")
