"""Single system messages to one address: "waits for you", a sign-in code. Never circulation."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from thongsuot.lib import clock


class Notice(models.Model):
    """One message on its way. The body is dropped once it is settled, the subject, which may hold a
    name or a code, once it is sent; the address when the person is erased.

    `claimed_at`: somebody is sending it since then. `tried_at`: when it was last tried.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    address = models.CharField(max_length=320)
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    reply_to = models.CharField(max_length=320, blank=True)  # where an answer goes; "": the sender
    by = models.CharField(max_length=64, blank=True)  # whose act caused it; "" for the system
    made_at = models.DateTimeField(default=clock.now)
    claimed_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["made_at"],
                condition=Q(sent_at=None, failed_at=None),
                name="notice_on_its_way",
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(failed_at=None), name="notice_settled_once"
            )
        ]
