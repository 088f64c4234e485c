"""Every address under `/ban/`."""

from thongsuot.desk.urls import calling, network, office, privacy, readiness, releases

app_name = "desk"
urlpatterns = [
    *releases.urlpatterns,
    *office.urlpatterns,
    *network.urlpatterns,
    *readiness.urlpatterns,
    *privacy.urlpatterns,
    *calling.urlpatterns,
]
