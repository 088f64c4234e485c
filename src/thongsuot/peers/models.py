"""Other installations, what we owe them in order, and what they sent."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from thongsuot.lib import clock
from thongsuot.lib.choices import choices
from thongsuot.lib.ids import in_order
from thongsuot.network.models import Immutable, Person, Unit
from thongsuot.network.terms import Reach
from thongsuot.peers.terms import EventKind, IncomingState, PeerState, Proven, Told


class Peer(models.Model):
    """Another installation. Its row is locked while a number is given or an event is taken, so
    both streams are without a gap."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    installation = models.UUIDField(null=True, unique=True)
    url = models.CharField(max_length=300, blank=True)  # "": it cannot be called, it fetches
    public = models.BinaryField(null=True)
    state = models.CharField(max_length=12, choices=choices(PeerState))
    reach = models.CharField(max_length=10, choices=choices(Reach), blank=True)
    """The narrowest reach that is sent to it; "": nothing of ours is."""
    gives_early = models.BooleanField(default=False)  # our embargoed texts, if they agreed to hold
    we_hold = models.BooleanField(default=False)
    they_hold = models.BooleanField(default=False)
    invitation = models.UUIDField(null=True, unique=True)  # of the code we made
    entered = models.UUIDField(null=True)  # the invitation of the code we were given
    code_until = models.DateTimeField(null=True)
    secret = models.CharField(max_length=80, blank=True)  # of the code, until it was used
    pin = models.CharField(max_length=64, blank=True)  # of the key that the code names
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    they_confirmed_at = models.DateTimeField(null=True)
    last_number = models.PositiveBigIntegerField(default=0)  # the last number we gave
    delivered_until = models.PositiveBigIntegerField(default=0)  # what they say they have
    received_until = models.PositiveBigIntegerField(default=0)
    known_until = models.PositiveBigIntegerField(
        default=0
    )  # the last number they are known to have
    contact_at = models.DateTimeField(null=True)
    event_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=PeerState.STANDING)
                | Q(confirmed_at__isnull=False, installation__isnull=False, public__isnull=False),
                name="peer_confirmed_by_a_person",
            )
        ]

    @property
    def granted(self) -> Reach | None:
        """`reach`; None where nothing of ours is sent to it."""
        return Reach(self.reach) if self.reach else None


class OutgoingEvent(models.Model):
    """What is due to a peer under its number. What it says is made when it is read: of a text that
    was withdrawn meanwhile it holds no words any more."""

    peer = models.ForeignKey(Peer, models.PROTECT, related_name="events", db_index=False)
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=12, choices=choices(EventKind))
    edition = models.UUIDField(null=True, db_index=True)
    facts = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["peer", "number"], name="event_number_once")
        ]


class IncomingEdition(models.Model):
    """An edition of another installation, as its own bytes and seal."""

    id = models.UUIDField(primary_key=True, default=in_order, editable=False)
    peer = models.ForeignKey(Peer, models.PROTECT, related_name="incoming")  # who brought it first
    installation = models.UUIDField()
    origin_name = models.CharField(max_length=200)
    origin_url = models.CharField(max_length=300, blank=True)
    path = models.JSONField(default=list)  # who passed it on: [{installation, name, note}]
    edition = models.UUIDField()
    number_label = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    kind_name = models.CharField(max_length=120)
    follows = models.CharField(max_length=10, blank=True)
    unit_name = models.CharField(max_length=255)
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=2, default="vi")
    reach = models.CharField(max_length=10, choices=choices(Reach))
    manifest = models.BinaryField()
    signature = models.BinaryField()
    public = models.BinaryField()
    key_id = models.CharField(max_length=64)
    stored = models.BinaryField(null=True)  # none if it was withdrawn before it arrived
    proven = models.CharField(max_length=10, choices=choices(Proven))
    state = models.CharField(
        max_length=10, choices=choices(IncomingState), default=IncomingState.STANDING
    )
    predecessor = models.UUIDField(null=True)
    superseded_by = models.UUIDField(null=True)
    sealed_at = models.DateTimeField()
    visible_from = models.DateTimeField(db_index=True)
    received_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["installation", "edition"], name="incoming_once")
        ]
        indexes: ClassVar = [models.Index(fields=["edition"])]


class IncomingFile(models.Model):
    """A file of an edition that came in: named and sealed by the manifest, fetched afterwards."""

    incoming = models.ForeignKey(IncomingEdition, models.CASCADE, related_name="files")
    remote = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    role = models.CharField(max_length=10)
    caption = models.TextField(blank=True)
    credit = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField()
    file = models.UUIDField(null=True)  # in the files room, once it is here
    trouble = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["incoming", "remote"], name="incoming_file_once")
        ]


class IncomingAcknowledgement(Immutable):
    """A body of ours says that it has an edition of another installation."""

    incoming = models.ForeignKey(
        IncomingEdition, models.PROTECT, related_name="acknowledgements", db_index=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["incoming", "unit"], name="incoming_acknowledged_once")
        ]


class PassedOn(models.Model):
    """An edition that came in and goes on to a further installation, with a word of ours.
    Whatever corrects or withdraws it follows by itself (`by` is null then). Before its hour it
    waits, unless that installation holds embargoes."""

    incoming = models.ForeignKey(
        IncomingEdition, models.PROTECT, related_name="passings", db_index=False
    )
    peer = models.ForeignKey(Peer, models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField(null=True)  # of its event; none before the hour
    note = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["incoming", "peer"], name="passed_on_once")
        ]


class PeerReceipt(models.Model):
    """Another installation received an edition, or a body there acknowledged it. No persons."""

    edition = models.UUIDField()
    peer = models.ForeignKey(Peer, models.PROTECT, related_name="+")  # who told us
    installation = models.UUIDField()  # whose people have it
    installation_name = models.CharField(max_length=200)
    told = models.CharField(max_length=12, choices=choices(Told))
    unit = models.CharField(max_length=36, blank=True)
    unit_name = models.CharField(max_length=255, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "installation", "told", "unit"], name="peer_receipt_once"
            )
        ]
