"""«Tiếp tục gửi»: a coordinator lifts the hold on sending."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thongsuot.circulation import queries as circulation
from thongsuot.desk import office
from thongsuot.desk.guards import coordinator_only
from thongsuot.journal import actions as journal
from thongsuot.work import actions as work
from thongsuot.work import queries as work_queries


@coordinator_only
@require_http_methods(["GET", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """GET tells how much waits and since when; POST lets it go."""
    hold = work_queries.held()
    if hold is None:
        messages.info(request, _("Việc gửi không bị tạm giữ."))
        return redirect("desk:dispatches")
    if request.method == "GET":
        shown = {"waiting": circulation.waiting_deliveries()}
        return office.page(request, "desk/dispatches/resume.html", "dispatches", **shown)
    with transaction.atomic():
        lifted = work.resume_sending(by=request.person)  # type: ignore[attr-defined]
        if lifted is not None:
            journal.record(
                "sending.resumed",
                by=request.person,  # type: ignore[attr-defined]
                subject=("hold", lifted.pk),
            )
    messages.success(request, _("Đã cho gửi tiếp. Thư đang chờ sẽ đi trong ít phút."))
    return redirect("desk:dispatches")
