"""Trying an address out: one message that is no edition, at a person's wish."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from thongsuot.channels.terms import Carries, Message, Outcome
from thongsuot.circulation import outgoing
from thongsuot.journal import actions as journal
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.models import ContactPoint, Person


def try_address(*, contact_point: ContactPoint, by: Person) -> Outcome:
    """Sends one message that says that it is a try; what became of it. Writes its entry first:
    the other side may take its time, and no transaction waits for another machine.

    Raises Refused: ``network.not_yours``, ``network.coordinator_only``; ``circulation.channel_off``
    where the channel takes no such message.
    """
    network.check_keeps_address(network.viewer_of(by), contact_point)
    channel = outgoing.enabled().get(contact_point.channel)
    if channel is None or channel.carries is Carries.LETTER:
        raise Refused("circulation.channel_off")
    journal.record(
        "contact_point.tried",
        by=by,
        subject=("contact_point", contact_point.pk),
        channel=contact_point.channel,
        person=contact_point.person_id,
        unit=contact_point.unit_id,
    )
    message = _message(channel.carries, contact_point.address, contact_point.details, by.language)
    return next(iter(outgoing.send(channel.name, [message])))


def try_channel(
    *, channel: str, address: str, details: Mapping[str, Any], by: Person | None
) -> Outcome:
    """The same over a channel by name, to an address that nobody in the network has to have: for
    whoever keeps the machine (None) or the network.

    Raises Refused: ``network.coordinator_only``, ``circulation.channel_off``, and what the channel
    says of the address.
    """
    if by is not None and not network.viewer_of(by).coordinates:
        raise Refused("network.coordinator_only")
    found = outgoing.enabled().get(channel)
    if found is None or found.carries is Carries.LETTER:
        raise Refused("circulation.channel_off")
    where, kept = found.address(address, details)
    with transaction.atomic():
        journal.record("channel.tried", by=by, subject=("channel", channel), channel=channel)
    language = by.language if by else settings.LANGUAGE_CODE
    message = _message(found.carries, where, kept, language)
    return next(iter(outgoing.send(channel, [message])))


def _message(carries: Carries, address: str, known: Mapping[str, Any], language: str) -> Message:
    name = network.installation().name
    with override(language):
        words = _("Tin thử từ %(name)s: kênh này nhận được tin.") % {"name": name}
    told: dict[str, Any] = {"id": str(uuid4()), "address": address, "kind": "notice"}
    if carries is Carries.PACKAGE:
        body = json.dumps({"type": "test", "text": words}, ensure_ascii=False).encode()
        return Message(body=body, details=known, media_type="application/json", **told)
    details = {**known, "told": {"unit": name, "says": words}}
    return Message(
        body=f"{words} {settings.SITE_URL}/cai-dat/kenh/".encode(), details=details, **told
    )
