"""Text into 7-bit mail: quoted-printable bodies (RFC 2045) and encoded words (RFC 2047).

Quoted-printable and not 8bit, because a Vietnamese paragraph easily passes the 998 octets a line
may have, and because it needs nothing from any relay on the way. No line made here starts with a
dot, so that a body is the same bytes under DATA and under BDAT.
"""

import html
import re
from binascii import b2a_base64, b2a_qp
from functools import lru_cache

from thongsuot.lib.refused import Refused

LINE = 75  # the 76th is for the soft break
WORD = 39  # octets of UTF-8 in an encoded word: with "Subject: " before it still below 76
RAW = 60  # an ASCII header value longer than this is encoded, which folds it
SOFT = b"=\r\n"

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
PLAIN_PHRASE = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ .,()@:;-]+")


def single_line(value: str, name: str) -> str:
    """The value, if it holds no control character or line break; else ``email.control_character``.

    A header or command injected through a name would need one.
    """
    if not value.isprintable() and CONTROL.search(value):
        raise Refused("email.control_character", field=name)
    return value


def quoted(text: str) -> bytes:
    """Quoted-printable of text whose lines end in LF, from the start of a line."""
    return b"\r\n".join(_quoted_line(line) for line in text.split("\n"))


def _quoted_line(line: str) -> bytes:
    lines: list[str] = []
    current = ""
    for place, character in enumerate(line):
        encoded = _encoded(character, last=place == len(line) - 1)
        if len(current) + len(encoded) > LINE:
            lines.append(current + "=")
            current = ""
        # Only now is it known on which line it stands.
        current += "=2E" if encoded == "." and not current else encoded
    return "\r\n".join([*lines, current]).encode("ascii")


def _encoded(character: str, *, last: bool) -> str:
    if "!" <= character <= "~" and character != "=":
        return character
    if character in " \t" and not last:
        return character
    return "".join(f"={octet:02X}" for octet in character.encode())


@lru_cache(maxsize=256)  # a value stands in the text and in the page
def quoted_value(value: str) -> bytes:
    """Quoted-printable of one spliced value that starts on a line of its own; few µs."""
    done = b2a_qp(value.encode(), istext=True)
    broken = b"\n" in done
    # The C encoder may leave a dot first on a line, and may part the octets of a character.
    if done[:1] == b"." or (broken and (b"\n." in done or not value.isascii())):
        return quoted(value)
    return done.replace(b"\n", b"\r\n") if broken else done


def quoted_html(value: str) -> bytes:
    """The value as HTML text or attribute, quoted-printable."""
    return quoted_value(html.escape(value))


def words(text: str) -> bytes:
    """An unstructured header value: as it is if short ASCII, else encoded words, folded."""
    plain = text.isascii() and len(text) <= RAW and "=?" not in text
    return text.encode() if plain else encoded_words(text)


@lru_cache(maxsize=256)  # tried again, the same name
def phrase(name: str) -> bytes:
    """A display name with the space after it; nothing for no name."""
    if not name:
        return b""
    if len(name) <= RAW and "=?" not in name and PLAIN_PHRASE.fullmatch(name):
        return b'"%b"\r\n ' % name.encode()
    return encoded_words(name) + b"\r\n "


def encoded_words(text: str) -> bytes:
    """Encoded words of whole characters, one a line."""
    octets = text.encode()
    if len(octets) <= WORD:
        return _word(octets)
    return b"\r\n ".join(_word(chunk) for chunk in _chunks(octets))


def _word(octets: bytes) -> bytes:
    return b"=?utf-8?b?%b?=" % b2a_base64(octets, newline=False)


def _chunks(octets: bytes) -> list[bytes]:
    chunks = []
    while octets:
        end = min(WORD, len(octets))
        while end < len(octets) and octets[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        chunks.append(octets[:end])
        octets = octets[end:]
    return chunks
