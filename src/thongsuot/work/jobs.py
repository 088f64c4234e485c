"""The room's own sweep: finished calls do not stay for ever."""

from datetime import timedelta

from django.conf import settings

from thongsuot.lib import clock
from thongsuot.work import engine
from thongsuot.work.registry import every

KEPT = timedelta(days=30)  # as long as a repeated key is known to be a repetition
AT_ONCE = 500


@every(seconds=3600, name="work.forget_finished")
def forget_finished() -> None:
    """Delete the engine's rows of calls that ended well a month ago, in short transactions."""
    if settings.WORK_ENGINE != "dbos":
        return
    client, before = engine.client(), (clock.now() - KEPT).isoformat()
    while old := client.list_workflows(
        status="SUCCESS",
        completed_before=before,
        limit=AT_ONCE,
        load_input=False,
        load_output=False,
    ):
        client.delete_workflows([call.workflow_id for call in old])
