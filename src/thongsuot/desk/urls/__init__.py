"""Every address under `/ban/`."""

from thongsuot.desk.urls import (
    adapting,
    calling,
    clarity,
    exchange,
    facts,
    following,
    importing,
    kits,
    network,
    office,
    privacy,
    readiness,
    releases,
    reorganising,
    saying,
    templates,
    topics,
)

app_name = "desk"
urlpatterns = [
    *releases.urlpatterns,
    *following.urlpatterns,
    *office.urlpatterns,
    *network.urlpatterns,
    *reorganising.urlpatterns,
    *readiness.urlpatterns,
    *privacy.urlpatterns,
    *calling.urlpatterns,
    *importing.urlpatterns,
    *saying.urlpatterns,
    *topics.urlpatterns,
    *facts.urlpatterns,
    *exchange.urlpatterns,
    *kits.urlpatterns,
    *templates.urlpatterns,
    *clarity.urlpatterns,
    *adapting.urlpatterns,
]
