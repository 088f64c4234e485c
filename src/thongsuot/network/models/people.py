"""People, what they hold, and what they sign in with."""

import uuid
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from thongsuot.lib import clock
from thongsuot.lib.choices import choices
from thongsuot.lib.text.fold import fold
from thongsuot.lib.text.order import sort_key
from thongsuot.network.models.bodies import Unit
from thongsuot.network.models.dated import Dated, open_once
from thongsuot.network.terms import MandateRole


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
    quiet_from = models.TimeField(null=True, blank=True)  # in Viet Nam; urgent editions pass
    quiet_to = models.TimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
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
    decided_at = models.DateTimeField(null=True, blank=True)  # starts the clock of publication
    matter = models.CharField(max_length=200, blank=True)  # a delegate speaks on this alone
    published_at = models.DateTimeField(null=True, blank=True)  # on the list of spokespersons
    publication_reminded_at = models.DateTimeField(null=True, blank=True)
    end_noted_at = models.DateTimeField(null=True, blank=True)  # its end was told, once

    class Meta(Dated.Meta):
        constraints: ClassVar = [*Dated.Meta.constraints, open_once("person", "unit", "role")]
        indexes: ClassVar = [
            models.Index(fields=["role", "unit"]),
            models.Index(fields=["person", "role"]),
        ]


class Deputy(Dated):
    """A leader lets somebody act in their place for some days."""

    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="deputies")
    person = models.ForeignKey(Person, models.PROTECT, related_name="deputises")
    named_at = models.DateTimeField(default=clock.now)


class Naming(models.Model):
    """A leader named an officer: kept until a coordinator has seen it, and maybe undone it."""

    mandate = models.ForeignKey(Mandate, models.SET_NULL, null=True, related_name="+")
    replaced = models.ForeignKey(Mandate, models.SET_NULL, null=True, related_name="+")
    replaced_until = models.DateField(null=True)  # the last day that the old mandate had before
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    named_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    named_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    undone = models.BooleanField(default=False)


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
