"""An edition as it comes over: its shape, and whether its seal and digests agree. Pure."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from thongsuot.lib import seal
from thongsuot.lib.refused import Refused
from thongsuot.network.terms import Reach
from thongsuot.peers import rules
from thongsuot.peers.envelope import instant
from thongsuot.peers.terms import Body, Hop, IncomingState, Proven

MOST_FILES = 100
MOST_HOPS = 8


@dataclass(frozen=True)
class FileNamed:
    id: UUID
    sha256: str
    name: str
    content_type: str
    size: int
    role: str
    caption: str
    credit: str


@dataclass(frozen=True)
class Sealed:
    """An edition of another installation: the bytes that were signed and what they vouch for, and
    around them what the envelope alone says (hour, reach, state, way)."""

    installation: UUID
    origin_name: str
    origin_url: str
    path: tuple[Hop, ...]
    edition: UUID
    number_label: str
    kind: str
    kind_name: str
    follows: str
    unit_name: str
    title: str
    language: str
    reach: Reach
    state: IncomingState
    predecessor: UUID | None
    superseded_by: UUID | None
    sealed_at: datetime
    visible_from: datetime
    manifest: bytes
    signature: bytes
    public: bytes
    key_id: str
    stored: bytes | None
    files: tuple[FileNamed, ...]


def read(content: Body) -> Sealed:
    """Raises Refused `peers.unreadable`."""
    try:
        return _read(content, json.loads(content["manifest"]))
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError):
        raise Refused("peers.unreadable") from None


def _read(content: Body, told: Body) -> Sealed:
    origin, stored = content["origin"], content["stored"]
    return Sealed(
        installation=UUID(origin["installation"]),
        origin_name=rules.check_name(origin["name"]),
        origin_url=rules.check_url(origin["url"]),
        path=tuple(_hop(each) for each in content["path"][:MOST_HOPS]),
        edition=UUID(told["edition"]),
        number_label=_text(told["number"], 80),
        kind=_text(told["kind"], 40),
        kind_name=_text(content["kind_name"], 120),
        follows=_among(content["follows"], {"", "corrects", "withdraws"}),
        unit_name=_text(told["unit_name"], 255),
        title=_text(told["title"], 300),
        language=_among(content["language"], {"vi", "en"}),
        reach=Reach(content["reach"]),
        state=IncomingState(content["state"]),
        predecessor=_id(told["predecessor"]),
        superseded_by=_id(content["superseded_by"]),
        sealed_at=instant(content["sealed_at"]),
        visible_from=instant(content["visible_from"]),
        manifest=content["manifest"].encode(),
        signature=bytes.fromhex(content["signature"]),
        public=bytes.fromhex(content["public_key"]),
        key_id=_text(told["key"], 64),
        stored=None if stored is None else stored.encode(),
        files=tuple(_file(each) for each in content["files"][:MOST_FILES]),
    )


def prove(
    sealed: Sealed,
    *,
    sender: UUID,
    confirmed: Collection[bytes],
) -> Proven:
    """What stands behind it. `confirmed` are the keys known for its installation at first hand.

    Who sends its own edition signs for its own older keys; of anybody else's key a sender only
    vouches. Where seal and digests do not agree nobody's word helps.
    """
    if not _agrees(sealed):
        return Proven.UNPROVEN
    if sealed.public in confirmed or sealed.installation == sender:
        return Proven.DIRECT
    return Proven.VOUCHED


def _agrees(sealed: Sealed) -> bool:
    told = json.loads(sealed.manifest)
    named = {str(each.id): each.sha256 for each in sealed.files}
    sealed_files = {each["id"]: each["sha256"] for each in told["attachments"]}
    return (
        seal.verify(sealed.public, sealed.manifest, sealed.signature)
        and told["key"] == seal.key_id(sealed.public)
        and told["installation"] == str(sealed.installation)
        and (sealed.stored is None or told["body_sha256"] == seal.digest(sealed.stored))
        and (sealed.stored is None or named == sealed_files)
        and (sealed.stored is None or isinstance(json.loads(sealed.stored), dict))
    )


def _hop(told: Body) -> Hop:
    note = _text(told.get("note", ""), rules.LONGEST_NOTE)
    return Hop(UUID(told["installation"]), rules.check_name(told["name"]), note)


def _file(told: Body) -> FileNamed:
    if len(told["sha256"]) != 64 or not 0 <= told["size"] < 2**40:
        raise ValueError("no file")
    return FileNamed(
        id=UUID(told["id"]),
        sha256=_text(told["sha256"], 64),
        name=_text(told["name"], 200),
        content_type=_text(told["content_type"], 100),
        size=told["size"],
        role=_among(told["role"], {"photo", "attachment", "inline"}),
        caption=_text(told["caption"], 2000),
        credit=_text(told["credit"], 120),
    )


def _text(told: object, longest: int) -> str:
    if not isinstance(told, str) or len(told) > longest or "\0" in told:
        raise ValueError("no text")
    return told


def _among(told: str, words: set[str]) -> str:
    if told not in words:
        raise ValueError(f"unknown word {told!r}")
    return told


def _id(told: str | None) -> UUID | None:
    return None if told is None else UUID(told)
