"""Rows of the network. Whatever a reorganisation can change is a dated row, never a column."""

import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from thongsuot.lib import clock
from thongsuot.lib.choices import choices
from thongsuot.lib.text.fold import fold
from thongsuot.lib.text.order import sort_key
from thongsuot.network.terms import (
    ChannelName,
    Confidence,
    ContactState,
    MandateRole,
    UnitRole,
    VerificationMethod,
)


class DatedRows(models.QuerySet[Any]):
    """The one place where rows are narrowed to a day."""

    def on(self, day: date) -> Self:
        """Those that are true on that day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)

    def touching(self, first: date, last: date | None) -> Self:
        """Those that share a day with the span (null: until further notice)."""
        found = self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first))
        return found if last is None else found.filter(valid_from__lte=last)


class Dated(models.Model):
    """True from a day (included) to a day (included; null: until further notice)."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = DatedRows.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_dates_in_order",
            )
        ]


def _open_once(*fields: str) -> models.UniqueConstraint:
    """Of these, one at a time until further notice; rules see to overlaps of closed spans."""
    return models.UniqueConstraint(
        fields=fields,
        condition=Q(valid_to__isnull=True),
        name="%(app_label)s_%(class)s_one_until_further_notice",
    )


class Province(Dated):
    """A province or city as it was in a span of days. Codes were re-used: the code is no key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=100)
    code = models.CharField(max_length=10)


class Unit(models.Model):
    """Any body. It has nothing but an identity; the rest is dated."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=clock.now)


class UnitName(Dated):
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    name = models.CharField(max_length=255)
    short_name = models.CharField(max_length=40, blank=True)
    folded = models.CharField(max_length=300, editable=False, db_index=True)
    order = models.CharField(max_length=600, editable=False, db_index=True)

    class Meta(Dated.Meta):
        constraints: ClassVar = [*Dated.Meta.constraints, _open_once("unit")]

    def fill(self) -> Self:
        """Derive what is searched and sorted by; bulk writers call it themselves."""
        self.folded = fold(f"{self.name} {self.short_name}")[:300]
        self.order = sort_key(self.name)[:600]
        return self

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill()
        super().save(*args, **kwargs)


class UnitCode(Dated):
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="codes")
    scheme = models.CharField(max_length=40)
    code = models.CharField(max_length=40)

    class Meta(Dated.Meta):
        constraints: ClassVar = [*Dated.Meta.constraints, _open_once("scheme", "code")]
        indexes: ClassVar = [models.Index(fields=["scheme", "code"])]


class UnitRoleHeld(Dated):
    """The body is a ministry unit, a department, a press agency, a partner: or several."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=choices(UnitRole))
    detail = models.CharField(max_length=60, blank=True)  # vụ, cục, tạp chí …
    source = models.CharField(max_length=300, blank=True)  # where it was found
    confidence = models.CharField(max_length=10, choices=choices(Confidence), blank=True)

    class Meta(Dated.Meta):
        constraints: ClassVar = [*Dated.Meta.constraints, _open_once("unit", "role")]


class UnitParent(Dated):
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="parents")
    parent = models.ForeignKey(Unit, models.CASCADE, related_name="children")

    class Meta(Dated.Meta):
        constraints: ClassVar = [*Dated.Meta.constraints, _open_once("unit")]


class UnitProvince(Dated):
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="provinces")
    province = models.ForeignKey(Province, models.PROTECT, related_name="units")


class UnitDomain(Dated):
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="domains")
    domain = models.CharField(max_length=253)


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """What a person signs in with. Roles are mandates, so there are no flags or groups here."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    second_factor_required = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_email_in_any_case")
        ]


class Person(models.Model):
    """A human being with mandates. Purpose: to be reached in the exercise of those mandates."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=130, editable=False, db_index=True)
    order = models.CharField(max_length=300, editable=False, db_index=True)
    post = models.CharField(max_length=120, blank=True)  # chức vụ
    language = models.CharField(max_length=2, default="vi")
    account = models.OneToOneField(
        Account, models.SET_NULL, null=True, blank=True, related_name="person"
    )
    created_at = models.DateTimeField(default=clock.now)
    erased_at = models.DateTimeField(null=True, blank=True)  # the id stays, for the ledger

    def fill(self) -> Self:
        """Derive what is searched and sorted by; bulk writers call it themselves."""
        self.folded, self.order = fold(self.name)[:130], sort_key(self.name)[:300]
        return self

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill()
        super().save(*args, **kwargs)


class Mandate(Dated):
    """A person's post in the network: who, where, as what, between which days, by which paper."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=20, choices=choices(MandateRole))
    decision = models.CharField(max_length=120, blank=True)

    class Meta(Dated.Meta):
        constraints: ClassVar = [*Dated.Meta.constraints, _open_once("person", "unit", "role")]
        indexes: ClassVar = [
            models.Index(fields=["role", "unit"]),
            models.Index(fields=["person", "role"]),
        ]


class Deputy(Dated):
    """A leader lets somebody act in their place for some days."""

    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="deputies")
    person = models.ForeignKey(Person, models.PROTECT, related_name="deputises")
    named_at = models.DateTimeField(default=clock.now)


class ContactPoint(models.Model):
    """An address on a channel, of a person or of a unit (a shared mailbox)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="contact_points")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="contact_points")
    channel = models.CharField(max_length=12, choices=choices(ChannelName))
    address = models.CharField(max_length=320)
    preference = models.PositiveSmallIntegerField(default=1)  # 1 is tried first
    state = models.CharField(
        max_length=10, choices=choices(ContactState), default=ContactState.GOOD
    )
    state_reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, unit__isnull=True)
                | Q(person__isnull=True, unit__isnull=False),
                name="contact_point_has_one_holder",
            ),
            models.UniqueConstraint(
                fields=["person", "channel", "address"], name="one_address_once_per_person"
            ),
            models.UniqueConstraint(
                fields=["unit", "channel", "address"], name="one_address_once_per_unit"
            ),
        ]


class Verification(models.Model):
    """Somebody checked a contact point: who, when, how, which fields, until when."""

    contact_point = models.ForeignKey(ContactPoint, models.CASCADE, related_name="verifications")
    method = models.CharField(max_length=12, choices=choices(VerificationMethod))
    fields = models.JSONField(default=list)
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(default=clock.now)
    valid_until = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("checked_at")), name="verified_for_some_time"
            )
        ]


class Token(models.Model):
    """Lets a machine read on behalf of a person. Only the digest of the secret is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)


class Installation(models.Model):
    """This installation: one row. Its uuid qualifies every public id and stands in every seal."""

    only = models.BooleanField(primary_key=True, default=True)
    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    profile = models.CharField(max_length=40, blank=True)
    centre = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(only=True), name="one_installation")
        ]
