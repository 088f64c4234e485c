"""What people keep for later dispatches: topics they follow, lists a unit saves."""

from uuid import UUID

from django.db import transaction

from thongsuot.circulation import rules
from thongsuot.circulation.models import SavedList, TopicFollowing
from thongsuot.journal import actions as journal
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.models import Person


@transaction.atomic
def follow_topic(*, topic: str, by: Person) -> TopicFollowing:
    """The person gets what is circulated to followers of the topic."""
    following, _ = TopicFollowing.objects.get_or_create(person=by, topic_id=topic)
    journal.record("topic.followed", by=by, subject=("topic", topic))
    return following


@transaction.atomic
def unfollow_topic(*, topic: str, by: Person) -> None:
    """The person no longer follows the topic."""
    TopicFollowing.objects.filter(person=by, topic_id=topic).delete()
    journal.record("topic.unfollowed", by=by, subject=("topic", topic))


@transaction.atomic
def save_list(*, unit: UUID, name: str, people: list[UUID], by: Person) -> SavedList:
    """The unit has a list of that name with exactly these people."""
    if not rules.may_circulate(network.viewer_of(by), unit):
        raise Refused("circulation.not_yours")
    saved, _ = SavedList.objects.get_or_create(unit_id=unit, name=name.strip())
    saved.people.set(Person.objects.filter(pk__in=people))
    journal.record(
        "list.saved", by=by, subject=("saved_list", saved.pk), unit=str(unit), people=len(people)
    )
    return saved
