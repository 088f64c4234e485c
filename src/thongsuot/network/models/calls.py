"""Checks on their way: a mailed link or code, a video call; accreditation of journalists."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from thongsuot.lib import clock
from thongsuot.lib.choices import choices
from thongsuot.network.models.addresses import ContactPoint
from thongsuot.network.models.bodies import Unit
from thongsuot.network.models.dated import Dated
from thongsuot.network.models.people import Person
from thongsuot.network.terms import CallSide, CheckResult, SignalKind, VerificationMethod


class ContactCode(models.Model):
    """A link or a code on its way to an address; gone once it was answered, or the address changed.

    Of a code only a keyed digest is kept; a link is a token over this row's id.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contact_point = models.ForeignKey(ContactPoint, models.CASCADE, related_name="codes")
    method = models.CharField(max_length=12, choices=choices(VerificationMethod))
    digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contact_point", "method"], name="one_link_and_one_code_per_address"
            )
        ]


class VideoCall(models.Model):
    """A call that checks addresses: with whom, when, what came of it. Never a picture or a sound.

    What the call confirmed stands in each address's `Verification`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="calls")
    host = models.ForeignKey(Person, models.PROTECT, related_name="+")
    points: Any = models.ManyToManyField(ContactPoint, related_name="calls")
    starts_at = models.DateTimeField()
    made_at = models.DateTimeField(default=clock.now)
    host_seen_at = models.DateTimeField(null=True, blank=True)
    guest_seen_at = models.DateTimeField(null=True, blank=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    heard_at = models.DateTimeField(null=True, blank=True)  # the spoken code was right
    ended_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=10, choices=choices(CheckResult), blank=True)
    fields = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["ended_at", "starts_at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(result="") | Q(ended_at__isnull=False), name="call_result_at_its_end"
            ),
            models.CheckConstraint(condition=~Q(person=F("host")), name="nobody_calls_themselves"),
        ]


class CallSignal(models.Model):
    """What one browser tells the other so that they find each other; it names network addresses.

    Deleted when the call ends, and by a sweep after an hour.
    """

    call = models.ForeignKey(VideoCall, models.CASCADE, related_name="signals")
    side = models.CharField(max_length=5, choices=choices(CallSide))
    kind = models.CharField(max_length=10, choices=choices(SignalKind))
    body = models.TextField(blank=True)
    sent_at = models.DateTimeField(default=clock.now, db_index=True)


class Accreditation(Dated):
    """A press agency accredits a journalist, from a day to a day. The card was seen or it was not:
    never its number, never its picture."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="accreditations")
    agency = models.ForeignKey(Unit, models.PROTECT, related_name="accredited")
    card_seen = models.BooleanField(default=False)
    seen_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta(Dated.Meta):
        constraints: ClassVar = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(card_seen=False) | Q(seen_by__isnull=False), name="somebody_saw_a_card"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=False), name="an_accreditation_ends"
            ),
        ]
