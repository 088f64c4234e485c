"""Every address of the house. The doors own what is behind each prefix."""

from django.urls import include, path
from django.views.i18n import set_language

from thongsuot.project.health import healthz

urlpatterns = [
    path("", include("thongsuot.portal.urls")),
    path("", include("thongsuot.api.urls")),
    path("ban/", include("thongsuot.desk.urls")),
    path("tai-khoan/", include("thongsuot.portal.urls_accounts")),
    path("ngon-ngu/", set_language, name="set_language"),
    path("healthz", healthz, name="healthz"),
]

handler400 = "thongsuot.portal.views.errors.bad_request"
handler403 = "thongsuot.portal.views.errors.forbidden"
handler404 = "thongsuot.portal.views.errors.not_found"
handler500 = "thongsuot.portal.views.errors.broken"
