"""Taking an edition over into a local text, and following what becomes of its origin."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.releases import origins, rules
from thongsuot.releases.actions.telling import tell_adapter
from thongsuot.releases.actions.writing import check, id_of, locked, text_of
from thongsuot.releases.models import Adaptation, Draft, Edition, Kind, Release
from thongsuot.releases.queries.adapting import origin_of_edition
from thongsuot.releases.queries.editions import edition_for
from thongsuot.releases.rules import Act
from thongsuot.releases.terms import MESSAGE_HOUSE, EditionState, Follows, Origin, OriginMove, Reach


@transaction.atomic
def adapt(*, edition: Edition | UUID, unit: Any, by: Person) -> Release:
    """Begin a local text of one's own unit out of an edition: its words stand in the author's
    unsaved copy, with the origin named at the end. It goes its own way of approval.

    Refused: not_your_unit, origin_unread, origin_before_hour, origin_gone.
    """
    view = edition_for(network.viewer_of(by), id_of(edition))
    stands = view is not None and view.state == EditionState.STANDING
    origins.check_takes(
        can_read=view is not None and view.can_read,
        before_hour=view is not None and view.before_hour,
        stands=stands and view is not None and view.follows != Follows.WITHDRAWS,
    )
    assert view is not None
    row = Edition.objects.select_related("revision").get(pk=view.id)
    release = _begin(origin_of_edition(view), _first(row).kind_id, unit, by, edition=row)
    return _told(release, by, edition=str(row.pk))


@transaction.atomic
def adapt_foreign(*, origin: Origin, foreign: str, kind: str, unit: Any, by: Person) -> Release:
    """`adapt` for an edition of another installation, which `foreign` names
    ("<installation>/<edition>"); whoever calls has seen that `by` may read it, that its hour has
    come and that it stands. Refused: not_your_unit."""
    return _told(_begin(origin, kind, unit, by, foreign=foreign), by, foreign=foreign)


def _begin(
    origin: Origin,
    kind: str,
    unit: Any,
    by: Person,
    edition: Edition | None = None,
    foreign: str = "",
) -> Release:
    rules.check_draft_for(id_of(unit), network.viewer_of(by))
    chosen = _kind(kind)
    release = Release.objects.create(
        kind=chosen,
        unit_id=id_of(unit),
        author=by,
        topic_id=edition.topic_id if edition else None,
        reach=origins.narrower(Reach(origin.reach), Reach(chosen.reach)),
        title=origin.title,
        language=origin.language,
    )
    Adaptation.objects.create(
        release=release, origin=edition, foreign=foreign, taken=origin.as_data(), taken_by=by
    )
    body = origin.body + _source(origin)
    files = list(edition.revision.files) if edition else []
    text = text_of(origin.title, origin.summary, body, files, language=origin.language)
    Draft.objects.create(release=release, person=by, **text)
    return release


def _first(edition: Edition) -> Edition:
    """What a correction corrects in the end: its kind is the text's own."""
    while edition.predecessor is not None:
        edition = edition.predecessor
    return edition


def _kind(code: str) -> Kind:
    """Its own kind, where a text of it can be begun; else the first that can."""
    fit = Kind.objects.filter(follows="").exclude(route=[]).exclude(pk=MESSAGE_HOUSE)
    found = fit.filter(pk=code).first() or fit.order_by("position").first()
    if found is None:
        raise Refused("releases.no_such_kind", follows="")
    return found


def _source(origin: Origin) -> str:
    """The line that names the origin, at the end of the text."""
    with override(origin.language):
        words = _("Nguồn: %(unit)s, bản phát hành số %(number)s.")
        return f"<p>{escape(words % {'unit': origin.unit_name, 'number': origin.number})}</p>"


def _told(release: Release, by: Person, **facts: str) -> Release:
    journal.record(
        "release.adapted", by=by, subject=("release", release), unit=release.unit_id, **facts
    )
    return release


@transaction.atomic
def origin_moved(
    *,
    adaptation: Adaptation | int,
    move: OriginMove,
    newest: Origin | None = None,
    edition: UUID | None = None,
    foreign: str = "",
    by: Person | None = None,
) -> Adaptation:
    """The origin was corrected (`newest` are its words now, `edition` the one in this house,
    `foreign` that of another installation) or taken back. Who wrote the local text and its
    unit's officers hear of it. A second time changes nothing."""
    row = (
        Adaptation.objects.select_for_update(of=("self",))
        .select_related("release__kind")
        .get(pk=getattr(adaptation, "pk", adaptation))
    )
    heard = row.origin_id == edition if edition else row.foreign == foreign
    if heard or row.moved == OriginMove.WITHDRAWN:
        return row
    row.moved, row.moved_at, row.compared_at, row.compared_by = move, clock.now(), None, None
    row.newest = newest.as_data() if newest else row.newest
    if edition is not None:
        row.origin_id = edition
    row.foreign = foreign or row.foreign
    row.save()
    tell_adapter(row)
    journal.record("release.origin_moved", by=by, subject=("release", row.release_id), move=move)
    return row


@transaction.atomic
def compared_with_origin(*, release: Release | UUID, by: Person) -> Adaptation:
    """A person of the unit has laid the text beside its corrected origin.
    Refused: not_your_unit, not_now, origin_unmoved."""
    row = locked(release)
    check(Act.EDIT, row, by)
    found = Adaptation.objects.filter(release=row, moved=OriginMove.CORRECTED).first()
    if found is None:
        raise Refused("releases.origin_unmoved")
    found.compared_at, found.compared_by = clock.now(), by
    found.save(update_fields=["compared_at", "compared_by"])
    journal.record("release.compared_with_origin", by=by, subject=("release", row))
    return found
