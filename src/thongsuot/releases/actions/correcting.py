"""Successors: the text that corrects an edition, the notice that takes one back."""

import json
from typing import Any
from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib.refused import Refused
from thongsuot.network.models import Person
from thongsuot.releases.actions.writing import check, id_of, locked
from thongsuot.releases.models import Draft, Edition, Kind, Release
from thongsuot.releases.rules import Act
from thongsuot.releases.terms import Follows, ReleaseState

_ENDED = (ReleaseState.RELEASED, ReleaseState.DROPPED)


@transaction.atomic
def correct(*, edition: Edition | UUID, by: Person) -> Release:
    """Begin the correction of an edition: its text stands in the author's unsaved copy, of a
    message house all its lines.

    Refused: not_your_unit, withdrawn_already, corrected_already, successor_in_work.
    """
    release, before = _begin(edition, by, Act.CORRECT, Follows.CORRECTS)
    kept = json.loads(bytes(before.stored))
    text = {name: kept[name] for name in ("summary", "body", "files")}
    house = before.revision.house  # with what stayed inside
    Draft.objects.create(release=release, person=by, title=release.title, house=house, **text)
    _record("release.correction_begun", release, by)
    return release


@transaction.atomic
def withdraw(*, edition: Edition | UUID, by: Person) -> Release:
    """Begin the withdrawal of an edition; nothing is taken back before it is approved.

    Refused: not_your_unit, withdrawn_already, corrected_already, withdrawal_stands.
    """
    release, _before = _begin(edition, by, Act.WITHDRAW, Follows.WITHDRAWS)
    Draft.objects.create(release=release, person=by, title=release.title)
    _record("release.withdrawal_begun", release, by)
    return release


def _begin(
    edition: Edition | UUID, by: Person, act: Act, follows: Follows
) -> tuple[Release, Edition]:
    """The new text, and what it follows."""
    before = Edition.objects.select_related("release", "revision").get(pk=id_of(edition))
    earlier = locked(before.release_id)
    check(act, earlier, by)
    kind = Kind.objects.filter(follows=follows).order_by("position").first()
    if kind is None:
        raise Refused("releases.no_such_kind", follows=follows.value)
    _check_alone(act, before)
    open_work = before.successors_in_work.filter(kind__follows=follows)
    if open_work.exclude(state__in=_ENDED).exists():
        raise Refused("releases.successor_in_work")
    release = Release.objects.create(
        kind=kind,
        unit_id=before.unit_id,
        author=by,
        predecessor=before,
        title=f"{kind.name}: {before.title}"[:300],
        urgent=kind.urgent,
        **_details(earlier, before),
    )
    return release, before


def _check_alone(act: Act, before: Edition) -> None:
    """A correction that is sealed and waits for its hour is already the next word."""
    if act == Act.CORRECT and before.successors.filter(kind__follows=Follows.CORRECTS).exists():
        raise Refused("releases.corrected_already")


def _details(earlier: Release, before: Edition) -> dict[str, Any]:
    return {
        "topic_id": before.topic_id,
        "reach": before.reach,
        "policy_stage": before.policy_stage,
        "cleared_for_publication": earlier.cleared_for_publication,
        "cleared_by": earlier.cleared_by,
        "cleared_at": earlier.cleared_at,
        "language": before.language,
    }


def _record(act: str, release: Release, by: Person) -> None:
    journal.record(act, by=by, subject=("release", release), predecessor=release.predecessor_id)
