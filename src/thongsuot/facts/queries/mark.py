"""Whether the bank changed: for what is kept of its figures."""

from typing import Any

from django.db.models import Count, Max

from thongsuot.facts.models import Indicator, Value


def mark() -> tuple[Any, ...]:
    """It changes with every statement and with every name, measure and reach of an indicator. Two
    questions."""
    stated = Value.objects.aggregate(Count("pk"), Max("stated_at"))
    named = Indicator.objects.order_by("pk").values_list("pk", "name", "measure", "reach")
    return (*stated.values(), *named)
