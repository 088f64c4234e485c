"""Editions of other installations as origins of local texts."""

from dataclasses import dataclass
from uuid import UUID

from thongsuot.network.terms import Viewer
from thongsuot.peers import reading
from thongsuot.peers.models import IncomingEdition
from thongsuot.peers.queries.incoming import incoming_edition
from thongsuot.peers.terms import IncomingState, Proven
from thongsuot.releases.terms import Origin


@dataclass(frozen=True)
class Takeable:
    """What `releases.actions.adapt_foreign` needs of an edition that came in."""

    origin: Origin
    foreign: str
    kind: str


def takeable(viewer: Viewer, id: UUID | str) -> Takeable | None:
    """The edition, if the viewer may read it, its seal was proved, its hour has come and it
    stands; else None."""
    view = incoming_edition(viewer, id)
    fit = (
        view is not None
        and view.can_read
        and not view.before_hour
        and view.state == IncomingState.STANDING
        and view.proven != Proven.UNPROVEN
        and view.follows != "withdraws"
    )
    if view is None or not fit:
        return None
    row = IncomingEdition.objects.get(pk=view.id)
    return Takeable(origin_of(row), name_of(row.installation, row.edition), row.kind)


def origin_of(row: IncomingEdition) -> Origin:
    """What a local text is taken over from. Its page is at the installation that sealed it."""
    return Origin(
        unit_name=row.unit_name,
        number=row.number_label,
        title=row.title,
        summary=reading.summary(row),
        body=reading.body(row),
        reach=row.reach,
        language=row.language,
        link=f"{row.origin_url}/tin/{row.edition}/" if row.origin_url else "",
    )


def name_of(installation: UUID, edition: UUID) -> str:
    """What names an edition of another installation everywhere."""
    return f"{installation}/{edition}"
