"""What became of bodies and provinces: batches of acts, who succeeds whom, mandates to decide."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from thongsuot.lib import clock
from thongsuot.lib.choices import choices
from thongsuot.network.models.bodies import Province, Unit
from thongsuot.network.models.people import Mandate, Person
from thongsuot.network.terms import Confidence, ProposalState, ReorganisationAct


class Batch(models.Model):
    """One file of acts, applied as a whole. It stays when it is undone; its rows do not.

    `written` is what undo needs: {"made": [[kind, key, last day]], "closed": [[kind, key, the
    last day it had, the last day it got]]}.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)  # SHA-256 of the text
    text = models.TextField()
    first_day = models.DateField()  # the earliest effective date
    written = models.JSONField(default=dict)
    applied_at = models.DateTimeField(default=clock.now)
    applied_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["digest"],
                condition=Q(undone_at__isnull=True),
                name="one_batch_applied_once",
            )
        ]


class Reorganisation(models.Model):
    """One act on one day, by one legal basis."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="reorganisations")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=12, choices=choices(ReorganisationAct))
    effective = models.DateField(db_index=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    confidence = models.CharField(max_length=10, choices=choices(Confidence))
    source = models.CharField(max_length=500, blank=True)
    in_effect_at = models.DateTimeField(null=True, blank=True)  # when the house was told

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "number"], name="one_act_per_number")
        ]


class Succession(models.Model):
    """From one body to another: all of it, or the function named. Many to many over an act.

    Without `from_unit`: a body new to the network; without `to_unit`: nobody succeeds.
    """

    reorganisation = models.ForeignKey(Reorganisation, models.CASCADE, related_name="successions")
    from_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="heirs")
    to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="origins")
    function = models.CharField(max_length=200, blank=True)  # empty: for the whole
    ends = models.BooleanField(default=False)  # `from_unit` ends the day before


class ProvinceSuccession(models.Model):
    """From one province to another."""

    reorganisation = models.ForeignKey(
        Reorganisation, models.CASCADE, related_name="province_successions"
    )
    from_province = models.ForeignKey(Province, models.PROTECT, null=True, related_name="heirs")
    to_province = models.ForeignKey(Province, models.PROTECT, null=True, related_name="origins")


class MandateProposal(models.Model):
    """A mandate at a body that ends: a person decides where it goes on, if anywhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="proposals")
    reorganisation = models.ForeignKey(Reorganisation, models.CASCADE, related_name="proposals")
    to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        max_length=10, choices=choices(ProposalState), default=ProposalState.PROPOSED
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made = models.ForeignKey(Mandate, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["mandate", "reorganisation"], name="one_proposal_per_mandate_and_act"
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.PROPOSED, decided_at__isnull=True)
                | ~Q(state=ProposalState.PROPOSED) & Q(decided_at__isnull=False),
                name="decided_proposal_has_its_hour",
            ),
        ]
