"""What a shared cache may keep of public pages, and until when."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from thongsuot.lib import clock
from thongsuot.releases import queries as releases

LONGEST = 15  # seconds: enough against a rush; a withdrawal is seen everywhere within them


def shared(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Lets caches keep a public page for some seconds, never beyond the next embargo's end.

    A signed-in person's answer is left to the privacy middleware: `no-store`.
    """
    if not request.user.is_authenticated:
        response["Cache-Control"] = f"public, max-age={_seconds()}, must-revalidate"
        patch_vary_headers(response, ("Cookie",))
    return response


def _seconds() -> int:
    now = clock.now()
    opening = releases.next_opening(now)
    return LONGEST if opening is None else min(LONGEST, int((opening - now).total_seconds()))
