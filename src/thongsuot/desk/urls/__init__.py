"""Every address under `/ban/`."""

from thongsuot.desk.urls import network, office, readiness, releases

app_name = "desk"
urlpatterns = [
    *releases.urlpatterns,
    *office.urlpatterns,
    *network.urlpatterns,
    *readiness.urlpatterns,
]
