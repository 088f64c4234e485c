"""Pages that the reader's browser keeps for when there is no network.

A worker of the browser (`static/desk/saying-worker.js`) keeps what was visited under one address.
Each answer says for whom it is, so that it empties itself for anybody else; the name it is said by
means nothing elsewhere.
"""

from functools import lru_cache
from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_GET

from thongsuot.desk.guards import DeskRequest, staff_only

WHOSE = "X-Kept-For"
_WORKER = Path(__file__).parent.parent / "static" / "desk" / "saying-worker.js"


def kept_by_browser(request: DeskRequest, page: HttpResponse) -> HttpResponse:
    """The page, marked as one that the worker may keep for this person."""
    page[WHOSE] = salted_hmac("saved pages", str(request.viewer.person)).hexdigest()[:32]
    return page


@staff_only
@require_GET
def worker(request: DeskRequest) -> HttpResponse:
    """The worker's script. It stands where its pages are, so that it rules over those alone."""
    return HttpResponse(_script(), content_type="text/javascript; charset=utf-8")


@staff_only
@require_GET
def offline(request: DeskRequest) -> HttpResponse:
    """What is shown without network where nothing was kept; it names nobody."""
    return render(request, "desk/ready/offline.html", {"plain": True})


@lru_cache(maxsize=1)
def _script() -> str:
    return _WORKER.read_text("utf-8")
