"""What a shared cache may keep of public pages, and until when."""

from datetime import datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from thongsuot.lib import clock
from thongsuot.releases import queries as releases

LONGEST = 15  # seconds: enough against a rush; a withdrawal is seen everywhere within them


def shared(
    request: HttpRequest, response: HttpResponseBase, until: datetime | None = None
) -> HttpResponseBase:
    """Lets caches keep a public page for some seconds, never beyond the next embargo's end, nor
    beyond `until`.

    A signed-in person's answer is left to the privacy middleware: `no-store`.
    """
    if not request.user.is_authenticated:
        response["Cache-Control"] = f"public, max-age={_seconds(until)}, must-revalidate"
        patch_vary_headers(response, ("Cookie",))
    return response


def _seconds(until: datetime | None) -> int:
    now = clock.now()
    ends = [end for end in (releases.next_opening(now), until) if end is not None]
    return min([LONGEST, *(int((end - now).total_seconds()) for end in ends)])
