"""Where people and bodies are reached, and who checked it."""

import uuid
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from thongsuot.lib import clock
from thongsuot.lib.choices import choices
from thongsuot.network.models.bodies import Unit
from thongsuot.network.models.people import Person
from thongsuot.network.terms import (
    ChannelName,
    CheckResult,
    ContactState,
    Reopening,
    Sharing,
    VerificationMethod,
)


class ContactPoint(models.Model):
    """An address on a channel, of a person or of a unit (a shared mailbox)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="contact_points")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="contact_points")
    channel = models.CharField(max_length=12, choices=choices(ChannelName))
    address = models.CharField(max_length=700)  # a browser's push address is long
    details = models.JSONField(default=dict)  # what the channel needs besides: keys, a format
    preference = models.PositiveSmallIntegerField(default=1)  # 1 is tried first
    state = models.CharField(
        max_length=10, choices=choices(ContactState), default=ContactState.GOOD
    )
    state_reason = models.CharField(max_length=200, blank=True)
    sharing = models.CharField(max_length=10, choices=choices(Sharing), default=Sharing.NETWORK)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, unit__isnull=True)
                | Q(person__isnull=True, unit__isnull=False),
                name="contact_point_has_one_holder",
            ),
            models.UniqueConstraint(
                fields=["person", "channel", "address"], name="one_address_once_per_person"
            ),
            models.UniqueConstraint(
                fields=["unit", "channel", "address"], name="one_address_once_per_unit"
            ),
        ]


class Verifications(models.QuerySet[Any]):
    """The one place that says which checks count."""

    def counting(self, at: datetime) -> Self:
        """Those that were confirmed by then and not reopened; they may have run out."""
        return self.filter(counts_at(at))

    def standing(self, at: datetime) -> Self:
        """Those that make their address verified at that instant."""
        return self.counting(at).filter(valid_until__gt=at)


def counts_at(at: datetime, path: str = "") -> Q:
    """`Verifications.counting` as a condition; `path` leads to the check ("verifications__")."""
    kept = Q(**{f"{path}reopened_at": None}) | Q(**{f"{path}reopened_at__gt": at})
    confirmed = {f"{path}result": CheckResult.CONFIRMED, f"{path}checked_at__lte": at}
    return kept & Q(**confirmed)


class Verification(models.Model):
    """Somebody checked a contact point: who, when, how, which fields, what came of it, until when.

    Never a recording, a picture or a face (Law 91/2025 on personal data). Only a confirmed check
    has an end.
    """

    contact_point = models.ForeignKey(ContactPoint, models.CASCADE, related_name="verifications")
    method = models.CharField(max_length=12, choices=choices(VerificationMethod))
    fields = models.JSONField(default=list)
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(default=clock.now)
    result = models.CharField(
        max_length=10, choices=choices(CheckResult), default=CheckResult.CONFIRMED
    )
    valid_until = models.DateTimeField(null=True, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)  # a bounce, another post or address
    reopened_because = models.CharField(max_length=20, choices=choices(Reopening), blank=True)

    objects: ClassVar[Any] = Verifications.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("checked_at")), name="verified_for_some_time"
            ),
            models.CheckConstraint(
                condition=Q(result=CheckResult.CONFIRMED, valid_until__isnull=False)
                | (~Q(result=CheckResult.CONFIRMED) & Q(valid_until__isnull=True)),
                name="only_a_confirmed_check_has_an_end",
            ),
        ]

    def counts(self, at: datetime) -> bool:
        """`Verifications.counting` of this one row."""
        kept = self.reopened_at is None or self.reopened_at > at
        return kept and self.result == CheckResult.CONFIRMED and self.checked_at <= at
