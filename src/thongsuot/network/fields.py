"""What is kept about people: each field, why, on which ground, who sees it, for how long. Pure.

`columns` name where it stands (model.column); a test finds columns that no field names. The words
for people stand in `look/personal_data.py`.
"""

from dataclasses import dataclass
from enum import StrEnum


class Ground(StrEnum):
    """On what the law lets it be kept (Law 91/2025/QH15 on personal data)."""

    DUTY = "duty"
    """A public body's task: the network of the ministry and its officers."""
    PUBLISHING = "publishing"
    """Decree 244/2026/NĐ-CP art. 3: spokespersons are published."""
    CONSENT = "consent"
    """The person gave it themselves to be reached; they may withdraw it."""
    SECURITY = "security"
    """Proof of who acted, and guarding accounts."""


class Seer(StrEnum):
    PUBLIC = "public"
    STAFF = "staff"
    BODY = "body"
    """The leader and officer of the person's own body."""
    COORDINATOR = "coordinator"
    PERSON = "person"


class Kept(StrEnum):
    STANDING = "standing"
    """While the person is in the network, then until erased."""
    ALWAYS = "always"
    """Stays without the name after erasure: who held which post, what was sent and approved."""
    YEAR = "year"
    """Twelve months, or twelve months from closing."""
    SIGNED_IN = "signed_in"
    """While the account or the token is open."""


@dataclass(frozen=True)
class DataField:
    name: str
    columns: tuple[str, ...]
    ground: Ground
    seen_by: frozenset[Seer]
    kept: Kept


def _seen(*seers: Seer) -> frozenset[Seer]:
    return frozenset({*seers, Seer.PERSON, Seer.COORDINATOR})


_STAFF = _seen(Seer.STAFF, Seer.BODY)
_ALL = _seen(*Seer)
_OWN_BODY = _seen(Seer.BODY)
_FEW = _seen()
_REACHED = ("contactpoint.address", "contactpoint.details")  # keys and formats of its channel

FIELDS: tuple[DataField, ...] = (
    DataField("name", ("person.name",), Ground.DUTY, _STAFF, Kept.STANDING),
    DataField("post", ("person.post",), Ground.DUTY, _STAFF, Kept.STANDING),
    DataField("mandate", ("mandate.unit", "mandate.role"), Ground.DUTY, _STAFF, Kept.ALWAYS),
    DataField(
        "decision",
        ("mandate.decision", "mandate.decided_at", "mandate.matter"),
        Ground.DUTY,
        _STAFF,
        Kept.ALWAYS,
    ),
    DataField("language", ("person.language",), Ground.CONSENT, _FEW, Kept.STANDING),
    DataField(
        "quiet_hours",
        ("person.quiet_from", "person.quiet_to"),
        Ground.CONSENT,
        _FEW,
        Kept.STANDING,
    ),
    DataField(
        "account",
        ("account.email", "account.last_login", "account.date_joined"),
        Ground.SECURITY,
        frozenset({Seer.PERSON}),
        Kept.SIGNED_IN,
    ),
    DataField(
        "token",
        ("token.label", "token.scopes", "token.expires_at"),
        Ground.SECURITY,
        frozenset({Seer.PERSON}),
        Kept.SIGNED_IN,
    ),
    DataField("spokesperson_address", _REACHED, Ground.PUBLISHING, _ALL, Kept.STANDING),
    DataField("work_address", _REACHED, Ground.DUTY, _STAFF, Kept.STANDING),
    DataField("private_address", _REACHED, Ground.CONSENT, _OWN_BODY, Kept.STANDING),
    DataField("journalist_address", _REACHED, Ground.CONSENT, _FEW, Kept.STANDING),
    DataField(
        "verification",
        ("verification.method", "verification.fields", "verification.result"),
        Ground.DUTY,
        _STAFF,
        Kept.STANDING,
    ),
    DataField(
        "call",
        (
            *("videocall.host", "videocall.points", "videocall.starts_at", "videocall.made_at"),
            *("videocall.host_seen_at", "videocall.guest_seen_at", "videocall.wrong_codes"),
            *("videocall.heard_at", "videocall.ended_at", "videocall.result", "videocall.fields"),
        ),
        Ground.DUTY,
        _FEW,
        Kept.STANDING,
    ),
    DataField(
        "accreditation",
        (
            *("accreditation.agency", "accreditation.card_seen", "accreditation.seen_by"),
            "accreditation.recorded_at",
        ),
        Ground.DUTY,
        _FEW,
        Kept.STANDING,
    ),
    DataField(
        "request",
        ("datarequest.name", "datarequest.reach", "datarequest.text", "datarequest.answer"),
        Ground.DUTY,
        _FEW,
        Kept.YEAR,
    ),
    DataField("look", ("look.person",), Ground.SECURITY, frozenset({Seer.PERSON}), Kept.YEAR),
    DataField("journal", ("entry.by", "entry.subject_id"), Ground.SECURITY, _FEW, Kept.ALWAYS),
    DataField("ledger", ("delivery.address", "recipient.person"), Ground.DUTY, _FEW, Kept.ALWAYS),
)
