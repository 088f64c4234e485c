"""Bodies and provinces: an identity, and dated rows for whatever a reorganisation can change."""

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from thongsuot.lib import clock
from thongsuot.lib.choices import choices
from thongsuot.lib.text.fold import fold
from thongsuot.lib.text.order import sort_key
from thongsuot.network.models.dated import Dated, open_once
from thongsuot.network.terms import Confidence, UnitRole


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
        constraints: ClassVar = [*Dated.Meta.constraints, open_once("unit")]

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
        constraints: ClassVar = [*Dated.Meta.constraints, open_once("scheme", "code")]
        indexes: ClassVar = [models.Index(fields=["scheme", "code"])]


class UnitRoleHeld(Dated):
    """The body is a ministry unit, a department, a press agency, a partner: or several."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=choices(UnitRole))
    detail = models.CharField(max_length=60, blank=True)  # vụ, cục, tạp chí …
    source = models.CharField(max_length=300, blank=True)  # where it was found
    confidence = models.CharField(max_length=10, choices=choices(Confidence), blank=True)

    class Meta(Dated.Meta):
        constraints: ClassVar = [*Dated.Meta.constraints, open_once("unit", "role")]


class UnitParent(Dated):
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="parents")
    parent = models.ForeignKey(Unit, models.CASCADE, related_name="children")

    class Meta(Dated.Meta):
        constraints: ClassVar = [*Dated.Meta.constraints, open_once("unit")]


class UnitProvince(Dated):
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="provinces")
    province = models.ForeignKey(Province, models.PROTECT, related_name="units")


class UnitDomain(Dated):
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="domains")
    domain = models.CharField(max_length=253)


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
