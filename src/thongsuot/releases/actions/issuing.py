"""Parts of larger commands of the rooms above, whose entries tell of them: they write none.

`compose` begins a text and saves it; `issue` seals one that asks and states nothing, and that
nobody therefore approves.
"""

from typing import Any

from django.db import transaction

from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network.models import Person
from thongsuot.releases import rules, standing
from thongsuot.releases.actions.drafting import begin_text
from thongsuot.releases.actions.pinning import house_text
from thongsuot.releases.actions.sealing import seal_edition
from thongsuot.releases.actions.writing import check, locked, new_revision, text_of
from thongsuot.releases.houses import House
from thongsuot.releases.models import Edition, Kind, Release, Topic
from thongsuot.releases.rules import Act
from thongsuot.releases.terms import Reach, ReleaseState


@transaction.atomic
def compose(
    *,
    kind: Kind | str,
    unit: Any,
    by: Person,
    title: str,
    summary: str = "",
    body: str = "",
    topic: Topic | str | None = None,
    house: House | None = None,
) -> Release:
    """A text of one's own unit, begun and saved once; of a message house its lines instead of
    words. Refused: as `draft` and `save`."""
    release = begin_text(kind=kind, unit=unit, by=by, title=title, topic=topic, house=house)
    text = (
        house_text(release, by, house, title=title, files=[])
        if house is not None
        else text_of(title, summary, body, [])
    )
    new_revision(release, by, text, 0)
    return release


@transaction.atomic
def issue(
    *,
    kind: Kind | str,
    unit: Any,
    by: Person,
    title: str,
    summary: str = "",
    body: str,
    topic: Topic | str | None = None,
) -> Edition:
    """A request as a sealed edition, at once: of a kind without a route, for the units alone.

    Refused: needs_approval, beyond_units, not_your_unit, nothing_written, no_seal_key.
    """
    made = compose(
        kind=kind, unit=unit, by=by, title=title, summary=summary, body=body, topic=topic
    )
    release = locked(made)
    check(Act.ISSUE, release, by)
    rules.check_issued(Reach(release.reach))
    revision = standing.newest(release)
    if revision is None or not (revision.title and revision.body):
        raise Refused("releases.nothing_written")
    edition = seal_edition(release, revision)
    release.state, release.changed_at = ReleaseState.RELEASED, clock.now()
    release.save()
    return edition
