"""Every address under `/ban/`."""

from thongsuot.desk.urls import (
    calling,
    importing,
    network,
    office,
    privacy,
    readiness,
    releases,
    reorganising,
)

app_name = "desk"
urlpatterns = [
    *releases.urlpatterns,
    *office.urlpatterns,
    *network.urlpatterns,
    *reorganising.urlpatterns,
    *readiness.urlpatterns,
    *privacy.urlpatterns,
    *calling.urlpatterns,
    *importing.urlpatterns,
]
