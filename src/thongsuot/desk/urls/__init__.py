"""Every address under `/ban/`."""

from thongsuot.desk.urls import office, releases

app_name = "desk"
urlpatterns = [*releases.urlpatterns, *office.urlpatterns]
