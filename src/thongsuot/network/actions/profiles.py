"""Loading a shipped network: in chunks, each its own short transaction; what stands, stays."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any, TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

from allauth.account.models import EmailAddress
from django.db import models, transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.network import fiction, profiles
from thongsuot.network.actions.asking import check_manages
from thongsuot.network.fiction import Invented
from thongsuot.network.models import (
    Account,
    ContactPoint,
    Mandate,
    Person,
    Province,
    Unit,
    UnitCode,
    UnitDomain,
    UnitName,
    UnitParent,
    UnitProvince,
    UnitRoleHeld,
)
from thongsuot.network.profiles import BodyRow, Profile
from thongsuot.network.terms import STAFF, ChannelName, Loaded, MandateRole, Sharing

CHUNK = 50
Progress = Callable[[int, int], None]
Item = TypeVar("Item")
_Step = Callable[[], None]


def load_profile(
    code: str,
    *,
    with_fictitious_people: bool = False,
    ends_known: bool = False,
    progress: Progress | None = None,
    by: Person | None = None,
) -> Loaded:
    """Adds what is missing of a profile; what is there already is left as people have made it.

    Bodies stand until further notice, as on the profile's day: reorganisations after it are acts
    of their own. `ends_known` writes instead the ends that are known by now. `progress` hears
    (done, all) after each chunk. An interrupted load goes on where it stopped; the one journal
    entry is written with the last chunk, and none when nothing was missing.
    """
    check_manages(by)
    profile = profiles.read(code)
    loading = _Loading(profile, ends_known)
    steps, units, people = loading.steps(with_fictitious_people)
    centre = loading.unit_id(profile.centre)
    for done, step in enumerate(steps, 1):
        with transaction.atomic():
            step()
            if done == len(steps):
                journal.record(
                    "profile.loaded",
                    by=by,
                    subject=("profile", code),
                    units=units,
                    people=people,
                )
        if progress is not None:
            progress(done, len(steps))
    return Loaded(profile=code, centre=centre, units_added=units, people_added=people)


class _Loading:
    """What is missing, as chunks to write. Ids follow from the profile's codes, so a second
    load, or one that goes on, knows what is there."""

    def __init__(self, profile: Profile, ends_known: bool) -> None:
        self.profile = profile
        self.ends_known = ends_known

    def unit_id(self, code: str) -> UUID:
        return self._id("unit", code)

    def steps(self, with_people: bool) -> tuple[list[_Step], int, int]:
        """The chunks to write, and how many bodies and people they add."""
        provinces = self._missing(
            Province, self.profile.provinces, lambda row: self._id("province", row.code)
        )
        listed = UnitCode.objects.filter(scheme=self.profile.code)
        known = set(listed.values_list("code", flat=True))
        bodies = [row for row in self.profile.bodies if row.code not in known]
        invented = fiction.people(self.profile) if with_people else []
        people = self._missing(Person, invented, lambda one: self._id("person", one.key))
        steps = [self._chunk(self._write_provinces, part) for part in _parts(provinces)]
        steps += [self._chunk(self._write_bodies, part) for part in _parts(bodies)]
        steps += [self._chunk(self._write_people, part) for part in _parts(people)]
        new = {self.unit_id(row.body) for row in bodies if row.body == row.code}
        return steps, len(new), len(people)

    def _chunk(self, write: Callable[[Sequence[Any]], None], part: Sequence[Any]) -> _Step:
        return lambda: write(part)

    def _missing(
        self, model: type[models.Model], items: Sequence[Item], key: Callable[[Item], UUID]
    ) -> list[Item]:
        rows = model._default_manager.filter(pk__in=[key(item) for item in items])
        known = set(rows.values_list("pk", flat=True))
        return [item for item in items if key(item) not in known]

    def _id(self, kind: str, code: str) -> UUID:
        return uuid5(NAMESPACE_URL, f"thongsuot:{self.profile.code}/{kind}/{code}")

    def _end(self, last_day: date | None) -> date | None:
        return last_day if self.ends_known else None

    def _write_provinces(self, part: Sequence[profiles.ProvinceRow]) -> None:
        Province.objects.bulk_create(
            Province(
                id=self._id("province", row.code),
                name=row.name,
                code=row.code,
                valid_from=row.valid_from,
                valid_to=self._end(row.last_day),
            )
            for row in part
        )

    def _write_bodies(self, part: Sequence[BodyRow]) -> None:
        own = [row for row in part if row.body == row.code]
        Unit.objects.bulk_create(
            [Unit(id=self.unit_id(row.body)) for row in own], ignore_conflicts=True
        )
        UnitName.objects.bulk_create(
            UnitName(name=row.name, short_name=row.short_name, **self._dated(row)).fill()
            for row in own
        )
        UnitCode.objects.bulk_create(
            UnitCode(scheme=self.profile.code, code=row.code, **self._dated(row)) for row in part
        )
        UnitRoleHeld.objects.bulk_create(
            UnitRoleHeld(
                role=row.role,
                detail=row.detail,
                source=row.source,
                confidence=row.confidence,
                **self._dated(row),
            )
            for row in part
            if row.role
        )
        self._write_surroundings(part)

    def _write_surroundings(self, part: Sequence[BodyRow]) -> None:
        UnitParent.objects.bulk_create(
            UnitParent(parent_id=self.unit_id(row.parent), **self._dated(row))
            for row in part
            if row.parent
        )
        UnitProvince.objects.bulk_create(
            UnitProvince(province_id=self._id("province", row.province), **self._dated(row))
            for row in part
            if row.province
        )
        UnitDomain.objects.bulk_create(
            UnitDomain(domain=row.domain, **self._dated(row)) for row in part if row.domain
        )

    def _dated(self, row: BodyRow) -> dict[str, Any]:
        return {
            "unit_id": self.unit_id(row.body),
            "valid_from": row.valid_from,
            "valid_to": self._end(row.last_day),
        }

    def _write_people(self, part: Sequence[Invented]) -> None:
        accounts = _open_accounts(part)
        Person.objects.bulk_create(
            Person(
                id=self._id("person", one.key),
                name=one.name,
                post=one.post,
                account=accounts[one.emails[0]],
            ).fill()
            for one in part
        )
        Mandate.objects.bulk_create(self._mandate(one, "mandate", one.role) for one in part)
        Mandate.objects.bulk_create(self._speaking(one) for one in part if one.speaks)
        ContactPoint.objects.bulk_create(point for one in part for point in self._addresses(one))
        self._write_mailboxes(part)

    def _mandate(self, one: Invented, kind: str, role: MandateRole) -> Mandate:
        return Mandate(
            id=self._id(kind, one.key),
            person_id=self._id("person", one.key),
            unit_id=self.unit_id(one.body),
            role=role,
            valid_from=self.profile.day,
        )

    def _speaking(self, one: Invented) -> Mandate:
        """Decided and published on the profile's day."""
        mandate = self._mandate(one, "speaking", MandateRole.SPOKESPERSON)
        mandate.decided_at = datetime.combine(self.profile.day, time(8), clock.VIETNAM)
        mandate.published_at = mandate.decided_at
        return mandate

    def _addresses(self, one: Invented) -> list[ContactPoint]:
        ways = [(ChannelName.EMAIL, email) for email in one.emails]
        ways.append((ChannelName.PHONE, one.phone))
        public = {one.emails[0], one.phone} if one.speaks else set()
        return [
            ContactPoint(
                id=self._id("address", address),
                person_id=self._id("person", one.key),
                channel=channel,
                address=address,
                preference=1 + [w for w in ways if w[0] == channel].index((channel, address)),
                sharing=Sharing.PUBLIC if address in public else Sharing.NETWORK,
            )
            for channel, address in ways
        ]

    def _write_mailboxes(self, part: Sequence[Invented]) -> None:
        """With the body's first invented person comes its shared mailbox."""
        boxes = fiction.mailboxes(self.profile)
        ContactPoint.objects.bulk_create(
            ContactPoint(
                id=self._id("address", boxes[body]),
                unit_id=self.unit_id(body),
                channel=ChannelName.EMAIL,
                address=boxes[body],
                preference=9,
            )
            for body in sorted({one.body for one in part if one.key.endswith("/leader")})
            if body in boxes
        )


def _open_accounts(part: Sequence[Invented]) -> dict[str, Account]:
    """Accounts without a usable password: such people sign in by code, or in demo mode."""
    accounts = [
        Account(email=one.emails[0], second_factor_required=one.role in STAFF) for one in part
    ]
    for account in accounts:
        account.set_unusable_password()
    made = Account.objects.bulk_create(accounts)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=account, email=account.email, verified=True, primary=True)
        for account in made
    )
    return {account.email: account for account in made}


def _parts(items: Sequence[Item]) -> list[Sequence[Item]]:
    return [items[start : start + CHUNK] for start in range(0, len(items), CHUNK)]
