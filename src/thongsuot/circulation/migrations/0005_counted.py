"""Batches of dispatches made before batches had rows of their own, counted from the ledger."""

from collections import defaultdict

from django.db import migrations
from django.db.models import Count


def count(apps, schema_editor):
    delivery, batch = (apps.get_model("circulation", name) for name in ("Delivery", "Batch"))
    grouped = (
        delivery.objects.order_by()
        .values_list("dispatch", "batch", "channel", "state")
        .annotate(count=Count("pk"))
    )
    found = defaultdict(dict)
    for dispatch, number, channel, state, deliveries in grouped.iterator():
        found[dispatch, number, channel][state] = deliveries
    known = set(batch.objects.values_list("dispatch", "number"))
    batch.objects.bulk_create(
        [
            batch(
                dispatch_id=dispatch,
                number=number,
                channel=channel,
                planned=sum(states.values()),
                sent=states.get("sent", 0),
                failed=states.get("failed", 0),
                stopped=states.get("stopped", 0),
            )
            for (dispatch, number, channel), states in found.items()
            if (dispatch, number) not in known
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("circulation", "0004_speed_and_channels")]
    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
