"""A reader leaves what brought them a mail, with the one click that RFC 8058 asks for."""

from uuid import UUID

from django.db import transaction

from thongsuot.circulation.mailings import mailing
from thongsuot.circulation.models import Recipient, SavedList, TopicFollowing
from thongsuot.journal import actions as journal
from thongsuot.network.models import Person


@transaction.atomic
def leave_mailing(*, recipient: UUID, by: Person | None) -> bool:
    """The person no longer follows the topics, and no longer stands on the list, by which this
    dispatch found them. Nothing else changes: they stay a member, mails to their office and to
    them by name still come, and so do corrections of what they had. Whether there was something
    to leave; pressed again, nothing happens and nothing is written down.
    """
    row = Recipient.objects.select_related("dispatch", "person").get(pk=recipient)
    found = mailing(row.dispatch)
    following = TopicFollowing.objects.filter(person=row.person_id, topic__in=found.topics)
    listed = SavedList.people.through.objects.filter(
        person=row.person_id, savedlist__in=filter(None, [found.saved_list])
    )
    unfollowed, struck = following.delete()[0], listed.delete()[0]
    if not unfollowed and not struck:
        return False
    journal.record(
        "mailing.left",
        by=by,
        subject=("dispatch", row.dispatch_id),
        topics=unfollowed,
        lists=struck,
    )
    return True
