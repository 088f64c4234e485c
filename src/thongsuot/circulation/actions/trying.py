"""Trying an address out: one message that is no edition, at a person's wish."""

import json
from uuid import uuid4

from django.conf import settings
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

    Raises Refused ``circulation.channel_off`` where the channel takes no such message.
    """
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
    return next(iter(outgoing.send(channel.name, [_message(contact_point, channel.carries, by)])))


def _message(point: ContactPoint, carries: Carries, by: Person) -> Message:
    name = network.installation().name
    with override(by.language):
        words = _("Tin thử từ %(name)s: kênh này nhận được tin.") % {"name": name}
    told = {"id": str(uuid4()), "address": point.address, "kind": "notice"}
    if carries is Carries.PACKAGE:
        body = json.dumps({"type": "test", "text": words}, ensure_ascii=False).encode()
        return Message(body=body, details=point.details, media_type="application/json", **told)
    details = {**point.details, "told": {"unit": name, "says": words}}
    return Message(
        body=f"{words} {settings.SITE_URL}/cai-dat/kenh/".encode(), details=details, **told
    )
