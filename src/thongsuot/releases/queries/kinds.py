"""The kinds of edition and the topics: short lists, rows to read."""

from django.db.models import QuerySet

from thongsuot.releases.models import Kind, Topic


def kinds() -> QuerySet[Kind]:
    return Kind.objects.order_by("position")


def topics() -> QuerySet[Topic]:
    """In the order in which they are shipped: a topic stands before its parts."""
    return Topic.objects.select_related("parent", "owner").order_by("position")
