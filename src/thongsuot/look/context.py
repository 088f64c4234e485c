"""What every page knows about where it stands (a context processor)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

THEMES = ("light", "dark")


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Names of the installation, the theme chosen in the cookie (empty: as the device), demo mode.

    Costs no query, so that the error pages can use it too.
    """
    theme = request.COOKIES.get("theme", "")
    config = getattr(settings, "CONFIG", None)
    return {
        "site_name": getattr(config, "email_from_name", "Thông Suốt"),
        "theme": theme if theme in THEMES else "",
        "demo_mode": bool(getattr(config, "demo", False)),
        "language_cookie": settings.LANGUAGE_COOKIE_NAME,
    }
