"""Message houses: begin one from what stands, write it, look at it again; the topics themselves."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import fold, nfc
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.releases import rules
from thongsuot.releases.actions.drafting import draft
from thongsuot.releases.actions.pinning import check_house, house_text
from thongsuot.releases.actions.writing import check, id_of, keep_copy, locked, saved
from thongsuot.releases.houses import House
from thongsuot.releases.models import Draft, Release, Revision, Topic
from thongsuot.releases.queries.houses import standing_house, topic_units
from thongsuot.releases.terms import MESSAGE_HOUSE


@transaction.atomic
def begin_house(
    *, topic: Topic | str, unit: Any, by: Person, house: House | None = None, title: str = ""
) -> Release:
    """A new house of a topic in the author's unsaved copy: `house`, else the lines that stand now.

    It begins for the units alone; the details widen it. Refused: not_your_unit, not_topic_unit.
    """
    row = topic if isinstance(topic, Topic) else Topic.objects.get(pk=topic)
    return draft(
        kind=MESSAGE_HOUSE, unit=unit, by=by, topic=row, title=title or row.name, house=house
    )


@transaction.atomic
def save_house(
    *,
    release: Release | UUID,
    by: Person,
    house: House,
    base: int,
    title: str | None = None,
    files: list[Any] | None = None,
) -> Revision:
    """An immutable save of the lines on revision `base`; the body is made of the open ones.

    Figures without a pinned value get the one that counts today, quotes the speaker's name and
    post of the day. `title` and `files` None leave what one's copy has.
    Refused: stale, house_too_many, not_a_house, network.no_person.
    """
    row = locked(release)
    check(rules.Act.EDIT, row, by)
    check_house(row)
    text = house_text(row, by, house, title=title, files=files)
    return saved(row, by, text, base)


@transaction.atomic
def autosave_house(
    *, release: Release | UUID, by: Person, house: House, base: int, title: str | None = None
) -> Draft:
    """Keep the lines somebody is typing, as `autosave` keeps words: no act, no entry."""
    row = locked(release)
    check(rules.Act.EDIT, row, by)
    check_house(row)
    text = house_text(row, by, house, title=title, files=None)
    return keep_copy(row, by, text | {"base": base})


@transaction.atomic
def review_topic(*, topic: Topic | str, by: Person) -> Topic:
    """The lines were looked at and still hold: the next review moves on, no new edition is made.

    By the staff of the bodies that answer for the topic, or a coordinator.
    Refused: not_topic_unit, no_house, house_over (its last day is past: write it anew).
    """
    row = Topic.objects.select_for_update().get(pk=id_of(topic))
    viewer = network.viewer_of(by)
    rules.check_answers_for_topic(topic_units(row), viewer)
    standing = standing_house(viewer, row)
    house = standing.house if standing else None
    rules.check_reviewable(house, clock.legal_date())
    row.review_on = rules.next_review(house, row.review_every_days, clock.legal_date())
    row.reviewed_at, row.reviewed_by = clock.now(), by
    row.save()
    journal.record("topic.reviewed", by=by, subject=("topic", row), review_on=row.review_on)
    return row


@transaction.atomic
def keep_topic(
    *,
    name: str,
    by: Person,
    topic: Topic | str | None = None,
    code: str = "",
    name_en: str = "",
    parent: Topic | str | None = None,
    owner: Any = None,
    deputies: Iterable[Any] = (),
    keywords: Iterable[str] = (),
    review_every_days: int = 90,
) -> Topic:
    """A topic and who answers for it: a new one (`topic` None), or all of it anew.

    `code` of a new one is made of its name if it is empty; it never changes. Refused:
    coordinator_only, topic_name_missing, topic_code_taken, topic_parent, topic_review_days.
    """
    rules.check_keeps_topics(network.viewer_of(by))
    row = Topic.objects.select_for_update().get(pk=id_of(topic)) if topic else _new(code, name)
    rules.check_topic(name, review_every_days)
    row.name, row.name_en = nfc(name).strip(), nfc(name_en).strip()
    row.parent = _parent(row, parent)
    row.owner_id = id_of(owner) or None
    row.keywords = "\n".join(told for each in keywords if (told := nfc(each).strip()))
    row.review_every_days = review_every_days
    row.save()
    row.deputies.set({id_of(unit) for unit in deputies} - {row.owner_id})
    journal.record(
        "topic.kept", by=by, subject=("topic", row), owner=row.owner_id, new=topic is None
    )
    return row


def _new(code: str, name: str) -> Topic:
    code = re.sub(r"[^a-z0-9]+", "-", fold(code or name)).strip("-")[:40]
    if not code:
        raise Refused("releases.topic_name_missing")
    if Topic.objects.filter(pk=code).exists():
        raise Refused("releases.topic_code_taken", taken=code)
    return Topic(code=code, position=Topic.objects.count())


def _parent(row: Topic, parent: Topic | str | None) -> Topic | None:
    """Two levels and no more: a part has no parts."""
    if not parent:
        return None
    above = Topic.objects.get(pk=id_of(parent))
    if above.pk == row.pk or above.parent_id or Topic.objects.filter(parent=row.pk).exists():
        raise Refused("releases.topic_parent")
    return above
