"""Publishing who speaks for a body, and reminding in time (Decree 244/2026 art. 3)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import rules
from thongsuot.network.actions.asking import check_manages, the_mandate, the_person
from thongsuot.network.models import ContactPoint, Installation, Mandate, Person
from thongsuot.network.queries.addresses import reachable_address
from thongsuot.network.queries.people import holders
from thongsuot.network.queries.units import name_of
from thongsuot.network.terms import ChannelName, MandateRole, Sharing
from thongsuot.notices import actions as notices


@transaction.atomic
def publish_spokesperson(
    *, mandate: Mandate | UUID | str, contact_points: Collection[UUID | str], by: Person | None
) -> Mandate:
    """The mandate is on the public list, with exactly these addresses of the person.

    The law asks for a telephone number and an e-mail address (Decree 244/2026 art. 3.3). The
    first publishing is dated; later ones change the addresses alone.
    """
    check_manages(by)
    row = the_mandate(mandate)
    rules.check_speaks(MandateRole(row.role))
    chosen = {str(key) for key in contact_points}
    points = list(ContactPoint.objects.filter(person=row.person_id))
    public = [point for point in points if str(point.pk) in chosen]
    if not {ChannelName.EMAIL, ChannelName.PHONE} <= {point.channel for point in public}:
        raise Refused("network.nothing_to_publish")
    for point in points:
        _publish(point, point in public)
    row.published_at = row.published_at or clock.now()
    row.save()
    journal.record(
        "mandate.published",
        by=by,
        subject=("mandate", row.pk),
        person=row.person_id,
        unit=row.unit_id,
        addresses=len(public),
    )
    return row


def _publish(point: ContactPoint, public: bool) -> None:
    """What is no longer chosen is shown to the network alone; what was private stays so."""
    if public != (point.sharing == Sharing.PUBLIC):
        point.sharing = Sharing.PUBLIC if public else Sharing.NETWORK
        point.save()


@transaction.atomic
def remind_to_publish(*, mandate: Mandate | UUID | str, due: datetime) -> bool:
    """Tells the coordinators by mail, once, that a spokesperson must be published by `due`."""
    row = the_mandate(mandate)
    if row.publication_reminded_at is not None or row.published_at is not None:
        return False
    row.publication_reminded_at = clock.now()
    row.save()
    told = [person for person in _coordinators() if _remind(person, row, due)]
    journal.record(
        "mandate.publication_reminded",
        by=None,
        subject=("mandate", row.pk),
        unit=row.unit_id,
        told=len(told),
    )
    return True


def _coordinators() -> list[UUID]:
    centre = Installation.objects.values_list("centre", flat=True).first()
    found = holders(centre, [MandateRole.COORDINATOR]) if centre else []
    return [each.id for each in found]


def _remind(person: UUID, mandate: Mandate, due: datetime) -> bool:
    point = reachable_address(person)
    if point is None:
        return False
    with override(the_person(person).language):
        body = _(
            "Kính gửi anh/chị,\n\nNgười phát ngôn mới của %(unit)s cần được công bố trước "
            "%(due)s.\n\nChọn địa chỉ liên hệ sẽ công khai và công bố tại: %(link)s"
        )
        told = {
            "unit": name_of(mandate.unit_id),
            "due": f"{due.astimezone(clock.VIETNAM):%H:%M, %d/%m/%Y}",
            "link": f"{settings.SITE_URL}/ban/mang-luoi/phat-ngon/",
        }
        subject = _("Người phát ngôn chờ công bố: %(unit)s") % told
        notices.send(point.address, subject[:200], body % told)
    return True
