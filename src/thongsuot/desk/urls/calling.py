"""Addresses of checks: the list of what to check, video calls, accreditation."""

from django.urls import path

from thongsuot.desk.urls.network import PERSON, UNIT
from thongsuot.desk.views import calling, verifying

CALL = "goi-co-hinh/<uuid:call>/"

urlpatterns = [
    path("xac-minh/", verifying.listing, name="verification"),
    path("xac-minh/hoi/", verifying.ask, name="ask_to_verify"),
    path("xac-minh/danh-sach.xlsx", verifying.export, name="verification_export"),
    path(UNIT + "dia-chi/<uuid:point>/xac-minh/", verifying.verify_unit, name="verify_unit"),
    path(PERSON + "dia-chi/<uuid:point>/xac-minh/", verifying.verify, name="verify_address"),
    path("xac-minh/<uuid:point>/duong-dan/", verifying.send_link, name="send_link"),
    path("xac-minh/<uuid:point>/ma/", verifying.send_code, name="send_code"),
    path(PERSON + "the/", verifying.accredit, name="accredit"),
    path(PERSON + "the/<uuid:row>/thoi/", verifying.end_accreditation, name="end_accreditation"),
    path(PERSON + "goi/", calling.schedule, name="schedule_call"),
    path(CALL, calling.call, name="call"),
    path(CALL + "tin-hieu/", calling.exchange, name="call_exchange"),
    path(CALL + "ma/", calling.hear, name="hear_code"),
    path(CALL + "ket-qua/", calling.end, name="end_call"),
    path(CALL + "huy/", calling.cancel, name="cancel_call"),
]
