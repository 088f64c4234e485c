"""A kit and its texts, ours alone until the act is over."""

from dataclasses import dataclass
from uuid import UUID

from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.releases import announcing, rules, standing
from thongsuot.releases.actions.writing import id_of, locked
from thongsuot.releases.announcing import Deed
from thongsuot.releases.models import Kit, Release


@dataclass(frozen=True)
class LockedKit:
    """A kit with its texts, the release first, and what the rules of each text read."""

    kit: Kit
    releases: tuple[Release, ...]
    works: tuple[rules.Work, ...]

    @property
    def authors(self) -> frozenset[UUID]:
        """Who wrote of any part, up to now: a submission may just have saved a copy."""
        return frozenset().union(*(standing.authors_of(each) for each in self.releases))

    def check(self, deed: Deed, by: Person) -> None:
        """Refused: kit_not_now, and as the rules of a text have it."""
        state = standing.state_of_kit(self.kit, self.releases)
        announcing.check(deed, self.works, state, network.viewer_of(by))


def locked_kit(kit: Kit | UUID) -> LockedKit:
    row = Kit.objects.select_for_update(of=("self",)).get(pk=id_of(kit))
    parts = row.parts.order_by("position").values_list("release_id", flat=True)
    releases = tuple(locked(id) for id in parts)
    return LockedKit(row, releases, tuple(standing.work_of(release) for release in releases))


def speakers_of(kit: Kit) -> set[UUID]:
    return set(kit.speakers.values_list("person_id", flat=True))


def touch(kit: Kit) -> None:
    """Kept as it is now, as changed now."""
    kit.changed_at = clock.now()
    kit.save()
